"""Every write of data sets and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from boso.foundation.access.actor import Actor
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet, Published, Release, Table, TableVersion


def load_published(actor: Actor, fields: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> DataSet:
    """Figures somebody has published. fields: of the data set, with its key. rows: fields of `Published` by name, with
    key, family and the texts; loading again changes what changed and takes away nothing.
    """
    raise NotImplementedError


def take_wave(actor: Actor, wave: int, key: str) -> DataSet:
    """The answers of a survey's wave here, as they are now: a data set to be prepared, or loaded anew."""
    raise NotImplementedError


def open_data_set(actor: Actor, data_set: DataSet, groups: Iterable[str], depth: int = 1) -> Release:
    """Fix for good what can be seen of it: count the cubes, hide what must be hidden, open it for tables."""
    raise NotImplementedError


def save_table(actor: Actor, data_set: DataSet, key: str, title: Mapping[str, str], how: Definition) -> Table:
    """Keep a table. Raises NotNow where the key is taken or the definition does not fit the data set."""
    raise NotImplementedError


def change_table(actor: Actor, table: Table, how: Definition, why: str = "") -> TableVersion:
    """A new version of a table; the earlier stand."""
    raise NotImplementedError


__all__ = ["Published", "change_table", "load_published", "open_data_set", "save_table", "take_wave"]
