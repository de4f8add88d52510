import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from boso.programme.grants import actions
from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import at_first, bring_in, contact, coordinator, leader, load_programme, other

__all__ = ["contact", "coordinator", "leader", "other"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
TODAY = dt.date(2013, 3, 1)


@pytest.fixture
def grants(db):
    """The real programme and its money, brought in as a user would."""
    at_first("grants", load_programme_and_grants)


def load_programme_and_grants() -> None:
    load_programme()
    bring_in("grants", WORKBOOK)


@pytest.fixture
def hamar(grants) -> Participation:
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def draft(hamar, coordinator):
    fields = {"amount": Decimal(1_500_000), "work_year": 2013, "programme_year": 2, "conditions": "Report by July."}
    return actions.draft_award(coordinator, hamar, fields)


@pytest.fixture
def accepted(draft, coordinator, leader):
    actions.decide_award(coordinator, draft, TODAY)
    actions.accept_award(leader, draft, TODAY)
    return draft


def asked(amount=400_000, year=2013, costs=600_000):
    return {
        "work_year": year,
        "period_start": dt.date(year, 1, 1),
        "period_end": dt.date(year, 6, 30),
        "amount": Decimal(amount),
        "costs": Decimal(costs),
        "note": "",
    }


@pytest.fixture
def submitted(accepted, leader):
    payment = actions.request_payment(leader, accepted, asked())
    actions.submit_payment(leader, payment, TODAY)
    return payment


@pytest.fixture
def paid(submitted, contact):
    actions.approve_payment(contact, submitted, accepted_costs=Decimal(600_000), on=TODAY)
    actions.pay(contact, submitted, TODAY)
    return submitted
