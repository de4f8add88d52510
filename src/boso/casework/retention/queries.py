"""Reads of what is due for erasure. By reference only: nobody sees a name here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from boso.casework.duplicates.models import Merge, Step
from boso.casework.households.models import ClosedBecause, Household, LegalBasis, Use
from boso.casework.households.policies import clears_in
from boso.casework.households.queries_visible import visible
from boso.casework.needs.models import Mapping as Mapped
from boso.casework.needs.models import MappingState
from boso.casework.retention import pointing, policies, rules
from boso.casework.retention.models import GONE, Erasure, ErasureCase, ErasureState, LegalHold, Rule, Why
from boso.casework.retention.rules import History, Verdict
from boso.casework.stays.models import Stay
from boso.casework.tenancies.models import Tenancy
from boso.core.law.parameters import Parameter
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.organisations.models import Organisation

#: A merged case, and those it hangs together with.
Groups = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Judged:
    """One household and what the rules say of it."""

    household_id: int
    organisation_id: int
    reference: str
    is_protected: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule with what is known of it and how many cases are due by it."""

    rule: Rule
    parameter: Parameter
    due: int


@dataclass(frozen=True, slots=True)
class Plan:
    """What an erasure would do today in one organisation.

    persons: how many lose their key. staying: how many persons of these cases stay, because a kept case has them too.
    kept: how many closed cases whose time is up are kept, by why.
    """

    organisation: Organisation
    due: tuple[Judged, ...]
    rules: tuple[RuleLine, ...]
    kept: dict[Why, int]
    persons: int
    staying: int

    @property
    def drafts(self) -> int:
        """How many households have nothing but an unfinished mapping to erase."""
        return sum(one.verdict.rule is Rule.DRAFT for one in self.due)

    @property
    def cases(self) -> int:
        """How many whole cases."""
        return len(self.due) - self.drafts


def places(actor: Actor) -> list[Organisation]:
    """The municipalities and districts whose erasures the actor may see, by name. One query."""
    return list(Organisation.objects.filter(pk__in=clears_in(actor)).order_by("name"))


def plan(actor: Actor, organisation: Organisation, today: dt.date) -> Plan:
    """What an erasure would do today. It changes nothing.

    Raises Refused (hidden) for whoever may not know.
    """
    require(policies.may_see_plan(actor, organisation.pk))
    judged = judge_all([organisation.pk], today)
    due = sorted(
        (one for one in judged if one.verdict.due), key=lambda one: (one.verdict.since or today, one.household_id)
    )
    counts = Counter(one.verdict.rule for one in due)
    going = [one.household_id for one in due if one.verdict.rule is not Rule.DRAFT]
    persons, everybody = persons_to_erase(going, merged=False)
    reasons = [one.verdict.kept for one in judged if one.verdict.kept is not None]
    kept = Counter[Why](why for why in reasons if why not in (Why.NOT_YET, Why.OPEN))
    return Plan(
        organisation=organisation,
        due=tuple(due),
        rules=tuple(RuleLine(rule, found, counts[rule]) for rule, found in rules.parameters(today).items()),
        kept={why: kept[why] for why in Why if kept[why]},
        persons=len(persons),
        staying=len(everybody) - len(persons),
    )


def count_due(actor: Actor, today: dt.date) -> dict[int, int]:
    """How many are due in each organisation whose erasures the actor may propose."""
    wanted = clears_in(actor)
    return dict(Counter(one.organisation_id for one in judge_all(wanted, today) if one.verdict.due)) if wanted else {}


def judge_all(organisations: Collection[int], today: dt.date, among: Collection[int] | None = None) -> list[Judged]:
    """Every household of them that is closed long enough to be asked about, and every one with an old draft.

    among: only these, whatever they are. Whoever calls has asked the policy.
    """
    kept_for = rules.months(today)
    groups = _groups(organisations)
    found = Household.objects.filter(organisation__in=organisations)
    if among is None:
        found = found.filter(_old_enough(kept_for, today))
    else:
        found = found.filter(pk__in=set(among).union(*(groups.get(one, frozenset()) for one in among)))
    judged = {one.household_id: one for one in _judged(found, kept_for, today)}
    together = _together(judged, groups)
    whole = [together[pk] for pk in together if among is None or pk in among]
    drafts = _drafts(organisations, kept_for[Rule.DRAFT], today, among)
    due = {one.household_id for one in whole if one.verdict.due}
    return [one for one in whole if one.household_id not in drafts or one.household_id in due] + [
        one for pk, one in drafts.items() if pk not in due
    ]


def persons_to_erase(households: Collection[int], *, merged: bool = True) -> tuple[set[int], set[int]]:
    """The persons of these households whom no kept household has, now or before; and all persons of them.

    merged: also those that a merge made one with somebody else, whose own words lie there still.
    """
    gone = set(households)
    ties = {tie for part in _parts(gone) for tie in pointing.tied(households=part)}
    persons = {person for home, person in ties if home in gone}
    if merged and (more := _merged_persons(gone) - persons):
        persons |= more
        ties |= {tie for part in _parts(more) for tie in pointing.tied(persons=part)}
    others = {tie for tie in ties if tie[0] not in gone}
    erased = _erased({home for home, _person in others})
    living = {person for home, person in others if home not in erased}
    return persons - living, persons


def erasures(actor: Actor, organisation_id: int | None = None) -> QuerySet[Erasure]:
    """Erasures of the organisations whose plans the actor may see, the latest first."""
    wanted = clears_in(actor) if organisation_id is None else clears_in(actor) & {organisation_id}
    return Erasure.objects.filter(organisation__in=wanted).select_related(
        "organisation", "proposed_by", "confirmed_by", "withdrawn_by"
    )


def standing(actor: Actor, organisation_id: int) -> Erasure | None:
    """The erasure that is proposed or being carried out."""
    return erasures(actor, organisation_id).filter(state__in=["proposed", "confirmed"]).first()


def open_with_counts(actor: Actor) -> list[tuple[Erasure, int]]:
    """Erasures that are proposed or being carried out, and how many cases each has. One query."""
    found = erasures(actor).filter(state__in=[ErasureState.PROPOSED, ErasureState.CONFIRMED])
    return [(row, row.count) for row in found.annotate(count=Count("cases"))]


def one(actor: Actor, erasure_id: int) -> Erasure:
    """The erasure.

    Raises Refused (hidden) where the actor may not see it.
    """
    found = erasures(actor).filter(pk=erasure_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def cases(actor: Actor, erasure: Erasure) -> QuerySet[ErasureCase]:
    """The cases of an erasure the actor may see."""
    require(policies.may_see_plan(actor, erasure.organisation_id))
    return ErasureCase.objects.filter(erasure=erasure).select_related("household")


def tally(actor: Actor, erasure: Erasure) -> dict[str, int]:
    """How many cases of the erasure stand in each state, and how many persons are erased («persons»)."""
    rows = cases(actor, erasure).order_by().values_list("state").annotate(count=Count("pk"))
    return {**dict(rows), "persons": cases(actor, erasure).aggregate(count=Count("persons"))["count"]}


def unfinished() -> list[int]:
    """Erasures that are confirmed and not done, for the job."""
    return list(Erasure.objects.filter(state=ErasureState.CONFIRMED).values_list("pk", flat=True))


def anything_unfinished() -> bool:
    """Whether the job has anything to do."""
    return bool(unfinished())


def holds(actor: Actor, organisation_id: int, today: dt.date) -> list[LegalHold]:
    """What is held back there now."""
    require(policies.may_see_plan(actor, organisation_id))
    found = LegalHold.objects.filter(in_force(today), household__organisation=organisation_id)
    return list(found.select_related("household", "placed_by"))


def hold(actor: Actor, hold_id: int) -> LegalHold:
    """A hold in force or over.

    Raises Refused (hidden) where the actor may not see it.
    """
    found = LegalHold.objects.filter(pk=hold_id, household__organisation__in=clears_in(actor)).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def by_reference(actor: Actor, organisation_id: int, reference: str) -> Household | None:
    """The household of that reference that is not erased, to hold it back; none where there is none."""
    require(policies.may_hold(actor, organisation_id))
    found = Household.objects.filter(organisation=organisation_id, reference__iexact=reference.strip())
    return found.filter(~Exists(_gone())).first()


def erased_or_held(actor: Actor, household: Household, today: dt.date) -> tuple[bool, bool]:
    """Whether a household the actor sees is erased, and whether it is held back. One query."""
    held = LegalHold.objects.filter(in_force(today), household=OuterRef("pk"))
    found = visible(actor, [household.pk]).annotate(erased=Exists(_gone()), held=Exists(held))
    return found.values_list("erased", "held").first() or (False, False)


def in_force(today: dt.date) -> Q:
    """Holds that last that day."""
    return Q(until__isnull=True) | Q(until__gt=today)


def _old_enough(kept_for: rules.Months, today: dt.date) -> Q:
    usual = rules.earliest(kept_for, today, tuple(rule for rule in Rule if rule not in (Rule.MISTAKE, Rule.DRAFT)))
    mistake = rules.earliest(kept_for, today, (Rule.MISTAKE,))
    return Q(closed_on__lte=usual) | Q(closed_on__lte=mistake, closed_reason=ClosedBecause.MISTAKE)


def _judged(found: QuerySet[Household], kept_for: rules.Months, today: dt.date) -> Iterable[Judged]:
    here = OuterRef("pk")
    leases, stays = Tenancy.objects.filter(household=here).order_by(), Stay.objects.filter(household=here).order_by()
    bases = LegalBasis.objects.filter(household=here)
    last_lease = leases.values("household").annotate(last=Max("ended_on")).values("last")
    last_stay = stays.values("household").annotate(last=Max("ends")).values("last")
    told = found.filter(~Exists(_gone())).annotate(
        has_lease=Exists(leases),
        open_lease=Exists(leases.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=today))),
        last_lease=Subquery(last_lease),
        open_stay=Exists(stays.filter(Q(ends__isnull=True) | Q(ends__gt=today))),
        last_stay=Subquery(last_stay),
        held=Exists(LegalHold.objects.filter(in_force(today), household=here)),
        loan=Exists(bases.filter(use=Use.LOAN)),
        care=Exists(bases.filter(use=Use.CARE_DWELLING)),
    )
    names = ("has_lease", "open_lease", "last_lease", "open_stay", "last_stay", "held", "loan", "care")
    base = ("pk", "organisation_id", "reference", "is_protected", "closed_on", "closed_reason")
    for row in told.order_by("pk").values(*base, *names):
        mistake = row["closed_reason"] == ClosedBecause.MISTAKE
        history = History(row["closed_on"], mistake, **{name: row[name] for name in names})
        verdict = rules.judge(history, kept_for, today)
        yield Judged(row["pk"], row["organisation_id"], row["reference"], row["is_protected"], verdict)


def _together(judged: Mapping[int, Judged], groups: Groups) -> dict[int, Judged]:
    """Merged cases go together or not at all: the words of one may have come from the other."""
    asked = set().union(*(groups[pk] for pk, one in judged.items() if one.verdict.due and pk in groups))
    erased = _erased(asked - judged.keys())
    goes = {pk for pk, one in judged.items() if one.verdict.due} | erased
    return {
        pk: replace(one, verdict=replace(one.verdict, kept=Why.MERGED))
        if one.verdict.due and not groups.get(pk, frozenset()) <= goes
        else one
        for pk, one in judged.items()
    }


def _groups(organisations: Collection[int]) -> Groups:
    """Every household that was merged with others, with all of them. One query."""
    pairs = Merge.objects.filter(organisation__in=organisations, undone_at__isnull=True)
    root: dict[int, set[int]] = {}
    for first, second in pairs.order_by("pk").values_list("kept_id", "merged_id"):
        whole = root.get(first, {first}) | root.get(second, {second})
        for pk in whole:
            root[pk] = whole
    return {pk: frozenset(whole) for pk, whole in root.items()}


def _drafts(
    organisations: Collection[int], length: int | None, today: dt.date, among: Collection[int] | None
) -> dict[int, Judged]:
    """Households with a mapping begun so long ago, and words in it. One query."""
    if length is None:
        return {}
    old = old_drafts(today, length).filter(organisation__in=organisations)
    old = old if among is None else old.filter(household__in=among)
    on_hold = LegalHold.objects.filter(in_force(today), household=OuterRef("household"))
    rows = (
        old.order_by("household")
        .values("household", "household__organisation_id", "household__reference", "household__is_protected")
        .annotate(begun=Min("begun_at"), held=Exists(on_hold))
    )
    return {
        row["household"]: Judged(
            row["household"], row["household__organisation_id"], row["household__reference"],
            row["household__is_protected"],
            Verdict(
                Rule.DRAFT, add_months(timezone.localtime(row["begun"]).date(), length),
                Why.HOLD if row["held"] else None,
            ),
        )
        for row in rows
    }  # fmt: skip


def old_drafts(today: dt.date, length: int) -> QuerySet[Any]:
    """Mappings begun at least so many months ago, never finished, that still hold words."""
    limit = dt.datetime.combine(add_months(today, -length), dt.time(), tzinfo=timezone.get_default_timezone())
    return Mapped.objects.filter(state=MappingState.DRAFT, begun_at__lt=limit).exclude(sealed="")


def _merged_persons(households: Collection[int]) -> set[int]:
    """Persons of these households who were found to be somebody else, and whom nothing points at any more."""
    steps: set[tuple[str, str]] = set()
    for part in _parts(households):
        merges = Merge.objects.filter(Q(kept__in=part) | Q(merged__in=part))
        rows = Step.objects.filter(merge__in=merges.values("pk"), field="person_id")
        steps |= set(rows.values_list("before", "after"))
    return {int(text) for pair in steps for text in pair if text.isdigit()}


def _erased(households: Collection[int]) -> set[int]:
    gone = ErasureCase.objects.filter(state__in=GONE).exclude(rule=Rule.DRAFT)
    return {
        pk
        for part in _parts(households)
        for pk in gone.filter(household__in=part).values_list("household_id", flat=True)
    }


def _gone() -> QuerySet[ErasureCase]:
    return ErasureCase.objects.filter(household=OuterRef("pk"), state__in=GONE).exclude(rule=Rule.DRAFT)


def _parts(ids: Collection[int], size: int = 500) -> Iterable[list[int]]:
    """Few enough at a time for any database."""
    wanted = sorted(ids)
    return (wanted[start : start + size] for start in range(0, len(wanted), size))
