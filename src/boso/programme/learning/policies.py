"""Who may see and do what with learning.

Open to every member: arenas, networks, the library, signals, the knowledge plan, and lessons marked as shared. Own
municipality and the bank only: lessons and experiences not shared yet. What is outside does not exist for the asker.
What the report says is never rewritten; what has happened since is added.
"""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, NOT_HERE, Decision, Denied
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.programme.learning.models import (
    Arena,
    ArenaState,
    Experience,
    LedgerEntry,
    Matter,
    Network,
    NetworkState,
    Participant,
    Signal,
    Use,
)
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation

Reason = str | Promise
_IN_REPORT = Denied(_("The report says so, and its words are not changed. Write what has happened since as your own."))
_COORDINATOR = _("The programme coordinator keeps the knowledge plan.")


def may_see(actor: Actor) -> Decision:
    """What the programme has learned and shares: every member."""
    return ALLOWED if actor.is_member else NOT_HERE


def may_plan(actor: Actor) -> Decision:
    """Keep the knowledge plan: the coordinator."""
    return ALLOWED if actor.holds(Role.COORDINATOR) else _told(actor, _COORDINATOR)


def may_change_measure(actor: Actor, measure: Any) -> Decision:
    """Change the words of a learning measure: the coordinator, and never those of the report."""
    if not may_plan(actor):
        return may_plan(actor)
    return _IN_REPORT if measure.fact_id is not None else ALLOWED


def may_arrange(actor: Actor) -> Decision:
    """Arrange or offer something: the bank and the programme leaders."""
    if actor.is_bank or actor.holds(Role.PROGRAMME_LEADER):
        return ALLOWED
    return _told(actor, _("The bank and the programme leaders arrange what people meet at."))


def may_run(actor: Actor, arena: Arena) -> Decision:
    """Change an arena, invite, and write down who came: the bank, and the programme leader who arranges it."""
    if arena.fact_id is not None:
        return _IN_REPORT if may_see(actor) else NOT_HERE
    if actor.is_bank or (arena.host_id is not None and actor.holds(Role.PROGRAMME_LEADER, at=arena.host_id)):
        return ALLOWED
    return _told(actor, _("Whoever arranges it and the bank change it."))


def may_answer(actor: Actor, arena: Arena) -> Decision:
    """Say that one comes or wants it: every person who is a member, as long as it lies ahead."""
    if not may_see(actor) or actor.user_id is None:
        return NOT_HERE
    if arena.state not in (ArenaState.OFFERED, ArenaState.PLANNED):
        return Denied(_("It is over."))
    return ALLOWED


def may_take_home(actor: Actor, mine: Participant | None) -> Decision:
    """Write what one takes home: those who answered for themselves that they come, or were there."""
    if mine is not None:
        return ALLOWED
    return _told(actor, _("Those who were there write what they take home."))


def may_start_network(actor: Actor) -> Decision:
    """Start a network or a themed group: the bank and the programme leaders."""
    if actor.is_bank or actor.holds(Role.PROGRAMME_LEADER):
        return ALLOWED
    return _told(actor, _("The bank and the programme leaders start networks and themed groups."))


def may_run_network(actor: Actor, network: Network) -> Decision:
    """Keep members, mandate and meetings: the bank, and the programme leaders of those who are in it."""
    if not may_see(actor):
        return NOT_HERE
    if network.state == NetworkState.ENDED:
        return Denied(_("It has ended."))
    if actor.is_bank or any(actor.holds(Role.PROGRAMME_LEADER, at=place) for place in _inside(network)):
        return ALLOWED
    return Denied(_("The bank and the programme leaders of the members keep the network."))


def may_raise(actor: Actor, network: Network) -> Decision:
    """Raise a matter: whoever works in a municipality that is in it, and the bank."""
    if may_run_network(actor, network):
        return ALLOWED
    working = any(actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK, at=place) for place in _inside(network))
    if working and network.state != NetworkState.ENDED:
        return ALLOWED
    return _told(actor, _("Those who work in a municipality of the network raise matters in it."))


def may_settle(actor: Actor, matter: Matter) -> Decision:
    """Take a matter on and say what came of it: who keeps the network."""
    return may_run_network(actor, matter.network)


def may_write_for(actor: Actor, organisation_id: int) -> Decision:
    """Tell an experience, and say what one has taken over: everybody who works there."""
    if actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK, Role.COORDINATOR, Role.CONTACT, at=organisation_id):
        return ALLOWED
    return _told(actor, _("Those who work there tell their own experience."))


def may_tell(actor: Actor) -> Decision:
    """Open the form for a new experience: whoever works somewhere."""
    if actor.holds(*MUNICIPAL_PROGRAMME, *CASEWORK) or actor.is_bank:
        return ALLOWED
    return _told(actor, _("Those who work in a municipality or in the bank tell their experience."))


def may_see_experience(actor: Actor, experience: Experience) -> Decision:
    """Shared ones are open; others to those who work there and to the bank."""
    if experience.shared or experience.organisation_id is None:
        return may_see(actor)
    if actor.is_bank or may_write_for(actor, experience.organisation_id):
        return ALLOWED
    return NOT_HERE


def may_edit_experience(actor: Actor, experience: Experience) -> Decision:
    """Change an experience: those who work where it was made, and never what the report says."""
    if not may_see_experience(actor, experience):
        return NOT_HERE
    if experience.fact_id is not None or experience.organisation_id is None:
        return _IN_REPORT
    return may_write_for(actor, experience.organisation_id)


def may_judge(actor: Actor, use: Use) -> Decision:
    """Say how it went: those who work where it was taken over."""
    return may_write_for(actor, use.organisation_id)


def may_see_entry(actor: Actor, entry: LedgerEntry) -> Decision:
    """A shared lesson is open; another to the municipality itself and the bank."""
    if entry.shared:
        return may_see(actor)
    if entry.participation is None:
        return ALLOWED if actor.is_bank else NOT_HERE
    return partnership.may_see_inside(actor, entry.participation)


def may_write_lesson(actor: Actor, participation: Participation | None) -> Decision:
    """Write a lesson: the bank for the programme itself, a municipality's programme people for their own."""
    if participation is None:
        return ALLOWED if actor.is_bank else _told(actor, _("The bank writes what the programme itself learns."))
    if actor.holds(*MUNICIPAL_PROGRAMME, at=participation.organisation_id):
        return ALLOWED
    return _told(actor, _("The municipality's own programme people write what it learns."))


def may_decide(actor: Actor, entry: LedgerEntry) -> Decision:
    """Say which decision a lesson led to, or why none: those who may write it."""
    if not may_see_entry(actor, entry):
        return NOT_HERE
    return may_write_lesson(actor, entry.participation)


def may_notice(actor: Actor) -> Decision:
    """Write down a signal: the bank and the programme leaders."""
    if actor.is_bank or actor.holds(Role.PROGRAMME_LEADER):
        return ALLOWED
    return _told(actor, _("The bank and the programme leaders write down signals."))


def may_send(actor: Actor, signal: Signal) -> Decision:
    """Send a signal on and record the answer: the bank."""
    return ALLOWED if actor.is_bank else _told(actor, _("The bank sends signals on and records the answers."))


def may_say_size(actor: Actor, participation: Participation) -> Decision:
    """Record how many live there: the bank, and the municipality's programme leader."""
    if actor.is_bank or actor.holds(Role.PROGRAMME_LEADER, at=participation.organisation_id):
        return ALLOWED
    return _told(actor, _("The bank and the municipality's programme leader record how many live there."))


def may_place(actor: Actor, participation: Participation | None) -> Decision:
    """Say where actors stand: the bank for the programme as a whole, a programme leader for the municipality."""
    if participation is None:
        return ALLOWED if actor.is_bank else _told(actor, _("The bank says where actors stand in the programme."))
    if actor.holds(*MUNICIPAL_PROGRAMME, at=participation.organisation_id):
        return ALLOWED
    return _told(actor, _("The municipality's own programme people say where actors stand."))


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Bring in what the report says: BoSo itself, the coordinator and the administrator."""
    return partnership.may_import(actor, organisation_id)


def _inside(network: Network) -> set[int]:
    """The organisations that are in the network now."""
    return {
        member.organisation_id
        for member in network.members.all()
        if member.organisation_id is not None and member.left is None
    }


def _told(actor: Actor, reason: Reason) -> Denied:
    """A member is told who may; for anybody else the thing does not exist."""
    return Denied(reason) if actor.is_member else NOT_HERE
