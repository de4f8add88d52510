"""Who may ask, who may know who is asked, and who may see what was answered."""

from __future__ import annotations

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM, Actor, Seat
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.programme.partnership.models import Participation
from boso.programme.surveys import policies
from boso.programme.surveys.models import Anonymity, Survey, Wave, WaveState

BANK, INSTITUTE, HAMAR, MOSS = (Organisation(pk=number) for number in range(1, 5))


def somebody(role: Role, place: Organisation) -> Actor:
    return Actor(7, "Test", "nb", (Seat(place.pk, place.pk, role, None, "Et sted"),))


COORDINATOR, EVALUATOR = somebody(Role.COORDINATOR, BANK), somebody(Role.EVALUATOR, INSTITUTE)
LEADER, OTHER = somebody(Role.PROGRAMME_LEADER, HAMAR), somebody(Role.PROGRAMME_LEADER, MOSS)
OWNER, POLITICIAN = somebody(Role.PROGRAMME_OWNER, HAMAR), somebody(Role.POLITICIAN, HAMAR)
APPLICANT = somebody(Role.APPLICANT, HAMAR)
IN_HAMAR = Participation(pk=1, organisation=HAMAR)


def allowed(policy, *things) -> set[str]:
    names = {"coordinator": COORDINATOR, "evaluator": EVALUATOR, "leader": LEADER, "other": OTHER, "owner": OWNER,
             "politician": POLITICIAN, "applicant": APPLICANT, "nobody": NOBODY, "system": SYSTEM}  # fmt: skip
    return {name for name, actor in names.items() if policy(actor, *things)}


def test_the_bank_evaluators_and_programme_leaders_ask_each_for_their_own():
    assert allowed(policies.may_open) == {
        "coordinator", "evaluator", "leader", "other", "owner", "politician", "system",
    }  # fmt: skip
    assert allowed(policies.may_make_somewhere) == {"coordinator", "evaluator", "leader", "other", "system"}
    assert allowed(policies.may_make, BANK, None) == {"coordinator", "system"}
    assert allowed(policies.may_make, INSTITUTE, IN_HAMAR) == {"evaluator", "system"}
    assert allowed(policies.may_make, HAMAR, IN_HAMAR) == {"leader", "system"}
    assert allowed(policies.may_make, HAMAR, None) == {"system"}
    assert allowed(policies.may_make, HAMAR, Participation(pk=2, organisation=MOSS)) == {"system"}


def test_a_survey_about_a_municipality_stays_there():
    survey = Survey(owner=HAMAR, participation=IN_HAMAR)
    assert allowed(policies.may_manage, survey) == {"leader", "system"}
    assert allowed(policies.may_see, survey) == {"coordinator", "leader", "owner", "system"}
    common = Survey(owner=BANK)
    assert allowed(policies.may_see, common) == allowed(policies.may_open)
    assert policies.may_manage(APPLICANT, common) == policies.NOT_HERE


@pytest.mark.parametrize(
    ("level", "state", "readers"),
    [
        (Anonymity.NAMED, WaveState.DRAFT, set()),
        (Anonymity.NAMED, WaveState.OPEN, {"evaluator", "system"}),
        (Anonymity.CONFIDENTIAL, WaveState.OPEN, {"evaluator", "system"}),
        (Anonymity.CONFIDENTIAL, WaveState.CLOSED, {"evaluator", "system"}),
        (Anonymity.ANONYMOUS, WaveState.OPEN, set()),
        (Anonymity.ANONYMOUS, WaveState.CLOSED, set()),
        (Anonymity.ANONYMOUS, WaveState.ENDED, {"evaluator", "system"}),
    ],
)
def test_answers_are_read_late_and_by_few(level, state, readers):
    wave = Wave(survey=Survey(owner=INSTITUTE, anonymity=level), state=state)
    assert allowed(policies.may_read_answers, wave) == readers


def test_those_who_know_the_people_asked_wait_until_it_is_closed():
    survey = Survey(owner=BANK, anonymity=Anonymity.CONFIDENTIAL)
    assert allowed(policies.may_read_answers, Wave(survey=survey, state=WaveState.OPEN)) == {"system"}
    closed = {"coordinator", "evaluator", "system"}
    assert allowed(policies.may_read_answers, Wave(survey=survey, state=WaveState.CLOSED)) == closed
    local = Survey(owner=HAMAR, participation=IN_HAMAR)
    assert allowed(policies.may_read_answers, Wave(survey=local, state=WaveState.ENDED)) == {"leader", "system"}
