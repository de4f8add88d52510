"""Handing a caseload over, taking it over, and undoing it the same day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import policies, queries_handover
from boso.casework.households.actions import touch
from boso.casework.households.actions_notes import write_note
from boso.casework.households.models import Engagement, HandedOver, Handover
from boso.casework.households.queries_visible import cleared, recused
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.messaging.actions import send
from boso.foundation.workflow.actions import act, save


def hand_over(actor: Actor, unit_id: int, giver_id: int, to: Mapping[int, int], note: str = "") -> Handover:
    """Others in the unit are responsible from now: `to` says by the engagement's id who takes the case.

    The note is written in each case, for the unit to read. Each receiver gets one message, which names nobody.
    Raises Refused for whoever may not; NotNow where no case or no colleague is chosen, a case is no longer the
    giver's, or the receiver has a conflict of interest in it.
    """
    require(policies.may_hand_over(actor, unit_id, giver_id))
    if not to:
        raise NotNow(_("Choose at least one case."))
    colleagues = {user.pk for user in queries_handover.receivers(unit_id, giver_id)}
    if not set(to.values()) <= colleagues:
        raise NotNow(_("That person does not work with households in the unit."))
    with transaction.atomic():
        standing = {row.pk: row for row in queries_handover.caseload(actor, unit_id, giver_id)}
        locked = Engagement.objects.select_for_update().filter(pk__in=to, worker=giver_id, ends__isnull=True)
        if not set(to) <= set(standing) or locked.count() != len(to):
            raise NotNow(_("The list has changed meanwhile. Look at it again."))
        chosen = {standing[pk]: receiver for pk, receiver in to.items()}
        _require_no_tie(chosen)
        fields = {
            "unit_id": unit_id, "giver_id": giver_id, "made_by_id": actor.user_id, "made_at": timezone.now(),
        }  # fmt: skip
        organisation_id = next(iter(chosen)).household.organisation_id
        made = save(actor, "handover.make", Handover(), fields, organisation_id)
        for engagement, receiver in chosen.items():
            if note.strip():
                write_note(actor, engagement.household, note, [unit_id])
            _assign(actor, engagement, receiver)
        HandedOver.objects.bulk_create(
            HandedOver(handover=made, engagement=engagement, receiver_id=receiver)
            for engagement, receiver in chosen.items()
        )
        for receiver, count in Counter(chosen.values()).items():
            link = reverse("households:handed-over", args=[made.pk])
            send(actor, [receiver], "households.handed_over", link, handover=made.pk, count=count)
    return made


def take_over(actor: Actor, handover: Handover) -> int:
    """The receiver says that they have taken their cases over; then it stands on «Today» no more. Gives how many.

    Raises Refused for anybody else.
    """
    rows = HandedOver.objects.filter(handover=handover, receiver=actor.user_id, seen_at__isnull=True)
    require(policies.may_take_over(actor, handover))
    with act(actor, "handover.take", handover, organisation_id=handover.unit.organisation_id):
        return rows.update(seen_at=timezone.now())


def undo(actor: Actor, handover: Handover) -> int:
    """The giver is responsible again, the same day; cases that somebody else took since stay. Gives how many stay.

    Raises Refused for whoever may not or another day.
    """
    require(policies.may_undo_handover(actor, handover))
    stayed = 0
    with transaction.atomic():
        row = Handover.objects.select_for_update(of=("self",)).select_related("unit").get(pk=handover.pk)
        require(policies.may_undo_handover(actor, row))
        for one in HandedOver.objects.filter(handover=row).select_related("engagement__household"):
            if one.engagement.worker_id == one.receiver_id and one.engagement.ends is None:
                _assign(actor, one.engagement, row.giver_id)
            else:
                stayed += 1
        fields = {"undone_by_id": actor.user_id, "undone_at": timezone.now()}
        save(actor, "handover.undo", row, fields, row.unit.organisation_id)
    return stayed


def _assign(actor: Actor, engagement: Engagement, worker_id: int) -> None:
    save(actor, "engagement.assign", engagement, {"worker_id": worker_id}, engagement.household.organisation_id)
    touch(engagement.household)


def _require_no_tie(chosen: Mapping[Engagement, int]) -> None:
    """Nobody gets a case they would not see: a conflict of interest, a protected one without clearance. Says which."""
    today = timezone.localdate()
    households = [engagement.household_id for engagement in chosen]
    ties = set(recused(today).filter(household__in=households).values_list("household", "user"))
    cleared_there = set(cleared(today).values_list("organisation", "user"))
    tied = [
        one.household.reference
        for one, receiver in chosen.items()
        if (one.household_id, receiver) in ties
        or (one.household.is_protected and (one.household.organisation_id, receiver) not in cleared_there)
    ]
    if tied:
        raise NotNow(
            _("%(references)s: that colleague may not see the case. Choose another.")
            % {"references": ", ".join(sorted(tied))}
        )
