"""The same persons in two waves: for those who have the answers one by one anyway, and for nobody else.

Who answered both times is never split from the others in what everybody sees, for the few who answered once only could
then be told apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from boso.core.surveys.answers import SAID
from boso.core.surveys.changes import Change, Paired, Pairs, Wave, overlapping
from boso.core.surveys.several import holm
from boso.programme.tables.models import DataSet, Variable

#: Of each person, by a mark that cannot be read: the code of the answer, or the reason for none.
Said = Mapping[str, str]
#: With fewer changes than this the exact test is told.
FEW = 25


@dataclass(frozen=True, slots=True)
class Same:
    """An answer given by the same persons in both waves. both: of those; everybody: of all, with what the same persons
    bring about; once: of those who answered one time only, none where there are no such. p, p_all: for all answers
    looked at (Holm).
    """

    label: str
    n: int
    first: int
    second: int
    both: Paired
    everybody: Change
    once: Change | None
    p: float
    p_all: float

    @property
    def points(self) -> float:
        """Change among those who answered both times, in points."""
        return self.both.change * 100


@dataclass(frozen=True, slots=True)
class Panel:
    """Two waves. n: how many answered the question both times; once: how many one time only."""

    earlier: DataSet
    later: DataSet
    n: int
    once: int
    answers: tuple[Same, ...]


def panel(earlier: DataSet, later: DataSet, first: Said, second: Said, variable: Variable) -> Panel | None:
    """The same persons through two waves; none where nobody answered both times."""
    codes = [each["code"] for each in variable.codes]
    base = {*codes, *(reason.value for reason in SAID)}
    one, other = ({who: code for who, code in each.items() if code in base} for each in (first, second))
    both = one.keys() & other.keys()
    if not both:
        return None
    found = [_same(variable, code, one, other) for code in codes]
    p, p_all = holm([each.p for each in found]), holm([each.p_all for each in found])
    answers = tuple(replace(each, p=mine, p_all=of_all) for each, mine, of_all in zip(found, p, p_all, strict=True))
    return Panel(earlier, later, len(both), len(one) + len(other) - 2 * len(both), answers)


def _same(variable: Variable, code: str, one: Said, other: Said) -> Same:
    both = sorted(one.keys() & other.keys())
    said = [(one[who] == code, other[who] == code) for who in both]
    pairs = Pairs(*(said.count(each) for each in ((True, True), (True, False), (False, True), (False, False))))
    found = overlapping(pairs, _only(one, other, code), _only(other, one, code))
    p = found.both.exact if found.both.changed < FEW else found.both.p
    return Same(
        variable.labels[code], pairs.n, int(pairs.first.count), int(pairs.second.count), found.both, found.everybody,
        found.once, p, found.everybody.p,
    )  # fmt: skip


def _only(those: Said, others: Said, code: str) -> Wave | None:
    alone = [said for who, said in those.items() if who not in others]
    return Wave(alone.count(code), len(alone)) if alone else None
