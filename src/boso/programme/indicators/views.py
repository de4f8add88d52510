"""The pages of indicators: all of them, one passport, the goals and what measures them, participants compared."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.core.indicators.spans import Span
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page
from boso.programme.indicators import areas, comparing, figuring, forms, policies, queries, wording
from boso.programme.indicators.models import Indicator, Theme

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("place", _("Place"), ("organisation__name", "area", "-starts")),
    Column("period", _("Period"), ("-starts",)),
    Column("number", _("Value"), numeric=True),
    Column("origin", _("Source"), ("origin",)),
)


@page(policies.may_see)
def everything(request: PageRequest) -> HttpResponse:
    """All indicators by theme, with up to when each has values, or from where they would come."""
    actor = request.actor
    found = list(queries.passports(actor))
    loaded = queries.loaded(actor)
    themes = [
        (theme.label, [(one, wording.up_to(one, loaded.get(one.pk))) for one in found if one.theme == theme])
        for theme in Theme
        if any(one.theme == theme for one in found)
    ]
    context = {
        "themes": themes,
        "count": len(found),
        "loaded": sum(one.pk in loaded for one in found),
        "unmeasured": [goal for goal in queries.result_goals(actor) if not _measured_by(goal)],
        "to_confirm": queries.to_confirm(actor).count(),
        "may_import": policies.may_import(actor),
    }
    return render(request, "indicators/list.html", context | tabs(request.actor))


def _measured_by(goal: Any) -> list[Any]:
    found: list[Any] = goal.measured_by
    return found


@page(policies.may_see)
def passport(request: PageRequest, key: str) -> HttpResponse:
    """One indicator: what it is, how it is reckoned, who confirms it, and its values."""
    actor = request.actor
    found = queries.passport(actor, key)
    shown = listing(request, queries.values(actor).filter(indicator=found, group=""), COLUMNS, default="period")
    context = {
        "indicator": found,
        "goals": queries.goals_of(actor, found),
        "listing": shown,
        "rows": [
            {
                "value": row,
                "place": row.organisation.name if row.organisation else areas.label(row.area),
                "period": wording.period(row.span),
                "number": wording.number(figuring.result(row.measured, found), found),
                "why": wording.reason(row.measured),
            }
            for row in shown.rows
        ],
    }
    return render(request, "indicators/passport.html", context)


@page(policies.may_see)
def goals(request: PageRequest) -> HttpResponse:
    """The result goals, each with its indicators, or that nobody measures it."""
    loaded = queries.loaded(request.actor)
    found = [
        (goal, [(one, wording.up_to(one, loaded.get(one.pk))) for one in _measured_by(goal)])
        for goal in queries.result_goals(request.actor)
    ]
    without = sum(not indicators for _goal, indicators in found)
    context = {"goals": found, "without": without, "count": len(found)}
    return render(request, "indicators/goals.html", context | tabs(request.actor))


@page(policies.may_see)
def compare(request: PageRequest) -> HttpResponse:
    """A group of participants beside each other over the years."""
    actor = request.actor
    indicators = {one.key: one for one in queries.passports(actor)}
    groups = {one.key: one for one in comparing.groups(actor)}
    form = forms.CompareForm(
        [(key, one.words) for key, one in indicators.items()],
        [(key, one.label) for key, one in groups.items()],
        request.GET or None,
    )
    indicator = indicators.get(request.GET.get("indicator", "")) or next(iter(indicators.values()), None)
    group = groups.get(request.GET.get("group", "")) or next(iter(groups.values()), None)
    axis = comparing.PROGRAMME if request.GET.get("axis") == comparing.PROGRAMME else comparing.CALENDAR
    context: dict[str, Any] = {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "indicator": indicator,
        "group": group,
        "by_programme": axis == comparing.PROGRAMME,
        "own_groups": [] if not groups else list(queries.own_groups(actor)),
        "may_keep_groups": policies.may_keep_groups(actor),
        "matrix": None,
    }
    if indicator is not None and group is not None:
        year = latest_year(queries.loaded(actor).get(indicator.pk), indicator)
        context["matrix"] = comparing.matrix(actor, indicator, group.members, year, axis)
    return render(request, "indicators/compare.html", context | tabs(request.actor))


def tabs(actor: Actor) -> dict[str, bool]:
    """Whether the tab of packages is open to the actor."""
    return {"tab_packages_open": bool(policies.may_see_packages(actor))}


def latest_year(starts: dt.date | None, indicator: Indicator) -> int:
    """The last year that is whole; last year where there are no values."""
    if starts is None:
        return timezone.localdate().year - 1
    ends = Span(starts, indicator.frequency).ends
    return ends.year - 1
