"""The charts of need against stock."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from boso.core.gap.ahead import Year
from boso.core.gap.table import Table
from boso.foundation.web.charts import Bar, Chart, Point, Series, bars, line
from boso.foundation.web.templatetags.words import day


def past(tables: Sequence[Table]) -> Chart | None:
    """What could be met and what was missing, quarter by quarter."""
    if not any(table.total.need for table in tables):
        return None
    data = [Bar(day(table.on), (table.total.met, table.total.missing), above=str(table.total.need)) for table in tables]
    series = [Series(_("Can be met"), "main"), Series(_("Missing"), "d5")]
    title = _("Needs that could be met, and that no home was left for")
    return bars(data, series, title=title, unit=_("households"), category=_("Day"), width=760, height=260)


def future(years: Sequence[Year]) -> Chart:
    """What is missing some years on, with the band from low to high growth."""
    points = [Point(year.on.year, year.missing[1], year.missing[0], year.missing[2]) for year in years]
    return line(
        [(Series(_("Missing"), "d5"), points)], title=_("What will be missing if the assumptions hold"),
        unit=_("households"), category=_("Year"), width=640, height=230,
    )  # fmt: skip
