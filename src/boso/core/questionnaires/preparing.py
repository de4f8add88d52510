"""A form made ready for answers: every expression made into a function, and the order of working out found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from boso.core.questionnaires.checking import check, order
from boso.core.questionnaires.defaults import is_expression
from boso.core.questionnaires.expressions.evaluation import Worked, worked
from boso.core.questionnaires.faults import Fault, FormErrors, serious
from boso.core.questionnaires.form import (
    ChoiceList,
    Container,
    Element,
    Form,
    Group,
    Question,
    Repeat,
    matrix_questions,
    walk,
)
from boso.core.questionnaires.form_json import digest


@dataclass(frozen=True, slots=True)
class Slot:
    """One element with its place and its functions. repeats: names of those around it, outermost first."""

    element: Element
    around: tuple[Container, ...]
    repeats: tuple[str, ...]
    relevant: Worked | None = None
    count: Worked | None = None
    calculation: Worked | None = None
    default: Worked | None = None
    required: Worked | None = None
    read_only: Worked | None = None
    constraint: Worked | None = None
    choice_filter: Worked | None = None
    is_heading: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The repeats down to and with this one, for a repeat."""
        return (*self.repeats, self.element.name) if isinstance(self.element, Repeat) else self.repeats


@dataclass(frozen=True, slots=True)
class Plan:
    """What `Ready` knows of a form. order: slots as they are worked out. faults: what `check` said, nothing serious."""

    form: Form
    digest: str
    slots: Mapping[str, Slot]
    order: tuple[Slot, ...]
    lists: Mapping[str, ChoiceList]
    names: Mapping[str, frozenset[str]]
    faults: tuple[Fault, ...] = field(default=())


def planned(form: Form) -> Plan:
    """The plan of a form. Raises FormErrors with everything `check` found when something of it is serious."""
    faults = check(form)
    if serious(faults):
        raise FormErrors(faults)
    slots = {element.name: _slot(element, around) for element, around in walk(form)}
    return Plan(
        form,
        digest(form),
        slots,
        tuple(slots[name] for name in order(form)[0]),
        {each.name: each for each in form.lists},
        {each.name: frozenset(choice.name for choice in each.choices) for each in form.lists},
        tuple(faults),
    )


def _slot(element: Element, around: tuple[Container, ...]) -> Slot:
    repeats = tuple(each.name for each in around if isinstance(each, Repeat))
    relevant = _made(element.relevant)
    match element:
        case Group():
            return Slot(element, around, repeats, relevant)
        case Repeat():
            return Slot(element, around, repeats, relevant, _made(element.count))
        case _:
            return Slot(
                element,
                around,
                repeats,
                relevant,
                None,
                _made(element.calculation),
                _made(element.default) if is_expression(element.default) else None,
                _made(element.required),
                _made(element.read_only),
                _made(element.constraint),
                _made(element.choice_filter),
                _is_heading(element, around),
            )


def _made(source: str) -> Worked | None:
    return worked(source) if source else None


def _is_heading(question: Question, around: tuple[Container, ...]) -> bool:
    """Whether it only heads the columns of a table."""
    if "label" not in question.appearances or not around or not isinstance(around[-1], Group):
        return False
    return bool(matrix_questions(around[-1]))
