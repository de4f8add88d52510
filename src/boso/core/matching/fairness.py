"""Whether proposals and waiting fall alike on different groups, over many runs. Small groups are not shown.

A tool for asking questions: a difference may have its reasons in the homes there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

from boso.core.needs.disclosure import hidden


@dataclass(frozen=True, slots=True)
class Turn:
    """One household in one run. waited: days until that run, none where nobody knows; run: a number that grows.

    marks: what groups it belongs to («ground» -> «refugee», «provider» -> ...).
    """

    household: str
    run: int
    proposed: bool
    waited: int | None
    marks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """How one group fared. Numbers are none where the group is too small to be told of.

    households: each once, however many runs it stood in; proposed: had a home proposed in any of them.
    waited: the median of days, until the first proposal or the last run.
    """

    group: str
    households: int | None
    proposed: int | None
    waited: int | None

    @property
    def percent(self) -> int | None:
        """How many of a hundred had a home proposed."""
        if self.households is None or self.proposed is None:
            return None
        return round(100 * self.proposed / self.households)


def audit(turns: Iterable[Turn], by: str, under: int) -> list[Share]:
    """Each group of that mark, in order of name; groups with fewer than `under` on either side are hidden, and as many
    more as it takes for nobody to work them out from the sum.
    """
    groups: dict[str, list[Turn]] = {}
    for turn in each_once(turns):
        groups.setdefault(turn.marks.get(by, ""), []).append(turn)
    counts = {group: len(members) for group, members in groups.items()}
    proposed = {group: sum(turn.proposed for turn in members) for group, members in groups.items()}
    waiting = {group: counts[group] - proposed[group] for group in groups}
    out = frozenset().union(*(hidden(row, under) for row in (counts, proposed, waiting)))
    return [
        Share(group, None, None, None)
        if group in out
        else Share(group, len(members), proposed[group], _typical(members))
        for group, members in sorted(groups.items())
    ]


def each_once(turns: Iterable[Turn]) -> list[Turn]:
    """Every household by its first proposal, or else by its last run."""
    best: dict[str, Turn] = {}
    for turn in turns:
        standing = best.get(turn.household)
        if standing is None or _first(turn) < _first(standing):
            best[turn.household] = turn
    return list(best.values())


def _first(turn: Turn) -> tuple[bool, int]:
    """Proposals before waiting; the first proposal, the last of the waiting."""
    return (not turn.proposed, turn.run if turn.proposed else -turn.run)


def _typical(members: Iterable[Turn]) -> int | None:
    known = [turn.waited for turn in members if turn.waited is not None]
    return round(median(known)) if known else None
