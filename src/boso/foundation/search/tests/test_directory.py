"""Colleagues and organisations: who finds whom, and what their pages show."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from boso.foundation.access.actor import NOBODY
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.audit.models import Entry
from boso.foundation.organisations.models import Code
from boso.foundation.search import queries_directory, registry
from boso.foundation.search.policies import may_see_contact


def titles(hits):
    return sorted(hit.title for hit in hits)


@pytest.fixture
def planner(an_actor):
    return an_actor(Role.PLANNER, "hamar")


def seat_of(person) -> tuple[Membership, ...]:
    return tuple(person.memberships.select_related("organisation", "user"))


def test_the_directory_registers_itself():
    from django.apps import apps

    apps.get_app_config("search").ready()
    assert registry.sources() == (queries_directory.people, queries_directory.organisations)


@pytest.mark.parametrize("text", ["bærum", "BAERUM", "baer", "rum"])
def test_baerum_is_found_whatever_the_keyboard(planner, text):
    make_organisation("baerum", name="Bærum")
    assert titles(queries_directory.organisations(planner, text, 20)) == ["Bærum"]


def test_an_organisation_is_found_by_its_code_and_says_how_long_it_stood(planner):
    rygge = make_organisation("rygge", name="Rygge", ends=dt.date(2020, 1, 1))
    Code.objects.create(organisation=rygge, system="ssb", code="0136", starts=dt.date(1838, 1, 1), source="SSB")
    (hit,) = queries_directory.organisations(planner, "0136", 20)
    assert hit.title == "Rygge"
    assert hit.excerpt.endswith(", til 01.01.2020")


def test_nobody_finds_nothing(db):
    make_organisation("moss")
    assert titles(queries_directory.organisations(NOBODY, "moss", 20)) == []
    assert titles(queries_directory.organisations(NOBODY, "0104", 20)) == []
    assert titles(queries_directory.people(NOBODY, "moss", 20)) == []


def test_colleagues_are_found_by_name_and_place(planner, a_person):
    kari = a_person(Role.PROGRAMME_LEADER, make_organisation("baerum", name="Bærum"))
    kari.name = "Kåre Bjørk"
    kari.save()
    assert titles(queries_directory.people(planner, "kaare bjoerk", 20)) == ["Kåre Bjørk"]
    assert titles(queries_directory.people(planner, "baerum", 20)) == ["Kåre Bjørk"]


def test_a_person_with_two_seats_is_one_hit(planner, a_person):
    kari = a_person(Role.PROGRAMME_LEADER, "moss")
    Membership.objects.create(
        user=kari, organisation=make_organisation("moss"), role=Role.PLANNER, starts=dt.date(2020, 1, 1)
    )
    (hit,) = queries_directory.people(planner, "moss", 20)
    assert hit.excerpt.count("Moss") == 2


def test_applicants_former_and_closed_people_stand_in_no_directory(planner, a_person):
    applicant = a_person(Role.APPLICANT, "moss")
    former, closed = a_person(Role.PLANNER, "moss"), a_person(Role.PLANNER, "moss", is_active=False)
    former.memberships.update(ends=dt.date(2015, 1, 1))
    assert titles(queries_directory.people(planner, "moss", 20)) == []
    for person in (applicant, former, closed):
        with pytest.raises(queries_directory.Refused):
            queries_directory.person(planner, person.pk)


def test_who_is_no_member_finds_neither_people_nor_organisations(an_actor, a_person):
    a_person(Role.PLANNER, "moss")
    applicant = an_actor(Role.APPLICANT, "moss")
    assert titles(queries_directory.people(applicant, "moss", 20)) == []
    assert titles(queries_directory.organisations(applicant, "moss", 20)) == []


def test_contact_details_are_for_the_own_municipality_and_the_bank(an_actor, a_person):
    bank = make_organisation("husbanken-ost", kind="bank")
    leader, contact = a_person(Role.PROGRAMME_LEADER, "moss"), a_person(Role.CONTACT, bank)
    alna = make_organisation("alna", kind="district", parent=make_organisation("oslo"))
    district = a_person(Role.PROGRAMME_LEADER, alna)
    colleague, stranger = an_actor(Role.PLANNER, "moss"), an_actor(Role.PLANNER, "hamar")
    assert may_see_contact(colleague, seat_of(leader))
    assert may_see_contact(an_actor(Role.COORDINATOR, bank), seat_of(leader))
    assert not may_see_contact(stranger, seat_of(leader))
    assert may_see_contact(stranger, seat_of(contact))
    assert may_see_contact(an_actor(Role.PLANNER, "oslo"), seat_of(district))
    assert not may_see_contact(stranger, seat_of(district))


def test_a_colleagues_page_shows_seats_and_mail_only_to_those_near(signed_in, a_person):
    person = a_person(Role.PROGRAMME_LEADER, "moss", email="kare@moss.example")
    address = reverse("search:person", args=[person.pk])
    near = signed_in(Role.PLANNER, "moss").get(address).content.decode()
    far = signed_in(Role.PLANNER, "hamar").get(address).content.decode()
    for page in (near, far):
        assert person.name in page
        assert "siden 01.09.2009" in page
    assert "kare@moss.example" in near
    assert "kare@moss.example" not in far
    assert signed_in(Role.APPLICANT, "moss").get(address).status_code == 404
    assert signed_in(Role.PLANNER, "moss").get(reverse("search:person", args=[99999])).status_code == 404


def test_opening_a_colleague_is_a_look_with_their_number(signed_in, a_person):
    person = a_person(Role.PROGRAMME_LEADER, "moss")
    signed_in(Role.PLANNER, "hamar").get(reverse("search:person", args=[person.pk]))
    look = Entry.objects.get()
    assert (look.verb, look.object_type, look.object_id) == ("person.look", "access.user", str(person.pk))
    assert look.organisation.slug == "hamar"


def test_each_source_costs_one_query(planner, a_person, django_assert_num_queries):
    for number in range(20):
        a_person(Role.PLANNER, f"place{number}")
    for source in (queries_directory.people, queries_directory.organisations):
        with django_assert_num_queries(1):
            assert len(list(source(planner, "place", 20))) == 20
