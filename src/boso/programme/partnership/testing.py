"""For tests: the real programme, brought in as a user would, on organisations that carry its slugs."""

from __future__ import annotations

from pathlib import Path

from boso.foundation.access.actor import SYSTEM
from boso.foundation.exchange.actions import run_import
from boso.foundation.organisations.models import Kind, Organisation

WORKBOOK = Path(__file__).parent / "workbook"
MUNICIPALITIES = {
    "baerum": "Bærum", "hamar": "Hamar", "lillehammer": "Lillehammer", "lorenskog": "Lørenskog", "moss": "Moss",
    "asker": "Asker", "elverum": "Elverum", "fredrikstad": "Fredrikstad", "gjovik": "Gjøvik", "halden": "Halden",
    "kongsvinger": "Kongsvinger", "ringsaker": "Ringsaker", "sarpsborg": "Sarpsborg", "oslo": "Oslo",
}  # fmt: skip
DISTRICTS = {"alna": "Alna", "bjerke": "Bjerke", "grorud": "Grorud", "stovner": "Stovner"}


def load_organisations() -> None:
    """The fourteen, Oslo's four districts, the bank and two that do not take part."""
    for slug, name in {**MUNICIPALITIES, "gran": "Gran", "hurdal": "Hurdal"}.items():
        Organisation.objects.get_or_create(slug=slug, defaults={"name": name, "kind": Kind.MUNICIPALITY})
    oslo = Organisation.objects.get(slug="oslo")
    for slug, name in DISTRICTS.items():
        Organisation.objects.get_or_create(slug=slug, defaults={"name": name, "kind": Kind.DISTRICT, "parent": oslo})
    Organisation.objects.get_or_create(
        slug="husbanken-ost", defaults={"name": "Husbanken region øst", "kind": Kind.BANK}
    )


def load_programme() -> None:
    """Bring in the workbook.

    Raises AssertionError with every fault where it does not go in whole.
    """
    load_organisations()
    outcome = run_import(SYSTEM, "facts", WORKBOOK)
    assert outcome.ok, [str(problem) for problem in outcome.problems]
