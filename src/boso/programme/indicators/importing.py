"""The imports: passports with the report's own figures, values of any indicator, Husbanken's series of bostøtte."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.indicators.spans import Span, span
from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import BadCell, Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.indicators import policies, queries
from boso.programme.indicators.areas import AREAS
from boso.programme.indicators.importing_bostotte import BOSTOTTE
from boso.programme.indicators.models import (
    Confirmer,
    Direction,
    Frequency,
    Gathering,
    Indicator,
    Measure,
    Theme,
    Value,
    ValueMark,
    ValueState,
)
from boso.programme.indicators.queries import Known
from boso.programme.indicators.reading import SHEET, statistics
from boso.programme.partnership.fact_sheets import fact_sheet
from boso.programme.partnership.models import Goal

LANGUAGES = ("nb", "nn", "en")
WORDED = ("definition", "numerator", "denominator", "quality", "unit")
NEEDED = ("definition", "numerator", "unit")


def period(cell: str) -> Span:
    """A period: 2011, 2011H1, 2011Q4, 2011M12."""
    try:
        return span(cell)
    except ValueError:
        raise BadCell(
            _("«%(cell)s» is not a period.") % {"cell": cell}, _("Write 2011, 2011H1, 2011Q4 or 2011M12.")
        ) from None


def key(cell: str) -> str:
    """The short name of an indicator: small letters, digits and low lines."""
    if not cell.replace("_", "").isalnum() or cell != cell.lower() or len(cell) > 40:
        raise BadCell(_("«%(cell)s» is not a short name.") % {"cell": cell})
    return cell


def _worded() -> list[Column]:
    return [
        Column(f"{stem}_{language}", sheets.text, required=stem in NEEDED, empty="")
        for stem in WORDED
        for language in LANGUAGES
    ]


def _write_passports(actor: Actor, rows: list[Row], context: Context) -> Counts:
    plain = (*LANGUAGES, *(f"{stem}_{language}" for stem in WORDED for language in LANGUAGES), "theme", "measure",
             "decimals", "direction", "gathering", "frequency", "source", "confirmer", "place", "package")  # fmt: skip
    counts = upsert(
        actor, Indicator, rows, context, key=("key",),
        values=lambda row: {"key": row["key"], **{name: row[name] for name in plain}},
    )  # fmt: skip
    if not context.problems:
        goals = dict(Goal.objects.filter(fact__isnull=False).values_list("fact_id", "pk"))
        for row in rows:
            for name in [name for name in row["goals"] if name not in goals]:
                context.problem(row, "goals", _("There is no goal «%(name)s».") % {"name": name})
            counts.things[(row["key"],)].goals.set([goals[name] for name in row["goals"] if name in goals])
    return counts


def _check_passports(rows: list[Row], context: Context) -> None:
    for row in rows:
        ratio = row["measure"] in (Measure.SHARE, Measure.RATE, Measure.MEAN)
        if ratio is not bool(row["denominator_nb"]):
            context.problem(
                row, "denominator_nb", _("A share, a rate and a mean have a denominator; nothing else has one.")
            )


PASSPORTS = Sheet(
    "passports",
    (
        Column("key", key, required=True),
        *(Column(language, sheets.text, required=True) for language in LANGUAGES),
        Column("theme", sheets.choice(*Theme.values), required=True),
        *_worded(),
        Column("measure", sheets.choice(*Measure.values), required=True),
        Column("decimals", sheets.integer_between(0, 4), empty=0),
        Column("direction", sheets.choice(*Direction.values), required=True),
        Column("gathering", sheets.choice(*Gathering.values), required=True),
        Column("frequency", sheets.choice(*Frequency.values), required=True),
        Column("source", sheets.text_up_to(200), required=True),
        Column("confirmer", sheets.choice(*Confirmer.values), required=True),
        Column("goals", sheets.listed(sheets.text), empty=()),
        Column("place", sheets.integer_between(1, 99)),
        Column("package", sheets.text_up_to(200), empty=""),
    ),
    ("key",),
    _write_passports,
    check=_check_passports,
)


def _known(context: Context) -> Known:
    """What names are looked up in, read once for a file."""
    if "known" not in context.memo:
        context.memo["known"] = queries.for_import()
    found: Known = context.memo["known"]
    return found


def _named(row: Row, when: Span, context: Context) -> dict[str, Any]:
    """Indicator, place and period of a row; what is not known is told."""
    known = _known(context)
    indicator = known.indicators.get(row["indicator"])
    if indicator is None:
        context.problem(row, "indicator", _("There is no indicator «%(name)s».") % {"name": row["indicator"]})
    area = row["place"] if row["place"] in AREAS else ""
    organisation = None if area else known.organisation(row["place"], when.starts)
    if not area and organisation is None:
        context.problem(
            row, "place",
            _("Nobody was called «%(place)s» on %(day)s.") % {"place": row["place"], "day": f"{when.starts:%d.%m.%Y}"},
            _("Write a short name, or the code it had then."),
        )  # fmt: skip
    return {
        "indicator_id": indicator.pk if indicator else None, "organisation_id": organisation, "area": area,
        "period": when.code, "starts": when.starts, "ends": when.ends,
    }  # fmt: skip


def _reported(row: Row, context: Context) -> dict[str, Any]:
    return {
        **_named(row, row["period"], context), "group": row["group"], "numerator": row["numerator"],
        "denominator": row["denominator"], "mark": ValueMark.KNOWN if row["numerator"] is not None
        else ValueMark.NOT_STATED, "state": ValueState.CONFIRMED, "inside": False, "printed": row["printed"],
        "note": "", "origin": "report",
    }  # fmt: skip


def _check_reported(rows: list[Row], context: Context) -> None:
    for row in rows:
        if (row["numerator"] is None) is not (row["mark"] == "not_stated"):
            context.problem(row, "mark", _("Without a number it is not_stated, and with one it is not."))


def _reported_sheet() -> Sheet:
    made = fact_sheet(
        "reported",
        (
            Column("indicator", key, required=True),
            Column("place", sheets.slug, required=True),
            Column("period", period, required=True),
            Column("group", sheets.text_up_to(60), empty=""),
            Column("numerator", sheets.decimal),
            Column("denominator", sheets.decimal),
            Column("printed", sheets.text_up_to(200), empty=""),
        ),
        lambda row: {
            "topic": "indicators", "subject": row["place"], "attribute": row["indicator"], "value": row["printed"],
            "as_of": str(row["period"].starts.year),
        },
        model=Value,
        key=("indicator_id", "organisation_id", "area", "period", "group"),
        values=_reported,
    )  # fmt: skip

    def check(rows: list[Row], context: Context) -> None:
        assert made.check is not None  # noqa: S101 - every sheet of facts has one
        made.check(rows, context)
        _check_reported(rows, context)

    return replace(made, check=check)


REPORTED = _reported_sheet()


def _write_values(actor: Actor, rows: list[Row], context: Context) -> Counts:
    named = context.memo["named"]
    return upsert(
        actor, Value, rows, context, key=("indicator_id", "organisation_id", "area", "period", "group"),
        values=lambda row: {
            **named[row.number], "group": row["group"], "numerator": row["numerator"],
            "denominator": row["denominator"], "mark": row["mark"] or ValueMark.KNOWN,
            "state": ValueState.CONFIRMED, "inside": False, "origin": row["origin"] or context.files[SHEET],
            "note": row["note"], "recorded_by_id": None,
        },
        scope=Value.objects.filter(indicator__in={one["indicator_id"] for one in named.values()}),
    )  # fmt: skip


def _check_values(rows: list[Row], context: Context) -> None:
    context.memo["named"] = {row.number: _named(row, row["period"], context) for row in rows}
    known = _known(context)
    reported = queries.reported_names()
    for row in rows:
        named = context.memo["named"][row.number]
        if (named["indicator_id"], named["organisation_id"], named["area"], named["period"], row["group"]) in reported:
            context.problem(
                row, "numerator", _("The report states this value. It is not changed by a file."),
                _("Take the row out, or use another indicator."),
            )  # fmt: skip
        if (row["numerator"] is None) is (row["mark"] in (None, ValueMark.KNOWN)):
            context.problem(
                row, "numerator", _("A number or the reason why there is none, one of the two."),
                _("Write missing, hidden or not_run in the column mark where there is no number. Nought is a number."),
            )  # fmt: skip
        indicator = known.indicators.get(row["indicator"])
        if indicator is None or row["numerator"] is None:
            continue
        if indicator.is_ratio and not row["denominator"]:
            context.problem(
                row, "denominator", _("It is told per so many. Of how many was it counted?"),
                _("Write numerator and denominator; a ready-made per cent cannot be added up."),
            )  # fmt: skip
        if not indicator.is_ratio and row["denominator"] is not None:
            context.problem(row, "denominator", _("This indicator has no denominator."))
        if indicator.measure == Measure.SHARE and row["denominator"] and row["numerator"] > row["denominator"]:
            context.problem(row, "numerator", _("More than all: the share would be above 100 per cent."))


def _not_below_0(cell: str) -> Decimal:
    found: Decimal = sheets.decimal(cell)
    if found < 0:
        raise BadCell(_("Less than nought cannot be."))
    return found


VALUES = Sheet(
    SHEET,
    (
        Column("indicator", key, required=True),
        Column("place", sheets.text_up_to(60), required=True),
        Column("period", period, required=True),
        Column("group", sheets.text_up_to(60), empty=""),
        Column("numerator", sheets.decimal),
        Column("denominator", _not_below_0),
        Column("mark", sheets.choice("known", "missing", "hidden", "not_run")),
        Column("origin", sheets.text_up_to(200), empty=""),
        Column("note", sheets.text_up_to(300), empty=""),
    ),
    ("indicator", "place", "period", "group"),
    _write_values,
    check=_check_values,
)

IMPORTS = (
    ImportKind(
        "indicators", gettext_lazy("Indicators, and the figures of the report"), (PASSPORTS, REPORTED),
        policies.may_edit_passports, stands_at="indicators:list",
    ),
    ImportKind(
        "values", gettext_lazy("Values of indicators (CSV, Excel, JSON-stat)"), (VALUES,), policies.may_import,
        stands_at="indicators:list", reads=statistics,
    ),
    BOSTOTTE,
)  # fmt: skip
