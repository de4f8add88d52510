"""A household from a document: `boso-household/1`. Every fault is told by its place; nothing unknown is let pass."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from boso.core.economy.ability.paying import Means
from boso.core.economy.checking import MOST, BadDocument, Key, checked
from boso.core.economy.people import BadHousehold, Group, Household, Person, Role, Sex, Tenure
from boso.core.economy.reading_instruments import HIGHEST, LONGEST, InstrumentsAsked, instruments

FORMAT = "boso-household/1"
OLDEST = 100


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
    instruments: InstrumentsAsked | None = None


_AMOUNT, _NEEDED_AMOUNT, _FLAG, _DAY = Key("kroner"), Key("kroner", True), Key("flag"), Key("day", null=True)
_RATE = Key("rate", True, high=HIGHEST)
_TOP = {
    "format": Key("text", True, words=(FORMAT,)),
    "date": Key("day", True),
    "municipality": Key("text", True),
    "municipality_group": Key("whole", low=1, high=4, null=True),
    "persons": Key("list", True),
    "housing": Key("object", True),
    "wealth": Key("kroner", True, low=-MOST),
    "debts": Key("list", True),
    "cars": Key("object"),
    "living_month": Key("kroner", null=True),
    "maintenance_month": _AMOUNT,
    "buffer_month": _AMOUNT,
    "budget_date": _DAY,
    "floor_date": _DAY,
    "loan": Key("object", null=True),
    "instruments": Key("object", null=True),
}
_PERSON = {
    "role": Key("text", True, words=tuple(Role)),
    "age": Key("number", True, high=OLDEST),
    "sex": Key("text", words=tuple(Sex), null=True),
    "income_year": Key("kroner", null=True),
    "net_month": Key("kroner", null=True),
    "group": Key("text", words=tuple(Group)),
    "travel_pass": _FLAG,
    "student": _FLAG,
    "pregnant": _FLAG,
    "kindergarten": _FLAG,
}
_HOUSING = {
    "kind": Key("text", True, words=tuple(Tenure)),
    "cost_year": _NEEDED_AMOUNT,
    "adapted": _FLAG,
    "running_month": _AMOUNT,
}
_DEBT = {"name": Key("text", True), "month": _NEEDED_AMOUNT}
_CARS = {"petrol": Key("whole", high=OLDEST), "electric": Key("whole", high=OLDEST)}
_LOAN = {
    "rate_year": _RATE,
    "years": Key("whole", True, low=1, high=LONGEST),
    "price": _NEEDED_AMOUNT,
    "own_funds": _NEEDED_AMOUNT,
    "stress_rate_year": Key("rate", high=HIGHEST, null=True),
    "terms_a_year": Key("whole", low=1, high=12),
    "interest_only_years": Key("whole", high=LONGEST),
    "serial": _FLAG,
    "fee": _AMOUNT,
    "term_fee": _AMOUNT,
}


def read(document: Any) -> Asked:
    """What the document asks.

    Raises BadDocument naming every unknown key, lacking key, wrong kind and contradiction by its place.
    """
    faults: list[str] = []
    top = checked(document, "", _TOP, faults)
    persons = [
        checked(row, f"persons[{at}]", _PERSON, faults) for at, row in enumerate(top.get("persons", []), start=1)
    ]
    debts = [checked(row, f"debts[{at}]", _DEBT, faults) for at, row in enumerate(top.get("debts", []), start=1)]
    housing = checked(top.get("housing", {}), "housing", _HOUSING, faults) if "housing" in top else {}
    cars = checked(top.get("cars", {}), "cars", _CARS, faults)
    loan = checked(top["loan"], "loan", _LOAN, faults) if top.get("loan") is not None else None
    if loan and loan.get("interest_only_years", 0) >= loan.get("years", LONGEST + 1):
        faults.append("loan.interest_only_years: must be less than loan.years")
    if loan and loan.get("fee") and loan["fee"] >= loan.get("price", MOST + 1) - loan.get("own_funds", 0):
        faults.append("loan.fee: must be less than the loan")
    wanted = None
    if top.get("instruments") is not None:
        wanted = instruments(top["instruments"], top.get("date"), faults)
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
        instruments=wanted,
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
