"""An instance from a document and to a document: `boso-instance/1`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from boso.core.matching.instance import (
    FORMAT,
    MANY,
    NO_DAY,
    TENANT,
    BadInstance,
    Dwelling,
    Fault,
    Household,
    Instance,
    Kind,
    Pair,
    Terms,
    from_rows,
)
from boso.core.matching.market import NOBODY

_Kinds = dict[str, tuple[tuple[type, ...], bool]]
_NONE = type(None)
#: key -> what it may be, and whether it must be there
_TERMS: _Kinds = {
    "format": ((str,), True),
    "classes": ((int,), False),
    "max_moves": ((int, _NONE), False),
    "seed": ((str,), False),
    "cycles": ((bool,), False),
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
_TOP: _Kinds = {**_TERMS, **dict.fromkeys(_PARTS, ((list,), True))}
_SAID = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", _NONE: "null"}


def read(document: Any) -> Instance:
    """The instance that a document states.

    Raises BadInstance naming every unknown key, wrong type and contradiction by its place in the document.
    """
    faults = _checked(document, "", _TOP)
    if not faults and document["format"] != FORMAT:
        faults = [Fault(Kind.WRONG_FORMAT, "format", f"must be «{FORMAT}»")]
    if not faults:
        faults = [
            fault
            for name, kinds in _PARTS.items()
            for index, row in enumerate(document[name])
            for fault in _checked(row, f"{name}[{index}]", kinds)
        ]
    if faults:
        raise BadInstance(faults)
    households = [_household(row, f"households[{index}]", faults) for index, row in enumerate(document["households"])]
    if faults:
        raise BadInstance(faults)
    return from_rows(
        households,
        [Dwelling(row["id"], row["vacant"]) for row in document["dwellings"]],
        [Pair(row["household"], row["dwelling"], row.get("fit", 0)) for row in document["pairs"]],
        terms(document),
    )


def terms(document: Mapping[str, Any]) -> Terms:
    """What a document declares, where it says it; the usual elsewhere."""
    return Terms(**{key: document[key] for key in ("classes", "max_moves", "seed", "cycles") if key in document})


def terms_faults(document: Any) -> list[Fault]:
    """What is wrong with the declarations of a document without rows."""
    return _checked(document, "", _TERMS)


def as_document(instance: Instance) -> dict[str, Any]:
    """The instance as a document, its parts in order of id."""
    declared, columns = instance.terms, instance.columns
    tenant = {number: word for word, number in TENANT.items()}
    households, dwellings = columns.households, columns.dwellings
    return {
        "format": FORMAT,
        "classes": declared.classes,
        "max_moves": declared.max_moves,
        "seed": declared.seed,
        "cycles": declared.cycles,
        "households": [
            {
                "id": name,
                "class": standing,
                "since": None if since == NO_DAY else dt.date.fromordinal(since).isoformat(),
                "lives_in": None if home == NOBODY else dwellings[home],
                "tenant": tenant[wish],
            }
            for name, standing, since, home, wish in zip(
                households,
                columns.standing.tolist(),
                columns.since.tolist(),
                columns.lives_in.tolist(),
                columns.tenant.tolist(),
                strict=True,
            )
        ],
        "dwellings": [
            {"id": name, "vacant": vacant} for name, vacant in zip(dwellings, columns.vacant.tolist(), strict=True)
        ],
        "pairs": [
            {"household": households[who], "dwelling": dwellings[where], "fit": fit}
            for who, where, fit in zip(
                columns.pair_household.tolist(), columns.pair_dwelling.tolist(), columns.fit.tolist(), strict=True
            )
        ],
    }


def _checked(row: Any, place: str, kinds: _Kinds) -> list[Fault]:
    """Unknown keys, missing keys and wrong types of one object."""
    if not isinstance(row, Mapping):
        return [Fault(Kind.WRONG_TYPE, place or "the document", "must be an object")]
    dot = f"{place}." if place else ""
    faults = [Fault(Kind.UNKNOWN_KEY, f"{dot}{key}", f"unknown key «{key}»") for key in row if key not in kinds]
    for key, (types, needed) in kinds.items():
        if key not in row:
            if needed:
                faults.append(Fault(Kind.MISSING, f"{dot}{key}", f"lacks «{key}»"))
            continue
        value = row[key]
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            said = " or ".join(_SAID[one] for one in types)
            faults.append(Fault(Kind.WRONG_TYPE, f"{dot}{key}", f"must be {said}"))
        elif type(value) is int and abs(value) > MANY:
            faults.append(Fault(Kind.OUT_OF_RANGE, f"{dot}{key}", "is too large a number"))
    return faults


def _household(row: Mapping[str, Any], place: str, faults: list[Fault]) -> Household:
    since, tenant, day = row.get("since"), row.get("tenant"), None
    try:
        day = dt.date.fromisoformat(since) if since is not None else None
    except ValueError:
        faults.append(Fault(Kind.WRONG_TYPE, f"{place}.since", f"must be a day as 2024-05-01, or null: «{since}»"))
    if tenant not in TENANT:
        faults.append(Fault(Kind.OUT_OF_RANGE, f"{place}.tenant", f"must be may, wants or null: «{tenant}»"))
    return Household(row["id"], row.get("class", 1), day, row.get("lives_in"), tenant)
