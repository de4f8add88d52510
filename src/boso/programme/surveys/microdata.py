"""Answers one by one, as tables are made from them: coded, without names, and with the reasons for no answer apart."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from boso.core.questionnaires.fingerprints import Fingerprint
from boso.core.surveys.answers import Absent

#: By language: nb, nn, en.
Labels: TypeAlias = Mapping[str, str]
#: A code; several codes where several may be chosen; a number; text; or why there is none.
Value: TypeAlias = str | tuple[str, ...] | float | Absent


@dataclass(frozen=True, slots=True)
class Code:
    """One answer that can be chosen. absent: it means don't know or refused, and is that in the rows."""

    code: str
    labels: Labels
    absent: Absent | None = None


@dataclass(frozen=True, slots=True)
class Variable:
    """One question. kind: a kind of `core.questionnaires.form`. heading: of the table of questions it is a row of.

    wording, scale: digests of its words and of how it is answered; marks: all digests, to compare waves by
    (`core.surveys.series.Asked`). codes: in order; of a range its steps; none for text and numbers.
    """

    name: str
    kind: str
    labels: Labels
    heading: Labels
    wording: str
    scale: str
    marks: Fingerprint
    codes: tuple[Code, ...] = ()

    @property
    def is_multiple(self) -> bool:
        """Whether several codes may be chosen: the value is then a tuple of codes."""
        return self.kind in ("select_multiple", "rank")


@dataclass(frozen=True, slots=True)
class Row:
    """One person's answers. number: says nothing but which row it is, and is another each time the wave is read unless
    the survey is by name. municipality: slug; group: code; blank where it is not known or would be recognised.

    code: 1.1 answered, 1.2 in part. person: the same in other waves, in surveys by name alone.
    """

    number: int
    municipality: str
    group: str
    code: str
    values: Mapping[str, Value]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Microdata:
    """A wave's answers. asked: how many were asked (the population where the owner says none). as_of: the day it was
    read; final: the wave has ended and nothing more can come.
    """

    survey: str
    wave: str
    anonymity: str
    asked: int
    population: int
    as_of: dt.date
    final: bool
    municipalities: Mapping[str, str]
    groups: Mapping[str, Labels]
    variables: tuple[Variable, ...]
    rows: tuple[Row, ...]
