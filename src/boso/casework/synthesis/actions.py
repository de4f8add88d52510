"""Making an invented municipality's casework, part by part. Each part is written whole or not at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.synthesis import policies, queries
from boso.casework.synthesis.actions_parts import Town, write
from boso.casework.synthesis.models import Making
from boso.core.synthetic.chance import Stream
from boso.core.synthetic.description import Place
from boso.core.synthetic.municipality import Extent, extents, part
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.organisations.models import Organisation, UnitKind
from boso.foundation.organisations.queries import code_of

Say = Callable[[int, int], None]

#: The services that invented cases are spread over.
NEEDED = (UnitKind.NAV, UnitKind.REFUGEE, UnitKind.HEALTH, UnitKind.HOUSING, UnitKind.PROPERTY)


@dataclass(frozen=True, slots=True)
class Order:
    """How much is to be made, and from which seed."""

    households: int
    dwellings: int
    years: int
    seed: str


def make(
    actor: Actor, organisation: Organisation, order: Order, *, trial: bool = False, say: Say | None = None
) -> Making:
    """Make what is ordered, or go on where it stopped. Done already: nothing happens. `say` hears of every part.

    Raises Refused for a real municipality or installation; NotNow where something else stands there, or a unit lacks.
    """
    require(policies.may_make(actor, organisation, trial=trial))
    making = queries.making(organisation) or _begin(organisation, order)
    if (making.households, making.dwellings, making.years, making.seed) != _plain(order):
        raise NotNow(
            _("%(name)s was made with %(households)d households, %(dwellings)d dwellings and seed %(seed)s.")
            % {
                "name": organisation.name,
                "households": making.households,
                "dwellings": making.dwellings,
                "seed": making.seed,
            }
            + " "
            + _("Order the same again, or choose another data folder.")
        )
    _go_on(actor, organisation, making, say or (lambda done, parts: None))
    return making


def stream(making: Making, place: Place, extent: Extent) -> Stream:
    """The stream of chance of one part: the same for the same seed, municipality and part."""
    return random.Random(f"{making.seed}/{place.code}/{extent.number}").random  # noqa: S311 - nothing secret is drawn


def place_of(organisation: Organisation, making: Making) -> Place:
    """The municipality as it is drawn."""
    code = code_of(organisation, making.on) or ""
    return Place(code, organisation.name, making.households, making.dwellings, making.years, making.on)


def _begin(organisation: Organisation, order: Order) -> Making:
    today = timezone.localdate()
    if not queries.is_empty(organisation):
        raise NotNow(
            _("%(name)s already has homes or households that BoSo did not make up.") % {"name": organisation.name}
        )
    making = Making(
        organisation=organisation,
        seed=order.seed,
        households=order.households,
        dwellings=order.dwellings,
        years=order.years,
        on=today,
        parts=0,
    )
    making.parts = len(extents(place_of(organisation, making)))
    if lacking := [str(kind.label) for kind in NEEDED if kind not in queries.units(organisation, today)]:
        raise NotNow(
            _("%(name)s lacks these units: %(units)s.") % {"name": organisation.name, "units": ", ".join(lacking)}
        )
    making.save()
    return making


def _go_on(actor: Actor, organisation: Organisation, making: Making, say: Say) -> None:
    if making.finished_at is not None:
        return
    place = place_of(organisation, making)
    units = queries.units(organisation, making.on)
    town = Town(organisation, place, units, queries.workers(units, making.on))
    for extent in extents(place)[making.done :]:
        drawn = part(stream(making, place, extent), place, extent)
        with transaction.atomic():
            write(actor, town, drawn)
            making.done += 1
            if making.done == making.parts:
                making.finished_at = timezone.now()
            making.save()
        say(making.done, making.parts)
    _settle()


def _plain(order: Order) -> tuple[int, int, int, str]:
    return order.households, order.dwellings, order.years, order.seed


def _settle() -> None:
    """Let the database count its rows anew, so that it finds its way in tables that were empty a moment ago."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
