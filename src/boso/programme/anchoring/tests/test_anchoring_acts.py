"""Scope, task parts, places in plans, anchoring anew, who takes part, hand-overs: act by act, and who may."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.programme.anchoring import actions, due, elections, policies, queries
from boso.programme.anchoring.models import Mention, ScopeEntry, TaskPlace
from boso.programme.anchoring.tests.conftest import DECIDED, TODAY
from boso.programme.partnership.models import Phase, TaskAssignment

YESTERDAY = TODAY - dt.timedelta(days=1)
MENTION = {"document": "budget", "standing": "mentioned", "edition": "2027", "nb": "Post 12"}
OWNER = {"owner": "Boligkontoret", "budget": "", "starts": dt.date(2025, 11, 1), "note": ""}


def test_what_is_not_decided_has_no_day_and_a_decision_has_day_reason_and_who(entry, leader):
    assert (entry.place, entry.decided_on, entry.decided_by) == ("undecided", None, "")
    for lacking in ({"nb": " "}, {"decided_by": ""}, {"decided_on": None}):
        with pytest.raises(NotNow):
            actions.decide_scope(leader, entry, {**DECIDED, **lacking})
    actions.decide_scope(leader, entry, DECIDED)
    with pytest.raises(NotNow):
        actions.decide_scope(leader, entry, DECIDED)
    actions.decide_scope(leader, entry, {**DECIDED, "place": "undecided"})
    assert ScopeEntry.objects.get(pk=entry.pk).decided_on is None
    verbs = list(
        Change.objects.filter(object_type="anchoring.scopeentry").order_by("id").values_list("verb", flat=True)
    )
    assert verbs[-3:] == ["scope.enter", "scope.decide", "scope.reopen"]


def test_an_entry_stands_once_and_its_measure_is_the_municipalitys_own(hamar, entry, leader, foreign, activity):
    fields = {"kind": "service", "name_nb": "Sykehjem", **DECIDED}
    with pytest.raises(NotNow):
        actions.enter_scope(leader, hamar, fields)
    with pytest.raises(NotNow):
        actions.enter_scope(leader, hamar, {**fields, "kind": "measure", "activity": foreign})
    made = actions.enter_scope(leader, hamar, {**fields, "kind": "measure", "activity": activity})
    assert made.when_words == "23.11.2026"


def test_only_the_municipalitys_leader_keeps_its_registers(hamar, entry, other, coordinator, an_actor):
    owner, caseworker = an_actor(Role.PROGRAMME_OWNER, "hamar"), an_actor(Role.CASEWORKER, "hamar")
    assert policies.may_edit(owner, hamar)
    for actor in (other, coordinator, caseworker):
        assert not policies.may_edit(actor, hamar)
        with pytest.raises(Refused):
            actions.decide_scope(actor, entry, DECIDED)
    assert policies.may_edit(NOBODY, hamar).hidden
    assert policies.may_see(caseworker)
    assert not policies.may_see(NOBODY)
    assert policies.may_see_inside(coordinator, hamar)
    assert not policies.may_see_inside(other, hamar)


def test_what_stands_in_the_report_is_not_rewritten(hamar, leader, an_actor):
    reported = queries.scope(leader, hamar).filter(fact__isnull=False).first()
    decision = policies.may_change_scope(leader, reported)
    assert not decision
    assert not decision.hidden
    assert policies.may_change_scope(NOBODY, reported).hidden
    with pytest.raises(Refused):
        actions.decide_scope(leader, reported, DECIDED)


def test_an_entry_on_a_measure_that_is_not_shared_is_seen_inside_only(hamar, leader, other, coordinator, activity):
    fields = {"kind": "measure", "name_nb": "Boskole", "activity": activity, **DECIDED}
    made = actions.enter_scope(leader, hamar, fields)
    assert queries.scope_entry(leader, made.pk) == queries.scope_entry(coordinator, made.pk)
    with pytest.raises(Refused):
        queries.scope_entry(other, made.pk)
    with pytest.raises(Refused):
        queries.scope_entry(NOBODY, made.pk)
    unnamed = ScopeEntry.objects.filter(participation__isnull=True).first()
    assert queries.scope_entry(other, unnamed.pk) == unnamed


def test_units_get_and_lose_parts_and_the_map_shows_gaps_and_doubles(hamar, leader):
    def row(task):
        return next(row for row in queries.task_map(leader, hamar, TODAY).rows if row.task == task)

    assert [cell.function for cell in row("allowance").gaps] == ["decides", "does"]
    part = {"field_task": "allowance", "function": "does", "unit": "NAV", "starts": YESTERDAY}
    one = actions.add_part(leader, hamar, part)
    with pytest.raises(NotNow):
        actions.add_part(leader, hamar, {**part, "unit": "nav"})
    actions.add_part(leader, hamar, {**part, "unit": "Boligkontoret"})
    assert [cell.function for cell in row("allowance").doubles] == ["does"]
    for day in (YESTERDAY, None):
        with pytest.raises((NotNow, TypeError)):
            actions.end_part(leader, one, day)
    actions.end_part(leader, one, TODAY)
    with pytest.raises(NotNow):
        actions.end_part(leader, one, TODAY)
    assert not row("allowance").doubles
    assert queries.part(leader, one.pk) == one
    with pytest.raises(Refused):
        queries.part(NOBODY, one.pk)
    with pytest.raises(Refused):
        queries.task_map(NOBODY, hamar, TODAY)


def test_a_task_of_the_municipalitys_own_is_placed_on_the_map(hamar, leader):
    task = TaskAssignment.objects.create(
        participation=hamar, key="noe", task_nb="Noe", task_nn="Noko", task_en="Something", after_nb="Bolig"
    )
    assert task in queries.task_map(leader, hamar, TODAY).unplaced
    for under in ("lease", "temporary"):
        actions.place_task(leader, task, under)
    assert TaskPlace.objects.get(task=task).field_task == "temporary"
    assert task not in queries.task_map(leader, hamar, TODAY).unplaced


def test_a_cell_of_the_matrix_has_one_row_and_a_history(hamar, leader, other, coordinator, activity, foreign):
    first = actions.set_mention(leader, hamar, {**MENTION, "activity": activity}, TODAY)
    again = actions.set_mention(leader, hamar, {**MENTION, "activity": activity, "standing": "funded"}, TODAY)
    whole = actions.set_mention(leader, hamar, MENTION, TODAY)
    assert first.pk == again.pk != whole.pk
    assert actions.set_mention(leader, hamar, MENTION, TODAY).pk == whole.pk
    assert Mention.objects.get(pk=first.pk).standing == "funded"
    with pytest.raises(NotNow):
        actions.set_mention(leader, hamar, {**MENTION, "activity": foreign}, TODAY)
    assert first in queries.mentions(coordinator, hamar)
    assert first not in queries.mentions(other, hamar)
    assert not queries.mentions(NOBODY).exists()


def test_an_election_asks_for_anchoring_until_it_is_recorded_once(hamar, leader, coordinator, other):
    assert elections.latest(dt.date(2011, 12, 1)) == dt.date(2011, 9, 12)
    assert elections.latest(TODAY) == dt.date(2023, 9, 11)
    (asked,) = due.elections_held(leader, TODAY)
    assert asked.due == dt.date(2024, 3, 11)
    assert not list(due.elections_held(coordinator, TODAY))
    done = {"done_on": TODAY, "how": "Kommunestyret"}
    election = elections.latest(TODAY)
    with pytest.raises(NotNow):
        actions.record_reanchoring(leader, hamar, election, {**done, "done_on": dt.date(2023, 9, 1)})
    recorded = actions.record_reanchoring(leader, hamar, election, done)
    with pytest.raises(NotNow):
        actions.record_reanchoring(leader, hamar, election, done)
    assert not list(due.elections_held(leader, TODAY))
    assert list(due.elections_held(leader, dt.date(2027, 10, 1)))
    assert recorded in queries.reanchorings(leader, hamar)
    assert not queries.reanchorings(other, hamar).exists()
    hamar.phase = Phase.ENDED
    hamar.save()
    assert not list(due.elections_held(leader, dt.date(2027, 10, 1)))


def test_the_newest_involvement_holds_and_what_others_enter_is_their_own(hamar, leader, other):
    fields = {"group": "nav", "phase": "planning", "nb": "To møter"}
    for degree, on in (("some", YESTERDAY), ("strong", TODAY)):
        actions.record_involvement(leader, hamar, {**fields, "degree": degree, "on": on})
    from boso.programme.anchoring import matrices

    def held(actor):
        rows = matrices.involvement(queries.involvements(actor, hamar))
        return next(cell for row in rows if row.group == "nav" for cell in row.cells if cell.phase == "planning")

    assert held(leader).holds.degree == "strong"
    assert held(other).holds.degree == "weak"
    assert len(held(leader).entries) == 3


def test_a_hand_over_is_agreed_changed_and_asked_about_one_year_after(hamar, leader, other, activity):
    (missing,) = due.ownerless(leader, TODAY)
    assert "Boskole" in missing.title
    made = actions.agree_hand_over(leader, activity, OWNER)
    assert not list(due.ownerless(leader, TODAY))
    changed = actions.agree_hand_over(leader, activity, {**OWNER, "budget": "Post 4"})
    assert changed.pk == made.pk
    (asked,) = due.handed_over(leader, TODAY)
    assert asked.due == dt.date(2026, 11, 1)
    answer = {"on": TODAY, "still": "runs", "words": "Går som avtalt"}
    with pytest.raises(NotNow):
        actions.check_hand_over(leader, made, {**answer, "on": dt.date(2025, 1, 1)})
    actions.check_hand_over(leader, made, answer)
    assert not list(due.handed_over(leader, TODAY))
    assert [check.still for one in queries.hand_overs(leader, hamar) for check in one.checks.all()] == ["runs"]
    assert not queries.hand_overs(other, hamar).exists()
    with pytest.raises(Refused):
        queries.hand_over(other, made.pk)
    assert not queries.lacks_hand_over(activity, {activity.pk})


def test_nobody_else_is_asked_and_what_is_undecided_is_one_line(hamar, entry, leader, coordinator):
    for source in due.SOURCES:
        assert not list(source(coordinator, TODAY))
    (item,) = due.unsettled(leader, TODAY)
    assert "Sykehjem" in item.why
    for number in range(3):
        fields = {"kind": "service", "name_nb": f"Tjeneste {number}", "activity": None, "nb": ""}
        actions.enter_scope(leader, hamar, {**fields, "place": "undecided", "decided_on": None, "decided_by": ""})
    (item,) = due.unsettled(leader, TODAY)
    assert item.why.endswith("…")
    assert due.entries_by_id(leader, [str(entry.pk), "x"])[str(entry.pk)].title == "Sykehjem"
    assert queries.scope_counts(SYSTEM)[hamar.pk, "undecided"] == 4
