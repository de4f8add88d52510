"""Pages that anybody opens: no signing in, nothing kept, and no cookie but the one that remembers the language."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpResponse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

from boso.foundation.web.pages import public
from boso.foundation.web.views import YEAR

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

View = Callable[..., HttpResponse]
LANGUAGE = "language"
#: The colours of casework.
WING = "furu"


def for_everybody(view: View) -> View:
    """Mark a page for everybody.

    A form here changes nothing, so it needs no token against forgery, and the cookie of one is not set. What is sent
    stands in no report of an error. A language that is asked for (`language=nn`) is used, and remembered by whoever is
    not signed in.
    """

    @wraps(view)
    def shown(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wish = request.POST.get(LANGUAGE) or request.GET.get(LANGUAGE, "")
        known = wish in dict(settings.LANGUAGES)
        if known:
            translation.activate(wish)
        response = view(request, *args, **kwargs)
        if known:
            response.headers["Content-Language"] = wish
        if not request.actor.is_somebody:
            # The frame asks for a token for its own forms; whoever is not signed in has none of them here.
            request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
            if known:
                secure = settings.SESSION_COOKIE_SECURE
                name = settings.LANGUAGE_COOKIE_NAME
                response.set_cookie(name, wish, max_age=YEAR, samesite="Lax", secure=secure)
        return response

    return public(csrf_exempt(never_cache(sensitive_post_parameters()(shown))))


def frame(request: PageRequest) -> dict[str, Any]:
    """What the frame of a page for everybody is drawn from."""
    return {"alone": not request.actor.is_somebody, "languages": settings.LANGUAGES, "wing": WING}
