"""What a package says: its tables counted, small counts hidden or rounded, and written down as a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from boso.casework.figures.definitions import BY_NAME, Definition, Label, TableOf, Way
from boso.casework.figures.models import Method, Package
from boso.core.law import parameters
from boso.core.tabulation.marks import Mark
from boso.core.tabulation.rates import rate
from boso.core.tabulation.rounding import rounded
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import Pattern, protect
from boso.core.tabulation.system import Told
from boso.core.tabulation.tables import TOTAL, Place, Table
from boso.foundation.organisations.models import Organisation
from boso.foundation.organisations.queries import code_of
from boso.foundation.packages.envelope import FORMAT

AREA = "figures"
LANGUAGES = ("nb", "nn", "en")

Counts = Mapping[str, Mapping[Place, int]]


@dataclass(frozen=True)
class Asked:
    """What a package is asked to be."""

    organisation: Organisation
    definition: Definition
    on: dt.date
    method: str
    threshold: int

    @property
    def rule(self) -> Rule:
        """How small counts are hidden."""
        return Rule(self.threshold, int(parameters.value(AREA, "hide.width", self.on)))


@dataclass(frozen=True)
class Made:
    """The tables as they would leave. hidden: by table each hidden place with why and what can be proved of it."""

    tables: tuple[Table, ...]
    hidden: dict[str, dict[Place, dict[str, Any]]]
    weak: int

    @property
    def count(self) -> int:
        """How many cells there are."""
        return sum(1 for table in self.tables for _place in table.places())

    @property
    def hidden_count(self) -> int:
        """How many of them are hidden."""
        return sum(len(places) for places in self.hidden.values())


def made(asked: Asked, counts: Counts, before: Iterable[Package] = ()) -> Made:
    """Hide or round. `before`: packages of the same figures that have left, which tell something of this one."""
    tables = tuple(one.made(f"{one.base}@{asked.on}", counts[one.name]) for one in asked.definition.tables)
    if asked.method == Method.ROUND:
        base = int(parameters.value(AREA, "round.base", asked.on))
        seed = f"{asked.organisation.slug}:{asked.definition.name}"
        return Made(tuple(rounded(table, f"{seed}:{table.name}", base) for table in tables), {}, 0)
    told = [one for package in before for one in told_by(package)]
    pattern = protect(tables, asked.rule, told)
    return Made(tables, {table.name: _hidden(pattern, table) for table in tables}, len(pattern.weak))


def _hidden(pattern: Pattern, table: Table) -> dict[Place, dict[str, Any]]:
    found = {}
    for place in table.places():
        key = table.key(place)
        if pattern.is_hidden(key):
            low, high = pattern.interval(key)
            found[place] = {"small": pattern.is_small(key), "low": low, "high": high}
    return found


def told_by(package: Package) -> list[Told]:
    """The tables of a package that has left, as what is known of another day."""
    definition = BY_NAME[package.definition]
    counts = counts_of(package)
    found = []
    for one in definition.tables:
        table = one.made(f"{one.base}@{package.on}#{package.number}", counts[one.name])
        found.append(Told(table, frozenset(table.key(place) for place in hidden_of(package).get(one.name, {}))))
    return found


def body(asked: Asked, what: Made, made_at: dt.datetime) -> dict[str, Any]:
    """The document, but for its number and seal."""
    definition = asked.definition
    return {
        "format": FORMAT,
        "municipality": {
            "slug": asked.organisation.slug,
            "name": asked.organisation.name,
            "code": code_of(asked.organisation, asked.on),
            "invented": asked.organisation.invented,
        },
        "definition": {"name": definition.name, "version": definition.version, "label": _said(definition.label)},
        "on": str(asked.on),
        "made_at": made_at.isoformat(timespec="seconds"),
        "rule": _rule(asked),
        "tables": [
            _table(one, table, definition.bases[one.base], what.hidden.get(one.name, {}))
            for one, table in zip(definition.tables, what.tables, strict=True)
        ],
    }


def _rule(asked: Asked) -> dict[str, Any]:
    if asked.method == Method.ROUND:
        return {"method": "round", "base": int(parameters.value(AREA, "round.base", asked.on))}
    return {"method": "hide", "threshold": asked.rule.threshold, "width": asked.rule.width}


def _table(one: TableOf, table: Table, base: Label, hidden: Mapping[Place, Any]) -> dict[str, Any]:
    whole = (TOTAL,) * len(table.dimensions)
    total = None if whole in hidden else table.sums[whole]
    return {
        "name": one.name,
        "label": _said(one.label),
        "base": _said(base),
        "dimensions": [
            {"name": way.name, "label": _said(way.label), "codes": _codes(way)} for way in one.ways
        ],
        "cells": [_cell(table, place, total, hidden) for place in table.places()],
    }  # fmt: skip


def _codes(way: Way) -> list[dict[str, Any]]:
    return [{"code": code, "label": _said(label)} for code, label in way.codes.items()]


def _cell(table: Table, place: Place, total: int | None, hidden: Mapping[Place, Any]) -> dict[str, Any]:
    at: dict[str, Any] = {"at": [code or None for code in place]}
    if place in hidden:
        return {**at, "mark": Mark.HIDDEN.value}
    count = table.sums[place]
    share = rate(count, total)
    return {**at, "count": count, "share": None if share is None else round(float(share), 1)}


def _said(label: Label) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = str(label)
    return found


def kept_counts(counts: Counts) -> dict[str, list[list[Any]]]:
    """The true leaves as plain data, for the municipality's own database."""
    return {name: [[*place, count] for place, count in sorted(table.items())] for name, table in counts.items()}


def counts_of(package: Package) -> dict[str, dict[Place, int]]:
    """The true leaves of a package by table."""
    return {name: {tuple(row[:-1]): int(row[-1]) for row in rows} for name, rows in package.counts.items()}


def kept_hidden(hidden: Mapping[str, Mapping[Place, Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """What is hidden as plain data."""
    return {
        name: [{"at": list(place), **why} for place, why in places.items()] for name, places in hidden.items() if places
    }


def hidden_of(package: Package) -> dict[str, dict[Place, dict[str, Any]]]:
    """What is hidden in a package, by table and place: whether for what it is, and what can be proved of it."""
    return {name: {tuple(one["at"]): one for one in rows} for name, rows in package.hidden.items()}


def cells(document: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Every cell of a document with its table and the codes it is narrowed to."""
    return [
        {
            "table": table["name"],
            "codes": {way["name"]: code for way, code in zip(table["dimensions"], cell["at"], strict=True) if code},
            **cell,
        }
        for table in document["tables"]
        for cell in table["cells"]
    ]
