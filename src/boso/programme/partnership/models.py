"""The programme as the report states it, and what its members add."""

from __future__ import annotations

from boso.programme.partnership.models_facts import Fact, Mark, Source
from boso.programme.partnership.models_members import (
    Admission,
    AdmissionState,
    Agreement,
    AgreementState,
    Duty,
    Participation,
    Party,
    Phase,
    PhaseEntry,
)
from boso.programme.partnership.models_plans import Goal, Intake, IntakeStage, Level, Plan, Programme, Stage
from boso.programme.partnership.models_work import (
    Audience,
    BankTask,
    CalendarEvent,
    ContactEntry,
    ContactKind,
    EventKind,
    Function,
    PartnershipRole,
    RoleHolding,
    Side,
    TaskAssignment,
)

__all__ = [
    "Admission",
    "AdmissionState",
    "Agreement",
    "AgreementState",
    "Audience",
    "BankTask",
    "CalendarEvent",
    "ContactEntry",
    "ContactKind",
    "Duty",
    "EventKind",
    "Fact",
    "Function",
    "Goal",
    "Intake",
    "IntakeStage",
    "Level",
    "Mark",
    "Participation",
    "PartnershipRole",
    "Party",
    "Phase",
    "PhaseEntry",
    "Plan",
    "Programme",
    "RoleHolding",
    "Side",
    "Source",
    "Stage",
    "TaskAssignment",
]
