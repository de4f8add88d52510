"""A question in its place as a page draws it: which control, what stands in it, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.answers import RANGE
from boso.core.questionnaires.form import Choice, Kind, Missing
from boso.core.questionnaires.standing import AnswerFault, Item, Page, Part, Status
from boso.foundation.questionnaires import wording

#: As many steps of a range are shown as buttons; more are typed.
MOST_STEPS = 11
#: What stands before a reason for no answer where it is one of the choices.
MARK = "~"
LACKS = "answer_lacks"

_CONTROLS = {
    Kind.SELECT_ONE: "radio",
    Kind.SELECT_MULTIPLE: "boxes",
    Kind.RANK: "rank",
    Kind.NOTE: "note",
    Kind.ACKNOWLEDGE: "tick",
    Kind.RANGE: "radio",
    Kind.INTEGER: "number",
    Kind.DECIMAL: "number",
}
_MODES = {Kind.INTEGER: "numeric", Kind.DECIMAL: "decimal", Kind.RANGE: "decimal", Kind.DATE: "numeric"}
_SHORT = {Kind.INTEGER, Kind.DECIMAL, Kind.RANGE, Kind.DATE, Kind.TIME}
#: How it is written, where the form's author does not say.
_WRITTEN = {
    Kind.DATE: gettext_lazy("Write it like 22.11.2026."),
    Kind.TIME: gettext_lazy("Write it like 14:30."),
    Kind.DATETIME: gettext_lazy("Write it like 22.11.2026 14:30."),
    Kind.GEOPOINT: gettext_lazy("Write latitude and longitude, for example 60.79 11.07."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to pick. place: for ranking, which place it has been given."""

    id: str
    name: str
    label: str
    hint: str = ""
    chosen: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is drawn. control: radio, boxes, rank, tick, note, number, line, lines or plain (read only).

    why_not: the reasons for no answer offered beside the control. warning: a soft fault not yet explained; reason: what
    was said about it.
    """

    key: str
    id: str
    control: str
    label: str
    hint: str = ""
    guidance: str = ""
    value: str = ""
    mode: str = ""
    width: str = ""
    options: tuple[Option, ...] = ()
    why_not: tuple[Option, ...] = ()
    required: bool = False
    faults: tuple[str, ...] = ()
    warning: str = ""
    reason: str = ""
    explained: bool = False
    places: tuple[str, ...] = ()
    scale: bool = False

    @property
    def named(self) -> str:
        """The question as the error summary says it; one that asks needs no colon."""
        return self.label if self.label.endswith(("?", ":", ".")) else f"{self.label}:"

    @property
    def unexplained(self) -> bool:
        """Whether a warning stands that nobody has said anything about."""
        return bool(self.warning) and not self.reason

    @property
    def first_id(self) -> str:
        """Where the error summary leads."""
        return self.options[0].id if self.control in ("radio", "boxes", "rank") and self.options else self.id

    @property
    def described(self) -> str:
        """The ids of what explains the control."""
        parts = [f"{self.id}.hint" if self.hint else "", f"{self.id}.wrong" if self.faults else ""]
        return " ".join(part for part in [*parts, f"{self.id}.warn" if self.warning else ""] if part)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a page with its questions drawn. columns: what can be picked, where it is a matrix."""

    part: Part
    heading: str
    hint: str
    asked: tuple[Asked, ...]
    columns: tuple[Choice, ...] = ()
    column_labels: tuple[str, ...] = ()
    more: str = ""


def missing_words(missing: Missing) -> str:
    """A reason for no answer as people say it."""
    return _("Don't know") if missing is Missing.DONT_KNOW else _("Will not answer")


def page_of(standing: Standing, page: Page, reasons: Mapping[str, str], *, lacking: bool) -> list[Stretch]:
    """The page drawn. lacking: whether to say what lacks; before the person has tried to go on it would only nag."""
    return [_stretch(standing, part, reasons, lacking) for part in page.parts]


def open_faults(page: Page, reasons: Mapping[str, str]) -> list[AnswerFault]:
    """What keeps the person on the page: what is wrong, and warnings that nobody has explained."""
    return [fault for item in page.items for fault in item.faults if not (fault.soft and reasons.get(item.key))]


def asked(standing: Standing, item: Item, reasons: Mapping[str, str], *, lacking: bool = True) -> Asked:
    """One question drawn."""
    said = [fault for fault in item.faults if lacking or fault.code != LACKS]
    hard = tuple(_sentence(fault) for fault in said if not fault.soft)
    soft = " ".join(_sentence(fault) for fault in said if fault.soft)
    reason = reasons.get(item.key, "")
    drawn = Asked(
        key=item.key, id=f"q-{item.key}", control="line", label=standing.label(item), hint=_hint(standing, item),
        guidance=standing.guidance(item), value=_typed(standing, item), required=item.required, faults=hard,
        warning=soft, reason=reason, explained=bool(soft and reason),
    )  # fmt: skip
    return _controlled(standing, item, drawn)


def _stretch(standing: Standing, part: Part, reasons: Mapping[str, str], lacking: bool) -> Stretch:
    container = part.container
    heading = standing.heading(container, part.key if part.number else "") if container else ""
    hint = standing.subheading(container, part.key if part.number else "") if container else ""
    more = heading
    if part.may_add and not part.items:
        heading, hint = "", ""
    if part.number:
        heading = f"{heading} {part.number}".strip()
    drawn = tuple(asked(standing, item, reasons, lacking=lacking) for item in part.items if item.shown)
    columns = standing.choices(part.items[0]) if part.matrix and part.items else ()
    labels = tuple(standing.choice_label(part.items[0], choice.name) for choice in columns)
    return Stretch(part, heading, hint, drawn, columns, labels, more)


def _hint(standing: Standing, item: Item) -> str:
    return standing.hint(item) or str(_WRITTEN.get(item.question.kind, ""))


def _sentence(fault: AnswerFault) -> str:
    said = (wording.what(fault), "" if fault.message else wording.advice(fault))
    return " ".join(part for part in said if part)


def _controlled(standing: Standing, item: Item, drawn: Asked) -> Asked:
    kind = item.question.kind
    if kind is Kind.NOTE:
        return replace(drawn, control="note")
    if item.read_only:
        return replace(drawn, control="plain", value=standing.shown_value(item))
    control = _CONTROLS.get(kind, "line")
    options = _options(standing, item)
    why_not = _why_not(item)
    if kind is Kind.RANGE and not options:
        control = "number"
    if kind is Kind.TEXT and "multiline" in item.question.appearances:
        control = "lines"
    if control == "radio":
        options, why_not = (*options, *why_not), ()
    return replace(
        drawn, control=control, options=options, why_not=why_not,
        mode=_MODES.get(kind, ""), width="short" if kind in _SHORT else "medium" if kind is Kind.DATETIME else "",
        scale=kind is Kind.RANGE,
        places=tuple(str(number) for number in range(1, len(options) + 1)) if control == "rank" else (),
    )  # fmt: skip


def _options(standing: Standing, item: Item) -> tuple[Option, ...]:
    if item.question.kind is Kind.RANGE:
        return tuple(
            Option(f"q-{item.key}.{number}", step, step.replace(".", ","), chosen=item.value == Decimal(step))
            for number, step in enumerate(_steps(item))
        )
    given = _names(item)
    return tuple(
        Option(
            f"q-{item.key}.{number}", choice.name, standing.choice_label(item, choice.name),
            chosen=choice.name in given, place=str(given.index(choice.name) + 1) if choice.name in given else "",
        )
        for number, choice in enumerate(standing.choices(item))
    )  # fmt: skip


def _why_not(item: Item) -> tuple[Option, ...]:
    given = {Status.DONT_KNOW: Missing.DONT_KNOW, Status.REFUSED: Missing.REFUSED}.get(item.status)
    return tuple(
        Option(f"q-{item.key}.{missing}", f"{MARK}{missing}", missing_words(missing), chosen=missing is given)
        for missing in item.question.missing
    )


def _names(item: Item) -> list[str]:
    """What was picked, also where it could not be read."""
    raw = item.value if item.value is not None else item.raw
    if isinstance(raw, str):
        return [raw] if item.question.kind is Kind.SELECT_ONE else raw.split()
    return [str(name) for name in raw] if isinstance(raw, list | tuple) else []


def _steps(item: Item) -> list[str]:
    """The steps of a range, none when they are too many to show."""
    start, end, step = (Decimal(item.question.parameter(name) or usual) for name, usual in RANGE)
    if step <= 0 or (end - start) / step >= MOST_STEPS:
        return []
    return [f"{start + number * step:f}" for number in range(int((end - start) / step) + 1)]


def _typed(standing: Standing, item: Item) -> str:
    """What stands in a line of text: as it was typed where it cannot be read, else as people write it."""
    kind = item.question.kind
    if item.value is None or isinstance(item.value, Missing):
        return item.raw if isinstance(item.raw, str) else ""
    if kind is Kind.ACKNOWLEDGE:
        return "yes"
    if isinstance(item.value, dt.datetime):
        return f"{item.value:%d.%m.%Y %H:%M}"
    if isinstance(item.value, dt.time):
        return f"{item.value:%H:%M}"
    if kind.has_choices or kind is Kind.RANGE:
        return str(item.value)
    return standing.shown_value(item)
