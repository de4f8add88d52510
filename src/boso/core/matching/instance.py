"""What a run is asked, as a document that other programs can write: `boso-instance/1`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FORMAT = "boso-instance/1"
Wish = Literal["may", "wants"]


class BadInstance(ValueError):
    """A document that is no instance; `faults` says each thing that is wrong and where."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults[:5]))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Household:
    """One household. `standing` 1 comes first.

    since: waiting from that day; None when waiting time does not count. lives_in: the dwelling a sitting tenant
    keeps unless moved. tenant: `may` moves only to free a home, with consent; `wants` stands in the order too.
    """

    id: str
    standing: int = 1
    since: dt.date | None = None
    lives_in: str | None = None
    tenant: Wish | None = None


@dataclass(frozen=True, slots=True)
class Dwelling:
    """One dwelling; vacant, or the home of a tenant in the instance."""

    id: str
    vacant: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The household could live in the dwelling: every hard rule holds. fit: 0 to 100."""

    household: str
    dwelling: str
    fit: int = 0


@dataclass(frozen=True, slots=True)
class Instance:
    """Everything a run depends on. The same instance gives the same answer, to the byte.

    classes: how many there are. max_moves: moves of sitting tenants in one chain; None for no bound.
    cycles: whether tenants may change homes among themselves without a vacant one.
    """

    households: tuple[Household, ...]
    dwellings: tuple[Dwelling, ...]
    pairs: tuple[Pair, ...]
    classes: int = 1
    max_moves: int | None = 1
    seed: str = ""
    cycles: bool = True

    def __post_init__(self) -> None:
        if faults := _contradictions(self):
            raise BadInstance(faults)

    @property
    def digest(self) -> str:
        """SHA-256 of the instance, whatever order its parts were written in."""
        text = json.dumps(as_document(self), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def read(document: Mapping[str, Any]) -> Instance:
    """The instance that a document states.

    Raises BadInstance naming every unknown key, wrong type and contradiction.
    """
    faults: list[str] = []
    top = _checked(document, "the document", _TOP, faults)
    if top.get("format") != FORMAT:
        faults.append(f"format must be «{FORMAT}»")
    rows = {name: _rows(top.get(name), name, kinds, faults) for name, kinds in _PARTS.items()}
    if faults:
        raise BadInstance(faults)
    return Instance(
        households=tuple(_household(row, faults) for row in rows["households"]),
        dwellings=tuple(Dwelling(row["id"], row["vacant"]) for row in rows["dwellings"]),
        pairs=tuple(Pair(row["household"], row["dwelling"], row.get("fit", 0)) for row in rows["pairs"]),
        classes=top.get("classes", 1),
        max_moves=top.get("max_moves", 1),
        seed=top.get("seed", ""),
        cycles=top.get("cycles", True),
    )


def as_document(instance: Instance) -> dict[str, Any]:
    """The instance as a document, its parts in order of id."""
    return {
        "format": FORMAT,
        "classes": instance.classes,
        "max_moves": instance.max_moves,
        "seed": instance.seed,
        "cycles": instance.cycles,
        "households": [
            {
                "id": one.id,
                "class": one.standing,
                "since": one.since.isoformat() if one.since else None,
                "lives_in": one.lives_in,
                "tenant": one.tenant,
            }
            for one in sorted(instance.households, key=lambda one: one.id)
        ],
        "dwellings": [
            {"id": one.id, "vacant": one.vacant} for one in sorted(instance.dwellings, key=lambda one: one.id)
        ],
        "pairs": [
            {"household": one.household, "dwelling": one.dwelling, "fit": one.fit}
            for one in sorted(instance.pairs, key=lambda one: (one.household, one.dwelling))
        ],
    }


_Kinds = dict[str, tuple[tuple[type, ...], bool]]
_NONE = type(None)
#: key -> what it may be, and whether it must be there
_TOP: _Kinds = {
    "format": ((str,), True),
    "classes": ((int,), False),
    "max_moves": ((int, _NONE), False),
    "seed": ((str,), False),
    "cycles": ((bool,), False),
    "households": ((list,), True),
    "dwellings": ((list,), True),
    "pairs": ((list,), True),
}
_PARTS: dict[str, _Kinds] = {
    "households": {
        "id": ((str,), True),
        "class": ((int,), False),
        "since": ((str, _NONE), False),
        "lives_in": ((str, _NONE), False),
        "tenant": ((str, _NONE), False),
    },
    "dwellings": {"id": ((str,), True), "vacant": ((bool,), True)},
    "pairs": {"household": ((str,), True), "dwelling": ((str,), True), "fit": ((int,), False)},
}


def _checked(row: Any, where: str, kinds: _Kinds, faults: list[str]) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        faults.append(f"{where} must be an object")
        return {}
    faults += [f"{where} has the unknown key «{key}»" for key in row if key not in kinds]
    for key, (types, needed) in kinds.items():
        if key not in row:
            if needed:
                faults.append(f"{where} lacks «{key}»")
        elif not isinstance(row[key], types) or (isinstance(row[key], bool) and bool not in types):
            faults.append(f"{where}: «{key}» is of the wrong kind")
    return row


def _rows(rows: Any, name: str, kinds: _Kinds, faults: list[str]) -> list[Mapping[str, Any]]:
    if not isinstance(rows, list):
        return []
    return [_checked(row, f"{name}[{number}]", kinds, faults) for number, row in enumerate(rows)]


def _household(row: Mapping[str, Any], faults: list[str]) -> Household:
    since = row.get("since")
    try:
        day = dt.date.fromisoformat(since) if since is not None else None
    except ValueError:
        raise BadInstance([f"household «{row['id']}»: since is no day: «{since}»"]) from None
    return Household(row["id"], row.get("class", 1), day, row.get("lives_in"), row.get("tenant"))


def _contradictions(instance: Instance) -> list[str]:
    households = {one.id: one for one in instance.households}
    dwellings = {one.id: one for one in instance.dwellings}
    faults = []
    if len(households) < len(instance.households):
        faults.append("two households have the same id")
    if len(dwellings) < len(instance.dwellings):
        faults.append("two dwellings have the same id")
    if instance.classes < 1:
        faults.append("there must be at least one class")
    if instance.max_moves is not None and instance.max_moves < 0:
        faults.append("max_moves cannot be less than 0")
    homes: set[str] = set()
    for one in instance.households:
        faults += _household_faults(one, dwellings, homes, instance.classes)
    seen: set[tuple[str, str]] = set()
    for pair in instance.pairs:
        faults += _pair_faults(pair, households, dwellings, seen)
    return faults


def _household_faults(one: Household, dwellings: Mapping[str, Dwelling], homes: set[str], classes: int) -> list[str]:
    faults = []
    if not 1 <= one.standing <= classes:
        faults.append(f"household «{one.id}» is of class {one.standing}, and there are {classes}")
    if one.tenant not in (None, "may", "wants") or (one.tenant is None) != (one.lives_in is None):
        faults.append(f"household «{one.id}»: a sitting tenant has lives_in, and tenant `may` or `wants`")
    if one.lives_in is not None:
        home = dwellings.get(one.lives_in)
        if home is None or home.vacant:
            faults.append(f"household «{one.id}» lives in «{one.lives_in}», which is vacant or not there")
        if one.lives_in in homes:
            faults.append(f"two households live in «{one.lives_in}»")
        homes.add(one.lives_in)
    return faults


def _pair_faults(
    pair: Pair, households: Mapping[str, Household], dwellings: Mapping[str, Dwelling], seen: set[tuple[str, str]]
) -> list[str]:
    name = f"pair «{pair.household}» and «{pair.dwelling}»"
    faults = []
    if pair.household not in households or pair.dwelling not in dwellings:
        faults.append(f"{name}: one of them is not there")
    if not 0 <= pair.fit <= 100:
        faults.append(f"{name}: fit is from 0 to 100")
    if (pair.household, pair.dwelling) in seen:
        faults.append(f"{name} stands twice")
    seen.add((pair.household, pair.dwelling))
    return faults
