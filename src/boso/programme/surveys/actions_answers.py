"""What those who answer do. They have no seat here: the link they hold is their right. Nothing of it is logged, for a
log says when, and that would tell who.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.core.questionnaires.answering import Standing
from boso.core.surveys.dispositions import code_of_answer
from boso.foundation.access.decisions import NotNow
from boso.foundation.questionnaires.store import Draft
from boso.programme.surveys import coding, keys
from boso.programme.surveys.models import Anonymity, Answer, Ballot, Fate, Respondent, Unsent
from boso.programme.surveys.queries import Asked


def keep(asked: Asked, draft: Draft, standing: Standing) -> dt.datetime:
    """Keep what is answered so far, sealed, where only the link finds it. Gives the moment, which is kept in there too.

    Raises NotNow when the wave is closed, or the answers are sent in.
    """
    now = timezone.now()
    plain: dict[str, Any] = {
        "answers": draft.answers, "reasons": draft.reasons, "language": draft.language, "at": now.isoformat(),
        "content": coding.content_of(standing),
    }  # fmt: skip
    with transaction.atomic():
        person = _locked(asked)
        key, sealed = keys.unsent_key(asked.token), keys.sealed(asked.wave.pk, plain)
        if not Unsent.objects.filter(key=key).update(sealed=sealed):
            Unsent.objects.create(pk=keys.random_key(), wave=asked.wave, key=key, sealed=sealed)
        code = _code(asked, standing)
        if person.code != code or person.fate == Fate.SAID_NO:
            person.code, person.fate = code, Fate.SILENT
            person.save(update_fields=["code", "fate"])
    return now


def send_in(asked: Asked, standing: Standing) -> None:
    """Send the answers in. From now on nothing of it can be changed, and an anonymous answer is nobody's.

    Raises NotNow when the wave is closed, or the answers are sent in already.
    """
    wave, content = asked.wave, coding.content_of(standing)
    with transaction.atomic():
        person = _locked(asked)
        code = _code(asked, standing) or "2.12"
        person.code, person.answered = code, True
        person.save(update_fields=["code", "answered"])
        Unsent.objects.filter(key=keys.unsent_key(asked.token)).delete()
        if wave.survey.anonymity == Anonymity.ANONYMOUS:
            ballot = {
                "content": content, "code": code, "municipality": person.municipality_id, "group": person.group_id,
            }  # fmt: skip
            Ballot.objects.create(pk=keys.random_key(), wave=wave, sealed=keys.sealed(wave.pk, ballot))
        else:
            Answer.objects.create(
                pk=keys.random_key(), wave=wave, respondent=person, code=code, content=content,
                municipality_id=person.municipality_id, group_id=person.group_id,
            )  # fmt: skip


def say_no(asked: Asked) -> None:
    """The person does not want to take part: what they had answered is erased, and no reminder comes.

    Raises NotNow when the wave is closed, or the answers are sent in.
    """
    with transaction.atomic():
        person = _locked(asked)
        Unsent.objects.filter(key=keys.unsent_key(asked.token)).delete()
        person.fate, person.code = Fate.SAID_NO, ""
        person.save(update_fields=["fate", "code"])


def _code(asked: Asked, standing: Standing) -> str:
    """The code of what is answered so far; blank before anything is."""
    answered, met = coding.progress(standing)
    return code_of_answer(answered, met, asked.wave.thresholds) if answered else ""


def _locked(asked: Asked) -> Respondent:
    """The person under lock, while they may still answer."""
    person = Respondent.objects.select_for_update(of=("self",)).select_related("wave").get(pk=asked.respondent.pk)
    if person.answered:
        raise NotNow(_("Your answers have been sent in already. Thank you."))
    fresh = Asked(person, asked.token, None)
    if not fresh.may_answer(timezone.localdate()):
        raise NotNow(_("The survey is closed."))
    return person
