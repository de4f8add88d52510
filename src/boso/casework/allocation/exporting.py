"""A proposal as a file: who is proposed which dwelling, by references. Households one does not see have none."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.allocation import policies, queries
from boso.casework.allocation.models import Reply
from boso.casework.allocation.showing import Told
from boso.casework.households import queries as households
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.exchange.exports import Export, Record

COLUMNS = ("place", "class", "household", "dwelling", "from", "fit", "chain", "consent_needed", "answer", "answered_on")


def rows(actor: Actor, run: str = "") -> Iterator[Record]:
    """The moves of one run, in the order.

    Raises Refused (hidden) for a run the actor may not see.
    """
    if not run.isdecimal() or len(run) > 17:
        raise Refused(NOT_HERE)
    found = queries.one(actor, int(run))
    lively = queries.lively(actor, found)
    if lively is None:
        return
    told = Told(actor, found, lively)
    ids = {int(lively.households[number]["id"]) for number in told.movers}
    seen = dict(households.visible(actor, ids).values_list("pk", "reference"))
    chain = {
        lively.number[told.answer.market.agents[agent]]: number
        for number, one in enumerate(told.answer.chains, start=1)
        for agent in one.agents
    }
    said = queries.answers(found.organisation_id, timezone.localdate())
    for number in told.movers:
        row, left = lively.households[number], lively.lives_in[number]
        there = told.place[number]
        answer = said.get((int(row["id"]), int(row["lives_in"]))) if row["tenant"] == "may" else None
        yield {
            "place": told.order.get(number),
            "class": row["class"],
            "household": seen.get(int(row["id"])),
            "dwelling": f"B-{lively.dwellings[there]['id']}",
            "from": f"B-{lively.dwellings[left]['id']}" if left >= 0 else None,
            "fit": lively.declared.rules.fit(lively.needs[number], lively.homes[there]),
            "chain": chain[number],
            "consent_needed": row["tenant"] == "may" and (answer is None or answer.reply != Reply.YES),
            "answer": answer.reply if answer is not None else None,
            "answered_on": answer.on if answer is not None else None,
        }


ALLOCATION_EXPORT = Export(
    "allocation",
    _("A proposal"),
    COLUMNS,
    rows,
    policies.may_open_allocation,
    filters=("run",),
    filename="forslag",
)
