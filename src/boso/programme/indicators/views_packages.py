"""Packages of figures that have come from casework: list, one package, receiving, and whose keys are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.queries import by_slug
from boso.foundation.packages import actions as packages
from boso.foundation.packages import envelope
from boso.foundation.packages import policies as doors
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import get_or_post, page
from boso.programme.indicators import actions, forms, grids, policies, queries
from boso.programme.indicators.models import Value

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("organisation", gettext_lazy("Municipality"), ("organisation__name",)),
    Column("definition", gettext_lazy("Figures"), ("definition",)),
    Column("on", gettext_lazy("As of"), ("-on",)),
    Column("received", gettext_lazy("Received"), ("-received_at",)),
    Column("taken", gettext_lazy("In the indicators")),
)


@page(policies.may_see_packages)
def received(request: PageRequest) -> HttpResponse:
    """The packages that have come, newest first."""
    actor = request.actor
    shown = listing(request, queries.packages_of(actor), COLUMNS, default="received")
    taken = queries.taken_in(actor)
    context = {
        "listing": shown,
        "rows": [(row, grids.title(row), queries.origin_of(row) in taken) for row in shown.rows],
        "may_receive": doors.may_receive(actor),
        "may_trust": doors.may_trust(actor),
    }
    return render(request, "indicators/packages.html", context)


@page(policies.may_see_packages)
def package(request: PageRequest, package_id: int) -> HttpResponse:
    """One package: its tables as they came, with the signs for what is hidden."""
    found = queries.package(request.actor, package_id)
    taken = list(queries.from_package(request.actor, found))
    context = {
        "package": found,
        "title": grids.title(found),
        "organisation": found.organisation,
        "grids": grids.grids(found.document),
        "rule": grids.rule(found.document),
        "seal": found.document["seal"],
        "taken": [(value, _shown(value)) for value in taken],
        "may_take_in": policies.may_import(request.actor) and not taken,
    }
    return render(request, "indicators/package.html", context)


def _shown(value: Value) -> str:
    from boso.programme.indicators import figuring, wording

    shown = wording.number(figuring.result(value.measured, value.indicator), value.indicator)
    return shown or wording.reason(value.measured)


@page(policies.may_see_packages)
@require_POST
def take_in(request: PageRequest, package_id: int) -> HttpResponse:
    """Put the figures among the indicators."""
    found = queries.package(request.actor, package_id)
    try:
        count = actions.take_in(request.actor, found)
        messages.success(request, _("%(count)d indicators have figures from this package.") % {"count": count})
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    return redirect("indicators:package", package_id)


@page(policies.may_see_packages)
@get_or_post
def receive(request: PageRequest) -> HttpResponse:
    """Take in a file that a municipality has let out."""
    require(doors.may_receive(request.actor))
    form = forms.PackageForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        taken = tried(form, lambda: _receive(request, form.cleaned_data["file"]), "file")
        if taken is not None:
            messages.success(request, _("The package is received: its seal is whole, and its key is known."))
            return redirect("indicators:package", taken)
    return render(request, "indicators/receive.html", {"form": form}, status=422 if form.errors else 200)


def _receive(request: PageRequest, content: bytes) -> int:
    try:
        document = envelope.read(content)
    except envelope.NoPackage:
        raise NotNow(_("This is no package of figures.")) from None
    found, _new = packages.receive(request.actor, document)
    return found.pk


@page(policies.may_see_packages)
@get_or_post
def keys(request: PageRequest) -> HttpResponse:
    """Whose keys are taken for good; the coordinator adds one."""
    actor = request.actor
    require(doors.may_receive(actor))
    choices = [(one.organisation.slug, one.organisation.name) for one in queries.participants(actor)]
    form = forms.KeyForm(choices, request.POST or None)
    if request.method == "POST":
        require(doors.may_trust(actor))
        if form.is_valid():
            given = form.cleaned_data
            kept = tried(
                form, lambda: packages.trust(actor, by_slug(given["organisation"]), given["public"].strip()), "public"
            )
            if kept is not None:
                messages.success(request, _("The key is taken for theirs. Its sixteen signs: %(key)s") % {"key": kept})
                return redirect("indicators:keys")
    context = {"form": form, "keys": queries.keys(actor), "may_trust": doors.may_trust(actor)}
    return render(request, "indicators/keys.html", context, status=422 if form.errors else 200)
