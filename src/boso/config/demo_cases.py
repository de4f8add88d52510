"""A few things under way in Prøvedal, done by its people as they would do them: so that each has something to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress

from django.utils import timezone

from boso.casework.allocation import actions as allocation
from boso.casework.allocation.gathering import Wish
from boso.casework.figures import actions as figures_actions
from boso.casework.figures.counting import last_count
from boso.casework.households import (
    actions_access,
    actions_clearance,
    actions_emergency,
    queries,
)
from boso.casework.households.models import EmergencyReason, Household, RecusalGround
from boso.casework.needs import actions_campaigns, actions_counts
from boso.casework.synthesis.queries import applicants
from boso.config import demo_instruments
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow
from boso.foundation.access.queries import actor_named
from boso.foundation.organisations.queries import by_slug

PLACE = "provedal"

#: The week of the national count of homeless persons.
WEEK = 48

_ROUGH = {"category": "rough", "age_group": "from_35", "sex": "man", "children": 0}
_SHELTER = {"category": "night_shelter", "age_group": "from_45", "sex": "man", "children": 0}
_KIN = {"category": "with_kin", "age_group": "from_18", "sex": "woman", "children": 1}
_CRISIS = {"category": "crisis_centre", "age_group": "from_25", "sex": "woman", "children": 2}

#: Whom units know of that have no case: who registers, initials, year of birth, codes.
LAST_YEAR = (
    ("nav", "KG", 1986, _ROUGH),
    ("oppfolger", "KG", 1986, _ROUGH),
    ("oppfolger", "PT", 1977, _SHELTER),
    ("nav", "RS", 1999, _CRISIS),
)
THIS_YEAR = (("nav", "ML", 2004, _KIN), ("oppfolger", "PT", 1977, _SHELTER), ("nav", "PT", 1977, _SHELTER))


def load() -> None:
    """Do what is not done yet."""
    for do in (
        clearances, conflict_of_interest, emergency, campaigns, counts, figures, proposal, demo_instruments.load,
    ):  # fmt: skip
        with suppress(NotNow):
            do()


def proposal() -> None:
    """The allocation group's first proposal of who gets which dwelling."""
    today = timezone.localdate()
    wish = Wish(today, 1, f"{today:%Y-%m}")
    allocation.run(_person("tildeling"), by_slug(PLACE), wish, f"Fordelingsmøte {today:%d.%m.%Y}")


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


def campaigns() -> None:
    """Last year everybody who rents was to be mapped; now everybody whom a unit works with."""
    planner, place, today = _person("planlegger"), by_slug(PLACE).pk, timezone.localdate()
    last_year = {
        "title": f"Leietakere i kommunale boliger {today.year - 1}",
        "tenants": True,
        "engaged": False,
        "starts": today - dt.timedelta(days=430),
        "due_on": today - dt.timedelta(days=340),
    }
    this_year = {
        "title": f"Alle vi arbeider med {today.year}",
        "tenants": True,
        "engaged": True,
        "starts": today - dt.timedelta(days=120),
        "due_on": today + dt.timedelta(days=21),
    }
    earlier = actions_campaigns.plan(planner, place, last_year)
    actions_campaigns.start(planner, earlier)
    actions_campaigns.close(planner, earlier, on=today - dt.timedelta(days=335))
    now = actions_campaigns.plan(planner, place, this_year)
    actions_campaigns.start(planner, now)
    actions_campaigns.remind(planner, now, today - dt.timedelta(days=8))


def counts() -> None:
    """Week 48: last year's count is frozen, and this year's is open. Two units know the same person."""
    planner, today = _person("planlegger"), timezone.localdate()
    for year, known in ((today.year - 1, LAST_YEAR), (today.year, THIS_YEAR)):
        count = actions_counts.open_count(planner, by_slug(PLACE).pk, year, WEEK)
        for name, initials, born, codes in known:
            actor = _person(name)
            (unit,) = actor.units
            actions_counts.register(actor, count, unit, codes, initials=initials, birth_year=born)
        if year < today.year:
            actions_counts.freeze(planner, count)


def figures() -> None:
    """Last year's count has left the municipality; today's needs wait for the programme leader."""
    planner, leader, place, today = _person("planlegger"), _person("leder"), by_slug(PLACE), timezone.localdate()
    counted = figures_actions.make(planner, place, "homeless", last_count(place.pk, today))
    figures_actions.let_out(leader, counted)
    figures_actions.make(planner, place, "needs", today)


def _person(name: str) -> Actor:
    return actor_named(f"{name}-{PLACE}", timezone.localdate())


def _id(name: str) -> int:
    return _person(name).user_id or 0


def _seen(actor: Actor, fits: Callable[[Household], bool]) -> Iterator[Household]:
    """The open households somebody sees that fit, in order."""
    for household in queries.visible(actor).filter(closed_on__isnull=True).order_by("reference"):
        if fits(household):
            yield household
