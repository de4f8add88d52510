"""Everything answered, to be looked over before it is sent, and shown afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.form import Kind, Missing
from boso.core.questionnaires.standing import Item, Part, Status
from boso.foundation.questionnaires import wording
from boso.foundation.questionnaires.asked import missing_words

_MISSING = {Status.DONT_KNOW: Missing.DONT_KNOW, Status.REFUSED: Missing.REFUSED}


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer. kind: answered, blank, missing (don't know, refused). page: where to change it."""

    key: str
    id: str
    page: str
    label: str
    answer: str
    kind: str
    faults: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a heading, all on one page of the form."""

    heading: str
    page: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The whole form. problems: lines that keep it from being sent; others: what is wrong with no single answer."""

    sections: tuple[Section, ...]
    others: tuple[str, ...]

    @property
    def problems(self) -> tuple[Line, ...]:
        """The lines with something to put right or to explain."""
        return tuple(
            line
            for section in self.sections
            for line in section.lines
            if line.faults or (line.warnings and not line.reason)
        )

    @property
    def sendable(self) -> bool:
        """Whether only warnings are left."""
        return not self.others and not any(line.faults for section in self.sections for line in section.lines)

    @property
    def complete(self) -> bool:
        """Whether it can be sent."""
        return not self.problems and not self.others


def review_of(standing: Standing, reasons: Mapping[str, str]) -> Review:
    """All that is asked as things stand, with its answers."""
    sections = []
    for page in standing.pages():
        for part in page.parts:
            lines = tuple(_line(standing, item, page.key, reasons) for item in part.items if _told(item))
            if lines:
                sections.append(Section(_heading(standing, part), page.key, lines))
    keys = set(standing.items)
    others = [wording.what(fault) for fault in standing.faults if fault.key not in keys and not fault.soft]
    return Review(tuple(sections), tuple(others))


def _told(item: Item) -> bool:
    return item.shown and item.question.kind is not Kind.NOTE


def _heading(standing: Standing, part: Part) -> str:
    if part.container is None:
        return ""
    said = standing.heading(part.container, part.key if part.number else "")
    return f"{said} {part.number}".strip() if part.number else said


def _line(standing: Standing, item: Item, page: str, reasons: Mapping[str, str]) -> Line:
    missing = _MISSING.get(item.status)
    shown = standing.shown_value(item) if missing is None else missing_words(missing)
    if not shown and isinstance(item.raw, str):
        shown = item.raw
    kind = "missing" if missing is not None else "answered" if shown else "blank"
    return Line(
        item.key, f"q-{item.key}", page, standing.label(item), shown, kind,
        tuple(wording.what(fault) for fault in item.faults if not fault.soft),
        tuple(wording.what(fault) for fault in item.faults if fault.soft), reasons.get(item.key, ""),
    )  # fmt: skip
