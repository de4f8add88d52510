"""Everything that can be done with instruments: one function per act. None of them grants anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households.models import Household
from boso.casework.instruments import facts, guiding, policies, queries, shutting, watching
from boso.casework.instruments.models import Assessment, Frozen, GuidelinePoint, NotRelevant, ShutOut, Watch, WatchState
from boso.casework.instruments.sealing import Entered, digest, packed
from boso.casework.instruments.states import WATCH
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_act
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.queries import keyring
from boso.foundation.vault.sealing import Keyring
from boso.foundation.workflow.actions import act, perform, save

#: Households that are opened at a time.
BATCH = 500


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """An assessment to be brought in among many: what was entered, and nothing frozen."""

    household: Household
    on: dt.date
    entered: Entered


def assess(
    actor: Actor, household: Household, entered: Entered, document: dict[str, Any], *, on: dt.date | None = None
) -> Assessment:
    """Keep what was found of a household's economy, with the question and its answer frozen. The one before holds no
    longer, and stays as it was.

    Raises Refused for whoever does not work with the household, NotNow for a day to come or where it is erased.
    """
    require(policies.may_assess(actor, household))
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise NotNow(_("Choose a day that has been."))
    ring = keyring([household.key_id])
    if household.key_id not in ring.keys:
        raise NotNow(_("This is erased. Nothing more can be written here."))
    with transaction.atomic():
        Household.objects.select_for_update().get(pk=household.pk)
        Assessment.objects.filter(household=household, holds_until__isnull=True).update(holds_until=day)
        made = Assessment(household=household)
        with act(actor, "assessment.make", made, organisation_id=household.organisation_id):
            _set(made, NewAssessment(household, day, entered), ring, actor.user_id)
            made.digest = digest(document)
            made.save()
            kept = ring.seal(household.key_id, packed(document))
            Frozen.objects.create(assessment=made, household=household, sealed=kept)
        follow(household.organisation_id, [household.pk])
    return made


def register_many(actor: Actor, organisation_id: int, rows: Sequence[NewAssessment]) -> int:
    """Bring in many assessments at once, in one line of the log. Gives how many.

    Raises Refused for anybody but BoSo itself.
    """
    require(policies.may_bring_in(actor))
    ring = keyring([row.household.key_id for row in rows])
    made = [_set(Assessment(), row, ring, None) for row in rows]
    with transaction.atomic():
        Assessment.objects.bulk_create(made, batch_size=BATCH)
        place = Organisation.objects.get(pk=organisation_id)
        log_act(actor, "assessment.bring_in", place, organisation_id=organisation_id)
    return len(made)


def reckon(actor: Actor, organisation_id: int) -> int:
    """Reckon the watch of an organisation anew, as one line of the log. Gives how many households it is over.

    Raises Refused (hidden) for who sees no households there.
    """
    require(policies.may_reckon(actor, organisation_id))
    over = queries.to_watch(organisation_id)
    with transaction.atomic():
        Watch.objects.filter(organisation=organisation_id, state=WatchState.OPEN).exclude(
            household__in=list(over)
        ).delete()
        for some in _some(list(over)):
            follow(organisation_id, some, over)
        place = Organisation.objects.get(pk=organisation_id)
        log_act(actor, "watch.reckon", place, organisation_id=organisation_id)
    return len(over)


def follow(organisation_id: int, household_ids: Sequence[int], over: dict[int, bool] | None = None) -> None:
    """Let the watch say what is known now of those households. Inside a transaction.

    Whoever was said to receive bostøtte when the economy was assessed, receives it: nobody asks them again.
    """
    tenants = queries.to_watch(organisation_id) if over is None else over
    today = timezone.localdate()
    found = facts.gather(SYSTEM, [pk for pk in household_ids if pk in tenants], today)
    told = list(found.values())
    standing = queries.watch_rows(list(found))
    new, known = [], []
    for one, verdict in zip(told, watching.verdicts(told, today), strict=True):
        row = standing.get(one.household.pk)
        if row is None:
            row = Watch(
                organisation_id=organisation_id, household=one.household, since=today, invented=one.household.invented
            )
            new.append(row)
        else:
            known.append(row)
        row.verdict, row.missing = verdict.verdict, [str(lack.value) for lack in verdict.missing]
        row.reckoned_on, row.is_tenant = today, tenants[one.household.pk]
        if row.state == WatchState.OPEN and one.entered.of_all.get("receives") == "yes":
            row.state, row.since = WatchState.RECEIVES, one.assessment.on if one.assessment is not None else today
    Watch.objects.bulk_create(new, batch_size=BATCH)
    Watch.objects.bulk_update(
        known, ["verdict", "missing", "reckoned_on", "is_tenant", "state", "since"], batch_size=BATCH
    )


def move(actor: Actor, row: Watch, name: str, because: str = "") -> Watch:
    """Say how it goes with a household of the watch: a transition of `states.WATCH` by its name.

    because: a code of `NotRelevant`, where bostøtte is said not to be relevant.
    Raises Refused for whoever does not work with the household, NotNow when it has moved on or nobody says why it is
    not relevant, KeyError for no such act.
    """
    dismissed = name == "dismiss"
    if dismissed and because not in NotRelevant.values:
        raise NotNow(_("Say why bostøtte is not relevant."))

    def fields(locked: Watch) -> dict[str, Any]:
        worker = locked.worker_id or actor.user_id
        own = {"take": actor.user_id, "drop": None}
        return {
            "since": timezone.localdate(), "worker_id": own.get(name, worker), "because": because if dismissed else "",
        }  # fmt: skip

    perform(actor, row, WATCH, name, organisation_id=row.organisation_id, fields=fields)
    return row


def write_point(
    actor: Actor, place: Organisation, key: str, value: Any, decision: str, starts: dt.date
) -> GuidelinePoint:
    """Write what a point of the municipality's guideline says from a day on; the one before holds until then.

    Raises Refused for who may not, NotNow for what the guideline cannot say, without the decision it rests on, or where
    a later one is written already.
    """
    require(policies.may_guide(actor, place.pk))
    said = guiding.checked(key, value, decision, starts)
    with transaction.atomic():
        rows = GuidelinePoint.objects.select_for_update().filter(organisation=place, key=key)
        if rows.filter(starts__gte=starts).exists():
            raise NotNow(_("A later one is written already. Choose a later day, or end that one first."))
        before = rows.filter(Q(ends__isnull=True) | Q(ends__gt=starts)).first()
        if before is not None:
            save(actor, "guideline.end", before, {"ends": starts}, place.pk)
        fields = {
            "organisation": place, "key": key, "value": said, "starts": starts, "decision": decision.strip(),
            "written_by_id": actor.user_id, "written_at": timezone.now(),
        }  # fmt: skip
        made = save(actor, "guideline.write", GuidelinePoint(), fields, place.pk)
        if key not in guiding.SETTINGS:
            _count_again(actor, place.pk, once=True)
        return made


def end_point(actor: Actor, point: GuidelinePoint, ends: dt.date) -> GuidelinePoint:
    """The point holds until that day, and not after. One that has not begun is taken away.

    Raises Refused for who may not, NotNow for one that has ended.
    """
    require(policies.may_guide(actor, point.organisation_id))
    if point.ends is not None and point.ends <= ends:
        raise NotNow(_("It has ended already."))
    if ends <= point.starts:
        with act(actor, "guideline.remove", point, organisation_id=point.organisation_id):
            point.delete()
        return point
    return save(actor, "guideline.end", point, {"ends": ends}, point.organisation_id)


def ask_to_count(actor: Actor, place: Organisation) -> str:
    """Let it be counted anew whom the guideline shuts out. Gives the id of the job, which the person can follow.

    Raises Refused (hidden) for who does no casework there.
    """
    require(policies.may_see_guideline(actor, place.pk))
    with act(actor, "guideline.count", place, organisation_id=place.pk):
        return _count_again(actor, place.pk)


def count_shut_out(actor: Actor, organisation_id: int, progress: Callable[[int, int], None]) -> int:
    """Count how many households each point of the guideline shuts out. Gives of how many.

    progress: told how many are looked at, and of how many. Raises Refused for anybody but BoSo itself.
    """
    require(policies.may_bring_in(actor))
    rows = list(queries.holding(organisation_id, timezone.localdate()).values())
    told = shutting.counted(organisation_id, rows, timezone.localdate(), progress)
    found = {str(pk): [one.out, one.unknown] for pk, one in told.points.items()}
    with transaction.atomic():
        ShutOut.objects.update_or_create(
            pk=organisation_id, defaults={"counted_at": timezone.now(), "of": told.of, "points": found}
        )
    return told.of


def _count_again(actor: Actor, organisation_id: int, *, once: bool = False) -> str:
    """Put in the job that counts. Inside a transaction. Gives its id.

    once: not where one was put in since the last count; it counts what is written by then, or the night does.
    """
    from boso.casework.instruments import tasks

    link = f"{reverse('instruments:guideline')}?place={organisation_id}"
    counted = queries.shut_out(organisation_id) if once else None
    key = f"guideline:{organisation_id}:{counted.counted_at if counted is not None else ''}" if once else None
    return str(tasks.count_shut_out.using(actor=actor, link=link, key=key).enqueue(organisation_id).id)


def _set(made: Assessment, row: NewAssessment, ring: Keyring, user_id: int | None) -> Assessment:
    made.household, made.organisation_id = row.household, row.household.organisation_id
    made.on, made.made_by_id, made.made_at = row.on, user_id, timezone.now()
    made.sealed = ring.seal(row.household.key_id, row.entered.values())
    made.invented = row.household.invented
    return made


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
