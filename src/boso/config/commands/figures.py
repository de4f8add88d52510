"""`boso figures send|receive FILE`: packages of figures through the wall."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.casework.figures.models import Package
    from boso.foundation.access.actor import Actor


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as, add_municipality

    ways = parser.add_subparsers(dest="way", metavar="send|receive", required=True)
    send = ways.add_parser("send", help="write a package that has left to a file; one that waits leaves first")
    send.add_argument("--package", default="", metavar="P-12", help="which (default: the latest that is not set aside)")
    add_municipality(send, "whose")
    receive = ways.add_parser("receive", help="take in a package that has come as a file")
    receive.add_argument(
        "--trust", action="store_true", help="say first that the key in the file is the municipality's"
    )
    for way in (send, receive):
        way.add_argument("file", type=Path, metavar="FILE")
        way.add_argument("--json", action="store_true", help="machine-readable")
        add_as(way)


def run(options: argparse.Namespace) -> int:
    with_django()
    from django.utils import translation

    from boso.config.commands.acting import acting
    from boso.foundation.access.decisions import Refused

    with translation.override("en"):
        actor = acting(options.username)
        try:
            told = _send(actor, options) if options.way == "send" else _receive(actor, options)
        except Refused as refusal:
            raise CommandFailed(str(refusal) or "there is nothing like that here") from refusal
    print(json.dumps(told, ensure_ascii=False) if options.json else told["sentence"])
    return 0


def _send(actor: Actor, options: argparse.Namespace) -> dict[str, object]:
    """Let it leave if it has not, as the second person; then write it down."""
    from boso.casework.figures import actions
    from boso.casework.figures.models import State
    from boso.foundation.audit.actions import log_look

    package = _named(actor, options)
    if package.state != State.LEFT:
        actions.let_out(actor, package)
    try:
        options.file.write_text(json.dumps(package.document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise CommandFailed(f"{options.file} cannot be written ({error.strerror})") from error
    log_look(actor, "figures.taken", package, organisation_id=package.organisation_id)
    return {
        "sentence": f"{package.reference} (number {package.number}) stands in {options.file}",
        "package": package.reference, "number": package.number, "sha256": package.digest,
    }  # fmt: skip


def _named(actor: Actor, options: argparse.Namespace) -> Package:
    from boso.casework.figures import queries
    from boso.config.commands.acting import municipality

    word = str(options.package).upper().removeprefix("P-")
    if word:
        if not word.isdecimal() or len(word) > 17:
            raise CommandFailed(f"«{options.package}» is no package: write P-12")
        return queries.one(actor, int(word))
    rows = queries.listed(actor)
    if options.municipality:
        rows = rows.filter(organisation=municipality(options.municipality))
    found = rows.values_list("pk", flat=True).first()
    if found is None:
        raise CommandFailed("no package is made yet")
    return queries.one(actor, found)


def _receive(actor: Actor, options: argparse.Namespace) -> dict[str, object]:
    from boso.foundation.organisations.queries import by_slug
    from boso.foundation.packages import actions, envelope

    try:
        document = envelope.read(options.file.read_bytes())
        head = envelope.head(document)
    except OSError as error:
        raise CommandFailed(f"{options.file} cannot be read ({error.strerror})") from error
    except envelope.NoPackage as fault:
        raise CommandFailed(f"{options.file} is no package: {fault}") from fault
    if options.trust:
        actions.trust(actor, by_slug(head.municipality), head.public)
    received, new = actions.receive(actor, document)
    words = "taken in" if new else "is here already; nothing is changed"
    return {
        "sentence": f"{received.definition} of {received.on}, number {received.number}, {head.municipality}: {words}",
        "new": new, "definition": received.definition, "on": str(received.on), "number": received.number,
    }  # fmt: skip
