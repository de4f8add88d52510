"""What may follow what: a data set that was opened is never prepared again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.tables import policies
from boso.programme.tables.models import DataState

DATA_SET = Workflow(
    verb="data_set",
    states=labels_of(DataState),
    transitions=(
        Transition("open", (DataState.DRAFT,), DataState.OPEN, _("Open it for tables"), policies.may_change),
        Transition(
            "withdraw", (DataState.OPEN,), DataState.WITHDRAWN, _("Withdraw"), policies.may_withdraw, needs_reason=True
        ),
    ),
)
