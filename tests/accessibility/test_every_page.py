"""Every page a person can reach: no violation by axe-core, no complaint of the browser, nothing too wide."""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve

from tests.browsing import PHONE, WIDE, become
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Axe()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
#: Designsystemet's suggestion gives its input a role that axe advises against; WCAG does not.
EXEMPT = {"aria-allowed-role"}
#: Who walks through which wing. Their pages overlap: an address is looked at for the first who comes there, and in the
#: long suite every path of it.
PEOPLE = {
    "programme": ("koordinator", "leder-hamar", "administrator", "leier-hamar"),
    "casework": ("fullmakt-provedal", "bolig-provedal", "forvalter-provedal", "planlegger-provedal", "leder-provedal"),
}
LONG = bool(os.environ.get("BOSO_LONG"))
SAMPLES_OF_ONE_ADDRESS = 2 if LONG else 1
LINK = re.compile(r'<a\s[^>]*?href="([^"]*)"')
#: Bytes of HTML, before compression.
LARGEST = 100_000

#: The name of an address, and in the long suite whether it is asked with words after `?`.
Kind = tuple[str, bool]


def pages_of(page: Page, start: str) -> Iterator[tuple[Kind, str]]:
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
        kind = (name, LONG and bool(urlsplit(path).query))
        if samples[kind] >= SAMPLES_OF_ONE_ADDRESS:
            continue
        samples[kind] += 1
        answer = page.request.get(path)
        if "text/html" not in answer.headers.get("content-type", ""):
            assert answer.ok, path
            continue
        assert answer.ok, f"{path} answers {answer.status}"
        assert len(answer.body()) <= LARGEST, f"{path} has {len(answer.body())} bytes of HTML"
        yield kind, path
        for link in LINK.findall(answer.text()):
            target = urljoin(path, unescape(link)).partition("#")[0]
            if target.startswith("/"):
                waiting.append(target)


@contextmanager
def signed_in_as(username: str, browser: Browser, demo: Running, complaints: list[str]) -> Iterator[Page]:
    """A page of its own, signed in; what the browser complains of is written down."""
    context = browser.new_context(base_url=demo.address, viewport=WIDE)
    page = context.new_page()
    page.on(
        "console",
        lambda message: complaints.append(f"{page.url}: {message.text}") if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    become(page, username)
    yield page
    context.close()


@pytest.mark.parametrize("wing", PEOPLE)
def test_every_page_is_open_to_everybody(wing, browser, demo, page_errors):
    faults: list[str] = []
    looked_at: set[Kind | str] = set()
    for username in PEOPLE[wing]:
        with signed_in_as(username, browser, demo, page_errors) as page:
            for kind, path in list(pages_of(page, "/today/")):
                if (one := path if LONG else kind) not in looked_at and (LONG or _is_of(wing, path)):
                    looked_at.add(one)
                    faults += [f"{username}: {fault}" for fault in _looked_at(page, path)]
    assert not faults, "\n".join(faults)
    assert not page_errors, "\n".join(page_errors)


def _is_of(wing: str, path: str) -> bool:
    """Whether people of that wing are the ones to look at it: what belongs to the programme, its own people see."""
    return wing == "programme" or not resolve(urlsplit(path).path).func.__module__.startswith("boso.programme")


def _looked_at(page: Page, path: str) -> Iterator[str]:
    """Everything in one scheme and, in the long suite, the colours again in the other; then the width on a phone."""
    first, then = ("dark", "light") if zlib.crc32(path.encode()) % 2 else ("light", "dark")
    page.emulate_media(color_scheme=first)
    page.goto(path)
    yield from _violations(page, f"{path} {first}")
    if LONG:
        page.emulate_media(color_scheme=then)
        yield from _violations(page, f"{path} {then}", {"type": "rule", "values": ["color-contrast"]})
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        yield f"{path} is wider than a phone"
    page.set_viewport_size(WIDE)


@pytest.mark.parametrize("wing", PEOPLE)
def test_a_rotating_fifth_in_the_other_languages(wing, browser, demo, page_errors):
    faults: list[str] = []
    with signed_in_as(PEOPLE[wing][0], browser, demo, page_errors) as page:
        paths = [path for _kind, path in pages_of(page, "/today/")]
        for language in ("nn", "en"):
            _speak(page, language)
            for path in (one for one in paths if zlib.crc32(f"{one}{language}".encode()) % 5 == 0):
                page.goto(path)
                faults += _violations(page, f"{path} {language}")
                if page.locator("html").get_attribute("lang") != language:
                    faults.append(f"{path} is not in {language}")
        _speak(page, "nb")
    assert not faults, "\n".join(faults)


def _speak(page: Page, language: str) -> None:
    page.goto("/me/")
    page.locator(f"input[name=language][value={language}]").check()
    page.locator("main form button[type=submit]").first.click()


def _violations(page: Page, where: str, rules: dict[str, object] = RULES) -> list[str]:
    """What axe-core finds on the page as it stands, by the rules it may break."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    found = page.evaluate("options => axe.run(document, options).then(result => result.violations)", options)
    return [f"{where}: {fault['id']} {fault['nodes'][0]['html'][:160]}" for fault in found if fault["id"] not in EXEMPT]
