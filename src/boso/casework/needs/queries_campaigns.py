"""Reads of campaigns: which households, how far each unit has come, and what is next for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from boso.casework.households import queries as households
from boso.casework.households.models import Engagement
from boso.casework.households.queries_visible import WORKS, units_of
from boso.casework.needs import policies
from boso.casework.needs.models import (
    Campaign,
    CampaignState,
    CampaignTarget,
    Mapping,
    MappingState,
    Reminder,
    TargetState,
)
from boso.casework.needs.models_campaigns import FINISHED
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one unit (or all, without a unit) has come: how many households in each state."""

    counts: dict[str, int]
    unit: Unit | None = None

    @property
    def total(self) -> int:
        """All households."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Mapped."""
        return self.counts.get(TargetState.DONE, 0)

    @property
    def under_way(self) -> int:
        """Begun."""
        return self.counts.get(TargetState.UNDER_WAY, 0)

    @property
    def not_begun(self) -> int:
        """Not begun."""
        return self.counts.get(TargetState.NOT_BEGUN, 0)

    @property
    def unreachable(self) -> int:
        """Cannot be reached."""
        return self.counts.get(TargetState.UNREACHABLE, 0)

    @property
    def declined(self) -> int:
        """Do not want to."""
        return self.counts.get(TargetState.DECLINED, 0)

    @property
    def left(self) -> int:
        """Not begun or under way."""
        return self.not_begun + self.under_way


def campaigns(actor: Actor) -> QuerySet[Campaign]:
    """The campaigns of the organisations the actor does casework in; those planned only for who leads there."""
    if actor.holds(Role.SYSTEM):
        return Campaign.objects.all()
    return Campaign.objects.filter(organisation__in=actor.works_in()).filter(
        ~Q(state=CampaignState.DRAFT) | Q(organisation__in=actor.works_in(*policies.LEADS))
    )


def with_progress(rows: QuerySet[Campaign]) -> QuerySet[Campaign]:
    """Campaigns with `total` and `done`."""
    return rows.select_related("organisation").annotate(
        total=Count("targets"), done=Count("targets", filter=Q(targets__state=TargetState.DONE))
    )


def one(actor: Actor, campaign_id: int) -> Campaign:
    """The campaign.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = campaigns(actor).select_related("organisation").filter(pk=campaign_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def progress(campaign: Campaign) -> list[Progress]:
    """How far each unit has come, by name: figures only, for whoever sees the campaign. Two queries."""
    rows = CampaignTarget.objects.filter(campaign=campaign).order_by().values("unit", "state").annotate(n=Count("pk"))
    counts: dict[int, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["unit"], {})[row["state"]] = row["n"]
    return [Progress(counts[unit.pk], unit) for unit in Unit.objects.filter(pk__in=counts).order_by("name")]


def altogether(units: Iterable[Progress]) -> Progress:
    """All units together."""
    counts: dict[str, int] = {}
    for one_unit in units:
        for state, count in one_unit.counts.items():
            counts[state] = counts.get(state, 0) + count
    return Progress(counts)


def by_state(campaign: Campaign) -> dict[str, int]:
    """How many households in each state."""
    return altogether(progress(campaign)).counts


def targets(actor: Actor, campaign: Campaign) -> QuerySet[CampaignTarget]:
    """The households of a campaign that the actor sees and their own units are to map."""
    rows = CampaignTarget.objects.filter(campaign=campaign, household__in=households.visible(actor))
    if not actor.holds(Role.SYSTEM):
        rows = rows.filter(unit__in=actor.units)
    return rows.select_related("household", "unit", "campaign")


def target(actor: Actor, target_id: int) -> CampaignTarget:
    """One household of a campaign.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = CampaignTarget.objects.select_related("household", "unit", "campaign").filter(pk=target_id).first()
    if found is None or not targets(actor, found.campaign).filter(pk=target_id).exists():
        raise Refused(NOT_HERE)
    return found


def next_target(actor: Actor, campaign: Campaign, after: int = 0) -> CampaignTarget | None:
    """The next household to map: begun ones first, then those not begun, those after a given one before the others."""
    rows = targets(actor, campaign).exclude(state__in=FINISHED)
    begun = rows.filter(state=TargetState.UNDER_WAY).exclude(pk=after).first()
    waiting = rows.filter(state=TargetState.NOT_BEGUN)
    return begun or waiting.filter(pk__gt=after).first() or waiting.exclude(pk=after).first() or rows.first()


def waiting_for(actor: Actor) -> list[Campaign]:
    """Campaigns under way where units of the actor have households left: with `left`. One query, none for planners."""
    if not units_of(actor, *WORKS):
        return []
    left = Count("targets", filter=Q(targets__unit__in=units_of(actor, *WORKS)) & ~Q(targets__state__in=FINISHED))
    return list(campaigns(actor).filter(state=CampaignState.RUNNING).annotate(left_here=left).filter(left_here__gt=0))


def overdue_for(actor: Actor, today: dt.date) -> list[Campaign]:
    """Campaigns past their last day that the actor may close. One query, none for those who lead nowhere."""
    places = actor.works_in(*policies.LEADS)
    if not places:
        return []
    return list(Campaign.objects.filter(organisation__in=places, state=CampaignState.RUNNING, due_on__lt=today))


def to_be_mapped(campaign: Campaign) -> dict[int, int]:
    """The households a campaign takes, each with the unit that is to map it: the one that worked with it first."""
    today = timezone.localdate()
    working = Engagement.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today, household__closed_on__isnull=True,
        household__organisation=campaign.organisation_id,
    )  # fmt: skip
    renting = Tenancy.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), household=OuterRef("household"), starts__lte=today
    )
    if not campaign.engaged:
        working = working.filter(Exists(renting))
    elif not campaign.tenants:
        working = working.filter(~Exists(renting))
    if campaign.stale_before is not None:
        fresh = Mapping.objects.filter(
            household=OuterRef("household"), state=MappingState.DONE, mapped_on__gte=campaign.stale_before
        )
        working = working.filter(~Exists(fresh))
    found: dict[int, int] = {}
    for household, unit in working.order_by("household", "starts", "pk").values_list("household", "unit"):
        found.setdefault(household, unit)
    return found


def mapped_since(campaign: Campaign, household_ids: Collection[int]) -> dict[int, int]:
    """The latest mapping of each household since the campaign's first day."""
    rows = (
        Mapping.objects.filter(
            organisation=campaign.organisation_id, state=MappingState.DONE, mapped_on__gte=campaign.starts
        )
        .order_by()
        .values("household")
        .annotate(last=Max("pk"))
    )
    return {row["household"]: row["last"] for row in rows if row["household"] in set(household_ids)}


def units_left(campaign: Campaign) -> list[int]:
    """The units that have households left."""
    rows = CampaignTarget.objects.filter(campaign=campaign).exclude(state__in=FINISHED)
    return list(rows.order_by().values_list("unit", flat=True).distinct())


def workers(unit_ids: Iterable[int]) -> dict[int, int]:
    """Who works with households in the units today, each with the first of the units they sit in."""
    today = timezone.localdate()
    seats = Membership.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), unit__in=set(unit_ids), role__in=WORKS, starts__lte=today,
        user__is_active=True,
    )  # fmt: skip
    return dict(seats.order_by("-unit").values_list("user", "unit"))


def running(actor: Actor) -> list[Campaign]:
    """The campaigns under way, for the clock."""
    return list(campaigns(actor).filter(state=CampaignState.RUNNING).order_by("pk"))


def reminders(campaign: Campaign) -> QuerySet[Reminder]:
    """Who has been reminded of a campaign, for whoever sees it."""
    return Reminder.objects.filter(campaign=campaign).select_related("user", "unit")


def reminded(campaign: Campaign, days_before: int) -> set[int]:
    """Whom the clock has reminded of the campaign's last day as it now is, so long before it."""
    rows = Reminder.objects.filter(campaign=campaign, due_on=campaign.due_on, days_before=days_before)
    return set(rows.values_list("user", flat=True))


def progress_of(actor: Actor, campaign: Campaign) -> list[Progress]:
    """How far the units of the actor have come."""
    return [one_unit for one_unit in progress(campaign) if one_unit.unit is None or one_unit.unit.pk in actor.units]
