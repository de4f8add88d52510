"""The sheets that bring in the interviews of 2011: the guide with its questions and probes, and who was interviewed.

The evaluation must be known already.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import SYSTEM
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Counts, Row
from boso.foundation.organisations.models import Organisation
from boso.programme.evaluation.models import Category, Evaluation, EvaluationWave
from boso.programme.interviews import policies
from boso.programme.interviews.actions_material import start_book
from boso.programme.interviews.models import (
    Guide,
    GuidePart,
    GuideQuestion,
    GuideState,
    Informant,
    InformantRole,
    Probe,
)
from boso.programme.partnership.fact_sheets import fact_sheet

_NUMBER = Column("number", sheets.integer_between(1, 99), required=True)


def _title(length: int = 200) -> tuple[Column, ...]:
    return tuple(Column(f"title_{code}", sheets.text_up_to(length), required=True) for code in ("nb", "nn", "en"))


def _text(name: str, *, required: bool = True) -> Column:
    return Column(name, sheets.text_up_to(60), required=required, empty="")


def _titled(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("title_nb", "title_nn", "title_en", "nb", "nn", "en")}


def _about(attribute: str, value: str) -> Any:
    return lambda row: {
        "topic": "interviews", "subject": "programme", "attribute": attribute, "value": str(row[value])[:300],
    }  # fmt: skip


def _books(rows: list[Row], counts: Counts, context: Context) -> None:
    """Each evaluation with a guide has a code book, which begins with its analysis model."""
    for key in {row["evaluation"] for row in rows}:
        start_book(SYSTEM, Evaluation.objects.select_related("model").get(key=key))


def _state(row: Row) -> dict[str, Any]:
    """Whether a guide that is new is used: what has been done since stands."""
    return {} if Guide.objects.filter(fact_id=row["fact"]).exists() else {"state": row["state"]}


GUIDES = fact_sheet(
    "guides",
    (
        _text("evaluation"),
        _text("key"),
        Column("version", sheets.integer_between(1, 99), required=True),
        Column("state", sheets.choice(*GuideState.values), required=True),
        *_title(),
    ),
    _about("guide", "key"),
    model=Guide,
    key=("evaluation_id", "key", "version"),
    values=lambda row, context: {
        "evaluation_id": _found(Evaluation, "key", row, "evaluation", context), "key": row["key"],
        "version": row["version"], **_state(row), **_titled(row),
    },
    after=_books,
)  # fmt: skip

PARTS = fact_sheet(
    "guide_parts",
    (_text("guide"), _NUMBER, *_title()),
    _about("guide_part", "title_nb"),
    model=GuidePart,
    key=("guide_id", "number"),
    values=lambda row, context: {
        "guide_id": _found(Guide, "fact_id", row, "guide", context), "number": row["number"], **_titled(row),
    },
)  # fmt: skip

QUESTIONS = fact_sheet(
    "guide_questions",
    (_text("part"), _NUMBER, _text("category", required=False), *_title(400)),
    _about("guide_question", "number"),
    model=GuideQuestion,
    key=("part_id", "number"),
    values=lambda row, context: {
        "part_id": _found(GuidePart, "fact_id", row, "part", context), "number": row["number"],
        "category_id": _category(row, context), **_titled(row),
    },
)  # fmt: skip

PROBES = fact_sheet(
    "probes",
    (_text("question"), _NUMBER, *_title()),
    _about("guide_probe", "number"),
    model=Probe,
    key=("question_id", "number"),
    values=lambda row, context: {
        "question_id": _found(GuideQuestion, "fact_id", row, "question", context), "number": row["number"],
        **_titled(row),
    },
)  # fmt: skip

INFORMANTS = fact_sheet(
    "informants",
    (
        _text("evaluation"),
        Column("wave", sheets.year, required=True),
        Column("pseudonym", sheets.text_up_to(30), required=True),
        Column("role", sheets.choice(*InformantRole.values), required=True),
        _text("organisation", required=False),
    ),
    _about("informant", "role"),
    model=Informant,
    key=("evaluation_id", "pseudonym"),
    values=lambda row, context: {
        "evaluation_id": _found(Evaluation, "key", row, "evaluation", context), "pseudonym": row["pseudonym"],
        "role": row["role"], "organisation_id": _found(Organisation, "slug", row, "organisation", context),
        "wave_id": _wave(row),
    },
)  # fmt: skip

INTERVIEWS_IMPORT = ImportKind(
    name="interviews",
    label=gettext_lazy("Interviews, from the report"),
    sheets=(GUIDES, PARTS, QUESTIONS, PROBES, INFORMANTS),
    policy=policies.may_import,
)


def _wave(row: Row) -> int | None:
    found = EvaluationWave.objects.filter(evaluation__key=row["evaluation"], year=row["wave"]).first()
    return found.pk if found is not None else None


def _category(row: Row, context: Context) -> int | None:
    """The place in the analysis model of the evaluation that the guide belongs to."""
    if not row["category"]:
        return None
    found = Category.objects.filter(model__evaluations__guides__parts__fact_id=row["part"], path=row["category"])
    place = found.first()
    if place is None:
        context.problem(row, "category", _("There is no «%(name)s».") % {"name": row["category"]})
    return place.pk if place is not None else None


def _found(model: Any, field: str, row: Row, column: str, context: Context) -> int | None:
    """The row that a cell names; none for an empty cell, and a fault where there is no such row."""
    if not row[column]:
        return None
    memo = f"interviews.{model.__name__}"
    if row[column] not in context.memo.get(memo, {}):
        context.memo[memo] = dict(model._default_manager.values_list(field, "pk"))
    found: int | None = context.memo[memo].get(row[column])
    if found is None:
        context.problem(row, column, _("There is no «%(name)s».") % {"name": row[column]})
    return found
