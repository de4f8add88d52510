"""Letting programs in and out, and writing down what they read."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.api import policies, queries
from boso.foundation.api.models import Token
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act, save

LONGEST = dt.timedelta(days=2 * 366)


def let_in(actor: Actor, organisation: Organisation, name: str, ends: dt.date) -> tuple[Token, str]:
    """A new token until a day (not included), two years at most, and its secret, which is never shown again."""
    require(policies.may_let_in(actor, organisation))
    today = timezone.localdate()
    if not today < ends <= today + LONGEST:
        raise NotNow(_("Choose a last day between tomorrow and two years from now."))
    secret = f"boso_{secrets.token_urlsafe(32)}"
    fields = {
        "organisation": organisation,
        "name": name.strip(),
        "digest": queries.digest_of(secret),
        "hint": secret[:8],
        "made_by_id": actor.user_id,
        "made_on": today,
        "ends": ends,
    }
    return save(actor, "token.let_in", Token(), fields, organisation_id=organisation.pk), secret


def end(actor: Actor, token: Token) -> None:
    """From now on the token opens nothing. Nothing happens to one that has ended."""
    require(policies.may_let_in(actor, token.organisation))
    if token.ended_on is not None:
        return
    with act(actor, "token.end", token, organisation_id=token.organisation_id):
        token.ended_on = timezone.localdate()
        token.save(update_fields=["ended_on"])


def log_read(actor: Actor, token: Token, address: str, count: int, words: str = "") -> None:
    """Write down what a program read: the address, of its words a digest only, and how many rows it got."""
    today = timezone.localdate()
    if token.used_on != today:
        Token.objects.filter(pk=token.pk).update(used_on=today)
    log_look(actor, "api.read", token, organisation_id=token.organisation_id, query=address, words=words, count=count)
