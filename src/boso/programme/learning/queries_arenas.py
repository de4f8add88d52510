"""Reads of arenas: what comes, what is offered, who is invited and who came."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet, Sum

from boso.foundation.access.actor import Actor
from boso.foundation.access.roles import Role
from boso.programme.learning.models import Answer, Arena, ArenaState, Invitation, Participant, Session
from boso.programme.learning.queries_base import REPORT, at, one, seen
from boso.programme.partnership.models import Programme


def arenas(actor: Actor, programme: str = REPORT) -> QuerySet[Arena]:
    """Gatherings, trips, courses and visits, the newest day first; each with `came`, how many were there."""
    came = Sum("participants__people", filter=Q(participants__answer=Answer.CAME))
    coming = Sum("participants__people", filter=Q(participants__answer__in=[Answer.COMING, Answer.WISHES]))
    found = seen(actor, Arena.objects.select_related("host", "fact")).filter(programme=programme)
    return found.annotate(came=came, coming=coming)


def arena(actor: Actor, pk: int) -> Arena:
    """One arena of any programme.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, Arena.objects.select_related("host", "fact")).filter(pk=pk))


def sessions(actor: Actor, arena: Arena) -> list[Session]:
    """The programme of an arena in order, each with `wanted`, how many have chosen it."""
    found = seen(actor, Session.objects.select_related("fact")).filter(arena=arena)
    # A sum groups the rows, and grouped rows come in no order of the model's own.
    return list(found.annotate(wanted=Sum("chosen_by__people")).order_by("slot", "pk"))


def evaluation_of(actor: Actor, arena: Arena) -> Model | None:
    """The survey that asks those who were there what it gave, if one has been made."""
    found: Model | None = seen(actor, arena.surveys.all()).first()
    return found


def session_rows(actor: Actor, arena: Arena) -> QuerySet[Session]:
    """The items one may choose among."""
    return seen(actor, Session.objects.filter(arena=arena))


def participant(actor: Actor, pk: int) -> Participant:
    """One row of who comes or came.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, Participant.objects.select_related("arena__host", "organisation")).filter(pk=pk))


def session(actor: Actor, pk: int) -> Session:
    """One item of a programme.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, Session.objects.select_related("arena__host")).filter(pk=pk))


def invitations(actor: Actor, arena: Arena) -> QuerySet[Invitation]:
    """Which roles are asked to come."""
    return seen(actor, Invitation.objects.select_related("organisation")).filter(arena=arena)


def participants(actor: Actor, arena: Arena) -> QuerySet[Participant]:
    """Who comes or came (two queries with their sessions)."""
    found = seen(actor, Participant.objects.select_related("organisation", "user")).filter(arena=arena)
    return found.prefetch_related("sessions")


def participant_of(actor: Actor, arena: Arena) -> Participant | None:
    """The actor's own answer; none before they have answered."""
    if actor.user_id is None:
        return None
    return Participant.objects.filter(arena=arena, user_id=actor.user_id).prefetch_related("sessions").first()


def open_invitations(actor: Actor) -> list[Arena]:
    """Planned arenas to which a role of the actor's is invited and which the actor has not answered."""
    places = {(seat.role, place) for seat in actor.seats for place in (seat.organisation_id, seat.municipality_id)}
    wanted = Q(pk__in=[])
    for role, place in places:
        wanted |= Q(role=role, organisation_id=place)
    for role, invented in {(seat.role, seat.invented) for seat in actor.seats}:
        programme = Programme.DEMONSTRATION if invented else Programme.REPORT
        anywhere = Q(role=role, organisation__isnull=True)
        wanted |= anywhere if role in (Role.COORDINATOR, Role.CONTACT) else anywhere & Q(arena__programme=programme)
    asked = Invitation.objects.filter(wanted, arena__state=ArenaState.PLANNED).values("arena_id")
    found = seen(actor, Arena.objects.select_related("host")).filter(pk__in=asked)
    answered = Participant.objects.filter(user_id=actor.user_id or 0).values("arena_id")
    return list(found.exclude(pk__in=answered).order_by("starts"))


def arenas_to_close(actor: Actor) -> QuerySet[Arena]:
    """Planned arenas that the actor runs: what they are to be asked about when the day has passed."""
    mine = Q(fact__isnull=True, state=ArenaState.PLANNED)
    if not actor.is_bank:
        mine &= Q(host_id__in=at(actor, Role.PROGRAMME_LEADER))
    else:
        mine &= Q(host__kind="bank")
    return seen(actor, Arena.objects.select_related("host")).filter(mine).order_by("starts")
