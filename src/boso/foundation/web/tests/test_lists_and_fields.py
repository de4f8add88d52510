"""Lists page by key in any order; fields take what people write."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms
from django.test import RequestFactory

from boso.foundation.organisations.models import Kind, Organisation
from boso.foundation.web import controls
from boso.foundation.web.forms import DayField, KronerField
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.templatetags import words

COLUMNS = (
    Column("name", "Navn", ("name",)),
    Column("starts", "Fra", ("starts",)),
    Column("act", ""),
)


@pytest.fixture
def towns(db) -> list[Organisation]:
    days = [None, dt.date(2010, 1, 1), dt.date(2011, 1, 1), None, dt.date(2010, 1, 1), dt.date(2009, 1, 1), None]
    return [
        Organisation.objects.create(slug=f"by{n}", name=f"By {n}", kind=Kind.MUNICIPALITY, starts=day)
        for n, day in enumerate(days)
    ]


def walk(query: str, step: str = "next") -> list[list[str]]:
    """The names on each page, following the links of one direction."""
    rf, pages = RequestFactory(), []
    while True:
        page = listing(rf.get(f"/x/{query}"), Organisation.objects.all(), COLUMNS, default="name", size=3)
        pages.append([row.name for row in page.rows])
        query = getattr(page, step)
        if not query:
            return pages


@pytest.mark.parametrize("sort", ["name", "-name", "starts", "-starts"])
def test_pages_cover_every_row_once_in_order(towns, sort):
    rows = [name for page in walk(f"?sort={sort}") for name in page]
    assert sorted(rows) == [town.name for town in towns]
    if "starts" in sort:
        assert {rows[-1], rows[-2], rows[-3]} == {"By 0", "By 3", "By 6"}


@pytest.mark.parametrize("sort", ["name", "-name", "starts", "-starts"])
def test_the_way_back_shows_the_same_pages(towns, sort):
    forwards = walk(f"?sort={sort}")
    rf = RequestFactory()
    last = f"?sort={sort}"
    while True:
        page = listing(rf.get(f"/x/{last}"), Organisation.objects.all(), COLUMNS, default="name", size=3)
        if not page.next:
            break
        last = page.next
    assert [name for page in reversed(walk(last, "previous")) for name in page] == [n for p in forwards for n in p]


def test_a_key_that_is_gone_starts_from_the_beginning(towns):
    for query in ("?after=999999", "?before=999999", "?after=x"):
        assert walk(query)[0] == ["By 0", "By 1", "By 2"]


def test_a_sort_nobody_offers_is_the_usual_one(towns):
    assert walk("?sort=act") == walk("") == walk("?sort=password")


def test_the_head_tells_how_it_is_sorted_and_turns_it(towns, rf: RequestFactory):
    page = listing(rf.get("/x/?sort=name&q=a"), Organisation.objects.all(), COLUMNS, default="name", count=False)
    assert [(head.sort, head.address) for head in page.heads] == [
        ("ascending", "?sort=-name&q=a"), ("", "?sort=starts&q=a"), ("", ""),
    ]  # fmt: skip
    assert page.total is None and page.shown == 7


def test_an_empty_list_has_no_pages(db, rf: RequestFactory):
    page = listing(rf.get("/x/"), Organisation.objects.none(), COLUMNS, default="name")
    assert (page.rows, page.next, page.previous, page.total) == ([], "", "", 0)


def test_chosen_filters_are_said_in_words_and_can_be_taken_away(rf: RequestFactory):
    class Filter(forms.Form):
        county = forms.ChoiceField(label="Fylke", choices=[("", "Alle"), ("h", "Hedmark")], required=False)
        q = forms.CharField(label="Navn", required=False)

    request = rf.get("/x/?county=h&q=&sort=name")
    [chip] = chips(request, Filter(request.GET))
    assert (chip.label, chip.address) == ("Fylke: Hedmark", "?sort=name")
    only = rf.get("/x/?county=h")
    assert chips(only, Filter(only.GET))[0].address == "/x/"


CHOSEN = (
    Column("name", "Navn", ("name",)),
    Column("starts", "Fra", ("starts",), choice=True),
    Column("county", "Fylke", choice=False),
    Column("act", ""),
)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"name", "starts", "act"}),
        ("?columns=", {"name", "starts", "act"}),
        ("?columns=name", {"name", "act"}),
        ("?columns=name&columns=county", {"name", "county", "act"}),
        ("?columns=county&columns=starts&columns=password", {"name", "starts", "county", "act"}),
    ],
)
def test_the_address_says_which_columns_are_shown(db, rf: RequestFactory, query, shown):
    page = listing(rf.get(f"/x/{query}"), Organisation.objects.none(), CHOSEN, default="name")
    assert page.columns == shown
    assert [head.key for head in page.heads] == [column.key for column in CHOSEN if column.key in shown]
    assert {option.key for option in page.choice.options if option.chosen} == shown - {"name", "act"}
    assert page.choice.explicit is ("=name" in query or "=county" in query)


def test_the_choice_of_columns_follows_sorting_filters_and_pages(towns, rf: RequestFactory):
    request = rf.get(f"/x/?q=by&sort=-name&columns=name&columns=county&after={towns[3].pk}")
    page = listing(request, Organisation.objects.all(), CHOSEN, default="name", size=1)
    assert page.kept == (("sort", "-name"), ("columns", "name"), ("columns", "county"))
    assert page.choice.kept == (("q", "by"), ("sort", "-name"))
    assert page.choice.usual == "?q=by&sort=-name"
    assert page.heads[0].address == "?q=by&sort=name&columns=name&columns=county"
    assert "columns=name&columns=county" in page.next


def test_columns_that_nobody_has_anything_in_fold_away_until_one_chooses(db, rf: RequestFactory):
    rows = Organisation.objects.none()
    page = listing(rf.get("/x/"), rows, CHOSEN, default="name").without({"starts"})
    assert page.columns == {"name", "act"}
    assert [head.key for head in page.heads] == ["name", "act"]
    assert not any(option.chosen for option in page.choice.options)
    page = listing(rf.get("/x/?columns=starts"), rows, CHOSEN, default="name").without({"starts"})
    assert "starts" in page.columns


def test_a_list_may_let_all_columns_be_chosen(db, rf: RequestFactory):
    every = (Column("a", "A", choice=True),)
    rows = Organisation.objects.none()
    assert listing(rf.get("/x/?columns=-"), rows, every, default="a").columns == frozenset()
    assert listing(rf.get("/x/"), rows, every, default="a").choice.always == "-"


@pytest.mark.parametrize("text", ["23.11.2026", "23.11.26", "2026-11-23", "23/11/2026"])
def test_a_day_is_understood_as_people_write_it(text):
    assert DayField().clean(text) == dt.date(2026, 11, 23)


def test_a_day_that_does_not_exist_is_told():
    with pytest.raises(forms.ValidationError):
        DayField().clean("31.11.2026")


def test_a_day_is_shown_as_norwegians_write_it():
    assert DayField().prepare_value(dt.date(2026, 1, 2)) == "02.01.2026"
    assert DayField().prepare_value("2.1") == "2.1"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("1500000", "1500000"), ("1 500 000 kr", "1500000"), ("642 857,14", "642857.14"), ("1\u00a0000,-", "1000"),
     ("−5", "-5"), ("", None)],
)  # fmt: skip
def test_an_amount_is_understood_as_people_write_it(text, amount):
    assert KronerField(required=False).clean(text) == (None if amount is None else Decimal(amount))


@pytest.mark.parametrize("text", ["mange", "NaN", "1,2,3", "9" * 20])
def test_what_is_no_amount_is_told(text):
    with pytest.raises(forms.ValidationError):
        KronerField().clean(text)


def test_an_amount_is_shown_grouped():
    assert KronerField().prepare_value(Decimal("1500000.00")) == "1 500 000"
    assert KronerField().prepare_value(Decimal("0.5")) == "0,5"
    assert KronerField().prepare_value("x") == "x"


def test_values_are_written_the_norwegian_way_in_every_language():
    from django.utils import timezone, translation

    at = dt.datetime(2026, 11, 20, 23, 30, tzinfo=dt.UTC)
    with translation.override("en"), timezone.override("Europe/Oslo"):
        assert words.kroner_filter(1_500_000) == "1\u00a0500\u00a0000\u00a0kr"
        assert words.number(674_434) == "674\u00a0434"
        assert words.day(dt.date(2026, 11, 22)) == "22.11.2026"
        assert (words.day(at), words.moment(at)) == ("21.11.2026", "21.11.2026 00.30")
    for write in (words.kroner_filter, words.number, words.day, words.moment):
        assert write(None) == ""


def test_an_empty_answer_is_told_what_to_do_with():
    class Asking(forms.Form):
        why = forms.CharField(label="Hva ble avtalt?")
        how = forms.ChoiceField(label="Hvordan", choices=[("a", "A")], widget=forms.RadioSelect)

    found = controls.faults(Asking({}))
    assert [fault.text for fault in found] == ["Hva ble avtalt? Fyll ut dette.", "Hvordan: Velg én."]
