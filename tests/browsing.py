"""A real Chromium, signed in as a person of the demo."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from boso.config import machine
from boso.config.demo_people import PEOPLE
from tests.running import Running

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
#: Sign-in name -> name, of the demo's invented people.
NAMES = {person.username: person.name for person in PEOPLE}
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


@pytest.fixture
def open_as(browser: Browser, demo: Running, page_errors: list[str]) -> Iterator[Callable[..., Page]]:
    """`open_as("koordinator", "/programme/")` gives a page signed in as that person; nobody without a name."""
    contexts = []

    def open_page(username: str | None, path: str, **options: object) -> Page:
        context = browser.new_context(base_url=demo.address, viewport=options.pop("viewport", WIDE), **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: _note(page_errors, message))
        page.on("pageerror", lambda error: page_errors.append(str(error)))
        if username is not None:
            become(page, username)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def become(page: Page, username: str) -> None:
    """Choose that person of the demo."""
    page.goto("/be/")
    page.locator("button", has_text=NAMES[username]).click()
    page.wait_for_url(lambda address: "/be/" not in address)


def _note(complaints: list[str], message: object) -> None:
    if message.type == "error" and "status of 422" not in message.text:
        complaints.append(message.text)
