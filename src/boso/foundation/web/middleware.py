"""The person's language, and refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme

from boso.foundation.access.decisions import NotNow, Refused

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Handler = Callable[[HttpRequest], HttpResponse]


def language_middleware(get_response: Handler) -> Handler:
    """The language of the signed-in person, else of the cookie, else bokmål. Never the browser's guess."""
    known = dict(settings.LANGUAGES)

    def middleware(request: HttpRequest) -> HttpResponse:
        actor = cast("PageRequest", request).actor
        wish = actor.language if actor.is_somebody else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = wish if wish in known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return middleware


class refusal_middleware:
    """A refusal becomes a page with its reason: 404 where the thing is hidden, else 403.

    What merely cannot be done now is told on the page where the button was pressed. A view with a form says it there.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if isinstance(exception, NotNow) and request.method == "POST":
            messages.error(request, str(exception))
            return redirect(came_from(request))
        if exception.decision.hidden:
            return render(request, "404.html", status=404)
        return render(request, "403.html", {"reason": exception.decision.reason}, status=403)


def came_from(request: HttpRequest) -> str:
    """The page of this very installation on which the button was; the front page where the browser does not say."""
    page = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if ours and urlsplit(page).path != request.path else "/"
