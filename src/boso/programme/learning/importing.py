"""The sheets that bring in what the report says about learning. The participants must be known already."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Row
from boso.foundation.organisations.models import Organisation
from boso.programme.learning import policies
from boso.programme.learning.models import (
    Arena,
    ArenaKind,
    ArenaState,
    EntryState,
    Experience,
    ExperienceState,
    Knowledge,
    KnowledgePlan,
    LearningMeasure,
    LedgerEntry,
    MandatePoint,
    Matter,
    MatterState,
    MeasureKind,
    MeasureState,
    Network,
    NetworkKind,
    NetworkMember,
    NetworkState,
    Position,
    Session,
    Signal,
    SignalState,
    SignalTrace,
    Standing,
    Theme,
    Tool,
    Use,
    UseState,
    Verdict,
)
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import Participation

TITLE = tuple(Column(f"title_{code}", sheets.text_up_to(200), required=True) for code in ("nb", "nn", "en"))


def _texts(*names: str, length: int = 160) -> tuple[Column, ...]:
    return tuple(Column(name, sheets.text_up_to(length), empty="") for name in names)


def _one_of(name: str, known: Any, *, required: bool = True) -> Column:
    return Column(name, sheets.choice(*[str(value) for value in known.values]), required=required, empty="")


def _take(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _words(row: Row) -> dict[str, Any]:
    return _take(row, "nb", "nn", "en")


def _titled(row: Row) -> dict[str, Any]:
    return {**_words(row), **_take(row, "title_nb", "title_nn", "title_en")}


def _state(model: Any, row: Row, context: Context) -> dict[str, Any]:
    """How far the report has it, for a row that is new: what members have done since stands."""
    memo = f"learning.standing.{model.__name__}"
    if memo not in context.memo:
        context.memo[memo] = set(model._default_manager.values_list("fact_id", flat=True))
    return {} if row["fact"] in context.memo[memo] else {"state": row["state"]}


def _about(topic: str, subject: str, attribute: str, value: str = "") -> Any:
    """What a row of a sheet is as a fact; subject and value are names of its columns."""
    return lambda row: {
        "topic": topic,
        "subject": row.get(subject) or "programme",
        "attribute": attribute,
        "value": str(row.get(value) or ""),
        "as_of": row.get("as_of") or "",
    }


FACTS = fact_sheet(
    "learning_facts",
    (
        Column("topic", sheets.text_up_to(40), required=True),
        Column("subject", sheets.text_up_to(60), required=True),
        Column("property", sheets.text_up_to(60), required=True),
        Column("low", sheets.decimal),
        Column("high", sheets.decimal),
        *_texts("value", "unit", "as_of", length=30),
        Column("quote", sheets.text, empty=""),
    ),
    lambda row: {
        "attribute": row["property"],
        **_take(row, "topic", "subject", "value", "low", "high", "unit", "as_of", "quote"),
    },
)

PLANS = fact_sheet(
    "knowledge_plans",
    (Column("year", sheets.year, required=True),),
    _about("learning", "", "knowledge_plan", "year"),
    model=KnowledgePlan,
    key=("fact_id",),
    values=lambda row, context: {"year": row["year"], "fact_id": row["fact"], **_words(row)},
)

MEASURES = fact_sheet(
    "measures",
    (
        Column("plan", sheets.year, required=True),
        _one_of("kind", MeasureKind),
        _one_of("knowledge", Knowledge, required=False),
        _one_of("state", MeasureState),
        *TITLE,
    ),
    _about("learning", "", "measure", "title_nb"),
    model=LearningMeasure,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "plan_id": _found(KnowledgePlan, "year", row, "plan", context), **_titled(row),
        **_take(row, "kind", "knowledge"), **_state(LearningMeasure, row, context),
    },
)  # fmt: skip

ARENAS = fact_sheet(
    "arenas",
    (
        _one_of("kind", ArenaKind),
        _one_of("state", ArenaState),
        Column("starts", sheets.date),
        *_texts("host", "as_of", "place", length=60),
        *TITLE,
    ),
    _about("arenas", "", "arena", "title_nb"),
    model=Arena,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "host_id": _found(Organisation, "slug", row, "host", context), **_titled(row),
        **_take(row, "kind", "state", "starts", "as_of", "place"),
    },
)  # fmt: skip

SESSIONS = fact_sheet(
    "sessions",
    (
        Column("arena", sheets.text_up_to(60), required=True),
        Column("slot", sheets.integer_between(1, 99), required=True),
        _one_of("theme", Theme, required=False),
        *_texts("told_by"),
        *TITLE,
    ),
    _about("arenas", "", "session", "title_nb"),
    model=Session,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "arena_id": _found(Arena, "fact_id", row, "arena", context), **_titled(row),
        **_take(row, "slot", "theme", "told_by"),
    },
)  # fmt: skip

NETWORKS = fact_sheet(
    "networks",
    (
        Column("slug", sheets.slug, required=True),
        _one_of("kind", NetworkKind),
        _one_of("state", NetworkState),
        _one_of("theme", Theme, required=False),
        Column("meetings_a_year", sheets.integer_between(1, 60)),
        *_texts("initiator", length=60),
        *TITLE,
    ),
    _about("networks", "slug", "network", "title_nb"),
    model=Network,
    key=("slug",),
    values=lambda row, context: {
        "initiator_id": _found(Organisation, "slug", row, "initiator", context), **_titled(row),
        **_take(row, "slug", "kind", "theme", "meetings_a_year"), **_state(Network, row, context),
    },
)  # fmt: skip

MANDATE = fact_sheet(
    "mandate",
    (
        Column("network", sheets.slug, required=True),
        Column("number", sheets.integer_between(1, 99), required=True),
        Column("quote", sheets.text, empty=""),
    ),
    lambda row: {**_about("networks", "network", "mandate", "number")(row), "quote": row["quote"]},
    model=MandatePoint,
    key=("network_id", "number"),
    values=lambda row, context: {
        "network_id": _found(Network, "slug", row, "network", context), **_words(row), **_take(row, "number", "quote"),
    },
)  # fmt: skip

MEMBERS = fact_sheet(
    "members",
    (
        Column("network", sheets.slug, required=True),
        _one_of("position", Position),
        *_texts("organisation", "party_nb", "party_nn", "party_en", length=120),
    ),
    _about("networks", "network", "member", "organisation"),
    model=NetworkMember,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "network_id": _found(Network, "slug", row, "network", context),
        "organisation_id": _found(Organisation, "slug", row, "organisation", context),
        **_take(row, "position", "party_nb", "party_nn", "party_en"),
    },
)  # fmt: skip

MATTERS = fact_sheet(
    "matters",
    (
        Column("network", sheets.slug, required=True),
        _one_of("state", MatterState),
        *_texts("raised_by", "as_of", length=60),
        *TITLE,
    ),
    _about("networks", "network", "matter", "title_nb"),
    model=Matter,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "network_id": _found(Network, "slug", row, "network", context),
        "raised_by_id": _found(Organisation, "slug", row, "raised_by", context), **_titled(row),
        "as_of": row["as_of"], **_state(Matter, row, context),
    },
)  # fmt: skip

EXPERIENCES = fact_sheet(
    "experiences",
    (
        _one_of("tool", Tool),
        _one_of("theme", Theme),
        _one_of("state", ExperienceState),
        Column("tried_in", sheets.year),
        *_texts("organisation", "builds_on", length=60),
        *TITLE,
    ),
    _about("experience", "organisation", "experience", "title_nb"),
    model=Experience,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "organisation_id": _found(Organisation, "slug", row, "organisation", context),
        **_titled(row), **_take(row, "tool", "theme", "state", "tried_in"),
    },
    after=lambda rows, counts, context: _join_experiences(rows, counts.things, context),
)  # fmt: skip

USES = fact_sheet(
    "uses",
    (
        Column("experience", sheets.text_up_to(60), required=True),
        Column("organisation", sheets.slug, required=True),
        _one_of("state", UseState),
        _one_of("verdict", Verdict),
        *_texts("taken_from", length=60),
    ),
    _about("experience", "organisation", "taken_over", "experience"),
    model=Use,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "experience_id": _found(Experience, "fact_id", row, "experience", context),
        "organisation_id": _found(Organisation, "slug", row, "organisation", context),
        "taken_from_id": _found(Organisation, "slug", row, "taken_from", context), **_words(row),
        **_take(row, "state", "verdict"),
    },
)  # fmt: skip

LESSONS = fact_sheet(
    "lessons",
    (
        Column("loop", sheets.integer_between(1, 3), required=True),
        _one_of("state", EntryState),
        *_texts("participant", "as_of", length=60),
        *TITLE,
    ),
    _about("lessons", "participant", "loop", "loop"),
    model=LedgerEntry,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _found(Participation, "slug", row, "participant", context),
        "shared": True, **_titled(row), **_take(row, "loop", "as_of"), **_state(LedgerEntry, row, context),
    },
)  # fmt: skip

SIGNALS = fact_sheet(
    "signals",
    (_one_of("state", SignalState), *_texts("sent_to", "as_of", length=60), *TITLE),
    _about("signals", "", "signal", "title_nb"),
    model=Signal,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], **_titled(row), **_take(row, "sent_to", "as_of"), **_state(Signal, row, context),
    },
)  # fmt: skip

TRACES = fact_sheet(
    "traces",
    (
        Column("signal", sheets.text_up_to(60), required=True),
        Column("number", sheets.integer_between(1, 99), required=True),
    ),
    _about("signals", "", "trace", "signal"),
    model=SignalTrace,
    key=("signal_id", "number"),
    values=lambda row, context: {
        "signal_id": _found(Signal, "fact_id", row, "signal", context), "number": row["number"], **_words(row),
    },
)  # fmt: skip

STANDINGS = fact_sheet(
    "standings",
    (
        _one_of("actor_group", Position),
        Column("ring", sheets.integer_between(1, 4), required=True),
        Column("order", sheets.date, required=True),
        *_texts("as_of", length=30),
    ),
    _about("standings", "", "ring", "ring"),
    model=Standing,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], **_words(row), **_take(row, "actor_group", "ring", "order", "as_of"),
    },
)  # fmt: skip

LEARNING_IMPORT = ImportKind(
    name="learning",
    label=gettext_lazy("Learning, from the report"),
    sheets=(
        FACTS, PLANS, MEASURES, ARENAS, SESSIONS, NETWORKS, MANDATE, MEMBERS, MATTERS, EXPERIENCES, USES, LESSONS,
        SIGNALS, TRACES, STANDINGS,
    ),
    policy=policies.may_import,
)  # fmt: skip


def _join_experiences(rows: list[Row], things: dict[tuple[Any, ...], Any], context: Context) -> None:
    """What builds on what: known only when all rows are written."""
    for row in rows:
        if row["builds_on"]:
            parent = _found(Experience, "fact_id", row, "builds_on", context)
            Experience.objects.filter(pk=things[(row["fact"],)].pk).update(builds_on_id=parent)


def _found(model: Any, field: str, row: Row, column: str, context: Context) -> int | None:
    """The row that a cell names; none for an empty cell, and a fault where there is no such row."""
    if not row[column]:
        return None
    memo = f"learning.{model.__name__}"
    if row[column] not in context.memo.get(memo, {}):
        context.memo[memo] = dict(model._default_manager.values_list(field, "pk"))
    found: int | None = context.memo[memo].get(row[column])
    if found is None:
        context.problem(row, column, _("There is no «%(name)s».") % {"name": row[column]})
    return found
