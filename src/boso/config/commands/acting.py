"""Who a command acts as, and whose data it concerns."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed
from boso.foundation.access.actor import SYSTEM, Actor

if TYPE_CHECKING:
    from boso.foundation.organisations.models import Organisation


def add_as(parser: argparse.ArgumentParser) -> None:
    """The `--as` of every command that reads or writes on somebody's behalf."""
    parser.add_argument(
        "--as", dest="username", default="", metavar="USER", help="act as this person (default: BoSo itself)"
    )


def add_municipality(parser: argparse.ArgumentParser, help_text: str) -> None:
    """The `--municipality` of commands that can concern one organisation alone."""
    parser.add_argument("--municipality", default="", metavar="NAME", help=f"{help_text}: hamar, or its code 3403")


def municipality(word: str) -> Organisation:
    """The organisation of that short name, or whose code that is today.

    Raises Refused when there is none.
    """
    from django.utils import timezone

    from boso.foundation.organisations.queries import by_slug_or_code

    return by_slug_or_code(word, timezone.localdate())


def acting(username: str) -> Actor:
    """The actor of that sign-in name today; BoSo itself without a name.

    Raises CommandFailed for an unknown or closed name.
    """
    if not username:
        return SYSTEM
    from django.utils import timezone

    from boso.foundation.access.queries import actor_named

    actor = actor_named(username, timezone.localdate())
    if not actor.is_somebody:
        raise CommandFailed(f"nobody signs in as «{username}» here")
    return actor
