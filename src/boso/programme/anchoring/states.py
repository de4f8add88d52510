"""What may follow what: a hearing, and a comment in it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.anchoring import policies
from boso.programme.anchoring.models import CommentState, HearingState

HEARING = Workflow(
    verb="hearing",
    states=labels_of(HearingState),
    transitions=(
        Transition("open", (HearingState.DRAFT,), HearingState.OPEN, _("Open the hearing"), policies.may_run_hearing),
        Transition("close", (HearingState.OPEN,), HearingState.CLOSED, _("Close now"), policies.may_run_hearing),
    ),
)

COMMENT = Workflow(
    verb="comment",
    states=labels_of(CommentState),
    transitions=(
        Transition(
            "show", (CommentState.WAITING, CommentState.HIDDEN), CommentState.SHOWN, _("Show"), policies.may_moderate
        ),
        Transition(
            "hide", (CommentState.WAITING, CommentState.SHOWN), CommentState.HIDDEN,
            _("Do not show"), policies.may_moderate, needs_reason=True,
        ),
    ),
)  # fmt: skip
