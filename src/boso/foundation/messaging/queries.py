"""Reads of messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.models import User
from boso.foundation.messaging import policies
from boso.foundation.messaging.kinds import Context, kind
from boso.foundation.messaging.models import Email, Message, Preference


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message in the words of its kind."""

    message: Message
    matter: str | Promise
    title: str
    body: str


def unread_count(actor: Actor) -> int:
    """How many messages the person has not read."""
    return Message.objects.filter(recipient_id=actor.user_id, read_at__isnull=True).count()


def inbox(actor: Actor) -> QuerySet[Message]:
    """The person's messages; `is_read` is 0 or 1, to sort the unread first."""
    is_read = Case(When(read_at__isnull=True, then=Value(0)), default=Value(1), output_field=IntegerField())
    return Message.objects.filter(recipient_id=actor.user_id).annotate(is_read=is_read)


def message_of(actor: Actor, message_id: int) -> Message:
    """One message, for its recipient.

    Raises Refused (hidden) for others and when there is none.
    """
    message = Message.objects.filter(pk=message_id).first()
    if message is None:
        raise Refused(NOT_HERE)
    require(policies.may_read(actor, message))
    return message


def shown(actor: Actor, messages: Iterable[Message]) -> list[ShownMessage]:
    """Messages in the words of their kinds, in the same order; at most one look-up for each kind."""
    messages = list(messages)
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        by_kind[message.kind].append(message)
    found = {}
    for name, some in by_kind.items():
        declared = kind(name)
        contexts: list[Context] = [message.context for message in some]
        words = declared.words(actor, contexts) if declared.words is not None else contexts
        for message, names in zip(some, words, strict=True):
            title, body = _fill(declared.title, names), _fill(declared.body, names)
            found[message.pk] = ShownMessage(message, declared.matter, title, body)
    return [found[message.pk] for message in messages]


def wish(actor: Actor) -> str:
    """When the person wants e-mail."""
    row = Preference.objects.filter(user_id=actor.user_id or 0).first()
    return row.email if row is not None else Email.AT_ONCE


def people_by_email(user_ids: Iterable[int], email: str) -> set[int]:
    """Who of these wants e-mail so, is active and has an address."""
    chosen = Q(message_preference__email=email)
    if email == Email.AT_ONCE:
        chosen |= Q(message_preference__isnull=True)
    people = User.objects.filter(chosen, pk__in=user_ids, is_active=True).exclude(email="")
    return set(people.values_list("pk", flat=True))


def for_email(message_id: int) -> Message | None:
    """The message with its recipient, if it still waits to be told by e-mail."""
    return Message.objects.select_related("recipient").filter(_untold(), pk=message_id).first()


def people_for_digest() -> list[int]:
    """Who wants a daily e-mail and has something new."""
    waiting = Message.objects.filter(_untold()).values("recipient_id")
    people = User.objects.filter(pk__in=waiting, message_preference__email=Email.DAILY, is_active=True)
    return list(people.exclude(email="").values_list("pk", flat=True))


def untold(user_id: int) -> list[Message]:
    """The person's unread messages that no e-mail has told of."""
    return list(Message.objects.filter(_untold(), recipient_id=user_id).select_related("recipient").order_by("pk"))


def _untold() -> Q:
    return Q(read_at__isnull=True, emailed_at__isnull=True)


def _fill(text: str | Promise, names: Mapping[str, object]) -> str:
    """The text with its names put in; as it is when a name is missing."""
    try:
        return str(text) % names
    except (KeyError, ValueError, TypeError):
        return str(text)
