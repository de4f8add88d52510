"""`boso createadmin`: the first person of an installation, who lets in the others."""

from __future__ import annotations

import argparse
import getpass
import os

from boso.config.commands import CommandFailed, with_django


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("username", help="the name to sign in with")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--organisation", required=True, help="slug of the organisation, for example hamar")


def run(options: argparse.Namespace) -> int:
    with_django()
    from django.core.exceptions import ValidationError
    from django.utils import timezone

    from boso.foundation.access.actions import admit
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.access.decisions import Refused
    from boso.foundation.access.roles import Role
    from boso.foundation.organisations.queries import by_slug_or_code

    try:
        organisation = by_slug_or_code(options.organisation, timezone.localdate())
    except Refused as error:
        raise CommandFailed(f"{error} Import the organisations first: see the README") from error
    password = os.environ.get("BOSO_PASSWORD") or getpass.getpass("Password: ")
    try:
        admit(
            SYSTEM,
            username=options.username,
            name=options.name,
            organisation_id=organisation.pk,
            role=Role.ADMINISTRATOR,
            starts=timezone.localdate(),
            password=password,
        )
    except ValidationError as error:
        raise CommandFailed(" ".join(error.messages)) from error
    print(f"{options.username} can sign in now.")
    return 0
