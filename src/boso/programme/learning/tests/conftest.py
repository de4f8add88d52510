import datetime as dt
from pathlib import Path

import pytest

from boso.foundation.access.actor import Actor, Seat
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import at_first, bring_in, contact, coordinator, leader, load_programme, other

__all__ = ["contact", "coordinator", "leader", "other"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
TODAY = dt.date(2013, 3, 1)


def load_learning() -> None:
    load_programme()
    for slug in ("fylkesmannen-ostfold", "fylkesmannen-hedmark"):
        make_organisation(slug, "county_governor")
    bring_in("learning", WORKBOOK)


@pytest.fixture
def learning(db):
    """The real programme and what the report says it has learned, brought in as a user would."""
    at_first("learning", load_learning)


@pytest.fixture
def bank(db):
    return make_organisation("husbanken-ost", "bank", name="Husbanken region øst")


@pytest.fixture
def hamar(db) -> Participation:
    """A participant of the programme, without the report's facts."""
    place = make_organisation("hamar")
    return Participation.objects.get_or_create(slug="hamar", defaults={"organisation": place})[0]


@pytest.fixture
def moss(db) -> Participation:
    place = make_organisation("moss")
    return Participation.objects.get_or_create(slug="moss", defaults={"organisation": place})[0]


def somebody(role: Role, place: int = 1, *, kind: str = "municipality", invented: bool = False) -> Actor:
    """An actor in one seat, without a database."""
    return Actor(7, "Test", "nb", (Seat(place, place, role, None, "Et sted", kind, invented),))
