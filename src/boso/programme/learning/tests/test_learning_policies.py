"""Who may what with learning: open to members, own until shared, and never a reported word changed."""

from __future__ import annotations

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Denied
from boso.foundation.access.roles import Role
from boso.programme.learning import policies
from boso.programme.learning.models import (
    Arena,
    Experience,
    LearningMeasure,
    LedgerEntry,
    Matter,
    Network,
    NetworkMember,
    Participant,
    Signal,
    Use,
)
from boso.programme.learning.tests.conftest import somebody
from boso.programme.partnership.models import Participation

BANK = somebody(Role.COORDINATOR, 9, kind="bank")
CONTACT = somebody(Role.CONTACT, 9, kind="bank")
LEADER, OTHER = somebody(Role.PROGRAMME_LEADER, 1), somebody(Role.PROGRAMME_LEADER, 2)
WORKER, POLITICIAN = somebody(Role.CASEWORKER, 1), somebody(Role.POLITICIAN, 1)
HERE = Participation(organisation_id=1, slug="here")
EVERYBODY = (BANK, CONTACT, LEADER, OTHER, WORKER, POLITICIAN)


def hidden(decision) -> bool:
    return isinstance(decision, Denied) and decision.hidden


def who_may(policy, *things) -> list[bool]:
    """Bank, contact, own leader, other leader, caseworker, politician; and nobody finds anything."""
    assert hidden(policy(NOBODY, *things))
    return [bool(policy(actor, *things)) for actor in EVERYBODY]


@pytest.mark.parametrize(
    ("policy", "may"),
    [
        (policies.may_see, (1, 1, 1, 1, 1, 1)),
        (policies.may_plan, (1, 0, 0, 0, 0, 0)),
        (policies.may_arrange, (1, 1, 1, 1, 0, 0)),
        (policies.may_start_network, (1, 1, 1, 1, 0, 0)),
        (policies.may_tell, (1, 1, 1, 1, 1, 0)),
        (policies.may_notice, (1, 1, 1, 1, 0, 0)),
    ],
)
def test_what_one_may_open(policy, may):
    assert who_may(policy) == [bool(one) for one in may]


def test_what_is_arranged_is_changed_by_who_arranges_it_and_the_bank():
    own = Arena(host_id=1, state="planned")
    assert who_may(policies.may_run, own) == [True, True, True, False, False, False]
    assert who_may(policies.may_run, Arena(fact_id="x")) == [False] * 6
    assert all(policies.may_answer(actor, own) for actor in EVERYBODY)
    assert not policies.may_answer(LEADER, Arena(state="held"))
    assert who_may(policies.may_take_home, None) == [False] * 6 and policies.may_take_home(LEADER, Participant())
    assert hidden(policies.may_answer(SYSTEM, own)) and hidden(policies.may_answer(NOBODY, own))


def test_reported_measures_keep_their_words():
    assert policies.may_change_measure(BANK, LearningMeasure())
    assert not policies.may_change_measure(BANK, LearningMeasure(fact_id="x"))
    assert not policies.may_change_measure(LEADER, LearningMeasure())


def a_network(state="active") -> Network:
    network = Network(pk=1, state=state)
    network._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "members": [NetworkMember(organisation_id=1), NetworkMember(party_nb="NAV")]
    }
    return network


def test_the_members_keep_a_network_and_all_who_work_there_raise_matters():
    network = a_network()
    assert who_may(policies.may_run_network, network) == [True, True, True, False, False, False]
    assert who_may(policies.may_raise, network) == [True, True, True, False, True, False]
    assert policies.may_settle(LEADER, Matter(network=network))
    over = a_network("ended")
    assert not any(who_may(policies.may_run_network, over)) and not any(who_may(policies.may_raise, over))


def test_an_experience_is_told_by_those_who_work_there_and_hidden_until_it_is_shared():
    own = Experience(organisation_id=1, shared=False)
    assert who_may(policies.may_see_experience, own) == [True, True, True, False, True, False]
    assert hidden(policies.may_see_experience(OTHER, own))
    assert who_may(policies.may_edit_experience, own) == [False, False, True, False, True, False]
    assert all(who_may(policies.may_see_experience, Experience(organisation_id=1, shared=True)))
    assert not any(who_may(policies.may_edit_experience, Experience(organisation_id=1, shared=True, fact_id="x")))
    assert not any(who_may(policies.may_edit_experience, Experience()))
    assert who_may(policies.may_judge, Use(organisation_id=1)) == [False, False, True, False, True, False]


def test_lessons_are_the_two_sides_own_until_they_are_shared():
    own, ours = LedgerEntry(participation=HERE), LedgerEntry()
    assert who_may(policies.may_see_entry, own) == [True, True, True, False, True, False]
    assert who_may(policies.may_see_entry, ours) == [True, True, False, False, False, False]
    assert all(who_may(policies.may_see_entry, LedgerEntry(shared=True)))
    assert who_may(policies.may_decide, own) == [False, False, True, False, False, False]
    assert who_may(policies.may_decide, ours) == [True, True, False, False, False, False]
    assert who_may(policies.may_write_lesson, None) == [True, True, False, False, False, False]


def test_the_bank_sends_signals_and_each_side_says_where_its_actors_stand():
    assert who_may(policies.may_send, Signal()) == [True, True, False, False, False, False]
    assert who_may(policies.may_place, None) == [True, True, False, False, False, False]
    assert who_may(policies.may_place, HERE) == [False, False, True, False, False, False]
    assert who_may(policies.may_say_size, HERE) == [True, True, True, False, False, False]
    assert policies.may_import(SYSTEM, None) and not policies.may_import(LEADER, None)
