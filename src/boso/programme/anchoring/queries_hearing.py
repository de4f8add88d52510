"""Every read of hearings and comments: what everybody may read, and what the municipality has to do."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.programme.anchoring import policies
from boso.programme.anchoring.models import Comment, CommentState, Hearing, HearingState, Knock
from boso.programme.anchoring.models_hearing import KEPT
from boso.programme.partnership.models import Participation
from boso.programme.plans import queries as plans
from boso.programme.plans.models import PlanVersion


def public() -> QuerySet[Hearing]:
    """Hearings that have been opened, for everybody: open ones first, then those that closed last."""
    found = Hearing.objects.exclude(state=HearingState.DRAFT).select_related("participation__organisation")
    return found.order_by("-state", "-closes", "-id")


def hearing_for_everybody(hearing_id: int) -> Hearing:
    """One hearing that has been opened.

    Raises Refused (hidden) where there is none.
    """
    found = public().filter(pk=hearing_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def shown(hearing: Hearing) -> list[Comment]:
    """The comments everybody may read, with their answers, oldest first."""
    return list(hearing.comments.filter(state=CommentState.SHOWN))


def comment_of(token: str) -> Comment:
    """The comment whose secret somebody holds.

    Raises Refused (hidden) where there is none.
    """
    found = Comment.objects.select_related("hearing__participation__organisation").filter(token=token).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def hearings(actor: Actor, participation: Participation) -> QuerySet[Hearing]:
    """A participant's hearings, drafts only for the two sides, with how many comments they have and wait."""
    found = Hearing.objects.filter(participation=participation).select_related("version__plan")
    found = found.annotate(
        written=Count("comments", filter=~Q(comments__state=CommentState.WITHDRAWN)),
        waiting=Count("comments", filter=Q(comments__state=CommentState.WAITING)),
    )
    if not policies.may_see(actor):
        return found.none()
    return found if policies.may_see_inside(actor, participation) else found.exclude(state=HearingState.DRAFT)


def hearing(actor: Actor, hearing_id: int) -> Hearing:
    """One hearing, as its municipality and the bank see it.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Hearing.objects.select_related("participation__organisation", "version__plan").filter(pk=hearing_id).first()
    if found is None or not policies.may_see_inside(actor, found.participation):
        raise Refused(NOT_HERE)
    return found


def comments(actor: Actor, hearing: Hearing) -> list[Comment]:
    """Every comment of a hearing, those that wait first.

    Raises Refused (hidden) for anybody but the two sides.
    """
    if not policies.may_see_inside(actor, hearing.participation):
        raise Refused(NOT_HERE)
    found = hearing.comments.select_related("answered_by")
    return sorted(found, key=lambda one: (one.state != CommentState.WAITING, one.sent_at))


def comment(actor: Actor, comment_id: int) -> Comment:
    """One comment.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Comment.objects.select_related("hearing__participation__organisation").filter(pk=comment_id).first()
    if found is None or not policies.may_see_inside(actor, found.hearing.participation):
        raise Refused(NOT_HERE)
    return found


def versions(actor: Actor, participation: Participation) -> QuerySet[PlanVersion]:
    """Versions of the participant's plans that a hearing may be held on."""
    return plans.versions(actor).filter(plan__participation=participation)


def to_handle(actor: Actor) -> list[Hearing]:
    """Hearings of the municipalities the actor keeps with comments to read or to answer (one query)."""
    own = [
        seat.municipality_id
        for seat in actor.seats
        if seat.role in (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER)
    ]  # fmt: skip
    if not own:
        return []
    found = Hearing.objects.filter(participation__organisation_id__in=own).select_related("participation__organisation")
    found = found.annotate(
        waiting=Count("comments", filter=Q(comments__state=CommentState.WAITING)),
        unanswered=Count("comments", filter=Q(comments__state=CommentState.SHOWN, comments__answer="")),
    )
    return list(found.filter(Q(waiting__gt=0) | Q(unanswered__gt=0)))


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, Hearing]]:
    """Hearings that have been opened and answer the text, best first (one query)."""
    if not policies.may_see(actor):
        return []
    ranked = [
        (rank, one)
        for one in public()
        if (rank := closeness(text, one.title, one.participation.organisation.name))
    ]  # fmt: skip
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].pk))[:limit]


def any_old_knocks() -> bool:
    """Whether marks of network addresses are old enough to be erased."""
    return Knock.objects.filter(at__lte=timezone.now() - KEPT).exists()


def history(actor: Actor, hearing: Hearing, limit: int = 50) -> list[Change]:
    """What the municipality has done with a hearing and its comments, newest first."""
    ids = [str(pk) for pk in hearing.comments.values_list("pk", flat=True)]
    about = Q(object_type="anchoring.hearing", object_id=str(hearing.pk))
    about |= Q(object_type="anchoring.comment", object_id__in=ids)
    return list(Change.objects.filter(about, actor__isnull=False).select_related("actor")[:limit])
