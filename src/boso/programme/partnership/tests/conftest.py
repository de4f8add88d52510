import pytest

from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import contact, coordinator, leader, organisations, other, programme

__all__ = ["contact", "coordinator", "leader", "organisations", "other", "programme"]


@pytest.fixture
def hamar(programme) -> Participation:
    return Participation.objects.select_related("organisation").get(slug="hamar")
