"""A living check asks what it is told to, says when it turns, and waits for its owner to say what follows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.utils import timezone

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message
from boso.programme.findings import actions, actions_checks, due, message_kinds, queries, queries_checks, showing, tasks
from boso.programme.findings.checks import Found
from boso.programme.findings.models import Check, Reading
from boso.programme.findings.tests.conftest import TODAY
from boso.programme.partnership.models import Goal, Plan

NOW = dt.datetime(2013, 3, 1, 5, 20, tzinfo=dt.UTC)
ASKS = {"query": "test.gauge", "arguments": {"what": "a"}, "condition": "at_least", "low": Decimal(10), "nb": "Nok"}


def found(value, **more) -> Found:
    return Found(Decimal(value) if value is not None else None, **more)


@pytest.fixture
def check(coordinator, finding, gauge):
    gauge.found = found(12, base=20, source="Måleren", on=TODAY, told_as="count")
    return actions_checks.add_check(coordinator, finding, None, ASKS, now=NOW)


def next_night(check, gauge, value, **more) -> bool:
    gauge.found = found(value, **more)
    actions_checks.run_by_clock(SYSTEM, NOW + dt.timedelta(days=1))
    check.refresh_from_db()
    return check.readings.first().turned


def test_a_check_is_asked_at_once_and_read_as_every_reader_sees(check, gauge, leader):
    assert (check.verdict, check.value, check.base, check.held) == ("holds", 12, 20, True)
    assert gauge.asked.get("what") == "a"
    assert gauge.asked.get("code") == ""
    assert not gauge.reader.is_bank
    assert gauge.reader.is_member
    read = showing.read(check)
    assert (read.value, read.demands, read.asks) == ("12 av 20 ting", "minst 10", "Måler")
    assert showing.arguments(check, leader) == [("Hva", "Alt")]
    assert not Message.objects.exists()


def test_what_turns_goes_to_its_owner_once_and_waits_until_noted(check, gauge, coordinator, leader):
    assert not next_night(check, gauge, 12, base=20, source="Måleren", on=TODAY, told_as="count")
    assert check.readings.count() == 1
    assert not next_night(check, gauge, 11)
    assert check.readings.count() == 2
    assert next_night(check, gauge, 9)
    assert (check.verdict, check.since) == ("no_longer", dt.date(2013, 3, 2))
    assert [one.recipient_id for one in Message.objects.all()] == [coordinator.user_id]
    (said,) = message_kinds.words(coordinator, [{"check": check.pk}])
    assert said["check"] == "Nok"
    (item,) = due.turned(coordinator, TODAY)
    assert item.title == "Nok"
    assert not list(due.turned(leader, TODAY))
    reading = queries_checks.reading(coordinator, check.readings.first().pk)
    with pytest.raises(Refused):
        actions_checks.note(leader, reading, "Nei", TODAY)
    with pytest.raises(NotNow):
        actions_checks.note(coordinator, reading, " ", TODAY)
    actions_checks.note(coordinator, reading, " Vi ser på det ", TODAY)
    assert not list(due.turned(coordinator, TODAY))
    with pytest.raises(NotNow):
        actions_checks.note(coordinator, check.readings.last(), "Nei", TODAY)
    assert queries.turned(leader, dt.date(2013, 3, 1)).get().noted == "Vi ser på det"
    assert not queries.turned(leader, dt.date(2013, 3, 3)).exists()
    assert not queries.turned(leader, dt.date(2013, 1, 1), dt.date(2013, 2, 1)).exists()
    assert showing.read(check).verdict != showing.NEVER_HELD
    assert showing.read(check, check.readings.last()).colour == "success"


def test_what_cannot_be_asked_is_measured_by_nobody(check, gauge, monkeypatch):
    next_night(check, gauge, None, why="hidden")
    assert (check.verdict, check.why) == ("unmeasured", "hidden")
    assert not showing.read(check).value
    next_night(check, gauge, 1, source="gone")
    assert (check.verdict, check.why) == ("unmeasured", "gone")
    Check.objects.filter(pk=check.pk).update(query="nobody.knows", why="")
    next_night(check, gauge, 1)
    assert check.why == "gone"
    read = showing.read(check)
    assert (read.asks, read.unit, showing.arguments(check, SYSTEM)) == ("nobody.knows", "", [])


def test_a_changed_question_turns_nothing_and_a_paused_one_is_not_asked(check, gauge, coordinator, leader):
    with pytest.raises(Refused):
        actions_checks.run_check(leader, check)
    gauge.found = found(12)
    actions_checks.edit_check(coordinator, check, {**ASKS, "low": Decimal(15)})
    assert (check.verdict, check.held, check.readings.first().turned) == ("no_longer", False, False)
    assert showing.read(check).verdict == showing.NEVER_HELD
    actions_checks.move_check(coordinator, check, "pause", reason="Vent")
    assert queries_checks.to_run(SYSTEM) == []
    assert showing.read(check).is_paused
    actions_checks.move_check(coordinator, check, "resume")
    assert tasks.run_checks.func() == [1, 0]
    with pytest.raises(Refused):
        queries_checks.to_run(coordinator)


@pytest.mark.parametrize(
    "wrong",
    [
        {"query": "nobody.knows"},
        {"low": None},
        {"condition": "at_most", "high": None},
        {"condition": "between", "high": Decimal(1)},
    ],
)
def test_a_check_without_sense_is_refused(wrong, coordinator, finding, gauge):
    with pytest.raises(NotNow):
        actions_checks.add_check(coordinator, finding, None, {**ASKS, **wrong})


def test_a_municipalitys_figures_are_asked_inside_and_seen_inside(hamar, leader, other, coordinator, a_fact, gauge):
    own = actions.write_finding(
        leader, hamar, {"title_nb": "Vårt", "strength": "weak", "owner_role": "programme_leader"}
    )
    actions.add_evidence(leader, own, "fact", fact=a_fact, on=TODAY)
    actions.move_finding(leader, own, "raise", on=TODAY)
    gauge.found = found(12)
    check = actions_checks.add_check(leader, own, None, ASKS, now=NOW)
    assert check.participation == hamar
    assert gauge.reader.holds(Role.STEERING_GROUP, at=hamar.organisation_id)
    with pytest.raises(Refused):
        queries.check(other, check.pk)
    with pytest.raises(Refused):
        queries.readings(other, check)
    assert next_night(check, gauge, 1)
    assert [one.recipient_id for one in Message.objects.all()] == [leader.user_id]
    assert [item.title for item in due.turned(leader, TODAY)] == ["Nok"]
    reading = Reading.objects.get(turned=True)
    with pytest.raises(Refused):
        queries_checks.reading(other, reading.pk)
    assert queries.turned(leader, dt.date(2013, 1, 1), participant=hamar).get() == reading
    named = actions_checks.edit_check(leader, check, {**ASKS, "owner_id": coordinator.user_id})
    assert [one.pk for one in queries_checks.owners(named, TODAY)] == [coordinator.user_id]
    assert queries_checks.owners(Check(finding=own), timezone.localdate())[0].pk == leader.user_id
    own.participation = None
    assert queries_checks.owners(Check(finding=own), TODAY) == []


def test_a_result_goal_carries_a_check_too(coordinator, leader, hamar, gauge):
    plan = Plan.objects.create(key="p", starts=2011, ends=2017)
    goal = Goal.objects.create(plan=plan, level="result", number=1, label_nb="Mål", quote="Ord")
    gauge.found = found(1)
    with pytest.raises(Refused):
        actions_checks.add_check(leader, goal, None, ASKS)
    check = actions_checks.add_check(coordinator, goal, hamar, ASKS, now=NOW)
    assert showing.read(check).verdict == showing.NEVER_HELD
    assert [one.user_id for one in [coordinator]] == [one.pk for one in queries_checks.owners(check, TODAY)]
    assert actions_checks._at(check) == hamar.organisation_id
    assert next_night(check, gauge, 12)
    assert queries_checks.my_turned(coordinator).get().check_of == check
    assert not queries_checks.my_turned(SYSTEM).exists()


def test_values_are_written_as_people_write_them():
    check = Check(query="gone", condition="between", low=Decimal(900_000), high=Decimal(1_100_000), told_as="kroner")
    check.value, check.base, check.verdict = Decimal("1380000.0000"), 5, "holds"
    read = showing.read(check)
    assert (read.value.replace("\u00a0", " "), read.demands.replace("\u00a0", " ")) == (
        "1 380 000 kr, av 5", "mellom 900 000 kr og 1 100 000 kr",
    )  # fmt: skip
    check.told_as, check.value, check.base, check.condition, check.low = (
        "percent",
        Decimal("12.5"),
        32,
        "equals",
        Decimal(1),
    )
    check.query = "plans.activities"
    assert (read.value, read.demands) == ("12,5 % (32 tiltak)", "nøyaktig 1 %")
    check.told_as, check.base, check.condition = "count", None, "exists"
    assert (read.value, read.demands) == ("12,5 tiltak", "et tall i det hele tatt")
    check.condition = "at_most"
    assert read.demands.replace("\u00a0", " ") == "høyst 1 100 000"
    assert showing.figure(None) == ""
