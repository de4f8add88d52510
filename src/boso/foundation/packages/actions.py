"""Receiving figures, and saying whose a key is."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, Refused, require
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import by_slug
from boso.foundation.packages import envelope, policies, queries
from boso.foundation.packages.models import Received, TrustedKey
from boso.foundation.workflow.actions import save


def trust(actor: Actor, organisation: Organisation, public: str) -> TrustedKey:
    """Say that a public key is the municipality's. The same key again changes nothing.

    Raises Refused for others than the coordinator, NotNow for what is no key or is another's.
    """
    require(policies.may_trust(actor))
    try:
        fingerprint = envelope.fingerprint(public)
    except envelope.NoPackage:
        raise NotNow(_("That is no public key.")) from None
    standing = queries.key(fingerprint)
    if standing is not None:
        if standing.organisation_id != organisation.pk:
            raise NotNow(_("That key belongs to another municipality."))
        return standing
    fields = {
        "organisation": organisation, "public": public, "fingerprint": fingerprint,
        "trusted_by_id": actor.user_id, "trusted_at": timezone.now(),
    }  # fmt: skip
    return save(actor, "package.trust", TrustedKey(), fields, organisation.pk)


def receive(actor: Actor, document: dict[str, Any]) -> tuple[Received, bool]:
    """Take a package in. Gives it, and whether it is new: the very same one again changes nothing.

    Raises Refused for who may not, NotNow with the reason for one that is tampered with, not signed by a key one
    knows, or older than what has come.
    """
    require(policies.may_receive(actor))
    head, organisation = _checked(document)
    with transaction.atomic():
        # Of two who receive at once the second waits here, and then finds what the first took in.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        standing = Received.objects.filter(digest=head.digest).first()
        if standing is not None:
            return standing, False
        newest = queries.newest_number(organisation.pk, head.definition, head.on)
        taken = Received.objects.filter(organisation=organisation, number=head.number).exists()
        if head.number <= newest or taken:
            raise NotNow(
                _("This package is older than the one received: number %(number)s, and number %(newest)s is here.")
                % {"number": head.number, "newest": max(newest, head.number)}
            )
        fields = {
            "organisation": organisation, "definition": head.definition, "version": head.version, "on": head.on,
            "number": head.number, "digest": head.digest, "document": document, "received_by_id": actor.user_id,
            "received_at": timezone.now(),
        }  # fmt: skip
        return save(actor, "package.receive", Received(), fields, organisation.pk), True


def _checked(document: dict[str, Any]) -> tuple[envelope.Head, Organisation]:
    """What the package says of itself, and whose it is, if all of it is true. Raises NotNow."""
    try:
        head = envelope.head(document)
    except envelope.NoPackage as fault:
        raise NotNow(_("This is no package of figures: %(fault)s.") % {"fault": fault}) from None
    if not envelope.is_whole(document):
        raise NotNow(_("The package has been changed after it was sealed: its digest is not that of its figures."))
    try:
        organisation = by_slug(head.municipality)
    except Refused:
        raise NotNow(_("Nobody here is called «%(name)s».") % {"name": head.municipality}) from None
    key = queries.key(head.fingerprint)
    if key is None or key.organisation_id != organisation.pk:
        raise NotNow(
            _("Nobody has said that the key %(key)s is %(name)s's. Ask them for its sixteen signs, then trust it.")
            % {"key": head.fingerprint, "name": organisation.name}
        )
    if not envelope.is_signed(document, key.public):
        raise NotNow(_("The package is not signed by the key of %(name)s.") % {"name": organisation.name})
    return head, organisation
