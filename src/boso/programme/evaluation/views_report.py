"""The report of an evaluation: read, write part by part, insert references, renew them, issue, take out as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import require
from boso.foundation.history.queries import timeline
from boso.foundation.web import pdf
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.evaluation import (
    actions_report,
    building,
    forms,
    policies,
    queries,
    references,
    showing,
    sources_tables,
    states,
)
from boso.programme.evaluation.models import EvaluationReport, Part
from boso.programme.evaluation.references import Offer, Standing
from boso.programme.evaluation.views_base import ask, frame, sent
from boso.programme.reporting import drawing, word
from boso.programme.reporting.blocks import Document, Heading

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: How many things to insert are listed at once.
SHOWN = 40
#: What follows from a step, said before it is taken.
MEANING = {
    "issue": _("All members of the programme can read it, and nobody can write in it unless it is taken back."),
    "take_back": _("Members no longer see it until it is issued again. The reason stands in its history."),
}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(members)
def report(request: PageRequest, pk: int) -> HttpResponse:
    """The report to read, with what is outdated in it and what is done next."""
    actor = request.actor
    found = queries.report(actor, pk)
    parts, taken = queries.parts(actor, found), queries.references(actor, found)
    document = building.build(found, parts, taken, references.withdrawn(one.key for one in taken))
    checked = [one.checked_at for one in taken if one.checked_at is not None]
    context = frame(found.evaluation.programme) | {
        "report": found,
        "document": document,
        "parts": parts,
        "contents": [one for one in document.blocks if isinstance(one, Heading) and one.level == 2],
        "outdated": [one for one in map(Standing, taken) if one.outdated],
        "references": len(taken),
        "lagging": sources_tables.lagging(actor, (one.key for one in taken)),
        "checked_at": min(checked) if len(checked) == len(taken) and checked else None,
        "colour": showing.COLOURS[found.state],
        "may_write": policies.may_write(actor, found),
        "steps": available(actor, found, states.REPORT),
        "entries": [event for event in timeline(actor, found) if event.who != "BoSo"],
    }
    return render(request, "evaluation/report.html", context)


@page(members)
def new_report(request: PageRequest, key: str) -> HttpResponse:
    """Begin a report."""
    actor = request.actor
    evaluation = queries.evaluation(actor, key)
    require(policies.may_start_report(actor, evaluation))
    form = forms.ReportForm(sent(request), initial={"title": evaluation.title, "authors": actor.name}).offer(
        wave=queries.waves(actor, evaluation)
    )

    def run() -> str:
        return _at(actions_report.start_report(actor, evaluation, form.cleaned_data))

    return ask(request, form, run, title=_("New report"), under=evaluation.title, programme=evaluation.programme,
               back=reverse("evaluation:evaluation", args=[key]),
               done=_("The report is begun. What could be filled, is."))  # fmt: skip


@page(members)
def edit_report(request: PageRequest, pk: int) -> HttpResponse:
    """Change title and authors."""
    actor = request.actor
    found = _written(request, pk)
    form = forms.TitleForm.of(found, sent(request))

    def run() -> str:
        return _at(actions_report.edit_report(actor, found, form.cleaned_data))

    return ask(request, form, run, title=_("Title and authors"), back=_at(found), done=_("It is changed."),
               programme=found.evaluation.programme, under=found.title)  # fmt: skip


@page(members)
def write_part(request: PageRequest, pk: int) -> HttpResponse:
    """Write a part. Inserting puts a reference at the end of the words; nothing is kept before it is saved."""
    actor = request.actor
    part = queries.part(actor, pk)
    require(policies.may_write(actor, part.report))
    given = request.POST.copy() if request.method == "POST" else None
    offers: list[Offer] = []
    if given is not None and ("show" in given or "insert" in given):
        if given.get("insert"):
            given["text"] = f"{given.get('text', '').rstrip()}\n\n[[{given['insert']}]]".lstrip()
        offers = _offers(request, part, given.get("kind", ""), given.get("search", ""))
        form = forms.PartForm(initial=given.dict()).with_kinds(references.kinds())
    else:
        initial = {"title": part.title, "text": part.text, "seen": part.saved_at.isoformat()}
        form = forms.PartForm(given, initial=initial).with_kinds(_choosable())
        if form.is_valid() and done(form, lambda: _keep(request, part, form)):
            messages.success(request, _("«%(title)s» is saved.") % {"title": form.cleaned_data["title"]})
            return redirect(f"{_at(part.report)}#part-{part.number}")
    form.with_kinds(_choosable())
    context = frame(part.report.evaluation.programme) | {
        "part": part, "report": part.report, "form": form, "offers": offers[:SHOWN], "more": len(offers) > SHOWN,
        "looked": given is not None and ("show" in given or "insert" in given), "hint": showing.hint(part.kind),
    }  # fmt: skip
    return render(request, "evaluation/write.html", context, status=422 if form.is_bound else 200)


@page(members)
def new_part(request: PageRequest, pk: int) -> HttpResponse:
    """One part more."""
    actor = request.actor
    found = _written(request, pk)
    form = forms.NewPartForm(sent(request))

    def run() -> str:
        part = actions_report.add_part(actor, found, form.cleaned_data["title"])
        return reverse("evaluation:part", args=[part.pk])

    return ask(request, form, run, title=_("New part"), back=_at(found), done=_("Write it here."),
               programme=found.evaluation.programme, under=found.title)  # fmt: skip


@page(members)
@require_POST
def move_part(request: PageRequest, pk: int) -> HttpResponse:
    """Move a part one place up."""
    part = queries.part(request.actor, pk)
    require(policies.may_write(request.actor, part.report))
    form = forms.NothingForm({})
    tried(form, lambda: actions_report.move_part(request.actor, part))
    for obstacle in form.non_field_errors():
        messages.info(request, str(obstacle))
    return redirect(f"{_at(part.report)}#parts")


@page(members)
def remove_part(request: PageRequest, pk: int) -> HttpResponse:
    """Take a part away."""
    part = queries.part(request.actor, pk)
    require(policies.may_write(request.actor, part.report))
    form = forms.NothingForm(sent(request))

    def run() -> str:
        actions_report.remove_part(request.actor, part)
        return _at(part.report)

    return ask(request, form, run, title=_("Take the part away?"), back=_at(part.report), under=part.title,
               programme=part.report.evaluation.programme, submit=_("Take it away"),
               done=_("It is taken away. The log keeps its words."))  # fmt: skip


@page(members)
@require_POST
def check(request: PageRequest, pk: int) -> HttpResponse:
    """Look every reference up at its source."""
    found = queries.report(request.actor, pk)
    outdated = len(actions_report.check_references(request.actor, found))
    if outdated:
        said = ngettext("%(count)d reference is outdated.", "%(count)d references are outdated.", outdated)
        messages.warning(request, said % {"count": outdated})
    else:
        messages.success(request, _("All references say what their sources say."))
    return redirect(_at(found))


@page(members)
@require_POST
def renew(request: PageRequest, pk: int) -> HttpResponse:
    """Take what is outdated anew: one, or all."""
    found = _written(request, pk)
    key = request.POST.get("key", "")
    count = actions_report.renew(request.actor, found, [key] if key else None)
    said = ngettext("%(count)d reference is renewed.", "%(count)d references are renewed.", count)
    messages.success(request, said % {"count": count})
    return redirect(_at(found))


@page(members)
def step(request: PageRequest, pk: int, name: str) -> HttpResponse:
    """Issue the report, or take it back."""
    actor = request.actor
    found = queries.report(actor, pk)
    require(policies.may_issue(actor, found))
    transition = showing.transition(states.REPORT, name)
    form = forms.ReasonForm(sent(request)) if transition.needs_reason else forms.NothingForm(sent(request))

    def run() -> str:
        if name == "issue":
            actions_report.issue(actor, found, timezone.localdate())
        else:
            actions_report.take_back(actor, found, reason=form.cleaned_data["reason"])
        return _at(found)

    return ask(request, form, run, title=transition.label, back=_at(found), submit=transition.label,
               programme=found.evaluation.programme, done=_("It is done."), under=found.title,
               meaning=MEANING[name])  # fmt: skip


@page(members)
def download(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """The report as a Word file, a tagged PDF or HTML that stands by itself."""
    found = queries.report(request.actor, pk)
    document = made(request, found)
    with override(found.language):
        if kind == "docx":
            return _file(word.as_docx(document), DOCX, f"evalueringsrapport-{pk}.docx")
        if kind == "html":
            return _file(
                drawing.standing_alone(document).encode(), "text/html; charset=utf-8", f"evalueringsrapport-{pk}.html"
            )
        if kind != "pdf":
            raise Http404
        content = drawing.as_pdf(document)
    if content is None:
        messages.info(request, str(pdf.why_not()))
        return redirect(_at(found))
    return _file(content, "application/pdf", f"evalueringsrapport-{pk}.pdf")


def made(request: PageRequest, found: EvaluationReport) -> Document:
    """The report as a document, as it stands."""
    taken = queries.references(request.actor, found)
    parts = queries.parts(request.actor, found)
    return building.build(found, parts, taken, references.withdrawn(one.key for one in taken))


def _keep(request: PageRequest, part: Part, form: forms.PartForm) -> Part:
    given = form.cleaned_data
    return actions_report.write_part(request.actor, part, given["title"], given["text"], given["seen"])


def _choosable() -> list[references.Kind]:
    """The kinds, each label once."""
    return list({str(kind.label): kind for kind in reversed(references.kinds())}.values())[::-1]


def _offers(request: PageRequest, part: Part, name: str, text: str) -> list[Offer]:
    with override(part.language):
        found = [
            offer for kind in references.kinds() if kind.name == name
            for offer in kind.offers(request.actor, part.report)
        ]  # fmt: skip
    return showing.narrowed(found, text)


def _written(request: PageRequest, pk: int) -> EvaluationReport:
    found = queries.report(request.actor, pk)
    require(policies.may_write(request.actor, found))
    return found


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _at(found: EvaluationReport) -> str:
    return reverse("evaluation:report", args=[found.pk])
