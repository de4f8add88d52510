"""The smaller calculators for everybody: from renting to owning, and grants. Nothing that is typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.casework.instruments import reckoning
from boso.casework.instruments.forms_reckoners import AdaptGrantForm, BuyGrantForm, LetGrantForm, OwnForm, Reckoner
from boso.casework.instruments.public import LANGUAGE, for_everybody, frame
from boso.casework.instruments.reckoning import Reckoned
from boso.foundation.web.pages import get_or_post

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Sent with what another page knows: the form is shown with it, and nothing is asked for yet.
BEGIN = "begin"


@dataclass(frozen=True, slots=True)
class Kind:
    """One calculator: what it is called, what it is about, what it asks, and how it answers."""

    label: str | Promise
    title: str | Promise
    about: str | Promise
    form: type[Reckoner]
    answer: Callable[[Any], Reckoned]


KINDS: dict[str, Kind] = {
    "rent-to-own": Kind(
        _("From renting to owning"), _("From renting to owning"),
        _("A tenant of the municipality who saves, and buys the home after some years."), OwnForm, reckoning.own,
    ),
    "grant-to-buy": Kind(
        _("Grant to buy"), _("Grant for getting a home"),
        _("What startlån cannot carry, and how the grant is written down."), BuyGrantForm, reckoning.buy,
    ),
    "grant-to-adapt": Kind(
        _("Grant to adapt"), _("Grant to adapt a home"),
        _("For reduced function, or to prepare for old age."), AdaptGrantForm, reckoning.adapt,
    ),
    "grant-to-let": Kind(
        _("Grant for dwellings to let"), _("Grant for dwellings to let"),
        _("How much a project is given, and what is paid back if the dwellings are sold."), LetGrantForm, reckoning.let,
    ),
}  # fmt: skip


@for_everybody
@get_or_post
def reckoner(request: PageRequest, kind: str) -> HttpResponse:
    """One calculator: shown, and answered. A new language keeps what is typed, and asks for nothing more."""
    chosen, on = KINDS[kind], timezone.localdate()
    sent = request.method == "POST"
    form = chosen.form(on, request.POST if sent and BEGIN not in request.POST else None)
    told = chosen.answer(form) if form.is_bound and form.is_valid() else None
    if sent and told is None and (BEGIN in request.POST or LANGUAGE in request.POST):
        form = chosen.form(on, initial={name: value for name, value in request.POST.items() if value})
    context = {
        **frame(request), "kind": kind, "title": chosen.title, "about": chosen.about, "form": form,
        "sections": form.sections(), "told": told, "today": on, "kinds": labels(),
    }  # fmt: skip
    return render(request, "instruments/reckoner.html", context, status=422 if form.is_bound and told is None else 200)


def labels() -> list[tuple[str, str | Promise]]:
    """The calculators by name, for the tabs."""
    return [(name, kind.label) for name, kind in KINDS.items()]
