"""What the pages show, ready for the templates: counts by loop, plans by kind, arenas by time, who is like whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.programme.learning.likeness import Likeness, Profile, likeness
from boso.programme.learning.models import (
    Arena,
    ArenaKind,
    ArenaState,
    EntryState,
    Experience,
    Knowledge,
    KnowledgePlan,
    LearningMeasure,
    LedgerEntry,
    MeasureKind,
    Session,
    Size,
    Standing,
)
from boso.programme.learning.pictures import LoopCount
from boso.programme.partnership.models import Fact, Participation
from boso.programme.plans.models import Activity, Challenge
from boso.programme.plans.models_shared import Theme

Words = str | Promise

#: What each part of a likeness is called.
PARTS: dict[str, Words] = {
    "challenges": _("Challenges"),
    "size": _("Size"),
    "county": _("County"),
    "intake": _("Intake"),
}
#: The colour of each state, the same everywhere.
COLOURS = {
    "offered": "neutral", "planned": "info", "held": "success", "cancelled": "neutral",
    "forming": "neutral", "active": "success", "ended": "neutral",
    "raised": "warning", "taken_up": "info", "settled": "success", "set_aside": "neutral",
    "open": "warning", "decided": "success", "left": "neutral",
    "seen": "warning", "sent": "info", "answered": "success", "closed": "neutral",
    "not_stated": "neutral", "under_way": "info", "done": "success", "dropped": "neutral",
    "being_made": "neutral", "in_use": "success", "tried": "neutral",
    "looks": "neutral", "adapts": "info", "uses": "success", "stopped": "neutral",
}  # fmt: skip


def loop_counts(entries: Iterable[LedgerEntry]) -> list[LoopCount]:
    """How much each of the three loops has given."""
    rows = list(entries)
    return [
        LoopCount(
            loop,
            sum(row.loop == loop for row in rows),
            sum(row.loop == loop and row.state == EntryState.DECIDED for row in rows),
            sum(row.loop == loop and row.state == EntryState.LEFT for row in rows),
        )
        for loop in (1, 2, 3)
    ]


@dataclass
class MeasureRow:
    """One learning measure and what may be done with it."""

    measure: LearningMeasure
    steps: list[Any] = field(default_factory=list)


@dataclass
class ShownPlan:
    """One knowledge plan, its measures under base, arenas and evaluation."""

    plan: KnowledgePlan
    rows: list[MeasureRow]

    @property
    def groups(self) -> list[tuple[Words, list[MeasureRow]]]:
        """Each kind that has measures."""
        found = [(kind.label, [row for row in self.rows if row.measure.kind == kind]) for kind in MeasureKind]
        return [(label, rows) for label, rows in found if rows]


def plan(found: KnowledgePlan) -> ShownPlan:
    """A knowledge plan ready to be shown."""
    return ShownPlan(found, [MeasureRow(measure) for measure in found.measures.all()])


def kinds_of_knowledge(plans: Sequence[ShownPlan]) -> list[tuple[Words, int]]:
    """The four kinds, each with how many measures of the newest plan say they serve it."""
    rows = plans[0].rows if plans else []
    return [(kind.label, sum(row.measure.knowledge == kind for row in rows)) for kind in Knowledge]


def coming(arenas: Iterable[Arena], today: dt.date) -> list[Arena]:
    """Planned arenas that are not over, the nearest first."""
    found = [
        (one.starts, one.pk, one)
        for one in arenas
        if one.state == ArenaState.PLANNED and one.starts is not None and (one.ends or one.starts) >= today
    ]
    return [one for _starts, _pk, one in sorted(found)]


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of arena in the catalogue: what the report says of it, what is on offer, how many were held."""

    label: Words
    fact: Fact | None
    offered: tuple[Arena, ...]
    held: int


def catalogue(arenas: Sequence[Arena], facts: Iterable[Fact]) -> list[Shelf]:
    """Every kind of arena that is told of, offered or has been held."""
    told = {fact.attribute: fact for fact in facts}
    shelves = [
        Shelf(
            kind.label,
            told.get(kind.value),
            tuple(one for one in arenas if one.kind == kind and one.state == ArenaState.OFFERED),
            sum(one.kind == kind and one.state == ArenaState.HELD for one in arenas),
        )
        for kind in ArenaKind
    ]
    return [shelf for shelf in shelves if shelf.fact is not None or shelf.offered or shelf.held]


def by_slot(sessions: Iterable[Session]) -> list[list[Session]]:
    """The programme of an arena: those that run at the same time stand together."""
    slots: dict[int, list[Session]] = {}
    for session in sessions:
        slots.setdefault(session.slot, []).append(session)
    return list(slots.values())


def profiles(
    rows: Iterable[Participation], sizes: dict[int, Size], challenges: Iterable[Challenge]
) -> dict[int, Profile]:
    """What is known of each participant. What the report says of the five evaluated together holds for each of them."""
    themes: dict[int | None, set[str]] = {}
    for challenge in challenges:
        themes.setdefault(challenge.participation_id, set()).add(challenge.theme)
    found = {}
    for row in rows:
        common = themes.get(None, set()) if row.evaluated else set()
        size = sizes.get(row.pk)
        found[row.pk] = Profile(
            inhabitants=size.inhabitants if size is not None else None,
            county=row.county,
            intake=row.intake.year if row.intake is not None else None,
            challenges=frozenset(themes.get(row.pk, set()) | common),
        )
    return found


@dataclass(frozen=True, slots=True)
class Alike:
    """One municipality beside another: how like, whether it has the challenge, and what it has done about it."""

    participation: Participation
    likeness: Likeness
    profile: Profile
    has_challenge: bool
    activities: tuple[Activity, ...]
    experiences: tuple[Experience, ...]

    @property
    def parts(self) -> list[tuple[Words, int | None]]:
        """Each part in per cent; none where it is not known of both."""
        found = self.likeness.parts
        return [(PARTS[name], None if part is None else round(100 * part)) for name, part in found.items()]

    @property
    def shared(self) -> list[Words]:
        """The challenges it has, as words."""
        return [Theme(theme).label for theme in sorted(self.profile.challenges)]

    @property
    def percent(self) -> str:
        """«40–60 %», or «55 %» where all is known."""
        low, high = self.likeness.low, self.likeness.high
        return f"{low} %" if low == high else f"{low}–{high} %"


def alike(
    me: Participation, rows: Iterable[Participation], known: dict[int, Profile], theme: str,
    activities: Sequence[Activity], experiences: Sequence[Experience],
) -> list[Alike]:  # fmt: skip
    """The others, those with the challenge first, then the surest likeness first."""
    found = [
        Alike(
            row,
            likeness(known[me.pk], known[row.pk]),
            known[row.pk],
            not theme or theme in known[row.pk].challenges,
            tuple(one for one in activities if one.participation_id == row.pk and theme in ("", one.theme)),
            tuple(
                one for one in experiences if one.organisation_id == row.organisation_id and theme in ("", one.theme)
            ),
        )
        for row in rows
        if row.pk != me.pk
    ]
    return sorted(
        found,
        key=lambda one: (not one.has_challenge, -one.likeness.low, -one.likeness.high, one.participation.slug),
    )


@dataclass(frozen=True, slots=True)
class Ground:
    """Why actors are said to stand where they stand: when, who where, the words and the fact."""

    when: str
    words: str
    fact: Fact | None
    places: tuple[tuple[str, str], ...]


def grounds(standings: Iterable[Standing]) -> list[Ground]:
    """Newest first; what one person said of several actors in one go stands together."""
    found: dict[tuple[Any, ...], list[Standing]] = {}
    for one in standings:
        found.setdefault((one.order, one.words, one.fact_id), []).append(one)
    return [
        Ground(
            rows[0].when_words,
            rows[0].words,
            rows[0].fact,
            tuple((str(row.get_actor_group_display()), str(row.get_ring_display())) for row in rows),
        )
        for rows in reversed(found.values())
    ]


def silent_places(
    rows: Iterable[Participation], entries: Sequence[LedgerEntry]
) -> list[tuple[Participation, list[LoopCount]]]:
    """For each participant the three loops as far as the asker may see them."""
    return [(row, loop_counts(one for one in entries if one.participation_id == row.pk)) for row in rows]
