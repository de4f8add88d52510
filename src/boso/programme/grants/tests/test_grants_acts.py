"""Awards, payments, carry-over, money given back and own contributions, act by act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.programme.grants import actions, books, queries
from boso.programme.grants.models import Award, CarryOver, OwnContribution, PaymentRequest
from boso.programme.grants.tests.conftest import TODAY, asked

HOURS = {
    "work_year": 2013, "kind": "hours", "hours": Decimal("412.5"), "rate": Decimal("455.55"), "amount": None,
    "evidence": "Time sheets",
}  # fmt: skip
CASH = {
    "work_year": 2013,
    "kind": "cash",
    "amount": Decimal(200_000),
    "hours": None,
    "rate": None,
    "evidence": "Voucher",
}


def balance(award):
    award = Award.objects.get(pk=award.pk)
    known = books.Accounts(list(award.payments.all()), list(award.carry_overs.all()), list(award.repayments.all()))
    return books.ledger_of(award, known)


def test_an_award_goes_from_draft_to_closed_with_who_and_when(draft, coordinator, contact, leader, hamar):
    actions.change_award(contact, draft, {"amount": Decimal(1_600_000)})
    actions.decide_award(coordinator, draft, TODAY)
    actions.accept_award(leader, draft, TODAY)
    actions.close_award(coordinator, draft, reason="The accounts are in")
    award = Award.objects.get(pk=draft.pk)
    assert (award.state, award.decision_year, award.decided_on, award.accepted_on) == ("closed", 2013, TODAY, TODAY)
    assert (award.decided_by_id, award.accepted_by_id) == (coordinator.user_id, leader.user_id)
    verbs = list(Change.objects.order_by("id").values_list("verb", flat=True))
    assert verbs[-5:] == ["award.draft", "award.change", "award.decide", "award.accept", "award.close"]
    decided = Change.objects.get(verb="award.decide", object_id=str(draft.pk)).fields
    assert decided["state"] == ["draft", "decided"]
    assert decided["decided_on"] == [None, TODAY.isoformat()]
    assert Entry.objects.filter(verb="award.decide", organisation=hamar.organisation).exists()
    assert balance(award).total().lapsed == 1_600_000


def test_a_decided_award_is_not_changed_or_decided_again(draft, coordinator):
    actions.decide_award(coordinator, draft, TODAY)
    with pytest.raises(Refused):
        actions.change_award(coordinator, draft, {"amount": Decimal(1)})
    with pytest.raises(Refused):
        actions.decide_award(coordinator, draft, dt.date(2014, 1, 1))
    assert Award.objects.get(pk=draft.pk).decided_on == TODAY


def test_only_the_coordinator_decides_and_only_the_municipality_accepts(draft, contact, coordinator, other, leader):
    with pytest.raises(Refused):
        actions.decide_award(contact, draft, TODAY)
    actions.decide_award(coordinator, draft, TODAY)
    for actor in (coordinator, other):
        with pytest.raises(Refused):
            actions.accept_award(actor, draft, TODAY)
    with pytest.raises(Refused):
        actions.draft_award(leader, draft.participation, {"amount": Decimal(1)})


def test_a_request_goes_to_the_bank_and_back_and_is_paid(accepted, leader, contact):
    payment = actions.request_payment(leader, accepted, asked())
    actions.submit_payment(leader, payment, TODAY)
    with pytest.raises(Refused):
        actions.change_payment(leader, payment, asked())
    actions.return_payment(contact, payment, reason="The period is wrong")
    assert PaymentRequest.objects.get(pk=payment.pk).returned_because == "The period is wrong"
    actions.change_payment(leader, payment, asked(500_000, costs=800_000))
    actions.submit_payment(leader, payment, TODAY)
    actions.approve_payment(contact, payment, accepted_costs=Decimal(800_000), on=TODAY)
    actions.pay(contact, payment, TODAY)
    kept = PaymentRequest.objects.get(pk=payment.pk)
    assert (kept.state, kept.amount, kept.returned_because, kept.paid_on) == ("paid", 500_000, "", TODAY)
    assert balance(accepted).total().drawn == 500_000


def test_returning_takes_a_reason(submitted, contact):
    with pytest.raises(Refused):
        actions.return_payment(contact, submitted, reason=" ")
    assert PaymentRequest.objects.get(pk=submitted.pk).state == "submitted"


def test_who_submits_cannot_approve_even_in_two_seats(accepted, an_actor, leader, a_person):
    from boso.foundation.access.models import Membership, User
    from boso.foundation.access.queries import actor_of
    from boso.foundation.access.testing import BEGINNING, make_organisation

    user = User.objects.get(pk=leader.user_id)
    Membership.objects.create(
        user=user, organisation=make_organisation("husbanken-ost"), role=Role.CONTACT, starts=BEGINNING
    )
    both = actor_of(user, dt.date(2026, 1, 1))
    payment = actions.request_payment(both, accepted, asked())
    actions.submit_payment(both, payment, TODAY)
    with pytest.raises(Refused):
        actions.approve_payment(both, payment, accepted_costs=Decimal(1), on=TODAY)
    own = actions.record_contribution(both, accepted.participation, CASH)
    actions.advance_contribution(both, own, "report")
    with pytest.raises(Refused):
        actions.advance_contribution(both, own, "accept")


def test_no_more_is_asked_for_or_approved_than_the_pot_holds(accepted, leader, contact):
    with pytest.raises(Refused):
        actions.request_payment(leader, accepted, asked(1_500_001))
    with pytest.raises(Refused):
        actions.request_payment(leader, accepted, asked(1, year=2014))
    payments = [actions.request_payment(leader, accepted, asked(1_000_000, costs=5_000_000)) for _ in range(2)]
    for payment in payments:
        actions.submit_payment(leader, payment, TODAY)
    actions.approve_payment(contact, payments[0], accepted_costs=Decimal(5_000_000), on=TODAY)
    with pytest.raises(Refused):
        actions.approve_payment(contact, payments[1], accepted_costs=Decimal(5_000_000), on=TODAY)


def test_paying_ahead_of_the_costs_takes_a_reason(submitted, contact):
    with pytest.raises(Refused):
        actions.approve_payment(contact, submitted, accepted_costs=Decimal(500_000), on=TODAY)
    actions.approve_payment(contact, submitted, accepted_costs=Decimal(500_000), on=TODAY, reason="Salary is due")
    assert Change.objects.get(verb="payment.approve").reason == "Salary is due"


def test_a_request_is_withdrawn_until_it_is_approved(submitted, paid, leader, accepted):
    with pytest.raises(Refused):
        actions.withdraw_payment(leader, paid)
    payment = actions.request_payment(leader, accepted, asked(1))
    actions.withdraw_payment(leader, payment)
    assert PaymentRequest.objects.get(pk=payment.pk).state == "withdrawn"


def test_money_given_back_is_never_more_than_was_drawn(paid, accepted, contact):
    fields = {"work_year": 2013, "amount": Decimal(400_001), "on": TODAY, "reason": "Not used"}
    with pytest.raises(Refused):
        actions.record_repayment(contact, accepted, fields)
    actions.record_repayment(contact, accepted, fields | {"amount": Decimal(150_000)})
    total = balance(accepted).total()
    assert (total.drawn, total.paid, total.available) == (250_000, 400_000, 1_100_000)


def test_unused_money_is_carried_to_a_later_year_and_drawn_there(paid, accepted, coordinator, contact, leader):
    fields = {"from_year": 2013, "to_year": 2014, "amount": Decimal(1_100_001), "reason": "Late", "decided_on": TODAY}
    with pytest.raises(Refused):
        actions.carry_over(coordinator, accepted, fields)
    with pytest.raises(Refused):
        actions.carry_over(coordinator, accepted, fields | {"to_year": 2013})
    with pytest.raises(Refused):
        actions.carry_over(contact, accepted, fields)
    actions.carry_over(coordinator, accepted, fields | {"amount": Decimal(600_000)})
    assert books.left_in_pots(accepted, queries.accounts(leader, accepted)) == {2013: 500_000, 2014: 600_000}
    actions.request_payment(leader, accepted, asked(600_000, year=2014))
    assert CarryOver.objects.get().decided_by_id == coordinator.user_id


def test_an_award_is_closed_only_when_every_request_is_settled(submitted, accepted, coordinator, contact, leader):
    with pytest.raises(Refused):
        actions.close_award(coordinator, accepted, reason="Done")
    with pytest.raises(Refused):
        actions.close_award(contact, accepted, reason="Done")
    actions.withdraw_payment(leader, submitted)
    with pytest.raises(Refused):
        actions.close_award(coordinator, accepted, reason="")
    actions.close_award(coordinator, accepted, reason="Done")
    with pytest.raises(Refused):
        actions.carry_over(coordinator, accepted, {"from_year": 2013, "to_year": 2014, "amount": Decimal(1)})


def test_a_closed_award_reckons_the_own_share_from_the_accepted_costs(paid, accepted, coordinator, contact, hamar):
    before = queries.line_of(contact, accepted, queries.accounts(contact, accepted))
    assert (before.requirement.required, before.requirement.derived) == (Decimal("642857.14"), True)
    actions.close_award(coordinator, accepted, reason="The accounts are in")
    line = queries.line_of(contact, accepted, queries.accounts(contact, accepted))
    assert (line.requirement.required, line.requirement.derived, line.owed) == (180_000, False, 0)
    (listed,) = [one for one in queries.for_participation(contact, hamar).lines if one.balance is not None]
    assert (listed.requirement, listed.balance) == (line.requirement, line.balance)


def test_what_is_drawn_beyond_the_costs_is_owed(submitted, accepted, coordinator, contact):
    actions.approve_payment(contact, submitted, accepted_costs=Decimal(500_000), on=TODAY, reason="Salary")
    actions.pay(contact, submitted, TODAY)
    actions.close_award(coordinator, accepted, reason="Done")
    line = queries.line_of(contact, accepted, queries.accounts(contact, accepted))
    assert line.owed == 50_000


def test_own_effort_and_cash_are_recorded_reported_and_accepted(accepted, hamar, leader, contact):
    effort = actions.record_contribution(leader, hamar, HOURS)
    assert effort.amount == Decimal("187914.38")
    cash = actions.record_contribution(leader, hamar, CASH)
    actions.change_contribution(leader, cash, CASH | {"amount": Decimal(250_000)})
    for own in (effort, cash):
        actions.advance_contribution(leader, own, "report")
    with pytest.raises(Refused):
        actions.change_contribution(leader, cash, CASH)
    actions.advance_contribution(contact, effort, "accept")
    actions.advance_contribution(contact, cash, "send_back", reason="Where is the voucher?")
    actions.advance_contribution(leader, cash, "report")
    actions.advance_contribution(leader, cash, "take_back")
    kept = OwnContribution.objects.get(pk=cash.pk)
    assert (kept.state, kept.reported_by_id) == ("draft", None)
    (year,) = [one for one in queries.for_participation(leader, hamar).years if one.year == 2013]
    assert (year.standing.means.effort, year.standing.means.cash) == (Decimal("187914.38"), 0)
    assert year.standing.short == Decimal("642857.14") - Decimal("187914.38")


def test_only_the_leader_of_the_municipality_records_its_own_share(hamar, other, contact, leader):
    for actor in (other, contact):
        with pytest.raises(Refused):
            actions.record_contribution(actor, hamar, CASH)
    own = actions.record_contribution(leader, hamar, CASH)
    with pytest.raises(Refused) as hidden:
        actions.advance_contribution(other, own, "report")
    assert hidden.value.decision.hidden
    with pytest.raises(Refused):
        actions.advance_contribution(leader, own, "accept")
    with pytest.raises(KeyError):
        actions.advance_contribution(leader, own, "burn")


def test_nothing_is_drawn_on_an_award_of_the_report(grants, coordinator, leader, contact):
    award = Award.objects.get(fact_id="grants.table1.hamar.2010")
    for refused in (
        lambda: actions.accept_award(leader, award, TODAY),
        lambda: actions.request_payment(leader, award, asked(year=2011)),
        lambda: actions.close_award(coordinator, award, reason="Done"),
        lambda: actions.record_repayment(contact, award, {"work_year": 2011, "amount": Decimal(1)}),
        lambda: actions.carry_over(coordinator, award, {"from_year": 2011, "to_year": 2012, "amount": Decimal(1)}),
    ):
        with pytest.raises(Refused):
            refused()
    assert not Change.objects.filter(verb__startswith="award.").exists()
