"""Invitations and reminders: who asks, what it is called, until when, and an own link. No name stands there."""

from __future__ import annotations

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from boso.foundation.messaging import letters
from boso.foundation.web.templatetags.words import day
from boso.programme.surveys import keys
from boso.programme.surveys.models import Anonymity, Mailing, MailingKind, Respondent


def address_of(person: Respondent) -> str:
    """The person's own link, whole."""
    return letters.base_address() + reverse("answering:start", args=[keys.token_of(person.nonce)])


def send(mailing: Mailing, person: Respondent) -> None:
    """Send one person one letter in their language. Raises what the mail server makes of it."""
    with translation.override(person.language):
        letters.post(
            person.email,
            subject(mailing),
            body(mailing, address_of(person), person.language),
            name=f"survey-{mailing.pk}-{person.pk}",
        )


def subject(mailing: Mailing) -> str:
    """What the letter is about, in the language in force."""
    title = {"title": mailing.wave.survey.title}
    if mailing.kind == MailingKind.REMINDER:
        return _("Reminder: %(title)s") % title
    return _("You are asked: %(title)s") % title


def body(mailing: Mailing, address: str, language: str) -> str:
    """The letter, in the language in force. language: whose words of the owner are taken."""
    wave, survey = mailing.wave, mailing.wave.survey
    own = mailing.words.get(language) or mailing.words.get("nb") or next(iter(mailing.words.values()), "")
    lines = [
        _("%(owner)s asks you to answer a survey: %(title)s") % {"owner": survey.owner.name, "title": survey.title}
    ]
    if own:
        lines += ["", own]
    if survey.words:
        lines += ["", survey.words]
    lines += ["", _("Your own link:"), address, ""]
    if wave.closes is not None:
        lines.append(_("The last day to answer is %(day)s.") % {"day": day(wave.closes)})
    lines += [
        promise(Anonymity(survey.anonymity)),
        _("The link is yours alone. Do not pass it on. There you can also say that you do not want to take part."),
        "",
    ]
    return "\n".join(lines)


def promise(level: Anonymity) -> str:
    """What those who are asked are promised, in the language in force."""
    return {
        Anonymity.NAMED: _("Those who ask can see what you answer. Your name and address are erased when it is over."),
        Anonymity.CONFIDENTIAL: _(
            "Nobody is shown who answered what. Your name and address are erased when it is over, "
            "and then nobody can find out."
        ),
        Anonymity.ANONYMOUS: _(
            "Your answers are anonymous: nobody can find out what you answered. BoSo only knows that you have answered."
        ),
    }[level]
