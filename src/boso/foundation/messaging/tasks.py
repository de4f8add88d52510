"""Telling people by e-mail. Nothing personal leaves BoSo: only that there is something new, what sort, and a link.

Sent at least once; the Message-ID is the same each time, so a mailbox that gets it twice can tell.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.jobs.queue import periodic, task
from boso.foundation.messaging import actions, letters, queries
from boso.foundation.messaging.models import Email


@task(label=_("Send an e-mail"), max_attempts=8)
def email_message(message_id: int) -> bool:
    """Tell of one message, unless it has been read or told of meanwhile. Gives whether it was sent."""
    message = queries.for_email(message_id)
    if message is None or not queries.people_by_email([message.recipient_id], Email.AT_ONCE):
        return False
    letters.tell_of([message])
    actions.mark_emailed([message], timezone.now())
    return True


@task(label=_("Send the day's e-mail"), max_attempts=8)
def email_digest(user_id: int) -> bool:
    """Tell one person of all that is new. Gives whether it was sent."""
    messages = queries.untold(user_id)
    if not messages or not queries.people_by_email([user_id], Email.DAILY):
        return False
    letters.tell_of(messages)
    actions.mark_emailed(messages, timezone.now())
    return True


@periodic(at="07:00", needed=lambda: bool(queries.people_for_digest()))
@task(label=_("Send the day's e-mails"))
def send_digests() -> int:
    """One job for each person who wants a daily e-mail and has something new. Gives how many."""
    people = queries.people_for_digest()
    for user_id in people:
        email_digest.using(key=f"digest:{user_id}:{timezone.localdate()}").enqueue(user_id)
    return len(people)
