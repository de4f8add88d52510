"""The list of indicators that leaves BoSo: every value with its numerator and denominator, and what has none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.exchange.exports import Export
from boso.programme.indicators import figuring, policies, queries
from boso.programme.indicators.models import Indicator, Value
from boso.programme.partnership.exporting import ORIGIN, Record, origin

COLUMNS = (
    "kind", "indicator", "name", "unit", "measure", "gathering", "direction", "place", "period", "group",
    "numerator", "denominator", "value", "value_mark", "state", "year", "baseline", "goals", "from", "note", "printed",
    *ORIGIN,
)  # fmt: skip


def rows(actor: Actor, participant: str = "", indicator: str = "") -> Iterator[Record]:
    """Every value the actor may see, the targets, the indicators without values, the goals nobody measures."""
    passports = [one for one in queries.passports(actor) if not indicator or one.key == indicator]
    wanted = {one.pk for one in passports}
    for value in queries.values(actor).filter(indicator__in=wanted).order_by("indicator__key", "starts", "pk"):
        place = value.organisation.slug if value.organisation else value.area
        if not participant or place == participant:
            yield _value(value, place)
    for target in queries.targets(actor).filter(indicator__in=wanted):
        if not participant or target.participation.slug == participant:
            yield {
                **_passport(target.indicator), "kind": "target", "place": target.participation.slug,
                "year": target.year, "value": target.value, "baseline": target.baseline, "note": target.basis,
            }  # fmt: skip
    if participant:
        return
    loaded = queries.loaded(actor)
    for one in passports:
        if one.pk not in loaded:
            yield {**_passport(one), "kind": "not_loaded", "goals": _goals(one)}
    for goal in queries.result_goals(actor):
        if not indicator and not _measured(goal):
            yield {"kind": "nobody_measures", "name": goal.label, "goals": goal.fact_id, **origin(goal.fact)}


def _measured(goal: object) -> bool:
    return bool(getattr(goal, "measured_by", []))


def _value(value: Value, place: str) -> Record:
    return {
        **_passport(value.indicator), "kind": "value", "place": place, "period": value.period, "group": value.group,
        "numerator": _plain(value.numerator), "denominator": _plain(value.denominator),
        "value": _plain(figuring.result(value.measured, value.indicator)), "value_mark": value.mark,
        "state": value.state,
        "from": value.origin, "note": value.note, "printed": value.printed, **origin(value.fact),
    }  # fmt: skip


def _plain(number: Decimal | None) -> Decimal | None:
    """At most six decimals, and no noughts at the end."""
    if number is None:
        return None
    found = round(number, 6)
    return found.to_integral_value() if found == found.to_integral_value() else found.normalize()


def _passport(one: Indicator) -> Record:
    return {
        "indicator": one.key, "name": one.words, "unit": one.unit, "measure": one.measure,
        "gathering": one.gathering, "direction": one.direction, "from": one.source,
    }  # fmt: skip


def _goals(one: Indicator) -> str:
    return ";".join(goal.fact_id for goal in one.goals.all() if goal.fact_id)


INDICATORS = Export(
    "indicators", _("Indicators"), COLUMNS, rows, policies.may_see, filters=("participant", "indicator")
)
