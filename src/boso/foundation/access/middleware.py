"""Puts the actor on the request, once, with the seats they hold today."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from boso.foundation.access.actor import NOBODY, Actor
from boso.foundation.access.queries import actor_of

if TYPE_CHECKING:

    class ActorRequest(HttpRequest):
        """A request after the middleware: `actor` is always there."""

        actor: Actor


def actor_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Django middleware: `request.actor`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = request.user if request.user.is_authenticated else None
        cast("ActorRequest", request).actor = actor_of(user, timezone.localdate()) if user else NOBODY
        return get_response(request)

    return middleware
