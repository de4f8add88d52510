"""From renting to owning, and grants: what the smaller calculators ask, answer and keep."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from boso.casework.instruments.views_reckoners import KINDS
from boso.foundation.audit.models import Entry
from boso.foundation.web.testing import statements

TODAY = dt.date(2026, 11, 23)
OWN = {
    "price": "1 850 000", "years": "5", "price_rule": "price_of_year_0", "rent_month": "9130",
    "rent_rule": "actual_cost", "own": "50000", "saved_month": "2000", "rate": "4,9", "loan_years": "30",
}  # fmt: skip
BUY = {"price": "2450000", "costs": "50000", "own": "50000", "loans": "2000000"}
LET = {"place": "Lørenskog", "homes1": "4", "area1": "62,5", "homes2": "1", "area2": "95"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def told(kind, **given):
    form = KINDS[kind].form(TODAY, given)
    assert form.is_valid(), form.errors
    return KINDS[kind].answer(form)


def errors(kind, **given):
    return KINDS[kind].form(TODAY, given).errors


def steps(answer):
    return {str(row.label): row.amount.replace("\u00a0", "") for row in answer.steps}


def test_a_tenant_who_saves_borrows_the_rest_when_the_years_are_over():
    answer = told("rent-to-own", **OWN, costs="10000", grant="100000", able_month="9500", wants_to_own="yes")
    assert steps(answer)["To be borrowed"] == "1590000" and steps(answer)["Saved until then"] == "−120000"
    assert answer.sentence.startswith("After 5 years 1\u00a0590\u00a0000") and len(answer.table.rows) == 5
    assert [when for when, _what in answer.phases] == ["Year 0", "Years 1 to 4", "Year 5", "After that"]
    assert [one.standing for one in answer.conditions] == ["nobody has said"] * 3 + ["met"]
    assert answer.notes[0].startswith("With 9\u00a0500\u00a0kr a month it is borne up to 5,9")


def test_a_going_rent_is_taken_off_and_a_price_of_the_day_rises():
    terms = {"price_rule": "market_value", "growth_percent": "2,5", "rent_rule": "going_rent", "cost_month": "7000"}
    answer = told("rent-to-own", **{**OWN, **terms}, able_month="9000")
    assert steps(answer)["Taken off: what the rent left over"] == "−127800"
    assert steps(answer)["Price that is paid"] == "2093105" and "is lacking" in answer.notes[0]
    assert told("rent-to-own", **OWN, able_month="100").notes[0].startswith("With 100\u00a0kr a month it is not borne")
    gains = told("rent-to-own", **{**OWN, "growth_percent": "1"}).notes
    assert "worth" in gains[0] and told("rent-to-own", **{**OWN, "own": "1900000"}).sentence.endswith("be borrowed.")
    lacking = errors("rent-to-own", **{**OWN, "price_rule": "market_value", "rent_rule": "going_rent"})
    assert set(lacking) == {"growth_percent", "cost_month"}
    assert set(errors("rent-to-own")) >= {"price", "rent_month", "rate", "loan_years"}


def test_a_grant_is_what_startlan_cannot_carry_as_far_as_the_municipality_goes():
    assert told("grant-to-buy", **BUY).sentence.startswith("450\u00a0000\u00a0kr is lacking. How much")
    enough = told("grant-to-buy", **BUY, most="450000", years="20")
    assert (
        enough.sentence == "A grant of 450\u00a0000\u00a0kr is enough." and enough.table.rows[10][2] == "225\u00a0000"
    )
    short = told("grant-to-buy", **BUY, most="300000")
    assert "Still 150" in short.sentence and short.steps[-1].short and short.missing and short.table is None
    assert told("grant-to-buy", **{**BUY, "loans": "3000000"}).sentence.startswith("Nothing is lacking")


def test_adapting_is_for_whom_the_law_names():
    given = told("grant-to-adapt", costs="180000", reduced_function="yes", most="150000", years="10")
    assert steps(given) == {"What adapting costs": "180000", "Grant": "−150000", "For the household to pay": "30000"}
    assert given.table.rows[10][2] == "0" and not given.missing
    unsaid = told("grant-to-adapt", costs="180000", reduced_function="unknown")
    assert unsaid.missing == ("reduced function", "preparing for old age", "how large a grant the municipality gives")
    none = told("grant-to-adapt", costs="180000", reduced_function="no", preparing_for_old_age="no")
    assert none.sentence.startswith("Nothing is given") and errors("grant-to-adapt", costs="mye")


def test_a_grant_for_dwellings_to_let_is_written_down_by_the_rule_of_its_award():
    new = told("grant-to-let", **LET, awarded="01.09.2026")
    assert steps(new)["Grant"] == "4191000" and "At most 80 m² count" in new.steps[1].note
    assert len(new.table.rows) == 31 and new.table.rows[15][0] == "15 full years (01.09.2041)"
    assert new.table.rows[10][2] == "2\u00a0807\u00a0970" and new.table.rows[30][2] == "0"
    old = told("grant-to-let", grant="1000000", rule="before")
    assert len(old.table.rows) == 21 and old.table.rows[10][2] == "500\u00a0000"
    assert told("grant-to-let", grant="39000", rule="before").sentence.endswith("written down at once.")
    assert told("grant-to-let", grant="39000", rule="new").table.rows[1][1] == "1\u00a0287"
    unknown = told("grant-to-let", grant="1000000", awarded="01.01.2015")
    assert unknown.missing and unknown.table is None and "nobody has said" in unknown.sentence
    elsewhere = {**LET, "place": "?"}
    assert (
        told("grant-to-let", **elsewhere).missing and "9" in told("grant-to-let", **elsewhere, rate_m2="9000").sentence
    )
    assert set(errors("grant-to-let")) == {"homes1"} and set(errors("grant-to-let", homes1="2", area1="40")) == {
        "place"
    }
    assert set(errors("grant-to-let", homes1="2", area2="40", area3="stor")) == {"area1", "homes2", "area3"}


@pytest.mark.django_db
def test_nothing_is_kept_of_what_is_typed_in_any_of_them():
    anybody = Client(enforce_csrf_checks=True)
    sent = {"rent-to-own": OWN, "grant-to-buy": BUY, "grant-to-adapt": {"costs": "1"}, "grant-to-let": LET}
    for kind, given in sent.items():
        address = reverse("instruments_public:reckoner", args=[kind])
        with statements() as asked:
            page, answer = anybody.get(address), anybody.post(address, given)
            wrong = anybody.post(address, {"price": "mye", "costs": "mye", "grant": "mye"})
        assert (page.status_code, answer.status_code, wrong.status_code) == (200, 200, 422)
        assert asked == [] and not answer.cookies and "no-store" in answer["Cache-Control"]
        assert 'value="mye"' in wrong.content.decode() and 'id="steps"' in answer.content.decode()
    begun = anybody.post(reverse("instruments_public:reckoner", args=["rent-to-own"]), {"begin": "1", "price": "7"})
    assert begun.status_code == 200 and 'value="7"' in begun.content.decode() and not Entry.objects.exists()
    other = anybody.post(
        reverse("instruments_public:reckoner", args=["grant-to-let"]), {"grant": "x", "language": "nn"}
    )
    assert other.status_code == 200 and list(other.cookies) == ["language"]
