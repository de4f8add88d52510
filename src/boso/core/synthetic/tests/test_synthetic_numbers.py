"""Synthetic national ids: valid control digits, a month nobody has, never twice the same in a municipality."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from boso.core.synthetic.people import Numbers
from boso.core.values.national_id import Kind, Synthetic, parse

TODAY = dt.date(2030, 1, 1)


@given(st.dates(dt.date(1920, 1, 1), dt.date(2026, 12, 31)), st.booleans(), st.booleans(), st.integers(0, 60))
def test_a_number_tells_birth_and_sex_and_is_nobodys(born, woman, d_number, part):
    born, digits = Numbers(part, 61).number(born, woman=woman, d_number=d_number)
    found = parse(digits, today=TODAY)
    assert (found.born, found.sex, found.synthetic) == (born, "f" if woman else "m", Synthetic.TENOR)
    assert (found.kind == Kind.D_NUMBER) is d_number


@given(st.integers(1, 6), st.data())
def test_no_two_people_of_a_municipality_share_a_number(parts, data):
    lanes = [Numbers(part, parts) for part in range(parts)]
    day = dt.date(2001, 2, 3)
    given_out = []
    for _turn in range(data.draw(st.integers(0, 300))):
        lane = data.draw(st.sampled_from(lanes))
        born, number = lane.number(day, woman=data.draw(st.booleans()), d_number=False)
        assert born >= day
        given_out.append(number)
    assert len(given_out) == len(set(given_out))


def test_when_the_numbers_of_a_day_are_used_up_people_are_born_the_day_after():
    numbers = Numbers(0, 1)
    day = dt.date(1975, 6, 1)
    born = {numbers.number(day, woman=False, d_number=False)[0] for _turn in range(300)}
    assert born == {day, day + dt.timedelta(days=1)}
