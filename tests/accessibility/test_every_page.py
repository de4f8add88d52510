"""Every page a person can reach: no violation by axe-core, no complaint of the browser, nothing too wide."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import Resolver404, resolve

from tests.browsing import PHONE, WIDE, become
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: Designsystemet's suggestion gives its input a role that axe advises against; WCAG does not.
EXEMPT = {"aria-allowed-role"}
PEOPLE = ("koordinator", "leder-hamar", "administrator", "leier-hamar")
SAMPLES_OF_ONE_ADDRESS = 2 if os.environ.get("BOSO_LONG") else 1
#: Bytes of HTML, before compression.
LARGEST = 100_000


def pages_of(page: Page, start: str) -> Iterator[str]:
    """Walk every link from the start; of one address (`/facts/<id>/`) a few samples are enough."""
    waiting, seen, samples = [start], set(), Counter()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        try:
            name = resolve(urlsplit(path).path).view_name
        except Resolver404:
            pytest.fail(f"a link leads nowhere: {path}")
        kind = (name, bool(urlsplit(path).query))
        if samples[kind] >= SAMPLES_OF_ONE_ADDRESS:
            continue
        samples[kind] += 1
        answer = page.request.get(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            assert answer.ok, path
            continue
        assert answer.ok, f"{path} answers {answer.status}"
        assert len(answer.body()) <= LARGEST, f"{path} has {len(answer.body())} bytes of HTML"
        yield path
        for link in BeautifulSoup(answer.text(), "html.parser").select("a[href]"):
            target = urljoin(path, str(link["href"])).partition("#")[0]
            if target.startswith("/"):
                waiting.append(target)


@pytest.fixture(params=PEOPLE)
def somebody(request, browser: Browser, demo: Running, page_errors: list[str]) -> Iterator[tuple[str, Page]]:
    context = browser.new_context(base_url=demo.address, viewport=WIDE)
    page = context.new_page()
    page.on(
        "console",
        lambda message: page_errors.append(f"{page.url}: {message.text}") if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: page_errors.append(f"{page.url}: {error}"))
    become(page, request.param)
    yield request.param, page
    context.close()


def test_every_page_is_open_to_everybody(somebody, page_errors):
    from axe_playwright_python.sync_playwright import Axe

    _name, page = somebody
    axe, faults = Axe(), []
    for path in list(pages_of(page, "/today/")):
        page.emulate_media(color_scheme="light")
        page.goto(path)
        faults += _violations(axe, page, f"{path} light")
        page.emulate_media(color_scheme="dark")
        faults += _violations(axe, page, f"{path} dark")
        page.set_viewport_size(PHONE)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            faults.append(f"{path} is wider than a phone")
        page.set_viewport_size(WIDE)
    assert faults == []
    assert page_errors == []


@pytest.mark.parametrize("language", ["nn", "en"])
def test_a_rotating_fifth_in_the_other_languages(language, browser, demo, page_errors):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(base_url=demo.address, viewport=WIDE)
    page = context.new_page()
    become(page, "koordinator")
    paths = [path for path in pages_of(page, "/today/") if zlib.crc32(f"{path}{language}".encode()) % 5 == 0]
    page.goto("/me/")
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("main form button[type=submit]").first.click()
    axe, faults = Axe(), []
    for path in paths:
        page.goto(path)
        faults += _violations(axe, page, f"{path} {language}")
        if page.locator("html").get_attribute("lang") != language:
            faults.append(f"{path} is not in {language}")
    page.goto("/me/")
    page.locator("input[name=language][value=nb]").check()
    page.locator("main form button[type=submit]").first.click()
    context.close()
    assert faults == []


def _violations(axe: Callable, page: Page, where: str) -> list[str]:
    found = axe.run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
    return [f"{where}: {fault['id']} {fault['nodes'][0]['html'][:160]}" for fault in found if fault["id"] not in EXEMPT]
