"""Reads that leave a trace: whoever looks at the contact log is logged."""

from __future__ import annotations

from boso.foundation.access.actor import Actor
from boso.foundation.audit.actions import log_look
from boso.programme.partnership import queries
from boso.programme.partnership.models import ContactEntry, Participation


def contact_log(actor: Actor, participation: Participation) -> list[ContactEntry]:
    """The contact log of one participant, newest first; the look is one row in the log.

    Raises Refused (hidden) for anybody but the bank and the municipality itself.
    """
    entries = list(queries.contacts(actor, participation))
    log_look(
        actor, "contact.list", participation,
        organisation_id=participation.organisation_id, query=participation.slug, count=len(entries),
    )  # fmt: skip
    return entries
