"""A household from a document: `boso-household/1`. Every fault is told by its place; nothing unknown is let pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boso.core.economy.ability.paying import Means
from boso.core.economy.people import BadHousehold, Group, Household, Person, Role, Sex, Tenure
from boso.core.values.numbers import ORE

FORMAT = "boso-household/1"
#: More kroner than anybody asks about; and the oldest, the highest rate and the longest term.
MOST = Decimal(1000 * 1000 * 1000)
OLDEST = HIGHEST = LONGEST = 100


class BadDocument(ValueError):
    """No household: `faults` says each thing that is wrong, and where."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class LoanAsked:
    """The loan that is asked about. rate, stress_rate: percent a year; price, own_funds, fees: kroner."""

    rate: Decimal
    years: int
    price: Decimal
    own_funds: Decimal
    stress_rate: Decimal | None = None
    terms_a_year: int = 12
    interest_only_years: int = 0
    serial: bool = False
    fee: Decimal = Decimal(0)
    term_fee: Decimal = Decimal(0)

    @property
    def principal(self) -> Decimal:
        """What must be borrowed."""
        return max(Decimal(0), self.price - self.own_funds)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything a document asks. place: the group of municipality, where the document says it itself."""

    on: dt.date
    municipality: str
    place: int | None
    household: Household
    tenure: Tenure
    costs_year: Decimal
    adapted: bool
    means: Means
    loan: LoanAsked | None


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may hold: a kind, whether it must be there, its bounds or its words."""

    kind: str
    needed: bool = False
    low: Decimal | int = 0
    high: Decimal | int = MOST
    words: tuple[str, ...] = ()
    null: bool = False


_AMOUNT, _NEEDED_AMOUNT, _FLAG, _DAY = _Key("kroner"), _Key("kroner", True), _Key("flag"), _Key("day", null=True)
_RATE = _Key("number", True, high=HIGHEST)
_TOP = {
    "format": _Key("text", True, words=(FORMAT,)),
    "date": _Key("day", True),
    "municipality": _Key("text", True),
    "municipality_group": _Key("whole", low=1, high=4, null=True),
    "persons": _Key("list", True),
    "housing": _Key("object", True),
    "wealth": _Key("kroner", True, low=-MOST),
    "debts": _Key("list", True),
    "cars": _Key("object"),
    "living_month": _Key("kroner", null=True),
    "maintenance_month": _AMOUNT,
    "buffer_month": _AMOUNT,
    "budget_date": _DAY,
    "floor_date": _DAY,
    "loan": _Key("object", null=True),
}
_PERSON = {
    "role": _Key("text", True, words=tuple(Role)),
    "age": _Key("number", True, high=OLDEST),
    "sex": _Key("text", words=tuple(Sex), null=True),
    "income_year": _Key("kroner", null=True),
    "net_month": _Key("kroner", null=True),
    "group": _Key("text", words=tuple(Group)),
    "travel_pass": _FLAG,
    "student": _FLAG,
    "pregnant": _FLAG,
    "kindergarten": _FLAG,
}
_HOUSING = {
    "kind": _Key("text", True, words=tuple(Tenure)),
    "cost_year": _NEEDED_AMOUNT,
    "adapted": _FLAG,
    "running_month": _AMOUNT,
}
_DEBT = {"name": _Key("text", True), "month": _NEEDED_AMOUNT}
_CARS = {"petrol": _Key("whole", high=OLDEST), "electric": _Key("whole", high=OLDEST)}
_LOAN = {
    "rate_year": _RATE,
    "years": _Key("whole", True, low=1, high=LONGEST),
    "price": _NEEDED_AMOUNT,
    "own_funds": _NEEDED_AMOUNT,
    "stress_rate_year": _Key("number", high=HIGHEST, null=True),
    "terms_a_year": _Key("whole", low=1, high=12),
    "interest_only_years": _Key("whole", high=LONGEST),
    "serial": _FLAG,
    "fee": _AMOUNT,
    "term_fee": _AMOUNT,
}


def read(document: Any) -> Asked:
    """What the document asks.

    Raises BadDocument naming every unknown key, lacking key, wrong kind and contradiction by its place.
    """
    faults: list[str] = []
    top = _checked(document, "", _TOP, faults)
    persons = [
        _checked(row, f"persons[{at}]", _PERSON, faults) for at, row in enumerate(top.get("persons", []), start=1)
    ]
    debts = [_checked(row, f"debts[{at}]", _DEBT, faults) for at, row in enumerate(top.get("debts", []), start=1)]
    housing = _checked(top.get("housing", {}), "housing", _HOUSING, faults) if "housing" in top else {}
    cars = _checked(top.get("cars", {}), "cars", _CARS, faults)
    loan = _checked(top["loan"], "loan", _LOAN, faults) if top.get("loan") is not None else None
    if loan and loan.get("interest_only_years", 0) >= loan.get("years", LONGEST + 1):
        faults.append("loan.interest_only_years: must be less than loan.years")
    if loan and loan.get("fee") and loan["fee"] >= loan.get("price", MOST + 1) - loan.get("own_funds", 0):
        faults.append("loan.fee: must be less than the loan")
    if faults:
        raise BadDocument(faults)
    return Asked(
        on=top["date"],
        municipality=top["municipality"],
        place=top.get("municipality_group"),
        household=_household(persons, top["wealth"], cars),
        tenure=Tenure(housing["kind"]),
        costs_year=housing["cost_year"],
        adapted=housing.get("adapted", False),
        means=Means(
            living=top.get("living_month"),
            obligations=tuple((debt["name"], debt["month"]) for debt in debts),
            maintenance=top.get("maintenance_month", Decimal(0)),
            buffer=top.get("buffer_month", Decimal(0)),
            running=housing.get("running_month", Decimal(0)),
            budget_on=top.get("budget_date"),
            floor_on=top.get("floor_date"),
        ),
        loan=None if loan is None else _loan(loan),
    )


def _household(persons: Sequence[Mapping[str, Any]], wealth: Decimal, cars: Mapping[str, int]) -> Household:
    try:
        return Household(
            tuple(_person(row) for row in persons),
            wealth=wealth,
            cars_petrol=cars.get("petrol", 0),
            cars_electric=cars.get("electric", 0),
        )
    except BadHousehold as error:
        raise BadDocument([f"persons: {error}"]) from error


def _person(row: Mapping[str, Any]) -> Person:
    said = dict(row)
    said["role"] = Role(said["role"])
    said["group"] = Group(said.get("group", Group.ORDINARY))
    if said.get("sex") is not None:
        said["sex"] = Sex(said["sex"])
    return Person(**said)


def _loan(row: Mapping[str, Any]) -> LoanAsked:
    names = {"rate_year": "rate", "stress_rate_year": "stress_rate"}
    return LoanAsked(**{names.get(key, key): said for key, said in row.items()})


def _checked(row: Any, place: str, keys: Mapping[str, _Key], faults: list[str]) -> dict[str, Any]:
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


def _kroner(said: Any, key: _Key) -> Decimal:
    number = _number(said, key)
    if number != number.quantize(ORE):
        raise ValueError("an amount with two decimals at the most")
    return number


def _number(said: Any, key: _Key) -> Decimal:
    bounds = f"a number from {key.low} to {key.high}"
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise ValueError(bounds)
    number = Decimal(str(said))
    if not number.is_finite() or not key.low <= number <= key.high:
        raise ValueError(bounds)
    return number


def _whole(said: Any, key: _Key) -> int:
    if isinstance(said, bool) or not isinstance(said, int) or not key.low <= said <= key.high:
        raise ValueError(f"a whole number from {key.low} to {key.high}")
    return said


def _text(said: Any, key: _Key) -> str:
    if not isinstance(said, str) or (key.words and said not in key.words):
        raise ValueError(f"one of {', '.join(key.words)}" if key.words else "a text")
    return said


def _flag(said: Any, _key: _Key) -> bool:
    if not isinstance(said, bool):
        raise ValueError("true or false")
    return said


def _day(said: Any, _key: _Key) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except (TypeError, ValueError):
        raise ValueError("a day, as 2026-11-22") from None


def _list(said: Any, _key: _Key) -> list[Any]:
    if not isinstance(said, list):
        raise ValueError("a list")
    return said


def _object(said: Any, _key: _Key) -> dict[str, Any]:
    if not isinstance(said, dict):
        raise ValueError("an object")
    return said


_KINDS: dict[str, Any] = {
    "kroner": _kroner,
    "number": _number,
    "whole": _whole,
    "text": _text,
    "flag": _flag,
    "day": _day,
    "list": _list,
    "object": _object,
}
