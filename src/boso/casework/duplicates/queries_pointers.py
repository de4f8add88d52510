"""Everything in casework that points to a household or a person, found in the models themselves.

So a table that comes later moves along in a merge without anybody remembering it here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, F, ForeignKey, Model, Q, QuerySet, UniqueConstraint, Value
from django.db.models.functions import Cast

from boso.casework.households.models import Household, Mark, Person

#: These remember which household was meant, or are joined in a way of their own.
APART = ("duplicates",)
MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Check:
    """One rule of uniqueness that the pointing field is part of: the other fields, and for which rows it holds."""

    others: tuple[ForeignKey[Any, Any] | Any, ...]
    condition: Q


@dataclass(frozen=True, slots=True)
class Pointer:
    """A foreign key of casework to a household or a person."""

    model: type[Model]
    field: ForeignKey[Any, Any]

    @property
    def label(self) -> str:
        """The model as it stands in the log: «stays.stay»."""
        return self.model._meta.label_lower

    @property
    def checks(self) -> tuple[Check, ...]:
        """Every rule of uniqueness the field is part of."""
        meta, own = self.model._meta, self.field
        found = [Check((), Q())] if own.unique else []
        named: list[tuple[tuple[str, ...], Q]] = [(tuple(names), Q()) for names in meta.unique_together]
        rules = (one for one in meta.constraints if isinstance(one, UniqueConstraint))
        named += [(tuple(one.fields), one.condition or Q()) for one in rules]
        for names, condition in named:
            if own.name in names:
                found.append(Check(tuple(meta.get_field(name) for name in names if name != own.name), condition))
        return tuple(found)

    @property
    def is_sealed(self) -> bool:
        """Whether its rows hold words sealed with the key of what they point to."""
        return any(field.name == "sealed" for field in self.model._meta.concrete_fields)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that points to one of the things. check: the rule it falls under, -1 for the row itself."""

    pointer: int
    check: int
    pk: str
    target: int
    others: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Which rows move to what is kept, and which stay because the same stands there already. Ids by pointer."""

    moves: Mapping[Pointer, tuple[str, ...]]
    stays: Mapping[Pointer, tuple[str, ...]]

    def moving(self) -> dict[str, int]:
        """How many rows of each kind move."""
        return _counted(self.moves)

    def staying(self) -> dict[str, int]:
        """How many rows of each kind stay."""
        return _counted(self.stays)


@cache
def pointers(target: type[Model]) -> tuple[Pointer, ...]:
    """Every foreign key of casework to it, but for what `APART` keeps and the marks of persons."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        config = model._meta.app_config
        if config is None or not config.name.startswith("boso.casework.") or config.label in APART or model is Mark:
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is target and not field.primary_key:
                found.append(Pointer(model, field))
    return tuple(found)


def of_person_alone(pointer: Pointer) -> bool:
    """Whether the row hangs on a person and on no household, so that its words have the person's key."""
    households = {one.model for one in pointers(Household)}
    return pointer.field.related_model is Person and pointer.model not in households


def rows(target: type[Model], ids: Collection[int]) -> list[Row]:
    """Every row that points to one of them, and the rules each falls under (one query)."""
    parts: list[QuerySet[Any, Any]] = []
    for number, pointer in enumerate(pointers(target)):
        here = pointer.model._base_manager.filter(**{f"{pointer.field.name}__in": ids}).order_by()
        parts.append(_part(here, pointer, number, -1, Check((), Q())))
        parts += [
            _part(here.filter(check.condition), pointer, number, place, check)
            for place, check in enumerate(pointer.checks)
        ]
    if not ids or not parts:
        return []
    first, *others = parts
    found = first.union(*others, all=True)
    return [Row(pointer, check, pk, to, tuple(rest)) for pointer, check, pk, to, *rest in found]


def plan(
    target: type[Model], found: Sequence[Row], into: Mapping[int, int], persons: Mapping[int, int] | None = None
) -> Plan:
    """What moves where `into` says from which to which; persons: who becomes whom at the same time."""
    known = pointers(target)
    swapped = [_swapped(known[row.pointer], row, persons or {}) for row in found]
    taken = {
        (row.pointer, row.check, row.target, row.others) for row in swapped if row.check >= 0 and row.target not in into
    }
    clashing: set[tuple[int, str]] = set()
    for row in swapped:
        if row.check < 0 or row.target not in into or None in row.others:
            continue
        key = (row.pointer, row.check, into[row.target], row.others)
        if key in taken:
            clashing.add((row.pointer, row.pk))
        taken.add(key)
    moves: dict[Pointer, list[str]] = defaultdict(list)
    stays: dict[Pointer, list[str]] = defaultdict(list)
    for row in found:
        if row.check < 0 and row.target in into:
            (stays if (row.pointer, row.pk) in clashing else moves)[known[row.pointer]].append(row.pk)
    return Plan({key: tuple(pks) for key, pks in moves.items()}, {key: tuple(pks) for key, pks in stays.items()})


def _part(here: QuerySet[Any, Any], pointer: Pointer, number: int, place: int, check: Check) -> QuerySet[Any, Any]:
    others = {
        f"other_{index}": Cast(F(check.others[index].attname), CharField(max_length=100))
        if index < len(check.others)
        else Value("", CharField(max_length=100))
        for index in range(MOST_OTHERS)
    }
    said = {
        "the_pointer": Value(number), "the_check": Value(place), "the_pk": Cast(F("pk"), CharField(max_length=100)),
        "the_target": F(pointer.field.attname), **others,
    }  # fmt: skip
    told: QuerySet[Any, Any] = here.annotate(**said).values_list(*said)
    return told


def _swapped(pointer: Pointer, row: Row, persons: Mapping[int, int]) -> Row:
    """The row's key as it will be when persons have become one."""
    if row.check < 0 or not persons:
        return row
    names = {str(gone): str(kept) for gone, kept in persons.items()}
    fields = pointer.checks[row.check].others
    others = tuple(
        names.get(value or "", value) if index < len(fields) and fields[index].related_model is Person else value
        for index, value in enumerate(row.others)
    )
    return replace(row, others=others)


def _counted(found: Mapping[Pointer, tuple[str, ...]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for pointer, pks in found.items():
        counts[pointer.label] += len(pks)
    return dict(counts)
