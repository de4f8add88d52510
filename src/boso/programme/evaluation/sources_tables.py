"""References to survey tables: the whole table, its figure, its sentence, or one cell of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.surveys.cells import LEAST
from boso.core.values.numbers import grouped
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Refused
from boso.foundation.web.charts import Chart
from boso.programme.evaluation import queries
from boso.programme.evaluation.models import EvaluationReport
from boso.programme.evaluation.references import Found, Kind, Offer
from boso.programme.evaluation.sources_design import table as as_table
from boso.programme.tables import figures
from boso.programme.tables import queries as tables
from boso.programme.tables.models import DataSet, Table
from boso.programme.tables.results import Cell, Result

HIDDEN, NBSP = ":", "\N{NO-BREAK SPACE}"


def _result(actor: Actor, report: EvaluationReport, number: str) -> Result | None:
    if not number.isdecimal():
        return None
    try:
        table = tables.table(actor, int(number))
        if table.data_set.programme != report.evaluation.programme:
            return None
        return tables.answered(actor, table)
    except (Table.DoesNotExist, Refused):
        return None


def _find(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """`12` the table, `12/figure` its figure, `12/sentence` its sentence, `12/n` its base."""
    number, *rest = address.split("/")
    result = _result(actor, report, number)
    if result is None:
        return None
    date = result.data_date.isoformat()
    if not rest:
        return Found(result.title, {"blocks": _blocks(result)}, result.source, date)
    if rest == ["figure"]:
        chart = figures.draw(result)
        return Found(result.title, {"blocks": _picture(chart, result)}, result.source, date) if chart else None
    if rest == ["sentence"]:
        return Found(result.sentence, {}, result.source, date)
    if rest == ["n"]:
        n = result.total.n if result.total is not None else None
        return Found(str(n), {}, f"{result.title}. {result.source}"[:300], date) if n is not None else None
    return None


def _cell(result: Result, address: list[str]) -> Cell | None:
    if len(address) != 2:
        return None
    lines = [line for line in _lines(result) if line.code == address[0]]
    places = [at for at, head in enumerate(result.heads) if head.code == address[1]]
    return lines[0].cells[places[0]] if lines and places and places[0] < len(lines[0].cells) else None


def _lines(result: Result) -> list[Any]:
    return [*result.lines, *([result.total] if result.total is not None else [])]


def _words(cell: Cell) -> str:
    if cell.percent is None:
        return HIDDEN if cell.hidden else str(cell.persons)
    return f"{grouped(cell.percent)}{NBSP}%"


def _picture(chart: Chart, result: Result) -> list[dict[str, Any]]:
    """The figure as it was drawn, with what it shows in words."""
    words = "; ".join(f"{row[0]}: {', '.join(filter(None, row[1:]))}" for row in chart.rows)
    drawn = {"kind": "picture", "title": result.title, "svg": str(chart.svg), "words": f"{result.sentence} {words}"}
    answers = ", ".join(head.label for head in result.heads if head.reason is None)
    beside = ", ".join(head.label for head in result.heads if head.reason is not None)
    said = _("From left to right: %(answers)s.") % {"answers": answers}
    if beside:
        said += " " + _("Farthest to the right: %(beside)s.") % {"beside": beside}
    return [drawn, {"kind": "text", "text": said, "quiet": True}]


@dataclass(frozen=True, slots=True)
class Lagging:
    """The answers of a survey that tables of a report are made of. since: how many have answered after they were."""

    data_set: DataSet
    since: int

    @property
    def is_enough(self) -> bool:
        """Whether so many have come that they may be let in."""
        return self.since >= LEAST


def lagging(actor: Actor, keys: Iterable[str]) -> list[Lagging]:
    """The surveys asked here that tables among these references are made of, with how many answers wait outside.

    Tables take in new answers some at a time, so that nobody can be recognised; response rates move at once.
    """
    words = (key.partition(":") for key in keys)
    numbers = {address.split("/")[0] for kind, _colon, address in words if kind in ("table", "cell")}
    found = queries.asked_here(actor, [int(number) for number in numbers if number.isdecimal()])
    return [Lagging(one, max(0, answered - shown)) for one, answered, shown in found]


def _blocks(result: Result) -> list[dict[str, Any]]:
    heads = [result.question, *(head.label for head in result.heads), "n"]
    rows = [
        [line.label, *(_words(cell) for cell in line.cells), HIDDEN if line.n is None else str(line.n)]
        for line in _lines(result)
    ]
    numeric = tuple(range(1, len(heads)))
    notes = [result.sentence, *result.notes]
    if result.hidden:
        notes.append(_("%(mark)s is hidden to protect those who answered.") % {"mark": HIDDEN})
    if result.invented:
        notes.append(_("Invented answers."))
    said = " ".join(filter(None, notes))
    return [as_table(result.title, heads, rows, numeric), {"kind": "text", "text": said, "quiet": True}]


def _offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    for table in tables.tables(actor).filter(data_set__programme=report.evaluation.programme):
        yield Offer(f"table:{table.pk}", table.title, _("the whole table"), whole=True)
        yield Offer(f"table:{table.pk}/figure", table.title, _("its figure"), whole=True)
        yield Offer(f"table:{table.pk}/sentence", table.title, _("its sentence"))
        yield Offer(f"table:{table.pk}/n", table.title, _("how many answered it"))


def _cell_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    for table in tables.tables(actor).filter(data_set__programme=report.evaluation.programme):
        result = _result(actor, report, str(table.pk))
        for line in _lines(result) if result is not None else ():
            for head, cell in zip(result.heads, line.cells, strict=True):  # type: ignore[union-attr]
                if not cell.hidden and line.code:
                    label = f"{table.title}: {line.label}, {head.label}"
                    yield Offer(f"cell:{table.pk}/{line.code}/{head.code}", label, _words(cell))


def _one_cell(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    """`12/staff/agree`: one cell."""
    number, *place = address.split("/")
    result = _result(actor, report, number)
    cell = _cell(result, place) if result is not None else None
    if result is None or cell is None:
        return None
    return Found(_words(cell), {}, f"{result.title}. {result.source}"[:300], result.data_date.isoformat())


KINDS = (
    Kind("table", gettext_lazy("Survey tables"), _offers, _find),
    Kind("cell", gettext_lazy("One number of a survey table"), _cell_offers, _one_cell),
)
