"""What hangs on invented households beyond their registration: closing, more units, sharing, guardians, words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from boso.casework.households import law
from boso.casework.households.models import (
    Channel,
    Contact,
    Engagement,
    EngagementGround,
    Guardian,
    GuardianKind,
    GuardianScope,
    Household,
    Note,
    Sharing,
    SharingGround,
    Written,
)
from boso.casework.households.sealing import FreeWords, GuardianWords
from boso.casework.synthesis import queries
from boso.casework.synthesis.cases import CLOSED
from boso.core.synthetic.description import Family, Word
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.queries import keyring
from boso.foundation.vault.sealing import Keyring

BATCH = 2000
Pair = tuple[Family, Household]

#: The units that keep the homes work with everybody who rents one.
KEEPERS = ("housing", "property")
#: What is written past the registration.
_WRITTEN = ("closed_on", "closed_reason", "changed_at")
CHANNELS = (Channel.PHONE, Channel.MEETING, Channel.HOME_VISIT, Channel.MESSAGE, Channel.LETTER)


def write(
    organisation: Organisation,
    units: Mapping[str, int],
    on: dt.date,
    families: Sequence[Family],
    known: Sequence[Household],
    renting: set[int],
) -> None:
    """Everything about the households of one part. Inside a transaction."""
    pairs = list(zip(families, known, strict=True))
    _close(pairs)
    working = [(pair, list(_second(pair[0])) + _keepers(place, renting)) for place, pair in enumerate(pairs)]
    Engagement.objects.bulk_create(_engagements(working, units), batch_size=BATCH)
    Sharing.objects.bulk_create(_sharings(pairs, units, on), batch_size=BATCH)
    ring = keyring(household.key_id for family, household in pairs if family.words)
    _written(Note, "note", pairs, units, ring)
    _written(Contact, "contact", pairs, units, ring)
    _guardians(pairs)


def _close(pairs: Iterable[Pair]) -> None:
    """Close those that are closed, and say when somebody last wrote about each."""
    fields = [field for field in Household._meta.concrete_fields if field.name in _WRITTEN]
    rows = []
    for family, household in pairs:
        household.closed_on, household.changed_at = family.closed_on, _changed(family)
        household.closed_reason = CLOSED[family.closed_reason] if family.closed_on is not None else ""
        told = [field.get_db_prep_save(getattr(household, field.name), connection) for field in fields]
        rows.append((*told, household.pk))
    names = ", ".join(f"{field.column} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {Household._meta.db_table} SET {names} WHERE id = %s", rows)  # noqa: S608 - our own


def _changed(family: Family) -> dt.datetime:
    """The last day anything was written, in the middle of it."""
    days = [family.opened_on, *(word.on for word in family.words), *(need.mapped_on for need in family.needs)]
    days += [stay.ends or stay.starts for stay in family.stays]
    days += [family.closed_on] if family.closed_on is not None else []
    return timezone.make_aware(dt.datetime.combine(max(days), dt.time(12)))


def _second(family: Family) -> Iterator[str]:
    if family.second_unit and not family.is_shared:
        yield family.second_unit


def _keepers(place: int, renting: set[int]) -> list[str]:
    return list(KEEPERS) if place in renting else []


def _engagements(working: Iterable[tuple[Pair, list[str]]], units: Mapping[str, int]) -> Iterator[Engagement]:
    for (family, household), kinds in working:
        for kind in dict.fromkeys(kinds):
            if kind != family.unit:
                ground = EngagementGround.TENANT if kind in KEEPERS else EngagementGround.TOGETHER
                yield Engagement(household=household, unit_id=units[kind], ground=ground, starts=household.opened_on)


def _sharings(pairs: Iterable[Pair], units: Mapping[str, int], on: dt.date) -> Iterator[Sharing]:
    for family, household in pairs:
        if family.is_shared and family.closed_on is None:
            starts = max(household.opened_on, on - dt.timedelta(days=60))
            yield Sharing(
                household=household,
                unit_id=units[family.second_unit],
                ground=SharingGround.COORDINATION,
                starts=starts,
                ends=law.latest_sharing(starts),
            )


def _written(
    model: type[Note] | type[Contact], kind: str, pairs: Iterable[Pair], units: Mapping[str, int], ring: Keyring
) -> None:
    """Notes or contacts with the units that may read them."""
    told: list[tuple[Word, Written]] = []
    for family, household in pairs:
        for number, word in enumerate(family.words):
            if word.kind != kind:
                continue
            more: dict[str, Any] = {}
            if model is Contact:
                more = {"on": word.on, "channel": CHANNELS[(household.pk + number) % len(CHANNELS)]}
            row = model(
                household=household,
                sealed=ring.seal(household.key_id, FreeWords(text=word.text).values()),
                for_everybody=(household.pk + number) % 3 == 0,
                written_at=timezone.make_aware(dt.datetime.combine(word.on, dt.time(10 + number, 15))),
                **more,
            )
            told.append((word, row))
    model.objects.bulk_create([row for _word, row in told], batch_size=BATCH)  # type: ignore[misc]
    through: Any = model.units.through
    name = f"{model._meta.model_name}_id"
    links = [through(**{name: row.pk, "unit_id": units[word.unit]}) for word, row in told if not row.for_everybody]
    through.objects.bulk_create(links, batch_size=BATCH)


def _guardians(pairs: Iterable[Pair]) -> None:
    """Sealed with the key of the person they speak for."""
    guarded = [(family, household) for family, household in pairs if family.members[0].guardian]
    persons = queries.applicants(household for _family, household in guarded)
    ring = keyring(person.key_id for person in persons.values())
    rows = []
    for family, household in guarded:
        person = persons[household.pk]
        words = GuardianWords(name=family.members[0].guardian, phone=f"000{10_000 + household.pk % 90_000}")
        rows.append(
            Guardian(
                person=person,
                kind=GuardianKind.VERGE if household.pk % 3 else GuardianKind.FULLMEKTIG,
                scope=GuardianScope.ECONOMY if household.pk % 2 else GuardianScope.HOUSING,
                sealed=ring.seal(person.key_id, words.values()),
                starts=household.opened_on,
            )
        )
    Guardian.objects.bulk_create(rows, batch_size=BATCH)
