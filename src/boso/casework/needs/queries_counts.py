"""Reads of the count of homeless persons: what is counted, who is counted twice, totals that tell on nobody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from boso.casework.households.cards import PersonCard
from boso.casework.households.queries import open_cards
from boso.casework.needs import policies, queries
from boso.casework.needs.models import CountForm, CountRow, CountState, HomelessCount, Sex
from boso.casework.needs.models_codes import HOMELESS
from boso.core.law import parameters
from boso.core.needs import counting
from boso.core.values import national_id as ids
from boso.core.values.folding import fold
from boso.core.values.periods import add_months
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Unit
from boso.foundation.vault.queries import blind, blind_key

SEXES = {"f": Sex.WOMAN, "m": Sex.MAN}
Codes = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a count comes to: rows of codes in a fixed order, how many were about somebody counted already."""

    rows: tuple[Codes, ...]
    doubles: int

    @property
    def digest(self) -> str:
        """SHA-256 of the rows."""
        return digest_of(self.rows)


@dataclass(frozen=True, slots=True)
class Double:
    """Somebody several units have a form for. known_by_id: surely the same person."""

    units: tuple[Unit, ...]
    categories: tuple[str, ...]
    known_by_id: bool


def counts(actor: Actor) -> QuerySet[HomelessCount]:
    """The counts of the organisations the actor does casework in."""
    if actor.holds(Role.SYSTEM):
        return HomelessCount.objects.all()
    return HomelessCount.objects.filter(organisation__in=actor.works_in())


def one(actor: Actor, count_id: int) -> HomelessCount:
    """The count.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = counts(actor).select_related("organisation").filter(pk=count_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def forms_of(actor: Actor, count: HomelessCount) -> QuerySet[CountForm]:
    """The forms that units of the actor have filled in."""
    rows = CountForm.objects.filter(count=count, withdrawn_at__isnull=True).select_related("unit", "count")
    return rows if actor.holds(Role.SYSTEM) else rows.filter(unit__in=actor.units)


def form(actor: Actor, form_id: int) -> CountForm:
    """One form of a unit of the actor.

    Raises Refused (hidden) for others'.
    """
    found = CountForm.objects.select_related("count", "unit").filter(pk=form_id, withdrawn_at__isnull=True).first()
    if found is None or not forms_of(actor, found.count).filter(pk=form_id).exists():
        raise Refused(NOT_HERE)
    return found


def forms_by_unit(count: HomelessCount) -> list[tuple[Unit, int]]:
    """How many forms each unit has filled in: figures only."""
    rows = CountForm.objects.filter(count=count, withdrawn_at__isnull=True)
    found = dict(rows.order_by().values_list("unit").annotate(n=Count("pk")))
    return [(unit, found[unit.pk]) for unit in Unit.objects.filter(pk__in=found).order_by("name")]


def doubles(actor: Actor, count: HomelessCount) -> list[Double]:
    """Who several units have a form for, without a name; only to units that have one, and to those who lead."""
    rows = CountForm.objects.filter(count=count, withdrawn_at__isnull=True).select_related("unit").order_by("pk")
    by_person: dict[str, list[CountForm]] = {}
    for each in rows:
        by_person.setdefault(each.blind, []).append(each)
    leads = bool(policies.may_lead_count(actor, count))
    return [
        Double(
            tuple(each.unit for each in same),
            tuple(dict.fromkeys(each.category for each in same)),
            all(each.known_by_id for each in same),
        )
        for same in by_person.values()
        if len(same) > 1 and (leads or any(each.unit_id in actor.units for each in same))
    ]


def gather(count: HomelessCount) -> Gathered:
    """Each homeless person once: from forms, then from the mappings that held on the last day of the week.

    A form goes before a mapping, one by national id before one by initials, an earlier one before a later.
    """
    key = blind_key(count.organisation_id)
    seen: set[str] = set()
    rows: list[Codes] = []
    double = 0
    forms = CountForm.objects.filter(count=count, withdrawn_at__isnull=True).order_by("-known_by_id", "pk")
    for each in forms:
        if each.blind in seen:
            double += 1
            continue
        seen.add(each.blind)
        rows.append(_codes(each, from_form=True))
    for words, codes in _mapped(count):
        marks = {blind(key, "count", word) for word in words} if key is not None else set()
        if marks & seen:
            double += 1
            continue
        seen |= marks
        rows.append(codes)
    return Gathered(tuple(sorted(rows, key=_in_order)), double)


def rows_of(count: HomelessCount) -> tuple[Codes, ...]:
    """The rows of a frozen count."""
    return tuple(_codes(row, from_form=row.from_form) for row in CountRow.objects.filter(count=count))


def digest_of(rows: Iterable[Codes]) -> str:
    """SHA-256 of rows of codes."""
    return counting.digest(_in_order(row) for row in rows)


def verified(count: HomelessCount) -> bool:
    """Whether the frozen rows are still what was frozen."""
    return count.state == CountState.FROZEN and digest_of(rows_of(count)) == count.digest


def totals(rows: Sequence[Codes], name: str, codes: Iterable[str]) -> dict[str, int]:
    """How many rows have each code."""
    found = Counter(str(row[name]) for row in rows)
    return {code: found.get(code, 0) for code in codes}


def small_under(on: dt.date) -> int:
    """Figures below this and above 0 stay inside."""
    return int(parameters.value(counting.AREA, "figures.small_under", on))


def is_national_id(digits: str) -> bool:
    """Whether it is a national id that holds together."""
    try:
        ids.parse(digits, today=timezone.localdate())
    except ids.BadNationalId:
        return False
    return True


def units_that_count(actor: Actor, count: HomelessCount) -> list[Unit]:
    """The units the actor may register for."""
    units = Unit.objects.filter(organisation=count.organisation_id).order_by("name")
    return [unit for unit in units if policies.may_count(actor, count, unit.pk)]


def waiting_for(actor: Actor) -> list[HomelessCount]:
    """Open counts of the organisations where the actor registers."""
    if not actor.units:
        return []
    return list(counts(actor).filter(state=CountState.OPEN))


def _mapped(count: HomelessCount) -> Iterator[tuple[list[str], Codes]]:
    """Each adult of the households that were homeless that week, with what tells them from others."""
    period = counting.week(count.year, count.week)
    last = (period.ends or period.starts) - dt.timedelta(days=1)
    oldest = add_months(last, -int(parameters.value(counting.AREA, "mapping.old_after_months", last)))
    mappings = list(
        queries.holding(count.organisation_id, last)
        .filter(Q(household__closed_on__isnull=True) | Q(household__closed_on__gt=last))
        .filter(homeless__in=HOMELESS, mapped_on__gte=oldest)
        .order_by("pk")
    )
    cards = open_cards(SYSTEM, [mapping.household_id for mapping in mappings], last)
    for mapping in mappings:
        card = cards.get(mapping.household_id)
        adults = [person for person in card.persons if not person.is_child] if card is not None else []
        for place, person in enumerate(adults):
            yield (
                list(_words(person)),
                {
                    "unit_id": mapping.unit_id,
                    "category": mapping.homeless,
                    "age_group": counting.age_group(person.age(last)),
                    "sex": str(SEXES.get(person.words.sex, Sex.UNKNOWN)),
                    "children": mapping.children if place == 0 else 0,
                    "from_form": False,
                },
            )


def _words(person: PersonCard) -> Iterator[str]:
    """The words a form for the same person would have been found under."""
    if person.words.national_id:
        yield person.words.national_id
    if person.words.born is not None and person.words.name:
        initials = "".join(part[0] for part in fold(person.words.name).split())
        yield f"{initials}:{person.words.born.year}"


def _codes(one_row: CountForm | CountRow, *, from_form: bool) -> Codes:
    return {
        "unit_id": one_row.unit_id,
        "category": one_row.category,
        "age_group": one_row.age_group,
        "sex": one_row.sex,
        "children": one_row.children,
        "from_form": from_form,
    }


def _in_order(row: Codes) -> tuple[Any, ...]:
    return (row["unit_id"], row["category"], row["age_group"], row["sex"], row["children"], row["from_form"])
