"""When a case may be erased: the rules as data, and that what is open, held or unknown is kept."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.retention import rules
from boso.casework.retention.models import Rule, Why
from boso.casework.retention.rules import History, judge

TODAY = dt.date(2026, 11, 23)
MONTHS = rules.months(TODAY)
days = st.dates(dt.date(2005, 1, 1), TODAY)
maybe = st.none() | days
histories = st.builds(
    History,
    closed_on=maybe, mistake=st.booleans(), has_lease=st.booleans(), open_lease=st.booleans(), last_lease=maybe,
    open_stay=st.booleans(), last_stay=maybe, held=st.booleans(), loan=st.booleans(), care=st.booleans(),
)  # fmt: skip


def test_every_rule_has_a_length_or_says_that_nobody_knows():
    assert MONTHS == {
        Rule.WITHOUT_LEASE: 60, Rule.WITH_LEASE: 120, Rule.MISTAKE: 3, Rule.DRAFT: 12, Rule.LOAN: None, Rule.CARE: None,
    }  # fmt: skip
    assert {found.mark for found in rules.parameters(TODAY).values()} == {"assumed", "unknown"}


@given(histories)
def test_what_is_due_is_closed_over_and_old_by_each_day_of_its_own(history):
    verdict = judge(history, MONTHS, TODAY)
    if not verdict.due:
        assert verdict.kept is not None
        return
    assert history.closed_on is not None
    assert not (history.open_lease or history.open_stay or history.held or history.loan or history.care)
    years = 10 if history.has_lease else 0 if history.mistake else 5
    for day in (history.closed_on, history.last_lease, history.last_stay):
        assert day is None or (TODAY - day).days >= 365 * years
    assert verdict.since is not None
    assert verdict.since <= TODAY


@pytest.mark.parametrize(
    ("history", "rule", "kept"),
    [
        (History(None), Rule.WITHOUT_LEASE, Why.OPEN),
        (History(dt.date(2021, 11, 23)), Rule.WITHOUT_LEASE, None),
        (History(dt.date(2021, 11, 24)), Rule.WITHOUT_LEASE, Why.NOT_YET),
        (History(dt.date(2015, 1, 1), has_lease=True, last_lease=dt.date(2016, 11, 23)), Rule.WITH_LEASE, None),
        (History(dt.date(2015, 1, 1), has_lease=True, last_lease=dt.date(2017, 1, 1)), Rule.WITH_LEASE, Why.NOT_YET),
        (History(dt.date(2010, 1, 1), has_lease=True, open_lease=True), Rule.WITH_LEASE, Why.LEASE),
        (History(dt.date(2010, 1, 1), open_stay=True), Rule.WITHOUT_LEASE, Why.STAY),
        (History(dt.date(2010, 1, 1), held=True), Rule.WITHOUT_LEASE, Why.HOLD),
        (History(dt.date(2010, 1, 1), loan=True), Rule.LOAN, Why.UNKNOWN),
        (History(dt.date(2010, 1, 1), care=True, loan=True), Rule.CARE, Why.UNKNOWN),
        (History(dt.date(2026, 8, 23), mistake=True), Rule.MISTAKE, None),
        (History(dt.date(2026, 8, 23), mistake=True, has_lease=True), Rule.WITH_LEASE, Why.NOT_YET),
    ],
)
def test_each_kind_of_case_falls_under_its_rule(history, rule, kept):
    verdict = judge(history, MONTHS, TODAY)
    assert (verdict.rule, verdict.kept, verdict.due) == (rule, kept, kept is None)


def test_with_every_rule_unknown_nothing_is_ever_due():
    nothing = dict.fromkeys(Rule)
    assert judge(History(dt.date(1990, 1, 1)), nothing, TODAY).kept is Why.UNKNOWN
    assert rules.earliest(nothing, TODAY, tuple(Rule)) >= TODAY
