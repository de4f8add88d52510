"""Reads of the log and of the chains that seal it.

The chains' own reads, for the worker and for the check, take no actor: they show nothing to a person.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Model, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.models import User
from boso.foundation.audit import policies
from boso.foundation.audit.chain import SEALED
from boso.foundation.audit.models import Entry, EntryKind, Head, Seal, Verification
from boso.foundation.audit.verbs import label
from boso.foundation.organisations.models import Organisation

Row = dict[str, Any]

MOST_PEOPLE = 300


@dataclass(frozen=True, slots=True)
class Wish:
    """What of the log is asked for; empty means all."""

    person: int | None = None
    kind: str = ""
    verb: str = ""
    object_type: str = ""
    object_id: str = ""
    first: dt.datetime | None = None
    before: dt.datetime | None = None
    organisation: int | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked at a thing: who, when, how, and the reason they gave."""

    at: dt.datetime
    who: str
    what: str | Promise
    reason: str


def entries(actor: Actor, wish: Wish) -> QuerySet[Entry]:
    """The entries the actor may see, as wished, without order.

    Raises Refused for those who may not open the log.
    """
    require(policies.may_open_log(actor))
    rows = Entry.objects.select_related("actor", "organisation")
    if not policies.may_see_all(actor):
        rows = rows.filter(organisation_id__in=policies.own_organisations(actor))
    exact = {
        "actor_id": wish.person, "kind": wish.kind, "verb": wish.verb, "object_type": wish.object_type,
        "object_id": wish.object_id, "organisation_id": wish.organisation, "at__gte": wish.first,
        "at__lt": wish.before,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value not in (None, "")})


def people_in_log(actor: Actor) -> list[tuple[int, str]]:
    """Whom the log can be narrowed to: number and name; at most 300.

    Raises Refused for those who may not open the log.
    """
    require(policies.may_open_log(actor))
    people = User.objects.order_by("name")
    if not policies.may_see_all(actor):
        people = people.filter(memberships__organisation_id__in=policies.own_organisations(actor)).distinct()
    return list(people.values_list("pk", "name")[:MOST_PEOPLE])


def who_has_looked(actor: Actor, thing: Model, limit: int = 20) -> list[Look]:
    """Who has looked at the thing, newest first. Whoever may see the thing may see this: ask its own query first."""
    rows = Entry.objects.filter(
        kind=EntryKind.LOOK, object_type=thing._meta.label_lower, object_id=str(thing.pk)
    ).select_related("actor")
    return [
        Look(row.at, row.actor.name if row.actor is not None else "BoSo", label(row.verb), row.reason)
        for row in rows.order_by("-at", "-id")[:limit]
    ]


def last_verification(actor: Actor) -> Verification | None:
    """The newest check of what the actor may see.

    Raises Refused for those who may not open the log.
    """
    require(policies.may_open_log(actor))
    checks = Verification.objects.select_related("organisation")
    if policies.may_see_all(actor):
        return checks.filter(everything=True).first()
    return checks.filter(organisation_id__in=policies.own_organisations(actor)).first()


def unsealed_now(actor: Actor) -> tuple[int, dt.datetime | None]:
    """How many entries the actor may see that are not sealed yet, and when the oldest was written.

    Raises Refused for those who may not open the log.
    """
    rows = entries(actor, Wish()).filter(pk__in=unsealed(recent()).values("pk"))
    found = rows.aggregate(count=Count("pk"), oldest=Min("at"))
    return found["count"], found["oldest"]


# The chains


def unsealed(since: dt.datetime | None) -> QuerySet[Entry]:
    """Entries without a seal, of that moment and later."""
    rows = Entry.objects.filter(seal__isnull=True)
    return rows if since is None else rows.filter(at__gte=since)


def anything_unsealed() -> bool:
    """Whether the worker has something to seal."""
    return unsealed(recent()).exists()


def recent() -> dt.datetime | None:
    """A day before the last seal: what is newer may be unsealed, what is older only by a strange accident."""
    last = Seal.objects.order_by("-sealed_at").values_list("sealed_at", flat=True).first()
    return None if last is None else last - dt.timedelta(days=1)


def organisations_with_unsealed(since: dt.datetime | None) -> list[int | None]:
    """Whose chains have entries to seal."""
    return list(unsealed(since).order_by().values_list("organisation_id", flat=True).distinct())


def chains() -> list[int]:
    """Every chain there is or should be; 0 is the installation's own."""
    found = set(Head.objects.values_list("chain", flat=True))
    for model in (Seal, Entry):
        found |= {organisation or 0 for organisation in _organisations(model)}
    return sorted(found | {0})


def chain_names(ids: Iterable[int]) -> dict[int, str]:
    """What the chains are called."""
    names = dict(Organisation.objects.filter(pk__in=ids).values_list("pk", "name"))
    return {0: _("The installation's own log"), **names}


def how_many_seals(ids: Iterable[int]) -> int:
    """How many links the chains have, by their heads."""
    return sum(Head.objects.filter(pk__in=ids).values_list("number", flat=True))


def head(chain: int) -> tuple[int, str]:
    """Where the chain ends: the last number and its hash; nothing for a chain without a head."""
    return Head.objects.filter(pk=chain).values_list("number", "hash").first() or (0, "")


def links(chain: int, *, after: int, until: int, limit: int) -> list[tuple[Row, Row | None]]:
    """The next seals of the chain, each with its entry, or with none where that is gone."""
    rows = _seals(chain).filter(number__gt=after, number__lte=until).order_by("number")
    seals: list[Row] = [dict(row) for row in rows.values("number", "entry_id", "hash", "sealed_at")[:limit]]
    wanted = Entry.objects.filter(pk__in=[seal["entry_id"] for seal in seals])
    by_id: dict[int, Row] = {row["id"]: dict(row) for row in wanted.values(*SEALED)}
    return [(seal, by_id.get(seal["entry_id"])) for seal in seals]


def beyond_the_head(chain: int, limit: int) -> list[int]:
    """Numbers of seals that stand after the end of the chain. One statement, so that a growing chain is no fault."""
    end = Coalesce(Subquery(Head.objects.filter(pk=chain).values("number")), Value(0))
    return list(
        _seals(chain).filter(number__gt=end).order_by("number").values_list("number", flat=True)[:limit]
    )  # fmt: skip


def unsealed_of(chain: int) -> tuple[int, dt.datetime | None]:
    """How many entries of the chain are not sealed, and when the oldest was written."""
    found = unsealed(None).filter(of_chain(chain)).aggregate(count=Count("pk"), oldest=Min("at"))
    return found["count"], found["oldest"]


def _organisations(model: type[Seal] | type[Entry]) -> Iterable[int | None]:
    return model._default_manager.order_by().values_list("organisation_id", flat=True).distinct()


def _seals(chain: int) -> QuerySet[Seal]:
    return Seal.objects.filter(of_chain(chain))


def of_chain(chain: int) -> Q:
    """The rows of that chain, of entries or of seals."""
    return Q(organisation_id=chain) if chain else Q(organisation__isnull=True)
