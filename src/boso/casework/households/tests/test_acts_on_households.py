"""Each act on a household: what it changes, and each way in which it is refused."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from boso.casework.households import (
    actions_access,
    actions_clearance,
    actions_closing,
    actions_emergency,
    actions_law,
    actions_notes,
    actions_people,
    due,
    law,
    policies,
    queries,
    queries_access,
    queries_case,
)
from boso.casework.households.actions import engage
from boso.casework.households.models import (
    Clearance,
    Engagement,
    Household,
    LegalBasis,
    Member,
    Person,
    Sharing,
)
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import GuardianWords, PersonWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.worklist.registry import Group

pytestmark = pytest.mark.django_db


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def nav():
    return make_caseworker("nav")


@pytest.fixture
def leader():
    return make_caseworker("nav", role=Role.DECISION_MAKER)


@pytest.fixture
def health():
    return make_caseworker("health", role=Role.DECISION_MAKER)


@pytest.fixture
def household():
    return make_household("nav", persons=(NewPerson.called("Lun Vadmel", national_id=a_synthetic_id()),))


def unit(kind: str) -> int:
    return make_unit("provedal", kind).pk


def fresh(household: Household) -> Household:
    return Household.objects.select_related("organisation").get(pk=household.pk)


# Units and sharing


def test_the_last_unit_stays_and_another_leaves(nav, household, today):
    own = Engagement.objects.get()
    with pytest.raises(NotNow):
        actions_access.release(nav, own)
    made = engage(nav, household, unit("health"), "together")
    actions_access.release(nav, own)
    own.refresh_from_db()
    assert own.ends == today
    with pytest.raises(Refused):
        actions_access.release(nav, made)


def test_somebody_in_the_unit_is_responsible(nav, household):
    own = Engagement.objects.get()
    actions_access.assign(nav, own, nav.user_id)
    assert Engagement.objects.get().worker_id == nav.user_id
    actions_access.assign(nav, own, None)
    assert Engagement.objects.get().worker_id is None
    with pytest.raises(NotNow):
        actions_access.assign(nav, own, make_caseworker("health").user_id)


def test_sharing_lasts_until_its_day_and_no_longer(nav, health, household, today):
    shared = actions_access.share(nav, household, unit("health"), "task", today + dt.timedelta(days=10))
    assert list(queries.visible(health)) == [household]
    assert not policies.may_work_with(health, household)
    with time_machine.travel(timezone.now() + dt.timedelta(days=10)):
        assert list(queries.visible(health)) == []
        with pytest.raises(NotNow):
            actions_access.extend(nav, shared, today + dt.timedelta(days=30))
        with pytest.raises(NotNow):
            actions_access.end_sharing(nav, shared)
    actions_access.extend(nav, shared, today + dt.timedelta(days=20))
    actions_access.end_sharing(nav, shared)
    assert list(queries.visible(health)) == []


def test_sharing_is_refused_where_it_cannot_be(nav, household, today):
    soon = today + dt.timedelta(days=5)
    share = actions_access.share
    for kind, ends in (("nav", soon), ("health", today), ("health", law.latest_sharing(today) + dt.timedelta(days=1))):
        with pytest.raises(NotNow):
            share(nav, household, unit(kind), "task", ends)
    with pytest.raises(NotNow):
        share(nav, household, make_unit("ovingsvik", "nav").pk, "task", soon)
    with pytest.raises(NotNow):
        share(nav, household, unit("health"), "consent", soon)
    share(nav, household, unit("health"), "task", soon)
    with pytest.raises(NotNow):
        share(nav, household, unit("health"), "task", soon)
    with pytest.raises(Refused):
        share(make_caseworker("health"), household, unit("housing"), "task", soon)


def test_a_withdrawn_consent_takes_its_sharing_with_it(nav, health, household, today):
    member = Member.objects.select_related("person").get()
    agreed = actions_law.give_consent(nav, household, member, "written", today, "NAV og helse")
    soon = today + dt.timedelta(days=5)
    shared = actions_access.share(nav, household, unit("health"), "consent", soon, consent=agreed)
    actions_access.share(nav, household, unit("housing"), "task", soon)
    assert actions_law.withdraw_consent(nav, agreed) == 1
    assert list(queries.visible(health)) == []
    assert Sharing.objects.filter(ends__gt=today).count() == 1
    with pytest.raises(NotNow):
        actions_law.withdraw_consent(nav, agreed)
    shared.ends = soon
    with pytest.raises(NotNow):
        actions_access.extend(nav, shared, soon)


def test_a_consent_needs_words_and_a_day_that_has_come(nav, household, today):
    member = Member.objects.select_related("person").get()
    with pytest.raises(NotNow):
        actions_law.give_consent(nav, household, member, "written", today + dt.timedelta(days=1), "NAV og helse")
    with pytest.raises(NotNow):
        actions_law.give_consent(nav, household, member, "written", today, " ")


def test_a_use_rests_on_a_law_that_was_in_force(nav, household, today):
    actions_law.add_basis(nav, household, "temporary")
    with pytest.raises(NotNow):
        actions_law.add_basis(nav, household, "temporary")
    with pytest.raises(NotNow):
        actions_law.add_basis(nav, household, "overview", dt.date(2020, 1, 1))
    with pytest.raises(NotNow):
        actions_law.add_basis(nav, household, "overview", today + dt.timedelta(days=1))
    first, second = LegalBasis.objects.order_by("pk").select_related("household")
    actions_law.end_basis(nav, first)
    with pytest.raises(NotNow):
        actions_law.end_basis(nav, second)


# Conflict of interest


def test_whoever_is_too_close_no_longer_sees_the_case(nav, leader, household):
    actions_access.assign(nav, Engagement.objects.get(), nav.user_id)
    row = actions_access.recuse(nav, household, nav.user_id, "family", "Søster")
    assert not policies.may_see_household(nav, household)
    assert Engagement.objects.get().worker_id is None
    with pytest.raises(NotNow):
        actions_access.recuse(leader, household, nav.user_id, "family")
    with pytest.raises(Refused):
        actions_access.lift(nav, row)
    actions_access.lift(leader, row)
    assert policies.may_see_household(nav, household)


def test_only_a_decision_maker_says_it_of_another(nav, leader, household):
    other = make_caseworker("nav")
    with pytest.raises(Refused):
        actions_access.recuse(nav, household, other.user_id, "friend")
    actions_access.recuse(leader, household, other.user_id, "friend")
    assert not policies.may_see_household(other, household)
    with pytest.raises(Refused):
        actions_access.recuse(make_caseworker("health", role=Role.DECISION_MAKER), household, nav.user_id, "friend")


# Clearance


def test_a_clearance_takes_two_and_neither_is_the_person(nav, leader, health, household, today):
    admin = make_caseworker("nav", role=Role.ADMINISTRATOR)
    place = household.organisation_id
    ends = today + dt.timedelta(days=30)
    told = NewPerson.called("Myk Mose", protection="strictly_confidential")
    hidden = make_household("nav", persons=(told,))
    row = actions_clearance.give(leader, place, nav.user_id, ends)
    assert not policies.may_see_household(nav, hidden)
    for actor in (leader, nav):
        with pytest.raises(Refused):
            actions_clearance.confirm(actor, row)
    assert [item.title for item in due.clearances(admin, today)] == [f"Klarering for {row.user.name}"]
    assert list(due.clearances(leader, today)) == list(due.clearances(nav, today)) == []
    actions_clearance.confirm(health, row)
    assert policies.may_see_household(nav, hidden)
    with pytest.raises(NotNow):
        actions_clearance.confirm(health, row)
    actions_clearance.withdraw(admin, row)
    assert not policies.may_see_household(nav, hidden)
    for act in (actions_clearance.confirm, actions_clearance.withdraw):
        with pytest.raises(NotNow):
            act(health, row)


def test_a_clearance_is_refused_where_it_cannot_be(nav, leader, household, today):
    place, ends = household.organisation_id, today + dt.timedelta(days=30)
    with pytest.raises(Refused):
        actions_clearance.give(leader, place, leader.user_id, ends)
    with pytest.raises(Refused):
        actions_clearance.give(nav, place, leader.user_id, ends)
    for day in (today, law.latest_clearance(today) + dt.timedelta(days=1)):
        with pytest.raises(NotNow):
            actions_clearance.give(leader, place, nav.user_id, day)
    with pytest.raises(NotNow):
        actions_clearance.give(leader, place, make_caseworker("nav", role=Role.PLANNER).user_id, ends)
    actions_clearance.give(leader, place, nav.user_id, ends)
    with pytest.raises(NotNow):
        actions_clearance.give(leader, place, nav.user_id, ends)
    with pytest.raises(Refused):
        queries_access.clearances(nav)
    with pytest.raises(Refused):
        queries_access.clearance(nav, Clearance.objects.get().pk)


# Emergencies


def test_an_emergency_opens_until_the_day_ends_and_is_reviewed_by_another(health, leader, household, today):
    number, place = a_synthetic_id(), household.organisation_id
    open_now = actions_emergency.open_in_emergency
    with pytest.raises(NotNow):
        open_now(health, place, number, "danger", "kort")
    (row,) = open_now(health, place, number, "danger", "Står på gata med to barn")
    assert policies.may_see_household(health, household)
    assert not policies.may_work_with(health, household)
    with pytest.raises(NotNow):
        open_now(health, place, number, "danger", "Står på gata med to barn")
    (item,) = due.emergencies(leader, today)
    assert (item.due, item.group) == (law.review_due(row.opened_at), Group.MINE)
    assert list(due.emergencies(health, today)) == list(due.emergencies(make_caseworker("nav"), today)) == []
    with pytest.raises(Refused):
        actions_emergency.review(health, row, "justified", "Vurdert selv og funnet greit")
    with pytest.raises(Refused):
        actions_emergency.review(make_caseworker("nav"), row, "justified", "Vurdert og funnet greit")
    with pytest.raises(NotNow):
        actions_emergency.review(leader, row, "justified", "ok")
    (found,) = queries_access.emergencies(leader)
    assert found.words.text == "Står på gata med to barn"
    actions_emergency.review(leader, row, "not_justified", "Kunne ha ringt NAV først")
    with pytest.raises(NotNow):
        actions_emergency.review(leader, row, "justified", "Ombestemte meg i går")
    (found,) = queries_access.emergencies(leader, reviewed=True)
    assert (found.words.text, found.words.review) == ("Står på gata med to barn", "Kunne ha ringt NAV først")
    actions_emergency.end_emergency(health, household)
    assert not policies.may_see_household(health, household)


@pytest.mark.parametrize(("hour", "hours"), [(8, 15), (21, 2), (22, 2)])
def test_late_in_the_evening_an_emergency_lasts_some_hours(hour, hours):
    opened = dt.datetime(2026, 11, 23, hour, tzinfo=dt.UTC)
    assert law.emergency_until(opened) == opened + dt.timedelta(hours=hours)


def test_a_protected_household_and_ones_own_conflict_are_not_opened_by_an_emergency(health, nav):
    number = a_synthetic_id(dt.date(1980, 2, 2))
    told = NewPerson.called("Myk Mose", national_id=number, protection="confidential")
    hidden = make_household("nav", persons=(told,))
    with pytest.raises(NotNow):
        actions_emergency.open_in_emergency(
            health, hidden.organisation_id, number, "danger", "Står på gata med to barn"
        )
    with pytest.raises(Refused):
        actions_emergency.open_in_emergency(
            make_caseworker("nav", role=Role.PLANNER), hidden.organisation_id, number, "danger", "Står på gata nå"
        )


def test_an_emergency_of_a_household_with_a_conflict_is_not_the_reviewers(health, leader, household):
    place = household.organisation_id
    actions_emergency.open_in_emergency(health, place, a_synthetic_id(), "danger", "Står på gata med to barn")
    row = household.emergencies.get()
    assert queries_access.emergency(leader, row.pk).row == row
    actions_access.recuse(leader, household, leader.user_id, "family")
    assert queries_access.emergencies(leader) == []
    for actor in (leader, make_caseworker("nav")):
        with pytest.raises(Refused):
            queries_access.emergency(actor, row.pk)


# Persons


def test_a_person_comes_changes_and_leaves(nav, household, today):
    child = actions_people.add_person(nav, household, NewPerson.called("Blid Vadmel", "child"))
    with pytest.raises(NotNow):
        actions_people.add_person(nav, household, NewPerson.called("", "child"), known=child.person)
    with pytest.raises(NotNow):
        actions_people.add_person(
            nav, household, NewPerson.called("Rask Vadmel", "child"), starts=today + dt.timedelta(days=1)
        )
    words = PersonWords(name="Blid Vadmelsen", phone="40012345")
    actions_people.change_person(nav, fresh(household), child, words, role="other", protection="none")
    card = queries.open_cards(nav, [household])[household.pk]
    assert [(one.name, one.role) for one in card.persons] == [("Lun Vadmel", "applicant"), ("Blid Vadmelsen", "other")]
    with time_machine.travel(timezone.now() + dt.timedelta(days=3)):
        later = timezone.localdate()
        for day in (child.starts, later + dt.timedelta(days=1)):
            with pytest.raises(NotNow):
                actions_people.leave(nav, household, child, day)
        actions_people.leave(nav, household, child, later)
        assert len(queries.open_cards(nav, [household])[household.pk].persons) == 1
        case = queries_case.case(nav, household.pk)
        assert [one.name for one in queries_case.moved_out(case)] == ["Blid Vadmelsen"]
        with pytest.raises(NotNow):
            actions_people.leave(nav, household, Member.objects.get(role="applicant"), later)


def test_a_child_may_have_two_homes(nav, household):
    other = make_household("nav", name="Stødig Furukongle")
    child = actions_people.add_person(nav, household, NewPerson.called("Blid Vadmel", "child_visiting"))
    actions_people.add_person(nav, other, NewPerson.called("Blid Vadmel", "child_visiting"), known=child.person)
    assert Person.objects.count() == 3
    words = queries.open_person(child.person)
    actions_people.change_person(nav, fresh(household), child, words, role="child", protection="confidential")
    assert set(Household.objects.filter(is_protected=True)) == {household, other}
    assert list(queries.visible(nav)) == []


def test_a_person_of_another_household_is_not_changed_here(nav, household):
    other = make_household("nav", name="Stødig Furukongle")
    member = other.members.select_related("person").get()
    words = PersonWords(name="Lun Vadmel")
    with pytest.raises(Refused):
        actions_people.change_person(nav, fresh(household), member, words, role="child", protection="none")
    guardian = actions_people.appoint(
        nav, other, member, GuardianWords(name="Rolig Tjern"),
        {"kind": "verge", "scope": "economy", "starts": dt.date(2026, 1, 1), "ends": None},
    )  # fmt: skip
    with pytest.raises(Refused):
        actions_people.dismiss(nav, household, guardian)
    actions_people.dismiss(nav, other, guardian)
    assert queries_case.speakers(queries_case.case(nav, other.pk)) == {}


def test_whoever_speaks_for_a_person_has_a_name_and_a_period(nav, household, today):
    member = Member.objects.select_related("person").get()
    period = {"kind": "fullmektig", "scope": "housing", "starts": today, "ends": None}
    with pytest.raises(NotNow):
        actions_people.appoint(nav, household, member, GuardianWords(), period)
    with pytest.raises(NotNow):
        ends = today - dt.timedelta(days=1)
        actions_people.appoint(nav, household, member, GuardianWords(name="Rolig Tjern"), {**period, "ends": ends})
    actions_people.appoint(nav, household, member, GuardianWords(name="Rolig Tjern", phone="40099999"), period)
    (speaker,) = queries_case.speakers(queries_case.case(nav, household.pk))[member.person_id]
    assert (speaker.words.name, speaker.row.get_scope_display()) == ("Rolig Tjern", "Bare boligsaken")


# Notes


def test_a_note_is_read_by_the_units_it_is_for(nav, health, household):
    engage(nav, household, unit("health"), "together")
    own = actions_notes.write_note(nav, household, "Bare for oss", {unit("nav")})
    actions_notes.write_note(nav, household, "For alle")
    assert [line.text for line in queries_case.lines(queries_case.case(nav, household.pk))] == [
        "For alle",
        "Bare for oss",
    ]
    case = queries_case.case(health, household.pk)
    assert [line.text for line in queries_case.lines(case)] == ["For alle"]
    with pytest.raises(Refused):
        queries_case.note_of(case, own.pk)


def test_a_note_is_refused_without_words_or_with_units_of_others(nav, household, today):
    with pytest.raises(NotNow):
        actions_notes.write_note(nav, household, " ")
    with pytest.raises(NotNow):
        actions_notes.write_note(nav, household, "For andre", {unit("health")})
    with pytest.raises(NotNow):
        actions_notes.write_note(nav, household, "For andre", {unit("nav"), make_unit("ovingsvik", "nav").pk})
    with pytest.raises(NotNow):
        actions_notes.log_contact(nav, household, "I morgen", on=today + dt.timedelta(days=1), channel="phone")
    with pytest.raises(Refused):
        actions_notes.write_note(make_caseworker("health"), household, "Utenfra")


def test_only_the_writer_strikes_out_and_only_once(nav, leader, household, today):
    note = actions_notes.write_note(nav, household, "Feil dag")
    contact = actions_notes.log_contact(nav, household, "Ringte", on=today, channel="phone")
    with pytest.raises(NotNow):
        actions_notes.strike(leader, note)
    for row in (note, contact):
        actions_notes.strike(nav, row)
        with pytest.raises(NotNow):
            actions_notes.strike(nav, row)


# Closing


def test_a_case_is_closed_and_opened_again_with_a_reason(nav, household, today):
    for day in (today + dt.timedelta(days=1), household.opened_on - dt.timedelta(days=1)):
        with pytest.raises(NotNow):
            actions_closing.close(nav, household, "housed", on=day)
    with pytest.raises(Refused):
        actions_closing.reopen(nav, household, "Flyttet ut igjen")
    actions_closing.close(nav, household, "housed", "Har fått bolig")
    with pytest.raises(Refused):
        actions_closing.close(nav, household, "housed")
    with pytest.raises(NotNow):
        actions_closing.reopen(nav, household, " ")
    actions_closing.reopen(nav, household, "Mistet boligen")
    assert queries_case.reach(queries_case.case(nav, household.pk)).closing == "Mistet boligen"


# Today and the rest


def test_sharing_that_soon_ends_stands_on_today_for_the_responsible(nav, leader, household, today):
    actions_access.assign(nav, Engagement.objects.get(), nav.user_id)
    actions_access.share(nav, household, unit("health"), "task", today + dt.timedelta(days=7))
    actions_access.share(nav, household, unit("housing"), "task", today + dt.timedelta(days=60))
    (item,) = due.sharings(nav, today)
    assert (item.due, item.group) == (today + dt.timedelta(days=7), Group.KEEP)
    assert list(due.sharings(leader, today)) == []
    assert list(due.sharings(make_caseworker("nav", role=Role.PLANNER), today)) == []


def test_a_household_is_called_by_its_people_for_those_who_see_it(nav, household):
    things = due.households_by_id(nav, [str(household.pk)])
    assert things[str(household.pk)].title == "Lun Vadmel"
    assert due.households_by_id(make_caseworker("health"), [str(household.pk)]) == {}


def test_boso_itself_works_with_every_household(household):
    assert policies.may_open_households(SYSTEM)
    assert policies.may_work_with(SYSTEM, household)
    actions_notes.write_note(SYSTEM, household, "Fra en jobb")


def test_a_statute_that_nobody_knows_is_left_out():
    assert law.statute("use", "overview", dt.date(2020, 1, 1)) == ""
    assert law.statute("use", "overview", dt.date(2026, 1, 1)) == "boligsosialloven § 5"
