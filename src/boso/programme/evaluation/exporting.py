"""The lists of evaluation that leave BoSo: questions, the analysis model, who was asked."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.evaluation import policies, queries
from boso.programme.partnership.exporting import ORIGIN, WORDS, Record, origin

TITLE = ("title_nb", "title_nn", "title_en")


def _questions(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    for evaluation in queries.evaluations(actor, programme):
        for row in queries.questions(actor, evaluation):
            yield {
                **origin(row.fact), "evaluation": evaluation.key, "number": row.number,
                "category": row.category.path if row.category is not None else "",
                "sources": "; ".join(one.title_nb for one in row.sources.all()),
                **{name: getattr(row, name) for name in (*TITLE, *WORDS)},
            }  # fmt: skip


def _categories(actor: Actor) -> Iterator[Record]:
    for model in queries.models(actor):
        for row in queries.categories(actor, model.key):
            yield {
                **origin(row.fact), "model": model.key, "path": row.path,
                **{name: getattr(row, name) for name in (*TITLE, *WORDS)},
            }  # fmt: skip


def _sample(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    for evaluation in queries.evaluations(actor, programme):
        for row in queries.sample(actor, evaluation):
            yield {
                **origin(row.fact), "evaluation": evaluation.key, "wave": row.wave.year if row.wave is not None else "",
                "municipality": row.organisation.slug if row.organisation is not None else "",
                **{name: getattr(row, name) for name in ("people", "named_by", "attempts", "outcome", *TITLE, *WORDS)},
            }  # fmt: skip


EXPORTS = (
    Export(
        "evaluation_questions",
        _("Questions of evaluations"),
        ("evaluation", "number", *TITLE, "category", "sources", *WORDS, *ORIGIN),
        _questions,
        policies.may_see,
        filters=("programme",),
    ),
    Export(
        "analysis_models", _("Analysis models"), ("model", "path", *TITLE, *WORDS, *ORIGIN), _categories,
        policies.may_see,
    ),
    Export(
        "evaluation_sample",
        _("Who was asked in evaluations"),
        ("evaluation", "wave", *TITLE, "municipality", "people", "named_by", "attempts", "outcome", *WORDS, *ORIGIN),
        _sample,
        policies.may_see,
        filters=("programme",),
    ),
)  # fmt: skip
