"""Who a command acts as."""

from __future__ import annotations

import argparse

from boso.config.commands import CommandFailed
from boso.foundation.access.actor import SYSTEM, Actor


def add_as(parser: argparse.ArgumentParser) -> None:
    """The `--as` of every command that reads or writes on somebody's behalf."""
    parser.add_argument(
        "--as", dest="username", default="", metavar="USER", help="act as this person (default: BoSo itself)"
    )


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
