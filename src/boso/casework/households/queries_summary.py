"""What stands on the one page of a case that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from boso.casework.households import panels, showing
from boso.casework.households.models import Contact
from boso.casework.households.panels import Case, Fact, Tag
from boso.casework.households.queries_visible import SEES, units_of
from boso.casework.households.sealing import FreeWords, HouseholdWords
from boso.foundation.worklist.registry import WorkItem

#: So many contacts have room on a page, and so much of each.
CONTACTS, LONGEST = 4, 280
#: The panels that say nothing of where a household is.
WITHOUT_PLACE = ("needs",)


@dataclass(frozen=True, slots=True)
class Summary:
    """One page. facts: what other parts of BoSo know, without places where somebody is protected."""

    reach: HouseholdWords
    facts: tuple[Fact, ...]
    tags: tuple[Tag, ...]
    tasks: tuple[WorkItem, ...]
    contacts: tuple[tuple[Contact, str], ...]


def summary(case: Case) -> Summary:
    """What matters of the case (one query, and those of the panels)."""
    protected = case.household.is_protected
    pieces = [
        panel.read(case) for panel in panels.panels() if not protected or panel.key in WITHOUT_PLACE
    ]  # fmt: skip
    rows = list(_contacts(case))
    key_id = case.household.key_id
    reach = HouseholdWords.read(case.ring.open(key_id, case.household.sealed))
    texts = [FreeWords.read(case.ring.open(key_id, row.sealed)).text for row in rows]
    return Summary(
        reach=HouseholdWords(reach=reach.reach) if protected else reach,
        facts=tuple(fact for piece in pieces for fact in piece.facts),
        tags=(*showing.tags(case), *(tag for piece in pieces for tag in piece.tags)),
        tasks=tuple(task for piece in pieces for task in piece.tasks),
        contacts=tuple((row, _shortened(text)) for row, text in zip(rows, texts, strict=True)),
    )


def _contacts(case: Case) -> Iterable[Contact]:
    mine = units_of(case.actor, *SEES)
    read = Contact.units.through.objects.filter(unit__in=mine).values("contact")
    rows = Contact.objects.filter(Q(for_everybody=True) | Q(pk__in=read), household=case.household, struck_at=None)
    return rows.select_related("written_by")[:CONTACTS]


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0]} …"
