"""Fact sheets on the screen and on paper, and one indicator in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from boso.foundation.web import pdf
from boso.foundation.web.pages import page
from boso.programme.indicators import forms, histories, policies, queries, sheets
from boso.programme.indicators.views import tabs

if TYPE_CHECKING:
    from boso.foundation.access.actor import Actor
    from boso.foundation.web.pages import PageRequest
    from boso.programme.indicators.queries import Subject

#: The first year a sheet can be asked for.
FIRST = 2008


@page(policies.may_see)
def choose(request: PageRequest) -> HttpResponse:
    """Whose fact sheet to read."""
    found = queries.participants(request.actor)
    return render(request, "indicators/sheets.html", {"participants": found} | tabs(request.actor))


@page(policies.may_see)
def sheet(request: PageRequest, slug: str) -> HttpResponse:
    """One page to read of a municipality or district."""
    subject = queries.subject(request.actor, slug)
    year = _year(request)
    context = context_of(request.actor, subject, year, today=request.GET.get("borders") == "today")
    form = forms.YearForm(range(timezone.localdate().year, FIRST - 1, -1), initial={"year": str(year)})
    return render(request, "indicators/sheet.html", context | {"form": form, "why_not": pdf.why_not()})


@page(policies.may_see)
def sheet_pdf(request: PageRequest, slug: str) -> HttpResponse:
    """The same as PDF, one A4; where this machine makes none, the page with the reason."""
    subject = queries.subject(request.actor, slug)
    today = request.GET.get("borders") == "today"
    made = paper(request.actor, subject, _year(request), today=today)
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("indicators:sheet", slug)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="fact-sheet-{slug}.pdf"'
    return response


def paper(actor: Actor, subject: Subject, year: int, *, today: bool = False) -> bytes | None:
    """The fact sheet as PDF; None where this machine makes none."""
    return pdf.paper("indicators/sheet_paper.html", context_of(actor, subject, year, today=today))


def context_of(actor: Actor, subject: Subject, year: int, *, today: bool) -> dict[str, Any]:
    """What page and paper show."""
    return {
        "sheet": sheets.sheet(actor, subject, year, today=today),
        "organisation": subject.organisation,
        "printed_on": timezone.localdate(),
    }


def _year(request: PageRequest) -> int:
    """The year asked for; the last whole year where none is, or none that can be."""
    word = request.GET.get("year", "")
    last = timezone.localdate().year
    return int(word) if word.isdecimal() and len(word) == 4 and FIRST <= int(word) <= last else last - 1


@page(policies.may_see)
def series(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """One indicator in one place: its years, what it is divided into, targets, and what is not confirmed yet."""
    actor = request.actor
    subject = queries.subject(actor, slug)
    organisation, own = subject.organisation, subject.own
    indicator = queries.passport(actor, key)
    today = request.GET.get("borders") == "today"
    context = {
        "organisation": organisation,
        "indicator": indicator,
        "today": today,
        "history": histories.history(actor, indicator, organisation, today=today),
        "reported": queries.reported(actor, indicator, organisation),
        "waiting": queries.waiting(actor, indicator, organisation),
        "targets": list(queries.targets(actor, own).filter(indicator=indicator)) if own else [],
        "may_record": bool(own and policies.may_record(actor, own)),
        "may_set_target": bool(own and policies.may_set_target(actor, own)),
    }
    return render(request, "indicators/series.html", context)
