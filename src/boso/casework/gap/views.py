"""Need against stock: the sentence, the picture, the table; and the same as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.gap import exporting, policies, queries, showing, wording
from boso.casework.gap.document import document as as_document
from boso.casework.gap.forms import DayForm, DaysForm, GapFilter
from boso.casework.gap.leaves import leaf
from boso.core.gap.table import Line, Table, added
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import code_of
from boso.foundation.web.lists import chips
from boso.foundation.web.pages import page
from boso.foundation.web.templatetags.words import day as said_day

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@dataclass(frozen=True, slots=True)
class Kept:
    """Words of the address that the form of filters takes along."""

    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks about: whose, on which day, and which cells; and who may see the cases."""

    organisation: Organisation
    places: list[Organisation]
    on: dt.date
    wish: showing.Wish
    sees: bool

    def words(self) -> dict[str, str]:
        """The words that every link between these pages takes along."""
        told = {"place": str(self.organisation.pk)} if len(self.places) > 1 else {}
        return told if self.on == timezone.localdate() else {**told, "date": str(self.on)}

    def to(self, name: str) -> Callable[[Mapping[str, str]], str]:
        """Addresses of a page about the same place and day, with these and those words more."""

        def address(more: Mapping[str, str]) -> str:
            told = {**self.words(), **more}
            return reverse(name) + (f"?{urlencode(told)}" if told else "")

        return address

    def page(self, here: str) -> dict[str, Any]:
        """What every one of these pages shows around what it is about."""
        parts = (
            ("overview", _("Needs and homes")), ("misfits", _("Live in what does not fit")),
            ("out", _("Out of use")), ("trend", _("How it develops")),
        )  # fmt: skip
        return {
            "organisation": self.organisation,
            "places": [(one, f"?place={one.pk}", one == self.organisation) for one in self.places],
            "tabs": [(label, self.to(f"gap:{name}")({}), name == here) for name, label in parts],
            "day_form": DayForm({"date": said_day(self.on)}),
            "keeps": Kept((("place", str(self.organisation.pk)),) if len(self.places) > 1 else ()),
            "back": self.to("gap:overview")({}),
            "on": self.on,
            "is_today": self.on == timezone.localdate(),
            "sees": self.sees,
        }


def asked(request: PageRequest) -> Asked:
    """What the address asks about; a day that is none is today.

    Raises Refused (hidden) for a place whose figures the person does not see.
    """
    place, places = queries.place(request.actor, request.GET.get("place", ""))
    form = DaysForm(request.GET)
    form.is_valid()
    return Asked(
        organisation=place,
        places=places,
        on=form.cleaned_data.get("date") or timezone.localdate(),
        wish=showing.understood(request.GET.dict()),
        sees=bool(policies.may_see_cases(request.actor, place.pk)),
    )


@page(policies.may_open_gap)
@require_GET
def overview(request: PageRequest) -> HttpResponse:
    """What is missing and what is left over that day."""
    what = asked(request)
    days = DaysForm(request.GET)
    days.is_valid()
    against: dt.date | None = days.cleaned_data.get("against")
    found = queries.gaps(request.actor, what.organisation.pk, [what.on, *([against] if against else [])])
    table, before = found[0].table, found[1].table if against else None
    log_look(request.actor, "gap.looked", organisation_id=what.organisation.pk, query=f"date={what.on}")
    return render(request, "gap/overview.html", _overview(request, what, table, before))


def _overview(request: PageRequest, what: Asked, table: Table, before: Table | None) -> dict[str, Any]:
    told = request.GET.copy()
    told.setdefault("date", said_day(table.on))
    form = GapFilter(told, showing.areas(table), showing.groups(table))
    form.is_valid()
    wish = showing.Wish(area=form.cleaned_data.get("area", ""), group=form.cleaned_data.get("group", ""))
    lines = showing.narrowed(table, wish)
    then = showing.narrowed(before, wish) if before else None
    total, past = added(lines), added(then or [])
    way = request.GET.get("by", "size") if request.GET.get("by") in showing.WAYS else "size"
    behind = what.to("gap:cell")

    def cell(more: Mapping[str, str]) -> str:
        return behind({**wish.words(), **more})

    compared = _("Missing %(day)s") % {"day": said_day(before.on)} if before else ""
    few_under = table.rules.small_under if not what.sees else 0
    found = showing.rows(lines, way, address=cell, few_under=few_under, sees=what.sees, before=then)
    shown = leaf(request, showing.in_order(found, request.GET.get("sort", "")), "table")
    worst = showing.worst(lines)
    ways = [(label, _with(request, by=name, sort=None), name == way) for name, label in showing.WAYS.items()]
    return {
        **what.page("overview"),
        "table": table,
        "total": total,
        "total_row": showing.figures(total, cell({}), few_under, sees=what.sees),
        "past": past,
        "sentence": _sentence(total, sum(line.free for line in lines if line.cell.size == 0), cell, sees=what.sees),
        "missing_if_they_stay": table.total.need - table.stay,
        "narrowed": wish.narrows(),
        "form": form,
        "chips": chips(request, form),
        "keeps": Kept(tuple((name, request.GET[name]) for name in ("place", "by", "sort") if request.GET.get(name))),
        "picture": showing.picture(lines, cell),
        "worst": wording.worst(worst) if worst else "",
        "worst_address": cell(showing.wish_of_square(worst.cell)) if worst else "",
        "since": wording.since(total.missing, past.missing, said_day(before.on)) if before else "",
        "before": before,
        "compared": compared,
        "way": way,
        "ways": ways,
        "heads": showing.heads(request.GET, way, compared=compared),
        "list": shown,
        "rows": shown.rows,
        "few_under": few_under,
        "take_out": _take_out(what, wish),
        "document": what.to("gap:document")({}),
    }


def _sentence(total: Line, small: int, cell: Callable[[Mapping[str, str]], str], *, sees: bool) -> SafeString:
    where = {"missing": cell({}) if sees else "#table", "free": cell({"show": "homes", "use": "spare"})}

    def link(name: str, words: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', where[name], words)

    return wording.sentence(total, small, link)


def _with(request: PageRequest, **changes: str | None) -> str:
    """This address with some words changed."""
    told = {name: value for name, value in request.GET.items() if value and name != "page"}
    told |= {name: value for name, value in changes.items() if value}
    for name in [name for name, value in changes.items() if value is None]:
        told.pop(name, None)
    return f"?{urlencode(told)}#table"


def _take_out(what: Asked, wish: showing.Wish) -> str:
    told = {"organisation": str(what.organisation.pk), "date": str(what.on), **wish.words()}
    return f"{reverse('exchange:export', args=['gap'])}?{urlencode(told)}"


@page(policies.may_open_gap)
@require_GET
def document(request: PageRequest) -> HttpResponse:
    """The table as boso-gap/1. A day that is none is refused, not taken for today."""
    exporting.day(request.GET.get("date", ""))
    what = asked(request)
    table = queries.gap(request.actor, what.organisation.pk, what.on).table
    log_look(request.actor, "export.gap", organisation_id=what.organisation.pk, query=f"date={what.on} format=boso-gap")
    code = code_of(what.organisation, what.on) or what.organisation.slug
    response = JsonResponse(as_document(table, code), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="behov-og-boliger.boso-gap.json"'
    response["Cache-Control"] = "private, no-store"
    return response
