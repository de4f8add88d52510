"""The pages of one report: read, fill in, one frozen edition, all of a participant's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.foundation.access.decisions import require
from boso.foundation.questionnaires.filling import Setting, keeps_posts
from boso.foundation.questionnaires.filling import page as form_page
from boso.foundation.web import pdf
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.partnership import queries as partnership
from boso.programme.reporting import drawing, filling, forms, freezing, paper, policies, queries, showing, states, word
from boso.programme.reporting.blocks import Document
from boso.programme.reporting.keeping import ReportStore
from boso.programme.reporting.models import Edition, Report, ReportState

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@page(members)
def report(request: PageRequest, report_id: int) -> HttpResponse:
    """One report as it stands: its figures with where they come from, what is told, and what can be done next."""
    actor = request.actor
    found = queries.report(actor, report_id)
    frozen = queries.edition(actor, found, found.number) if found.is_frozen else None
    content = frozen.content if frozen is not None else showing.content_of(found)
    acts = [one.name for one in available(actor, found, states.REPORT)]
    may_write = policies.may_write(actor, found)
    today = timezone.localdate()
    context = {
        "report": found,
        "round": found.round,
        "organisation": found.participation.organisation,
        "title": showing.round_title(found.round),
        "colour": showing.COLOURS[found.state],
        "waits": showing.waits_for(found, today),
        "late": found.is_late(today),
        "parts": showing.parts(found.round.form, content),
        "edition": frozen,
        "intact": frozen is not None and freezing.is_intact(frozen),
        "editions": queries.editions(actor, found),
        "acts": acts,
        "may_write": may_write,
        "complete": not may_write or filling.standing(found.round.form, found.answers).complete(),
        "entries": showing.history(queries.history(actor, found)),
        "reason_form": forms.ReasonForm(),
    }
    return render(request, "reporting/report.html", context)


@keeps_posts
@page(members)
def fill(request: PageRequest, report_id: int) -> HttpResponse:
    """The form, a part at a time, with the figures that belong to it. What is answered is kept at once."""
    found = queries.report(request.actor, report_id)
    if found.is_frozen:
        return redirect("reporting:report", found.pk)
    require(policies.may_write(request.actor, found))
    key = request.POST.get("page", "") or request.GET.get("page", "")
    blocks = showing.blocks_on(key, showing.content_of(found))
    setting = Setting(
        leave=reverse("reporting:report", args=[found.pk]),
        about=f"{found.participation.organisation.name}, {showing.round_title(found.round)}",
        send=_("Done: look at the whole report"),
        template="reporting/fill.html",
        extra={
            "organisation": found.participation.organisation, "report": found,
            "blocks": blocks, "filled": any(not one.is_empty for one in blocks), "may_write": True,
        },
    )  # fmt: skip
    return form_page(request, found.round.form, ReportStore(request, found), setting)


@page(members)
def edition(request: PageRequest, report_id: int, number: int) -> HttpResponse:
    """A report as it was handed in, with its fingerprint."""
    found, frozen = _edition(request, report_id, number)
    context = {
        "report": found,
        "round": found.round,
        "organisation": found.participation.organisation,
        "title": showing.round_title(found.round),
        "edition": frozen,
        "intact": freezing.is_intact(frozen),
        "parts": showing.parts(found.round.form, frozen.content),
        "newest": frozen.number == found.number,
    }
    return render(request, "reporting/edition.html", context)


@page(members)
def edition_docx(request: PageRequest, report_id: int, number: int) -> HttpResponse:
    """The same as a Word file."""
    found, frozen = _edition(request, report_id, number)
    return docx_answer(paper.build(found, frozen, spoken()), _name(found))


@page(members)
def edition_pdf(request: PageRequest, report_id: int, number: int) -> HttpResponse:
    """The same as a tagged PDF; where this machine makes none, the page with the reason."""
    found, frozen = _edition(request, report_id, number)
    made = drawing.as_pdf(paper.build(found, frozen, spoken()))
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("reporting:edition", report_id, number)
    return pdf_answer(made, _name(found))


@page(members)
def participant(request: PageRequest, slug: str) -> HttpResponse:
    """All the reports of one municipality that the reader may see."""
    actor = request.actor
    participation = partnership.participation(actor, slug)
    today = timezone.localdate()
    rows = [
        (one, showing.round_title(one.round), showing.COLOURS[one.state], one.is_late(today))
        for one in queries.of_participant(actor, participation)
    ]
    approved = sum(one.state == ReportState.APPROVED for one, *_rest in rows)
    context = {
        "participation": participation, "organisation": participation.organisation, "rows": rows, "approved": approved,
    }  # fmt: skip
    return render(request, "reporting/participant.html", context)


def spoken() -> str:
    """The language of the page."""
    return (get_language() or "nb")[:2]


def docx_answer(document: Document, name: str) -> HttpResponse:
    """A document as a Word file to keep."""
    return _file(word.as_docx(document), DOCX, f"{name}.docx", "attachment")


def pdf_answer(made: bytes, name: str) -> HttpResponse:
    """A PDF to look at."""
    return _file(made, "application/pdf", f"{name}.pdf", "inline")


def _file(made: bytes, kind: str, name: str, how: str) -> HttpResponse:
    response = HttpResponse(made, content_type=kind)
    response["Content-Disposition"] = f'{how}; filename="{name}"'
    return response


def _edition(request: PageRequest, report_id: int, number: int) -> tuple[Report, Edition]:
    found = queries.report(request.actor, report_id)
    return found, queries.edition(request.actor, found, number)


def _name(found: Report) -> str:
    return f"{found.participation.slug}-{found.round.kind.replace('_', '-')}-{found.round.year}"


def fill_in(
    request: PageRequest, form: Any, run: Any, said: str, *, title: str, back: str, under: str = "", submit: str = "",
    extra: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    """Show a form, or carry it out. What is typed stands; what is in the way is said at the form."""
    if request.method == "POST" and form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, said)
            return redirect(address)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "back": back, "under": under, "submit": submit or _("Save")}
    return render(request, "reporting/form.html", context | (extra or {}), status=status)
