"""Pages of imports, and the address of every export."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.exchange import actions, actions_mapped, policies, queries, registry, views_mapped
from boso.foundation.exchange.exports import FORMATS, UnknownFormat, write_export
from boso.foundation.exchange.forms import UploadForm
from boso.foundation.exchange.models import RunState
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import anybody_signed_in, page

if TYPE_CHECKING:
    from boso.foundation.exchange.models import ImportRun
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("file", gettext_lazy("File"), ("file_name",)),
    Column("kind", gettext_lazy("Holds"), ("kind",)),
    Column("state", gettext_lazy("State"), ("state",)),
    Column("changes", gettext_lazy("New or changed"), numeric=True),
    Column("who", gettext_lazy("Who"), ("actor__name",)),
    Column("at", gettext_lazy("When"), ("at",)),
)

COLOURS = {
    RunState.PREVIEWED: "warning", RunState.APPLIED: "success", RunState.REFUSED: "danger",
    RunState.DROPPED: "neutral", RunState.RECEIVED: "warning", RunState.WORKING: "info",
}  # fmt: skip

#: What a page shows at most, so that it stays light: faults, and rows of each sheet.
MOST_FAULTS = 100
MOST_ROWS = 5
MOST_CHANGES = 20

#: An export stays in memory up to this many bytes, and on the disk beyond.
IN_MEMORY = 2_000_000


@page(policies.may_open_imports)
@require_http_methods(["GET", "POST"])
def imports(request: PageRequest) -> HttpResponse:
    """What was brought in, and the start of the next."""
    choices = queries.choices(request.actor)
    wish = request.GET.get("what", "")
    form = UploadForm(choices, initial={"what": next((key for key, _label in choices if key.startswith(wish)), "")})
    if request.method == "POST":
        form = UploadForm(choices, request.POST, request.FILES)
        if form.is_valid():
            return _look_through(request, form)
    found = listing(request, queries.runs(request.actor), COLUMNS, default="-at")
    examples = {kind.name: kind.label for kind, _place in queries.kinds(request.actor) if kind.example is not None}
    context = {
        "list": found,
        "rows": [_shown(run) for run in found.rows],
        "form": form,
        "choices": choices,
        "examples": examples.items(),
    }
    return render(request, "exchange/imports.html", context, status=422 if form.errors else 200)


def _stands_at(run: ImportRun) -> str:
    """Where what was imported is seen; empty as long as it is not."""
    name = registry.import_kind(run.kind).stands_at if run.state == RunState.APPLIED else ""
    return reverse(name) if name else ""


@page(policies.may_open_imports)
@require_GET
def preview(request: PageRequest, pk: int) -> HttpResponse:
    """What an import would do, did, or why it was refused."""
    run = queries.run_by_id(request.actor, pk)
    more = views_mapped.shown(request, run) if _is_mapped(run) else {}
    if isinstance(more, HttpResponse):
        return more
    results, problems, notes = queries.staging_of(request.actor, run)
    results, problems = more.get("results", results), more.get("problems", problems)
    sheets = [{**counts, **_first_rows(results, str(counts["name"]))} for counts in run.counts]
    context = {
        **_shown(run),
        "organisation": run.organisation,
        "sheets": sheets,
        "totals": {name: sum(counts[name] for counts in run.counts) for name in ("new", "changed", "unchanged")},
        "problems": problems[:MOST_FAULTS],
        "more_problems": max(0, len(problems) - MOST_FAULTS),
        "waits": run.state == RunState.PREVIEWED,
        "working": run.state == RunState.WORKING,
        "stands_at": _stands_at(run),
        "notes": notes,
        **{name: value for name, value in more.items() if name not in ("results", "problems", "kind")},
    }
    return render(request, "exchange/preview.html", context)


@page(policies.may_open_imports)
@require_POST
def apply(request: PageRequest, pk: int) -> HttpResponse:
    """Bring in what was looked through."""
    run = queries.run_by_id(request.actor, pk)
    if _is_mapped(run):
        return views_mapped.apply(request, run)
    outcome = actions.apply(request.actor, run)
    messages.success(request, outcome.sentence)
    return redirect("exchange:preview", pk)


@page(policies.may_open_imports)
@require_POST
def drop(request: PageRequest, pk: int) -> HttpResponse:
    """Put away what was looked through."""
    run = queries.run_by_id(request.actor, pk)
    if _is_mapped(run):
        actions_mapped.drop(request.actor, run)
    else:
        actions.drop(request.actor, run)
    messages.success(request, _("The file is put away. Nothing was imported."))
    return redirect("exchange:imports")


@page(anybody_signed_in)
@require_GET
def export(request: PageRequest, name: str, format: str = "") -> HttpResponse:  # noqa: A002 - the address says so
    """A list as a file. The format stands in the address or in `?format=`; the list's own filters are taken along."""
    try:
        wanted = registry.export_named(name)
    except registry.UnknownName as error:
        raise Refused(Denied(str(error), hidden=True)) from error
    chosen = format or request.GET.get("format", "csv")
    filters = {key: request.GET[key] for key in wanted.filters if request.GET.get(key)}
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    try:
        write_export(request.actor, name, chosen, stream, **filters)
    except UnknownFormat as error:
        raise Refused(Denied(str(error), hidden=True)) from error
    stream.seek(0)
    response = FileResponse(
        stream, as_attachment=True, filename=f"{wanted.stem}.{chosen}", content_type=FORMATS[chosen]
    )
    response["Cache-Control"] = "private, no-store"
    # A file is streamed, which the mark of a page does not tell apart.
    return cast("HttpResponse", response)


def _look_through(request: PageRequest, form: UploadForm) -> HttpResponse:
    kind, _mark, place = form.cleaned_data["what"].partition(":")
    file = form.cleaned_data["file"]
    if registry.import_kind(kind).mapped:
        return views_mapped.receive(request, kind, int(place) if place else None, file.name, file.read())
    outcome = actions.preview(
        request.actor, kind, file.name, file.read(), organisation_id=int(place) if place else None
    )
    if outcome.state == "already":
        messages.info(request, outcome.sentence)
    return redirect("exchange:preview", outcome.run.pk if outcome.run is not None else 0)


def _is_mapped(run: ImportRun) -> bool:
    return any(kind.name == run.kind and kind.mapped for kind in registry.import_kinds())


def _shown(run: ImportRun) -> dict[str, Any]:
    """A run with its kind in words, and the colour of its state."""
    return {
        "run": run,
        "kind": queries.label_of(run.kind),
        "colour": COLOURS[RunState(run.state)],
        "changes": sum(counts["new"] + counts["changed"] for counts in run.counts),
    }


def _first_rows(results: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The first rows of a sheet that are new or changed, with their columns, and what changes in them."""
    nothing: dict[str, Any] = {"columns": [], "first": []}
    result = next((found for found in results if found["name"] == name), nothing)
    first = [row for row in result["first"] if row["mark"] != "unchanged"]
    differing = [
        {"row": row["row"], "what": what, "before": before, "after": after}
        for row in first
        for what, before, after in row.get("differs", ())
    ]
    shown = [row for row in first if not row.get("differs")][:MOST_ROWS]
    return {"columns": result["columns"], "first": shown, "differing": differing[:MOST_CHANGES]}
