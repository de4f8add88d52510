"""The lists of the partnership that leave BoSo: flat records, each with fact id, chapter, lines and mark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.partnership import policies, queries
from boso.programme.partnership.models import Fact

Record = dict[str, Any]
ORIGIN = ("fact", "chapter", "lines", "mark", "source")
WORDS = ("nb", "nn", "en")


def origin(fact: Fact | None) -> Record:
    """Where a record comes from; empty for what a member has added."""
    if fact is None:
        return dict.fromkeys(ORIGIN)
    return {
        "fact": fact.pk, "chapter": fact.chapter, "lines": fact.lines, "mark": fact.mark, "source": fact.source_id,
    }  # fmt: skip


def _take(row: Any, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _facts(actor: Actor, **filters: str) -> Iterator[Record]:
    names = ("sheet", "topic", "subject", "value", "low", "high", "unit", "as_of", "quote", *WORDS)
    for fact in queries.facts(actor, **filters).iterator():
        yield {**origin(fact), "property": fact.attribute, **_take(fact, *names)}


def _participants(actor: Actor) -> Iterator[Record]:
    adopted = queries.plan_status(actor)
    for row in queries.with_districts(queries.participations(actor)):
        plan = adopted.get(row.slug)
        yield {
            **origin(row.fact), **_take(row, "slug", "county", "county_mark", "phase", "evaluated", *WORDS),
            "intake_mark": row.intake_mark, "name": row.organisation.name,
            "intake": row.intake.year if row.intake else None,
            "districts": ";".join(sorted(district.name for district in row.districts.all())),
            "plan": plan.value if plan else None, "plan_fact": plan.pk if plan else None,
        }  # fmt: skip


def _goals(actor: Actor) -> Iterator[Record]:
    names = ("level", "number", "label_nb", "label_nn", "label_en", "quote", "quote_nn", "quote_en")
    for row in queries.goals(actor):
        yield {**origin(row.fact), "plan": row.plan.key, **_take(row, *names)}


def _roles(actor: Actor) -> Iterator[Record]:
    names = ("side", "role", "holder_nb", "holder_nn", "holder_en", "since", "starts", "ends", "former", *WORDS)
    for row in queries.roles(actor):
        participant = row.participation.slug if row.participation else None
        yield {
            **origin(row.fact), "participant": participant, "unit": row.unit.name if row.unit else None,
            **_take(row, *names),
        }  # fmt: skip


EXPORTS = (
    Export(
        "facts",
        _("Facts"),
        (
            "fact", "sheet", "topic", "subject", "property", "value", "low", "high", "unit", "as_of", "quote", *WORDS,
            "chapter", "lines", "mark", "source",
        ),
        _facts,
        policies.may_see,
        filters=("topic", "subject", "mark", "sheet", "source", "search"),
        typed=("search",),
    ),
    Export(
        "participants",
        _("Participants"),
        (
            "slug", "name", "county", "county_mark", "intake", "intake_mark", "phase", "plan", "plan_fact", "evaluated",
            "districts", *WORDS, *ORIGIN,
        ),
        _participants,
        policies.may_see,
    ),
    Export(
        "goals",
        _("Goals"),
        (
            "plan", "level", "number", "label_nb", "label_nn", "label_en", "quote", "quote_nn", "quote_en", *ORIGIN,
        ),
        _goals,
        policies.may_see,
    ),
    Export(
        "roles",
        _("Roles"),
        (
            "side", "participant", "role", "holder_nb", "holder_nn", "holder_en", "unit", "since", "starts", "ends",
            "former", *WORDS, *ORIGIN,
        ),
        _roles,
        policies.may_see,
    ),
)  # fmt: skip
