"""What the pages of interviews share: which evaluation is shown, asking with a form, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused
from boso.foundation.web.forms import tried
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import policies, queries
from boso.programme.partnership.models import Programme

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def shown(request: PageRequest) -> Evaluation | None:
    """The evaluation that the page shows: the one asked for, else the newest of the programme asked for."""
    wish = request.GET.get("programme", "")
    invented = request.actor.works_with_invented and not request.actor.is_bank
    programme = wish if wish in Programme.values else Programme.DEMONSTRATION if invented else Programme.REPORT
    return queries.evaluation(request.actor, request.GET.get("evaluation", ""), str(programme))


def worked_on(request: PageRequest) -> Evaluation:
    """The evaluation that the actor does and the page works on.

    Raises Refused (hidden) where there is none.
    """
    found = shown(request)
    if found is None or not policies.may_read(request.actor, found):
        raise Refused(NOT_HERE)
    return found


def frame(evaluation: Evaluation | None, actor: Actor) -> dict[str, Any]:
    """What every page tells its frame: the evaluation, whether it is invented, and whether the actor does it."""
    return {
        "evaluation": evaluation,
        "synthetic": evaluation is not None and evaluation.programme == Programme.DEMONSTRATION,
        "working": evaluation is not None and bool(policies.may_work(actor, evaluation)),
        "reading": evaluation is not None and bool(policies.may_read(actor, evaluation)),
        "following": bool(policies.may_follow(actor)),
    }


def address(name: str, evaluation: Evaluation, *args: Any) -> str:
    """The address of a page, on the same evaluation."""
    return f"{reverse(f'interviews:{name}', args=args)}?evaluation={evaluation.key}"


def sent(request: PageRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; none when the form is only opened."""
    return request.POST if request.method == "POST" else None


def ask(
    request: PageRequest, evaluation: Evaluation, form: BaseForm, run: Callable[[], str], *, title: Words, back: str,
    done: Words, submit: Words = "", under: Words = "", template: str = "interviews/form.html", **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands."""
    if form.is_valid():
        onward = tried(form, run)
        if onward is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(onward)
    context = frame(evaluation, request.actor) | {
        "form": form, "title": title, "back": back, "submit": submit, "under": under, **more,
    }  # fmt: skip
    return render(request, template, context, status=422 if form.is_bound else 200)


def carried_out(request: PageRequest, act: Callable[[], object], back: str, done: Words) -> HttpResponse:
    """Carry out an act that needs no words, and go back; what is in the way is said there."""
    try:
        act()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(back)
