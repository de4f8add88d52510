"""What may follow what: an award, a request for payment, a contribution of the municipality's own."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.grants import policies
from boso.programme.grants.models import AwardState, ContributionState, PaymentState

AWARD = Workflow(
    verb="award",
    states=labels_of(AwardState),
    transitions=(
        Transition("decide", (AwardState.DRAFT,), AwardState.DECIDED, _("Award"), policies.may_decide_award),
        Transition("accept", (AwardState.DECIDED,), AwardState.ACCEPTED, _("Accept"), policies.may_accept_award),
        Transition(
            "close", (AwardState.ACCEPTED,), AwardState.CLOSED, _("Close the award"), policies.may_close_award,
            needs_reason=True,
        ),
    ),
)  # fmt: skip

PAYMENT = Workflow(
    verb="payment",
    states=labels_of(PaymentState),
    transitions=(
        Transition(
            "submit", (PaymentState.DRAFT, PaymentState.RETURNED), PaymentState.SUBMITTED,
            _("Submit"), policies.may_submit_payment,
        ),
        Transition(
            "approve", (PaymentState.SUBMITTED,), PaymentState.APPROVED, _("Approve"), policies.may_judge_payment
        ),
        Transition(
            "send_back", (PaymentState.SUBMITTED,), PaymentState.RETURNED,
            _("Return for correction"), policies.may_judge_payment, needs_reason=True,
        ),
        Transition("pay", (PaymentState.APPROVED,), PaymentState.PAID, _("Record as paid"), policies.may_pay),
        Transition(
            "withdraw", (PaymentState.DRAFT, PaymentState.SUBMITTED, PaymentState.RETURNED), PaymentState.WITHDRAWN,
            _("Withdraw"), policies.may_submit_payment,
        ),
    ),
)  # fmt: skip

CONTRIBUTION = Workflow(
    verb="contribution",
    states=labels_of(ContributionState),
    transitions=(
        Transition(
            "report", (ContributionState.DRAFT,), ContributionState.REPORTED,
            _("Report it"), policies.may_report_contribution,
        ),
        Transition(
            "take_back", (ContributionState.REPORTED,), ContributionState.DRAFT,
            _("Take back"), policies.may_report_contribution,
        ),
        Transition(
            "accept", (ContributionState.REPORTED,), ContributionState.ACCEPTED,
            _("Accept"), policies.may_accept_contribution,
        ),
        Transition(
            "send_back", (ContributionState.REPORTED,), ContributionState.DRAFT,
            _("Return for correction"), policies.may_accept_contribution, needs_reason=True,
        ),
    ),
)  # fmt: skip
