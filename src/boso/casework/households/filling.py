"""Showing a form and carrying it out, and carrying out a press of a button: the same way on every page of a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import NotNow
from boso.foundation.web.forms import tried

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


class Asking(forms.Form):
    """A form that may ask «is this right?» once. What is odd but possible goes to `ask`."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions: list[str] = []

    def ask(self, question: Words) -> None:
        """Ask about something odd; once the person has confirmed, it passes."""
        self.questions.append(str(question))

    @property
    def sure(self) -> bool:
        """Whether it may be carried out: valid, and nothing odd is left unconfirmed."""
        return self.is_valid() and (not self.questions or bool(self.cleaned_data.get("confirmed")))


def typed(request: PageRequest) -> Any:
    """What was typed, where something was sent."""
    return request.POST if request.method == "POST" else None


def fill_in(
    request: PageRequest, form: forms.Form, run: Callable[[], str | None], said: Words, *, title: Words, back: str,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry it out and go where `run` says. What is typed stands; what is in the way is said.

    more: for the page: case, under, submit, help, color, template.
    """
    ready = form.sure if isinstance(form, Asking) else form.is_valid()
    if request.method == "POST" and ready:
        address = tried(form, run)
        if not form.errors:
            if said:
                messages.success(request, str(said))
            return HttpResponseRedirect(address or back)
    context = {"form": form, "title": title, "back": back, "submit": _("Save"), **more}
    status = 422 if request.method == "POST" else 200
    return render(request, more.get("template", "households/form.html"), context, status=status)


def press(request: PageRequest, run: Callable[[], object], said: Words, back: str | Callable[[], str]) -> HttpResponse:
    """Carry out what a button asks for, say how it went, and go back (asked after the act where it is a function).

    What the policy denies is a page of its own.
    """
    try:
        run()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, str(said))
    return HttpResponseRedirect(back if isinstance(back, str) else back())
