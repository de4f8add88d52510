"""Every read of mappings. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from collections.abc import Mapping as Map
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from boso.casework.households import queries as households
from boso.casework.households.models import Household
from boso.casework.households.queries_visible import WORKS, engaged, units_of
from boso.casework.needs import filling, policies
from boso.casework.needs.models import Mapping, MappingState
from boso.core.needs.size_norm import Sleeper
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation, Unit
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.foundation.vault.queries import blind, blind_key

#: Lists are counted as far as this.
MOST = 10_000


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What one household needs, in codes, for figures and for the gap between needs and homes.

    household_id: none where the actor does not see the household (a planner sees none). Sizes are none where nobody
    knows. Fields as in `Mapping`.
    """

    mapping_id: int
    household_id: int | None
    unit_id: int
    mapped_on: dt.date
    situation: str
    homeless: str
    main_ground: str
    adults: int
    children: int
    bedrooms: int | None
    rooms: int | None
    area_m2: int | None
    floor: str
    adaptation: str
    area: str
    district: str
    neighbours: str
    staffing: str
    follow_up: str
    urgency: str
    certainty: str
    rent_most: int | None = None


@dataclass(frozen=True, slots=True)
class NeedHeap:
    """So many households whose needs are alike in what the overview counts."""

    situation: str
    bedrooms: int | None
    urgency: str
    unit_id: int
    staffing: str
    certainty: str
    count: int


_COLUMNS = tuple(name for name in NeedRow.__dataclass_fields__ if name not in ("mapping_id", "household_id"))


def visible(actor: Actor, household_ids: Collection[int] | None = None) -> QuerySet[Mapping]:
    """The mappings of the households the actor sees."""
    return Mapping.objects.filter(household__in=households.visible(actor, household_ids))


def one(actor: Actor, mapping_id: int) -> Mapping:
    """The mapping with its household, unit and who made it.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = (
        Mapping.objects.select_related(
            "household", "organisation", "unit", "mapped_by", "corrects", "campaign", "form__form"
        )
        .filter(pk=mapping_id)
        .first()
    )
    if found is None or not policies.may_see_mapping(actor, found):
        raise Refused(NOT_HERE)
    return found


def latest(actor: Actor, household_ids: Collection[int]) -> dict[int, Mapping]:
    """The mapping that holds for each of the households the actor sees, by household; one query."""
    rows = visible(actor, household_ids).filter(state=MappingState.DONE, holds_until__isnull=True)
    return {mapping.household_id: mapping for mapping in rows.select_related("unit")}


def of_household(actor: Actor, household: Household) -> list[Mapping]:
    """All mappings of a household the actor sees, drafts and corrected ones too, newest first."""
    rows = visible(actor, [household.pk]).filter(household=household)
    return list(rows.select_related("household", "unit", "mapped_by").order_by("-mapped_on", "-pk"))


def draft_of(actor: Actor, household: Household) -> Mapping | None:
    """The mapping that is begun for a household by a unit of the actor, if any."""
    rows = visible(actor, [household.pk]).filter(household=household, state=MappingState.DRAFT)
    own = rows if actor.holds(Role.SYSTEM) else rows.filter(unit__in=actor.units)
    return own.select_related("household", "unit").order_by("pk").first()


def begun_by(actor: Actor) -> list[Mapping]:
    """The mappings the person has begun and not finished, oldest first. One query, none for those who map nowhere."""
    if not units_of(actor, *WORKS):
        return []
    rows = Mapping.objects.filter(state=MappingState.DRAFT, mapped_by=actor.user_id)
    mine = rows.filter(household__in=households.visible(actor, rows.values("household")))
    return list(mine.select_related("household").order_by("begun_at", "pk")[:20])


def listed(actor: Actor, wish: Map[str, str]) -> QuerySet[Mapping]:
    """The mappings of the households the actor sees, narrowed by `forms.MappingFilter`; those that hold now unless
    more is asked for.
    """
    rows = visible(actor).select_related("household", "unit", "mapped_by")
    state = wish.get("state", "")
    if state == MappingState.DRAFT:
        rows = rows.filter(state=MappingState.DRAFT)
    elif state != "all":
        rows = rows.filter(state=MappingState.DONE, holds_until__isnull=True)
    for name in ("situation", "urgency", "certainty"):
        if wish.get(name):
            rows = rows.filter(**{name: wish[name]})
    size = wish.get("size", "")
    if size == "unknown":
        rows = rows.filter(bedrooms__isnull=True)
    elif size:
        rows = rows.filter(bedrooms__gte=4) if size == "4" else rows.filter(bedrooms=size)
    return rows


def forms_for(actor: Actor, organisation_id: int) -> QuerySet[FormVersion]:
    """The forms a household there may be mapped with: the municipality's own first, then the built-in one."""
    rows = forms.offered(actor, organisation_id, Purpose.MAPPING)
    return rows.filter(Q(form__organisation=organisation_id) | Q(form__organisation__isnull=True))


def capped(rows: QuerySet[Mapping]) -> int:
    """How many rows, counted to just above `MOST`."""
    return rows.order_by()[: MOST + 1].count()


def places(actor: Actor) -> list[Organisation]:
    """The municipalities and districts whose needs the actor sees in figures."""
    rows = Organisation.objects.order_by("name")
    return list(rows if actor.holds(Role.SYSTEM) else rows.filter(pk__in=actor.works_in()))


def unit_names(organisation_id: int) -> dict[str, str]:
    """The units of an organisation by id as text."""
    rows = Unit.objects.filter(organisation=organisation_id).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}


def units_to_map_for(actor: Actor, household: Household) -> list[Unit]:
    """The units the actor may map the household for."""
    return list(Unit.objects.filter(pk__in=units_that_map(actor, household)).order_by("name"))


def composition(actor: Actor, household: Household, on: dt.date) -> list[Sleeper]:
    """Who lives in a household that day, for the size norm; who lives there now, where nobody is known for that day."""
    for day in (on, timezone.localdate()):
        card = households.open_cards(actor, [household], day).get(household.pk)
        if card is not None and card.persons:
            return filling.sleepers(card, on)
    return []


def units_that_map(actor: Actor, household: Household) -> list[int]:
    """The units of the actor that work with the household today (all that do, for BoSo itself), in order."""
    today = timezone.localdate()
    if actor.holds(Role.SYSTEM):
        return sorted(Unit.objects.filter(organisation=household.organisation_id).values_list("pk", flat=True))
    mine = engaged(units_of(actor, *WORKS), today).filter(household=household)
    return sorted(mine.values_list("unit_id", flat=True))


def holding(organisation_id: int, on: dt.date | None = None) -> QuerySet[Mapping]:
    """The mappings of an organisation that held that day (now). For figures only: ask `may_see_figures` first."""
    done = Mapping.objects.filter(organisation=organisation_id, state=MappingState.DONE)
    if on is None:
        return done.filter(holds_until__isnull=True)
    return done.filter(Q(holds_until__isnull=True) | Q(holds_until__gt=on), mapped_on__lte=on)


def current_needs(actor: Actor, organisation_id: int, on: dt.date | None = None) -> list[NeedRow]:
    """What all households of an organisation need that day (today), those in suitable homes too: two queries.

    Closed cases are left out. Nothing for somebody who does no casework there.
    """
    if not policies.may_see_figures(actor, organisation_id):
        return []
    day = on or timezone.localdate()
    rows = holding(organisation_id, day).filter(Q(household__closed_on__isnull=True) | Q(household__closed_on__gt=day))
    seen = _seen(actor, organisation_id)
    return list(_rows(rows, seen))


def heaps(actor: Actor, organisation_id: int) -> list[NeedHeap]:
    """The needs of an organisation today, heaped: one query, however many households there are.

    Closed cases are left out. Nothing for somebody who does no casework there.
    """
    if not policies.may_see_figures(actor, organisation_id):
        return []
    rows = holding(organisation_id, timezone.localdate()).filter(household__closed_on__isnull=True)
    names = [name for name in NeedHeap.__dataclass_fields__ if name != "count"]
    return [NeedHeap(*row) for row in rows.order_by().values_list(*names).annotate(Count("pk"))]


def without_names(actor: Actor, organisation_id: int) -> Iterator[tuple[str, Mapping]]:
    """The mappings that hold of the open cases the actor sees there, but for protected ones: each with the mark of its
    household, which only the municipality's key can make.
    """
    key = blind_key(organisation_id)
    rows = visible(actor).filter(
        organisation=organisation_id, state=MappingState.DONE, holds_until__isnull=True,
        household__closed_on__isnull=True, household__is_protected=False,
    )  # fmt: skip
    for mapping in rows.order_by("pk").iterator(chunk_size=2000):
        yield blind(key or b"", "mapping-mark", str(mapping.household_id))[:16], mapping


def _seen(actor: Actor, organisation_id: int) -> frozenset[int] | None:
    """The households the actor sees; none means all."""
    if actor.holds(Role.SYSTEM):
        return None
    return frozenset(households.visible(actor).filter(organisation=organisation_id).values_list("pk", flat=True))


def _rows(mappings: QuerySet[Mapping], seen: frozenset[int] | None) -> Iterator[NeedRow]:
    for mapping_id, household_id, *values in mappings.order_by("pk").values_list("pk", "household_id", *_COLUMNS):
        yield NeedRow(mapping_id, household_id if seen is None or household_id in seen else None, *values)
