"""Whatever a program asks, it gets a page of rows or a plain sentence, and never another municipality's rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from boso.casework.dwellings.actions import register_many
from boso.casework.households.testing import make_household
from boso.config import demo
from boso.config.demo_reports import STORIES
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.api.actions import let_in
from boso.foundation.api.registry import resources
from boso.foundation.exchange.actions import run_import
from boso.programme.partnership.testing import at_first
from boso.programme.reporting import actions as report_acts
from boso.programme.reporting import actions_rounds as report_rounds
from boso.programme.reporting import queries as report_queries
from boso.programme.tables import actions as tables
from boso.programme.tables.definitions import Definition
from boso.programme.tables.testing import as_csv, raw_export

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
NAMES = [resource.name for resource in resources()]


@pytest.fixture
def secrets(db) -> dict[str, str]:
    """A token of each of three organisations, in a world where every list has rows."""
    at_first("workbooks", _workbooks)
    for place in ("provedal", "ovingsvik"):
        street = f"{place.title()}gata"
        rows = [{"street": street, "number": n, "status_since": dt.date(2026, 1, 1)} for n in range(1, 4)]
        register_many(SYSTEM, make_organisation(place).pk, rows)
    make_household("nav", name="Lun Vadmel")
    _approved_report()
    _saved_table()
    return {place: _token(place) for place in ("provedal", "ovingsvik", "husbanken-ost")}


def _workbooks() -> None:
    for kind, folder in demo.WORKBOOKS:
        assert run_import(SYSTEM, kind, folder, dry_run=False).ok


def _token(place: str) -> str:
    administrator = _actor(Role.ADMINISTRATOR, place)
    ends = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011 - any day will do
    return let_in(administrator, make_organisation(place), "Prøve", ends)[1]


def _approved_report() -> None:
    """A municipality's annual report, written, signed and approved by three people: before that the list is empty."""
    coordinator, contact = (_actor(role, "husbanken-ost") for role in (Role.COORDINATOR, Role.CONTACT))
    leader, owner = (_actor(role, "moss") for role in (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER))
    due = dt.date(2014, 3, 1)
    told = {"kind": "annual", "year": 2013, "due_on": due}
    opened = report_rounds.open_round(coordinator, told, on=dt.date(2014, 1, 10))
    report = report_queries.reports(leader).get(round=opened, participation__slug="moss")
    report_acts.write(leader, report, STORIES["provedal"], reasons={}, language="nb")
    report_acts.submit(leader, report, due)
    report_acts.sign(owner, report, due)
    report_acts.approve(contact, report, due)


def _saved_table() -> None:
    """Answers in a file, opened for tables, and one table of them."""
    leader = _actor(Role.PROGRAMME_LEADER, "moss")
    about = {
        "asked_on": dt.date(2012, 11, 1), "source": "Prøve", "organisation_id": make_organisation("moss").pk,
        "key": "proeve", "nb": "Prøve", "series": "proeve",
    }  # fmt: skip
    data_set = tables.load_file(leader, about, "svar.csv", as_csv([row[2:4] for row in raw_export(40)[2:]]))[0]
    tables.set_purposes(leader, data_set, {"kommune": "question"})
    tables.open_data_set(leader, data_set, [])
    tables.save_table(leader, data_set, "proeve", {"nb": "Prøve"}, Definition(("kommune",)))


def _actor(role: Role, place: str) -> Actor:
    return actor_of(make_person(role, place), dt.date(2026, 1, 1))


def _ask(address: str, secret: str):
    return Client().get(address, headers={"Authorization": f"Bearer {secret}"})


#: Kobo's shape has no place for our number: the same rows in the same order carry it.
NUMBERED_BY = {"kobobolig": "dwellings"}


def test_every_list_has_rows_and_every_row_can_be_asked_for_alone(secrets):
    for resource in resources():
        page = _ask(f"/api/v1/{resource.name}?limit=3", secrets["provedal"])
        assert page.status_code == 200, (resource.name, page.content)
        rows = page.json()["rows"]
        assert rows, f"{resource.name} is empty, so nothing is tested"
        numbered = _ask(f"/api/v1/{NUMBERED_BY.get(resource.name, resource.name)}?limit=3", secrets["provedal"])
        key = numbered.json()["rows"][0]["id" if resource.key == "pk" else resource.key]
        alone = _ask(f"/api/v1/{resource.name}/{key}", secrets["provedal"])
        assert alone.json() == rows[0]


def test_one_municipality_never_reads_another_s_homes_and_the_bank_reads_none(secrets):
    own = _ask("/api/v1/dwellings", secrets["provedal"]).json()["rows"]
    assert {row["organisation"] for row in own} == {"provedal"}
    for row in own:
        assert _ask(f"/api/v1/dwellings/{row['id']}", secrets["ovingsvik"]).status_code == 404
        assert _ask(f"/api/v1/dwellings/{row['id']}", secrets["husbanken-ost"]).status_code == 404
    assert _ask("/api/v1/dwellings", secrets["husbanken-ost"]).status_code == 404


def test_no_list_says_who_anybody_is(secrets):
    for name in NAMES:
        assert "Vadmel" not in _ask(f"/api/v1/{name}?limit=200", secrets["provedal"]).content.decode()


def test_a_filter_that_the_list_lacks_is_refused_by_name(secrets):
    for address in ("/api/v1/dwellings?colour=red", "/api/v1/organisations/hamar?colour=red"):
        answer = _ask(address, secrets["provedal"])
        assert answer.status_code == 422
        assert answer.json()["details"] == [{"where": "colour", "what": "There is no such filter here."}]


def test_a_filter_narrows_and_an_unknown_word_finds_nothing(secrets):
    assert len(_ask("/api/v1/dwellings?status=ready", secrets["provedal"]).json()["rows"]) == 3
    assert _ask("/api/v1/dwellings?status=elsewhere", secrets["provedal"]).json()["rows"] == []


@pytest.fixture
def open_connections() -> Iterator[None]:
    """The server's own way in closes connections after each request; inside one test there is only one."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("open_connections")
def test_nothing_a_program_asks_breaks_the_api_or_its_promises(secrets):
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    asked = 0
    for found in described.get_all_operations():

        @settings(suppress_health_check=list(HealthCheck), max_examples=max(12, settings.default.max_examples // 4))
        @given(
            case=found.ok().as_strategy(generation_mode=GenerationMode.POSITIVE)
            | found.ok().as_strategy(generation_mode=GenerationMode.NEGATIVE)
        )
        def asks(case: schemathesis.Case) -> None:
            nonlocal asked
            asked += 1
            # The token is put back where a case leaves it out, so such a case is answered. What a posted document must
            # hold is more than its schema can say: it is refused by the place of each fault.
            unsaid = [negative_data_rejection, *([positive_data_acceptance] if case.method == "POST" else [])]
            case.call_and_validate(headers={"Authorization": f"Bearer {secrets['provedal']}"}, excluded_checks=unsaid)

        asks()
    assert asked > 2 * len(NAMES)
