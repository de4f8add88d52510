"""What can be done with plans, by whom, in which order, and what stands in the way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.programme.plans import actions, actions_more, due, finding, policies, queries, queries_pages
from boso.programme.plans.models import Activity, Challenge, Plan, PlanVersion, Trace
from boso.programme.plans.tests.conftest import TODAY, measured


def test_a_measure_goes_from_plan_to_done_with_reasons_where_they_are_due(measure, leader, other, coordinator):
    assert measure.state == "planned"
    with pytest.raises(NotNow):
        actions.move_activity(leader, measure, "postpone", TODAY, reason=" ")
    actions.move_activity(leader, measure, "postpone", TODAY, reason="Venter på folk")
    assert (measure.state, measure.reason, measure.moved_by_id) == ("postponed", "Venter på folk", leader.user_id)
    actions.move_activity(leader, measure, "start", TODAY)
    assert measure.reason == ""
    actions.move_activity(leader, measure, "finish", TODAY)
    assert measure.done_on == TODAY
    with pytest.raises(NotNow):
        actions.move_activity(leader, measure, "finish", TODAY)
    with pytest.raises(Refused):
        actions.move_activity(coordinator, measure, "reopen", TODAY, reason="Ikke ferdig")
    with pytest.raises(Refused) as hidden:
        actions.move_activity(other, measure, "reopen", TODAY, reason="Ikke ferdig")
    assert hidden.value.decision.hidden
    assert queries.history(leader, measure)[0].verb == "activity.finish"


def test_whoever_is_responsible_moves_the_measure_and_nobody_else_below_the_leader(measure, leader, an_actor):
    planner, caseworker = an_actor(Role.PLANNER, "hamar"), an_actor(Role.CASEWORKER, "hamar")
    actions.change_activity(leader, measure, measured(responsible_id=planner.user_id))
    actions.add_result(planner, measure, {"on": TODAY, "words": "Ni deltok", "figure": Decimal(9), "unit": "personer"})
    with pytest.raises(Refused):
        actions.add_result(caseworker, measure, {"on": TODAY, "words": "Ni deltok"})
    with pytest.raises(Refused):
        actions.change_activity(planner, measure, measured())
    with pytest.raises(NotNow):
        actions.add_result(planner, measure, {"on": TODAY, "words": "Ni", "figure": Decimal(9), "unit": ""})
    assert [one.figure for one in queries_pages.results(leader, measure)] == [9]
    assert queries_pages.results(NOBODY, measure) == []


def test_what_slips_raises_a_question_to_its_owner_until_it_is_answered(measure, leader, other, an_actor):
    actions.reschedule(leader, measure, TODAY, TODAY + dt.timedelta(days=5), reason="Kom sent i gang")
    later = TODAY + dt.timedelta(days=9)
    assert [item.about for item in due.slipping(leader, later)] == ["Hamar"]
    assert "06.03.2013" in next(due.slipping(leader, later)).why
    assert "01.03.2013" in next(due.slipping(leader, TODAY + dt.timedelta(days=1))).why
    assert not list(due.slipping(other, later))
    assert not list(due.slipping(NOBODY, later))
    planner = an_actor(Role.PLANNER, "hamar")
    actions.change_activity(leader, measure, {"responsible_id": planner.user_id})
    assert not list(due.slipping(leader, later))
    assert [item.act_url for item in due.slipping(planner, later)] == [f"/plans/activities/{measure.pk}/"]
    for starts, ends, reason in ((None, None, ""), (later, TODAY, "Feil")):
        with pytest.raises(NotNow):
            actions.reschedule(planner, measure, starts, ends, reason=reason)
    assert due.activities_by_id(leader, [str(measure.pk), "x"])[str(measure.pk)].title == "Hamar: Boligskole"


def test_measures_never_wait_for_each_other_in_a_ring(measure, hamar, leader, other):
    second = actions.write_activity(leader, hamar, measured(title_nb="Kurs"))
    tie = actions.let_wait(leader, measure, second, "Kurset må være laget")
    assert actions.let_wait(leader, measure, second) == tie
    with pytest.raises(NotNow):
        actions.let_wait(leader, second, measure)
    assert queries_pages.ties(leader, second)[1] == [tie]
    assert queries_pages.edges(leader, [measure, second]) == [(measure.pk, second.pk)]
    assert queries_pages.edges(NOBODY, [measure, second]) == []
    with pytest.raises(Refused):
        queries_pages.dependency(other, tie.pk)
    actions.let_go(leader, queries_pages.dependency(leader, tie.pk))
    assert queries_pages.ties(leader, measure) == ([], [])
    with pytest.raises(NotNow):
        actions.change_activity(leader, measure, {"parent": measure})


def test_the_trace_from_challenge_to_measure_is_read_both_ways(measure, hamar, leader, other):
    fields = {"title_nb": "Ingen vet hva som finnes", "theme": "knowledge", "shared": False}
    challenge = actions.write_challenge(leader, hamar, fields)
    trace = actions.link(leader, measure, challenge, "Boligskolen lærer dem det")
    assert actions.link(leader, measure, challenge) == trace
    assert queries_pages.traces_of(leader, measure) == [trace]
    there = queries.with_traces(leader, queries.challenges(leader, hamar)).get(pk=challenge.pk)
    assert there.seen_traces == [trace]
    actions.change_activity(leader, measure, {"shared": True})
    seen = queries.with_traces(other, queries.activities(other, hamar)).get()
    assert seen.seen_traces == []
    with pytest.raises(Refused):
        queries.challenge(other, challenge.pk)
    assert not policies.may_change(other, challenge)
    with pytest.raises(Refused):
        queries_pages.trace(NOBODY, trace.pk)
    actions.unlink(leader, queries_pages.trace(leader, trace.pk))
    actions.change_challenge(leader, challenge, {**fields, "shared": True})
    assert queries.challenge(other, challenge.pk) == challenge
    with pytest.raises(NotNow):
        actions.retire_challenge(leader, challenge, TODAY, reason="")
    actions.retire_challenge(leader, challenge, TODAY, reason="Løst")
    with pytest.raises(NotNow):
        actions.retire_challenge(leader, challenge, TODAY, reason="Løst")


def test_a_plan_takes_two_people_and_keeps_its_measures_as_they_stood(hamar, leader, owner, other):
    fields = {"title_nb": "Flere hjemme", "body": "council", "starts": 2013, "ends": 2016}
    plan = actions.write_plan(leader, hamar, fields)
    measure = actions.write_activity(leader, hamar, measured(plan=plan))
    first = plan.versions.get()
    with pytest.raises(NotNow):
        actions.write_version(leader, plan)
    actions.change_version(leader, first, "Etter høringen")
    actions.propose_version(leader, first)
    with pytest.raises(NotNow):
        actions.change_version(leader, first, "Mer")
    with pytest.raises(Refused):
        actions.adopt_version(leader, first, TODAY)
    with pytest.raises(Refused):
        queries.version(other, first.pk)
    assert not policies.may_write_version(other, first)
    with pytest.raises(Refused):
        queries.plan(other, plan.pk)
    assert [item.title for item in due.versions(owner, TODAY)] == ["Flere hjemme, versjon 1"]
    assert not list(due.versions(leader, TODAY))
    actions.send_back_version(owner, first, reason="Mangler tall")
    actions.propose_version(leader, first)
    actions.take_back_version(leader, first)
    actions.propose_version(owner, first)
    with pytest.raises(Refused):
        actions.adopt_version(owner, first, TODAY)
    actions.take_back_version(owner, first)
    actions.propose_version(leader, first)
    actions.adopt_version(owner, first, TODAY, case_number="13/45")
    assert [one["title"] for one in queries.version(other, first.pk).contents] == ["Boligskole"]
    actions.move_activity(leader, measure, "start", TODAY)
    second = actions.write_version(leader, plan, "Mer om oppfølging")
    assert [one.number for one in queries.plans(other, hamar).get(pk=plan.pk).seen] == [1]
    actions.propose_version(leader, second)
    actions.adopt_version(owner, second, TODAY)
    first.refresh_from_db()
    assert (first.state, first.contents[0]["state"]) == ("replaced", "planned")
    assert second.contents[0]["state"] == "under_way"
    actions.change_plan(leader, plan, {**fields, "ends": 2017})
    assert queries.plan(other, plan.pk).ends == 2017


def test_the_pre_analysis_is_open_to_all_when_it_is_finished(hamar, leader, other):
    analysis = actions.write_analysis(leader, hamar, {"made_by": "NIBR", "methods": "Intervjuer"})
    with pytest.raises(NotNow):
        actions.write_analysis(leader, hamar, {})
    actions.change_analysis(leader, analysis, {"users_took_part": True})
    actions.move_analysis(leader, analysis, "start", TODAY)
    actions.move_analysis(leader, analysis, "hand_over", TODAY)
    with pytest.raises(Refused):
        queries.analysis(other, analysis.pk)
    with pytest.raises(Refused):
        actions.move_analysis(other, analysis, "finish", TODAY)
    actions.move_analysis(leader, analysis, "finish", TODAY)
    assert queries.analysis(other, analysis.pk).finished_on == TODAY
    with pytest.raises(Refused):
        actions.move_analysis(other, analysis, "reopen", TODAY, reason="Nei")


def test_money_is_applied_for_answered_and_paid_out_never_beyond_what_is_granted(hamar, leader, other):
    fields = {"title_nb": "Oppfølging", "source": "county_governor", "year": 2013}
    money = actions_more.write_funding(leader, hamar, fields)
    with pytest.raises(NotNow):
        actions_more.release(leader, money, Decimal(1))
    actions_more.apply_for(leader, money, TODAY, Decimal(900))
    with pytest.raises(NotNow):
        actions_more.refuse(leader, money, TODAY, reason="")
    actions_more.refuse(leader, money, TODAY, reason="For sent")
    actions_more.apply_for(leader, money, TODAY)
    assert (money.applied, money.reason) == (900, "")
    actions_more.grant(leader, money, TODAY, Decimal(800))
    with pytest.raises(NotNow):
        actions_more.release(leader, money, Decimal(801))
    assert actions_more.release(leader, money, Decimal(300)).released == 300
    with pytest.raises(Refused):
        queries.money(other, money.pk)
    with pytest.raises(Refused):
        actions_more.release(other, money, Decimal(1))
    own = actions_more.write_funding(leader, hamar, {**fields, "source": "own"})
    actions_more.change_funding(leader, own, {"shared": True})
    actions_more.set_aside(leader, own, TODAY, Decimal(50))
    assert queries.money(other, own.pk).granted == 50


def test_homes_risks_and_decisions_are_written_changed_and_moved(hamar, leader, other):
    homes = actions_more.write_homes(leader, hamar, {"title_nb": "Ti boliger", "low": 8, "high": 10})
    actions_more.change_homes(leader, homes, {"shared": True, "ends": TODAY - dt.timedelta(days=1)})
    assert [item.act_url for item in due.slipping_homes(leader, TODAY)] == [f"/plans/homes/{homes.pk}/"]
    assert not list(due.slipping_homes(other, TODAY)) + list(due.slipping_homes(NOBODY, TODAY))
    actions_more.move_homes(leader, homes, "drop", TODAY, reason="For dyrt")
    assert (queries.homes(other, homes.pk).state, homes.reason) == ("dropped", "For dyrt")
    assert not list(due.slipping_homes(leader, TODAY))
    fields = {"title": "Prisene stiger", "likelihood": 2, "consequence": 3, "look_again_on": TODAY}
    risk = actions_more.write_risk(leader, hamar, fields)
    assert [item.due for item in due.risks(leader, TODAY)] == [TODAY]
    assert not list(due.risks(NOBODY, TODAY))
    actions_more.change_risk(leader, risk, {"likelihood": 3})
    actions_more.move_risk(leader, risk, "happen")
    actions_more.move_risk(leader, risk, "close", reason="Kjøpt i tide")
    assert (risk.weight, risk.reason, risk.state) == (9, "Kjøpt i tide", "closed")
    decision = actions_more.write_decision(leader, hamar, {"title": "Kjøp", "on": TODAY, "body": "council"})
    actions_more.change_decision(leader, decision, {"why": "Behovet er størst"})
    for find, row in ((queries.risk, risk), (queries.decision, decision)):
        assert find(leader, row.pk) == row
        with pytest.raises(Refused):
            find(other, row.pk)
    with pytest.raises(Refused):
        queries_pages.require_inside(other, hamar)


def test_the_words_of_the_report_are_not_rewritten_but_its_measures_are_moved_on(reported, leader, other, evaluator):
    row = Activity.objects.get(fact_id="activities.hamar.decisions")
    assert not policies.may_change(leader, row)
    assert policies.may_move(leader, row)
    assert not policies.may_move(evaluator, row)
    assert not policies.may_move(NOBODY, row)
    common = Challenge.objects.filter(participation__isnull=True).first()
    assert not policies.may_change(leader, common)
    assert not policies.may_see_inside(leader, None)
    plan = Plan.objects.get(participation=reported)
    version = plan.versions.get()
    assert not policies.may_write_version(leader, version)
    second = actions.write_version(leader, plan, "Ny")
    assert not queries.versions(other).filter(pk=second.pk).exists()
    assert PlanVersion.objects.get(pk=version.pk).state == "adopted"
    with pytest.raises(NotNow):
        actions.unlink(leader, Trace.objects.filter(activity__participation=reported).first())
    hits = list(finding.plans(other, "boligskole", 5))
    assert [hit.title for hit in hits] == ["Boligskole"]
    assert queries_pages.by_id(SYSTEM, [str(row.pk)]) == [row]
    assert not policies.may_write(NOBODY, reported)
    assert not policies.may_move_funding(NOBODY, row)
    assert not policies.may_move_analysis(NOBODY, reported.preanalysis_set.get())
    assert not policies.may_adopt(NOBODY, second)
    assert policies.may_import(SYSTEM, None)
    assert actions.owner_of(common) is None
