"""Reads of documents. A document the actor may not see does not exist."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import MUNICIPAL_PROGRAMME, Role
from boso.foundation.documents import naming
from boso.foundation.documents.models import Document, State, Version, Visibility
from boso.foundation.documents.policies import INSIDERS
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Kind, Organisation


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list of documents is asked for."""

    text: str = ""
    organisation: str = ""
    visibility: str = ""
    state: str = State.STANDING


def visible(actor: Actor) -> QuerySet[Document]:
    """The documents the actor may see: the same answer as `may_see`, as one question to the database."""
    seen = Q(pk__in=[])
    if actor.is_member:
        seen |= Q(visibility=Visibility.OPEN)
    if actor.is_bank or actor.holds(Role.SYSTEM):
        seen |= Q(visibility=Visibility.OWN)
    seen |= Q(visibility=Visibility.OWN) & _at(actor, INSIDERS)
    seen |= Q(state=State.STANDING) & naming.named_to(actor)
    return Document.objects.filter(seen & (Q(state=State.STANDING) | _own(actor)))


def newest(actor: Actor, wish: Wish) -> QuerySet[Version]:
    """The newest versions of the documents asked for, with document, organisation and uploader;
    newest first.
    """
    found = Version.objects.filter(newest=True, document__in=visible(actor))
    if wish.text:
        found = found.filter(Q(document__title__icontains=wish.text) | Q(file_name__icontains=wish.text))
    if wish.organisation:
        found = found.filter(document__organisation__slug=wish.organisation)
    if wish.visibility:
        found = found.filter(document__visibility=wish.visibility)
    if wish.state:
        found = found.filter(document__state=wish.state)
    return found.select_related("document__organisation", "uploaded_by").order_by("-uploaded_at", "-pk")


def about(actor: Actor, object_type: str, object_id: str) -> QuerySet[Version]:
    """The newest versions of the standing documents about one thing, newest first."""
    return newest(actor, Wish()).filter(document__object_type=object_type, document__object_id=object_id)


def document(actor: Actor, pk: int) -> Document:
    """One document.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = visible(actor).select_related("organisation", "created_by").filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def versions(actor: Actor, pk: int) -> QuerySet[Version]:
    """All versions of a document the actor may see, newest first."""
    return Version.objects.filter(document=document(actor, pk)).select_related("uploaded_by").order_by("-number")


def version(actor: Actor, pk: int, number: int) -> Version:
    """One version of a document.

    Raises Refused (hidden) when there is none that the actor may see.
    """
    found = (
        Version.objects.filter(document__in=visible(actor), document_id=pk, number=number)
        .select_related("document__organisation")
        .first()
    )
    if found is None:
        raise Refused(NOT_HERE)
    return found


def changes(actor: Actor, document: Document) -> QuerySet[Change]:
    """What happened to a document the actor may see and to its versions, newest first."""
    versions = [str(pk) for pk in document.versions.values_list("pk", flat=True)]
    about = Q(object_type="documents.document", object_id=str(document.pk)) | Q(
        object_type="documents.version", object_id__in=versions
    )
    return Change.objects.filter(about).select_related("actor").order_by("-at", "-pk")


def withdrawal(actor: Actor, document: Document) -> Change | None:
    """Who withdrew a withdrawn document, when and why."""
    if document.state != State.WITHDRAWN:
        return None
    found = Change.objects.filter(
        object_type="documents.document", object_id=str(document.pk), verb="document.withdraw"
    )
    return found.select_related("actor").order_by("-at", "-pk").first()


def places(actor: Actor, today: dt.date) -> QuerySet[Organisation]:
    """The organisations the actor may upload documents for, by name."""
    everywhere = Organisation.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=today), kind__in=[Kind.MUNICIPALITY, Kind.DISTRICT, Kind.BANK]
    ).order_by("name")
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return everywhere
    own = _held(actor, MUNICIPAL_PROGRAMME)
    return everywhere.filter(Q(pk__in=own) | Q(parent_id__in=own, kind=Kind.DISTRICT))


def keepers(actor: Actor) -> QuerySet[Organisation]:
    """The organisations that have a document the actor may see, by name."""
    return Organisation.objects.filter(documents__in=visible(actor)).distinct().order_by("name")


def _own(actor: Actor) -> Q:
    """Documents the actor may change: the same answer as `may_change`."""
    if actor.holds(Role.SYSTEM):
        return Q(pk__isnull=False)
    own = _at(actor, MUNICIPAL_PROGRAMME)
    if actor.is_bank:
        own |= Q(organisation__kind=Kind.BANK) | Q(created_by_id=actor.user_id)
    return own


def _at(actor: Actor, roles: tuple[Role, ...]) -> Q:
    held = _held(actor, roles)
    return Q(organisation_id__in=held) | Q(organisation__kind=Kind.DISTRICT, organisation__parent_id__in=held)


def _held(actor: Actor, roles: tuple[Role, ...]) -> set[int]:
    return {
        place for seat in actor.seats if seat.role in roles for place in (seat.organisation_id, seat.municipality_id)
    }
