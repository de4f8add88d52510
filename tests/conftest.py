"""A running BoSo and a real browser, for the tests that look at pages from outside."""

from __future__ import annotations

from tests.browsing import browser, open_as, page_errors
from tests.running import demo

__all__ = ["browser", "demo", "open_as", "page_errors"]
