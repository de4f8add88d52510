"""What may follow what: guides, appointments, consents, texts and quotations."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.interviews import policies
from boso.programme.interviews.models import AppointmentState, ConsentState, GuideState, MaterialState, QuotationState

GUIDE = Workflow(
    verb="guide",
    states=labels_of(GuideState),
    transitions=(
        Transition("use", (GuideState.DRAFT,), GuideState.IN_USE, _("Take it into use"), policies.may_move_guide),
        Transition(
            "retire", (GuideState.IN_USE,), GuideState.RETIRED, _("Take it out of use"), policies.may_move_guide
        ),
    ),
)

APPOINTMENT = Workflow(
    verb="appointment",
    states=labels_of(AppointmentState),
    transitions=(
        Transition("hold", (AppointmentState.PLANNED,), AppointmentState.HELD, _("It was held"), policies.may_work_for),
        Transition(
            "cancel", (AppointmentState.PLANNED,), AppointmentState.CANCELLED, _("It came to nothing"),
            policies.may_work_for, needs_reason=True,
        ),
    ),
)  # fmt: skip

CONSENT = Workflow(
    verb="consent",
    states=labels_of(ConsentState),
    transitions=(
        Transition(
            "withdraw", (ConsentState.GIVEN,), ConsentState.WITHDRAWN, _("The consent is withdrawn"),
            policies.may_withdraw_consent,
        ),
    ),
)  # fmt: skip

MATERIAL = Workflow(
    verb="material",
    states=labels_of(MaterialState),
    transitions=(
        Transition(
            "take_out", (MaterialState.STANDING,), MaterialState.TAKEN_OUT, _("Take the text out"),
            policies.may_take_out, needs_reason=True,
        ),
    ),
)  # fmt: skip

_OUT = (QuotationState.DRAFT, QuotationState.ASKED, QuotationState.RELEASED)

QUOTATION = Workflow(
    verb="quotation",
    states=labels_of(QuotationState),
    transitions=(
        Transition(
            "ask", (QuotationState.DRAFT,), QuotationState.ASKED, _("The informant is asked"),
            policies.may_change_quotation,
        ),
        Transition(
            "take_back", (QuotationState.ASKED,), QuotationState.DRAFT, _("Take it back and change the words"),
            policies.may_move_quotation,
        ),
        Transition(
            "release", (QuotationState.ASKED,), QuotationState.RELEASED, _("Release it"), policies.may_release,
            needs_reason=True,
        ),
        Transition(
            "withdraw", _OUT, QuotationState.WITHDRAWN, _("Withdraw it"), policies.may_move_quotation,
            needs_reason=True,
        ),
    ),
)  # fmt: skip
