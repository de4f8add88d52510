"""A hearing as the municipality sees it: draft, open, read and answer, close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import require
from boso.foundation.history.showing import told
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import get_or_post, members, page
from boso.programme.anchoring import actions_hearing as actions
from boso.programme.anchoring import forms, policies
from boso.programme.anchoring import queries_hearing as queries
from boso.programme.anchoring.models import CommentState, Hearing
from boso.programme.anchoring.views_edit import ask, at, said
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.forms import given_to

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def _address(hearing: Hearing) -> str:
    return reverse("anchoring:hearing", args=[hearing.pk])


@page(members)
@get_or_post
def draft(request: PageRequest, slug: str) -> HttpResponse:
    """Draft a hearing on a version of the plan."""
    participation = partnership.participation(request.actor, slug)
    require(policies.may_edit(request.actor, participation))
    versions = queries.versions(request.actor, participation)
    form = forms.HearingForm(given_to(request), versions=versions, today=timezone.localdate())
    made = None
    if form.is_valid():
        made = tried(form, lambda: actions.draft_hearing(request.actor, participation, form.cleaned_data))
    if made is None:
        return ask(request, form, gettext_lazy("New hearing"), at(participation, "hearings"), participation)
    return said(request, _("The draft is made. Read it through, then open the hearing."), _address(made))


@page(members)
@get_or_post
def change(request: PageRequest, hearing_id: int) -> HttpResponse:
    """Change a draft."""
    hearing = queries.hearing(request.actor, hearing_id)
    require(policies.may_change_hearing(request.actor, hearing))
    names = ("title", "about", "text", "closes")
    form = forms.HearingForm(
        given_to(request), versions=queries.versions(request.actor, hearing.participation), today=timezone.localdate(),
        fixed=True, initial={name: getattr(hearing, name) for name in names},
    )  # fmt: skip
    if not (form.is_valid() and done(form, lambda: actions.change_hearing(request.actor, hearing, form.cleaned_data))):
        return ask(request, form, hearing.title, _address(hearing), hearing.participation)
    return said(request, _("The draft is changed."), _address(hearing))


@page(members)
def hearing(request: PageRequest, hearing_id: int) -> HttpResponse:
    """The hearing with every comment: those that wait first."""
    found = queries.hearing(request.actor, hearing_id)
    comments = queries.comments(request.actor, found)
    context = {
        "hearing": found,
        "participation": found.participation,
        "organisation": found.participation.organisation,
        "comments": [(one, forms.AnswerForm(initial={"answer": one.answer}, prefix=f"a{one.pk}")) for one in comments],
        "waiting": sum(one.state == CommentState.WAITING for one in comments),
        "unanswered": sum(one.state == CommentState.SHOWN and not one.answer for one in comments),
        "may_run": policies.may_run_hearing(request.actor, found),
        "may_change": policies.may_change_hearing(request.actor, found),
        "takes": found.takes_comments(timezone.localdate()),
        "reason_form": forms.ReasonForm(),
        "entries": [told(one) for one in queries.history(request.actor, found)],
    }
    return render(request, "anchoring/hearing.html", context)


@page(members)
@require_POST
def open_up(request: PageRequest, hearing_id: int) -> HttpResponse:
    """Lay the plan open."""
    found = queries.hearing(request.actor, hearing_id)
    actions.open_hearing(request.actor, found, timezone.localdate())
    return said(request, _("The hearing is open. Everybody can read the plan and comment."), _address(found))


@page(members)
@require_POST
def close(request: PageRequest, hearing_id: int) -> HttpResponse:
    """Take no more comments."""
    found = queries.hearing(request.actor, hearing_id)
    actions.close_hearing(request.actor, found)
    return said(request, _("The hearing is closed. What is written stands."), _address(found))


@page(members)
@require_POST
def show(request: PageRequest, comment_id: int) -> HttpResponse:
    """Let everybody read a comment."""
    comment = queries.comment(request.actor, comment_id)
    actions.show_comment(request.actor, comment)
    return said(request, _("The comment is shown."), f"{_address(comment.hearing)}#comment-{comment.pk}")


@page(members)
@get_or_post
def hide(request: PageRequest, comment_id: int) -> HttpResponse:
    """Leave a comment out, with a reason; asked about when opened by a link."""
    comment = queries.comment(request.actor, comment_id)
    require(policies.may_moderate(request.actor, comment))
    form = forms.ReasonForm(given_to(request))
    back = f"{_address(comment.hearing)}#comment-{comment.pk}"
    if not (
        form.is_valid()
        and done(form, lambda: actions.hide_comment(request.actor, comment, reason=form.cleaned_data["reason"]))
    ):
        title = gettext_lazy("Leave the comment out")
        return ask(request, form, title, back, comment.hearing.participation, quoted=comment.words, submit=title)
    return said(request, _("The comment is not shown. The writer can read why."), back)


@page(members)
@get_or_post
def answer(request: PageRequest, comment_id: int) -> HttpResponse:
    """Answer a comment."""
    comment = queries.comment(request.actor, comment_id)
    require(policies.may_moderate(request.actor, comment))
    form = forms.AnswerForm(given_to(request), initial={"answer": comment.answer}, prefix=f"a{comment.pk}")
    back = f"{_address(comment.hearing)}#comment-{comment.pk}"
    today = timezone.localdate()

    def run() -> object:
        return actions.answer_comment(request.actor, comment, form.cleaned_data["answer"], today)

    if not (form.is_valid() and done(form, run)):
        title = gettext_lazy("Answer the comment")
        return ask(request, form, title, back, comment.hearing.participation, quoted=comment.words)
    return said(request, _("The answer is written down. It is shown with the comment."), back)
