"""What the indicators ask of a person today: values to confirm or correct, packages to take in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.actor import Actor
from boso.foundation.worklist.registry import Thing, WorkItem
from boso.programme.indicators import grids, policies, queries, wording
from boso.programme.indicators.models import Value

VALUE_VERBS = {
    "value.record": gettext_lazy("recorded"),
    "value.change": gettext_lazy("changed"),
    "value.confirm": gettext_lazy("confirmed"),
    "value.send_back": gettext_lazy("returned for correction"),
}
#: How many packages are told one by one.
MOST = 20


def values(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Values that wait for the bank."""
    for value in queries.to_confirm(actor):
        yield _item(value, _("The municipality has recorded it. It counts when you confirm it."), _("Look at it"))


def corrections(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Values that the bank has sent back."""
    for value in queries.returned(actor):
        yield _item(value, _("The bank has returned it for correction."), _("Correct it"))


def packages(actor: Actor, today: dt.date) -> Iterator[WorkItem]:
    """Packages whose figures are not among the indicators, the newest of each kind and municipality."""
    if not policies.may_import(actor):
        return
    told: set[tuple[int, str]] = set()
    taken = queries.taken_in(actor)
    for package in queries.packages_of(actor)[: MOST * 5]:
        name = (package.organisation_id, package.definition)
        if name in told or package.definition not in grids.TITLES:
            continue
        told.add(name)
        if queries.origin_of(package) not in taken and len(told) <= MOST:
            yield WorkItem(
                due=None,
                title=f"{package.organisation.name}: {grids.title(package)}",
                why=_("A package of figures has come and is not among the indicators."),
                act_label=_("Look at it"),
                act_url=reverse("indicators:package", args=[package.pk]),
                about=package.organisation.name,
                key=f"package-{package.pk}",
            )


def _item(value: Value, why: str, act: str) -> WorkItem:
    about = value.organisation.name if value.organisation else ""
    return WorkItem(
        due=None,
        title=f"{value.indicator.words}, {wording.period(value.span)}",
        why=why,
        act_label=act,
        act_url=reverse("indicators:value", args=[value.pk]),
        about=about,
        key=f"value-{value.pk}-{value.state}",
    )


def values_by_id(actor: Actor, ids: Collection[str]) -> Mapping[str, Thing]:
    """What values are called in what a person has done."""
    found = queries.values(actor).filter(pk__in=ids)
    return {str(one.pk): Thing(str(one.indicator.words), reverse("indicators:value", args=[one.pk])) for one in found}


SOURCES = (values, corrections, packages)
