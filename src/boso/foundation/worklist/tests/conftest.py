"""A registry of its own for each test."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.cache import cache

from boso.foundation.worklist import registry
from boso.foundation.worklist.registry import Group, WorkItem

MONDAY = dt.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    """No app's tasks but the test's own."""
    monkeypatch.setattr(registry, "_sources", [])
    monkeypatch.setattr(registry, "_kinds", {})
    cache.clear()


@pytest.fixture
def an_item():
    """`an_item("Write the report", due=..., group=...)` makes a task."""

    def make(title: str, due: dt.date | None = None, group: Group = Group.MINE, **fields) -> WorkItem:
        slug = title.lower().replace(" ", "-")
        return WorkItem(
            due=due, title=title, why="Because.", act_label="Do it", act_url=f"/do/{slug}/", group=group, **fields
        )

    return make


@pytest.fixture
def due_are():
    """`due_are(item, ...)` registers a source that gives these tasks to everybody."""

    def put(*items: WorkItem) -> None:
        registry.register(lambda actor, today: items)

    return put
