import datetime as dt

import pytest
from django.utils import translation

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.programme.tables import actions
from boso.programme.tables.models import DataSet
from boso.programme.tables.testing import as_csv, raw_export

KNOWN, PLAN, OPINION = "hvor_godt_kjent_er_programmet", "har_dere_en_plan", "hva_synes_du_om_planen"
FIELDS = {
    "key": "maaling", "nb": "Måling 2012", "asked_on": dt.date(2012, 11, 1), "source": "Oppdiktet", "population": 120,
    "series": "maaling", "invented": True, "programme": "demonstration",
}  # fmt: skip


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asked for in the words of the code, whether catalogues are compiled or not."""
    with translation.override("en"):
        yield


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
    """Two questions of the same, opened by municipality and role."""
    others = ("hvilke_virkemidler_brukes_startlan", "hvilke_virkemidler_brukes_bostotte", OPINION)
    actions.set_purposes(evaluator, draft, dict.fromkeys(others, "left_out"))
    actions.open_data_set(evaluator, draft, ["kommune", "rolle"])
    return draft
