"""What the pages of the register show: the list, and everything about one organisation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, Refused, require
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Code, CodeSystem, Kind, Organisation, Succession, Unit
from boso.foundation.organisations.pages import readers

#: What the list may be narrowed to besides kind and words.
STANDING, GONE = "standing", "gone"


@dataclass(frozen=True, slots=True)
class Whole:
    """One organisation with all that the register holds about it."""

    organisation: Organisation
    codes: list[Code]
    predecessors: list[Succession]
    successors: list[Succession]
    parts: list[Organisation]
    units: list[Unit]


def register(actor: Actor, text: str = "", *, kind: str = "", state: str = "", on: dt.date) -> QuerySet[Organisation]:
    """The organisations with `code_now` (Statistics Norway's, else Husbanken's), `units_now` and `place`, their kind's
    place in the order of kinds.

    text: words of the name, or the beginning of a code it has or has had. state: STANDING or GONE on the day.
    """
    require(readers(actor))
    in_force = Code.objects.filter(_lasting(on), organisation=OuterRef("pk"), starts__lte=on)
    kinds = [When(kind=value, then=Value(place)) for place, value in enumerate(Kind.values)]
    existing = Q(units__starts__isnull=True) | Q(units__starts__lte=on)
    lasting = Q(units__ends__isnull=True) | Q(units__ends__gt=on)
    found = Organisation.objects.select_related("parent").annotate(
        place=Case(*kinds, default=Value(len(Kind.values)), output_field=IntegerField()),
        code_now=Subquery(in_force.order_by("-system").values("code")[:1]),
        units_now=Count("units", filter=existing & lasting),
    )
    if kind:
        found = found.filter(kind=kind)
    if state in (STANDING, GONE):
        standing = (Q(starts__isnull=True) | Q(starts__lte=on)) & _lasting(on)
        found = found.filter(standing) if state == STANDING else found.exclude(standing)
    if text.strip():
        found = found.filter(_matching(text.strip()))
    return found


def everybody(actor: Actor) -> list[Organisation]:
    """Every organisation, by name (one query).

    Raises Refused (hidden) when the actor is no reader.
    """
    require(readers(actor))
    return list(Organisation.objects.order_by("name"))


def whole(actor: Actor, slug: str) -> Whole:
    """One organisation with codes, successions both ways, parts and units (with `seats`, how many sit in each).

    Raises Refused (hidden) when there is none, or the actor is no reader.
    """
    found = one(actor, slug)
    return Whole(
        organisation=found,
        codes=list(found.codes.all()),
        predecessors=list(found.predecessors.all()),
        successors=list(found.successors.all()),
        parts=list(found.parts.all()),
        units=list(found.units.all()),
    )


def one(actor: Actor, slug: str) -> Organisation:
    """The organisation of that short name with its rows around it.

    Raises Refused (hidden) when there is none, or the actor is no reader.
    """
    require(readers(actor))
    found = (
        Organisation.objects.select_related("parent")
        .prefetch_related(
            Prefetch("codes", Code.objects.order_by("system", "-starts")),
            Prefetch("predecessors", _came_in()),
            Prefetch("successors", Succession.objects.select_related("successor").order_by("on", "successor__name")),
            Prefetch("parts", Organisation.objects.order_by("name")),
            Prefetch("units", Unit.objects.order_by("name")),
        )
        .filter(slug=slug)
        .first()
    )
    if found is None:
        raise Refused(Denied(_("There is no organisation called «%(slug)s».") % {"slug": slug}, hidden=True))
    return found


def unit_of(organisation: Organisation, unit_id: int) -> Unit:
    """One of its units.

    Raises Refused (hidden) for another's.
    """
    for unit in organisation.units.all():
        if unit.pk == unit_id:
            return unit
    raise Refused(Denied(_("There is no such unit here."), hidden=True))


def municipalities_in(county: Organisation, on: dt.date) -> list[Organisation]:
    """The municipalities of the register that lie in the county that day, by the first two digits of their codes."""
    own = [code.code for code in county.codes.all() if _holds(code, on)]
    if county.kind != Kind.COUNTY or not own:
        return []
    inside = Code.objects.filter(_lasting(on), system=CodeSystem.SSB, code__startswith=own[0], starts__lte=on)
    return list(
        Organisation.objects.filter(pk__in=inside.values("organisation"), kind=Kind.MUNICIPALITY).order_by("name")
    )


def county_today(municipality: Organisation, on: dt.date) -> Organisation | None:
    """The county a municipality lies in that day; none for other bodies and for invented ones."""
    now = [row.code for row in municipality.codes.all() if row.system == CodeSystem.SSB and _holds(row, on)]
    if municipality.kind != Kind.MUNICIPALITY or municipality.invented or not now:
        return None
    county = Code.objects.filter(_lasting(on), system=CodeSystem.SSB, code=now[0][:2], starts__lte=on)
    return Organisation.objects.filter(pk__in=county.values("organisation"), kind=Kind.COUNTY).first()


def changes(found: Whole, limit: int = 30) -> list[Change]:
    """What people have done with the organisation and its units, newest first; loading the register is not told."""
    own = Q(object_type=Organisation._meta.label_lower, object_id=str(found.organisation.pk))
    units = Q(object_type=Unit._meta.label_lower, object_id__in=[str(unit.pk) for unit in found.units])
    return list(
        Change.objects.filter(own | units).exclude(verb="import").select_related("actor").order_by("-at", "-pk")[:limit]
    )


def _came_in() -> QuerySet[Succession]:
    """Who went into an organisation, with `pieces`: into how many it went (a division has several)."""
    found = Succession.objects.select_related("predecessor").annotate(pieces=Count("predecessor__successors"))
    return found.order_by("on", "predecessor__name")


def _matching(text: str) -> Q:
    """By name with any letters, or by the beginning of a code."""
    if text.isdecimal():
        return Q(pk__in=Code.objects.filter(code__startswith=text).values("organisation"))
    rows = Organisation.objects.values_list("pk", "name", "slug")
    return Q(pk__in=[pk for pk, *words in rows if closeness(text, *words)])


def _holds(code: Code, on: dt.date) -> bool:
    return code.starts <= on and (code.ends is None or on < code.ends)


def _lasting(on: dt.date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gt=on)
