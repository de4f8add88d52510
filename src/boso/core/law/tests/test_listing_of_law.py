"""Every value of law as a page shows it."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.core.law.listing import ECONOMY, about, areas, document, largest, listed, marks
from boso.core.law.parameters import MARKS


def test_every_area_of_the_economy_is_listed_with_history_and_marks():
    assert set(ECONOMY) <= set(areas())
    for area in ECONOMY:
        rows = listed(area)
        assert rows
        assert about(area)
        assert set(marks(rows)) <= set(MARKS)
        assert sum(marks(rows).values()) == len(document(area))
    with pytest.raises(FileNotFoundError):
        listed("weather")


def test_a_key_shows_what_held_on_a_day():
    row = next(one for one in listed("bostotte") if one.key == "own_share.least")
    assert row.on(dt.date(2023, 7, 1)).value == 23_949
    assert row.on(dt.date(2010, 7, 1)) is None
    assert row.newest == row.history[-1]
    assert row.scalar
    assert not next(one for one in listed("loans") if one.key == "startlan.conditions").scalar
    assert row.marks["read"] >= 2
    first = document("bostotte")[0]
    assert first.keys() == {"area", "key", "unit", "starts", "ends", "value", "unknown", "mark", "source", "note"}


def test_the_largest_that_a_key_has_had_is_a_bound():
    assert largest("loans", "term.most_years_startlan") == 50
    with pytest.raises(KeyError):
        largest("loans", "no.such.key")
