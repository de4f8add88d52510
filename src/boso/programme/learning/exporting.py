"""The lists of learning that leave BoSo: arenas, networks and experiences, flat, with where each is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.learning import policies, queries
from boso.programme.partnership.exporting import ORIGIN, WORDS, Record, origin

TITLE = ("title_nb", "title_nn", "title_en")


def _take(row: Any, *names: str) -> Record:
    return {name: getattr(row, name) for name in names}


def _slug(organisation: Any) -> str | None:
    return organisation.slug if organisation is not None else None


def _arenas(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    names = ("kind", "state", "starts", "ends", "as_of", "place", "came", *TITLE, *WORDS)
    for row in queries.arenas(actor, programme):
        yield {**origin(row.fact), "id": row.pk, "host": _slug(row.host), **_take(row, *names)}


def _networks(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    names = ("slug", "kind", "theme", "state", "meetings_a_year", "met", "raised", *TITLE, *WORDS)
    for row in queries.networks(actor, programme):
        inside = [member for member in row.members.all() if member.left is None]
        yield {
            **origin(row.fact), "initiator": _slug(row.initiator),
            "members": ";".join(_slug(member.organisation) or member.party_nb for member in inside),
            **_take(row, *names),
        }  # fmt: skip


def _experiences(actor: Actor, programme: str = queries.REPORT, organisation: str = "") -> Iterator[Record]:
    names = (
        "tool", "theme", "state", "tried_in", "ended_in", "result", "cost", "contact_role", "builds_on_id", "shared",
        "taken", "helped", *TITLE, *WORDS,
    )  # fmt: skip
    for row in queries.narrowed(queries.experiences(actor, programme), where=organisation):
        yield {**origin(row.fact), "id": row.pk, "organisation": _slug(row.organisation), **_take(row, *names)}


EXPORTS = (
    Export(
        "arenas",
        _("Arenas"),
        ("id", *TITLE, "kind", "state", "host", "starts", "ends", "as_of", "place", "came", *WORDS, *ORIGIN),
        _arenas,
        policies.may_see,
        filters=("programme",),
    ),
    Export(
        "networks",
        _("Networks"),
        (
            "slug", *TITLE, "kind", "theme", "state", "initiator", "meetings_a_year", "members", "met", "raised",
            *WORDS, *ORIGIN,
        ),
        _networks,
        policies.may_see,
        filters=("programme",),
    ),
    Export(
        "experiences",
        _("Experiences"),
        (
            "id", *TITLE, "tool", "theme", "organisation", "state", "tried_in", "ended_in", "result", "cost",
            "contact_role", "builds_on_id", "shared", "taken", "helped", *WORDS, *ORIGIN,
        ),
        _experiences,
        policies.may_see,
        filters=("programme", "organisation"),
    ),
)  # fmt: skip
