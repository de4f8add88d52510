"""Answers as columns of small numbers, and the base of a figure, filter by filter.

A question has its codes in order; after them come the reasons why there is no substantive answer, always apart. A
question with several answers is a column of yes and no for each choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Small: TypeAlias = NDArray[np.unsignedinteger[Any]]
Floats: TypeAlias = NDArray[np.float64]


class Absent(StrEnum):
    """Why somebody gave no substantive answer, in the order of the columns."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_ANSWERED = "not_answered"
    NOT_ASKED = "not_asked"


ABSENT = tuple(Absent)
#: What a base holds unless otherwise said: those who said something, if only that they do not know or will not say.
SAID = (Absent.DONT_KNOW, Absent.REFUSED)


@dataclass(frozen=True)
class Column:
    """One question. codes: the substantive answers in order. data: for each respondent the place of the answer
    among the codes and, after them, the reasons.
    """

    codes: tuple[str, ...]
    data: Small

    @property
    def size(self) -> int:
        """How many different things can stand in it."""
        return len(self.codes) + len(ABSENT)


def column(codes: Sequence[str], answers: Iterable[str | Absent]) -> Column:
    """A column from one answer a respondent. Raises ValueError for an answer that is no code, and for codes that are
    the same or are called like a reason.
    """
    places: dict[str, int] = {str(code): at for at, code in enumerate((*codes, *ABSENT))}
    if len(places) != len(codes) + len(ABSENT):
        raise ValueError("codes differ from each other and from the reasons why there is none")
    try:
        data = [places[answer] for answer in answers]
    except KeyError as unknown:
        raise ValueError(f"{unknown.args[0]!r} is none of the codes") from None
    return Column(tuple(codes), np.array(data, dtype=np.min_scalar_type(len(places) - 1)))


@dataclass(frozen=True)
class Answers:
    """Columns of one length, by name. weights: what each respondent counts for; none where each counts for one."""

    columns: Mapping[str, Column]
    weights: Floats | None = None

    def __post_init__(self) -> None:
        lengths = {len(each.data) for each in self.columns.values()}
        if self.weights is not None:
            lengths.add(len(self.weights))
            if not np.all(np.isfinite(self.weights)) or np.any(self.weights < 0):
                raise ValueError("a weight is a number from 0 on")
        if len(lengths) > 1:
            raise ValueError("columns are of the same length")
        for each in self.columns.values():
            if each.data.dtype.kind != "u" or each.data.max(initial=0) >= each.size:
                raise ValueError("an answer is the place of a code or a reason")

    @cached_property
    def respondents(self) -> int:
        """How many rows there are."""
        return next((len(each.data) for each in self.columns.values()), 0)


@dataclass(frozen=True, slots=True)
class Base:
    """Whom a figure is of: everybody, then what each filter left, then those without a substantive answer by reason.

    within: the reasons that still count in the base.
    """

    everybody: int
    filters: tuple[tuple[str, int], ...] = ()
    absent: Mapping[Absent, int] = field(default_factory=dict)
    within: tuple[Absent, ...] = SAID

    @property
    def left(self) -> int:
        """Those whom the filters leave."""
        return self.filters[-1][1] if self.filters else self.everybody

    @property
    def asked(self) -> int:
        """Those who met the question."""
        return self.left - self.absent.get(Absent.NOT_ASKED, 0)

    @property
    def said(self) -> int:
        """Those who did something with it: answered, did not know, or would not say."""
        return self.asked - self.absent.get(Absent.NOT_ANSWERED, 0)

    @property
    def answered(self) -> int:
        """Those with a substantive answer."""
        return self.left - sum(self.absent.values())

    @property
    def n(self) -> int:
        """The number the percentages are of."""
        return self.answered + sum(self.absent.get(reason, 0) for reason in self.within)
