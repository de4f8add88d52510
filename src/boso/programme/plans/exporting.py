"""The lists of plans that leave BoSo: flat records, with fact, chapter, lines and mark where the report says it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.partnership.exporting import ORIGIN, WORDS, Record, origin
from boso.programme.plans import policies, queries

TITLES = ("title_nb", "title_nn", "title_en")


def _take(row: Any, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _common(row: Any) -> Record:
    """What every list has: number, whose it is, words, and where it comes from."""
    whose = row.participation.slug if row.participation is not None else None
    return {"id": row.pk, "participant": whose, **_take(row, *TITLES, *WORDS), **origin(row.fact)}


def _period(row: Any) -> Record:
    return _take(row, "starts", "ends", "starts_said", "ends_said")


def _plans(actor: Actor, participant: str = "") -> Iterator[Record]:
    for plan in queries.plans(actor):
        if participant and plan.participation.slug != participant:
            continue
        for version in plan.seen:  # type: ignore[attr-defined]
            yield {
                **_common(plan), **_take(plan, "body", "under"), "from_year": plan.starts, "to_year": plan.ends,
                **_take(version, "state", "as_of", "adopted_on", "case_number"), "version": version.number,
            }  # fmt: skip


def _activities(actor: Actor, participant: str = "", state: str = "", theme: str = "") -> Iterator[Record]:
    found = queries.with_traces(actor, queries.activities(actor))
    for row in _narrowed(found, participant=participant, state=state, theme=theme):
        challenges = sorted(trace.challenge.title_nb for trace in row.seen_traces)
        yield {
            **_common(row), **_period(row), **_take(row, "level", "theme", "state", "reported_state", "reason"),
            "groups": ";".join(row.groups), "owner": row.owner or None, "partners": row.partners_nb or None,
            "sub_project": row.parent.title_nb if row.parent else None, "challenges": "; ".join(challenges) or None,
        }  # fmt: skip


def _homes(actor: Actor, participant: str = "", state: str = "") -> Iterator[Record]:
    for row in _narrowed(queries.dwelling_projects(actor), participant=participant, state=state):
        yield {
            **_common(row), **_period(row),
            **_take(row, "low", "high", "yearly", "projects", "means", "state", "reported_state", "reason", "part"),
            "groups": ";".join(row.groups), "conditions": row.conditions_nb or None,
            "part_of": row.part_of_id,
        }  # fmt: skip


def _funding(actor: Actor, participant: str = "", state: str = "") -> Iterator[Record]:
    for row in _narrowed(queries.funding(actor), participant=participant, state=state):
        yield {
            **_common(row), **_take(row, "source_name", "state", "year", "applied", "granted", "released"),
            "funder": row.source, "activity": row.activity_id, "dwelling_project": row.dwelling_project_id,
        }  # fmt: skip


def _challenges(actor: Actor, participant: str = "", theme: str = "") -> Iterator[Record]:
    found = queries.with_traces(actor, queries.challenges(actor))
    for row in _narrowed(found, participant=participant, theme=theme):
        measures = sorted(trace.activity.title_nb for trace in row.seen_traces)
        more = {"theme": row.theme, "retired_on": row.retired_on, "measures": "; ".join(measures) or None}
        yield {**_common(row), **more}


def _narrowed(found: Any, *, participant: str = "", **filters: str) -> Any:
    kept = {name: value for name, value in filters.items() if value}
    return found.filter(**kept, **({"participation__slug": participant} if participant else {}))


_SHARED = ("id", "participant", *TITLES)
_TIMES = ("starts", "ends", "starts_said", "ends_said")
_END = (*WORDS, *ORIGIN)

EXPORTS = (
    Export(
        "plans", _("Programme plans"),
        (*_SHARED, "version", "state", "body", "under", "from_year", "to_year", "as_of", "adopted_on", "case_number",
         *_END),
        _plans, policies.may_see, filters=("participant",),
    ),
    Export(
        "activities", _("Measures and sub-projects"),
        (*_SHARED, "level", "sub_project", "theme", "groups", "owner", "partners", *_TIMES, "state", "reported_state",
         "reason", "challenges", *_END),
        _activities, policies.may_see, filters=("participant", "state", "theme"),
    ),
    Export(
        "dwelling-projects", _("Dwelling projects"),
        (*_SHARED, "part_of", "part", "low", "high", "yearly", "projects", "means", "groups", *_TIMES, "state",
         "reported_state", "reason", "conditions", *_END),
        _homes, policies.may_see, filters=("participant", "state"),
    ),
    Export(
        "funding", _("Funding register"),
        (*_SHARED, "funder", "source_name", "activity", "dwelling_project", "state", "year", "applied", "granted",
         "released", *_END),
        _funding, policies.may_see, filters=("participant", "state"),
    ),
    Export(
        "challenges", _("Challenges"), (*_SHARED, "theme", "retired_on", "measures", *_END),
        _challenges, policies.may_see, filters=("participant", "theme"),
    ),
)  # fmt: skip
