"""The case on one page, to take along on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.households import policies, queries_case, queries_summary, showing
from boso.casework.households.filling import fill_in
from boso.casework.households.forms import long
from boso.casework.households.panels import Case
from boso.casework.households.views import address, head
from boso.foundation.audit.actions import log_look
from boso.foundation.web import pdf
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


class WhyForm(forms.Form):
    """Why a protected case is printed."""

    why = forms.CharField(label=_("Why do you print it?"), max_length=300, widget=long(2))


@page(policies.may_open_households)
def summary(request: PageRequest, household_id: int) -> HttpResponse:
    """The page on the screen, which also prints; where somebody is protected it asks why first."""
    case = queries_case.case(request.actor, household_id)
    why = _why(request, case)
    if why is None:
        return _ask(request, case)
    return render(request, "households/summary.html", _whole(request, case, why))


@page(policies.may_open_households)
def paper(request: PageRequest, household_id: int) -> HttpResponse:
    """The page as PDF; where this machine makes none, the page itself with the reason."""
    case = queries_case.case(request.actor, household_id)
    why = _why(request, case)
    if why is None:
        return _ask(request, case)
    made = pdf.paper("households/summary_paper.html", _whole(request, case, why))
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return HttpResponseRedirect(reverse("households:summary", args=[household_id]))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{case.household.reference}.pdf"'
    return response


def _why(request: PageRequest, case: Case) -> str | None:
    """The reason given; empty where none is needed, none where it lacks."""
    if not case.household.is_protected:
        return ""
    form = WhyForm(request.POST)
    return str(form.cleaned_data["why"]) if request.method == "POST" and form.is_valid() else None


def _ask(request: PageRequest, case: Case) -> HttpResponse:
    form = WhyForm(request.POST if request.method == "POST" else None)
    return fill_in(
        request, form, lambda: None, "", title=_("Print the summary"), back=address(case), submit=_("Show it"),
        help=_("Somebody here has a protected address. It is not printed. Your reason is logged."), **head(case),
    )  # fmt: skip


def _whole(request: PageRequest, case: Case, why: str) -> dict[str, Any]:
    log_look(
        request.actor, "household.printed", case.household, organisation_id=case.household.organisation_id, reason=why
    )  # fmt: skip
    found = queries_summary.summary(case)
    return {
        "case": case, "household": case.household, "card": case.card, "organisation": case.household.organisation,
        "found": found, "people": showing.with_ages(case.card, case.today), "why": why, "address": address(case),
        "printed_by": request.actor.name, "printed_at": timezone.now(),
    }  # fmt: skip
