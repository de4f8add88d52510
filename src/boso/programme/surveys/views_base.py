"""What the pages of surveys share."""

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
    from boso.programme.surveys.models import Survey

Words = str | Promise


def frame(programme: str) -> dict[str, Any]:
    """Whether what the page shows is invented, and the other programme."""
    invented = programme == Programme.DEMONSTRATION
    other = Programme.REPORT if invented else Programme.DEMONSTRATION
    return {"synthetic": invented, "programme": programme, "other_programme": other}


def sent(request: PageRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; none when the form is only opened."""
    return request.POST if request.method == "POST" else None


def ask(
    request: PageRequest, form: BaseForm, run: Callable[[], str], *, title: Words, back: str, done: Words,
    submit: Words = "", under: Words = "", survey: Survey | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands."""
    if form.is_bound and form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(address)
    context = {"form": form, "title": title, "back": back, "submit": submit, "under": under, "survey": survey, **more}
    if survey is not None:
        context |= frame(survey.programme)
    return render(request, "surveys/form.html", context, status=422 if form.is_bound else 200)
