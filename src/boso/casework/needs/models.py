"""Mappings of what home a household needs, campaigns to map many, and the count of the homeless.

Codes, days and sizes stand in clear; what anybody wrote in words about a household is sealed with its key. What nobody
knows is `unknown`, and never the same as no.
"""

from __future__ import annotations

from boso.casework.needs.models_campaigns import Campaign, CampaignState, CampaignTarget, Reminder, TargetState
from boso.casework.needs.models_codes import (
    Adaptation,
    Area,
    Certainty,
    Floor,
    FollowUp,
    Homeless,
    Known,
    MainGround,
    Neighbours,
    Situation,
    Staffing,
    Unsuitable,
    Urgency,
    Why,
)
from boso.casework.needs.models_counts import AgeGroup, CountForm, CountRow, CountState, HomelessCount, Sex
from boso.casework.needs.models_mappings import Mapping, MappingState

__all__ = [
    "Adaptation",
    "AgeGroup",
    "Area",
    "Campaign",
    "CampaignState",
    "CampaignTarget",
    "Certainty",
    "CountForm",
    "CountRow",
    "CountState",
    "Floor",
    "FollowUp",
    "Homeless",
    "HomelessCount",
    "Known",
    "MainGround",
    "Mapping",
    "MappingState",
    "Neighbours",
    "Reminder",
    "Sex",
    "Situation",
    "Staffing",
    "TargetState",
    "Unsuitable",
    "Urgency",
    "Why",
]
