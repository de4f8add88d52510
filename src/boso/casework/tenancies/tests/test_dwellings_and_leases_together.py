"""Whatever happens in whatever order, the history of a dwelling has no gap and no overlap, and its days add up."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from itertools import pairwise
from unittest import mock

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from boso.casework.dwellings import actions_status, queries_stock, states
from boso.casework.dwellings.models import EMPTY, OCCUPIED, Dwelling, EmptyStep, StatusPeriod, StepKind
from boso.casework.dwellings.testing import SINCE, make_dwelling
from boso.casework.tenancies import actions
from boso.casework.tenancies.models import Tenancy
from boso.core.values.periods import Period
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import Refused

NAMES = [transition.name for transition in states.DWELLING.transitions]
BACK = st.integers(0, 40)


class Home(RuleBasedStateMachine):
    """One dwelling, its leases, and a clock that only goes forward."""

    def __init__(self) -> None:
        super().__init__()
        self.dwelling = make_dwelling()
        self.today = SINCE + dt.timedelta(days=60)
        self.clock = mock.patch("django.utils.timezone.localdate", lambda *words: self.today)
        self.clock.start()

    def teardown(self) -> None:
        self.clock.stop()

    def tried(self, act, *words, **more) -> None:
        with suppress(Refused):
            act(SYSTEM, *words, **more)

    @property
    def home(self) -> Dwelling:
        return Dwelling.objects.get(pk=self.dwelling.pk)

    @property
    def lease(self) -> Tenancy | None:
        return Tenancy.objects.filter(dwelling=self.dwelling, ended_on__isnull=True).first()

    @rule(days=st.integers(1, 90))
    def time_passes(self, days: int) -> None:
        self.today += dt.timedelta(days=days)
        actions.follow(SYSTEM, self.today)

    @rule(name=st.sampled_from(NAMES), back=BACK)
    def change(self, name: str, back: int) -> None:
        day = self.today - dt.timedelta(days=back)
        self.tried(actions_status.change_status, self.home, name, day, reason="x")

    @rule(kind=st.sampled_from(StepKind.values), back=BACK)
    def step(self, kind: str, back: int) -> None:
        if self.home.status != "removed":
            self.tried(actions_status.begin_step, self.home, kind, self.today - dt.timedelta(days=back), {})

    @rule(back=st.integers(-20, 40))
    def let(self, back: int) -> None:
        terms = {"starts": self.today - dt.timedelta(days=back), "ground": "ordinary"}
        self.tried(actions.open_tenancy, self.home, None, terms)

    @rule(back=BACK)
    def notice(self, back: int) -> None:
        if self.lease is not None:
            self.tried(actions.give_notice, self.lease, self.today - dt.timedelta(days=back), "tenant")

    @rule()
    def take_back(self) -> None:
        if self.lease is not None:
            self.tried(actions.take_back_notice, self.lease)

    @rule(back=st.integers(-20, 40))
    def end(self, back: int) -> None:
        if self.lease is not None:
            self.tried(actions.end_tenancy, self.lease, self.today - dt.timedelta(days=back), "other")

    @invariant()
    def history_has_no_gap_and_no_overlap(self) -> None:
        home = self.home
        periods = list(StatusPeriod.objects.filter(dwelling=home).order_by("starts"))
        assert [one.ends for one in periods[:-1]] == [one.starts for one in periods[1:]]
        assert periods[-1].ends is None
        assert (periods[-1].status, periods[-1].starts) == (home.status, home.status_since)

    @invariant()
    def days_empty_add_up(self) -> None:
        home = self.home
        periods = list(StatusPeriod.objects.filter(dwelling=home).order_by("starts"))
        steps = list(EmptyStep.objects.filter(dwelling=home).order_by("starts"))
        assert all(one.ends is not None and one.ends <= two.starts for one, two in pairwise(steps))
        window = Period(SINCE - dt.timedelta(days=50), self.today)
        found = queries_stock.emptiness(periods, steps, window)
        by_hand = sum(
            max((min(one.ends or self.today, self.today) - one.starts).days, 0)
            for one in periods
            if one.status in EMPTY
        )
        assert found.days == by_hand == found.by_reason.total() == found.by_step.total()
        since = None
        for one in reversed(periods):
            if one.status not in EMPTY:
                break
            since = one.starts
        assert home.empty_since == since

    @invariant()
    def a_lease_that_runs_has_somebody_in_the_dwelling(self) -> None:
        lease = self.lease
        if lease is not None and lease.starts <= self.today:
            assert self.home.status in OCCUPIED
        leases = list(Tenancy.objects.filter(dwelling=self.dwelling).order_by("starts"))
        assert all(one.ended_on is not None and one.ended_on <= two.starts for one, two in pairwise(leases))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_dwelling_and_its_leases_hold_together(fewer):
    run_state_machine_as_test(Home, settings=fewer)
