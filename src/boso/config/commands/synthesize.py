"""`boso synthesize`: invented casework for trials and benchmarks, in invented municipalities only."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from boso.config.commands import CommandFailed, with_django

if TYPE_CHECKING:
    from collections.abc import Iterator

    from boso.casework.synthesis.actions import Order
    from boso.foundation.organisations.models import Organisation


def arguments(parser: argparse.ArgumentParser) -> None:
    from boso.config.commands.acting import add_municipality

    add_municipality(parser, "the invented municipality")
    parser.add_argument("--households", type=_count, default=760, help="how many households are known (default: 760)")
    parser.add_argument("--dwellings", type=_count, default=554, help="how many dwellings there are (default: 554)")
    parser.add_argument("--years", type=_years, default=5, help="how far back the letting goes (default: 5)")
    parser.add_argument("--seed", default="1", help="the same seed gives the same municipality (default: 1)")
    parser.add_argument(
        "--country", action="store_true", help="357 invented municipalities with a stock like Norway's, for benchmarks"
    )
    parser.add_argument(
        "--trial",
        action="store_true",
        help="say that a database not made as a demo is for trials and holds no real cases",
    )


def run(options: argparse.Namespace) -> int:
    if options.country is bool(options.municipality):
        raise CommandFailed("say which municipality: --municipality 9901, or --country for all of an invented country")
    with_django()
    from boso.casework.synthesis.actions import make
    from boso.foundation.access.actor import SYSTEM
    from boso.foundation.access.decisions import NotNow, Refused

    progress = _Progress()
    try:
        for organisation, order in _orders(options):
            progress.about(organisation.name)
            make(SYSTEM, organisation, order, trial=options.trial, say=progress.say)
    except (Refused, NotNow) as error:
        raise CommandFailed(str(error)) from error
    finally:
        progress.end()
    return 0


def _orders(options: argparse.Namespace) -> Iterator[tuple[Organisation, Order]]:
    """What is to be made where; municipalities of the country come into being one by one."""
    from boso.casework.synthesis.actions import Order
    from boso.config.commands.acting import municipality
    from boso.config.invented_country import municipalities

    if options.country:
        for organisation, place in municipalities(options.years, trial=options.trial):
            yield organisation, Order(place.households, place.dwellings, place.years, options.seed)
        return
    yield municipality(options.municipality), Order(options.households, options.dwellings, options.years, options.seed)


class _Progress:
    """A line that grows on a terminal; a line for each municipality in a pipe."""

    def __init__(self) -> None:
        self._name = ""
        self._open = False

    def about(self, name: str) -> None:
        """The next lines are about this municipality."""
        self.end()
        self._name = name

    def say(self, done: int, parts: int) -> None:
        """So many parts stand."""
        words = f"{self._name}: {done} of {parts} parts"
        if sys.stderr.isatty():
            print(f"\r{words}", end="", file=sys.stderr, flush=True)
            self._open = True
        elif done == parts:
            print(words, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._open:
            print(file=sys.stderr)
        self._open = False


def _count(text: str) -> int:
    return _between(text, 0, 1_000_000)


def _years(text: str) -> int:
    return _between(text, 1, 30)


def _between(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"a whole number from {least} to {most}")
    return int(text)
