"""The small examples Statistics Norway publishes with its R package GaussSuppression (vignettes «Small count frequency
table suppression» and «Linked table suppression»): same small cells, a safe pattern, no more hidden cells.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

import pytest

from boso.core.tabulation import attack
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import protect
from boso.core.tabulation.tables import Dimension, Table

AGE = Dimension("age", ("young", "old"))
FLAT = Dimension("geo", ("Iceland", "Portugal", "Spain"))
GEO = Dimension(
    "geo", ("EU", "Portugal", "Spain", "nonEU", "Iceland"), {"Portugal": "EU", "Spain": "EU", "Iceland": "nonEU"}
)
A = {("young", "Spain"): 5, ("young", "Iceland"): 2, ("old", "Spain"): 6, ("old", "Iceland"): 3, ("old", "Portugal"): 4}
B = {**A, ("young", "Iceland"): 0}
NONE = ("young", "Iceland")

YEAR = Dimension("year", ("2014", "2015", "2016"))
LINKED = {
    ("young", "Spain", "2014"): 6, ("young", "Iceland", "2014"): 8, ("old", "Spain", "2014"): 9,
    ("old", "Portugal", "2014"): 1, ("young", "Iceland", "2015"): 2, ("old", "Spain", "2015"): 4,
    ("old", "Portugal", "2015"): 3, ("young", "Spain", "2016"): 7, ("young", "Iceland", "2016"): 2,
    ("young", "Portugal", "2016"): 2,
}  # fmt: skip


def names(*places):
    return {tuple("" if part == "-" else part for part in place.split()) for place in places}


@dataclass(frozen=True)
class Example:
    """Data, rule, and what Statistics Norway gets: the small cells, and how many hidden ones in all."""

    table: Table
    rule: Rule
    small: set = field(default_factory=set)
    hidden: int = 0


def by_age(geo, counts, **more):
    return Table("example", "persons", (AGE, geo), counts, **more)


SOME = frozenset({*product(AGE.codes, ("EU", "nonEU")), *(("", geo) for geo in ("Iceland", "Portugal", "Spain", ""))})
TWO_TABLES = frozenset(
    place for place in product(("young", "old", ""), (*GEO.codes, ""), (*YEAR.codes, ""))
    if place[1] in ("EU", "nonEU", "") or not place[0]
)  # fmt: skip
EMPTY = frozenset(set(product(AGE.codes, GEO.leaves, YEAR.codes)) - set(LINKED))

EXAMPLES = {
    "a table of six": Example(by_age(FLAT, A), Rule(1, zeros=True, groups=False), names("young Portugal"), 4),
    "groups of countries": Example(
        by_age(GEO, A), Rule(2, zeros=True, groups=False), names("young nonEU", "young Iceland", "young Portugal"), 8
    ),
    "only some cells": Example(
        by_age(GEO, A, only=SOME), Rule(2, zeros=True, groups=False), names("young nonEU"), 2
    ),
    "zeros shown": Example(
        by_age(GEO, A), Rule(4, groups=False),
        names("- Portugal", "old nonEU", "old Iceland", "old Portugal", "young nonEU", "young Iceland"), 10,
    ),
    "zeros may be hidden for others": Example(
        by_age(GEO, A), Rule(3, groups=False), names("old nonEU", "old Iceland", "young nonEU", "young Iceland"), 8
    ),
    "a place where nothing can be": Example(
        by_age(GEO, B, impossible=frozenset({NONE})), Rule(2, zeros=True, groups=False), names("young Portugal"), 4
    ),
    "two zeros": Example(
        by_age(GEO, B), Rule(2, zeros=True, groups=False), names("young nonEU", "young Iceland", "young Portugal"), 10
    ),
    "two linked tables": Example(
        Table("linked", "persons", (AGE, GEO, YEAR), LINKED, impossible=EMPTY, only=TWO_TABLES),
        # Their pattern leaves Portugal 1 and 2, or 2 and 1: safe by their rule, and not by BoSo's own width of 2.
        Rule(2, width=1, groups=False),
        names(
            "- nonEU 2015", "- nonEU 2016", "young - 2015", "young nonEU 2015", "young nonEU 2016",
            "- Iceland 2015", "- Iceland 2016", "- Portugal 2014", "- Portugal 2016",
        ),
        14,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_same_small_cells_a_safe_pattern_and_no_more_hidden(name):
    example = EXAMPLES[name]
    pattern = protect([example.table], example.rule)
    small = {place for place in example.table.places() if pattern.is_small(example.table.key(place))}
    assert small == example.small
    assert not attack.weaknesses(pattern.system, pattern.hidden, example.rule.width, pattern.system.guarded)
    assert len(pattern.hidden_in(example.table)) <= example.hidden
    assert pattern.is_cheapest
