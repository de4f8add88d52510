"""How the shortage has developed, and what it comes to some years on under assumptions that stand on the page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from boso.casework.gap import pictures, policies, queries
from boso.casework.gap.forms import AheadForm
from boso.casework.gap.views import asked
from boso.core.gap.ahead import Year, ahead, quarters_back
from boso.core.gap.table import AREA
from boso.core.law import parameters
from boso.foundation.web.pages import page
from boso.foundation.web.templatetags.words import day as said_day

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something the projection takes for granted, and where it comes from."""

    words: str | Promise
    source: str


@page(policies.may_open_gap)
@require_GET
def trend(request: PageRequest) -> HttpResponse:
    """Quarter by quarter until the day, and years ahead from it."""
    what = asked(request)
    count = int(parameters.value(AREA, "trend.quarters", what.on))
    found = queries.gaps(request.actor, what.organisation.pk, quarters_back(what.on, count))
    now = found[-1]
    usual = {name: float(percent) for name, percent in _growth(what.on).value.items()}
    told = request.GET.copy()
    told.setdefault("date", said_day(what.on))
    form = AheadForm(told, usual)
    years = ahead(
        what.on, now.day.needing, now.day.stock, now.table.rules,
        parameters.value(AREA, "projection.years", what.on), form.growth(usual),
    )  # fmt: skip
    tables = [one.table for one in found]
    context: dict[str, Any] = {
        **what.page("trend"),
        "table": now.table,
        "tables": tables,
        "first": next((one for one in tables if one.total.need or one.total.homes), now.table),
        "past": pictures.past(tables),
        "form": form,
        "years": years,
        "last": years[-1],
        "future": pictures.future(years),
        "assumptions": _assumptions(what.on, years),
        "is_own": any(name in request.GET for name in usual),
    }
    return render(request, "gap/trend.html", context)


def _growth(on: dt.date) -> parameters.Parameter:
    return parameters.parameter(AREA, "projection.growth", on)


def _assumptions(on: dt.date, years: list[Year]) -> list[Assumption]:
    gone = years[-1].gone
    found = [
        Assumption(_("Needs of every kind grow alike, by the percentages above."), _growth(on).source),
        Assumption(
            _("The households are those of the day, so many times over. No other moves to the town or from it."), ""
        ),
        Assumption(_("No home is built, bought, rebuilt or sold, and those out of use stay so."), ""),
        Assumption(_("Whoever lives in a home of ours without being mapped goes on living there."), ""),
        Assumption(_("The rules for which home fits whom are those of the day."), ""),
    ]
    if gone:
        found.insert(1, Assumption(_("Homes that are leased in go out on the day their contract says."), ""))
    return found
