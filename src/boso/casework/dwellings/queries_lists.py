"""The list of homes: what is asked for, how many answer, and what its filters offer."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from boso.casework.dwellings import queries
from boso.casework.dwellings.models import EMPTY, Building, Dwelling, Site, Status
from boso.foundation.access.actor import Actor

#: Beyond this a list says «more than» and is not counted.
MOST_COUNTED = 1_000
#: So many are handed over by number.
FEW = 500
#: Filters on rooms go up to this many; the last one stands for more too.
MOST_ROOMS = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """What the list is asked for; the empty word asks for nothing.

    status: a status, or «empty» for all in which nobody lives. rooms: exactly so many, the highest and more.
    empty_days: empty at least so many days on `today`.
    """

    today: dt.date
    text: str = ""
    status: str = ""
    rooms: int | None = None
    area: str = ""
    adaptation: str = ""
    kind: str = ""
    disposal: str = ""
    organisation: int | None = None
    empty_days: int | None = None
    reason: str = ""


def asked_for(actor: Actor, wish: Wish) -> QuerySet[Dwelling]:
    """The dwellings that answer the wish."""
    rows = queries.visible(actor, removed=wish.status == Status.REMOVED)
    exact = {
        "area": wish.area, "kind": wish.kind, "disposal": wish.disposal, "organisation_id": wish.organisation,
        "empty_reason": wish.reason,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wish.status == "empty":
        rows = rows.filter(status__in=EMPTY)
    elif wish.status:
        rows = rows.filter(status=wish.status)
    if wish.rooms is not None:
        rows = rows.filter(rooms=wish.rooms) if wish.rooms < MOST_ROOMS else rows.filter(rooms__gte=wish.rooms)
    if wish.adaptation:
        rows = rows.filter(adaptations__contains=f",{wish.adaptation},")
    if wish.empty_days is not None:
        rows = rows.filter(empty_since__lte=wish.today - dt.timedelta(days=wish.empty_days))
    if wish.text.strip():
        found = queries.visible(actor, removed=True).filter(queries.found_by(wish.text)).order_by()
        hits = list(found.values_list("pk", flat=True)[: FEW + 1])
        # Few are looked up by number; of many, the first page is soon full by reading on in the order of the list.
        rows = rows.filter(pk__in=hits) if len(hits) <= FEW else rows.filter(queries.found_by(wish.text))
    return rows


def counted(rows: QuerySet[Dwelling]) -> int | None:
    """How many, or None for more than anybody pages through."""
    found = rows.order_by().values("pk")[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else None


def by_status(actor: Actor, organisation_id: int | None = None) -> Counter[str]:
    """How many stand where today, those removed left out."""
    rows = Dwelling.objects.filter(queries.organisations(actor)).exclude(status=Status.REMOVED)
    if organisation_id is not None:
        rows = rows.filter(organisation_id=organisation_id)
    return Counter(dict(rows.order_by().values_list("status").annotate(Count("pk"))))


def areas(actor: Actor) -> list[str]:
    """The parts of town that dwellings lie in. One look in the index for each, however many the dwellings are."""
    places = sorted(actor.works_in())
    if not places:
        return []
    table, marks = connection.ops.quote_name(Dwelling._meta.db_table), ", ".join(["%s"] * len(places))
    first = f"SELECT MIN(area) FROM {table} WHERE organisation_id IN ({marks}) AND area > ''"  # noqa: S608 - own names
    following = f"SELECT MIN(area) FROM {table} WHERE organisation_id IN ({marks}) AND area > found.area"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH RECURSIVE found(area) AS ({first} UNION ALL SELECT ({following}) FROM found "  # noqa: S608
            "WHERE found.area IS NOT NULL) SELECT area FROM found WHERE area IS NOT NULL",
            [*places, *places],
        )
        return [row[0] for row in cursor.fetchall()]


def buildings(actor: Actor) -> QuerySet[Building]:
    """Buildings, each with how many dwellings it has (`count`)."""
    return Building.objects.filter(queries.organisations(actor)).annotate(
        count=Count("dwellings", filter=Q(dwellings__removed_at__isnull=True))
    )


def sites(actor: Actor) -> QuerySet[Site]:
    """Sites where dwellings could stand."""
    return Site.objects.filter(queries.organisations(actor))
