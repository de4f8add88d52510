"""The case on one page: what stands there, and what must not."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from boso.casework.dwellings.testing import make_dwelling
from boso.casework.households import actions_clearance, actions_notes
from boso.casework.households.models import Clearance, MemberRole, Protection
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import HouseholdWords
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import User
from boso.foundation.audit.models import Entry
from boso.foundation.web import pdf

pytestmark = [pytest.mark.slow, pytest.mark.django_db(databases=["default", "keys"])]
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend"
    )  # fmt: skip
    return client


def a_case(protection: str = Protection.NONE):
    """A grown-up and a child with a lease and a contact."""
    persons = (
        NewPerson.called("Lun Vadmel", born=dt.date(1990, 1, 1), phone="41234567", protection=protection),
        NewPerson.called("Liten Vadmel", MemberRole.CHILD),
    )
    made = make_household(persons=persons, words=HouseholdWords("Testbakken 9", "Ring om kvelden"))
    home = make_dwelling(street="Prøvegata", number=7)
    Tenancy.objects.create(
        organisation=made.organisation, dwelling=home, household=made, starts=TODAY - dt.timedelta(9), rent=9000
    )
    actions_notes.log_contact(SYSTEM, made, "Ønsker å bli. " * 40, on=TODAY, channel="phone")
    return made


def test_what_matters_stands_there_and_the_look_is_logged_as_printed(django_assert_max_num_queries):
    made, actor = a_case(), make_caseworker()
    client = browser(actor)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("households:summary", args=[made.pk])).content.decode()
    for words in (
        "Lun Vadmel",
        "Liten Vadmel",
        "Ring om kvelden",
        "Testbakken 9",
        "Prøvegata 7",
        "Ønsker å bli",
        actor.name,
    ):
        assert words in page
    assert page.count("Ønsker å bli") < 30
    assert Entry.objects.filter(verb="household.printed", object_id=str(made.pk)).count() == 1


def test_it_is_one_page_of_paper():
    made = a_case()
    answer = browser(make_caseworker()).get(reverse("households:summary-paper", args=[made.pk]))
    assert answer["Content-Type"] == "application/pdf"
    sheet = PdfReader(io.BytesIO(answer.content))
    assert len(sheet.pages) == 1
    assert "Lun Vadmel" in sheet.pages[0].extract_text()


def test_without_a_maker_of_pdf_the_page_itself_says_why(monkeypatch):
    made = a_case()
    monkeypatch.setattr(pdf, "paper", lambda *_given: None)
    answer = browser(make_caseworker()).get(reverse("households:summary-paper", args=[made.pk]))
    assert answer.url == reverse("households:summary", args=[made.pk])


def test_a_protected_case_asks_why_and_prints_no_place():
    made, actor = a_case(Protection.CONFIDENTIAL), make_caseworker()
    first, second = make_caseworker(role="decision_maker"), make_caseworker(role="decision_maker")
    given = actions_clearance.give(first, made.organisation_id, actor.user_id, TODAY + dt.timedelta(30))
    actions_clearance.confirm(second, given)
    assert Clearance.objects.get().confirmed_at is not None
    client = browser(actor)
    for name in ("households:summary", "households:summary-paper"):
        at = reverse(name, args=[made.pk])
        asked = client.get(at)
        assert asked.status_code == 200
        assert "Lun Vadmel" in asked.content.decode()
        assert "Ring om kvelden" not in asked.content.decode()
        assert client.post(at, {"why": " "}).status_code == 422
    page = client.post(
        reverse("households:summary", args=[made.pk]), {"why": "Møte med krisesenteret"}
    ).content.decode()
    assert "Ring om kvelden" in page
    for words in ("Testbakken", "Prøvegata"):
        assert words not in page
    answer = client.post(reverse("households:summary-paper", args=[made.pk]), {"why": "Møte"})
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert "Testbakken" not in text
    assert "Prøvegata" not in text
    reasons = Entry.objects.filter(verb="household.printed").values_list("reason", flat=True)
    assert sorted(reasons) == ["Møte", "Møte med krisesenteret"]


def test_whoever_does_not_see_the_case_prints_nothing():
    made = a_case()
    client = browser(make_caseworker("health"))
    for name in ("households:summary", "households:summary-paper"):
        assert client.get(reverse(name, args=[made.pk])).status_code == 404
