"""The register of organisations: who has a part in the work, their codes over time, and the units inside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.policies import may_administer_people
from boso.foundation.organisations import actions, queries, showing
from boso.foundation.organisations.forms import CloseUnitForm, NameForm, RegisterFilter, UnitForm
from boso.foundation.organisations.models import Kind, Organisation, Unit
from boso.foundation.organisations.policies import may_edit, may_read
from boso.foundation.web.context import address
from boso.foundation.web.forms import done
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import get_or_post, page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("name", gettext_lazy("Name"), ("name",)),
    Column("kind", gettext_lazy("Kind"), ("place", "name")),
    Column("part", gettext_lazy("Part of"), ("parent__name", "name")),
    Column("code", gettext_lazy("Code"), ("code_now",)),
    Column("units", gettext_lazy("Units"), ("-units_now", "name"), numeric=True),
)
SORTED_OTHERWISE = {f"{sign}{column.key}" for column in COLUMNS if column.key != "kind" for sign in ("", "-")}


@page(may_read)
@require_GET
def register(request: PageRequest) -> HttpResponse:
    """Every organisation, by kind."""
    today = timezone.localdate()
    form = RegisterFilter(request.GET)
    wish = form.wish()
    found = listing(request, queries.register(request.actor, **wish, on=today), COLUMNS, default="kind", size=60)
    by_kind = request.GET.get("sort", "kind") not in SORTED_OTHERWISE
    context = {
        "page": found,
        # Under the headings of the kinds a column of kinds would say the same once more.
        "heads": [head for head in found.heads if not (by_kind and head.label == COLUMNS[1].label)],
        "today": today,
        "sentence": showing.how_many(found.total or 0, narrowed=bool(wish)),
        "filter": form,
        "chips": chips(request, form),
        "by_kind": by_kind,
        "synthetic": any(row.invented for row in found.rows),
        "synthetic_words": _("Those marked «Invented» are made up for trials."),
    }
    return render(request, "organisations/list.html", context)


@page(may_read)
@require_GET
def organisation(request: PageRequest, slug: str) -> HttpResponse:
    """One organisation: codes over time, who went into it, parts and units."""
    today, found = timezone.localdate(), queries.whole(request.actor, slug)
    body = found.organisation
    may = bool(may_edit(request.actor, body))
    county, gone = body.kind == Kind.COUNTY, body.ends is not None and body.ends <= today
    context = {
        "organisation": body,
        "whole": found,
        "sentence": showing.sentence(found, today),
        "code": showing.current_code(found, today),
        "codes": showing.lasting(found.codes, today),
        "units": showing.lasting(found.units, today),
        "gone": gone,
        "county": county,
        "lies_in": queries.county_today(body, today),
        "inside": queries.municipalities_in(body, today) if county else [],
        "may_edit": may,
        "may_open": may and not gone,
        "events": showing.history(queries.changes(found), found) if may else [],
        "people": _people(request, body),
        "today": today,
    }
    return render(request, "organisations/organisation.html", context)


@page(may_read)
@get_or_post
def rename(request: PageRequest, slug: str) -> HttpResponse:
    """Give the organisation another name."""
    body = _editable(request, slug)
    form = NameForm(_posted(request), initial={"name": body.name})
    if _done(form, lambda: actions.rename(request.actor, body, form.cleaned_data["name"]), "name"):
        messages.success(request, _("The name is changed."))
        return redirect("organisations:organisation", body.slug)
    return _form_page(request, "organisations/rename.html", body, form)


@page(may_read)
@get_or_post
def add_unit(request: PageRequest, slug: str) -> HttpResponse:
    """Open a unit."""
    body = _editable(request, slug)
    form = UnitForm(_posted(request))
    if _done(form, lambda: actions.add_unit(request.actor, body, **form.unit), "name"):
        messages.success(request, _("«%(name)s» is opened.") % {"name": form.cleaned_data["name"]})
        return redirect("organisations:organisation", body.slug)
    return _form_page(request, "organisations/unit_new.html", body, form)


@page(may_read)
@get_or_post
def rename_unit(request: PageRequest, slug: str, unit_id: int) -> HttpResponse:
    """Give a unit another name."""
    body, unit = _unit(request, slug, unit_id)
    form = NameForm(_posted(request), initial={"name": unit.name})
    if _done(form, lambda: actions.rename_unit(request.actor, unit, form.cleaned_data["name"]), "name"):
        messages.success(request, _("The name is changed."))
        return redirect("organisations:organisation", body.slug)
    return _form_page(request, "organisations/rename.html", body, form, unit=unit)


@page(may_read)
@get_or_post
def close_unit(request: PageRequest, slug: str, unit_id: int) -> HttpResponse:
    """Close a unit from a day."""
    body, unit = _unit(request, slug, unit_id)
    form = CloseUnitForm(_posted(request), initial={"last": timezone.localdate()})
    if _done(form, lambda: actions.close_unit(request.actor, unit, form.on), "last"):
        last = f"{form.cleaned_data['last']:%d.%m.%Y}"
        messages.success(
            request,
            _("«%(name)s» closes after %(day)s. You can take that back here.") % {"name": unit.name, "day": last},
        )
        return redirect("organisations:organisation", body.slug)
    return _form_page(request, "organisations/unit_close.html", body, form, unit=unit)


@page(may_read)
@require_POST
def reopen_unit(request: PageRequest, slug: str, unit_id: int) -> HttpResponse:
    """Take the closing of a unit back."""
    body, unit = _unit(request, slug, unit_id)
    try:
        actions.reopen_unit(request.actor, unit)
    except NotNow as obstacle:
        messages.warning(request, str(obstacle))
    else:
        messages.success(request, _("«%(name)s» goes on.") % {"name": unit.name})
    return redirect("organisations:organisation", body.slug)


def _editable(request: PageRequest, slug: str) -> Organisation:
    body = queries.one(request.actor, slug)
    require(may_edit(request.actor, body))
    return body


def _unit(request: PageRequest, slug: str, unit_id: int) -> tuple[Organisation, Unit]:
    body = _editable(request, slug)
    return body, queries.unit_of(body, unit_id)


def _done(form: Form, act: Callable[[], Any], field: str) -> bool:
    """Do what the form asks; what speaks against it stands at the field."""
    return form.is_valid() and done(form, act, field)


def _form_page(request: PageRequest, template: str, body: Organisation, form: Form, **more: Any) -> HttpResponse:
    context = {"organisation": body, "form": form, **more}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _people(request: PageRequest, body: Organisation) -> str:
    """Where its people are listed, for whoever administers them."""
    people = address("access:people")
    return f"{people}?organisation={body.slug}" if people and may_administer_people(request.actor, body.pk) else ""


def _posted(request: PageRequest) -> Any:
    return request.POST if request.method == "POST" else None
