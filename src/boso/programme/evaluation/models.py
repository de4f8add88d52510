"""Evaluation: design, analysis models, waves, sources, the sample log, named access, and the report."""

from __future__ import annotations

from boso.programme.evaluation.models_design import (
    AnalysisModel,
    Category,
    Evaluation,
    EvaluationState,
    EvaluationWave,
    Question,
    Source,
    SourceKind,
)
from boso.programme.evaluation.models_report import (
    EvaluationReport,
    Part,
    PartKind,
    Reference,
    ReportState,
)
from boso.programme.evaluation.models_sample import NamedAccess, NamedBy, Outcome, SampleEntry

__all__ = [
    "AnalysisModel",
    "Category",
    "Evaluation",
    "EvaluationReport",
    "EvaluationState",
    "EvaluationWave",
    "NamedAccess",
    "NamedBy",
    "Outcome",
    "Part",
    "PartKind",
    "Question",
    "Reference",
    "ReportState",
    "SampleEntry",
    "Source",
    "SourceKind",
]
