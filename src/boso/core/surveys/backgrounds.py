"""What may stand beside an anonymous answer: where somebody is from and which group, but only among enough others.

Everybody has two marks (a municipality and a group). Of those whose pair is shared by too few the municipality goes
first, and where the group is small too, the group goes as well; what is left without marks takes others along until
they are enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

Marks: TypeAlias = tuple[str, str]
#: Nothing is told.
BLANK: Marks = ("", "")


def told(people: Sequence[Marks], least: int) -> list[Marks]:
    """The marks that may be told of each, in the same order: each pair told is shared by at least `least` people, and
    so are the blank ones, unless there are fewer people in all.

    Raises ValueError for a least below 1.
    """
    if least < 1:
        raise ValueError("among at least one")
    found = _merged(_merged(list(people), least, lambda marks: ("", marks[1])), least, lambda marks: BLANK)
    return _enough_blank(found, least)


def _merged(people: list[Marks], least: int, coarser: Callable[[Marks], Marks]) -> list[Marks]:
    sizes = Counter(people)
    return [marks if sizes[marks] >= least else coarser(marks) for marks in people]


def _enough_blank(people: list[Marks], least: int) -> list[Marks]:
    """Where a few are without marks, the smallest of the others join them."""
    sizes = Counter(people)
    while 0 < sizes[BLANK] < least and len(sizes) > 1:
        smallest = min((marks for marks in sizes if marks != BLANK), key=lambda marks: (sizes[marks], marks))
        sizes[BLANK] += sizes.pop(smallest)
    return [marks if marks in sizes else BLANK for marks in people]
