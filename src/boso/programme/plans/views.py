"""The plans of all: who has come how far, every measure, home and sum of money; and one of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.history.showing import told
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.partnership import queries as partnership
from boso.programme.plans import policies, queries, queries_pages, showing, states
from boso.programme.plans.forms_acts import ListFilter
from boso.programme.plans.models import FundingState, State, Theme

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: The fact that follow-up in the home is not the bank's to pay for.
FOLLOW_UP = "bank.follow_up_money"
ACTIVITY_COLUMNS = (
    Column("title", _("What"), ("title_nb",)),
    Column("participant", _("Municipality"), ("participation__organisation__name",)),
    Column("theme", _("Theme"), ("theme",), choice=True),
    Column("period", _("When"), ("ends",), choice=True),
    Column("groups", _("For"), choice=False),
    Column("owner", _("Owner"), choice=False),
    Column("state", _("State"), ("state",)),
)
HOMES_COLUMNS = (
    Column("title", _("What"), ("title_nb",)),
    Column("participant", _("Municipality"), ("participation__organisation__name",)),
    Column("number", _("Homes"), ("high",), numeric=True),
    Column("means", _("How"), ("means",), choice=True),
    Column("groups", _("For"), choice=True),
    Column("period", _("When"), ("ends",), choice=True),
    Column("state", _("State"), ("state",)),
)
FUNDING_COLUMNS = (
    Column("title", _("What for"), ("title_nb",)),
    Column("participant", _("Municipality"), ("participation__organisation__name",)),
    Column("source", _("Who pays"), ("source",)),
    Column("year", _("Year"), ("year",), choice=True),
    Column("applied", _("Applied for"), ("applied",), numeric=True, choice=True),
    Column("granted", _("Granted"), ("granted",), numeric=True),
    Column("released", _("Paid out"), ("released",), numeric=True, choice=True),
    Column("state", _("State"), ("state",)),
)


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """Who has come how far."""
    found = queries_pages.standings(request.actor)
    known = [one for one in found if one.is_known]
    counted = {state: sum(one.counts.get(state, 0) for one in known) for state in State.values}
    low, high = sum(one.homes_low for one in known), sum(one.homes_high for one in known)
    context = {
        "known": known,
        "silent": [one for one in found if not one.is_known],
        "counted": counted,
        "measures": sum(counted.values()),
        "homes_done": sum(one.homes_done for one in known),
        "homes_planned": showing.total(low, high),
        "mine": [one for one in found if policies.may_write(request.actor, one.participation)],
    }
    return render(request, "plans/overview.html", context)


@page(members)
def activities(request: PageRequest) -> HttpResponse:
    """Every sub-project and measure the actor may see."""
    found = _narrowed(request, queries.activities(request.actor), "state", "theme", "participant", "group")
    return _list(request, found, ACTIVITY_COLUMNS, "plans/activities.html", "participant")


@page(members)
def homes_list(request: PageRequest) -> HttpResponse:
    """Every dwelling project, parts under their whole."""
    found = queries.dwelling_projects(request.actor).filter(part_of__isnull=True).prefetch_related("parts__parts")
    found = _narrowed(request, found, "state", "participant", "group")
    return _list(request, found, HOMES_COLUMNS, "plans/homes_list.html", "participant", without=("theme",))


@page(members)
def funding(request: PageRequest) -> HttpResponse:
    """Who funds what."""
    found = _narrowed(request, queries.funding(request.actor), "state", "participant")
    fact = partnership.facts_named(request.actor, FOLLOW_UP).get(FOLLOW_UP)
    return _list(
        request, found, FUNDING_COLUMNS, "plans/funding.html", "participant", without=("theme", "group"),
        states_of=FundingState, fact=fact,
    )  # fmt: skip


@page(members)
def challenges(request: PageRequest) -> HttpResponse:
    """What is hard, by theme, and what answers it: the first of every theme, or all of one."""
    wish, theme = request.GET.get("participant", ""), request.GET.get("theme", "")
    found = queries.with_traces(request.actor, queries.challenges(request.actor).filter(retired_on__isnull=True))
    if wish:
        found = found.filter(participation__slug=wish)
    if theme:
        found = found.filter(theme=theme)
    form = ListFilter(request.GET or None, queries_pages.choices(request.actor), without=("state", "group"))
    themes = showing.by_theme(found)
    context = {
        "themes": themes,
        "theme": theme,
        "participant": wish,
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "count": sum(len(one.challenges) for one in themes),
        "unanswered": sum(not traces for one in themes for _challenge, traces in one.challenges),
    }
    return render(request, "plans/challenges.html", context)


@page(members)
def challenge(request: PageRequest, challenge_id: int) -> HttpResponse:
    """One challenge and the measures that answer it, in every municipality."""
    wanted = queries.one_challenge(request.actor, challenge_id)
    found = queries.one(queries.with_traces(request.actor, wanted), challenge_id)
    context = {
        "challenge": found,
        "traces": found.seen_traces,  # type: ignore[attr-defined]
        "may_change": policies.may_change(request.actor, found),
        "entries": [told(one) for one in queries.history(request.actor, found)],
        "organisation": found.participation.organisation if found.participation else None,
    }
    return render(request, "plans/challenge.html", context)


@page(members)
def activity(request: PageRequest, activity_id: int) -> HttpResponse:
    """One sub-project or measure: what it answers, what came of it, what it waits for, money, homes and risks."""
    actor, today = request.actor, timezone.localdate()
    found = queries.activity(actor, activity_id)
    inside = bool(policies.may_see_inside(actor, found.participation))
    waits, holds = queries_pages.ties(actor, found)
    context = {
        "activity": found,
        "organisation": found.participation.organisation,
        "slips": found.slips(today),
        "moves": available(actor, found, states.ACTIVITY),
        "may_change": policies.may_change(actor, found),
        "may_move": policies.may_move(actor, found),
        "may_write": policies.may_write(actor, found.participation),
        "traces": queries_pages.traces_of(actor, found),
        "results": queries_pages.results(actor, found),
        "waits": waits,
        "holds": holds,
        "funding": queries.funding(actor, found.participation).filter(activity=found),
        "homes": queries.dwelling_projects(actor, found.participation).filter(activity=found),
        "risks": queries.risks(actor, found.participation).filter(activity=found) if inside else [],
        "entries": [told(one) for one in queries.history(actor, found)],
        "is_follow_up": found.theme == Theme.FOLLOW_UP,
        "follow_up_fact": FOLLOW_UP,
    }
    return render(request, "plans/activity.html", context)


@page(members)
def homes(request: PageRequest, homes_id: int) -> HttpResponse:
    """One dwelling project with its parts and its money."""
    actor = request.actor
    found = queries.homes(actor, homes_id)
    context = {
        "homes": found,
        "organisation": found.participation.organisation,
        "parts": queries.dwelling_projects(actor, found.participation).filter(part_of=found),
        "funding": queries.funding(actor, found.participation).filter(dwelling_project=found),
        "moves": available(actor, found, states.HOMES),
        "may_change": policies.may_change(actor, found),
        "entries": [told(one) for one in queries.history(actor, found)],
    }
    return render(request, "plans/homes.html", context)


@page(members)
def version(request: PageRequest, version_id: int) -> HttpResponse:
    """One version of a plan: what it says, and the measures as they stood when it was adopted."""
    actor = request.actor
    found = queries.version(actor, version_id)
    context = {
        "version": found,
        "plan": found.plan,
        "organisation": found.plan.participation.organisation,
        "participation": found.plan.participation,
        "moves": available(actor, found, states.VERSION),
        "may_edit": found.state == "draft" and policies.may_write_version(actor, found),
        "contents": [{**one, "state_words": State(one["state"]).label} for one in found.contents],
        "entries": [told(one) for one in queries.history(actor, found)],
    }
    return render(request, "plans/version.html", context)


def _narrowed(request: PageRequest, found: Any, *names: str) -> Any:
    """The rows as the address narrows them. Groups stand in a list, which the database is not asked to search."""
    for name, path in (("state", "state"), ("theme", "theme"), ("participant", "participation__slug")):
        if name in names and request.GET.get(name):
            found = found.filter(**{path: request.GET[name]})
    group = request.GET.get("group", "")
    if "group" in names and group:
        found = found.filter(pk__in=[pk for pk, codes in found.values_list("pk", "groups") if group in codes])
    return found


def _list(
    request: PageRequest, found: Any, columns: tuple[Column, ...], template: str, default: str, *,
    without: tuple[str, ...] = (), states_of: Any = State, **more: Any,
) -> HttpResponse:  # fmt: skip
    form = ListFilter(request.GET or None, queries_pages.choices(request.actor), without=without, states=states_of)
    context = {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "listing": listing(request, found, columns, default=default),
        **more,
    }
    return render(request, template, context)
