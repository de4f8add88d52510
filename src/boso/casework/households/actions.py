"""Registering households, one or many. Other acts stand in `actions_*`. Each is logged with its rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.households import checking, marks, policies
from boso.casework.households.models import (
    Counter,
    Engagement,
    EngagementGround,
    Household,
    LegalBasis,
    Mark,
    Member,
    Person,
    Protection,
    Use,
)
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.queries_visible import WORKS, engaged
from boso.casework.households.sealing import HouseholdWords, PersonWords
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.models import Membership
from boso.foundation.audit.actions import log_act
from boso.foundation.organisations.models import Organisation, Unit
from boso.foundation.vault.actions import blind_key, new_keys
from boso.foundation.vault.sealing import Keyring
from boso.foundation.workflow.actions import act, save

BATCH = 2000
Row = tuple[Any, ...]


@dataclass
class _Rows:
    """Households and persons that belong together, sealed and not written yet."""

    told: Sequence[NewHousehold]
    households: list[Household] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    marks: list[set[int]] = field(default_factory=list)


def register(
    actor: Actor,
    organisation_id: int,
    unit_id: int,
    persons: Sequence[NewPerson],
    *,
    legal_basis: str = Use.HELP,
    ground: str = EngagementGround.ASKED,
    worker_id: int | None = None,
    opened_on: dt.date | None = None,
    words: HouseholdWords | None = None,
) -> Household:
    """A new household of those persons, which the unit works with from today; the first of them stands first.

    Raises Refused for another's unit, NotNow when a person cannot be registered as told.
    """
    require(policies.may_register(actor, organisation_id, unit_id))
    organisation = Organisation.objects.get(pk=organisation_id)
    row = NewHousehold(
        unit_id, tuple(persons), legal_basis, ground, opened_on, worker_id, words or HouseholdWords()
    )  # fmt: skip
    _require_units(organisation_id, [row])
    with transaction.atomic():
        rows = _built(organisation, [row], _take_numbers(organisation_id, 1))
        (household,) = rows.households
        with act(actor, "household.register", household, organisation_id=organisation_id):
            _write(rows)
    return household


def register_many(actor: Actor, organisation_id: int, rows: Iterable[NewHousehold]) -> list[Household]:
    """Many new households at once, for imports and synthesis: all or none, in one line of the log.

    Raises as `register`.
    """
    told = list(rows)
    for unit_id in {row.unit_id for row in told}:
        require(policies.may_register(actor, organisation_id, unit_id))
    organisation = Organisation.objects.get(pk=organisation_id)
    _require_units(organisation_id, told)
    made: list[Household] = []
    with transaction.atomic():
        numbers = _take_numbers(organisation_id, len(told))
        for start in range(0, len(told), BATCH):
            batch = _built(organisation, told[start : start + BATCH], numbers)
            _write(batch)
            made += batch.households
        log_act(actor, "household.bring_in", organisation, organisation_id=organisation_id)
    return made


def engage(
    actor: Actor, household: Household, unit_id: int, ground: str, *, worker_id: int | None = None
) -> Engagement:
    """Another unit works with the household from today.

    Raises Refused for whoever does not work with it, NotNow where the unit does already or stands elsewhere.
    """
    require(policies.may_work_with(actor, household))
    require_unit(household, unit_id)
    today = timezone.localdate()
    if engaged(frozenset({unit_id}), today).filter(household=household).exists():
        raise NotNow(_("That unit already works with the household."))
    if worker_id is not None:
        require_worker(unit_id, worker_id, today)
    fields = {
        "household": household, "unit_id": unit_id, "ground": ground, "starts": today, "worker_id": worker_id,
    }  # fmt: skip
    with transaction.atomic():
        made = save(actor, "engagement.start", Engagement(), fields, household.organisation_id)
        touch(household)
    return made


def touch(household: Household) -> None:
    """The case has changed now. Inside an act."""
    household.changed_at = timezone.now()
    Household.objects.filter(pk=household.pk).update(changed_at=household.changed_at)


def require_unit(household: Household, unit_id: int) -> None:
    """The unit is of the household's own organisation. Raises NotNow."""
    if not Unit.objects.filter(pk=unit_id, organisation=household.organisation_id).exists():
        raise NotNow(_("That unit belongs to another organisation."))


def require_worker(unit_id: int, worker_id: int, today: dt.date) -> None:
    """The person works with households in the unit. Raises NotNow."""
    seats = Membership.objects.filter(user=worker_id, unit=unit_id, role__in=WORKS, starts__lte=today)
    if not seats.exclude(ends__lte=today).exists():
        raise NotNow(_("That person does not work with households in the unit."))


def _require_units(organisation_id: int, rows: Sequence[NewHousehold]) -> None:
    wanted = {unit_id for row in rows for unit_id in (row.unit_id, *row.also)}
    if Unit.objects.filter(pk__in=wanted, organisation=organisation_id).count() != len(wanted):
        raise NotNow(_("That unit belongs to another organisation."))


def _take_numbers(organisation_id: int, count: int) -> Iterator[int]:
    """The next so many numbers of the organisation. Nobody else gets them."""
    Counter.objects.get_or_create(pk=organisation_id)
    counter = Counter.objects.select_for_update().get(pk=organisation_id)
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return iter(range(first, first + count))


def _built(organisation: Organisation, told: Sequence[NewHousehold], numbers: Iterator[int]) -> _Rows:
    """The rows of those households, sealed, and not written."""
    if not all(row.persons for row in told):
        raise NotNow(_("A household has at least one person."))
    ring = new_keys(organisation.pk, sum(1 + len(row.persons) for row in told))
    keys, index_key = iter(ring.keys), blind_key(organisation.pk)
    rows = _Rows(told)
    for row in told:
        rows.households.append(_household(organisation, row, next(numbers), ring, next(keys)))
        for person in row.persons:
            made, words = _person(organisation, person, ring, next(keys))
            rows.persons.append(made)
            rows.marks.append(marks.of_person(index_key, words))
    return rows


def _household(organisation: Organisation, row: NewHousehold, number: int, ring: Keyring, key_id: UUID) -> Household:
    return Household(
        organisation=organisation,
        reference=f"H-{number:06d}",
        key_id=key_id,
        sealed=ring.seal(key_id, values) if (values := row.words.values()) else "",
        is_protected=any(person.protection != Protection.NONE for person in row.persons),
        opened_on=row.opened_on or timezone.localdate(),
        changed_at=timezone.now(),
        invented=organisation.invented,
    )


def _person(organisation: Organisation, told: NewPerson, ring: Keyring, key_id: UUID) -> tuple[Person, PersonWords]:
    words = checking.checked(told.words, invented=organisation.invented, today=timezone.localdate())
    person = Person(
        organisation=organisation,
        key_id=key_id,
        sealed=ring.seal(key_id, words.values()),
        protection=told.protection,
        invented=organisation.invented,
    )
    return person, words


def _write(rows: _Rows) -> None:
    """Write them, and who lives where, who works with whom, and on what ground."""
    Household.objects.bulk_create(rows.households, batch_size=BATCH)
    Person.objects.bulk_create(rows.persons, batch_size=BATCH)
    persons = iter(rows.persons)
    members: list[Row] = []
    engagements: list[Row] = []
    bases: list[Row] = []
    for household, row in zip(rows.households, rows.told, strict=True):
        here, starts = household.pk, household.opened_on.isoformat()
        members += [(here, next(persons).pk, told.role, starts) for told in row.persons]
        engagements.append((here, row.unit_id, row.worker_id, row.ground, starts))
        engagements += [(here, unit_id, None, EngagementGround.TOGETHER.value, starts) for unit_id in row.also]
        bases.append((here, row.legal_basis, starts))
    _insert(Member, ("household_id", "person_id", "role", "starts"), members)
    _insert(Engagement, ("household_id", "unit_id", "worker_id", "ground", "starts"), engagements)
    _insert(LegalBasis, ("household_id", "use", "starts"), bases)
    mark({person.pk: digests for person, digests in zip(rows.persons, rows.marks, strict=True)})


def mark(digests: Mapping[int, Iterable[int]]) -> None:
    """Let the persons be found under those digests, by their ids. Inside an act."""
    rows = [(person_id, digest) for person_id, found in digests.items() for digest in sorted(found)]
    _insert(Mark, ("person_id", "digest"), rows)


def _insert(model: type[models.Model], columns: tuple[str, ...], rows: Sequence[Row]) -> None:
    """Write plain rows (days as ISO text) past the ORM: many households at once have millions of them."""
    names = ", ".join(connection.ops.quote_name(name) for name in columns)
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({places})",  # noqa: S608 - our own names
            rows,
        )
