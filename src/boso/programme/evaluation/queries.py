"""Every read of evaluations. The actor comes first; what they may not see does not exist.

Lists are of one programme: the report's unless said, so that what is invented is never counted with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TypeVar

from django.db.models import Model, QuerySet, Sum

from boso.foundation.access import queries as people
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.programme.evaluation import policies
from boso.programme.evaluation.models import (
    AnalysisModel,
    Category,
    Evaluation,
    EvaluationWave,
    NamedAccess,
    Question,
    SampleEntry,
    Source,
)
from boso.programme.partnership.models import Programme

M = TypeVar("M", bound=Model)
REPORT = Programme.REPORT.value


def evaluations(actor: Actor, programme: str = REPORT) -> QuerySet[Evaluation]:
    """The evaluations of a programme, newest first, with model, who asked and who does them."""
    found = Evaluation.objects.filter(programme=programme).order_by("-begins", "title_nb", "pk")
    return _seen(actor, found.select_related("model", "commissioned_by", "evaluator", "fact__source"))


def evaluation(actor: Actor, key: str) -> Evaluation:
    """One evaluation by key.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = Evaluation.objects.filter(key=key).select_related("model", "commissioned_by", "evaluator", "fact__source")
    return _one(_seen(actor, found))


def models(actor: Actor) -> QuerySet[AnalysisModel]:
    """Every analysis model, by title."""
    return _seen(actor, AnalysisModel.objects.order_by("title_nb", "pk"))


def model(actor: Actor, key: str) -> AnalysisModel:
    """One analysis model by key.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    return _one(_seen(actor, AnalysisModel.objects.filter(key=key)))


def categories(actor: Actor, model_key: str) -> list[Category]:
    """The categories of a model, each followed by what is below it. Empty: no such model."""
    found = _seen(actor, Category.objects.filter(model__key=model_key).select_related("parent", "fact__source"))
    return in_tree_order(found)


def category(actor: Actor, model_key: str, path: str) -> Category:
    """One category by its path (`learning.first`).

    Raises Refused (hidden) when there is none.
    """
    return _one(_seen(actor, Category.objects.filter(model__key=model_key, path=path).select_related("model")))


def waves(actor: Actor, evaluation: Evaluation) -> QuerySet[EvaluationWave]:
    """The waves of an evaluation by year."""
    found = EvaluationWave.objects.filter(evaluation=evaluation).order_by("year", "pk")
    return _seen(actor, found.select_related("fact__source"))


def wave(actor: Actor, evaluation_key: str, year: int) -> EvaluationWave:
    """One wave.

    Raises Refused (hidden) when there is none.
    """
    found = EvaluationWave.objects.filter(evaluation__key=evaluation_key, year=year)
    return _one(_seen(actor, found.select_related("evaluation")))


def sources(actor: Actor, evaluation: Evaluation) -> QuerySet[Source]:
    """Where an evaluation looks, in its order."""
    found = Source.objects.filter(evaluation=evaluation).order_by("number", "pk")
    return _seen(actor, found.select_related("wave", "fact__source"))


def questions(actor: Actor, evaluation: Evaluation) -> QuerySet[Question]:
    """What an evaluation asks, with category and sources."""
    found = Question.objects.filter(evaluation=evaluation).order_by("number", "pk")
    return _seen(actor, found.select_related("category", "fact__source").prefetch_related("sources"))


def sample(actor: Actor, evaluation: Evaluation) -> QuerySet[SampleEntry]:
    """Who was asked: all for those who do the evaluation, for others what the report itself says."""
    found = SampleEntry.objects.filter(evaluation=evaluation).order_by("wave__year", "pk")
    if not policies.may_see_sample(actor, evaluation):
        found = found.filter(fact__isnull=False)
    return _seen(actor, found.select_related("wave", "source", "organisation", "fact__source"))


def sample_counts(actor: Actor, evaluation: Evaluation) -> list[tuple[str, int]]:
    """How many people each outcome has, over all roles and municipalities: `[("took_part", 13)]`, by outcome."""
    found = _seen(actor, SampleEntry.objects.filter(evaluation=evaluation))
    return list(found.values_list("outcome").annotate(total=Sum("people")).order_by("outcome"))


def accesses(actor: Actor, evaluation: Evaluation) -> QuerySet[NamedAccess]:
    """Who may read which named documents: those who give and those who have it."""
    found = NamedAccess.objects.filter(evaluation=evaluation).order_by("-until", "document__title", "pk")
    if not (actor.is_bank or policies.does(actor, evaluation)):
        found = found.filter(document__organisation_id__in={seat.municipality_id for seat in actor.seats})
    return _seen(actor, found.select_related("document__organisation", "user", "given_by"))


def named_documents(actor: Actor, today: dt.date) -> QuerySet[NamedAccess]:
    """The accesses the actor has on a day."""
    return NamedAccess.objects.filter(
        user_id=actor.user_id or 0, begins__lte=today, until__gte=today, ended_on__isnull=True
    ).order_by("until", "pk")


def evaluators(actor: Actor, evaluation: Evaluation, today: dt.date) -> QuerySet[User]:
    """The people who do an evaluation on a day, by name."""
    found = people.holders(evaluation.evaluator_id or 0, (Role.EVALUATOR,), today)
    return _seen(actor, found.order_by("name", "pk"))


def in_tree_order(found: Iterable[Category]) -> list[Category]:
    """Each category followed by what is below it, brothers and sisters by number."""
    rows = list(found)
    numbers = {row.path: row.number for row in rows}

    def place(row: Category) -> list[tuple[int, str]]:
        keys = row.path.split(".")
        paths = [".".join(keys[: end + 1]) for end in range(len(keys))]
        return [(numbers.get(path, 0), path) for path in paths]

    return sorted(rows, key=place)


def _seen(actor: Actor, found: QuerySet[M]) -> QuerySet[M]:
    return found if policies.may_see(actor) else found.none()


def _one(found: QuerySet[M]) -> M:
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
