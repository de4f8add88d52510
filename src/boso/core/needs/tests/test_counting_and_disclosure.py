from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.needs import counting
from boso.core.needs.disclosure import hidden, hidden_cells, hides_sum, shown

counts = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), min_size=1, max_size=7)
UNDER = 5


def test_week_48_of_2020_is_the_week_the_country_counted():
    period = counting.week(2020, 48)
    assert (period.starts, period.ends) == (dt.date(2020, 11, 23), dt.date(2020, 11, 30))
    with pytest.raises(ValueError, match="week"):
        counting.week(2023, 53)


def test_the_country_counts_every_fourth_year_from_2008():
    assert [year for year in range(2004, 2030) if counting.is_national(year)] == [2008, 2012, 2016, 2020, 2024, 2028]


@pytest.mark.parametrize(
    ("on", "starts"),
    [
        (dt.date(2026, 11, 23), dt.date(2028, 11, 27)),
        (dt.date(2024, 12, 1), dt.date(2024, 11, 25)),
        (dt.date(2024, 12, 2), dt.date(2028, 11, 27)),
        (dt.date(1999, 1, 1), dt.date(2008, 11, 24)),
    ],
)
def test_the_next_national_week(on, starts):
    assert counting.next_national(on).starts == starts


@pytest.mark.parametrize(
    ("age", "group"),
    [
        (17, "under_18"), (18, "from_18"), (24, "from_18"), (25, "from_25"), (44, "from_35"), (54, "from_45"),
        (90, "from_55"), (0, "under_18"), (None, "unknown"), (-1, "unknown"),
    ],
)  # fmt: skip
def test_age_groups(age, group):
    assert counting.age_group(age) == group


@given(st.lists(st.tuples(st.integers(0, 9), st.text(max_size=3)), max_size=9), st.integers())
def test_the_digest_is_of_the_rows_and_not_of_their_order(rows, seed):
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    assert counting.digest(rows) == counting.digest(shuffled)
    assert counting.digest([*rows, (0, "more")]) != counting.digest(rows)


@given(counts)
def test_no_small_figure_is_shown_and_none_can_be_worked_out_from_the_sum(figures):
    told = shown(figures, UNDER)
    out = [key for key, count in told.items() if count is None]
    assert all(count is None or count == 0 or count >= UNDER for count in told.values())
    if out and not hides_sum(figures, UNDER):
        assert len(out) >= 2
        assert sum(figures[key] for key in out) >= UNDER


@given(counts)
def test_a_small_sum_is_hidden(figures):
    if 0 < sum(figures.values()) < UNDER:
        assert hides_sum(figures, UNDER)


def test_figures_without_small_ones_are_all_shown():
    figures = {"a": 5, "b": 0, "c": 12}
    assert shown(figures, UNDER) == figures
    assert not hides_sum(figures, UNDER)
    assert not hidden(figures, UNDER)


def test_one_small_figure_takes_the_smallest_other_with_it():
    assert hidden({"a": 2, "b": 30, "c": 9, "d": 0}, UNDER) == {"a", "c"}


def test_a_single_figure_that_is_small_hides_the_sum_too():
    assert hides_sum({"a": 3}, UNDER)
    assert hides_sum({"a": 3, "b": 0}, UNDER)


@given(st.integers(1, 4), st.integers(1, 5), st.data())
def test_no_line_of_a_table_has_one_hidden_cell_alone(height, width, data):
    table = {
        (f"r{row}", f"c{column}"): data.draw(st.integers(0, 12)) for row in range(height) for column in range(width)
    }
    out = hidden_cells(table, UNDER)
    assert all(cell in out for cell, count in table.items() if 0 < count < UNDER)
    for way, most in ((0, width), (1, height)):
        for name in {cell[way] for cell in table}:
            here = [cell for cell in out if cell[way] == name]
            assert len(here) != 1 or most == 1
