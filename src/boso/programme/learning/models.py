"""What the programme learns, where, from whom, and what came of it."""

from __future__ import annotations

from boso.programme.learning.models_arenas import (
    Answer,
    Arena,
    ArenaKind,
    ArenaState,
    Invitation,
    Participant,
    Session,
)
from boso.programme.learning.models_knowledge import (
    Knowledge,
    KnowledgePlan,
    LearningMeasure,
    MeasureKind,
    MeasureState,
)
from boso.programme.learning.models_ledger import (
    EntryState,
    LedgerEntry,
    Loop,
    Ring,
    Signal,
    SignalState,
    SignalTrace,
    Standing,
)
from boso.programme.learning.models_library import (
    Experience,
    ExperienceState,
    ResultFigure,
    Size,
    Tool,
    Use,
    UseState,
    Verdict,
)
from boso.programme.learning.models_networks import (
    MandatePoint,
    Matter,
    MatterState,
    Meeting,
    Network,
    NetworkKind,
    NetworkMember,
    NetworkState,
    Position,
)
from boso.programme.plans.models_shared import Theme

__all__ = [
    "Answer", "Arena", "ArenaKind", "ArenaState", "EntryState", "Experience", "ExperienceState", "Invitation",
    "Knowledge", "KnowledgePlan", "LearningMeasure", "LedgerEntry", "Loop", "MandatePoint", "Matter", "MatterState",
    "MeasureKind", "MeasureState", "Meeting", "Network", "NetworkKind", "NetworkMember", "NetworkState",
    "Participant", "Position", "ResultFigure", "Ring", "Session", "Signal", "SignalState", "SignalTrace", "Size",
    "Standing", "Theme", "Tool", "Use", "UseState", "Verdict",
]  # fmt: skip
