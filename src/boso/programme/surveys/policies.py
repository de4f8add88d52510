"""Who may ask, who may know who is asked, and who may see what was answered.

Those who know the people asked do not see running results: while a wave is by name or confidential, only evaluators
who own the survey read on the way; what is anonymous nobody reads before the wave has ended.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import BANK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.organisations.models import Organisation
from boso.programme.partnership.models import Participation
from boso.programme.surveys.models import Anonymity, Survey, Wave, WaveState

#: Make surveys for the organisation they work for.
ASKERS = (*BANK, Role.EVALUATOR, Role.PROGRAMME_LEADER)


def may_open(actor: Actor) -> Decision:
    """The list of surveys: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_make_somewhere(actor: Actor) -> Decision:
    """Whoever may ask for some organisation."""
    if actor.holds(*ASKERS, Role.SYSTEM):
        return ALLOWED
    if not may_open(actor):
        return NOT_HERE
    return Denied(_("Surveys are made by the bank, by evaluators and by programme leaders. Ask one of them."))


def may_make(actor: Actor, owner: Organisation, participation: Participation | None) -> Decision:
    """Ask on behalf of the organisation. A programme leader asks about the own municipality alone."""
    if actor.holds(*BANK, Role.EVALUATOR, at=owner.pk) or actor.holds(Role.SYSTEM):
        return ALLOWED
    if not actor.holds(Role.PROGRAMME_LEADER, at=owner.pk):
        return Denied(_("You can ask only on behalf of your own organisation."))
    if participation is None or participation.organisation_id != owner.pk:
        return Denied(_("A programme leader asks about the own municipality. Choose it."))
    return ALLOWED


def may_see(actor: Actor, survey: Survey) -> Decision:
    """That there is such a survey, what it asks, and how many have answered.

    One about a municipality is for the municipality, the bank and the owner; one about the programme for every member,
    once a wave has been opened (`queries.visible` sees to that).
    """
    if may_manage(actor, survey):
        return ALLOWED
    if survey.participation_id is None:
        return may_open(actor)
    inside = survey.participation.organisation_id if survey.participation is not None else 0
    return ALLOWED if actor.is_bank or actor.holds(*MUNICIPAL_PROGRAMME, at=inside) else NOT_HERE


def may_manage(actor: Actor, survey: Survey) -> Decision:
    """Change it, open and close it, see who is asked and write to them: those who ask for the owner."""
    if actor.holds(*ASKERS, at=survey.owner_id) or actor.holds(Role.SYSTEM):
        return ALLOWED
    if not may_open(actor):
        return NOT_HERE
    return Denied(_("Only those who ask on behalf of the owner of the survey do this."))


def may_manage_wave(actor: Actor, wave: Wave) -> Decision:
    """As managing its survey."""
    return may_manage(actor, wave.survey)


def may_read_answers(actor: Actor, wave: Wave) -> Decision:
    """The answers themselves, one by one and without names."""
    survey = wave.survey
    if not may_see(actor, survey):
        return NOT_HERE
    system = actor.holds(Role.SYSTEM)
    if not (system or may_manage(actor, survey) or actor.holds(Role.EVALUATOR)):
        return Denied(_("The answers one by one are for those who ask. Everybody else sees the tables."))
    if wave.state == WaveState.DRAFT:
        return Denied(_("Nobody has been asked yet."))
    if wave.state == WaveState.ENDED:
        return ALLOWED
    if survey.anonymity == Anonymity.ANONYMOUS:
        return Denied(_("Anonymous answers lie sealed until the wave has ended and those asked are forgotten."))
    if wave.state == WaveState.CLOSED or system or actor.holds(Role.EVALUATOR, at=survey.owner_id):
        return ALLOWED
    return Denied(_("You know those who are asked, so the answers stay hidden from you until the wave is closed."))
