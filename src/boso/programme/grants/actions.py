"""Everything that can be done with the programme's money: one function per act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boso.core.economy.own_share import effort
from boso.core.values.numbers import kroner
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import perform, save
from boso.programme.grants import books, policies, states
from boso.programme.grants.books import Accounts
from boso.programme.grants.models import (
    Award,
    CarryOver,
    ContributionKind,
    OwnContribution,
    OwnShareRate,
    PaymentRequest,
    PaymentState,
    Repayment,
)
from boso.programme.partnership.models import Participation

_AWARD_FIELDS = ("decision_year", "work_year", "programme_year", "amount", "conditions")
_PAYMENT_FIELDS = ("work_year", "period_start", "period_end", "amount", "costs", "note")


def draft_award(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Award:
    """Draft an award: amount, years, conditions.

    Raises Refused when the actor may not.
    """
    require(policies.may_draft_award(actor, participation))
    award = Award(participation=participation, created_by_id=actor.user_id)
    return save(actor, "award.draft", award, _only(fields, _AWARD_FIELDS), participation.organisation_id)


def change_award(actor: Actor, award: Award, fields: dict[str, Any]) -> Award:
    """Change a draft.

    Raises Refused when the actor may not or it is decided.
    """
    require(policies.may_change_award(actor, award))
    return save(actor, "award.change", award, _only(fields, _AWARD_FIELDS), award.participation.organisation_id)


def decide_award(actor: Actor, award: Award, on: dt.date) -> None:
    """Decide: the money is awarded, and the municipality is asked to accept. The decision's year is the day's.

    Raises Refused when the actor may not or it is decided already.
    """
    fields = {"decided_by_id": actor.user_id, "decided_on": on, "decision_year": on.year}
    perform(actor, award, states.AWARD, "decide", organisation_id=award.participation.organisation_id, fields=fields)


def accept_award(actor: Actor, award: Award, on: dt.date) -> None:
    """Accept for the municipality.

    Raises Refused when the actor may not or it does not wait for that.
    """
    fields = {"accepted_by_id": actor.user_id, "accepted_on": on}
    perform(actor, award, states.AWARD, "accept", organisation_id=award.participation.organisation_id, fields=fields)


def close_award(actor: Actor, award: Award, *, reason: str) -> None:
    """Close an award when its accounts are in: what is left of it lapses.

    Raises Refused when the actor may not, a request is still open, or the reason is missing.
    """
    with transaction.atomic():
        known = _locked(award)
        settled = (PaymentState.PAID, PaymentState.WITHDRAWN)
        if any(payment.state not in settled for payment in known.payments):
            require(policies.may_close_award(actor, award))
            raise NotNow(_("A request for payment is still open. Pay, return or withdraw it first."))
        perform(actor, award, states.AWARD, "close", organisation_id=award.participation.organisation_id, reason=reason)


def request_payment(actor: Actor, award: Award, fields: dict[str, Any]) -> PaymentRequest:
    """Draft a request for a part of an award.

    Raises Refused when the actor may not, or more is asked for than that year's pot holds.
    """
    require(policies.may_request_payment(actor, award))
    payment = PaymentRequest(award=award, created_by_id=actor.user_id)
    with transaction.atomic():
        _within(award, _locked(award), int(fields["work_year"]), fields["amount"])
        return save(actor, "payment.draft", payment, _only(fields, _PAYMENT_FIELDS), _owner(payment))


def change_payment(actor: Actor, payment: PaymentRequest, fields: dict[str, Any]) -> PaymentRequest:
    """Change a request that is a draft or was returned.

    Raises Refused when the actor may not, or more is asked for than that year's pot holds.
    """
    require(policies.may_change_payment(actor, payment))
    with transaction.atomic():
        _within(payment.award, _locked(payment.award), int(fields["work_year"]), fields["amount"])
        return save(actor, "payment.change", payment, _only(fields, _PAYMENT_FIELDS), _owner(payment))


def submit_payment(actor: Actor, payment: PaymentRequest, on: dt.date) -> None:
    """Hand the request over to the bank.

    Raises Refused when the actor may not or it is not a draft or returned.
    """
    fields = {"submitted_by_id": actor.user_id, "submitted_on": on, "returned_because": ""}
    perform(actor, payment, states.PAYMENT, "submit", organisation_id=_owner(payment), fields=fields)


def withdraw_payment(actor: Actor, payment: PaymentRequest) -> None:
    """Take a request back for good.

    Raises Refused when the actor may not or it is approved already.
    """
    perform(actor, payment, states.PAYMENT, "withdraw", organisation_id=_owner(payment))


def approve_payment(
    actor: Actor, payment: PaymentRequest, *, accepted_costs: Decimal, on: dt.date, reason: str = ""
) -> None:
    """Approve with the costs the bank accepts. Where less than asked is payable for them, the reason says why.

    Raises Refused when the actor may not, submitted it, the pot no longer holds the amount, or a needed reason is
    missing.
    """
    require(policies.may_judge_payment(actor, payment))
    with transaction.atomic():
        known = _locked(payment.award)
        _within(payment.award, known, payment.work_year, payment.amount)
        rates = books.rates_of(OwnShareRate.objects.all())
        if books.ahead_of_costs(rates, payment, known, accepted_costs) and not reason.strip():
            raise NotNow(_("This pays ahead of the accepted costs. Say why, in a few words."))
        fields = {"approved_by_id": actor.user_id, "approved_on": on, "accepted_costs": accepted_costs}
        owner = _owner(payment)
        perform(actor, payment, states.PAYMENT, "approve", organisation_id=owner, reason=reason, fields=fields)


def return_payment(actor: Actor, payment: PaymentRequest, *, reason: str) -> None:
    """Send a request back for correction, and say what is wrong.

    Raises Refused when the actor may not, submitted it, it is not submitted, or the reason is missing.
    """
    fields = {"returned_because": reason.strip()[:500]}
    owner = _owner(payment)
    perform(actor, payment, states.PAYMENT, "send_back", organisation_id=owner, reason=reason, fields=fields)


def pay(actor: Actor, payment: PaymentRequest, on: dt.date) -> None:
    """Record that the bank has paid.

    Raises Refused when the actor may not or it is not approved.
    """
    perform(actor, payment, states.PAYMENT, "pay", organisation_id=_owner(payment), fields={"paid_on": on})


def record_repayment(actor: Actor, award: Award, fields: dict[str, Any]) -> Repayment:
    """Record money the municipality gave back: work_year, amount, on, reason.

    Raises Refused when the actor may not, or more is given back than was drawn for that year.
    """
    require(policies.may_keep_accounts(actor, award))
    repayment = Repayment(award=award, recorded_by_id=actor.user_id)
    with transaction.atomic():
        known = _locked(award)
        drawn = books.ledger_of(award, known).balance(fields["work_year"]).drawn
        if fields["amount"] > drawn:
            raise NotNow(_("No more than %(drawn)s is drawn for that year of work.") % {"drawn": kroner(drawn)})
        return save(actor, "repayment.record", repayment, fields, award.participation.organisation_id)


def carry_over(actor: Actor, award: Award, fields: dict[str, Any]) -> CarryOver:
    """Let unused money be used in a later year: from_year, to_year, amount, reason, decided_on.

    Raises Refused when the actor may not, the year is not later, or that year's pot does not hold the amount.
    """
    require(policies.may_carry_over(actor, award))
    if fields["to_year"] <= fields["from_year"]:
        raise NotNow(_("Money is carried to a later year."))
    carry = CarryOver(award=award, decided_by_id=actor.user_id)
    with transaction.atomic():
        _within(award, _locked(award), fields["from_year"], fields["amount"])
        return save(actor, "carry_over.decide", carry, fields, award.participation.organisation_id)


def record_contribution(actor: Actor, participation: Participation, fields: dict[str, Any]) -> OwnContribution:
    """Write down what the municipality puts in: cash as `amount`, own effort as `hours` and `rate`.

    Raises Refused when the actor may not.
    """
    require(policies.may_contribute(actor, participation))
    own = OwnContribution(participation=participation, created_by_id=actor.user_id)
    return save(actor, "contribution.record", own, _reckoned(fields), participation.organisation_id)


def change_contribution(actor: Actor, own: OwnContribution, fields: dict[str, Any]) -> OwnContribution:
    """Change a contribution that is not reported.

    Raises Refused when the actor may not or it is reported.
    """
    require(policies.may_change_contribution(actor, own))
    return save(actor, "contribution.change", own, _reckoned(fields), own.participation.organisation_id)


def advance_contribution(actor: Actor, own: OwnContribution, name: str, *, reason: str = "") -> None:
    """Take a contribution one step on: report, take_back, accept or send_back.

    Raises Refused when the actor may not, the state has moved on or a needed reason is missing; KeyError for a step
    that is not there.
    """
    fields: dict[str, Any] = {
        "report": {"reported_by_id": actor.user_id},
        "accept": {"accepted_by_id": actor.user_id},
    }.get(name, {"reported_by_id": None})
    owner = own.participation.organisation_id
    perform(actor, own, states.CONTRIBUTION, name, organisation_id=owner, reason=reason, fields=fields)


def _reckoned(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields with the amount of own effort worked out."""
    kept = _only(fields, ("work_year", "kind", "evidence"))
    if fields["kind"] == ContributionKind.HOURS:
        hours, rate = fields["hours"], fields["rate"]
        return {**kept, "hours": hours, "rate": rate, "amount": effort(hours, rate)}
    return {**kept, "hours": None, "rate": None, "amount": fields["amount"]}


def _locked(award: Award) -> Accounts:
    """The accounts of an award, with the award locked so that nobody else draws on it meanwhile."""
    Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    return Accounts(list(award.payments.all()), list(award.carry_overs.all()), list(award.repayments.all()))


def _within(award: Award, known: Accounts, year: int, amount: Decimal) -> None:
    """Refuse what a year's pot does not hold."""
    left = books.left_in_pots(award, known).get(year, Decimal(0))
    if amount > left:
        said = _("There is %(left)s left of this award for %(year)d, and no more.")
        raise NotNow(said % {"left": kroner(left), "year": year})


def _only(fields: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: fields[name] for name in names if name in fields}


def _owner(payment: PaymentRequest) -> int:
    return int(payment.award.participation.organisation_id)
