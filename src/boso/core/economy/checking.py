"""Looks over a document key by key: kinds, bounds and words. Every fault is told by its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boso.core.values.numbers import ORE

#: More kroner than anybody asks about.
MOST = Decimal(1000 * 1000 * 1000)


class BadDocument(ValueError):
    """No household: `faults` says each thing that is wrong, and where."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class Key:
    """What a key may hold: a kind, whether it must be there, its bounds or its words."""

    kind: str
    needed: bool = False
    low: Decimal | int = 0
    high: Decimal | int = MOST
    words: tuple[str, ...] = ()
    null: bool = False


def checked(row: Any, place: str, keys: Mapping[str, Key], faults: list[str]) -> dict[str, Any]:
    """The values of a row by key, each in the kind it must have; faults go on the list."""
    if not isinstance(row, dict):
        faults.append(f"{place or 'the document'}: must be an object")
        return {}
    before = f"{place}." if place else ""
    faults += [f"{before}{key}: is not a key here" for key in row if key not in keys]
    faults += [f"{before}{name}: is lacking" for name, key in keys.items() if key.needed and name not in row]
    found: dict[str, Any] = {}
    for name, key in keys.items():
        if name not in row:
            continue
        if row[name] is None and key.null:
            found[name] = None
            continue
        try:
            found[name] = _KINDS[key.kind](row[name], key)
        except ValueError as error:
            faults.append(f"{before}{name}: must be {error}")
    return found


def _kroner(said: Any, key: Key) -> Decimal:
    number = _number(said, key)
    if number != number.quantize(ORE):
        raise ValueError("an amount with two decimals at the most")
    return number


def _number(said: Any, key: Key) -> Decimal:
    bounds = f"a number from {key.low} to {key.high}"
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError(bounds)
    number = Decimal(str(said))
    if not number.is_finite() or not key.low <= number <= key.high:
        raise ValueError(bounds)
    return number


def _rate(said: Any, key: Key) -> Decimal:
    number = _number(said, key)
    if number * 1000 % 1:
        raise ValueError("a rate with three decimals at the most")
    return number


def _whole(said: Any, key: Key) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not key.low <= said <= key.high:
        raise ValueError(f"a whole number from {key.low} to {key.high}")
    return said


def _text(said: Any, key: Key) -> str:
    if not isinstance(said, str) or (key.words and said not in key.words):
        raise ValueError(f"one of {', '.join(key.words)}" if key.words else "a text")
    return said


def _flag(said: Any, _key: Key) -> bool:
    if not isinstance(said, bool):
        raise ValueError("true or false")
    return said


def _day(said: Any, _key: Key) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except (TypeError, ValueError):
        raise ValueError("a day, as 2026-11-22") from None


def _list(said: Any, _key: Key) -> list[Any]:
    if not isinstance(said, list):
        raise ValueError("a list")
    return said


def _names(said: Any, key: Key) -> tuple[str, ...]:
    if not isinstance(said, list) or not all(isinstance(one, str) and one in key.words for one in said):
        raise ValueError(f"a list of {', '.join(key.words)}")
    return tuple(said)


def _object(said: Any, _key: Key) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError("an object")
    return said


_KINDS: dict[str, Any] = {
    "kroner": _kroner,
    "number": _number,
    "rate": _rate,
    "whole": _whole,
    "text": _text,
    "flag": _flag,
    "day": _day,
    "list": _list,
    "names": _names,
    "object": _object,
}
