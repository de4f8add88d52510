from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.db import connections
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boso.casework.gap import leaves, policies
from boso.casework.gap.forms import AheadForm
from boso.casework.gap.tests.conftest import BEGAN, SHUT, TODAY
from boso.casework.households.testing import make_caseworker
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person

pytestmark = pytest.mark.django_db


def browser(actor) -> Client:
    client = Client()
    user = User.objects.get(pk=actor.user_id)
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return client


def words(client: Client, address: str, status: int = 200) -> str:
    """The page as text, within what a page may cost."""
    with CaptureQueriesContext(connections["default"]) as asked, CaptureQueriesContext(connections["keys"]) as keys:
        answer = client.get(address)
    assert answer.status_code == status, address
    sent = [one["sql"] for one in (*asked, *keys) if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(sent) <= 12, sent
    assert len(answer.content) <= 100_000
    text = re.sub(r"<[^>]*>", " ", answer.content.decode().partition("<main")[2])
    return html.unescape(re.sub(r"\s+", " ", text))


def test_a_caseworker_reads_the_sentence_and_goes_down_to_the_case(town):
    client = browser(town.nav)
    page = words(client, f"/gap/?against={SHUT - dt.timedelta(days=1):%d.%m.%Y}")
    assert "2 husstander trenger en bolig som ikke finnes. Når alle er fordelt, er 2 boliger til overs" in page
    assert "har mangelen økt fra 1 til 2" in page
    assert "°" not in page
    assert "1 bolig er leid ut til noen ingen har kartlagt behovet til" in page
    behind = words(client, "/gap/cell/?size=1&type=ordinary")
    assert "2 husstander trenger en slik bolig. 2 av dem kan ikke få det." in behind
    assert "Lun Vadmel" in behind
    assert "For liten" in behind
    assert "Stø Bautastein" in behind
    waits = words(client, "/gap/cell/?size=1&state=waits&area=any&group=refugee&adaptation=none&staffing=none")
    assert "Stø Bautastein" in waits
    assert "Lun Vadmel" not in waits
    assert "Lun Vadmel" in words(client, "/gap/cell/?wrong=too_small")
    assert "Ingen husstand å vise" in words(client, "/gap/cell/?size=7")


def test_a_planner_reads_figures_with_the_small_ones_marked_and_no_case(town):
    client = browser(town.planner)
    page = words(client, "/gap/?by=group")
    assert "2 °" in page
    assert "° er færre enn 4 husstander" in page
    for address in ("/gap/cell/?size=1", "/gap/cell/?show=cases&state=waits", "/gap/misfits/", "/gap/?by=cell"):
        behind = words(client, address)
        assert "Vadmel" not in behind
        assert "H-0" not in behind
    assert "En planlegger arbeider med tall" in words(client, "/gap/cell/?size=1")


def test_a_case_of_another_unit_is_counted_and_not_shown(town):
    page = words(browser(make_caseworker("refugee")), "/gap/cell/")
    assert "2 husstander til er telt her" in page
    assert "Vadmel" not in page


def test_homes_behind_the_figures_say_nothing_of_who_is_mapped(town):
    client = browser(town.planner)
    everything = words(client, "/gap/cell/?show=homes")
    assert everything.count("Prøvegata") == 4
    assert "Skade" in everything
    assert words(client, "/gap/cell/?use=let").count("Prøvegata") == 2
    assert words(client, "/gap/cell/?use=spare").count("Prøvegata") == 1
    assert words(client, "/gap/cell/?use=empty&area=Nord").count("Prøvegata") == 1
    assert "Ingen slik bolig" in words(client, "/gap/cell/?use=out&size=4")


def test_what_does_not_fit_and_what_is_out_of_use(town):
    client = browser(town.nav)
    page = words(client, "/gap/misfits/")
    assert "1 husstand bor i en kommunal bolig som ikke passer. 1 av dem har for få soverom." in page
    assert "Ingenting å rette på" in words(client, f"/gap/misfits/?date={TODAY - dt.timedelta(days=350)}")
    page = words(client, "/gap/out-of-use/")
    assert "1 bolig er ute av bruk. Samtidig trenger 2 husstander en bolig som ikke finnes." in page
    assert "Skade" in page
    assert "Skade. Vis alle" in words(client, "/gap/out-of-use/?why=damage")
    assert "Ingen bolig er ute av bruk." in words(client, f"/gap/out-of-use/?date={SHUT - dt.timedelta(days=1)}")


def test_how_it_develops_with_assumptions_one_may_change(town):
    client = browser(town.planner)
    page = words(client, "/gap/trend/")
    assert "Holder forutsetningene under, blir det fra 2 til 2 om 10 år." in page
    assert "Veksten er BoSos eget valg" in page
    town.homes["large"].__class__.objects.filter(pk=town.homes["large"].pk).update(leased_in_until=TODAY)
    page = words(client, "/gap/trend/?low=0&middle=5,5&high=20")
    assert "blir det fra 2 til 12 om 10 år" in page
    assert "Veksten er den som står i feltene over." in page
    assert "Boliger som er leid inn, går ut" in page


@pytest.mark.parametrize(
    ("query", "growth", "faults"),
    [
        ("", (0.0, 1.0, 2.0), set()),
        ("low=\u22121,5&middle=0&high=2.5", (-1.5, 0.0, 2.5), set()),
        ("low=9", (0.0, 1.0, 2.0), {"middle"}),
        ("high=mye", (0.0, 1.0, 2.0), {"high"}),
        ("high=21&date=x", (0.0, 1.0, 2.0), {"high", "date"}),
    ],
)
def test_growth_is_understood_or_the_usual_is_taken(query, growth, faults):
    form = AheadForm(QueryDict(query), {"low": 0.0, "middle": 1.0, "high": 2.0})
    assert (form.growth({"low": 0.0, "middle": 1.0, "high": 2.0}), set(form.errors)) == (growth, faults)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("date=2990-01-01", "Den dagen har ikke vært ennå."),
        (f"date={BEGAN}", "dekket"),
        ("date=x", "Skriv datoen slik"),
        ("against=01.01.1990", "BoSo kan ikke telle behov og boliger så langt tilbake."),
        ("area=Nord", "er 2 boliger til overs"),
        ("by=type&sort=-missing&page=9", "Vanlig"),
        ("by=area&sort=need", "Nord"),
        ("by=nonsense&sort=nonsense&size=x&type=y", "1 soverom"),
    ],
)
def test_what_an_address_asks_for_is_understood_or_said(town, query, said):
    assert said in words(browser(town.planner), f"/gap/?{query}")


def test_a_long_list_is_read_a_page_at_a_time(town, monkeypatch):
    monkeypatch.setattr(leaves, "PAGE", 1)
    client = browser(town.planner)
    first = client.get("/gap/?by=cell&sort=-missing").content.decode()
    assert "page=2" in first
    assert words(client, "/gap/?by=cell&page=2")
    assert words(client, "/gap/cell/?show=homes&page=x").count("Prøvegata") == 1


def test_the_document_is_taken_from_the_page_and_a_wrong_day_is_refused(town):
    client = browser(town.planner)
    answer = client.get(f"/gap/document.json?date={SHUT}")
    assert (answer.json()["format"], answer.json()["date"]) == ("boso-gap/1", str(SHUT))
    assert client.get("/gap/document.json?date=x").status_code == 403


def test_who_works_in_two_places_chooses_and_others_do_not_see_the_pages(town):
    user = make_person(Role.PLANNER, "provedal", unit="housing")
    other = make_organisation("ovingsvik", invented=True)
    user.memberships.create(organisation=other, role=Role.PLANNER, starts=dt.date(2010, 1, 1))
    client = Client()
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    page = words(client, f"/gap/?place={other.pk}")
    assert "Ingenting å sette mot hverandre" in page
    assert "Provedal" in page
    assert "0 husstander" in words(client, f"/gap/trend/?place={other.pk}")
    assert f"place={other.pk}" in client.get(f"/gap/misfits/?place={other.pk}").content.decode()
    assert client.get("/gap/?place=999999").status_code == 404
    assert browser(make_caseworker(role=Role.PROGRAMME_LEADER)).get("/gap/").status_code == 404


def test_policies(town):
    place = town.place.pk
    assert [bool(policies.may_open_gap(actor)) for actor in (town.nav, town.planner, SYSTEM, NOBODY)] == [
        True, True, True, False
    ]  # fmt: skip
    assert [bool(policies.may_see_gap(actor, place)) for actor in (town.planner, SYSTEM, NOBODY)] == [True, True, False]
    assert [bool(policies.may_see_cases(actor, place)) for actor in (town.nav, town.planner, SYSTEM)] == [
        True, False, True
    ]  # fmt: skip
