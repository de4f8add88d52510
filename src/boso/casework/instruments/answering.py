"""The whole answer to one question as plain values: what a page shows, what an assessment freezes.

Codes and numbers only; the words are put on when it is shown, in the language of whoever reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from boso.casework.instruments.asking import Asked
from boso.core.economy import reading
from boso.core.economy.ability.paying import Ability, most_loan
from boso.core.economy.combination import boundaries
from boso.core.economy.combination.answer import Aim, Boundary, Combination, Mix, Way
from boso.core.economy.combination.combine import combine
from boso.core.economy.combination.question import Question
from boso.core.economy.documents import document
from boso.core.economy.lawful import Missing
from boso.core.economy.people import Tenure
from boso.core.law.parameters import value

FORMAT = "boso-instruments/1"
#: Mixes that stand in the table, and that are drawn.
SHOWN, DRAWN = 7, 3
#: Aims that the page tells apart.
AIMS = (Aim.HOUSEHOLD, Aim.MUNICIPALITY, Aim.STATE, Aim.SAFEST)


def answer(asked: Asked) -> dict[str, Any]:
    """The answer; the same question has the same answer."""
    question = asked.question
    economy = document(_today(asked))
    combination = combine(question) if question.buying is not None or question.renting is not None else None
    return {
        "format": FORMAT,
        "date": question.on.isoformat(),
        "bostotte": economy["bostotte"] if asked.costs_year is not None else None,
        "ability": economy["ability"],
        "budget_of": None if asked.budget_on is None else asked.budget_on.isoformat(),
        "floor_of": None if asked.floor_on is None else asked.floor_on.isoformat(),
        "loans": _loans(question, combination),
        "home": _home(question),
        "combination": None if combination is None else _combination(question, combination),
    }


def _today(asked: Asked) -> reading.Asked:
    """The question of bostøtte in the home of today, and of what can be paid."""
    question = asked.question
    return reading.Asked(
        on=question.on,
        municipality=question.municipality,
        place=question.place,
        household=question.household,
        tenure=Tenure.RENT,
        costs_year=asked.costs_year or Decimal(0),
        adapted=question.renting is not None and question.renting.adapted,
        means=question.means,
        loan=None,
    )


def _home(question: Question) -> dict[str, Any]:
    """What is looked at: the home to buy, and the rent of today."""
    buying, renting, terms = question.buying, question.renting, question.terms
    return {
        "price": None if buying is None else _kr(buying.price),
        "need": None if buying is None else _kr(buying.need),
        "running": None if buying is None else _kr(buying.running_month),
        "rent": None if renting is None else _kr(renting.month),
        "own": None if question.own is None else _kr(question.own),
        "rate": None if terms is None else float(terms.rate),
        "stress_rate": None if terms is None or terms.stress_rate is None else float(terms.stress_rate),
        "persons": len(question.household.persons),
    }


def _loans(question: Question, combination: Combination | None) -> list[dict[str, float]]:
    """The largest loan by the rate that is said and by the stress rate, for the usual and the longest term."""
    able, terms = None if combination is None else combination.ability, question.terms
    if able is None or terms is None:
        return []
    running = question.buying.running_month if question.buying is not None else Decimal(0)
    after = _with_running(able, running)
    years = [value("loans", key, question.on) for key in ("term.most_years", "term.most_years_startlan")]
    rates = [terms.rate, *([terms.stress_rate] if terms.stress_rate is not None else [])]
    return [
        {"rate": float(rate), "years": term, "loan": _kr(most.loan), "month": _kr(most.month)}
        for term in years
        for rate in rates
        for most in [most_loan(after, rate, term)]
    ]


def _with_running(able: Ability, running: Decimal) -> Ability:
    return Ability(
        able.net, able.living, able.budget, able.floor, able.unchecked, able.lifted, able.obligations,
        able.maintenance, able.buffer, Fraction(running),
    )  # fmt: skip


def _combination(question: Question, found: Combination) -> dict[str, Any]:
    mixes = _shown(found)
    explained = found.chosen or _nearest(found)
    return {
        "mixes": [_mix(question, mix) for mix in mixes],
        "chosen": _place(mixes, found.chosen),
        "explained": _place(mixes, explained),
        "best": {str(aim): _place(mixes, _best(found, aim)) for aim in AIMS},
        "why": [
            {
                "instrument": str(one.instrument), "included": one.included, "because": str(one.because),
                "conditions": list(one.conditions), "missing": _missing(one.missing),
                "amount": None if one.amount is None else _kr(one.amount),
            }
            for one in found.why
        ],
        "conditions": [
            {
                "condition": one.condition, "standing": str(one.standing), "waivable": one.waivable,
                "waived_on": one.waived_on, "pointed": list(one.pointed),
            }
            for one in found.conditions
        ],
        "income": None if explained is None else _income(question, explained),
        "missing": _missing(found.missing),
        "readings": list(found.readings),
        "horizon": int(question.horizon or value("combination", "horizon.years", question.on)),
        "tried": found.tried,
        "borne": found.borne,
        "picture": _picture(question, mixes, explained),
        "net": None if found.ability is None else _kr(found.ability.net),
    }  # fmt: skip


def _shown(found: Combination) -> list[Mix]:
    """The mixes of the table: the chosen one, the best by each aim, renting, then the others in their order."""
    first = [found.chosen, _nearest(found), *(_best(found, aim) for aim in AIMS), *(_renting(found.shown))]
    wanted = [mix for mix in first if mix is not None]
    kept = list(dict.fromkeys([*(_same(found.shown, mix) for mix in wanted), *found.shown]))[:SHOWN]
    return sorted(
        kept,
        key=lambda mix: (mix.way is not Way.RENTING, not mix.borne, mix.cost.household if mix.borne else -mix.left),
    )


def _nearest(found: Combination) -> Mix | None:
    """Where nothing can be paid: the mix for buying with most left, else the one for renting."""
    return next((mix for mix in found.shown if mix.way is Way.BUYING), next(iter(found.shown), None))


def _renting(mixes: Iterable[Mix]) -> list[Mix]:
    return [mix for mix in mixes if mix.way is Way.RENTING]


def _best(found: Combination, aim: Aim) -> Mix | None:
    return found.best.get((Way.BUYING, aim)) or found.best.get((Way.RENTING, aim))


def _same(mixes: Sequence[Mix], wanted: Mix) -> Mix:
    return next((mix for mix in mixes if mix == wanted), wanted)


def _place(mixes: Sequence[Mix], wanted: Mix | None) -> int | None:
    return None if wanted is None or wanted not in mixes else mixes.index(wanted)


def _mix(question: Question, mix: Mix) -> dict[str, Any]:
    has_loans = bool(mix.bank or mix.startlan)
    rate = boundaries.of_rate(question, mix) if has_loans else None
    amounts = ("own", "bank", "startlan", "grant", "guarantee", "bank_month", "startlan_month", "month", "bostotte")
    return {
        "way": str(mix.way),
        **{name: _kr(getattr(mix, name)) for name in amounts},
        "years": mix.years,
        "long_term": mix.long_term,
        "left": _kr(mix.left),
        "left_stressed": None if mix.left_stressed is None else _kr(mix.left_stressed),
        "borne": mix.borne,
        "cost": {
            name: _kr(getattr(mix.cost, name))
            for name in ("household", "municipality", "state", "municipality_worst", "state_worst")
        },
        "rate": None if rate is None else _span(rate),
    }


def _income(question: Question, mix: Mix) -> dict[str, Any]:
    return _span(boundaries.of_income(question, mix))


def _span(found: Boundary) -> dict[str, Any]:
    """Where it works around today's value; and whether there is such a stretch at all."""
    one = found.around or next(iter(found.spans), None)
    return {
        "today": float(found.today),
        "works": found.around is not None,
        "low": None if one is None else float(one.low),
        "high": None if one is None else float(one.high),
        "open_low": one is not None and one.open_low,
        "open_high": one is not None and one.open_high,
    }


def _picture(question: Question, mixes: Sequence[Mix], explained: Mix | None) -> list[dict[str, Any]]:
    """The line of each drawn mix: by each rate, the least income with which it works."""
    with_loans = [mix for mix in mixes if mix.bank or mix.startlan]
    first = [mix for mix in with_loans if mix == explained]
    different: dict[tuple[Any, ...], Mix] = {}
    for mix in [*first, *with_loans]:
        different.setdefault((bool(mix.bank), bool(mix.startlan), bool(mix.grant), mix.years), mix)
    drawn = list(different.values())[:DRAWN]
    return [
        {
            "mix": mixes.index(mix),
            "points": [
                [float(point.rate), None if point.least_income is None else float(point.least_income)]
                for point in boundaries.picture(question, mix)
            ],
        }
        for mix in drawn
    ]


def _missing(missing: Iterable[Missing]) -> list[dict[str, str]]:
    return [{"area": one.area, "key": one.key, "why": one.why} for one in missing]


def _kr(amount: Decimal | Fraction) -> float:
    return round(float(amount), 2)
