"""Reads of surveys. A survey the actor may not see does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import MUNICIPAL_PROGRAMME, Role
from boso.foundation.jobs.queries import under_way
from boso.foundation.organisations.models import Kind, Organisation
from boso.foundation.questionnaires import policies as form_policies
from boso.foundation.questionnaires import queries as forms
from boso.foundation.questionnaires.models import Form as FormRow
from boso.foundation.questionnaires.models import FormVersion, Purpose
from boso.programme.partnership.models import Participation, Programme
from boso.programme.surveys import keys, policies
from boso.programme.surveys.microdata import Microdata
from boso.programme.surveys.models import (
    Answer,
    Fate,
    Group,
    Item,
    Mailing,
    MailingKind,
    Respondent,
    Survey,
    Unsent,
    Wave,
    WaveState,
)
from boso.programme.surveys.rates import Rates, rates_of

REPORT = Programme.REPORT.value
NEWEST_FIRST = ("-created_at", "-pk")


_TO_WRITE = Q(answered=False, fate=Fate.SILENT) & ~Q(email="")


@dataclass(frozen=True, slots=True)
class Waiting:
    """people: on the list; without: an address and an answer; invite, remind: who would get such a letter now."""

    people: int
    without: int
    invite: int
    remind: int


def visible(actor: Actor) -> QuerySet[Survey]:
    """The surveys the actor may see: the same answer as `policies.may_see`, as one question to the database; those
    that nobody has been asked in yet only for those who make them.
    """
    if not policies.may_open(actor):
        return Survey.objects.none()
    if actor.holds(Role.SYSTEM):
        return Survey.objects.all()
    own = Q(owner_id__in=_places(actor, *policies.ASKERS))
    inside = Q(participation__organisation_id__in=_places(actor, *MUNICIPAL_PROGRAMME))
    others = Q(participation__isnull=True) | inside | (Q() if actor.is_bank else Q(pk__in=[]))
    asked = Wave.objects.filter(survey=OuterRef("pk")).exclude(state=WaveState.DRAFT)
    return Survey.objects.filter(own | (others & Q(Exists(asked))))


def surveys(actor: Actor, programme: str = "") -> QuerySet[Survey]:
    """The surveys, newest first, with their waves. programme: only those of one."""
    found = visible(actor).select_related("owner", "participation__organisation", "arena")
    if programme:
        found = found.filter(programme=programme)
    waves = Wave.objects.annotate(
        asked=Count("respondents"), answered=Count("respondents", filter=Q(respondents__answered=True))
    ).order_by("-number")
    return found.prefetch_related(Prefetch("waves", queryset=waves)).order_by(*NEWEST_FIRST)


def plain_surveys(actor: Actor) -> QuerySet[Survey]:
    """The surveys with who asks, newest first."""
    return visible(actor).select_related("owner").order_by(*NEWEST_FIRST)


def waves_to_mind(actor: Actor) -> QuerySet[Wave]:
    """Open waves with a last day, with `silent` (who has not answered and can be written to), and closed waves, of
    surveys the actor asks in.
    """
    own = Q(survey__owner_id__in=_places(actor, *policies.ASKERS))
    mind = Q(state=WaveState.CLOSED) | Q(state=WaveState.OPEN, closes__isnull=False)
    silent = Count("respondents", filter=Q(respondents__answered=False, respondents__fate=Fate.SILENT))
    return Wave.objects.filter(own & mind).select_related("survey").annotate(silent=silent).order_by("closes", "pk")


def survey(actor: Actor, pk: int) -> Survey:
    """One survey.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = visible(actor).select_related("owner", "participation__organisation", "arena").filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def survey_of_arena(actor: Actor, arena_id: int) -> Survey | None:
    """The survey that evaluates an arena, where the actor may see it."""
    return visible(actor).filter(arena_id=arena_id).first()


def waves(actor: Actor, survey: Survey) -> list[Wave]:
    """The waves of a survey, newest first; those being prepared only for those who make them."""
    require(policies.may_see(actor, survey))
    found = survey.waves.select_related("version__form").order_by("-number")
    if not policies.may_manage(actor, survey):
        found = found.exclude(state=WaveState.DRAFT)
    return list(found)


def wave(actor: Actor, pk: int) -> Wave:
    """One wave.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = (
        Wave.objects.select_related("survey__owner", "survey__participation__organisation", "version__form")
        .filter(pk=pk, survey__in=visible(actor))
        .first()
    )
    if found is None or (found.state == WaveState.DRAFT and not policies.may_manage(actor, found.survey)):
        raise Refused(NOT_HERE)
    return found


def rates(actor: Actor, wave: Wave) -> Rates:
    """How many have answered, by the wave's own definition: all, by municipality and by group."""
    require(policies.may_see(actor, wave.survey))
    people = wave.respondents.order_by("municipality__name", "group__position", "pk").select_related(
        "municipality", "group"
    )
    return rates_of(wave, people)


def microdata(actor: Actor, wave: Wave) -> Microdata:
    """The answers one by one, coded, without names.

    Raises Refused where the actor may not read them (yet): see `policies.may_read_answers`.
    """
    from boso.programme.surveys import coding

    require(policies.may_read_answers(actor, wave))
    return coding.microdata(wave)


def groups(survey: Survey) -> list[Group]:
    """The groups of those asked, in order."""
    return list(survey.groups.order_by("position", "pk"))


def group_rows(survey: Survey) -> QuerySet[Group]:
    """The same, to choose among."""
    return survey.groups.order_by("position", "pk")


def own_forms(actor: Actor) -> QuerySet[FormRow]:
    """The forms for surveys that the actor may change."""
    return FormRow.objects.filter(purpose=Purpose.SURVEY, organisation_id__in=form_policies.places(actor)).order_by(
        "title", "pk"
    )


def items(actor: Actor, wave: Wave) -> list[Item]:
    """What a wave asked, in order."""
    require(policies.may_see(actor, wave.survey))
    return list(wave.items.order_by("position"))


def item(actor: Actor, pk: int) -> Item:
    """A question of the bank.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = bank(actor).filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def waiting(wave: Wave) -> Waiting:
    """How many are to be written to."""
    counts = wave.respondents.aggregate(
        people=Count("pk"),
        without=Count("pk", filter=Q(email="", answered=False)),
        invite=Count("pk", filter=_TO_WRITE & Q(letters=0)),
        remind=Count("pk", filter=_TO_WRITE & Q(letters__gt=0)),
    )
    return Waiting(**counts)


def bank(actor: Actor, text: str = "") -> QuerySet[Item]:
    """Every question that has been asked in surveys the actor may see, by its words, newest wave first in each."""
    found = Item.objects.filter(wave__survey__in=visible(actor)).exclude(kind__in=("note", "calculate", "hidden"))
    found = found.select_related("wave__survey", "wave__version__form")
    return found.order_by("wording", "scale", "-wave_id", "position", "pk")


def versions_on_offer(actor: Actor, survey: Survey) -> QuerySet[FormVersion]:
    """The forms a wave may ask with."""
    require(policies.may_manage(actor, survey))
    return forms.offered(actor, survey.owner_id, Purpose.SURVEY)


def version_of(wave: Wave) -> FormVersion:
    """The version an opened wave asks with. Raises Refused (hidden) where none is chosen."""
    if wave.version_id is None:
        raise Refused(NOT_HERE)
    return FormVersion.objects.select_related("form").get(pk=wave.version_id)


def respondents(actor: Actor, wave: Wave) -> QuerySet[Respondent]:
    """Those who are asked, by name.

    Raises Refused for those who do not ask.
    """
    require(policies.may_manage(actor, wave.survey))
    return wave.respondents.select_related("municipality", "group").order_by("name", "email", "pk")


def respondent(actor: Actor, pk: int) -> Respondent:
    """One of those who are asked.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Respondent.objects.select_related("wave__survey", "municipality", "group").filter(pk=pk).first()
    if found is None or not policies.may_manage(actor, found.wave.survey):
        raise Refused(NOT_HERE)
    return found


def mailings(actor: Actor, wave: Wave) -> list[Mailing]:
    """The letters that went out."""
    require(policies.may_manage(actor, wave.survey))
    return list(wave.mailings.select_related("sent_by").order_by("pk"))


def letters_under_way(wave: Wave) -> int:
    """How many letters of the last round are not sent yet."""
    last = wave.mailings.order_by("pk").last()
    return under_way(last.key) if last else 0


def to_write_to(wave: Wave, kind: str) -> QuerySet[Respondent]:
    """Those who get a letter of that kind now: an invitation who has got none, a reminder who has not answered."""
    found = wave.respondents.filter(_TO_WRITE).order_by("pk")
    return found.filter(letters=0) if kind == MailingKind.INVITATION else found.filter(letters__gt=0)


def letter_to_send(mailing_pk: int, respondent_pk: int) -> tuple[Mailing, Respondent] | None:
    """The letter, where it has not gone out and still has something to say."""
    mailing = Mailing.objects.select_related("wave__survey__owner").filter(pk=mailing_pk).first()
    person = (
        Respondent.objects.filter(pk=respondent_pk, answered=False, fate=Fate.SILENT)
        .exclude(Q(last_mailing_id=mailing_pk) | Q(email="") | Q(nonce=""))
        .first()
    )
    if mailing is None or person is None or mailing.wave.state != WaveState.OPEN:
        return None
    return mailing, person


def any_late(today: dt.date) -> bool:
    """Whether a wave stands open after its last day."""
    return Wave.objects.filter(state=WaveState.OPEN, closes__lt=today).exists()


def owners(actor: Actor) -> QuerySet[Organisation]:
    """The organisations the actor may ask for."""
    return Organisation.objects.filter(pk__in=_places(actor, *policies.ASKERS)).order_by("name")


def subjects(actor: Actor, programme: str = REPORT) -> QuerySet[Participation]:
    """The participants a survey may be about."""
    found = Participation.objects.select_related("organisation").filter(programme=programme)
    if not (actor.is_bank or actor.holds(Role.EVALUATOR)):
        found = found.filter(organisation_id__in=_places(actor, Role.PROGRAMME_LEADER))
    return found.order_by("organisation__name", "pk")


def places(programme: str) -> QuerySet[Organisation]:
    """The municipalities that those asked may be from."""
    invented = programme == Programme.DEMONSTRATION
    return Organisation.objects.filter(kind=Kind.MUNICIPALITY, invented=invented).order_by("name")


def some_surveys(actor: Actor, ids: Collection[str]) -> QuerySet[Survey]:
    """These surveys, where the actor may see them."""
    return visible(actor).filter(pk__in=[each for each in ids if each.isdigit()])


# Those who answer have no actor: they hold a link ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who holds a link. unsent: what they have answered so far, sealed."""

    respondent: Respondent
    token: str
    unsent: Unsent | None

    @property
    def wave(self) -> Wave:
        """The wave they are asked in."""
        return self.respondent.wave

    def may_answer(self, today: dt.date) -> bool:
        """Whether the wave is open today and nothing is sent in."""
        wave = self.wave
        begun = wave.opens is None or wave.opens <= today
        late = wave.closes is not None and wave.closes < today
        return wave.state == WaveState.OPEN and begun and not late and not self.respondent.answered


def asked(token: str) -> Asked:
    """Who holds the link.

    Raises Refused (hidden) for a link that leads nowhere, or no more.
    """
    found = (
        Respondent.objects.select_related("wave__survey__owner", "wave__version__form")
        .filter(digest=keys.digest_of(token))
        .first()
    )
    if found is None:
        raise Refused(NOT_HERE)
    return Asked(found, token, Unsent.objects.filter(key=keys.unsent_key(token)).first())


def answers(wave: Wave) -> list[Answer]:
    """All that was sent in and can be read."""
    return list(
        wave.answers.select_related("municipality", "group", "respondent__municipality", "respondent__group").order_by(
            "pk"
        )
    )


def _places(actor: Actor, *roles: Role) -> list[int]:
    return sorted({place for seat in actor.seats if seat.role in roles for place in (seat.organisation_id,)})
