"""For tests: the real programme, brought in as a user would, on organisations that carry its slugs, and its people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.roles import Role
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.testing import kept
from boso.foundation.organisations.models import Kind, Organisation

MakeActor = Callable[[Role, str], Actor]
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
    bring_in("facts", WORKBOOK)


def bring_in(kind: str, workbook: Path) -> None:
    """Bring in a workbook as a user would.

    Raises AssertionError with every fault where it does not go in whole.
    """
    outcome = run_import(SYSTEM, kind, workbook)
    assert outcome.ok, [str(problem) for problem in outcome.problems]


def at_first(name: str, load: Callable[[], None]) -> None:
    """Do `load`; where nothing stands yet, from memory what it wrote the last time."""
    if Organisation.objects.exists():
        load()
    else:
        kept(name, load)


@pytest.fixture
def organisations(db: None) -> None:
    """Those that carry the programme's slugs."""
    load_organisations()


@pytest.fixture
def programme(db: None) -> None:
    """The real programme from its workbook."""
    at_first("programme", load_programme)


@pytest.fixture
def coordinator(an_actor: MakeActor) -> Actor:
    """The bank's programme coordinator."""
    return an_actor(Role.COORDINATOR, "husbanken-ost")


@pytest.fixture
def contact(an_actor: MakeActor) -> Actor:
    """The bank's contact for a municipality."""
    return an_actor(Role.CONTACT, "husbanken-ost")


@pytest.fixture
def leader(an_actor: MakeActor) -> Actor:
    """Hamar's programme leader."""
    return an_actor(Role.PROGRAMME_LEADER, "hamar")


@pytest.fixture
def other(an_actor: MakeActor) -> Actor:
    """A programme leader of another municipality."""
    return an_actor(Role.PROGRAMME_LEADER, "moss")
