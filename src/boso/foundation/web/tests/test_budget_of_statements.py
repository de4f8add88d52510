"""Whatever is asked, a page sends no more than it may, and asking for the rest comes to an end."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import connection, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from boso.foundation.web.budget import Budget, Spent, ask, numbered
from boso.foundation.web.testing import statements

COSTS = st.lists(st.integers(min_value=0, max_value=10), max_size=12)


def spend(cost: int) -> int:
    with connection.cursor() as cursor:
        for _ in range(cost):
            cursor.execute("SELECT 1")
    return cost


class Asking(TestCase):
    @given(costs=COSTS, most=st.integers(min_value=0, max_value=9))
    def test_everything_a_page_can_afford_is_answered_once(self, costs, most):
        waiting = {place: partial(spend, cost) for place, cost in enumerate(costs)}
        answered: dict[int, int] = {}
        for _ in range(len(costs) + 1):
            with statements() as sent:
                answers = ask(waiting, most)
            assert len(sent) <= most
            assert not answered.keys() & answers.found.keys()
            assert all(costs[place] == 0 or place in answers.found or place in answers.rest or costs[place] > most
                       for place in waiting)  # fmt: skip
            answered |= answers.found
            waiting = {place: waiting[place] for place in answers.rest}
        assert not waiting
        assert answered == {place: cost for place, cost in enumerate(costs) if cost <= most}


def test_the_ends_of_a_transaction_are_counted_with_what_lies_between(transactional_db):
    with statements() as sent, transaction.atomic():
        spend(2)
    assert sorted(sql.split()[0] for sql in sent) == ["BEGIN", "COMMIT", "SELECT", "SELECT"]


def test_one_statement_too_many_is_not_sent(db):
    budget = Budget(1)
    with statements() as sent, pytest.raises(Spent), budget.counted():
        spend(2)
    assert sent == ["SELECT 1"]


@pytest.mark.parametrize(
    ("wish", "places"), [("", [0, 1, 2]), ("1", [1]), ("2.0", [0, 2]), ("7", [0, 1, 2]), ("x.1.²", [1])]
)
def test_an_address_names_things_by_their_places(wish, places):
    assert list(numbered(wish, "abc")) == places
