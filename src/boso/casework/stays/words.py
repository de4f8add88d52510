"""What of a stay lies sealed: which place it is, and what somebody should know."""

from __future__ import annotations

from dataclasses import dataclass

from boso.casework.households.sealing import Words


@dataclass(frozen=True, slots=True)
class StayWords(Words):
    """Name and address of the place, and a note."""

    name: str = ""
    note: str = ""
