import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone, translation

from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.programme.grants import importing
from boso.programme.partnership.models import Participation, Programme
from boso.programme.partnership.testing import at_first, bring_in, contact, coordinator, leader, load_programme, other
from boso.programme.reporting import actions, actions_rounds
from boso.programme.reporting.models import Report, ReportRound, RoundKind

__all__ = ["contact", "coordinator", "leader", "other"]

GRANTS = Path(importing.__file__).parent / "workbook"
OPENED = dt.date(2011, 12, 1)
TODAY = dt.date(2012, 2, 1)
DUE = dt.date(2012, 3, 1)
ANSWERS = {
    "pace": "behind",
    "summary": "Boligkontoret er i gang.",
    "goals": "Halvparten av målene er nådd.",
    "activities_story": "Flere får hjelp samme uke.",
    "slipping": "Kjøp av boliger er utsatt til våren.",
    "learned": "Ta med saksbehandlerne fra første dag.",
    "involved": ["nav", "users"],
    "next": "Kjøpe fem boliger.",
    "decide": "Skal kommunen kjøpe flere boliger?",
}


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def load() -> None:
    """The programme, its money, and an annual round that has been opened."""
    load_programme()
    bring_in("grants", GRANTS)
    asker = actor_of(make_person(Role.COORDINATOR, "husbanken-ost"), timezone.localdate())
    told = {"kind": RoundKind.ANNUAL, "year": 2011, "due_on": DUE, "programme": Programme.REPORT}
    actions_rounds.open_round(asker, told, on=OPENED)


@pytest.fixture
def the_round(db) -> ReportRound:
    at_first("reports", load)
    return ReportRound.objects.select_related("form").get()


@pytest.fixture
def hamar(the_round) -> Participation:
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def report(hamar) -> Report:
    return Report.objects.select_related("round__form", "participation__organisation").get(participation=hamar)


@pytest.fixture
def signer(an_actor):
    return an_actor(Role.STEERING_GROUP, "hamar")


@pytest.fixture
def written(report, leader) -> Report:
    actions.write(leader, report, ANSWERS, reasons={}, language="nb")
    return report


@pytest.fixture
def submitted(written, leader, signer) -> Report:
    actions.submit(leader, written, TODAY)
    return written


@pytest.fixture
def signed(submitted, signer, contact) -> Report:
    actions.sign(signer, submitted, TODAY)
    return submitted


@pytest.fixture
def approved(signed, contact) -> Report:
    actions.approve(contact, signed, TODAY)
    return signed
