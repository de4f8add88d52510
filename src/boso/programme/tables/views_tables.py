"""Building a table, looking at a saved one, taking it out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.history.queries import timeline
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import members, page
from boso.programme.tables import actions, exports, figures, forms, policies, queries
from boso.programme.tables.models import DataSet, Table
from boso.programme.tables.results import Result
from boso.programme.tables.views_base import frame

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def build(request: PageRequest, pk: int) -> HttpResponse:
    """Choose question, rows and filters; the table stands below, and can be kept. The address holds the choice."""
    actor = request.actor
    data_set = queries.data_set(actor, pk)
    opened = queries.opened(actor, data_set)
    table = queries.tables(actor).filter(data_set=data_set, pk=_number(request.GET.get("table"))).first()
    given: Any = request.GET if "question" in request.GET else None
    if given is None and table is not None:
        given = forms.initial_of(opened, queries.definition_of(queries.version(actor, table)))
    if given is None:
        given = {"question": next(iter(opened.cubes), ""), "percent": "row", "figure": "grouped"}
    form = forms.BuildForm(opened, given)
    result = tried(form, lambda: queries.asked(actor, data_set, form.definition)) if form.is_valid() else None
    saving = forms.SaveForm(
        request.POST if request.method == "POST" else None,
        initial={"title": table.title if table else result.title[:200] if result else ""},
    )
    if result is not None and saving.is_valid():
        kept = tried(saving, lambda: _kept(request, data_set, table, form, saving.cleaned_data))
        if kept is not None:
            messages.success(request, _("The table is saved."))
            return HttpResponseRedirect(reverse("tables:table", args=[kept.pk]))
    context = {
        **frame(data_set), "form": form, "saving": saving, "table": table, **shown(result),
        "may_save": policies.may_save_table(actor, data_set), "query": request.GET.urlencode(),
        "together": _together(given, form, result),
    }  # fmt: skip
    return render(request, "tables/build.html", context, status=422 if request.method == "POST" or form.errors else 200)


def _together(given: Mapping[str, Any], form: forms.BuildForm, result: Result | None) -> str:
    """The address of the same table with answers put together, where that would show more; else nothing."""
    if result is None or not result.hidden or result.definition.merged:
        return ""
    if not any(form.opened.variables[name].merged for name in result.definition.questions):
        return ""
    return urlencode({name: value for name, value in given.items() if value} | {"merged": "on"})


def _kept(
    request: PageRequest, data_set: DataSet, table: Table | None, form: forms.BuildForm, given: dict[str, Any]
) -> Table:
    if table is not None and "new" not in request.POST:
        actions.change_table(request.actor, table, form.definition, given["why"])
        return table
    title = given["title"]
    return actions.save_table(
        request.actor, data_set, queries.free_key(forms.key_of(title)), {"nb": title}, form.definition
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def shown(result: Result | None) -> dict[str, Any]:
    """A result as the template has it."""
    if result is None:
        return {"result": None}
    return {
        "result": result, "grid": exports.grid(result), "chart": figures.draw(result),
        "test": exports.test_words(result),
        "sure": [words for line in exports.lines_of(result) if (words := exports.as_sure(line))],
    }  # fmt: skip


@page(members)
def table(request: PageRequest, pk: int) -> HttpResponse:
    """A saved table as it stands now, or as an earlier version makes it."""
    actor = request.actor
    found = queries.table(actor, pk)
    number = _number(request.GET.get("version")) or None
    versions = list(found.versions.select_related("made_by"))
    if number is not None and number not in [each.number for each in versions]:
        raise Http404
    result, why = None, ""
    try:
        result = queries.answered(actor, found, number)
    except NotNow as obstacle:
        why = str(obstacle.decision.reason)
    context = {
        **frame(found.data_set), "table": found, "versions": versions, "number": number or versions[0].number,
        "why": why, **shown(result), "may_change": policies.may_change_table(actor, found),
        "events": timeline(actor, found)[:12],
    }  # fmt: skip
    return render(request, "tables/table.html", context)


@page(members)
def archive(request: PageRequest, pk: int) -> HttpResponse:
    """Put a table away, or take it out again."""
    found = queries.table(request.actor, pk)
    require(policies.may_change_table(request.actor, found))
    if request.method == "POST":
        actions.archive_table(request.actor, found, away=not found.archived)
        messages.success(request, _("The table is put away.") if not found.archived else _("It is changed."))
    return HttpResponseRedirect(reverse("tables:table", args=[pk]))


@page(members)
def out(request: PageRequest, pk: int) -> HttpResponse:
    """A saved table as a file: XLSX, CSV, JSON-stat 2, or its figure."""
    found = queries.table(request.actor, pk)
    return exports.response(queries.answered(request.actor, found), request.GET.get("format", "xlsx"), found.key)


@page(members)
def out_of_set(request: PageRequest, pk: int) -> HttpResponse:
    """The answers of a file one by one, for those who keep them: .sav, CSV or XLSX."""
    data_set = queries.data_set(request.actor, pk)
    require(policies.may_take_out(request.actor, data_set))
    kind = request.GET.get("format", "sav")
    if kind not in exports.OF_ANSWERS:
        raise Http404
    variables = queries.with_answers(request.actor, data_set)
    actions.take_out(request.actor, data_set)
    return exports.answers(data_set, variables, kind)
