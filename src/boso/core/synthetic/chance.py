"""Drawing: everything by chance goes through one stream that is passed in, so the same stream gives the same world.

A stream is a function that gives numbers from 0 up to 1. Python promises that those of `Random.random` stay the same
from one version to the next; of `choice` and `shuffle` it does not, so drawing is built on the numbers alone.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from boso.core.synthetic.distributions import Weights, weights

T = TypeVar("T")
Stream = Callable[[], float]


class Chance:
    """A stream of chance with the few ways of drawing that are needed."""

    __slots__ = ("draw",)

    def __init__(self, stream: Stream) -> None:
        self.draw = stream

    def happens(self, share: float) -> bool:
        """Whether something comes to pass that does so in that share of cases."""
        return self.draw() < share

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + int(self.draw() * (most - least + 1))

    def one(self, things: Sequence[T]) -> T:
        """One of the things, each as likely."""
        return things[int(self.draw() * len(things))]

    def pick(self, key: str) -> str:
        """One value by the weights stated under that key."""
        return self.weighted(weights(key))

    def weighted(self, of: Weights) -> str:
        """One value by weights."""
        return of.values[min(bisect_left(of.heights, self.draw()), len(of.values) - 1)]

    def days(self, mean: float, most: int) -> int:
        """A waiting time of at least a day around a mean, many short and few long (exponential)."""
        return max(1, min(most, int(-math.log(1.0 - self.draw()) * mean)))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """The things in an order by chance (Fisher and Yates)."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = int(self.draw() * (last + 1))
            order[last], order[other] = order[other], order[last]
        return order


def quotas(of: Weights, total: int) -> dict[str, int]:
    """So many of each value that they make the total and keep the weights as near as whole numbers can
    (largest remainder; the earlier value wins a tie).
    """
    wanted = {value: share * total for value, share in of.shares().items()}
    found = {value: int(amount + 1e-9) for value, amount in wanted.items()}
    by_remainder = sorted(wanted, key=lambda value: -(wanted[value] - found[value]))
    for value in by_remainder[: total - sum(found.values())]:
        found[value] += 1
    return found
