"""A real Chromium, signed in as a person of the demo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING

import pytest

from boso.config import machine
from tests.running import Running
from tests.visiting import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    if machine.chromium() is None:
        pytest.skip("Chromium is not here. On Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=machine.chromium(), args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_errors() -> list[str]:
    """What the browser complained of; a 422 (a form with faults, shown again) is no complaint."""
    return []


@pytest.fixture(scope="session")
def known(demo: Running) -> Callable[[str], Visitor]:
    """That person of the demo, who came in by the door once."""
    return cache(lambda username: Visitor(demo.address).become(username))


def cookies_of(visitor: Visitor) -> list[dict[str, str]]:
    """What makes a browser be that visitor."""
    return [{"name": one.name, "value": one.value or "", "url": visitor.address} for one in visitor.cookies]


@pytest.fixture
def open_as(
    browser: Browser, demo: Running, known: Callable[[str], Visitor], page_errors: list[str]
) -> Iterator[Callable[..., Page]]:
    """`open_as("koordinator", "/programme/")` gives a page signed in as that person; nobody without a name."""
    contexts = []

    def open_page(username: str | None, path: str, **options: object) -> Page:
        context = browser.new_context(base_url=demo.address, viewport=options.pop("viewport", WIDE), **options)
        contexts.append(context)
        if username is not None:
            context.add_cookies(cookies_of(known(username)))
        page = context.new_page()
        page.on("console", lambda message: _note(page_errors, message))
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def _note(complaints: list[str], message: object) -> None:
    if message.type == "error" and "status of 422" not in message.text:
        complaints.append(message.text)
