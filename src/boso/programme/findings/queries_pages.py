"""Reads made for the pages: lists with all that hangs on a row, the matrix, what a form offers. Few statements each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import BANK, MUNICIPAL_PROGRAMME, Role
from boso.programme.evaluation.models import AnalysisModel, Category
from boso.programme.findings import policies, queries
from boso.programme.findings.models import (
    Answer,
    Assessment,
    Challenge,
    Check,
    Decision,
    Evidence,
    Finding,
    FindingState,
    Outcome,
    Recommendation,
    Strength,
    Verdict,
)
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Goal, Participation

#: A newest row of each kind that follows a recommendation, and which of its fields a page shows.
_NEWEST: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("answer", Answer, ("kind", "reason", "on")),
    ("decision", Decision, ("words", "decided_by", "on")),
    ("outcome", Outcome, ("kind", "words", "on")),
)


#: What members judged, then what a report did, which has no day.
_NEWEST_FIRST = (F("on").desc(nulls_last=True), "-pk")


def with_newest(found: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Recommendations with the newest answer, decision and outcome as `answer_reason` and so on, in one statement."""
    shown = {
        f"newest_{name}_{field}": Subquery(
            model.objects.filter(recommendation=OuterRef("pk")).order_by("-on", "-pk").values(field)[:1]
        )
        for name, model, fields in _NEWEST
        for field in fields
    }
    return found.annotate(**shown)


def listed(actor: Actor, found: QuerySet[Finding]) -> QuerySet[Finding]:
    """Findings for the list, with `strength_rank` (strongest first), `model_rank` (order of the model), `seen_checks`
    and `seen_challenges`, each of which has `seen_advice`.
    """
    ranks = [When(strength=strength, then=Value(rank)) for rank, strength in enumerate(Strength.values)]
    advice = queries.all_advice(actor).order_by("number", "id")
    hard = queries.all_challenges(actor).prefetch_related(Prefetch("recommendations", advice, to_attr="seen_advice"))
    rank = Case(*ranks, output_field=IntegerField())
    place = Coalesce("category__parent__number", "category__number")
    return found.annotate(strength_rank=rank, model_rank=place).prefetch_related(
        Prefetch("checks", queries.everywhere(actor), to_attr="seen_checks"),
        Prefetch("challenges", hard, to_attr="seen_challenges"),
    )


def narrowed(
    actor: Actor, found: QuerySet[Finding], *, words: str = "", category: str = "", strength: str = "",
    verdict: str = "", state: str = "",
) -> QuerySet[Finding]:  # fmt: skip
    """Findings narrowed for the list. category: a path, with what is below it. verdict: of one of its checks."""
    for word in words.split():
        found = found.filter(title_nb__icontains=word) | found.filter(nb__icontains=word)
    if category:
        found = found.filter(category__path=category) | found.filter(category__path__startswith=f"{category}.")
    if strength:
        found = found.filter(strength=strength)
    if state:
        found = found.filter(state=state)
    if verdict:
        found = found.filter(pk__in=queries.everywhere(actor).order_by().filter(verdict=verdict).values("finding"))
    return found


def verdict_counts(actor: Actor, programme: str) -> dict[str, int]:
    """How many checks of a programme say what."""
    rows = queries.checks(actor, programme).select_related(None).order_by().values_list("verdict")
    counts = dict(rows.annotate(count=Count("pk")))
    return {verdict: counts.get(verdict, 0) for verdict in Verdict.values}


@dataclass(frozen=True, slots=True)
class Chain:
    """All that hangs on one finding, as far as the actor sees it."""

    finding: Finding
    evidence: list[Evidence]
    assessments: list[Assessment]
    challenges: list[Challenge]
    advice: list[Recommendation]
    checks: list[Check]


def chain(actor: Actor, finding: Finding) -> Chain:
    """One finding from its evidence to what has happened, in five statements."""
    assessments = queries.all_assessments(actor).filter(findings=finding)
    challenges = queries.all_challenges(actor).filter(findings=finding)
    advice = queries.all_advice(actor).filter(challenges__findings=finding).distinct()
    checks = queries.everywhere(actor).filter(finding=finding)
    return Chain(
        finding, list(queries.evidence(actor, finding)), list(assessments), list(challenges),
        list(with_newest(advice)), list(checks),
    )  # fmt: skip


def hard(actor: Actor, programme: str) -> list[Challenge]:
    """Challenges of a programme with `seen_findings`, `seen_advice` (with the newest answers) and `seen_plans`."""
    advice = with_newest(queries.all_advice(actor)).order_by("number", "id")
    return list(
        queries.challenges(actor, programme).prefetch_related(
            Prefetch("findings", queries.everything(actor), to_attr="seen_findings"),
            Prefetch("recommendations", advice, to_attr="seen_advice"),
        )
    )


def categories(actor: Actor) -> list[Category]:
    """The categories of the analysis model findings are sorted by, in the order of the tree.

    The model is the one most findings use, else the first one made.
    """
    if not policies.may_see(actor):
        return []
    used = AnalysisModel.objects.annotate(used=Count("categories__findings")).order_by("-used", "pk").values("pk")
    found = list(Category.objects.filter(model__in=Subquery(used[:1])).order_by("number", "path", "pk"))
    below: dict[int | None, list[Category]] = {}
    for one in found:
        below.setdefault(one.parent_id, []).append(one)

    def walk(parent: int | None) -> list[Category]:
        return [each for one in below.get(parent, []) for each in (one, *walk(one.pk))]

    return walk(None)


def sorted_in(actor: Actor, programme: str) -> list[Finding]:
    """Findings that stand or are being written, with `touches`, for the matrix (two statements)."""
    found = queries.findings(actor, programme).filter(state__in=[FindingState.DRAFT, FindingState.RAISED])
    found = found.annotate(model_rank=Coalesce("category__parent__number", "category__number"))
    return list(found.prefetch_related("touches").order_by("model_rank", "category__path", "pk"))


def judged(actor: Actor, programme: str) -> list[Any]:
    """The goals of the newest plan whose wording is known, with `judged` (newest first) and `asked` (checks)."""
    found = list(
        partnership.goals(actor).exclude(quote="").prefetch_related(
            Prefetch("assessments", queries.assessments(actor, programme).order_by(*_NEWEST_FIRST), to_attr="judged"),
            Prefetch("living_checks", queries.checks(actor, programme), to_attr="asked"),
        )
    )  # fmt: skip
    newest = max((one.plan.starts for one in found), default=0)
    return [one for one in found if one.plan.starts == newest]


def judged_beside(actor: Actor, programme: str) -> list[Assessment]:
    """The newest assessment of each thing that is no goal, such as a way of working."""
    found = queries.assessments(actor, programme).filter(goal__isnull=True).order_by(*_NEWEST_FIRST)
    newest: dict[str, Assessment] = {}
    for one in found:
        newest.setdefault(one.of_nb, one)
    return sorted(newest.values(), key=lambda one: one.pk)


def goals(actor: Actor) -> QuerySet[Goal]:
    """The goals one may judge: those whose wording is known, newest plan first."""
    return partnership.goals(actor).exclude(quote="").order_by("-plan__starts", "pk")


def goal(actor: Actor, pk: int) -> Goal:
    """One goal.

    Raises Refused (hidden) where there is none.
    """
    return queries.one(partnership.goals(actor).filter(pk=pk))


def may_own(actor: Actor, participation: Participation | None, today: dt.date) -> QuerySet[User]:
    """Whom one may name as owner: those who speak for the bank, evaluators, and the municipality's programme people."""
    if not policies.may_see(actor):
        return User.objects.none()
    sits = Q(memberships__role__in=[*BANK, Role.EVALUATOR])
    if participation is not None:
        here = Q(memberships__organisation=participation.organisation_id)
        sits |= here & Q(memberships__role__in=MUNICIPAL_PROGRAMME)
    in_force = Q(memberships__ends__isnull=True) | Q(memberships__ends__gt=today)
    found = User.objects.filter(sits, in_force, memberships__starts__lte=today, is_active=True)
    return found.distinct().order_by("name", "pk")


def piece(actor: Actor, pk: int) -> Evidence:
    """One piece of evidence of a finding the actor may see.

    Raises Refused (hidden) where there is none.
    """
    found = queries.one(Evidence.objects.select_related("finding__participation").filter(pk=pk))
    if not policies.may_see_finding(actor, found.finding):
        raise Refused(NOT_HERE)
    return found


def category_choices(actor: Actor) -> QuerySet[Category]:
    """The categories one may choose among."""
    found = Category.objects.order_by("model", "path", "pk")
    return found if policies.may_see(actor) else found.none()


def advised(actor: Actor, programme: str) -> list[Recommendation]:
    """The recommendations of a programme with the newest answers, by number."""
    return list(with_newest(queries.all_advice(actor).filter(programme=programme)).order_by("number", "pk"))


def exported(actor: Actor, found: QuerySet[Finding]) -> QuerySet[Any]:
    """Findings with all that hangs on them: evidence, touches, `seen_assessments`, `seen_challenges`, `seen_checks`."""
    return found.prefetch_related(
        "evidence", "touches",
        Prefetch("assessments", queries.all_assessments(actor), to_attr="seen_assessments"),
        Prefetch("challenges", queries.all_challenges(actor), to_attr="seen_challenges"),
        Prefetch("checks", queries.everywhere(actor), to_attr="seen_checks"),
    )  # fmt: skip
