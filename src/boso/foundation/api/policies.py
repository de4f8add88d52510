"""Who lets programs in, and what a program may read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.policies import administers, administers_all, own_organisations
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation

#: As whom a program of that kind of organisation reads: never as somebody who may see a household.
READER_AT: dict[str, Role] = {
    Kind.MUNICIPALITY: Role.PLANNER,
    Kind.DISTRICT: Role.PLANNER,
    Kind.BANK: Role.CONTACT,
    Kind.COUNTY_GOVERNOR: Role.COUNTY_GOVERNOR,
    Kind.COUNTY: Role.POLITICIAN,
    Kind.DIRECTORATE: Role.EVALUATOR,
    Kind.EVALUATOR: Role.EVALUATOR,
    Kind.VOLUNTARY: Role.VOLUNTARY,
    Kind.COOPERATIVE: Role.VOLUNTARY,
}


def may_open_tokens(actor: Actor) -> Decision:
    """The administrators, each with their own organisation's programs."""
    if own_organisations(actor) or administers_all(actor):
        return ALLOWED
    return Denied(_("Only the administrator of the organisation lets programs in."), hidden=True)


def may_let_in(actor: Actor, organisation: Organisation) -> Decision:
    """A program of an organisation one administers."""
    if administers(actor, organisation):
        return ALLOWED
    return Denied(_("Only the administrator of the organisation lets programs in."), hidden=True)
