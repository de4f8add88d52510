"""Conditions of a startlån and a municipality's own guideline, in situations a lawyer can read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.core.economy.guideline import BadPoint, Situation, Stands, catalogue, compared, point, shuts_out, stricter
from boso.core.economy.people import Household, Person, Role
from boso.core.economy.startlan import Facts, Standing, conditions, grounds, of_age
from boso.core.economy.tests.test_situations import situations
from boso.core.law.parameters import NotKnown
from boso.core.values.periods import Period

DAY = dt.date(2026, 11, 23)
ALWAYS = Period(dt.date(2024, 1, 1))


@pytest.mark.parametrize("row", situations("startlan"))
def test_conditions_of_a_startlan(row):
    known = {key: row[key] for key in ("children", "municipal_tenant", "may_lose_home", "needed_worker") if key in row}
    facts = Facts(stated=row["stated"], grounds=frozenset(row.get("grounds", ())), **known)
    adult = Household((Person(Decimal(row["age"]), Role.APPLICANT),))
    found = conditions(facts, row["day"], worked_out={"of_age": of_age(adult, row["day"])})
    got = {standing: [one.condition for one in found if one.standing is standing] for standing in Standing}
    assert got == {
        Standing.MET: row.get("met", []),
        Standing.WAIVED: sorted(row.get("waived", {}), key=[one.condition for one in found].index),
        Standing.NOT_MET: row.get("not_met", []),
        Standing.NOT_KNOWN: row.get("not_known", []),
    }
    for one in found:
        assert one.waived_on == row.get("waived", {}).get(one.condition, "")
        assert bool(one.grounds) is one.waivable
        assert list(one.pointed) == (row.get("pointed", []) if one.waivable else [])
        assert [missing.key for missing in one.missing] == (
            [f"startlan.{one.condition}"] if one.standing is Standing.NOT_KNOWN else []
        )
        assert one.stops is (one.standing is Standing.NOT_MET)
        assert (one.parameter.mark, bool(one.parameter.source), bool(one.asks)) == ("read", True, True)


def test_what_the_law_does_not_name_is_refused():
    with pytest.raises(ValueError, match="does not name rich"):
        conditions(Facts(stated={"rich": True}), DAY)
    with pytest.raises(ValueError, match="does not name vennskap"):
        conditions(Facts(grounds=frozenset(["vennskap"])), DAY)
    with pytest.raises(NotKnown):
        conditions(Facts(), dt.date(2019, 1, 1))
    assert set(grounds(DAY)) >= {"barn_eller_sosial_helse"}


def the_household(said: dict) -> Situation:
    return Situation(**{key: Decimal(str(one)) if type(one) in {int, float} else one for key, one in said.items()})


@pytest.mark.parametrize("row", situations("guideline"))
def test_a_point_of_a_guideline(row):
    local = point(row["point"]["key"], row["point"]["value"], "KS 12/24", ALWAYS)
    found = compared(local, row["day"])
    assert (found.stands, found.unlawful) == (row["stands"], row.get("unlawful", False))
    assert (found.state is None) is (found.source is None)
    assert found.about
    assert shuts_out(local, the_household(row["lets_in"])).out is False
    if "shuts_out" in row:
        assert shuts_out(local, the_household(row["shuts_out"])).out is True
        unknown = shuts_out(local, Situation())
        assert unknown.out is None
        assert {one.key for one in unknown.missing} == row["shuts_out"].keys()


def test_every_point_has_a_situation():
    seen = {row.values[0]["point"]["key"] for row in situations("guideline")}
    assert catalogue(DAY).keys() - seen == {"grant_years"}


def test_the_stricter_points_of_a_day():
    ended = Period(dt.date(2024, 1, 1), dt.date(2025, 1, 1))
    points = [
        point("most_years", 30, "KS 1/24", ALWAYS),
        point("most_years", 25, "KS 9/23", ended),
        point("youngest", 20, "KS 1/24", ALWAYS),
        point("stress_rate", 6, "KS 1/24", ALWAYS),
    ]
    assert [(one.point.key, one.point.value) for one in stricter(points, DAY)] == [("youngest", 20), ("most_years", 30)]
    assert stricter(points, DAY)[0].stands is Stands.STRICTER


@pytest.mark.parametrize(
    ("key", "value", "decision", "told"),
    [
        ("colour", 1, "KS", "no point"),
        ("youngest", 25, " ", "which decision"),
        ("youngest", -1, "KS", "a number"),
        ("youngest", True, "KS", "a number"),
        ("steady_income", 1, "KS", "yes or no"),
        ("purposes", "purchase", "KS", "a list"),
        ("purposes", [1], "KS", "a list"),
    ],
)
def test_a_point_that_cannot_be_is_refused(key, value, decision, told):
    with pytest.raises(BadPoint, match=told):
        point(key, value, decision, ALWAYS)
