"""Pages of the library of forms: look, compare, try, take home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.questionnaires import filling, policies, printing, queries, showing, workbooks
from boso.foundation.questionnaires.forms import FilterForm, NewVersionForm, NoteForm, WhyForm
from boso.foundation.questionnaires.models import Form, FormVersion
from boso.foundation.questionnaires.trying import Trial
from boso.foundation.web import pdf
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("title", gettext_lazy("Form"), ("title",)),
    Column("purpose", gettext_lazy("Used for"), ("purpose",)),
    Column("maker", gettext_lazy("Made by"), ("organisation__name",)),
    Column("version", gettext_lazy("Version"), ("newest",), numeric=True),
    Column("questions", gettext_lazy("Questions"), ("questions",), numeric=True),
    Column("uses", gettext_lazy("In use at"), ("-uses",), numeric=True),
)
TABS = ("questions", "versions", "family", "users")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(policies.may_open)
@require_GET
def library(request: PageRequest) -> HttpResponse:
    """All forms the person may see."""
    form = FilterForm(request.GET)
    wish = queries.Wish()
    if form.is_valid():
        asked = form.cleaned_data
        wish = queries.Wish(asked["q"].strip(), asked["purpose"], asked["whose"])
    context = {
        "list": listing(request, queries.library(request.actor, wish), COLUMNS, default="title"),
        "filter": form,
        "chips": chips(request, form),
        "may_make": policies.may_make_somewhere(request.actor),
    }
    return render(request, "questionnaires/library.html", context)


@page(policies.may_open)
@require_GET
def form(request: PageRequest, pk: int) -> HttpResponse:
    """One form: its questions, versions, family and users."""
    found = queries.one(request.actor, pk)
    newest = queries.newest(request.actor, found)
    if newest is None:
        raise Refused(NOT_HERE)
    return form_page(request, found, newest)


@page(policies.may_open)
@require_GET
def version(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """One version of a form."""
    found = queries.version(request.actor, pk, number)
    return form_page(request, found.form, found)


def form_page(
    request: PageRequest, found: Form, shown: FormVersion, status: int = 200, **forms: object
) -> HttpResponse:
    """The page of a form with one version shown; forms: such as were sent and must be mended."""
    actor, tab = request.actor, request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    versions = queries.versions(actor, found)
    context = {
        "form": found,
        "organisation": found.organisation,
        "shown": shown,
        "tab": tab,
        f"tab_{tab}": True,
        "versions": versions,
        "is_newest": bool(versions) and versions[0].pk == shown.pk,
        "may_change": policies.may_change(actor, found),
        "may_make": policies.may_make_somewhere(actor),
        "note_form": NoteForm(),
        "why_form": WhyForm(auto_id="why_%s"),
        "file_form": NewVersionForm(),
        "uses": queries.users(actor, found).count(),
        "home": reverse("questionnaires:version", args=[found.pk, shown.number]),
        **_tab(request, found, shown, tab),
        **forms,
    }
    return render(request, "questionnaires/form.html", context, status=status)


def _tab(request: PageRequest, found: Form, shown: FormVersion, tab: str) -> dict[str, object]:
    if tab == "versions":
        return {}
    if tab == "family":
        return {"family": queries.family(request.actor, found)}
    if tab == "users":
        return {"users": queries.users(request.actor, found)}
    content = queries.content(shown)
    rows, part = showing.leaf(showing.rows(content), request.GET.get("part", ""))
    return {"rows": rows, "filled_in": showing.filled_in(rows), "part": part}


@page(policies.may_open)
@require_GET
def compare(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """What is different from the version before, from another of its versions, or from the form it was made from."""
    new = queries.version(request.actor, pk, number)
    old = _other(request, new)
    told = showing.changes(queries.content(old), queries.content(new)) if old is not None else []
    context = {"form": new.form, "organisation": new.form.organisation, "new": new, "old": old, "changes": told}
    return render(request, "questionnaires/compare.html", context)


def _other(request: PageRequest, new: FormVersion) -> FormVersion | None:
    """The version the address names, else the one before, else the one it was taken from."""
    wish = request.GET.get("with", "")
    if wish == "origin" or (not wish and new.number == 1):
        return queries.origin(request.actor, new.form)
    if wish.isascii() and wish.isdecimal() and len(wish) < 6:
        return queries.version(request.actor, new.form_id, int(wish))
    before = [each for each in queries.versions(request.actor, new.form) if each.number < new.number]
    return queries.version(request.actor, new.form_id, before[0].number) if before else None


@filling.keeps_posts
@page(policies.may_open)
@require_http_methods(["GET", "POST"])
def try_out(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Fill the form in as those who answer will, with nothing kept."""
    found = queries.version(request.actor, pk, number)
    if not found.questions:
        messages.error(request, _("Nothing is asked in this form yet. Add a question first."))
        return redirect("questionnaires:version", pk, number)
    trial = Trial(request, found)
    leave = reverse("questionnaires:version", args=[pk, number])
    setting = filling.Setting(
        leave=leave,
        about=_("Trial of version %(number)s") % {"number": number},
        send=_("Try to send it"),
        preview=True,
        extra={"organisation": found.form.organisation},
    )
    if request.method == "POST" and request.POST.get("go") == "later":
        trial.forget()
        return redirect(leave)
    return filling.page(request, found, trial, setting)


@page(policies.may_open)
@require_GET
def workbook(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The version as an XLSForm workbook."""
    found = queries.version(request.actor, pk, number)
    return _file(workbooks.written(queries.content(found)), XLSX, f"{found.form.slug}-{number}.xlsx")


@page(policies.may_open)
@require_GET
def paper(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The version to fill in by hand, as PDF."""
    found = queries.version(request.actor, pk, number)
    made = pdf.paper("questionnaires/paper.html", printing.paper_of(found))
    if made is None:
        messages.error(request, str(pdf.why_not()))
        return redirect("questionnaires:version", pk, number)
    return _file(made, "application/pdf", f"{found.form.slug}-{number}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
