"""A default is a plain value or an expression, and only its look tells which."""

from __future__ import annotations

import re

from boso.core.questionnaires.expressions.functions import FUNCTIONS, REFUSED

_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_CALLED = re.compile(r"([a-z][a-z0-9:-]*)\(")


def is_expression(default: str) -> bool:
    """Whether a default is worked out: it asks for another answer, or calls a function."""
    called = _CALLED.findall(default)
    return bool(_REFERENCE.search(default)) or any(name in FUNCTIONS or name in REFUSED for name in called)
