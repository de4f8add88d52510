"""The list of people and their seats that leaves BoSo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy

from boso.foundation.access import queries
from boso.foundation.access.actor import Actor
from boso.foundation.access.policies import may_open_people
from boso.foundation.access.showing import in_list, last_day
from boso.foundation.exchange.exports import Export


def rows(actor: Actor, **wish: str) -> Iterator[dict[str, Any]]:
    """The list that leaves BoSo: one record for each seat that has not ended, and one for a person without any."""
    today = timezone.localdate()
    for user in queries.people(actor, wish.pop("text", ""), **wish, today=today):
        person = {"username": user.username, "name": user.name, "email": user.email, "open": user.is_active}
        lasting = in_list(actor, user, today).seats
        for seat in lasting:
            yield {
                **person,
                "organisation": seat.organisation.slug,
                "unit": seat.unit.name if seat.unit is not None else "",
                "role": seat.role,
                "first_day": seat.starts,
                "last_day": last_day(seat),
            }
        if not lasting:
            yield person


EXPORT = Export(
    name="people",
    label=gettext_lazy("People and their seats"),
    columns=("username", "name", "email", "open", "organisation", "unit", "role", "first_day", "last_day"),
    rows=rows,
    policy=may_open_people,
    filters=("text", "organisation", "role", "state"),
    typed=("text",),
)
