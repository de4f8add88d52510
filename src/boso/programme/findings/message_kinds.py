"""The message about a check that turned. It names what was checked in the application, and nothing in an e-mail."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.messaging.kinds import Context, Kind, register
from boso.programme.findings import queries


def words(actor: Actor, contexts: Sequence[Context]) -> list[dict[str, object]]:
    """What each check says, of those the actor may see."""
    ids = [int(context["check"]) for context in contexts]
    known = {one.pk: one for one in queries.everywhere(actor).filter(pk__in=ids)}
    found = (known.get(pk) for pk in ids)
    return [
        {"check": one.words, "verdict": one.get_verdict_display()} if one is not None else {"check": "", "verdict": ""}
        for one in found
    ]


register(
    Kind(
        "findings.turned", matter=_("Findings"), title=_("«%(check)s» has turned"),
        body=_("Now: %(verdict)s. Say what follows."), words=words,
    )
)  # fmt: skip
