"""A finding is judged, named as a challenge, advised on, answered, decided and asked about again."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.programme.findings import actions, due, message_kinds, queries, queries_pages
from boso.programme.findings.models import Finding, Recommendation
from boso.programme.findings.tests.conftest import TODAY
from boso.programme.partnership.models import Goal, Plan

LATER = TODAY + dt.timedelta(days=30)


@pytest.fixture
def goal(db):
    plan = Plan.objects.get_or_create(key="p", defaults={"starts": 2011, "ends": 2017})[0]
    told = {"label_nb": "Mål", "label_nn": "Mål", "label_en": "Goal", "quote": "Ordlyden"}
    return Goal.objects.get_or_create(plan=plan, level="result", number=1, defaults=told)[0]


@pytest.fixture
def advice(coordinator, finding):
    hard = actions.name_challenge(coordinator, None, {"title_nb": "Tid", "findings": [finding], "in_plan": []})
    return actions.advise(coordinator, None, {"title_nb": "Begynn før", "to": "bank", "challenges": [hard]})


def refused(act) -> None:
    with pytest.raises(Refused):
        act()


def not_now(act) -> None:
    with pytest.raises(NotNow):
        act()


def test_a_finding_stands_on_evidence(coordinator, leader, a_fact):
    made = actions.write_finding(coordinator, None, {"title_nb": "Løst", "strength": "weak"})
    refused(lambda: actions.write_finding(leader, None, {"title_nb": "Nei", "strength": "weak"}))
    not_now(lambda: actions.move_finding(coordinator, made, "raise", on=TODAY))
    for wrong in ({}, {"fact": a_fact, "ref": "x"}):
        not_now(lambda wrong=wrong: actions.add_evidence(coordinator, made, "fact", on=TODAY, **wrong))
    not_now(lambda: actions.add_evidence(coordinator, made, "table", on=TODAY))
    first = actions.add_evidence(coordinator, made, "fact", fact=a_fact, on=TODAY)
    not_now(lambda: actions.add_evidence(coordinator, made, "fact", fact=a_fact, on=TODAY))
    against = actions.add_evidence(
        coordinator, made, "indicator", ref="homeless", against=True, words=" Men ", on=TODAY
    )
    assert against.nb == "Men"
    refused(lambda: queries.finding(leader, made.pk))
    actions.move_finding(coordinator, made, "raise", on=TODAY)
    assert queries.finding(leader, made.pk).raised_on == TODAY
    assert queries.evidence(leader, made).count() == 2
    not_now(lambda: actions.remove_evidence(coordinator, first))
    refused(lambda: actions.remove_evidence(leader, against))
    actions.remove_evidence(coordinator, against)
    first.added_by = None
    not_now(lambda: actions.remove_evidence(coordinator, first))
    edited = actions.edit_finding(coordinator, made, {"title_nb": "Fast", "touches": []})
    assert edited.title == "Fast"
    not_now(lambda: actions.move_finding(coordinator, made, "withdraw", on=TODAY))
    actions.move_finding(coordinator, made, "withdraw", reason=" Feil ", on=TODAY)
    assert Finding.objects.get(pk=made.pk).reason == "Feil"
    actions.move_finding(coordinator, made, "restore", reason="Likevel", on=TODAY)
    assert Finding.objects.get(pk=made.pk).reason == ""
    assert Change.objects.filter(object_type="findings.finding").exclude(actor=None).count() == 5


def test_a_municipality_keeps_its_own_until_it_shares_it(hamar, leader, other, coordinator, a_fact, an_actor):
    made = actions.write_finding(leader, hamar, {"title_nb": "Vårt", "strength": "medium"})
    not_now(lambda: actions.share_finding(leader, made))
    actions.add_evidence(leader, made, "fact", fact=a_fact, on=TODAY)
    actions.move_finding(leader, made, "raise", on=TODAY)
    refused(lambda: queries.finding(other, made.pk))
    assert made.scope
    assert queries.findings(leader, participant=hamar).get() == made
    refused(lambda: actions.share_finding(other, made))
    actions.share_finding(leader, made)
    assert actions.share_finding(leader, made).shared
    assert queries.finding(other, made.pk) == made
    owner = {"owner_id": coordinator.user_id, "owner_role": "coordinator"}
    assert actions.name_owner(leader, made, owner).owner_id == coordinator.user_id
    assert {one.pk for one in queries_pages.may_own(leader, hamar, dt.date(2100, 1, 1))} >= {leader.user_id}
    evaluator = an_actor(Role.EVALUATOR, "moreforsking")
    draft = actions.write_finding(evaluator, None, {"title_nb": "Utkast", "strength": "weak"})
    assert queries.finding(evaluator, draft.pk) == draft


def test_goals_are_judged_from_findings_and_challenges_come_and_go(coordinator, contact, leader, finding, goal):
    not_now(lambda: actions.assess(coordinator, goal, None, {"judgement": "partly", "nb": "Fordi"}))
    told = {"judgement": "partly", "nb": "Fordi", "on": TODAY, "findings": [finding]}
    judged = actions.assess(contact, goal, None, told)
    assert [one.seen_findings for one in queries.assessments(leader)] == [[finding]]
    refused(lambda: actions.assess(leader, goal, None, told))
    not_now(lambda: actions.assess(contact, None, None, told))
    not_now(lambda: actions.assess(contact, goal, None, told | {"of_nb": "Møtene"}))
    beside = [actions.assess(contact, None, None, told | {"of_nb": "Møtene"}) for _again in range(2)]
    assert queries_pages.judged_beside(leader, "report") == beside[1:]
    (shown,) = queries_pages.judged(leader, "report")
    assert (shown.judged, shown.asked) == ([judged], [])
    hard = actions.name_challenge(coordinator, None, {"title_nb": "Tid", "findings": [finding]})
    actions.edit_challenge(coordinator, hard, {"title_nb": "Mye tid", "findings": []})
    assert (hard.title, hard.findings.count()) == ("Mye tid", 0)
    not_now(lambda: actions.move_challenge(coordinator, hard, "meet", reason=""))
    actions.move_challenge(coordinator, hard, "meet", reason="Løst")
    actions.move_challenge(coordinator, hard, "return", reason="Ikke likevel")
    assert queries.challenge(leader, hard.pk).state == "stands"


def test_advice_is_answered_decided_and_asked_about_until_it_is_done(coordinator, leader, advice):
    yes = {"kind": "accepted", "reason": "Klokt", "by_when": LATER, "on": TODAY}
    refused(lambda: actions.answer(leader, advice, yes))
    not_now(lambda: actions.answer(coordinator, advice, {**yes, "by_when": None}))
    not_now(lambda: actions.answer(coordinator, advice, {**yes, "by_when": TODAY - dt.timedelta(days=1)}))
    not_now(lambda: actions.answer(coordinator, advice, {**yes, "reason": " "}))
    assert [item.title for item in due.advice(coordinator, TODAY)] == ["Begynn før"]
    assert not list(due.advice(leader, TODAY))
    actions.edit_advice(coordinator, advice, {"title_nb": "Begynn tidligere"})
    assert actions.answer(coordinator, advice, yes).by_when == LATER
    not_now(lambda: actions.edit_advice(coordinator, advice, {"title_nb": "For sent"}))
    not_now(lambda: actions.answer(coordinator, advice, yes))
    done = {"kind": "done", "words": "Gjort", "on": LATER}
    not_now(lambda: actions.tell(coordinator, advice, done))
    made = actions.decide(coordinator, advice, {"words": "Vi begynner", "decided_by": "Programrådet", "on": TODAY})
    advice.refresh_from_db()
    assert (advice.state, advice.ask_again_on) == ("decided", LATER)
    assert not list(due.advice(coordinator, TODAY))
    assert [item.act_url for item in due.advice(coordinator, LATER)]
    half = {"kind": "under_way", "words": "Halvveis", "on": LATER}
    not_now(lambda: actions.tell(coordinator, advice, half))
    not_now(lambda: actions.tell(coordinator, advice, {**half, "ask_again_on": LATER}))
    actions.tell(coordinator, advice, {**half, "ask_again_on": LATER + dt.timedelta(days=9)})
    actions.tell(coordinator, advice, done)
    advice.refresh_from_db()
    assert (advice.state, advice.ask_again_on) == ("closed", None)
    (told,) = queries_pages.advised(leader, "report")
    assert (told.newest_answer_kind, told.newest_decision_words, told.newest_outcome_kind) == (
        "accepted", made.words, "done",
    )  # fmt: skip
    actions.move_advice(coordinator, advice, "ask_again", reason="Holder det?", on=LATER)
    assert Recommendation.objects.get(pk=advice.pk).ask_again_on == LATER
    assert [str(one) for one in (made, advice.answers.get(), advice.outcomes.first())]


def test_a_rejection_may_be_taken_up_again(coordinator, advice):
    told = actions.answer(coordinator, advice, {"kind": "rejected", "reason": "Nei", "by_when": LATER, "on": TODAY})
    assert (told.by_when, advice.state) == (None, "rejected")
    actions.move_advice(coordinator, advice, "reopen", reason="Ny kunnskap", on=TODAY)
    actions.answer(coordinator, advice, {"kind": "partly", "reason": "Litt", "by_when": LATER, "on": TODAY})
    assert [one.kind for one in queries.recommendation(coordinator, advice.pk).answers.all()] == ["partly", "rejected"]
    with pytest.raises(KeyError):
        actions.move_advice(coordinator, advice, "accept", reason="x", on=TODAY)


def test_things_are_named_for_changed_since_and_messages(coordinator, leader, finding, advice, an_actor):
    assert due.findings_by_id(leader, {str(finding.pk), "x"})[str(finding.pk)].title == "Det tar tid"
    assert due.recommendations_by_id(leader, {str(advice.pk)})[str(advice.pk)].title == "Begynn før"
    assert message_kinds.words(coordinator, [{"check": 0}]) == [{"check": "", "verdict": ""}]
