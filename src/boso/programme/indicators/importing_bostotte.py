"""Husbanken's monthly series of bostøtte, for Norway and for Oslo's districts: checked by what must hold in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.core.indicators.bostotte import Month, Odd, is_not_paid, is_not_run, lacking_months, odd_rows, whole
from boso.core.indicators.spans import span
from boso.foundation.access.actor import Actor
from boso.foundation.exchange import sheets
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import BadCell, Column, Counts, Row, Sheet
from boso.foundation.exchange.upsert import upsert
from boso.programme.indicators import policies, queries
from boso.programme.indicators.models import Value, ValueMark, ValueState

NATIONAL, DISTRICTS = "national", "districts"
#: Oslo's districts in the series, and the code under which stands what lies in none of them. It is not Oslo.
OSLO_DISTRICTS = 15
REST = "0301"
ORIGIN = "Husbanken, bostøtte"
PAID, DECIDED = "ant_husstander_utbetaling", "ant_husstander_termin"


def _count(cell: str) -> int:
    found: int = sheets.integer(cell)
    if found < 0:
        raise BadCell(_("Less than nought cannot be."))
    return found


def _mean(cell: str) -> Decimal:
    """Means stand with a point and up to three decimals, so that the usual caution about 1.500 does not hold here."""
    try:
        found = Decimal(cell)
    except ArithmeticError:
        raise BadCell(_("«%(cell)s» is not a number.") % {"cell": cell}) from None
    if not found.is_finite() or found < 0:
        raise BadCell(_("«%(cell)s» is not a number.") % {"cell": cell})
    return found


_FIGURES = (
    Column("aar", sheets.year, required=True),
    Column("manedsnr", sheets.integer_between(1, 12), required=True),
    Column(PAID, _count, required=True),
    Column(DECIDED, _count, required=True),
    Column("ant_soknader", _count, required=True),
    Column("ant_avslag", _count, required=True),
    Column("utbetalt_belop", _mean),
    Column("gjsnitt_bostotte", _mean),
    Column("gjsnitt_inntekt_mnd", _mean),
    Column("gjsnitt_boutgift_mnd", _mean),
    Column("ant_over_tak", _count, required=True),
)


@dataclass(frozen=True, slots=True)
class Made:
    """One value worked out of a row. mark: why there is none."""

    indicator: str
    numerator: int | Decimal | None
    denominator: int | None = None
    mark: str = ValueMark.KNOWN


def _month(row: Row) -> Month:
    return Month(
        row["aar"] * 12 + row["manedsnr"] - 1, row[PAID], row[DECIDED], row["ant_soknader"], row["ant_avslag"],
        row["utbetalt_belop"], row["gjsnitt_bostotte"],
    )  # fmt: skip


def code_of(month: int) -> str:
    """2011M12."""
    return f"{month // 12}M{month % 12 + 1:02d}"


def made_of(row: Month, over: int, first: int, last: int) -> Iterator[Made]:
    """The values in a row. What is not run, or lies before the series begins, is marked so and is no nought."""
    if is_not_paid(row, first):
        for name in ("bostotte_households", "bostotte_amount"):
            yield Made(name, None, mark=ValueMark.MISSING)
    else:
        yield Made("bostotte_households", row.paid)
        if row.amount is not None:
            yield Made("bostotte_amount", row.amount)
            if row.paid:
                yield Made("bostotte_mean", row.amount, row.paid)
        if row.paid:
            yield Made("bostotte_over_ceiling", over, row.paid)
    if is_not_run(row, last):
        for name in ("bostotte_applications", "bostotte_refused"):
            yield Made(name, None, mark=ValueMark.NOT_RUN)
        return
    yield Made("bostotte_applications", row.applications)
    if row.applications:
        yield Made("bostotte_refused", row.refusals, row.applications)


def _check(rows: list[Row], context: Context, place: str) -> None:
    by_place: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in rows:
        by_place[row[place]][_month(row).month] = row
    months = [month for found in by_place.values() for month in found]
    last = max(months, default=0)
    context.memo["span"] = (min(months, default=0), last)
    odd_ones: dict[tuple[str, int], str] = context.memo.setdefault("odd", {})
    for name, found in by_place.items():
        if name == REST:
            continue
        series = [_month(row) for row in found.values()]
        for month in [*lacking_months(series), *([last] if last not in found else [])]:
            _gap(context, name, month, found)
        for odd in odd_rows(series, last):
            if odd.grave:
                _refuse(context, found[odd.month], odd)
            else:
                odd_ones[(name, odd.month)] = _told(odd)


def _gap(context: Context, name: str, month: int, found: dict[int, Row]) -> None:
    context.problem(
        found[max(one for one in found if one < month)], "manedsnr",
        _("%(name)s lacks the month %(month)s.") % {"name": name, "month": code_of(month)},
        _("Fetch the series anew: a month without figures still has its row."),
    )  # fmt: skip


def _refuse(context: Context, row: Row, odd: Odd) -> None:
    context.problem(
        row, odd.column,
        _("%(said)s stands there, and by the other columns it should be %(expected)s.")
        % {"said": f"{odd.said:f}", "expected": f"{odd.expected:f}"},
        _("Fetch the series anew, or look at the row and the one before it."),
    )  # fmt: skip


def _told(odd: Odd) -> str:
    return f"{odd.column}: {odd.said:f} / {odd.expected:f}"


def _write(actor: Actor, rows: list[Row], context: Context, place: str) -> Counts:
    """Each row becomes several values; it is new or changed when one of them is."""
    known = queries.for_import()
    values = list(_values(rows, context, place, known))
    if context.problems:
        return Counts()
    counts = upsert(
        actor, Value, values, context, key=("indicator_id", "organisation_id", "area", "period", "group"),
        values=dict,
        scope=queries.standing_series("bostotte_"),
    )  # fmt: skip
    told = Counts(missing=0, things=counts.things)
    lines = {row.number: set[str]() for row in rows}
    for number, mark in counts.marks.items():
        lines[number // 100].add(mark)
    left_out = sum(_place(row[place], known) is None for row in rows)
    if left_out:
        context.notes.append(
            ngettext(
                "%(count)d row is of a district outside the programme. It counts in Oslo's sum only.",
                "%(count)d rows are of districts outside the programme. They count in Oslo's sum only.",
                left_out,
            )
            % {"count": left_out}
        )
    for row in rows:
        told.mark(row, next((mark for mark in ("new", "changed") if mark in lines[row.number]), "unchanged"))
    return told


def _values(rows: list[Row], context: Context, place: str, known: Any) -> Iterator[Row]:
    first, last = context.memo["span"]
    oslo: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        where = _place(row[place], known)
        if place == "kommunenr" and row[place] != REST:
            oslo[_month(row).month].append(row)
        if where is None:
            continue
        note = context.memo["odd"].get((row[place], _month(row).month), "")
        yield from _rows(row, _month(row), row["ant_over_tak"], where, note, known, context, (first, last))
    for parts in oslo.values():
        together = whole([_month(row) for row in parts], OSLO_DISTRICTS)
        if together is not None and "oslo" in known.by_slug:
            over = sum(row["ant_over_tak"] for row in parts)
            where = {"organisation_id": known.by_slug["oslo"], "area": ""}
            note = _("The sum of %(count)d districts") % {"count": OSLO_DISTRICTS}
            # Numbered apart, so that no two values have the same number.
            apart = Row(parts[0].number, {})
            yield from _rows(apart, together, over, where, note, known, context, (first, last), start=50)


def _rows(
    row: Row, month: Month, over: int, where: dict[str, Any], note: str, known: Any, context: Context,
    ends: tuple[int, int], *, start: int = 0,
) -> Iterator[Row]:  # fmt: skip
    when = span(code_of(month.month))
    for number, made in enumerate(made_of(month, over, *ends), start=start):
        indicator = known.indicators.get(made.indicator)
        if indicator is None:
            context.problem(
                row, "", _("There is no indicator «%(name)s».") % {"name": made.indicator},
                _("Bring in the indicators first."),
            )  # fmt: skip
            return
        yield Row(
            row.number * 100 + number,
            {
                "indicator_id": indicator.pk, **where, "period": when.code, "starts": when.starts, "ends": when.ends,
                "group": "", "numerator": None if made.numerator is None else Decimal(made.numerator),
                "denominator": None if made.denominator is None else Decimal(made.denominator), "mark": made.mark,
                "state": ValueState.CONFIRMED, "inside": False, "origin": ORIGIN, "note": note[:300],
                "recorded_by_id": None,
            },
        )  # fmt: skip


def _place(code: str, known: Any) -> dict[str, Any] | None:
    """Norway, or the district of that pseudo-code; None for a district not in the register, and for the rest."""
    if code == "Norge":
        return {"organisation_id": None, "area": "norge"}
    found = known.by_husbanken.get(code)
    return None if found is None else {"organisation_id": found, "area": ""}


def _sheet(name: str, columns: tuple[Column, ...], place: str) -> Sheet:
    return Sheet(
        name,
        columns,
        (place, "aar", "manedsnr"),
        lambda actor, rows, context: _write(actor, rows, context, place),
        check=lambda rows, context: _check(rows, context, place),
    )


BOSTOTTE = ImportKind(
    "bostotte",
    gettext_lazy("Bostøtte by month (Husbanken's series)"),
    (
        _sheet(NATIONAL, (*_FIGURES, Column("geo", sheets.choice("Norge"), required=True)), "geo"),
        _sheet(
            DISTRICTS,
            (Column("kommunenr", sheets.text_up_to(4), required=True), Column("bydel", sheets.text), *_FIGURES),
            "kommunenr",
        ),
    ),
    policies.may_import,
    stands_at="indicators:list",
)
