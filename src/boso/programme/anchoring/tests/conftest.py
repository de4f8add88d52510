import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from boso.programme.anchoring import actions, actions_hearing
from boso.programme.partnership.models import Participation
from boso.programme.partnership.testing import at_first, bring_in, contact, coordinator, leader, load_programme, other
from boso.programme.plans.models import Activity, Plan, PlanVersion

__all__ = ["contact", "coordinator", "leader", "other"]

WORKBOOK = Path(__file__).parents[1] / "workbook"
TODAY = dt.date(2026, 11, 23)
DECIDED = {"place": "line", "decided_on": TODAY, "decided_by": "Styringsgruppa", "nb": "Hører til pleie og omsorg"}


@pytest.fixture
def anchoring(db):
    """The real programme and what the report says of its anchoring, brought in as a user would."""
    at_first("anchoring", load)


def load() -> None:
    load_programme()
    bring_in("anchoring", WORKBOOK)


@pytest.fixture
def hamar(anchoring) -> Participation:
    return Participation.objects.select_related("organisation", "intake").get(slug="hamar")


@pytest.fixture
def plan(hamar):
    return Plan.objects.create(participation=hamar, title_nb="Programplan", body="administration")


@pytest.fixture
def version(plan):
    return PlanVersion.objects.create(plan=plan, number=1, nb="Første utgave")


@pytest.fixture
def activity(hamar, plan):
    """A measure that is done and that nobody owns."""
    return Activity.objects.create(
        participation=hamar, plan=plan, title_nb="Boskole", theme="follow_up", state="done", done_on=TODAY
    )


@pytest.fixture
def foreign(anchoring):
    """A measure of another municipality."""
    moss = Participation.objects.get(slug="moss")
    return Activity.objects.create(participation=moss, title_nb="Regionalt program", theme="homes")


@pytest.fixture
def entry(hamar, leader):
    fields = {"kind": "service", "name_nb": "Sykehjem", "activity": None, "nb": ""}
    return actions.enter_scope(leader, hamar, {**fields, "place": "undecided", "decided_on": TODAY, "decided_by": "X"})


@pytest.fixture
def hearing(hamar, version, leader):
    """A hearing that is open on the day it is: its page asks the clock."""
    fields = {
        "version": version, "title": "Programplan på høring", "about": "Hva mener du?", "text": "Planen",
        "closes": timezone.localdate(),
    }  # fmt: skip
    made = actions_hearing.draft_hearing(leader, hamar, fields)
    actions_hearing.open_hearing(leader, made, timezone.localdate())
    return made
