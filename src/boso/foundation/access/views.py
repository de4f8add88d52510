"""Signing in and out, choosing a person in a demo, and one's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from boso.foundation.access import actions
from boso.foundation.access.forms import PasswordForm, SettingsForm, SignInForm
from boso.foundation.access.groups import by_organisation, sections
from boso.foundation.access.models import User
from boso.foundation.access.queries import is_demo, people_to_be, person_to_be
from boso.foundation.web.context import address
from boso.foundation.web.pages import anybody_signed_in, get_or_post, page, public
from boso.foundation.web.views import safe_next

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

BACKEND = "boso.foundation.access.backends.SeatedBackend"


@public
@sensitive_post_parameters()
@never_cache
@get_or_post
def sign_in(request: PageRequest) -> HttpResponse:
    """Name and password; in a demo also the way to the people one may be."""
    if request.actor.is_somebody:
        return redirect(after_sign_in(request))
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.user is not None:
        login(request, form.user, backend=BACKEND)
        actions.log_sign_in(form.user, timezone.localdate())
        return redirect(after_sign_in(request))
    context = {"form": form, "next": safe_next(request, ""), "demo": is_demo(), "alone": True}
    context["lost"] = "lost" in request.GET and not form.is_bound
    return render(request, "access/sign_in.html", context, status=422 if form.is_bound else 200)


@public
@require_POST
def sign_out(request: PageRequest) -> HttpResponse:
    """Leave, and forget everything of the session."""
    if request.actor.user_id is not None:
        actions.log_sign_out(request.actor, cast(User, request.user))
    logout(request)
    return redirect("web:home")


@public
@never_cache
@get_or_post
def be(request: PageRequest) -> HttpResponse:
    """The people of a demo one may choose to be; does not exist elsewhere."""
    if not is_demo():
        raise Http404
    today = timezone.localdate()
    if request.method == "POST":
        user = person_to_be(request.POST.get("person", ""), today)
        actions.become(user, today)
        login(request, user, backend=BACKEND)
        request.session["chosen"] = True
        return redirect(after_sign_in(request))
    found = sections(by_organisation(people_to_be(today)))
    return render(request, "access/be.html", {"sections": found, "next": safe_next(request, ""), "alone": True})


@page(anybody_signed_in)
@get_or_post
def me(request: PageRequest) -> HttpResponse:
    """Own settings."""
    user = cast(User, request.user)
    start = {"language": user.language, "scheme": user.scheme, "email": user.email}
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        actions.change_settings(request.actor, user, **form.cleaned_data)
        with translation.override(user.language):
            messages.success(request, _("Your settings are saved."))
        answer = redirect("access:me")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, user.language, max_age=31_536_000, samesite="Lax")
        return answer
    return render(request, "access/me.html", {"form": form}, status=422 if form.is_bound else 200)


@page(anybody_signed_in)
@sensitive_post_parameters()
@get_or_post
def password(request: PageRequest) -> HttpResponse:
    """A new password; other sessions of the same person end."""
    user = cast(User, request.user)
    form = PasswordForm(user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.change_password(request.actor, user, form.cleaned_data["new"])
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed."))
        return redirect("access:me")
    return render(request, "access/password.html", {"form": form}, status=422 if form.is_bound else 200)


def locked_out(
    request: HttpRequest, credentials: dict[str, Any] | None = None, *args: Any, **kwargs: Any
) -> HttpResponse:
    """After too many wrong passwords: how long to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "access/locked_out.html", {"minutes": minutes, "alone": True}, status=429)


def after_sign_in(request: HttpRequest) -> str:
    """Where to go on to: the page that was asked for, else what needs me today."""
    return safe_next(request, address("today") or address("access:me"))
