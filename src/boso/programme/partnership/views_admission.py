"""One application to the programme, and the steps it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.access.decisions import Denied
from boso.foundation.web.forms import done
from boso.foundation.web.pages import page
from boso.foundation.workflow.queries import available
from boso.foundation.workflow.states import Transition
from boso.programme.partnership import actions, forms, policies, queries
from boso.programme.partnership.states import ADMISSION

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_see_admissions)
def admission(request: PageRequest, admission_id: int) -> HttpResponse:
    """Where the application stands, and what may be done next."""
    found = queries.admission(request.actor, admission_id)
    decision = policies.may_decide_admission(request.actor, found)
    context = {
        "admission": found,
        "steps": available(request.actor, found, ADMISSION),
        "closed": found.state in ("admitted", "refused"),
        "why_not": decision.reason if isinstance(decision, Denied) else "",
    }
    return render(request, "partnership/admission.html", context)


@page(policies.may_see_admissions)
def advance(request: PageRequest, admission_id: int, step: str) -> HttpResponse:
    """Take the application one step on, with a reason where the step needs one."""
    found = queries.admission(request.actor, admission_id)
    transition = _step(step)
    if request.method != "POST" and transition not in available(request.actor, found, ADMISSION):
        raise Http404
    back = reverse("partnership:admission", args=[found.pk])
    if transition.needs_reason:
        form = forms.ReasonForm(forms.given_to(request))

        def run() -> object:
            return actions.advance_admission(request.actor, found, step, reason=form.cleaned_data["reason"])

        if not (form.is_valid() and done(form, run)):
            context = {"form": form, "title": transition.label, "back": back, "submit": transition.label}
            context["under"] = found.organisation.name
            return render(request, "partnership/edit.html", context, status=422 if form.is_bound else 200)
    elif request.method != "POST":
        return HttpResponseRedirect(back)
    else:
        actions.advance_admission(request.actor, found, step)
    messages.success(
        request, _("Done. The application now stands as «%(state)s».") % {"state": found.get_state_display()}
    )
    return HttpResponseRedirect(back)


def _step(name: str) -> Transition:
    """The step of that name.

    Raises Http404 when there is none.
    """
    try:
        return ADMISSION.transition(name)
    except KeyError:
        raise Http404 from None
