"""National ids: real ones in shape, D-numbers, synthetic ones, and everything that is none."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.values.national_id import (
    BadNationalId,
    Fault,
    Kind,
    Synthetic,
    compact,
    counts,
    looks_like,
    make,
    parse,
)

TODAY = dt.date(2026, 11, 23)
births = st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 23))


def first_of(born: dt.date, **more: object) -> str:
    return next(made for count in counts(born) if (made := make(born, count, **more)))


@given(births, st.sampled_from(Synthetic), st.booleans(), st.integers(0, 300))
def test_a_synthetic_id_tells_its_birth_its_kind_and_whose_it_is(born, synthetic, d_number, skip):
    count = next(itertools.islice(counts(born), skip, None))
    made = make(born, count, synthetic=synthetic, d_number=d_number)
    if made is None:
        return
    found = parse(made, today=TODAY)
    assert (found.born, found.synthetic) == (born, synthetic)
    assert found.kind == (Kind.D_NUMBER if d_number else Kind.FODSELSNUMMER)
    assert found.sex == ("f" if count % 2 == 0 else "m")
    assert compact(str(found)) == made
    assert looks_like(str(found))


@given(births, st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(born, place, more):
    made = first_of(born)
    wrong = made[:place] + str((int(made[place]) + more) % 10) + made[place + 1 :]
    with pytest.raises(BadNationalId):
        parse(wrong, today=TODAY)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_an_id_or_refused_with_its_fault(text):
    try:
        found = parse(text, today=TODAY)
    except BadNationalId as bad:
        assert bad.fault in Fault
    else:
        assert found.digits == compact(text)


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", Fault.DIGITS),
        ("abc", Fault.DIGITS),
        ("0189900000x", Fault.DIGITS),
        ("1234", Fault.LENGTH),
        ("123456789012", Fault.LENGTH),
        ("11111111111", Fault.CHECK),
        ("00000000000", Fault.BIRTH),
    ],
)
def test_what_is_no_id_says_why(written, fault):
    with pytest.raises(BadNationalId) as bad:
        parse(written, today=TODAY)
    assert bad.value.fault == fault


def test_nobody_is_born_in_the_future():
    made = first_of(dt.date(2030, 1, 1))
    with pytest.raises(BadNationalId) as bad:
        parse(made, today=TODAY)
    assert bad.value.fault == Fault.UNBORN


def test_a_number_is_read_with_the_spaces_people_write():
    made = first_of(dt.date(1990, 5, 17))
    for written in (f"{made[:6]} {made[6:]}", f"{made[:6]}-{made[6:]}", f" {made} ", f"{made[:6]}\u00a0{made[6:]}"):
        assert parse(written, today=TODAY).digits == made


def test_a_number_without_a_synthetic_mark_is_a_real_persons():
    # No person's number: an individual count that gives these check digits on a day far back.
    real = next(
        text
        for text in (f"010119{count:03d}{check:02d}" for count in range(500) for check in range(100))
        if _holds(text)
    )
    assert parse(real, today=TODAY).synthetic is None


def test_no_id_is_made_for_births_no_number_is_made_for():
    for born in (dt.date(1899, 12, 31), dt.date(2040, 1, 1)):
        with pytest.raises(ValueError, match="No synthetic id"):
            counts(born)


def _holds(text: str) -> bool:
    try:
        parse(text, today=TODAY)
    except BadNationalId:
        return False
    return True
