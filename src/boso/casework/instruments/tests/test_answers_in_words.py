"""One question to the core, and its answer as a page and a frozen assessment have it. No database."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.utils import translation

from boso.casework.instruments import answering, asking, guiding, pictures, showing, wording
from boso.casework.instruments.law_reading import areas, found, keys, records, title, unknown
from boso.casework.instruments.law_values import lines, said
from boso.casework.instruments.sealing import digest, packed, unpacked
from boso.casework.instruments.tests.conftest import SAID, grown
from boso.core.economy.combination.question import Local
from boso.core.economy.people import Household, Person, Role, Sex
from boso.core.law import parameters
from boso.foundation.access.actor import NOBODY

TODAY = dt.date(2026, 11, 23)
ALONE = Household((grown(),))
FEW = Household((grown(200_000, 17_000),))


def told(household=ALONE, local=None, on=TODAY, **changes):
    given = {name: value for name, value in {**SAID, **changes}.items() if value is not None}
    asked = asking.asked(household, given, on=on, municipality="9901", local=local, municipal_tenant=True)
    return answering.answer(asked)


def shown(*args, **changes):
    return showing.shown(told(*args, **changes))


@pytest.mark.slow
def test_a_home_that_can_be_paid_is_told_with_its_limit_reasons_and_picture():
    answer = told(local=Local(grant_most=Decimal(300_000)))
    page = showing.shown(answer)
    assert page.sentence.startswith("With own means of 100") and "left a month" in page.sentence
    assert page.boundary[0].startswith("From 4,9 percent to ")
    assert page.boundary[1].startswith("If what is paid out a month falls by more than")
    assert {reason.label: reason.included for reason in page.reasons}["Startlån"]
    assert page.chart is not None and "<svg" in page.chart.svg and page.chart.rows
    assert any(mix.chosen and mix.best_for for mix in page.mixes)
    assert page.mixes[0].name == "Go on renting"
    assert [one.standing for one in page.conditions if "suits" in str(one.label)] == ["nobody has said"]
    assert str(page.month[-1].label).startswith("Left at 6") and not page.law_unknown
    assert len(page.loans) == 4 and [row.note for row in page.costs][-1] == "if all of the loan is lost"
    assert json.loads(json.dumps(answer)) == answer
    assert unpacked(packed(answer)) == answer and digest(answer) == digest(json.loads(json.dumps(answer)))
    assert unpacked(None) is None


@pytest.mark.slow
def test_a_home_that_cannot_be_paid_says_how_much_is_lacking():
    page = shown(FEW, price="4200000", own="0", bank_refused="no", bank_most="900000", bank_rate="5.5")
    assert page.sentence.startswith("Buying does not work now.") or page.sentence.startswith("No way of paying")
    assert page.boundary[-1] == "No income that was tried is enough."
    assert shown(FEW, price="700000").boundary[-1].startswith("It needs")
    assert any("is lacking" in reason.sentence for reason in page.reasons)
    assert page.with_bank


@pytest.mark.slow
def test_renting_alone_is_told_without_a_picture():
    page = shown(FEW, price=None)
    assert "is left a month" in page.sentence or "is lacking a month" in page.sentence
    assert page.chart is None and page.mixes and not page.conditions
    short = shown(FEW, price=None, living_month="17000")
    assert short.sentence.endswith("is lacking a month.")


@pytest.mark.slow
def test_bostotte_is_told_in_steps_with_marks_and_what_another_thousand_changes():
    page = shown(FEW, price=None, living_month=None, heating_beside=True)
    assert page.bostotte.startswith("Bostøtte would be about")
    assert page.bostotte_steps[-1].sum and "covered share 73,7 %" in page.bostotte_steps[-2].note
    assert any("falls by" in note for note in page.bostotte_notes) and page.marks and page.used
    assert any("of 2025" in note for note in page.ability_notes) and page.budget
    unknown_month = shown(FEW, price=None, on=dt.date(2025, 1, 15))
    assert unknown_month.bostotte.startswith("Bostøtte cannot be reckoned") and unknown_month.law_unknown


@pytest.mark.slow
def test_without_a_rent_and_a_price_only_what_can_be_paid_is_told():
    page = shown(price=None, rent_month=None)
    assert page.sentence == "" and page.ability and not page.mixes


@pytest.mark.slow
def test_what_nobody_said_is_named():
    child = Person(Decimal(4), Role.CHILD)
    nobody = Household((Person(Decimal(40), Role.APPLICANT, None), child))
    page = shown(nobody, living_month=None, own=None, bank_refused=None)
    assert "what is paid out after tax to person 1" in page.unknown
    assert "woman or man, of person 1" in page.unknown and not page.mixes
    assert page.sentence == "It cannot be said yet: something is not known."
    lacking = shown(own=None, bank_refused=None, rate=None, fees_month=None)
    assert {"own means", "what a bank says", "the interest of a startlån"} <= set(lacking.unknown)


@pytest.mark.slow
def test_a_condition_that_is_not_met_stops_the_loan_and_says_what_could_waive_it():
    page = shown(saving_used="no")
    stopped = next(one for one in page.conditions if "saved" in str(one.label))
    assert stopped.standing == "not met" and "rents from the municipality" in stopped.note
    assert "No lawful way" in page.sentence or "Buying does not work" in page.sentence
    waived = shown(saving_used="no", grounds=["barn_eller_sosial_helse"])
    assert next(one for one in waived.conditions if "saved" in str(one.label)).note.startswith("because of")
    refused = shown(bank_refused="no", bank_most="9000000", bank_rate="5")
    assert any(one.note == "is never waived" for one in refused.conditions if one.standing == "not met")


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"high": None}, "It works at no interest."),
        ({"works": False, "low": 0.0, "high": 3.3}, "It would work up to 3,3 percent"),
        ({"works": False, "low": 5.0, "high": 6.0}, "It would work from 5 to 6 percent"),
        ({"works": True, "low": 0.0, "high": 20.0, "open_high": True}, "the highest that is tried"),
    ],
)
def test_limits_of_interest_in_words(span, words):
    whole = {"today": 4.3, "works": True, "low": 0.0, "high": 5.0, "open_low": False, "open_high": False} | span
    mix = {"rate": whole}
    combination = {"explained": 0, "mixes": [mix], "income": None}
    assert words in wording.boundary(combination)[0]
    assert wording.boundary({"explained": None}) == []


def test_limits_of_income_in_words():
    def sentence(**span):
        whole = {"today": 100.0, "works": True, "low": 50.0, "high": 900.0, "open_low": False, "open_high": True}
        combination = {"explained": 0, "mixes": [{"rate": None}], "income": {**whole, **span}}
        return wording.boundary(combination)

    assert sentence(low=None) == ["No income that was tried is enough."]
    assert sentence(works=False, low=150.0)[0].startswith("It needs 150")
    assert sentence(works=False, low=50.0) == []
    assert sentence(open_low=True) == ["It works with less income too, as far down as was tried."]


def test_reasons_that_few_questions_meet():
    def reason(instrument, because, **more):
        told = {"conditions": [], "missing": [], "amount": None, "instrument": instrument, "because": because}
        return wording.reason({**told, **more}, {"years": 40})

    assert reason("grant", "none_there") == "The municipality gives none."
    assert reason("own", "none_there") == "There is nothing."
    assert reason("long_term", "too_little") == "Not even this is enough."
    assert reason("grant", "too_little", amount=5.0).startswith("Even the largest, 5")
    assert reason("long_term", "used", amount=40.0).startswith("40 years.")
    assert reason("bostotte", "used", amount=900.0) == "900\u00a0kr a month."
    assert reason("bostotte", "not_entitled") == "Nothing is paid for such a home, whatever the income."
    assert reason("guarantee", "only_renting") == "Belongs to a home that is rented."
    assert reason("bank", "not_known").startswith("Nobody has said: what it depends on")
    assert (
        wording.unknown({"area": "loans", "key": "rate.fixed", "why": ""})
        == "Husbanken's fixed rates is not known for that day"
    )
    assert wording.unknown({"area": "", "key": "startlan.saving_used", "why": ""}).startswith("what could be saved")
    assert wording.made_from("share", 0.5) == "share 50 %"
    assert wording.kr(None) == wording.whole(None) == ""


@pytest.mark.slow
def test_a_picture_needs_a_loan_and_a_line():
    nothing = {"explained": None, "net": 1.0, "mixes": [], "picture": []}
    assert pictures.boundary(nothing) is None
    combination = told()["combination"]
    assert pictures.boundary({**combination, "picture": [{**combination["picture"][0], "points": []}]}) is None
    held = combination["mixes"][combination["explained"]]["rate"]
    never = {**held, "high": None, "open_high": False}
    mixes = [{**mix, "rate": never} for mix in combination["mixes"]]
    drawn = pictures.boundary({**combination, "mixes": mixes})
    assert drawn is not None and "at no interest" in drawn.svg


def test_the_law_is_read_by_area_key_and_words():
    assert title("bostotte") == "Bostøtte" and set(areas()) >= {"bostotte", "loans", "gap"}
    least = next(one for one in keys("bostotte", TODAY) if one.key == "own_share.least")
    assert least.now.said == "26\u00a0576" and least.now.mark == "read" and least.now.period.startswith("01.08.2026 to")
    assert least.now in least.rows and len(least.rows) > 4
    assert next(one.key for one in found("own share least", TODAY)) == "own_share.least"
    assert list(found("nothing at all is called this", TODAY)) == []
    assert unknown("loans", TODAY) > 1
    assert least.name == "Least own share" and least.title == "Bostøtte" and least.now.unit == "kroner a year"
    assert said("loans", True) == "yes" and said("loans", [1, [2, 3]]) == "1; 2, 3" and said("loans", []) == "–"
    assert said("loans", {"percent": 1.5}) == "percent: 1,5" and said("elections", dt.date(2023, 9, 11)) == "11.09.2023"
    food = parameters.history("living_costs", "person.food")[0].value
    assert [(one.label, one.said) for one in lines("living_costs", food)][::15] == [
        ("from 0,5 to under 1 years", "1\u00a0280"), ("man or boy, from 74 years", "3\u00a0900"),
    ]  # fmt: skip
    assert said("living_costs", food[:1]) == "from 0,5 to under 1 years: 1\u00a0280"
    phases = lines("rent_to_own", parameters.value("rent_to_own", "phases", TODAY))
    assert phases[0].said == "phase: choice of home; from: 0; until: 1" and lines("loans", 30) == ()
    with translation.override("nn"):
        assert next(one.name for one in found("minste eigendel", TODAY)) == "Minste eigendel"
    with translation.override("de"):
        assert title("loans") and keys("merging", TODAY)[0].name == "Frist for å angre en sammenslåing"
    rows = list(records(NOBODY, "loss_sharing"))
    assert {row["area"] for row in rows} == {"loss_sharing"} and rows[0]["value"] == 25
    assert len(list(records(NOBODY))) > 300
    assert next(row["value"] for row in records(NOBODY, "elections")) == "2007-09-10"


def test_an_unknown_day_of_law_has_no_last_known():
    assert asking.last_known("living_costs", "person.food", dt.date(2025, 6, 1)) is None
    assert asking.last_known("living_costs", "person.food", dt.date(1999, 1, 1)) is None
    assert asking.last_known("guidance_rates", "rate.single", TODAY) == dt.date(2024, 12, 31)
    assert asking.heating_month(dt.date(1999, 1, 1)) is None and asking.heating_month(dt.date(2022, 1, 1)) is None
    owned = asking.asked(
        ALONE,
        {**SAID, "tenure": "own", "grounds": ["barn_eller_sosial_helse"]},
        on=dt.date(2024, 3, 1),
        municipality="0301",
    )
    assert owned.question.buying is not None and owned.question.buying.counted_year is None


def test_words_of_guidelines_name_every_point_of_the_law():
    points = parameters.value("guideline_points", "points", TODAY)
    assert set(points) | set(guiding.SETTINGS) == set(guiding.POINTS)
    assert set(parameters.value("loans", "startlan.waivers", TODAY)) == set(guiding.GROUNDS)
    assert set(parameters.value("loans", "startlan.purposes", TODAY)) == set(guiding.PURPOSES)
    assert set(parameters.value("loans", "startlan.conditions", TODAY)) <= set(wording.CONDITIONS)
    assert set(parameters.value("loans", "term.long_conditions", TODAY)) == set(asking.LONG_TERM)


@pytest.mark.slow
def test_couples_and_sexes_of_children_go_through():
    family = Household((grown(), grown(250_000, 20_000, Role.PARTNER), Person(Decimal(12), Role.CHILD, Sex.MALE)))
    assert showing.shown(told(family, living_month="25000")).month
