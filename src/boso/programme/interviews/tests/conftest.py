"""An invented evaluation that two evaluators do, with an informant who has agreed; and the interviews of the report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.evaluation import importing as evaluation_importing
from boso.programme.evaluation.models import AnalysisModel, Category, Evaluation, EvaluationState
from boso.programme.interviews import actions, importing
from boso.programme.interviews import actions_material as material
from boso.programme.interviews.models import Code, Informant, Material
from boso.programme.partnership.testing import at_first, bring_in, coordinator, leader, load_programme

__all__ = ["coordinator", "leader"]

MakeActor = Callable[[Role, str], Actor]
TODAY = dt.date(2026, 11, 23)
TEXT = "Leder: Vi møtes hver mandag. 😀 Det går fortere.\nBrukerne er ikke med. Det må vi øve på."


def load_interviews() -> None:
    """The programme, its evaluation, and the interviews."""
    load_programme()
    Organisation.objects.get_or_create(slug="moreforsking", defaults={"name": "Møreforsking", "kind": Kind.EVALUATOR})
    for module in (evaluation_importing, importing):
        kind = "evaluation" if module is evaluation_importing else "interviews"
        bring_in(kind, Path(str(module.__file__)).parent / "workbook")


@pytest.fixture
def real(db: None) -> None:
    """The interviews of the report, brought in as a user would."""
    at_first("interviews", load_interviews)


@pytest.fixture
def office(db: None) -> Organisation:
    """Where the evaluators work."""
    return make_organisation("moreforsking", Kind.EVALUATOR)


@pytest.fixture
def evaluator(an_actor: MakeActor, office: Organisation) -> Actor:
    """One who evaluates."""
    return an_actor(Role.EVALUATOR, "moreforsking")


@pytest.fixture
def second(an_actor: MakeActor, office: Organisation) -> Actor:
    """Another who evaluates."""
    return an_actor(Role.EVALUATOR, "moreforsking")


@pytest.fixture
def invented(office: Organisation) -> Evaluation:
    """An evaluation by a model of two categories, one below the other."""
    model = AnalysisModel.objects.create(key="enkel", title_nb="Enkel")
    top = Category.objects.create(model=model, key="what", path="what", number=1, title_nb="Hva")
    Category.objects.create(model=model, parent=top, key="how", path="what.how", number=1, title_nb="Hvordan")
    return Evaluation.objects.create(
        key="prove", title_nb="Prøve", model=model, evaluator=office, state=EvaluationState.RUNNING
    )


@pytest.fixture
def informant(evaluator: Actor, invented: Evaluation) -> Informant:
    """A leader who has agreed for a year."""
    fields = {"pseudonym": "Leder 1", "role": "programme_leader", "organisation": make_organisation("hamar")}
    found = actions.add_informant(evaluator, invented, fields)
    agreed = {"purpose": "Evalueringen", "manner": "written", "given_on": TODAY, "until": dt.date(2027, 11, 23)}
    actions.record_consent(evaluator, found, agreed)
    return found


@pytest.fixture
def talk(evaluator: Actor, invented: Evaluation, informant: Informant) -> Material:
    """What the leader said."""
    fields = {"kind": "transcript", "title": "Samtale 1", "text": TEXT, "informant": informant,
              "organisation": informant.organisation}  # fmt: skip
    return material.bring_text(evaluator, invented, fields, TODAY)


@pytest.fixture
def book(evaluator: Actor, invented: Evaluation) -> list[Code]:
    """The code book, begun with the analysis model."""
    return material.start_book(evaluator, invented)
