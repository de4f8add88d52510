"""What the pages of evaluation show, ready for their templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.workflow.states import Transition, Workflow
from boso.programme.evaluation.models import Category, NamedAccess, Outcome, PartKind, Question
from boso.programme.evaluation.references import Offer

#: What belongs in each part of a report.
HINTS: dict[PartKind, Promise] = {
    PartKind.SUMMARY: _("What was found and what it means, on one page. Most people read only this."),
    PartKind.SUMMARY_OTHER: _("The same for those who read another language. Figures are taken in that language."),
    PartKind.METHOD: _("How you found out: who was asked, how many answered, what was read. Say what cannot be known."),
    PartKind.STATUS: _("Where things stand, theme by theme. Let each number be a reference."),
    PartKind.METHOD_OF_PROGRAMME: _("What a programme is worth as a way of working, for bank and municipalities."),
    PartKind.FINDINGS: _("What you found, with how strong the evidence is."),
    PartKind.RECOMMENDATIONS: _("What you advise, to whom, and what they have answered."),
    PartKind.APPENDIX: _("The interview guide, the questions, and what is too long for the text."),
}

#: Colours of states.
COLOURS = {
    "planned": "neutral", "running": "success", "closed": "neutral", "draft": "warning", "issued": "success",
    "asked": "info", "agreed": "info", "took_part": "success", "declined": "warning", "no_answer": "warning",
    "not_reached": "neutral", "not_stated": "neutral",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A category with the questions that are asked about it. silent: nothing is asked here or below."""

    category: Category
    questions: tuple[Question, ...]
    silent: bool


def rows(categories: Iterable[Category], questions: Iterable[Question]) -> list[Row]:
    """The analysis model with the questions of an evaluation in their places."""
    asked: dict[int, list[Question]] = {}
    for one in questions:
        if one.category_id is not None:
            asked.setdefault(one.category_id, []).append(one)
    found = list(categories)
    loud = {one.path for one in found if one.pk in asked}
    return [
        Row(one, tuple(asked.get(one.pk, ())), not any(f"{path}.".startswith(f"{one.path}.") for path in loud))
        for one in found
    ]


def counts(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Outcomes in words with how many people, in the order of the outcomes."""
    known = dict(found)
    return [(str(outcome.label), known[outcome.value]) for outcome in Outcome if outcome.value in known]


def accesses(
    found: Iterable[NamedAccess], actor: Actor, today: dt.date
) -> list[tuple[NamedAccess, dt.date | None, bool]]:
    """Each access with the day it came to an end (none while it is in force), and whether the actor reads by it."""
    rows = []
    for one in found:
        over = one.ended_on or (one.until if one.until < today else None)
        rows.append((one, over, over is None and one.user_id == actor.user_id))
    return rows


def narrowed(found: Iterable[Offer], text: str) -> list[Offer]:
    """What may be inserted whose label has every word."""
    words = fold(text).split()
    return [one for one in found if all(word in fold(one.label) for word in words)]


def hint(kind: str) -> str | Promise:
    """What belongs in a part of a kind."""
    return HINTS[PartKind(kind)]


def transition(workflow: Workflow, name: str) -> Transition:
    """A step by name.

    Raises Refused (hidden) where there is none.
    """
    try:
        return workflow.transition(name)
    except KeyError:
        raise Refused(NOT_HERE) from None
