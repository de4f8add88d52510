"""Stored queries about learning: arenas held, networks at work, lessons and what they led to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.programme.findings.asking import ALL, chosen, day_of, newest
from boso.programme.findings.checks import Argument, Asked, Found, StoredQuery
from boso.programme.findings.models_checks import ToldAs
from boso.programme.learning import queries as learning
from boso.programme.learning.models import (
    ArenaKind,
    ArenaState,
    EntryState,
    Loop,
    NetworkState,
    UseState,
    Verdict,
)
from boso.programme.learning.models_base import Recorded

_YEAR = 365


def _arenas(actor: Actor, asked: Asked) -> Found:
    """How many of a kind were held in the year up to today; nothing to ask where none was ever written down."""
    kind = chosen(asked, "kind")
    held = [
        one for one in learning.arenas(actor, asked.programme)
        if one.state == ArenaState.HELD and kind in ("", one.kind)
    ]  # fmt: skip
    if not held:
        return Found()
    first = asked.today - dt.timedelta(days=_YEAR)
    days = [one.starts or day_of(one.as_of) for one in held]
    count = sum(day is not None and first <= day <= asked.today for day in days)
    return Found(Decimal(count), len(held), asked.today, "Arenaer", reverse("learning:arenas"), told_as=ToldAs.COUNT)


def _networks(actor: Actor, asked: Asked) -> Found:
    """How many networks there are that have not ended."""
    found = list(learning.named_networks(actor, asked.programme).select_related("fact__source"))
    if not found:
        return Found()
    state = chosen(asked, "state")
    count = sum(one.state == state if state else one.state != NetworkState.ENDED for one in found)
    return Found(
        Decimal(count),
        len(found),
        _kept(found, asked.today),
        "Nettverk",
        reverse("learning:networks"),
        told_as=ToldAs.COUNT,
    )


def _lessons(actor: Actor, asked: Asked) -> Found:
    """How many lessons of a loop stand how."""
    loop, state = chosen(asked, "loop"), chosen(asked, "state")
    found = [
        one for one in learning.ledger(actor, asked.participation, asked.programme).select_related("fact__source")
        if loop in ("", str(one.loop))
    ]  # fmt: skip
    if not found:
        return Found()
    count = sum(state in ("", one.state) for one in found)
    return Found(
        Decimal(count),
        len(found),
        _kept(found, asked.today),
        "Læringsboka",
        reverse("learning:ledger"),
        told_as=ToldAs.COUNT,
    )


def _uses(actor: Actor, asked: Asked) -> Found:
    """How many have taken over what others tried, of those in the library."""
    verdict = chosen(asked, "verdict")
    library = list(learning.experiences(actor, asked.programme).select_related("fact__source"))
    uses = [use for one in library for use in one.uses.all() if use.state != UseState.STOPPED]
    if not uses:
        return Found()
    count = sum(verdict in ("", use.verdict) for use in uses)
    on = asked.today if any(use.fact_id is None for use in uses) else _kept(library, asked.today)
    return Found(
        Decimal(count), len(uses), on, "Erfaringsbiblioteket", reverse("learning:library"), told_as=ToldAs.COUNT
    )


def _kept(found: Sequence[Recorded], today: dt.date) -> dt.date | None:
    """The day a register is of: today where members keep any of it, else the day the report came out."""
    if any(one.fact_id is None for one in found):
        return today
    return newest(day_of(one.fact.source.published) for one in found if one.fact is not None)


QUERIES = (
    StoredQuery(
        "learning.arenas", _("Arenas held in the last year"), _("How many of a kind were held up to today."),
        (Argument("kind", _("Kind"), lambda actor, programme: [ALL, *ArenaKind.choices]),), _arenas, _("arenas"),
    ),
    StoredQuery(
        "learning.networks", _("Networks"), _("How many there are; without a state, those that have not ended."),
        (Argument("state", _("State"), lambda actor, programme: [ALL, *NetworkState.choices]),), _networks,
        _("networks"),
    ),
    StoredQuery(
        "learning.lessons", _("Lessons in the learning ledger"), _("How many of a loop stand how."),
        (
            Argument("loop", _("Loop"), lambda actor, programme: [
                ALL, *((str(value), label) for value, label in Loop.choices)]),
            Argument("state", _("What it led to"), lambda actor, programme: [ALL, *EntryState.choices]),
        ),
        _lessons, _("lessons"),
    ),
    StoredQuery(
        "learning.uses", _("Experience taken over from others"), _("How many have taken over what others tried."),
        (Argument("verdict", _("Did it help?"), lambda actor, programme: [ALL, *Verdict.choices]),), _uses,
        _("experiences taken over"),
    ),
)  # fmt: skip
