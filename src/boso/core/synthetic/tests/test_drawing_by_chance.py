"""Drawing by weights: quotas add up, values come as often as stated, and what is stated says where it is from."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.synthetic.chance import Chance, quotas
from boso.core.synthetic.distributions import (
    MARKS,
    BadDistribution,
    Weights,
    everything,
    figure,
    figures,
    read,
    weights,
)

WEIGHTS = st.dictionaries(st.text(min_size=1), st.integers(0, 1000), min_size=1).filter(lambda w: sum(w.values()) > 0)


@given(WEIGHTS, st.integers(0, 5000))
def test_quotas_make_the_total_and_stay_within_one_of_the_share(given_weights, total):
    of = Weights.of(given_weights)
    found = quotas(of, total)
    assert sum(found.values()) == total
    for value, share in of.shares().items():
        assert abs(found[value] - share * total) < 1 + 1e-6


def test_the_default_stock_is_sarpsborgs():
    found = quotas(weights("disposal"), 554)
    assert (found["owned"], found["leased_in"]) == (495, 45)


@given(WEIGHTS, st.integers())
def test_only_stated_values_with_a_weight_come_out(given_weights, seed):
    chance = Chance(random.Random(seed).random)
    assert given_weights[chance.weighted(Weights.of(given_weights))] > 0


def test_values_come_as_often_as_stated():
    chance = Chance(random.Random(1).random)
    drawn = Counter(chance.pick("homeless") for _turn in range(20_000))
    for value, share in weights("homeless").shares().items():
        assert abs(drawn[value] / 20_000 - share) < 0.02


@given(st.lists(st.integers()), st.integers())
def test_shuffling_keeps_every_thing(things, seed):
    assert sorted(Chance(random.Random(seed).random).shuffled(things)) == sorted(things)


@given(st.integers(-50, 50), st.integers(0, 50), st.integers())
def test_a_number_between_lies_between(least, more, seed):
    assert least <= Chance(random.Random(seed).random).between(least, least + more) <= least + more


@given(st.floats(0.1, 1000), st.integers(1, 500), st.integers())
def test_a_waiting_time_lasts_a_day_at_least(mean, most, seed):
    assert 1 <= Chance(random.Random(seed).random).days(mean, most) <= most


def test_everything_stated_has_a_source_and_a_mark():
    stated = everything()
    assert len(stated) > 50
    assert all(line.source and line.mark in MARKS for line in stated.values())
    assert figure("let.share") == 0.95
    assert len(figures("rent.month")) == 5
    with pytest.raises(KeyError):
        weights("nothing")


LINE = '[[figure]]\nkey = "a"\nvalue = 1\nsource = "s"\nmark = "assumed"\n'


def test_a_line_that_says_too_little_or_twice_is_refused_by_name():
    assert read(LINE)["a"].value == 1
    with pytest.raises(BadDistribution, match="a lacks source"):
        read('[[figure]]\nkey = "a"\nvalue = 1\nmark = "assumed"\n')
    with pytest.raises(BadDistribution, match="a is marked guessed"):
        read(LINE.replace("assumed", "guessed"))
    with pytest.raises(BadDistribution, match="a is stated twice"):
        read(LINE + LINE)


@pytest.mark.parametrize("bad", [{"a": 0}, {"a": 1, "b": -1}])
def test_weights_of_nothing_are_no_weights(bad):
    with pytest.raises(ValueError, match="no weights"):
        Weights.of(bad)
