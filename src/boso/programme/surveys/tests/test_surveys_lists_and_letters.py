"""Whom to ask, read from what people paste, and the letters they get."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from types import SimpleNamespace

import pytest
from django.core import mail

from boso.foundation.access.decisions import NotNow
from boso.foundation.jobs.models import Job, State
from boso.programme.surveys import actions, actions_people, lists, tasks
from boso.programme.surveys.models import Fate, Respondent
from boso.programme.surveys.testing import PART, WHOLE, a_wave, an_open_wave, give, link_of, people

PLACES = [SimpleNamespace(name="Bærum", slug="baerum"), SimpleNamespace(name="Moss", slug="moss")]


def told(text: str) -> list[tuple[str, str, str, str, str]]:
    found = lists.of_text(text, PLACES)
    assert not found.faults, found.faults
    return [
        (one.name, one.email, one.municipality.slug if one.municipality else "", one.group, one.language)
        for one in found.people
    ]  # fmt: skip


def test_lists_are_understood_as_people_write_them():
    one = ("Kari", "kari@x.no", "baerum", "Politikere", "nn")
    assert told("Navn;E-post;Kommune;Gruppe;Målform\nKari;kari@x.no;Baerum kommune;Politikere;Nynorsk\n") == [one]
    assert told("Kari\tkari@x.no\tBærum\tPolitikere\tnn") == [one]
    assert told("a@x.no\n\nb@x.no") == [("", "a@x.no", "", "", "nb"), ("", "b@x.no", "", "", "nb")]
    assert told("Kari\t\tMoss\nPer\tper@x.no\tMoss") == [
        ("Kari", "", "moss", "", "nb"), ("Per", "per@x.no", "moss", "", "nb"),
    ]  # fmt: skip
    assert told("Kari,Moss\nPer,") == [("Kari", "", "moss", "", "nb"), ("Per", "", "", "", "nb")]
    assert told("navn,e-post\n,a@x.no\n,") == [("", "a@x.no", "", "", "nb")]


def test_each_line_that_cannot_be_used_is_named():
    text = "navn;e-post;kommune;språk\nA;a@x.no;Oz;\nB;bx.no;;\n;;Moss;\nC;c@x.no;;klingon\nD;d@x.no;;\nE;D@x.no;;"
    found = lists.of_text(text, PLACES)
    assert [fault.line for fault in found.faults] == [2, 3, 4, 5, 7]
    assert [one.name for one in found.people] == ["D"]
    unnamed = lists.of_text("A\tax.no\tMoss\nB\tb@x.no\tMoss", PLACES)
    assert [(fault.line, "ax.no" in fault.what and "address" in fault.what) for fault in unnamed.faults] == [(1, True)]
    for empty in ("", " \n", "navn;e-post\n;"):
        assert lists.of_text(empty, PLACES).faults[0].line == 0
    assert "quotation" in lists.of_text('"a', PLACES).faults[0].what


def test_too_long_a_list_is_divided(monkeypatch):
    monkeypatch.setattr(lists, "MOST", 1)
    assert "Divide" in lists.of_text("a@x.no\nb@x.no", PLACES).faults[0].what


def test_a_file_is_read_like_what_is_pasted():
    found = lists.of_file("liste.csv", b"navn,e-post,kommune\nKari,kari@x.no,Moss\n", PLACES)
    assert [(one.name, one.line) for one in found.people] == [("Kari", 2)]
    assert lists.of_file("liste.docx", b"x", PLACES).faults


def the_letters_are_sent() -> None:
    Job.objects.update(state=State.DONE)


def test_letters_hold_the_link_and_nobodys_name_and_go_to_those_who_wait(evaluator, institute, towns):
    wave = an_open_wave(evaluator, institute, listed=people(*towns, None))
    first, second, third = wave.respondents.order_by("pk")
    actions.change_wave(evaluator, wave, {"closes": None})
    with pytest.raises(NotNow, match="at most"):
        actions_people.send_letters(evaluator, wave, "invitation", {"nb": "x" * 2000})
    mailing = actions_people.send_letters(evaluator, wave, "invitation", {"nb": "Det tar fem minutter.", "nn": " "})
    assert mailing.people == 3 and mailing.words == {"nb": "Det tar fem minutter."}
    assert tasks.send_letter.func(mailing.pk, first.pk) and not tasks.send_letter.func(mailing.pk, first.pk)
    letter = mail.outbox[-1]
    assert letter.to == ["person1@eksempel.example"] and link_of(first) in letter.body and "fem minutter" in letter.body
    assert "Person 1" not in letter.subject + letter.body
    give(wave, second, WHOLE)
    assert not tasks.send_letter.func(mailing.pk, second.pk)
    with pytest.raises(NotNow, match="still on their way"):
        actions_people.send_letters(evaluator, wave, "reminder", {})
    the_letters_are_sent()
    reminder = actions_people.send_letters(evaluator, wave, "reminder", {})
    assert reminder.people == 1 and tasks.send_letter.func(reminder.pk, first.pk)
    assert "Reminder" in mail.outbox[-1].subject or "Påminnelse" in mail.outbox[-1].subject
    assert not tasks.send_letter.func(0, third.pk)
    actions.close_wave(evaluator, wave)
    assert not tasks.send_letter.func(mailing.pk, third.pk)
    with pytest.raises(NotNow, match="Open the wave first"):
        actions_people.send_letters(evaluator, wave, "reminder", {})


def test_an_address_the_mail_server_refuses_is_told(evaluator, institute, monkeypatch):
    wave = an_open_wave(evaluator, institute, listed=people(None))
    mailing = actions_people.send_letters(evaluator, wave, "invitation", {})

    def refuse(*_args):
        raise SMTPRecipientsRefused({})

    monkeypatch.setattr("boso.programme.surveys.letters.send", refuse)
    person = wave.respondents.get()
    assert not tasks.send_letter.func(mailing.pk, person.pk)
    assert Respondent.objects.get().fate == Fate.BOUNCED
    the_letters_are_sent()
    with pytest.raises(NotNow, match="nobody to write to"):
        actions_people.send_letters(evaluator, wave, "invitation", {})


def test_unless_it_is_by_name_mending_the_list_tells_nothing_of_who_has_answered(evaluator, institute, towns):
    wave = an_open_wave(evaluator, institute, "anonymous", listed=people(*towns))
    first, second = wave.respondents.order_by("pk")
    give(wave, first, WHOLE)
    for person in (first, second):
        actions_people.change_person(evaluator, person, {"fate": Fate.LEFT, "municipality": person.municipality})
        with pytest.raises(NotNow, match="stays as it was"):
            actions_people.change_person(evaluator, person, {"group": None})
    assert wave.respondents.get(answered=True).code == "1.1"


def test_the_list_is_mended_until_somebody_has_answered(evaluator, institute, towns):
    wave = a_wave(evaluator, institute, "named")
    actions_people.add_people(evaluator, wave, people(*towns))
    first, second = wave.respondents.order_by("pk")
    actions_people.change_person(evaluator, first, {"email": "Ny@x.no", "language": "nn"})
    assert Respondent.objects.get(pk=first.pk).person != first.person
    with pytest.raises(NotNow, match="this address"):
        actions_people.change_person(evaluator, second, {"email": "ny@x.no"})
    actions_people.remove_person(evaluator, second)
    actions_people.add_people(evaluator, wave, people(None, None))
    actions.open_wave(evaluator, wave)
    give(wave, first, PART, send=False)
    with pytest.raises(NotNow, match="been asked"):
        actions_people.remove_person(evaluator, first)
    give(wave, first, WHOLE)
    with pytest.raises(NotNow, match="stays as it was"):
        actions_people.change_person(evaluator, first, {"municipality": None})
    actions_people.change_person(evaluator, first, {"name": "Nytt navn"})
    actions.close_wave(evaluator, wave)
    with pytest.raises(NotNow, match="closed"):
        actions_people.add_people(evaluator, wave, people(None))
    with pytest.raises(NotNow, match="Bring in a list"):
        actions_people.copy_people(evaluator, wave)
