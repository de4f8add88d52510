"""What the pages of tables share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise

from boso.foundation.web.forms import tried
from boso.programme.partnership.models import Programme

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest
    from boso.programme.tables.models import DataSet

Words = str | Promise


def frame(data_set: DataSet | None = None) -> dict[str, Any]:
    """Whether what the page shows is invented."""
    invented = data_set is not None and (data_set.invented or data_set.programme == Programme.DEMONSTRATION)
    return {"synthetic": invented, "data_set": data_set}


def ask(
    request: PageRequest, form: BaseForm, run: Callable[[], str], *, title: Words, back: str, done: Words,
    submit: Words = "", under: Words = "", data_set: DataSet | None = None, **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry out what it asks for: `run` gives the address to go on to. What was typed stands."""
    if form.is_bound and form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(done))
            return HttpResponseRedirect(address)
    context = {"form": form, "title": title, "back": back, "submit": submit, "under": under, **frame(data_set), **more}
    return render(request, "tables/form.html", context, status=422 if form.is_bound else 200)
