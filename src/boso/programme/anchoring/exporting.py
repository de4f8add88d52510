"""The lists of anchoring that leave BoSo: the scope register, and both matrices with hand-overs in one list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.anchoring import policies, queries
from boso.programme.anchoring.models import Involvement, Mention
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.exporting import ORIGIN, WORDS, origin
from boso.programme.partnership.models import Participation

Record = dict[str, Any]


def _chosen(actor: Actor, participant: str) -> Participation | None:
    return partnership.participation(actor, participant) if participant else None


def _slug(row: Any) -> str | None:
    return row.participation.slug if row.participation is not None else None


def _words(row: Any) -> Record:
    return {name: getattr(row, name) for name in WORDS}


def _scope(actor: Actor, participant: str = "") -> Iterator[Record]:
    names = ("kind", "name_nb", "name_nn", "name_en", "place", "decided_on", "decided_by", "as_of")
    for row in queries.scope(actor, _chosen(actor, participant)):
        yield {
            "participant": _slug(row), "activity": row.activity_id,
            **{name: getattr(row, name) for name in names}, **_words(row), **origin(row.fact),
        }  # fmt: skip


def _mention(row: Mention) -> Record:
    return {
        "matrix": "documents", "participant": _slug(row), "activity": row.activity_id, "document": row.document,
        "standing": row.standing, "edition": row.edition, "as_of": row.as_of, **_words(row), **origin(row.fact),
    }  # fmt: skip


def _involvement(row: Involvement) -> Record:
    return {
        "matrix": "involvement", "participant": _slug(row), "group": row.group, "phase": row.phase,
        "degree": row.degree, "as_of": row.on.isoformat() if row.on else row.as_of, **_words(row), **origin(row.fact),
    }  # fmt: skip


def _anchoring(actor: Actor, participant: str = "") -> Iterator[Record]:
    chosen = _chosen(actor, participant)
    yield from map(_mention, queries.mentions(actor, chosen))
    yield from map(_involvement, queries.involvements(actor, chosen))


EXPORTS = (
    Export(
        "scope",
        _("Scope register"),
        (
            "participant", "kind", "name_nb", "name_nn", "name_en", "activity", "place", "decided_on", "decided_by",
            "as_of", *WORDS, *ORIGIN,
        ),
        _scope,
        policies.may_see,
        filters=("participant",),
    ),
    Export(
        "anchoring",
        _("Anchoring and who takes part"),
        (
            "matrix", "participant", "activity", "document", "standing", "edition", "group", "phase", "degree", "as_of",
            *WORDS, *ORIGIN,
        ),
        _anchoring,
        policies.may_see,
        filters=("participant",),
    ),
)  # fmt: skip
