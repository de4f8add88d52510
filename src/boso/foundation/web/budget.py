"""How many statements a page spends on what the apps register. Nobody knows beforehand who registers what."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections

K = TypeVar("K")
T = TypeVar("T")

log = logging.getLogger(__name__)

#: A page sends at most twelve. Four are the frame's and the page's own: session, seats, bell, and the page's rows.
PAGE, OWN = 12, 4
FOR_SOURCES = PAGE - OWN


class Spent(Exception):
    """The next statement would be one too many; it was not sent."""


class Budget:
    """Counts statements to every database and stops before one too many. Reads open no transaction, so none counts."""

    def __init__(self, most: int) -> None:
        self.left = most

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count what the block sends. Raises Spent from within it."""
        with ExitStack() as stack:
            for connection in connections.all():
                stack.enter_context(connection.execute_wrapper(self._send))
            yield

    def _send(self, execute: Callable[..., Any], *words: Any) -> Any:
        if self.left <= 0:
            raise Spent
        self.left -= 1
        return execute(*words)


@dataclass(frozen=True, slots=True)
class Answers(Generic[K, T]):
    """What was read, by key in the order asked.

    rest: what is to be asked in a request of its own. failed: some could not be read.
    """

    found: dict[K, T]
    rest: tuple[K, ...]
    failed: bool


def ask(
    questions: Mapping[K, Callable[[], T]], most: int = FOR_SOURCES, name: Callable[[K], str] = str
) -> Answers[K, T]:
    """Ask each in turn, with at most `most` statements together; what does not fit is left for another request.

    A question that costs nothing is always answered. One that fails, or that alone costs more than all, is logged by
    its name and left out, so asking for the rest comes to an end.
    """
    budget = Budget(most)
    found: dict[K, T] = {}
    rest: list[K] = []
    failed = False
    for key, question in questions.items():
        untouched = budget.left == most
        try:
            with budget.counted():
                found[key] = question()
        except Spent:
            if untouched:
                log.error("%s costs more than %d statements", name(key), most)
                failed = True
            else:
                rest.append(key)
        except Exception:
            log.exception("%s could not be read", name(key))
            failed = True
    return Answers(found, tuple(rest), failed)


def numbered(wish: str, known: Iterable[T]) -> dict[int, T]:
    """The things whose places an address names («3.5»); all where it names none."""
    things = dict(enumerate(known))
    places = {int(place) for place in wish.split(".") if place.isdecimal() and len(place) < 5}
    chosen = {place: thing for place, thing in things.items() if place in places}
    return chosen or things
