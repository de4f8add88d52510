"""What may follow what: a measure, a dwelling project, money, a pre-analysis, a version of the plan, a risk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.plans import policies
from boso.programme.plans.models import AnalysisState, FundingState, RiskState, State, VersionState

#: The same for a measure and for a dwelling project. What is put off or dropped needs a reason.
_MOVES = (
    Transition(
        "start", (State.NOT_STATED, State.PLANNED, State.POSTPONED), State.UNDER_WAY, _("Start"), policies.may_move
    ),
    Transition("finish", (State.NOT_STATED, State.UNDER_WAY), State.DONE, _("Mark as done"), policies.may_move),
    Transition(
        "postpone", (State.NOT_STATED, State.PLANNED, State.UNDER_WAY), State.POSTPONED, _("Postpone"),
        policies.may_move, needs_reason=True,
    ),
    Transition(
        "drop", (State.NOT_STATED, State.PLANNED, State.UNDER_WAY, State.POSTPONED), State.DROPPED, _("Drop"),
        policies.may_move, needs_reason=True,
    ),
    Transition(
        "plan", (State.NOT_STATED, State.POSTPONED, State.DROPPED), State.PLANNED, _("Put back in the plan"),
        policies.may_move,
    ),
    Transition("reopen", (State.DONE,), State.UNDER_WAY, _("Take up again"), policies.may_move, needs_reason=True),
)  # fmt: skip

ACTIVITY = Workflow(verb="activity", states=labels_of(State), transitions=_MOVES)
HOMES = Workflow(verb="homes", states=labels_of(State), transitions=_MOVES)

FUNDING = Workflow(
    verb="funding",
    states=labels_of(FundingState),
    transitions=(
        Transition(
            "apply", (FundingState.PLANNED, FundingState.REFUSED), FundingState.APPLIED, _("Applied for"),
            policies.may_move_funding,
        ),
        Transition("grant", (FundingState.APPLIED,), FundingState.GRANTED, _("Granted"), policies.may_move_funding),
        Transition(
            "refuse", (FundingState.APPLIED,), FundingState.REFUSED, _("Refused"), policies.may_move_funding,
            needs_reason=True,
        ),
        Transition(
            "set_aside", (FundingState.PLANNED,), FundingState.SET_ASIDE, _("Set aside in own budget"),
            policies.may_move_funding,
        ),
    ),
)  # fmt: skip

ANALYSIS = Workflow(
    verb="analysis",
    states=labels_of(AnalysisState),
    transitions=(
        Transition(
            "start", (AnalysisState.PLANNED,), AnalysisState.UNDER_WAY, _("Start"), policies.may_move_analysis
        ),
        Transition(
            "hand_over", (AnalysisState.UNDER_WAY,), AnalysisState.IN_PROCESS, _("Put before the municipality"),
            policies.may_move_analysis,
        ),
        Transition(
            "finish", (AnalysisState.UNDER_WAY, AnalysisState.IN_PROCESS), AnalysisState.FINISHED,
            _("Mark as finished"), policies.may_move_analysis,
        ),
        Transition(
            "reopen", (AnalysisState.IN_PROCESS, AnalysisState.FINISHED), AnalysisState.UNDER_WAY,
            _("Take up again"), policies.may_move_analysis, needs_reason=True,
        ),
    ),
)  # fmt: skip

VERSION = Workflow(
    verb="plan_version",
    states=labels_of(VersionState),
    transitions=(
        Transition(
            "propose", (VersionState.DRAFT,), VersionState.PROPOSED, _("Send to adoption"),
            policies.may_write_version,
        ),
        Transition(
            "take_back", (VersionState.PROPOSED,), VersionState.DRAFT, _("Take back"), policies.may_write_version
        ),
        Transition(
            "send_back", (VersionState.PROPOSED,), VersionState.DRAFT, _("Return for correction"),
            policies.may_adopt, needs_reason=True,
        ),
        Transition("adopt", (VersionState.PROPOSED,), VersionState.ADOPTED, _("Record adoption"), policies.may_adopt),
    ),
)  # fmt: skip

RISK = Workflow(
    verb="risk",
    states=labels_of(RiskState),
    transitions=(
        Transition("happen", (RiskState.OPEN,), RiskState.HAPPENED, _("It happened"), policies.may_move),
        Transition(
            "close", (RiskState.OPEN, RiskState.HAPPENED), RiskState.CLOSED, _("Close"), policies.may_move,
            needs_reason=True,
        ),
        Transition(
            "reopen", (RiskState.HAPPENED, RiskState.CLOSED), RiskState.OPEN, _("Open again"), policies.may_move
        ),
    ),
)  # fmt: skip
