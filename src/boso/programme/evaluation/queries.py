"""Every read of evaluations. The actor comes first; what they may not see does not exist.

Lists are of one programme: the report's unless said, so that what is invented is never counted with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db.models import Count, Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from boso.foundation.access import queries as people
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import User
from boso.foundation.access.roles import BANK, Role
from boso.foundation.documents import queries as documents
from boso.foundation.documents.models import Document, State, Visibility
from boso.foundation.organisations.models import Organisation
from boso.programme.evaluation import policies
from boso.programme.evaluation.models import (
    AnalysisModel,
    Category,
    Evaluation,
    EvaluationReport,
    EvaluationState,
    EvaluationWave,
    NamedAccess,
    Part,
    Question,
    Reference,
    ReportState,
    SampleEntry,
    Source,
)
from boso.programme.evaluation.references import Standing
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Fact, Programme
from boso.programme.surveys.models import Respondent
from boso.programme.tables import queries as tables
from boso.programme.tables.models import DataSet, Release

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


def category_rows(actor: Actor, model: AnalysisModel) -> QuerySet[Category]:
    """The categories of a model by path, to choose among."""
    return _seen(actor, Category.objects.filter(model=model).order_by("path", "pk"))


def category_row(actor: Actor, model: AnalysisModel, pk: int) -> Category:
    """One category of a model.

    Raises Refused (hidden) when there is none.
    """
    return _one(category_rows(actor, model).filter(pk=pk).select_related("model"))


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
        found = found.filter(document__organisation_id__in=policies.keeps_for(actor))
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


def reports(actor: Actor, evaluation: Evaluation | None = None, programme: str = "") -> QuerySet[EvaluationReport]:
    """The reports the actor may see, newest first: issued ones, and those being written for who writes or asked."""
    found = EvaluationReport.objects.select_related("evaluation__model", "wave").order_by("-created_at", "-pk")
    if evaluation is not None:
        found = found.filter(evaluation=evaluation)
    if programme:
        found = found.filter(evaluation__programme=programme)
    if not actor.holds(Role.COORDINATOR, Role.SYSTEM):
        mine = {place for seat in actor.seats if seat.role == Role.EVALUATOR
                for place in (seat.organisation_id, seat.municipality_id)}  # fmt: skip
        found = found.filter(Q(state=ReportState.ISSUED) | Q(evaluation__evaluator_id__in=mine))
    return _seen(actor, found)


def report(actor: Actor, pk: int) -> EvaluationReport:
    """One report.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    return _one(reports(actor).filter(pk=pk))


def parts(actor: Actor, report: EvaluationReport) -> list[Part]:
    """The parts of a report the actor may see, in order."""
    return list(report.parts.order_by("number", "pk")) if policies.may_see_report(actor, report) else []


def part(actor: Actor, pk: int) -> Part:
    """One part of a report.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = Part.objects.filter(pk=pk, report__in=reports(actor).order_by())
    return _one(found.select_related("report__evaluation__model", "report__wave"))


def references(actor: Actor, report: EvaluationReport) -> list[Reference]:
    """What a report refers to, as it was taken and as it was last seen."""
    found = report.references.order_by("key", "language", "pk")
    return list(found) if policies.may_see_report(actor, report) else []


def question(actor: Actor, pk: int) -> Question:
    """One question of an evaluation.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    return _one(_seen(actor, Question.objects.filter(pk=pk).select_related("evaluation__model", "category")))


def entry(actor: Actor, pk: int) -> SampleEntry:
    """One entry of a sample log.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = SampleEntry.objects.filter(pk=pk).select_related("evaluation").first()
    if found is None or not (found.fact_id is not None or policies.may_see_sample(actor, found.evaluation)):
        raise Refused(NOT_HERE)
    require(policies.may_see(actor))
    return found


def access(actor: Actor, pk: int) -> NamedAccess:
    """One access to a named document.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = NamedAccess.objects.filter(pk=pk).select_related("evaluation", "document__organisation", "user").first()
    if found is None or not policies.may_see_access(actor, found):
        raise Refused(NOT_HERE)
    return found


def nameable(actor: Actor) -> QuerySet[Document]:
    """The documents the actor may let an evaluator read, by title."""
    found = documents.visible(actor).filter(visibility=Visibility.OWN, state=State.STANDING)
    rows = found.select_related("organisation")
    return found.filter(pk__in=[one.pk for one in rows if policies.may_name(actor, one)]).order_by("title", "pk")


def programme_of(actor: Actor, wished: str = "") -> str:
    """The programme whose evaluations are shown: the wished one, else the actor's own."""
    if wished in Programme.values:
        return wished
    invented = actor.works_with_invented and not actor.is_bank
    return Programme.DEMONSTRATION.value if invented else REPORT


def survey_facts(actor: Actor) -> QuerySet[Fact]:
    """What the report says of its survey besides the figures, and what it does not say."""
    return partnership.facts(actor, topic="survey").order_by("pk")


def survey_items(actor: Actor) -> dict[str, Fact]:
    """What the survey of 2011 asked, by the name of the item."""
    return {one.subject: one for one in partnership.facts(actor, topic="survey_items").order_by("pk")}


def documents_named(actor: Actor) -> QuerySet[NamedAccess, int] | None:
    """The ids of the documents an evaluator may read by name today, in evaluations that are not closed.

    Asked by `foundation.documents`; none for anybody who is no evaluator.
    """
    if not actor.holds(Role.EVALUATOR):
        return None
    found = named_documents(actor, timezone.localdate()).exclude(evaluation__state=EvaluationState.CLOSED)
    return found.order_by().values_list("document_id", flat=True)


def evaluating(actor: Actor) -> QuerySet[Organisation]:
    """The organisations in which somebody is an evaluator, by name."""
    found = Organisation.objects.filter(memberships__role=Role.EVALUATOR).distinct().order_by("name", "pk")
    return _seen(actor, found)


def municipalities(actor: Actor, programme: str) -> QuerySet[Organisation]:
    """The municipalities of a programme, by name."""
    within = partnership.participations(actor, programme).order_by().values("organisation_id")
    return Organisation.objects.filter(pk__in=within).order_by("name", "pk")


def evaluated(actor: Actor, evaluation: Evaluation) -> QuerySet[Organisation]:
    """The municipalities an evaluation looks at, by name."""
    return _seen(actor, evaluation.municipalities.order_by("name", "pk"))


def own_bank(actor: Actor) -> Organisation | None:
    """The bank's office the actor speaks for."""
    places = [seat.organisation_id for seat in actor.seats if seat.role in BANK]
    return Organisation.objects.filter(pk__in=places).order_by("pk").first()


def outdated_reports(actor: Actor) -> list[tuple[EvaluationReport, int]]:
    """The reports being written whose sources said something new when last looked at, with how many references."""
    found = Reference.objects.filter(report__in=reports(actor).filter(state=ReportState.DRAFT).order_by())
    counts: dict[EvaluationReport, int] = {}
    for one in found.filter(now__isnull=False).select_related("report__evaluation").order_by("report_id", "pk"):
        if Standing(one).outdated:
            counts[one.report] = counts.get(one.report, 0) + 1
    return list(counts.items())


def ending_soon(actor: Actor, today: dt.date, last: dt.date) -> QuerySet[NamedAccess]:
    """The actor's accesses that end by a day."""
    return named_documents(actor, today).filter(until__lte=last).select_related("document__organisation")


def some_evaluations(actor: Actor, ids: Iterable[str]) -> QuerySet[Evaluation]:
    """These evaluations."""
    return _seen(actor, Evaluation.objects.filter(pk__in=[each for each in ids if each.isdecimal()]))


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


def asked_here(actor: Actor, among: Collection[int]) -> list[tuple[DataSet, int, int]]:
    """The opened data sets of surveys asked here that these tables are made of, with how many have answered by now and
    how many stand in the tables; in one statement.
    """
    shown = Release.objects.filter(data_set=OuterRef("pk")).order_by("-number").values("respondents")[:1]
    answered = Respondent.objects.filter(wave=OuterRef("wave"), answered=True).order_by().values("wave")
    found = tables.data_sets(actor).filter(wave__isnull=False, tables__in=among, releases__isnull=False)
    found = found.annotate(
        shown=Subquery(shown), answered=Coalesce(Subquery(answered.annotate(count=Count("pk")).values("count")), 0)
    )
    return [(one, one.answered, one.shown) for one in found.order_by("pk").distinct()]
