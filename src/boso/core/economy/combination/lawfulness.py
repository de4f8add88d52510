"""What law, security and the municipality's own bounds allow of a startlån, before anybody looks at what is borne."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from boso.core.economy.combination.question import Buying, LoanTerms, Question
from boso.core.economy.combination.rows import Flags, Sources
from boso.core.economy.exact import exact, in_ore, percent
from boso.core.economy.loans.lawful_terms import Against, Wanted, breaches
from boso.core.economy.security import most_lent
from boso.core.law import parameters

#: BoSo's own choices: steps, terms and horizon.
CHOICES = "combination"
#: What can stand in the way of every startlån, besides the conditions; bounds are named as in `Local`.
SECURITY, OWN_PERCENT, MOST_STARTLAN, MOST_YEARS = "security", "own_percent", "most_startlan", "most_years"


def lawful_years(asked: Question) -> list[int]:
    """The terms of a startlån that are tried and that the law and the municipality's bound allow."""
    terms, most = asked.terms, asked.local.most_years
    return [
        one
        for one in tried_years(asked)
        if terms is not None and (most is None or one <= most) and one > terms.interest_only_years
        if not breaches(wanted(terms, one), asked.on)
    ]


def tried_years(asked: Question) -> Sequence[int]:
    """The terms of a startlån that are tried; none without one."""
    if asked.terms is None:
        return ()
    years: Sequence[int] = asked.terms.years or parameters.value(CHOICES, "years", asked.on)
    return years


def wanted(terms: LoanTerms, years: int) -> Wanted:
    """The terms as the law looks at them."""
    return Wanted(years, terms.interest_only_years, met=terms.met, grounds=terms.grounds)


def allowed(asked: Question, buying: Buying, rows: Sources) -> Flags:
    """Which mixes security and the municipality's own bounds allow; what is without a startlån always is."""
    found: Flags = np.ones(len(rows.own), np.bool_)
    for of_bound in _bounds(asked, buying, rows).values():
        found &= of_bound
    found |= rows.startlan == 0
    return found


def in_the_way(asked: Question, buying: Buying, rows: Sources) -> tuple[str, ...]:
    """What keeps every startlån out, by name: terms that the law refuses, security, the municipality's own bounds.

    rows: all mixes by the lawful terms, before they are held against anything else. Empty where some startlån is
    allowed or none is needed."""
    if asked.terms is None:
        return ()
    if not lawful_years(asked):
        return _unlawful(asked, asked.terms)
    lent = rows.startlan > 0
    if not lent.any() or (allowed(asked, buying, rows) & lent).any():
        return ()
    bounds = _bounds(asked, buying, rows)
    return tuple(name for name, holds in bounds.items() if not (holds & lent).any()) or tuple(bounds)


def _unlawful(asked: Question, terms: LoanTerms) -> tuple[str, ...]:
    """Why no term that is tried will do: what the law has against the shortest, or the municipality's own bound."""
    shortest = min(tried_years(asked))
    found = [one.what or one.against.value for one in breaches(wanted(terms, shortest), asked.on)]
    if terms.interest_only_years >= max(tried_years(asked)):
        found.append(Against.INTEREST_ONLY_TOO_LONG.value)
    return tuple(dict.fromkeys(found)) or (MOST_YEARS,)


def _bounds(asked: Question, buying: Buying, rows: Sources) -> dict[str, Flags]:
    """By bound: which mixes keep it."""
    local = asked.local
    value = buying.price if buying.value is None else buying.value
    most = in_ore(most_lent(value, buying.costs, buying.works_value, asked.on))
    found = {SECURITY: rows.bank + rows.startlan <= most}
    if local.most_startlan is not None:
        found[MOST_STARTLAN] = rows.startlan <= in_ore(local.most_startlan)
    if local.own_percent is not None:
        found[OWN_PERCENT] = rows.own >= in_ore(percent(local.own_percent) * exact(buying.price))
    return found
