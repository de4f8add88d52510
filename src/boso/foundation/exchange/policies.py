"""Who may bring data in."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.foundation.exchange import registry
from boso.foundation.exchange.imports import ImportKind


def may_open_imports(actor: Actor) -> Decision:
    """The pages of imports: whoever may bring in anything anywhere, and the administrator."""
    if actor.holds(Role.ADMINISTRATOR) or any(
        may_import(actor, kind, place) for kind in registry.import_kinds() for place in places(actor, kind)
    ):
        return ALLOWED
    return Denied(_("You hold no role that brings in data."), hidden=True)


def may_import(actor: Actor, kind: ImportKind, organisation_id: int | None) -> Decision:
    """Bring in this kind there, as its app decides."""
    if kind.organisation_bound and organisation_id is None:
        return Denied(_("Choose whose data it is."))
    if not kind.organisation_bound and organisation_id is not None:
        return Denied(_("This workbook belongs to all, not to one organisation."))
    return kind.policy(actor, organisation_id)


def places(actor: Actor, kind: ImportKind) -> tuple[int | None, ...]:
    """Where the actor could think of bringing it in: own organisations, or «all» for what belongs to all."""
    if not kind.organisation_bound:
        return (None,)
    own = {place for seat in actor.seats for place in (seat.organisation_id, seat.municipality_id)}
    return tuple(sorted(own))
