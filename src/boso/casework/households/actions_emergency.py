"""Opening a household in an emergency, and reviewing that afterwards."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import law, policies, queries
from boso.casework.households.models import EmergencyAccess, EmergencyReason, Household
from boso.casework.households.sealing import FreeWords
from boso.casework.households.words import opened, sealed
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.workflow.actions import save

#: Fewer letters than this explain nothing.
SHORTEST = 10


def open_in_emergency(
    actor: Actor, organisation_id: int, national_id: str, reason: str, text: str
) -> list[EmergencyAccess]:
    """Open what other units have on the person, until the day ends. The reason follows the access to its review.

    Raises Refused for whoever does no casework there, NotNow where there is nothing to open or nothing explained.
    """
    require(policies.may_open_emergency(actor, organisation_id))
    if len(text.strip()) < SHORTEST:
        raise NotNow(_("Say in a sentence what has happened. Whoever reviews it reads this."))
    households = queries.hidden_households(actor, organisation_id, national_id)
    if not households:
        raise NotNow(_("There is nothing more to open on this person."))
    now = timezone.now()
    made = []
    with transaction.atomic():
        for household in households:
            fields = {
                "household": household, "user_id": actor.user_id, "reason": reason, "opened_at": now,
                "until": law.emergency_until(now), "sealed": sealed(household, FreeWords(text=text.strip())),
            }  # fmt: skip
            made.append(save(actor, "emergency.open", EmergencyAccess(), fields, organisation_id))
            log_look(
                actor, "household.emergency", household, organisation_id=organisation_id,
                reason=str(EmergencyReason(reason).label),
            )  # fmt: skip
    return made


def end_emergency(actor: Actor, household: Household) -> None:
    """Close again what one opened oneself, before its time."""
    require(policies.may_see_household(actor, household))
    now = timezone.now()
    with transaction.atomic():
        for access in EmergencyAccess.objects.filter(household=household, user=actor.user_id, until__gt=now):
            save(actor, "emergency.end", access, {"until": now}, household.organisation_id)


def review(actor: Actor, emergency: EmergencyAccess, verdict: str, text: str) -> None:
    """Say whether it was justified.

    Raises Refused for the person's own, NotNow where another has reviewed it or nothing is said.
    """
    require(policies.may_review(actor, emergency))
    if len(text.strip()) < SHORTEST:
        raise NotNow(_("Say in a sentence what you have considered."))
    household = emergency.household
    with transaction.atomic():
        locked = EmergencyAccess.objects.select_for_update().get(pk=emergency.pk)
        if locked.verdict:
            raise NotNow(_("It is reviewed already."))
        (words,) = opened(FreeWords, household.key_id, [locked.sealed])
        fields = {
            "verdict": verdict, "reviewed_by_id": actor.user_id, "reviewed_at": timezone.now(),
            "sealed": sealed(household, FreeWords(text=words.text, review=text.strip())),
        }  # fmt: skip
        save(actor, "emergency.review", locked, fields, household.organisation_id)
