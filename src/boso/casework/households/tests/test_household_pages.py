"""The pages of households, as a person at work meets them: list, case, forms, and what they may not open."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.casework.households import actions_access, actions_clearance, panels, queries
from boso.casework.households.actions import register_many
from boso.casework.households.finding import households as find_households
from boso.casework.households.models import (
    Clearance,
    Consent,
    Contact,
    EmergencyAccess,
    Engagement,
    Guardian,
    Household,
    LegalBasis,
    Member,
    Note,
    Person,
    Recusal,
    Sharing,
)
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.audit.models import Entry
from boso.foundation.web.testing import statements

pytestmark = pytest.mark.django_db


def at(actor: Actor) -> Client:
    """A browser signed in as the actor."""
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend")
    return client


def url(name: str, *parts: object) -> str:
    return reverse(f"households:{name}", args=parts)


def day(days: int = 0) -> str:
    return f"{timezone.localdate() + dt.timedelta(days=days):%d.%m.%Y}"


@pytest.fixture
def nav() -> Actor:
    return make_caseworker("nav")


@pytest.fixture
def leader() -> Actor:
    return make_caseworker("nav", role=Role.DECISION_MAKER)


@pytest.fixture
def health() -> Actor:
    return make_caseworker("health", role=Role.DECISION_MAKER)


@pytest.fixture
def household() -> Household:
    told = (
        NewPerson.called("Lun Vadmel", national_id=a_synthetic_id(), phone="40012345", language="ti", interpreter=True),
        NewPerson.called("Blid Vadmel", "child", born=dt.date(2020, 1, 1)),
    )
    return make_household("nav", persons=told)


def said(page) -> str:
    return page.content.decode()


# The list


def test_the_list_shows_those_of_ones_unit_and_is_one_look(nav, household):
    make_household("health", name="Myk Mose")
    page = at(nav).get(url("list"))
    assert "Lun Vadmel" in said(page)
    assert "Myk Mose" not in said(page)
    assert "1 voksen, 1 barn" in said(page)
    (look,) = Entry.objects.filter(verb="household.listed")
    assert (look.count, look.query) == (1, "state=open unit= mine=0")


def test_what_is_searched_for_is_not_kept_in_words(nav, household):
    page = at(nav).get(url("list"), {"q": "vadmel"})
    assert "Lun Vadmel" in said(page)
    look = Entry.objects.get(verb="household.searched")
    assert "vadmel" not in look.query
    assert look.digest


def test_a_name_that_only_begins_alike_is_left_out(nav):
    make_household("nav", name="Vadmelkåpe Lun")
    assert "Vadmelkåpe" in said(at(nav).get(url("list"), {"q": "vadmelka"}))
    page = at(nav).get(url("list"), {"q": "vadmelen"})
    assert "Ingen passer" in said(page)


def test_the_list_is_narrowed_and_chips_take_it_away(nav, household):
    other = make_household("nav", name="Rolig Tjern")
    actions_access.assign(nav, other.engagements.get(), nav.user_id)
    page = said(at(nav).get(url("list"), {"mine": "me", "unit": str(make_unit("provedal", "nav").pk)}))
    assert "Rolig Tjern" in page
    assert "Lun Vadmel" not in page
    assert "Ingen passer" in said(at(nav).get(url("list"), {"state": "closed"}))


def test_an_empty_list_says_what_to_do(nav):
    assert "Ingen husstander ennå" in said(at(nav).get(url("list")))


def test_a_long_list_is_paged_by_key_in_few_statements(nav):
    unit = make_unit("provedal", "nav")
    register_many(
        SYSTEM, unit.organisation_id,
        [NewHousehold(unit.pk, (NewPerson.called(f"Lun Vadmel{n}"),)) for n in range(120)],
    )  # fmt: skip
    client = at(nav)
    client.get(url("list"))
    with statements() as sent:
        page = client.get(url("list"), {"sort": "reference"})
    assert len(sent) <= 12, sent
    assert "120 husstander" in said(page)
    assert len(page.content) < 100_000
    last = page.context["rows"][-1].household
    with statements() as sent:
        page = client.get(url("list"), {"sort": "reference", "after": last.pk})
    assert len(sent) <= 12, sent
    assert page.context["rows"][0].household.reference > last.reference
    with statements() as sent:
        client.get(url("list"), {"q": "lun vadmel"})
    assert len(sent) <= 12, sent


def test_a_list_that_is_not_too_long_is_sorted_by_name(nav):
    for name in ("Øde Tjern", "Åpen Vik", "Myk Mose", "Ærlig Bekk"):
        make_household("nav", name=name)
    client = at(nav)
    with statements() as sent:
        page = client.get(url("list"), {"sort": "name"})
    assert len(sent) <= 12, sent
    named = [row.card.name for row in page.context["rows"]]
    assert named == ["Myk Mose", "Ærlig Bekk", "Øde Tjern", "Åpen Vik"]
    page = client.get(url("list"), {"sort": "-name"})
    assert [row.card.name for row in page.context["rows"]] == named[::-1]


def test_the_list_that_is_taken_out_names_nobody_protected(nav, leader, household):
    told = (NewPerson.called("Myk Mose", protection="confidential"),)
    make_household("nav", persons=told)
    row = actions_clearance.give(leader, household.organisation_id, nav.user_id, timezone.localdate() + dt.timedelta(9))
    actions_clearance.confirm(make_caseworker("nav", role=Role.ADMINISTRATOR), row)
    taken = at(nav).get(reverse("exchange:export", args=["households", "csv"]))
    text = b"".join(taken.streaming_content).decode() if taken.streaming else taken.content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(one["name"], one["protected"]) for one in rows] == [("Lun Vadmel", "no"), ("", "yes")]
    assert "Myk Mose" in said(at(nav).get(url("list")))


# The case


def test_the_case_shows_who_lives_there_and_the_look_is_logged(nav, household):
    client = at(nav)
    client.get(url("household", household.pk))
    before = Entry.objects.filter(verb="household.looked").count()
    with statements() as sent:
        page = client.get(url("household", household.pk))
    assert len(sent) <= 12, sent
    for words in ("Lun Vadmel", "1 voksen, 1 barn", "Tolk: tigrinja", "40012345"):
        assert words in said(page)
    assert Entry.objects.filter(verb="household.looked").count() == before + 1


@pytest.mark.parametrize("tab", ["people", "notes", "access", "history"])
def test_each_tab_opens_in_few_statements(nav, household, tab):
    client = at(nav)
    _everything_written(client, household)
    with statements() as sent:
        page = client.get(url("household", household.pk), {"tab": tab})
    assert page.status_code == 200
    assert len(sent) <= 12, sent


def test_a_tab_that_is_none_and_a_case_that_is_not_ones_own_do_not_exist(nav, household):
    assert at(nav).get(url("household", household.pk), {"tab": "none"}).status_code == 404
    stranger = at(make_caseworker("health"))
    for name in ("household", "looks", "share", "recuse", "close", "note-new", "person-new"):
        assert stranger.get(url(name, household.pk)).status_code == 404
    assert at(nav).get(url("part", household.pk, "none")).status_code == 404


def test_whoever_only_reads_is_told_so_and_sees_no_buttons(nav, household):
    health = make_caseworker("health")
    actions_access.share(
        nav, household, make_unit("provedal", "health").pk, "task", timezone.localdate() + dt.timedelta(9)
    )
    client = at(health)
    assert url("note-new", household.pk) not in said(client.get(url("household", household.pk)))
    assert client.get(url("note-new", household.pk)).status_code == 403


def test_apps_put_their_part_on_the_overview(nav, household, monkeypatch):
    piece = panels.Piece(
        facts=(panels.Fact("Bor i", "Prøvegata 4"),), tags=(panels.Tag("Uegnet bolig", "warning"),), context={}
    )
    known = {
        "a": panels.Panel("a", lambda case: piece, "households/questions.html", 1),
        "b": panels.Panel("b", _many_statements, "households/questions.html", 2),
        "c": panels.Panel("c", _many_statements, "households/questions.html", 3),
    }
    monkeypatch.setattr(panels, "_panels", known)
    client = at(nav)
    page = said(client.get(url("household", household.pk)))
    assert "Prøvegata 4" in page
    assert "Uegnet bolig" in page
    assert url("part", household.pk, "c") in page
    for more in ({}, {"HTTP_HX_REQUEST": "true"}):
        assert client.get(url("part", household.pk, "c"), **more).status_code == 200


def _many_statements(case: panels.Case) -> panels.Piece:
    for _time in range(2):
        Household.objects.count()
    return panels.Piece(context={})


def test_who_has_looked_is_told_with_role_and_reason(nav, leader, household):
    for actor in (leader, nav, nav):
        at(actor).get(url("household", household.pk))
    page = said(at(nav).get(url("looks", household.pk)))
    assert "2 personer har sett på denne saken." in page
    assert "Fullmaktshaver, Nav" in page
    assert "2 ganger den dagen" in page


# Registering


def test_a_household_is_registered_person_by_person(nav):
    client = at(nav)
    assert client.get(url("new")).status_code == 200
    (unit,) = nav.units
    typed = {
        "name": "Lun Vadmel",
        "national_id": a_synthetic_id(),
        "unit": unit,
        "ground": "asked",
        "use": "help",
        "protection": "none",
    }
    page = client.post(url("new"), typed)
    household = Household.objects.get()
    assert page.url == url("person-new", household.pk)
    assert household.engagements.get().worker_id == nav.user_id
    assert "Lun Vadmel" in said(client.get(page.url))
    more = {"name": "Blid Vadmel", "role": "child", "protection": "none", "born": "01.01.2020"}
    assert client.post(page.url, {**more, "more": "1"}).url == page.url
    assert client.post(page.url, {**more, "name": "Rask Vadmel"}).url == url("household", household.pk) + "?tab=people"
    assert Member.objects.count() == 3


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(nav):
    client, (unit,) = at(nav), nav.units
    typed = {
        "name": "Lun Vadmel",
        "national_id": "123",
        "unit": unit,
        "ground": "asked",
        "use": "help",
        "protection": "none",
    }
    page = client.post(url("new"), typed)
    assert page.status_code == 422
    assert "Et fødselsnummer har elleve sifre." in said(page)
    assert "Lun Vadmel" in said(page)
    assert not Household.objects.exists()


def test_a_number_that_stands_elsewhere_is_asked_about(nav, household):
    client, (unit,) = at(nav), nav.units
    typed = {
        "name": "Lun Vadmel",
        "national_id": a_synthetic_id(),
        "unit": unit,
        "ground": "asked",
        "use": "help",
        "protection": "none",
    }
    page = client.post(url("new"), typed)
    assert page.status_code == 422
    assert household.reference in said(page)
    assert client.post(url("new"), {**typed, "confirmed": "on"}).status_code == 302
    typed = {"name": "Lun Vadmel", "national_id": a_synthetic_id(), "role": "other", "protection": "none"}
    page = client.post(url("person-new", household.pk), typed)
    assert "allerede i denne husstanden" in said(page)
    other = make_household("nav", name="Rolig Tjern")
    assert client.post(url("person-new", other.pk), typed).status_code == 422
    client.post(url("person-new", other.pk), {**typed, "confirmed": "on"})
    assert Member.objects.filter(person__memberships__household=household, household=other).exists()


def test_a_number_that_another_unit_has_is_asked_about_without_telling_which(nav):
    number = a_synthetic_id(dt.date(1971, 3, 3))
    make_household("health", persons=(NewPerson.called("Myk Mose", national_id=number),))
    (unit,) = nav.units
    typed = {
        "name": "Myk Mose",
        "national_id": number,
        "unit": unit,
        "ground": "asked",
        "use": "help",
        "protection": "none",
    }
    page = said(at(nav).post(url("new"), typed))
    assert "En annen enhet arbeider med denne personen." in page
    assert "Health" not in page


def test_whoever_registers_a_protected_household_without_clearance_is_told_that_it_is_hidden(nav):
    client, (unit,) = at(nav), nav.units
    typed = {"name": "Myk Mose", "unit": unit, "ground": "asked", "use": "help", "protection": "confidential"}
    page = client.post(url("new"), typed, follow=True)
    assert "er skjermet" in said(page)
    assert "Myk Mose" not in said(page)


def test_a_housing_manager_reads_and_registers_nobody():
    manager = make_caseworker("property", role=Role.HOUSING_MANAGER)
    assert at(manager).get(url("new")).status_code == 403
    assert url("new") not in said(at(manager).get(url("list")))


# Persons


def test_a_person_is_changed_and_an_empty_number_stays(nav, household):
    client = at(nav)
    member = Member.objects.get(role="applicant")
    where = url("person", household.pk, member.pk)
    assert "La dette stå tomt" in said(client.get(where))
    client.post(where, {"name": "Lun Vadmelsen", "role": "applicant", "protection": "none", "phone": "40099999"})
    words = queries.open_person(Person.objects.get(pk=member.person_id))
    assert (words.name, words.phone, words.national_id) == ("Lun Vadmelsen", "40099999", a_synthetic_id())
    child = Member.objects.get(role="child")
    taken = {"name": "Blid Vadmel", "role": "child", "protection": "none", "national_id": a_synthetic_id()}
    assert "allerede i denne husstanden" in said(client.post(url("person", household.pk, child.pk), taken))
    other = make_household("nav", name="Rolig Tjern")
    own = url("person", other.pk, other.members.get().pk)
    assert "tilhører noen" in said(client.post(own, {**taken, "name": "Rolig Tjern"}))
    page = client.post(where, {"name": "Lun Vadmelsen", "role": "applicant", "protection": "confidential"}, follow=True)
    assert "er skjermet" in said(page)


def test_a_national_id_is_shown_for_a_reason_that_is_logged(nav, household):
    client = at(nav)
    where = url("number", household.pk, Member.objects.get(role="applicant").pk)
    number = a_synthetic_id()
    assert number[6:] not in said(client.get(where))
    assert client.post(where, {}).status_code == 422
    assert f"{number[:6]} {number[6:]}" in said(client.post(where, {"why": "payment"}))
    assert Entry.objects.get(verb="household.number").reason == "Til en utbetaling"
    nobody = url("number", household.pk, Member.objects.get(role="child").pk)
    assert "ikke registrert" in said(client.get(nobody))


def test_somebody_moves_out_and_the_reach_is_changed(nav, household):
    client = at(nav)
    child = Member.objects.get(role="child")
    where = url("leave", household.pk, child.pk)
    assert client.get(where).status_code == 200
    assert client.post(where, {"ends": day()}).status_code == 422
    Member.objects.filter(pk=child.pk).update(starts=timezone.localdate() - dt.timedelta(days=9))
    client.post(where, {"ends": day()})
    assert "Har bodd her" in said(client.get(url("household", household.pk), {"tab": "people"}))
    client.post(url("reach", household.pk), {"address": "Hos søster", "reach": "Ring etter tre"})
    assert "Ring etter tre" in said(client.get(url("household", household.pk), {"tab": "people"}))


# Everything that is written in a case, by its forms


def _everything_written(client: Client, household: Household) -> None:
    member = Member.objects.filter(household=household, role="applicant").get()
    other, third = make_unit("provedal", "health"), make_unit("provedal", "housing")
    forms = {
        url("note-new", household.pk): {"text": "Et notat"},
        url("contact-new", household.pk): {"text": "Ringte", "on": day(), "channel": "phone"},
        url("guardian-new", household.pk, member.pk): {
            "kind": "verge", "name": "Rolig Tjern", "scope": "economy", "starts": day(),
        },
        url("consent-new", household.pk): {
            "member": member.pk, "text": "NAV og helse", "how": "written", "given_on": day(),
        },
        url("share", household.pk): {"unit": other.pk, "ground": "consent", "ends": day(20)},
        url("unit-new", household.pk): {"unit": third.pk, "ground": "together"},
        url("basis-new", household.pk): {"use": "temporary", "starts": day()},
    }  # fmt: skip
    for address, typed in forms.items():
        assert client.get(address).status_code == 200, address
        assert client.post(address, {}).status_code == 422, address
        assert client.post(address, typed).status_code == 302, address


def test_everything_is_written_by_its_form_and_taken_back_by_its_button(nav, leader, household):
    client = at(leader)
    _everything_written(client, household)
    pk = household.pk
    sharing, engagement = Sharing.objects.get(), Engagement.objects.get(unit__kind="housing")
    assert client.post(url("extend", pk, sharing.pk), {"ends": day(30)}).status_code == 302
    assert client.get(url("assign", pk, Engagement.objects.get(unit__kind="nav").pk)).status_code == 200
    own = Engagement.objects.get(unit__kind="nav")
    assert client.post(url("assign", pk, own.pk), {"worker": nav.user_id}).status_code == 302
    assert client.post(url("recuse", pk), {"user": nav.user_id, "ground": "friend"}).status_code == 302
    assert client.get(url("household", pk), {"tab": "access"}).status_code == 200
    buttons = [
        url("note-strike", pk, Note.objects.get().pk), url("contact-strike", pk, Contact.objects.get().pk),
        url("guardian-end", pk, Guardian.objects.get().pk), url("sharing-end", pk, sharing.pk),
        url("consent-withdraw", pk, Consent.objects.get().pk), url("release", pk, engagement.pk),
        url("basis-end", pk, LegalBasis.objects.get(use="temporary").pk), url("lift", pk, Recusal.objects.get().pk),
    ]  # fmt: skip
    for address in buttons:
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == 302, address
    assert client.get(url("household", pk), {"tab": "notes"}).status_code == 200
    assert "Det er allerede strøket." in said(client.post(buttons[0], follow=True))


def test_whoever_recuses_themself_is_taken_to_the_list(nav, household):
    client = at(nav)
    assert client.get(url("recuse", household.pk)).status_code == 200
    page = client.post(url("recuse", household.pk), {"user": nav.user_id, "ground": "family"})
    assert page.url == url("list")
    assert client.get(url("household", household.pk)).status_code == 404


def test_a_unit_that_leaves_no_longer_sees_the_case(nav, household):
    client = at(nav)
    _everything_written(client, household)
    page = client.post(url("release", household.pk, Engagement.objects.get(unit__kind="nav").pk))
    assert page.url == url("list")


def test_a_case_is_closed_and_opened_again_from_its_pages(nav, household):
    client = at(nav)
    assert client.get(url("close", household.pk)).status_code == 200
    assert client.get(url("reopen", household.pk)).status_code == 403
    client.post(url("close", household.pk), {"reason": "housed", "on": day(), "text": "Fikk bolig"})
    page = said(client.get(url("household", household.pk)))
    assert "Avsluttet" in page
    assert "Lun Vadmel" in said(client.get(url("list"), {"state": "closed"}))
    assert client.post(url("reopen", household.pk), {"text": "Mistet boligen"}).status_code == 302
    assert client.get(url("household", household.pk), {"tab": "access"}).status_code == 200


# Emergencies and clearances


def test_an_emergency_is_found_opened_and_reviewed(nav, health, household):
    client, number = at(health), a_synthetic_id()
    assert client.get(url("find")).status_code == 200
    place = household.organisation_id
    assert client.post(url("find"), {"national_id": "1", "place": place}).status_code == 422
    page = said(client.post(url("find"), {"national_id": number, "place": place}))
    assert "En annen enhet arbeider med denne personen" in page
    assert household.reference not in page
    typed = {"national_id": number, "place": place, "reason": "danger", "text": "Står på gata med to barn"}
    assert client.post(url("emergency"), {**typed, "text": "kort"}).status_code == 422
    assert client.post(url("emergency"), typed).url == url("household", household.pk)
    page = said(client.get(url("household", household.pk)))
    assert "Du åpnet denne i en nødsituasjon" in page
    assert Entry.objects.filter(verb="household.looked", reason="Fare for liv eller helse").exists()
    assert "din egen" in said(client.get(url("emergencies")))
    chief = at(make_caseworker("nav", role=Role.DECISION_MAKER))
    row = EmergencyAccess.objects.get()
    assert "Står på gata" in said(chief.get(url("emergencies")))
    assert chief.get(url("review", row.pk)).status_code == 200
    chief.post(url("review", row.pk), {"verdict": "justified", "text": "Ingen annen utvei den kvelden"})
    assert "Berettiget" in said(chief.get(url("emergencies")))
    assert "Berettiget" in said(at(nav).get(url("looks", household.pk)))
    assert client.post(url("emergency-end", household.pk)).url == url("list")
    assert client.get(url("household", household.pk)).status_code == 404


def test_finding_a_person_of_ones_own_leads_to_the_case(nav, household):
    page = said(at(nav).post(url("find"), {"national_id": a_synthetic_id(), "place": household.organisation_id}))
    assert url("household", household.pk) in page
    nobody = a_synthetic_id(dt.date(1955, 5, 5))
    page = said(at(nav).post(url("find"), {"national_id": nobody, "place": household.organisation_id}))
    assert "Ingenting er registrert på dette nummeret" in page


def test_clearances_are_given_confirmed_and_withdrawn_on_one_page(nav, leader, household):
    place = household.organisation_id
    client, second = at(leader), at(make_caseworker("nav", role=Role.ADMINISTRATOR))
    assert "Ingen har klarering" in said(client.get(url("clearances")))
    assert client.post(url("clearances"), {"who": "", "ends": day(9)}).status_code == 422
    client.post(url("clearances"), {"who": f"{nav.user_id}-{place}", "ends": day(9)})
    row = Clearance.objects.get()
    assert "venter på en til" in said(client.get(url("clearances")))
    assert client.post(url("clearance-step", row.pk, "confirm")).status_code == 403
    second.post(url("clearance-step", row.pk, "confirm"))
    assert "1 person kan se" in said(second.get(url("clearances")))
    second.post(url("clearance-step", row.pk, "withdraw"))
    assert "Tidligere klareringer" in said(client.get(url("clearances")))
    assert at(nav).get(url("clearances")).status_code == 404
    assert at(nav).get(url("emergencies")).status_code == 404


@pytest.mark.parametrize("role", [Role.PLANNER, Role.PROGRAMME_LEADER, Role.ADMINISTRATOR, Role.POLITICIAN])
def test_whoever_does_no_casework_with_households_finds_no_page_of_them(role, household):
    client = at(make_caseworker("nav", role=role))
    for address in (url("list"), url("new"), url("find"), url("household", household.pk)):
        assert client.get(address).status_code == 404


# The search box


def test_the_search_box_finds_ones_own_households_and_no_protected_one(nav, leader, household):
    make_household("nav", persons=(NewPerson.called("Lun Skjult", protection="confidential"),))
    make_household("nav", name="Lunde Vadmyr")
    hits = list(find_households(nav, "lun", 5))
    assert {hit.title for hit in hits} == {"Lun Vadmel", "Lunde Vadmyr"}
    assert [hit.title for hit in find_households(nav, "lun", 1)] != []
    assert [hit.title for hit in find_households(nav, "blid", 5)] == ["Lun Vadmel"]
    assert [hit.title for hit in find_households(nav, "vadmell", 5)] == []
    assert [hit.title for hit in find_households(nav, a_synthetic_id(), 5)] == ["Lun Vadmel"]
    assert list(find_households(make_caseworker("health"), "lun", 5)) == []
    assert list(find_households(make_caseworker("nav", role=Role.PLANNER), "lun", 5)) == []
