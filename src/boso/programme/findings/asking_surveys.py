"""Stored queries about surveys: a cell of a saved table, and a number that somebody has published."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.programme.findings.asking import day_of
from boso.programme.findings.checks import Argument, Asked, Choices, Found, GoneError, StoredQuery
from boso.programme.findings.models_checks import ToldAs, Why
from boso.programme.tables import queries as tables
from boso.programme.tables.models import Measure

WHOLE = "all"


def _table(actor: Actor, asked: Asked) -> Found:
    """The per cent in one cell of a saved table, as the table shows it now."""
    table = tables.tables(actor).filter(key=asked.get("table")).first()
    if table is None:
        raise GoneError
    result = tables.answered(actor, table)
    line_code, column = asked.get("line") or WHOLE, asked.get("column")
    line = next((one for one in result.lines if one.code == line_code), None)
    if line is None and line_code == WHOLE:
        line = result.total
    place = next((at for at, head in enumerate(result.heads) if head.code == column), None)
    url = reverse("tables:table", args=[table.pk])
    if line is None or place is None:
        raise GoneError
    cell = line.cells[place]
    if cell.hidden or cell.percent is None:
        return Found(why=Why.HIDDEN if cell.hidden else Why.NOTHING, url=url)
    said = f"{table.title_nb}: {line.label}"
    return Found(Decimal(cell.percent), line.n, result.data_date, said, url, told_as=ToldAs.PERCENT)


def _published(actor: Actor, asked: Asked) -> Found:
    try:
        one = tables.published_value(actor, asked.get("key"))
    except ObjectDoesNotExist:
        raise GoneError from None
    if one.value is None:
        return Found()
    on = day_of(one.fact.as_of) or day_of(one.fact.source.published) if one.fact is not None else None
    said = ", ".join(filter(None, (one.nb, one.group_nb, one.answer_nb)))
    told_as = ToldAs.PERCENT if one.measure == Measure.SHARE else ToldAs.NUMBER
    url = reverse("partnership:fact", args=[one.fact_id]) if one.fact_id else ""
    return Found(one.value, one.base, on, said, url, told_as=told_as)


def _tables(actor: Actor, programme: str) -> Choices:
    return [(one.key, one.title) for one in tables.tables(actor)]


def _keys(actor: Actor, programme: str) -> Choices:
    return [
        (one.key, ": ".join(filter(None, (one.words, one.group, one.answer)))[:120]) for one in tables.published(actor)
    ]


QUERIES = (
    StoredQuery(
        "survey.table", _("Cell of a survey table"),
        _("The per cent a saved table shows now. Hidden cells say that nobody measures."),
        (
            Argument("table", _("Table"), _tables),
            Argument("line", _("Row (its code, or «all»)"), None, required=False),
            Argument("column", _("Column (its code)"), None),
        ),
        _table, _("answers"),
    ),
    StoredQuery(
        "survey.published", _("Published number"), _("A number a report has printed."),
        (Argument("key", _("Which number"), _keys),), _published, _("answers"),
    ),
)  # fmt: skip
