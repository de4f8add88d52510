"""A form on paper, to be filled in by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.form import Kind, Question, Repeat, walk
from boso.foundation.questionnaires import queries
from boso.foundation.questionnaires.asked import missing_words
from boso.foundation.questionnaires.models import FormVersion


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the paper. shape: heading, repeat, note, radio, boxes, rank, lines or line."""

    shape: str
    label: str
    hint: str = ""
    number: int = 0
    choices: tuple[str, ...] = ()
    conditional: bool = False


_SHAPES = {
    Kind.SELECT_ONE: "radio",
    Kind.SELECT_MULTIPLE: "boxes",
    Kind.RANK: "rank",
    Kind.ACKNOWLEDGE: "boxes",
    Kind.NOTE: "note",
}


def paper_of(version: FormVersion) -> dict[str, Any]:
    """What the paper is drawn from, in the reader's language where the form has it."""
    content = queries.content(version)
    language = get_language() or "nb"
    return {
        "version": version,
        "form": version.form,
        "title": content.title.said(language, content.default_language) or version.form.title,
        "lines": lines(content, language),
    }


def lines(content: Content, language: str) -> list[Line]:
    """Everything a person is asked, in order, numbered. What depends on other answers is marked."""
    found: list[Line] = []
    number = 0
    for element, around in walk(content):
        label = element.label.said(language, content.default_language)
        hint = element.hint.said(language, content.default_language)
        conditional = bool(element.relevant) or any(each.relevant for each in around)
        if not isinstance(element, Question):
            shape = "repeat" if isinstance(element, Repeat) else "heading"
            found.append(Line(shape, label or element.name, hint, conditional=conditional))
        elif element.kind.is_shown:
            number += element.kind is not Kind.NOTE
            shown = "lines" if "multiline" in element.appearances else _SHAPES.get(element.kind, "line")
            at = 0 if element.kind is Kind.NOTE else number
            choices = _choices(content, element, language)
            found.append(Line(shown, label or element.name, hint, at, choices, conditional))
    return found


def _choices(content: Content, question: Question, language: str) -> tuple[str, ...]:
    chosen = content.choice_list(question.list_name) if question.list_name else None
    said = (
        [each.label.said(language, content.default_language) or each.name for each in chosen.choices] if chosen else []
    )
    return (*said, *(missing_words(each) for each in question.missing))
