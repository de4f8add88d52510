"""Situations that a lawyer can read: given in TOML beside this file, worked out by the law in core/law."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from boso.core.economy.ability.paying import Means, ability
from boso.core.economy.bostotte.terms import case_of
from boso.core.economy.bostotte.working import What, worked
from boso.core.economy.exact import to_kroner, to_ore
from boso.core.economy.lawful import Lacking
from boso.core.economy.people import Group, Household, Person, Role, Sex


def situations(name: str) -> list:
    text = (Path(__file__).parent / "situations" / f"{name}.toml").read_text(encoding="utf-8")
    return [pytest.param(row, id=row["name"]) for row in tomllib.loads(text)["situation"]]


def the_household(given: dict) -> Household:
    """The first is the applicant, the second the partner where older than 30, the others children."""
    incomes = given.get("incomes") or [given["income"], *[0] * (len(given["ages"]) - 1)]
    roles = [
        Role.APPLICANT if place == 0 else Role.PARTNER if place == 1 and age > 30 else Role.CHILD
        for place, age in enumerate(given["ages"])
    ]
    groups = [Group(given.get("group", "ordinary")), *[Group.ORDINARY] * (len(roles) - 1)]
    return Household(
        tuple(
            Person(age=Decimal(age), role=role, income_year=Decimal(income), group=group)
            for age, role, income, group in zip(given["ages"], roles, incomes, groups, strict=True)
        ),
        wealth=Decimal(given.get("wealth", 0)),
    )


def the_month(row: dict):
    given = row["given"]
    case = case_of(
        the_household(given),
        row["month"],
        municipality=given["municipality"],
        costs_year=Decimal(given["costs"]),
        adapted=given.get("adapted", False),
    )
    return worked(case, row["month"])


@pytest.mark.parametrize("row", situations("bostotte"))
def test_bostotte_in_a_situation(row):
    if "not_known" in row:
        with pytest.raises(Lacking, match="not known") as caught:
            the_month(row)
        assert [missing.key for missing in caught.value.missing] == row["not_known"]
        return
    answer = the_month(row)
    steps = {step.what: step for step in answer.steps}
    got = {
        "bostotte": answer.month,
        "exact": to_ore(answer.exact),
        "weight": steps[What.WEIGHT].shown,
        "weighted_income": to_kroner(steps[What.INCOME].amount),
        "own_share": steps[What.OWN_SHARE].shown,
        "ceiling": steps[What.CEILING].shown,
        "wealth_income": steps[What.WEALTH_INCOME].shown,
    }
    expected = {key: Decimal(str(number)) for key, number in row["expected"].items()}
    assert {key: got[key] for key in expected} == expected
    assert list(steps) == list(What)


def the_person(row: dict) -> Person:
    money = {key: Decimal(row[key]) for key in ("net_month",) if key in row}
    flags = {key: row[key] for key in ("student", "pregnant", "kindergarten", "travel_pass") if key in row}
    sex = Sex(row["sex"]) if "sex" in row else None
    return Person(age=Decimal(row["age"]), role=Role(row["role"]), sex=sex, **money, **flags)


@pytest.mark.parametrize("row", situations("ability"))
def test_ability_to_pay_in_a_situation(row):
    household = Household(
        tuple(the_person(person) for person in row["persons"]),
        cars_petrol=row.get("cars_petrol", 0),
        cars_electric=row.get("cars_electric", 0),
    )
    amounts = {key: Decimal(row[key]) for key in ("living", "maintenance", "buffer", "running") if key in row}
    days = {key: row[key] for key in ("budget_on", "floor_on") if key in row}
    owed = tuple((name, Decimal(amount)) for name, amount in row.get("obligations", {}).items())
    means = Means(obligations=owed, **amounts, **days)
    if "not_known" in row:
        with pytest.raises(Lacking) as caught:
            ability(household, means, row["day"])
        assert [missing.key for missing in caught.value.missing] == row["not_known"]
        return
    able, expected = ability(household, means, row["day"]), row["expected"]
    assert to_ore(able.living) == Decimal(str(expected["living"]))
    assert to_ore(able.left) == Decimal(str(expected["left"]))
    assert able.lifted == expected.get("lifted", False)
    assert bool(able.unchecked) == (able.floor is None)
    if "unchecked" in expected:
        assert [missing.key for missing in able.unchecked] == expected["unchecked"]
    if "floor" in expected:
        assert able.floor == expected["floor"]
    if "for_loans" in expected:
        assert able.for_loans == expected["for_loans"]
    if "living_year" in expected:
        assert to_kroner(able.living * 12) == expected["living_year"]
