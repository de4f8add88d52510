"""The two matrices as a page draws them: documents by activity, and groups by phase."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from boso.programme.anchoring.models import (
    ActorGroup,
    Degree,
    Involvement,
    InvolvementPhase,
    Mention,
    PlanDocument,
    Standing,
)
from boso.programme.partnership.models import Mark, Participation
from boso.programme.plans.models import Activity

#: How firm a standing is, for «at least mentioned».
FIRMNESS = {
    Standing.NOT_STATED: -1,
    Standing.ABSENT: 0,
    Standing.MENTIONED: 1,
    Standing.PRIORITISED: 2,
    Standing.FUNDED: 3,
}


def firmest(mentions: Iterable[Mention]) -> Mention | None:
    """The mention that says most; none where nothing is known. What a source says against itself comes last."""
    return max(mentions, key=lambda one: (FIRMNESS[Standing(one.standing)], one.pk), default=None)


def in_order(mentions: Iterable[Mention]) -> list[Mention]:
    """By document, in the order a municipality plans: from the municipal plan to the leaders' agreements."""
    order = {document.value: place for place, document in enumerate(PlanDocument)}
    return sorted(mentions, key=lambda one: (order[one.document], one.pk))


@dataclass(slots=True)
class DocumentRow:
    """One activity (none: the programme as a whole) against every document."""

    activity: Activity | None
    cells: dict[str, list[Mention]] = field(default_factory=lambda: {document.value: [] for document in PlanDocument})

    @property
    def shown(self) -> list[tuple[PlanDocument, Mention | None, list[Mention]]]:
        """For each document: what says most, and everything known."""
        return [(PlanDocument(name), firmest(found), found) for name, found in self.cells.items()]


def documents(mentions: Iterable[Mention], activities: Iterable[Activity]) -> list[DocumentRow]:
    """The programme first, then each activity."""
    rows: dict[int | None, DocumentRow] = {None: DocumentRow(None)}
    rows |= {activity.pk: DocumentRow(activity) for activity in activities}
    for mention in mentions:
        if mention.activity_id in rows:
            rows[mention.activity_id].cells[mention.document].append(mention)
    return list(rows.values())


@dataclass(slots=True)
class GroupCell:
    """What is known of one group in one phase: the newest entry holds, a member's before the report's."""

    phase: InvolvementPhase
    entries: list[Involvement] = field(default_factory=list)

    @property
    def holds(self) -> Involvement | None:
        """The entry that holds; none where nothing is known."""
        return self.entries[0] if self.entries else None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group in every phase."""

    group: ActorGroup
    cells: list[GroupCell]


def involvement(entries: Iterable[Involvement]) -> list[GroupRow]:
    """Every group against every phase."""
    rows = [GroupRow(group, [GroupCell(phase) for phase in InvolvementPhase]) for group in ActorGroup]
    at = {(row.group.value, cell.phase.value): cell for row in rows for cell in row.cells}
    for entry in sorted(entries, key=_weight, reverse=True):
        at[entry.group, entry.phase].entries.append(entry)
    return rows


def _weight(entry: Involvement) -> tuple[bool, str, bool, bool, int]:
    """Members' own before the report's, newest first; the municipality's before the five's; contradictions last."""
    day = entry.on.isoformat() if entry.on else ""
    plain = entry.fact is None or entry.fact.mark != Mark.CONTRADICTION
    return entry.fact_id is None, day, plain, entry.participation_id is not None, -(entry.pk or 0)


def weak(rows: Iterable[GroupRow]) -> list[ActorGroup]:
    """Groups that take part weakly or not at all in some phase, by what holds."""
    low = (Degree.WEAK, Degree.NONE)
    return [row.group for row in rows if any(cell.holds and cell.holds.degree in low for cell in row.cells)]


@dataclass(frozen=True, slots=True)
class Overview:
    """One participant on the first page: firmest standing by document, and how many entries are decided or not."""

    participation: Participation
    documents: list[tuple[PlanDocument, Mention | None]]
    decided: int
    undecided: int


def overview(
    participations: Iterable[Participation], mentions: Iterable[Mention], scope: dict[tuple[int | None, str], int]
) -> list[Overview]:
    """Everybody, each with what is known of the programme in its documents.

    scope: (participation, place) -> how many entries.
    """
    by_place: dict[tuple[int | None, str], list[Mention]] = {}
    for mention in mentions:
        by_place.setdefault((mention.participation_id, mention.document), []).append(mention)
    return [
        Overview(
            one,
            [(document, firmest(by_place.get((one.pk, document.value), []))) for document in PlanDocument],
            scope.get((one.pk, "programme"), 0) + scope.get((one.pk, "line"), 0),
            scope.get((one.pk, "undecided"), 0),
        )
        for one in participations
    ]
