"""Pages of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.foundation.access.decisions import require
from boso.foundation.documents import actions, policies, queries
from boso.foundation.documents.forms import FilterForm, UploadForm, VersionForm, WithdrawForm
from boso.foundation.documents.models import State, Visibility
from boso.foundation.history.showing import told
from boso.foundation.organisations.queries import by_slug
from boso.foundation.web.forms import done, tried
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page

if TYPE_CHECKING:
    from boso.foundation.documents.models import Document
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("title", gettext_lazy("Title"), ("document__title",)),
    Column("organisation", gettext_lazy("Belongs to"), ("document__organisation__name",)),
    Column("visibility", gettext_lazy("Who may read"), ("document__visibility",)),
    Column("uploaded", gettext_lazy("Uploaded"), ("uploaded_at",)),
    Column("size", gettext_lazy("Size"), ("size",), numeric=True),
    Column("file", ""),
)


@page(members)
@require_GET
def documents(request: PageRequest) -> HttpResponse:
    """All documents the person may see, newest first."""
    form = FilterForm(request.GET, queries.keepers(request.actor))
    wish = queries.Wish()
    if form.is_valid():
        asked = form.cleaned_data
        wish = queries.Wish(
            text=asked["q"].strip(),
            organisation=asked["organisation"],
            visibility=asked["visibility"],
            state=asked["state"] or State.STANDING,
        )
    found = queries.newest(request.actor, wish)
    context = {
        "list": listing(request, found, COLUMNS, default="-uploaded"),
        "filter": form,
        "chips": chips(request, form),
        "may_upload": policies.may_upload_somewhere(request.actor),
    }
    return render(request, "documents/documents.html", context)


@page(policies.may_upload_somewhere)
@require_http_methods(["GET", "POST"])
def upload(request: PageRequest) -> HttpResponse:
    """Upload a document."""
    places = queries.places(request.actor, timezone.localdate())
    if request.method == "GET":
        return render(request, "documents/upload.html", {"form": UploadForm(places)})
    form = UploadForm(places, request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "documents/upload.html", {"form": form}, status=422)
    asked = form.cleaned_data
    place, visibility, file = by_slug(asked["organisation"]), Visibility(asked["visibility"]), asked["file"]
    document = tried(
        form,
        lambda: actions.upload(request.actor, place, asked["title"], visibility, file.name, file.read()),
    )
    if document is None:
        return render(request, "documents/upload.html", {"form": form}, status=422)
    messages.success(request, _("«%(title)s» is uploaded.") % {"title": document.title})
    return redirect("documents:document", document.pk)


@page(members)
@require_GET
def document(request: PageRequest, pk: int) -> HttpResponse:
    """One document with its versions."""
    return _document_page(request, queries.document(request.actor, pk), VersionForm(), WithdrawForm())


@page(members)
@require_POST
def replace(request: PageRequest, pk: int) -> HttpResponse:
    """Bring a new version."""
    found = queries.document(request.actor, pk)
    require(policies.may_change(request.actor, found))
    form = VersionForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        if done(form, lambda: actions.replace(request.actor, found, file.name, file.read()), "file"):
            messages.success(request, _("The new version is in force. The old one is kept."))
            return redirect("documents:document", pk)
    return _document_page(request, found, form, WithdrawForm(), status=422)


@page(members)
@require_POST
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw a document, with a reason."""
    found = queries.document(request.actor, pk)
    require(policies.may_change(request.actor, found))
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _document_page(request, found, VersionForm(), form, status=422)
    actions.withdraw(request.actor, found, form.cleaned_data["reason"])
    messages.success(request, _("The document is withdrawn. Nothing is deleted, and you can put it back."))
    return redirect("documents:document", pk)


@page(members)
@require_POST
def restore(request: PageRequest, pk: int) -> HttpResponse:
    """Undo a withdrawal."""
    actions.restore(request.actor, queries.document(request.actor, pk))
    messages.success(request, _("The document is in force again."))
    return redirect("documents:document", pk)


@page(members)
@require_GET
def download(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """The file of one version, always as a file and never shown by the browser in BoSo's name."""
    version = queries.version(request.actor, pk, number)
    content = actions.hand_out(request.actor, version)
    name = version.document.title if version.newest else f"{version.document.title} ({version.number})"
    response = HttpResponse(content, content_type=version.media_type)
    name = f"{name.replace('/', '-')}{version.ending}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _document_page(
    request: PageRequest, found: Document, version_form: VersionForm, withdraw_form: WithdrawForm, status: int = 200
) -> HttpResponse:
    versions = list(queries.versions(request.actor, found.pk))
    context = {
        "document": found,
        "organisation": found.organisation,
        "versions": versions,
        "newest": versions[0],
        "withdrawal": queries.withdrawal(request.actor, found),
        "may_change": policies.may_change(request.actor, found),
        "version_form": version_form,
        "withdraw_form": withdraw_form,
        "history": [told(change) for change in queries.changes(request.actor, found)],
    }
    return render(request, "documents/document.html", context, status=status)
