"""What a cell may hold, and what is said of one that does not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.values.numbers import grouped
from boso.foundation.exchange import sheets
from boso.foundation.exchange.sheets import BadCell


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (sheets.text, "Møte", "Møte"),
        (sheets.text_up_to(4), "Møte", "Møte"),
        (sheets.slug, "oslo-fylke", "oslo-fylke"),
        (sheets.integer, "1 500 000", 1500000),
        (sheets.integer, "−3", -3),
        (sheets.year, "2011", 2011),
        (sheets.decimal, "642857,14", Decimal("642857.14")),
        (sheets.decimal, "642 857.14", Decimal("642857.14")),
        (sheets.decimal, "0.125", Decimal("0.125")),
        (sheets.decimal, "1.50", Decimal("1.50")),
        (sheets.amount, "1 500 000 kr", Decimal(1500000)),
        (sheets.date, "2026-11-22", dt.date(2026, 11, 22)),
        (sheets.date, "22.11.2026", dt.date(2026, 11, 22)),
        (sheets.date, "1.2.2026", dt.date(2026, 2, 1)),
        (sheets.yes_no, "Ja", True),
        (sheets.yes_no, "no", False),
        (sheets.choice("nav", "housing"), "NAV", "nav"),
        (sheets.listed(sheets.slug), "alna; bjerke;", ("alna", "bjerke")),
        (sheets.lines, "772-774; 1074", "772-774;1074"),
    ],
)
def test_a_cell_is_read_as_people_write(parse, cell, value):
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell", "hint"),
    [
        (sheets.text_up_to(3), "Møte", "3"),
        (sheets.slug, "Lørenskog kommune", "lorenskog-kommune"),
        (sheets.slug, "!", "hamar"),
        (sheets.integer, "1,5", "1500000"),
        (sheets.integer, "mange", "1500000"),
        (sheets.integer, "9" * 19, "1500000"),
        (sheets.amount, "1" + "0" * 26, "1500000"),
        (sheets.year, "20111", "2200"),
        (sheets.decimal, "1.500", "1500"),
        (sheets.decimal, "1.500", "1,500"),
        (sheets.decimal, "1.500.000", "1500000"),
        (sheets.amount, "1,505", ""),
        (sheets.date, "31.02.2026", ""),
        (sheets.date, "22/11/2026", "22.11.2026"),
        (sheets.yes_no, "kanskje", ""),
        (sheets.choice("nav", "housing"), "xyz", "nav, housing"),
        (sheets.lines, "774-772", "772-774;1074"),
        (sheets.lines, "side 3", "772-774;1074"),
    ],
)
def test_a_bad_cell_is_told_with_what_to_write(parse, cell, hint):
    with pytest.raises(BadCell) as caught:
        parse(cell)
    assert caught.value.what
    assert hint in caught.value.advice


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_as_people_write_it_is_read_as_it_was(value):
    assert sheets.amount(f"{grouped(value)} kr") == value


@given(st.dates())
def test_a_day_reads_the_same_both_ways(day):
    assert sheets.date(day.isoformat()) == sheets.date(f"{day.day}.{day.month}.{day.year:04}") == day


@given(st.text(min_size=1))
def test_no_text_breaks_a_parser(cell):
    cell = cell.strip()
    for parse in (sheets.slug, sheets.integer, sheets.amount, sheets.date, sheets.yes_no, sheets.lines):
        if cell:
            try:
                parse(cell)
            except BadCell as error:
                assert error.what
