"""The e-mails: in the recipient's language, with nothing that concerns anybody."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.messaging.kinds import kind
from boso.foundation.messaging.models import Message


def tell_of(messages: Sequence[Message]) -> None:
    """Send the recipient of these messages (one person) one e-mail about them.

    Raises what the mail server makes of it; the job is then tried again.
    """
    person = messages[0].recipient
    with translation.override(person.language):
        letter = EmailMessage(
            subject=_("There is something new for you in BoSo"),
            body=_body(messages),
            to=[person.email],
            headers={
                "Message-ID": f"<message-{messages[0].pk}-{messages[-1].pk}@{urlsplit(base_address()).hostname}>",
                "Auto-Submitted": "auto-generated",
            },
        )
    letter.send()


def post(address: str, subject: str, body: str, *, name: str) -> None:
    """Send one e-mail to somebody who is no user of BoSo. name: the same for the same letter, so that a mailbox that
    gets it twice can tell. The words hold nothing about anybody.

    Raises what the mail server makes of it.
    """
    headers = {"Message-ID": f"<{name}@{urlsplit(base_address()).hostname}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject=" ".join(subject.split()), body=body, to=[address], headers=headers).send()


def base_address() -> str:
    """Where this installation answers: the first of its names."""
    if address := getattr(settings, "BOSO_ADDRESS", ""):
        return str(address).rstrip("/")
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else "localhost"
    return f"{'https' if settings.HTTPS else 'http'}://{host}"


def _body(messages: Sequence[Message]) -> str:
    matters = sorted({str(kind(message.kind).matter) for message in messages})
    path = reverse("messaging:open", args=[messages[0].pk]) if len(messages) == 1 else reverse("messaging:list")
    news = ngettext(
        "There is something new for you in BoSo.", "There are %(n)s new things for you in BoSo.", len(messages)
    )
    return "\n".join(
        [
            news % {"n": len(messages)},
            "",
            _("It concerns: %(matters)s") % {"matters": ", ".join(matters)},
            "",
            base_address() + path,
            "",
            _("You choose in BoSo whether to get these e-mails: %(address)s")
            % {"address": base_address() + reverse("messaging:list")},
            "",
        ]
    )
