"""Everything that can be done with arenas and networks: one function per act. Library and ledger: `actions_library`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, cast

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.learning import policies, queries, states
from boso.programme.learning.models import (
    Answer,
    Arena,
    ArenaState,
    Invitation,
    KnowledgePlan,
    LearningMeasure,
    MandatePoint,
    Matter,
    Meeting,
    Network,
    NetworkMember,
    Participant,
    Session,
)

Fields = dict[str, Any]
_FOLDED = str.maketrans("æøåÆØÅ", "aoaaoa")


def make_plan(actor: Actor, year: int, fields: Fields, programme: str = queries.REPORT) -> KnowledgePlan:
    """Make the knowledge plan of a year.

    Raises Refused when the actor may not, or the year has one.
    """
    require(policies.may_plan(actor))
    if KnowledgePlan.objects.filter(year=year, programme=programme).exists():
        raise NotNow(_("There is already a knowledge plan for %(year)d.") % {"year": year})
    plan = KnowledgePlan(year=year, programme=programme, created_by_id=actor.user_id)
    return save(actor, "knowledge_plan.make", plan, fields)


def add_measure(actor: Actor, plan: KnowledgePlan, fields: Fields) -> LearningMeasure:
    """Put a learning measure into a knowledge plan.

    Raises Refused when the actor may not.
    """
    require(policies.may_plan(actor))
    measure = LearningMeasure(plan=plan, programme=plan.programme, created_by_id=actor.user_id)
    return save(actor, "learning_measure.add", measure, fields)


def edit_measure(actor: Actor, measure: LearningMeasure, fields: Fields) -> LearningMeasure:
    """Change the words of a learning measure.

    Raises Refused when the actor may not, or the report says it.
    """
    require(policies.may_change_measure(actor, measure))
    return save(actor, "learning_measure.edit", measure, fields)


def move_measure(actor: Actor, measure: LearningMeasure, step: str, *, reason: str = "") -> None:
    """Begin, finish or drop a learning measure.

    Raises Refused when the actor may not, the state has moved on, or a needed reason is missing; KeyError for a step
    that is not there.
    """
    perform(actor, measure, states.MEASURE, step, reason=reason, fields={"reason": reason.strip()})


def arrange(actor: Actor, fields: Fields, programme: str = queries.REPORT) -> Arena:
    """Plan an arena, or offer one in the catalogue where no day is given.

    Raises Refused when the actor may not, or speaks for another host.
    """
    require(policies.may_arrange(actor))
    state = ArenaState.PLANNED if fields.get("starts") else ArenaState.OFFERED
    arena = Arena(programme=programme, state=state, created_by_id=actor.user_id)
    arena.host = fields.get("host")
    require(policies.may_run(actor, arena))
    return save(actor, "arena.arrange", arena, fields, arena.host_id)


def edit_arena(actor: Actor, arena: Arena, fields: Fields) -> Arena:
    """Change an arena; a first day takes it out of the catalogue.

    Raises Refused when the actor may not, it is over, or its day is taken away.
    """
    require(policies.may_run(actor, arena))
    _lies_ahead(arena)
    if arena.state == ArenaState.PLANNED and not fields.get("starts", arena.starts):
        raise NotNow(_("A planned arena has a day. Cancel it if it is not to be."))
    planned = arena.state == ArenaState.PLANNED or fields.get("starts")
    return save(
        actor, "arena.edit", arena, {**fields, "state": ArenaState.PLANNED if planned else arena.state}, arena.host_id
    )


def hold_arena(actor: Actor, arena: Arena, lessons: str, today: dt.date) -> None:
    """Say that it was held, and what it gave.

    Raises Refused when the actor may not, the day lies ahead, or the state has moved on.
    """
    if arena.starts is not None and arena.starts > today:
        raise NotNow(_("The day lies ahead."))
    perform(actor, arena, states.ARENA, "hold", organisation_id=arena.host_id, fields={"lessons": lessons.strip()})


def cancel_arena(actor: Actor, arena: Arena, *, reason: str) -> None:
    """Cancel an arena, with a reason.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing.
    """
    perform(
        actor, arena, states.ARENA, "cancel", organisation_id=arena.host_id, reason=reason,
        fields={"reason": reason.strip()},
    )  # fmt: skip


def add_session(actor: Actor, arena: Arena, fields: Fields) -> Session:
    """Put an item on the programme of an arena; the same slot is at the same time.

    Raises Refused when the actor may not, or it is over.
    """
    require(policies.may_run(actor, arena))
    _lies_ahead(arena)
    return save(actor, "session.add", Session(arena=arena), fields, arena.host_id)


def remove_session(actor: Actor, session: Session) -> None:
    """Take an item off the programme; the log keeps that it was there.

    Raises Refused when the actor may not, or it is over.
    """
    require(policies.may_run(actor, session.arena))
    _lies_ahead(session.arena)
    with act(actor, "session.remove", session, organisation_id=session.arena.host_id):
        session.delete()


def invite(actor: Actor, arena: Arena, fields: Fields, on: dt.date) -> Invitation:
    """Ask those who hold a role to come; in one organisation, or in every municipality of the programme.

    Raises Refused when the actor may not, it is over, it has no day, or they are asked already.
    """
    require(policies.may_run(actor, arena))
    _lies_ahead(arena)
    if arena.state == ArenaState.OFFERED:
        raise NotNow(_("Set a day before you invite."))
    if arena.invitations.filter(role=fields["role"], organisation=fields["organisation"]).exists():
        raise NotNow(_("They are invited already."))
    return save(actor, "invitation.send", Invitation(arena=arena, invited_on=on), fields, arena.host_id)


def answer(
    actor: Actor, arena: Arena, organisation_id: int, role: str, reply: str, sessions: Collection[Session] = ()
) -> Participant:
    """Answer for oneself: coming or not, and which sessions; or say that one wants what is offered.

    Raises Refused when the actor may not, or does not hold that role there.
    """
    require(policies.may_answer(actor, arena))
    if not any(seat.role == role and seat.municipality_id == organisation_id for seat in actor.seats):
        raise NotNow(_("Answer as somebody you are."))
    offered = arena.state == ArenaState.OFFERED
    mine = queries.participant_of(actor, arena) or Participant(arena=arena, user_id=actor.user_id)
    given = Answer.WISHES if offered and reply == Answer.COMING else reply
    with act(actor, "arena.answer", mine, organisation_id=organisation_id):
        mine.organisation_id, mine.role, mine.answer = organisation_id, role, given
        mine.save()
        mine.sessions.set([] if reply == Answer.NOT_COMING else sessions)
    return mine


def record_participants(actor: Actor, arena: Arena, fields: Fields) -> Participant:
    """Write down how many of a role came from an organisation.

    Raises Refused when the actor may not, or it has not been held.
    """
    require(policies.may_run(actor, arena))
    if arena.state != ArenaState.HELD:
        raise NotNow(_("Say first that it was held."))
    mine = Participant(arena=arena, answer=Answer.CAME)
    return save(actor, "participants.record", mine, fields, arena.host_id)


def confirm(actor: Actor, participant: Participant, *, came: bool) -> Participant:
    """Say whether somebody who had answered was there.

    Raises Refused when the actor may not, or it has not been held.
    """
    require(policies.may_run(actor, participant.arena))
    if participant.arena.state != ArenaState.HELD:
        raise NotNow(_("Say first that it was held."))
    fields = {"answer": Answer.CAME if came else Answer.STAYED_AWAY}
    return save(actor, "participants.confirm", participant, fields, participant.arena.host_id)


def take_home(actor: Actor, arena: Arena, words: str) -> Participant:
    """Write what one takes home from an arena one was at.

    Raises Refused when the actor may not see it, or is not among those who came.
    """
    mine = queries.participant_of(actor, arena)
    require(policies.may_take_home(actor, mine))
    if arena.state != ArenaState.HELD:
        raise NotNow(_("Say first that it was held."))
    return save(actor, "participants.take_home", cast("Participant", mine), {"took_home": words.strip()}, arena.host_id)


def start_network(actor: Actor, fields: Fields, programme: str = queries.REPORT) -> Network:
    """Start a network or a themed group with its first member and the points of its mandate (one a line).

    Raises Refused when the actor may not, or one of that name stands.
    """
    require(policies.may_start_network(actor))
    given = dict(fields)
    points, initiator = str(given.pop("mandate", "")).splitlines(), given["initiator"]
    slug = slugify(str(given["title_nb"]).translate(_FOLDED))[:60]
    if not slug or Network.objects.filter(slug=slug).exists():
        raise NotNow(_("There is already a network of that name."))
    network = Network(slug=slug, programme=programme, created_by_id=actor.user_id)
    with act(actor, "network.start", network, organisation_id=initiator.pk):
        for name, value in given.items():
            setattr(network, name, value)
        network.save()
        position = "bank" if initiator.kind == "bank" else "municipality"
        NetworkMember.objects.create(network=network, organisation=initiator, position=position)
        for number, words in enumerate([one.strip() for one in points if one.strip()], 1):
            MandatePoint.objects.create(network=network, number=number, nb=words)
    return network


def move_network(actor: Actor, network: Network, step: str, *, reason: str = "") -> None:
    """Confirm that a network works, or end it with a reason.

    Raises Refused when the actor may not, the state has moved on, or a needed reason is missing; KeyError for a step
    that is not there.
    """
    perform(actor, network, states.NETWORK, step, reason=reason, fields={"reason": reason.strip()})


def add_mandate_point(actor: Actor, network: Network, words: str) -> MandatePoint:
    """Add a point to the mandate.

    Raises Refused when the actor may not.
    """
    require(policies.may_run_network(actor, network))
    last: int = network.mandate.aggregate(last=Max("number"))["last"] or 0
    point = MandatePoint(network=network, number=last + 1)
    return save(actor, "mandate.add", point, {"nb": words.strip()})


def add_member(actor: Actor, network: Network, fields: Fields) -> NetworkMember:
    """Write down who is in a network.

    Raises Refused when the actor may not, or the organisation is in it already.
    """
    require(policies.may_run_network(actor, network))
    organisation = fields.get("organisation")
    if organisation is not None and network.members.filter(organisation=organisation, left__isnull=True).exists():
        raise NotNow(_("%(name)s is in it already.") % {"name": organisation.name})
    return save(actor, "network_member.add", NetworkMember(network=network), fields)


def leave_network(actor: Actor, network: Network, member: NetworkMember, on: dt.date) -> NetworkMember:
    """Say from which day somebody is no longer in a network. The row stays.

    Raises Refused when the actor may not, they have left, or the day is before they joined.
    """
    require(policies.may_run_network(actor, network))
    if member.left is not None:
        raise NotNow(_("They have left already."))
    if member.joined is not None and on < member.joined:
        raise NotNow(_("They cannot leave before they joined."))
    return save(actor, "network_member.leave", member, {"left": on})


def hold_meeting(actor: Actor, network: Network, fields: Fields) -> Meeting:
    """Write down a meeting: the agenda, who was there, and what came of it.

    Raises Refused when the actor may not.
    """
    require(policies.may_run_network(actor, network))
    given = dict(fields)
    present = given.pop("present", ())
    meeting = Meeting(network=network, created_by_id=actor.user_id)
    return _with_present(actor, "meeting.hold", meeting, given, present)


def edit_meeting(actor: Actor, meeting: Meeting, fields: Fields) -> Meeting:
    """Change a meeting, for example with what came of it.

    Raises Refused when the actor may not.
    """
    require(policies.may_run_network(actor, meeting.network))
    given = dict(fields)
    return _with_present(actor, "meeting.edit", meeting, given, given.pop("present", ()))


def raise_matter(actor: Actor, network: Network, fields: Fields) -> Matter:
    """Raise a matter in a network.

    Raises Refused when the actor may not.
    """
    require(policies.may_raise(actor, network))
    matter = Matter(network=network, programme=network.programme, created_by_id=actor.user_id)
    return save(actor, "matter.raise", matter, fields)


def move_matter(actor: Actor, network: Network, matter: Matter, step: str, *, reason: str = "") -> None:
    """Take a matter up, settle it or set it aside; the reason is what came of it.

    Raises Refused when the actor may not, the state has moved on, or a needed reason is missing; KeyError for a step
    that is not there.
    """
    require(policies.may_run_network(actor, network))
    perform(actor, matter, states.MATTER, step, reason=reason, fields={"outcome": reason.strip()})


def _with_present(actor: Actor, verb: str, meeting: Meeting, given: Fields, present: Any) -> Meeting:
    with act(actor, verb, meeting):
        for name, value in given.items():
            setattr(meeting, name, value)
        meeting.save()
        meeting.present.set(present)
    return meeting


def _lies_ahead(arena: Arena) -> None:
    if arena.state not in (ArenaState.OFFERED, ArenaState.PLANNED):
        raise NotNow(_("It is over."))
