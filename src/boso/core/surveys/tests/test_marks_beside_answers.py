"""What may stand beside an anonymous answer."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys.backgrounds import BLANK, told

marks = st.tuples(st.sampled_from(["", "hamar", "moss", "våler"]), st.sampled_from(["", "leder", "politiker"]))


@given(st.lists(marks, max_size=60), st.integers(1, 6))
def test_nobody_stands_with_marks_that_few_share(people, least):
    found = told(people, least)
    sizes = Counter(found)
    assert len(found) == len(people)
    assert all(size >= least for size in sizes.values()) or set(sizes) == {BLANK}
    for (place, group), (true_place, true_group) in zip(found, people, strict=True):
        assert place in ("", true_place) and group in ("", true_group)


@given(st.lists(marks, max_size=40), st.integers(1, 6), st.randoms())
def test_who_stands_where_in_the_list_makes_no_difference(people, least, random):
    order = list(range(len(people)))
    random.shuffle(order)
    mixed = told([people[at] for at in order], least)
    assert [mixed[order.index(at)] for at in range(len(people))] == told(people, least)


def test_the_municipality_goes_first_then_the_group_and_a_few_take_others_along():
    many = [("hamar", "politiker")] * 5
    few = [("moss", "politiker")] * 3 + [("våler", "politiker")] * 2
    assert told(many + few, 5) == many + [("", "politiker")] * 5
    assert told([*many, ("moss", "leder")], 5) == [BLANK] * 6
    assert told(many, 5) == many
    assert told(many[:2], 5) == [BLANK] * 2
    with pytest.raises(ValueError, match="at least one"):
        told(many, 0)
