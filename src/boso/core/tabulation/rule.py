"""The rule of what must be hidden."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """How small counts are hidden, and how well.

    threshold: counts from 1 to this are hidden. width: of each hidden cell an attacker must not be able to prove an
    interval [low, high] with high - low below this. zeros: hide all zeros too (they then are as small as any); else
    zeros are shown, and the attacker is taken to know that a hidden cell that is not 0 is at least 1.
    groups: where one code holds a whole group, hide that count, so that the zeros beside it do not tell on everybody.
    """

    threshold: int = 3
    width: int = 2
    zeros: bool = False
    groups: bool = True

    def __post_init__(self) -> None:
        if self.threshold < 0 or self.width < 1:
            raise ValueError("a threshold is at least 0, and a width at least 1")

    def is_small(self, count: int) -> bool:
        """Whether the count itself must be hidden."""
        return 0 < count <= self.threshold or (self.zeros and count == 0)

    def least(self, count: int) -> int:
        """What the attacker knows a hidden cell to be at least."""
        return 0 if self.zeros or count == 0 else 1
