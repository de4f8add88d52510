"""Letters that go out, and waves that close by themselves."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import SYSTEM
from boso.foundation.jobs.queue import periodic, task
from boso.programme.surveys import actions, actions_people, letters, queries


@task(label=_("Send a letter about a survey"), max_attempts=8)
def send_letter(mailing_pk: int, respondent_pk: int) -> bool:
    """One letter to one person, unless they have answered, said no, or got it. Gives whether it was sent."""
    found = queries.letter_to_send(mailing_pk, respondent_pk)
    if found is None:
        return False
    mailing, person = found
    try:
        letters.send(mailing, person)
    except SMTPRecipientsRefused:
        actions_people.mark_bounced(person)
        return False
    actions_people.mark_written(person, mailing)
    return True


@periodic(at="00:20", needed=lambda: queries.any_late(timezone.localdate()))
@task(label=_("Close surveys whose last day has passed"))
def close_late_waves() -> int:
    """Gives how many."""
    return actions.close_late_waves(SYSTEM, timezone.localdate())
