"""Every page a person can reach: no violation by axe-core, no complaint of the browser, nothing too wide.

The short suite looks at one page of a fifth of the addresses its walkers reach, another fifth the next day, for the
first who comes there, in one of the schemes, and at some of them in the other scheme and the other languages. The
long one looks at several pages of every address, for everybody, at each address in both schemes, and at a third of
them in each of the other languages. The pages are dealt in shares, so that several can look at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from tests.accessibility.walking import LONG, WALKERS, Walks, here
from tests.browsing import PHONE, WIDE, cookies_of
from tests.running import Running
from tests.visiting import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = Axe()
RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
#: Designsystemet's suggestion gives its input a role that axe advises against; WCAG does not.
EXEMPT = {"aria-allowed-role"}
SHARES = 18 if LONG else 6
OTHER_LANGUAGES = ("nn", "en")
#: Of so many days each looks at one part of the addresses; and of those, at one part in the other scheme, and in each
#: of the other languages. The two are not multiples of each other, so that every address has its turn in everything.
DAYS, DAYS_OF_OTHERS = 5, 3


class Look(NamedTuple):
    """A page to look at as that person; `anew` where nobody has looked at its address yet."""

    username: str
    kind: str
    path: str
    found_on: str
    anew: bool


def looks(walks: Walks) -> Iterator[Look]:
    """Which pages are looked at, person by person."""
    kinds: set[str] = set()
    for people in WALKERS.values():
        paths: set[str] = set()
        for username in people:
            for kind, path, found_on in walks(username).pages:
                anew = kind not in kinds
                if (LONG and path not in paths) or (anew and _is_the_turn_of(kind, "page", DAYS)):
                    yield Look(username, kind, path, found_on, anew)
                kinds.add(kind)
                paths.add(path)


@pytest.mark.parametrize("share", range(SHARES))
def test_every_page_is_open_to_everybody(share, walks, browser, demo, known, page_errors):
    faults: list[str] = []
    every = list(looks(walks))
    mine = every[len(every) * share // SHARES : len(every) * (share + 1) // SHARES]
    for username, his in groupby(mine, attrgetter("username")):
        visitor = known(username)
        there = [look._replace(path=here(visitor, look.kind, look.path, look.found_on)) for look in his]
        with signed_in_as(visitor, browser, demo, page_errors) as page:
            faults += [f"{username}: {fault}" for fault in faults_of(page, there)]
    assert not faults, "\n".join(faults)
    assert not page_errors, "\n".join(page_errors)


@contextmanager
def signed_in_as(visitor: Visitor, browser: Browser, demo: Running, complaints: list[str]) -> Iterator[Page]:
    """A page of its own, signed in; what the browser complains of is written down."""
    context = browser.new_context(base_url=demo.address, viewport=WIDE)
    context.add_cookies(cookies_of(visitor))
    page = context.new_page()
    page.on(
        "console",
        lambda message: complaints.append(f"{page.url}: {message.text}") if message.type == "error" else None,
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    yield page
    context.close()


def faults_of(page: Page, mine: list[Look]) -> Iterator[str]:
    """In bokmål all of them; in the other scheme and languages those nobody has looked at, whose turn it is today."""
    for number, look in enumerate(mine):
        first, other = ("light", "dark") if number % 2 else ("dark", "light")
        both = look.anew and (LONG or _is_the_turn_of(look.kind, "scheme"))
        yield from _looked_at(page, look.path, first, other if both else "")
    for language in OTHER_LANGUAGES:
        today = [look.path for look in mine if look.anew and _is_the_turn_of(look.kind, language)]
        if today:
            _speak(page, language)
            for path in today:
                page.goto(path)
                yield from _violations(page, f"{path} {language}")
                if page.locator("html").get_attribute("lang") != language:
                    yield f"{path} is not in {language}"
            _speak(page, "nb")


def _is_the_turn_of(kind: str, what: str, days: int = DAYS_OF_OTHERS) -> bool:
    return (zlib.crc32(f"{kind}{what}".encode()) + timezone.localdate().toordinal()) % days == 0


def _looked_at(page: Page, path: str, first: str, other: str) -> Iterator[str]:
    """Everything in one scheme, the colours again in the other if there is one; then the width on a phone."""
    page.emulate_media(color_scheme=first)
    page.goto(path)
    yield from _violations(page, f"{path} {first}")
    if other:
        page.emulate_media(color_scheme=other)
        yield from _violations(page, f"{path} {other}", COLOURS)
    page.set_viewport_size(PHONE)
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
        yield f"{path} is wider than a phone"
    page.set_viewport_size(WIDE)


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
