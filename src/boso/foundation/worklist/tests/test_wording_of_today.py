"""Dates and numbers as people say them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from boso.foundation.worklist import wording
from boso.foundation.worklist.queries import Task, Worklist
from boso.foundation.worklist.registry import Group

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
OSLO = ZoneInfo("Europe/Oslo")


def at(day: dt.date, hour: int = 9) -> dt.datetime:
    return dt.datetime(day.year, day.month, day.day, hour, 5, tzinfo=OSLO)


def tasks(*items) -> Worklist:
    return Worklist(tuple(Task(item, item.is_overdue(MONDAY), item.due == MONDAY) for item in items), (), False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Mandag 23. november 2026, uke 48"),
        ("nn", "Måndag 23. november 2026, veke 48"),
        ("en", "Monday 23 November 2026, week 48"),
    ],
)
def test_the_day_is_written_in_the_language(language, words):
    with translation.override(language):
        assert wording.long_day(MONDAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (None, ("Uten frist", "")),
        (-3, ("3 dager over", "20.11.")),
        (-1, ("1 dag over", "22.11.")),
        (0, ("I dag", "mandag 23.11.")),
        (1, ("I morgen", "tirsdag 24.11.")),
        (2, ("Onsdag", "25.11.")),
        (7, ("30.11.", "om 7 dager")),
        (400, ("28.12.2027", "om 400 dager")),
    ],
)
def test_a_date_is_said_as_people_say_it(an_item, days, words):
    due = None if days is None else MONDAY + days * DAY
    (task,) = tasks(an_item("A", due)).tasks
    assert wording.due_words(task, MONDAY) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (None, "Endret siste uke"),
        (at(MONDAY), "Endret siden kl. 09.05"),
        (at(MONDAY - DAY), "Endret siden i går"),
        (at(MONDAY - 3 * DAY), "Endret siden fredag"),
        (at(MONDAY - 7 * DAY), "Endret siden 16.11.2026"),
    ],
)
def test_the_heading_says_since_when(since, words):
    assert wording.since_words(since, MONDAY) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [(at(MONDAY, 7), "I dag 07.05"), (at(MONDAY - DAY), "I går 09.05"), (at(MONDAY - 3 * DAY), "Fredag 09.05")],
)
def test_a_change_says_when(when, words):
    assert wording.moment_words(when, MONDAY) == words


def test_numbers_are_letters_up_to_twelve():
    assert [wording.number_word(n) for n in (2, 12, 13)] == ["To", "Tolv", "13"]


def test_the_sentence_says_what_presses(an_item):
    worklist = tasks(
        an_item("A", MONDAY - DAY),
        an_item("B", MONDAY),
        an_item("C", MONDAY, Group.LAW),
        an_item("D", MONDAY, Group.OTHERS),
    )
    assert wording.sentence(worklist, MONDAY) == "Én oppgave er over fristen. To oppgaver har frist i dag."


def test_the_sentence_of_a_calm_day_names_the_next_date(an_item):
    worklist = tasks(an_item("A", MONDAY + 2 * DAY), an_item("B"))
    said = wording.sentence(worklist, MONDAY)
    assert said == "Ingenting har frist i dag. Neste frist er onsdag 25. november. To oppgaver venter på deg."


def test_the_sentence_of_tasks_without_dates(an_item):
    assert wording.sentence(tasks(an_item("A")), MONDAY) == "Ingenting har frist i dag. Én oppgave venter på deg."


def test_before_all_tasks_are_read_nobody_says_that_nothing_is_due(an_item):
    worklist = replace(tasks(an_item("A", MONDAY + 2 * DAY)), rest=(3,))
    assert wording.sentence(worklist, MONDAY) == "Én oppgave venter på deg."


def test_without_tasks_there_is_nothing_to_say():
    assert wording.sentence(tasks(), MONDAY) == ""


def test_what_changed_is_counted_since_the_last_look():
    assert wording.changes_sentence(3, at(MONDAY - 3 * DAY), MONDAY) == "Tre ting er endret siden fredag."
    assert wording.changes_sentence(1, at(MONDAY), MONDAY) == "Én ting er endret siden kl. 09.05."
    assert wording.changes_sentence(0, at(MONDAY), MONDAY) == ""
    assert wording.changes_sentence(5, None, MONDAY) == ""
