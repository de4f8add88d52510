"""Every read of assessments, the watch and guidelines. The actor comes first; who is not seen does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from boso.casework.households import queries_list
from boso.casework.households.models import Household
from boso.casework.households.queries_visible import SEES, WORKS, engaged, units_of, visible
from boso.casework.instruments import facts, policies
from boso.casework.instruments.facts import Known
from boso.casework.instruments.models import SETTLED, Assessment, GuidelinePoint, ShutOut, Verdict, Watch, WatchState
from boso.casework.instruments.sealing import unpacked
from boso.casework.needs.models import Mapping as NeedMapping
from boso.casework.needs.models import MappingState
from boso.casework.tenancies.models import Tenancy
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Code, CodeSystem, Organisation
from boso.foundation.vault.queries import keyring

#: Assessments that stand on a household's page.
LOOKS_BACK = 8


@dataclass(frozen=True, slots=True)
class Wish:
    """How the watch is narrowed. verdict: one, «all», or blank for likely and uncertain. state: one, «mine», «all», or
    blank for what is not settled. lives: «tenant» or «other».
    """

    text: str = ""
    verdict: str = ""
    state: str = ""
    lives: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What the page of one household is made of. works: whether the actor works with it, and so may write."""

    known: Known
    made: list[Assessment]
    works: bool


def page(actor: Actor, household_id: int) -> Page:
    """One household with what is known of it, but for its mapping. Five queries.

    Raises Refused (hidden) for one that is not seen, or is erased.
    """
    today = timezone.localdate()
    works = engaged(units_of(actor, *WORKS), today).filter(household=OuterRef("pk"))
    row = (
        visible(actor, [household_id])
        .select_related("organisation")
        .annotate(code=_code(today, "organisation"), works=Exists(works))
        .first()
    )
    if row is None:
        raise Refused(NOT_HERE)
    rows = Assessment.objects.filter(household=row).select_related("made_by")
    made = list(rows.order_by("-made_at", "-pk")[:LOOKS_BACK])
    holds = {one.household_id: one for one in made if one.holds_until is None}
    told: Any = row
    found = facts.of_rows(actor, {row.pk: row}, {row.organisation_id: told.code or ""}, today, made=holds)
    if row.pk not in found:
        raise Refused(NOT_HERE)
    return Page(found[row.pk], made, bool(told.works) or actor.holds(Role.SYSTEM))


def _code(on: dt.date, organisation: str) -> Subquery:
    """The code of a row's organisation that day."""
    codes = Code.objects.filter(Q(ends__isnull=True) | Q(ends__gt=on), system=CodeSystem.SSB, starts__lte=on)
    return Subquery(codes.filter(organisation=OuterRef(organisation)).values("code")[:1])


def assessment(actor: Actor, assessment_id: int) -> Assessment:
    """One assessment with its household and what lies frozen.

    Raises Refused (hidden) where there is none the actor may see.
    """
    rows = Assessment.objects.select_related("household", "organisation", "made_by", "frozen")
    found = rows.filter(pk=assessment_id).first()
    if found is None or not visible(actor, [found.household_id]).exists():
        raise Refused(NOT_HERE)
    return found


def frozen(found: Assessment) -> dict[str, Any] | None:
    """What an assessment asked and was answered, as it was; none where it is erased. One query, of the key."""
    key_id = found.household.key_id
    return unpacked(keyring([key_id]).open(key_id, found.frozen.sealed))


def watched(actor: Actor, wish: Wish) -> QuerySet[Watch]:
    """The watch over the open cases the actor sees, as wished, the likely first."""
    today = timezone.localdate()
    seen = queries_list.found_by(actor, wish.text) if wish.text.strip() else visible(actor)
    rows = Watch.objects.filter(household__in=seen, household__closed_on__isnull=True)
    if not wish.verdict:
        rows = rows.exclude(verdict=Verdict.NO)
    elif wish.verdict != "all":
        rows = rows.filter(verdict=wish.verdict)
    if wish.lives:
        rows = rows.filter(is_tenant=wish.lives == "tenant")
    if wish.state == "mine":
        rows = rows.filter(worker=actor.user_id).exclude(state=WatchState.OPEN)
    elif wish.state and wish.state != "all":
        rows = rows.filter(state=wish.state)
    elif not wish.state:
        rows = rows.exclude(state__in=SETTLED)
    return rows.select_related("household", "worker").annotate(
        rank=Case(*_RANKS, default=Value(len(_RANKS)), output_field=IntegerField()), code=_code(today, "organisation")
    ).order_by("rank", "since", "pk")  # fmt: skip


#: The likely first, then the uncertain.
_RANKS = tuple(When(verdict=one, then=Value(place)) for place, one in enumerate(Verdict))


def counted(rows: QuerySet[Watch]) -> dict[str, int]:
    """How many of each verdict. One query."""
    return dict(rows.order_by().values_list("verdict").annotate(count=Count("pk")))


def watch_of(actor: Actor, household: Household) -> Watch | None:
    """The watch over one household the actor sees; none where the watch has not come to it. One query."""
    return watch_and_assessment(actor, household)[0]


def watch_and_assessment(actor: Actor, household: Household) -> tuple[Watch | None, dt.date | None]:
    """The watch, and the day of the assessment that holds. One query: whoever is assessed is watched from then on."""
    rows = Watch.objects.filter(household__in=visible(actor, [household.pk]))
    holds = Assessment.objects.filter(household=OuterRef("household"), holds_until__isnull=True)
    dated = rows.annotate(assessed_on=Subquery(holds.order_by("-pk").values("on")[:1]))
    row = dated.select_related("household", "worker").first()
    return row, row.assessed_on if row is not None else None


def watch(actor: Actor, watch_id: int) -> Watch:
    """One row of the watch.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = Watch.objects.select_related("household", "worker").filter(pk=watch_id).first()
    if found is None or not visible(actor, [found.household_id]).exists():
        raise Refused(NOT_HERE)
    return found


def with_me(actor: Actor) -> list[Watch]:
    """What the person has taken and not come to the end of, the longest first. One query, none for who takes none."""
    if not actor.works_in(*SEES) or actor.user_id is None:
        return []
    rows = Watch.objects.filter(
        worker=actor.user_id, state__in=(WatchState.TAKEN, WatchState.ASKED), household__closed_on__isnull=True
    )
    mine = rows.filter(household__in=visible(actor, rows.values("household")))
    return list(mine.select_related("household").order_by("since", "pk")[:20])


def to_watch(organisation_id: int) -> dict[int, bool]:
    """Whom the watch is over: open cases with a lease that runs or a mapping that holds; whether each rents from the
    municipality. For the job. One query.
    """
    today = timezone.localdate()
    running = Tenancy.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), organisation=organisation_id, starts__lte=today,
        household__isnull=False,
    )  # fmt: skip
    mapped = NeedMapping.objects.filter(
        organisation=organisation_id, state=MappingState.DONE, holds_until__isnull=True
    )  # fmt: skip
    tenants = set(running.order_by().values_list("household_id", flat=True))
    wanted = tenants | set(mapped.order_by().values_list("household_id", flat=True))
    open_cases = Household.objects.filter(organisation=organisation_id, closed_on__isnull=True)
    return {pk: pk in tenants for pk in open_cases.values_list("pk", flat=True).order_by("pk") if pk in wanted}


def watch_rows(household_ids: Collection[int]) -> dict[int, Watch]:
    """The rows of the watch that stand, by household. For the job."""
    return {row.household_id: row for row in Watch.objects.filter(household__in=household_ids)}


def tenants(actor: Actor, organisation_id: int) -> list[int]:
    """The households the actor sees that rent from the municipality today, by reference. One query.

    Raises Refused (hidden) for who may not look for owners there.
    """
    if not policies.may_find(actor, organisation_id):
        raise Refused(NOT_HERE)
    return tenants_seen(actor, organisation_id)


def tenants_seen(actor: Actor, organisation_id: int) -> list[int]:
    """The same, for whoever sees households. One query."""
    today = timezone.localdate()
    running = Tenancy.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=today), organisation=organisation_id, starts__lte=today,
        household__isnull=False,
    )  # fmt: skip
    rows = visible(actor).filter(pk__in=running.values("household"), closed_on__isnull=True)
    return list(rows.order_by("reference", "pk").values_list("pk", flat=True))


def assessed(organisation_id: int) -> list[int]:
    """The open cases of an organisation whose economy somebody has assessed. For figures only. One query."""
    rows = Assessment.objects.filter(
        organisation=organisation_id, holds_until__isnull=True, household__closed_on__isnull=True
    )  # fmt: skip
    return list(rows.order_by("household_id").values_list("household_id", flat=True))


def places(actor: Actor, *roles: Role) -> list[Organisation]:
    """The municipalities and districts where the actor does casework as one of the roles (any), by name. One query."""
    rows = Organisation.objects.order_by("name", "pk")
    return list(rows if actor.holds(Role.SYSTEM) else rows.filter(pk__in=actor.works_in(*roles)))


def place(actor: Actor, word: str, *roles: Role) -> tuple[Organisation, list[Organisation]]:
    """The organisation an address asks for by its number, or the first; and all there are to choose among.

    Raises Refused (hidden) where there is none.
    """
    there = places(actor, *roles)
    found = next((one for one in there if str(one.pk) == word), None) if word else next(iter(there), None)
    if found is None:
        raise Refused(NOT_HERE)
    return found, there


def points(actor: Actor, organisation_id: int) -> list[GuidelinePoint]:
    """What the organisation has written, by point, the newest first. One query; none for who does no casework there."""
    if not policies.may_see_guideline(actor, organisation_id):
        return []
    rows = GuidelinePoint.objects.filter(organisation=organisation_id).select_related("written_by")
    return list(rows.order_by("key", "-starts", "-pk"))


def holding(organisation_id: int, on: dt.date) -> dict[str, GuidelinePoint]:
    """The points and settings that hold that day, by key. For reckoning. One query."""
    rows = GuidelinePoint.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=on), organisation=organisation_id, starts__lte=on
    )
    return {row.key: row for row in rows.order_by("key", "starts")}


def shut_out(organisation_id: int) -> ShutOut | None:
    """What was last counted of whom the guideline of an organisation shuts out. One query."""
    return ShutOut.objects.filter(pk=organisation_id).first()


def with_guideline() -> list[int]:
    """The organisations that have written points. For the job. One query."""
    return sorted(GuidelinePoint.objects.order_by().values_list("organisation_id", flat=True).distinct())


def point(actor: Actor, point_id: int) -> GuidelinePoint:
    """One point.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = GuidelinePoint.objects.select_related("organisation").filter(pk=point_id).first()
    if found is None or not policies.may_see_guideline(actor, found.organisation_id):
        raise Refused(NOT_HERE)
    return found


def with_casework() -> list[int]:
    """The organisations that have households. For the job. One query."""
    return sorted(Household.objects.order_by().values_list("organisation_id", flat=True).distinct())


def heaps(organisation_id: int) -> list[tuple[str, str, bool, int]]:
    """The watch of an organisation over open cases, heaped: verdict, state, whether tenants of ours, how many. For
    figures only. One query.
    """
    rows = Watch.objects.filter(organisation=organisation_id, household__closed_on__isnull=True)
    return list(rows.order_by().values_list("verdict", "state", "is_tenant").annotate(count=Count("pk")))
