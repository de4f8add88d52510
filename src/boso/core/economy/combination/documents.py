"""The combination as a part of a document: `mixes` and `combination` of `boso-economy/1`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from boso.core.economy.combination import boundaries
from boso.core.economy.combination.answer import Boundary, Combination, Mix, Point, Way, Why
from boso.core.economy.combination.combine import combine
from boso.core.economy.combination.question import Question
from boso.core.economy.lawful import Missing
from boso.core.economy.startlan import Found
from boso.core.law.parameters import NotKnown


def told(asked: Question) -> dict[str, Any]:
    """`mixes`: those shown and those that are best for somebody; `combination`: what there is to say of them."""
    try:
        answer = combine(asked)
    except NotKnown as error:
        return {"mixes": [], "combination": {"not_known": [{"area": "loans", "key": "", "why": str(error)}]}}
    mixes = list(dict.fromkeys([*answer.shown, *answer.best.values()]))
    return {"mixes": [_mix(mix) for mix in mixes], "combination": _combination(asked, answer, mixes)}


def missing_rows(missing: Iterable[Missing]) -> list[dict[str, str]]:
    """What is not known, each with the file of law it belongs in (blank for what the asker says), its key and why."""
    return [{"area": one.area, "key": one.key, "why": one.why} for one in missing]


def _combination(asked: Question, answer: Combination, mixes: list[Mix]) -> dict[str, Any]:
    best: dict[str, dict[str, int]] = {}
    for (way, aim), mix in answer.best.items():
        best.setdefault(way.value, {})[aim.value] = mixes.index(mix)
    return {
        "chosen": None if answer.chosen is None else mixes.index(answer.chosen),
        "best": best,
        "step": _maybe(answer.step),
        "tried": answer.tried,
        "borne": answer.borne,
        "boundary": None if answer.chosen is None else _boundaries(asked, answer.chosen),
        "conditions": [_condition(one) for one in answer.conditions],
        "why": [_why(one) for one in answer.why],
        "in_the_way": list(answer.in_the_way),
        "depends": missing_rows(answer.depends),
        "missing": missing_rows(answer.missing),
        "readings": list(answer.readings),
    }


def _mix(mix: Mix) -> dict[str, Any]:
    return {
        "way": mix.way.value,
        "instruments": sorted(mix.instruments),
        "own": float(mix.own),
        "bank": float(mix.bank),
        "startlan": float(mix.startlan),
        "grant": float(mix.grant),
        "guarantee": float(mix.guarantee),
        "years": mix.years,
        "bank_month": float(mix.bank_month),
        "startlan_month": float(mix.startlan_month),
        "month": float(mix.month),
        "bostotte_month": float(mix.bostotte),
        "left_month": float(mix.left),
        "left_month_stress": _maybe(mix.left_stressed),
        "borne": mix.borne,
        "cost": {
            "household": float(mix.cost.household),
            "municipality": float(mix.cost.municipality),
            "state": float(mix.cost.state),
            "municipality_worst": float(mix.cost.municipality_worst),
            "state_worst": float(mix.cost.state_worst),
        },
    }


def _boundaries(asked: Question, mix: Mix) -> dict[str, Any]:
    by_rate = boundaries.of_rate(asked, mix) if mix.way is Way.BUYING else None
    return {
        "rate": None if by_rate is None else _boundary(by_rate),
        "income": _boundary(boundaries.of_income(asked, mix)),
        "picture": [] if by_rate is None else [_point(point) for point in boundaries.picture(asked, mix)],
    }


def _boundary(boundary: Boundary) -> dict[str, Any]:
    return {
        "today": float(boundary.today),
        "spans": [
            {
                "from": float(span.low),
                "to": float(span.high),
                "step": float(span.step),
                "open_from": span.open_low,
                "open_to": span.open_high,
            }
            for span in boundary.spans
        ],
    }


def _point(point: Point) -> dict[str, Any]:
    return {"rate": float(point.rate), "least_income_month": _maybe(point.least_income)}


def _condition(one: Found) -> dict[str, Any]:
    return {
        "condition": one.condition,
        "asks": one.asks,
        "standing": one.standing.value,
        "waivable": one.waivable,
        "grounds": list(one.grounds),
        "pointed": list(one.pointed),
        "waived_on": one.waived_on or None,
        "missing": missing_rows(one.missing),
        "mark": one.parameter.mark,
        "source": one.parameter.source,
    }


def _why(one: Why) -> dict[str, Any]:
    return {
        "instrument": one.instrument.value,
        "included": one.included,
        "because": one.because.value,
        "conditions": list(one.conditions),
        "missing": missing_rows(one.missing),
        "amount": _maybe(one.amount),
    }


def _maybe(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
