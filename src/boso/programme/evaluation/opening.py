"""The parts a new report begins with: headings, and what the design and the data can fill at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from boso.foundation.access.actor import Actor
from boso.programme.evaluation import queries, references
from boso.programme.evaluation.models import EvaluationReport, PartKind
from boso.programme.surveys import queries as surveys
from boso.programme.tables import queries as tables
from boso.programme.tables.models import Published

Opening = tuple[str, str, str, str]


def parts(actor: Actor, report: EvaluationReport) -> Iterator[Opening]:
    """Kind, heading, words and language of each part, in order."""
    yield _summary(PartKind.SUMMARY, report.language)
    yield _summary(PartKind.SUMMARY_OTHER, report.other_language)
    with override(report.language):
        key = report.evaluation.key
        yield (
            PartKind.METHOD,
            _("Method and data"),
            "\n\n".join(filter(None, (_lines(actor, report, f"design:{key}", f"asked:{key}"), _rates(actor, report)))),
            report.language,
        )
        yield PartKind.STATUS, _("Status by theme"), _themes(actor, report), report.language
        yield PartKind.METHOD_OF_PROGRAMME, _("Programme as a method"), "", report.language
        yield PartKind.FINDINGS, _("Findings"), _lines(actor, report, "findings:all"), report.language
        yield PartKind.RECOMMENDATIONS, _("Recommendations"), _lines(actor, report, "advice:all"), report.language
        guides = [offer.key for offer in _offers(actor, report, "guide")]
        yield PartKind.APPENDIX, _("Appendix: interview guide"), _lines(actor, report, *guides[:1]), report.language


def _summary(kind: PartKind, language: str) -> Opening:
    with override(language):
        return kind, _("Summary"), "", language


def _rates(actor: Actor, report: EvaluationReport) -> str:
    """How many answered the surveys of those who do the evaluation, and what is printed of such rates."""
    programme = report.evaluation.programme
    own = surveys.surveys(actor, programme).filter(owner=report.evaluation.evaluator_id)
    asked = [f"rate:{wave.pk}/table" for survey in own.order_by("pk") for wave in survey.waves.order_by("pk")]
    families: dict[str, list[Published]] = {}
    for row in tables.published(actor).filter(data_set__programme=programme, family__contains="-rate"):
        families.setdefault(row.family, []).append(row)
    whole = [f"printed:family/{family}" for family, rows in families.items() if len(rows) > 1]
    alone = [rows[0] for rows in families.values() if len(rows) == 1]
    items = "\n".join(f"- {one.answer or one.words}: [[printed:{one.key}]]" for one in alone)
    return "\n\n".join(filter(None, (_lines(actor, report, *asked, *whole), items)))


def _themes(actor: Actor, report: EvaluationReport) -> str:
    """A heading for each root of the analysis model."""
    roots = [one for one in queries.categories(actor, report.evaluation.model.key) if one.depth == 0]
    return "\n\n".join(f"## {one.title}" for one in roots)


def _lines(actor: Actor, report: EvaluationReport, *keys: str) -> str:
    """References that say something now, each on its line."""
    return "\n\n".join(f"[[{key}]]" for key in keys if references.find(actor, report, key) is not None)


def _offers(actor: Actor, report: EvaluationReport, name: str) -> list[references.Offer]:
    return [offer for kind in references.kinds() if kind.name == name for offer in kind.offers(actor, report)]
