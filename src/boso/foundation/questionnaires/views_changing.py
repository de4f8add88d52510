"""Pages on which forms are made, taken over, changed, published and withdrawn."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boso.core.questionnaires import form_json
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.form import Question, Texts
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.questionnaires import actions, changing, core_fields, policies, queries, showing, workbooks
from boso.foundation.questionnaires.forms import (
    ImportForm,
    KeepForm,
    NewForm,
    NewVersionForm,
    NoteForm,
    PlaceForm,
    QuestionForm,
    WhyForm,
)
from boso.foundation.questionnaires.models import Form, FormVersion
from boso.foundation.questionnaires.views import form_page
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_make_somewhere)
@require_http_methods(["GET", "POST"])
def new(request: PageRequest) -> HttpResponse:
    """Begin a form with nothing in it."""
    places = queries.makers(request.actor)
    sent = NewForm(places, request.POST or None, initial={"purpose": request.GET.get("purpose")})
    if request.method == "POST" and sent.is_valid():
        given = sent.cleaned_data
        language = get_language() or "nb"
        content = changing.blank(Texts.of({language: given["title"]}), "form")
        made = tried(sent, lambda: actions.make(request.actor, given["organisation"], given["purpose"], content))
        if made is not None:
            messages.success(request, _("The form is made. Add the first question."))
            return redirect("questionnaires:edit", made.pk)
    return render(request, "questionnaires/new.html", {"form": sent}, status=422 if sent.errors else 200)


@page(policies.may_make_somewhere)
@require_http_methods(["GET", "POST"])
def bring(request: PageRequest) -> HttpResponse:
    """Upload an XLSForm, see what was found, and keep it."""
    places = queries.makers(request.actor)
    if "content" in request.POST:
        return _keep(request)
    sent = ImportForm(places, request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": sent}
    if request.method == "POST" and sent.is_valid():
        looked = workbooks.looked_at(sent.cleaned_data["file"])
        context["looked"] = looked
        if looked.content is not None:
            given = sent.cleaned_data
            begun = {"purpose": given["purpose"], "content": looked.as_json, "organisation": given["organisation"].slug}
            rows, part = showing.leaf(showing.rows(looked.content), "")
            context |= {"keep": KeepForm(places, initial=begun), "rows": rows, "more": part.count > 1}
            context["filled_in"] = showing.filled_in(rows)
    refused = bool(sent.errors) or ("looked" in context and "keep" not in context)
    return render(request, "questionnaires/bring.html", context, status=422 if refused else 200)


def _keep(request: PageRequest) -> HttpResponse:
    sent = KeepForm(queries.makers(request.actor), request.POST)
    if sent.is_valid():
        content = _content(sent.cleaned_data["content"])
        given = sent.cleaned_data
        if content is not None:
            made = tried(sent, lambda: actions.make(request.actor, given["organisation"], given["purpose"], content))
            if made is not None:
                messages.success(request, _("The form is read in as a draft. Try it before you publish it."))
                return redirect("questionnaires:form", made.pk)
        else:
            sent.add_error(None, _("The form did not come through whole. Upload the file again."))
    again = ImportForm(queries.makers(request.actor))
    return render(request, "questionnaires/bring.html", {"form": again, "kept": sent}, status=422)


def _content(text: str) -> Content | None:
    try:
        return form_json.from_plain(json.loads(text))
    except (ValueError, RecursionError):
        return None


@page(policies.may_open)
@require_POST
def bring_draft(request: PageRequest, pk: int) -> HttpResponse:
    """Upload an XLSForm as the draft of a form that stands."""
    found = queries.one(request.actor, pk)
    require(policies.may_change(request.actor, found))
    sent = NewVersionForm(request.POST, request.FILES)
    shown = _newest(request, found)
    looked = workbooks.looked_at(sent.cleaned_data["file"]) if sent.is_valid() else None
    if looked is not None and looked.content is not None:
        content = looked.content
        if done(sent, lambda: actions.save_draft(request.actor, found, content), "file"):
            messages.success(request, _("The draft is changed. Look at the differences before you publish."))
            return redirect("questionnaires:form", pk)
    return form_page(request, found, shown, 422, file_form=sent, looked=looked)


@page(policies.may_make_somewhere)
@require_http_methods(["GET", "POST"])
def take_over(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Make another's form one's own, with credit."""
    found = queries.version(request.actor, pk, number)
    sent = PlaceForm(queries.makers(request.actor), request.POST or None)
    if request.method == "POST" and sent.is_valid():
        place = sent.cleaned_data["organisation"]
        made = tried(sent, lambda: actions.take_over(request.actor, found, place))
        if made is not None:
            messages.success(request, _("The form is yours to change. It says where it came from."))
            return redirect("questionnaires:edit", made.pk)
    core = core_fields.core_of(queries.content(found))
    context = {"form": sent, "version": found, "theirs": found.form, "core": len(core)}
    return render(request, "questionnaires/take_over.html", context, status=422 if sent.errors else 200)


@page(policies.may_open)
@require_POST
def publish(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Put the draft in force."""
    found = queries.version(request.actor, pk, number)
    require(policies.may_publish(request.actor, found))
    sent = NoteForm(request.POST)
    if sent.is_valid() and done(
        sent, lambda: actions.publish(request.actor, found, sent.cleaned_data["reason"]), "reason"
    ):
        messages.success(request, _("The version is published. It is never changed; the next change makes a new one."))
        return redirect("questionnaires:form", pk)
    return form_page(request, found.form, found, 422, note_form=sent)


@page(policies.may_open)
@require_POST
def withdraw(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Take a version out of use."""
    found = queries.version(request.actor, pk, number)
    require(policies.may_publish(request.actor, found))
    sent = WhyForm(request.POST, auto_id="why_%s")
    if sent.is_valid() and done(
        sent, lambda: actions.withdraw(request.actor, found, sent.cleaned_data["reason"]), "reason"
    ):
        messages.success(request, _("The version is withdrawn. What was answered with it can still be read."))
        return redirect("questionnaires:version", pk, number)
    return form_page(request, found.form, found, 422, why_form=sent)


@page(policies.may_open)
@require_POST
def restore(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Undo a withdrawal."""
    actions.restore(request.actor, queries.version(request.actor, pk, number))
    messages.success(request, _("The version is in force again."))
    return redirect("questionnaires:version", pk, number)


@page(policies.may_open)
@require_POST
def discard(request: PageRequest, pk: int, number: int) -> HttpResponse:
    """Throw the draft away."""
    actions.discard_draft(request.actor, queries.version(request.actor, pk, number))
    messages.success(request, _("The draft is thrown away."))
    return redirect("questionnaires:library")


@page(policies.may_open)
@require_POST
def share(request: PageRequest, pk: int) -> HttpResponse:
    """Share the form with everybody, or no longer."""
    found = queries.one(request.actor, pk)
    shared = request.POST.get("shared") == "yes"
    actions.share(request.actor, found, shared=shared)
    messages.success(request, _("The form is shared.") if shared else _("The form is no longer shared."))
    return redirect("questionnaires:form", pk)


@page(policies.may_open)
@require_http_methods(["GET", "POST"])
def edit(request: PageRequest, pk: int) -> HttpResponse:
    """The questions of a form, to be moved and taken away; each leads to where it is changed."""
    found = queries.one(request.actor, pk)
    require(policies.may_change(request.actor, found))
    shown = _newest(request, found)
    content = queries.content(shown)
    problem = ""
    if request.method == "POST":
        changed = _rearranged(request, content)
        try:
            actions.save_draft(request.actor, found, changed, opened=request.POST.get("opened", ""))
            return redirect(request.get_full_path())
        except NotNow as obstacle:
            problem = str(obstacle)
    rows, part = showing.leaf(showing.rows(content), request.GET.get("part", ""))
    context = {
        "form": found, "organisation": found.organisation, "shown": shown, "rows": rows, "part": part,
        "filled_in": showing.filled_in(rows),
        "problem": problem,
    }  # fmt: skip
    return render(request, "questionnaires/edit.html", context, status=422 if problem else 200)


def _rearranged(request: PageRequest, content: Content) -> Content:
    what, _colon, name = request.POST.get("do", "").partition(":")
    if what == "up":
        return changing.moved(content, name, -1)
    if what == "down":
        return changing.moved(content, name, 1)
    if what == "remove":
        return changing.without(content, name)
    return content


@page(policies.may_open)
@require_http_methods(["GET", "POST"])
def question(request: PageRequest, pk: int, name: str = "") -> HttpResponse:
    """Change one question, or add one after another (`?after=`)."""
    found = queries.one(request.actor, pk)
    require(policies.may_change(request.actor, found))
    shown = _newest(request, found)
    content = queries.content(shown)
    standing = content.find(name) if name else None
    if name and not isinstance(standing, Question):
        raise Refused(NOT_HERE)
    locked = name in core_fields.core_of(content) and found.taken_from_id is not None
    asked = standing if isinstance(standing, Question) else None
    sent = QuestionForm(content, asked, request.POST or None, locked=locked)
    if request.method == "POST" and sent.is_valid():
        made, choices = sent.made()
        after = request.GET.get("after", "")
        changed = (
            changing.replaced(content, made, choices) if name else changing.with_question(content, made, after, choices)
        )
        opened = request.POST.get("opened", "")
        if done(sent, lambda: actions.save_draft(request.actor, found, changed, opened=opened)):
            messages.success(request, _("The draft is saved."))
            return redirect("questionnaires:edit", pk)
    context = {
        "form": found,
        "organisation": found.organisation,
        "shown": shown,
        "question_form": sent,
        "asked": asked,
        "locked": locked,
        "sharing": changing.sharing(content, name),
        "opened": request.POST.get("opened", shown.digest),
    }
    return render(request, "questionnaires/question_edit.html", context, status=422 if sent.errors else 200)


def _newest(request: PageRequest, found: Form) -> FormVersion:
    newest = queries.newest(request.actor, found)
    if newest is None:
        raise Refused(NOT_HERE)
    return newest
