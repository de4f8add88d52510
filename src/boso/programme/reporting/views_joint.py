"""The joint annual report: page, Word file and PDF, all from the same approved reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.web import pdf
from boso.foundation.web.pages import members, page
from boso.programme.partnership.models import Programme
from boso.programme.reporting import drawing, joint, queries
from boso.programme.reporting.blocks import Document, Heading
from boso.programme.reporting.views import docx_answer, pdf_answer, spoken

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def annual(request: PageRequest, year: int) -> HttpResponse:
    """The joint annual report to read."""
    programme = _programme(request)
    document = _document(request, programme, year)
    context = {
        "document": document, "year": year, "programme": programme, "synthetic": programme != Programme.REPORT,
        "contents": [one for one in document.blocks if isinstance(one, Heading) and one.level == 2],
    }  # fmt: skip
    return render(request, "reporting/annual.html", context)


@page(members)
def annual_docx(request: PageRequest, year: int) -> HttpResponse:
    """The same as a Word file."""
    return docx_answer(_document(request, _programme(request), year), f"annual-report-{year}")


@page(members)
def annual_pdf(request: PageRequest, year: int) -> HttpResponse:
    """The same as a tagged PDF; where this machine makes none, the page with the reason."""
    programme = _programme(request)
    made = drawing.as_pdf(_document(request, programme, year))
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect(reverse("reporting:annual", args=[year]) + f"?programme={programme}")
    return pdf_answer(made, f"annual-report-{year}")


def _programme(request: PageRequest) -> str:
    wished = request.GET.get("programme", Programme.REPORT)
    if wished not in Programme.values:
        raise Http404
    return wished


def _document(request: PageRequest, programme: str, year: int) -> Document:
    approved = queries.approved(request.actor, programme, year)
    if not approved:
        raise Refused(NOT_HERE)
    missing = queries.missing(request.actor, programme, year)
    return joint.build(programme, year, approved, missing, spoken())
