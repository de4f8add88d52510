"""What leaves interviews as lists: released quotations, and the code book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.interviews import policies, queries, showing
from boso.programme.interviews.models import Attribution
from boso.programme.interviews.wording import attributed

Record = dict[str, Any]


def _quotations(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    """Released quotations, with no more of who said it than a reader is told."""
    for one in queries.quotations(actor, programme=programme):
        place = showing.place_of(one.material)[0] if one.attribution == Attribution.PLACE else ""
        yield {
            "id": one.pk, "evaluation": one.material.evaluation.key, "words": one.text, "said_by": attributed(one),
            "role": showing.told_role(one), "municipality": place,
            "codes": ";".join(sorted(code.path for code in one.codes.all())), "released_on": one.released_on,
        }  # fmt: skip


def _codes(actor: Actor, programme: str = queries.REPORT) -> Iterator[Record]:
    for code in queries.code_book(actor, programme=programme):
        names = ("path", "title_nb", "title_nn", "title_en", "nb", "nn", "en")
        yield {
            "evaluation": code.evaluation.key, "guid": str(code.guid),
            "category": code.category.path if code.category is not None else "",
            **{name: getattr(code, name) for name in names},
        }  # fmt: skip


EXPORTS = (
    Export(
        "quotations",
        _("Released quotations"),
        ("id", "evaluation", "words", "said_by", "role", "municipality", "codes", "released_on"),
        _quotations,
        policies.may_see,
        filters=("programme",),
    ),
    Export(
        "code-book",
        _("Code book"),
        ("evaluation", "path", "title_nb", "title_nn", "title_en", "nb", "nn", "en", "category", "guid"),
        _codes,
        policies.may_see,
        filters=("programme",),
    ),
)
