"""A form read in, kept and filled in at the width of a phone, with JavaScript and without."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from boso.foundation.questionnaires import testing, workbooks
from tests.browsing import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def faults_of(page):
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [(each["id"], [node["target"] for node in each["nodes"]]) for each in found]


def onward(page):
    page.locator("button.onward").click()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_form_is_read_in_and_filled_in_on_a_phone(open_as, script, page_errors):
    page = open_as("leder-provedal", "/forms/import/", viewport=PHONE, java_script_enabled=script)
    file = {"name": "skjema.xlsx", "mimeType": XLSX, "buffer": workbooks.written(testing.content())}
    page.set_input_files("[name=file]", file)
    page.locator("main form button[type=submit]").last.click()
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/forms/\d+/$"))
    page.goto(f"{page.url}1/try/")

    page.get_by_text("Bor i uegnet bolig").click()
    if script:
        expect(page.get_by_text("For få soverom")).to_be_visible()
        assert faults_of(page) == []
    onward(page)
    expect(page.locator(".ds-error-summary")).to_be_visible()
    expect(page.get_by_text("For få soverom")).to_be_visible()
    page.fill("[id='q-bedrooms']", "2")
    onward(page)

    page.fill("[id='q-members/0/first_name']", "Varm")
    page.locator("[value='add:members']").click()
    expect(page.locator("h1")).to_contain_text("2")
    page.fill("[id='q-members/1/first_name']", "Lun")
    onward(page)
    page.get_by_label("Enig", exact=True).first.check()
    onward(page)
    page.fill("[id='q-ends']", "30.11.2026")
    page.check("[id='q-heard']")
    if script:
        assert faults_of(page) == []
    onward(page)
    expect(page).to_have_url(re.compile("review"))
    for words in ("Bor i uegnet bolig", "Varm", "Lun", "30.11.2026"):
        expect(page.locator("main")).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    onward(page)
    expect(page).to_have_url(re.compile(r"/forms/\d+/1/$"))
    assert page_errors == []


def test_what_is_typed_is_saved_without_pressing_anything(open_as, page_errors):
    page = open_as("leder-provedal", "/forms/?whose=own", viewport=PHONE)
    if page.locator("main th[scope=row] a").count() == 0:
        page.goto("/forms/import/")
        file = {"name": "skjema.xlsx", "mimeType": XLSX, "buffer": workbooks.written(testing.content())}
        page.set_input_files("[name=file]", file)
        page.locator("main form button[type=submit]").last.click()
        page.locator("main form button[type=submit]").first.click()
    else:
        page.locator("main th[scope=row] a").first.click()
    address = re.sub(r"(/forms/\d+/).*", r"\g<1>1/try/", page.url)
    page.goto(address)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.fill("[id='q-bedrooms']", "4")
    page.goto(address)
    expect(page.locator("[id='q-bedrooms']")).to_have_value("4")
    assert page_errors == []
