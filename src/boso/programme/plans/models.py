"""A participant's plans: what is hard, what is done about it, homes, money, risks and decisions."""

from __future__ import annotations

from boso.programme.plans.models_activity import Activity, Dependency, Level, Result
from boso.programme.plans.models_analysis import AnalysisState, Challenge, PreAnalysis, Trace
from boso.programme.plans.models_homes import DwellingProject, Means, Part
from boso.programme.plans.models_money import Funder, Funding, FundingState
from boso.programme.plans.models_plan import Body, Plan, PlanVersion, VersionState
from boso.programme.plans.models_shared import OPEN_STATES, Group, State, Theme
from boso.programme.plans.models_steering import Decision, Degree, Risk, RiskState

__all__ = [
    "OPEN_STATES",
    "Activity",
    "AnalysisState",
    "Body",
    "Challenge",
    "Decision",
    "Degree",
    "Dependency",
    "DwellingProject",
    "Funder",
    "Funding",
    "FundingState",
    "Group",
    "Level",
    "Means",
    "Part",
    "Plan",
    "PlanVersion",
    "PreAnalysis",
    "Result",
    "Risk",
    "RiskState",
    "State",
    "Theme",
    "Trace",
    "VersionState",
]
