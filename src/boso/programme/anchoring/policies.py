"""Who may see and do what with scope, tasks, anchoring, involvement, hand-overs and hearings.

Open to every member: what the report says, the scope register but for activities that are not shared, and the task
map. Own municipality and the bank only: what the municipality itself has entered of anchoring, involvement and
hand-over, and drafts of hearings with the comments that wait. Open to everybody: a hearing that is open or closed.
"""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import ALLOWED, Decision, Denied
from boso.foundation.access.roles import Role
from boso.programme.anchoring.models import Comment, CommentState, Hearing, HearingState, ScopeEntry
from boso.programme.partnership import policies as partnership
from boso.programme.partnership.models import Participation

_HIDDEN = Denied(_("There is nothing here that you may see."), hidden=True)
_KEEPS = (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER)


def may_see(actor: Actor) -> Decision:
    """The scope register, the task map and what the report says: every member."""
    return partnership.may_see(actor)


def may_see_inside(actor: Actor, participation: Participation) -> Decision:
    """What the municipality has entered itself: the bank, and those who work in that municipality."""
    return partnership.may_see_inside(actor, participation)


def may_edit(actor: Actor, participation: Participation) -> Decision:
    """The programme leader and the programme owner keep all of it for their municipality."""
    if actor.holds(*_KEEPS, at=participation.organisation_id):
        return ALLOWED
    reason = _("The programme leader or the programme owner of the municipality keeps this.")
    return Denied(reason) if actor.is_member else _HIDDEN


def may_change_scope(actor: Actor, entry: ScopeEntry) -> Decision:
    """A member's entry is changed; what stands in the report is not."""
    if entry.participation is None or entry.fact_id is not None:
        stands = Denied(_("This stands in the report. Enter what holds now as an entry of its own."))
        return stands if actor.is_member else _HIDDEN
    return may_edit(actor, entry.participation)


def may_see_hearing(actor: Actor, hearing: Hearing) -> Decision:
    """Drafts for the two sides; a hearing that has been opened is for everybody."""
    return may_see_inside(actor, hearing.participation) if hearing.state == HearingState.DRAFT else ALLOWED


def may_run_hearing(actor: Actor, hearing: Hearing) -> Decision:
    """Open, close and change a hearing, read and answer comments."""
    return may_edit(actor, hearing.participation)


def may_change_hearing(actor: Actor, hearing: Hearing) -> Decision:
    """What is asked is changed as long as it is a draft."""
    decision = may_run_hearing(actor, hearing)
    if decision and hearing.state != HearingState.DRAFT:
        return Denied(_("The hearing has been opened. Its words stand."))
    return decision


def may_comment(hearing: Hearing, today: dt.date) -> Decision:
    """Anybody, as long as comments are taken."""
    if hearing.takes_comments(today):
        return ALLOWED
    return Denied(_("The hearing is closed. Comments are no longer taken."))


def may_moderate(actor: Actor, comment: Comment) -> Decision:
    """Read, show, hide and answer a comment."""
    decision = may_run_hearing(actor, comment.hearing)
    if decision and comment.state == CommentState.WITHDRAWN:
        return Denied(_("The writer has withdrawn the comment."))
    return decision
