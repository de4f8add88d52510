"""Where the figures of a report come from: grants, plans, indicators, learning and findings, each by its queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.programme.findings import queries as checks
from boso.programme.grants import queries as grants
from boso.programme.grants.books import WorkYear
from boso.programme.grants.figures import Money, sum_known
from boso.programme.indicators import queries as passports
from boso.programme.indicators.models import Measure, Value, ValueState
from boso.programme.learning import queries as lessons
from boso.programme.learning.models import EntryState, LedgerEntry
from boso.programme.partnership.models import Participation
from boso.programme.plans import queries as plans
from boso.programme.plans.models import Activity, DwellingProject, Funder, State
from boso.programme.reporting.figures import Figure
from boso.programme.reporting.models import ReportRound

Source = Callable[[Actor, Participation, ReportRound], Iterator[Figure]]

#: What the sum of homes in a state is kept under.
_HOMES = {State.DONE: "done", State.UNDER_WAY: "under_way", State.PLANNED: "planned"}


def collect(actor: Actor, participation: Participation, the_round: ReportRound) -> list[Figure]:
    """Every figure there is about a participant for a round, in the order of the report.

    Names of things are taken in bokmål, which they all have.
    """
    with translation.override("nb"):
        return [figure for source in SOURCES for figure in source(actor, participation, the_round)]


def activities(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """How many measures stand how far, and each of them."""
    rows = [one for one in plans.activities(actor, participation) if _concerns(one, the_round)]
    address = _place("plans:activities", participation)
    counts = Counter(one.state for one in rows)
    for state in (State.DONE, State.UNDER_WAY, State.PLANNED, State.POSTPONED, State.DROPPED, State.NOT_STATED):
        if counts[state]:
            key = f"activities.{state}"
            yield Figure(_id(key), "activities", key, str(counts[state]), "count", address)
    for one in rows:
        source = reverse("plans:activity", args=[one.pk])
        yield Figure(
            f"activities-{one.pk}", "activities", "activities.one", one.state, "state", source, one.title, _remark(one)
        )


def money(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """Grants for the year, and what is drawn and carried of them."""
    found = grants.for_participation(actor, participation)
    lines = [one for one in found.lines if one.year == the_round.year and not one.is_expected]
    address = reverse("grants:participant", args=[participation.slug])
    if lines:
        accounts = [one.balance for one in lines if one.balance is not None]
        yield _kroner("money.awarded", sum_known(one.amount for one in lines), f"{address}#grants")
        yield _kroner("money.drawn", sum_known(one.drawn for one in accounts), f"{address}#payments")
        yield _kroner("money.carried", sum_known(one.carried_out for one in accounts), f"{address}#grants")
    yield from _from_others(actor, participation, the_round)
    yield from _own_share(found, the_round, address)


def _from_others(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    ours = (Funder.OWN, Funder.BANK)
    found = plans.funding(actor, participation).exclude(source__in=ours)
    rows = [one for one in found if one.year == the_round.year]
    address = reverse("plans:participant-funding", args=[participation.slug])
    for key, amounts in (
        ("money.applied", [one.applied for one in rows]),
        ("money.granted", [one.granted for one in rows]),
    ):
        total = sum_known(amounts)
        if total is not None:
            yield _kroner(key, total, address)


def _own_share(found: Money, the_round: ReportRound, address: str) -> Iterator[Figure]:
    year: WorkYear | None = next((one for one in found.years if one.year == the_round.year), None)
    if year is None:
        return
    standing = year.standing
    put_in = standing.means if year.contributions else None
    source = f"{address}#own"
    yield _kroner("own_share.required", year.required, source)
    yield _kroner("own_share.cash", put_in.cash if put_in else None, source)
    yield _kroner("own_share.effort", put_in.effort if put_in else None, source)
    yield _kroner("own_share.total", put_in.total if put_in else None, source)
    yield _kroner("own_share.short", standing.short if put_in else None, source)


def dwellings(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """Homes finished, under way and planned where their number is stated, and each project. Parts are not counted."""
    rows = [one for one in plans.dwelling_projects(actor, participation) if one.part_of_id is None]
    rows = [one for one in rows if _concerns(one, the_round)]
    address = reverse("plans:participant-homes", args=[participation.slug])
    sums: dict[str, tuple[int, int]] = {}
    for one in rows:
        if one.low is not None and one.high is not None:
            key = _HOMES.get(State(one.state), "other")
            low, high = sums.get(key, (0, 0))
            sums[key] = (low + one.low, high + one.high)
    for key in ("done", "under_way", "planned", "other"):
        if key in sums:
            low, high = sums[key]
            number = str(low) if low == high else f"{low}–{high}"
            yield Figure(f"dwellings-{key}", "dwellings", f"dwellings.{key}", number, "homes", address)
    for one in rows:
        source = reverse("plans:homes", args=[one.pk])
        note = " ".join(filter(None, [f"{one.get_state_display()}.", one.conditions, _remark(one)]))
        yield Figure(
            f"dwellings-p{one.pk}", "dwellings", "dwellings.one", one.number_words, "homes", source, one.title, note,
        )  # fmt: skip


def indicators(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """The newest confirmed value of each indicator in the year, of the municipality itself and all persons together."""
    found = passports.values(actor, participation, the_round.year)
    rows = found.filter(
        state=ValueState.CONFIRMED, group="", organisation=participation.organisation_id, ends__lte=_after(the_round)
    )
    newest = {one.indicator.pk: one for one in rows.order_by("starts", "pk")}
    for one in sorted(newest.values(), key=lambda one: (one.indicator.theme, one.indicator.key)):
        passport = one.indicator
        unit = "per_cent" if passport.measure == Measure.SHARE else "number"
        yield Figure(
            f"indicators-{passport.key}", "indicators", "indicators.one", _worth(one), unit,
            reverse("indicators:passport", args=[passport.key]), passport.words,
            f"{one.period}. {_said_by(one)}", "" if unit == "per_cent" else passport.unit,
        )  # fmt: skip


def _said_by(one: Value) -> str:
    """Where the value came from, in words: a package's own name is for machines."""
    return one.indicator.source if ":" in one.origin else one.origin


def _worth(one: Value) -> str:
    """A value as it is told: a share of its denominator, to the decimals of the passport; blank where it is not known.

    Where a source words what is no plain number, its words stand.
    """
    if one.printed:
        return one.printed
    if one.numerator is None:
        return ""
    told = one.numerator
    if one.indicator.is_ratio:
        if not one.denominator:
            return ""
        told = one.numerator * one.indicator.per / one.denominator
    return f"{told.quantize(Decimal(1).scaleb(-one.indicator.decimals)):f}"


def learning(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """What the municipality has written in the learning ledger in the period, and what was decided."""
    rows = [one for one in lessons.ledger(actor, participation) if _learned_in(one, the_round)]
    address = _place("learning:ledger", participation)
    if rows:
        yield Figure("learning-entries", "learning", "learning.entries", str(len(rows)), "count", address)
        left = sum(one.state == EntryState.OPEN for one in rows)
        yield Figure("learning-open", "learning", "learning.open", str(left), "count", address)
    for one in rows:
        yield Figure(
            f"learning-{one.pk}", "learning", "learning.one", one.decision or "", "text",
            reverse("learning:lesson", args=[one.pk]), one.title,
        )  # fmt: skip


def _learned_in(one: LedgerEntry, the_round: ReportRound) -> bool:
    return one.learned_on is not None and the_round.starts <= one.learned_on <= the_round.ends


def findings(actor: Actor, participation: Participation, the_round: ReportRound) -> Iterator[Figure]:
    """Living checks that turned in the year up to the end of the period, so that none falls between two reports of a
    kind: the municipality's own, and those about the programme.
    """
    since = the_round.ends.replace(year=the_round.ends.year - 1) + dt.timedelta(days=1)
    found = checks.turned(actor, since, the_round.ends, participation.programme, participation)
    for one in found.order_by("at", "pk"):
        note = " ".join(filter(None, (f"{one.at:%d.%m.%Y}.", one.noted)))
        yield Figure(
            f"findings-{one.pk}", "findings", "findings.one", one.verdict, "state",
            reverse("findings:check", args=[one.check_of_id]), one.check_of.nb, note,
        )  # fmt: skip


def _after(the_round: ReportRound) -> dt.date:
    """The first day after the period."""
    return the_round.ends + dt.timedelta(days=1)


def _place(name: str, participation: Participation) -> str:
    """A list narrowed to the municipality."""
    return f"{reverse(name)}?participant={participation.slug}"


def _remark(one: Activity | DwellingProject) -> str:
    """Why it is put off, and that only the report tells of it where nobody here has moved it on since."""
    told = [one.reason]
    if one.fact_id is not None and one.moved_by_id is None:
        told.append(_("As reported January 2012."))
    return " ".join(filter(None, told))


def _concerns(one: Activity | DwellingProject, the_round: ReportRound) -> bool:
    """Whether it is of the period: neither over before it nor begun after it."""
    if one.starts is not None and one.starts > the_round.ends:
        return False
    return one.done_on is None or one.done_on >= the_round.starts


def _kroner(key: str, amount: Decimal | None, source: str) -> Figure:
    value = "" if amount is None else f"{amount:f}".removesuffix(".00")
    return Figure(_id(key), key.partition(".")[0], key, value, "kr", source)


def _id(key: str) -> str:
    """A figure that there is only one of is named after its key."""
    return key.replace(".", "-")


SOURCES: tuple[Source, ...] = (activities, money, dwellings, indicators, learning, findings)
