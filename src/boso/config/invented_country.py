"""An invented country for benchmarks: as many municipalities as Norway has, brought in as users bring registers in."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone

from boso.core.synthetic.description import Place
from boso.core.synthetic.municipality import country
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.access.queries import is_demo
from boso.foundation.exchange.actions import run_import
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import by_slugs

#: The services of each, by kind.
UNITS = {
    "nav": "NAV-kontoret",
    "refugee": "Flyktningtjenesten",
    "health": "Psykisk helse og rus",
    "housing": "Boligkontoret",
    "property": "Eiendomskontoret",
}
SOURCE = "Oppdiktet"


def municipalities(years: int, *, trial: bool) -> Iterator[tuple[Organisation, Place]]:
    """Each municipality with what it is to hold; those that lack in the register are brought in first.

    Raises Refused where the installation is neither a demo nor for trials.
    """
    if not is_demo() and not trial:
        raise Refused(Denied("the database here was not made as a demo. Say --trial if it is for trials"))
    places = {_slug(place): place for place in country(timezone.localdate(), years)}
    if len(by_slugs(places)) < len(places):
        _bring_in(places)
    for slug, organisation in by_slugs(places).items():
        yield organisation, places[slug]


def _slug(place: Place) -> str:
    return f"prove-{place.code}"


def _bring_in(places: dict[str, Place]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        organisations = [(slug, place.name, "municipality", "yes", SOURCE) for slug, place in places.items()]
        codes = [(slug, "ssb", place.code, "2000-01-01", SOURCE) for slug, place in places.items()]
        units = [(slug, kind, name, SOURCE) for slug in places for kind, name in UNITS.items()]
        _sheet(Path(folder), "organisations", ("slug", "name", "kind", "invented", "source"), organisations)
        _sheet(Path(folder), "codes", ("organisation", "system", "code", "starts", "source"), codes)
        _sheet(Path(folder), "units", ("organisation", "kind", "name", "source"), units)
        outcome = run_import(SYSTEM, "organisations", Path(folder), dry_run=False)
    if not outcome.ok:
        raise RuntimeError(f"The invented country does not go in: {outcome.problems[:3]}")


def _sheet(folder: Path, name: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
