"""`boso shred --municipality CODE`: what an erasure of old cases would do today. It only shows and changes nothing."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.casework.retention.queries import Plan

Told = dict[str, Any]


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as, add_municipality

    add_as(parser)
    add_municipality(parser, "whose cases")
    parser.add_argument("--json", action="store_true", help="machine-readable")


def run(options: argparse.Namespace) -> int:
    with_django()
    from django.utils import timezone, translation

    from boso.casework.retention import queries
    from boso.config.commands.acting import acting, municipality
    from boso.foundation.access.decisions import Refused
    from boso.foundation.audit.actions import log_look

    if not options.municipality:
        raise CommandFailed("say which: --municipality 3403")
    today = timezone.localdate()
    with translation.override("en"):
        try:
            actor = acting(options.username)
            found = queries.plan(actor, municipality(options.municipality), today)
        except Refused as refusal:
            raise CommandFailed(str(refusal) or "you may not see that") from refusal
        log_look(actor, "erasure.listed", organisation_id=found.organisation.pk, count=len(found.due))
        told = _told(found)
    print(json.dumps(told, ensure_ascii=False, indent=1) if options.json else _sentences(told))
    return 0


def _told(found: Plan) -> Told:
    return {
        "municipality": found.organisation.slug,
        "due": len(found.due),
        "persons": found.persons,
        "persons_staying": found.staying,
        "by_rule": {line.rule.value: line.due for line in found.rules},
        "not_known": [line.rule.value for line in found.rules if line.parameter.mark == "unknown"],
        "kept": {why.value: count for why, count in found.kept.items()},
        "cases": [
            {
                "reference": "" if one.is_protected else one.reference,
                "rule": one.verdict.rule.value,
                "due_since": str(one.verdict.since),
            }
            for one in found.due
        ],
    }


def _sentences(told: Told) -> str:
    lines = [f"{told['due']} due for erasure in {told['municipality']}; {told['persons']} persons would be unreadable."]
    lines += [f"  {rule}: {count}" for rule, count in told["by_rule"].items()]
    lines += [f"  kept, {why}: {count}" for why, count in told["kept"].items()]
    lines += [
        f"  {case['reference'] or '(protected)'}  {case['rule']}  since {case['due_since']}" for case in told["cases"]
    ]
    return "\n".join([*lines, "Nothing is erased by this command: propose it on the page «Retention»."])
