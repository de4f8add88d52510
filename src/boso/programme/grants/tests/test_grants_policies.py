"""Who sees and does what with the money: every role against every state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.programme.grants import actions, due, finding, policies, queries, states
from boso.programme.grants.models import Award, AwardState, ContributionState, PaymentState
from boso.programme.grants.tests.conftest import TODAY, asked
from boso.programme.grants.tests.test_grants_acts import CASH

OUTSIDE = [
    (Role.PROGRAMME_LEADER, "moss"), (Role.EVALUATOR, "moreforsking"), (Role.POLITICIAN, "hamar"),
    (Role.COUNTY_GOVERNOR, "fylkesmannen-hedmark"),
]  # fmt: skip
INSIDE = [
    (Role.COORDINATOR, "husbanken-ost"), (Role.CONTACT, "husbanken-ost"), (Role.PROGRAMME_LEADER, "hamar"),
    (Role.PROGRAMME_OWNER, "hamar"), (Role.STEERING_GROUP, "hamar"), (Role.CASEWORKER, "hamar"),
]  # fmt: skip


def hidden(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.decision.hidden


@pytest.mark.parametrize(("role", "place"), OUTSIDE)
def test_drafts_and_working_papers_do_not_exist_for_others(role, place, draft, hamar, leader, coordinator, an_actor):
    actor = an_actor(role, place)
    own = actions.record_contribution(leader, hamar, CASH)
    assert hidden(lambda: queries.award(actor, draft.pk))
    assert hidden(lambda: queries.accounts(actor, draft))
    assert hidden(lambda: queries.contribution(actor, own.pk))
    assert not policies.may_change_award(actor, draft)
    assert not policies.may_decide_award(actor, draft)
    assert not policies.may_request_payment(actor, draft)
    assert not policies.may_keep_accounts(actor, draft)
    assert policies.may_accept_contribution(actor, own).hidden
    assert policies.may_change_contribution(actor, own).hidden
    money = queries.for_participation(actor, hamar)
    assert (money.drafts, money.put_in, money.inside) == ((), None, False)


@pytest.mark.parametrize(("role", "place"), OUTSIDE)
def test_a_request_is_open_to_every_member_only_once_approved(role, place, submitted, accepted, contact, an_actor):
    actor = an_actor(role, place)
    assert hidden(lambda: queries.payment(actor, submitted.pk))
    assert queries.accounts(actor, accepted).payments == []
    for may in (policies.may_judge_payment, policies.may_submit_payment, policies.may_change_payment):
        assert may(actor, submitted).hidden
    actions.approve_payment(contact, submitted, accepted_costs=submitted.costs, on=TODAY)
    assert queries.payment(actor, submitted.pk) == submitted
    assert queries.payments(actor, accepted.participation) == [submitted]
    assert not policies.may_pay(actor, submitted)


@pytest.mark.parametrize(("role", "place"), INSIDE)
def test_own_municipality_and_the_bank_see_the_working_papers(role, place, draft, hamar, leader, an_actor):
    actor = an_actor(role, place)
    own = actions.record_contribution(leader, hamar, CASH)
    assert queries.award(actor, draft.pk) == draft
    assert queries.contribution(actor, own.pk) == own
    assert queries.for_participation(actor, hamar).inside


@pytest.mark.parametrize("actor", [NOBODY])
def test_for_nobody_nothing_exists(actor, accepted, submitted, hamar, leader):
    own = actions.record_contribution(leader, hamar, CASH)
    report = Award.objects.filter(cell__isnull=False).first()
    decisions = [
        policies.may_see(actor), policies.may_see_award(actor, accepted), policies.may_draft_award(actor, hamar),
        policies.may_decide_award(actor, accepted), policies.may_accept_award(actor, accepted),
        policies.may_accept_award(actor, report), policies.may_close_award(actor, report),
        policies.may_request_payment(actor, report), policies.may_keep_accounts(actor, report),
        policies.may_close_award(actor, accepted), policies.may_request_payment(actor, accepted),
        policies.may_keep_accounts(actor, accepted), policies.may_carry_over(actor, accepted),
        policies.may_contribute(actor, hamar), policies.may_report_contribution(actor, own),
        policies.may_see_payment(actor, submitted),
    ]  # fmt: skip
    assert all(decision.hidden for decision in decisions)
    for read in (
        lambda: queries.award(actor, accepted.pk), lambda: queries.for_participation(actor, hamar),
        lambda: queries.participant(actor, "hamar"), lambda: queries.payment(actor, 0), lambda: queries.award(actor, 0),
        lambda: queries.contribution(actor, 0),
    ):  # fmt: skip
        assert hidden(read)
    assert [*due.awards(actor, TODAY), *due.payments(actor, TODAY), *due.contributions(actor, TODAY)] == []
    assert list(finding.awards(actor, "hamar", 5)) == []


def test_a_member_is_told_who_may(accepted, draft, leader, other, contact, coordinator, submitted):
    for decision in (
        policies.may_draft_award(leader, accepted.participation),
        policies.may_decide_award(leader, accepted),
        policies.may_close_award(contact, accepted),
        policies.may_keep_accounts(leader, accepted),
        policies.may_carry_over(contact, accepted),
        policies.may_request_payment(other, accepted),
        policies.may_judge_payment(leader, submitted),
        policies.may_change_payment(leader, submitted),
        policies.may_contribute(other, accepted.participation),
    ):
        assert not decision
        assert not decision.hidden
        assert str(decision.reason)


def test_accounts_are_kept_of_accepted_awards_only(draft, coordinator, leader, contact):
    actions.decide_award(coordinator, draft, TODAY)
    assert not policies.may_keep_accounts(contact, draft)
    assert not policies.may_keep_accounts(leader, draft)
    assert not policies.may_request_payment(leader, draft)
    assert policies.may_see_award(SYSTEM, draft)


def test_what_the_bank_accepts_is_open_to_every_member(hamar, leader, contact, other):
    own = actions.record_contribution(leader, hamar, CASH)
    actions.advance_contribution(leader, own, "report")
    assert queries.for_participation(other, hamar).put_in is None
    actions.advance_contribution(contact, own, "accept")
    assert queries.for_participation(other, hamar).put_in == 200_000
    assert queries.contribution(other, own.pk) == own
    assert not policies.may_accept_contribution(other, own)


def test_every_state_is_named_and_reached():
    for workflow, choices in (
        (states.AWARD, AwardState), (states.PAYMENT, PaymentState), (states.CONTRIBUTION, ContributionState),
    ):  # fmt: skip
        assert set(workflow.states) == set(choices.values)
        assert {one.target for one in workflow.transitions} | {"draft"} == set(choices.values)
        assert all(set(one.sources) <= set(choices.values) for one in workflow.transitions)


def test_the_list_of_the_day_says_what_waits_for_whom(draft, coordinator, contact, leader, other, an_actor, hamar):
    assert [item.key for item in due.awards(coordinator, TODAY)] == [f"award-{draft.pk}-draft"]
    assert list(due.awards(contact, TODAY)) == []
    actions.decide_award(coordinator, draft, TODAY)
    assert list(due.awards(coordinator, TODAY)) == []
    owner = an_actor(Role.PROGRAMME_OWNER, "hamar")
    assert len(list(due.awards(leader, TODAY))) == len(list(due.awards(owner, TODAY))) == 1
    assert list(due.awards(other, TODAY)) == []
    actions.accept_award(owner, draft, TODAY)
    payment = actions.request_payment(leader, draft, asked())
    assert [item.key for item in due.payments(leader, TODAY)] == [f"payment-{payment.pk}-draft"]
    assert list(due.payments(contact, TODAY)) == list(due.payments(other, TODAY)) == list(due.payments(owner, TODAY))
    actions.submit_payment(leader, payment, TODAY)
    assert list(due.payments(leader, TODAY)) == []
    (item,) = due.payments(contact, TODAY)
    assert item.about == "Hamar"
    own = actions.record_contribution(leader, hamar, CASH)
    assert list(due.contributions(contact, TODAY)) == []
    actions.advance_contribution(leader, own, "report")
    assert len(list(due.contributions(contact, TODAY))) == 1
    assert list(due.contributions(leader, TODAY)) == []


def test_awards_are_found_by_participant_and_named_for_what_has_changed(draft, coordinator, other, leader, submitted):
    hits = list(finding.awards(leader, "hamar", 5))
    assert len(hits) == 3
    assert list(finding.awards(leader, "gjøvik", 5)) == []
    assert set(due.awards_by_id(other, [str(draft.pk), "x"])) == {str(draft.pk)}
    assert set(due.payments_by_id(leader, [str(submitted.pk)])) == {str(submitted.pk)}
    assert due.payments_by_id(other, [str(submitted.pk)]) == {}


def test_a_year_without_own_share_waits_for_its_programme_leader(hamar, leader, coordinator, other):
    (item,) = due.own_share(leader, TODAY)
    assert (str(item.group), item.key) == ("keep", "own-share-hamar-2011")
    assert "942\u00a0857,14\u00a0kr" in str(item.why)
    assert list(due.own_share(coordinator, TODAY)) == []
    assert [item.about for item in due.own_share(other, TODAY)] == []
    own = {"work_year": 2011, "kind": "cash", "amount": Decimal(1000), "evidence": "Regnskap"}
    actions.advance_contribution(leader, actions.record_contribution(leader, hamar, own), "report")
    (item,) = due.own_share(leader, TODAY)
    assert str(item.group) == "mine"
    assert "941\u00a0857,14\u00a0kr" in str(item.why)
