"""How a view says who may see its page. Every address carries exactly one of these marks; a test sees to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied, Refused

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    class PageRequest(HttpRequest):
        """A request as every page of BoSo gets it."""

        actor: Actor
        htmx: HtmxDetails


View = Callable[..., HttpResponse]
Policy = Callable[[Actor], Decision]

#: A page with a form: shown, and sent.
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


def page(policy: Policy) -> Callable[[View], View]:
    """Mark a view with the policy of its address.

    Nobody is sent to sign in; somebody whom the policy denies gets the reason (403), or 404 where even the
    existence is hidden. Finer questions (this row, this field) are the queries' and actions'.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.is_somebody:
                return _to_sign_in(request)
            decision = policy(request.actor)
            if isinstance(decision, Denied):
                raise Refused(decision)
            return view(request, *args, **kwargs)

        guarded.policy = policy  # type: ignore[attr-defined]
        return guarded

    return mark


def _to_sign_in(request: PageRequest) -> HttpResponse:
    """To the door, and back afterwards to the page the person stood on.

    Whoever sends a form after the session has ended is told (`lost`) that nothing was saved; a piece of a page that
    htmx asks for takes the whole page along.
    """
    piece, sent = "HX-Request" in request.headers, request.method == "POST"
    back = _stood_on(request) if piece or sent else request.get_full_path()
    words = {"next": back, **({"lost": "1"} if sent else {})}
    door = f"{resolve_url(settings.LOGIN_URL)}?{urlencode(words, safe='/')}"
    return HttpResponse(headers={"HX-Redirect": door}) if piece else redirect(door)


def _stood_on(request: PageRequest) -> str:
    """The page of this installation that the browser says it came from; the address asked for where it does not say."""
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return request.get_full_path()
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def public(view: View) -> View:
    """Mark a view that anybody may open, signed in or not."""
    view.policy = None  # type: ignore[attr-defined]
    return view


def anybody_signed_in(actor: Actor) -> Decision:
    """Own settings, messages, today: open to whoever is signed in."""
    return ALLOWED if actor.is_somebody else Denied(_("Sign in first."))


def members(actor: Actor) -> Decision:
    """What the partnership shares openly: open to every member of the programme."""
    if actor.is_member:
        return ALLOWED
    return Denied(_("This is for the members of the programme. You do not hold a role in it."), hidden=True)
