"""The list of people: whom one sees, how it is narrowed, sorted and taken out."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone

from boso.foundation.access.models import Installation, User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.access.tests.reading import DAY, names, page, text
from boso.foundation.audit.models import Entry
from boso.foundation.audit.words import blinded
from boso.foundation.organisations.models import Unit


def test_an_administrator_lists_own_people_and_the_banks_lists_all(local, central, hamar, moss):
    own, other = make_person(Role.CASEWORKER, hamar), make_person(Role.PLANNER, moss)
    seen = names(local.get(page("people")))
    assert own.name in seen and other.name not in seen
    assert {own.name, other.name} <= names(central.get(page("people")))


@pytest.mark.parametrize("role", [Role.PROGRAMME_LEADER, Role.APPLICANT])
def test_the_list_is_for_administrators_only(signed_in, hamar, role):
    assert signed_in(role, hamar).get(page("people")).status_code == 404


def test_the_list_is_narrowed_by_name_place_role_and_state(central, hamar, moss):
    today = timezone.localdate()
    ase = make_person(Role.CASEWORKER, hamar)
    User.objects.filter(pk=ase.pk).update(name="Åse Bæk")
    closed = make_person(Role.PLANNER, moss, is_active=False)
    gone = make_person(Role.CASEWORKER, moss)
    gone.memberships.update(ends=today)
    coming = make_person(Role.CASEWORKER, moss)
    coming.memberships.update(starts=today + DAY)
    asked = {
        "q=aase+b": {"Åse Bæk"}, "q=baek": {"Åse Bæk"}, "q=ingen": set(),
        "organisation=moss": {closed.name, coming.name}, "organisation=moss&role=planner": {closed.name},
        "state=closed": {closed.name}, "state=without": {gone.name, coming.name},
        "organisation=ukjent&q=baek": {"Åse Bæk"},
    }  # fmt: skip
    for words, wanted in asked.items():
        assert names(central.get(f"{page('people')}?{words}")) == wanted, words
    assert closed.name not in names(central.get(f"{page('people')}?state=open"))


def test_the_list_is_sorted_and_paged_in_the_address(central, hamar):
    for number in range(32):
        make_person(Role.CASEWORKER, hamar, last_login=timezone.now() if number else None)
    first = central.get(f"{page('people')}?sort=username")
    assert len(first.context["people"]) == 30
    second = central.get(page("people") + first.context["page"].next)
    assert not names(first) & names(second)
    assert central.get(f"{page('people')}?sort=seen").status_code == 200


def test_nobody_found_says_what_to_do(local):
    answer = local.get(f"{page('people')}?q=zzzz")
    assert "Ingen passer" in text(answer) and "0 personer passer" in text(answer)


def test_one_look_at_the_list_is_one_row_in_the_log(local, hamar):
    local.get(f"{page('people')}?role=planner&q=Kari&sort=Nordmann")
    look = Entry.objects.get(verb="person.list")
    assert (look.organisation, look.query, look.count) == (hamar, "role=planner", 0)
    assert look.digest == blinded(hamar.pk, "kari")


def test_the_list_as_a_file_keeps_no_words_either(local, hamar):
    local.get(f"{page('people')}?role=planner&q=Kari&format=csv")
    look = Entry.objects.get(verb="export.people")
    assert (look.query, look.digest) == ("role=planner", blinded(None, "kari"))


def test_the_list_leaves_boso_as_a_file(local, hamar):
    unit = Unit.objects.create(organisation=hamar, kind="nav", name="NAV")
    made = make_person(Role.CASEWORKER, hamar)
    made.memberships.update(unit=unit, ends=timezone.localdate() + DAY)
    without = make_person(Role.PLANNER, hamar)
    without.memberships.update(ends=timezone.localdate())
    answer = local.get(f"{page('people')}?format=json")
    records = {row["username"]: row for row in json.loads(answer.content)}
    assert records[made.username]["unit"] == "NAV"
    assert records[made.username]["last_day"] == timezone.localdate().isoformat()
    assert not records[without.username]["role"]
    assert Entry.objects.filter(verb="export.people").exists()
    assert local.get(f"{page('people')}?format=exe").status_code == 404
    only = local.get(f"{page('people')}?format=csv&role=administrator")
    assert made.username not in only.content.decode()


def test_in_a_demo_every_person_is_marked_as_invented(local, hamar):
    assert "Oppdiktet" not in text(local.get(page("people")))
    Installation.objects.create(demo=True)
    user = make_person(Role.CASEWORKER, hamar)
    for address in (page("people"), page("person", user.pk)):
        answer = text(local.get(address))
        assert "Oppdiktede data" in answer and "Oppdiktet</span>" in answer
