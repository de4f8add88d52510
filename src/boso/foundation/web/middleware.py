"""The person's language, and refusals turned into pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from boso.foundation.access.decisions import Refused

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
    """A refusal becomes a page with its reason: 404 where the thing is hidden, else 403."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if exception.decision.hidden:
            return render(request, "404.html", status=404)
        return render(request, "403.html", {"reason": exception.decision.reason}, status=403)
