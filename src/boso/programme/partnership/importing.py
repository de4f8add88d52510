"""The sheets of the partnership's workbook, in the order they are written."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.partnership import policies
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import (
    BankTask,
    Duty,
    Function,
    Goal,
    Intake,
    IntakeStage,
    Level,
    Mark,
    Participation,
    PartnershipRole,
    Party,
    Phase,
    PhaseEntry,
    Plan,
    Programme,
    RoleHolding,
    Side,
    Source,
    Stage,
    TaskAssignment,
)


def _text(*names: str, length: int = 300) -> tuple[Column, ...]:
    return tuple(Column(name, sheets.text_up_to(length), empty="") for name in names)


_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september",
    "oktober", "november", "desember",
)  # fmt: skip


_SEASONS = {"høsten": "autumn", "våren": "spring"}


def _moment(cell: str) -> str:
    """A time as the source says it, put so that every language can say it.

    «1. juli 2011» becomes 2011-07-01, «høsten 2011» autumn 2011.
    """
    found = re.fullmatch(r"(\d{1,2})\. ([a-z]+) (\d{4})", cell)
    if found and found[2] in _MONTHS:
        return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}"
    season, _blank, rest = cell.partition(" ")
    return str(sheets.text_up_to(20)(f"{_SEASONS.get(season, season)} {rest}".strip()))


def _same(*names: str) -> Any:
    return lambda row, context: {name: row[name] for name in names}


def _write_sources(actor: Actor, rows: list[Row], context: Context) -> Counts:
    return upsert(actor, Source, rows, context, key=("key",), values=dict)


SOURCES = Sheet(
    "sources",
    (
        Column("key", sheets.slug, required=True),
        Column("title", sheets.text_up_to(200), required=True),
        Column("publisher", sheets.text_up_to(120), required=True),
        *_text("published", length=10),
        *_text("kind", length=40),
    ),
    ("key",),
    _write_sources,
    required=True,
)

FACTS = fact_sheet(
    "facts",
    (
        Column("topic", sheets.text_up_to(40), required=True),
        Column("subject", sheets.text_up_to(60), required=True),
        Column("property", sheets.text_up_to(60), required=True),
        Column("low", sheets.decimal),
        Column("high", sheets.decimal),
        *_text("value", length=300),
        *_text("unit", "as_of", length=30),
        Column("quote", sheets.text, empty=""),
    ),
    lambda row: {
        "attribute": row["property"],
        **{name: row[name] for name in ("topic", "subject", "value", "low", "high", "unit", "as_of", "quote")},
    },
)

PLANS = fact_sheet(
    "plans",
    (
        Column("key", sheets.slug, required=True),
        Column("starts", sheets.year, required=True),
        Column("ends", sheets.year, required=True),
    ),
    lambda row: {"topic": "plans", "subject": "programme", "attribute": "plan", "value": row["key"]},
    model=Plan,
    key=("key",),
    values=_same("key", "starts", "ends", "nb", "nn", "en"),
)


def _goal(row: Row, context: Context) -> dict[str, Any]:
    plan = _found(Plan, "key", row, "plan", context)
    names = ("level", "number", "label_nb", "label_nn", "label_en", "quote", "quote_nn", "quote_en")
    return {"plan_id": plan, **{name: row[name] for name in names}}


GOALS = fact_sheet(
    "goals",
    (
        Column("plan", sheets.slug, required=True),
        Column("level", sheets.choice(*Level.values), required=True),
        Column("number", sheets.integer_between(1, 99)),
        *(Column(name, sheets.text_up_to(120), required=True) for name in ("label_nb", "label_nn", "label_en")),
        *(Column(name, sheets.text, empty="") for name in ("quote", "quote_nn", "quote_en")),
    ),
    lambda row: {
        "topic": "goals", "subject": "programme", "attribute": row["level"], "value": str(row["number"] or ""),
        "quote": row["quote"], "nb": row["label_nb"], "nn": row["label_nn"], "en": row["label_en"],
    },
    model=Goal,
    key=("plan_id", "level", "number"),
    values=_goal,
)  # fmt: skip


def _open_stages(rows: list[Row], counts: Counts, context: Context) -> None:
    """Each intake has its three stages; what decides there is not stated."""
    for intake in counts.things.values():
        for stage in Stage:
            IntakeStage.objects.get_or_create(intake=intake, stage=stage)


INTAKES = fact_sheet(
    "intakes",
    (
        Column("year", sheets.year, required=True),
        Column("admitted", sheets.integer_between(0, 1000)),
        *_text("started", length=20),
    ),
    lambda row: {
        "topic": "intakes", "subject": "programme", "attribute": "intake", "value": str(row["year"]),
        "low": row["admitted"], "high": row["admitted"], "unit": "municipalities", "as_of": row["started"],
    },
    model=Intake,
    key=("year",),
    values=_same("year", "admitted", "started", "nb", "nn", "en"),
    after=_open_stages,
)  # fmt: skip

#: The counties of the report, as they were called.
COUNTIES = {"akershus": "Akershus", "hedmark": "Hedmark", "oppland": "Oppland", "oslo": "Oslo", "ostfold": "Østfold"}


def _participation(row: Row, context: Context) -> dict[str, Any]:
    return {
        "slug": row["slug"], "organisation_id": _organisation(row, row["slug"], Kind.MUNICIPALITY, context),
        "intake_id": _intake(row, context) if row["intake"] else None,
        "intake_mark": row["intake_mark"], "evaluated": row["evaluated"],
        "county": COUNTIES.get(row["county"], row["county"]), "county_mark": row["county_mark"],
        "nb": row["nb"], "nn": row["nn"], "en": row["en"],
    }  # fmt: skip


def _link_districts(rows: list[Row], counts: Counts, context: Context) -> None:
    for row in rows:
        districts = [_organisation(row, slug, Kind.DISTRICT, context) for slug in row["districts"]]
        participation = counts.things.get((row["slug"],))
        if districts and participation is not None and not context.problems:
            participation.districts.set(districts)


PARTICIPANTS = fact_sheet(
    "participants",
    (
        Column("slug", sheets.slug, required=True),
        Column("name", sheets.text_up_to(120), required=True),
        Column("kind", sheets.choice("municipality", "city_with_districts"), required=True),
        Column("districts", sheets.listed(sheets.slug), empty=()),
        *_text("county", length=60),
        Column("county_mark", sheets.choice(*Mark.values), required=True),
        Column("intake", sheets.year),
        Column("intake_mark", sheets.choice(*Mark.values), required=True),
        Column("evaluated", sheets.yes_no, required=True),
    ),
    lambda row: {
        "topic": "participants", "subject": row["slug"], "attribute": "participation", "value": row["name"],
        "as_of": str(row["intake"] or ""),
    },
    model=Participation,
    key=("slug",),
    values=_participation,
    after=_link_districts,
)  # fmt: skip


def _phase(row: Row, context: Context) -> dict[str, Any]:
    return {
        "participation_id": _participant(row, context), "phase": row["phase"], "as_of": row["as_of"],
        "nb": row["nb"], "nn": row["nn"], "en": row["en"],
    }  # fmt: skip


def _set_phases(rows: list[Row], counts: Counts, context: Context) -> None:
    """The phase that holds is the report's own, until a member has recorded another."""
    ours = set(PhaseEntry.objects.filter(fact__isnull=True).values_list("participation_id", flat=True))
    for row in rows:
        participation = _participant(row, context)
        if participation is not None and participation not in ours and row["mark"] != Mark.CONTRADICTION:
            Participation.objects.filter(pk=participation).update(phase=row["phase"])


PHASES = fact_sheet(
    "phases",
    (
        Column("participant", sheets.slug, required=True),
        Column("phase", sheets.choice(*Phase.values), required=True),
        *_text("as_of", length=20),
    ),
    lambda row: {
        "topic": "phases", "subject": row["participant"], "attribute": "phase", "value": row["phase"],
        "as_of": row["as_of"],
    },
    model=PhaseEntry,
    key=("fact_id",),
    values=lambda row, context: {**_phase(row, context), "fact_id": row["fact"]},
    after=_set_phases,
)  # fmt: skip


def _role(row: Row, context: Context) -> dict[str, Any]:
    return {
        "fact_id": row["fact"], "side": row["side"], "role": row["role"], "since": row["from_date"],
        "participation_id": _participant(row, context) if row["participant"] else None,
        "former": row["fact"].endswith(".before"),
        **{name: row[name] for name in ("holder_nb", "holder_nn", "holder_en", "nb", "nn", "en")},
    }  # fmt: skip


ROLES = fact_sheet(
    "roles",
    (
        Column("side", sheets.choice(*Side.values), required=True),
        Column("participant", sheets.slug, empty=""),
        Column("role", sheets.choice(*PartnershipRole.values), required=True),
        *_text("holder_nb", "holder_nn", "holder_en", length=200),
        Column("from_date", _moment, empty=""),
    ),
    lambda row: {
        "topic": "roles", "subject": row["participant"] or row["side"], "attribute": row["role"],
        "value": row["holder_nb"], "as_of": row["from_date"],
    },
    model=RoleHolding,
    key=("fact_id",),
    values=_role,
)  # fmt: skip

DUTIES = fact_sheet(
    "duties",
    (Column("party", sheets.choice(*Party.values), required=True),),
    lambda row: {"topic": "duties", "subject": row["party"], "attribute": "duty"},
    model=Duty,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"],
        **{name: row[name] for name in ("party", "nb", "nn", "en")},
    },
)

BANK_TASKS = fact_sheet(
    "bank_tasks",
    (Column("number", sheets.integer_between(1, 99)),),
    lambda row: {"topic": "bank_tasks", "subject": "bank", "attribute": "task", "value": str(row["number"] or "")},
    model=BankTask,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"],
        **{name: row[name] for name in ("number", "nb", "nn", "en")},
    },
)

_UNITS = ("unit_before_nb", "unit_before_nn", "unit_before_en", "unit_after_nb", "unit_after_nn", "unit_after_en")


def _task(row: Row, context: Context) -> dict[str, Any]:
    return {
        "participation_id": _participant(row, context), "key": row["task_key"].replace("_", "-"),
        "function": row["function"], "changed_on": row["changed_on"],
        **{name: row[name] for name in ("task_nb", "task_nn", "task_en", "nb", "nn", "en")},
        **{name.removeprefix("unit_"): row[name] for name in _UNITS},
    }  # fmt: skip


TASKS = fact_sheet(
    "tasks",
    (
        Column("participant", sheets.slug, required=True),
        Column("task_key", sheets.text_up_to(60), required=True),
        *(Column(name, sheets.text_up_to(200), required=True) for name in ("task_nb", "task_nn", "task_en")),
        *_text(*_UNITS, length=200),
        Column("function", sheets.choice(*Function.values), required=True),
        *_text("changed_on", length=20),
    ),
    lambda row: {
        "topic": "tasks", "subject": row["participant"], "attribute": row["task_key"], "value": row["unit_after_nb"],
        "as_of": row["changed_on"],
    },
    model=TaskAssignment,
    key=("participation_id", "key"),
    values=_task,
)  # fmt: skip

FACTS_IMPORT = ImportKind(
    name="facts",
    label=gettext_lazy("Facts of the programme"),
    sheets=(SOURCES, FACTS, PLANS, GOALS, INTAKES, PARTICIPANTS, PHASES, ROLES, DUTIES, BANK_TASKS, TASKS),
    policy=policies.may_import,
)


def _found(model: Any, field: str, row: Row, column: str, context: Context) -> int | None:
    """The row of an earlier sheet that a cell names; a fault where there is none."""
    known: dict[Any, int] = context.memo.get(model) or dict(model.objects.values_list(field, "pk"))
    context.memo[model] = known
    if row[column] not in known:
        context.problem(row, column, _("There is no «%(name)s».") % {"name": row[column]})
        return None
    return known[row[column]]


def _intake(row: Row, context: Context) -> int | None:
    """The programme's own round of that year; the invented programme has rounds too."""
    memo: dict[Any, Any] = context.memo
    if Intake not in memo:
        memo[Intake] = dict(Intake.objects.filter(programme=Programme.REPORT).values_list("year", "pk"))
    return _found(Intake, "year", row, "intake", context)


def _participant(row: Row, context: Context) -> int | None:
    return _found(Participation, "slug", row, "participant", context)


def _organisation(row: Row, slug: str, kind: str, context: Context) -> int | None:
    """The organisation of that slug and kind; a fault where it is not known."""
    known: dict[tuple[str, str], int] = context.memo.setdefault("organisations", {})
    if not known:
        known.update({(a, b): c for a, b, c in Organisation.objects.values_list("slug", "kind", "pk")})
    if (slug, kind) not in known:
        context.problem(
            row, "slug", _("The organisation «%(slug)s» is not known.") % {"slug": slug},
            _("Bring in the organisations first."),
        )  # fmt: skip
        return None
    return known[slug, kind]
