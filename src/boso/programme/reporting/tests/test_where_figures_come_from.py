import datetime as dt
from decimal import Decimal

import pytest
from django.urls import Resolver404, resolve

from boso.foundation.access.actor import SYSTEM
from boso.programme.indicators.models import Indicator, Value
from boso.programme.learning.models import LedgerEntry
from boso.programme.plans.models import Activity, DwellingProject, Funding
from boso.programme.reporting import forms, sources
from boso.programme.reporting.figures import Figure, Shown

YEAR = {"starts": dt.date(2011, 1, 1), "ends": dt.date(2012, 1, 1), "period": "2011"}


@pytest.fixture
def filled(hamar):
    """Measures, homes, money of others, indicators and lessons of Hamar."""

    def one(model, **fields):
        return model.objects.create(participation=hamar, title_nb="Tiltak", **fields)

    one(Activity, theme="homes", state="done")
    one(Activity, theme="homes", state="postponed", reason="Venter på tomt")
    one(Activity, theme="homes", starts=dt.date(2012, 1, 1))
    whole = one(DwellingProject, low=5, high=8, state="planned")
    one(DwellingProject, low=2, high=2, state="planned")
    one(DwellingProject, low=1, high=1, state="dropped", reason="For dyrt")
    one(DwellingProject, part_of=whole, part="means", low=3, high=3)
    one(DwellingProject, state="done")
    one(Funding, source="county_governor", state="granted", year=2011, applied=900_000, granted=400_000)
    one(Funding, source="own", state="set_aside", year=2011, granted=18_000_000)
    names = dict.fromkeys(("nb", "nn", "en"), "Uten egen bolig")
    rest = {f"{part}_{code}": "x" for part in ("definition", "numerator", "unit") for code in names}
    shared = {"frequency": "Y", "theme": "need", "source": "x", "confirmer": "bank", "gathering": "snapshot"}
    came = {"count": "package:hamar:homeless:2011-11-30:1"}
    for key, measure, worth in (
        ("share", "share", {"numerator": 25, "denominator": 200}),
        ("share-of-none", "share", {"numerator": 0, "denominator": 0}),
        ("count", "count", {"numerator": 7}),
        ("words", "count", {"numerator": 7, "printed": "om lag 7"}),
        ("unknown", "count", {"mark": "missing"}),
    ):
        passport = Indicator.objects.create(
            key=f"x-{key}", measure=measure, direction="down", decimals=1, **names, **rest, **shared
        )
        Value.objects.create(
            indicator=passport, organisation=hamar.organisation, origin=came.get(key, "Husbanken"), **worth, **YEAR
        )
    lesson = {"participation": hamar, "loop": 1, "created_at": dt.datetime(2011, 1, 1, tzinfo=dt.UTC)}
    LedgerEntry.objects.create(title_nb="Ta med NAV", learned_on=dt.date(2011, 5, 1), **lesson)
    LedgerEntry.objects.create(title_nb="For sent", learned_on=dt.date(2012, 5, 1), **lesson)


def test_every_source_fills_the_report_and_every_figure_opens_to_a_page(filled, hamar, the_round):
    rows = sources.collect(SYSTEM, hamar, the_round)
    found = {one.id: one.value for one in rows}
    assert found["activities-done"] == found["activities-postponed"] == "1"
    assert "activities-planned" not in found
    assert found["dwellings-planned"] == "7–10"
    assert found["dwellings-other"] == "1"
    assert (found["money-applied"], found["money-granted"]) == ("900000", "400000")
    told = {one.id: one.note for one in rows if one.section == "indicators"}
    assert (told["indicators-x-share"], told["indicators-x-count"]) == ("2011. Husbanken", "2011. x")
    notes = [one.note for one in rows if one.key == "dwellings.one"]
    assert "Lagt bort. For dyrt" in notes
    worth = {one.id: (one.value, one.unit) for one in rows if one.section == "indicators"}
    assert worth == {
        "indicators-x-share": ("12.5", "per_cent"), "indicators-x-share-of-none": ("", "per_cent"),
        "indicators-x-count": ("7.0", "number"), "indicators-x-words": ("om lag 7", "number"),
        "indicators-x-unknown": ("", "number"),
    }  # fmt: skip
    assert (found["learning-entries"], found["learning-open"]) == ("1", "1")
    assert len({one.id for one in rows}) == len(rows)
    for one in rows:
        path = one.source.partition("?")[0].partition("#")[0]
        try:
            resolve(path)
        except Resolver404:
            pytest.fail(f"{one.id} opens to no page: {one.source}")


@pytest.mark.parametrize(
    ("unit", "value", "given", "kept"),
    [
        ("kr", "5", "1 200,50", "1200.50"), ("count", "5", "6", "6"), ("count", "", "", ""),
        ("state", "done", "dropped", "dropped"), ("homes", "5–8", " 6–7 ", "6–7"), ("per_cent", "5", "7,5", "7.5"),
    ],
)  # fmt: skip
def test_a_correction_is_kept_as_a_figure_is(unit, value, given, kept):
    shown = Shown(Figure("x", "money", "x", value, unit, "/"), value)
    form = forms.CorrectForm({"value": given, "why": "Feil"}, figure=shown)
    assert form.is_valid(), form.errors
    assert form.given == kept


def test_a_round_begins_with_a_sensible_last_day():
    assert forms.wished_round(dt.date(2012, 2, 1))["due_on"] == dt.date(2012, 3, 1)
    assert forms.wished_round(dt.date(2012, 4, 1))["due_on"] == dt.date(2012, 5, 1)
    assert forms.wished_round(dt.date(2012, 7, 1))["due_on"] == dt.date(2012, 9, 1)
    assert Decimal(1) == Shown(Figure("x", "money", "x", "1", "kr", "/"), "1").number
