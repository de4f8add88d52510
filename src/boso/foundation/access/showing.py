"""People and their seats as the administrator's pages show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied
from boso.foundation.access.models import Membership, User
from boso.foundation.access.policies import administers, may_end
from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SeatShown:
    """One seat as it stands on a day, with what may be done with it. why_not: why it cannot be ended."""

    row: Membership
    last: dt.date | None
    ended: bool
    coming: bool
    may_end: bool
    may_resume: bool
    may_withdraw: bool
    why_not: str | Promise


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in the list, with the seats that last."""

    user: User
    seats: list[Membership]
    without: bool


def in_list(actor: Actor, user: User, today: dt.date) -> PersonRow:
    """A person with the seats in the actor's organisations that have not ended."""
    seats = [seat for seat in user.memberships.all() if administers(actor, seat.organisation)]
    lasting = [seat for seat in seats if seat.ends is None or seat.ends > today]
    return PersonRow(user, lasting, not any(seat.starts <= today for seat in lasting))


def seats(actor: Actor, user: User, today: dt.date) -> list[SeatShown]:
    """The seats in the actor's organisations, those that last first, each group newest first."""
    own = [seat for seat in user.memberships.all() if administers(actor, seat.organisation)]
    shown = [_seat(actor, seat, today, only=len(user.memberships.all()) == 1) for seat in own]
    return sorted(shown, key=lambda seat: seat.ended)


def holds(user: User, shown: list[SeatShown]) -> str:
    """The sentence on a person's page: what they are today."""
    said: dict[str, Any] = {"name": user.name}
    if not user.is_active:
        return _("The way in is closed: %(name)s cannot sign in.") % said
    today = [seat.row for seat in shown if not (seat.ended or seat.coming)]
    if today:
        return _("%(name)s is %(seats)s.") % {**said, "seats": get_text_list(_by_place(today), _("and"))}
    coming = min((seat.row.starts for seat in shown if seat.coming), default=None)
    if coming is not None:
        return _("%(name)s holds no seat today. The next begins %(day)s.") % {**said, "day": f"{coming:%d.%m.%Y}"}
    return _("%(name)s holds no seat today, and can do nothing here.") % said


def how_many(total: int, *, narrowed: bool, place: str) -> str:
    """The sentence on the list of people."""
    said = {"count": total, "place": place}
    if narrowed:
        return ngettext("One person fits what you chose.", "%(count)s people fit what you chose.", total) % said
    if place:
        return (
            ngettext("One person is registered in %(place)s.", "%(count)s people are registered in %(place)s.", total)
            % said
        )
    return ngettext("One person is registered.", "%(count)s people are registered.", total) % said


def history(user: User, changes: list[Change]) -> list[Told]:
    """What has been done with a person, in words."""
    known = {str(seat.pk): seat for seat in user.memberships.all()}
    return [
        told(change, _change(change, known.get(change.object_id) if change.verb.startswith("seat.") else None))
        for change in changes
    ]


def _seat(actor: Actor, seat: Membership, today: dt.date, *, only: bool) -> SeatShown:
    decision = may_end(actor, seat)
    ended = seat.ends is not None and seat.ends <= today
    allowed = bool(decision)
    return SeatShown(
        row=seat,
        last=last_day(seat),
        ended=ended,
        coming=seat.starts > today,
        may_end=allowed and not ended,
        may_resume=allowed and seat.ends is not None and seat.ends >= today,
        may_withdraw=allowed and seat.starts >= today and not only,
        why_not=decision.reason if isinstance(decision, Denied) and not ended else "",
    )


def _change(change: Change, seat: Membership | None) -> str:
    if seat is None:
        return ""
    words = _("%(role)s in %(organisation)s") % _words(seat)
    ends = change.fields.get("ends", [None, None])[1]
    words = words[:1].upper() + words[1:]
    if change.verb == "seat.end" and ends:
        last = dt.date.fromisoformat(ends) - ONE_DAY
        return _("%(seat)s, last day %(day)s") % {"seat": words, "day": f"{last:%d.%m.%Y}"}
    if change.verb == "seat.give":
        return _("%(seat)s, from %(day)s") % {"seat": words, "day": f"{seat.starts:%d.%m.%Y}"}
    return words


def _by_place(rows: list[Membership]) -> list[str]:
    """What the seats are, once for each organisation: «caseworker and planner in Hamar»."""
    roles: dict[str, list[str]] = {}
    for row in rows:
        words = _words(row)
        held = roles.setdefault(words["organisation"], [])
        if words["role"] not in held:
            held.append(words["role"])
    return [
        _("%(role)s in %(organisation)s") % {"role": get_text_list(held, _("and")), "organisation": place}
        for place, held in roles.items()
    ]


def _words(seat: Membership) -> dict[str, str]:
    role = str(seat.get_role_display())
    return {"role": role[:1].lower() + role[1:], "organisation": seat.organisation.name}


def last_day(seat: Membership) -> dt.date | None:
    """The last day the seat is held; none where no end is set."""
    return seat.ends - ONE_DAY if seat.ends is not None else None
