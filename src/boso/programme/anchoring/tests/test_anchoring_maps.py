"""The task map and the two matrices as pure reckoning: nothing is lost, gaps and doubles are what they say."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.history.models import Change
from boso.programme.anchoring import matrices, taskmap, wording
from boso.programme.anchoring.models import (
    ActorGroup,
    FieldTask,
    HandOver,
    HandOverCheck,
    Involvement,
    InvolvementPhase,
    Mention,
    PlanDocument,
    Reanchoring,
    ScopeEntry,
    Standing,
    TaskPart,
    TaskPlace,
    UnitFunction,
)
from boso.programme.partnership.models import Fact, Function, Participation, TaskAssignment
from boso.programme.plans.models import Activity

DAY = dt.date(2026, 11, 23)
units = st.sampled_from(["NAV", "nav", "Boligkontoret", "Eiendom"])
parts = st.builds(
    TaskPart, field_task=st.sampled_from(FieldTask.values), function=st.sampled_from(UnitFunction.values), unit=units
)
keys = st.sampled_from([*taskmap.KEYS, "frame", "all"])
tasks = st.builds(
    TaskAssignment,
    id=st.integers(1, 10_000),
    key=keys,
    function=st.sampled_from(Function.values),
    after_nb=st.one_of(st.just(""), units),
)


@given(st.lists(tasks, max_size=12, unique_by=lambda task: task.pk), st.lists(parts, max_size=12))
def test_every_task_and_every_part_stands_once_on_the_map(tasks, parts):
    found = taskmap.build(tasks, parts, {})
    entries = [entry for row in found.rows for cell in row.cells.values() for entry in cell.entries]
    silent = [task for row in found.rows for task in row.silent]
    assert sorted(map(id, (e.part for e in entries if e.part))) == sorted(map(id, parts))
    assert len([e for e in entries if e.task]) + len(silent) + len(found.unplaced) == len(tasks)
    for row in found.rows:
        for function, cell in row.cells.items():
            assert cell.is_gap == (cell.needed and not cell.entries)
            named = {entry.unit.lower() for entry in cell.entries}
            assert cell.is_double == (len(named) > 1 and function != UnitFunction.ASKED)
    assert found.gaps == len([row for row in found.rows if row.gaps])
    assert found.doubles == len([row for row in found.rows if row.doubles])


def test_a_member_places_a_task_where_its_key_would_not():
    task = TaskAssignment(id=1, key="allocate-dwelling", function=Function.DOES, after_nb="NAV")
    found = taskmap.build([task], [], {1: "temporary"})
    (row,) = [row for row in found.rows if row.cells[UnitFunction.DOES].entries]
    assert row.task == FieldTask.TEMPORARY
    assert row.cells[UnitFunction.ASKED].needed is False


@given(st.lists(st.sampled_from(Standing.values), max_size=6))
def test_the_firmest_standing_says_most(standings):
    found = matrices.firmest(Mention(pk=n, standing=one) for n, one in enumerate(standings, 1))
    assert (found is None) == (not standings)
    if found is not None:
        assert all(matrices.FIRMNESS[found.standing] >= matrices.FIRMNESS[one] for one in standings)


def test_documents_stand_by_activity_and_unseen_activities_are_left_out():
    seen, unseen = Activity(id=1, title_nb="A"), Activity(id=2, title_nb="B")
    mentions = [
        Mention(id=1, document="goal_map", standing="absent"),
        Mention(id=2, document="area_plan", standing="funded", activity=seen),
        Mention(id=3, document="budget", standing="funded", activity=unseen),
    ]
    whole, one = matrices.documents(mentions, [seen])
    assert [best.pk for _document, best, _all in whole.shown if best] == [1]
    assert [best.pk for _document, best, _all in one.shown if best] == [2]
    assert [one.pk for one in matrices.in_order(mentions)] == [2, 3, 1]
    assert len(one.shown) == len(PlanDocument)


def test_a_members_newest_entry_holds_and_a_contradiction_never_does():
    common = {"group": ActorGroup.NAV, "phase": InvolvementPhase.PLANNING, "nb": "x"}
    odd = Involvement(id=1, fact=Fact(id="a", mark="contradiction"), degree="strong", **common)
    plain = Involvement(id=2, fact=Fact(id="b", mark="stated"), degree="weak", **common)
    old = Involvement(id=3, on=dt.date(2020, 1, 1), degree="some", **common)
    new = Involvement(id=4, on=DAY, degree="none", **common)

    def held(*entries):
        rows = matrices.involvement(entries)
        return next(c.holds for r in rows if r.group == "nav" for c in r.cells if c.phase == "planning")

    assert held(odd, plain) == plain
    assert held(odd, plain, new, old) == new
    assert matrices.weak(matrices.involvement([plain])) == [ActorGroup.NAV]
    assert held() is None
    assert plain.when_words == "" and new.when_words == "23.11.2026"


def test_rows_say_what_they_are():
    named = {"participation_id": 7}
    for row, told in (
        (ScopeEntry(kind="service", name_nb="Startlån", **named), "7 service Startlån"),
        (TaskPart(field_task="lease", function="does", unit="NAV", **named), "7 lease does NAV"),
        (TaskPlace(task_id=3, field_task="lease"), "3 lease"),
        (Mention(document="budget", standing="funded", **named), "7 programme budget funded"),
        (Reanchoring(election_on=DAY, **named), "7 2026-11-23"),
        (Involvement(group="nav", phase="planning", degree="weak", **named), "7 nav planning weak"),
        (HandOver(activity_id=2, owner="NAV"), "2 NAV"),
        (HandOverCheck(hand_over_id=1, on=DAY, still="runs"), "1 2026-11-23 runs"),
    ):
        assert str(row) == told
    assert Mention(as_of="autumn 2011").when_words


def test_a_change_of_scope_is_told_from_where_to_where():
    moved = Change(fields={"place": ["undecided", "line"], "decided_by": ["", "Rådet"], "nb": ["x", ""]})
    assert wording.scope_change(moved) == "Ikke avgjort → I linja. Rådet"
    assert wording.scope_change(Change(fields={})) == ""


def test_an_overview_counts_what_is_decided():
    one = Participation(id=1, slug="x")
    (row,) = matrices.overview(
        [one], [Mention(id=1, participation_id=1, document="budget", standing="funded")],
        {(1, "line"): 2, (1, "programme"): 1, (1, "undecided"): 4},
    )  # fmt: skip
    assert (row.decided, row.undecided) == (3, 4)
    assert [found.pk for _document, found in row.documents if found] == [1]
