"""What is done with a report: hand in, sign, judge, reopen, fetch figures anew, correct one. The action asks again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.web.pages import members, page
from boso.programme.reporting import actions, figures, forms, policies, queries, showing
from boso.programme.reporting.views import fill_in

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
@require_POST
def step(request: PageRequest, report_id: int, step: str) -> HttpResponse:
    """Hand in, take back, sign, refuse, approve, send back, reopen."""
    actor, found = request.actor, queries.report(request.actor, report_id)
    today, reason = timezone.localdate(), request.POST.get("reason", "")
    steps: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (
            lambda: actions.submit(actor, found, today),
            _("The report is handed in and frozen. Now another person signs it."),
        ),
        "take_back": (lambda: actions.take_back(actor, found, reason=reason), _("The report is yours again.")),
        "sign": (lambda: actions.sign(actor, found, today), _("The report is signed and has gone to the bank.")),
        "refuse": (lambda: actions.refuse(actor, found, reason=reason), _("The programme leader has it again.")),
        "approve": (
            lambda: actions.approve(actor, found, today),
            _("The report is approved. Every member of the programme may read it now."),
        ),
        "send_back": (lambda: actions.send_back(actor, found, reason=reason), _("The municipality has it again.")),
        "reopen": (lambda: actions.reopen(actor, found, reason=reason), _("The report is open again.")),
    }
    if step not in steps:
        raise Http404
    run, said = steps[step]
    try:
        run()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, said)
    return redirect("reporting:report", found.pk)


@page(members)
@require_POST
def fetch(request: PageRequest, report_id: int) -> HttpResponse:
    """Fetch the figures anew."""
    found = queries.report(request.actor, report_id)
    actions.fetch(request.actor, found)
    messages.success(request, _("The figures are fetched anew."))
    return redirect("reporting:report", found.pk)


@page(members)
def correct(request: PageRequest, report_id: int, figure: str) -> HttpResponse:
    """Put the right value beside the one that was fetched."""
    actor, found = request.actor, queries.report(request.actor, report_id)
    require(policies.may_write(actor, found))
    one = next((one for one in figures.shown(found.figures, found.corrections) if one.figure.id == figure), None)
    if one is None:
        raise Refused(NOT_HERE)
    form = forms.CorrectForm(request.POST or None, figure=one)
    section = next(each for each in figures.SECTIONS if each.key == one.figure.section)
    back = reverse("reporting:report", args=[found.pk]) + f"#{section.key}"

    def run() -> str:
        actions.correct(actor, found, figure, form.given, form.cleaned_data["why"])
        return back

    fetched = figures.said(one.was if one.corrected else one.value, one.figure.unit, one.figure.of)
    extra = {"report": found, "organisation": found.participation.organisation, "one": one, "fetched": fetched}
    return fill_in(
        request, form, run, _("The figure is corrected. What was fetched stays beside it."),
        title=_("Correct: %(what)s") % {"what": one.figure.label}, back=back,
        under=f"{found.participation.organisation.name}, {showing.round_title(found.round)}", extra=extra,
    )  # fmt: skip


@page(members)
@require_POST
def uncorrect(request: PageRequest, report_id: int, figure: str) -> HttpResponse:
    """Let the figure stand as it was fetched."""
    found = queries.report(request.actor, report_id)
    actions.uncorrect(request.actor, found, figure)
    messages.success(request, _("The figure stands as it was fetched."))
    return redirect("reporting:report", found.pk)
