"""A registry of its own for each test."""

from __future__ import annotations

import pytest

from boso.foundation.search import registry


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    """No app's sources but the test's own."""
    monkeypatch.setattr(registry, "_sources", [])
