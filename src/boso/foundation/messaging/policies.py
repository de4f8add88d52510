"""A person's messages are their own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.messaging.models import Message


def may_read(actor: Actor, message: Message) -> Decision:
    """Open a message or mark it as read: its recipient only."""
    if actor.user_id is not None and message.recipient_id == actor.user_id:
        return ALLOWED
    return Denied(_("This message is for somebody else."), hidden=True)


def may_choose(actor: Actor) -> Decision:
    """Choose when to get e-mail: a person, for themselves."""
    return ALLOWED if actor.user_id is not None else Denied(_("Sign in first."))
