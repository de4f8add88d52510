"""Where a mix still works when interest or income changes and all else stays: every value tried, none passed over.

Interest is tried from nought to the highest, by thousandths of a percent, and is the startlån's; the bank's goes up and
down as much. Income is what the household has net a month, by hundreds of kroner, and incomes before tax go up and down
in step, so that tax takes the same share as today. Both are BoSo's own readings. A mix works where nothing is lacking
in the dearest month, bostøtte of that income and that payment counted in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from boso.core.economy.bostotte import many
from boso.core.economy.bostotte.terms import Case
from boso.core.economy.combination.answer import Boundary, Mix, Point, Span, Way
from boso.core.economy.combination.courses import Ints, annuities_by_rate
from boso.core.economy.combination.home import able_of, seen
from boso.core.economy.combination.question import Question, in_thousandths
from boso.core.economy.combination.rows import Flags, floor_ore
from boso.core.economy.exact import MONTHS, ORE, in_ore, percent
from boso.core.law import parameters

CHOICES = "combination"
#: Rates that are tried to a percent, and kroner between incomes that are tried.
A_PERCENT = 1000
KRONER = 100


@dataclass(frozen=True, slots=True)
class Footing:
    """What a mix stands on, in øre a month: net income, what is left of it for a home, and what the home costs
    besides loans. case: as bostøtte sees it, without loans; None where bostøtte is not known and none is counted."""

    net: int
    left: int
    running: int
    case: Case | None


def footing(asked: Question, mix: Mix) -> Footing:
    """What the mix stands on.

    Raises Lacking where the ability to pay is not known, ValueError for a home that is not asked about.
    """
    home = asked.buying if mix.way is Way.BUYING else asked.renting
    if home is None:
        raise ValueError("The question is not about such a home")
    able = able_of(asked)
    rent = asked.renting.month if asked.renting is not None and mix.way is Way.RENTING else Decimal(0)
    return Footing(
        net=in_ore(able.net),
        left=floor_ore(able.left),
        running=in_ore(home.running_month + rent),
        case=seen(asked, mix.way, []),
    )


def of_rate(asked: Question, mix: Mix) -> Boundary:
    """By which rates the mix works; today's is the startlån's, or the bank's where there is no startlån.

    Raises as `footing`.
    """
    on = footing(asked, mix)
    most = int(parameters.value(CHOICES, "rate.most", asked.on)) * A_PERCENT
    rates = np.arange(most + 1)
    left = _left(asked, on, loans_month(asked, mix, rates), np.full(len(rates), on.net))
    return Boundary(today_rate(asked, mix), _spans(rates, left >= 0, Decimal(1) / A_PERCENT, 1))


def of_income(asked: Question, mix: Mix) -> Boundary:
    """With which net incomes a month the mix works, by today's rate.

    Raises as `footing`.
    """
    on = footing(asked, mix)
    return Boundary(Decimal(on.net) / ORE, _income_spans(asked, mix, on, today_rate(asked, mix)))


def picture(asked: Question, mix: Mix, rates: Sequence[Decimal] | None = None) -> tuple[Point, ...]:
    """The line that parts where it works from where it does not: by each rate the least income from which it works on
    up.

    Raises as `footing`.
    """
    on = footing(asked, mix)
    found = []
    for rate in usual_rates(asked) if rates is None else rates:
        spans = _income_spans(asked, mix, on, rate)
        found.append(Point(rate, spans[-1].low if spans and spans[-1].open_high else None))
    return tuple(found)


def usual_rates(asked: Question) -> list[Decimal]:
    """The rates of the picture."""
    count = int(parameters.value(CHOICES, "picture.points", asked.on))
    most = Decimal(parameters.value(CHOICES, "picture.most_rate", asked.on))
    return [most * number / (count - 1) for number in range(count)]


def today_rate(asked: Question, mix: Mix) -> Decimal:
    """The rate that is shown: of the startlån, or of the bank's loan; nought where nothing is borrowed."""
    if mix.startlan and asked.terms is not None:
        return asked.terms.rate
    return asked.bank.rate if mix.bank and asked.bank is not None else Decimal(0)


def loans_month(asked: Question, mix: Mix, thousandths: Ints) -> Ints:
    """What the loans of the mix cost in their dearest month, in øre, by each rate in thousandths of a percent."""
    paid = np.zeros(len(thousandths), np.int64)
    if mix.bank and asked.bank is not None:
        above = in_thousandths(asked.bank.rate) - in_thousandths(today_rate(asked, mix))
        rates = np.maximum(0, thousandths + above)
        paid += annuities_by_rate(in_ore(mix.bank), rates, A_PERCENT, asked.bank.years * MONTHS)
    if mix.startlan and asked.terms is not None:
        terms = (mix.years - asked.terms.interest_only_years) * MONTHS
        paid += annuities_by_rate(in_ore(mix.startlan), thousandths, A_PERCENT, terms) + in_ore(asked.terms.term_fee)
    return paid


def _income_spans(asked: Question, mix: Mix, on: Footing, rate: Decimal) -> tuple[Span, ...]:
    """With which incomes it works by that rate; today's is tried besides the whole hundreds."""
    most = int(on.net * percent(parameters.value(CHOICES, "income.most_percent", asked.on)))
    step, points = KRONER * ORE, parameters.value(CHOICES, "income.most_points", asked.on)
    while most > step * points:
        step *= 2
    nets = np.unique(np.append(np.arange(0, most + 1, step), on.net))
    loans = loans_month(asked, mix, np.array([in_thousandths(rate)]))
    left = _left(asked, on, np.full(len(nets), loans[0]), nets)
    return _spans(nets, left >= 0, Decimal(1) / ORE, step)


def _left(asked: Question, on: Footing, loans: Ints, nets: Ints) -> Ints:
    """What is left by these loans and net incomes, in øre a month: exact wherever bostøtte can decide if it works.

    Bostøtte is never more than with no income and the dearest loans, so elsewhere it need not be worked out.
    """
    left: Ints = on.left + (nets - on.net) - on.running - loans
    if on.case is None:
        return left
    most = _bostotte(asked, on.case, np.zeros(1, np.int64), loans.max(keepdims=True))[0]
    near = np.flatnonzero((left < 0) & (left + most >= 0))
    left[near] += _bostotte(asked, on.case, _in_step(in_ore(on.case.income_year), on.net, nets[near]), loans[near])
    return left


def _in_step(gross: int, net: int, nets: Ints) -> Ints:
    """Incomes before tax that go up and down with what is left of them; without any income they stay."""
    scaled = [(2 * gross * one + net) // (2 * net) if net else gross for one in nets.tolist()]
    return np.minimum(np.array(scaled, dtype=np.object_), many.NOBODY_ABOVE).astype(np.int64)


def _bostotte(asked: Question, case: Case, gross: Ints, loans: Ints) -> Ints:
    """Bostøtte in øre a month by incomes of a year and loans of a month; nought where it is not known."""
    costs = in_ore(case.costs_year) + loans * MONTHS
    found: Ints = many.months(many.alike(case, income=gross, costs=costs), asked.on).month * ORE
    return found


def _spans(values: Ints, works: Flags, unit: Decimal, step: int) -> tuple[Span, ...]:
    """The stretches of values at which it works. unit: what 1 is; step: between values."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], works.astype(np.int64), [0]))))
    last = len(values) - 1
    return tuple(
        Span(
            low=int(values[start]) * unit,
            high=int(values[end - 1]) * unit,
            step=step * unit,
            open_low=bool(start == 0),
            open_high=bool(end - 1 == last),
        )
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    )
