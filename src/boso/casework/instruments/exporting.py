"""The watch over bostøtte as a file, for use inside the municipality: references and codes, no names and no amounts."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from boso.casework.instruments import policies, queries
from boso.casework.instruments.queries import Wish
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export, Record

COLUMNS = ("household", "bostotte", "missing", "tenant", "state", "since", "with", "reckoned_on")


def rows(actor: Actor, q: str = "", verdict: str = "", state: str = "", lives: str = "") -> Iterator[Record]:
    """The households of the watch the actor sees, but for protected ones, narrowed as the page is."""
    found = queries.watched(actor, Wish(q, verdict, state, lives)).filter(household__is_protected=False)
    for row in found:
        yield {
            "household": row.household.reference,
            "bostotte": row.verdict,
            "missing": " ".join(row.missing),
            "tenant": row.is_tenant,
            "state": row.state,
            "since": row.since,
            "with": row.worker.name if row.worker is not None else None,
            "reckoned_on": row.reckoned_on,
        }


WATCH_EXPORT = Export(
    "bostotte-watch",
    _("Watch over bostøtte"),
    COLUMNS,
    rows,
    policies.may_open_watch,
    filters=("q", "verdict", "state", "lives"),
    filename="bostotte-vakt",
    typed=("q",),
)
