"""A document stands or is withdrawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.documents.models import State
from boso.foundation.documents.policies import may_change
from boso.foundation.workflow.states import Transition, Workflow, labels_of

DOCUMENT = Workflow(
    verb="document",
    states=labels_of(State),
    transitions=(
        Transition("withdraw", (State.STANDING,), State.WITHDRAWN, _("Withdraw"), may_change, needs_reason=True),
        Transition("restore", (State.WITHDRAWN,), State.STANDING, _("Put back in force"), may_change),
    ),
)
