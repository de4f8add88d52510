"""Households that may be registered twice, found by the blind index; and where merged ones went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from boso.casework.duplicates import policies
from boso.casework.duplicates.models import Merge, NotSame
from boso.casework.duplicates.queries_pointers import Plan, plan, rows
from boso.casework.households import marks, queries
from boso.casework.households.cards import HouseholdCard, card_of, in_order
from boso.casework.households.models import CHILDREN, Household, Mark, Member, MemberRole, Person
from boso.casework.households.queries_visible import WORKS, cleared, recused, visible
from boso.casework.households.sealing import FreeWords, PersonWords
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.vault.queries import keyring

#: No more marks are followed; a register with more twins than this has another trouble.
MOST = 4000
#: A phone with more households than this is an office's.
CROWD = 6


class Ground(IntEnum):
    """How sure it is, the surest first."""

    CERTAIN = 1
    LIKELY = 2
    POSSIBLE = 3


_BY_SORT = {"id": Ground.CERTAIN, "twin": Ground.LIKELY, "line": Ground.POSSIBLE}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two open households of one organisation that may be one. first has the lower id."""

    first: int
    second: int
    ground: Ground


@dataclass(frozen=True, slots=True)
class Twice:
    """What the actor may know. both: pairs they see. one: households they see, and how sure it is that a unit they
    do not see works with the same person.
    """

    both: tuple[Pair, ...]
    one: tuple[tuple[int, Ground], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two households side by side and what a merge would do. same: who becomes whom, persons of the second's."""

    kept: Household
    merged: Household
    same: Mapping[int, int]
    plan: Plan
    cards: Mapping[int, HouseholdCard]


def twice(actor: Actor) -> Twice:
    """The households that may be registered twice, as far as the actor may know (six queries).

    Raises Refused (hidden) for whoever does not write about households.
    """
    require(policies.may_open_duplicates(actor))
    pairs = _without_told_apart(_pairs(actor.works_in(*WORKS)))
    ids = {one for pair in pairs for one in pair}
    if not ids:
        return Twice((), ())
    seen = set(visible(actor, ids).values_list("pk", flat=True))
    known = seen | set(_may_be_told_of(actor, ids - seen).values_list("pk", flat=True)) if ids - seen else seen
    both: list[Pair] = []
    one: dict[int, Ground] = {}
    for (first, second), ground in sorted(pairs.items(), key=lambda item: (item[1], item[0])):
        if {first, second} <= seen:
            both.append(Pair(first, second, ground))
        elif ground < Ground.POSSIBLE and {first, second} <= known and (mine := {first, second} & seen):
            one.setdefault(mine.pop(), ground)
    return Twice(tuple(both), tuple(one.items()))


def same_persons(kept_id: int, merged_id: int) -> dict[int, int]:
    """Which person of the second household is which of the first: the same id, or the same full name and birth
    where no id says otherwise (two queries). Persons that are one row already are not among them.
    """
    return _same_among(_opened_members(kept_id, merged_id), kept_id, merged_id)


def household(actor: Actor, household_id: int) -> Household:
    """One household the actor sees. Raises Refused (hidden) for any other."""
    return queries.one(actor, household_id)


def compare(actor: Actor, kept_id: int, merged_id: int) -> Comparison:
    """The two side by side, and what would move (four queries).

    Raises Refused (hidden) where the actor does not see both.
    """
    found = {one.pk: one for one in visible(actor, [kept_id, merged_id]).select_related("organisation")}
    kept, merged = found.get(kept_id), found.get(merged_id)
    if kept is None or merged is None or kept == merged or kept.organisation_id != merged.organisation_id:
        raise Refused(NOT_HERE)
    require(policies.may_open_duplicates(actor))
    members = _opened_members(kept_id, merged_id)
    same = _same_among(members, kept_id, merged_id)
    moving = plan(Household, rows(Household, [kept_id, merged_id]), {merged_id: kept_id}, same)
    return Comparison(kept, merged, same, moving, {one.pk: _card(one, members) for one in (kept, merged)})


def kept_instead_of(actor: Actor, household_id: int) -> int | None:
    """Where a merged household went, as far as it went on, for an actor who sees it (a query for each step)."""
    here, seen = household_id, {household_id}
    while True:
        went = Merge.objects.filter(merged=here, undone_at__isnull=True).values_list("kept", flat=True).first()
        if went is None or went in seen:
            break
        here = went
        seen.add(went)
    if here == household_id or not visible(actor, [here]).exists():
        return None
    return here


def merges(actor: Actor, limit: int = 50) -> list[tuple[Merge, str]]:
    """What has been merged lately into households the actor sees, newest first, each with why (three queries)."""
    recent = Merge.objects.filter(organisation__in=actor.works_in(*WORKS))
    found = recent.filter(kept__in=visible(actor, recent.order_by().values("kept"))).select_related(
        "kept", "merged", "merged_by", "undone_by"
    )
    listed = list(found[:limit])
    ring = keyring(one.kept.key_id for one in listed)
    return [(one, FreeWords.read(ring.open(one.kept.key_id, one.sealed)).text) for one in listed]


def merge_of(actor: Actor, merge_id: int) -> Merge:
    """One of them. Raises Refused (hidden) for any other."""
    found = Merge.objects.filter(pk=merge_id).select_related("kept", "merged").first()
    if found is None or not visible(actor, [found.kept_id]).exists():
        raise Refused(NOT_HERE)
    return found


def told_apart(first_id: int, second_id: int) -> NotSame | None:
    """What somebody has said of the two, where it still stands. Of households the actor sees."""
    low, high = sorted((first_id, second_id))
    return NotSame.objects.filter(first=low, second=high, withdrawn_at__isnull=True).select_related("said_by").first()


def persons_by_id(ids: Iterable[int]) -> dict[int, tuple[Person, PersonWords]]:
    """Persons with what is known of them (two queries)."""
    found = list(Person.objects.filter(pk__in=list(ids)))
    ring = keyring(one.key_id for one in found)
    return {one.pk: (one, PersonWords.read(ring.open(one.key_id, one.sealed))) for one in found}


def _pairs(places: frozenset[int]) -> dict[tuple[int, int], Ground]:
    """Every pair of open households that shares somebody (two queries, whatever the size of the register)."""
    meeting = _meeting()
    homes = _homes(places, {person for _digest, person in meeting})
    groups: list[tuple[Ground, dict[int, str]]] = []
    together: dict[int, dict[int, str]] = defaultdict(dict)
    for digest, person in meeting:
        together[digest].update(homes.get(person, {}))
    groups += [(_BY_SORT[marks.sort_of(digest)], living) for digest, living in together.items()]
    groups += [(Ground.CERTAIN, living) for living in homes.values() if len(living) > 1]
    found: dict[tuple[int, int], Ground] = {}
    for ground, living in groups:
        if ground is Ground.POSSIBLE and len(living) > CROWD:
            continue
        for pair, sure in _within(ground, living):
            found[pair] = min(sure, found.get(pair, sure))
    return found


def _within(ground: Ground, living: Mapping[int, str]) -> Iterator[tuple[tuple[int, int], Ground]]:
    """The pairs among those households. A child may rightly have two homes."""
    for first, second in combinations(sorted(living), 2):
        roles = {living[first], living[second]}
        if MemberRole.CHILD_VISITING in roles:
            continue
        yield (first, second), Ground.POSSIBLE if roles <= set(CHILDREN) else ground


def _meeting() -> list[tuple[int, int]]:
    """Digests that several persons have, with the persons: a walk along the end of the index that tells them apart."""
    telling = Mark.objects.filter(digest__gte=marks.first_of("id")).order_by()
    several = telling.values("digest").annotate(times=Count("pk")).filter(times__gt=1).values("digest")
    return list(Mark.objects.filter(digest__in=several).order_by("digest").values_list("digest", "person")[:MOST])


def _homes(places: frozenset[int], persons: set[int]) -> dict[int, dict[int, str]]:
    """In which open households of the places the persons live, and as what; also who is one row in several."""
    today = timezone.localdate()
    living = Member.objects.filter(Q(ends__isnull=True) | Q(ends__gt=today)).order_by()
    several = living.values("person").annotate(times=Count("pk")).filter(times__gt=1).values("person")
    wanted = living.filter(Q(person__in=persons) | Q(person__in=several))
    wanted = wanted.filter(household__closed_on__isnull=True, household__organisation__in=places)
    homes: dict[int, dict[int, str]] = defaultdict(dict)
    for person, home, role in wanted.values_list("person", "household", "role"):
        homes[person][home] = role
    return homes


def _without_told_apart(pairs: dict[tuple[int, int], Ground]) -> dict[tuple[int, int], Ground]:
    if not pairs:
        return {}
    firsts = {first for first, _second in pairs}
    told = NotSame.objects.filter(withdrawn_at__isnull=True, first__in=firsts).values_list("first", "second")
    apart = set(told)
    return {pair: ground for pair, ground in pairs.items() if pair not in apart}


def _may_be_told_of(actor: Actor, ids: set[int]) -> QuerySet[Household, Any]:
    """Those of which the actor may know that another unit works with somebody in them."""
    today = timezone.localdate()
    mine = cleared(today).filter(user=actor.user_id).values("organisation")
    rows_ = Household.objects.filter(Q(is_protected=False) | Q(organisation__in=mine), pk__in=ids)
    return rows_.exclude(pk__in=recused(today).filter(user=actor.user_id).values("household"))


def _opened_members(kept_id: int, merged_id: int) -> list[tuple[Member, PersonWords]]:
    """Who lives and has lived in the two, opened."""
    members = list(Member.objects.filter(household__in=[kept_id, merged_id]).select_related("person"))
    ring = keyring(member.person.key_id for member in members)
    return [(one, PersonWords.read(ring.open(one.person.key_id, one.person.sealed))) for one in members]


def _same_among(members: Iterable[tuple[Member, PersonWords]], kept_id: int, merged_id: int) -> dict[int, int]:
    told = list(members)
    here = {one.person_id: words for one, words in told if one.household_id == kept_id}
    there = {one.person_id: words for one, words in told if one.household_id == merged_id}
    found: dict[int, int] = {}
    for person_id, words in there.items():
        twin = next((one for one, known in here.items() if _same(known, words)), None)
        if twin is not None and person_id not in here:
            found[person_id] = twin
    return found


def _card(household: Household, members: Iterable[tuple[Member, PersonWords]]) -> HouseholdCard:
    """The card of the household as it stands today."""
    today = timezone.localdate()
    living = [
        card_of(one, words)
        for one, words in members
        if one.household_id == household.pk and one.starts <= today and (one.ends is None or one.ends > today)
    ]
    return HouseholdCard(household.pk, household.reference, household.is_protected, in_order(living))


def _same(one: PersonWords, other: PersonWords) -> bool:
    if one.national_id and other.national_id:
        return one.national_id == other.national_id
    return bool(one.born) and one.born == other.born and fold(one.name) == fold(other.name) != ""
