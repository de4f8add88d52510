"""The sheets that bring in what the report says of its own evaluation, and the survey of 2011 as it is printed.

The organisations must be known already. The printed figures become a data set of published figures in `tables`.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Counts, Row, Sheet
from boso.foundation.organisations.models import Organisation
from boso.programme.evaluation import policies
from boso.programme.evaluation.models import (
    AnalysisModel,
    Category,
    Evaluation,
    EvaluationState,
    EvaluationWave,
    NamedBy,
    Outcome,
    Question,
    SampleEntry,
    Source,
    SourceKind,
)
from boso.programme.partnership.fact_sheets import fact_sheet

TITLE = tuple(Column(f"title_{code}", sheets.text_up_to(200), required=True) for code in ("nb", "nn", "en"))
#: The data set of printed figures that the sheet `survey_values` becomes.
WAVE_2011 = "moreforsking-2011"
#: The survey is from the autumn; no day is stated. The foreword is dated, and nothing was asked after it.
NOT_LATER_THAN = dt.date(2012, 1, 10)
INVITED = 137


def _texts(*names: str, length: int = 200) -> tuple[Column, ...]:
    return tuple(Column(name, sheets.text_up_to(length), empty="") for name in names)


def _one_of(name: str, *known: str) -> Column:
    return Column(name, sheets.choice(*known), required=True)


def _take(row: Row, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}


def _titled(row: Row) -> dict[str, Any]:
    return _take(row, "nb", "nn", "en", "title_nb", "title_nn", "title_en")


def _about(topic: str, attribute: str, subject: str = "", value: str = "title_nb") -> Any:
    """What a row of a sheet is as a fact; subject and value are names of its columns."""
    return lambda row: {
        "topic": topic, "subject": str(row.get(subject) or "programme")[:60], "attribute": attribute,
        "value": str(row.get(value) or ""),
    }  # fmt: skip


FACTS = fact_sheet(
    "evaluation_facts",
    (
        Column("subject", sheets.text_up_to(60), required=True),
        Column("property", sheets.text_up_to(60), required=True),
        *_texts("value", "unit", length=30),
    ),
    lambda row: {"topic": "survey", "attribute": row["property"], **_take(row, "subject", "value", "unit")},
)

MODELS = fact_sheet(
    "analysis_models",
    (Column("key", sheets.slug, required=True), *TITLE),
    _about("evaluation", "analysis_model", "key"),
    model=AnalysisModel,
    key=("key",),
    values=lambda row, context: {"key": row["key"], **_titled(row)},
)


def _category(row: Row, context: Context) -> dict[str, Any]:
    parent, _dot, key = row["path"].rpartition(".")
    model = _found(AnalysisModel, "key", row, "model", context)
    above = Category.objects.filter(model_id=model, path=parent).first() if parent else None
    if parent and above is None:
        context.problem(row, "path", _("There is no «%(name)s».") % {"name": parent})
    return {
        "model_id": model, "path": row["path"], "key": key, "parent_id": above.pk if above else None,
        "number": row["number"], **_titled(row),
    }  # fmt: skip


CATEGORIES = tuple(
    fact_sheet(
        name,
        (
            Column("model", sheets.slug, required=True),
            Column("path", sheets.text_up_to(200), required=True, help="Keys from the root, dots between"),
            Column("number", sheets.integer_between(1, 99), required=True),
            *TITLE,
        ),
        _about("evaluation", "category", "path"),
        model=Category,
        key=("model_id", "path"),
        values=_category,
    )
    for name in ("categories", "categories_below")
)


def _join_municipalities(rows: list[Row], counts: Counts, context: Context) -> None:
    places = dict(Organisation.objects.values_list("slug", "pk"))
    for row in rows:
        if unknown := [slug for slug in row["municipalities"] if slug not in places]:
            context.problem(row, "municipalities", _("There is no «%(name)s».") % {"name": unknown[0]})
            continue
        Evaluation.objects.get(key=row["key"]).municipalities.set(places[slug] for slug in row["municipalities"])


def _evaluation_state(row: Row, context: Context) -> dict[str, Any]:
    """How far the report has it, for one that is new: what has been done since stands."""
    return {} if Evaluation.objects.filter(key=row["key"]).exists() else {"state": row["state"]}


EVALUATIONS = fact_sheet(
    "evaluations",
    (
        Column("key", sheets.slug, required=True),
        Column("model", sheets.slug, required=True),
        _one_of("state", *EvaluationState.values),
        *_texts("commissioned_by", "evaluator", length=60),
        *_texts("begins", "ends", length=10),
        Column("municipalities", sheets.listed(sheets.slug), empty=()),
        *(Column(f"users_{code}", sheets.text, empty="") for code in ("nb", "nn", "en")),
        *TITLE,
    ),
    _about("evaluation", "evaluation", "key"),
    model=Evaluation,
    key=("key",),
    values=lambda row, context: {
        "model_id": _found(AnalysisModel, "key", row, "model", context),
        "commissioned_by_id": _found(Organisation, "slug", row, "commissioned_by", context),
        "evaluator_id": _found(Organisation, "slug", row, "evaluator", context),
        **_take(row, "key", "begins", "ends", "users_nb", "users_nn", "users_en"), **_titled(row),
        **_evaluation_state(row, context),
    },
    after=_join_municipalities,
)  # fmt: skip

WAVES = fact_sheet(
    "waves",
    (
        Column("evaluation", sheets.slug, required=True),
        Column("year", sheets.year, required=True),
        *_texts("begins", "ends", length=20),
        *TITLE,
    ),
    _about("evaluation", "wave", "evaluation", "year"),
    model=EvaluationWave,
    key=("evaluation_id", "year"),
    values=lambda row, context: {
        "evaluation_id": _found(Evaluation, "key", row, "evaluation", context),
        **_take(row, "year", "begins", "ends"), **_titled(row),
    },
)  # fmt: skip


def _wave(row: Row, evaluation: int | None, context: Context) -> int | None:
    if row["wave"] is None or evaluation is None:
        return None
    found = EvaluationWave.objects.filter(evaluation_id=evaluation, year=row["wave"]).first()
    if found is None:
        context.problem(row, "wave", _("There is no «%(name)s».") % {"name": row["wave"]})
        return None
    return found.pk


def _source(row: Row, context: Context) -> dict[str, Any]:
    evaluation = _found(Evaluation, "key", row, "evaluation", context)
    return {
        "evaluation_id": evaluation, "wave_id": _wave(row, evaluation, context), **_take(row, "kind", "number"),
        **_titled(row),
    }  # fmt: skip


SOURCES = fact_sheet(
    "evaluation_sources",
    (
        Column("evaluation", sheets.slug, required=True),
        Column("wave", sheets.year),
        _one_of("kind", *SourceKind.values),
        Column("number", sheets.integer_between(1, 99), required=True),
        *TITLE,
    ),
    _about("evaluation", "source", "evaluation"),
    model=Source,
    key=("fact_id",),
    values=lambda row, context: {"fact_id": row["fact"], **_source(row, context)},
)


def _join_sources(rows: list[Row], counts: Counts, context: Context) -> None:
    known = dict(Source.objects.filter(fact__isnull=False).values_list("fact_id", "pk"))
    for row in rows:
        if unknown := [name for name in row["sources"] if name not in known]:
            context.problem(row, "sources", _("There is no «%(name)s».") % {"name": unknown[0]})
            continue
        Question.objects.get(fact_id=row["fact"]).sources.set(known[name] for name in row["sources"])


def _question(row: Row, context: Context) -> dict[str, Any]:
    evaluation = _found(Evaluation, "key", row, "evaluation", context)
    place = None
    if row["category"]:
        place = Category.objects.filter(model__evaluations=evaluation, path=row["category"]).first()
        if place is None:
            context.problem(row, "category", _("There is no «%(name)s».") % {"name": row["category"]})
    return {
        "evaluation_id": evaluation, "number": row["number"], "category_id": place.pk if place else None, **_titled(row)
    }  # fmt: skip


QUESTIONS = fact_sheet(
    "evaluation_questions",
    (
        Column("evaluation", sheets.slug, required=True),
        Column("number", sheets.integer_between(1, 99), required=True),
        *_texts("category"),
        Column("sources", sheets.listed(sheets.text), empty=()),
        *TITLE,
    ),
    _about("evaluation", "question", "evaluation"),
    model=Question,
    key=("evaluation_id", "number"),
    values=_question,
    after=_join_sources,
)


def _asked(row: Row, context: Context) -> dict[str, Any]:
    evaluation = _found(Evaluation, "key", row, "evaluation", context)
    return {
        "fact_id": row["fact"], "evaluation_id": evaluation, "wave_id": _wave(row, evaluation, context),
        "source_id": _found(Source, "fact_id", row, "evaluation_source", context),
        "organisation_id": _found(Organisation, "slug", row, "organisation", context),
        **_take(row, "people", "named_by", "attempts", "outcome"), **_titled(row),
    }  # fmt: skip


SAMPLE = fact_sheet(
    "sample",
    (
        Column("evaluation", sheets.slug, required=True),
        Column("wave", sheets.year),
        *_texts("evaluation_source", "organisation", length=60),
        Column("people", sheets.integer_between(1, 10_000), required=True),
        _one_of("named_by", *NamedBy.values),
        Column("attempts", sheets.integer_between(0, 99)),
        _one_of("outcome", *Outcome.values),
        *TITLE,
    ),
    _about("evaluation", "sample", "evaluation", "people"),
    model=SampleEntry,
    key=("fact_id",),
    values=_asked,
)

ITEMS = fact_sheet(
    "survey_items",
    (
        Column("item", sheets.slug, required=True),
        Column("number", sheets.integer_between(1, 999), required=True),
        _one_of("kind", "rate", "whole", "part", "groups", "order", "open"),
        _one_of("asked", "invited", "all", "knows", "unknown"),
        *TITLE,
    ),
    lambda row: {"topic": "survey_items", "subject": row["item"], "attribute": row["kind"], "value": row["title_nb"]},
)

_VALUE_FACTS = fact_sheet(
    "survey_values",
    (
        Column("key", sheets.slug, required=True),
        Column("item", sheets.slug, required=True),
        Column("place", sheets.integer_between(1, 999), required=True),
        Column("family", sheets.slug, required=True),
        _one_of("measure", "share", "count", "mean", "order"),
        _one_of("known", "stated", "range", "not_stated"),
        *_texts("printed", length=40),
        Column("low", sheets.decimal),
        Column("high", sheets.decimal),
        Column("base", sheets.integer_between(1, 1_000_000)),
        _one_of("shares", "whole", "part", "many"),
        _one_of("how", "nearest", "cut"),
        *_texts("as_of", length=30),
        *_texts("answer_nb", "answer_nn", "answer_en", "group_nb", "group_nn", "group_en"),
    ),
    lambda row: {
        "topic": "survey_values", "subject": row["item"], "attribute": row["key"], "value": row["printed"],
        **_take(row, "low", "high", "as_of"), "unit": "percent" if row["measure"] == "share" else "",
    },
)  # fmt: skip


def _write_values(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """The facts, and the data set of printed figures that rests on them."""
    from boso.programme.tables.actions import load_published

    counts = _VALUE_FACTS.write(actor, rows, context)
    items = {row["item"]: row for row in context.memo.get("survey_items", ())}
    for row in rows:
        if row["item"] not in items:
            context.problem(row, "item", _("There is no «%(name)s».") % {"name": row["item"]})
    if not context.problems:
        load_published(actor, _data_set(), [_published(row, items[row["item"]]) for row in rows])
    return counts


def _data_set() -> dict[str, Any]:
    return {
        "key": WAVE_2011, "nb": "Spørreundersøkelsen i fem kommuner, høsten 2011",
        "nn": "Spørjeundersøkinga i fem kommunar, hausten 2011", "en": "The survey in five municipalities, autumn 2011",
        "asked_on": NOT_LATER_THAN, "population": INVITED, "series": "kommunene",
        "source": "Møreforsking 2012, kapittel 2.2, 3.5 og 3.7",
    }  # fmt: skip


def _published(row: Row, item: Row) -> dict[str, Any]:
    known = row["known"] == "stated"
    return {
        **_take(row, "key", "family", "place", "measure", "known", "printed", "low", "high", "base", "shares", "how"),
        **_take(row, "answer_nb", "answer_nn", "answer_en", "group_nb", "group_nn", "group_en"),
        "nb": item["title_nb"], "nn": item["title_nn"], "en": item["title_en"], "fact_id": row["fact"],
        "value": sheets.decimal(row["printed"]) if known else None,
    }  # fmt: skip


def _remember_items(actor: Actor, rows: list[Row], context: Context) -> Counts:
    context.memo["survey_items"] = rows
    return ITEMS.write(actor, rows, context)


ITEM_SHEET = Sheet(ITEMS.name, ITEMS.columns, ITEMS.key, _remember_items, check=ITEMS.check)
VALUES = Sheet(_VALUE_FACTS.name, _VALUE_FACTS.columns, _VALUE_FACTS.key, _write_values, check=_VALUE_FACTS.check)

EVALUATION_IMPORT = ImportKind(
    name="evaluation",
    label=gettext_lazy("Evaluation, from the report"),
    sheets=(FACTS, MODELS, *CATEGORIES, EVALUATIONS, WAVES, SOURCES, QUESTIONS, SAMPLE, ITEM_SHEET, VALUES),
    policy=policies.may_import,
)


def _found(model: Any, field: str, row: Row, column: str, context: Context) -> int | None:
    """The row that a cell names; none for an empty cell, and a fault where there is no such row."""
    if not row[column]:
        return None
    memo = f"evaluation.{model.__name__}"
    if row[column] not in context.memo.get(memo, {}):
        context.memo[memo] = dict(model._default_manager.values_list(field, "pk"))
    found: int | None = context.memo[memo].get(row[column])
    if found is None:
        context.problem(row, column, _("There is no «%(name)s».") % {"name": row[column]})
    return found
