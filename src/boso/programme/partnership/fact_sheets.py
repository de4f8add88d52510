"""How a sheet of facts becomes rows: each line is a Fact, and where it has structure, a row with that fact.

Other apps of the programme bring their own sheets in with `fact_sheet`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context
from boso.foundation.exchange.sheets import Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.partnership.contents import astray
from boso.programme.partnership.models import Fact, Mark, Source

#: What every line carries: its id, three sentences, and where in which source it stands.
FACT_COLUMNS = (
    Column("fact", sheets.text_up_to(60), required=True, help="The fact's id"),
    Column("nb", sheets.text, empty=""),
    Column("nn", sheets.text, empty=""),
    Column("en", sheets.text, empty=""),
    Column("chapter", sheets.text_up_to(80), required=True, help="Chapters of the source, a semicolon between"),
    Column("lines", sheets.lines, required=True, help="Lines of the source, as 772-774;1074"),
    Column("mark", sheets.choice(*Mark.values), required=True),
    Column("source", sheets.slug, required=True),
)

Describe = Callable[[Row], dict[str, Any]]
Values = Callable[[Row, Context], dict[str, Any]]


def fact_sheet(
    name: str,
    columns: tuple[Column, ...],
    describe: Describe,
    *,
    model: type[models.Model] | None = None,
    key: tuple[str, ...] = (),
    values: Values | None = None,
    after: Callable[[list[Row], Counts, Context], None] | None = None,
) -> Sheet:
    """A sheet of facts.

    columns: those beyond FACT_COLUMNS. describe: a row's topic, subject and attribute, and value, low, high, unit,
    as_of and quote where it has them. model, key, values: the structured row, to which `fact_id` is added.
    after: what is to be done when the rows are written (links to many).
    """

    def write(actor: Actor, rows: list[Row], context: Context) -> Counts:
        counts = upsert(
            actor, Fact, rows, context, key=("id",), scope=Fact.objects.filter(sheet=name),
            values=lambda row: _fact_values(name, row, describe(row)),
        )  # fmt: skip
        if model is not None and values is not None and not context.problems:
            structured = upsert(
                actor, model, rows, context, key=key,
                values=lambda row: {**values(row, context), "fact_id": row["fact"]},
                scope=model._default_manager.filter(fact__sheet=name),
            )  # fmt: skip
            if after is not None and not context.problems:
                after(rows, structured, context)
            return _together(rows, counts, structured)
        return counts

    return Sheet(name, (*FACT_COLUMNS, *columns), ("fact",), write, check=_check)


def _check(rows: list[Row], context: Context) -> None:
    """No fact twice in the workbook, none from a source unknown, none on lines outside its chapter."""
    taken: dict[str, str] = context.memo.setdefault("facts", {})
    known = context.texts("sources", "key") | set(Source.objects.values_list("key", flat=True))
    for row in rows:
        other = taken.setdefault(row["fact"], context.sheet)
        if other != context.sheet:
            context.problem(
                row, "fact", _("«%(fact)s» stands in the sheet %(sheet)s too.") % {"fact": row["fact"], "sheet": other}
            )
        if row["source"] not in known:
            context.problem(
                row, "source", _("There is no source «%(source)s».") % {"source": row["source"]},
                _("Add it to the sheet of sources."),
            )  # fmt: skip
        if wrong := astray(row["source"], row["chapter"], row["lines"]):
            context.problem(
                row, "lines",
                _("%(lines)s do not stand in chapter %(chapter)s.")
                % {"lines": "; ".join(wrong), "chapter": row["chapter"].replace(";", ", ")},
                _("Look the lines up again."),
            )  # fmt: skip


def _fact_values(sheet: str, row: Row, described: dict[str, Any]) -> dict[str, Any]:
    empty = {"value": "", "low": None, "high": None, "unit": "", "as_of": "", "quote": ""}
    return {
        "id": row["fact"], "source_id": row["source"], "sheet": sheet, "chapter": row["chapter"], "lines": row["lines"],
        "mark": row["mark"], "nb": row["nb"], "nn": row["nn"], "en": row["en"], **empty, **described,
    }  # fmt: skip


def _together(rows: list[Row], facts: Counts, structured: Counts) -> Counts:
    """A line is new when its structured row is, changed when either is."""
    counts = Counts(missing=facts.missing, things=structured.things)
    for row in rows:
        marks = (structured.marks.get(row.number), facts.marks.get(row.number))
        counts.mark(row, next((mark for mark in ("new", "changed") if mark in marks), "unchanged"))
    return counts
