"""`boso allocate`: a proposal of who gets which dwelling; never a decision."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from boso.core.matching.instance import Instance

#: Names shown of a long list in plain text; the document has them all.
SHOWN = 12
#: Moves in one chain that anybody carries out; more is «any».
MOST_MOVES = 100
WORDS = {
    "nothing_suitable": "no dwelling is suitable",
    "none_in_play": "what is suitable is let to others",
    "tenants_stay": "no sitting tenant moves in this run",
    "held": "held by those before",
    "too_many_moves": "only by more moves than allowed",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_as

    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--instance", type=Path, metavar="FILE", help="boso-instance/1, JSON or .npz")
    source.add_argument("--municipality", default="", metavar="CODE", help="short name or code: provedal, 9901")
    parser.add_argument("--date", default="", metavar="DAY", help="2026-11-22 (default: today)")
    parser.add_argument("--moves", default="1", metavar="N", help="moves of tenants in one chain, or any (default: 1)")
    parser.add_argument("--seed", default="", help="draws lots between equals (default: year and month)")
    parser.add_argument("--json", action="store_true", help="one JSON document: boso-allocation/1")
    add_as(parser)


def run(options: argparse.Namespace) -> int:
    try:
        return _of_municipality(options) if options.municipality else _of_instance(options)
    except BrokenPipeError:
        # Whoever read has seen enough (`| head`); nothing is left to say on that pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _of_municipality(options: argparse.Namespace) -> int:
    """Make a run of what stands in the municipality, kept and logged like one made on the page."""
    with_django()
    from django.utils import timezone, translation

    from boso.casework.allocation import actions, exporting, queries, wording
    from boso.casework.allocation.gathering import Wish
    from boso.config.commands.acting import acting, municipality
    from boso.core.matching.documents import document
    from boso.foundation.access.decisions import Refused
    from boso.foundation.audit.actions import log_look

    actor, on = acting(options.username), _day(options.date) or timezone.localdate()
    began = time.perf_counter()
    with translation.override(actor.language):
        try:
            wish = Wish(on, _moves(options.moves), options.seed or f"{on:%Y-%m}")
            made = actions.run(actor, municipality(options.municipality), wish)
            rows = list(exporting.rows(actor, run=str(made.pk)))
        except Refused as error:
            raise CommandFailed(str(error) or f"there is no {options.municipality} that you allocate in") from error
        lively = queries.lively(actor, made)
        if lively is None:
            raise CommandFailed(f"{made.title} is being reckoned as a job; it stands in the list when it is done")
        log_look(actor, "run.looked", made, organisation_id=made.organisation_id, query="part=command", count=len(rows))
        if options.json:
            print(json.dumps(document(lively.allocation, time.perf_counter() - began), ensure_ascii=False))
            return 0
        print(f"{made.title}: {wording.sentence(made)}")
        for row in rows:
            print(f"{row['place'] or '':>6}  {row['household'] or '-':<10} {row['from'] or '':>8} -> {row['dwelling']}")
    return 0


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise CommandFailed(f"«{text}» is no day; write it as 2026-11-22") from None


def _moves(text: str) -> int | None:
    if text == "any":
        return None
    if not text.isdecimal() or int(text) > MOST_MOVES:
        raise CommandFailed(f"«{text}» is no number of moves; write 0 to {MOST_MOVES}, or any")
    return int(text)


def _of_instance(options: argparse.Namespace) -> int:
    from boso.core.matching.answering import run as allocated
    from boso.core.matching.documents import document

    asked = instance_in(options.instance)
    began = time.perf_counter()
    answer = allocated(asked)
    told = document(answer, time.perf_counter() - began)
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        _tell(told)
    return 0


def instance_in(path: Path) -> Instance:
    """The instance in a file, JSON or arrays.

    Raises CommandFailed with the first thing that is wrong, and how many more there are.
    """
    from boso.core.matching.arrays import read_arrays
    from boso.core.matching.instance import BadInstance
    from boso.core.matching.reading import read

    try:
        if zipfile.is_zipfile(path):
            with path.open("rb") as file:
                return read_arrays(file)
        return read(json.loads(path.read_text(encoding="utf-8-sig")))
    except BadInstance as error:
        raise CommandFailed(f"{path}: {error}") from error
    except OSError as error:
        raise CommandFailed(f"{path} cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise CommandFailed(f"{path} is neither JSON nor arrays (.npz): {error}") from error


def _tell(told: dict[str, Any]) -> None:
    """The answer in plain text."""
    queue = len(told["not_housed"]) + told["served"]
    print(f"Served: {told['served']} of {queue} in the order. By class: {', '.join(map(str, told['by_class']))}.")
    print(f"Most that could be served, whatever the order: {told['at_most']}.")
    if not told["proven"]:
        before = f" Who stands before {told['proven_before']} is served as well as can be." * bool(
            told["proven_before"]
        )
        print(f"Not proven to be the best: at most {told['gap']} more could be served.{before}")
    print(f"Sitting tenants who move: {told['moves']}. Fit: {told['fit']}.")
    for number, chain in enumerate(told["chains"], start=1):
        print(f"{number:>6}  {', '.join(chain)}")
    if told["not_housed"]:
        print("Not served:")
    for row in told["not_housed"]:
        names = row["holders"][:SHOWN]
        more = f" and {len(row['holders']) - SHOWN} more" if len(row["holders"]) > SHOWN else ""
        holders = f": {', '.join(names)}{more}" if names else ""
        print(f"        {row['household']}: {WORDS[row['because']]}{holders}")
