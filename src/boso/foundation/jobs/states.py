"""What a person may do with a job. The worker's own steps stand in `actions`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.jobs import policies
from boso.foundation.jobs.models import State
from boso.foundation.workflow.states import Transition, Workflow, labels_of

JOB = Workflow(
    verb="job",
    states=labels_of(State),
    transitions=(
        Transition("run_again", (State.FAILED,), State.READY, _("Run again"), policies.may_manage),
        Transition("give_up", (State.READY, State.RUNNING), State.FAILED, _("Give up"), policies.may_manage),
    ),
)
