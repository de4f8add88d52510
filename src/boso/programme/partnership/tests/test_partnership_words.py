"""Times, amounts and the timeline in words; the wheel's days."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import example, given
from hypothesis import strategies as st

from boso.programme.partnership import calendar, facts_list, showing, timeline
from boso.programme.partnership.importing import _moment
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    BankTask,
    CalendarEvent,
    ContactEntry,
    Duty,
    Fact,
    Goal,
    Intake,
    IntakeStage,
    Participation,
    PhaseEntry,
    Plan,
    RoleHolding,
    Source,
    TaskAssignment,
)
from boso.programme.partnership.wording import current, when


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""), ("2011", "2011"), ("2011-11", "november 2011"), ("2011-07-01", "01.07.2011"),
        ("autumn 2011", "høsten 2011"), ("spring 2012", "våren 2012"), ("tidlig", "tidlig"),
    ],
)  # fmt: skip
def test_a_time_is_said_as_people_do(text, words):
    assert when(text) == words


def test_an_unknown_language_reads_bokmal():
    with translation.override("se"):
        assert current() == "nb"


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("1. juli 2011", "2011-07-01"),
        ("autumn 2011", "autumn 2011"),
        ("høsten 2011", "autumn 2011"),
        ("2011", "2011"),
        ("3. tull 2011", "3. tull 2011"),
    ],
)
def test_a_norwegian_day_becomes_a_date(cell, kept):
    assert _moment(cell) == kept


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"value": "674434", "unit": "persons"}, "674 434"),
        ({"high": Decimal(100_000_000), "unit": "NOK", "mark": "approximate"}, "knapt 100 mill. kr"),
        ({"low": Decimal(10), "unit": "percent", "mark": "approximate"}, "mer enn 10"),
        ({"low": Decimal(3), "high": Decimal(5), "mark": "range"}, "3–5"),
        ({"value": "150000", "unit": "NOK", "mark": "approximate"}, "rundt 150 000 kr"),
        ({"value": "8", "unit": "person_years", "mark": "estimate"}, "rundt 8"),
        ({"low": Decimal("60.5"), "high": Decimal("60.6"), "mark": "contradiction"}, "60,5–60,6"),
        ({"value": "2017", "unit": "year"}, "2017"),
        ({"value": "autumn 2009"}, "autumn 2009"),
        ({"value": "8", "mark": "not_stated"}, ""),
    ],
)
def test_a_value_carries_its_mark(fields, words):
    assert showing.said(Fact(**{"mark": "stated", "unit": "", **fields})).replace("\u00a0", " ") == words


def test_no_fact_says_nothing():
    assert showing.said(None) == ""
    assert showing.plan_words(None) == ""


def test_a_fact_shows_one_place_and_all_chapters():
    fact = Fact(chapter="Sammendrag;3.1;4.1", lines="301;772-774", as_of="2011")
    assert (fact.place, fact.chapters, fact.line_words, fact.as_of_words) == (
        "3.1", "Sammendrag, 3.1, 4.1", "301, 772–774", "2011",
    )  # fmt: skip
    assert Fact(chapter="Forord;Sammendrag").place == "Forord"


def test_unknown_topics_and_subjects_are_readable():
    assert showing.topic_words("new_topic") == "New topic"
    assert facts_list.subject_words("new_subject", {}) == "New subject"
    assert facts_list.subject_words("hamar", {"hamar": "Hamar"}) == "Hamar"


def test_who_came_in_with_an_intake(programme):
    rows = list(Participation.objects.select_related("organisation", "intake"))
    words = {intake.year: timeline.who(intake, rows) for intake in Intake.objects.all()}
    assert words == {
        2009: "4: Bærum, Hamar, Lillehammer, Lørenskog",
        2010: "6: Moss og 5 som ikke er navngitt",
        2011: "4, ikke navngitt",
    }
    assert timeline.who(Intake(pk=99, year=2015), rows) == "ikke oppgitt"


def test_the_timeline_can_do_without_intakes(programme):
    chart = timeline.draw(list(Plan.objects.all()), [], [])
    assert "<svg" in chart.svg


def test_goals_read_in_the_language_of_the_page():
    goal = Goal(label_nb="Mål", label_nn="Mål nn", label_en="Goal", quote="Sitat", quote_nn="nn", quote_en="en")
    seen = {}
    for language in ("nb", "nn", "en"):
        with translation.override(language):
            seen[language] = (goal.label, goal.translated)
    assert seen == {"nb": ("Mål", ""), "nn": ("Mål nn", "nn"), "en": ("Goal", "en")}


def event(**fields: object) -> CalendarEvent:
    given = {"title_nb": "Rapport", "title_nn": "Rapport", "title_en": "Report", "kind": "report", "yearly": True}
    return CalendarEvent(pk=1, **{**given, **fields})


@given(month=st.integers(1, 12), day=st.none() | st.integers(1, 31), year=st.integers(2009, 2100))
def test_every_entry_has_a_day_in_every_year_it_comes_back(month, day, year):
    found = calendar.on(event(year=2009, month=month, day=day), year)
    assert found is not None
    assert (found.year, found.month) == (year, month)
    assert found.day <= (day or 1)


def test_an_entry_that_comes_once_stands_in_one_year():
    once = event(year=2011, month=9, day=13, yearly=False)
    assert [calendar.on(once, year) for year in (2010, 2011, 2012)] == [None, dt.date(2011, 9, 13), None]


@example(month=2, day=31)
@given(month=st.integers(1, 12), day=st.none() | st.integers(1, 31))
def test_the_calendar_file_falls_on_the_days_of_the_page(month, day):
    import icalendar

    one = event(year=2012, month=month, day=day)
    stamp = dt.datetime(2012, 1, 1, tzinfo=dt.UTC)
    file = icalendar.Calendar.from_ical(calendar.calendar_file([one], "Hjul", stamp))
    entry = file.walk("VEVENT")[0]
    assert entry["DTSTART"].dt == calendar.on(one, 2012)
    assert entry["DTEND"].dt > entry["DTSTART"].dt
    assert entry["RRULE"]["FREQ"] == ["YEARLY"]
    if day and day > 28:
        assert max(entry["RRULE"]["BYMONTHDAY"]) == day
        assert entry["RRULE"]["BYSETPOS"] == [-1]


def test_an_entry_of_one_year_does_not_repeat():
    import icalendar

    once = event(year=2011, month=9, day=13, yearly=False)
    file = icalendar.Calendar.from_ical(calendar.calendar_file([once], "x", dt.datetime(2012, 1, 1, tzinfo=dt.UTC)))
    assert "RRULE" not in file.walk("VEVENT")[0]


def test_a_calendar_link_is_ours_or_nothing():
    assert calendar.read(calendar.sign("koordinator")) == "koordinator"
    assert calendar.read("koordinator") == ""


def test_rows_name_themselves():
    day = dt.date(2012, 1, 1)
    for row, name in (
        (Source(title="Rapport"), "Rapport"), (Fact(pk="a.b"), "a.b"), (Plan(key="2011-2017"), "2011-2017"),
        (Goal(plan_id=1, level="sub", number=2), "1 sub 2"), (Intake(year=2011), "2011"),
        (IntakeStage(intake_id=1, stage="application"), "1 application"), (Participation(slug="moss"), "moss"),
        (PhaseEntry(participation_id=1, phase="ended"), "1 ended"), (Agreement(participation_id=1), "1 draft"),
        (Duty(pk=3, party="bank"), "bank 3"), (RoleHolding(pk=2, side="bank", role="contact"), "bank contact 2"),
        (TaskAssignment(participation_id=1, key="x"), "1 x"), (BankTask(number=1, nb="Drift"), "1 Drift"),
        (ContactEntry(participation_id=1, on=day), "2012-01-01 1"),
        (Admission(organisation_id=1, intake_id=2), "1 2 application"), (event(year=2012, month=2), "2012-02 Rapport"),
    ):  # fmt: skip
        assert str(row) == name
