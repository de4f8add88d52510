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

    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.access.admission import admit_administrator

    password = os.environ.get("BOSO_PASSWORD") or getpass.getpass("Password: ")
    try:
        admit_administrator(SYSTEM, options.username, options.name, options.organisation, password)
    except ValidationError as error:
        raise CommandFailed(" ".join(error.messages)) from error
    print(f"{options.username} can sign in now.")
    return 0
