"""What may follow what: arenas, learning measures, matters in networks, lessons, signals."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision
from boso.foundation.workflow.states import Transition, Workflow, labels_of
from boso.programme.learning import policies
from boso.programme.learning.models import (
    ArenaState,
    EntryState,
    MatterState,
    MeasureState,
    NetworkState,
    SignalState,
)


def _may_plan(actor: Actor, measure: Any) -> Decision:
    return policies.may_plan(actor)


ARENA = Workflow(
    verb="arena",
    states=labels_of(ArenaState),
    transitions=(
        Transition("plan", (ArenaState.OFFERED,), ArenaState.PLANNED, _("Set a day"), policies.may_run),
        Transition("hold", (ArenaState.PLANNED,), ArenaState.HELD, _("It was held"), policies.may_run),
        Transition(
            "cancel", (ArenaState.OFFERED, ArenaState.PLANNED), ArenaState.CANCELLED, _("Cancel"),
            policies.may_run, needs_reason=True,
        ),
    ),
)  # fmt: skip

MEASURE = Workflow(
    verb="learning_measure",
    states=labels_of(MeasureState),
    transitions=(
        Transition(
            "begin", (MeasureState.NOT_STATED, MeasureState.PLANNED), MeasureState.UNDER_WAY, _("Begin"), _may_plan
        ),
        Transition(
            "finish", (MeasureState.NOT_STATED, MeasureState.PLANNED, MeasureState.UNDER_WAY), MeasureState.DONE,
            _("Done"), _may_plan,
        ),
        Transition(
            "drop", (MeasureState.NOT_STATED, MeasureState.PLANNED, MeasureState.UNDER_WAY), MeasureState.DROPPED,
            _("Drop"), _may_plan, needs_reason=True,
        ),
    ),
)  # fmt: skip

NETWORK = Workflow(
    verb="network",
    states=labels_of(NetworkState),
    transitions=(
        Transition(
            "confirm", (NetworkState.FORMING,), NetworkState.ACTIVE, _("It works now"), policies.may_run_network
        ),
        Transition(
            "end", (NetworkState.FORMING, NetworkState.ACTIVE), NetworkState.ENDED, _("End it"),
            policies.may_run_network, needs_reason=True,
        ),
    ),
)  # fmt: skip

MATTER = Workflow(
    verb="matter",
    states=labels_of(MatterState),
    transitions=(
        Transition("take_up", (MatterState.RAISED,), MatterState.TAKEN_UP, _("Take it up"), policies.may_settle),
        Transition(
            "settle", (MatterState.RAISED, MatterState.TAKEN_UP), MatterState.SETTLED, _("Settle"),
            policies.may_settle, needs_reason=True,
        ),
        Transition(
            "set_aside", (MatterState.RAISED, MatterState.TAKEN_UP), MatterState.SET_ASIDE, _("Set aside"),
            policies.may_settle, needs_reason=True,
        ),
    ),
)  # fmt: skip

LESSON = Workflow(
    verb="lesson",
    states=labels_of(EntryState),
    transitions=(
        Transition(
            "decide", (EntryState.OPEN,), EntryState.DECIDED, _("It led to a decision"),
            policies.may_decide, needs_reason=True,
        ),
        Transition(
            "leave", (EntryState.OPEN,), EntryState.LEFT, _("No decision"), policies.may_decide, needs_reason=True
        ),
        Transition(
            "reopen", (EntryState.DECIDED, EntryState.LEFT), EntryState.OPEN, _("Take it up again"),
            policies.may_decide, needs_reason=True,
        ),
    ),
)  # fmt: skip

SIGNAL = Workflow(
    verb="signal",
    states=labels_of(SignalState),
    transitions=(
        Transition("send", (SignalState.SEEN,), SignalState.SENT, _("It is sent"), policies.may_send),
        Transition(
            "answer", (SignalState.SENT,), SignalState.ANSWERED, _("An answer came"), policies.may_send,
            needs_reason=True,
        ),
        Transition(
            "close", (SignalState.SEEN, SignalState.SENT), SignalState.CLOSED, _("Close without answer"),
            policies.may_send, needs_reason=True,
        ),
    ),
)  # fmt: skip
