"""What may follow what: an evaluation, its report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.evaluation import policies
from boso.programme.evaluation.models import EvaluationState, ReportState

EVALUATION = Workflow(
    verb="evaluation",
    states=labels_of(EvaluationState),
    transitions=(
        Transition("begin", (EvaluationState.PLANNED,), EvaluationState.RUNNING, _("Begin"), policies.may_close),
        Transition("close", (EvaluationState.RUNNING,), EvaluationState.CLOSED, _("Close"), policies.may_close),
        Transition(
            "reopen", (EvaluationState.CLOSED,), EvaluationState.RUNNING, _("Open it again"), policies.may_close,
            needs_reason=True,
        ),
    ),
)  # fmt: skip

REPORT = Workflow(
    verb="evaluation_report",
    states=labels_of(ReportState),
    transitions=(
        Transition("issue", (ReportState.DRAFT,), ReportState.ISSUED, _("Issue"), policies.may_issue),
        Transition(
            "take_back", (ReportState.ISSUED,), ReportState.DRAFT, _("Take it back"), policies.may_issue,
            needs_reason=True,
        ),
    ),
)  # fmt: skip
