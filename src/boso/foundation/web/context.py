"""What every page's frame needs: the places this person may open, their colours, where to search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import NOBODY, Actor
from boso.foundation.access.roles import BANK, MUNICIPAL_PROGRAMME

#: The stylesheets in their order: ours come after Designsystemet's layers and win.
STYLES = ("theme", "tokens", "type", "frame", "parts", "tables", "forms", "charts", "phone", "print")


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One place as the menu shows it to this person."""

    href: str
    label: str | Promise
    icon: str
    wing: str
    phone: bool
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, with everything a page's house is drawn from. One query, for the bell."""
    actor: Actor = getattr(request, "actor", NOBODY)
    menu = menu_of(actor, request.path)
    current = next((entry for entry in menu if entry.current), None)
    return {
        "actor": actor,
        "frame": {
            "menu": menu,
            "both_wings": {"casework", "programme"} <= {entry.wing for entry in menu},
            "phone": bottom_of(menu, request.path),
            "wing": wing_of(actor, current),
            # Every page of an invented municipality's casework says so, whatever the page itself knows.
            "invented": current is not None and current.wing == "casework" and actor.works_with_invented,
            "scheme": getattr(getattr(request, "user", None), "scheme", "auto"),
            "seat": actor.seats[0] if actor.seats and actor.user_id is not None else None,
            "search": address("search:search"),
            "inbox": address("messaging:inbox"),
            "home": address("today") or "/",
            # Somebody who chose a person to be may choose another.
            "demo": actor.user_id is not None and "chosen" in getattr(request, "session", {}),
            "unread": partial(_unread, actor),
            "languages": settings.LANGUAGES,
            "styles": STYLES,
            "debug": settings.DEBUG,
        },
    }


def wing_of(actor: Actor, current: MenuEntry | None) -> str:
    """The colours of a page: casework's, the programme's, and on the pages of both those of the person's own work."""
    if current is not None and current.wing != "both":
        return "furu" if current.wing == "casework" else "lyng"
    return "furu" if actor.works_in() and not actor.holds(*BANK, *MUNICIPAL_PROGRAMME) else "lyng"


def menu_of(actor: Actor, path: str) -> list[MenuEntry]:
    """The places the actor may open, with the one that `path` lies in marked."""
    places = [
        (place, href)
        for place in import_string(settings.BOSO_NAVIGATION)
        if (href := address(place.address)) and place.policy(actor)
    ]
    here = max((href for _, href in places if path.startswith(href)), key=len, default="")
    return [MenuEntry(href, place.label, place.icon, place.wing, place.phone, href == here) for place, href in places]


def bottom_of(menu: list[MenuEntry], path: str) -> list[MenuEntry]:
    """The three places at the bottom of a phone: those meant for it, then the next of the menu, then the messages."""
    inbox = address("messaging:inbox")
    messages = MenuEntry(inbox, _("Messages"), "Bell", "programme", True, bool(inbox) and path.startswith(inbox))
    first = [entry for entry in menu if entry.phone]
    return [*first, *(entry for entry in menu if not entry.phone), messages][:3] if menu else []


def _unread(actor: Actor) -> int:
    """How many messages wait. Asked for when the bell is drawn, so a partial for htmx does not ask."""
    # Messaging builds its own pages in this frame, so the two may not import each other at once.
    from boso.foundation.messaging.queries import unread_count

    return unread_count(actor)


def address(name: str) -> str:
    """The address of that name, or nothing while nobody has given it one."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
