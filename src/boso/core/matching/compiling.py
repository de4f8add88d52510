"""The same function twice: as it stands in plain Python, and compiled by numba where the work is large.

Compiling takes seconds the first time and is kept on disk; small runs are answered before numba would be loaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])

#: Agents, dwellings and pairs together: below this, plain Python answers sooner than numba is loaded.
LARGE = 12_000


def compiled(function: F, size: int) -> F:
    """The function for a run of that size."""
    return cast("F", machine_code(function)) if size >= LARGE else function


@cache
def machine_code(function: FunctionType) -> Callable[..., Any]:
    """The function compiled, and with it those of the engine's functions that it calls."""
    import numba

    scope = dict(function.__globals__)
    for name in function.__code__.co_names:
        called = scope.get(name)
        if isinstance(called, FunctionType) and called.__module__.startswith("boso.core.matching"):
            scope[name] = machine_code(called)
    copy = FunctionType(function.__code__, scope, function.__name__, function.__defaults__)
    copy.__qualname__, copy.__module__ = f"{function.__qualname__}_{_edition()}", function.__module__
    return cast("Callable[..., Any]", numba.njit(cache=True)(copy))


@cache
def _edition() -> str:
    """A digest of the engine's sources, by which kept code is named: numba itself sees only changes in the function's
    own file, and would go on with old code of what the function calls.
    """
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:12]
