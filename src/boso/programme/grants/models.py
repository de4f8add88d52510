"""The programme's money: table 1 of the report as printed, awards, what is drawn, and the own share."""

from __future__ import annotations

from boso.programme.grants.models_money import (
    Award,
    AwardState,
    CarryOver,
    ContributionKind,
    ContributionState,
    OwnContribution,
    PaymentRequest,
    PaymentState,
    Repayment,
)
from boso.programme.grants.models_report import CellKind, OwnShareRate, ProseAward, TableCell, TableColumn

__all__ = [
    "Award",
    "AwardState",
    "CarryOver",
    "CellKind",
    "ContributionKind",
    "ContributionState",
    "OwnContribution",
    "OwnShareRate",
    "PaymentRequest",
    "PaymentState",
    "ProseAward",
    "Repayment",
    "TableCell",
    "TableColumn",
]
