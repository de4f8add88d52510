"""Every lawful mix of a grid looked at, and the best of them: for the household, the municipality and the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod
from typing import Any

import numpy as np

from boso.core.economy.ability.paying import Ability
from boso.core.economy.combination import reasons
from boso.core.economy.combination.answer import Aim, Combination, Cost, Mix, Way
from boso.core.economy.combination.courses import Ints
from boso.core.economy.combination.home import able_of, seen
from boso.core.economy.combination.lawfulness import CHOICES, allowed, in_the_way, lawful_years
from boso.core.economy.combination.question import Buying, Question, Renting
from boso.core.economy.combination.rows import (
    Facing,
    Figures,
    Flags,
    Sources,
    figures,
    floor_ore,
    paid,
    points,
    sources,
)
from boso.core.economy.exact import MONTHS, ORE, in_ore
from boso.core.economy.exposure import unset
from boso.core.economy.lawful import Lacking, Missing
from boso.core.economy.startlan import ABILITY, AREA, BANK_REFUSED, OF_AGE, Found, conditions, of_age
from boso.core.law import parameters

NOUGHT = Decimal(0)


def combine(asked: Question) -> Combination:
    """The answer; the same question has the same answer.

    Raises NotKnown for a day before the regulation, ValueError for a condition or ground that the law does not name.
    """
    missing: list[Missing] = []
    able = _able(asked, missing)
    buying = None if asked.buying is None else _buying(asked, asked.buying, able, missing)
    renting = [] if asked.renting is None else _renting(asked, asked.renting, able, missing)
    best = {} if buying is None else dict(buying.best)
    best |= _best_of(renting)
    chosen = best.get((Way.BUYING, Aim.HOUSEHOLD)) or best.get((Way.RENTING, Aim.HOUSEHOLD))
    found = () if asked.buying is None else _conditions(asked, buying)
    shown = _in_order([*([] if buying is None else buying.shown), *renting])
    answer = Combination(
        ability=able,
        chosen=chosen,
        best=best,
        shown=shown,
        tried=(0 if buying is None else buying.tried) + len(renting),
        borne=(0 if buying is None else buying.borne) + sum(mix.borne for mix in renting),
        conditions=found,
        why=(),
        depends=tuple(missing for one in found for missing in one.missing),
        missing=tuple(dict.fromkeys(missing)),
        readings=_readings(asked, able),
        in_the_way=() if buying is None else buying.in_the_way,
        step=None if asked.buying is None else step_of(asked, asked.buying),
    )
    return replace(answer, why=reasons.why(asked, answer))


@dataclass(frozen=True, slots=True)
class _Bought:
    """What came of all mixes for buying."""

    best: Mapping[tuple[Way, Aim], Mix]
    shown: Sequence[Mix]
    tried: int
    borne: int
    with_startlan: bool
    startlan_borne: bool
    in_the_way: tuple[str, ...]


def _able(asked: Question, missing: list[Missing]) -> Ability | None:
    """What the household has for a home, whatever the home costs."""
    try:
        return able_of(asked)
    except Lacking as error:
        missing += error.missing
        return None


def facing(asked: Question, buying: Buying, able: Ability, missing: list[Missing]) -> Facing:
    """What all mixes for a home to buy have in common."""
    return Facing(
        on=asked.on,
        left=floor_ore(able.left),
        case=seen(asked, Way.BUYING, missing),
        buying=buying,
        bank=asked.bank,
        terms=asked.terms,
        risk=asked.local.risk,
        years=asked.horizon or parameters.value(CHOICES, "horizon.years", asked.on),
    )


def _buying(asked: Question, buying: Buying, able: Ability | None, missing: list[Missing]) -> _Bought | None:
    missing += reasons.unsaid_buying(asked)
    if able is None:
        return None
    rows = every(asked, buying)
    way = in_the_way(asked, buying, rows)
    rows = rows.where(allowed(asked, buying, rows))
    common = facing(asked, buying, able, missing)
    if asked.local.risk is None and rows.startlan.any():
        missing += unset()
    got = figures(rows, common)
    which = _least_grant(asked, rows, got)
    rows, got = rows.where(which), got.where(which)
    return _Bought(
        best=_best(asked, rows, got),
        shown=_shown(asked, rows, got),
        tried=len(rows.own),
        borne=int(got.borne.sum()),
        with_startlan=bool(rows.startlan.any()),
        startlan_borne=bool((got.borne & (rows.startlan > 0)).any()),
        in_the_way=way,
    )


def every(asked: Question, buying: Buying) -> Sources:
    """The mixes of the grid by the terms the law allows, before they are held against security and local bounds."""
    stopped = any(one.stops for one in _conditions(asked, None))
    years = [] if stopped else lawful_years(asked)
    need, (own, bank, grant) = in_ore(buying.need), _most(asked, buying)
    return sources(need, own, bank, grant, in_ore(step_of(asked, buying)), years)


def step_of(asked: Question, buying: Buying) -> Decimal:
    """Kroner between amounts that are tried: what is asked for, doubled until there are no more mixes than are
    tried."""
    step = asked.step or Decimal(parameters.value(CHOICES, "step", asked.on))
    most = parameters.value(CHOICES, "most_mixes", asked.on)
    terms = max(1, len(lawful_years(asked)))
    while prod(points(of, in_ore(step)) for of in _most(asked, buying)) * terms > most:
        step *= 2
    return step


def _most(asked: Question, buying: Buying) -> tuple[int, int, int]:
    """The most there is of own means, bank loan and grant, none more than is needed; øre."""
    bank = NOUGHT if asked.bank is None else asked.bank.most
    own, of_bank, grant = (
        in_ore(min(amount, buying.need)) for amount in (asked.own or NOUGHT, bank, asked.local.grant_most or NOUGHT)
    )
    return own, of_bank, grant


def after_startlan(asked: Question) -> bool:
    """Whether a grant is only for what startlån cannot carry."""
    said = asked.local.grant_after_startlan
    return bool(parameters.value("grants", "establishment.after_startlan", asked.on)) if said is None else said


def _least_grant(asked: Question, rows: Sources, got: Figures) -> Flags:
    """With a grant only for what startlån cannot carry: no more of it than the least with which anything is borne."""
    borne = got.borne
    if not after_startlan(asked) or not borne.any():
        return np.ones(len(rows.own), np.bool_)
    least = rows.grant[borne].min()
    found: Flags = rows.grant <= least
    return found


def worked_out(asked: Question, bought: _Bought | None) -> dict[str, bool | None]:
    """The conditions of a startlån that are computed: age, what the bank offers, and ability to pay."""
    found: dict[str, bool | None] = {OF_AGE: of_age(asked.household, asked.on)}
    if asked.bank is not None and asked.buying is not None:
        found[BANK_REFUSED] = _refused(asked.bank.most, asked.buying.need, asked.own)
    if bought is not None and bought.with_startlan:
        found[ABILITY] = bought.startlan_borne
    return found


def _refused(offered: Decimal, need: Decimal, own: Decimal | None) -> bool | None:
    """Whether the bank lends nothing, or not enough; None where that hangs on own means that nobody has said."""
    if own is None:
        if not offered:
            return True
        return False if offered >= need else None
    return offered < need - min(own, need)


def _conditions(asked: Question, bought: _Bought | None) -> tuple[Found, ...]:
    """The conditions of a startlån; before anything is tried, nobody has said whether it can be paid."""
    facts = asked.facts
    if bought is None:
        facts = replace(facts, stated={name: said for name, said in facts.stated.items() if name != ABILITY})
    return conditions(facts, asked.on, worked_out=worked_out(asked, bought))


def _order(asked: Question, got: Figures, rows: Sources, aim: Aim) -> Ints:
    """The rows, the best first; no two are equal."""
    keys: list[Any] = [got.household, -got.left, rows.startlan, rows.grant, rows.bank, rows.own, rows.years]
    if aim is Aim.MUNICIPALITY:
        keys = [got.municipality, got.municipality_worst, *keys]
    elif aim is Aim.STATE:
        keys = [got.state, got.state_worst, *keys]
    elif aim is Aim.SAFEST:
        stressed = asked.terms is not None and asked.terms.stress_rate is not None
        keys = [-got.left_stressed if stressed else -got.left, *keys]
    return np.lexsort(keys[::-1])


def _best(asked: Question, rows: Sources, got: Figures) -> dict[tuple[Way, Aim], Mix]:
    places = np.flatnonzero(got.borne)
    if not places.size:
        return {}
    few, of_few = rows.where(places), got.where(places)
    return {(Way.BUYING, aim): _mix(asked, few, of_few, int(_order(asked, of_few, few, aim)[0])) for aim in Aim}


def _shown(asked: Question, rows: Sources, got: Figures) -> list[Mix]:
    """For each set of instruments the mix that costs the household least; where none is borne, the one with most
    left."""
    sets = np.stack(
        [rows.own > 0, rows.bank > 0, rows.startlan > 0, rows.years > _short(asked), rows.grant > 0], axis=1
    )
    found = []
    for one in np.unique(sets, axis=0):
        places = np.flatnonzero((sets == one).all(axis=1))
        borne = places[got.borne[places]]
        some = borne if borne.size else places
        aim = Aim.HOUSEHOLD if borne.size else Aim.SAFEST
        few, of_few = rows.where(some), got.where(some)
        found.append(_mix(asked, few, of_few, int(_order(asked, of_few, few, aim)[0])))
    return found


def _in_order(mixes: Sequence[Mix]) -> tuple[Mix, ...]:
    """Those that are borne first, the cheapest for the household first; then the others, most left first."""
    return tuple(
        sorted(
            mixes, key=lambda mix: (not mix.borne, mix.cost.household if mix.borne else -mix.left, mix.years, mix.own)
        )
    )


def _mix(asked: Question, rows: Sources, got: Figures, at: int) -> Mix:
    def kroner(column: Ints) -> Decimal:
        return Decimal(int(column[at])) / ORE

    stressed = asked.terms is not None and asked.terms.stress_rate is not None
    return Mix(
        way=Way.BUYING,
        own=kroner(rows.own),
        bank=kroner(rows.bank),
        startlan=kroner(rows.startlan),
        grant=kroner(rows.grant),
        guarantee=NOUGHT,
        years=int(rows.years[at]),
        long_term=int(rows.years[at]) > _short(asked),
        bank_month=kroner(got.bank_month),
        startlan_month=kroner(got.startlan_month),
        month=kroner(got.month),
        bostotte=Decimal(int(got.bostotte[at])),
        left=kroner(got.left),
        left_stressed=kroner(got.left_stressed) if stressed else None,
        cost=Cost(
            household=kroner(got.household),
            municipality=kroner(got.municipality),
            state=kroner(got.state),
            municipality_worst=kroner(got.municipality_worst),
            state_worst=kroner(got.state_worst),
        ),
        borne=bool(got.borne[at]),
    )


def _short(asked: Question) -> int:
    """The longest term that needs no conditions."""
    return int(parameters.value(AREA, "term.most_years", asked.on))


def _renting(asked: Question, renting: Renting, able: Ability | None, missing: list[Missing]) -> list[Mix]:
    """Own means or a guarantee for the deposit, and bostøtte."""
    if able is None:
        return []
    bostotte = Decimal(int(paid(seen(asked, Way.RENTING, missing), np.zeros(1, np.int64), asked.on)[0][0]))
    ways = [(NOUGHT, NOUGHT)] if not renting.deposit else []
    if renting.deposit:
        missing += reasons.unsaid_renting(asked)
        if asked.own is not None and asked.own >= renting.deposit:
            ways.append((renting.deposit, NOUGHT))
        if asked.local.guarantee:
            ways.append((NOUGHT, renting.deposit))
    month = renting.month + renting.running_month
    left = Decimal(floor_ore(able.left)) / ORE - month + bostotte
    months = MONTHS * (asked.horizon or parameters.value(CHOICES, "horizon.years", asked.on))
    return [
        Mix(
            way=Way.RENTING,
            own=own,
            bank=NOUGHT,
            startlan=NOUGHT,
            grant=NOUGHT,
            guarantee=guarantee,
            years=0,
            long_term=False,
            bank_month=NOUGHT,
            startlan_month=NOUGHT,
            month=month,
            bostotte=bostotte,
            left=left,
            left_stressed=None,
            cost=Cost(
                household=(month - bostotte) * months,
                municipality=NOUGHT,
                state=bostotte * months,
                municipality_worst=guarantee,
                state_worst=NOUGHT,
            ),
            borne=left >= 0,
        )
        for own, guarantee in ways
    ]


def _best_of(renting: Sequence[Mix]) -> dict[tuple[Way, Aim], Mix]:
    """The best of few mixes for renting, which differ only in who stands for the deposit."""
    borne = [mix for mix in renting if mix.borne]
    if not borne:
        return {}
    by_guarantee = sorted(borne, key=lambda mix: mix.guarantee)
    return {(Way.RENTING, aim): by_guarantee[-1 if aim is Aim.HOUSEHOLD else 0] for aim in Aim}


def _readings(asked: Question, able: Ability | None) -> tuple[str, ...]:
    """What the answer takes for granted, by name."""
    buying = asked.buying is not None
    said = {
        "same_income_and_rate": True,
        "value_is_the_price": asked.buying is not None and asked.buying.value is None,
        "grant_after_startlan": buying and asked.local.grant_after_startlan is None and bool(asked.local.grant_most),
        "no_stress_rate": buying and asked.terms is not None and asked.terms.stress_rate is None,
        "rent_is_what_counts": asked.renting is not None and asked.renting.counted_year is None,
        "not_held_against_the_floor": able is not None and bool(able.unchecked),
    }
    return tuple(name for name, holds in said.items() if holds)
