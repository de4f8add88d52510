"""A few things under way in Prøvedal, done by its people as they would do them: so that each has something to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.utils import timezone

from boso.casework.households import (
    actions_access,
    actions_clearance,
    actions_emergency,
    queries,
)
from boso.casework.households.models import EmergencyReason, Household, RecusalGround
from boso.casework.synthesis.queries import applicants
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug

PLACE = "provedal"


def load() -> None:
    """Do what is not done yet."""
    for do in (clearances, conflict_of_interest, emergency):
        with suppress(NotNow):
            do()


def clearances() -> None:
    """Two who may see protected households, and one that waits for the second person."""
    administrator, decides = _person("administrator"), _person("fullmakt")
    place, until = by_slug(PLACE).pk, timezone.localdate() + dt.timedelta(days=180)
    for name in ("nav", "flyktning"):
        given = actions_clearance.give(administrator, place, _id(name), until)
        actions_clearance.confirm(decides, given)
    actions_clearance.give(administrator, place, _id("oppfolger"), until)


def conflict_of_interest() -> None:
    """Somebody in the housing office knows a tenant."""
    household = next(_seen(_person("fullmakt"), lambda one: queries.visible(_person("bolig"), [one.pk]).exists()))
    words = "Er i nær familie med den som søker."
    actions_access.recuse(_person("fullmakt"), household, _id("bolig"), RecusalGround.FAMILY, words)


def emergency() -> None:
    """Follow-up opened a case of NAV's one evening; nobody has reviewed it yet."""
    follow_up = _person("oppfolger")
    place = by_slug(PLACE).pk
    for household in _seen(_person("nav"), lambda one: not one.is_protected):
        number = queries.open_person(applicants([household])[household.pk]).national_id
        if number and queries.hidden_households(follow_up, place, number):
            words = "Sto uten sted å sove, og kontoret som har saken, var stengt."
            actions_emergency.open_in_emergency(follow_up, place, number, EmergencyReason.HOMELESS_TODAY, words)
            return


def _person(name: str) -> Actor:
    return actor_named(f"{name}-{PLACE}", timezone.localdate())


def _id(name: str) -> int:
    return _person(name).user_id or 0


def _seen(actor: Actor, fits: Callable[[Household], bool]) -> Iterator[Household]:
    """The open households somebody sees that fit, in order."""
    for household in queries.visible(actor).filter(closed_on__isnull=True).order_by("reference"):
        if fits(household):
            yield household
