"""The register of organisations for other programs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from ninja import Schema

from boso.foundation.access.actor import Actor
from boso.foundation.api.registry import Resource, Word, register
from boso.foundation.organisations import policies, queries
from boso.foundation.organisations.models import Organisation


class CodeShape(Schema):
    """A code in a period: from `starts`, until `ends` (that day not included)."""

    system: str
    code: str
    starts: dt.date
    ends: dt.date | None


class OrganisationShape(Schema):
    """One organisation."""

    slug: str
    name: str
    kind: str
    invented: bool
    starts: dt.date | None
    ends: dt.date | None
    codes: list[CodeShape]


class OrganisationFilters(Schema):
    """What the list may be narrowed to."""

    kind: Word | None = None


def _rows(actor: Actor, kind: str = "") -> QuerySet[Organisation]:
    return queries.register(actor, kind=kind, on=timezone.localdate()).prefetch_related("codes")


def _record(row: Organisation) -> dict[str, Any]:
    codes = [{"system": c.system, "code": c.code, "starts": c.starts, "ends": c.ends} for c in row.codes.all()]
    names = ("slug", "name", "kind", "invented", "starts", "ends")
    return {name: getattr(row, name) for name in names} | {"codes": codes}


register(
    Resource(
        "organisations",
        "Organisations",
        OrganisationShape,
        _rows,
        _record,
        policies.may_read,
        filters=OrganisationFilters,
        key="slug",
        key_type=Word,
    )
)
