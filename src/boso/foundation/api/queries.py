"""Reads of tokens."""

from __future__ import annotations

import datetime as dt
import hashlib

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import Actor, Seat
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.policies import administers_all, own_organisations
from boso.foundation.api.models import Token
from boso.foundation.api.policies import READER_AT
from boso.foundation.organisations.models import Organisation


def tokens(actor: Actor) -> QuerySet[Token]:
    """The tokens of the organisations that the actor administers."""
    found = Token.objects.select_related("organisation", "made_by")
    if administers_all(actor):
        return found
    own = own_organisations(actor)
    return found.filter(Q(organisation__in=own) | Q(organisation__parent__in=own, organisation__kind="district"))


def token(actor: Actor, token_id: int) -> Token:
    """One token.

    Raises Refused (hidden) for another organisation's.
    """
    found = tokens(actor).filter(pk=token_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def places(actor: Actor) -> QuerySet[Organisation]:
    """The organisations for which the actor may let programs in."""
    if administers_all(actor):
        return Organisation.objects.filter(ends__isnull=True)
    own = own_organisations(actor)
    return Organisation.objects.filter(Q(pk__in=own) | Q(parent__in=own, kind="district"))


def standing(secret: str, today: dt.date) -> Token | None:
    """The token of that secret, where it opens something today."""
    found = Token.objects.select_related("organisation").filter(digest=digest_of(secret)).first()
    if found is None or found.ended_on is not None or found.ends <= today:
        return None
    return found


def actor_of(token: Token) -> Actor:
    """As whom the program reads: no person, and one seat in its organisation."""
    place = token.organisation
    part = place.kind == "district" and place.parent_id
    seat = Seat(
        organisation_id=place.pk,
        municipality_id=place.parent_id if part and place.parent_id else place.pk,
        role=READER_AT[place.kind],
        organisation_name=place.name,
        organisation_kind=place.kind,
    )
    return Actor(user_id=None, name=token.name, language="nb", seats=(seat,))


def digest_of(secret: str) -> str:
    """What is kept of a secret: SHA-256. A secret has 256 bits of chance, so no slow hash is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
