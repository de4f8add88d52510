"""The frame's own pages: the door, language, errors, what BoSo is."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.access.actions import change_language
from boso.foundation.access.queries import is_demo
from boso.foundation.web import showcase
from boso.foundation.web.context import address
from boso.foundation.web.pages import public

if TYPE_CHECKING:
    from boso.foundation.access.models import User
    from boso.foundation.web.pages import PageRequest

YEAR = 365 * 24 * 60 * 60


@public
@require_GET
def home(request: PageRequest) -> HttpResponse:
    """The door: to what needs me today, else to the people of a demo, else to signing in."""
    if request.actor.is_somebody:
        return redirect(address("today") or "access:me")
    return redirect("access:be" if is_demo() else "access:login")


@public
@require_POST
def language(request: PageRequest) -> HttpResponse:
    """Take the chosen language: on the person who is signed in, else in a cookie."""
    wish = request.POST.get("language", "")
    answer = HttpResponseRedirect(safe_next(request))
    if wish not in dict(settings.LANGUAGES):
        return answer
    if request.actor.user_id is not None:
        change_language(request.actor, cast("User", request.user), wish)
    translation.activate(wish)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, wish, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return answer


@public
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "web/accessibility.html")


@public
@require_GET
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "web/about.html")


@public
@require_GET
def favicon(request: HttpRequest) -> HttpResponse:
    """For those who ask for the picture by its old name without reading the page."""
    return redirect(static("boso/favicon.svg"))


@public
@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; not there in a running installation."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "web/components.html", showcase.context(request))


def safe_next(request: HttpRequest, otherwise: str = "/") -> str:
    """Where the form asks to go on to, if that is an address of this very installation."""
    wish = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wish
    return otherwise


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What cannot be read, or is too much. Drawn without the request, since that is what failed."""
    status = 413 if isinstance(exception, RequestDataTooBig | TooManyFieldsSent) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database and without the request, since either may be what failed."""
    return HttpResponse(render_to_string("500.html"), status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "403_expired.html", status=403)
