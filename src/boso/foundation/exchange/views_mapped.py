"""Pages of files whose columns people choose: columns, words, faults as a workbook, an example, what is remembered."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.core.values.folding import fold
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.exchange import actions_mapped, faults, mapping, policies, queries, queries_mapped, registry, tasks
from boso.foundation.exchange.exports import FORMATS
from boso.foundation.exchange.forms_mapped import ColumnsForm, SheetForm, WordsForm
from boso.foundation.exchange.models import RunState
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.exchange.guessing import Sketch
    from boso.foundation.exchange.imports import ImportKind
    from boso.foundation.exchange.models import ImportRun
    from boso.foundation.web.pages import PageRequest

XLSX = FORMATS["xlsx"]


@page(policies.may_open_imports)
@require_http_methods(["GET", "POST"])
def columns(request: PageRequest, pk: int) -> HttpResponse:
    """Which column of the file is which of ours."""
    run, kind = _run(request, pk)
    known = queries_mapped.known(run)
    sketch, choices = queries_mapped.sketch_of(known), mapping.from_plain(known["choices"])
    ours = kind.sheets[0].columns
    opened = {int(place) for place in request.POST.getlist("opened") if place.isdecimal()}
    form = ColumnsForm(sketch, ours, choices, request.POST if request.method == "POST" else None, opened)
    if opens := request.POST.get("open", ""):
        # Only another choice is to be opened: what is chosen so far stays, and nothing is judged yet.
        form = ColumnsForm(sketch, ours, _as_posted(request, form, choices), opened=opened | {_number(opens)})
    elif request.method == "POST" and form.is_valid():
        chosen = replace(choices, columns=form.chosen())
        strange = actions_mapped.choose(request.actor, run, chosen)
        if strange or _derives(chosen, sketch):
            return redirect("exchange:words", pk)
        return _go_on(request, run, known)
    context = {
        **_about(run, kind, known),
        "form": form,
        "sheet_form": _sheet_form(known),
        "known": sketch.known,
        "total": len(sketch.columns),
        "header_row": sketch.header + 1,
        "kept": queries_mapped.mapping_for(run, sketch),
        "earlier": queries.already_applied(run.kind, run.organisation_id, run.sha256),
    }
    return render(request, "exchange/columns.html", context, status=422 if form.errors else 200)


@page(policies.may_open_imports)
@require_POST
def sheet(request: PageRequest, pk: int) -> HttpResponse:
    """Take another sheet, or another row as the header."""
    run, _kind = _run(request, pk)
    form = SheetForm(queries_mapped.known(run)["about"]["sheets"], request.POST)
    if form.is_valid():
        actions_mapped.look_again(request.actor, run, form.cleaned_data["sheet"], form.cleaned_data["header"] - 1)
    else:
        messages.error(request, _("Choose a sheet, and write the number of the row with the headings."))
    return redirect("exchange:columns", pk)


@page(policies.may_open_imports)
@require_http_methods(["GET", "POST"])
def words(request: PageRequest, pk: int) -> HttpResponse:
    """What the words in columns of codes mean."""
    run, kind = _run(request, pk)
    known = queries_mapped.known(run)
    sketch, choices = queries_mapped.sketch_of(known), mapping.from_plain(known["choices"])
    strange = known.get("strange") or {}
    data = request.POST if request.method == "POST" else None
    form = WordsForm(sketch, kind.sheets[0].columns, choices, strange, run.organisation_id, data)
    if request.method == "POST" and form.is_valid():
        chosen = replace(choices.with_words(form.chosen_words()), rules=form.chosen_rules())
        actions_mapped.choose(request.actor, run, chosen, words_follow=False)
        return _go_on(request, run, known)
    context = {**_about(run, kind, known), "form": form}
    return render(request, "exchange/words.html", context, status=422 if form.errors else 200)


@page(policies.may_open_imports)
@require_GET
def fault_report(request: PageRequest, pk: int) -> HttpResponse:
    """All faults of a file as a workbook, to mend by."""
    run = queries.run_by_id(request.actor, pk)
    problems = queries_mapped.problems(request.actor, run)
    if not problems:
        raise Refused(NOT_HERE)
    stream = io.BytesIO()
    faults.write(problems, run.faults, stream)
    return _file(stream, _("faults"), run.file_name)


@page(policies.may_open_imports)
@require_GET
def example(request: PageRequest, kind: str) -> HttpResponse:
    """A file as people have them, made up, to try the import with."""
    found = next((one for one, _place in queries.kinds(request.actor) if one.name == kind), None)
    if found is None or found.example is None:
        raise Refused(NOT_HERE)
    stream = io.BytesIO()
    faults.write_rows(found.example(), stream)
    return _file(stream, _("example"), str(found.label))


@page(policies.may_open_imports)
@require_GET
def remembered(request: PageRequest) -> HttpResponse:
    """The columns that are remembered, so that people can see and forget them."""
    rows = [
        {"mapping": one, "kind": queries.label_of(one.kind), "pairs": _pairs(one), "words": _words(one)}
        for one in queries_mapped.mappings(request.actor)
    ]
    return render(request, "exchange/remembered.html", {"rows": rows})


@page(policies.may_open_imports)
@require_POST
def forget(request: PageRequest, pk: int) -> HttpResponse:
    """Forget the columns of one sort of file."""
    actions_mapped.forget(request.actor, queries_mapped.mapping_by_id(request.actor, pk))
    messages.success(request, _("The columns are forgotten. They are chosen again for the next such file."))
    return redirect("exchange:remembered")


def receive(request: PageRequest, kind: str, organisation_id: int | None, name: str, content: bytes) -> HttpResponse:
    """Take a file in: on to its columns, or to why it cannot be read."""
    run, problems = actions_mapped.receive(request.actor, kind, name, content, organisation_id=organisation_id)
    return redirect("exchange:preview" if problems else "exchange:columns", run.pk)


def shown(request: PageRequest, run: ImportRun) -> dict[str, Any] | HttpResponse:
    """What the page of a run shows of a file with chosen columns: results, problems, notes."""
    kind = registry.import_kind(run.kind)
    if run.state == RunState.RECEIVED:
        return redirect("exchange:columns", run.pk)
    if run.state in (RunState.APPLIED, RunState.DROPPED):
        return {"mapped": True}
    known = queries_mapped.known_or_none(run)
    if known is None:
        return {"mapped": True}
    return {
        **_about(run, kind, known),
        "mapped": True,
        "open": True,
        "results": known.get("results", []),
        "problems": queries_mapped.problems(request.actor, run),
        "notes": known.get("notes", []),
    }


def _go_on(request: PageRequest, run: ImportRun, known: dict[str, Any]) -> HttpResponse:
    """Look the file through, now or by a job."""
    if known["sketch"]["rows"] > actions_mapped.AT_ONCE:
        return redirect("jobs:job", tasks.hand_over(request.actor, run, tasks.look_through))
    actions_mapped.look_through(request.actor, run)
    return redirect("exchange:preview", run.pk)


def apply(request: PageRequest, run: ImportRun) -> HttpResponse:
    """Bring in what was looked through, now or by a job."""
    if sum(counts["new"] + counts["changed"] for counts in run.counts) > actions_mapped.AT_ONCE:
        return redirect("jobs:job", tasks.hand_over(request.actor, run, tasks.bring_in))
    messages.success(request, actions_mapped.apply(request.actor, run).sentence)
    return redirect("exchange:preview", run.pk)


def _run(request: PageRequest, pk: int) -> tuple[ImportRun, ImportKind]:
    run = queries.run_by_id(request.actor, pk)
    kind = registry.import_kind(run.kind)
    if not kind.mapped:
        raise Refused(NOT_HERE)
    return run, kind


def _as_posted(request: PageRequest, form: ColumnsForm, choices: mapping.Choices) -> mapping.Choices:
    """The choices as they stand in the form, whatever they are worth."""
    columns: dict[int, str] = {}
    for one in form.sketch.columns:
        value = _number(request.POST.get(f"column-{one.place}", ""))
        if 0 <= value < len(form.columns) and form.columns[value].name not in columns.values():
            columns[one.place] = form.columns[value].name
    return replace(choices, columns=columns)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 6 else -1


def _about(run: ImportRun, kind: ImportKind, known: dict[str, Any]) -> dict[str, Any]:
    separators = {";": _("semicolon"), ",": _("comma"), "\t": _("tab")}
    about = known["about"]
    return {
        "run": run,
        "kind": kind.label,
        "organisation": run.organisation,
        "encoding": about["encoding"] if about else "",
        "separator": separators.get(about["separator"], about["separator"]),
        "rows_in_file": known["sketch"]["rows"],
        "sheet_name": known["sketch"]["sheet"],
    }


def _sheet_form(known: dict[str, Any]) -> SheetForm:
    initial = {"sheet": known["sketch"]["sheet"], "header": known["sketch"]["header"] + 1}
    return SheetForm(known["about"]["sheets"], initial=initial)


def _derives(choices: mapping.Choices, sketch: Sketch) -> bool:
    """Whether a column the file lacks is worked out from one it has."""
    there = {*choices.columns.values(), *(fold(one.header) for one in sketch.columns)}
    return any(
        rule.sets not in choices.columns.values() and {rule.when, fold(rule.when)} & there for rule in choices.rules
    )


def _pairs(one: Any) -> list[tuple[str, str]]:
    labels = _labels(one.kind)
    return [(header, labels.get(name, "")) for header, name in one.columns]


def _words(one: Any) -> list[tuple[str, str, str]]:
    labels = _labels(one.kind)
    return [(labels.get(name, name), word, code) for name, said in one.words.items() for word, code in said.items()]


def _labels(kind: str) -> dict[str, str]:
    try:
        return {column.name: str(column.label) for column in registry.import_kind(kind).sheets[0].columns}
    except registry.UnknownName:
        return {}


def _file(stream: io.BytesIO, word: str, name: str) -> HttpResponse:
    response = HttpResponse(stream.getvalue(), content_type=XLSX)
    stem = "".join(character if character.isalnum() else "-" for character in name.rpartition(".")[0] or name).lower()
    response.headers["Content-Disposition"] = f'attachment; filename="{word}-{_ascii(stem)[:60]}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


def _ascii(word: str) -> str:
    return word.translate(str.maketrans("æøå", "eoa")).encode("ascii", "ignore").decode() or "fil"
