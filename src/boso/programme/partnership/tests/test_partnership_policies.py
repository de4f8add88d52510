"""Who may see and do what: open to members, inside matters to the two sides, the rest does not exist."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.roles import Role
from boso.programme.partnership import actions, policies, queries
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    CalendarEvent,
    ContactEntry,
    Goal,
    Intake,
    Participation,
    RoleHolding,
)

BANK = [(Role.COORDINATOR, "husbanken-ost"), (Role.CONTACT, "husbanken-ost")]
INSIDE = [
    *BANK, (Role.PROGRAMME_LEADER, "hamar"), (Role.PROGRAMME_OWNER, "hamar"), (Role.STEERING_GROUP, "hamar"),
    (Role.CASEWORKER, "hamar"), (Role.PLANNER, "hamar"),
]  # fmt: skip
OUTSIDE = [
    (Role.PROGRAMME_LEADER, "moss"), (Role.EVALUATOR, "moreforsking"), (Role.POLITICIAN, "hamar"),
    (Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"), (Role.USER_REPRESENTATIVE, "hamar"),
]  # fmt: skip
STRANGERS = [(Role.APPLICANT, "hamar"), (Role.ADMINISTRATOR, "husbanken-ost")]


def hidden(decision) -> bool:
    return isinstance(decision, Denied) and decision.hidden


def told(decision) -> bool:
    return isinstance(decision, Denied) and not decision.hidden and bool(str(decision.reason))


def test_members_see_what_is_shared(hamar, an_actor):
    for role, place in [*INSIDE, *OUTSIDE]:
        actor = an_actor(role, place)
        assert policies.may_see(actor)
        assert queries.participation(actor, "hamar") == hamar


@pytest.mark.parametrize(("role", "place"), STRANGERS)
def test_strangers_find_nothing(hamar, an_actor, role, place):
    actor = an_actor(role, place)
    task, role_held = hamar.tasks.first(), hamar.roles.first()
    assert hidden(policies.may_see(actor))
    for found in (
        queries.participations(actor), queries.facts(actor), queries.plans(actor), queries.goals(actor),
        queries.intakes(actor), queries.phases(actor, hamar), queries.roles(actor), queries.tasks(actor, hamar),
        queries.bank_tasks(actor), queries.duties(actor), queries.agreements(actor), queries.admissions(actor),
        queries.may_apply(actor), queries.events(actor), queries.people(actor, hamar, dt.date(2012, 1, 1)),
        queries.history(actor, hamar), queries.own_participations(actor),
    ):  # fmt: skip
        assert list(found) == []
    for look in (
        lambda: queries.participation(actor, "hamar"),
        lambda: queries.fact(actor, "programme.name"),
        lambda: queries.goal(actor, Goal.objects.first().pk),
        lambda: queries.stage(actor, 1),
        lambda: queries.role(actor, role_held.pk),
        lambda: queries.task(actor, task.pk),
        lambda: queries.event(actor, 1),
        lambda: queries.admission(actor, 1),
        lambda: queries.agreement(actor, 1),
        lambda: queries.contact(actor, 1),
        lambda: queries.contacts(actor, hamar),
    ):
        with pytest.raises(Refused) as refused:
            look()
        assert refused.value.decision.hidden


def test_the_two_sides_see_the_inside(hamar, an_actor):
    for role, place in INSIDE:
        assert policies.may_see_inside(an_actor(role, place), hamar)


def test_the_contact_log_does_not_exist_for_others(hamar, an_actor):
    entry = ContactEntry.objects.create(
        participation=hamar, on=dt.date(2012, 1, 9), kind="phone", with_whom="Programleder", agreed="Møte"
    )
    for role, place in [*OUTSIDE, *STRANGERS]:
        actor = an_actor(role, place)
        assert hidden(policies.may_see_inside(actor, hamar))
        assert hidden(policies.may_log_contact(actor, hamar))
        with pytest.raises(Refused):
            actions.look_at_contacts(actor, hamar)
        with pytest.raises(Refused):
            queries.contact(actor, entry.pk)


def test_boso_itself_sees_the_inside(hamar):
    assert policies.may_see_inside(SYSTEM, hamar)
    assert policies.may_import(SYSTEM, None)
    assert hidden(policies.may_import(NOBODY, None))


def test_writing_in_the_contact_log(hamar, an_actor):
    for role, place in [*BANK, (Role.PROGRAMME_LEADER, "hamar")]:
        assert policies.may_log_contact(an_actor(role, place), hamar)
    assert told(policies.may_log_contact(an_actor(Role.STEERING_GROUP, "hamar"), hamar))


def test_the_coordinator_keeps_what_is_the_programmes(hamar, an_actor):
    coordinator, contact = an_actor(*BANK[0]), an_actor(*BANK[1])
    applicant = an_actor(Role.APPLICANT, "hamar")
    for ask in (
        lambda actor: policies.may_change_phase(actor, hamar),
        lambda actor: policies.may_edit_goal(actor, Goal()),
        lambda actor: policies.may_edit_intake(actor, Intake()),
        policies.may_edit_bank_roles,
        policies.may_edit_calendar,
        lambda actor: policies.may_end_agreement(actor, Agreement()),
        lambda actor: policies.may_import(actor, None),
        lambda actor: policies.may_edit_role(actor, RoleHolding(side="bank")),
        lambda actor: policies.may_edit_role(actor, RoleHolding(side="municipality")),
    ):
        assert ask(coordinator)
        assert told(ask(contact))
        assert hidden(ask(applicant))


def test_the_programme_leader_keeps_the_own_organisation(hamar, an_actor):
    leader, other = an_actor(Role.PROGRAMME_LEADER, "hamar"), an_actor(Role.PROGRAMME_LEADER, "moss")
    holding = RoleHolding(side="municipality", participation=hamar)
    assert policies.may_edit_organisation(leader, hamar)
    assert policies.may_edit_role(leader, holding)
    assert told(policies.may_edit_organisation(other, hamar))
    assert told(policies.may_edit_role(an_actor(*BANK[0]), holding))


def test_drafting_and_seeing_agreements(hamar, an_actor):
    draft = Agreement(participation=hamar, state="draft", starts=dt.date(2012, 1, 1))
    signed = Agreement(participation=hamar, state="signed", starts=dt.date(2012, 1, 1))
    moss = an_actor(Role.PROGRAMME_LEADER, "moss")
    assert policies.may_draft_agreement(an_actor(*BANK[1]), hamar)
    assert told(policies.may_draft_agreement(moss, hamar))
    assert hidden(policies.may_see_agreement(moss, draft))
    assert policies.may_see_agreement(moss, signed)
    assert policies.may_see_agreement(an_actor(Role.CASEWORKER, "hamar"), draft)


def test_a_person_on_both_sides_signs_only_once(hamar, an_actor):
    owner, coordinator = an_actor(Role.PROGRAMME_OWNER, "hamar"), an_actor(*BANK[0])
    mine = Agreement(participation=hamar, bank_signed_by_id=owner.user_id)
    assert told(policies.may_sign_for_municipality(owner, mine))
    theirs = Agreement(participation=hamar, municipality_signed_by_id=coordinator.user_id)
    assert told(policies.may_sign_for_bank(coordinator, theirs))
    assert told(policies.may_sign_for_municipality(coordinator, Agreement(participation=hamar)))
    assert told(policies.may_sign_for_bank(owner, Agreement(participation=hamar)))


def test_who_recommends_does_not_decide(hamar, an_actor):
    coordinator, contact = an_actor(*BANK[0]), an_actor(*BANK[1])
    waiting = Admission(state="assessment")
    assert policies.may_prepare_admission(contact, waiting)
    own = Admission(state="recommended", recommended_by_id=coordinator.user_id)
    assert told(policies.may_decide_admission(coordinator, own))
    others = Admission(state="recommended", recommended_by_id=contact.user_id)
    assert policies.may_decide_admission(coordinator, others)
    assert told(
        policies.may_decide_admission(contact, Admission(state="recommended", recommended_by_id=coordinator.user_id))
    )
    assert hidden(policies.may_decide_admission(an_actor(Role.PROGRAMME_LEADER, "hamar"), others))


def test_events_are_the_coordinators(programme, an_actor):
    event = CalendarEvent.objects.create(
        title_nb="Rapport", title_nn="Rapport", title_en="Report", year=2012, month=2, kind="report"
    )
    assert queries.event(an_actor(*OUTSIDE[0]), event.pk) == event


def test_a_member_finds_each_thing_by_its_number(hamar, an_actor):
    actor = an_actor(Role.EVALUATOR, "moreforsking")
    goal, role, task = Goal.objects.first(), hamar.roles.first(), hamar.tasks.first()
    assert queries.goal(actor, goal.pk) == goal
    assert queries.role(actor, role.pk) == role
    assert queries.task(actor, task.pk) == task
    assert queries.stage(actor, Intake.objects.first().stages.first().pk)
    assert {fact.topic for fact in queries.facts(actor, topic="money", search="millioner")} == {"money"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"phase": "implementation"}, {"baerum", "hamar"}),
        ({"intake": "2009"}, {"baerum", "hamar", "lillehammer", "lorenskog"}),
        ({"intake": "none", "county": "Oslo"}, {"oslo"}),
        ({"intake": "tull", "text": "baerum"}, {"baerum"}),
        ({"text": "grorud"}, {"oslo"}),
    ],
)
def test_participants_are_narrowed(programme, filters, expected):
    assert {row.slug for row in queries.narrowed(queries.participations(SYSTEM), **filters)} == expected


def test_own_participations_are_where_one_works(programme, an_actor):
    assert [row.slug for row in queries.own_participations(an_actor(Role.CASEWORKER, "alna"))] == ["oslo"]
    assert queries.own_participations(an_actor(Role.POLITICIAN, "hamar")) == []
    assert Participation.objects.count() == 14
