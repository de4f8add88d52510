"""Those who are asked: the list, what is known of them, and letters. The log has the act on the wave, never the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act
from boso.programme.surveys import keys, policies, queries
from boso.programme.surveys.lists import Person
from boso.programme.surveys.models import (
    Anonymity,
    Fate,
    Group,
    Mailing,
    MailingKind,
    Respondent,
    Survey,
    Wave,
    WaveState,
)

LONGEST_WORDS = 1_000


def add_people(actor: Actor, wave: Wave, people: Sequence[Person]) -> int:
    """Put people on the list; whoever's address stands there already is left as they are. Groups that are named and
    do not exist are made. Gives how many are new.

    Raises Refused when the actor may not; NotNow when the wave is over.
    """
    require(policies.may_manage(actor, wave.survey))
    with act(actor, "wave.list", wave, organisation_id=wave.survey.owner_id, reason=_counted(len(people))):
        _not_over(wave)
        known = set(wave.respondents.exclude(email="").values_list("email", flat=True))
        groups = _groups(wave.survey, people)
        rows = []
        for person in people:
            email = person.email.casefold()
            if email and email in known:
                continue
            known.add(email)
            rows.append(_respondent(wave, person, email, groups))
        Respondent.objects.bulk_create(rows)
    return len(rows)


def copy_people(actor: Actor, wave: Wave) -> int:
    """Put everybody from the newest wave before on the list, unless they have been forgotten. Gives how many are new.

    Raises Refused when the actor may not; NotNow when nobody is left to copy.
    """
    require(policies.may_manage(actor, wave.survey))
    before = wave.survey.waves.filter(number__lt=wave.number).order_by("-number").first()
    found = queries.respondents(actor, before).exclude(email="") if before is not None else None
    if not found:
        raise NotNow(_("Those asked in the wave before are forgotten, or there was none. Bring in a list."))
    return add_people(
        actor, wave,
        [Person(0, each.name, each.email, each.municipality, each.group.title_nb if each.group else "", each.language)
         for each in found if each.fate != Fate.LEFT],
    )  # fmt: skip


def change_person(actor: Actor, person: Respondent, fields: Mapping[str, Any]) -> None:
    """Mend a name, an address, a municipality, a group, or what is known of somebody.

    Only by name is it told that somebody has answered, so elsewhere nothing here depends on it: background stands from
    the opening on, and a fate counts only for those who have not answered.
    Raises Refused when the actor may not; NotNow when the wave has ended, somebody else has that address, or the
    background stands.
    """
    wave = person.wave
    require(policies.may_manage(actor, wave.survey))
    with act(actor, "wave.person", wave, organisation_id=wave.survey.owner_id):
        locked = _locked(person)
        _not_ended(wave)
        background = any(name in fields and getattr(locked, name) != fields[name] for name in ("municipality", "group"))
        if background and stands(locked, wave):
            raise NotNow(_("Where people belong stays as it was when they were asked."))
        for name, value in fields.items():
            setattr(locked, name, value)
        locked.email = locked.email.casefold()
        if wave.survey.anonymity == Anonymity.NAMED:
            locked.person = keys.person_of(wave.survey_id, locked.email)
        try:
            with transaction.atomic():
                locked.save()
        except IntegrityError as error:
            raise NotNow(_("Somebody else on the list has this address.")) from error


def stands(person: Respondent, wave: Wave) -> bool:
    """Whether the municipality and the group of somebody stay as they are."""
    if wave.survey.anonymity == Anonymity.NAMED:
        return person.answered
    return wave.state != WaveState.DRAFT


def remove_person(actor: Actor, person: Respondent) -> None:
    """Take somebody off the list who has got no letter and answered nothing.

    Raises Refused when the actor may not; NotNow when they have been asked: then say what became of them instead.
    """
    wave = person.wave
    require(policies.may_manage(actor, wave.survey))
    with act(actor, "wave.person_off", wave, organisation_id=wave.survey.owner_id):
        locked = _locked(person)
        if locked.letters or locked.answered or locked.code or wave.state == WaveState.ENDED:
            raise NotNow(_("They have been asked, and count. Say instead that they are no longer among those asked."))
        locked.delete()


def send_letters(actor: Actor, wave: Wave, kind: str, words: Mapping[str, str]) -> Mailing:
    """Invite those on the list who have got no letter, or remind those who have not answered. Each gets an own link.

    words: what the owner adds, by language. Raises Refused when the actor may not; NotNow when the wave is not open,
    letters are still on their way, nobody is left to write to, or the words are too long.
    """
    require(policies.may_manage(actor, wave.survey))
    from boso.programme.surveys.tasks import send_letter

    mailing = Mailing(
        wave=wave, kind=MailingKind(kind), sent_on=timezone.localdate(), sent_by_id=actor.user_id,
        words={code: text.strip() for code, text in words.items() if text.strip()},
    )  # fmt: skip
    if any(len(text) > LONGEST_WORDS for text in mailing.words.values()):
        raise NotNow(_("Say it in at most %(limit)d letters.") % {"limit": LONGEST_WORDS})
    with act(actor, f"wave.{mailing.kind}", wave, organisation_id=wave.survey.owner_id):
        if Wave.objects.select_for_update(of=("self",)).get(pk=wave.pk).state != WaveState.OPEN:
            raise NotNow(_("Open the wave first: the links lead nowhere before that."))
        if queries.letters_under_way(wave):
            raise NotNow(_("The last letters are still on their way. Wait until they are sent."))
        people = list(queries.to_write_to(wave, mailing.kind).values_list("pk", flat=True))
        if not people:
            raise NotNow(_("There is nobody to write to."))
        mailing.people = len(people)
        mailing.save()
        for pk in people:
            send_letter.using(key=f"{mailing.key}{pk}").enqueue(mailing.pk, pk)
    return mailing


def mark_written(person: Respondent, mailing: Mailing) -> None:
    """A letter has gone out."""
    Respondent.objects.filter(pk=person.pk).exclude(last_mailing=mailing).update(
        letters=person.letters + 1, last_mailing=mailing
    )


def mark_bounced(person: Respondent) -> None:
    """The mail server says that there is no such address."""
    Respondent.objects.filter(pk=person.pk, fate=Fate.SILENT, answered=False).update(fate=Fate.BOUNCED)


def _respondent(wave: Wave, person: Person, email: str, groups: Mapping[str, Group]) -> Respondent:
    nonce = keys.new_nonce()
    by_name = wave.survey.anonymity == Anonymity.NAMED
    return Respondent(
        wave=wave, name=person.name, email=email, language=person.language, municipality=person.municipality,
        group=groups.get(_code(person.group)), nonce=nonce, digest=keys.digest_of(keys.token_of(nonce)),
        person=keys.person_of(wave.survey_id, email) if by_name else "",
    )  # fmt: skip


def _groups(survey: Survey, people: Sequence[Person]) -> dict[str, Group]:
    """The survey's groups by code, with those that are named for the first time."""
    found = {group.code: group for group in survey.groups.all()}
    last = survey.groups.aggregate(last=Max("position"))["last"] or 0
    for person in people:
        code = _code(person.group)
        if code and code not in found:
            last += 1
            found[code] = Group.objects.create(survey=survey, code=code, title_nb=person.group[:80], position=last)
    return found


def _code(title: str) -> str:
    from django.utils.text import slugify

    from boso.core.values.folding import fold

    return slugify(fold(title))[:40]


def _locked(person: Respondent) -> Respondent:
    return Respondent.objects.select_for_update(of=("self",)).select_related("municipality", "group").get(pk=person.pk)


def _not_over(wave: Wave) -> None:
    if Wave.objects.get(pk=wave.pk).state not in (WaveState.DRAFT, WaveState.OPEN):
        raise NotNow(_("The wave is closed. Open it again before you add people."))


def _not_ended(wave: Wave) -> None:
    if Wave.objects.get(pk=wave.pk).state == WaveState.ENDED:
        raise NotNow(_("The wave has ended, and those asked are forgotten."))


def _counted(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
