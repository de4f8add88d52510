"""Who lets whom in, gives and ends seats, closes ways in; and that nobody gains more by it than they administer."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from boso.foundation.access import actions, policies, queries
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import BEGINNING, make_organisation, make_person
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Kind, Unit

GOOD = "vinterhage-og-vedovn"
DAY = dt.timedelta(days=1)


@pytest.fixture
def today() -> dt.date:
    return timezone.localdate()


@pytest.fixture
def hamar(db):
    return make_organisation("hamar")


@pytest.fixture
def moss(db):
    return make_organisation("moss")


@pytest.fixture
def bank(db):
    return make_organisation("husbanken-ost", Kind.BANK)


@pytest.fixture
def local(an_actor, hamar):
    return an_actor(Role.ADMINISTRATOR, hamar)


@pytest.fixture
def central(an_actor, bank):
    return an_actor(Role.ADMINISTRATOR, bank)


def let_in(actor, organisation, **fields):
    wish = {
        "username": " Ny.Person ", "name": " Ny Person ", "role": Role.CASEWORKER, "starts": BEGINNING,
        "organisation_id": organisation.pk, **fields,
    }  # fmt: skip
    return actions.admit(actor, **wish)


def seats_of(user):
    return queries.person(SYSTEM, user.pk).memberships.all()


# Letting in


def test_a_person_is_let_in_with_a_first_seat_and_a_password(local, hamar):
    user = let_in(local, hamar, password=GOOD, email="ny@example.no")
    assert (user.username, user.name, user.check_password(GOOD)) == ("ny.person", "Ny Person", True)
    assert [(row.role, row.organisation) for row in seats_of(user)] == [(Role.CASEWORKER, hamar)]
    assert set(Entry.objects.values_list("verb", "organisation_id")) == {
        ("person.admit", hamar.pk), ("seat.give", hamar.pk),
    }  # fmt: skip


def test_without_a_password_nobody_signs_in(local, hamar):
    assert not let_in(local, hamar).has_usable_password()


def test_a_weak_password_or_a_taken_name_lets_nobody_in(local, hamar):
    with pytest.raises(ValidationError):
        let_in(local, hamar, password="kort")
    let_in(local, hamar)
    with pytest.raises(ValidationError):
        let_in(local, hamar)
    assert User.objects.filter(username="ny.person").count() == 1


def test_an_administrator_lets_nobody_into_another_organisation(local, moss):
    with pytest.raises(Refused) as refusal:
        let_in(local, moss)
    assert refusal.value.decision.hidden


def test_an_organisation_that_does_not_exist_is_hidden(central):
    with pytest.raises(Refused) as refusal:
        actions.admit(central, username="x", name="X", organisation_id=0, role=Role.COORDINATOR, starts=BEGINNING)
    assert refusal.value.decision.hidden


def test_the_administrator_of_a_municipality_lets_people_into_its_districts_and_not_the_other_way(an_actor):
    oslo = make_organisation("oslo")
    alna = make_organisation("alna", Kind.DISTRICT, parent=oslo)
    assert let_in(an_actor(Role.ADMINISTRATOR, oslo), alna)
    of_district = an_actor(Role.ADMINISTRATOR, alna)
    assert policies.may_administer_people(of_district, alna.pk)
    assert policies.may_administer_people(of_district, oslo.pk).hidden
    assert not policies.administers(of_district, oslo)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CONTACT, Role.EVALUATOR, Role.COUNTY_GOVERNOR, Role.SYSTEM])
def test_nobody_speaks_for_the_bank_by_a_seat_in_a_municipality(local, central, hamar, role):
    for actor in (local, central):
        with pytest.raises(Refused) as refusal:
            let_in(actor, hamar, role=role)
        assert "Hamar" in str(refusal.value.decision.reason)
    assert not User.objects.filter(username="ny.person").exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_of_organisation_has_roles_and_an_administrator_among_them(kind):
    roles = policies.roles_at(kind)
    assert Role.ADMINISTRATOR in roles and Role.SYSTEM not in roles
    assert len(set(roles)) == len(roles) > 1


# Seats


def test_a_seat_is_given_for_a_period_in_a_unit(local, hamar, today):
    unit = Unit.objects.create(organisation=hamar, kind="nav", name="NAV")
    user = make_person(Role.CASEWORKER, hamar)
    given = actions.seat(
        local, user, organisation_id=hamar.pk, role=Role.PLANNER, starts=today, ends=today + DAY, unit_id=unit.pk
    )
    assert (given.unit, given.ends) == (unit, today + DAY)


def test_a_seat_that_makes_no_sense_is_refused(local, hamar, moss, today):
    user = make_person(Role.CASEWORKER, hamar)
    foreign = Unit.objects.create(organisation=moss, kind="nav", name="NAV")
    wishes = [
        ({"role": Role.PLANNER, "ends": today}, "ends"),
        ({"role": Role.PLANNER, "unit_id": foreign.pk}, "unit"),
        ({"role": Role.CASEWORKER}, "role"),
        ({"role": Role.CASEWORKER, "ends": today + DAY}, "role"),
        ({"role": Role.CASEWORKER, "starts": BEGINNING - DAY, "ends": BEGINNING + DAY}, "role"),
    ]
    for wish, field in wishes:
        with pytest.raises(ValidationError) as found:
            actions.seat(local, user, organisation_id=hamar.pk, **{"starts": today, **wish})
        assert field in found.value.message_dict
    assert len(seats_of(user)) == 1


def test_the_same_role_may_come_back_after_a_while(local, hamar, today):
    user = make_person(Role.CASEWORKER, hamar)
    actions.end_seat(local, seats_of(user)[0], today)
    actions.seat(local, user, organisation_id=hamar.pk, role=Role.CASEWORKER, starts=today + DAY)
    actions.seat(local, user, organisation_id=hamar.pk, role=Role.PLANNER, starts=today, ends=today + DAY)
    assert len(seats_of(user)) == 3


def test_nobody_gets_a_hold_on_another_organisations_people_by_seating_them(local, hamar, bank):
    stranger = make_person(Role.ADMINISTRATOR, bank)
    with pytest.raises(Refused) as refusal:
        actions.seat(local, stranger, organisation_id=hamar.pk, role=Role.PLANNER, starts=BEGINNING)
    assert refusal.value.decision.hidden


def test_a_seat_in_another_organisation_is_not_theirs_to_give(local, hamar, moss):
    user = make_person(Role.CASEWORKER, hamar)
    with pytest.raises(Refused):
        actions.seat(local, user, organisation_id=moss.pk, role=Role.PLANNER, starts=BEGINNING)
    assert policies.may_give(local, user, moss, Role.PLANNER).hidden


def test_a_seat_ends_on_a_day_and_the_ending_can_be_taken_back(local, hamar, today):
    seat = seats_of(make_person(Role.CASEWORKER, hamar))[0]
    actions.end_seat(local, seat, today, reason="Sluttet")
    assert Change.objects.get(verb="seat.end").reason == "Sluttet"
    with pytest.raises(Refused):
        actions.end_seat(local, seat, today + DAY)
    actions.resume_seat(local, seat)
    assert Membership.objects.get(pk=seat.pk).ends is None
    with pytest.raises(Refused):
        actions.resume_seat(local, seat)


def test_an_end_that_has_not_come_may_be_moved(local, hamar, today):
    seat = seats_of(make_person(Role.CASEWORKER, hamar))[0]
    actions.end_seat(local, seat, today + DAY)
    actions.end_seat(local, seat, today + 2 * DAY)
    assert Membership.objects.get(pk=seat.pk).ends == today + 2 * DAY


def test_a_seat_cannot_end_before_it_began_nor_resume_after_it_is_over(local, hamar, today):
    seat = seats_of(make_person(Role.CASEWORKER, hamar))[0]
    with pytest.raises(ValidationError):
        actions.end_seat(local, seat, BEGINNING)
    actions.end_seat(local, seat, today - DAY)
    with pytest.raises(Refused):
        actions.resume_seat(local, seat)


def test_a_seat_given_by_mistake_is_taken_back(local, hamar, today):
    user = make_person(Role.CASEWORKER, hamar)
    seat = actions.seat(local, user, organisation_id=hamar.pk, role=Role.PLANNER, starts=today)
    actions.withdraw_seat(local, seat)
    assert [row.role for row in seats_of(user)] == [Role.CASEWORKER]
    told = Change.objects.get(verb="seat.withdraw")
    assert (told.object_type, told.object_id) == ("access.user", str(user.pk))
    assert "Hamar" in told.reason


def test_a_seat_in_use_and_the_only_seat_are_not_taken_back(local, hamar, today):
    with pytest.raises(Refused):
        actions.withdraw_seat(local, seats_of(make_person(Role.CASEWORKER, hamar))[0])
    with pytest.raises(Refused):
        actions.withdraw_seat(local, seats_of(let_in(local, hamar, starts=today))[0])


def test_an_administrator_keeps_their_own_last_key(local, hamar, today):
    own = Membership.objects.get(user=local.user_id)
    with pytest.raises(Refused) as refusal:
        actions.end_seat(local, own, today)
    assert not refusal.value.decision.hidden
    other = seats_of(make_person(Role.ADMINISTRATOR, hamar))[0]
    assert policies.may_end(local, other)


# The way in


def test_the_way_in_is_closed_and_opened_with_the_reason(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    actions.close(local, user, organisation_id=hamar.pk, reason="Permisjon")
    assert queries.actor_of(User.objects.get(pk=user.pk), BEGINNING) == NOBODY
    with pytest.raises(Refused):
        actions.close(local, user, organisation_id=hamar.pk, reason="Permisjon")
    actions.reopen(local, user, organisation_id=hamar.pk, reason="Tilbake")
    assert User.objects.get(pk=user.pk).is_active
    with pytest.raises(Refused):
        actions.reopen(local, user, organisation_id=hamar.pk, reason="Tilbake")
    assert list(Change.objects.order_by("pk").values_list("verb", "reason")) == [
        ("person.close", "Permisjon"), ("person.reopen", "Tilbake"),
    ]  # fmt: skip


def test_a_password_is_set_for_somebody_else(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    with pytest.raises(ValidationError):
        actions.set_password(local, user, "kort", organisation_id=hamar.pk)
    actions.set_password(local, user, GOOD, organisation_id=hamar.pk)
    assert User.objects.get(pk=user.pk).check_password(GOOD)
    assert Change.objects.get(verb="person.set_password").fields == {}


def test_nobody_closes_their_own_way_in_or_sets_their_own_password_here(local, hamar):
    own = User.objects.get(pk=local.user_id)
    with pytest.raises(Refused):
        actions.close(local, own, organisation_id=hamar.pk, reason="")
    with pytest.raises(Refused):
        actions.set_password(local, own, GOOD, organisation_id=hamar.pk)


def test_a_person_whom_another_organisation_counts_on_is_the_banks_to_close(local, central, hamar, moss, today):
    user = make_person(Role.CASEWORKER, hamar)
    elsewhere = Membership.objects.create(user=user, organisation=moss, role=Role.PLANNER, starts=BEGINNING)
    for policy in (policies.may_switch, policies.may_set_password):
        assert not policy(local, user)
        assert not policy(local, user).hidden
        assert policy(central, user)
    elsewhere.ends = today
    elsewhere.save()
    assert policies.may_switch(local, user)


def test_people_of_other_organisations_do_not_exist_for_an_administrator(local, moss):
    stranger = make_person(Role.CASEWORKER, moss)
    for decision in (policies.may_see_person(local, stranger), policies.may_set_password(local, stranger)):
        assert decision.hidden
    with pytest.raises(Refused):
        queries.person(local, stranger.pk)
    with pytest.raises(Refused):
        actions.close(local, stranger, organisation_id=moss.pk, reason="")
    assert policies.may_administer_people(NOBODY, moss.pk).hidden


# Own settings, the demo, the log


def test_settings_are_ones_own(a_person, an_actor, hamar):
    actor = an_actor(Role.CASEWORKER, hamar)
    own = User.objects.get(pk=actor.user_id)
    actions.change_settings(actor, own, language="nn", scheme="dark", email="a@example.no")
    actions.change_language(actor, own, "en")
    actions.change_password(actor, own, GOOD)
    kept = User.objects.get(pk=own.pk)
    assert (kept.language, kept.scheme, kept.email, kept.check_password(GOOD)) == ("en", "dark", "a@example.no", True)
    with pytest.raises(Refused):
        actions.change_settings(actor, a_person(Role.PLANNER, hamar), language="nn", scheme="dark", email="")


def test_in_a_demo_one_may_be_a_person_and_elsewhere_not(hamar, today):
    user = make_person(Role.CASEWORKER, hamar)
    with pytest.raises(Refused):
        actions.become(user, today)
    Installation.objects.create(demo=True)
    assert actions.become(user, today).user_id == user.pk
    user.is_active = False
    with pytest.raises(Refused):
        actions.become(user, today)


def test_coming_going_and_looking_are_logged(local, central, hamar, today):
    own = User.objects.get(pk=local.user_id)
    actions.log_sign_in(own, today)
    actions.log_sign_out(local, own)
    actions.look_at_people(local, query="role=planner", words="x", count=3)
    actions.look_at_person(central, own)
    assert list(Entry.objects.order_by("pk").values_list("verb", "organisation_id", "count")) == [
        ("person.sign_in", None, None), ("person.sign_out", None, None),
        ("person.list", hamar.pk, 3), ("person.look", None, None),
    ]  # fmt: skip


def test_what_an_installation_is_is_written_once(db):
    assert actions.found(demo=True)
    assert not actions.found(demo=False)
    assert queries.is_demo()
