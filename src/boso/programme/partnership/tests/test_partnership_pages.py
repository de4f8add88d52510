"""The pages: who gets them, what they say, what they cost, and forms that lose nothing."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.programme.partnership import actions, calendar
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    CalendarEvent,
    ContactEntry,
    Fact,
    Goal,
    Intake,
    Participation,
    RoleHolding,
)

BANK, LEADER = (Role.COORDINATOR, "husbanken-ost"), (Role.PROGRAMME_LEADER, "hamar")
TABS = ("participant", *(f"participant-{tab}" for tab in ("organisation", "phases", "money", "people", "history")))
OPEN = ("programme", "participants", "facts", "roles", "agreements", "calendar")


def at(name: str, *args: object) -> str:
    return reverse(f"partnership:{name}", args=args)


def text_of(response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_open_pages_are_small_and_cheap(programme, signed_in, django_assert_max_num_queries):
    client = signed_in(Role.EVALUATOR, "moreforsking")
    for name in OPEN:
        with django_assert_max_num_queries(12):
            response = client.get(at(name))
        assert response.status_code == 200
        assert len(response.content) < 100_000
        assert b"<c-" not in response.content
        assert b"style=" not in response.content


@pytest.mark.parametrize("slug", ["hamar", "oslo", "asker"])
def test_each_tab_of_each_kind_of_participant(programme, signed_in, django_assert_max_num_queries, slug):
    client = signed_in(*BANK)
    for name in (*TABS, "participant-contacts"):
        with django_assert_max_num_queries(12):
            response = client.get(at(name, slug))
        assert response.status_code == 200
        assert "ikke oppgitt" in text_of(response) or slug == "hamar"


def test_every_page_speaks_all_languages(hamar, signed_in):
    for language, words in (("nn", "Bustadsosialt"), ("en", "The Social Housing"), ("nb", "Boligsosialt")):
        client = signed_in(*BANK, language=language)
        assert words in text_of(client.get(at("programme")))
        for name in OPEN[1:]:
            assert client.get(at(name)).status_code == 200
    goal = Goal.objects.get(fact_id="goals.2011_2017.vision")
    assert goal.quote_en in text_of(signed_in(*BANK, language="en").get(at("programme")))


def test_the_programme_says_its_numbers_as_the_report_does(programme, signed_in):
    shown = text_of(signed_in(Role.POLITICIAN, "hamar").get(at("programme"))).replace("\u00a0", " ")
    for words in ("14 kommuner", "knapt 100 mill. kr", "rundt 92 mill. kr", "rundt 8", "674 434", "3–5 år", "16"):
        assert words in shown


def test_pages_and_facts_agree(programme, signed_in):
    client = signed_in(Role.POLITICIAN, "hamar")
    shown = text_of(client.get(at("participants")))
    for row in Participation.objects.select_related("organisation"):
        assert row.organisation.name in shown
    for fact in Fact.objects.filter(mark="contradiction").order_by("id")[:5]:
        page = text_of(client.get(at("fact", fact.pk)))
        assert fact.nb in page
        assert fact.chapters in page
        assert fact.line_words in page


def test_every_fact_has_its_page(programme, signed_in):
    client = signed_in(*BANK)
    for fact in Fact.objects.order_by("id")[::25]:
        assert client.get(at("fact", fact.pk)).status_code == 200
    assert client.get(at("fact", "no.such.fact")).status_code == 404


def test_facts_are_paged_by_id_and_filtered(programme, signed_in):
    client = signed_in(*BANK)
    seen, address, pages = [], at("facts"), 0
    while address:
        found = client.get(address).context["listing"]
        seen += [fact.pk for fact in found.rows]
        address = at("facts") + found.next if found.next else ""
        pages += 1
    assert seen == sorted(Fact.objects.values_list("pk", flat=True))
    back = client.get(at("facts"), {"before": seen[70]}).context["listing"]
    assert [fact.pk for fact in back.rows] == seen[40:70]
    assert back.previous
    only = client.get(at("facts"), {"mark": "contradiction", "q": "Moss", "subject": "moss"})
    assert {fact.mark for fact in only.context["listing"].rows} == {"contradiction"}
    assert "Ingen opplysning passer" in text_of(client.get(at("facts"), {"q": "xyzzy"}))


def test_participants_are_filtered_and_sorted_in_the_address(programme, signed_in):
    client = signed_in(*BANK)
    assert "Ingen passer" in text_of(client.get(at("participants"), {"q": "Utsira"}))
    rows = client.get(at("participants"), {"phase": "implementation"}).context["listing"].rows
    assert [row.slug for row in rows] == ["baerum", "hamar"]
    rows = client.get(at("participants"), {"sort": "-name"}).context["listing"].rows
    assert rows[0].slug == "sarpsborg"


def test_a_stranger_gets_nothing(programme, signed_in, client):
    stranger = signed_in(Role.APPLICANT, "hamar")
    for name in (*OPEN, "admissions"):
        assert stranger.get(at(name)).status_code == 404
        assert client.get(at(name)).status_code == 302


def test_the_contact_log_and_addresses_are_for_the_two_sides(hamar, signed_in, a_person):
    a_person(*LEADER, email="leder@example.invalid")
    outside, inside = signed_in(Role.PROGRAMME_LEADER, "moss"), signed_in(*LEADER)
    assert outside.get(at("participant-contacts", "hamar")).status_code == 404
    assert inside.get(at("participant-contacts", "hamar")).status_code == 200
    assert "leder@example.invalid" not in text_of(outside.get(at("participant-people", "hamar")))
    assert "leder@example.invalid" in text_of(inside.get(at("participant-people", "hamar")))
    assert "Kontaktlogg" not in text_of(outside.get(at("participant", "hamar")))


EDITS = [
    ("phase-change", "hamar"), ("role-add", "hamar"), ("task-add", "hamar"), ("contact-add", "hamar"),
    ("agreement-add", "hamar"), ("intake-add",), ("bank-role-add",), ("admission-add",), ("event-add",),
]  # fmt: skip


def test_edit_pages_are_for_those_who_may(hamar, signed_in):
    stranger = signed_in(Role.EVALUATOR, "moreforsking")
    for edit in EDITS:
        assert stranger.get(at(*edit)).status_code in (403, 404)
        editor = LEADER if edit[0] in ("role-add", "task-add") else BANK
        assert signed_in(*editor).get(at(*edit)).status_code == 200


def test_an_empty_form_comes_back_with_its_faults(hamar, signed_in):
    for edit in EDITS:
        client = signed_in(*(LEADER if edit[0] in ("role-add", "task-add") else BANK))
        response = client.post(at(*edit), {"x": "1"})
        assert response.status_code == 422
        assert b"data-error-summary" in response.content


CONTACT = {
    "on": "09.01.2012", "kind": "phone", "with_whom": "Programleder", "agreed": "Møte om egenandelen",
    "next_step": "Sende regnearket", "responsible": "bank", "due": "01.02.2012",
}  # fmt: skip


def test_a_soft_warning_is_asked_once_and_nothing_is_lost(hamar, signed_in):
    client = signed_in(*BANK)
    ahead = client.post(at("contact-add", "hamar"), {**CONTACT, "on": "01.01.2090", "due": ""})
    assert "Kontakten ligger fram i tid." in text_of(ahead)
    asked = client.post(at("contact-add", "hamar"), CONTACT)
    assert asked.status_code == 422
    assert "Møte om egenandelen" in text_of(asked)
    assert "Fristen for neste skritt er alt ute." in text_of(asked)
    done = client.post(at("contact-add", "hamar"), {**CONTACT, "confirmed": "on"}, follow=True)
    assert done.status_code == 200
    entry = ContactEntry.objects.get()
    assert "Sende regnearket" in text_of(done)
    assert text_of(client.get(at("contact-finish", entry.pk)))
    client.post(at("contact-finish", entry.pk))
    entry.refresh_from_db()
    assert entry.done_on == timezone.localdate()
    assert "Gjort" in text_of(client.get(at("contact-finish", entry.pk)))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"next_step": ""}, "next_step"), ({"responsible": ""}, "responsible"), ({"with_whom": "a@b.no"}, "with_whom"),
    ],
)  # fmt: skip
def test_a_contact_that_does_not_hold_is_refused_at_the_field(hamar, signed_in, wrong, field):
    response = signed_in(*BANK).post(at("contact-add", "hamar"), {**CONTACT, **wrong, "confirmed": "on"})
    assert field in response.context["form"].errors


def test_a_phase_is_changed_with_a_question_when_it_skips(hamar, signed_in):
    client = signed_in(*BANK)
    given = {"phase": "planning", "since": "01.01.2030", "reason": "Ny plan"}
    asked = client.post(at("phase-change", "hamar"), given)
    assert "skritt tilbake" in text_of(asked)
    assert "fram i tid" in text_of(asked)
    page = client.post(at("phase-change", "hamar"), {**given, "confirmed": "on"}, follow=True)
    assert "Ny plan" in text_of(page)
    asked = client.post(at("phase-change", "hamar"), {"phase": "ended", "reason": "Slutt"})
    assert "hopper over" in text_of(asked)
    assert "Ny fase" in text_of(client.get(at("participant-history", "hamar")))


def test_a_leader_keeps_roles_and_tasks(hamar, signed_in):
    client = signed_in(*LEADER)
    role = {"role": "programme_owner", "holder_nb": "Rådmannen", "starts": "01.01.2012"}
    assert "Rådmannen" in text_of(client.post(at("role-add", "hamar"), role, follow=True))
    holding = RoleHolding.objects.get(holder_nb="Rådmannen")
    assert client.get(at("role-end", holding.pk)).status_code == 200
    client.post(at("role-end", holding.pk), {"on": "01.03.2012"})
    holding.refresh_from_db()
    assert holding.ends == dt.date(2012, 3, 1)
    task = hamar.tasks.first()
    assert client.get(at("task-move", task.pk)).status_code == 200
    moved = {"after_nb": "NAV Hamar", "function": "does", "on": "01.02.2012"}
    assert "NAV Hamar" in text_of(client.post(at("task-move", task.pk), moved, follow=True))
    words = {"task_nb": "Svare beboere", "task_nn": "Svare bebuarar", "task_en": "Answer tenants"}
    added = client.post(at("task-add", "hamar"), {**words, "after_nb": "NAV", "function": "does"}, follow=True)
    assert "Svare beboere" in text_of(added)


def test_the_coordinator_keeps_words_intakes_and_bank_roles(programme, signed_in):
    client = signed_in(*BANK)
    goal = Goal.objects.get(fact_id="goals.2011_2017.vision")
    page = client.get(at("goal-edit", goal.pk))
    assert goal.quote in text_of(page)
    words = {name: getattr(goal, name) for name in ("label_nb", "label_nn", "label_en", "quote_nn")}
    client.post(at("goal-edit", goal.pk), {**words, "quote_en": "On local terms"})
    goal.refresh_from_db()
    assert goal.quote_en == "On local terms"
    client.post(at("intake-add"), {"year": "2012"})
    stage = Intake.objects.get(year=2012).stages.first()
    assert client.get(at("stage-edit", stage.pk)).status_code == 200
    wrong = client.post(at("stage-edit", stage.pk), {"starts": "01.02.2012", "ends": "01.01.2012"})
    assert wrong.status_code == 422
    page = client.post(at("stage-edit", stage.pk), {"criteria": "Vedtak", "starts": "01.01.2012"}, follow=True)
    assert "Vedtak" in text_of(page)
    role = {"role": "contact", "holder_nb": "Seksjon A", "starts": "01.01.2012"}
    assert "Seksjon A" in text_of(client.post(at("bank-role-add"), role, follow=True))
    holding = RoleHolding.objects.get(holder_nb="Seksjon A")
    assert "Seksjon A" in text_of(client.post(at("role-end", holding.pk), {"on": "01.02.2012"}, follow=True))


def test_an_agreement_is_drafted_signed_by_two_and_ended(hamar, signed_in):
    bank, owner = signed_in(*BANK), signed_in(Role.PROGRAMME_OWNER, "hamar")
    page = bank.post(at("agreement-add", "hamar"), {"starts": "01.01.2012"}, follow=True)
    agreement = Agreement.objects.get()
    assert "Utkast" in text_of(page)
    assert bank.get(at("agreement-sign", agreement.pk)).status_code == 405
    assert "Banken har skrevet under" in text_of(bank.post(at("agreement-sign", agreement.pk), follow=True))
    assert "endret siden" in text_of(bank.post(at("agreement-sign", agreement.pk), follow=True))
    assert "Skriv under for kommunen" in text_of(owner.get(at("agreement", agreement.pk)))
    owner.post(at("agreement-sign", agreement.pk))
    outside = signed_in(Role.EVALUATOR, "moreforsking")
    assert "Hamar" in text_of(outside.get(at("agreements")))
    assert bank.get(at("agreement-end", agreement.pk)).status_code == 200
    assert bank.post(at("agreement-end", agreement.pk), {"reason": ""}).status_code == 422
    page = bank.post(at("agreement-end", agreement.pk), {"reason": "Slutt"}, follow=True)
    assert "Avsluttet" in text_of(page)


def test_an_application_goes_from_one_person_to_another(programme, signed_in):
    contact, coordinator = signed_in(Role.CONTACT, "husbanken-ost"), signed_in(*BANK)
    gran, intake = Participation.objects.none(), Intake.objects.get(year=2011)
    assert not gran
    form = contact.get(at("admission-add")).context["form"]
    gran_id = form.fields["organisation"].queryset.get(slug="gran").pk
    given = {"organisation": gran_id, "intake": intake.pk, "received_on": "01.02.2011"}
    assert "Gran" in text_of(contact.post(at("admission-add"), given, follow=True))
    admission = Admission.objects.get()
    assert contact.get(at("admission-advance", admission.pk, "assess")).status_code == 302
    contact.post(at("admission-advance", admission.pk, "assess"))
    assert contact.get(at("admission-advance", admission.pk, "admit")).status_code == 404
    assert contact.post(at("admission-advance", admission.pk, "recommend"), {"reason": ""}).status_code == 422
    page = contact.post(at("admission-advance", admission.pk, "recommend"), {"reason": "Store behov"}, follow=True)
    assert "En annen avgjør" in text_of(page)
    page = coordinator.post(at("admission-advance", admission.pk, "admit"), {"reason": "Enig"}, follow=True)
    assert "Tatt opp" in text_of(page)
    assert "Gran" in text_of(coordinator.get(at("participants")))
    assert "Gran" in text_of(coordinator.get(at("admissions")))


EVENT = {
    "title_nb": "Halvårsrapport", "title_nn": "Halvårsrapport", "title_en": "Half-year report", "kind": "report",
    "audience": "municipality", "year": "2010", "month": "2", "day": "28", "yearly": "on",
}  # fmt: skip


def test_the_annual_wheel_on_a_page_and_as_a_file(programme, signed_in, client):
    bank = signed_in(*BANK)
    assert bank.post(at("event-add"), {**EVENT, "day": "30"}).status_code == 422
    late = bank.post(at("agreement-add", "hamar"), {"starts": "01.02.2012", "ends": "01.01.2012"})
    assert "ends" in late.context["form"].errors
    bank.post(at("event-add"), EVENT)
    event = CalendarEvent.objects.get()
    page = bank.get(at("calendar"), {"year": "2012"})
    assert "28.02.2012" in text_of(page)
    assert "Halvårsrapport" not in text_of(bank.get(at("calendar"), {"year": "2009"}))
    assert bank.get(at("event-edit", event.pk)).status_code == 200
    bank.post(at("event-edit", event.pk), {**EVENT, "day": ""})
    link = page.context["link"]
    file = client.get(link)
    assert file["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Halv" in file.content
    assert b"RRULE:FREQ=YEARLY" in file.content
    assert client.get(at("calendar-file")).status_code == 404
    assert client.get(at("calendar-file"), {"key": link[-10:]}).status_code == 404
    bank.post(at("event-remove", event.pk))
    assert not CalendarEvent.objects.exists()


def test_a_calendar_link_dies_with_the_seat(programme, a_person, client):
    user = a_person(Role.APPLICANT, "hamar")
    assert client.get(at("calendar-file"), {"key": calendar.sign(user.username)}).status_code == 404
    assert User.objects.filter(username=user.username).exists()


def test_next_steps_stand_on_today_and_things_are_found(hamar, an_actor):
    from boso.foundation.search.registry import sources as found_by
    from boso.foundation.worklist.registry import kinds, sources
    from boso.programme.partnership import due, finding

    assert set(due.SOURCES) <= set(sources())
    assert set(finding.SOURCES) <= set(found_by())
    assert "partnership.participation" in kinds()
    coordinator = an_actor(*BANK)
    given = {"on": dt.date(2012, 1, 9), "kind": "phone", "with_whom": "Leder", "agreed": "x", "next_step": "Ring"}
    actions.log_contact(coordinator, hamar, given)
    items = [item for source in sources() for item in source(coordinator, dt.date(2012, 1, 10))]
    assert "Ring" in [item.title for item in items]
    assert [hit.title for hit in finding.participants(coordinator, "lorenskog", 5)] == ["Lørenskog"]
    assert all(
        "674" in hit.title or "674" in hit.excerpt or hit.rank for hit in finding.facts(coordinator, "674 434", 3)
    )
