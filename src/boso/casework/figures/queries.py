"""Every read of packages of figures. The actor comes first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from boso.casework.figures import policies
from boso.casework.figures.counting import Case
from boso.casework.figures.definitions import BY_NAME, Definition
from boso.casework.figures.models import Package, SigningKey, State
from boso.core.tabulation.tables import TOTAL, Place
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation

#: What left longer ago than this tells little of today.
DAYS_BACK = 400


def visible(actor: Actor) -> QuerySet[Package]:
    """The packages of the organisations the actor works in or speaks for."""
    rows = Package.objects.select_related("organisation", "made_by", "left_by")
    return rows if actor.holds(Role.SYSTEM) else rows.filter(organisation__in=actor.works_in(*policies.READS))


def one(actor: Actor, package_id: int) -> Package:
    """The package.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = visible(actor).filter(pk=package_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def listed(actor: Actor, definition: str = "", state: str = "") -> QuerySet[Package]:
    """Packages, narrowed; those set aside only when asked for."""
    rows = visible(actor).defer("counts", "hidden", "document")
    rows = rows.filter(state=state) if state else rows.exclude(state=State.SET_ASIDE)
    return rows.filter(definition=definition) if definition else rows


def waiting_for(actor: Actor) -> list[Package]:
    """Packages that the actor may let leave, oldest first. One query, none for who lets nothing out."""
    places = actor.works_in(*policies.LETS_OUT)
    if not places:
        return []
    rows = visible(actor).filter(organisation__in=places, state=State.MADE).exclude(made_by=actor.user_id)
    return list(rows.defer("counts", "hidden", "document").order_by("made_at")[:10])


def places(actor: Actor) -> list[Organisation]:
    """The organisations the actor may make packages for."""
    rows = Organisation.objects.order_by("name")
    return list(rows if actor.holds(Role.SYSTEM) else rows.filter(pk__in=actor.works_in(*policies.MAKES)))


def require_maker(actor: Actor) -> None:
    """For somebody who may make packages nowhere.

    Raises Refused with the reason.
    """
    require(policies.may_make(actor, min(actor.works_in(*policies.READS), default=0)))


def definition_of(package: Package) -> Definition:
    """What it is a package of."""
    return BY_NAME[package.definition]


def title_of(package: Package) -> str:
    """«Needs for homes, Prøvedal, 23.11.2026»."""
    told = {"what": definition_of(package).label, "who": package.organisation.name, "day": f"{package.on:%d.%m.%Y}"}
    return _("%(what)s, %(who)s, %(day)s") % told


def before(organisation_id: int, definition: Definition, on: dt.date) -> list[Package]:
    """What has left of the same figures and tells something of that day: all of that day, and the nearest on either
    side. For the actions.
    """
    rows = Package.objects.select_related("organisation").filter(
        organisation=organisation_id, definition=definition.name, version=definition.version, state=State.LEFT
    )
    same = list(rows.filter(on=on).order_by("-number"))
    past = rows.filter(on__lt=on, on__gte=on - dt.timedelta(days=DAYS_BACK)).order_by("-on", "-number").first()
    later = rows.filter(on__gt=on, on__lte=on + dt.timedelta(days=DAYS_BACK)).order_by("on", "-number").first()
    return [*same, *(package for package in (past, later) if package is not None)]


def before_it(package: Package) -> list[Package]:
    """What had left that tells something of the package's day, itself left out."""
    found = before(package.organisation_id, definition_of(package), package.on)
    return [one for one in found if one.number is not None and (package.number is None or one.number < package.number)]


def last_number(organisation_id: int, definition: str = "") -> int:
    """The number of the last package that left, of one kind or of all; 0 where none has. For the actions."""
    rows = Package.objects.filter(organisation=organisation_id, state=State.LEFT)
    rows = rows.filter(definition=definition) if definition else rows
    return rows.aggregate(last=Max("number"))["last"] or 0


def signing_key(organisation_id: int) -> SigningKey | None:
    """The key the municipality signs with, if it has one yet. For the actions."""
    return SigningKey.objects.filter(organisation=organisation_id).first()


def behind(actor: Actor, package: Package, table: str, place: Place) -> Sequence[Case] | None:
    """The cases behind a cell, as the registers now say of that day, those the actor does not see without number;
    none where they cannot be listed, or not to this person.
    """
    definition = definition_of(package)
    if definition.cases is None or not policies.may_see_cases(actor, package.organisation_id):
        return None
    names = [way.name for way in definition.table(table).ways]
    wanted = {name: code for name, code in zip(names, place, strict=True) if code != TOTAL}
    found = definition.cases(actor, package.organisation_id, package.on)
    return [case for case in found if all(case.codes[name] == code for name, code in wanted.items())]
