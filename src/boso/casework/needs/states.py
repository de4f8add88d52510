"""What may follow what: a mapping, a campaign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from boso.casework.needs import policies
from boso.casework.needs.models import CampaignState, MappingState
from boso.foundation.workflow.states import Transition, Workflow, labels_of

MAPPING = Workflow(
    verb="mapping",
    states=labels_of(MappingState),
    transitions=(
        Transition("finish", (MappingState.DRAFT,), MappingState.DONE, _("Finish"), policies.may_fill),
        Transition("correct", (MappingState.DONE,), MappingState.CORRECTED, _("Correct"), policies.may_correct),
    ),
)

CAMPAIGN = Workflow(
    verb="campaign",
    states=labels_of(CampaignState),
    transitions=(
        Transition("start", (CampaignState.DRAFT,), CampaignState.RUNNING, _("Start"), policies.may_lead_campaign),
        Transition("close", (CampaignState.RUNNING,), CampaignState.CLOSED, _("Close it"), policies.may_lead_campaign),
    ),
)
