"""How a form stands with the answers given so far: what is asked, what it says, what lacks, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from boso.core.questionnaires.faults_words import WORDS
from boso.core.questionnaires.form import Container, Missing, Question

#: A value as the engine holds it. Several choices are a tuple of their names; None is no answer.
Value: TypeAlias = str | Decimal | bool | dt.date | dt.time | dt.datetime | tuple[str, ...] | Missing | None
#: A value as it is stored in JSON: text (decimals, days and times too), int, bool, a list of names,
#: {"missing": "dont_know"} or null.
Plain: TypeAlias = str | int | bool | list[str] | dict[str, str] | None
#: Answers as they are stored: a question's name to its plain value, a repeat's name to a list of such mappings.
#: Groups do not nest, for names are unique. A name that is absent was never touched, and takes its default.
Answers: TypeAlias = Mapping[str, object]


class Status(StrEnum):
    """What became of a question. These five are kept apart in every figure."""

    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"
    DONT_KNOW = "dont_know"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AnswerFault:
    """What is wrong with one answer.

    code: key of `faults.WORDS`. message: what the form's author wrote for this case, in the language asked for; blank
    when there is none. soft: the person may go on all the same.
    """

    key: str
    code: str
    message: str = ""
    soft: bool = False
    values: tuple[tuple[str, str], ...] = ()

    @property
    def what(self) -> str:
        """The author's message, else what is wrong in English."""
        return self.message or WORDS[self.code][1] % dict(self.values)

    @property
    def advice(self) -> str:
        """What to do, in English; may be blank."""
        return WORDS[self.code][2] % dict(self.values)


@dataclass(frozen=True, slots=True)
class Item:
    """One question in its place: `key` is its name, with repeat and round before it (`members/0/age`).

    shown: relevant and on a page. raw: what was given, also where it could not be read (`value` is then None).
    required: an answer is asked for (softly where question.soft_required). by_default: the value is the default.
    """

    key: str
    question: Question
    relevant: bool
    status: Status
    value: Value
    raw: object = None
    required: bool = False
    read_only: bool = False
    by_default: bool = False
    faults: tuple[AnswerFault, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether it stands on a page as things are."""
        return self.relevant and self.question.kind.is_shown

    @property
    def stops(self) -> bool:
        """Whether something must be put right before the form can be sent."""
        return any(not fault.soft for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a page under one heading: a group, one round of a repeat, or loose questions (no container).

    key: `members/0` for a round, the group's name for a group, blank for loose questions.
    number: which round, from 1; 0 when it is no round. matrix: its items are the rows of one table.
    may_add: a button «add another» stands here (key is then that of the repeat). may_remove: so for this round.
    """

    key: str
    container: Container | None
    items: tuple[Item, ...]
    number: int = 0
    matrix: bool = False
    may_add: bool = False
    may_remove: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown at a time. key: stable name for its address, never blank."""

    key: str
    parts: tuple[Part, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Everything asked on the page, in order."""
        return tuple(item for part in self.parts for item in part.items)

    @property
    def stops(self) -> bool:
        """Whether something on the page must be put right."""
        return any(item.stops for item in self.items)


@dataclass(frozen=True, slots=True)
class Stored:
    """One cell for storage: long form, one for each question in each place, also where it was not asked.

    rounds: the repeats around it with the round, from 0. text: the value as XForms writes it (several choices with
    blanks between); blank when there is none.
    """

    key: str
    name: str
    rounds: tuple[tuple[str, int], ...]
    status: Status
    plain: Plain
    text: str
