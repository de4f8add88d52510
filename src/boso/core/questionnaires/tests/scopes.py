"""A scope for expressions in tests: answers by name, one round."""

# ruff: noqa: DTZ001 - moments in forms have no zone

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from boso.core.questionnaires.expressions.evaluation import worked
from boso.core.questionnaires.expressions.values import Scalar, XValue


class Answered:
    """Answers by name; everything else is fixed."""

    today = dt.date(2026, 11, 23)
    now = dt.datetime(2026, 11, 23, 10, 30, 15)

    def __init__(self, answers: dict[str, XValue] | None = None, here: Scalar = None, language: str = "nb") -> None:
        self.answers = answers or {}
        self.at = here
        self.language = language

    def here(self) -> Scalar:
        return self.at

    def value(self, name: str) -> XValue:
        return self.answers.get(name)

    def column(self, name: str) -> str:
        return f"column {name}"

    def round(self) -> int:
        return 2

    def value_at(self, name: str, rounds: Sequence[tuple[str, int]]) -> Scalar:
        return f"{name} {rounds}"

    def choice_name(self, question: str, choice: str) -> str:
        return f"{question}:{choice}"

    def chance(self) -> Decimal | None:
        return Decimal("0.25")


def given(source: str, here: Scalar = None, language: str = "nb", **answers: XValue) -> XValue:
    """What an expression gives with these answers."""
    return worked(source)(Answered(answers, here, language))
