"""Whether two questions may be compared: the same words, the same scale, asked of the same people."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from boso.core.questionnaires.expressions.parser import tidy
from boso.core.questionnaires.form import Form, Question, walk


class Break(StrEnum):
    """Why two questions cannot be compared: an answer series is broken here."""

    WORDING = "wording"
    SCALE = "scale"
    FILTER = "filter"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A question's digests (SHA-256). wording: of label and hint, by language. scale: of type, parameters, codes and
    labels of choices and what may be answered beside them, by language. filter: of every condition under which it is
    asked, and of the filter of its choices."""

    wording: tuple[tuple[str, str], ...]
    scale: tuple[tuple[str, str], ...]
    filter: str


def wording(text: str) -> str:
    """A text as it counts for comparing: blanks and forms of the same letter do not."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fingerprint(form: Form, name: str) -> Fingerprint:
    """The digests of a question. Raises KeyError when there is no question of that name."""
    question, around = next(
        ((element, around) for element, around in walk(form) if element.name == name and isinstance(element, Question)),
        (None, ()),
    )
    if question is None:
        raise KeyError(name)
    conditions = [tidy(each.relevant) for each in (*around, question) if each.relevant]
    languages = question.label.languages or (form.default_language,)
    return Fingerprint(
        tuple((code, wording_digest(question, code)) for code in languages),
        tuple((code, _scale(form, question, code)) for code in languages),
        _digest([*conditions, tidy(question.choice_filter)]),
    )


def wording_digest(question: Question, language: str) -> str:
    """The digest of a question's words in a language, for a bank of questions."""
    return _digest([wording(question.label.get(language)), wording(question.hint.get(language))])


def breaks(one: Fingerprint, other: Fingerprint) -> tuple[Break, ...]:
    """Why answers to the two cannot be compared; nothing when they can.

    Words and scale are compared in the languages both have; with no such language that is the reason.
    """
    shared = {code for code, _ in one.wording} & {code for code, _ in other.wording}
    if not shared:
        return (Break.LANGUAGE,)
    found = []
    if _in(one.wording, shared) != _in(other.wording, shared):
        found.append(Break.WORDING)
    if _in(one.scale, shared) != _in(other.scale, shared):
        found.append(Break.SCALE)
    if one.filter != other.filter:
        found.append(Break.FILTER)
    return tuple(found)


def _in(digests: tuple[tuple[str, str], ...], languages: set[str]) -> list[tuple[str, str]]:
    return sorted((code, digest) for code, digest in digests if code in languages)


def _scale(form: Form, question: Question, language: str) -> str:
    found = form.choice_list(question.list_name) if question.kind.has_choices else None
    choices = [
        [choice.name, wording(choice.label.said(language)), choice.missing or ""]
        for choice in (found.choices if found is not None else ())
    ]
    return _digest([question.kind.value, sorted(question.parameters), choices, sorted(question.missing)])


def _digest(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()
