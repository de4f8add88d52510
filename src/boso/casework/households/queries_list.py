"""The list of households, and finding some of them by what a person types."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from boso.casework.households import marks, queries
from boso.casework.households.cards import HouseholdCard
from boso.casework.households.models import Engagement, Household, Mark, Member
from boso.casework.households.queries_visible import SEES, engaged, sees_many, visible
from boso.core.values import national_id
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Unit
from boso.foundation.vault.queries import blind_key

OPEN, CLOSED, ALL = "open", "closed", "all"
#: More are not counted.
MOST = 1_000
#: So many ids are handed over as they are; more are left to the database.
HANDED = 2_000
#: So many names are opened to be sorted by.
FEW = 500
#: The Norwegian letters stand last, in their own order.
_LAST = str.maketrans("æøå", "{|}")
_REFERENCE = re.compile(r"^h?-?0*(\d{1,9})$", re.IGNORECASE)
_PHONE = re.compile(r"^(\+47|0047)?\d{8}$")


@dataclass(frozen=True, slots=True)
class Wish:
    """How the list is narrowed. unit: its id. mine: the actor is responsible. state: OPEN, CLOSED or ALL."""

    text: str = ""
    unit: int | None = None
    mine: bool = False
    state: str = OPEN


def listed(actor: Actor, wish: Wish) -> QuerySet[Household]:
    """The households the actor sees, as wished, without order. A few queries where something is typed."""
    rows = found_by(actor, wish.text) if wish.text.strip() else visible(actor, in_turn=sees_many(actor))
    if wish.state in (OPEN, CLOSED):
        rows = rows.filter(closed_on__isnull=wish.state == OPEN)
    today = timezone.localdate()
    if wish.unit is not None:
        rows = rows.filter(pk__in=engaged(frozenset({wish.unit}), today).order_by().values("household"))
    if wish.mine:
        working = Engagement.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), worker=actor.user_id)
        rows = rows.filter(pk__in=working.order_by().values("household"))
    return rows


def found_by(actor: Actor, text: str) -> QuerySet[Household]:
    """The households the actor sees that answer the words: a reference, a national id, a phone number, or a name.

    By a name there may be some whose name only begins alike; `marks.answers` tells.
    """
    word = "".join(text.split())
    reference = _REFERENCE.match(word)
    by_number = national_id.looks_like(word) or _PHONE.match(word)
    if reference and not by_number:
        number = int(reference.group(1))
        here = Household.objects.filter(organisation__in=actor.works_in(*SEES), reference=f"H-{number:06d}")
        return visible(actor, here.values("pk"))
    living = Member.objects.filter(person__in=_persons(actor, text)).exclude(ends__lte=timezone.localdate())
    hits = list(living.order_by().values_list("household", flat=True)[: HANDED + 1])
    if len(hits) <= HANDED:
        return visible(actor, hits)
    return visible(actor).filter(pk__in=living.order_by().values("household"))


def by_name(actor: Actor, rows: QuerySet[Household]) -> tuple[QuerySet[Household, Household], dict[int, HouseholdCard]]:
    """The rows with `place`, where each stands by name, and their cards. Of at most FEW: names are sealed, and each is
    opened to be compared.
    """
    ids = list(rows.order_by().values_list("pk", flat=True))
    cards = queries.open_cards(actor, ids)
    order = sorted(ids, key=lambda pk: (cards[pk].name.casefold().translate(_LAST), pk) if pk in cards else ("", pk))
    places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(order)]
    found = Household.objects.filter(pk__in=ids)
    return found.annotate(place=Case(*places, default=Value(-1), output_field=IntegerField())), cards


def capped(rows: QuerySet[Household]) -> int:
    """How many there are, counted no further than one more than MOST."""
    return rows.order_by().values("pk")[: MOST + 1].count()


def units_to_choose(actor: Actor) -> list[Unit]:
    """The units of the places where the actor does casework, to narrow by (one query)."""
    return list(Unit.objects.filter(organisation__in=actor.works_in(*SEES)).order_by("name"))


def engagements_of(household_ids: Collection[int]) -> dict[int, list[Engagement]]:
    """Who works with each today, oldest first, with unit and worker (one query). Of households seen already."""
    rows: dict[int, list[Engagement]] = {pk: [] for pk in household_ids}
    today = timezone.localdate()
    working = Engagement.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), household__in=rows)
    for row in working.select_related("unit", "worker"):
        rows[row.household_id].append(row)
    return rows


def _persons(actor: Actor, text: str) -> QuerySet[Mark, Any]:
    """The persons marked by what is typed, in the places where the actor does casework."""
    persons = Mark.objects.none()
    for place in sorted(actor.works_in(*SEES)):
        key = blind_key(place)
        if key is not None:
            here = _marked_by_all(_digests(key, text))
            persons = here if persons.query.is_empty() else persons | here
    return persons.values("person")


def _marked_by_all(digests: Iterable[int]) -> QuerySet[Mark]:
    first, *others = sorted(digests)
    found = Mark.objects.filter(digest=first)
    for digest in others:
        found = found.filter(person__in=Mark.objects.filter(digest=digest).values("person"))
    return found


def _digests(key: bytes, text: str) -> set[int]:
    word = "".join(text.split())
    if national_id.looks_like(word):
        return {marks.of_id(key, national_id.compact(word))}
    if _PHONE.match(word):
        return {marks.of_phone(key, word)}
    return marks.typed(key, text) or {0}
