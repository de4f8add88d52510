import datetime as dt
from pathlib import Path

import pytest

from boso.foundation.access.roles import Role
from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import (
    at_first,
    bring_in,
    contact,
    coordinator,
    leader,
    load_programme,
    other,
    programme,
)
from boso.programme.plans import actions

__all__ = ["contact", "coordinator", "leader", "other", "programme"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
TODAY = dt.date(2013, 3, 1)


def load_plans() -> None:
    """The real programme and its plans, brought in as a user would."""
    load_programme()
    bring_in("plans", WORKBOOK)


@pytest.fixture
def plans(db):
    at_first("plans", load_plans)


@pytest.fixture
def hamar(programme) -> Participation:
    """A participant with nothing planned yet."""
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def reported(plans) -> Participation:
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def owner(an_actor):
    return an_actor(Role.PROGRAMME_OWNER, "hamar")


@pytest.fixture
def evaluator(an_actor):
    return an_actor(Role.EVALUATOR, "moreforsking")


@pytest.fixture
def measure(hamar, leader):
    return actions.write_activity(leader, hamar, measured())


def measured(**more):
    return {"title_nb": "Boligskole", "theme": "knowledge", "starts": dt.date(2013, 1, 1), **more}
