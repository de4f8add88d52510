import datetime as dt

import pytest

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.programme.tables import actions
from boso.programme.tables.models import DataSet
from boso.programme.tables.testing import as_csv, raw_export

FIELDS = {
    "key": "maaling", "nb": "Måling 2012", "asked_on": dt.date(2012, 11, 1), "source": "Oppdiktet", "population": 120,
    "series": "maaling", "invented": True, "programme": "demonstration",
}  # fmt: skip


@pytest.fixture
def evaluator(an_actor) -> Actor:
    return an_actor(Role.EVALUATOR, "evaluator")


@pytest.fixture
def bank(an_actor) -> Actor:
    return an_actor(Role.COORDINATOR, "husbanken-ost")


@pytest.fixture
def leader(an_actor) -> Actor:
    return an_actor(Role.PROGRAMME_LEADER, "hamar")


@pytest.fixture
def draft(evaluator) -> DataSet:
    """A made-up raw export, loaded and not yet opened."""
    return actions.load_file(evaluator, FIELDS, "svar.csv", as_csv(raw_export(90)))[0]


@pytest.fixture
def opened(evaluator, draft) -> DataSet:
    """The same, opened by municipality and role."""
    actions.open_data_set(evaluator, draft, ["kommune", "rolle"])
    return draft
