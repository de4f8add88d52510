"""For tests: a survey with a form, people on its list, and answers as if they had given them themselves."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from boso.core.questionnaires.answering import Standing
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.store import Draft
from boso.programme.surveys import actions, actions_answers, actions_people, keys, queries, starting
from boso.programme.surveys.lists import Person
from boso.programme.surveys.models import Respondent, Wave

WHOLE = {"knows": "yes", "part": ["plan", "work"], "overview": "4", "together": "3", "belief": 4, "wish": "Mer tid"}
PART = {"knows": "yes", "part": ["plan"], "overview": "4", "together": "3"}
LITTLE = {"knows": "yes"}


def a_wave(actor: Actor, owner: Organisation, anonymity: str = "confidential", **fields: Any) -> Wave:
    """A wave being prepared, with the form for those who do the work."""
    told = {"title_nb": "Arbeidet i programmet", "nb": "Vi vil vite hva som hjelper.", **fields}
    survey = actions.make_survey(actor, {**told, "owner": owner, "anonymity": anonymity})
    wave = queries.waves(actor, survey)[0]
    actions.change_wave(actor, wave, {"version": starting.form("programme")})
    return wave


def people(*places: Organisation | None, group: str = "Ansatte") -> list[Person]:
    """One person from each of the places."""
    return [
        Person(number, f"Person {number}", f"person{number}@eksempel.example", place, group)
        for number, place in enumerate(places, start=1)
    ]


def an_open_wave(
    actor: Actor, owner: Organisation, anonymity: str = "confidential", *, listed: list[Person] | None = None,
    **fields: Any,
) -> Wave:  # fmt: skip
    """A wave that is open, with those listed; three from nowhere unless said."""
    wave = a_wave(actor, owner, anonymity, **fields)
    actions_people.add_people(actor, wave, people(None, None, None) if listed is None else listed)
    actions.open_wave(actor, wave)
    return wave


def link_of(person: Respondent) -> str:
    """The secret part of the person's link."""
    return keys.token_of(person.nonce)


def standing_of(wave: Wave, answers: dict[str, Any]) -> Standing:
    """How the wave's form stands with these answers."""
    now = timezone.localtime()
    version = queries.version_of(wave)
    return forms.ready(version).assess(answers, today=now.date(), now=now.replace(tzinfo=None))


def give(wave: Wave, person: Respondent, answers: dict[str, Any], *, send: bool = True) -> None:
    """The person answers, and sends it in unless said."""
    asked, standing = queries.asked(link_of(person)), standing_of(wave, answers)
    actions_answers.keep(asked, Draft(answers=answers, language="nb"), standing)
    if send:
        actions_answers.send_in(asked, standing)
