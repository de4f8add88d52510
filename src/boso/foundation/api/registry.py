"""What other programs may read. Apps register their lists in their AppConfig.ready()."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision

#: What a filter or a key may be: a number that a database can hold, or a short text without control characters.
Number = Annotated[int, Field(ge=0, le=2**63 - 1)]
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]


@dataclass(frozen=True, slots=True)
class Resource:
    """One list, and its single rows.

    name: the address below /api/v1/. rows: what the actor may see, narrowed by the filters (a Schema of optional
    fields). record: one row as plain values of `shape`; records: the same for the rows of a page together, where
    reading them one by one would ask the database for each. key: the field that names a row, a `Number` or a `Word`;
    pages go by it.
    """

    name: str
    summary: str
    shape: type[Schema]
    rows: Callable[..., QuerySet[Any]]
    record: Callable[[Any], dict[str, Any]]
    policy: Callable[[Actor], Decision]
    filters: type[Schema]
    key: str = "pk"
    key_type: Any = Number
    records: Callable[[Actor, Sequence[Any]], list[dict[str, Any]]] | None = None

    def told(self, actor: Actor, rows: Sequence[Any]) -> list[dict[str, Any]]:
        """Some rows as plain values."""
        return self.records(actor, rows) if self.records is not None else [self.record(row) for row in rows]


class NoFilters(Schema):
    """The list takes no filters."""


_resources: dict[str, Resource] = {}


def register(resource: Resource) -> None:
    """Make a list known.

    Raises ValueError when another has that name.
    """
    if _resources.setdefault(resource.name, resource) is not resource:
        raise ValueError(f"There is already a resource called {resource.name}")


def resources() -> tuple[Resource, ...]:
    """All lists, by name."""
    return tuple(_resources[name] for name in sorted(_resources))
