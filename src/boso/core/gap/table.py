"""Need against stock on a day, by cell: what is met when all are matched, what is missing, what is left over."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import Any

from boso.core.gap import cells
from boso.core.gap.cells import Cell
from boso.core.gap.heaps import Heaps, Kind, Order, heaps, kind_of_home, kind_of_need
from boso.core.gap.misfits import Misfit, comparisons, misfits
from boso.core.law import parameters
from boso.core.matching.homes import Home, Need
from boso.core.matching.rules import RuleSet, declared

AREA = "gap"


class Use(StrEnum):
    """What a home was that day."""

    LIVED_IN = "lived_in"
    """By a household whose need is counted."""
    TAKEN = "taken"
    """By somebody whose need nobody has mapped: left as it is, neither need nor home."""
    EMPTY = "empty"
    OUT = "out"
    """Empty and of no use for a while."""


@dataclass(frozen=True, slots=True)
class Housing:
    """One home. key: whatever whoever asks knows it by. why: the reason it is out of use.

    until: the first day it is no longer the municipality's to let, where that is known.
    """

    key: Hashable
    home: Home
    use: Use
    why: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Needing:
    """One household that needs a home. lives_in: the key of the home it rents, none where it rents none of those.

    unsuitable: whoever mapped it found its home unsuitable.
    """

    key: Hashable
    need: Need
    lives_in: Hashable | None = None
    unsuitable: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """What is counted by: the hard rules that are asked, the order of heaps, and how few a small figure is about."""

    rules: RuleSet
    order: Order
    small_under: int
    told: Mapping[str, Any]
    """The same as data, for whoever wants to know what the table rests on."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell. need = fits + unsuitable + waits = met + missing. homes: in use or empty, those taken left out.

    free: left over when all are matched; free_empty: of those, where nobody lives that day. unsuitable: households that
    live in a home that does not fit.
    """

    cell: Cell
    need: int = 0
    fits: int = 0
    unsuitable: int = 0
    waits: int = 0
    met: int = 0
    homes: int = 0
    free: int = 0
    free_empty: int = 0
    taken: int = 0
    out_of_use: int = 0

    @property
    def missing(self) -> int:
        """How many of the needs no home is left for."""
        return self.need - self.met


#: Homes that are shared out when all are matched.
IN_PLAY = (Use.LIVED_IN, Use.EMPTY)
FIGURES = ("need", "fits", "unsuitable", "waits", "met", "homes", "free", "free_empty", "taken", "out_of_use")


@dataclass(frozen=True)
class Table:
    """The gap on a day. beside: what is known and not counted, by what it is called."""

    on: dt.date
    lines: tuple[Line, ...]
    wrong: Mapping[Hashable, tuple[Misfit, ...]]
    """By household that lives in a home that does not fit, what is wrong with it."""
    out: Mapping[str, int]
    """How many homes are out of use for which reason."""
    spare: frozenset[Hashable]
    """Homes where nobody lives and that are left over, or are like one that is: which of them makes no difference."""
    stay: int
    """How many needs are met if nobody moves who lives in a home that fits."""
    beside: Mapping[str, int]
    rules: Rules
    digest: str

    @cached_property
    def total(self) -> Line:
        """All cells together."""
        return added(self.lines)

    def by(self, *names: str) -> dict[tuple[Any, ...], Line]:
        """The lines added up by some of a cell's dimensions, in the table's order."""
        piles: dict[tuple[Any, ...], list[Line]] = {}
        for line in self.lines:
            piles.setdefault(tuple(getattr(line.cell, name) for name in names), []).append(line)
        return {key: added(lines) for key, lines in piles.items()}


def added(lines: Iterable[Line]) -> Line:
    """The sum of lines; its cell is the first's."""
    rows = list(lines)
    cell = rows[0].cell if rows else Cell(None, "none", "none", cells.ANY, cells.ANY)
    return Line(cell, **{name: sum(getattr(row, name) for row in rows) for name in FIGURES})


def standard(on: dt.date, municipal: Mapping[str, Any]) -> Rules:
    """What is counted by on a day, with the rules of matching that hold in the municipality as data
    (`core.matching.rules.standard`).

    Raises NotKnown for a day before BoSo says anything of it, BadRules for rules that mean nothing.
    """
    left_out = parameters.value(AREA, "rules.left_out", on)
    rules = declared({name: municipal[name] for name in ("rules", "fit")})
    for key in left_out:
        rules = rules.without(key)
    order = {name: list(parameters.value(AREA, f"order.{name}", on)) for name in ("needs", "homes")}
    return Rules(
        rules,
        Order(tuple(order["needs"]), tuple(order["homes"])),
        int(parameters.value(AREA, "small.under", on)),
        {"rules": municipal["rules"], "left_out": list(left_out), "order": order},
    )


def table(
    on: dt.date,
    needing: Sequence[Needing],
    stock: Sequence[Housing],
    rules: Rules,
    beside: Mapping[str, int] | None = None,
) -> Table:
    """Count. The same rows in any order give the same table, and the same digest.

    Raises KeyError for a household that lives in a home that is not in the stock.
    """
    seen = sorted_out(needing, stock, rules)
    found = seen.whole.matched()
    counts: dict[Cell, Counter[str]] = {}
    for (kind, home, wrong), count in seen.households.items():
        state = "waits" if home is None else "unsuitable" if wrong else "fits"
        counts.setdefault(kind.cell, Counter()).update({"need": count, state: count})
    for (kind, use, _why), count in seen.standing.items():
        counts.setdefault(kind.cell, Counter())[_COUNTED_AS[use]] += count
    for cell, met in zip(seen.whole.need_cells, found.met, strict=True):
        counts[cell]["met"] += met
    for cell, size, used, lived_in in zip(
        seen.whole.home_cells, seen.whole.homes, found.used, seen.whole.lived_in, strict=True
    ):
        counts[cell].update({"free": size - used, "free_empty": 0 if lived_in else size - used})
    told = dict(sorted((beside or {}).items()))
    return Table(
        on=on,
        lines=tuple(Line(cell, **counts[cell]) for cell in sorted(counts, key=cells.place)),
        wrong=seen.wrong,
        out=seen.out(),
        spare=seen.spare(found.used),
        stay=seen.met_if_they_stay(),
        beside=told,
        rules=rules,
        digest=_digest(on, [told, rules.told], seen),
    )


def _digest(on: dt.date, told: Any, seen: Sorted) -> str:
    """SHA-256 of all that the table is counted from."""
    words = [f"gap {on}", json.dumps(told, sort_keys=True), *seen.whole.words, *sorted(seen.lines())]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


_COUNTED_AS = {Use.LIVED_IN: "homes", Use.EMPTY: "homes", Use.TAKEN: "taken", Use.OUT: "out_of_use"}


@dataclass(frozen=True, slots=True)
class Sorted:
    """Households and homes by kind.

    households: how many need this kind of home and live in that kind (none: in none of ours), with what is wrong there.
    standing: how many homes of a kind were what, and why. homes: the same of each home.
    """

    households: Mapping[tuple[Kind, Kind | None, tuple[Misfit, ...]], int]
    standing: Mapping[tuple[Kind, Use, str], int]
    homes: Mapping[Hashable, tuple[Kind, Use, str]]
    wrong: Mapping[Hashable, tuple[Misfit, ...]]
    whole: Heaps

    def met_if_they_stay(self) -> int:
        """How many are met when whoever lives in a home that fits keeps it, and the others are matched."""
        well = {
            (kind, home): count
            for (kind, home, wrong), count in self.households.items()
            if home is not None and not wrong
        }
        rest = self.whole.without(
            [(kind, count) for (kind, _home), count in well.items()],
            [(home, count) for (_kind, home), count in well.items()],
        )
        return sum(well.values()) + sum(rest.matched().met)

    def out(self) -> dict[str, int]:
        """How many homes are out of use for which reason."""
        found: Counter[str] = Counter()
        for (_kind, use, why), count in self.standing.items():
            if use is Use.OUT:
                found[why] += count
        return dict(sorted(found.items()))

    def spare(self, used: Sequence[int]) -> frozenset[Hashable]:
        """The empty homes in heaps that are not used up."""
        left = [size > taken for size, taken in zip(self.whole.homes, used, strict=True)]
        return frozenset(
            key for key, (kind, use, _why) in self.homes.items() if use is Use.EMPTY and left[self.whole.home_at[kind]]
        )

    def lines(self) -> Iterator[str]:
        """What the table is counted from, without any id: each kind once, with how many there are."""
        for (kind, home, wrong), count in self.households.items():
            lives_in = "" if home is None else self.whole.home_at[home]
            yield f"need {self.whole.need_at[kind]} lives in {lives_in} {','.join(wrong)} {count}"
        for (kind, use, why), count in self.standing.items():
            which = self.whole.home_at[kind] if use in IN_PLAY else kind.said()
            yield f"home {which} {use} {why} {count}"


def sorted_out(needing: Iterable[Needing], stock: Iterable[Housing], rules: Rules) -> Sorted:
    """Every household and home by kind, and what is wrong with the homes people live in."""
    homes = dict(_homes(stock, rules))
    wrong: dict[Hashable, tuple[Misfit, ...]] = {}
    households: Counter[tuple[Kind, Kind | None, tuple[Misfit, ...]]] = Counter()
    for one, kind, home, faults in _households(needing, homes, rules):
        households[kind, home, faults] += 1
        if faults:
            wrong[one.key] = faults
    needs: Counter[Kind] = Counter()
    for (kind, _home, _wrong), count in households.items():
        needs[kind] += count
    standing = Counter(homes.values())
    in_play: Counter[Kind] = Counter()
    for (kind, use, _why), count in standing.items():
        if use in IN_PLAY:
            in_play[kind] += count
    return Sorted(households, standing, homes, wrong, heaps(needs, in_play, rules.rules.rules, rules.order))


def _households(
    needing: Iterable[Needing], homes: Mapping[Hashable, tuple[Kind, Use, str]], rules: Rules
) -> Iterator[tuple[Needing, Kind, Kind | None, tuple[Misfit, ...]]]:
    """Each household with its kind, the kind it lives in, and what is wrong there."""
    asked = rules.rules.rules
    compared = comparisons(asked)
    kinds: dict[Need, Kind] = {}
    found: dict[tuple[Kind, Kind], tuple[Misfit, ...]] = {}
    for one in needing:
        kind = kinds.get(one.need)
        if kind is None:
            kind = kinds[one.need] = kind_of_need(one.need, asked)
        if one.lives_in is None:
            yield one, kind, None, ()
            continue
        home = homes[one.lives_in][0]
        faults = found.get((kind, home))
        if faults is None:
            faults = found[kind, home] = misfits(compared, kind, home)
        yield one, kind, home, faults or ((Misfit.SAID,) if one.unsuitable else ())


def _homes(stock: Iterable[Housing], rules: Rules) -> Iterator[tuple[Hashable, tuple[Kind, Use, str]]]:
    """Each home by its key: its kind, and what it was. Those equal in all that a rule may look at are seen once."""
    unseen = {"area_m2", "rent"}.difference(rules.rules.keys)
    looked_at = attrgetter(*(name for name in Home.__dataclass_fields__ if name not in unseen))
    kinds: dict[tuple[Any, ...], Kind] = {}
    for one in stock:
        lived_in = one.use is Use.LIVED_IN
        like = (lived_in, *looked_at(one.home))
        kind = kinds.get(like)
        if kind is None:
            kind = kinds[like] = kind_of_home(one.home, rules.rules.rules, lived_in=lived_in)
        yield one.key, (kind, one.use, one.why)
