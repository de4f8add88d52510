"""What an import of households asks: who of the file is known already, and in which case they stand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from boso.casework.households.models import Household, Mark, Member
from boso.casework.households.queries_visible import WORKS, cleared, engaged, units_of, visible
from boso.casework.households.sealing import HouseholdWords, PersonWords
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation, Unit, UnitKind
from boso.foundation.vault.queries import keyring

BATCH = 500


@dataclass(frozen=True, slots=True)
class Living:
    """Somebody who stands in a household today, opened. works: whether the actor may write about that household."""

    member: Member
    words: PersonWords
    seen: bool
    works: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Who of a file is known. by_digest: digest -> persons; homes: household -> who lives there; reach: its words."""

    by_digest: Mapping[int, set[int]]
    living: Mapping[int, list[Living]]
    homes: Mapping[int, list[Living]]
    reach: Mapping[int, HouseholdWords]


def known(actor: Actor, organisation_id: int, units: Collection[int], digests: Collection[int]) -> Known:
    """The persons under those digests who live in a household that the actor sees, or that one of the units works with.

    The others do not exist for the file: what another unit does with somebody is not told by an import either.
    """
    by_digest = _persons(organisation_id, digests)
    rows = _members(organisation_id, {person for found in by_digest.values() for person in found})
    ours = {member.household_id for member in rows}
    seen = _visible(actor, ours)
    kept = seen | _engaged(frozenset(units), ours)
    rows = _everybody_in(kept)
    working = _working(actor, seen)
    households = {member.household_id: member.household for member in rows}
    ring = keyring([*(member.person.key_id for member in rows), *(one.key_id for one in households.values())])
    homes: dict[int, list[Living]] = {}
    living: dict[int, list[Living]] = {}
    for member in rows:
        words = PersonWords.read(ring.open(member.person.key_id, member.person.sealed))
        one = Living(member, words, member.household_id in seen, member.household_id in working)
        homes.setdefault(member.household_id, []).append(one)
        living.setdefault(member.person_id, []).append(one)
    reach = {pk: HouseholdWords.read(ring.open(one.key_id, one.sealed)) for pk, one in households.items()}
    return Known(by_digest, living, homes, reach)


def holds_clearance(actor: Actor, organisation_id: int) -> bool:
    """Whether the actor may see protected households there."""
    return actor.holds(Role.SYSTEM) or (
        cleared(timezone.localdate()).filter(user=actor.user_id, organisation=organisation_id).exists()
    )


def unit_words(organisation_id: int | None) -> dict[str, str]:
    """Folded name of a unit, or of its kind where only one is of that kind -> its id."""
    units = list(Unit.objects.filter(organisation=organisation_id))
    kinds = [unit.kind for unit in units]
    found = {fold(str(unit.get_kind_display())): str(unit.pk) for unit in units if kinds.count(unit.kind) == 1}
    return found | {fold(unit.name): str(unit.pk) for unit in units}


def unit_labels(organisation_id: int | None) -> dict[str, str]:
    """Id -> name."""
    return {str(unit.pk): unit.name for unit in Unit.objects.filter(organisation=organisation_id)}


def own_unit(actor: Actor, organisation_id: int) -> int | None:
    """The unit households are brought in for where the file does not say: the actor's own, for BoSo itself NAV's."""
    own = sorted(
        seat.unit_id
        for seat in actor.seats
        if seat.unit_id is not None and seat.organisation_id == organisation_id and seat.role in WORKS
    )
    if own or not actor.holds(Role.SYSTEM):
        return own[0] if own else None
    units = dict(Unit.objects.filter(organisation=organisation_id).order_by("-pk").values_list("kind", "pk"))
    return units.get(UnitKind.NAV) or next(iter(sorted(units.values())), None)


def organisation(organisation_id: int) -> Organisation:
    """Whose households they are."""
    return Organisation.objects.get(pk=organisation_id)


def _persons(organisation_id: int, digests: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    wanted = list(digests)
    for start in range(0, len(wanted), BATCH):
        rows = Mark.objects.filter(digest__in=wanted[start : start + BATCH], person__organisation=organisation_id)
        for digest, person in rows.values_list("digest", "person"):
            found.setdefault(digest, set()).add(person)
    return found


def _members(organisation_id: int, persons: Collection[int]) -> list[Member]:
    today, wanted, found = timezone.localdate(), list(persons), []
    for start in range(0, len(wanted), BATCH):
        rows = Member.objects.filter(
            Q(ends__isnull=True) | Q(ends__gt=today),
            person__in=wanted[start : start + BATCH],
            household__organisation=organisation_id,
        )
        found += list(rows)
    return found


def _everybody_in(households: Collection[int]) -> list[Member]:
    today, wanted, found = timezone.localdate(), sorted(households), []
    for start in range(0, len(wanted), BATCH):
        rows = Member.objects.filter(
            Q(ends__isnull=True) | Q(ends__gt=today), household__in=wanted[start : start + BATCH]
        )
        found += list(rows.select_related("person", "household__organisation"))
    return found


def _visible(actor: Actor, households: Collection[int]) -> set[int]:
    wanted, found = list(households), set()
    for start in range(0, len(wanted), BATCH):
        found |= set(visible(actor, wanted[start : start + BATCH]).values_list("pk", flat=True))
    return found


def _engaged(units: frozenset[int], households: Collection[int]) -> set[int]:
    """Those of the households that one of the units works with, closed ones among them."""
    wanted, found = list(households), set()
    for start in range(0, len(wanted), BATCH):
        rows = engaged(units, timezone.localdate()).filter(household__in=wanted[start : start + BATCH])
        found |= set(rows.order_by().values_list("household", flat=True))
    return found


def _working(actor: Actor, seen: Collection[int]) -> set[int]:
    """Those the actor may write about and that are open."""
    mine = set(seen) if actor.holds(Role.SYSTEM) else _engaged(units_of(actor, *WORKS), seen) & set(seen)
    wanted, found = list(mine), set()
    for start in range(0, len(wanted), BATCH):
        rows = Household.objects.filter(pk__in=wanted[start : start + BATCH], closed_on__isnull=True)
        found |= set(rows.values_list("pk", flat=True))
    return found
