"""What the pages of findings share: which programme is shown, asking with a form, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise

from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.web.forms import tried
from boso.programme.learning.views_base import by_people, frame, sent, shown
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

__all__ = ["ask", "by_people", "frame", "number", "scope_of", "sent", "shown"]

Words = str | Promise


def number(text: str) -> int:
    """A number out of an address.

    Raises Refused (hidden) for what is none.
    """
    if not text.isdecimal():
        raise Refused(NOT_HERE)
    return int(text)


def scope_of(request: PageRequest) -> Participation | None:
    """The municipality the address names with `participant`; none for the programme.

    Raises Refused (hidden) where there is none for the actor.
    """
    slug = request.GET.get("participant", "")
    return partnership.participation(request.actor, slug) if slug else None


def ask(
    request: PageRequest, form: BaseForm, run: Callable[[], str], *, programme: str, title: Words, back: str,
    done: Words, submit: Words = "", under: Words = "", more: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands."""
    if form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(address)
    context = frame(programme) | {"form": form, "title": title, "back": back, "submit": submit, "under": under}
    status = 422 if form.is_bound else 200
    return render(request, "findings/form.html", context | (more or {}), status=status)
