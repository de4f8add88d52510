"""What the pages of evaluation share: which programme is shown, asking with a form, and saying what was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.functional import Promise

from boso.foundation.web.forms import tried
from boso.programme.partnership.models import Programme

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def frame(programme: str) -> dict[str, Any]:
    """What every page of one programme tells its frame: whether it is invented, and the other programme."""
    invented = programme == Programme.DEMONSTRATION
    return {
        "synthetic": invented,
        "programme": programme,
        "other_programme": Programme.REPORT if invented else Programme.DEMONSTRATION,
    }


def sent(request: PageRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; none when the form is only opened."""
    return request.POST if request.method == "POST" else None


def ask(
    request: PageRequest, form: BaseForm, run: Callable[[], str], *, title: Words, back: str, done: Words,
    programme: str, submit: Words = "", under: Words = "", meaning: Words = "",
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands.

    meaning: what follows from it, where that is not plain.
    """
    if form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(address)
    context = frame(programme) | {"form": form, "title": title, "back": back, "submit": submit, "under": under,
                                  "meaning": meaning}  # fmt: skip
    return render(request, "evaluation/form.html", context, status=422 if form.is_bound else 200)
