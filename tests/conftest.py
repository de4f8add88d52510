"""A running BoSo and a real browser, for the tests that look at pages from outside."""

from __future__ import annotations

from tests.accessibility.walking import walks
from tests.browsing import browser, known, open_as, page_errors
from tests.running import demo, made_demo, shared

__all__ = ["browser", "demo", "known", "made_demo", "open_as", "page_errors", "shared", "walks"]
