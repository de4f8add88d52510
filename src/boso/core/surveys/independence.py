"""Whether rows and columns of a table have anything to do with each other: tests, and which of them the counts allow.

Rows and columns in which nobody is are left out. A test there are too few rows or columns for is none. Tables are of
persons; what has weights is for `weights.rao_scott`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import scipy
from numpy.random import RandomState

from boso.core.surveys.answers import Floats
from boso.core.surveys.crosstab import expected, matrix

Counts: TypeAlias = Sequence[Sequence[float]] | Floats
#: Tables drawn where nothing else is said, and how many numbers are held at a time.
SAMPLES = 9_999
AT_A_TIME = 2_000_000


class Way(StrEnum):
    """How a p-value was reached."""

    CHI_SQUARE = "chi_square"
    CHI_SQUARE_CORRECTED = "chi_square_corrected"
    LIKELIHOOD_RATIO = "likelihood_ratio"
    FISHER = "fisher"
    DRAWN = "drawn"
    TREND = "trend"


@dataclass(frozen=True, slots=True)
class Test:
    """One test. df: degrees of freedom, where there are any. samples: tables drawn, where they were."""

    __test__ = False

    way: Way
    p: float
    statistic: float | None = None
    df: int | None = None
    samples: int | None = None


def small(counts: Counts) -> bool:
    """Whether cells are too small for chi-square: of more than a fifth fewer than five are expected, or of one fewer
    than one.
    """
    table = matrix(counts)
    if not table.size:
        return True
    wanted = expected(table)
    return bool((wanted < 5).mean() > 0.2 or wanted.min() < 1)


def independence(counts: Counts, seed: int, samples: int = SAMPLES) -> Test | None:
    """The test the counts allow: chi-square; where cells are small Fisher's exact test for two by two, and drawn tables
    for larger ones. The same seed gives the same.
    """
    table = matrix(counts)
    if min(table.shape) < 2:
        return None
    if not small(table):
        return chi_square(table)
    return fisher(table) if table.shape == (2, 2) else drawn(table, seed, samples)


def chi_square(counts: Counts) -> Test | None:
    """Pearson's chi-square, without correction."""
    table = matrix(counts)
    if min(table.shape) < 2:
        return None
    return _test(Way.CHI_SQUARE, pearson(table), table)


def chi_square_corrected(counts: Counts) -> Test | None:
    """Chi-square with Yates' correction; for two by two only."""
    table = matrix(counts)
    if table.shape != (2, 2):
        return None
    wanted = expected(table)
    away = np.abs(table - wanted)
    return _test(Way.CHI_SQUARE_CORRECTED, float(((away - np.minimum(0.5, away)) ** 2 / wanted).sum()), table)


def likelihood_ratio(counts: Counts) -> Test | None:
    """The likelihood ratio, G."""
    table = matrix(counts)
    if min(table.shape) < 2:
        return None
    return _test(Way.LIKELIHOOD_RATIO, float(2 * scipy.special.xlogy(table, table / expected(table)).sum()), table)


def fisher(counts: Counts) -> Test | None:
    """Fisher's exact test, both sides: all tables of the same sums that are no likelier. For two by two only.

    Raises ValueError for counts that are not whole.
    """
    table = matrix(counts)
    if table.shape != (2, 2):
        return None
    _must_be_whole(table)
    # The smallest sum goes first: there are as many tables as it allows.
    if table.sum(axis=0).min() < table.sum(axis=1).min():
        table = table.T
    if table[1].sum() < table[0].sum():
        table = table[::-1]
    (seen, other), (below, beside) = ([int(each) for each in line] for line in table)
    first, left, right = seen + other, seen + below, other + beside
    ways = {
        k: math.comb(left, k) * math.comb(right, first - k) for k in range(max(0, first - right), min(first, left) + 1)
    }
    likelier_not = sum(way for way in ways.values() if way <= ways[seen])
    return Test(Way.FISHER, likelier_not / sum(ways.values()))


def odds_ratio(counts: Sequence[Sequence[float]] | Floats) -> float | None:
    """How many times the odds in the first row are those of the second; none where it cannot be said."""
    (a, b), (c, d) = counts
    return float(a * d / (b * c)) if b * c else None


def drawn(counts: Counts, seed: int, samples: int = SAMPLES) -> Test | None:
    """Tables of the same sums drawn by chance: how often chi-square is as large as the one seen, that one counted too.

    seed: from 0 up to 2**32. Raises ValueError for counts that are not whole.
    """
    from scipy.stats import random_table

    table = matrix(counts)
    if min(table.shape) < 2:
        return None
    _must_be_whole(table)
    seen, wanted = pearson(table), expected(table)
    chance = RandomState(seed)  # NumPy promises that its numbers stay the same from one version to the next
    source = random_table(table.sum(axis=1).astype(np.int64), table.sum(axis=0).astype(np.int64))
    step = max(1, AT_A_TIME // table.size)
    as_large = 0
    for start in range(0, samples, step):
        tables = source.rvs(size=min(step, samples - start), random_state=chance)
        found = ((tables - wanted) ** 2 / wanted).sum(axis=(-2, -1))
        as_large += int((found >= seen * (1 - 1e-9)).sum())
    return Test(Way.DRAWN, (as_large + 1) / (samples + 1), seen, samples=samples)


def pearson(table: Floats) -> float:
    """The sum of (O - E)² / E of a table without empty rows and columns."""
    wanted = expected(table)
    return float(((table - wanted) ** 2 / wanted).sum())


def _test(way: Way, statistic: float, table: Floats) -> Test:
    df = (table.shape[0] - 1) * (table.shape[1] - 1)
    return Test(way, float(scipy.special.chdtrc(df, statistic)), statistic, df)


def _must_be_whole(table: Floats) -> None:
    if np.any(table != np.floor(table)):
        raise ValueError("an exact test counts persons")
