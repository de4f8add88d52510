"""Making packages of figures, and letting them leave: never one person both."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.figures import making, policies, queries
from boso.casework.figures.definitions import BY_NAME
from boso.casework.figures.making import Asked
from boso.casework.figures.models import Method, Package, SigningKey
from boso.casework.figures.states import WAY
from boso.core.law import parameters
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.models import Organisation
from boso.foundation.packages import actions as packages
from boso.foundation.packages import envelope
from boso.foundation.vault.actions import new_keys
from boso.foundation.vault.queries import keyring
from boso.foundation.workflow.actions import perform, save


def make(
    actor: Actor, organisation: Organisation, definition: str, on: dt.date, *, threshold: int | None = None,
    method: str = Method.HIDE,
) -> Package:  # fmt: skip
    """Count, hide what must be hidden, and keep it for the second person to look at.

    threshold: counts up to this are hidden; the least there may be where nothing is said.
    Raises Refused for who may not, NotNow for a day without figures, a looser threshold than the rule, or a day too
    near to one that has left.
    """
    require(policies.may_make(actor, organisation.pk))
    asked = _asked(organisation, definition, on, threshold, method)
    earlier = queries.before(organisation.pk, asked.definition, on)
    _require_apart(earlier, asked)
    counts = asked.definition.counted(organisation.pk, on)
    found = making.made(asked, counts, earlier)
    if found.weak:
        raise NotNow(
            ngettext(
                "Figures that have left tell %(count)s count of this day that is too small. Choose another day.",
                "Figures that have left tell %(count)s counts of this day that are too small. Choose another day.",
                found.weak,
            )
            % {"count": found.weak}
        )
    now = timezone.now()
    fields = {
        "organisation": organisation, "definition": definition, "version": asked.definition.version, "on": on,
        "method": method, "threshold": asked.threshold, "counts": making.kept_counts(counts),
        "hidden": making.kept_hidden(found.hidden), "document": making.body(asked, found, now),
        "after": queries.last_number(organisation.pk, definition), "made_by_id": actor.user_id, "made_at": now,
    }  # fmt: skip
    return save(actor, "figures.make", Package(), fields, organisation.pk)


def let_out(actor: Actor, package: Package) -> Package:
    """Seal the package with the municipality's key and hand it over: it may now be read outside.

    Raises Refused for who may not and for whoever made it, NotNow when it has left, was set aside, or is no longer
    safe because another has left since.
    """
    require(policies.may_let_out(actor, package))
    private = _private_key(actor, package.organisation)
    now = timezone.now()

    def sealed(locked: Package) -> dict[str, Any]:
        if queries.last_number(locked.organisation_id, locked.definition) != locked.after:
            raise NotNow(_("Other figures of this kind have left since it was made. Make it anew."))
        number = queries.last_number(locked.organisation_id) + 1
        document = envelope.sealed({**locked.document, "number": number}, private)
        return {
            "number": number, "document": document, "digest": document[envelope.SEAL]["sha256"],
            "left_by_id": actor.user_id, "left_at": now,
        }  # fmt: skip

    with transaction.atomic():
        # Of two packages that leave at once the second waits, and then gets the next number.
        Organisation.objects.select_for_update().get(pk=package.organisation_id)
        perform(actor, package, WAY, "let_out", organisation_id=package.organisation_id, fields=sealed)
        packages.receive(SYSTEM, package.document)
    return package


def set_aside(actor: Actor, package: Package) -> Package:
    """Keep it from leaving for good.

    Raises Refused for who may not, NotNow when it has left.
    """
    perform(actor, package, WAY, "set_aside", organisation_id=package.organisation_id)
    return package


def _asked(organisation: Organisation, definition: str, on: dt.date, threshold: int | None, method: str) -> Asked:
    """What is asked for. Raises NotNow for what there is not, or what the rule does not allow."""
    if definition not in BY_NAME:
        raise NotNow(_("There are no figures of that name."))
    return Asked(organisation, BY_NAME[definition], on, method, threshold_asked(on, threshold, method))


def threshold_asked(on: dt.date, threshold: int | None, method: str) -> int:
    """The highest count that is hidden that day: what is asked for, or the least there is.

    Raises NotNow for less than that, for a threshold where counts are rounded, and for a day before any rule.
    """
    try:
        least = int(parameters.value(making.AREA, "hide.up_to", on))
    except parameters.NotKnown:
        raise NotNow(_("BoSo makes no figures of so long ago.")) from None
    if threshold is not None and threshold < least:
        raise NotNow(_("Counts up to %(least)s are always hidden; you can only hide more.") % {"least": least})
    if method == Method.ROUND and threshold not in (None, least):
        raise NotNow(_("Rounding knows no threshold: 1 and 2 become 0 or 3."))
    return threshold or least


def _require_apart(earlier: list[Package], asked: Asked) -> None:
    """What has left must not tell by the difference. Raises NotNow."""
    days = int(parameters.value(making.AREA, "days.between", asked.on))
    for package in earlier:
        if package.method != asked.method:
            raise NotNow(
                _("Figures of %(day)s have left in the other way. Hidden and rounded together tell too much.")
                % {"day": f"{package.on:%d.%m.%Y}"}
            )
        if package.on != asked.on and abs((package.on - asked.on).days) < days:
            raise NotNow(
                _(
                    "Figures of %(day)s have left. Between two days closer than %(days)s days so few come and go that "
                    "the difference tells on them."
                )
                % {"day": f"{package.on:%d.%m.%Y}", "days": days}
            )


def _private_key(actor: Actor, organisation: Organisation) -> bytes:
    """The municipality's key, made at first use; its public half is known here at once."""
    standing = queries.signing_key(organisation.pk)
    if standing is None:
        ring = new_keys(organisation.pk, 1)
        ((key_id, private),) = ring.keys.items()
        fields = {
            "organisation": organisation, "key_id": key_id, "public": envelope.public_of(private),
            "made_at": timezone.now(),
        }  # fmt: skip
        with transaction.atomic():
            standing = save(actor, "figures.key", SigningKey(), fields, organisation.pk)
            packages.trust(SYSTEM, organisation, standing.public)
        return private
    return keyring([standing.key_id]).keys[standing.key_id]
