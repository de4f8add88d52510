"""What may follow what with a household of the watch."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.instruments import policies
from boso.casework.instruments.models import WatchState
from boso.foundation.workflow.states import Transition, Workflow, labels_of

_BEGUN = (WatchState.TAKEN, WatchState.ASKED, WatchState.APPLIED)
_ANY = tuple(WatchState)


def _others(state: WatchState) -> tuple[WatchState, ...]:
    return tuple(one for one in _ANY if one is not state)


WATCH = Workflow(
    verb="watch",
    states=labels_of(WatchState),
    transitions=(
        Transition("take", _others(WatchState.TAKEN), WatchState.TAKEN, _("I take it"), policies.may_act_on),
        Transition("ask", (WatchState.TAKEN,), WatchState.ASKED, _("I have asked them"), policies.may_act_on),
        Transition(
            "apply", (WatchState.TAKEN, WatchState.ASKED), WatchState.APPLIED, _("They have applied"),
            policies.may_act_on,
        ),
        Transition(
            "receive", (WatchState.OPEN, *_BEGUN), WatchState.RECEIVES, _("They receive it"), policies.may_act_on
        ),
        Transition("refuse", _BEGUN, WatchState.NOT_WANTED, _("They do not want it"), policies.may_act_on),
        Transition(
            "dismiss", (WatchState.OPEN, *_BEGUN), WatchState.NOT_RELEVANT, _("Not relevant"), policies.may_act_on
        ),
        Transition("drop", _BEGUN, WatchState.OPEN, _("I put it back"), policies.may_act_on),
    ),
)  # fmt: skip
