"""What can be done with homes, money, risks and decisions: one function per act."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import perform, save
from boso.programme.partnership.models import Participation
from boso.programme.plans import policies, states
from boso.programme.plans.actions import moved_fields, only, owner_of
from boso.programme.plans.models import Decision, DwellingProject, Funding, Risk

HOMES_FIELDS = (
    "title_nb", "nb", "activity", "low", "high", "yearly", "means", "groups", "conditions_nb", "responsible_id",
    "starts", "ends", "shared",
)  # fmt: skip
FUNDING_FIELDS = (
    "title_nb", "nb", "activity", "dwelling_project", "source", "source_name", "year", "applied", "shared",
)  # fmt: skip
RISK_FIELDS = ("title", "activity", "likelihood", "consequence", "response", "responsible_id", "look_again_on")
DECISION_FIELDS = ("title", "activity", "plan", "on", "body", "why", "case_number")


def write_homes(actor: Actor, participation: Participation, fields: dict[str, Any]) -> DwellingProject:
    """Put homes in the plan.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    homes = DwellingProject(participation=participation, created_by_id=actor.user_id)
    return save(actor, "homes.write", homes, only(fields, HOMES_FIELDS), participation.organisation_id)


def change_homes(actor: Actor, homes: DwellingProject, fields: dict[str, Any]) -> DwellingProject:
    """Change number, groups, period or conditions.

    Raises Refused when the actor may not or the report says it.
    """
    require(policies.may_change(actor, homes))
    return save(actor, "homes.change", homes, only(fields, HOMES_FIELDS), owner_of(homes))


def move_homes(actor: Actor, homes: DwellingProject, name: str, on: dt.date, *, reason: str = "") -> None:
    """Take a dwelling project one step on: start, finish, postpone, drop, plan or reopen.

    Raises Refused when the actor may not, NotNow when the state has moved on or a needed reason is missing; KeyError
    for a step that is not there.
    """
    fields = moved_fields(actor, states.HOMES.transition(name).target, on, reason)
    perform(actor, homes, states.HOMES, name, organisation_id=owner_of(homes), reason=reason, fields=fields)


def write_funding(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Funding:
    """Write down who is to pay for what.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    funding = Funding(participation=participation, created_by_id=actor.user_id)
    return save(actor, "funding.write", funding, only(fields, FUNDING_FIELDS), participation.organisation_id)


def change_funding(actor: Actor, funding: Funding, fields: dict[str, Any]) -> Funding:
    """Change what is asked for, and of whom.

    Raises Refused when the actor may not or the report says it.
    """
    require(policies.may_change(actor, funding))
    return save(actor, "funding.change", funding, only(fields, FUNDING_FIELDS), owner_of(funding))


def apply_for(actor: Actor, funding: Funding, on: dt.date, amount: Decimal | None = None) -> None:
    """Write down that it is applied for, and how much where that is known.

    Raises Refused when the actor may not, NotNow when it is applied for already.
    """
    fields = {"applied_on": on, "answered_on": None, "reason": ""}
    _move(actor, funding, "apply", fields if amount is None else {**fields, "applied": amount})


def grant(actor: Actor, funding: Funding, on: dt.date, amount: Decimal | None) -> None:
    """Write down that it is granted, and how much where that is known.

    Raises Refused when the actor may not, NotNow when it is not applied for.
    """
    _move(actor, funding, "grant", {"answered_on": on, "granted": amount})


def refuse(actor: Actor, funding: Funding, on: dt.date, *, reason: str) -> None:
    """Write down that it is refused, and why.

    Raises Refused when the actor may not, NotNow when it is not applied for or the reason is missing.
    """
    _move(actor, funding, "refuse", {"answered_on": on, "reason": reason.strip()[:500]}, reason=reason)


def set_aside(actor: Actor, funding: Funding, on: dt.date, amount: Decimal | None) -> None:
    """Write down that the municipality has set the money aside itself.

    Raises Refused when the actor may not, NotNow when it is applied for or answered.
    """
    _move(actor, funding, "set_aside", {"answered_on": on, "granted": amount})


def release(actor: Actor, funding: Funding, amount: Decimal) -> Funding:
    """Write down how much is paid out so far, in kroner.

    Raises Refused when the actor may not, NotNow when nothing is granted or it is more than that.
    """
    require(policies.may_move_funding(actor, funding))
    if funding.granted is None:
        raise NotNow(_("Nothing is granted yet."))
    if amount > funding.granted:
        raise NotNow(_("More cannot be paid out than is granted."))
    return save(
        actor, "funding.release", funding, {"released": amount, "moved_by_id": actor.user_id}, owner_of(funding)
    )  # fmt: skip


def write_risk(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Risk:
    """Write down what may go wrong.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    risk = Risk(participation=participation, created_by_id=actor.user_id)
    return save(actor, "risk.write", risk, only(fields, RISK_FIELDS), participation.organisation_id)


def change_risk(actor: Actor, risk: Risk, fields: dict[str, Any]) -> Risk:
    """Weigh a risk again, or change what is done about it.

    Raises Refused when the actor may not.
    """
    require(policies.may_change(actor, risk))
    return save(actor, "risk.change", risk, only(fields, RISK_FIELDS), owner_of(risk))


def move_risk(actor: Actor, risk: Risk, name: str, *, reason: str = "") -> None:
    """Take a risk one step on: happen, close or reopen.

    Raises Refused when the actor may not, NotNow when the state has moved on or a needed reason is missing; KeyError
    for a step that is not there.
    """
    fields = {"reason": reason.strip()[:500]}
    perform(actor, risk, states.RISK, name, organisation_id=owner_of(risk), reason=reason, fields=fields)


def write_decision(actor: Actor, participation: Participation, fields: dict[str, Any]) -> Decision:
    """Write down what was decided.

    Raises Refused when the actor may not.
    """
    require(policies.may_write(actor, participation))
    decision = Decision(participation=participation, created_by_id=actor.user_id)
    return save(actor, "decision.write", decision, only(fields, DECISION_FIELDS), participation.organisation_id)


def change_decision(actor: Actor, decision: Decision, fields: dict[str, Any]) -> Decision:
    """Correct what was written down; the history keeps what it said.

    Raises Refused when the actor may not.
    """
    require(policies.may_change(actor, decision))
    return save(actor, "decision.change", decision, only(fields, DECISION_FIELDS), owner_of(decision))


def _move(actor: Actor, funding: Funding, name: str, fields: dict[str, Any], *, reason: str = "") -> None:
    perform(
        actor, funding, states.FUNDING, name, organisation_id=owner_of(funding), reason=reason,
        fields={**fields, "moved_by_id": actor.user_id},
    )  # fmt: skip
