"""The sheets that bring in what the report found, judged and advised, and the checks that keep it alive.

Partnership, plans, learning, evaluation and published figures must be known already.
"""

from __future__ import annotations

from typing import Any, cast

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.evaluation.models import Category
from boso.programme.findings import checks, policies
from boso.programme.findings.models import (
    Assessment,
    Audience,
    Challenge,
    Check,
    Condition,
    Evidence,
    EvidenceKind,
    Finding,
    FindingState,
    Judgement,
    OwnerRole,
    Recommendation,
    Strength,
)
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import Fact, Goal
from boso.programme.plans.models import Challenge as PlannedChallenge

TITLE = tuple(Column(f"title_{code}", sheets.text_up_to(200), required=True) for code in ("nb", "nn", "en"))
_IDS = sheets.listed(sheets.text_up_to(60))


def _texts(*names: str, length: int = 60) -> tuple[Column, ...]:
    return tuple(Column(name, sheets.text_up_to(length), empty="") for name in names)


def _one_of(name: str, known: Any) -> Column:
    return Column(name, sheets.choice(*[str(value) for value in known.values]), required=True)


def _take(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _titled(row: Row) -> dict[str, Any]:
    return _take(row, "nb", "nn", "en", "title_nb", "title_nn", "title_en", "as_of")


def _about(topic: str, attribute: str, value: str) -> Any:
    """What a row of a sheet is as a fact; value is the name of one of its columns."""
    return lambda row: {
        "topic": topic, "subject": "programme", "attribute": attribute, "value": str(row[value] or "")[:300],
        "as_of": row["as_of"],
    }  # fmt: skip


def _new(model: Any, row: Row, context: Context, **fields: Any) -> dict[str, Any]:
    """Fields only for a row that is new: what members have done since stands."""
    memo = f"findings.standing.{model.__name__}"
    if memo not in context.memo:
        context.memo[memo] = set(model._default_manager.values_list("fact_id", flat=True))
    return {} if row["fact"] in context.memo[memo] else fields


def _found(model: Any, field: str, row: Row, column: str, context: Context, word: str = "") -> Any:
    """The number of the row that a cell names; none for an empty cell, and a fault where there is no such row."""
    name = word or row[column]
    if not name:
        return None
    memo = f"findings.{model._meta.label}.{field}"
    if name not in context.memo.get(memo, {}):
        context.memo[memo] = dict(model._default_manager.values_list(field, "pk"))
    found = context.memo[memo].get(name)
    if found is None:
        context.problem(row, column, _("There is no «%(name)s».") % {"name": name})
    return found


def _category(row: Row, context: Context, path: str, column: str) -> int | None:
    return None if not path else _found(Category, "path", row, column, context, path)


def _tie(rows: list[Row], counts: Counts, context: Context, column: str, model: Any) -> None:
    """Tie each row to those of the report that its cell names. Ties that members have made stay."""
    for row in rows:
        named = [_found(model, "fact_id", row, column, context, word) for word in row[column] or ()]
        getattr(counts.things[(row["fact"],)], column).add(*(pk for pk in named if pk is not None))


def _touches(rows: list[Row], counts: Counts, context: Context) -> None:
    for row in rows:
        named = [_category(row, context, path, "touches") for path in row["touches"] or ()]
        counts.things[(row["fact"],)].touches.add(*(pk for pk in named if pk is not None))


FINDINGS = fact_sheet(
    "findings",
    (
        _one_of("strength", Strength),
        Column("category", sheets.text_up_to(200), required=True),
        Column("touches", sheets.listed(sheets.text_up_to(200)), empty=()),
        Column("loop", sheets.integer_between(1, 3)),
        _one_of("owner_role", OwnerRole),
        *_texts("as_of", length=30),
        *TITLE,
    ),
    _about("findings", "finding", "title_nb"),
    model=Finding,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], **_titled(row), **_take(row, "strength", "loop", "owner_role"),
        "category_id": _category(row, context, row["category"], "category"),
        **_new(Finding, row, context, state=FindingState.RAISED),
    },
    after=_touches,
)  # fmt: skip


def _judged(row: Row, context: Context) -> int | None:
    """The goal a row judges; none where it names something else instead. A fault where it names both or neither."""
    if bool(row["goal"]) == bool(row["of_nb"]):
        context.problem(row, "goal", _("Name either a goal or something else that is judged."))
    return cast("int | None", _found(Goal, "fact_id", row, "goal", context))


ASSESSMENTS = fact_sheet(
    "assessments",
    (
        Column("goal", sheets.text_up_to(60), help="The fact id of a goal; empty where something else is judged"),
        *(Column(f"of_{code}", sheets.text_up_to(120), empty="", help="What is judged, where it is no goal")
          for code in ("nb", "nn", "en")),
        _one_of("judgement", Judgement),
        Column("findings", _IDS, required=True),
        *_texts("as_of", length=30),
    ),
    lambda row: _about("assessments", "assessment", "goal" if row["goal"] else "of_nb")(row),
    model=Assessment,
    key=("fact_id",),
    values=lambda row, context: {
        "fact_id": row["fact"], "goal_id": _judged(row, context),
        **_take(row, "of_nb", "of_nn", "of_en", "judgement", "as_of", "nb", "nn", "en"),
    },
    after=lambda rows, counts, context: _tie(rows, counts, context, "findings", Finding),
)  # fmt: skip


def _tie_challenges(rows: list[Row], counts: Counts, context: Context) -> None:
    _tie(rows, counts, context, "findings", Finding)
    _tie(rows, counts, context, "in_plan", PlannedChallenge)


CHALLENGES = fact_sheet(
    "evaluated_challenges",
    (
        Column("findings", _IDS, required=True),
        Column("in_plan", _IDS, empty=()),
        *_texts("as_of", length=30),
        *TITLE,
    ),
    _about("findings", "challenge", "title_nb"),
    model=Challenge,
    key=("fact_id",),
    values=lambda row, context: {"fact_id": row["fact"], **_titled(row)},
    after=_tie_challenges,
)


def _tie_advice(rows: list[Row], counts: Counts, context: Context) -> None:
    """To the challenges, and to the larger advice it carries out: known only when all rows are written."""
    _tie(rows, counts, context, "challenges", Challenge)
    for row in rows:
        if row["part_of"]:
            whole = _found(Recommendation, "fact_id", row, "part_of", context)
            Recommendation.objects.filter(pk=counts.things[(row["fact"],)].pk).update(part_of_id=whole)


RECOMMENDATIONS = fact_sheet(
    "recommendations",
    (
        Column("number", sheets.integer_between(1, 99), required=True),
        _one_of("to", Audience),
        *_texts("part_of"),
        Column("challenges", _IDS, required=True),
        *_texts("as_of", length=30),
        *TITLE,
    ),
    _about("findings", "recommendation", "title_nb"),
    model=Recommendation,
    key=("fact_id",),
    values=lambda row, context: {"fact_id": row["fact"], **_titled(row), **_take(row, "number", "to")},
    after=_tie_advice,
)


def _write_evidence(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """What findings rest on. A fact must be known; what lives elsewhere is looked up when it is shown."""
    key = ("finding_id", "kind", "fact_id", "ref")

    def values(row: Row) -> dict[str, Any]:
        is_fact = row["kind"] == EvidenceKind.FACT
        return {
            "finding_id": _found(Finding, "fact_id", row, "finding", context), "kind": row["kind"],
            "fact_id": _found(Fact, "pk", row, "rests_on", context) if is_fact else None,
            "ref": "" if is_fact else row["rests_on"], **_take(row, "against", "nb", "nn", "en"),
        }  # fmt: skip

    scope = Evidence.objects.filter(finding__fact__isnull=False, added_by__isnull=True)
    return upsert(actor, Evidence, rows, context, key=key, values=values, scope=scope)


EVIDENCE = Sheet(
    "evidence",
    (
        Column("finding", sheets.text_up_to(60), required=True),
        _one_of("kind", EvidenceKind),
        Column("rests_on", sheets.text_up_to(120), required=True, help="A fact's id, or the key where it lives"),
        Column("against", sheets.yes_no, empty=False, help="Whether it speaks against the finding"),
        *(Column(name, sheets.text, empty="") for name in ("nb", "nn", "en")),
    ),
    ("finding", "kind", "rests_on"),
    _write_evidence,
)


def _arguments(cell: str) -> dict[str, str]:
    """`state=done;tell=share` as a dictionary.

    Raises BadCell for what is not of that shape.
    """
    found = {}
    for part in cell.split(";"):
        name, equals, value = part.partition("=")
        if not equals or not name.strip():
            raise sheets.BadCell(_("«%(part)s» is not of the shape name=value.") % {"part": part})
        found[name.strip()] = value.strip()
    return found


def _write_checks(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """Living checks: on a finding or a goal of the report, with a query that is registered."""

    def values(row: Row) -> dict[str, Any]:
        on_goal = row["of"].startswith("goals.")
        if checks.get(row["query"]) is None:
            context.problem(row, "query", _("There is no «%(name)s».") % {"name": row["query"]})
        names = ("key", "query", "arguments", "condition", "low", "high", "window_days", "nb", "nn", "en")
        return {
            "goal_id": _found(Goal, "fact_id", row, "of", context) if on_goal else None,
            "finding_id": None if on_goal else _found(Finding, "fact_id", row, "of", context),
            "tolerance": row["tolerance"] or 0, **_take(row, *names),
        }  # fmt: skip

    scope = Check.objects.filter(key__isnull=False)
    return upsert(actor, Check, rows, context, key=("key",), values=values, scope=scope)


CHECKS = Sheet(
    "checks",
    (
        Column("key", sheets.text_up_to(60), required=True),
        Column("of", sheets.text_up_to(60), required=True, help="The fact id of a finding or of a goal"),
        Column("query", sheets.text_up_to(40), required=True),
        Column("arguments", _arguments, empty={}, help="name=value;name=value"),
        _one_of("condition", Condition),
        *(Column(name, sheets.decimal) for name in ("low", "high", "tolerance")),
        Column("window_days", sheets.integer_between(1, 10_000)),
        *(Column(name, sheets.text, required=True) for name in ("nb", "nn", "en")),
    ),
    ("key",),
    _write_checks,
)

FINDINGS_IMPORT = ImportKind(
    name="findings",
    label=gettext_lazy("Findings, from the report"),
    sheets=(FINDINGS, EVIDENCE, ASSESSMENTS, CHALLENGES, RECOMMENDATIONS, CHECKS),
    policy=policies.may_import,
)
