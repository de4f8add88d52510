"""Stored queries about numbers: indicators, cells of figures that have come, and the grants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.core.indicators.measured import State, together
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Refused
from boso.foundation.packages import queries as packages
from boso.programme.findings.asking import participants
from boso.programme.findings.checks import Argument, Asked, Choices, Found, GoneError, StoredQuery, Words
from boso.programme.findings.models_checks import ToldAs, Why
from boso.programme.grants import queries as grants
from boso.programme.indicators import areas, taking
from boso.programme.indicators import queries as indicators
from boso.programme.indicators.models import Indicator, Measure, Value

ROLLED_UP = "all"


def _value(actor: Actor, asked: Asked) -> Found:
    """The newest confirmed value of an indicator: of a place, or of every participant that has one rolled up.

    Rolled up, a period counts only when every participant with a value has one for it; percentages are never averaged.
    """
    passport = indicators.passports(actor).prefetch_related(None).filter(key=asked.get("indicator")).first()
    if passport is None:
        raise GoneError
    place = asked.get("place") or ROLLED_UP
    found = _of_place(actor, asked, passport, place)
    if not found:
        return Found(why=Why.NOTHING)
    newest = max(one.ends for one in found)
    latest = [one for one in found if one.ends == newest and one.starts == max(
        two.starts for two in found if two.ends == newest)]  # fmt: skip
    whole = together((one.measured for one in latest), ratio=passport.is_ratio)
    result = whole.result(passport.per, ratio=passport.is_ratio)
    url = reverse("indicators:passport", args=[passport.key])
    if result is None:
        return Found(why=Why.HIDDEN if whole.state is State.HIDDEN else Why.NOTHING, source=passport.nb, url=url)
    base = int(whole.denominator) if whole.denominator is not None else None
    told = result.quantize(Decimal(1).scaleb(-passport.decimals))
    # `ends` is the first day after the period: the number is of the day before at the latest.
    on = min(newest - dt.timedelta(days=1), asked.today)
    told_as = ToldAs.PERCENT if passport.measure == Measure.SHARE else ToldAs.NUMBER
    unit = "" if told_as == ToldAs.PERCENT else f" ({passport.unit_nb})"
    return Found(told, base, on, f"{passport.nb}{unit}, {latest[0].period}", url, told_as=told_as)


def _of_place(actor: Actor, asked: Asked, passport: Indicator, place: str) -> list[Value]:
    if place != ROLLED_UP and asked.participation is None:
        slugs = {one.slug: one.organisation_id for one in participants(actor, asked)}
        found = indicators.counted(actor, [slugs[place]] if place in slugs else [], [place])
    else:
        found = indicators.counted(actor, [one.organisation_id for one in participants(actor, asked)])
    return [one for one in found.filter(indicator=passport) if one.measured.is_known]


def _cell(actor: Actor, asked: Asked) -> Found:
    """A cell of the newest figures a municipality has sent."""
    if asked.participation is None:
        return Found()
    address = asked.get("cell")
    definition = address.split("/", 1)[0]
    try:
        package = packages.latest(actor, asked.participation.organisation_id, definition)
    except Refused:
        return Found()
    ((_passport, measured),) = taking.from_package(package, [Indicator(package=address)])
    url = reverse("indicators:package", args=[package.pk])
    if measured.state is State.HIDDEN:
        return Found(why=Why.HIDDEN, url=url)
    ratio = measured.denominator is not None
    value = measured.result(100 if ratio else 1, ratio=ratio)
    base = int(measured.denominator) if measured.denominator is not None else None
    told_as = ToldAs.PERCENT if ratio else ToldAs.NUMBER
    value = value.quantize(Decimal("0.1")) if value is not None else None
    return Found(value, base, package.on, f"Tallpakke {package.definition}", url, told_as=told_as)


def _own_share(actor: Actor, asked: Asked) -> Found:
    """What municipalities have put in, in per cent of what is asked for, in the newest year with anything reported."""
    who = participants(actor, asked)
    years = [
        year for money in grants.for_participations(actor, who).values() for year in money.years
        if year.contributions and year.required
    ]  # fmt: skip
    if not years:
        return Found()
    newest = max(year.year for year in years)
    counted = [year for year in years if year.year == newest]
    asked_for = sum((year.required for year in counted if year.required is not None), Decimal(0))
    put_in = sum((year.standing.means.total for year in counted), Decimal(0))
    on = min(_last_day(newest), asked.today)
    value = (put_in * 100 / asked_for).quantize(Decimal("0.1"))
    return Found(value, len(counted), on, f"Egenandel {newest}", reverse("grants:ledger"), told_as=ToldAs.PERCENT)


def _awards(actor: Actor, asked: Asked) -> Found:
    """The mean of what participants were awarded for the newest year with an award."""
    who = participants(actor, asked)
    sums: dict[int, dict[int, Decimal]] = {}
    for pk, money in grants.for_participations(actor, who).items():
        for line in money.lines:
            if not line.is_expected and line.year is not None:
                year = sums.setdefault(line.year, {})
                year[pk] = year.get(pk, Decimal(0)) + line.amount
    if not sums:
        return Found()
    newest = max(sums)
    amounts = list(sums[newest].values())
    mean = (sum(amounts, Decimal(0)) / len(amounts)).quantize(Decimal(1))
    on = min(_last_day(newest), asked.today)
    return Found(mean, len(amounts), on, f"Tilskudd {newest}", reverse("grants:ledger"), told_as=ToldAs.KRONER)


def _last_day(year: int) -> dt.date:
    return dt.date(year, 12, 31)


def _passports(actor: Actor, programme: str) -> Choices:
    return [(one.key, one.words) for one in indicators.passports(actor).prefetch_related(None)]


def _places(actor: Actor, programme: str) -> Iterator[tuple[str, Words]]:
    yield ROLLED_UP, _("All participants with a value, rolled up")
    yield from ((key, area.label) for key, area in areas.AREAS.items())
    asked = Asked(programme, None, {}, dt.date.min)
    yield from ((one.slug, one.organisation.name) for one in participants(actor, asked))


def _cells(actor: Actor, programme: str) -> Choices:
    found = indicators.passports(actor).prefetch_related(None).exclude(package="")
    return [(one.package.partition("|")[0].strip(), one.words) for one in found]


QUERIES = (
    StoredQuery(
        "indicator.value", _("Value of an indicator"), _("The newest confirmed value. Shares are told in per cent."),
        (Argument("indicator", _("Indicator"), _passports), Argument("place", _("Place"), _places, required=False)),
        _value,
    ),
    StoredQuery(
        "figures.cell", _("Number in the figures a municipality sends"),
        _("Needs, homes, homeless and stays, as the newest package has them. Asks about one municipality."),
        (Argument("cell", _("Which number"), _cells),), _cell,
    ),
    StoredQuery(
        "grants.own_share", _("Own share put in"),
        _("In per cent of what is asked for, in the newest year anybody has reported."), (), _own_share,
        _("participants"),
    ),
    StoredQuery(
        "grants.mean_award", _("Grant to each participant"),
        _("The mean of what participants were awarded for the newest year."), (), _awards, _("participants"),
    ),
)  # fmt: skip
