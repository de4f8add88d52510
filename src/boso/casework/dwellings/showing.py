"""What the pages of homes show, ready for the template."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import OCCUPIED, CodeList, Dwelling, EmptyStep, Status, StatusPeriod, StepKind
from boso.casework.dwellings.queries_stock import Emptiness
from boso.core.law.parameters import value

#: The same status has the same colour on every page.
COLOURS: dict[str, str] = {
    Status.LET: "furu", Status.READY: "fjord", Status.RESERVED: "rav", Status.ASSIGNED: "rav",
    Status.UNDER_NOTICE: "warning", Status.MAINTENANCE: "neutral", Status.UNAVAILABLE: "neutral",
    Status.BEING_SOLD: "neutral", Status.REMOVED: "neutral",
}  # fmt: skip
#: Adaptations worth a tag in a list; the rest stand on the dwelling's page.
_TELLING = ("wheelchair", "step_free", "sheltered")


@dataclass(frozen=True, slots=True)
class Line:
    """One dwelling in a list."""

    dwelling: Dwelling
    size: str
    kind: str
    disposal: str
    condition: str
    reason: str
    colour: str
    tags: tuple[str, ...]
    days: int | None
    long: bool
    unknown: bool


def lines(dwellings: Iterable[Dwelling], book: CodeBook, today: dt.date) -> list[Line]:
    """The dwellings as lines of a list."""
    limit = int(value("tenancy", "empty.long_days", today))
    return [_line(dwelling, book, today, limit) for dwelling in dwellings]


def _line(dwelling: Dwelling, book: CodeBook, today: dt.date, limit: int) -> Line:
    days = (today - dwelling.empty_since).days if dwelling.empty_since is not None else None
    tags = [book.label(CodeList.ADAPTATION, code) for code in dwelling.adaptation_codes if code in _TELLING]
    if dwelling.staffing == "all_day":
        tags.append(_("Staffed"))
    return Line(
        dwelling=dwelling,
        size=size(dwelling.rooms),
        kind=book.label(CodeList.KIND, dwelling.kind),
        disposal=book.label(CodeList.DISPOSAL, dwelling.disposal),
        condition=book.label(CodeList.CONDITION, dwelling.condition),
        reason=book.label(CodeList.EMPTY_REASON, dwelling.empty_reason),
        colour=COLOURS[dwelling.status],
        tags=tuple(tags),
        days=days,
        long=days is not None and days > limit,
        unknown=not book.is_known(CodeList.KIND, dwelling.kind),
    )


def size(rooms: int | None) -> str:
    """«3 rooms»; empty where not stated."""
    return ngettext("%(count)d room", "%(count)d rooms", rooms) % {"count": rooms} if rooms is not None else ""


@dataclass(frozen=True, slots=True)
class Share:
    """One piece of the bar over the list: its width and place out of a thousand."""

    look: str
    label: str | Promise
    count: int
    address: str
    x: float
    width: float


def shares(counts: Counter[str]) -> list[Share]:
    """Let, reserved, free and out of use, as pieces of one bar."""
    heaps: Sequence[tuple[str, str | Promise, tuple[str, ...], str]] = (
        ("let", _("Let"), OCCUPIED, "let"),
        ("reserved", _("Reserved or assigned"), (Status.RESERVED, Status.ASSIGNED), "reserved"),
        ("ready", _("Ready"), (Status.READY,), "ready"),
        ("out", _("Not ready"), (Status.MAINTENANCE, Status.UNAVAILABLE, Status.BEING_SOLD), "maintenance"),
    )
    total = sum(counts.values()) or 1
    found: list[Share] = []
    x = 0.0
    for look, label, statuses, link in heaps:
        count = sum(counts[status] for status in statuses)
        if not count:
            continue
        width = 1000 * count / total
        found.append(
            Share(look, label, count, f"{reverse('dwellings:list')}?status={link}", round(x, 2), round(width, 2))
        )
        x += width
    return found


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step between tenants, with its days."""

    step: EmptyStep
    label: str
    days: int
    late: int

    @property
    def is_open(self) -> bool:
        """It goes on."""
        return self.step.ends is None


def step_lines(steps: Iterable[EmptyStep], today: dt.date) -> list[StepLine]:
    """The steps, the newest first."""
    found = []
    for step in steps:
        until = step.ends or today
        late = (until - step.planned_end).days if step.planned_end is not None and until > step.planned_end else 0
        found.append(StepLine(step, step.get_kind_display(), max((until - step.starts).days, 0), late))
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Part:
    """So many days empty, for a reason or in a step."""

    label: str
    days: int


def parts_by_reason(found: Emptiness, book: CodeBook) -> list[Part]:
    """Days by reason, the most first."""
    return [
        Part(book.label(CodeList.EMPTY_REASON, reason) or _("not stated"), days)
        for reason, days in found.by_reason.most_common()
    ]


def parts_by_step(found: Emptiness) -> list[Part]:
    """Days by step, in the order steps come, days in no step last."""
    order = [*StepKind.values, ""]
    return [
        Part(str(StepKind(step).label) if step else _("no step"), found.by_step[step])
        for step in order
        if found.by_step[step]
    ]


def sentence(dwelling: Dwelling, periods: Sequence[StatusPeriod], book: CodeBook, today: dt.date) -> str:
    """«Empty for 98 days: waits for work. Let 94 per cent of the time since 2019.»"""
    first: str
    if dwelling.status == Status.REMOVED:
        return _("Removed from the stock %(day)s.") % {"day": f"{dwelling.status_since:%d.%m.%Y}"}
    if dwelling.empty_since is None:
        first = _("%(status)s since %(day)s.") % {
            "status": dwelling.get_status_display(),
            "day": f"{dwelling.status_since:%d.%m.%Y}",
        }
    else:
        days = (today - dwelling.empty_since).days
        first = ngettext("Empty for %(days)d day", "Empty for %(days)d days", days) % {"days": days}
        reason = book.label(CodeList.EMPTY_REASON, dwelling.empty_reason)
        first = f"{first}: {reason[:1].lower()}{reason[1:]}." if reason else f"{first}."
    start = periods[0].starts if periods else today
    known = (today - start).days
    if known < 365:
        return first
    let = sum(((min(one.ends or today, today)) - one.starts).days for one in periods if one.status in OCCUPIED)
    told = _("Let %(share)d per cent of the time since %(year)d.") % {
        "share": round(100 * let / known),
        "year": start.year,
    }
    return f"{first} {told}"
