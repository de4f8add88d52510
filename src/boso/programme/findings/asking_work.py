"""Stored queries about the work: measures, homes and money in the plans, and what the work is anchored in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.programme.anchoring import queries as anchoring
from boso.programme.anchoring.models import (
    ActorGroup,
    Degree,
    Involvement,
    InvolvementPhase,
    PlanDocument,
    Standing,
)
from boso.programme.findings.asking import ALL, chosen, day_of, newest, participants, rows, themes
from boso.programme.findings.checks import Argument, Asked, Found, StoredQuery
from boso.programme.findings.models_checks import ToldAs
from boso.programme.partnership.models import Mark
from boso.programme.plans import queries as plans
from boso.programme.plans.models import Funder, FundingState, State

COUNT, SHARE, KRONER, HOMES = "count", "share", "kroner", "homes"
#: How firmly a plan holds something, and how much a group takes part: the weakest first.
_FIRMNESS = (Standing.ABSENT, Standing.MENTIONED, Standing.PRIORITISED, Standing.FUNDED)
_DEGREES = (Degree.NONE, Degree.WEAK, Degree.SOME, Degree.STRONG)


def _activities(actor: Actor, asked: Asked) -> Found:
    theme, state = chosen(asked, "theme"), chosen(asked, "state")
    found = [one for one in rows(plans.activities, actor, asked) if theme in ("", one.theme)]
    if not found:
        return Found()
    fits = sum(state in ("", one.state) for one in found)
    value = _share(fits, len(found)) if asked.get("tell") == SHARE else Decimal(fits)
    told_as = ToldAs.PERCENT if asked.get("tell") == SHARE else ToldAs.COUNT
    on = _kept(found, asked.today)
    return Found(value, len(found), on, "Planene", reverse("plans:activities"), told_as=told_as)


def _homes(actor: Actor, asked: Asked) -> Found:
    state = chosen(asked, "state")
    whole = [one for one in rows(plans.dwelling_projects, actor, asked) if one.part_of_id is None]
    if not whole:
        return Found()
    found = [one for one in whole if state in ("", one.state)]
    told = [one.low for one in found if one.low is not None]
    if asked.get("tell") == HOMES and found and not told:
        return Found()
    value = sum(told) if asked.get("tell") == HOMES else len(found)
    homes = asked.get("tell") == HOMES
    on, url = _kept(whole, asked.today), reverse("plans:overview")
    if homes:
        return Found(Decimal(value), None, on, "Planene (boliger)", url)
    return Found(Decimal(value), len(whole), on, "Planene", url, told_as=ToldAs.COUNT)


def _funding(actor: Actor, asked: Asked) -> Found:
    funder, state = chosen(asked, "funder"), chosen(asked, "state")
    register = list(rows(plans.funding, actor, asked))
    if not register:
        return Found()
    found = [one for one in register if funder in ("", one.source) and state in ("", one.state)]
    amounts = [amount for one in found if (amount := one.granted or one.applied) is not None]
    if asked.get("tell") == KRONER:
        if not amounts:
            return Found()
        value = sum(amounts, Decimal(0))
    else:
        value = Decimal(len(found))
    told_as = ToldAs.KRONER if asked.get("tell") == KRONER else ToldAs.COUNT
    on = _kept(register, asked.today)
    return Found(value, len(register), on, "Planene", reverse("plans:overview"), told_as=told_as)


def _mentions(actor: Actor, asked: Asked) -> Found:
    """How many participants have the programme or a measure standing at least so firmly in a document."""
    document, least = asked.get("document"), _FIRMNESS.index(Standing(asked.get("standing")))
    firmest: dict[int, int] = {}
    days: list[dt.date | None] = []
    for one in rows(anchoring.mentions, actor, asked):
        if one.document == document and one.participation_id is not None and one.standing != Standing.NOT_STATED:
            firmness = _FIRMNESS.index(Standing(one.standing))
            firmest[one.participation_id] = max(firmness, firmest.get(one.participation_id, 0))
            days.append(day_of(one.as_of))
    if not firmest:
        return Found()
    value = sum(firmness >= least for firmness in firmest.values())
    url = reverse("anchoring:overview")
    return Found(Decimal(value), len(firmest), newest(days), "Forankringen", url, told_as=ToldAs.COUNT)


def _involvement(actor: Actor, asked: Asked) -> Found:
    """How many participants have a group taking part at least so much in a phase.

    What a source says of the five evaluated together holds for each of them that says nothing itself; what it says in
    two ways is not counted.
    """
    group, phase, least = asked.get("group"), asked.get("phase"), _DEGREES.index(Degree(asked.get("degree")))
    told = [
        one for one in rows(anchoring.involvements, actor, asked)
        if (one.group, one.phase) == (group, phase) and one.degree != Degree.NOT_STATED
    ]  # fmt: skip
    common = [one for one in told if one.participation_id is None and _plain(one)]
    degrees: dict[int, int] = {}
    for participation in participants(actor, asked):
        own = [one for one in told if one.participation_id == participation.pk]
        counted = own or (common if participation.evaluated else [])
        if counted:
            degrees[participation.pk] = max(_DEGREES.index(Degree(one.degree)) for one in counted)
    if not degrees:
        return Found()
    value = sum(degree >= least for degree in degrees.values())
    on = newest(one.on or day_of(one.as_of) for one in told)
    url = reverse("anchoring:overview")
    return Found(Decimal(value), len(degrees), on, "Forankringen", url, told_as=ToldAs.COUNT)


def _plain(one: Involvement) -> bool:
    return one.fact is None or one.fact.mark != Mark.CONTRADICTION


def _kept(found: Iterable[Any], today: dt.date) -> dt.date | None:
    """The day a register is of: today where members keep any of it, else the day the report came out."""
    known = list(found)
    if any(one.fact_id is None or getattr(one, "moved_by_id", None) is not None for one in known):
        return today
    return newest(day_of(one.fact.source.published) for one in known if one.fact is not None)


def _share(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"))


_STATES = Argument("state", _("State"), lambda actor, programme: [ALL, *State.choices])

QUERIES = (
    StoredQuery(
        "plans.activities", _("Measures in the plans"), _("How many sub-projects and measures stand how far."),
        (
            themes(), _STATES,
            Argument("tell", _("Told as"), lambda actor, programme: [
                (COUNT, _("Count")), (SHARE, _("Per cent of all measures of the theme"))]),
        ),
        _activities, _("measures"),
    ),
    StoredQuery(
        "plans.homes", _("Dwelling projects in the plans"), _("How many projects or homes stand how far."),
        (
            _STATES,
            Argument("tell", _("Told as"), lambda actor, programme: [
                (COUNT, _("Projects")), (HOMES, _("Homes, where their number is stated"))]),
        ),
        _homes, _("dwelling projects"),
    ),
    StoredQuery(
        "plans.funding", _("Funding register"), _("Applications and grants in the plans."),
        (
            Argument("funder", _("Who pays"), lambda actor, programme: [ALL, *Funder.choices]),
            Argument("state", _("State"), lambda actor, programme: [ALL, *FundingState.choices]),
            Argument("tell", _("Told as"), lambda actor, programme: [(COUNT, _("Count")), (KRONER, _("Kroner"))]),
        ),
        _funding, _("rows of the funding register"),
    ),
    StoredQuery(
        "anchoring.mentions", _("Anchoring in documents"),
        _("How many participants have the work standing at least so firmly in a document."),
        (
            Argument("document", _("Document"), lambda actor, programme: PlanDocument.choices),
            Argument("standing", _("At least"), lambda actor, programme: [
                (one.value, one.label) for one in _FIRMNESS[1:]]),
        ),
        _mentions, _("municipalities"),
    ),
    StoredQuery(
        "anchoring.involvement", _("Who takes part"),
        _("How many participants have a group taking part at least so much in a phase."),
        (
            Argument("group", _("Who"), lambda actor, programme: ActorGroup.choices),
            Argument("phase", _("Phase"), lambda actor, programme: InvolvementPhase.choices),
            Argument("degree", _("At least"), lambda actor, programme: [
                (one.value, one.label) for one in _DEGREES[1:]]),
        ),
        _involvement, _("municipalities"),
    ),
)  # fmt: skip
