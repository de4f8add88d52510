"""The declared rules and order, and how groups fare under them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.allocation import actions, declaring, forms, policies, queries, wording
from boso.casework.dwellings.models import Disposal
from boso.casework.needs.queries import unit_names
from boso.core.law import parameters
from boso.core.matching.fairness import Share, audit
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def _place(request: PageRequest) -> tuple[Organisation, list[Organisation]]:
    """The organisation the address asks for, or the first; and all. Raises Refused (hidden) for another's."""
    places = queries.places(request.actor)
    word = request.GET.get("organisation", "")
    found = next((place for place in places if str(place.pk) == word), None) if word else next(iter(places), None)
    if found is None:
        raise Refused(NOT_HERE)
    return found, places


@page(policies.may_open_allocation)
@require_GET
def rules(request: PageRequest) -> HttpResponse:
    """What is declared now, and what was before."""
    place, places = _place(request)
    today = timezone.localdate()
    history = queries.declarations(request.actor, place.pk)
    data = queries.declared(request.actor, place.pk, today)
    declared = declaring.checked(data)
    context = {
        "organisation": place,
        "places": places,
        "in_force": next((one for one in history if one.starts <= today), None),
        "history": history,
        "rules": [
            (wording.RULES[key], numbers["on"], [(wording.NUMBERS[key, name], value) for name, value in _of(numbers)])
            for key, numbers in data["rules"].items()
        ],
        "fit": [(wording.CRITERIA[key], points) for key, points in data["fit"].items()],
        "classes": [wording.standing(one) for one in declared.classes],
        "declared": declared,
        "tenants": wording.TENANTS[declared.tenants],
        "may_declare": policies.may_declare(request.actor, place.pk),
    }
    return render(request, "allocation/rules.html", context)


def _of(numbers: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(name, value) for name, value in numbers.items() if name != "on"]


@page(policies.may_open_allocation)
@get_or_post
def declare(request: PageRequest) -> HttpResponse:
    """Declare anew, from a day on."""
    place, _places = _place(request)
    require(policies.may_declare(request.actor, place.pk))
    typed = request.POST if request.method == "POST" else None
    form = forms.DeclareForm(typed, queries.declared(request.actor, place.pk))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        made = tried(
            form,
            lambda: actions.declare(request.actor, place, told["starts"], form.data_declared(), told["basis"]),
            "basis",
        )
        if made is not None:
            messages.success(request, _("Declared. Proposals made from that day on follow it."))
            return redirect(f"{reverse('allocation:rules')}?organisation={place.pk}")
    context = {"form": form, "organisation": place}
    return render(request, "allocation/declare.html", context, status=422 if form.errors else 200)


@page(policies.may_open_allocation)
@require_GET
def groups(request: PageRequest) -> HttpResponse:
    """How groups have fared in the last runs; small groups hidden."""
    place, places = _place(request)
    under = int(parameters.value("housing_norms", "figures.small_under", timezone.localdate()))
    try:
        runs, turns = queries.turns(request.actor, place.pk)
    except NotNow:
        runs, turns = [], []
    units = unit_names(place.pk) if turns else {}
    words: dict[str, Callable[[str], str]] = {
        "ground": wording.ground,
        "unit": lambda code: units.get(code, code),
        "children": _children,
    }
    providers = [turn for turn in turns if turn.proposed]
    tables = [
        (title, [(words[by](share.group), share) for share in _sorted(audit(turns, by, under))])
        for by, title in (
            ("ground", _("By main ground")),
            ("unit", _("By the unit that mapped")),
            ("children", _("With and without children")),
        )
    ]
    log_look(request.actor, "run.looked", organisation_id=place.pk, query="part=groups", count=0)
    context = {
        "organisation": place,
        "places": places,
        "runs": runs,
        "may_run": policies.may_run(request.actor, place.pk),
        "tables": tables if turns else [],
        "providers": [
            (Disposal(share.group).label if share.group in Disposal.values else _("Not stated"), share)
            for share in _sorted(audit(providers, "provider", under))
        ],
        "under": under,
    }
    return render(request, "allocation/groups.html", context)


def _children(code: str) -> str:
    return _("With children") if code == "children" else _("Without children")


def _sorted(shares: list[Share]) -> list[Share]:
    """Those with most first, the hidden last."""
    return sorted(shares, key=lambda share: (share.households is None, -(share.households or 0), share.group))
