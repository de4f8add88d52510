"""The sheets that bring in what the report says about plans, measures, homes and their money, as of January 2012.

What a member has moved on since stays as they left it; only the report's own words are brought up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import BadCell, Check, Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.partnership.fact_sheets import FACT_COLUMNS, fact_sheet
from boso.programme.partnership.importing import FACTS
from boso.programme.partnership.models import Participation
from boso.programme.plans import policies
from boso.programme.plans.models import (
    Activity,
    AnalysisState,
    Body,
    Challenge,
    DwellingProject,
    Funder,
    Funding,
    FundingState,
    Group,
    Level,
    Means,
    Part,
    Plan,
    PlanVersion,
    PreAnalysis,
    State,
    Theme,
    Trace,
    VersionState,
)
from boso.programme.plans.periods import first_day, last_day, span

After = Callable[[list[Row], Counts, Context], None]
_WORDS = ("nb", "nn", "en")
_TITLES = ("title_nb", "title_nn", "title_en")


def said(cell: str) -> str:
    """A time as the source says it: 2012, 2012-06, 2012-06-30, spring 2012."""
    try:
        span(cell)
    except ValueError as error:
        raise BadCell(
            _("«%(cell)s» is not a time.") % {"cell": cell}, _("Write 2012, 2012-06 or spring 2012.")
        ) from error
    return str(sheets.text_up_to(20)(cell))


def _text(*names: str, length: int = 200) -> tuple[Column, ...]:
    return tuple(Column(name, sheets.text_up_to(length), empty="") for name in names)


_WHOSE = Column("participant", sheets.slug, required=True)
_TITLED = (Column("title_nb", sheets.text_up_to(200), required=True), *_text("title_nn", "title_en"))
_PERIOD = (Column("starts", said, empty=""), Column("ends", said, empty=""))
_GROUPS = Column("groups", sheets.listed(sheets.choice(*Group.values)), empty=())


def _take(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _period(row: Row) -> dict[str, Any]:
    return {"starts_said": row["starts"], "ends_said": row["ends"]}


def _days(row: Row) -> dict[str, Any]:
    return {"starts": first_day(row["starts"]), "ends": last_day(row["ends"])}


def _found(model: type[models.Model], field: str, row: Row, column: str, context: Context) -> Any:
    """The number of the row that a cell names, none for an empty cell; a fault where there is none such."""
    if not row[column]:
        return None
    memo = f"plans.{model.__name__}"
    if row[column] not in context.memo.get(memo, {}):
        context.memo[memo] = dict(model._default_manager.values_list(field, "pk"))
    if row[column] not in context.memo[memo]:
        context.problem(
            row, column, _("There is no «%(name)s».") % {"name": row[column]}, _("Bring that in first.")
        )  # fmt: skip
        return None
    return context.memo[memo][row[column]]


def _participation(row: Row, context: Context) -> Any:
    return _found(Participation, "slug", row, "participant", context)


def _untouched(model: type[models.Model], values: Callable[[Row], dict[str, Any]]) -> After:
    """Where no member has moved a row on since, it stands as the report has it."""

    def after(rows: list[Row], counts: Counts, context: Context) -> None:
        for row in rows:
            untouched = model._default_manager.filter(fact_id=row["fact"], moved_by__isnull=True)
            untouched.update(**values(row))

    return after


def _described(topic: str, row: Row, attribute: str, **more: Any) -> dict[str, Any]:
    return {"topic": topic, "subject": row["participant"] or "programme", "attribute": attribute, **more}


def _with(sheet: Sheet, check: Check | None = None) -> Sheet:
    """The sheet, which also knows who brings it in, and looks at its rows once more."""

    def look(rows: list[Row], context: Context) -> None:
        for one in (sheet.check, check):
            if one is not None:
                one(rows, context)

    def write(actor: Actor, rows: list[Row], context: Context) -> Counts:
        context.memo["actor"] = actor
        return sheet.write(actor, rows, context)

    return replace(sheet, check=look, write=write)


ANALYSES = fact_sheet(
    "analyses",
    (
        _WHOSE,
        Column("state", sheets.choice(*AnalysisState.values), required=True),
        Column("as_of", said, empty=""),
        Column("users_took_part", sheets.yes_no),
    ),
    lambda row: _described("pre_analyses", row, "pre_analysis", value=row["state"], as_of=row["as_of"]),
    model=PreAnalysis,
    key=("participation_id",),
    values=lambda row, context: {
        "participation_id": _participation(row, context), **_take(row, "users_took_part", *_WORDS),
    },
    after=_untouched(PreAnalysis, lambda row: _take(row, "state", "as_of")),
)  # fmt: skip

CHALLENGES = fact_sheet(
    "challenges",
    (
        Column("participant", sheets.slug, empty=""),
        Column("theme", sheets.choice(*Theme.values), required=True),
        *_TITLED,
    ),
    lambda row: _described("challenges", row, row["theme"], value=row["title_nb"]),
    model=Challenge,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _participation(row, context),
        **_take(row, "theme", *_TITLES, *_WORDS),
    },
)  # fmt: skip


def _first_versions(rows: list[Row], counts: Counts, context: Context) -> None:
    """Each plan of the report has one version: adopted, or being written."""
    plans = {plan.fact_id: plan.pk for plan in counts.things.values()}
    ours = set(PlanVersion.objects.filter(reported=False, state=VersionState.ADOPTED).values_list("plan_id", flat=True))
    upsert(
        context.memo["actor"], PlanVersion, [row for row in rows if plans[row["fact"]] not in ours], context,
        key=("plan_id", "number"),
        values=lambda row: {
            "plan_id": plans[row["fact"]], "number": 1, "state": row["state"], "as_of": row["as_of"],
            "reported": True, **_take(row, *_WORDS),
        },
        scope=PlanVersion.objects.filter(reported=True),
    )  # fmt: skip


PLANS = fact_sheet(
    "plans",
    (
        _WHOSE,
        Column("body", sheets.choice(*Body.values), required=True),
        Column("state", sheets.choice(VersionState.DRAFT, VersionState.ADOPTED), required=True),
        Column("as_of", said, empty=""),
        *_text("under"),
        *_TITLED,
    ),
    lambda row: _described("programme_plans", row, "programme_plan", value=row["state"], as_of=row["as_of"]),
    model=Plan,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "participation_id": _participation(row, context),
        **_take(row, "body", "under", *_TITLES, *_WORDS),
    },
    after=_first_versions,
)  # fmt: skip

_OWNERS = ("owner_nb", "owner_nn", "owner_en")
_PARTNERS = ("partners_nb", "partners_nn", "partners_en")


def _activity(row: Row, context: Context) -> dict[str, Any]:
    participation = _participation(row, context)
    plans = context.memo.setdefault("plans.of", dict(Plan.objects.values_list("participation_id", "pk")))
    return {
        "fact_id": row["fact"], "participation_id": participation, "plan_id": plans.get(participation),
        "groups": list(row["groups"]), "shared": True, "reported_state": row["state"], **_period(row),
        **_take(row, "level", "theme", *_OWNERS, *_PARTNERS, *_TITLES, *_WORDS),
    }  # fmt: skip


def _lay_under(rows: list[Row], counts: Counts, context: Context) -> None:
    """Measures under their sub-project, and the state the report gives."""
    _untouched(Activity, lambda row: {"state": row["state"], **_days(row)})(rows, counts, context)
    for row in rows:
        if row["parent"]:
            parent = _found(Activity, "fact_id", row, "parent", context)
            Activity.objects.filter(fact_id=row["fact"]).update(parent_id=parent)


ACTIVITIES = fact_sheet(
    "activities",
    (
        _WHOSE,
        Column("level", sheets.choice(*Level.values), required=True),
        *_text("parent", length=60),
        Column("theme", sheets.choice(*Theme.values), required=True),
        _GROUPS,
        *_text(*_OWNERS, length=120),
        *_text(*_PARTNERS),
        *_PERIOD,
        Column("state", sheets.choice(*State.values), required=True),
        *_TITLED,
    ),
    lambda row: _described("activities", row, row["theme"], value=row["state"], as_of=row["starts"] or row["ends"]),
    model=Activity,
    key=("fact_id",),
    values=_activity,
    after=_lay_under,
)

_CONDITIONS = ("conditions_nb", "conditions_nn", "conditions_en")


def _homes(row: Row, context: Context) -> dict[str, Any]:
    return {
        "fact_id": row["fact"], "participation_id": _participation(row, context), "groups": list(row["groups"]),
        "shared": True, "reported_state": row["state"], **_period(row),
        **_take(row, "low", "high", "yearly", "projects", "means", *_CONDITIONS, *_TITLES, *_WORDS),
    }  # fmt: skip


def _parts_of_homes(rows: list[Row], counts: Counts, context: Context) -> None:
    """Parts under their whole, and the state the report gives."""
    _untouched(DwellingProject, lambda row: {**_take(row, "state", "reason"), **_days(row)})(rows, counts, context)
    for row in rows:
        if row["part_of"]:
            whole = _found(DwellingProject, "fact_id", row, "part_of", context)
            DwellingProject.objects.filter(fact_id=row["fact"]).update(part_of_id=whole, part=row["part"])


def _check_parts(rows: list[Row], context: Context) -> None:
    """A part says of which kind it is, and is no larger than its whole."""
    known = {row["fact"]: row for row in rows}
    for row in rows:
        whole = known.get(row["part_of"])
        if bool(row["part_of"]) != bool(row["part"]):
            context.problem(row, "part", _("A part of a project says of which kind it is."))
        if whole is not None and (row["high"] or 0) > (whole["high"] or 0):
            context.problem(row, "high", _("The part is larger than the whole."))


_number = sheets.integer_between(1, 99_999)
DWELLINGS = fact_sheet(
    "dwellings",
    (
        _WHOSE,
        *_text("part_of", length=60),
        Column("part", sheets.choice(*Part.values), empty=""),
        Column("low", _number),
        Column("high", _number),
        Column("yearly", sheets.yes_no, empty=False),
        Column("projects", sheets.integer_between(1, 99), empty=1),
        Column("means", sheets.choice(*Means.values), required=True),
        _GROUPS,
        *_PERIOD,
        Column("state", sheets.choice(*State.values), required=True),
        *_text("reason", length=500),
        *_text(*_CONDITIONS, length=300),
        *_TITLED,
    ),
    lambda row: _described(
        "dwelling_projects", row, row["means"], value=row["title_nb"], low=row["low"], high=row["high"],
        unit="homes" if row["low"] else "", as_of=row["starts"] or row["ends"],
    ),
    model=DwellingProject,
    key=("fact_id",),
    values=_homes,
    after=_parts_of_homes,
)  # fmt: skip


def _money(row: Row, context: Context) -> dict[str, Any]:
    return {
        "fact_id": row["fact"], "participation_id": _participation(row, context),
        "activity_id": _found(Activity, "fact_id", row, "activity", context),
        "dwelling_project_id": _found(DwellingProject, "fact_id", row, "dwelling", context),
        "source": row["funder"], "source_name": row["funder_name"], "shared": True,
        **_take(row, "year", "applied", *_TITLES, *_WORDS),
    }  # fmt: skip


FUNDING = fact_sheet(
    "funding",
    (
        _WHOSE,
        *_text("activity", "dwelling", length=60),
        Column("funder", sheets.choice(*Funder.values), required=True),
        *_text("funder_name", length=120),
        Column("state", sheets.choice(*FundingState.values), required=True),
        Column("year", sheets.year),
        Column("applied", sheets.amount),
        Column("granted", sheets.amount),
        *_TITLED,
    ),
    lambda row: _described(
        "funding", row, row["funder"], value=row["state"], low=row["granted"], high=row["granted"],
        unit="NOK" if row["granted"] else "", as_of=str(row["year"] or ""),
    ),
    model=Funding,
    key=("fact_id",),
    values=_money,
    after=_untouched(Funding, lambda row: _take(row, "state", "granted")),
)  # fmt: skip


def _trace(row: Row, context: Context) -> dict[str, Any]:
    return {
        "activity_id": _found(Activity, "fact_id", row, "activity", context),
        "challenge_id": _found(Challenge, "fact_id", row, "challenge", context),
        "mark": row["mark"], "why_nb": row["nb"], "why_nn": row["nn"], "why_en": row["en"],
    }  # fmt: skip


TRACES = fact_sheet(
    "traces",
    (
        Column("activity", sheets.text_up_to(60), required=True),
        Column("challenge", sheets.text_up_to(60), required=True),
    ),
    lambda row: {
        "topic": "traces", "subject": row["activity"].split(".")[1], "attribute": "trace", "value": row["challenge"],
    },
    model=Trace,
    key=("activity_id", "challenge_id"),
    values=_trace,
)  # fmt: skip

_PLAIN = ("topic", "subject", "value", "low", "high", "unit", "as_of", "quote")
PASSAGES = fact_sheet(
    "passages",
    FACTS.columns[len(FACT_COLUMNS) :],
    lambda row: {"attribute": row["property"], **_take(row, *_PLAIN)},
)

PLANS_IMPORT = ImportKind(
    name="plans",
    label=gettext_lazy("Plans, measures and homes, from the report"),
    sheets=(
        ANALYSES, CHALLENGES, _with(PLANS), ACTIVITIES, _with(DWELLINGS, _check_parts), FUNDING, TRACES, PASSAGES,
    ),
    policy=policies.may_import,
)  # fmt: skip
