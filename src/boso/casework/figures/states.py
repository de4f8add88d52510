"""The way of a package: made, then let out by another or set aside."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.figures import policies
from boso.casework.figures.models import State
from boso.foundation.workflow.states import Transition, Workflow, labels_of

WAY = Workflow(
    verb="figures",
    states=labels_of(State),
    transitions=(
        Transition("let_out", (State.MADE,), State.LEFT, _("Let it leave"), policies.may_let_out),
        Transition("set_aside", (State.MADE,), State.SET_ASIDE, _("Set it aside"), policies.may_set_aside),
    ),
)
