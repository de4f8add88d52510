"""The sheets that bring in what the report says about money. The participants must be known already."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import BadCell, Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.grants.models import (
    Award,
    AwardState,
    CellKind,
    OwnShareRate,
    ProseAward,
    TableCell,
    TableColumn,
)
from boso.programme.partnership import policies
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import Participation

#: The row of table 1 that adds up all participants.
TOTAL = "total"
_KEY = re.compile(r"(expected_)?((?:19|20)\d\d)")


def column_key(cell: str) -> str:
    """A column of table 1: `2010`, or `expected_2011`."""
    if not _KEY.fullmatch(cell):
        raise BadCell(_("«%(cell)s» is not a column of the table.") % {"cell": cell}, _("Write 2010 or expected_2011."))
    return cell


def _kind(key: str) -> str:
    return CellKind.EXPECTED if key.startswith("expected_") else CellKind.AWARDED


def _year(key: str) -> int:
    return int(key[-4:])


def _words(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("nb", "nn", "en")}


COLUMNS = fact_sheet(
    "columns",
    (
        Column("column", column_key, required=True),
        Column("decision_year", sheets.year),
        Column("work_year", sheets.year),
    ),
    lambda row: {
        "topic": "grants", "subject": "table1", "attribute": "column", "value": row["column"],
        "as_of": str(row["decision_year"] or ""),
    },
    model=TableColumn,
    key=("key",),
    values=lambda row, context: {
        "key": row["column"], "year": _year(row["column"]), "kind": _kind(row["column"]),
        "decision_year": row["decision_year"], "work_year": row["work_year"], **_words(row),
    },
)  # fmt: skip


def _cell(row: Row, context: Context) -> dict[str, Any]:
    return {
        "row": row["row"], "column_id": _found(TableColumn, "key", row, "column", context),
        "participation_id": None if row["row"] == TOTAL else _found(Participation, "slug", row, "row", context),
        "amount": row["amount"], "printed": row["printed"], "kind": row["kind"], **_words(row),
    }  # fmt: skip


def _award(rows: list[Row], counts: Counts, context: Context) -> None:
    """A named cell of money that was awarded is an award: decided, and no more is known of it."""
    columns = {column.pk: column for column in TableColumn.objects.all()}
    cells = {cell.fact_id: cell for cell in counts.things.values()}
    awarded = [row for row in rows if row["row"] != TOTAL and row["kind"] == CellKind.AWARDED and row["amount"]]

    def values(row: Row) -> dict[str, Any]:
        cell = cells[row["fact"]]
        column = columns[cell.column_id]
        return {
            "cell_id": cell.pk, "fact_id": row["fact"], "participation_id": cell.participation_id,
            "amount": row["amount"], "decision_year": column.decision_year, "work_year": column.work_year,
            "state": AwardState.DECIDED,
        }  # fmt: skip

    actor: Any = context.memo["actor"]
    upsert(
        actor, Award, awarded, context, key=("cell_id",), values=values,
        scope=Award.objects.filter(cell__isnull=False),
    )  # fmt: skip


def _check_table(rows: list[Row], context: Context) -> None:
    """What is printed is the amount, the kind is the column's, and the named never exceed the total."""
    for row in rows:
        digits = re.sub(r"\D", "", row["printed"])
        if (Decimal(digits) if digits else None) != row["amount"]:
            context.problem(row, "printed", _("What is printed is not the amount."), _("Look in the table again."))
        if row["kind"] != _kind(row["column"]):
            context.problem(row, "kind", _("The column says otherwise."), _("Choose the kind of the column."))
    for total in [row for row in rows if row["row"] == TOTAL and row["amount"] is not None]:
        named = sum(
            row["amount"] or Decimal(0) for row in rows if row["row"] != TOTAL and row["column"] == total["column"]
        )
        if named > total["amount"]:
            context.problem(total, "amount", _("The participants add up to more than the total."))


def _with_check(sheet: Sheet, more: Any) -> Sheet:
    def check(rows: list[Row], context: Context) -> None:
        assert sheet.check is not None  # noqa: S101 - every sheet of facts has one
        sheet.check(rows, context)
        more(rows, context)

    def write(actor: Any, rows: list[Row], context: Context) -> Counts:
        context.memo["actor"] = actor
        return sheet.write(actor, rows, context)

    return replace(sheet, check=check, write=write)


TABLE = _with_check(
    fact_sheet(
        "table1",
        (
            Column("row", sheets.slug, required=True),
            Column("column", column_key, required=True),
            Column("amount", sheets.amount),
            Column("printed", sheets.text_up_to(30), empty=""),
            Column("kind", sheets.choice(*CellKind.values), required=True),
        ),
        lambda row: {
            "topic": "grants", "subject": row["row"], "attribute": row["column"], "value": row["printed"],
            "low": row["amount"], "high": row["amount"], "unit": "kr", "as_of": str(_year(row["column"])),
        },
        model=TableCell,
        key=("row", "column_id"),
        values=_cell,
        after=_award,
    ),
    _check_table,
)  # fmt: skip

PROSE = fact_sheet(
    "prose",
    (
        Column("participant", sheets.slug, required=True),
        Column("said_year", sheets.year, required=True),
        Column("amount", sheets.amount, required=True),
    ),
    lambda row: {
        "topic": "grants", "subject": row["participant"], "attribute": "prose", "value": str(row["amount"]),
        "low": row["amount"], "high": row["amount"], "unit": "kr", "as_of": str(row["said_year"]),
    },
    model=ProseAward,
    key=("participation_id", "said_year"),
    values=lambda row, context: {
        "participation_id": _found(Participation, "slug", row, "participant", context),
        "said_year": row["said_year"], "amount": row["amount"], **_words(row),
    },
)  # fmt: skip

OWN_SHARE = fact_sheet(
    "own_share",
    (Column("year_in_programme", sheets.integer_between(1, 9), required=True), Column("rate", sheets.decimal)),
    lambda row: {
        "topic": "grants", "subject": "own_share", "attribute": f"year_{row['year_in_programme']}",
        "value": "" if row["rate"] is None else str(row["rate"]),
        "low": row["rate"], "high": row["rate"], "unit": "per cent",
    },
    model=OwnShareRate,
    key=("year_in_programme",),
    values=lambda row, context: {
        "year_in_programme": row["year_in_programme"], "rate": row["rate"], **_words(row),
    },
)  # fmt: skip

GRANTS_IMPORT = ImportKind(
    name="grants",
    label=gettext_lazy("Grants and own share, from the report"),
    sheets=(COLUMNS, TABLE, PROSE, OWN_SHARE),
    policy=policies.may_import,
)


def _found(model: Any, field: str, row: Row, column: str, context: Context) -> int | None:
    """The row that a cell names; a fault where there is none."""
    memo = f"grants.{model.__name__}"
    if memo not in context.memo or row[column] not in context.memo[memo]:
        context.memo[memo] = dict(model.objects.values_list(field, "pk"))
    if row[column] not in context.memo[memo]:
        context.problem(
            row, column, _("There is no «%(name)s».") % {"name": row[column]}, _("Bring in the participants first.")
        )
        return None
    found: int = context.memo[memo][row[column]]
    return found
