"""What has happened to a thing, in words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from boso.core.values.numbers import grouped
from boso.foundation.access.actor import Actor
from boso.foundation.audit.verbs import label
from boso.foundation.history.models import Change
from boso.foundation.web.templatetags.words import day, moment

#: Never shown, whatever the history holds.
SECRET = frozenset({"password"})

Labels = dict[tuple[type[models.Model], str], str]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: what it is called, and its value before and after in words; empty text for no value."""

    label: str
    before: str
    after: str

    def __str__(self) -> str:
        after = self.after or _("nothing")
        return f"{self.label}: {self.before} → {after}" if self.before else f"{self.label}: {after}"


@dataclass(frozen=True, slots=True)
class Event:
    """One act on the thing: when, who, what it is called, which fields it changed and the reason given."""

    at: dt.datetime
    who: str
    what: str | Promise
    fields: tuple[FieldChange, ...]
    reason: str

    @property
    def change(self) -> str:
        """The changed fields in one line, as the component `c-history` shows them."""
        return "; ".join(str(field) for field in self.fields)


def timeline(actor: Actor, thing: models.Model, limit: int = 20) -> list[Event]:
    """What has been done to the thing, newest first. Whoever may see the thing may see this: ask its own query first.

    One query, and one more for each kind of row that a changed field points to.
    """
    del actor  # the thing itself was asked for with the actor
    rows = list(
        Change.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk)).select_related("actor")[
            :limit
        ]
    )
    fields = {field.attname: field for field in thing._meta.concrete_fields}
    names = _names(fields, rows)
    return [
        Event(
            at=row.at,
            who=row.actor.name if row.actor is not None else "BoSo",
            what=label(row.verb),
            fields=tuple(_changes(fields, row.fields, names)),
            reason=row.reason,
        )
        for row in rows
    ]


def _changes(fields: Mapping[str, Any], changed: Mapping[str, list[Any]], names: Labels) -> Iterable[FieldChange]:
    for attname, field in fields.items():
        if attname not in changed or field.primary_key or field.name in SECRET:
            continue
        before, after = changed[attname]
        was, becomes = _words(field, before, names), _words(field, after, names)
        if was != becomes:
            yield FieldChange(capfirst(str(field.verbose_name)), was, becomes)


def _names(fields: Mapping[str, Any], rows: Iterable[Change]) -> Labels:
    """What the rows are called that changed fields point to, before or after."""
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for row in rows:
        for attname, values in row.fields.items():
            field = fields.get(attname)
            if field is not None and field.is_relation:
                wanted[field.related_model] |= {value for value in values if value is not None}
    return {
        (model, str(pk)): str(found)
        for model, ids in wanted.items()
        for pk, found in model._default_manager.in_bulk(list(ids)).items()
    }


def _words(field: Any, value: Any, names: Labels) -> str:
    """A value of the history in words."""
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get((field.related_model, str(value)), str(value))
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _formatted(field, value)


def _formatted(field: Any, value: Any) -> str:
    """Days, moments and numbers as Norwegians write them; text as it is."""
    if isinstance(field, models.DateTimeField):
        found = parse_datetime(str(value))
        return moment(found) if found is not None else str(value)
    if isinstance(field, models.DateField):
        found_day = parse_date(str(value))
        return day(found_day) if found_day is not None else str(value)
    if isinstance(field, models.DecimalField | models.IntegerField):
        number = field.to_python(value)
        # Four figures may be a year.
        return grouped(number) if abs(number) >= 10_000 or number % 1 else str(number).removesuffix(".00")
    return str(value)
