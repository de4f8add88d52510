"""Tokens open the API and nothing else; a program reads as its organisation's planner, and each read is logged."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.api import actions, queries, registry
from boso.foundation.api.models import Token
from boso.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
YEAR = dt.timedelta(days=365)


@pytest.fixture
def token(an_actor) -> tuple[Token, str]:
    administrator = an_actor(Role.ADMINISTRATOR, make_organisation("hamar"))
    today = dt.date.today()  # noqa: DTZ011 - any day will do
    return actions.let_in(administrator, make_organisation("hamar"), " Nettsiden ", today + YEAR)


def ask(client: Client, address: str, secret: str):
    return client.get(address, headers={"Authorization": f"Bearer {secret}"})


def test_a_program_reads_a_list_page_by_page_and_each_read_is_logged(client, token):
    row, secret = token
    for name in ("alfa", "beta", "gamma"):
        make_organisation(name)
    first = ask(client, "/api/v1/organisations?limit=2", secret).json()
    assert [one["slug"] for one in first["rows"]] == ["alfa", "beta"]
    assert first["next"] == "beta"
    rest = ask(client, f"/api/v1/organisations?limit=200&after={first['next']}", secret).json()
    assert [one["slug"] for one in rest["rows"]] == ["gamma", "hamar"]
    assert rest["next"] is None
    entry = Entry.objects.filter(verb="api.read").order_by("id").first()
    assert (entry.count, entry.organisation_id, entry.object_id) == (2, row.organisation_id, str(row.pk))
    assert entry.query == "/api/v1/organisations?limit=2"
    row.refresh_from_db()
    assert row.used_on is not None
    assert row.name == "Nettsiden"


def test_the_log_keeps_the_names_of_filters_and_a_digest_of_their_words(client, token):
    resource = next(one for one in registry.resources() if one.filters.model_fields)
    name = next(iter(resource.filters.model_fields))
    assert ask(client, f"/api/v1/{resource.name}?{name}=7411&limit=7", token[1]).status_code == 200
    entry = Entry.objects.get(verb="api.read")
    assert entry.query == f"/api/v1/{resource.name}?{'&'.join(sorted([name, 'limit=7']))}"
    assert entry.digest
    assert "7411" not in entry.query + entry.digest


def test_one_row_is_read_by_its_key_and_an_unknown_key_is_not_there(client, token):
    assert ask(client, "/api/v1/organisations/hamar", token[1]).json()["name"] == "Hamar"
    answer = ask(client, "/api/v1/organisations/ingensteds", token[1])
    assert answer.status_code == 404
    assert answer.json()["error"] == "There is no such thing here."


def test_without_a_token_that_is_in_force_nothing_is_read(client, token, signed_in):
    row, secret = token
    assert client.get("/api/v1/organisations").status_code == 401
    assert ask(client, "/api/v1/organisations", secret + "x").status_code == 401
    assert signed_in(Role.COORDINATOR, "husbanken-ost").get("/api/v1/organisations").status_code == 401
    with time_machine.travel(row.ends.isoformat()):
        assert ask(client, "/api/v1/organisations", secret).status_code == 401


def test_an_ended_token_opens_nothing_and_ending_twice_changes_nothing(client, token, an_actor):
    row, secret = token
    administrator = an_actor(Role.ADMINISTRATOR, "hamar")
    actions.end(administrator, row)
    actions.end(administrator, row)
    assert ask(client, "/api/v1/organisations", secret).status_code == 401
    assert Entry.objects.filter(verb="token.end").count() == 1


def test_a_filter_that_cannot_be_understood_is_said_and_nothing_is_changed_by_any_method(client, token):
    answer = ask(client, "/api/v1/organisations?limit=9000", token[1])
    assert answer.status_code == 422
    assert answer.json()["details"][0]["where"].endswith("limit")
    for method in (client.post, client.put, client.patch, client.delete):
        assert method("/api/v1/organisations", headers={"Authorization": f"Bearer {token[1]}"}).status_code == 405


def test_a_district_s_program_speaks_for_the_district_inside_its_city(an_actor):
    city = make_organisation("oslo")
    district = make_organisation("alna", kind="district", parent=city)
    administrator = an_actor(Role.ADMINISTRATOR, city)
    row, _secret = actions.let_in(administrator, district, "Figurer", dt.date.today() + YEAR)  # noqa: DTZ011
    seat = queries.actor_of(row).seats[0]
    assert (seat.organisation_id, seat.municipality_id, seat.role) == (district.pk, city.pk, Role.PLANNER)
    assert str(row).startswith("Figurer (boso_")


def test_only_the_organisation_s_administrator_lets_programs_in_and_for_two_years_at_most(an_actor, token):
    today = dt.date.today()  # noqa: DTZ011
    with pytest.raises(Refused):
        actions.let_in(an_actor(Role.PROGRAMME_LEADER, "hamar"), make_organisation("hamar"), "x", today + YEAR)
    with pytest.raises(Refused):
        queries.token(an_actor(Role.ADMINISTRATOR, "moss"), token[0].pk)
    for day in (today, today + 3 * YEAR):
        with pytest.raises(NotNow):
            actions.let_in(an_actor(Role.ADMINISTRATOR, "hamar"), make_organisation("hamar"), "x", day)
    bank = an_actor(Role.ADMINISTRATOR, make_organisation("husbanken-ost", kind="bank"))
    assert queries.token(bank, token[0].pk) == token[0]
    assert queries.places(bank).filter(slug="hamar").exists()


def test_two_lists_of_one_name_are_a_mistake():
    known = registry.resources()[0]
    registry.register(known)
    other = registry.Resource(
        known.name, "", known.shape, known.rows, known.record, known.policy, filters=registry.NoFilters
    )
    with pytest.raises(ValueError, match="already a resource"):
        registry.register(other)


def test_the_administrator_makes_a_token_sees_its_secret_once_and_ends_it(signed_in):
    browser = signed_in(Role.ADMINISTRATOR, "hamar")
    assert "Ingen program" in browser.get(reverse("api:tokens")).content.decode()
    place = make_organisation("hamar")
    assert browser.get(reverse("api:token-new")).status_code == 200
    wrong = browser.post(reverse("api:token-new"), {"organisation": place.pk, "name": "Figurer", "ends": "01.01.2001"})
    assert wrong.status_code == 422
    assert "Figurer" in wrong.content.decode()
    day = dt.date.today() + YEAR  # noqa: DTZ011
    made = browser.post(
        reverse("api:token-new"), {"organisation": place.pk, "name": "Figurer", "ends": f"{day:%d.%m.%Y}"}
    )
    assert "boso_" in made.content.decode()
    assert made["Cache-Control"] == "no-store"
    listed = browser.get(reverse("api:tokens")).content.decode()
    row = Token.objects.get()
    assert "Figurer" in listed
    assert row.digest not in listed
    assert "er avsluttet" in browser.post(reverse("api:token-end", args=[row.pk]), follow=True).content.decode()


def test_what_the_api_offers_stands_on_a_page_and_in_openapi(client, signed_in):
    page = signed_in(Role.PROGRAMME_LEADER, "hamar").get(reverse("api:overview")).content.decode()
    assert "/api/v1/organisations" in page
    described = client.get("/api/v1/openapi.json").json()
    assert "/api/v1/organisations/{key}" in described["paths"]
    assert set(described["paths"]["/api/v1/organisations"]) == {"get"}
