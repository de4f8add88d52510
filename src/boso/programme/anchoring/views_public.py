"""Hearings for everybody: read the plan, write a comment, find one's own again. Nobody is signed in here."""

from __future__ import annotations

import datetime as dt
import hmac
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.web.forms import tried
from boso.foundation.web.pages import get_or_post, public
from boso.programme.anchoring import actions_hearing as actions
from boso.programme.anchoring import forms
from boso.programme.anchoring import queries_hearing as queries
from boso.programme.anchoring.models import HearingState
from boso.programme.partnership.forms import given_to

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def address_of(request: HttpRequest) -> str:
    """The network address somebody sends from. Behind a proxy it is the one the proxy itself has added, the last."""
    seen = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return seen.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def mark_of(address: str, day: dt.date) -> str:
    """What tells one network address from another that day, and says neither which nor the same tomorrow."""
    return hmac.new(settings.SECRET_KEY.encode(), f"hearing {day} {address}".encode(), sha256).hexdigest()


@public
@require_GET
def hearings(request: PageRequest) -> HttpResponse:
    """Hearings that are open, and those that were."""
    found, today = list(queries.public()[:200]), timezone.localdate()
    context = {
        "open": [one for one in found if one.takes_comments(today)],
        "past": [one for one in found if not one.takes_comments(today)],
        "alone": not request.actor.is_somebody,
    }
    return render(request, "anchoring/public_hearings.html", context)


@public
@never_cache
@get_or_post
def hearing(request: PageRequest, hearing_id: int) -> HttpResponse:
    """The plan, the comments shown with their answers, and the form."""
    found, now = queries.hearing_for_everybody(hearing_id), timezone.now()
    today = timezone.localdate()
    form = forms.CommentForm(given_to(request))
    sent = None
    if form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("words", "name")}
        fields["language"] = translation.get_language() or "nb"
        mark = mark_of(address_of(request), today)
        sent = tried(form, lambda: actions.send_comment(found, fields, mark=mark, now=now, today=today))
    if sent is not None:
        messages.success(request, _("Thank you. Your comment has come in."))
        return HttpResponseRedirect(reverse("hearings:comment", args=[sent.token]))
    context = {
        "hearing": found,
        "organisation": found.participation.organisation,
        "form": form,
        "comments": queries.shown(found),
        "takes": found.takes_comments(today),
        "closed": found.state == HearingState.CLOSED,
        "alone": not request.actor.is_somebody,
    }
    return render(request, "anchoring/public_hearing.html", context, status=422 if form.is_bound else 200)


@public
@never_cache
@require_GET
def comment(request: PageRequest, token: str) -> HttpResponse:
    """One's own comment, whether it is shown, and the answer."""
    found = queries.comment_of(token)
    context = {
        "comment": found,
        "hearing": found.hearing,
        "organisation": found.hearing.participation.organisation,
        "alone": not request.actor.is_somebody,
    }
    answer = render(request, "anchoring/public_comment.html", context)
    answer["Referrer-Policy"] = "same-origin"
    return answer


@public
@require_POST
def withdraw(request: PageRequest, token: str) -> HttpResponse:
    """Take one's own comment back."""
    actions.withdraw_comment(queries.comment_of(token))
    messages.success(request, _("Your comment is withdrawn and erased."))
    return HttpResponseRedirect(reverse("hearings:comment", args=[token]))
