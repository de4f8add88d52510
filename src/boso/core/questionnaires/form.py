"""A form as data: questions, groups, rounds that repeat, lists of choices, and every text in each language.

Names of questions, groups and repeats are unique in the whole form. Expressions are kept as text in the language of
XLSForm (`${name}`, `.`, functions); `checking.check` says what is wrong with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

#: What a question, group, repeat or column may be called.
NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
ALWAYS = "true()"


class Kind(StrEnum):
    """What is asked for; the values are the words of XLSForm."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    RANGE = "range"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    DATE = "date"
    TIME = "time"
    DATETIME = "dateTime"
    NOTE = "note"
    ACKNOWLEDGE = "acknowledge"
    CALCULATE = "calculate"
    HIDDEN = "hidden"
    GEOPOINT = "geopoint"
    BARCODE = "barcode"
    START = "start"
    END = "end"
    TODAY = "today"
    USERNAME = "username"

    @property
    def has_choices(self) -> bool:
        """Whether the answer is picked from a list."""
        return self in CHOOSING

    @property
    def is_filled_by_machine(self) -> bool:
        """Whether nobody is asked: a calculation, a hidden value, or who and when."""
        return self in MACHINE

    @property
    def is_shown(self) -> bool:
        """Whether it stands on a page."""
        return self not in MACHINE


CHOOSING = frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK})
MACHINE = frozenset({Kind.CALCULATE, Kind.HIDDEN, Kind.START, Kind.END, Kind.TODAY, Kind.USERNAME})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.RANGE})


class Missing(StrEnum):
    """Why there is no substantive answer although the person was asked."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in several languages: pairs of language code and text, in order of code, none of them blank."""

    pairs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, str] | None = None, /, **more: str) -> Texts:
        """From {"nb": ..., "nn": ...}, or by keyword; blank ones are left out."""
        both = {**(texts or {}), **more}
        return cls(tuple(sorted((code, text) for code, text in both.items() if text.strip())))

    def get(self, language: str) -> str:
        """The text in that very language; blank when it lacks."""
        return dict(self.pairs).get(language, "")

    def said(self, *languages: str) -> str:
        """The text in the first of the languages that has it, else in any language at all, else blank."""
        texts = dict(self.pairs)
        found = next((texts[code] for code in languages if code in texts), None)
        return found if found is not None else next(iter(texts.values()), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages it stands in."""
        return tuple(code for code, _ in self.pairs)

    def __bool__(self) -> bool:
        return bool(self.pairs)


NO_TEXT = Texts()
Pairs: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the form: its code (nb, nn, en, se ...) and what the form calls it."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing to pick. extra: further columns by name, for filters. missing: it means don't know or refused."""

    name: str
    label: Texts = NO_TEXT
    extra: Pairs = ()
    missing: Missing | None = None

    def column(self, name: str) -> str:
        """The value of a further column; blank when there is none."""
        return self.name if name == "name" else dict(self.extra).get(name, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceList:
    """A list of choices that questions share by its name."""

    name: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, note, calculation or hidden value.

    list_name: for those that pick from a list. A list «or other» of XLSForm stands here as a list with the
    choice `other`, followed by a text question of its own.
    required, relevant, constraint, read_only, calculation, choice_filter: expressions, blank for none
    (`true()` in required means always). default: a plain value, or an expression (see `defaults.is_expression`).
    soft_required, soft_constraint: the person is told and may go on.
    missing: which of don't know and refused may be given instead of an answer, beside the choices of a list.
    parameters: pairs such as ("start", "1"). appearance: words that say how it may be shown.
    """

    name: str
    kind: Kind
    label: Texts = NO_TEXT
    hint: Texts = NO_TEXT
    guidance: Texts = NO_TEXT
    list_name: str = ""
    appearance: str = ""
    relevant: str = ""
    constraint: str = ""
    constraint_message: Texts = NO_TEXT
    soft_constraint: bool = False
    required: str = ""
    required_message: Texts = NO_TEXT
    soft_required: bool = False
    default: str = ""
    calculation: str = ""
    read_only: str = ""
    choice_filter: str = ""
    parameters: Pairs = ()
    missing: tuple[Missing, ...] = ()

    def parameter(self, name: str) -> str:
        """A parameter's value; blank when it is not given."""
        return dict(self.parameters).get(name, "")

    @property
    def appearances(self) -> frozenset[str]:
        """The words of the appearance."""
        return frozenset(self.appearance.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that belong together. The appearance `field-list` makes it one page, `table-list` a matrix too."""

    name: str
    label: Texts = NO_TEXT
    hint: Texts = NO_TEXT
    appearance: str = ""
    relevant: str = ""
    children: tuple[Element, ...] = ()

    @property
    def appearances(self) -> frozenset[str]:
        """The words of the appearance."""
        return frozenset(self.appearance.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Questions asked once for each of several: the members of a household, the homes lived in.

    count: an expression for how many rounds; blank when the person adds rounds.
    """

    name: str
    label: Texts = NO_TEXT
    hint: Texts = NO_TEXT
    appearance: str = ""
    relevant: str = ""
    count: str = ""
    children: tuple[Element, ...] = ()

    @property
    def appearances(self) -> frozenset[str]:
        """The words of the appearance."""
        return frozenset(self.appearance.split())


Element: TypeAlias = Question | Group | Repeat
Container: TypeAlias = Group | Repeat


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A whole form. style: words such as `pages`, `one-by-one`. settings: what else the settings sheet said."""

    form_id: str
    title: Texts = NO_TEXT
    version: str = ""
    default_language: str = "nb"
    languages: tuple[Language, ...] = ()
    style: str = ""
    settings: Pairs = ()
    lists: tuple[ChoiceList, ...] = ()
    children: tuple[Element, ...] = ()

    def elements(self) -> Iterator[Element]:
        """Everything in the form, in order; a group before what is in it."""
        for element, _ in walk(self):
            yield element

    def questions(self) -> Iterator[Question]:
        """Every question, note and calculation, in order."""
        return (element for element in self.elements() if isinstance(element, Question))

    def find(self, name: str) -> Element | None:
        """The question, group or repeat of that name."""
        return next((element for element in self.elements() if element.name == name), None)

    def choice_list(self, name: str) -> ChoiceList | None:
        """The list of that name."""
        return next((each for each in self.lists if each.name == name), None)


def walk(form: Form) -> Iterator[tuple[Element, tuple[Container, ...]]]:
    """Everything in the form, in order, each with the groups and repeats around it, outermost first."""
    waiting: list[tuple[Element, tuple[Container, ...]]] = [(element, ()) for element in reversed(form.children)]
    while waiting:
        element, around = waiting.pop()
        yield element, around
        if not isinstance(element, Question):
            waiting.extend((child, (*around, element)) for child in reversed(element.children))


def matrix_questions(group: Group) -> tuple[Question, ...]:
    """The rows of a group that is one table of like questions; none when the group is not such a table.

    A table has the appearance `table-list`, or begins with a question of appearance `label`; its rows are select
    questions of one and the same list, without filters of choices.
    """
    questions = tuple(child for child in group.children if isinstance(child, Question) and child.kind.is_shown)
    rows = tuple(question for question in questions if "label" not in question.appearances)
    marked = "table-list" in group.appearances or len(rows) < len(questions)
    rows = tuple(question for question in rows if question.kind is not Kind.NOTE)
    alike = {(question.kind, question.list_name, question.choice_filter) for question in rows}
    fits = len(alike) == 1 and all(kind in CHOOSING and not chosen for kind, _, chosen in alike)
    whole = all(isinstance(child, Question) for child in group.children)
    return rows if marked and fits and whole else ()
