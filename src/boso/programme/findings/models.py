"""From evidence to change: findings, what they are judged against, what is advised, what came of it; living checks."""

from __future__ import annotations

from boso.programme.findings.models_advice import (
    Answer,
    AnswerKind,
    Audience,
    Decision,
    Outcome,
    OutcomeKind,
    Recommendation,
    RecommendationState,
)
from boso.programme.findings.models_chain import (
    Assessment,
    Challenge,
    ChallengeState,
    Evidence,
    EvidenceKind,
    Finding,
    FindingState,
    Judgement,
    OwnerRole,
    Strength,
)
from boso.programme.findings.models_checks import Check, CheckState, Condition, Reading, ToldAs, Verdict, Why

__all__ = [
    "Answer",
    "AnswerKind",
    "Assessment",
    "Audience",
    "Challenge",
    "ChallengeState",
    "Check",
    "CheckState",
    "Condition",
    "Decision",
    "Evidence",
    "EvidenceKind",
    "Finding",
    "FindingState",
    "Judgement",
    "Outcome",
    "OutcomeKind",
    "OwnerRole",
    "Reading",
    "Recommendation",
    "RecommendationState",
    "Strength",
    "ToldAs",
    "Verdict",
    "Why",
]
