"""A version is a draft, is published, and may be withdrawn. It never becomes a draft again."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.foundation.questionnaires.models import State
from boso.foundation.questionnaires.policies import may_publish
from boso.foundation.workflow.states import Transition, Workflow, labels_of

VERSION = Workflow(
    verb="form",
    states=labels_of(State),
    transitions=(
        Transition("publish", (State.DRAFT,), State.PUBLISHED, _("Publish"), may_publish, needs_reason=True),
        Transition("withdraw", (State.PUBLISHED,), State.WITHDRAWN, _("Withdraw"), may_publish, needs_reason=True),
        Transition("restore", (State.WITHDRAWN,), State.PUBLISHED, _("Put back in force"), may_publish),
    ),
)
