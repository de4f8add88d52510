"""What may follow what: a finding, a challenge, a recommendation from advice to what came of it, a living check."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.findings import policies
from boso.programme.findings.models import (
    ChallengeState,
    CheckState,
    FindingState,
    RecommendationState,
)

FINDING = Workflow(
    verb="finding",
    states=labels_of(FindingState),
    transitions=(
        Transition("raise", (FindingState.DRAFT,), FindingState.RAISED, _("Let it stand"), policies.may_move),
        Transition(
            "replace", (FindingState.RAISED,), FindingState.REPLACED, _("Newer knowledge replaces it"),
            policies.may_move, needs_reason=True,
        ),
        Transition(
            "withdraw", (FindingState.DRAFT, FindingState.RAISED), FindingState.WITHDRAWN, _("Withdraw"),
            policies.may_move, needs_reason=True,
        ),
        Transition(
            "restore", (FindingState.REPLACED, FindingState.WITHDRAWN), FindingState.RAISED, _("It stands again"),
            policies.may_move, needs_reason=True,
        ),
    ),
)  # fmt: skip

CHALLENGE = Workflow(
    verb="finding_challenge",
    states=labels_of(ChallengeState),
    transitions=(
        Transition(
            "meet", (ChallengeState.STANDS,), ChallengeState.MET, _("It is no longer hard"),
            policies.may_meet, needs_reason=True,
        ),
        Transition(
            "return", (ChallengeState.MET,), ChallengeState.STANDS, _("It is hard again"),
            policies.may_meet, needs_reason=True,
        ),
    ),
)  # fmt: skip

_ANSWERED = (RecommendationState.ACCEPTED, RecommendationState.PARTLY)

RECOMMENDATION = Workflow(
    verb="recommendation",
    states=labels_of(RecommendationState),
    transitions=(
        Transition(
            "accept", (RecommendationState.WAITING,), RecommendationState.ACCEPTED, _("Accept"),
            policies.may_answer, needs_reason=True,
        ),
        Transition(
            "accept_partly", (RecommendationState.WAITING,), RecommendationState.PARTLY, _("Accept in part"),
            policies.may_answer, needs_reason=True,
        ),
        Transition(
            "reject", (RecommendationState.WAITING,), RecommendationState.REJECTED, _("Reject"),
            policies.may_answer, needs_reason=True,
        ),
        Transition(
            "reopen", (*_ANSWERED, RecommendationState.REJECTED), RecommendationState.WAITING, _("Take it up again"),
            policies.may_answer, needs_reason=True,
        ),
        Transition("decide", _ANSWERED, RecommendationState.DECIDED, _("It is decided"), policies.may_answer),
        Transition(
            "close", (RecommendationState.DECIDED,), RecommendationState.CLOSED, _("It is done"), policies.may_tell
        ),
        Transition(
            "ask_again", (RecommendationState.CLOSED,), RecommendationState.DECIDED, _("Ask again"),
            policies.may_tell, needs_reason=True,
        ),
    ),
)  # fmt: skip

CHECK = Workflow(
    verb="check",
    states=labels_of(CheckState),
    transitions=(
        Transition(
            "pause", (CheckState.ACTIVE,), CheckState.PAUSED, _("Stop asking"),
            policies.may_keep_check, needs_reason=True,
        ),
        Transition(
            "resume", (CheckState.PAUSED,), CheckState.ACTIVE, _("Ask again every night"), policies.may_keep_check
        ),
    ),
)  # fmt: skip
