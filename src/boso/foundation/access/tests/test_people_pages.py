"""The administrator's pages of people, as they are used: who sees whom, what may be done, and what is said when not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access import actions, forms_people, queries
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.finding import people
from boso.foundation.access.models import Installation, Membership, User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import BEGINNING, make_organisation, make_person
from boso.foundation.access.tests.reading import DAY, day, page, text
from boso.foundation.audit.models import Entry
from boso.foundation.organisations.models import Unit

GOOD = "vinterhage-og-vedovn"
MOST_QUERIES = 12


def test_every_page_keeps_its_budget_of_queries(local, central, hamar, django_assert_max_num_queries):
    for number in range(12):
        user = make_person(Role.CASEWORKER, hamar)
        Membership.objects.create(user=user, organisation=hamar, role=Role.PLANNER, starts=BEGINNING + number * DAY)
    seat = user.memberships.first()
    paths = [
        f"{page('people')}?q=test&role=planner&organisation=hamar", page("people-new"), page("person", user.pk),
        page("seat-give", user.pk), page("seat-end", user.pk, seat.pk), page("person-close", user.pk),
        page("person-password", user.pk),
    ]  # fmt: skip
    for client in (local, central):
        for path in paths:
            with django_assert_max_num_queries(MOST_QUERIES):
                answer = client.get(path)
            assert answer.status_code == 200, path
            assert len(answer.content) < 100_000


# Letting in


def new_person(place, **fields):
    return {
        "name": "Ny Person", "username": "Ny.Person", "email": "", "organisation": place.pk, "unit": "",
        "role": "caseworker", "starts": "01.02.2026", "password": GOOD, **fields,
    }  # fmt: skip


def test_a_person_is_let_in_from_the_form(central, hamar):
    unit = Unit.objects.create(organisation=hamar, kind="nav", name="NAV")
    answer = central.post(page("people-new"), new_person(hamar, unit=unit.pk), follow=True)
    user = User.objects.get(username="ny.person")
    assert user.check_password(GOOD)
    assert user.memberships.get().unit == unit
    assert "Ny Person har fått tilgang." in text(answer)
    assert GOOD not in text(answer)


def test_an_administrator_of_one_place_is_not_asked_which(local, hamar, moss):
    form = local.get(page("people-new")).context["form"]
    assert form.fields["organisation"].widget.is_hidden and "unit" not in form.fields
    assert local.post(page("people-new"), new_person(hamar, password="")).status_code == 302
    assert not User.objects.get(username="ny.person").has_usable_password()
    assert local.post(page("people-new"), new_person(moss, username="to")).status_code == 422


def test_the_form_offers_a_password_that_is_good_enough(central):
    offered = [central.get(page("people-new")).context["form"]["password"].value() for _time in range(2)]
    assert offered[0] != offered[1]
    assert all(set(word) <= set(forms_people.CLEAR) and len(word) == 4 for word in offered[0].split("-"))


def test_the_organisation_may_be_chosen_by_the_address(central, hamar):
    assert central.get(f"{page('people-new')}?organisation=hamar").context["form"]["organisation"].value() == hamar.pk


def test_what_is_wrong_with_a_new_person_stands_at_the_field(central, hamar, moss):
    make_person(Role.CASEWORKER, hamar)
    taken = User.objects.latest("pk").username
    foreign = Unit.objects.create(organisation=moss, kind="nav", name="NAV")
    wrong = [
        ({"username": taken}, "username", "Noen har alt dette innloggingsnavnet"),
        ({"username": "to ord"}, "username", "uten mellomrom"),
        ({"email": "ikke en adresse"}, "email", "navn@"),
        ({"role": "coordinator"}, "role", "hører ikke hjemme i Hamar"),
        ({"unit": foreign.pk}, "unit", "hører ikke til Hamar"),
        ({"password": "kort"}, "password", "12"),
        ({"starts": "31.02.2026"}, "starts", "23.11.2026"),
        ({"organisation": ""}, "organisation", ""),
        ({"role": "system"}, "role", ""),
    ]
    for fields, name, words in wrong:
        answer = central.post(page("people-new"), new_person(hamar, **fields))
        assert answer.status_code == 422, fields
        assert words in " ".join(answer.context["form"].errors[name]), fields
        assert "data-error-summary" in text(answer)
    assert not User.objects.filter(username="ny.person").exists()


def test_a_name_that_is_taken_in_the_same_moment_stands_at_the_field_too(central, hamar, monkeypatch):
    taken = make_person(Role.CASEWORKER, hamar)
    monkeypatch.setattr(queries, "is_taken", lambda username: False)
    answer = central.post(page("people-new"), new_person(hamar, username=taken.username))
    assert answer.status_code == 422 and "username" in answer.context["form"].errors


def test_a_hidden_refusal_while_letting_in_is_not_found(local, hamar, monkeypatch):
    def refuse(actor, **fields):
        raise Refused(Denied("weg", hidden=True))

    monkeypatch.setattr(actions, "admit", refuse)
    assert local.post(page("people-new"), new_person(hamar)).status_code == 404


def test_the_new_persons_form_in_a_demo_asks_for_made_up_people(local):
    Installation.objects.create(demo=True)
    assert "Gi bare oppdiktede personer tilgang" in text(local.get(page("people-new")))


# One person


def test_the_page_of_a_person_tells_who_they_are_and_what_was_done(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    local.post(page("seat-give", user.pk), {"role": "planner", "starts": "01.02.2026", "organisation": hamar.pk})
    local.post(page("person-close", user.pk), {"reason": "Permisjon"})
    answer = local.get(page("person", user.pk))
    assert [str(event.what) for event in answer.context["events"]] == ["Stengte tilgangen", "Ga en rolle"]
    assert "Permisjon" in text(answer) and "Boligplanlegger i Hamar, fra 01.02.2026" in text(answer)
    assert "kan ikke logge inn" in answer.context["sentence"]
    assert f"access.user:{user.pk}" in answer.context["log"]
    assert Entry.objects.filter(verb="person.look", object_id=str(user.pk)).count() == 1


def test_what_people_change_about_themselves_is_not_told(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    own = Client()
    own.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    own.post(reverse("access:me"), {"language": "nn", "scheme": "dark", "email": "hemmelig@example.no"})
    assert local.get(page("person", user.pk)).context["events"] == []


def test_the_sentence_says_what_a_person_is_today(central, local, hamar, moss):
    today = timezone.localdate()
    user = make_person(Role.CASEWORKER, hamar)
    Membership.objects.create(user=user, organisation=hamar, role=Role.PLANNER, starts=BEGINNING + DAY)
    Membership.objects.create(user=user, organisation=moss, role=Role.PLANNER, starts=BEGINNING)
    sentence = central.get(page("person", user.pk)).context["sentence"]
    assert "boligplanlegger og saksbehandler i Hamar og boligplanlegger i Moss" in sentence
    assert "Moss" not in text(local.get(page("person", user.pk)))
    user.memberships.update(starts=today + DAY)
    assert day(today + DAY) in central.get(page("person", user.pk)).context["sentence"]
    user.memberships.update(starts=BEGINNING, ends=today)
    assert "kan ikke gjøre noe" in central.get(page("person", user.pk)).context["sentence"]


def test_the_sentence_names_a_role_held_in_two_units_once(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    unit = Unit.objects.create(organisation=hamar, kind="nav", name="NAV")
    Membership.objects.create(user=user, organisation=hamar, unit=unit, role=Role.CASEWORKER, starts=BEGINNING + DAY)
    assert local.get(page("person", user.pk)).context["sentence"].endswith("er saksbehandler i Hamar.")


@pytest.mark.parametrize(
    "name", ["person", "seat-give", "seat-end", "person-close", "person-reopen", "person-password"]
)
def test_another_organisations_person_is_nowhere(local, moss, name):
    stranger = make_person(Role.CASEWORKER, moss)
    parts = (stranger.pk, stranger.memberships.get().pk) if name == "seat-end" else (stranger.pk,)
    assert local.get(page(name, *parts)).status_code == 404


def test_a_seat_elsewhere_is_not_theirs_to_end(local, hamar, moss):
    user = make_person(Role.CASEWORKER, hamar)
    elsewhere = Membership.objects.create(user=user, organisation=moss, role=Role.PLANNER, starts=BEGINNING)
    assert local.get(page("seat-end", user.pk, elsewhere.pk)).status_code == 404
    assert local.post(page("seat-withdraw", user.pk, elsewhere.pk)).status_code == 404


def test_a_person_who_also_sits_elsewhere_is_the_banks_to_close(local, central, hamar, moss):
    user = make_person(Role.CASEWORKER, hamar)
    Membership.objects.create(user=user, organisation=moss, role=Role.PLANNER, starts=BEGINNING)
    answer = local.get(page("person", user.pk))
    assert "administratoren i banken" in text(answer)
    assert page("person-close", user.pk) not in text(answer)
    for name in ("person-close", "person-password"):
        assert local.get(page(name, user.pk)).status_code == 403
        assert central.get(page(name, user.pk)).status_code == 200


def test_ones_own_page_offers_no_way_to_lock_oneself_out(local):
    own = User.objects.get(pk=local.session["_auth_user_id"])
    answer = text(local.get(page("person", own.pk)))
    assert "Du kan ikke stenge din egen tilgang" in answer and "Mine innstillinger" in answer
    assert "Du kan ikke avslutte din egen rolle som administrator" in answer
    seat = own.memberships.get()
    refused = local.post(page("seat-end", own.pk, seat.pk), {"last": "01.02.2026", "reason": "x"})
    assert refused.status_code == 403
    assert page("seat-end", own.pk, seat.pk) not in answer


# Seats


def test_a_seat_is_given_and_taken_back(local, hamar):
    today = timezone.localdate()
    user = make_person(Role.CASEWORKER, hamar)
    given = {"organisation": hamar.pk, "role": "planner", "starts": day(today), "last": day(today + DAY)}
    assert local.post(page("seat-give", user.pk), given).status_code == 302
    seat = user.memberships.get(role=Role.PLANNER)
    assert seat.ends == today + 2 * DAY
    shown = local.get(page("person", user.pk))
    assert page("seat-withdraw", user.pk, seat.pk) in text(shown)
    answer = local.post(page("seat-withdraw", user.pk, seat.pk), follow=True)
    assert "Rollen er tatt tilbake." in text(answer) and "Tok tilbake en rolle" in text(answer)
    assert not user.memberships.filter(role=Role.PLANNER).exists()


def test_what_is_wrong_with_a_seat_stands_at_the_field(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    wrong = [
        ({"role": "planner", "starts": "02.02.2026", "last": "01.02.2026"}, "last", "kommer før den første"),
        ({"role": "caseworker", "starts": "02.02.2026"}, "role", "har alt denne rollen"),
        ({"starts": "02.02.2026"}, "role", ""),
    ]
    for fields, name, words in wrong:
        answer = local.post(page("seat-give", user.pk), {"organisation": hamar.pk, **fields})
        assert answer.status_code == 422
        assert words in " ".join(answer.context["form"].errors[name])


def test_a_seat_ends_with_a_day_and_a_reason_and_the_ending_can_be_taken_back(local, hamar):
    today = timezone.localdate()
    user = make_person(Role.CASEWORKER, hamar)
    seat = user.memberships.get()
    end = page("seat-end", user.pk, seat.pk)
    assert local.get(end).context["form"]["last"].value() == day(today)
    for fields, name in (({"last": day(BEGINNING - DAY), "reason": "x"}, "last"), ({"last": day(today)}, "reason")):
        answer = local.post(end, fields)
        assert answer.status_code == 422 and name in answer.context["form"].errors
    answer = local.post(end, {"last": day(today), "reason": "Ny jobb"}, follow=True)
    assert f"siste dag {day(today)}" in text(answer) and "Ny jobb" in text(answer)
    seat.refresh_from_db()
    assert seat.ends == today + DAY
    answer = local.post(page("seat-resume", user.pk, seat.pk), follow=True)
    assert "Rollen fortsetter." in text(answer)
    seat.refresh_from_db()
    assert seat.ends is None
    again = local.post(page("seat-resume", user.pk, seat.pk), follow=True)
    assert "kan ikke angres" in text(again)


def test_a_seat_that_is_over_is_not_ended_twice(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    user.memberships.update(ends=BEGINNING + DAY)
    seat = user.memberships.get()
    assert "Avsluttet</span>" in text(local.get(page("person", user.pk)))
    answer = local.post(page("seat-end", user.pk, seat.pk), {"last": "01.02.2026", "reason": "x"})
    assert answer.status_code == 422
    assert "alt avsluttet" in text(answer)


# The way in


def test_the_way_in_is_closed_and_opened_again(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    theirs = Client()
    theirs.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    assert local.post(page("person-close", user.pk), {"reason": " "}).status_code == 422
    answer = local.post(page("person-close", user.pk), {"reason": "Permisjon"}, follow=True)
    assert "Du kan åpne den igjen her" in text(answer)
    assert theirs.get(reverse("access:me")).status_code == 302
    twice = local.post(page("person-close", user.pk), {"reason": "Permisjon"})
    assert twice.status_code == 422 and "alt stengt" in text(twice)
    local.post(page("person-reopen", user.pk), {"reason": "Tilbake"})
    assert User.objects.get(pk=user.pk).is_active


def test_a_password_is_set_for_a_person(local, hamar):
    user = make_person(Role.CASEWORKER, hamar)
    assert local.post(page("person-password", user.pk), {"password": ""}).status_code == 422
    assert local.post(page("person-password", user.pk), {"password": "kort"}).status_code == 422
    answer = local.post(page("person-password", user.pk), {"password": GOOD}, follow=True)
    assert "Passordet er satt" in text(answer) and GOOD not in text(answer)
    assert User.objects.get(pk=user.pk).check_password(GOOD)


def test_an_act_on_a_person_without_a_seat_stands_in_the_administrators_own_log(central):
    user = User.objects.create(username="uten", name="Uten Rolle")
    central.post(page("person-close", user.pk), {"reason": "Aldri brukt"})
    bank = make_organisation("husbanken-ost")
    assert Entry.objects.get(verb="person.close").organisation == bank
    assert "Ingen rolle" in text(central.get(page("person", user.pk)))
    assert queries.is_taken(" UTEN ")


def test_administrators_find_their_own_people_and_others_nobody(an_actor, hamar, moss):
    own, other = make_person(Role.CASEWORKER, hamar), make_person(Role.CASEWORKER, moss)
    found = {hit.title for hit in people(an_actor(Role.ADMINISTRATOR, hamar), "caseworker", 9)}
    assert own.name in found and other.name not in found
    assert list(people(an_actor(Role.PLANNER, hamar), "caseworker", 9)) == []
