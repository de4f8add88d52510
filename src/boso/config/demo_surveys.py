"""What the Demonstration asks: the evaluation of a gathering, ended, and a survey that is open. All is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug
from boso.foundation.questionnaires import queries as form_queries
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.store import Draft
from boso.programme.learning import queries as learning
from boso.programme.learning.models import ArenaState
from boso.programme.partnership.models import Programme
from boso.programme.surveys import actions, actions_answers, actions_people, keys, queries, starting
from boso.programme.surveys.lists import Person
from boso.programme.surveys.models import Respondent, Wave

OF = Programme.DEMONSTRATION.value
TOWNS = ("provedal", "ovingsvik")
GROUPS = ("Programgruppe", "Ansatte", "Politikere")


def load(coordinator: Actor, today: dt.date) -> None:
    """Ask those who came to the gathering, and those who work with the programme. Stands already: nothing."""
    if queries.surveys(coordinator, OF).exists():
        return
    _arena(coordinator)
    _programme(actor_named("evaluator", today), today)


def _arena(coordinator: Actor) -> None:
    held = learning.arenas(coordinator, OF).filter(state=ArenaState.HELD).first()
    if held is None:
        return
    survey = actions.evaluate_arena(coordinator, held)
    wave = queries.waves(coordinator, survey)[0]
    actions_people.add_people(coordinator, wave, _people(12, "samling"))
    actions.change_wave(coordinator, wave, {"label": "To måneder etter"})
    actions.open_wave(coordinator, wave)
    for number, person in enumerate(wave.respondents.order_by("pk")[:9]):
        given = {
            "useful": "54534"[number % 5], "learned": "5434"[number % 4], "talked": "4321"[number % 4],
            "will_use": ("plans", "already", "no")[number % 3], "overall": 3 + number % 3,
        }  # fmt: skip
        _answer(wave, person, given)
    actions.close_wave(coordinator, wave)
    actions.end_wave(coordinator, wave)


def _programme(evaluator: Actor, today: dt.date) -> None:
    owner = by_slug("moreforsking")
    survey = actions.make_survey(
        evaluator,
        {
            "title_nb": "Arbeidet i de to byene", "title_nn": "Arbeidet i dei to byane",
            "title_en": "The work in the two towns", "owner": owner, "anonymity": "confidential",
            "nb": "Svarene viser hva programmet har endret, og brukes i evalueringen.",
            "nn": "Svara viser kva programmet har endra, og blir brukte i evalueringa.",
            "en": "The answers show what the programme has changed, and are used in the evaluation.",
        },
        OF,
    )  # fmt: skip
    wave = queries.waves(evaluator, survey)[0]
    last_day = today + dt.timedelta(days=14)
    fields = {"label": str(today.year), "version": starting.form("programme"), "closes": last_day}
    actions.change_wave(evaluator, wave, fields)
    actions_people.add_people(evaluator, wave, _people(20, "byene"))
    actions.open_wave(evaluator, wave)
    mailing = actions_people.send_letters(evaluator, wave, "invitation", {})
    people = list(wave.respondents.order_by("pk"))
    for person in people:
        actions_people.mark_written(person, mailing)
    for number, person in enumerate(people[:9]):
        given: dict[str, Any] = {"knows": ("yes", "some", "yes", "no")[number % 4]}
        if given["knows"] != "no":
            given |= {"part": ["plan", "meeting"][: 1 + number % 2], "overview": "4343"[number % 4],
                      "together": ("2", "3", "dk")[number % 3]}  # fmt: skip
        _answer(wave, person, {**given, "belief": 2 + number % 4})
    _answer(wave, people[9], {"knows": "yes", "part": ["work"], "overview": "4"}, send=False)
    actions_answers.say_no(queries.asked(keys.token_of(people[10].nonce)))


def _people(count: int, place: str) -> list[Person]:
    return [
        Person(
            number, f"Deltaker {number + 1}", f"deltaker{number + 1}@{place}.example",
            by_slug(TOWNS[number % 2]), GROUPS[number % 7 // 3],
        )
        for number in range(count)
    ]  # fmt: skip


def _answer(wave: Wave, person: Respondent, answers: dict[str, Any], *, send: bool = True) -> None:
    """As if the person had answered on their own page."""
    asked, now = queries.asked(keys.token_of(person.nonce)), timezone.localtime()
    version: FormVersion = queries.version_of(wave)
    standing = form_queries.ready(version).assess(answers, today=now.date(), now=now.replace(tzinfo=None))
    if send:
        actions_answers.send_in(asked, standing)
    else:
        actions_answers.keep(asked, Draft(answers=answers, language="nb"), standing)
