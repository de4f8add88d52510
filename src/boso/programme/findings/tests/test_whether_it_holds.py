"""Whether what was found holds: limits, leeway, age, and why nobody measures. No database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.programme.findings.asking import day_of, newest
from boso.programme.findings.judging import Judged, Rule, judge

TODAY = dt.date(2026, 11, 23)
TEN, TWENTY = Decimal(10), Decimal(20)


@pytest.mark.parametrize(
    ("rule", "holding", "failing"),
    [
        (Rule("at_least", low=TEN), (10, 11), (9,)),
        (Rule("at_least", low=TEN, tolerance=Decimal(1)), (9,), (8,)),
        (Rule("at_most", high=TEN), (10, -5), (11,)),
        (Rule("at_most", high=TEN, tolerance=Decimal("0.5")), (10,), (11,)),
        (Rule("between", low=TEN, high=TWENTY), (10, 15, 20), (9, 21)),
        (Rule("equals", low=TEN), (10,), (9, 11)),
        (Rule("equals", low=TEN, tolerance=Decimal(2)), (8, 12), (7, 13)),
        (Rule("exists"), (0, -1), ()),
    ],
)
def test_limits_are_included_and_leeway_widens_them(rule, holding, failing):
    for value in holding:
        assert judge(rule, Decimal(value), None, "", TODAY).verdict == "holds"
    for value in failing:
        assert judge(rule, Decimal(value), None, "", TODAY).verdict == "no_longer"


def test_what_is_missing_too_old_or_undated_is_measured_by_nobody():
    rule = Rule("at_least", low=TEN, window=100)
    assert judge(rule, None, None, "", TODAY) == Judged("unmeasured", "nothing")
    assert judge(rule, None, None, "hidden", TODAY) == Judged("unmeasured", "hidden")
    assert judge(Rule("exists"), None, None, "nothing", TODAY).verdict == "unmeasured"
    assert judge(rule, TEN, None, "", TODAY) == Judged("unmeasured", "undated")
    assert judge(rule, TEN, TODAY - dt.timedelta(days=101), "", TODAY) == Judged("unmeasured", "old")
    assert judge(rule, TEN, TODAY - dt.timedelta(days=100), "", TODAY) == Judged("holds")
    assert judge(rule, TEN, TODAY + dt.timedelta(days=9), "", TODAY) == Judged("holds")


@pytest.mark.parametrize("rule", [Rule("at_least"), Rule("between", low=TEN), Rule("equals"), Rule("at_most")])
def test_a_rule_without_its_limit_is_no_rule(rule):
    with pytest.raises(ValueError, match="needs"):
        rule.allows(TEN)


def test_a_time_as_sources_say_it_is_the_last_day_it_can_mean():
    said = {
        "2011": dt.date(2011, 12, 31), "2012-02": dt.date(2012, 2, 29), "2011-07-01": dt.date(2011, 7, 1),
        "autumn 2011": dt.date(2011, 12, 31), "spring 2012": dt.date(2012, 6, 30), "": None, "en gang": None,
    }  # fmt: skip
    assert {text: day_of(text) for text in said} == said
    assert newest([None, TODAY, dt.date(2020, 1, 1)]) == TODAY
    assert newest([None]) is None
