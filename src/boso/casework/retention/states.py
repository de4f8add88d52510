"""What may follow what in an erasure."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.retention import policies
from boso.casework.retention.models import ErasureState
from boso.foundation.workflow.states import Transition, Workflow, labels_of

ERASURE = Workflow(
    verb="erasure",
    states=labels_of(ErasureState),
    transitions=(
        Transition(
            "confirm", (ErasureState.PROPOSED,), ErasureState.CONFIRMED, _("Confirm and erase"), policies.may_confirm
        ),
        Transition("withdraw", (ErasureState.PROPOSED,), ErasureState.WITHDRAWN, _("Withdraw"), policies.may_withdraw),
        Transition("finish", (ErasureState.CONFIRMED,), ErasureState.DONE, _("Finish"), policies.may_finish),
    ),
)
