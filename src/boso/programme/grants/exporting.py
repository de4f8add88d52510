"""The list of grants that leaves BoSo: the table as printed with its sums, the text's years, awards made here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.grants import policies, queries
from boso.programme.grants.models import TableCell, TableColumn
from boso.programme.partnership.exporting import ORIGIN, WORDS, Record, origin

COLUMNS = (
    "kind", "participant", "column", "decision_year", "work_year", "year_in_programme", "amount", "rate", "printed",
    "state", *WORDS, *ORIGIN,
)  # fmt: skip


def rows(actor: Actor, participant: str = "", kind: str = "") -> Iterator[Record]:
    """Each cell of the table, each stated total, the remainder of the others (derived), and so on."""
    for record in _all(actor):
        if (not participant or record.get("participant") == participant) and (not kind or record["kind"] == kind):
            yield record


def _all(actor: Actor) -> Iterator[Record]:
    table = queries.printed(actor)
    for row in table.rows:
        for column, cell in zip(table.columns, row.cells, strict=True):
            if cell is not None:
                yield _cell(column, cell) | {"participant": row.participation.slug, "kind": cell.kind}
    for one in table.sums:
        if one.total is not None:
            yield _cell(one.column, one.total) | {"kind": "total"}
            yield _column(one.column) | {
                "kind": "remainder", "amount": one.remainder, **dict.fromkeys(ORIGIN),
                "mark": "derived", "source": one.total.fact.source_id,
            }  # fmt: skip
    for told in queries.prose(actor):
        yield {
            "kind": "prose", "participant": told.participation.slug, "column": str(told.said_year),
            "amount": told.amount, **_words(told), **origin(told.fact),
        }  # fmt: skip
    for rate in queries.own_share_rates(actor):
        yield {
            "kind": "own_share", "year_in_programme": rate.year_in_programme, "rate": rate.rate, **_words(rate),
            **origin(rate.fact),
        }  # fmt: skip
    for award in queries.standing_awards(actor).filter(cell__isnull=True):
        yield {
            "kind": "award", "participant": award.participation.slug, "decision_year": award.decision_year,
            "work_year": award.work_year, "year_in_programme": award.programme_year, "amount": award.amount,
            "state": award.state,
        }  # fmt: skip


def _cell(column: TableColumn, cell: TableCell) -> Record:
    return _column(column) | {
        "amount": cell.amount, "printed": cell.printed, **_words(cell), **origin(cell.fact),
    }  # fmt: skip


def _column(column: TableColumn) -> Record:
    return {"column": column.key, "decision_year": column.decision_year, "work_year": column.work_year}


def _words(row: Any) -> Record:
    return {name: getattr(row, name) for name in WORDS}


GRANTS = Export("grants", _("Grants"), COLUMNS, rows, policies.may_see, filters=("participant", "kind"))
