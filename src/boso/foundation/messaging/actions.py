"""Sending and reading messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.access.models import User
from boso.foundation.messaging import kinds, policies, queries
from boso.foundation.messaging.models import Email, Message, Preference
from boso.foundation.workflow.actions import act

LONGEST_VALUE = 60


def send(actor: Actor, recipients: Iterable[User | int], kind: str, link: str, **context: int | str) -> list[Message]:
    """Give each recipient a message, once, in the transaction of the act it comes from; e-mail follows by a job.

    Whoever did the act themselves is left out. context: ids, never names. link: a path of BoSo.
    Raises ValueError for a kind nobody declared, a link that leads elsewhere, or words in the context.
    """
    if not kinds.known(kind):
        raise ValueError(f"Nobody declared the message {kind!r}")
    if not is_local(link):
        raise ValueError(f"A message leads to a path of BoSo, not to {link!r}")
    for name, value in context.items():
        if not isinstance(value, int) and (" " in value or len(value) > LONGEST_VALUE):
            raise ValueError(f"A message holds ids only, and {name} is not one")
    ids = dict.fromkeys(who.pk if isinstance(who, User) else who for who in recipients)
    ids.pop(actor.user_id or 0, None)
    now = timezone.now()
    with transaction.atomic():
        sent = Message.objects.bulk_create(
            Message(recipient_id=pk, kind=kind, context=context, link=link, created_at=now) for pk in ids
        )
        _enqueue_emails(sent)
    return sent


def is_local(link: str) -> bool:
    """Whether the link stays in BoSo: a path, without host."""
    return link.startswith("/") and url_has_allowed_host_and_scheme(link, allowed_hosts=None)


def mark_read(actor: Actor, message: Message) -> None:
    """The recipient has read it.

    Raises Refused (hidden) for others.
    """
    require(policies.may_read(actor, message))
    Message.objects.filter(pk=message.pk, read_at__isnull=True).update(read_at=timezone.now())


def mark_all_read(actor: Actor) -> int:
    """The person has read all their messages. Gives how many were unread."""
    return queries.inbox(actor).filter(read_at__isnull=True).update(read_at=timezone.now())


def choose_email(actor: Actor, email: str) -> None:
    """Choose when to get e-mail.

    Raises Refused for nobody.
    """
    require(policies.may_choose(actor))
    user_id = actor.user_id or 0
    row = Preference.objects.filter(user_id=user_id).first() or Preference(user_id=user_id)
    with act(actor, "messages.email_chosen", row):
        row.email = Email(email)
        row.save()


def mark_emailed(messages: Iterable[Message], now: dt.datetime) -> None:
    """An e-mail has told of these."""
    Message.objects.filter(pk__in=[message.pk for message in messages]).update(emailed_at=now)


def _enqueue_emails(sent: list[Message]) -> None:
    # Imported here: the job imports these actions.
    from boso.foundation.messaging.tasks import email_message

    wanted = queries.people_by_email([message.recipient_id for message in sent], Email.AT_ONCE)
    for message in sent:
        if message.recipient_id in wanted:
            email_message.using(key=f"message:{message.pk}").enqueue(message.pk)
