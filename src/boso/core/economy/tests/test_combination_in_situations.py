"""The combination in situations a lawyer can read."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boso.core.economy.ability.paying import Means
from boso.core.economy.combination.combine import combine
from boso.core.economy.combination.question import Bank, Buying, LoanTerms, Local, Question
from boso.core.economy.people import Household, Person, Role
from boso.core.economy.startlan import Facts
from boso.core.economy.tests.test_situations import situations

LONG = frozenset(["lasting_low_income", "fits_for_long", "renting_is_no_way", "shorter_is_unsound"])


def exactly(said) -> Decimal:
    return Decimal(str(said))


def the_household(given: dict) -> Household:
    """The first is the applicant, who has all income; the second the partner; the others children."""
    first = Person(
        exactly(given["ages"][0]),
        Role.APPLICANT,
        income_year=exactly(given["gross_year"]),
        net_month=exactly(given["net"]),
    )
    second = Person(exactly(given["ages"][1]), Role.PARTNER, income_year=Decimal(0), net_month=Decimal(0))
    return Household((first, second, *(Person(exactly(age), Role.CHILD) for age in given["ages"][2:])))


@pytest.mark.parametrize("row", situations("combination"))
def test_what_gets_a_household_home(row):
    given, expected = row["given"], row["expected"]
    stress = given.get("stress_rate")
    answer = combine(
        Question(
            on=row["day"],
            household=the_household(given),
            means=Means(living=exactly(given["living"])),
            municipality="3103",
            own=exactly(given.get("own", 0)),
            bank=Bank(exactly(given.get("bank", 0)), exactly(given.get("bank_rate", 0)), 30),
            buying=Buying(
                exactly(given["price"]), running_month=exactly(given["running"]), counted_year=Decimal(40_000)
            ),
            facts=Facts(
                stated={
                    "long_term_problem": True,
                    "saving_used": given.get("saved", True),
                    "dwelling_suitable_and_reasonable": True,
                },
                grounds=frozenset(given.get("grounds", ())),
            ),
            terms=LoanTerms(
                exactly(given["rate"]),
                stress_rate=None if stress is None else exactly(stress),
                years=tuple(given["years"]),
                met=LONG if given.get("long_term") else frozenset(),
            ),
            local=Local(grant_most=exactly(given.get("grant_most", 0))),
        )
    )
    if expected.get("nothing"):
        assert answer.chosen is None
        stopping = [one.condition for one in answer.conditions if one.stops]
        assert stopping == expected.get("stops", ["ability_to_pay_over_time"])
        return
    mix = answer.chosen
    got = {name: getattr(mix, name) for name in ("own", "bank", "startlan", "grant", "years", "startlan_month")}
    got |= {"bank_month": mix.bank_month, "left": mix.left, "municipality_worst": mix.cost.municipality_worst}
    assert {name: got[name] for name in expected} == {name: exactly(amount) for name, amount in expected.items()}
    assert mix.own + mix.bank + mix.startlan + mix.grant == given["price"]
