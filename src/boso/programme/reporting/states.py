"""What may follow what: a round, a report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.reporting import policies
from boso.programme.reporting.models import ReportState, RoundState

ROUND = Workflow(
    verb="report_round",
    states=labels_of(RoundState),
    transitions=(
        Transition("close", (RoundState.OPEN,), RoundState.CLOSED, _("Close the round"), policies.may_lead_round),
        Transition(
            "open_again", (RoundState.CLOSED,), RoundState.OPEN, _("Open it again"), policies.may_lead_round,
            needs_reason=True,
        ),
    ),
)  # fmt: skip

REPORT = Workflow(
    verb="report",
    states=labels_of(ReportState),
    transitions=(
        Transition(
            "submit", (ReportState.DRAFT, ReportState.RETURNED), ReportState.SUBMITTED,
            _("Hand in"), policies.may_hand_in,
        ),
        Transition(
            "take_back", (ReportState.SUBMITTED,), ReportState.RETURNED,
            _("Take the report back"), policies.may_hand_in, needs_reason=True,
        ),
        Transition("sign", (ReportState.SUBMITTED,), ReportState.SIGNED, _("Sign"), policies.may_sign),
        Transition(
            "refuse", (ReportState.SUBMITTED,), ReportState.RETURNED,
            _("Send back"), policies.may_sign, needs_reason=True,
        ),
        Transition("approve", (ReportState.SIGNED,), ReportState.APPROVED, _("Approve"), policies.may_judge),
        Transition(
            "send_back", (ReportState.SIGNED,), ReportState.RETURNED,
            _("Return for correction"), policies.may_judge, needs_reason=True,
        ),
        Transition(
            "reopen", (ReportState.APPROVED,), ReportState.RETURNED,
            _("Reopen"), policies.may_reopen, needs_reason=True,
        ),
    ),
)  # fmt: skip
