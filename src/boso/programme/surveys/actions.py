"""Everything that can be done with surveys and waves. People: `actions_people`; those who answer: `actions_answers`."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.core.questionnaires.form import Form, Kind, Question
from boso.core.questionnaires.form import Form as Content
from boso.core.surveys.backgrounds import told
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.questionnaires import actions as form_actions
from boso.foundation.questionnaires import changing
from boso.foundation.questionnaires import policies as form_policies
from boso.foundation.questionnaires import queries as form_queries
from boso.foundation.questionnaires.models import Form as FormRow
from boso.foundation.questionnaires.models import FormVersion, Purpose, State
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.learning.models import Arena
from boso.programme.partnership.models import Programme
from boso.programme.surveys import actions_people, coding, keys, policies, queries, starting
from boso.programme.surveys.models import (
    Anonymity,
    Answer,
    Ballot,
    Item,
    Respondent,
    Survey,
    Wave,
    WaveState,
)
from boso.programme.surveys.states import WAVE

Fields = Mapping[str, Any]


def make_survey(actor: Actor, fields: Fields, programme: str = Programme.REPORT) -> Survey:
    """A new survey with its first wave.

    Raises Refused when the actor may not ask for that owner.
    """
    require(policies.may_make(actor, fields["owner"], fields.get("participation")))
    survey = Survey(programme=programme, created_by_id=actor.user_id)
    with transaction.atomic():
        save(actor, "survey.make", survey, dict(fields), fields["owner"].pk)
        add_wave(actor, survey, {})
    return survey


def change_survey(actor: Actor, survey: Survey, fields: Fields) -> None:
    """Change what a survey is called and how far its answers can be followed back.

    Raises Refused when the actor may not; NotNow when it would loosen the anonymity of answers that are given.
    """
    require(policies.may_manage(actor, survey))
    wanted = Anonymity(fields.get("anonymity", survey.anonymity))
    with transaction.atomic():
        locked = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
        before = Anonymity(locked.anonymity)
        begun = has_begun(locked)
        if begun and wanted.strictness < before.strictness:
            raise NotNow(_("Somebody has answered, and was promised more. Anonymity can only be made stricter now."))
        save(actor, "survey.change", locked, {**fields, "anonymity": wanted.value}, locked.owner_id)
        if wanted.strictness > before.strictness:
            _tighten(locked, wanted)
    survey.refresh_from_db()


def has_begun(survey: Survey) -> bool:
    """Whether anybody has answered anything in any wave."""
    begun = Q(answered=True) | ~Q(code="")
    return (
        Respondent.objects.filter(begun, wave__survey=survey).exists()
        or Answer.objects.filter(wave__survey=survey).exists()
    )


def evaluate_arena(actor: Actor, arena: Arena) -> Survey:
    """The survey that evaluates an arena, with a form of BoSo's own and those who were there on its list; the one that
    stands, where it does.

    Raises Refused when the actor may not ask for whoever arranges it; NotNow where nobody is said to arrange it.
    """
    standing = queries.survey_of_arena(actor, arena.pk)
    if standing is not None:
        return standing
    if arena.host is None:
        raise NotNow(_("Nobody is said to arrange it, so nobody can ask."))
    fields = {**starting.words_about(arena), "owner": arena.host, "arena": arena, "anonymity": Anonymity.ANONYMOUS}
    participation = queries.subjects(actor, arena.programme).filter(organisation=arena.host).first()
    with transaction.atomic():
        survey = make_survey(actor, {**fields, "participation": participation}, arena.programme)
        wave = survey.waves.get()
        wave.version = starting.form("arena")
        wave.save(update_fields=["version"])
        actions_people.add_people(actor, wave, starting.people_of(actor, arena))
    return survey


def remove_survey(actor: Actor, survey: Survey) -> None:
    """Throw away a survey in which nobody has been asked yet.

    Raises Refused when the actor may not; NotNow when a wave has been opened.
    """
    require(policies.may_manage(actor, survey))
    with act(actor, "survey.remove", survey, organisation_id=survey.owner_id):
        locked = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
        if locked.waves.exclude(state=WaveState.DRAFT).exists():
            raise NotNow(_("Somebody has been asked, so the survey stays."))
        survey.delete()


def add_wave(actor: Actor, survey: Survey, fields: Fields) -> Wave:
    """One more wave, which asks as the one before did and reckons its rate in the same way.

    Raises Refused when the actor may not.
    """
    require(policies.may_manage(actor, survey))
    before = survey.waves.order_by("-number").first()
    wave = Wave(survey=survey, number=(survey.waves.aggregate(last=Max("number"))["last"] or 0) + 1)
    wave.label = fields.get("label") or str(timezone.localdate().year)
    if before is not None:
        for name in ("version_id", "definition", "silent_as", "bounced_as", "partial_from", "complete_from"):
            setattr(wave, name, getattr(before, name))
    return save(actor, "wave.make", wave, dict(fields), survey.owner_id)


def change_wave(actor: Actor, wave: Wave, fields: Fields) -> None:
    """Change a wave: its name and last day until it is ended; how it asks and reckons only before it opens.

    Raises Refused when the actor may not; NotNow when it has come too far.
    """
    require(policies.may_manage(actor, wave.survey))
    with transaction.atomic():
        locked = Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk)
        if locked.state == WaveState.ENDED:
            raise NotNow(_("The wave has ended."))
        fixed = {"version", "opens", "partial_from", "complete_from"}
        changed = {name for name, value in fields.items() if getattr(locked, name) != value}
        if locked.state != WaveState.DRAFT and changed & fixed:
            raise NotNow(_("People have been asked. The form and the limits stay as they were when it opened."))
        save(actor, "wave.change", locked, dict(fields), wave.survey.owner_id)
    wave.refresh_from_db()


def open_wave(actor: Actor, wave: Wave) -> None:
    """Let people answer. What it asks is written into the bank of questions.

    Raises Refused when the actor may not; NotNow where a form in force lacks, nobody is on the list, or an anonymous
    form would note the time.
    """
    survey, version = wave.survey, wave.version
    if version is None or version.state != State.PUBLISHED:
        raise NotNow(_("Choose a form that is published first."))
    content = form_queries.content(version)
    if survey.anonymity != Anonymity.NAMED and any(_notes_time(each) for each in content.questions()):
        raise NotNow(_("The form notes the time or the day, which could tell who answered. Take that out first."))
    if not wave.respondents.exists():
        raise NotNow(_("Nobody is on the list yet. Add those who are to be asked."))
    today = timezone.localdate()
    with transaction.atomic():
        perform(actor, wave, WAVE, "open", organisation_id=survey.owner_id, fields={"opened_on": today})
        Item.objects.bulk_create(coding.items_of(wave, content))
        form_actions.record_use(actor, version, survey.owner_id, Purpose.SURVEY, today)


def close_wave(actor: Actor, wave: Wave) -> None:
    """Nobody can answer any more, unless it is opened again.

    Raises Refused when the actor may not, or the state has moved on.
    """
    perform(
        actor, wave, WAVE, "close", organisation_id=wave.survey.owner_id, fields={"closed_on": timezone.localdate()}
    )  # fmt: skip


def reopen_wave(actor: Actor, wave: Wave, *, reason: str, closes: dt.date | None = None) -> None:
    """Let people answer again, until a new last day.

    Raises Refused when the actor may not, the state has moved on, or the reason lacks; NotNow for a day that is past.
    """
    if closes is not None and closes < timezone.localdate():
        raise NotNow(_("The last day to answer has passed. Give a new one."))
    perform(
        actor, wave, WAVE, "reopen", organisation_id=wave.survey.owner_id, reason=reason,
        fields={"closes": closes, "closed_on": None},
    )  # fmt: skip


def end_wave(actor: Actor, wave: Wave) -> None:
    """End a wave for good. Names, addresses and links of those asked are destroyed, anonymous answers are opened and
    mixed, and what is left of unsent answers counts where it is enough. It cannot be undone.

    Raises Refused when the actor may not, or the state has moved on.
    """
    survey, today = wave.survey, timezone.localdate()
    with transaction.atomic():
        perform(
            actor, wave, WAVE, "end", organisation_id=survey.owner_id, fields={"ended_on": today},
            reason=_("Names, addresses and links of those asked were destroyed."),
        )  # fmt: skip
        _settle(wave, Anonymity(survey.anonymity))
        wave.respondents.update(
            name="", email="", nonce="", digest=None, last_mailing=None,
            **({} if survey.anonymity == Anonymity.NAMED else {"person": ""}),
        )  # fmt: skip


def close_late_waves(actor: Actor, today: dt.date) -> int:
    """Close every wave whose last day has passed. Gives how many."""
    late = list(Wave.objects.select_related("survey").filter(state=WaveState.OPEN, closes__lt=today).order_by("pk"))
    for wave in late:
        close_wave(actor, wave)
    return len(late)


def take_question(actor: Actor, item: Item, form: FormRow) -> FormVersion:
    """Put a question of the bank, word for word, at the end of a form's draft.

    Raises Refused when the actor may not change the form; NotNow when it stands there already.
    """
    require(policies.may_see(actor, item.wave.survey))
    require(form_policies.may_change(actor, form))
    newest = form_queries.newest(actor, form)
    if newest is None:
        raise NotNow(_("The form is not there any more."))
    source, content = form_queries.content(queries.version_of(item.wave)), form_queries.content(newest)
    question = source.find(item.name)
    if not isinstance(question, Question):
        raise NotNow(_("The question is not there any more."))
    return form_actions.save_draft(actor, form, _with(content, source, question), opened=newest.digest)


def _with(content: Content, source: Form, question: Question) -> Content:
    """The form with the question at its end, under a name that is free, and without the conditions of elsewhere."""
    from dataclasses import replace

    if any(
        each.kind is question.kind and coding.same_words(content, each, source, question)
        for each in content.questions()
    ):
        raise NotNow(_("The question stands in the form already."))
    taken = {each.name for each in content.elements()}
    name = question.name if question.name not in taken else changing.free_name(content, question.name)
    choices = source.choice_list(question.list_name) if question.list_name else None
    if choices is not None:
        standing = content.choice_list(choices.name)
        if standing is not None and standing != choices:
            choices = replace(choices, name=f"{choices.name}_{len(content.lists) + 1}")
        question = replace(question, list_name=choices.name)
    question = replace(question, name=name, relevant="", choice_filter="", calculation="", constraint="")
    return changing.with_question(content, question, "", choices)


def _notes_time(question: Question) -> bool:
    """Whether it is worked out from the clock."""
    worked_out = f"{question.calculation} {question.default}"
    return question.kind in (Kind.CALCULATE, Kind.HIDDEN) and ("now(" in worked_out or "today(" in worked_out)


def _tighten(survey: Survey, wanted: Anonymity) -> None:
    """Make answers that are given as hard to follow back as is now promised."""
    Respondent.objects.filter(wave__survey=survey).update(person="")
    for wave in survey.waves.order_by("pk"):
        if wave.state == WaveState.ENDED:
            _settle(wave, wanted)
        elif wanted is Anonymity.ANONYMOUS:
            _into_ballots(wave)


def _into_ballots(wave: Wave) -> None:
    """Answers with a person become ballots without one, in a new order."""
    ballots = [
        Ballot(pk=keys.random_key(), wave=wave, sealed=keys.sealed(wave.pk, _ballot_of(each)))
        for each in queries.answers(wave)
    ]
    wave.answers.all().delete()
    secrets.SystemRandom().shuffle(ballots)
    Ballot.objects.bulk_create(ballots)


def _ballot_of(answer: Answer) -> dict[str, Any]:
    person = answer.respondent
    return {
        "content": answer.content,
        "code": answer.code,
        "municipality": person.municipality_id if person is not None else answer.municipality_id,
        "group": person.group_id if person is not None else answer.group_id,
    }


def _settle(wave: Wave, level: Anonymity) -> None:
    """All answers of a wave as they stay: mixed, and without what could tell whose they are."""
    unsent = list(coding.unsent(wave))
    if level is Anonymity.NAMED:
        Answer.objects.bulk_create(
            Answer(pk=keys.random_key(), wave=wave, respondent=person, code=person.code, content=content,
                   municipality_id=person.municipality_id, group_id=person.group_id)
            for person, content in unsent
        )  # fmt: skip
        wave.unsent.all().delete()
        return
    found = [
        *(_ballot_of(each) for each in queries.answers(wave)),
        *(keys.opened(wave.pk, each.sealed) for each in wave.ballots.order_by("pk")),
        *(
            {"content": content, "code": person.code, "municipality": person.municipality_id,
             "group": person.group_id}
            for person, content in unsent
        ),
    ]  # fmt: skip
    for rows in (wave.answers, wave.ballots, wave.unsent):
        rows.all().delete()
    secrets.SystemRandom().shuffle(found)
    Answer.objects.bulk_create(_told(wave, found))


def _told(wave: Wave, ballots: list[dict[str, Any]]) -> Iterator[Answer]:
    """Answers with what may be told of each: municipality and group only among enough others."""
    marks = [(str(each["municipality"] or ""), str(each["group"] or "")) for each in ballots]
    for each, (place, group) in zip(ballots, told(marks, coding.LEAST), strict=True):
        yield Answer(
            pk=keys.random_key(), wave=wave, code=each["code"], content=each["content"],
            municipality_id=int(place) if place else None, group_id=int(group) if group else None,
        )  # fmt: skip
