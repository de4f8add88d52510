"""What of the leases must be done, and by when: over without a request to move, ending soon, deposit lacking."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, F, Min, Q, QuerySet

from boso.casework.dwellings.models import Dwelling
from boso.casework.dwellings.queries import visible as visible_dwellings
from boso.casework.tenancies import policies, queries
from boso.casework.tenancies.models import Tenancy
from boso.core.law.parameters import value
from boso.core.tenure import lease
from boso.core.values.periods import add_months
from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role

AREA = "tenancy"


class Due:
    """The kinds of things that must be done, as the lists name them."""

    OVER = "over"
    """The term is over, nobody has asked the tenant to move, and there is still time."""
    WITHOUT_END = "without_end"
    """The time for asking is over: the lease has no end now."""
    ASKED = "asked"
    """The tenant was asked to move, and lives there still."""
    SOON = "soon"
    """The term ends within half a year."""
    DEPOSIT = "deposit"
    """Less is paid or guaranteed than was agreed."""


KINDS = (Due.OVER, Due.WITHOUT_END, Due.ASKED, Due.SOON, Due.DEPOSIT)


@dataclass(frozen=True, slots=True)
class Rules:
    """The days that decide today. latest: the last day a term may have ended for a request today to be too late."""

    today: dt.date
    in_time_from: dt.date
    soon_until: dt.date
    first_warning: dt.date
    last_warning: dt.date

    @classmethod
    def on(cls, today: dt.date) -> Rules:
        """The rules of that day."""

        def days(key: str) -> dt.timedelta:
            return dt.timedelta(days=int(value(AREA, key, today)))

        return cls(
            today=today,
            in_time_from=lease.earliest_end_in_time(today, int(value(AREA, "lease.move_out_request_months", today))),
            soon_until=add_months(today, int(value(AREA, "lease.ends_soon_months", today))),
            first_warning=today - days("lease.first_warning_days"),
            last_warning=today - days("lease.last_warning_days"),
        )


def of_kind(kind: str, rules: Rules) -> Q:
    """The leases of that kind; all of them are open and have begun."""
    open_now = Q(ended_on__isnull=True)
    unasked = Q(move_out_requested_on__isnull=True)
    kinds = {
        Due.OVER: open_now & unasked & Q(ends__lt=rules.today, ends__gte=rules.in_time_from),
        Due.WITHOUT_END: open_now & unasked & Q(ends__lt=rules.in_time_from),
        Due.ASKED: open_now & Q(ends__lt=rules.today, move_out_requested_on__isnull=False),
        Due.SOON: open_now & Q(ends__gte=rules.today, ends__lte=rules.soon_until),
        Due.DEPOSIT: open_now
        & Q(starts__lte=rules.today, deposit_paid__lt=F("deposit_agreed"))
        & Q(deposit_agreed__gt=F("deposit_paid") + F("guarantee")),
    }
    return kinds[kind]


def rows(actor: Actor, kind: str, rules: Rules) -> QuerySet[Tenancy]:
    """The leases of that kind, the most urgent first, whosever they are: the page hides names that may not be seen."""
    order = ("starts", "pk") if kind == Due.DEPOSIT else ("ends", "pk")
    found = queries.of_organisations(actor).filter(of_kind(kind, rules))
    return found.select_related("dwelling").order_by(*order)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many of a kind, and the last day of the earliest term among them."""

    count: int
    earliest: dt.date | None


def sums(actor: Actor, rules: Rules) -> dict[str, Sum]:
    """How many of each kind. One query."""
    found = (
        queries.of_organisations(actor)
        .filter(Q(ended_on__isnull=True, ends__lte=rules.soon_until) | of_kind(Due.DEPOSIT, rules))
        .aggregate(
            **{f"count_{kind}": Count("pk", filter=of_kind(kind, rules)) for kind in KINDS},
            **{f"first_{kind}": Min("ends", filter=of_kind(kind, rules)) for kind in KINDS},
        )
    )
    return {kind: Sum(found[f"count_{kind}"], found[f"first_{kind}"]) for kind in KINDS}


def empty_dwellings(actor: Actor) -> QuerySet[Dwelling]:
    """The dwellings nobody lives in, the longest empty first: those that have a day since when."""
    return visible_dwellings(actor).filter(empty_since__isnull=False).order_by("empty_since", "pk")


def empty_by_reason(actor: Actor) -> list[tuple[str, str, int]]:
    """How many stand empty: by reason (status empty), and by status where no reason is given. The most first."""
    found: Counter[tuple[str, str]] = Counter()
    for status, reason, count in (
        empty_dwellings(actor).order_by().values_list("status", "empty_reason").annotate(count=Count("pk"))
    ):
        found["" if reason else status, reason] += count
    return [(status, reason, count) for (status, reason), count in found.most_common()]


def keeps_leases(actor: Actor) -> bool:
    """Whether such lists concern the actor: they keep leases somewhere."""
    return bool(actor.works_in(*policies.KEEPS))


def manages_homes(actor: Actor) -> bool:
    """Whether the week's list is the actor's own work: the housing manager's."""
    return bool(actor.works_in(Role.HOUSING_MANAGER))


def long_days(today: dt.date) -> int:
    """From how many days a dwelling has stood empty for long."""
    return int(value(AREA, "empty.long_days", today))


def long_empty(actor: Actor, today: dt.date) -> QuerySet[Dwelling]:
    """The dwellings that have stood empty for long."""
    return empty_dwellings(actor).order_by().filter(empty_since__lt=today - dt.timedelta(days=long_days(today)))
