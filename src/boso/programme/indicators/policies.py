"""Who may see and do what with indicators.

Open to every member: passports, targets, official statistics, the report's figures, confirmed values. Own municipality
and the bank only: what is recorded and not confirmed, and what came in packages of figures from casework.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.programme.indicators.models import Target, Value, ValueState
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation


def may_see(actor: Actor) -> Decision:
    """Indicators are open to every member."""
    return partnership.may_see(actor)


def may_see_value(actor: Actor, value: Value) -> Decision:
    """Confirmed values are open, unless they came from casework; the rest is for the two sides."""
    if value.state == ValueState.CONFIRMED and not value.inside:
        return may_see(actor)
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return ALLOWED
    inside = value.organisation_id is not None and actor.holds(
        *MUNICIPAL_PROGRAMME, *CASEWORK, at=value.organisation_id
    )
    return ALLOWED if inside else NOT_HERE


def may_import(actor: Actor, organisation_id: int | None = None) -> Decision:
    """Statistics are brought in by the bank, and by BoSo itself."""
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return ALLOWED
    return Denied(_("The bank brings in statistics.")) if actor.is_member else NOT_HERE


def may_edit_passports(actor: Actor, organisation_id: int | None = None) -> Decision:
    """The coordinator keeps the passports, by their workbook."""
    if actor.holds(Role.COORDINATOR, Role.SYSTEM):
        return ALLOWED
    return Denied(_("The programme coordinator keeps the indicators.")) if actor.is_member else NOT_HERE


def may_record(actor: Actor, participation: Participation) -> Decision:
    """A value of one's own: the municipality's programme leader."""
    if actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    if actor.is_member:
        return Denied(_("The programme leader of the municipality records its values."))
    return NOT_HERE


def may_change_value(actor: Actor, value: Value) -> Decision:
    """The programme leader changes what is recorded by hand and not yet confirmed."""
    decision = may_see_value(actor, value)
    if not decision:
        return decision
    if value.recorded_by_id is None or value.state == ValueState.CONFIRMED:
        return Denied(_("This value is confirmed. It is changed where it comes from."))
    if value.organisation_id is not None and actor.holds(Role.PROGRAMME_LEADER, at=value.organisation_id):
        return ALLOWED
    return Denied(_("The programme leader of the municipality records its values."))


def may_confirm(actor: Actor, value: Value) -> Decision:
    """The bank's side confirms or returns what a municipality has recorded, and never who recorded it."""
    decision = may_see_value(actor, value)
    if not decision:
        return decision
    if not actor.is_bank:
        return Denied(_("The bank confirms what a municipality records."))
    if value.recorded_by_id is None:
        return Denied(_("This value came from its source. There is nothing to confirm."))
    if value.recorded_by_id == actor.user_id:
        return Denied(_("You recorded this. Another person confirms it."))
    return ALLOWED


def may_set_target(actor: Actor, participation: Participation) -> Decision:
    """The programme leader sets the municipality's targets."""
    if actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    if actor.is_member:
        return Denied(_("The programme leader of the municipality sets its targets."))
    return NOT_HERE


def may_change_target(actor: Actor, target: Target) -> Decision:
    """Who set targets there changes them."""
    return may_set_target(actor, target.participation)


def may_keep_groups(actor: Actor) -> Decision:
    """The coordinator says who is compared with whom."""
    if actor.holds(Role.COORDINATOR):
        return ALLOWED
    if actor.is_member:
        return Denied(_("The programme coordinator says who is compared with whom."))
    return NOT_HERE


def may_see_packages(actor: Actor) -> Decision:
    """Packages of figures: the bank, and the municipality they come from."""
    if actor.is_bank or actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK, Role.SYSTEM):
        return ALLOWED
    return NOT_HERE
