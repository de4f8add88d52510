"""Pages about the API: what it offers, and the tokens of one's own organisation's programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.foundation.api import actions, queries
from boso.foundation.api.forms import TokenForm
from boso.foundation.api.policies import may_open_tokens
from boso.foundation.api.registry import resources
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import anybody_signed_in, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("name", gettext_lazy("What for"), ("name",)),
    Column("organisation", gettext_lazy("Organisation"), ("organisation__name",)),
    Column("made", gettext_lazy("Made"), ("-made_on",)),
    Column("ends", gettext_lazy("Until"), ("ends",)),
    Column("used", gettext_lazy("Last used"), ("-used_on",)),
    Column("act", ""),
)


@page(anybody_signed_in)
@require_GET
def overview(request: PageRequest) -> HttpResponse:
    """What other programs can read, list by list with its fields."""
    lists = [
        {
            "resource": one,
            "address": f"/api/v1/{one.name}",
            "fields": list(one.shape.model_fields),
            "filters": list(one.filters.model_fields),
        }
        for one in resources()
    ]
    return render(request, "api/overview.html", {"lists": lists, "may_let_in": may_open_tokens(request.actor)})


@page(may_open_tokens)
@require_GET
def tokens(request: PageRequest) -> HttpResponse:
    """The tokens of the organisations one administers."""
    found = listing(request, queries.tokens(request.actor), COLUMNS, default="made")
    return render(request, "api/tokens.html", {"list": found, "today": timezone.localdate()})


@page(may_open_tokens)
@require_http_methods(["GET", "HEAD", "POST"])
def let_in(request: PageRequest) -> HttpResponse:
    """Let a program in. The secret is shown on the answer's page, once."""
    places = list(queries.places(request.actor).order_by("name"))
    if request.method != "POST":
        return render(request, "api/token_new.html", {"form": TokenForm(places)})
    form = TokenForm(places, request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        place = next(place for place in places if str(place.pk) == asked["organisation"])
        made = tried(form, lambda: actions.let_in(request.actor, place, asked["name"], asked["ends"]), "ends")
        if made is not None:
            response = render(request, "api/token_made.html", {"token": made[0], "secret": made[1]})
            response["Cache-Control"] = "no-store"
            return response
    return render(request, "api/token_new.html", {"form": form}, status=422)


@page(may_open_tokens)
@require_POST
def end(request: PageRequest, token_id: int) -> HttpResponse:
    """End a token before its time."""
    token = queries.token(request.actor, token_id)
    actions.end(request.actor, token)
    messages.success(request, _("«%(name)s» is ended and opens nothing any more.") % {"name": token.name})
    return redirect(reverse("api:tokens"))
