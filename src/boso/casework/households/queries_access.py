"""Clearances, emergencies to review, and who has looked at a household."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from boso.casework.households import policies
from boso.casework.households.models import Clearance, EmergencyAccess, Household, Sharing
from boso.casework.households.panels import Case
from boso.casework.households.queries_visible import SEES, WORKS, cleared, recused, units_of, visible
from boso.casework.households.sealing import FreeWords
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import Membership, User
from boso.foundation.access.roles import CASEWORK, Role
from boso.foundation.audit.models import Entry, EntryKind
from boso.foundation.audit.verbs import label
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.queries import keyring


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at the household: who, as what, when, how, and the reason they gave.

    times: how often in a row that day; at: the last time.
    """

    at: dt.datetime
    who: str
    roles: tuple[str, ...]
    what: str | Promise
    reason: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Opened:
    """An emergency access with its words."""

    row: EmergencyAccess
    words: FreeWords


def clearances(actor: Actor) -> list[Clearance]:
    """The clearances of the places the actor clears in, those that last first.

    Raises Refused (hidden) for anybody else.
    """
    require(policies.may_open_clearances(actor))
    rows = Clearance.objects.filter(organisation__in=policies.clears_in(actor))
    return list(rows.select_related("user", "organisation", "given_by", "confirmed_by", "withdrawn_by")[:200])


def clearance(actor: Actor, clearance_id: int) -> Clearance:
    """One of them. Raises Refused (hidden) for any other."""
    found = (
        Clearance.objects.filter(organisation__in=policies.clears_in(actor), pk=clearance_id)
        .select_related("user")
        .first()
    )
    if found is None:
        raise Refused(NOT_HERE)
    return found


def places_to_clear(actor: Actor) -> list[Organisation]:
    """Where the actor gives clearances."""
    return list(Organisation.objects.filter(pk__in=policies.clears_in(actor)).order_by("name"))


def people_to_clear(actor: Actor) -> list[tuple[User, int]]:
    """Who does casework with households where the actor clears, each with the place, but for the actor."""
    today = timezone.localdate()
    seats = Membership.objects.filter(
        organisation__in=policies.clears_in(actor), role__in=SEES, starts__lte=today, user__is_active=True
    ).exclude(Q(ends__lte=today) | Q(user=actor.user_id))
    found = {(seat.user_id, seat.organisation_id): seat.user for seat in seats.select_related("user")}
    return sorted(((user, place) for (_id, place), user in found.items()), key=lambda one: one[0].name)


def emergencies(actor: Actor, *, reviewed: bool = False) -> list[Opened]:
    """The emergencies of the places where the actor decides, with their words: to be reviewed, or reviewed.

    Not of households in which the actor has a conflict of interest, or that are protected without a clearance.
    Raises Refused (hidden) for anybody else.
    """
    require(policies.may_open_reviews(actor))
    rows = list(_emergencies(actor).exclude(verdict="")[:50] if reviewed else _emergencies(actor).filter(verdict=""))
    if not reviewed:
        rows.reverse()
    ring = keyring(row.household.key_id for row in rows)
    return [Opened(row, FreeWords.read(ring.open(row.household.key_id, row.sealed))) for row in rows]


def emergency(actor: Actor, emergency_id: int) -> Opened:
    """One of them, with its words. Raises Refused (hidden) for any other."""
    require(policies.may_open_reviews(actor))
    found = _emergencies(actor).filter(pk=emergency_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    key_id = found.household.key_id
    return Opened(found, FreeWords.read(keyring([key_id]).open(key_id, found.sealed)))


def to_review(actor: Actor) -> list[EmergencyAccess]:
    """The emergencies that wait for the actor's review, the oldest first (one query, none for others)."""
    if not actor.works_in(Role.DECISION_MAKER):
        return []
    return list(_emergencies(actor).filter(verdict="").exclude(user=actor.user_id).order_by("opened_at")[:50])


def sharings_that_end(actor: Actor, today: dt.date, by: dt.date) -> list[Sharing]:
    """Sharing by households the actor is responsible for that ends by the day (one query, none for others)."""
    if not units_of(actor, *WORKS):
        return []
    rows = Sharing.objects.filter(
        ends__gt=today, ends__lte=by, household__engagements__worker=actor.user_id,
        household__engagements__ends__isnull=True, household__closed_on__isnull=True,
    )  # fmt: skip
    return list(
        rows.filter(household__in=visible(actor, rows.order_by().values("household")))
        .select_related("household", "unit")
        .order_by("ends", "pk")
        .distinct()[:50]
    )


def clearances_to_confirm(actor: Actor, today: dt.date) -> list[Clearance]:
    """Clearances that wait for a second person, where the actor may be that one (one query, none for others)."""
    places = policies.clears_in(actor)
    if not places:
        return []
    rows = Clearance.objects.filter(
        organisation__in=places, confirmed_at__isnull=True, withdrawn_at__isnull=True, ends__gt=today
    )
    rows = rows.exclude(given_by=actor.user_id).exclude(user=actor.user_id)
    return list(rows.select_related("user", "given_by", "organisation").order_by("given_at")[:50])


def looks(case: Case, limit: int = 200) -> list[Look]:
    """Who has looked at the household, newest first, each with the roles they held there that day (two queries)."""
    entries = list(_looks(case.household).select_related("actor").order_by("-at", "-id")[:limit])
    roles = _roles(case.household.organisation_id, {entry.actor_id for entry in entries if entry.actor_id})
    found: list[Look] = []
    for entry in entries:
        day = timezone.localtime(entry.at).date()
        who = entry.actor.name if entry.actor is not None else "BoSo"
        held = tuple(_on(roles[entry.actor_id or 0], day))
        look = Look(entry.at, who, held, label(entry.verb), entry.reason)
        last = found[-1] if found else None
        if last is not None and replace(look, at=last.at, times=last.times) == last and _day(last) == day:
            found[-1] = replace(last, times=last.times + 1)
        else:
            found.append(look)
    return found


def _day(look: Look) -> dt.date:
    return timezone.localtime(look.at).date()


def _looks(household: Household) -> QuerySet[Entry]:
    return Entry.objects.filter(
        kind=EntryKind.LOOK, object_type=household._meta.label_lower, object_id=str(household.pk)
    )


def _roles(organisation_id: int, users: set[int]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = defaultdict(list)
    for seat in Membership.objects.filter(organisation=organisation_id, user__in=users).select_related("unit"):
        if seat.role in CASEWORK:
            found[seat.user_id].append(seat)
    return found


def _on(seats: Iterable[Membership], day: dt.date) -> list[str]:
    held = [seat for seat in seats if seat.starts <= day and (seat.ends is None or seat.ends > day)]
    return [
        f"{Role(seat.role).label}, {seat.unit.name}" if seat.unit is not None else str(Role(seat.role).label)
        for seat in held
    ]


def _emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    """What the actor may know of: where they decide, not recused, and no protected household without clearance."""
    today = timezone.localdate()
    mine = cleared(today).filter(user=actor.user_id)
    return (
        EmergencyAccess.objects.filter(household__organisation__in=actor.works_in(Role.DECISION_MAKER))
        .filter(Q(household__is_protected=False) | Q(household__organisation__in=mine.values("organisation")))
        .exclude(household__in=recused(today).filter(user=actor.user_id).values("household"))
        .select_related("household", "user", "reviewed_by")
    )
