"""Every read of homes: the actor comes first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from boso.casework.dwellings import keys, policies
from boso.casework.dwellings.codes import CodeBook
from boso.casework.dwellings.models import (
    Binding,
    Building,
    CodeEntry,
    CodeList,
    Dwelling,
    EmptyStep,
    Site,
    StatusPeriod,
)
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import Role

M = TypeVar("M", bound=Model)

WHEELCHAIR = Q(adaptations__contains=",wheelchair,")


def organisations(actor: Actor) -> Q:
    """The rows of the organisations whose stock the actor sees."""
    return Q() if actor.holds(Role.SYSTEM) else Q(organisation_id__in=actor.works_in())


def visible(actor: Actor, *, removed: bool = False) -> QuerySet[Dwelling]:
    """The dwellings the actor sees; those removed only when asked for."""
    rows = Dwelling.objects.filter(organisations(actor))
    return rows if removed else rows.filter(removed_at__isnull=True)


def one(actor: Actor, dwelling_id: int) -> Dwelling:
    """The dwelling, removed or not, with its building and organisation.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = visible(actor, removed=True).select_related("building", "organisation").filter(pk=dwelling_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    require(policies.may_see(actor, found.organisation_id))
    return found


def found_by(text: str) -> Q:
    """Dwellings that answer what was typed: address, unit number, matrikkel, reference (B-417) or other ids."""
    wanted = text.strip()
    head, _dash, tail = wanted.partition("-")
    if head.lower() == "b" and tail.isdecimal() and len(tail) < 18:
        return Q(pk=int(tail))
    found = Q()
    for word in keys.typed(wanted):
        found &= Q(found_by__contains=word)
    return found


def code_book(actor: Actor, organisation_id: int | None = None) -> CodeBook:
    """The codes of the organisation, or of all the actor works in. One query."""
    rows = CodeEntry.objects.filter(organisations(actor))
    return CodeBook(rows if organisation_id is None else rows.filter(organisation_id=organisation_id))


def strange_statuses(actor: Actor, book: CodeBook, dwelling_ids: Sequence[int]) -> dict[int, str]:
    """Dwelling -> another system's word for its status, where nobody here knows it."""
    unknown = {entry.code for entry in book.entries if entry.list == CodeList.STATUS}
    if not unknown:
        return {}
    rows = StatusPeriod.objects.filter(
        dwelling__in=visible(actor).filter(pk__in=dwelling_ids), ends__isnull=True, note__in=unknown
    )
    return dict(rows.values_list("dwelling_id", "note"))


def building(actor: Actor, building_id: int) -> Building:
    """The building.

    Raises Refused (hidden) where there is none the actor may see.
    """
    return _one(Building.objects.filter(organisations(actor)).select_related("organisation"), building_id)


def site(actor: Actor, site_id: int) -> Site:
    """The site.

    Raises Refused (hidden) where there is none the actor may see.
    """
    return _one(Site.objects.filter(organisations(actor)).select_related("organisation"), site_id)


def step(actor: Actor, step_id: int) -> EmptyStep:
    """One step between two tenants.

    Raises Refused (hidden) where there is none the actor may see.
    """
    return _one(EmptyStep.objects.filter(dwelling__in=visible(actor)).select_related("dwelling"), step_id)


def binding(actor: Actor, binding_id: int) -> Binding:
    """One binding, with what it is on.

    Raises Refused (hidden) where there is none the actor may see.
    """
    return _one(Binding.objects.filter(organisations(actor)).select_related("dwelling", "building"), binding_id)


def code_entry(actor: Actor, entry_id: int) -> CodeEntry:
    """One code of the municipality's own lists.

    Raises Refused (hidden) where there is none the actor may see.
    """
    return _one(CodeEntry.objects.filter(organisations(actor)), entry_id)


def _one(rows: QuerySet[M], pk: int) -> M:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found
