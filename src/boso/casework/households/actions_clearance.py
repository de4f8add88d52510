"""Clearance to see protected households: one person gives it, a second confirms, either withdraws."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import law, policies
from boso.casework.households.models import Clearance
from boso.casework.households.queries_visible import SEES
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.models import Membership
from boso.foundation.workflow.actions import save


def give(actor: Actor, organisation_id: int, user_id: int, ends: dt.date) -> Clearance:
    """Propose that a person may see protected households until the day. It holds once another confirms it.

    Raises Refused for oneself and for whoever is neither administrator nor decision maker there; NotNow where the
    person does no casework there, has or awaits a clearance already, or the day is past or too far off.
    """
    require(policies.may_give_clearance(actor, organisation_id, user_id))
    today = timezone.localdate()
    if ends <= today:
        raise NotNow(_("Choose a day that has not come yet."))
    if ends > (latest := law.latest_clearance(today)):
        raise NotNow(_("At most until %(day)s. Then it is considered anew.") % {"day": f"{latest:%d.%m.%Y}"})
    seats = Membership.objects.filter(user=user_id, organisation=organisation_id, role__in=SEES, starts__lte=today)
    if not seats.exclude(ends__lte=today).exists():
        raise NotNow(_("That person does no casework with households here."))
    standing = Clearance.objects.filter(organisation=organisation_id, user=user_id, withdrawn_at__isnull=True)
    if standing.filter(ends__gt=today).exists():
        raise NotNow(_("That person has a clearance, or one waits to be confirmed."))
    fields = {
        "organisation_id": organisation_id, "user_id": user_id, "starts": today, "ends": ends,
        "given_by_id": actor.user_id, "given_at": timezone.now(),
    }  # fmt: skip
    return save(actor, "clearance.give", Clearance(), fields, organisation_id)


def confirm(actor: Actor, clearance: Clearance) -> None:
    """The second person says yes: it holds from now.

    Raises Refused for whoever gave it and whom it is for; NotNow where it is confirmed, withdrawn or over.
    """
    require(policies.may_confirm_clearance(actor, clearance))
    _require_open(clearance)
    if clearance.confirmed_at is not None:
        raise NotNow(_("It is confirmed already."))
    fields = {"confirmed_by_id": actor.user_id, "confirmed_at": timezone.now()}
    save(actor, "clearance.confirm", clearance, fields, clearance.organisation_id)


def withdraw(actor: Actor, clearance: Clearance) -> None:
    """The clearance ends now, confirmed or not.

    Raises Refused as `give`; NotNow where it is over already.
    """
    require(policies.may_give_clearance(actor, clearance.organisation_id, clearance.user_id))
    _require_open(clearance)
    fields = {"withdrawn_by_id": actor.user_id, "withdrawn_at": timezone.now()}
    save(actor, "clearance.withdraw", clearance, fields, clearance.organisation_id)


def _require_open(clearance: Clearance) -> None:
    if clearance.withdrawn_at is not None or clearance.ends <= timezone.localdate():
        raise NotNow(_("The clearance is over."))
