"""Synthetic national ids: valid control digits, a month nobody has, never twice the same in a municipality."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from boso.core.synthetic.national_ids import SYNTHETIC_MONTH, synthetic_id
from boso.core.synthetic.people import Numbers

BORN = st.dates(dt.date(1920, 1, 1), dt.date(2026, 12, 31))


def control_digits_hold(digits: str) -> bool:
    """Told by the other way round: both weighted sums with their digit are divisible by 11."""
    first = sum(int(d) * w for d, w in zip(digits[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1), strict=True))
    second = sum(int(d) * w for d, w in zip(digits, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True))
    return first % 11 == 0 and second % 11 == 0


@given(BORN, st.integers(0, 249), st.booleans(), st.booleans())
def test_a_number_is_valid_but_nobodys(born, serial, woman, d_number):
    found = synthetic_id(born, serial, woman=woman, d_number=d_number)
    if found is None:
        return
    assert len(found) == 11
    assert control_digits_hold(found)
    assert int(found[2:4]) == born.month + SYNTHETIC_MONTH
    assert int(found[:2]) == born.day + (40 if d_number else 0)
    assert (int(found[8]) % 2 == 0) is woman


def test_most_serials_give_a_number_and_a_day_runs_out():
    day = dt.date(1990, 5, 17)
    assert 190 < sum(synthetic_id(day, n, woman=True) is not None for n in range(250)) < 220
    assert synthetic_id(day, 250, woman=True) is None
    assert synthetic_id(dt.date(1899, 1, 1), 0, woman=True) is None


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
