"""Somebody else was quicker: what was typed stands in the form, with a sentence that says what is in the way."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.programme.partnership import actions
from boso.programme.partnership.models import Admission, Intake

DAY = dt.date(2012, 2, 1)
BANK, LEADER = (Role.COORDINATOR, "husbanken-ost"), (Role.PROGRAMME_LEADER, "hamar")
WORDS = "Lang og gjennomtenkt grunn"


def at(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=args)


def stands(response, typed: str, obstacle: str) -> bool:
    """Whether the form came back with what was typed and with the sentence."""
    text = " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
    return response.status_code == 422 and typed in text and obstacle in text


@pytest.fixture
def ended(hamar, coordinator, an_actor):
    """An agreement that another coordinator has ended meanwhile."""
    agreement = actions.draft_agreement(coordinator, hamar, {"starts": DAY})
    actions.sign_agreement(coordinator, agreement, "bank", DAY)
    actions.sign_agreement(an_actor(Role.PROGRAMME_OWNER, "hamar"), agreement, "municipality", DAY)
    actions.end_agreement(coordinator, agreement, reason="Først")
    return agreement


@pytest.fixture
def assessed(programme, coordinator) -> Admission:
    gran, intake = Organisation.objects.get(slug="gran"), Intake.objects.get(year=2011)
    admission = actions.receive_application(coordinator, gran, intake, DAY)
    actions.advance_admission(coordinator, admission, "assess")
    return admission


def test_why_an_agreement_ends_is_not_lost_when_it_has_ended(ended, signed_in):
    assert stands(signed_in(*BANK).post(at("agreement-end", ended.pk), {"reason": WORDS}), WORDS, "Avsluttet")


def test_a_recommendation_is_not_lost_when_somebody_else_made_it(assessed, coordinator, signed_in):
    client = signed_in(*BANK)
    actions.advance_admission(coordinator, assessed, "recommend", reason="Først")
    answer = client.post(at("admission-advance", assessed.pk, "advise_against"), {"reason": WORDS})
    assert stands(answer, WORDS, "endret siden")
    assert Admission.objects.get().state == "recommended"


def test_a_decision_before_the_recommendation_is_told_in_the_form(assessed, signed_in):
    answer = signed_in(*BANK).post(at("admission-advance", assessed.pk, "admit"), {"reason": WORDS})
    assert stands(answer, WORDS, "endret siden")


def test_a_decision_by_who_may_not_decide_is_a_closed_door(assessed, signed_in):
    contact = signed_in(Role.CONTACT, "husbanken-ost")
    assert contact.post(at("admission-advance", assessed.pk, "admit"), {"reason": WORDS}).status_code == 403


def test_a_step_without_words_that_is_taken_already_is_told_on_the_page(assessed, signed_in):
    page = at("admission", assessed.pk)
    address = at("admission-advance", assessed.pk, "assess")
    answer = signed_in(*BANK).post(address, headers={"Referer": f"http://testserver{page}"}, follow=True)
    assert answer.redirect_chain == [(f"http://testserver{page}", 302)]
    assert "endret siden" in answer.content.decode()


def test_a_step_that_nobody_has_is_not_there(assessed, signed_in):
    assert signed_in(*BANK).post(at("admission-advance", assessed.pk, "dance")).status_code == 404


def test_where_a_task_goes_is_not_lost_when_it_is_there_already(hamar, leader, signed_in):
    task = actions.set_task(leader, hamar, {"task_nb": "Vedlikehold", "task_nn": "", "task_en": "", "after_nb": "NAV"})
    given = {"after_nb": "Boligkontoret", "after_nn": WORDS, "function": "does", "on": "01.02.2012"}
    client = signed_in(*LEADER)
    assert client.post(at("task-move", task.pk), given).status_code == 302
    answer = client.post(at("task-move", task.pk), given)
    assert answer.status_code == 422
    assert f'value="{WORDS}"' in answer.content.decode()
    assert "Enheten har denne oppgaven allerede." in answer.content.decode()


def test_a_contact_without_a_next_step_says_so_where_one_stands(hamar, coordinator, signed_in):
    words = {"on": DAY, "kind": "meeting", "with_whom": "Programleder", "agreed": WORDS}
    entry = actions.log_contact(coordinator, hamar, words)
    client = signed_in(*BANK)
    assert stands(client.post(at("contact-finish", entry.pk)), WORDS, "ikke noe neste skritt")
    assert client.get(at("contact-finish", entry.pk)).status_code == 200


def test_a_next_step_is_finished_once_and_again(hamar, coordinator, signed_in):
    words = {"on": DAY, "kind": "meeting", "with_whom": "Programleder", "agreed": WORDS, "next_step": "Sende utkast"}
    entry = actions.log_contact(coordinator, hamar, words)
    client = signed_in(*BANK)
    for _ in range(2):
        assert client.post(at("contact-finish", entry.pk)).status_code == 302
    entry.refresh_from_db()
    assert entry.done_on is not None
