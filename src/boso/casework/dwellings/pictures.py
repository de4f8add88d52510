"""Charts of homes, drawn from the same rows as the tables beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import CodeList, Disposal, Status, StatusPeriod
from boso.casework.dwellings.queries_stock import Stock
from boso.casework.dwellings.showing import size
from boso.core.values.numbers import grouped
from boso.foundation.web.charts import Bar, Chart, Lane, Series, Span, bars, timeline

_LOOKS = ("main", "d2", "d3", "d4", "stone")
_LOOK_OF = {
    Status.LET: "main", Status.UNDER_NOTICE: "d2", Status.READY: "d3", Status.RESERVED: "d3", Status.ASSIGNED: "d3",
    Status.MAINTENANCE: "stone", Status.UNAVAILABLE: "stone", Status.BEING_SOLD: "stone",
}  # fmt: skip


def by_size(stock: Stock, book: CodeBook) -> Chart | None:
    """Each size with a piece for every form of disposal; None for an empty stock."""
    if not stock.total:
        return None
    known = [str(one) for one in Disposal]
    other = any(heap.disposal not in known for heap in stock.heaps)
    used = [one for one in known if stock.count(disposal=one)]
    series = [
        Series(book.label(CodeList.DISPOSAL, one), look) for one, look in zip(used, _LOOKS, strict=False)
    ] + ([Series(_("not stated"), "range")] if other else [])  # fmt: skip
    rows = []
    for rooms in stock.rooms():
        counts = [stock.count(rooms=rooms, disposal=one) for one in used]
        together = stock.count(rooms=rooms)
        rest = [together - sum(counts)] if other else []
        rows.append(Bar(size(rooms) or _("not stated"), (*counts, *rest), above=str(together)))
    biggest = max(stock.rooms(), key=lambda rooms: stock.count(rooms=rooms))
    words = {
        "count": grouped(stock.count(rooms=biggest)),
        "total": grouped(stock.total),
        "size": size(biggest) or _("no stated size"),
    }
    return bars(
        rows, series, title=_("%(count)s of %(total)s dwellings have %(size)s") % words, unit=_("dwellings"),
        category=_("Size"), width=600,
    )  # fmt: skip


def through_time(periods: Sequence[StatusPeriod], today: dt.date) -> Chart | None:
    """What the dwelling has been through, in one lane; None where it is known for less than a day."""
    spans = []
    tomorrow = today + dt.timedelta(days=1)
    for period in periods:
        if period.status in _LOOK_OF and period.starts < tomorrow:
            ends = min(period.ends or tomorrow, tomorrow)
            spans.append(Span(period.starts, ends, _LOOK_OF[Status(period.status)]))
    if not spans or (today - spans[0].start).days < 60:
        return None
    years = range(spans[0].start.year, today.year + 1)
    used = {span.look for span in spans}
    legend = [
        Series(label, look)
        for look, label in (
            ("main", _("Let")),
            ("d2", _("Under notice")),
            ("d3", _("Ready, reserved or assigned")),
            ("stone", _("Not ready")),
        )
        if look in used
    ]
    return timeline(
        [Lane(_("Status"), tuple(spans))], start=years[0], end=years[-1], now=today, now_label=_("today"),
        title=_("From %(day)s until today") % {"day": f"{spans[0].start:%d.%m.%Y}"}, legend=legend,
    )  # fmt: skip
