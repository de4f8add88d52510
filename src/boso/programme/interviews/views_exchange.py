"""Projects from and to other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from boso.core.coding import refi_writing
from boso.core.coding.offsets import Lines, Reading, Unit
from boso.core.coding.refi import NotRead, ProjectShape
from boso.core.coding.refi_opening import FILE_LIMIT
from boso.core.coding.refi_reading import read
from boso.foundation.access.decisions import require
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, members, page
from boso.programme.interviews import actions_exchange as actions
from boso.programme.interviews import forms, policies, queries, wording
from boso.programme.interviews.views_base import address, frame, sent, shown, worked_on

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Coded places shown of each text, so that a person sees whether they are read right.
SAMPLE = 3


@get_or_post
@page(policies.may_work_somewhere)
def bring_in(request: PageRequest) -> HttpResponse:
    """Look at a project from another program, and bring it in."""
    evaluation = worked_on(request)
    require(policies.may_work(request.actor, evaluation))
    form = forms.ProjectForm(sent(request), request.FILES or None)
    project: ProjectShape | None = None
    if form.is_valid():
        given = form.cleaned_data
        try:
            project = read(given["file"].read(FILE_LIMIT + 1), _reading(given["unit"], given["lines"]))
        except NotRead as told:
            form.add_error("file", wording.fault(told))
        else:
            if not given["look"]:
                whole = project
                done = tried(form, lambda: actions.bring_in(request.actor, evaluation, whole))
                if done is not None:
                    messages.success(request, wording.brought(done))
                    return HttpResponseRedirect(address("sources", evaluation))
    context = frame(evaluation, request.actor) | {"form": form, "project": project}
    if project is not None:
        context["texts"] = [
            (one, wording.counted(one.reading), [one.text[mark.start : mark.end] for mark in one.codings[:SAMPLE]])
            for one in project.sources[:20]
        ]
        context["left"] = wording.left(project)
        context["codings"] = sum(len(one.codings) for one in project.sources)
    return render(request, "interviews/bring_in.html", context, status=422 if form.errors else 200)


@page(policies.may_work_somewhere)
def project(request: PageRequest) -> HttpResponse:
    """The whole project as .qdpx."""
    evaluation = worked_on(request)
    content = refi_writing.project(actions.taken_along(request.actor, evaluation))
    return _file(content, f"{evaluation.key}.qdpx", "application/zip")


@page(members)
def book(request: PageRequest) -> HttpResponse:
    """The code book as .qdc."""
    evaluation = shown(request)
    codes = queries.code_book(request.actor, evaluation) if evaluation is not None else []
    content = refi_writing.code_book(actions.shapes_of(codes))
    return _file(content, f"{evaluation.key if evaluation is not None else 'codes'}.qdc", "application/xml")


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _reading(unit: str, lines: str) -> Reading | None:
    """How places are counted, where a person says so."""
    if not unit and not lines:
        return None
    return Reading(Unit(unit or Unit.POINTS), Lines(lines or Lines.AS_WRITTEN))
