"""Asking a sitting tenant to move and free the home: what they said is written down, and proposals go by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.allocation import actions, forms, policies, queries
from boso.casework.allocation.models import Reply
from boso.casework.allocation.showing import Told
from boso.casework.allocation.views import looked
from boso.core.law import parameters
from boso.core.matching import rules
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_allocation)
@get_or_post
def answer(request: PageRequest, run_id: int, household_id: int) -> HttpResponse:
    """Write down what a tenant whom the proposal may move says to it."""
    actor, today = request.actor, timezone.localdate()
    found = queries.one(actor, run_id)
    lively = queries.lively(actor, found)
    if lively is None:
        return redirect("allocation:run", found.pk)
    told = Told(actor, found, lively)
    number = lively.number.get(str(household_id))
    names = told.read([number], [lively.lives_in[number]]) if number is not None else 0
    who = told.who(number) if number is not None else None
    if number is None or who is None or not who.seen or not who.asked:
        raise Refused(NOT_HERE)
    require(policies.may_ask(actor, found))
    looked(told, names, "answer")
    form = forms.AnswerForm(request.POST if request.method == "POST" else None, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        reply, on = form.cleaned_data["reply"], form.cleaned_data["on"]
        if tried(form, lambda: actions.answer(actor, found, household_id, reply, on), "on") is not None:
            messages.success(request, _REPLIES[reply]())
            return redirect("allocation:household", found.pk, household_id)
    context = {
        "run": found,
        "organisation": found.organisation,
        "who": who,
        "form": form,
        "home": told.where(lively.lives_in[number]),
        "months": int(parameters.value(rules.AREA, "answers.hold_months", today)),
    }
    return render(request, "allocation/answer.html", context, status=422 if form.errors else 200)


_REPLIES = {
    Reply.YES: lambda: _("Written down: they agree to move."),
    Reply.NO: lambda: _("Written down: they will not move. New proposals leave them where they are."),
}
