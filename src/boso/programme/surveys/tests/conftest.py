import pytest
from django.utils import translation

from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation


@pytest.fixture(autouse=True)
def in_english():
    """Sentences are asked for in the words of the code, whether catalogues are compiled or not."""
    with translation.override("en"):
        yield


@pytest.fixture
def institute(db):
    return make_organisation("moreforsking", "evaluator", name="Møreforsking")


@pytest.fixture
def evaluator(an_actor, institute):
    return an_actor(Role.EVALUATOR, institute)


@pytest.fixture
def bank(db):
    return make_organisation("husbanken-ost", "bank", name="Husbanken region øst")


@pytest.fixture
def coordinator(an_actor, bank):
    return an_actor(Role.COORDINATOR, bank)


@pytest.fixture
def towns(db):
    return [make_organisation(slug) for slug in ("hamar", "moss")]
