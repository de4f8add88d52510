"""`boso allocate`: a proposal of who gets which dwelling; never a decision."""

from __future__ import annotations

import argparse
import json
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from boso.config.commands import CommandFailed

if TYPE_CHECKING:
    from boso.core.matching.instance import Instance

#: Names shown of a long list in plain text; the document has them all.
SHOWN = 12
WORDS = {
    "nothing_suitable": "no dwelling is suitable",
    "none_in_play": "what is suitable is let to others",
    "tenants_stay": "no sitting tenant moves in this run",
    "held": "held by those before",
    "too_many_moves": "only by more moves than allowed",
}


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--instance", type=Path, required=True, metavar="FILE", help="boso-instance/1, JSON or .npz")
    parser.add_argument("--json", action="store_true", help="one JSON document: boso-allocation/1")


def run(options: argparse.Namespace) -> int:
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
