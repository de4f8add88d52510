"""Who may read, upload and withdraw documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.documents import naming
from boso.foundation.documents.models import Document, State, Visibility
from boso.foundation.organisations.models import Kind, Organisation

#: Work with the programme inside a municipality: read its documents that are not open.
INSIDERS = (*MUNICIPAL_PROGRAMME, *CASEWORK)


def may_see(actor: Actor, document: Document) -> Decision:
    """Open documents for every member, the others for the municipality, the bank and those they are named to;
    withdrawn ones for their own.
    """
    if document.state == State.WITHDRAWN and not may_change(actor, document):
        return _hidden()
    if document.visibility == Visibility.OPEN and actor.is_member:
        return ALLOWED
    if actor.is_bank or actor.holds(Role.SYSTEM) or _inside(actor, document.organisation):
        return ALLOWED
    return ALLOWED if naming.is_named(actor, document.pk) else _hidden()


def may_upload_somewhere(actor: Actor) -> Decision:
    """Whoever speaks for a municipality or for the bank."""
    if actor.is_bank or actor.holds(*MUNICIPAL_PROGRAMME, Role.SYSTEM):
        return ALLOWED
    return Denied(_("Documents are uploaded by the programme's people in the municipality and at the bank."))


def may_upload(actor: Actor, organisation: Organisation) -> Decision:
    """The programme's people of that organisation; the bank for any."""
    if actor.is_bank or actor.holds(Role.SYSTEM) or _speaks_for(actor, organisation):
        return ALLOWED
    return Denied(_("You can upload documents only for your own organisation."))


def may_change(actor: Actor, document: Document) -> Decision:
    """New version, withdrawal and its undoing: the organisation's programme people.

    At the bank, for a municipality's document, only whoever brought it.
    """
    brought = document.organisation.kind == Kind.BANK or document.created_by_id == actor.user_id
    if actor.holds(Role.SYSTEM) or _speaks_for(actor, document.organisation) or (actor.is_bank and brought):
        return ALLOWED
    return Denied(_("Only those who keep this document may change it."))


def _speaks_for(actor: Actor, organisation: Organisation) -> bool:
    return any(actor.holds(*MUNICIPAL_PROGRAMME, at=place) for place in _places(organisation))


def _inside(actor: Actor, organisation: Organisation) -> bool:
    return any(actor.holds(*INSIDERS, at=place) for place in _places(organisation))


def _places(organisation: Organisation) -> tuple[int, ...]:
    """The organisation, and the municipality a district belongs to."""
    if organisation.kind == Kind.DISTRICT and organisation.parent_id is not None:
        return (organisation.pk, organisation.parent_id)
    return (organisation.pk,)


def _hidden() -> Denied:
    return Denied(_("There is no such document here."), hidden=True)
