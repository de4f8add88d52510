"""References to the evaluation itself: its design, and who was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.programme.evaluation import queries
from boso.programme.evaluation.models import Evaluation, EvaluationReport, Outcome
from boso.programme.evaluation.references import Found, Kind, Offer


def table(caption: str, heads: list[str], rows: list[list[str]], numeric: tuple[int, ...] = ()) -> dict[str, Any]:
    """A table as it is kept with a reference."""
    return {"kind": "table", "caption": caption, "heads": heads, "rows": rows, "numeric": list(numeric)}


def _design(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """What the evaluation asks, by what it is judged and where it looks."""
    evaluation = _own(report, address)
    if evaluation is None:
        return None
    questions = [
        [f"{one.number}. {one.title}", one.words, ", ".join(source.title for source in one.sources.all())]
        for one in queries.questions(actor, evaluation)
    ]
    looks = [
        [one.title, one.get_kind_display(), str(one.wave.year) if one.wave is not None else _("all rounds"), one.words]
        for one in queries.sources(actor, evaluation)
    ]
    blocks = []
    if questions:
        heads = [_("Question"), _("Judged by"), _("Sources")]
        blocks.append(table(_("What the evaluation asks"), heads, questions))
    if looks:
        heads = [_("Source"), _("Kind"), _("Round"), _("What it is")]
        blocks.append(table(_("Where the evaluation looks"), heads, looks))
    if not blocks:
        return None
    said = _("%(questions)d questions, %(sources)d sources") % {"questions": len(questions), "sources": len(looks)}
    return Found(said, {"blocks": blocks}, _("The design of the evaluation"))


def _design_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    found = _design(actor, report, report.evaluation.key)
    if found is not None:
        label = _("Questions, criteria and sources")
        yield Offer(f"design:{report.evaluation.key}", label, found.value, whole=True)


def _asked(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """Who was asked, by role, and what came of it for all together; a report is for every member in the end. A count by
    outcome: `key.took_part`.
    """
    key, _dot, outcome = address.partition(".")
    evaluation = _own(report, key)
    if evaluation is None:
        return None
    rows = list(queries.sample(actor, evaluation))
    if report.wave_id is not None:
        rows = [one for one in rows if one.wave_id in (None, report.wave_id)]
    source = _("The sample log of the evaluation")
    year = str(report.wave.year) if report.wave is not None else ""
    if outcome:
        chosen = [one for one in rows if one.outcome == outcome]
        if not chosen:
            return None
        said = f"{source}: {chosen[0].get_outcome_display()}"
        return Found(str(sum(one.people for one in chosen)), {}, said, year)
    if not rows:
        return None
    people: Counter[str] = Counter()
    for one in rows:
        people[one.title] += one.people
    outcomes = [
        f"{outcome.label}: {count}"
        for outcome in Outcome
        if (count := sum(one.people for one in rows if one.outcome == outcome))
    ]
    note = _("Where they work, and what came of asking each, is not told, so that nobody can be recognised.")
    blocks = [
        table(
            _("Who was asked"), [_("Role"), _("People")], [[role, str(count)] for role, count in people.items()], (1,)
        ),
        {"kind": "text", "text": f"{'. '.join(outcomes)}. {note}", "quiet": True},
    ]
    took = sum(one.people for one in rows if one.outcome == Outcome.TOOK_PART)
    said = _("%(took)d of %(all)d took part") % {"took": took, "all": people.total()}
    return Found(said, {"blocks": blocks}, source, year)


def _asked_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    key = report.evaluation.key
    whole = _asked(actor, report, key)
    if whole is None:
        return
    yield Offer(f"asked:{key}", _("Who was asked, role by role"), whole.value, whole=True)
    for outcome in Outcome:
        found = _asked(actor, report, f"{key}.{outcome.value}")
        if found is not None:
            yield Offer(f"asked:{key}.{outcome.value}", _("How many: %(what)s") % {"what": outcome.label}, found.value)


def _own(report: EvaluationReport, address: str) -> Evaluation | None:
    """The report's own evaluation, where it is meant."""
    return report.evaluation if report.evaluation.key == address else None


KINDS = (
    Kind("design", gettext_lazy("Design"), _design_offers, _design),
    Kind("asked", gettext_lazy("Who was asked"), _asked_offers, _asked),
)
