"""Where the words about households and persons stand: found in the models themselves, so that no table is forgotten."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model, Q, QuerySet

from boso.casework.households.models import Household, Person

WORDS = "sealed"
Pointing = tuple[type[Model], str]


@cache
def models_with_words() -> tuple[type[Model], ...]:
    """Every table of casework that holds sealed words."""
    return tuple(model for model in _models() if any(field.name == WORDS for field in model._meta.concrete_fields))


@cache
def pointing(target: type[Model]) -> tuple[Pointing, ...]:
    """Every table of casework with a foreign key to households or persons, and the key's name."""
    return tuple(
        (model, field.name)
        for model in _models()
        for field in model._meta.concrete_fields
        if isinstance(field, ForeignKey) and field.related_model is target
    )


@cache
def ties() -> tuple[tuple[type[Model], str, str], ...]:
    """Every table that ties a person to a household: its keys to the household and to the person."""
    return tuple(
        (model, household, person)
        for model, household in pointing(Household)
        for other, person in pointing(Person)
        if other is model
    )


def tied(*, households: Collection[int] = (), persons: Collection[int] = ()) -> set[tuple[int, int]]:
    """(household, person) for each tie of these persons and of everybody tied to these households, past ones too.

    One query. So it tells too which other households those persons belong to.
    """
    found: list[QuerySet[Any, Any]] = []
    for model, household, person in ties():
        wanted = Q(**{f"{person}__in": persons}) if persons else Q(pk__in=())
        if households:
            wanted |= Q(**{f"{household}__in": households})
            for other, its_household, its_person in ties():
                of_them = other._base_manager.filter(**{f"{its_household}__in": households}).order_by()
                wanted |= Q(**{f"{person}__in": of_them.values(its_person)})
        found.append(model._base_manager.filter(wanted).order_by().values_list(f"{household}_id", f"{person}_id"))
    if not found or not (households or persons):
        return set()
    return set(found[0].union(*found[1:]))


def _models() -> tuple[type[Model], ...]:
    return tuple(
        model
        for model in apps.get_models(include_auto_created=True)
        if (model._meta.app_config is not None and model._meta.app_config.name.startswith("boso.casework."))
    )
