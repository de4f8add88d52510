"""What the pages of households registered twice show, ready for the templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.casework.duplicates.queries import Comparison, Ground, Pair
from boso.casework.households.cards import HouseholdCard
from boso.casework.households.models import Engagement
from boso.foundation.audit.verbs import thing

GROUNDS = {
    Ground.CERTAIN: (_("Same national id"), "danger"),
    Ground.LIKELY: (_("Same name and birth"), "warning"),
    Ground.POSSIBLE: (_("May be the same"), "neutral"),
}
#: Which kinds of rows are told of in a merge, by the order people think of them.
FIRST = ("households.member", "households.engagement", "needs.mapping", "tenancies.tenancy", "stays.stay")


@dataclass(frozen=True, slots=True)
class Side:
    """One household of a pair."""

    card: HouseholdCard
    units: str


def side(card: HouseholdCard, working: Iterable[Engagement]) -> Side:
    """The household with the units that work with it."""
    return Side(card, ", ".join(row.unit.name for row in working))


def lines(
    pairs: Iterable[Pair], cards: Mapping[int, HouseholdCard], engagements: Mapping[int, Sequence[Engagement]]
) -> list[dict[str, Any]]:
    """The pairs of one page; a pair whose cards cannot be opened is left out."""
    return [
        {
            "pair": pair, "ground": GROUNDS[pair.ground][0], "color": GROUNDS[pair.ground][1],
            "sides": [side(cards[pk], engagements.get(pk, ())) for pk in (pair.first, pair.second)],
        }
        for pair in pairs
        if pair.first in cards and pair.second in cards
    ]  # fmt: skip


def moving(found: Comparison) -> list[tuple[str, int, int]]:
    """What would move and what would stay: the kind in words, how many move, how many stay."""
    moves, stays = found.plan.moving(), found.plan.staying()
    kinds = sorted({*moves, *stays}, key=lambda kind: (FIRST.index(kind) if kind in FIRST else len(FIRST), kind))
    return [(str(thing(kind)), moves.get(kind, 0), stays.get(kind, 0)) for kind in kinds]


def joined(found: Comparison) -> list[str]:
    """Who of the one kept stands in both."""
    names = {person.person_id: person.name for person in found.cards[found.kept.pk].persons}
    return [names[kept] for kept in found.same.values() if kept in names]


def counts(told: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many rows of each kind, the kind in words."""
    return [(str(thing(kind)), count) for kind, count in sorted(told.items())]
