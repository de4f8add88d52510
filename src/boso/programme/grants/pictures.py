"""Charts of the grants, drawn from the same rows as the tables beside them."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from boso.core.values.numbers import kroner
from boso.foundation.web.charts import Bar, Chart, Series, bars
from boso.programme.grants.books import Line
from boso.programme.grants.figures import Money, Printed
from boso.programme.grants.telling import grouped_ore, per_cent

MILLION = 1_000_000
_LOOKS = ("stone", "main", "planned", "hatch")


def by_participant(table: Printed) -> Chart | None:
    """The named participants, each with a piece for every column of the table; None without the table."""
    if not table.rows:
        return None
    rows = [(row.participation, [cell.amount if cell else None for cell in row.cells]) for row in table.rows]
    rows.sort(key=lambda row: -_together(row[1]))
    first, most = rows[0]
    words = {"name": first.organisation.name, "amount": kroner(_together(most))}
    series = [
        Series(_("Expected %(year)d") % {"year": column.year} if column.is_expected else str(column.year), look)
        for column, look in zip(table.columns, _LOOKS, strict=False)
    ]
    return bars(
        [
            Bar(
                who.organisation.name,
                tuple(amounts[: len(series)]),
                under=_("Intake %(year)d") % {"year": who.intake.year} if who.intake is not None else "",
                above=grouped_ore(_together(amounts)),
            )
            for who, amounts in rows
        ],
        series,
        title=_("%(name)s gets most: %(amount)s over four years") % words,
        unit=_("mill. kr"),
        category=_("Participant"),
        scale=MILLION,
        width=600,
    )


def _together(amounts: list[Decimal | None]) -> Decimal:
    return sum((amount or Decimal(0) for amount in amounts), Decimal(0))


def stair(money: Money) -> Chart:
    """Grant and own share year by year; without amounts the own share in per cent alone."""
    lines = [one for one in money.lines if one.programme_year is not None]
    return _in_kroner(money, lines) if lines else _in_per_cent(money)


def _in_kroner(money: Money, lines: list[Line]) -> Chart:
    found = []
    for one in lines:
        rate = one.requirement.rate
        share = per_cent(rate.per_cent) if rate is not None and rate.per_cent is not None else _("not stated")
        found.append(
            Bar(
                _("Year %(number)d") % {"number": one.programme_year or 0},
                (
                    None if one.is_expected else one.amount,
                    one.amount if one.is_expected else None,
                    one.requirement.required,
                ),
                under=under(one),
                above=share,
            )
        )
    series = [
        Series(_("Grant, awarded"), "main"), Series(_("Grant, expected"), "planned"),
        Series(_("Own share required"), "hatch"),
    ]  # fmt: skip
    return bars(
        found, series, title=_("The own share climbs like a stair"), unit=_("mill. kr"),
        category=_("Year in the programme"), scale=MILLION, width=max(500, 112 * len(found)),
    )  # fmt: skip


def _in_per_cent(money: Money) -> Chart:
    return bars(
        [
            Bar(
                _("Year %(number)d") % {"number": row.year_in_programme},
                (row.rate,),
                above=per_cent(row.rate) if row.rate is not None else _("not stated"),
            )
            for row in money.rates
        ],
        [Series(_("Own share required, per cent of the costs"), "hatch")],
        title=_("The own share climbs like a stair"),
        unit="%",
        category=_("Year in the programme"),
        value_labels=False,
    )


def under(line: Line) -> str:
    """What stands under a bar: awarded 2010, for work in 2011, expected 2012."""
    if line.is_expected:
        return _("Expected %(year)d") % {"year": line.year or 0}
    if line.work_year is not None:
        return _("Work in %(year)d") % {"year": line.work_year}
    return _("Column %(year)d") % {"year": line.year or 0}
