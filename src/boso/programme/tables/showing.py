"""What the pages show, ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from django.utils.translation import ngettext

from boso.core.surveys.cells import HIDDEN, SAID_SOMETHING
from boso.programme.tables import columns
from boso.programme.tables.filing import Read
from boso.programme.tables.models import DataSet, Variable
from boso.programme.tables.tabulating import Opened

#: Stand along the answers to every question besides them.
AROUND = 8
#: More cells than these are opened by the worker.
AT_ONCE = 1_500


def loaded(read: Read) -> str:
    """What came in."""
    return ngettext(
        "%(count)d answer with %(columns)d columns. Look through what each is used for, and open it for tables.",
        "%(count)d answers with %(columns)d columns. Look through what each is used for, and open it for tables.",
        read.respondents,
    ) % {"count": read.respondents, "columns": len(read.columns)}


def series_of(sets: Iterable[DataSet]) -> list[tuple[str, list[DataSet]]]:
    """Series with two open waves or more, which can be compared; the earliest wave first."""
    found: dict[str, list[DataSet]] = {}
    for each in sets:
        if each.series and each.is_open:
            found.setdefault(each.series, []).append(each)
    return [(name, sorted(some, key=lambda one: one.asked_on)) for name, some in found.items() if len(some) > 1]


def takes_long(
    groups: Iterable[Variable], questions: Iterable[Variable], chosen: Sequence[str], depth: int,
    pairs: Sequence[tuple[str, str]],
) -> bool:  # fmt: skip
    """Whether opening by these groups is more than somebody waits for."""
    rows = prod(len(each.codes) + 1 for each in groups if each.name in chosen)
    cells = depth * sum(rows * (len(each.codes) + len(each.merged) + AROUND) for each in questions)
    return bool(pairs) or cells > AT_ONCE


@dataclass(frozen=True, slots=True)
class Spread:
    """What stands in a column while it is prepared: answers with how many gave them, the most frequent first; more: how
    many others. empty: how many gave none.
    """

    answers: tuple[tuple[str, int], ...]
    more: int
    empty: int


def spread(variable: Variable) -> Spread | None:
    """What stands in a column; none where it is not kept."""
    answered = getattr(variable, "answered", None)
    if answered is None:
        return None
    counts = Counter(columns.raw(answered))
    absent = columns.absent(variable)
    empty = sum(count for value, count in counts.items() if value in absent)
    given = [(variable.labels.get(value, value), count) for value, count in counts.most_common() if value not in absent]
    return Spread(tuple(given[:6]), max(0, len(given) - 6), empty)


@dataclass(frozen=True, slots=True)
class Row:
    """A question of an open data set. n: how many said something to it, none where that is hidden. hidden: how many of
    its numbers are.
    """

    variable: Variable
    n: int | None
    hidden: int


def opened(found: Opened) -> Sequence[Row]:
    """The questions in their order."""
    rows = []
    for name in found.cubes:
        question = found.question(name)
        seen = question.seen({})
        n = int(seen[question.answers.place[SAID_SOMETHING]])
        size = len(question.answers.leaves)
        hidden = int((seen[:size] == HIDDEN).sum())
        rows.append(Row(found.variables[name], None if n == HIDDEN else n, hidden))
    return rows
