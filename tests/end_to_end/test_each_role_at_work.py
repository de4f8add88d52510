"""What each person does in one sitting, in a real browser, from the demo's door to the job done."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE
from tests.visiting import NAMES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_newcomer_chooses_a_person_and_lands_on_today(open_as, page_errors):
    page = open_as(None, "/")
    expect(page).to_have_url(re.compile("/be/$"))
    page.locator("button", has_text=NAMES["koordinator"]).click()
    expect(page).to_have_url(re.compile("/today/$"))
    expect(page.locator("h1")).to_be_visible()
    assert page_errors == []


@pytest.mark.parametrize("username", sorted(NAMES))
def test_everybody_has_a_today_page(open_as, username, page_errors):
    page = open_as(username, "/today/")
    expect(page.locator("h1")).to_be_visible()
    assert page_errors == []


def test_the_coordinator_walks_from_the_vision_to_a_municipality_and_its_source(open_as, page_errors):
    page = open_as("koordinator", "/programme/")
    expect(page.get_by_text("Utvikling på kommunens premisser").first).to_be_visible()
    page.get_by_role("link", name="Hamar").first.click()
    expect(page.locator("h1")).to_contain_text("Hamar")
    page.locator("a[href^='/facts/']").first.click()
    expect(page.locator("main")).to_contain_text("Kapittel")
    assert page_errors == []


def test_search_is_reached_by_the_keyboard_and_finds_with_plain_letters(open_as, page_errors):
    page = open_as("koordinator", "/programme/")
    page.keyboard.press("/")
    page.keyboard.type("baerum")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("link", name="Bærum").first).to_be_visible()
    assert page_errors == []


def test_the_coordinator_logs_a_contact_and_the_leader_of_another_municipality_never_sees_it(open_as, page_errors):
    words = "Avtalt møte om bestilling av boliger"
    page = open_as("koordinator", "/participants/hamar/contacts/new/")
    page.locator("[name=kind][value=meeting]").check()
    page.fill("[name=with_whom]", "Programleder")
    page.fill("[name=agreed]", words)
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("main")).to_contain_text(words)
    own = open_as("leder-hamar", "/participants/hamar/contacts/")
    expect(own.locator("main")).to_contain_text(words)
    other = open_as("leder-moss", "/programme/")
    answer = other.request.get("/participants/hamar/contacts/")
    assert answer.status == 404
    assert words not in answer.text()
    assert page_errors == []


def test_a_form_with_faults_is_shown_again_with_what_was_written(open_as, page_errors):
    page = open_as("koordinator", "/participants/hamar/contacts/new/")
    page.fill("[name=agreed]", "Dette skal ikke gå tapt")
    page.fill("[name=on]", "31.11.2011")
    page.locator("main form").last.evaluate("form => form.noValidate = true")
    page.locator("main form button[type=submit]").first.click()
    expect(page.locator("[name=agreed]")).to_have_value("Dette skal ikke gå tapt")
    expect(page.locator("ds-error-summary, .ds-error-summary").first).to_be_visible()
    assert page_errors == []


def test_on_a_phone_without_javascript_every_place_is_within_reach(open_as, page_errors):
    page = open_as("leder-hamar", "/today/", viewport=PHONE, java_script_enabled=False)
    assert page.locator("nav a[href='/programme/']").count() > 0
    page.goto("/participants/hamar/")
    expect(page.locator("h1")).to_contain_text("Hamar")
    assert page_errors == []


def test_the_applicant_sees_no_page_of_the_programme(open_as):
    page = open_as("leier-hamar", "/today/")
    assert page.request.get("/programme/").status == 404
    assert page.locator("a[href='/programme/']").count() == 0


def test_what_others_changed_comes_beside_today_by_itself(open_as, page_errors):
    page = open_as("koordinator", "/today/")
    expect(page.locator("#changed h2")).to_contain_text("Endret")
    expect(page.locator(".stats a", has_text="endret siden sist")).to_be_visible()
    assert page_errors == []


def test_tasks_that_come_in_several_requests_become_one_list_by_date(open_as, page_errors):
    page = open_as("leder-provedal", "/today/")
    expect(page.locator("main div[hx-trigger=load]")).to_have_count(0)
    expect(page.locator("table.tasks")).to_have_count(1)
    groups = page.locator("table.tasks > tbody").evaluate_all(
        "bodies => bodies.map(body => [...body.querySelectorAll('.task')].map(row => row.dataset.due || '9999'))"
    )
    assert sum(len(group) for group in groups) > 4
    assert groups == [sorted(group) for group in groups]
    for number in page.locator("[id^=number-] .stat").all_inner_texts():
        assert number.isdecimal()
    assert page_errors == []


def test_without_javascript_what_others_changed_is_a_page_of_its_own(open_as, page_errors):
    page = open_as("koordinator", "/today/", java_script_enabled=False)
    page.get_by_role("link", name="Se hva andre har endret").click()
    expect(page).to_have_url(re.compile("/today/changed/$"))
    expect(page.locator("h1")).to_have_text("Hva andre har endret")
    assert page_errors == []


@pytest.mark.parametrize("script", [True, False])
def test_columns_of_a_list_are_chosen_by_the_keyboard_and_stay_when_it_is_narrowed(open_as, page_errors, script):
    page = open_as("koordinator", "/participants/", java_script_enabled=script, viewport=PHONE)
    page.locator("details.choose > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("checkbox", name="Fylke").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Vis disse").click()
    expect(page.locator("td[data-label='Fylke']").first).to_be_visible()
    page.locator("form.filters [name=q]").fill("hamar")
    page.locator("form.filters button").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("td[data-label='Fylke']")).to_contain_text("Hedmark")
    assert page_errors == []


def test_a_search_after_the_session_has_ended_leads_to_the_door(open_as):
    page = open_as("koordinator", "/today/", java_script_enabled=True)
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("/")
    page.keyboard.type("hamar")
    expect(page).to_have_url(re.compile("/sign-in/"))
