"""Law and norms by date, as data: one TOML file per area beside this module.

    [[parameter]]
    key = "lease.move_out_request_months"
    unit = "months"
    starts = 2000-01-01          # first day it holds; `ends` (that day not included) when it has ended
    value = 3                    # number, text, list or table; or unknown = "why nobody here knows it"
    source = "husleieloven § 9-2"
    mark = "read"                # read | derived | assumed | unknown

A silent gap or overlap between periods of one key is refused when the file is read.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Literal

from boso.core.values.periods import Period

Mark = Literal["read", "derived", "assumed", "unknown"]
MARKS = ("read", "derived", "assumed", "unknown")


class BadLaw(ValueError):
    """A file of law that contradicts itself or leaves something out; says which file and key."""


class NotKnown(LookupError):
    """The value of that key on that day is not known here; says why."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of law in one period. `why_unknown` is said instead of a value nobody here knows."""

    key: str
    unit: str
    period: Period
    value: Any
    source: str
    mark: Mark
    why_unknown: str = ""
    note: str = ""


def value(area: str, key: str, on: dt.date) -> Any:
    """What held that day.

    Raises NotKnown with the reason when nobody here knows, KeyError for a key that the area lacks.
    """
    found = parameter(area, key, on)
    if found.mark == "unknown":
        raise NotKnown(f"{key} on {on}: {found.why_unknown}")
    return found.value


def parameter(area: str, key: str, on: dt.date) -> Parameter:
    """The whole parameter that held that day, with source and mark.

    Raises NotKnown before the first period, KeyError for a key that the area lacks.
    """
    for found in history(area, key):
        if found.period.holds(on):
            return found
    raise NotKnown(f"{key} on {on}: nothing is written for that day")


def history(area: str, key: str) -> tuple[Parameter, ...]:
    """All periods of a key, oldest first.

    Raises KeyError for a key that the area lacks.
    """
    return everything(area)[key]


@cache
def everything(area: str) -> dict[str, tuple[Parameter, ...]]:
    """A whole area by key, each with its periods, oldest first.

    Raises BadLaw for a file that contradicts itself, FileNotFoundError for an area that does not exist.
    """
    text = resources.files("boso.core.law").joinpath(f"{area}.toml").read_text(encoding="utf-8")
    return read(area, text)


def read(area: str, text: str) -> dict[str, tuple[Parameter, ...]]:
    """The parameters of one file's text.

    Raises BadLaw.
    """
    by_key: dict[str, list[Parameter]] = {}
    for row in tomllib.loads(text).get("parameter", []):
        found = _parameter(area, row)
        by_key.setdefault(found.key, []).append(found)
    return {key: _in_order(area, key, rows) for key, rows in by_key.items()}


_KNOWN = {"key", "unit", "starts", "ends", "value", "unknown", "source", "mark", "note"}


def _parameter(area: str, row: dict[str, Any]) -> Parameter:
    key = str(row.get("key", "?"))
    if lacking := {"key", "unit", "starts", "source", "mark"} - row.keys():
        raise BadLaw(f"{area}: {key} lacks {', '.join(sorted(lacking))}")
    if strange := row.keys() - _KNOWN:
        raise BadLaw(f"{area}: {key} says {', '.join(sorted(strange))}, which means nothing here")
    mark = row["mark"]
    if mark not in MARKS:
        raise BadLaw(f"{area}: {key} is marked {mark}")
    if (mark == "unknown") != ("unknown" in row) or ("unknown" in row) == ("value" in row):
        raise BadLaw(f"{area}: {key} must have a value, or be marked unknown with the reason")
    if blank := sorted(name for name in ("unit", "source", "unknown") if not str(row.get(name, "-")).strip()):
        raise BadLaw(f"{area}: {key} says nothing of {', '.join(blank)}")
    period = Period(row["starts"], row.get("ends"))
    return Parameter(
        key=key,
        unit=row["unit"],
        period=period,
        value=row.get("value"),
        source=row["source"],
        mark=mark,
        why_unknown=row.get("unknown", ""),
        note=row.get("note", ""),
    )


def _in_order(area: str, key: str, rows: list[Parameter]) -> tuple[Parameter, ...]:
    rows.sort(key=lambda row: row.period.starts)
    for earlier, later in pairwise(rows):
        if earlier.period.ends != later.period.starts:
            raise BadLaw(f"{area}: {key} has a gap or an overlap at {later.period.starts}")
    return tuple(rows)
