"""What a run is asked: households, dwellings, and who could live where, in columns.

An instance is checked when it is made, and its parts stand in order of id, so that the same content is the same
instance whatever order it came in.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np

from boso.core.matching.market import NOBODY, Flags, Ints

FORMAT = "boso-instance/1"
#: The best fit there is.
PERFECT = 100
#: More classes, or moves in a chain, than anybody declares.
MANY = 1_000_000
#: `tenant` in numbers: not a sitting tenant; moves only to free a home; stands in the order too.
NO_TENANT, MAY, WANTS = 0, 1, 2
TENANT = {None: NO_TENANT, "may": MAY, "wants": WANTS}
#: `since` of who has no waiting time that counts.
NO_DAY = 0


class Kind(StrEnum):
    """What can be wrong with an instance."""

    NOT_READABLE = "not_readable"
    WRONG_FORMAT = "wrong_format"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    WRONG_TYPE = "wrong_type"
    OUT_OF_RANGE = "out_of_range"
    TWICE = "twice"
    UNKNOWN_ID = "unknown_id"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. place: where in the document, as `pairs[17].fit`."""

    kind: Kind
    place: str
    words: str

    def __str__(self) -> str:
        return f"{self.place}: {self.words}"


class BadInstance(ValueError):
    """No instance: `faults` says each thing that is wrong and where."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}")
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Household:
    """One household. standing: its class; 1 comes first.

    since: waiting from that day; None when waiting time does not count. lives_in: the dwelling a sitting tenant
    keeps unless moved. tenant: `may` moves only to free a home, with consent; `wants` stands in the order too.
    """

    id: str
    standing: int = 1
    since: dt.date | None = None
    lives_in: str | None = None
    tenant: str | None = None


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One dwelling; vacant, or let. A let one is in play when its tenant is in the instance."""

    id: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The household could live in the dwelling: every hard rule holds. fit: 0 to 100."""

    household: str
    dwelling: str
    fit: int = 0


@dataclass(frozen=True, slots=True)
class Terms:
    """What the municipality declares for the run.

    classes: how many there are. max_moves: moves of sitting tenants in one chain; None for no bound. seed: published;
    draws lots where class and waiting time are equal. cycles: whether tenants may change homes among themselves
    without a vacant one.
    """

    classes: int = 1
    max_moves: int | None = 1
    seed: str = ""
    cycles: bool = True


@dataclass(frozen=True, slots=True)
class Columns:
    """Households, dwellings and pairs in columns, numbered as they stand.

    since: day as `date.toordinal()`, or NO_DAY. lives_in: a dwelling's number, or NOBODY. tenant: see TENANT.
    """

    households: tuple[str, ...]
    standing: Ints
    since: Ints
    lives_in: Ints
    tenant: Ints
    dwellings: tuple[str, ...]
    vacant: Flags
    pair_household: Ints
    pair_dwelling: Ints
    fit: Ints


@dataclass(frozen=True)
class Instance:
    """Everything a run depends on. The same instance gives the same answer, to the byte. Made by `instance`."""

    terms: Terms
    columns: Columns

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the content, whatever order its parts came in; docs/formats.md says of which bytes."""
        terms, columns = self.terms, self.columns
        head = {
            "format": FORMAT,
            "classes": terms.classes,
            "max_moves": terms.max_moves,
            "seed": terms.seed,
            "cycles": terms.cycles,
            "households": columns.households,
            "dwellings": columns.dwellings,
        }
        seen = hashlib.sha256(json.dumps(head, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())
        for column in (
            columns.standing,
            columns.since,
            columns.lives_in,
            columns.tenant,
            columns.vacant,
            columns.pair_household,
            columns.pair_dwelling,
            columns.fit,
        ):
            seen.update(np.ascontiguousarray(column, dtype="<i8").tobytes())
        return seen.hexdigest()


def from_rows(
    households: Sequence[Household], dwellings: Sequence[Dwelling], pairs: Sequence[Pair], terms: Terms
) -> Instance:
    """The instance of these rows.

    Raises BadInstance with every contradiction, by the row's place.
    """
    faults: list[Fault] = []
    number = {one.id: index for index, one in enumerate(dwellings)}
    who = {one.id: index for index, one in enumerate(households)}

    def numbered(names: dict[str, int], name: str, place: str) -> int:
        if name not in names:
            faults.append(Fault(Kind.UNKNOWN_ID, place, f"there is no «{name}»"))
        return names.get(name, 0)

    columns = Columns(
        households=tuple(one.id for one in households),
        standing=_ints(one.standing for one in households),
        since=_ints(one.since.toordinal() if one.since else NO_DAY for one in households),
        lives_in=_ints(
            NOBODY if one.lives_in is None else numbered(number, one.lives_in, f"households[{index}].lives_in")
            for index, one in enumerate(households)
        ),
        tenant=_ints(TENANT[one.tenant] for one in households),
        dwellings=tuple(one.id for one in dwellings),
        vacant=np.fromiter((one.vacant for one in dwellings), np.bool_),
        pair_household=_ints(
            numbered(who, one.household, f"pairs[{index}].household") for index, one in enumerate(pairs)
        ),
        pair_dwelling=_ints(
            numbered(number, one.dwelling, f"pairs[{index}].dwelling") for index, one in enumerate(pairs)
        ),
        fit=_ints(one.fit for one in pairs),
    )
    if faults:
        raise BadInstance(faults)
    return instance(terms, columns)


def instance(terms: Terms, columns: Columns) -> Instance:
    """The instance of these columns, put in order of id.

    Raises BadInstance with every contradiction, by its place in the columns.
    """
    faults = [*_terms_faults(terms), *_ids_faults(columns)]
    faults += [*_household_faults(terms, columns), *_pair_faults(columns)]
    if faults:
        raise BadInstance(faults)
    return Instance(terms, _in_order_of_id(columns))


def _ints(values: Iterator[int] | Sequence[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _in_order_of_id(columns: Columns) -> Columns:
    households, household_number = _sorted(columns.households)
    dwellings, dwelling_number = _sorted(columns.dwellings)
    lives_in = columns.lives_in[households]
    who, where = household_number[columns.pair_household], dwelling_number[columns.pair_dwelling]
    pairs = np.argsort(who * len(dwellings) + where, kind="stable")
    return Columns(
        households=tuple(columns.households[index] for index in households),
        standing=columns.standing[households],
        since=columns.since[households],
        lives_in=np.where(lives_in == NOBODY, NOBODY, dwelling_number[lives_in]) if len(dwellings) else lives_in,
        tenant=columns.tenant[households],
        dwellings=tuple(columns.dwellings[index] for index in dwellings),
        vacant=columns.vacant[dwellings],
        pair_household=who[pairs],
        pair_dwelling=where[pairs],
        fit=columns.fit[pairs],
    )


def _sorted(ids: Sequence[str]) -> tuple[Ints, Ints]:
    """The numbers in order of id; and by number, the place in that order."""
    order = _ints(sorted(range(len(ids)), key=ids.__getitem__))
    place = np.empty(len(ids), np.int64)
    place[order] = np.arange(len(ids))
    return order, place


def _terms_faults(terms: Terms) -> Iterator[Fault]:
    if not 1 <= terms.classes <= MANY:
        yield Fault(Kind.OUT_OF_RANGE, "classes", f"must be from 1 to {MANY}")
    if terms.max_moves is not None and not 0 <= terms.max_moves <= MANY:
        yield Fault(Kind.OUT_OF_RANGE, "max_moves", f"must be from 0 to {MANY}, or null for no bound")


def _ids_faults(columns: Columns) -> Iterator[Fault]:
    for name, ids in (("households", columns.households), ("dwellings", columns.dwellings)):
        first: dict[str, int] = {}
        for index, word in enumerate(ids):
            if not word or "->" in word or word.split() != [word]:
                yield Fault(Kind.OUT_OF_RANGE, f"{name}[{index}].id", "must be one word without «->»")
            if first.setdefault(word, index) != index:
                yield Fault(Kind.TWICE, f"{name}[{index}].id", f"«{word}» is the id of {name}[{first[word]}] too")


def _household_faults(terms: Terms, columns: Columns) -> Iterator[Fault]:
    standing, tenant, lives_in = columns.standing, columns.tenant, columns.lives_in
    for index in np.flatnonzero((standing < 1) | (standing > terms.classes)):
        words = f"the class is {standing[index]}, and there are {terms.classes}"
        yield Fault(Kind.OUT_OF_RANGE, f"households[{index}].class", words)
    for index in np.flatnonzero((tenant == NO_TENANT) != (lives_in == NOBODY)):
        words = "a sitting tenant has both lives_in and tenant (may or wants); another household neither"
        yield Fault(Kind.CONTRADICTION, f"households[{index}].tenant", words)
    living = np.flatnonzero(lives_in != NOBODY)
    for index in living[columns.vacant[lives_in[living]]]:
        words = f"«{columns.dwellings[lives_in[index]]}» is vacant"
        yield Fault(Kind.CONTRADICTION, f"households[{index}].lives_in", words)
    for index in living[_again(lives_in[living])]:
        words = f"another household lives in «{columns.dwellings[lives_in[index]]}» already"
        yield Fault(Kind.TWICE, f"households[{index}].lives_in", words)


def _pair_faults(columns: Columns) -> Iterator[Fault]:
    fit = columns.fit
    for index in np.flatnonzero((fit < 0) | (fit > PERFECT)):
        yield Fault(Kind.OUT_OF_RANGE, f"pairs[{index}].fit", f"must be from 0 to {PERFECT}")
    for index in np.flatnonzero(_again(columns.pair_household * len(columns.dwellings) + columns.pair_dwelling)):
        words = (
            f"«{columns.households[columns.pair_household[index]]}» and "
            f"«{columns.dwellings[columns.pair_dwelling[index]]}» stand twice"
        )
        yield Fault(Kind.TWICE, f"pairs[{index}]", words)


def _again(values: Ints) -> Flags:
    """Which values have stood before."""
    order = np.argsort(values, kind="stable")
    again = np.zeros(len(values), np.bool_)
    again[order[1:]] = values[order[1:]] == values[order[:-1]]
    return again
