"""What may follow what: a value that a municipality records."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.indicators import policies
from boso.programme.indicators.models import ValueState

VALUE = Workflow(
    verb="value",
    states=labels_of(ValueState),
    transitions=(
        Transition(
            "confirm", (ValueState.RECORDED,), ValueState.CONFIRMED, _("Confirm"), policies.may_confirm
        ),
        Transition(
            "send_back", (ValueState.RECORDED,), ValueState.RETURNED, _("Return for correction"), policies.may_confirm,
            needs_reason=True,
        ),
    ),
)  # fmt: skip
