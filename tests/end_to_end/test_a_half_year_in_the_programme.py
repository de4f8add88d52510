"""From a challenge to a measure, a budget line, a report and the joint annual report, each in one sitting."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browsing import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = "/plans/ovingsvik"
REPORTS = "/reports/participants"


def send(page):
    page.locator("main form button[type=submit]").last.click()


def press(page, words):
    page.locator("main").get_by_role("button", name=words, exact=True).first.click()


def confirm(page, words, reason=""):
    """Press what asks before it does anything, and then again where it asks."""
    press(page, words)
    asked = page.locator(".confirm:popover-open")
    if reason:
        asked.locator("textarea, input[type=text]").first.fill(reason)
    asked.locator("button[type=submit]").click()


def newest_report(page, of):
    page.goto(f"{REPORTS}/{of}/")
    page.locator("main a[href^='/reports/']", has_text=re.compile("halvår", re.IGNORECASE)).first.click()
    expect(page).to_have_url(re.compile(r"/reports/\d+/$"))


def test_a_programme_leader_goes_from_challenge_to_report_and_the_bank_judges_it(open_as, page_errors):
    leader = open_as("leder-ovingsvik", f"{PLAN}/new/challenge/", viewport=PHONE)
    leader.fill("[name=title_nb]", "Ingen svarer på telefonen etter klokka tre")
    leader.select_option("[name=theme]", index=1)
    send(leader)
    expect(leader).to_have_url(re.compile(r"/plans/challenges/\d+/$"))

    leader.goto(f"{PLAN}/new/activity/")
    leader.fill("[name=title_nb]", "Vakttelefon for nye leietakere")
    leader.select_option("[name=theme]", index=1)
    leader.fill("[name=ends]", f"31.12.{timezone.localdate().year + 1}")
    send(leader)
    expect(leader).to_have_url(re.compile(r"/plans/activities/\d+/$"))
    measure = leader.url
    leader.goto(f"{measure}challenge/")
    leader.select_option("main form select", label="Ingen svarer på telefonen etter klokka tre")
    send(leader)
    leader.goto(f"{PLAN}/")
    expect(leader.locator("main")).to_contain_text("Vakttelefon for nye leietakere")

    leader.goto(f"{PLAN}/new/funding/")
    leader.fill("[name=title_nb]", "Telefonvakt i ett år")
    leader.select_option("[name=source]", "own")
    leader.fill("[name=applied]", "150 000")
    leader.select_option("[name=activity]", label="Vakttelefon for nye leietakere")
    send(leader)
    leader.goto(measure)
    expect(leader.locator("main")).to_contain_text("Telefonvakt i ett år")

    newest_report(leader, "ovingsvik")
    report = leader.url
    expect(leader.locator("main")).to_contain_text("Si mer om hvem som eier arbeidet nå")
    press(leader, "Hent på nytt")
    confirm(leader, "Lever")
    expect(leader.locator("main")).to_contain_text("Vakttelefon for nye leietakere")

    owner = open_as("eier-ovingsvik", report)
    press(owner, "Skriv under")
    contact = open_as("kontakt", report)
    press(contact, "Godkjenn")
    expect(contact.locator("main")).to_contain_text("Godkjent")
    assert page_errors == []


def test_the_bank_s_contact_returns_a_report_with_a_reason(open_as, page_errors):
    contact = open_as("kontakt", "/today/")
    newest_report(contact, "provedal")
    confirm(contact, "Send tilbake for retting", "Hva ble resultatet av huskelisten?")
    expect(contact.locator("main")).to_contain_text("Hva ble resultatet av huskelisten?")
    leader = open_as("leder-provedal", "/today/")
    expect(leader.locator("main")).to_contain_text("rapport")
    assert page_errors == []


def test_the_coordinator_builds_the_joint_annual_report(open_as, page_errors):
    year = timezone.localdate().year - 1
    page = open_as("koordinator", f"/reports/annual/{year}/?programme=demonstration")
    for place in ("Prøvedal", "Øvingsvik"):
        expect(page.locator("main")).to_contain_text(place)
    for name, begins in (("report.docx", b"PK"), ("report.pdf", b"%PDF")):
        answer = page.request.get(f"/reports/annual/{year}/{name}?programme=demonstration")
        assert answer.ok
        assert answer.body().startswith(begins)
    assert page_errors == []
