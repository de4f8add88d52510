"""The lists of reports that leave BoSo: who has come how far, and every figure of those that are approved."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.reporting import figures, policies, queries

COLUMNS = (
    "programme", "year", "kind", "participant", "state", "due", "submitted", "signed", "approved", "edition", "digest",
    "section", "figure", "value", "unit", "fetched", "why", "source",
)  # fmt: skip


def rows(actor: Actor, participant: str = "", year: str = "", kind: str = "") -> Iterator[dict[str, Any]]:
    """A row for each report; for an approved one then a row for each of its frozen figures."""
    for the_round in queries.rounds(actor):
        if (year and str(the_round.year) != year) or (kind and the_round.kind != kind):
            continue
        frozen = dict(queries.approved_of(actor, the_round))
        for one in queries.asked(actor, the_round):
            if participant and one.participation.slug != participant:
                continue
            head = {
                "programme": the_round.programme, "year": the_round.year, "kind": the_round.kind,
                "participant": one.participation.slug,
            }  # fmt: skip
            if not policies.may_see_report(actor, one):
                yield head | {"due": one.due_on}
                continue
            head["state"] = one.state
            edition = frozen.get(one.pk)
            yield head | {
                "due": one.due_on, "submitted": one.submitted_on, "signed": one.signed_on,
                "approved": one.approved_on, "edition": one.number or None,
                "digest": edition.digest if edition is not None else None,
            }  # fmt: skip
            if edition is not None:
                yield from (head | row for row in _figures(edition.content))


def _figures(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for one in figures.shown(content["figures"], content["corrections"]):
        yield {
            "section": one.figure.section, "figure": one.figure.name or one.figure.key, "value": one.value or None,
            "unit": one.figure.of or one.figure.unit, "fetched": one.was or None, "why": one.why or None,
            "source": one.figure.source,
        }  # fmt: skip


REPORTS = Export("reports", _("Reports"), COLUMNS, rows, policies.may_see, filters=("participant", "year", "kind"))
