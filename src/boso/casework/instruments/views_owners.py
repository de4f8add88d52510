"""From renting to owning: which tenants could own, by which interest, and what it frees for others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.casework.gap.queries import dwellings
from boso.casework.households import queries as households
from boso.casework.instruments import facts, guiding, owning, policies, queries, wording
from boso.casework.instruments.forms import FinderForm
from boso.casework.instruments.owning import Could, Follows, Terms
from boso.core.law.parameters import value
from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Rows on the page.
MOST = 40
NEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One tenant who could own, or nearly. name: blank for a protected household."""

    pk: int
    reference: str
    name: str
    size: str
    home: str
    area: str
    price: str
    means: str
    loan: str
    rate: str
    short: str
    wants: str


@dataclass(frozen=True, slots=True)
class Gets:
    """Who gets a home that is freed, directly or by a chain. who: blank where the person does not see them."""

    who: str
    pk: int | None
    home: str


@page(policies.may_open_finder)
@require_GET
def owners(request: PageRequest) -> HttpResponse:
    """The finder. Prices and terms stand in the address; nothing of anybody does."""
    actor, today = request.actor, timezone.localdate()
    place, places = queries.place(actor, request.GET.get("place", ""), *policies.FINDS)
    points = queries.holding(place.pk, today)
    years = tuple(int(value("loans", key, today)) for key in ("term.most_years", "term.most_years_startlan"))
    rate = guiding.number(points, guiding.RATE)
    asked = "price_m2" in request.GET
    form = FinderForm(years, request.GET if asked else None, initial={"rate": rate})
    context: dict[str, Any] = {
        "tab": "owners", "organisation": place, "form": form, "asked": asked and form.is_valid(),
        "places": [(one, f"?place={one.pk}", one == place) for one in places], "several": len(places) > 1,
        "may_find": True, "sees": bool(policies.may_open_watch(actor)),
    }  # fmt: skip
    if context["asked"]:
        grant = guiding.number(points, "grant_most_kroner") or Decimal(0)
        context |= _found(actor, place, form.cleaned_data, grant)
    return render(request, "instruments/owners.html", context, status=422 if asked and form.errors else 200)


def _found(actor: Actor, place: Organisation, given: dict[str, Any], grant: Decimal) -> dict[str, Any]:
    today = timezone.localdate()
    terms = Terms(given["price_m2"], given["least_m2"], given["rate"], given["years"], given["fees_month"])
    known = list(facts.gather(actor, queries.tenants(actor, place.pk), today).values())
    looked = owning.look(known, terms, today, wants_only=given.get("wish") == "wants")
    leaving = [one.known.household.pk for one in looked.could]
    then = owning.follows(place.pk, leaving, today) if leaving else None
    log_look(
        actor, "finder.looked", organisation_id=place.pk, query=f"could={len(looked.could)}",
        count=min(len(looked.could), MOST) + min(len(looked.near), NEAR),
    )  # fmt: skip
    return {
        "lines": [_line(one) for one in looked.could[:MOST]],
        "could": len(looked.could),
        "near": [_line(one) for one in looked.near[:NEAR]],
        "looked_at": looked.looked_at,
        "without": looked.without,
        "then": then,
        "gets": _gets(actor, place, then) if then is not None else [],
        "grant": grant,
        "years": given["years"],
        "rate": wording.percent(given["rate"]),
        "synthetic": place.invented,
    }


def _line(one: Could) -> Line:
    row, lease = one.known.household, one.known.lease
    protected = row.is_protected
    return Line(
        pk=row.pk,
        reference=row.reference,
        name="" if protected else one.known.card.name,
        size=one.known.card.size,
        home=lease.dwelling.title if lease is not None and not protected else "",
        area=wording.whole(one.area),
        price=wording.whole(one.price),
        means=wording.whole(one.means),
        loan=wording.whole(one.loan),
        rate=_bears(one.rate),
        short=wording.whole(one.short),
        wants=one.wants,
    )


def _bears(rate: Decimal | None) -> str:
    """Up to which interest they bear it."""
    if rate is None:
        return ""
    top = value("combination", "rate.most", timezone.localdate())
    return _("%(rate)s %% or more") % {"rate": top} if rate >= top else f"{wording.percent(rate)} %"


def _gets(actor: Actor, place: Organisation, then: Follows) -> list[Gets]:
    """Those who get a home then; names of the households the person sees and that are not protected."""
    some = then.gets[:MOST]
    cards = households.open_cards(actor, [who for who, _home in some])
    homes = dwellings(actor, [home for _who, home in some])
    told = []
    for who, home in some:
        card = cards.get(who)
        shown = card is not None and not card.is_protected
        title = homes[home].title if home in homes else ""
        told.append(Gets(card.name if card is not None and shown else "", who if card is not None else None, title))
    return sorted(told, key=lambda one: (not one.who, one.who, one.home))
