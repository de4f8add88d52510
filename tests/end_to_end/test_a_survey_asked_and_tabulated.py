"""A survey from its questions to a report: six kinds of questions, twenty invited, answered on a phone, one later."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browsing import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTIONS = (
    ("select_one", "Hvor godt går samarbeidet?", ("Dårlig", "Middels", "Godt")),
    ("select_multiple", "Hvem samarbeider du med?", ("Nav", "Helse", "Eiendom")),
    ("integer", "Hvor mange møter har dere hatt?", ()),
    ("text", "Hva har hjulpet mest?", ()),
    ("date", "Når begynte du?", ()),
    ("acknowledge", "Jeg har lest planen", ()),
)
PEOPLE = "\n".join(
    f"Person {number}\tspurt{number}@kommune.example\t{('Hamar', 'Moss')[number % 2]}\t"
    f"{('Programgruppe', 'Politikere')[number // 10]}"
    for number in range(20)
)


def a_form(page):
    page.goto("/forms/new/?purpose=survey")
    page.fill("[name=title]", "Samarbeidet")
    page.get_by_role("button", name="Begynn").click()
    for kind, words, choices in QUESTIONS:
        page.get_by_role("link", name="Legg til").first.click()
        page.select_option("[name=kind]", kind)
        page.fill("[name=label_nb]", words)
        for number, choice in enumerate(choices):
            page.fill(f"[name=choice_{number}_nb]", choice)
        page.get_by_role("button", name="Lagre utkastet").click()
    page.get_by_role("link", name="Ferdig").click()
    page.fill("[name=reason]", "Første utgave")
    page.get_by_role("button", name="Publiser").first.click()


def a_wave(page):
    page.goto("/surveys/new/")
    page.fill("[name=title_nb]", "Samarbeid i boligarbeidet")
    page.fill("[name=nb]", "Svarene brukes i evalueringen.")
    page.get_by_label("Fortrolig").check()
    page.get_by_role("button", name="Lag den").click()
    wave = page.url
    page.get_by_role("link", name="Velg").first.click()
    page.select_option("[name=version]", label="Samarbeidet, versjon 1")
    page.get_by_role("button", name="Lagre").click()
    page.get_by_role("link", name="Legg til folk").click()
    page.fill("[name=text]", PEOPLE)
    page.get_by_role("button", name="Legg dem til").click()
    page.goto(wave)
    page.get_by_role("link", name="Åpne for svar").click()
    page.locator("main form button").last.click()
    page.get_by_role("link", name=re.compile("Inviter 20")).click()
    page.get_by_role("button", name="Send").click()
    return wave


def links(folder, address):
    """The link of each who is asked, when all twenty letters are out."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        text = "".join(each.read_text("utf-8", errors="replace") for each in folder.glob("*.log"))
        found = dict(
            re.findall(r"To: spurt(\d+)@kommune\.example.*?(" + re.escape(address) + r"/answer/\w+/)", text, re.DOTALL)
        )
        if len(found) == 20:
            return {int(number): link for number, link in found.items()}
        time.sleep(0.3)
    raise AssertionError("the letters did not go out with links to this server")


def answer(page, good):
    page.get_by_label(good, exact=True).check()
    page.get_by_label("Nav", exact=True).check()
    page.get_by_label("Hvor mange møter").fill("3")
    page.get_by_label("Når begynte du?").fill("01.02.2024")


def a_report_of_it(page):
    """What is inserted stands where the writer stood."""
    page.goto("/evaluation/folgeevaluering-2009-2012/reports/new/")
    page.fill("[name=title]", "Underveis")
    page.get_by_role("button", name="Lagre").click()
    report = page.url
    with page.expect_navigation():
        page.get_by_role("link", name=re.compile("Skriv.*Status", re.DOTALL)).click()
    page.fill("[name=text]", "Så langt svarte .")
    page.press("[name=text]", "ArrowLeft")
    for kind, words, what in (("rate", "2026", "rate:"), ("table", "Hvor godt", "table:")):
        page.select_option("[name=kind]", kind)
        page.fill("[name=search]", words)
        with page.expect_navigation():
            page.get_by_role("button", name="Vis").click()
        page.locator(f"button[name=insert][value^='{what}']").first.click()
    assert re.fullmatch(r"Så langt svarte \[\[rate:\d+\]\]\n\n\[\[table:\d+\]\]\n\n\.", page.input_value("[name=text]"))
    page.get_by_role("button", name="Lagre").click()
    expect(page.locator("main")).to_contain_text("Så langt svarte 5 av 20, 25,0 % (RR2)")
    return report


def test_a_survey_is_asked_answered_on_a_phone_tabulated_and_reported(open_as, demo, page_errors):
    page = open_as("evaluator", "/surveys/")
    a_form(page)
    wave = a_wave(page)
    link = links(demo.data / "outbox", demo.address)

    for number, good, script in (
        (0, "Godt", True),
        (1, "Middels", False),
        (2, "Godt", True),
        (3, "Dårlig", True),
        (12, "Godt", True),
    ):
        phone = open_as(None, link[number], viewport=PHONE, java_script_enabled=script)
        phone.get_by_role("link", name="Begynn").click()
        answer(phone, good)
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        if number == 2:
            phone.get_by_role("button", name="Lagre og fortsett senere").click()
            phone.goto(link[number])
            phone.get_by_role("link", name="Gå videre").click()
            expect(phone.get_by_label("Hvor mange møter")).to_have_value("3")
        phone.locator("button.onward").click()
        expect(phone.locator("h1")).to_have_text("Takk")

    page.goto(wave)
    expect(page.locator("main")).to_contain_text("5 av 20 svarte, 25,0 prosent (RR2).")
    page.get_by_role("link", name="Tabeller av svarene").click()
    page.get_by_role("button", name="Hent svarene").click()
    page.get_by_role("button", name="Åpne for tabeller").click()
    page.get_by_role("link", name="Lag en tabell").click()
    page.fill("[name=title]", "Hvor godt samarbeidet går")
    page.get_by_role("button", name="Lagre tabellen").click()
    expect(page.locator("main")).to_contain_text("Tabellen er lagret.")

    report = a_report_of_it(page)

    phone = open_as(None, link[5], viewport=PHONE)
    phone.get_by_role("link", name="Begynn").click()
    answer(phone, "Godt")
    phone.locator("button.onward").click()
    page.goto(wave)
    expect(page.locator("main")).to_contain_text("6 av 20 svarte, 30,0 prosent (RR2).")
    page.get_by_role("link", name="Tabeller av svarene").click()
    page.get_by_role("button", name="Slipp inn").click()
    expect(page.locator("main")).to_contain_text("De slippes inn når fem har svart")
    page.goto(report)
    page.get_by_role("button", name="Slå dem opp nå").click()
    expect(page.locator("main")).to_contain_text("2 tall er utdatert")
    page.get_by_role("button", name="Forny alle").click()
    expect(page.locator("main")).to_contain_text("Så langt svarte 6 av 20, 30,0 % (RR2)")
    assert page_errors == []
