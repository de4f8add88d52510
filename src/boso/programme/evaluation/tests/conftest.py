"""The real evaluation from its workbook, an evaluator, and an invented evaluation with little in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.evaluation import actions, importing, queries
from boso.programme.evaluation.models import Evaluation
from boso.programme.partnership.models import Programme
from boso.programme.partnership.testing import (  # noqa: F401 - fixtures
    at_first,
    bring_in,
    contact,
    coordinator,
    leader,
    load_programme,
    organisations,
    other,
    programme,
)

WORKBOOK = Path(importing.__file__).parent / "workbook"
DEMO = Programme.DEMONSTRATION.value
MakeActor = Callable[[Role, str], Actor]


def load_evaluation() -> None:
    """The programme, the evaluating institute, and the workbook."""
    load_programme()
    Organisation.objects.get_or_create(slug="moreforsking", defaults={"name": "Møreforsking", "kind": Kind.EVALUATOR})
    bring_in("evaluation", WORKBOOK)


@pytest.fixture
def real(db: None) -> None:
    """The evaluation of the report, brought in as a user would."""
    at_first("evaluation", load_evaluation)


@pytest.fixture
def evaluator(an_actor: MakeActor) -> Actor:
    """One who evaluates."""
    return an_actor(Role.EVALUATOR, "moreforsking")


@pytest.fixture
def invented(coordinator: Actor, evaluator: Actor) -> Evaluation:  # noqa: F811 - the fixture
    """An invented evaluation by a model of two categories, one below the other."""
    model = actions.define_model(coordinator, {"title_nb": "Enkel modell", "nb": "Hva og hvordan."})
    top = actions.add_category(coordinator, model, None, {"title_nb": "Hva", "nb": ""})
    actions.add_category(coordinator, model, top, {"title_nb": "Hvordan", "nb": ""})
    fields = {
        "title_nb": "Prøveevaluering", "nb": "Finne ut om det virker.", "users_nb": "Banken.", "model": model,
        "evaluator": Organisation.objects.get(slug="moreforsking"), "begins": "2026", "ends": "",
        "municipalities": [], "commissioned_by": queries.own_bank(coordinator),
    }  # fmt: skip
    made = actions.commission(coordinator, fields, DEMO)
    actions.move_evaluation(coordinator, made, "begin")
    return made
