"""The register in words: an organisation's sentence, its codes, its history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told
from boso.foundation.organisations.models import Code, CodeSystem, Unit
from boso.foundation.organisations.queries import Whole

ONE_DAY = dt.timedelta(days=1)


def how_many(total: int, *, narrowed: bool) -> str:
    """The sentence on the list."""
    if narrowed:
        return ngettext(
            "One organisation fits what you chose.", "%(count)s organisations fit what you chose.", total
        ) % {"count": total}
    return ngettext(
        "One organisation has a part in the work.", "%(count)s organisations have a part in the work.", total
    ) % {"count": total}


def sentence(found: Whole, on: dt.date) -> str:
    """What the organisation's page says first: its code today and before, what became of it, who went into it."""
    return " ".join(part for part in (_gone(found, on), _codes(found, on), _gathered(found)) if part)


def current_code(found: Whole, on: dt.date) -> Code | None:
    """Statistics Norway's code that day, else Husbanken's."""
    today = [code for code in found.codes if code.starts <= on and (code.ends is None or on < code.ends)]
    return next((code for code in today if code.system == CodeSystem.SSB), today[0] if today else None)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A code or a unit with its last day: the register keeps the first day after it."""

    row: Any
    last: dt.date | None
    over: bool

    @property
    def period(self) -> str:
        """From the first day to the last, as far as they are known; empty when neither is."""
        first = f"{self.row.starts:%d.%m.%Y}" if self.row.starts else ""
        last = f"{self.last:%d.%m.%Y}" if self.last else ""
        if first and last:
            return f"{first}–{last}"
        if first:
            return _("From %(day)s") % {"day": first}
        return _("To and including %(day)s") % {"day": last} if last else ""


def lasting(rows: Iterable[Code | Unit], on: dt.date) -> list[Lasting]:
    """Codes or units with their last days, and whether they are over."""
    return [
        Lasting(row, row.ends - ONE_DAY if row.ends is not None else None, row.ends is not None and row.ends <= on)
        for row in rows
    ]


def history(changes: list[Change], found: Whole) -> list[Told]:
    """What has been done, in words."""
    units = {str(unit.pk): unit.name for unit in found.units}
    return [
        told(change, _change(change, units.get(change.object_id, "") if change.verb.startswith("unit.") else ""))
        for change in changes
    ]


def _gone(found: Whole, on: dt.date) -> str:
    body = found.organisation
    if body.ends is None or body.ends > on:
        return ""
    said = {"name": body.name, "day": f"{body.ends:%d.%m.%Y}"}
    into = get_text_list([row.successor.name for row in found.successors], _("and"))
    if not into:
        return _("%(name)s has not existed since %(day)s.") % said
    said["into"] = into
    if len(found.successors) > 1:
        return _("%(name)s has not existed since %(day)s; it was divided into %(into)s.") % said
    return _("%(name)s has not existed since %(day)s; it went into %(into)s.") % said


def _codes(found: Whole, on: dt.date) -> str:
    now = current_code(found, on)
    if now is None:
        return ""
    said = {"name": found.organisation.name, "code": now.code}
    before = [code for code in found.codes if code.system == now.system and code.ends is not None and code.ends <= on]
    if not before:
        return _("%(name)s has the code %(code)s.") % said
    old = sorted(before, key=lambda code: code.starts)
    words = [_("%(code)s until %(year)d") % {"code": row.code, "year": (row.ends or on).year} for row in old]
    return _("%(name)s has the code %(code)s. It was %(before)s.") % {
        **said,
        "before": get_text_list(words, _("and")),
    }


def _gathered(found: Whole) -> str:
    if not found.predecessors:
        return ""
    said = {
        "names": get_text_list([row.predecessor.name for row in found.predecessors], _("and")),
        "day": f"{found.predecessors[0].on:%d.%m.%Y}",
    }
    if any(row.pieces > 1 for row in found.predecessors):  # type: ignore[attr-defined]
        return _("It came out of %(names)s on %(day)s.") % said
    return _("%(names)s went into it on %(day)s.") % said


def _change(change: Change, unit: str) -> str:
    before, after = change.fields.get("name", [None, None])
    if change.verb.endswith(".rename") and before and after:
        return _("From «%(before)s» to «%(after)s»") % {"before": before, "after": after}
    ends = change.fields.get("ends", [None, None])[1]
    if change.verb == "unit.close" and ends:
        last = dt.date.fromisoformat(ends) - ONE_DAY
        return _("%(unit)s, last day %(day)s") % {"unit": unit, "day": f"{last:%d.%m.%Y}"}
    return unit
