"""Who works with a household and who sees it: units, sharing, conflicts of interest."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import law, policies
from boso.casework.households.actions import require_unit, require_worker, touch
from boso.casework.households.models import Consent, Engagement, Household, Recusal, Sharing, SharingGround
from boso.casework.households.queries_visible import engaged
from boso.casework.households.sealing import FreeWords
from boso.casework.households.words import sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import save


def release(actor: Actor, engagement: Engagement) -> None:
    """The unit no longer works with the household.

    Raises NotNow for the last unit: then the case is closed instead.
    """
    household = engagement.household
    require(policies.may_work_with(actor, household))
    today = timezone.localdate()
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        others = Engagement.objects.filter(household=household, ends__isnull=True).exclude(pk=engagement.pk)
        if not others.exists():
            raise NotNow(_("It is the last unit that works with the household. Close the case, or bring in another."))
        save(actor, "engagement.end", engagement, {"ends": today}, household.organisation_id)
        touch(household)


def assign(actor: Actor, engagement: Engagement, worker_id: int | None) -> None:
    """Who in the unit is responsible; nobody for None.

    Raises NotNow for somebody who does not do casework in the unit.
    """
    household = engagement.household
    require(policies.may_work_with(actor, household))
    if worker_id is not None:
        require_worker(engagement.unit_id, worker_id, timezone.localdate())
    with transaction.atomic():
        save(actor, "engagement.assign", engagement, {"worker_id": worker_id}, household.organisation_id)
        touch(household)


def share(
    actor: Actor, household: Household, unit_id: int, ground: str, ends: dt.date, *, consent: Consent | None = None
) -> Sharing:
    """Let another unit see the household from today until the day.

    Raises Refused for whoever does not work with it; NotNow where the unit sees it already, the day is past or too far
    off, or the ground is a consent that nobody has given or that is withdrawn.
    """
    require(policies.may_work_with(actor, household))
    require_unit(household, unit_id)
    today = timezone.localdate()
    _require_end(today, ends)
    if ground == SharingGround.CONSENT and not _holds(consent, household):
        raise NotNow(_("Nobody has agreed to this. Write down the consent first."))
    if engaged(frozenset({unit_id}), today).filter(household=household).exists():
        raise NotNow(_("That unit already works with the household."))
    if Sharing.objects.filter(household=household, unit=unit_id, starts__lte=today, ends__gt=today).exists():
        raise NotNow(_("It is already shared with that unit. Extend that instead."))
    fields = {
        "household": household, "unit_id": unit_id, "ground": ground, "starts": today, "ends": ends,
        "shared_by_id": actor.user_id, "consent": consent if ground == SharingGround.CONSENT else None,
    }  # fmt: skip
    with transaction.atomic():
        made = save(actor, "sharing.start", Sharing(), fields, household.organisation_id)
        touch(household)
    return made


def extend(actor: Actor, sharing: Sharing, ends: dt.date) -> None:
    """Share until another day.

    Raises NotNow for a day that is past or too far off, and for sharing that is over or whose consent is withdrawn.
    """
    require(policies.may_work_with(actor, sharing.household))
    today = timezone.localdate()
    _require_end(today, ends)
    if sharing.ends <= today:
        raise NotNow(_("The sharing has ended. Share anew."))
    if sharing.ground == SharingGround.CONSENT and not _holds(sharing.consent, sharing.household):
        raise NotNow(_("The consent is withdrawn."))
    _end(actor, sharing, "sharing.extend", ends)


def end_sharing(actor: Actor, sharing: Sharing) -> None:
    """The unit sees the household no more, from now."""
    require(policies.may_work_with(actor, sharing.household))
    today = timezone.localdate()
    if sharing.ends <= today:
        raise NotNow(_("The sharing has ended already."))
    _end(actor, sharing, "sharing.end", today)


def recuse(actor: Actor, household: Household, user_id: int, ground: str, text: str = "") -> Recusal:
    """A person has a conflict of interest: from now the household does not exist for them.

    Raises Refused for somebody who may not say so, NotNow where it is said already.
    """
    require(policies.may_recuse(actor, household, user_id))
    today = timezone.localdate()
    if Recusal.objects.filter(household=household, user=user_id, ends__isnull=True).exists():
        raise NotNow(_("That is already written down."))
    fields = {
        "household": household, "user_id": user_id, "ground": ground, "starts": today, "decided_by_id": actor.user_id,
        "sealed": sealed(household, FreeWords(text=text)),
    }  # fmt: skip
    with transaction.atomic():
        made = save(actor, "recusal.start", Recusal(), fields, household.organisation_id)
        for engagement in Engagement.objects.filter(household=household, worker=user_id, ends__isnull=True):
            save(actor, "engagement.assign", engagement, {"worker_id": None}, household.organisation_id)
        touch(household)
    return made


def lift(actor: Actor, recusal: Recusal) -> None:
    """The conflict of interest is over.

    Raises Refused for anybody but a decision maker in a unit that works with the household.
    """
    require(policies.may_lift(actor, recusal))
    with transaction.atomic():
        save(actor, "recusal.end", recusal, {"ends": timezone.localdate()}, recusal.household.organisation_id)
        touch(recusal.household)


def _end(actor: Actor, sharing: Sharing, verb: str, ends: dt.date) -> None:
    with transaction.atomic():
        save(actor, verb, sharing, {"ends": ends}, sharing.household.organisation_id)
        touch(sharing.household)


def _require_end(today: dt.date, ends: dt.date) -> None:
    if ends <= today:
        raise NotNow(_("Choose a day that has not come yet."))
    if ends > (latest := law.latest_sharing(today)):
        raise NotNow(_("At most until %(day)s. Then it is considered anew.") % {"day": f"{latest:%d.%m.%Y}"})


def _holds(consent: Consent | None, household: Household) -> bool:
    return consent is not None and consent.household_id == household.pk and consent.withdrawn_on is None
