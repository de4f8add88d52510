"""The lists of findings that leave BoSo, flat, with where each is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.findings import policies, queries, queries_pages
from boso.programme.findings.queries import REPORT
from boso.programme.partnership.exporting import ORIGIN, WORDS, Record, origin

TITLE = ("title_nb", "title_nn", "title_en")


def _take(row: Any, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _ids(rows: Any) -> str:
    return ";".join(str(row.pk) for row in rows)


def _slug(row: Any) -> str | None:
    return row.participation.slug if row.participation is not None else None


def _findings(actor: Actor, programme: str = REPORT) -> Iterator[Record]:
    for row in queries_pages.exported(actor, queries.findings(actor, programme)):
        yield {
            **origin(row.fact), "id": row.pk, "participant": _slug(row),
            "category": row.category.path if row.category is not None else None,
            "touches": ";".join(one.path for one in row.touches.all()),
            "evidence": ";".join(one.fact_id or f"{one.kind}:{one.ref}" for one in row.evidence.all()),
            "assessments": _ids(row.seen_assessments), "challenges": _ids(row.seen_challenges),
            "checks": ";".join(f"{one.pk}:{one.verdict}" for one in row.seen_checks),
            **_take(row, "state", "strength", "loop", "owner_role", "shared", "raised_on", "as_of", *TITLE, *WORDS),
        }  # fmt: skip


def _recommendations(actor: Actor, programme: str = REPORT) -> Iterator[Record]:
    for row in queries.recommendations(actor, programme):
        answer = next(iter(row.answers.all()), None)
        decision = next(iter(row.decisions.all()), None)
        outcome = next(iter(row.outcomes.all()), None)
        yield {
            **origin(row.fact), "id": row.pk, "participant": _slug(row), "challenges": _ids(row.challenges.all()),
            "answer": answer.kind if answer else None, "answer_why": answer.reason if answer else None,
            "answered_on": answer.on if answer else None,
            "decision": decision.words if decision else None, "decided_on": decision.on if decision else None,
            "outcome": outcome.kind if outcome else None, "outcome_words": outcome.words if outcome else None,
            "asked_on": outcome.on if outcome else None,
            **_take(row, "number", "to", "part_of_id", "state", "due", "ask_again_on", "as_of", *TITLE, *WORDS),
        }  # fmt: skip


def _checks(actor: Actor, programme: str = REPORT) -> Iterator[Record]:
    names = (
        "key", "finding_id", "goal_id", "query", "condition", "low", "high", "tolerance", "window_days", "state",
        "verdict", "why", "value", "base", "source", "measured_on", "since", "ran_at", *WORDS,
    )  # fmt: skip
    for row in queries.checks(actor, programme):
        arguments = ";".join(f"{name}={value}" for name, value in row.arguments.items())
        yield {"id": row.pk, "participant": _slug(row), "arguments": arguments, **_take(row, *names)}


EXPORTS = (
    Export(
        "findings", _("Findings"),
        (
            "id", *TITLE, "state", "strength", "category", "touches", "loop", "participant", "owner_role", "shared",
            "raised_on", "as_of", "evidence", "assessments", "challenges", "checks", *WORDS, *ORIGIN,
        ),
        _findings, policies.may_see, filters=("programme",),
    ),
    Export(
        "recommendations", _("Recommendations"),
        (
            "id", "number", *TITLE, "to", "part_of_id", "participant", "challenges", "state", "due", "answer",
            "answer_why", "answered_on", "decision", "decided_on", "outcome", "outcome_words", "asked_on",
            "ask_again_on", "as_of", *WORDS, *ORIGIN,
        ),
        _recommendations, policies.may_see, filters=("programme",),
    ),
    Export(
        "checks", _("Living checks"),
        (
            "id", "key", "finding_id", "goal_id", "participant", "query", "arguments", "condition", "low", "high",
            "tolerance", "window_days", "state", "verdict", "why", "value", "base", "source", "measured_on", "since",
            "ran_at", *WORDS,
        ),
        _checks, policies.may_see, filters=("programme",),
    ),
)  # fmt: skip
