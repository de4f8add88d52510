"""What the pages of the plans show: cards of the board, periods, groups and numbers in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.workflow.states import Transition
from boso.programme.partnership.wording import when
from boso.programme.plans.models import Activity, Challenge, Group, State, Theme, Trace

#: State -> colour of its tag; the same state has the same colour everywhere.
COLOURS = {
    "not_stated": "neutral", "planned": "fjord", "under_way": "rav", "done": "success", "postponed": "warning",
    "dropped": "neutral", "draft": "neutral", "proposed": "rav", "adopted": "success", "replaced": "neutral",
    "in_process": "rav", "finished": "success", "applied": "rav", "granted": "success", "refused": "danger",
    "set_aside": "success", "open": "rav", "happened": "danger", "closed": "neutral",
}  # fmt: skip

#: The columns of the board. What the report says nothing about stands first, so that somebody may say it.
BOARD = (State.NOT_STATED, State.PLANNED, State.UNDER_WAY, State.DONE, State.POSTPONED, State.DROPPED)


@dataclass(frozen=True, slots=True)
class Card:
    """One measure on the board: what can be done with it, whether it slips, and the late ones it waits for."""

    activity: Activity
    moves: Sequence[Transition] = ()
    slips: bool = False
    waits_for: Sequence[Activity] = ()


@dataclass
class Pile:
    """One column of the board."""

    state: str
    label: str
    cards: list[Card] = field(default_factory=list)


#: So many challenges of a theme stand where all themes are shown.
FIRST = 3


@dataclass
class Answered:
    """One theme: its challenges, each with what answers it."""

    theme: str
    label: str
    challenges: list[tuple[Challenge, list[Trace]]] = field(default_factory=list)

    @property
    def first(self) -> list[tuple[Challenge, list[Trace]]]:
        """What is shown of it among all the themes."""
        return self.challenges[:FIRST]

    @property
    def more(self) -> int:
        """How many are not."""
        return max(0, len(self.challenges) - FIRST)


def piles(cards: Iterable[Card]) -> list[Pile]:
    """The board: every state in order; an empty «not stated» is left out."""
    found = {state: Pile(str(state.value), str(state.label)) for state in BOARD}
    for card in cards:
        found[State(card.activity.state)].cards.append(card)
    if not found[State.NOT_STATED].cards:
        del found[State.NOT_STATED]
    return list(found.values())


def by_theme(challenges: Iterable[Any], only_of: int | None = None) -> list[Answered]:
    """Challenges under their themes, each with the measures that answer it (of one participant where one is given)."""
    found = {theme: Answered(str(theme.value), str(theme.label)) for theme in Theme}
    for one in challenges:
        traces = [each for each in one.seen_traces if only_of is None or each.activity.participation_id == only_of]
        found[Theme(one.theme)].challenges.append((one, traces))
    return [one for one in found.values() if one.challenges]


def near(themes: Iterable[Answered]) -> tuple[list[Answered], list[Challenge]]:
    """The themes with the municipality's own challenges and those it answers; and the common ones it does not."""
    shown, unanswered = [], []
    for theme in themes:
        kept = [(one, traces) for one, traces in theme.challenges if traces or one.participation_id is not None]
        unanswered += [one for one, traces in theme.challenges if not traces and one.participation_id is None]
        if kept:
            shown.append(Answered(theme.theme, theme.label, kept))
    return shown, unanswered


def held(late: Mapping[int, Activity], causes: Mapping[int, set[int]], activity: Activity) -> list[Activity]:
    """The late measures that a measure waits for."""
    return [late[number] for number in sorted(causes.get(activity.pk, ()))]


def period(row: Any) -> str:
    """«januar 2011–desember 2013», «innen juni 2012», «fra 2012»; empty: not stated."""
    starts = when(row.starts_said) if row.starts_said else _day(row.starts)
    ends = when(row.ends_said) if row.ends_said else _day(row.ends)
    if starts and ends:
        return starts if starts == ends else f"{starts}–{ends}"
    if starts:
        return _("from %(start)s") % {"start": starts}
    return _("by %(end)s") % {"end": ends} if ends else ""


def groups(codes: Iterable[str]) -> str:
    """The groups in words; empty: not stated."""
    labels = dict(Group.choices)
    return ", ".join(str(labels[code]) for code in codes if code in labels)


def total(low: int, high: int) -> str:
    """`43`, `43–52`."""
    return str(low) if low == high else f"{low}–{high}"


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day is not None else ""
