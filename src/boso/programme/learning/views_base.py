"""What the pages of learning share: which programme is shown, asking with a form, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.history.queries import Event, timeline
from boso.foundation.web.forms import tried
from boso.programme.learning import queries
from boso.programme.partnership.models import Programme

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def shown(request: PageRequest) -> str:
    """The programme whose learning the page shows."""
    return queries.programme_of(request.actor, request.GET.get("programme", ""))


def frame(programme: str) -> dict[str, Any]:
    """What every page of one programme tells its frame: whether what it shows is invented, and the other programme."""
    invented = programme == Programme.DEMONSTRATION
    return {
        "synthetic": invented,
        "programme": programme,
        "other_programme": Programme.REPORT if invented else Programme.DEMONSTRATION,
    }


def sent(request: PageRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; none when the form is only opened."""
    return request.POST if request.method == "POST" else None


def by_people(actor: Actor, thing: Model) -> list[Event]:
    """What people have done with a thing, newest first; what the importer wrote is left out."""
    return [event for event in timeline(actor, thing) if event.who != SYSTEM.name]


def ask(
    request: PageRequest, form: BaseForm, run: Callable[[], str], *, title: Words, back: str, done: Words,
    submit: Words = "", under: Words = "",
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands."""
    if form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(address)
    context: dict[str, Any] = {"form": form, "title": title, "back": back, "submit": submit, "under": under}
    context["synthetic"] = request.actor.works_with_invented and not request.actor.is_bank
    return render(request, "learning/form.html", context, status=422 if form.is_bound else 200)
