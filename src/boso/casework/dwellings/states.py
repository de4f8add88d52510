"""What may follow what for a dwelling. Leases move it too (`actions_status.moved_in`): then they decide."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings import policies
from boso.casework.dwellings.models import Status
from boso.foundation.workflow.states import Transition, Workflow, labels_of

DWELLING = Workflow(
    verb="dwelling",
    field="status",
    states=labels_of(Status),
    transitions=(
        Transition(
            "make_ready", (Status.MAINTENANCE, Status.UNAVAILABLE, Status.BEING_SOLD), Status.READY,
            _("Ready to move in"), policies.may_change,
        ),
        Transition("reserve", (Status.READY,), Status.RESERVED, _("Reserve"), policies.may_allocate),
        Transition("assign", (Status.READY, Status.RESERVED), Status.ASSIGNED, _("Assign"), policies.may_allocate),
        Transition(
            "release", (Status.RESERVED, Status.ASSIGNED), Status.READY, _("Make free again"), policies.may_allocate
        ),
        Transition(
            "let", (Status.READY, Status.RESERVED, Status.ASSIGNED, Status.UNDER_NOTICE), Status.LET,
            _("Let without a lease in BoSo"), policies.may_change,
        ),
        Transition("notice", (Status.LET,), Status.UNDER_NOTICE, _("Under notice"), policies.may_change),
        Transition(
            "vacate", (Status.LET, Status.UNDER_NOTICE), Status.MAINTENANCE, _("Tenant has moved out"),
            policies.may_change,
        ),
        Transition(
            "mend", (Status.READY, Status.UNAVAILABLE, Status.RESERVED, Status.BEING_SOLD), Status.MAINTENANCE,
            _("Needs work"), policies.may_change,
        ),
        Transition(
            "take_out", (Status.READY, Status.RESERVED, Status.MAINTENANCE, Status.BEING_SOLD), Status.UNAVAILABLE,
            _("Take out of use"), policies.may_change, needs_reason=True,
        ),
        Transition(
            "sell", (Status.READY, Status.MAINTENANCE, Status.UNAVAILABLE), Status.BEING_SOLD,
            _("Put up for sale"), policies.may_change,
        ),
        Transition(
            "remove", (Status.READY, Status.MAINTENANCE, Status.UNAVAILABLE, Status.BEING_SOLD), Status.REMOVED,
            _("Remove from the stock"), policies.may_change, needs_reason=True,
        ),
        Transition(
            "restore", (Status.REMOVED,), Status.UNAVAILABLE, _("Take back in"), policies.may_restore
        ),
    ),
)  # fmt: skip

#: Acts that a lease decides where there is one.
BY_LEASE = ("let", "notice", "vacate", "remove")
