"""What is known of households' money and homes, gathered from where each thing is written, and what is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils import timezone

from boso.casework.households.cards import HouseholdCard, PersonCard
from boso.casework.households.models import Household, MemberRole
from boso.casework.households.queries import cards_and_keys
from boso.casework.households.queries_visible import visible
from boso.casework.instruments import queries_held
from boso.casework.instruments.models import Assessment, Lack
from boso.casework.instruments.sealing import Entered, open_entered
from boso.casework.needs import queries as needs
from boso.casework.needs.models import Mapping
from boso.casework.tenancies import queries as tenancies
from boso.casework.tenancies.models import Tenancy
from boso.core.economy.bostotte.terms import AREA
from boso.core.economy.exact import MONTHS
from boso.core.economy.people import BadHousehold, Group, Person, Role, Sex
from boso.core.economy.people import Household as Economy
from boso.core.law.parameters import value
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.organisations.queries import codes_on
from boso.foundation.vault.sealing import Keyring

ROLES = {
    MemberRole.APPLICANT: Role.APPLICANT, MemberRole.CO_APPLICANT: Role.PARTNER, MemberRole.CHILD: Role.CHILD,
    MemberRole.OTHER: Role.OTHER,
}  # fmt: skip
#: Keys of a person that may be entered, with the kind of value each holds.
AMOUNTS = ("income_year", "net_month")
FLAGS = ("student", "pregnant", "kindergarten")
HALF = Decimal("0.5")
#: An economy older than this many months is asked for again.
FRESH_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one household on a day. lease: the one that runs; none for who rents nothing of ours.

    visiting: how many children live there part of the time; they are in no reckoning.
    """

    household: Household
    card: HouseholdCard
    municipality: str
    on: dt.date
    lease: Tenancy | None
    mapping: Mapping | None
    assessment: Assessment | None
    entered: Entered

    @property
    def counted(self) -> list[PersonCard]:
        """Who is reckoned with: all who live there, but for children who do so part of the time."""
        return [one for one in self.card.persons if one.role in ROLES]

    @property
    def visiting(self) -> int:
        """Children who live there part of the time."""
        return len(self.card.persons) - len(self.counted)

    @property
    def rent(self) -> Decimal | None:
        """Kroner a month, of the lease or as entered."""
        if self.lease is not None and self.lease.rent is not None:
            return self.lease.rent
        return amount(self.entered.of_all.get("rent_month"))

    @property
    def wealth(self) -> Decimal | None:
        """Net wealth; none where nobody has said it."""
        return amount(self.entered.of_all.get("wealth"))

    @property
    def is_old(self) -> bool:
        """Whether what was entered is more than a year old."""
        return self.assessment is not None and self.assessment.on <= add_months(self.on, -FRESH_MONTHS)


def gather(actor: Actor, household_ids: Collection[int], on: dt.date | None = None) -> dict[int, Known]:
    """What is known of the households the actor sees, by id. Seven queries, however many.

    A household whose key is thrown away is left out.
    """
    day = on or timezone.localdate()
    rows = {row.pk: row for row in visible(actor, household_ids).select_related("organisation")}
    return of_rows(actor, rows, codes_on(day), day, needs.latest(actor, list(rows)))


def of_rows(
    actor: Actor,
    rows: Map[int, Household],
    codes: Map[int, str],
    day: dt.date,
    mappings: Map[int, Mapping] | None = None,
    *,
    made: Map[int, Assessment] | None = None,
) -> dict[int, Known]:
    """The same of households that are fetched and seen already. codes: the code of each organisation. Four queries,
    three where the assessments that hold (`made`) are fetched too.
    """
    cards, ring = cards_and_keys(actor, set(rows), day, also=[row.key_id for row in rows.values()])
    leases, mapped = leases_of(actor, rows, day), mappings or {}
    made = queries_held.holding(rows) if made is None else made
    return {
        pk: Known(
            row, cards.get(pk) or nobody(row), codes.get(row.organisation_id, ""), day, leases.get(pk),
            mapped.get(pk), made.get(pk), entered(row, made.get(pk), ring),
        )
        for pk, row in rows.items()
        if row.key_id in ring.keys
    }  # fmt: skip


def nobody(row: Household) -> HouseholdCard:
    """The card of a household in which nobody lives."""
    return HouseholdCard(row.pk, row.reference, row.is_protected, ())


def entered(row: Household, made: Assessment | None, ring: Keyring) -> Entered:
    """What was entered in the assessment that holds; nothing where there is none."""
    return Entered() if made is None else open_entered(ring, row.key_id, made.sealed)


def leases_of(actor: Actor, household_ids: Iterable[int], on: dt.date) -> dict[int, Tenancy]:
    """The lease that runs for each household; of several the one rented last. One query."""
    rows = tenancies.of_organisations(actor).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on), household__in=list(household_ids), starts__lte=on
    )
    found = rows.select_related("dwelling").order_by("starts", "pk")
    return {row.household_id: row for row in found if row.household_id is not None}


def economy(known: Known) -> Economy | None:
    """The persons with their money; none where they contradict each other or nobody's birth is known."""
    persons = [person(one, known) for one in known.counted]
    try:
        return Economy(
            tuple(one for one in persons if one is not None),
            wealth=known.wealth or Decimal(0),
            cars_petrol=int(known.entered.of_all.get("cars_petrol") or 0),
            cars_electric=int(known.entered.of_all.get("cars_electric") or 0),
        )
    except BadHousehold:
        return None


def person(card: PersonCard, known: Known) -> Person | None:
    """One person as the economy sees them; none where the birth is not known."""
    years = age(card, known.on)
    if years is None:
        return None
    told = known.entered.persons.get(str(card.person_id), {})
    return Person(
        age=years,
        role=ROLES[MemberRole(card.role)],
        sex=Sex(card.words.sex) if card.words.sex else None,
        income_year=amount(told.get("income_year")),
        net_month=amount(told.get("net_month")),
        group=Group(told.get("group") or Group.ORDINARY) if card.role == MemberRole.APPLICANT else Group.ORDINARY,
        student=bool(told.get("student")),
        pregnant=bool(told.get("pregnant")),
        kindergarten=bool(told.get("kindergarten")),
    )


def age(card: PersonCard, on: dt.date) -> Decimal | None:
    """Whole years; a child under one is half a year from six months on."""
    years, born = card.age(on), card.words.born
    if years is None or born is None:
        return None
    return HALF if not years and add_months(born, MONTHS // 2) <= on else Decimal(years)


def lacks(known: Known) -> list[Lack]:
    """What must be known for bostøtte to be reckoned, and is not."""
    found = economy(known)
    told = []
    if found is None or len(found.persons) != len(known.counted):
        told.append(Lack.PERSONS)
    elif any(one.income_year is None for one in found.persons if counts(one, known.on)):
        told.append(Lack.INCOME)
    if known.wealth is None:
        told.append(Lack.WEALTH)
    if known.rent is None:
        told.append(Lack.RENT)
    return told + ([Lack.OLD] if known.is_old else [])


def counts(one: Person, on: dt.date) -> bool:
    """Whether somebody must say what the person earns, for bostøtte of that day."""
    return one.role is Role.APPLICANT or one.age >= value(AREA, "income.counted_from", on)


def amount(said: Any) -> Decimal | None:
    """An amount as it was kept."""
    return None if said in (None, "") else Decimal(str(said))
