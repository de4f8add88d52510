"""Everything that can be done with a campaign: one function per act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping as Map
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.needs import policies, queries_campaigns, states
from boso.casework.needs.models import Campaign, CampaignState, CampaignTarget, Reminder, TargetState
from boso.core.law import parameters
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.messaging.actions import send
from boso.foundation.workflow.actions import act, perform, save

FIELDS = ("title", "tenants", "engaged", "stale_before", "starts", "due_on")
BATCH = 2000

#: What a caseworker may say of a household themself; the rest follows from the mapping.
SAID = (TargetState.NOT_BEGUN, TargetState.UNREACHABLE, TargetState.DECLINED)


def plan(actor: Actor, organisation_id: int, fields: Map[str, Any]) -> Campaign:
    """Plan a campaign: title, which households, from when and by when.

    Raises Refused for others than planners and decision makers, NotNow where it takes nobody or ends too early.
    """
    require(policies.may_lead(actor, organisation_id))
    campaign = Campaign(organisation_id=organisation_id, created_by_id=actor.user_id)
    return save(actor, "campaign.plan", campaign, _checked(fields), organisation_id)


def change(actor: Actor, campaign: Campaign, fields: Map[str, Any]) -> Campaign:
    """Change a campaign that is planned; of one under way only the name and the last day.

    Raises Refused when the actor may not, NotNow when it is closed or the fields contradict each other.
    """
    require(policies.may_lead_campaign(actor, campaign))
    if campaign.state == CampaignState.CLOSED:
        raise NotNow(_("The campaign is closed."))
    told = _checked({**{name: getattr(campaign, name) for name in FIELDS}, **fields})
    if campaign.state == CampaignState.RUNNING:
        told = {name: told[name] for name in ("title", "due_on")}
    return save(actor, "campaign.change", campaign, told, campaign.organisation_id)


def start(actor: Actor, campaign: Campaign) -> int:
    """Start: choose the households now, each for the unit that began to work with it first. Gives how many.

    Those mapped since the campaign's first day are done already. Whoever works in the units is told.
    Raises Refused when the actor may not, NotNow when it is not planned or takes nobody.
    """
    with transaction.atomic():
        perform(actor, campaign, states.CAMPAIGN, "start", organisation_id=campaign.organisation_id)
        found = queries_campaigns.to_be_mapped(campaign)
        if not found:
            raise NotNow(_("No household fits the campaign."))
        mapped = queries_campaigns.mapped_since(campaign, found)
        rows = [
            CampaignTarget(
                campaign=campaign, household_id=household, unit_id=unit, mapping_id=mapped.get(household),
                state=TargetState.DONE if household in mapped else TargetState.NOT_BEGUN,
            )
            for household, unit in found.items()
        ]  # fmt: skip
        CampaignTarget.objects.bulk_create(rows, batch_size=BATCH)
        send(
            actor,
            queries_campaigns.workers(found.values()),
            "needs.campaign_started",
            _link(campaign),
            campaign=campaign.pk,
        )
    return len(found)


def remind(actor: Actor, campaign: Campaign, on: dt.date | None = None) -> int:
    """Remind everybody in the units that are not finished. Gives how many were told; once a day.

    Raises Refused when the actor may not, NotNow when it is not under way or was done today.
    """
    require(policies.may_lead_campaign(actor, campaign))
    today = on or timezone.localdate()
    if campaign.state != CampaignState.RUNNING:
        raise NotNow(_("The campaign is not under way."))
    if campaign.reminded_on == today:
        raise NotNow(_("They have been reminded today already."))
    return _remind(actor, campaign, today, queries_campaigns.workers(queries_campaigns.units_left(campaign)))


def remind_by_clock(actor: Actor, today: dt.date) -> int:
    """Remind of each campaign that soon ends whoever sits in a unit with households left. Gives how many were told.

    Nobody is reminded twice at the same distance from the same last day, nor on a day somebody has pressed the button;
    a morning when no clock ran is made up for by the next. Raises Refused for others than BoSo.
    """
    told = 0
    for campaign in queries_campaigns.running(actor):
        require(policies.may_lead_campaign(actor, campaign))
        days_before = reminder_due(campaign, today)
        if days_before is None or campaign.reminded_on == today:
            continue
        before = queries_campaigns.reminded(campaign, days_before)
        people = queries_campaigns.workers(queries_campaigns.units_left(campaign))
        people = {user: unit for user, unit in people.items() if user not in before}
        if people:
            told += _remind(actor, campaign, today, people, days_before)
    return told


def reminder_due(campaign: Campaign, today: dt.date) -> int | None:
    """Which of the reminders is due, as days before the last day. None too early, past the last day, or where the
    campaign is so short that its beginning is reminder enough.
    """
    left = (campaign.due_on - today).days
    stages = [parameters.value("campaigns", f"reminder.{name}_days", today) for name in ("last", "first")]
    fits = [days for days in stages if 0 <= left <= days < (campaign.due_on - campaign.starts).days]
    return min(fits, default=None)


def _remind(
    actor: Actor, campaign: Campaign, today: dt.date, people: Map[int, int], days_before: int | None = None
) -> int:
    rows = [
        Reminder(
            campaign=campaign, user_id=user, unit_id=unit, on=today, due_on=campaign.due_on, days_before=days_before
        )
        for user, unit in people.items()
    ]  # fmt: skip
    with act(actor, "campaign.remind", campaign, organisation_id=campaign.organisation_id):
        campaign.reminded_on = today
        campaign.save(update_fields=["reminded_on"])
        Reminder.objects.bulk_create(rows, batch_size=BATCH)
        told = send(actor, people, "needs.campaign_reminder", _link(campaign), campaign=campaign.pk)
    return len(told)


def close(actor: Actor, campaign: Campaign, on: dt.date | None = None) -> Campaign:
    """Close, and write down how many were left and why.

    Raises Refused when the actor may not or it is not under way.
    """
    left = queries_campaigns.by_state(campaign)
    fields = {"closed_on": on or timezone.localdate(), "left": left}
    perform(actor, campaign, states.CAMPAIGN, "close", organisation_id=campaign.organisation_id, fields=fields)
    return campaign


def say(actor: Actor, target: CampaignTarget, state: str) -> CampaignTarget:
    """Say that a household cannot be reached or does not want to be mapped, or take that back.

    Raises Refused for whoever does not work with it, NotNow for another state or a household that is mapped.
    """
    require(policies.may_work_target(actor, target))
    if state not in SAID or target.state == TargetState.DONE:
        raise NotNow(_("A mapping decides that by itself."))
    if state == TargetState.NOT_BEGUN and target.mapping_id is not None:
        state = TargetState.UNDER_WAY
    fields = {"state": state, "changed_at": timezone.now(), "changed_by_id": actor.user_id}
    return save(actor, "campaign.target", target, fields, target.campaign.organisation_id)


def _checked(fields: Map[str, Any]) -> dict[str, Any]:
    told = {name: fields[name] for name in FIELDS if name in fields}
    if not told.get("tenants") and not told.get("engaged"):
        raise NotNow(_("Choose at least one group of households."))
    if told["due_on"] < told["starts"]:
        raise NotNow(_("The last day is before the first."))
    return told


def _link(campaign: Campaign) -> str:
    return reverse("needs:campaign", args=[campaign.pk])
