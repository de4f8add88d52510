"""The words of every fault: code to weight, what is wrong, what to do."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str, str]] = {}
