"""Shares against printed values; small populations; weights; scales and coders; many tests at once."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys import agreement, proportions, several, weights
from boso.core.surveys.proportions import WAYS, Range, share, wilson

PRINTED = """
83/137 wilson .522196 .683709
83/137 wilson_corrected .518522 .687130
83/137 clopper_pearson .518799 .688201
83/137 wald .524011 .687668
83/137 agresti_coull .522146 .683759
83/137 jeffreys .522500 .684759
0/10 wilson 0 .277533
0/10 wilson_corrected 0 .344537
0/10 clopper_pearson 0 .308497
0/10 wald 0 0
10/10 wilson .722467 1
10/10 wilson_corrected .655463 1
10/10 clopper_pearson .691503 1
10/10 wald 1 1
1/29 wilson .006113 .171755
1/29 wilson_corrected .001803 .196282
1/29 clopper_pearson .000873 .177644
1/29 wald 0 .100892
15/148 wilson .062386 .160487
15/148 wilson_corrected .059778 .164450
15/148 clopper_pearson .057844 .161650
15/148 wald .052730 .149973
81/263 wilson .255289 .366210
81/263 wilson_corrected .253509 .368176
81/263 clopper_pearson .252737 .367622
81/263 wald .252190 .363779
0/20 wilson 0 .161125
4/7 wilson .250458 .841780
4/7 wilson_corrected .202372 .881917
4/7 clopper_pearson .184052 .901012
4/7 wald .204829 .938028
3/7 wilson .158220 .749542
3/7 clopper_pearson .098988 .815948
6/13 wilson .232061 .708562
5/13 wilson .177097 .644771
2/13 wilson .043258 .422346
7/50 wilson .069508 .261862
7/50 wilson_corrected .062770 .273564
7/50 clopper_pearson .058192 .267396
50/100 wilson .403832 .596168
10/100 wilson .055229 .174366
1/3 wilson .061492 .792340
"""


@pytest.mark.parametrize("line", PRINTED.strip().splitlines())
def test_printed_ranges(line):
    of, way, low, high = line.split()
    count, base = map(int, of.split("/"))
    found = WAYS[way](count, base, 0.95)
    assert (f"{found.low:.6f}", f"{found.high:.6f}") == (f"{float(low):.6f}", f"{float(high):.6f}")


def test_ranges_at_the_ends():
    assert proportions.jeffreys(0, 5).low == 0
    assert proportions.jeffreys(5, 5).high == 1


def test_a_small_population_leaves_less_to_chance():
    assert f"{proportions.standard_error(0.4, 83):.7f}" == "0.0541002"
    assert f"{proportions.standard_error(0.4, 83, 137):.7f}" == "0.0339653"
    assert f"{proportions.in_population(83, 137, 83):.3f}" == "209.037"
    near = share(0.4 * 83, 83, population=137)
    assert (f"{near.range.low:.6f}", f"{near.range.high:.6f}") == ("0.335970", "0.467639")
    far = share(0.4 * 83, 83)
    assert (f"{far.range.low:.6f}", f"{far.range.high:.6f}") == ("0.301292", "0.507555")
    assert share(3, 10, population=10).range == Range(0.3, 0.3)
    assert f"{proportions.answers_wanted(0.05):.3f}" == "384.146"
    assert f"{proportions.answers_wanted(0.05, 137):.2f}" == "101.18"


def test_no_base_no_share_and_no_range():
    empty = share(0, 0)
    assert (empty.value, empty.range) == (None, None)
    assert share(1, 4).value == 0.25
    for wrong in ({"count": 3, "base": 2}, {"count": -1, "base": 2}, {"count": 1, "base": 2, "level": 1}):
        with pytest.raises(ValueError, match="a part is from 0"):
            share(**wrong)
    with pytest.raises(ValueError, match="no larger than"):
        share(1, 5, population=4)


@given(st.integers(1, 500).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), st.integers(0, 50))
def test_ranges_hold_the_share_and_mirror_each_other(of, more):
    count, base = of
    for way in WAYS.values():
        here, there = way(count, base, 0.95), way(base - count, base, 0.95)
        assert 0 <= here.low <= count / base + 1e-9
        assert count / base - 1e-9 <= here.high <= 1
        assert math.isclose(here.low, 1 - there.high, abs_tol=1e-7)
    plain, near = share(count, base), share(count, base, population=base + more)
    assert near.range.high - near.range.low <= plain.range.high - plain.range.low + 1e-12
    # What the score interval is: the shares that a plain test would not reject.
    for end in (plain.range.low, plain.range.high):
        if 0 < end < 1:
            away = abs(count / base - end) / math.sqrt(end * (1 - end) / base)
            assert math.isclose(away, proportions.quantile(0.95), rel_tol=1e-6)


def test_weights_cost_certainty():
    each = np.array([1.0] * 40 + [2.0] * 43)
    yes = np.array([1] * 25 + [0] * 15 + [1] * 12 + [0] * 31)
    total, squares = each.sum(), (each**2).sum()
    size = weights.effective(total, squares)
    assert (f"{size:.6f}", f"{weights.design_effect(83, total, squares):.6f}") == ("74.886792", "1.108340")
    found = share(each @ yes, total, effective=size)
    assert (f"{found.value:.6f}", f"{found.range.low:.6f}", f"{found.range.high:.6f}") == (
        "0.388889", "0.286489", "0.502132"
    )  # fmt: skip
    assert weights.design_effect(0, 0, 0) is None


@given(st.lists(st.floats(0, 10), min_size=1, max_size=30))
def test_answers_are_never_surer_than_they_are_many(each):
    size = weights.effective(sum(each), sum(weight**2 for weight in each))
    assert size <= len(each) * (1 + 1e-9)


def test_many_tests_at_once():
    values = [0.01, 0.02, 0.03, 0.04, 0.05]
    assert np.allclose(several.holm(values), [0.05, 0.08, 0.09, 0.09, 0.09])
    assert np.allclose(several.benjamini_hochberg(values), 0.05)
    assert several.holm([]) == several.benjamini_hochberg([]) == []
    with pytest.raises(ValueError, match="from 0 to 1"):
        several.holm([1.2])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_adjusted_values_are_those_of_the_definition(values):
    ordered = sorted(values)
    size = len(values)
    for value, careful, freer in zip(values, several.holm(values), several.benjamini_hochberg(values), strict=True):
        smaller = [at for at, each in enumerate(ordered) if each <= value]
        larger = [at for at, each in enumerate(ordered) if each >= value]
        assert math.isclose(freer, min(1, *(ordered[at] * size / (at + 1) for at in larger)))
        assert careful <= max(min(1, ordered[at] * (size - at)) for at in smaller) + 1e-12
        assert value <= freer + 1e-12
        assert freer <= careful + 1e-12
    first = several.holm(values)[values.index(ordered[0])]
    assert first == min(1, ordered[0] * size)


def test_scales_and_numbers():
    rows = [(2, 3, 3), (4, 4, 5), (1, 2, 1), (5, 4, 4), (3, 3, 4)]
    assert f"{agreement.alpha(rows):.6f}" == "0.923077"
    assert agreement.alpha([(1, 2)]) is None
    assert agreement.alpha([(1, 2), (2, 1)]) is None
    found = agreement.numbers([1, 2, 2, 2, 1])
    assert (found.mean, found.median, found.deviation) == (1.6, 2, 0.5477225575051661)
    assert agreement.numbers([3]).deviation is None
    assert agreement.numbers([]) is None


def test_two_coders():
    assert f"{agreement.cohen([[20, 5], [10, 15]]).value:.2f}" == "0.40"
    found = agreement.cohen([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    assert (f"{found.value:.6f}", f"{found.error:.6f}") == ("0.676471", "0.087703")
    alike = agreement.cohen([[7, 0], [0, 0]])
    assert (alike.observed, alike.value, alike.error) == (1, None, None)
    assert agreement.cohen([[0]]) is None
    with pytest.raises(ValueError, match="the same codes"):
        agreement.cohen([[1, 2]])


def test_many_coders():
    table = [
        (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
        (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
    ]  # fmt: skip
    assert f"{agreement.fleiss(table):.6f}" == "0.209931"
    assert agreement.fleiss([(3, 0), (3, 0)]) is None
    for wrong in ([], [(1, 0)], [(2, 0), (3, 0)]):
        with pytest.raises(ValueError, match="equally many"):
            agreement.fleiss(wrong)


def test_wilson_takes_other_levels():
    assert wilson(50, 100, 0.99).low < wilson(50, 100).low
