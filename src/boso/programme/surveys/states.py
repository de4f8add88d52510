"""A wave is prepared, opened, closed, perhaps opened again, and ended: then those asked are forgotten for good."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.surveys.models import WaveState
from boso.programme.surveys.policies import may_manage_wave

WAVE = Workflow(
    verb="wave",
    states=labels_of(WaveState),
    transitions=(
        Transition("open", (WaveState.DRAFT,), WaveState.OPEN, _("Open for answers"), may_manage_wave),
        Transition("close", (WaveState.OPEN,), WaveState.CLOSED, _("Close"), may_manage_wave),
        Transition("reopen", (WaveState.CLOSED,), WaveState.OPEN, _("Open again"), may_manage_wave, needs_reason=True),
        Transition("end", (WaveState.CLOSED,), WaveState.ENDED, _("End and forget those asked"), may_manage_wave),
    ),
)
