"""What `boso bench` measures: one module a subject, each with `rows()` against named baselines in the same run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One measured case. seconds is the median; our own engine is called `boso`, baselines by their names."""

    case: str
    engine: str
    seconds: float
    memory_mb: float | None = None
    result: dict[str, Any] = field(default_factory=dict)
