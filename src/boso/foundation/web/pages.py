"""How a view says who may see its page. Every address carries exactly one of these marks; a test sees to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

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


def page(policy: Policy) -> Callable[[View], View]:
    """Mark a view with the policy of its address.

    Nobody is sent to sign in; somebody whom the policy denies gets the reason (403), or 404 where even the
    existence is hidden. Finer questions (this row, this field) are the queries' and actions'.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.actor.is_somebody:
                return redirect_to_login(request.get_full_path())
            decision = policy(request.actor)
            if isinstance(decision, Denied):
                raise Refused(decision)
            return view(request, *args, **kwargs)

        guarded.policy = policy  # type: ignore[attr-defined]
        return guarded

    return mark


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
