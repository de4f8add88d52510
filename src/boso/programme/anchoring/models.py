"""What belongs to the programme, who has which task, where the work is anchored, who takes part, and hearings."""

from __future__ import annotations

from boso.programme.anchoring.models_anchoring import (
    ActorGroup,
    Degree,
    HandOver,
    HandOverCheck,
    Involvement,
    InvolvementPhase,
    Mention,
    PlanDocument,
    Reanchoring,
    Standing,
    Still,
)
from boso.programme.anchoring.models_hearing import Comment, CommentState, Hearing, HearingState, Knock
from boso.programme.anchoring.models_scope import (
    FieldTask,
    Place,
    ScopeEntry,
    ScopeKind,
    TaskPart,
    TaskPlace,
    UnitFunction,
)

__all__ = [
    "ActorGroup",
    "Comment",
    "CommentState",
    "Degree",
    "FieldTask",
    "HandOver",
    "HandOverCheck",
    "Hearing",
    "HearingState",
    "Involvement",
    "InvolvementPhase",
    "Knock",
    "Mention",
    "Place",
    "PlanDocument",
    "Reanchoring",
    "ScopeEntry",
    "ScopeKind",
    "Standing",
    "Still",
    "TaskPart",
    "TaskPlace",
    "UnitFunction",
]
