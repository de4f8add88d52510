"""Everything that can be done with guides, informants, consents and appointments. Texts and codes: `actions_material`;
quotations: `actions_quotations`; other programs: `actions_exchange`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import policies, queries, states
from boso.programme.interviews.actions_material import key_of, take_out
from boso.programme.interviews.models import (
    SPOKEN,
    Appointment,
    AppointmentState,
    Consent,
    Guide,
    GuidePart,
    GuideQuestion,
    GuideState,
    Informant,
    Material,
    MaterialState,
    Probe,
)

Fields = dict[str, Any]
#: A word or a few with a number: «Leder 3», «P12». A name has no number.
_PSEUDONYM = re.compile(r"[^\W_][\w .-]{0,28}", re.UNICODE)


def is_pseudonym(words: str) -> bool:
    """Whether it is short and has a number, as no name has."""
    return _PSEUDONYM.fullmatch(words) is not None and any(char.isdecimal() for char in words)


def start_guide(actor: Actor, evaluation: Evaluation, fields: Fields) -> Guide:
    """Begin a guide.

    Raises Refused when the actor may not, or one of that name stands.
    """
    require(policies.may_work(actor, evaluation))
    key = key_of(str(fields["title_nb"]))
    if not key or Guide.objects.filter(evaluation=evaluation, key=key).exists():
        raise NotNow(_("There is already a guide of that name. Make a new version of it."))
    return save(actor, "guide.start", Guide(evaluation=evaluation, key=key, created_by_id=actor.user_id), fields)


def edit_guide(actor: Actor, guide: Guide, fields: Fields) -> Guide:
    """Change title and words of a draft.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, guide))
    return save(actor, "guide.edit", guide, fields)


def new_version(actor: Actor, guide: Guide) -> Guide:
    """A draft with everything that stands in the guide, as its next version.

    Raises Refused when the actor may not, or a newer version stands.
    """
    require(policies.may_work(actor, guide.evaluation))
    newest = Guide.objects.filter(evaluation_id=guide.evaluation_id, key=guide.key).aggregate(Max("version"))
    if newest["version__max"] != guide.version:
        raise NotNow(_("There is a newer version already."))
    whole = queries.guide(actor, guide.pk)
    new = Guide(
        evaluation=guide.evaluation, key=guide.key, version=guide.version + 1, created_by_id=actor.user_id,
        **_words(guide),
    )  # fmt: skip
    with act(actor, "guide.version", new):
        new.save()
        for part in whole.parts.all():
            taken = GuidePart.objects.create(guide=new, number=part.number, **_words(part))
            for question in part.questions.all():
                again = GuideQuestion.objects.create(
                    part=taken, number=question.number, category_id=question.category_id, **_words(question)
                )
                Probe.objects.bulk_create(
                    Probe(question=again, number=probe.number, **_words(probe)) for probe in question.probes.all()
                )
    return new


def move_guide(actor: Actor, guide: Guide, step: str) -> None:
    """Take a guide into use (the version before goes out of use) or out of it.

    Raises Refused when the actor may not, it asks nothing, or the state has moved on; KeyError for no such step.
    """
    if step == "use" and not GuideQuestion.objects.filter(part__guide=guide).exists():
        raise NotNow(_("The guide has no questions yet."))
    others = Guide.objects.filter(evaluation_id=guide.evaluation_id, key=guide.key, state=GuideState.IN_USE)
    replaced = list(others.exclude(pk=guide.pk)) if step == "use" else []
    perform(actor, guide, states.GUIDE, step)
    for one in replaced:
        perform(actor, one, states.GUIDE, "retire")


def add_part(actor: Actor, guide: Guide, fields: Fields) -> GuidePart:
    """Add a part at the end of a draft.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, guide))
    return save(actor, "guide_part.add", GuidePart(guide=guide, number=_next(guide.parts)), fields)


def edit_part(actor: Actor, part: GuidePart, fields: Fields) -> GuidePart:
    """Change the words of a part.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, part.guide))
    return save(actor, "guide_part.edit", part, fields)


def add_question(actor: Actor, part: GuidePart, fields: Fields, probes: Iterable[str] = ()) -> GuideQuestion:
    """Add a question with what to ask further, at the end of a part.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, part.guide))
    question = GuideQuestion(part=part, number=_next(part.questions))
    return _asked(actor, "guide_question.add", question, fields, probes)


def edit_question(actor: Actor, question: GuideQuestion, fields: Fields, probes: Iterable[str] = ()) -> GuideQuestion:
    """Change a question, and what to ask further.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, question.part.guide))
    return _asked(actor, "guide_question.edit", question, fields, probes)


def remove_question(actor: Actor, question: GuideQuestion) -> None:
    """Take a question out of a draft; the log keeps that it was there.

    Raises Refused when the actor may not, or it is no draft.
    """
    require(policies.may_change_guide(actor, question.part.guide))
    with act(actor, "guide_question.remove", question):
        question.delete()


def add_informant(actor: Actor, evaluation: Evaluation, fields: Fields) -> Informant:
    """Write down who is interviewed: role, municipality, pseudonym.

    Raises Refused when the actor may not, the pseudonym is taken, or looks like a name.
    """
    require(policies.may_work(actor, evaluation))
    _sound(evaluation, fields["pseudonym"])
    return save(actor, "informant.add", Informant(evaluation=evaluation, created_by_id=actor.user_id), fields)


def edit_informant(actor: Actor, informant: Informant, fields: Fields) -> Informant:
    """Change role, municipality or pseudonym.

    Raises Refused when the actor may not, the pseudonym is taken, or looks like a name.
    """
    require(policies.may_change_informant(actor, informant))
    _sound(informant.evaluation, fields["pseudonym"], informant.pk)
    return save(actor, "informant.edit", informant, fields)


def record_consent(actor: Actor, informant: Informant, fields: Fields) -> Consent:
    """Write down what an informant has agreed to, and until when.

    Raises Refused when the actor may not, or it ends before it begins.
    """
    require(policies.may_work_with(actor, informant))
    if fields["until"] < fields["given_on"]:
        raise NotNow(_("The consent ends before it is given."))
    return save(actor, "consent.record", Consent(informant=informant, recorded_by_id=actor.user_id), fields)


def withdraw_consent(actor: Actor, consent: Consent, on: dt.date) -> int:
    """Write down that a consent is withdrawn. What the informant has said is taken out, unless another consent holds;
    planned interviews come to nothing. Gives how many texts were taken out.

    Raises Refused when the actor may not, or it is withdrawn already.
    """
    require(policies.may_withdraw_consent(actor, consent))
    informant = consent.informant
    with act(actor, "informant.withdraws", informant):
        perform(actor, consent, states.CONSENT, "withdraw", fields={"withdrawn_on": on})
        if queries.consented(actor, informant, on):
            return 0
        said = list(Material.objects.filter(informant=informant, state=MaterialState.STANDING, kind__in=SPOKEN))
        for material in said:
            take_out(actor, material, _("The consent was withdrawn."), on)
        planned = Appointment.objects.filter(informant=informant, state=AppointmentState.PLANNED)
        planned.update(state=AppointmentState.CANCELLED, reason=_("The consent was withdrawn."))
    return len(said)


def arrange(actor: Actor, informant: Informant, fields: Fields) -> Appointment:
    """Arrange an interview.

    Raises Refused when the actor may not.
    """
    require(policies.may_work_with(actor, informant))
    appointment = Appointment(informant=informant, interviewer_id=actor.user_id)
    return save(actor, "appointment.arrange", appointment, fields)


def edit_appointment(actor: Actor, appointment: Appointment, fields: Fields) -> Appointment:
    """Change day, time or how people meet.

    Raises Refused when the actor may not, or it is over.
    """
    require(policies.may_work_for(actor, appointment))
    if appointment.state != AppointmentState.PLANNED:
        raise NotNow(_("It is over."))
    return save(actor, "appointment.edit", appointment, fields)


def hold_appointment(actor: Actor, appointment: Appointment, today: dt.date) -> None:
    """Say that it was held.

    Raises Refused when the actor may not, the day lies ahead, or the state has moved on.
    """
    if appointment.on > today:
        raise NotNow(_("The day lies ahead."))
    perform(actor, appointment, states.APPOINTMENT, "hold")


def cancel_appointment(actor: Actor, appointment: Appointment, reason: str) -> None:
    """Say that it came to nothing, and why.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing.
    """
    perform(actor, appointment, states.APPOINTMENT, "cancel", reason=reason, fields={"reason": reason.strip()})


def _asked(
    actor: Actor, verb: str, question: GuideQuestion, fields: Fields, probes: Iterable[str]
) -> GuideQuestion:  # fmt: skip
    with act(actor, verb, question):
        for name, value in fields.items():
            setattr(question, name, value)
        question.save()
        question.probes.all().delete()
        told = [words.strip()[:200] for words in probes if words.strip()]
        Probe.objects.bulk_create(Probe(question=question, number=n, title_nb=words) for n, words in enumerate(told, 1))
    return question


def _sound(evaluation: Evaluation, pseudonym: str, pk: int = 0) -> None:
    if not is_pseudonym(pseudonym):
        raise NotNow(_("A pseudonym is short and has a number, such as Leader 3. Never write a name."))
    if Informant.objects.filter(evaluation=evaluation, pseudonym=pseudonym).exclude(pk=pk).exists():
        raise NotNow(_("Another informant is called so already."))


def _words(row: Any) -> Fields:
    return {name: getattr(row, name) for name in ("title_nb", "title_nn", "title_en", "nb", "nn", "en")}


def _next(rows: Any) -> int:
    last: int = rows.aggregate(last=Max("number"))["last"] or 0
    return last + 1
