"""Reads of households. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from boso.casework.households import marks
from boso.casework.households.cards import HouseholdCard, PersonCard, card_of, in_order
from boso.casework.households.models import Household, Member, Person
from boso.casework.households.queries_visible import SEES, cleared, recused, visible
from boso.casework.households.sealing import PersonWords
from boso.core.values import national_id as ids
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.vault.queries import blind_key, keyring
from boso.foundation.vault.sealing import Keyring

__all__ = ["Found", "cards_and_keys", "find_by_national_id", "one", "open_cards", "open_person", "visible"]


@dataclass(frozen=True, slots=True)
class Found:
    """Who has that national id: households the actor sees, and whether other units work with one they do not see."""

    households: tuple[Household, ...]
    elsewhere: bool
    person: Person | None = None

    def __bool__(self) -> bool:
        return bool(self.households) or self.elsewhere


def one(actor: Actor, household_id: int) -> Household:
    """The household.

    Raises Refused (hidden) for one the actor does not see.
    """
    found = visible(actor, [household_id]).select_related("organisation").first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def open_cards(
    actor: Actor, households: Iterable[Household | int], on: dt.date | None = None
) -> dict[int, HouseholdCard]:
    """The cards of the households the actor sees, by id, with who lives in each that day (today where not said).

    Two queries for all: members with their persons, and the keys. A household that is not seen has no card.
    """
    return cards_and_keys(actor, {one if isinstance(one, int) else one.pk for one in households}, on)[0]


def cards_and_keys(
    actor: Actor, wanted: set[int], on: dt.date | None = None, *, also: Iterable[UUID] = ()
) -> tuple[dict[int, HouseholdCard], Keyring]:
    """The same cards, and the keys of whoever lives there and those that are asked for `also`, still in two queries."""
    if not wanted:
        return {}, Keyring({})
    day = on or timezone.localdate()
    members = list(Member.objects.filter(household__in=visible(actor, wanted)).select_related("person", "household"))
    living = [member for member in members if member.starts <= day and (member.ends is None or member.ends > day)]
    ring = keyring([*(member.person.key_id for member in living), *also])
    persons: dict[Household, list[PersonCard]] = {member.household: [] for member in members}
    for member in living:
        words = PersonWords.read(ring.open(member.person.key_id, member.person.sealed))
        persons[member.household].append(card_of(member, words))
    cards = {
        household.pk: HouseholdCard(household.pk, household.reference, household.is_protected, in_order(cards))
        for household, cards in persons.items()
    }
    return cards, ring


def open_person(person: Person) -> PersonWords:
    """What is known of a person. One query, of the keys; whoever asks has seen the person's household first."""
    return PersonWords.read(keyring([person.key_id]).open(person.key_id, person.sealed))


def find_by_national_id(actor: Actor, organisation_id: int, national_id: str) -> Found:
    """Who has the id in the organisation, for somebody who does casework there; nobody for a wrong id.

    Households the actor sees come whole. Of others it is only told that there are any, for which unit works with
    somebody may tell too much; and not even that of a protected one, or where the actor has a conflict of interest.
    """
    living = _living(actor, organisation_id, national_id)
    if living is None:
        return Found((), False)
    seen = tuple(visible(actor, living).order_by("reference"))
    person = Person.objects.filter(
        memberships__household__in=[one.pk for one in seen], **_marked(organisation_id, national_id)
    ).first()
    return Found(seen, bool(hidden_households(actor, organisation_id, national_id)), person)


def hidden_households(actor: Actor, organisation_id: int, national_id: str) -> list[Household]:
    """The households of that person that the actor does not see and may open in an emergency."""
    living = _living(actor, organisation_id, national_id)
    if living is None:
        return []
    today = timezone.localdate()
    mine = cleared(today).filter(user=actor.user_id, organisation=organisation_id).exists()
    found = (
        Household.objects.filter(pk__in=living)
        .exclude(pk__in=visible(actor, living).values("pk"))
        .exclude(pk__in=recused(today).filter(user=actor.user_id).values("household"))
    )
    return list((found if mine else found.filter(is_protected=False)).order_by("reference"))


def _living(actor: Actor, organisation_id: int, national_id: str) -> list[int] | None:
    """Where whoever has that id lives today; None for somebody who does no casework there."""
    if organisation_id not in actor.works_in(*SEES):
        return None
    today = timezone.localdate()
    persons = Person.objects.filter(**_marked(organisation_id, national_id))
    members = Member.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), person__in=persons)
    return list(members.values_list("household", flat=True))


def _marked(organisation_id: int, national_id: str) -> dict[str, int]:
    """The filter of persons with that id."""
    key = blind_key(organisation_id)
    digest = marks.of_id(key, ids.compact(national_id)) if key is not None else 0
    return {"organisation": organisation_id, "marks__digest": digest}
