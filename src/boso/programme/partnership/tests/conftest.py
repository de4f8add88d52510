import pytest

from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import load_organisations, load_programme


@pytest.fixture
def organisations(db):
    load_organisations()


@pytest.fixture
def programme(db):
    """The real programme from its workbook."""
    load_programme()


@pytest.fixture
def hamar(programme) -> Participation:
    return Participation.objects.select_related("organisation").get(slug="hamar")
