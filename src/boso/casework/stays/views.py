"""Pages of temporary stays: the list, and writing about one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from boso.casework.households import policies as household_policies
from boso.casework.households import queries as household_queries
from boso.casework.households import queries_case
from boso.casework.households.cards import HouseholdCard
from boso.casework.households.filling import fill_in, press
from boso.casework.households.views import address, head, looked
from boso.casework.households.words import opened
from boso.casework.stays import actions, policies, queries
from boso.casework.stays.forms import LENGTHS, LeaveForm, StayFilter, StayForm
from boso.casework.stays.models import Stay
from boso.casework.stays.panels import COLOURS
from boso.casework.stays.words import StayWords
from boso.core.stays.length import length, nights
from boso.core.values.periods import Period
from boso.foundation.access.decisions import require
from boso.foundation.audit.actions import log_look
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("household", gettext_lazy("Household"), ("household__reference",)),
    Column("place", gettext_lazy("Kind of place"), ("place",)),
    Column("starts", gettext_lazy("From"), ("starts",)),
    Column("nights", gettext_lazy("Nights"), numeric=True),
    Column("children", gettext_lazy("Children"), ("-children",), numeric=True),
    Column("cost", gettext_lazy("Cost a night"), ("-cost",), numeric=True),
    Column("unit", gettext_lazy("Unit"), ("unit__name",)),
)


@page(policies.may_open_stays)
@require_GET
def stays(request: PageRequest) -> HttpResponse:
    """Who stays in temporary places now, the longest first, or the stays that have ended."""
    actor, today = request.actor, timezone.localdate()
    form = StayFilter(request.GET)
    found = listing(request, queries.listed(actor, today, **form.wish()), COLUMNS, default="starts")
    cards = household_queries.open_cards(actor, [row.household for row in found.rows])
    log_look(actor, "stay.listed", query=str(sorted(form.wish().items())), count=len(found.rows))
    rows = [_line(row, cards.get(row.household_id), today) for row in found.rows]
    context = {
        "list": found,
        "rows": rows,
        "filter": form,
        "chips": chips(request, form),
        "sums": queries.sums(actor, today),
        "synthetic": any(row.household.invented for row in found.rows),
    }
    return render(request, "stays/list.html", context)


def _line(row: Stay, card: HouseholdCard | None, today: dt.date) -> dict[str, Any]:
    found = length(row.starts, row.ends or today)
    return {
        "row": row,
        "card": card,
        "nights": nights(Period(row.starts, row.ends), today),
        "words": LENGTHS[found],
        "colour": COLOURS[found],
    }


@page(policies.may_open_stays)
@get_or_post
def begin(request: PageRequest, household_id: int) -> HttpResponse:
    """Write down that a household goes to a temporary place."""
    case = queries_case.case(request.actor, household_id)
    require(household_policies.may_work_with(request.actor, case.household))
    looked(case)
    children = sum(1 for one in case.card.persons if one.is_child) if case.card.persons else None
    form = StayForm(
        request.POST or None,
        units=[row.unit for row in case.engagements],
        initial={"starts": case.today, "children": children},
    )

    def run() -> None:
        words = StayWords(name=form.cleaned_data["name"], note=form.cleaned_data["note"])
        actions.begin(request.actor, case.household, int(form.cleaned_data["unit"]), form.told(), words)

    return fill_in(
        request, form, run, _("The stay is written down."), title=_("Temporary stay"), back=address(case), **head(case)
    )


@page(policies.may_open_stays)
@get_or_post
def correct(request: PageRequest, stay_id: int) -> HttpResponse:
    """Put right what was written about a stay."""
    stay = queries.one(request.actor, stay_id)
    require(policies.may_change(request.actor, stay))
    case = queries_case.case(request.actor, stay.household_id)
    looked(case)
    words = opened(StayWords, case.household.key_id, [stay.sealed])[0]
    told = {name: getattr(stay, name) for name in ("place", "starts", "children", "cost")}
    form = StayForm(
        request.POST or None,
        units=[stay.unit],
        initial={**told, "unit": str(stay.unit_id), "name": words.name, "note": words.note},
    )

    def run() -> None:
        given = form.cleaned_data
        actions.correct(request.actor, stay, form.told(), StayWords(name=given["name"], note=given["note"]))

    return fill_in(
        request, form, run, _("The stay is corrected."), title=_("Correct the stay"), back=address(case), **head(case)
    )


@page(policies.may_open_stays)
@get_or_post
def end(request: PageRequest, stay_id: int) -> HttpResponse:
    """Write down that a household has left."""
    stay = queries.one(request.actor, stay_id)
    require(policies.may_change(request.actor, stay))
    case = queries_case.case(request.actor, stay.household_id)
    looked(case)
    form = LeaveForm(request.POST or None, today=case.today)

    def run() -> None:
        actions.end(request.actor, stay, form.cleaned_data["ends"], form.cleaned_data["went_to"])

    return fill_in(
        request, form, run, _("The stay is ended."), title=_("They have left"), back=address(case), **head(case)
    )


@page(policies.may_open_stays)
@require_POST
def reopen(request: PageRequest, stay_id: int) -> HttpResponse:
    """They have not left after all."""
    stay = queries.one(request.actor, stay_id)
    case = queries_case.case(request.actor, stay.household_id)
    return press(request, lambda: actions.reopen(request.actor, stay), _("The stay goes on."), address(case))
