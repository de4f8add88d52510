"""A rate of few people is hidden so that the rest does not give it away."""

from __future__ import annotations

from collections import Counter

import pytest

from boso.core.surveys.response import rate
from boso.programme.surveys.rates import LEAST, Part, telling


def parts(*sizes: int) -> list[Part]:
    return [Part(str(at), "", asked, 0, Counter(), rate({}, "RR2")) for at, asked in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ((9, 12, 30), ""),
        ((2, 9, 12), "01"),
        ((2, 2, 9, 12), "012"),
        ((3, 4, 9, 12), "01"),
        ((1, 3), "01"),
        ((4,), "0"),
        ((), ""),
    ],
)
def test_what_the_others_leave_of_the_whole_is_neither_one_part_nor_too_few(sizes, hidden):
    found = telling(parts(*sizes))
    assert found == set(hidden)
    left = [size for at, size in enumerate(sizes) if str(at) in found]
    assert not left or len(left) == len(sizes) or (len(left) > 1 and sum(left) >= LEAST)
