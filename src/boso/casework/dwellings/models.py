"""Buildings, the dwellings in them with their history, and the sites where more could stand."""

from __future__ import annotations

from boso.casework.dwellings.models_codes import CodeEntry, CodeList
from boso.casework.dwellings.models_stock import (
    EMPTY,
    OCCUPIED,
    Building,
    Disposal,
    Dwelling,
    Leases,
    PlanStatus,
    Site,
    Staffing,
    Status,
)
from boso.casework.dwellings.models_time import Binding, BindingKind, EmptyStep, StatusPeriod, StepKind

__all__ = [
    "EMPTY",
    "OCCUPIED",
    "Binding",
    "BindingKind",
    "Building",
    "CodeEntry",
    "CodeList",
    "Disposal",
    "Dwelling",
    "EmptyStep",
    "Leases",
    "PlanStatus",
    "Site",
    "Staffing",
    "Status",
    "StatusPeriod",
    "StepKind",
]
