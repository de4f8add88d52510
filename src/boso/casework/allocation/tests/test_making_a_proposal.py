"""A proposal is frozen, answered, replayed and at last erased; nothing else is written, and nobody unseen is named."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.utils import timezone

from boso.casework.allocation import actions, case, declaring, exporting, freezing, gathering, queries, reckoning, tasks
from boso.casework.allocation.gathering import Wish
from boso.casework.allocation.models import MoveAnswer, Reply, Run, RunState
from boso.casework.allocation.showing import Told
from boso.casework.allocation.tests.conftest import SUITABLE
from boso.casework.dwellings.models import Status
from boso.casework.households.models import Household
from boso.core.law import parameters
from boso.core.values.periods import add_months
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry


def wish(town, moves=1):
    return Wish(town.today, moves, "2026-11")


@pytest.fixture
def chained(town):
    """A tenant who wants the vacant home leaves one that somebody without a home can use."""
    small, large = town.home("Litengata", rooms=1, bedrooms=1), town.home("Storgata", rooms=3, bedrooms=2)
    town.home("Sliten", status=Status.MAINTENANCE)
    town.home("Embetsgata", kind="official")
    family = town.household("Lun Vadmel", lives_in=small, bedrooms=2, rooms=3)
    alone = town.household("Stø Bautastein", days=90, bedrooms=1, rooms=2, area="any")
    town.household("Vag Tåkedott", days=50, certainty="guessed")
    return family, alone, small, large


def moves_of(run):
    answer = freezing.answer_of(run, freezing.keys_of(run))
    return {(row["household"], row["dwelling"]) for row in answer["assigned"]}


def test_a_chain_serves_both_and_nothing_but_the_run_is_written(town, chained):
    family, alone, small, large = chained
    before = list(Household.objects.order_by("pk").values())
    run = actions.run(town.group, town.place, wish(town), "Fordelingsmøte")
    assert (run.state, run.households, run.served, run.by_chain, run.moved) == (RunState.DONE, 2, 2, 1, 0)
    assert moves_of(run) == {(str(family.pk), str(large.pk)), (str(alone.pk), str(small.pk))}
    assert list(Household.objects.order_by("pk").values()) == before
    large.refresh_from_db()
    assert large.status == Status.READY
    document = json.loads(freezing.asked_of(run, freezing.keys_of(run)))
    assert document["left_out"] == {"maintenance": 1, "not_by_need": 1, "unsure": 1}
    assert "Vadmel" not in json.dumps(document, ensure_ascii=False)
    assert "Vadmel" not in run.asked + run.answer
    assert Entry.objects.filter(verb="run.make").exists()
    assert actions.replay(town.keeper, run)
    frozen = queries.one(town.keeper, run.pk)
    frozen.answer_digest = "0" * 64
    assert not actions.replay(town.keeper, frozen)
    lively = queries.lively(town.group, run)
    told = Told(town.group, run, lively)
    assert [len(chain) for chain in told.chains()] == [2]
    household, dwelling = lively.number[str(family.pk)], lively.place[str(large.pk)]
    assert case.served(lively, lively.declining(household, dwelling)) == frozenset({lively.number[str(alone.pk)]})
    assert set(lively.effects) == set(lively.declared.rules.keys)


def test_without_moves_the_tenant_does_not_stand_in_the_order(town, chained):
    _family, alone, _small, large = chained
    run = actions.run(town.group, town.place, wish(town, moves=0))
    assert (run.households, run.served) == (1, 1)
    assert moves_of(run) == {(str(alone.pk), str(large.pk))}
    assert "forslag" in str(run).lower() or "proposal" in str(run).lower()


def test_a_tenant_whose_home_does_not_fit_may_be_asked_and_is_never_worse_off(town):
    cramped = town.home("Litengata", rooms=2, bedrooms=1)
    large = town.home("Storgata", rooms=3, bedrooms=2)
    tenant = town.household("Lun Vadmel", lives_in=cramped, bedrooms=2, rooms=3, **SUITABLE)
    alone = town.household("Stø Bautastein", bedrooms=1, rooms=2)
    data = declaring.standard(town.today)
    data["rules"]["bedrooms_to_spare"] = {"on": True, "more": 0}
    actions.declare(town.group, town.place, town.today, data, "Møte 1")
    run = actions.run(town.group, town.place, wish(town))
    assert (run.served, run.moved, run.by_chain) == (1, 1, 1)
    assert run.declaration is not None
    needed = {row["dwelling"]: row["consent_needed"] for row in exporting.rows(town.group, run=str(run.pk))}
    assert needed == {f"B-{cramped.pk}": False, f"B-{large.pk}": True}
    data["tenants"] = "none"
    actions.declare(town.group, town.place, town.today, data, "Møte 2")
    assert actions.run(town.group, town.place, wish(town)).served == 0
    data["tenants"] = "all"
    document = gathering.gathered(town.place.pk, data, wish(town))
    assert {row["id"]: row["tenant"] for row in document["households"]} == {str(tenant.pk): "may", str(alone.pk): None}
    next(row for row in document["households"] if row["tenant"])["need"]["bedrooms"] = 1
    lively = case.Case(document)
    assert len(lively.pairs.of(lively.number[str(tenant.pk)])) == 0


def test_what_a_tenant_says_to_moving_is_written_down_and_a_no_keeps_them_where_they_are(town):
    cramped = town.home("Litengata", rooms=2, bedrooms=1)
    town.home("Storgata", rooms=3, bedrooms=2)
    tenant = town.household("Lun Vadmel", lives_in=cramped, bedrooms=2, rooms=3, **SUITABLE)
    alone = town.household("Stø Bautastein", bedrooms=1, rooms=2)
    data = declaring.standard(town.today)
    data["rules"]["bedrooms_to_spare"] = {"on": True, "more": 0}
    actions.declare(town.group, town.place, town.today, data, "Møte 1")
    run = actions.run(town.group, town.place, wish(town))
    yesterday, a_year_ago = town.today - dt.timedelta(days=1), add_months(town.today, -12)

    def row():
        return next(row for row in exporting.rows(town.group, run=str(run.pk)) if row["household"] == tenant.reference)

    def served():
        return actions.run(town.group, town.place, wish(town)).served

    assert row()["consent_needed"] and row()["answer"] is None
    said = actions.answer(town.group, run, tenant.pk, Reply.YES, yesterday)
    assert (said.dwelling_id, str(said)) == (cramped.pk, f"S-{said.pk}")
    assert (row()["consent_needed"], row()["answer"], row()["answered_on"]) == (False, Reply.YES, yesterday)
    actions.answer(town.group, run, tenant.pk, Reply.NO, town.today)
    assert row()["consent_needed"] and row()["answer"] == Reply.NO
    assert served() == 0
    assert gathering.gathered(town.place.pk, data, wish(town))["left_out"] == {"said_no": 1}
    MoveAnswer.objects.filter(reply=Reply.NO).update(on=a_year_ago)
    assert served() == 1, "the yes is newer, and the no has run out"
    MoveAnswer.objects.update(reply=Reply.NO, on=town.today, dwelling=town.home("Annengata"))
    assert served() == 1, "a no to leaving another dwelling says nothing of this one"
    for actor in (town.keeper, town.worker):
        with pytest.raises(Refused):
            actions.answer(actor, run, tenant.pk, Reply.YES, town.today)
    with pytest.raises(Refused):
        actions.answer(town.group, run, 999_999, Reply.YES, town.today)
    for whom, day in ((tenant, town.today + dt.timedelta(days=1)), (alone, town.today)):
        with pytest.raises(NotNow):
            actions.answer(town.group, run, whom.pk, Reply.YES, day)


def test_two_who_must_not_be_neighbours_are_shown_and_not_settled(town):
    one = town.home("Storgata", number=1, unit_number="H0101", building_fields={})
    town.home("Storgata", number=1, unit_number="H0102", building_fields={})
    stays = town.home("Storgata", number=1, unit_number="H0103", building_fields={})
    town.household("Rå Stubbe", lives_in=stays, neighbours="any", bedrooms=1, rooms=2, **SUITABLE)
    town.household("Lun Vadmel", days=20, neighbours="calm", bedrooms=1, rooms=2)
    loud = {"main_ground": "addiction", "bedrooms": 1, "rooms": 2}
    town.household("Stø Bautastein", **loud)
    assert one.building_id == stays.building_id
    run = actions.run(town.group, town.place, wish(town))
    told = Told(town.group, run, queries.lively(town.group, run))
    assert (run.served, len(told.clashes)) == (2, 1)
    neighbour = town.household("Enda En", lives_in=None, **loud)
    assert neighbour.pk
    told.read(told.movers, told.place.values())
    assert all(step.has_conflict for step in map(told.step, told.movers))


def test_a_protected_household_stands_in_no_proposal(town, chained):
    family, *_rest = chained
    Household.objects.filter(pk=family.pk).update(is_protected=True)
    document = gathering.gathered(town.place.pk, declaring.standard(town.today), wish(town))
    assert str(family.pk) not in {row["id"] for row in document["households"]}
    assert "apart" not in document["left_out"]


def test_classes_and_waiting_time_are_as_declared(town):
    home = town.home("Storgata")
    first, second = town.household("Lun Vadmel", days=10), town.household("Stø Bautastein", days=400)
    data = declaring.standard(town.today)
    assert moves_of(actions.run(town.group, town.place, wish(town))) == {(str(second.pk), str(home.pk))}
    data |= {"waiting": False, "classes": [{"situations": ["at_risk"], "urgency": [], "children": False}]}
    actions.declare(town.group, town.place, town.today, data, "Kommunestyret")
    with pytest.raises(NotNow):
        actions.run(town.group, town.place, wish(town))
    document = gathering.gathered(town.place.pk, data, wish(town))
    assert document["left_out"] == {"no_class": 2}
    data["classes"] = [{"situations": [], "urgency": ["now"], "children": False}]
    document = gathering.gathered(town.place.pk, data, wish(town))
    assert {row["id"] for row in document["households"] if row["since"] is None} == {str(first.pk), str(second.pk)}


def test_no_proposal_is_made_of_a_day_to_come_and_removed_homes_are_left_out(town, chained):
    with pytest.raises(NotNow):
        actions.run(town.group, town.place, Wish(town.today + dt.timedelta(days=1), 1, "lodd"))
    data = declaring.standard(town.today)
    before = gathering.gathered(town.place.pk, data, wish(town))
    gone = town.home("Borte", status=Status.REMOVED, removed_at=timezone.now())
    after = gathering.gathered(town.place.pk, data, wish(town))
    assert str(gone.pk) not in {row["id"] for row in after["dwellings"]}
    assert before == after


def test_nobody_else_sees_runs_or_makes_them(town, chained):
    run = actions.run(town.group, town.place, wish(town))
    for actor in (town.worker, town.planner):
        for refused in (
            lambda actor=actor: queries.one(actor, run.pk),
            lambda actor=actor: queries.lively(actor, run),
            lambda actor=actor: queries.declared(actor, town.place.pk),
            lambda actor=actor: actions.run(actor, town.place, wish(town)),
        ):
            with pytest.raises(Refused) as why:
                refused()
            assert why.value.decision.hidden
        assert queries.declarations(actor, town.place.pk) == []
        assert not queries.runs(actor).exists()
    with pytest.raises(Refused) as why:
        actions.run(town.keeper, town.place, wish(town))
    assert not why.value.decision.hidden
    with pytest.raises(Refused):
        actions.declare(town.keeper, town.place, town.today, declaring.standard(town.today), "x")
    with pytest.raises(Refused):
        list(exporting.rows(town.keeper, run="x"))
    hidden = list(exporting.rows(town.keeper, run=str(run.pk)))
    assert None in {row["household"] for row in hidden}
    shown = list(exporting.rows(town.group, run=str(run.pk)))
    assert None not in {row["household"] for row in shown}


def test_rules_that_mean_nothing_are_not_declared(town):
    data = declaring.standard(town.today)
    for wrong in (
        {**data, "colour": 1},
        {**data, "classes": []},
        {**data, "tenants": "some"},
        {**data, "classes": [{"situations": ["rich"], "urgency": [], "children": False}]},
    ):
        with pytest.raises(NotNow):
            actions.declare(town.group, town.place, town.today, wrong, "x")
    assert str(actions.declare(town.group, town.place, town.today, data, "x")).startswith("R-")


def test_a_large_run_is_a_job_and_an_old_one_is_erased(town, chained, monkeypatch, django_capture_on_commit_callbacks):
    value = parameters.value
    few = {"runs.at_once": 0}
    monkeypatch.setattr(parameters, "value", lambda area, key, on: few.get(key, value(area, key, on)))
    run = actions.run(town.group, town.place, wish(town))
    assert run.state == RunState.WAITING
    assert queries.lively(town.group, run) is None
    assert list(exporting.rows(town.group, run=str(run.pk))) == []
    with pytest.raises(NotNow):
        actions.replay(town.group, run)
    assert tasks.reckon.func(run.pk)
    assert not reckoning.reckon(run.pk)
    run.refresh_from_db()
    assert run.served == 2
    found, turns = queries.turns(town.group, town.place.pk)
    assert (len(found), sorted(turn.proposed for turn in turns)) == (1, [True, True])
    Run.objects.filter(pk=run.pk).update(key_id=uuid.uuid4())
    assert queries.turns(town.group, town.place.pk)[1] == []
    Run.objects.filter(pk=run.pk).update(key_id=run.key_id)
    key = run.key_id
    assert tasks.forget.func() == 0
    assert reckoning.forget_old(town.today + dt.timedelta(days=370)) == 1
    run.refresh_from_db()
    assert (run.state, run.asked, run.answer, run.served) == (RunState.FORGOTTEN, "", "", 2)
    assert not freezing.keys_of(run).keys.get(key)
    with pytest.raises(NotNow):
        queries.turns(town.group, town.place.pk)
    with pytest.raises(NotNow):
        queries.turns(town.worker, town.place.pk)


def test_boso_itself_sees_every_place(town):
    from boso.foundation.access.actor import SYSTEM

    assert town.place in queries.places(SYSTEM)
    assert queries.places(town.keeper) == [town.place]
    assert queries.runs(SYSTEM).count() == 0
    assert Role.PLANNER not in {seat.role for seat in town.group.seats}
