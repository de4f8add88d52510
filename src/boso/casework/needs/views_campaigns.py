"""Campaigns: the list, how far one has come, the next household on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.households.queries import open_cards
from boso.casework.needs import (
    actions,
    actions_campaigns,
    forms,
    pictures,
    policies,
    queries,
    queries_campaigns,
    wording,
)
from boso.casework.needs.models import Campaign, CampaignState, TargetState
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLOURS = {CampaignState.DRAFT: "neutral", CampaignState.RUNNING: "furu", CampaignState.CLOSED: "success"}
TARGET_COLOURS = {
    TargetState.NOT_BEGUN: "neutral",
    TargetState.UNDER_WAY: "rav",
    TargetState.DONE: "success",
    TargetState.UNREACHABLE: "warning",
    TargetState.DECLINED: "warning",
}
REMINDERS_SHOWN = 60
COLUMNS = (
    Column("household", gettext_lazy("Household"), ("household__reference",)),
    Column("unit", gettext_lazy("Unit"), ("unit__name",)),
    Column("state", gettext_lazy("State"), ("state",)),
    Column("act", ""),
)


@page(policies.may_open_needs)
def campaigns(request: PageRequest) -> HttpResponse:
    """All campaigns the person sees."""
    actor = request.actor
    rows = list(queries_campaigns.with_progress(queries_campaigns.campaigns(actor)))
    context = {
        "rows": [(row, COLOURS[CampaignState(row.state)]) for row in rows],
        "may_plan": bool(actor.works_in(*policies.LEADS)),
        "organisation": rows[0].organisation if rows else next(iter(queries.places(actor)), None),
    }
    return render(request, "needs/campaigns.html", context)


@page(policies.may_open_needs)
def new_campaign(request: PageRequest) -> HttpResponse:
    """Plan a campaign."""
    return _campaign_form(request, None)


@page(policies.may_open_needs)
def change_campaign(request: PageRequest, campaign_id: int) -> HttpResponse:
    """Change a campaign that is not closed."""
    return _campaign_form(request, queries_campaigns.one(request.actor, campaign_id))


def _campaign_form(request: PageRequest, campaign: Campaign | None) -> HttpResponse:
    actor = request.actor
    places = sorted(queries.places(actor), key=lambda place: not policies.may_lead(actor, place.pk))
    place = campaign.organisation if campaign is not None else places[0]
    require(policies.may_lead(actor, place.pk))
    form = forms.CampaignForm(request.POST or None, instance=None, initial=_initial(campaign))
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in actions_campaigns.FIELDS}
        made = tried(
            form,
            lambda: (
                actions_campaigns.plan(actor, place.pk, told)
                if campaign is None
                else actions_campaigns.change(actor, campaign, told)
            ),
        )
        if made is not None:
            return redirect("needs:campaign", made.pk)
    context = {"form": form, "campaign": campaign, "organisation": place}
    return render(request, "needs/campaign_form.html", context, status=422 if form.errors else 200)


def _initial(campaign: Campaign | None) -> dict[str, Any]:
    if campaign is None:
        return {"starts": timezone.localdate(), "tenants": True, "engaged": True}
    return {name: getattr(campaign, name) for name in actions_campaigns.FIELDS}


@page(policies.may_open_needs)
def campaign(request: PageRequest, campaign_id: int) -> HttpResponse:
    """How far a campaign has come, by unit, and the households one may see."""
    actor = request.actor
    found = queries_campaigns.one(actor, campaign_id)
    units = queries_campaigns.progress(found)
    whole = queries_campaigns.altogether(units)
    listed = listing(request, queries_campaigns.targets(actor, found), COLUMNS, default="household", count=False)
    cards = open_cards(actor, [row.household_id for row in listed.rows])
    if listed.rows:
        log_look(actor, "mapping.listed", organisation_id=found.organisation_id, count=len(listed.rows))
    context = {
        "campaign": found,
        "organisation": found.organisation,
        "colour": COLOURS[CampaignState(found.state)],
        "units": units,
        "whole": whole,
        "sentence": wording.campaign_sentence(whole, found.title),
        "chart": pictures.by_unit(units),
        "listing": listed,
        "rows": [(row, cards.get(row.household_id), TARGET_COLOURS[TargetState(row.state)]) for row in listed.rows],
        "may_lead": policies.may_lead_campaign(actor, found),
        "mine_left": any(row.state not in ("done", "unreachable", "declined") for row in listed.rows),
        "reminders": list(queries_campaigns.reminders(found)[:REMINDERS_SHOWN]),
        "late": found.state == CampaignState.RUNNING and found.due_on < timezone.localdate(),
        "would_take": len(queries_campaigns.to_be_mapped(found)) if found.state == CampaignState.DRAFT else None,
    }
    return render(request, "needs/campaign.html", context)


@page(policies.may_open_needs)
def step(request: PageRequest, campaign_id: int, name: str) -> HttpResponse:
    """Start, remind or close a campaign."""
    found = queries_campaigns.one(request.actor, campaign_id)
    if request.method == "POST":
        try:
            messages.success(request, _done(request, found, name))
        except NotNow as obstacle:
            messages.error(request, str(obstacle))
    return redirect("needs:campaign", found.pk)


def _done(request: PageRequest, found: Campaign, name: str) -> str:
    if name == "start":
        count = actions_campaigns.start(request.actor, found)
        return ngettext(
            "The campaign has started with %(count)s household.", "The campaign has started with %(count)s households.",
            count,
        ) % {"count": count}  # fmt: skip
    if name == "remind":
        count = actions_campaigns.remind(request.actor, found)
        return ngettext("%(count)s person is reminded.", "%(count)s persons are reminded.", count) % {"count": count}
    actions_campaigns.close(request.actor, found)
    return _("The campaign is closed.")


@page(policies.may_open_mappings)
def next_household(request: PageRequest, campaign_id: int) -> HttpResponse:
    """The next household of a campaign, one at a time."""
    actor = request.actor
    found = queries_campaigns.one(actor, campaign_id)
    after = request.GET.get("after", "")
    if found.state != CampaignState.RUNNING:
        messages.info(request, _("The campaign is not under way."))
        return redirect("needs:campaign", found.pk)
    target = queries_campaigns.next_target(actor, found, int(after) if after.isdecimal() and len(after) < 18 else 0)
    if target is None:
        messages.success(request, _("No household is left for you in this campaign."))
        return redirect("needs:campaign", found.pk)
    if request.method == "POST":
        mapping = actions.begin(actor, target.household, target.unit_id, campaign=found)
        return redirect("needs:fill", mapping.pk)
    log_look(actor, "mapping.looked", target.household, organisation_id=found.organisation_id)
    own = queries_campaigns.altogether(queries_campaigns.progress_of(actor, found))
    context = {
        "campaign": found,
        "organisation": found.organisation,
        "target": target,
        "card": open_cards(actor, [target.household_id]).get(target.household_id),
        "latest": queries.latest(actor, [target.household_id]).get(target.household_id),
        "own": own,
        "begun": target.state == TargetState.UNDER_WAY,
    }
    return render(request, "needs/next.html", context)


@page(policies.may_open_mappings)
def say(request: PageRequest, target_id: int) -> HttpResponse:
    """Say that a household cannot be reached or does not want to, or take it back."""
    target = queries_campaigns.target(request.actor, target_id)
    if request.method == "POST":
        try:
            actions_campaigns.say(request.actor, target, request.POST.get("state", ""))
            messages.success(request, _("Written down. You can change it as long as the campaign is under way."))
        except NotNow as obstacle:
            messages.error(request, str(obstacle))
    where = "needs:next" if request.POST.get("next") == "next" else "needs:campaign"
    return redirect(where, target.campaign_id)
