"""The signs Statistics Norway puts where a number could stand."""

from __future__ import annotations

from enum import StrEnum


class Mark(StrEnum):
    """Why no number stands there. A zero is a zero."""

    HIDDEN = ":"
    IMPOSSIBLE = "."
    MISSING = ".."
