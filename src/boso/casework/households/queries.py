"""Reads of households. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boso.casework.households import marks
from boso.casework.households.cards import HouseholdCard, PersonCard, card_of, in_order
from boso.casework.households.models import Engagement, Household, Member, Person
from boso.casework.households.queries_visible import SEES, cleared, recused, visible
from boso.casework.households.sealing import PersonWords
from boso.core.values import national_id as ids
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.organisations.models import Unit
from boso.foundation.vault.queries import blind_key, keyring

__all__ = ["Found", "find_by_national_id", "one", "open_cards", "open_person", "visible"]


@dataclass(frozen=True, slots=True)
class Found:
    """Who has that national id: the households the actor sees, and the units that work with the others."""

    households: tuple[Household, ...]
    elsewhere: tuple[Unit, ...]
    person: Person | None = None

    def __bool__(self) -> bool:
        return bool(self.households or self.elsewhere)


def one(actor: Actor, household_id: int) -> Household:
    """The household.

    Raises Refused (hidden) for one the actor does not see.
    """
    found = visible(actor).select_related("organisation").filter(pk=household_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def open_cards(
    actor: Actor, households: Iterable[Household | int], on: dt.date | None = None
) -> dict[int, HouseholdCard]:
    """The cards of the households the actor sees, by id, with who lives in each that day (today where not said).

    Two queries for all: members with their persons, and the keys. A household that is not seen has no card.
    """
    wanted = {one if isinstance(one, int) else one.pk for one in households}
    if not wanted:
        return {}
    day = on or timezone.localdate()
    members = list(
        Member.objects.filter(household__in=visible(actor).filter(pk__in=wanted)).select_related("person", "household")
    )
    living = [member for member in members if member.starts <= day and (member.ends is None or member.ends > day)]
    ring = keyring(member.person.key_id for member in living)
    persons: dict[Household, list[PersonCard]] = {member.household: [] for member in members}
    for member in living:
        words = PersonWords.read(ring.open(member.person.key_id, member.person.sealed))
        persons[member.household].append(card_of(member, words))
    return {
        household.pk: HouseholdCard(household.pk, household.reference, household.is_protected, in_order(cards))
        for household, cards in persons.items()
    }


def open_person(person: Person) -> PersonWords:
    """What is known of a person. One query, of the keys; whoever asks has seen the person's household first."""
    return PersonWords.read(keyring([person.key_id]).open(person.key_id, person.sealed))


def find_by_national_id(actor: Actor, organisation_id: int, national_id: str) -> Found:
    """Who has the id in the organisation, for somebody who does casework there; nobody for a wrong id.

    Households the actor sees come whole. Of others only the units are told that work with them, and nothing of a
    protected one, or of one in which the actor has a conflict of interest.
    """
    key = blind_key(organisation_id)
    if key is None or organisation_id not in actor.works_in(*SEES):
        return Found((), ())
    today = timezone.localdate()
    digest = marks.of_id(key, ids.compact(national_id))
    persons = list(Person.objects.filter(organisation=organisation_id, marks__digest=digest))
    living = Member.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), person__in=persons).values("household")
    seen = tuple(visible(actor).filter(pk__in=living).order_by("reference"))
    others = Household.objects.filter(pk__in=living).exclude(pk__in=[one.pk for one in seen])
    others = others.exclude(pk__in=recused(today).filter(user=actor.user_id).values("household"))
    if not cleared(today).filter(user=actor.user_id, organisation=organisation_id).exists():
        others = others.filter(is_protected=False)
    working = Engagement.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today), household__in=others)
    units = tuple(Unit.objects.filter(pk__in=working.values("unit")).order_by("name"))
    return Found(seen, units, persons[0] if seen and persons else None)
