from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys.filled import filled_up
from boso.core.surveys.rounding import Way, rounded


def test_the_counts_behind_shares_that_were_filled_up_to_a_hundred_are_found():
    assert filled_up([Decimal(46), Decimal(39), Decimal(15)], range(1, 14)) == [(6, 5, 2)]
    assert filled_up([Decimal("33.4"), Decimal("33.3"), Decimal("33.3")], [3]) == [(1, 1, 1)]
    assert filled_up([Decimal(50), Decimal(49)], range(1, 200)) == []
    assert filled_up([], [3]) == []
    with pytest.raises(ValueError, match="at least 1"):
        filled_up([Decimal(100)], [0])
    with pytest.raises(ValueError, match="different decimals"):
        filled_up([Decimal(50), Decimal("50.0")], [2])


@pytest.mark.slow
@given(st.lists(st.integers(0, 12), min_size=1, max_size=4).filter(any))
def test_what_largest_remainders_print_is_read_back(counts):
    printed = rounded(counts, Way.LARGEST_REMAINDER)
    assert printed is not None
    assert tuple(counts) in filled_up(printed.percents, [sum(counts)])
