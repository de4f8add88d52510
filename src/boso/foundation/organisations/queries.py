"""Reads of the register of organisations.

Names and codes are open facts: jobs, commands and other apps' queries use them freely, and no actor is asked for.
What the register's own pages show takes the actor first (`register`, `everybody`, `whole`, `one`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from boso.core.values import codes
from boso.core.values.folding import closeness
from boso.core.values.periods import Period
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, Refused, require
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Code, CodeSystem, Kind, Organisation, Succession, Unit
from boso.foundation.organisations.policies import may_read

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


def by_slug(slug: str) -> Organisation:
    """The organisation of that short name.

    Raises Refused (hidden) when there is none.
    """
    found = Organisation.objects.select_related("parent").filter(slug=slug).first()
    if found is None:
        raise Refused(Denied(_("There is no organisation called «%(slug)s».") % {"slug": slug}, hidden=True))
    return found


def by_slugs(slugs: Iterable[str]) -> dict[str, Organisation]:
    """The organisations of those short names, by name; unknown names are left out."""
    return {found.slug: found for found in Organisation.objects.filter(slug__in=set(slugs))}


def by_code(code: str, on: dt.date, system: str = CodeSystem.SSB) -> Organisation:
    """Who had the code that day.

    Raises Refused (hidden) when nobody had it.
    """
    row = Code.objects.filter(_in_force(on), system=system, code=code).select_related("organisation__parent").first()
    if row is None:
        said = {"code": code, "day": f"{on:%d.%m.%Y}"}
        raise Refused(Denied(_("Nobody had the code %(code)s on %(day)s.") % said, hidden=True))
    return row.organisation


def by_slug_or_code(word: str, on: dt.date) -> Organisation:
    """The organisation a person means by «hamar» or «3403».

    Raises Refused (hidden) when there is none.
    """
    return by_code(word, on) if word.isdecimal() else by_slug(word)


def code_of(organisation: Organisation, on: dt.date, system: str = CodeSystem.SSB) -> str | None:
    """The code it had that day; none when it had none."""
    return (
        Code.objects.filter(_in_force(on), organisation=organisation, system=system)
        .values_list("code", flat=True)
        .first()
    )


def codes_of(organisation: Organisation) -> QuerySet[Code]:
    """Every code it has had, oldest first within each system."""
    return Code.objects.filter(organisation=organisation).order_by("system", "starts")


def codes_on(on: dt.date, system: str = CodeSystem.SSB) -> dict[int, str]:
    """The codes in force that day, by organisation id (one query)."""
    return dict(Code.objects.filter(_in_force(on), system=system).values_list("organisation_id", "code"))


def county_of(organisation: Organisation, on: dt.date) -> Organisation | None:
    """The county a municipality lay in that day, by the first two digits of its code; none for other bodies."""
    code = code_of(organisation, on) if organisation.kind == Kind.MUNICIPALITY else None
    if code is None or organisation.invented:
        return None
    row = (
        Code.objects.filter(_in_force(on), system=CodeSystem.SSB, code=code[:2]).select_related("organisation").first()
    )
    return row.organisation if row is not None else None


def bodies_at(organisation: Organisation, on: dt.date) -> QuerySet[Organisation]:
    """Who answered that day for what is its area now: itself and whoever has gone into it since.

    Their figures of that day sum to what compares with its figures of today.
    """
    table = [
        codes.Held(row.organisation_id, row.code, Period(row.starts, row.ends))
        for row in Code.objects.filter(system=CodeSystem.SSB)
    ]
    mergers = [codes.Merger(row.predecessor_id, row.successor_id, row.on) for row in Succession.objects.all()]
    return Organisation.objects.filter(pk__in=codes.bodies_at(table, mergers, organisation.pk, on))


def predecessors(organisation: Organisation) -> QuerySet[Succession]:
    """Who went into it, and when."""
    return Succession.objects.filter(successor=organisation).select_related("predecessor").order_by("on")


def municipalities(on: dt.date) -> QuerySet[Organisation]:
    """The municipalities that existed that day, by name."""
    return Organisation.objects.filter(_existing(on), kind=Kind.MUNICIPALITY).order_by("name")


def units(organisation: Organisation, on: dt.date) -> QuerySet[Unit]:
    """Its units that day, by name."""
    return Unit.objects.filter(_existing(on), organisation=organisation).order_by("name")


def find(actor: Actor, text: str, limit: int = 10) -> list[Organisation]:
    """Organisations whose name, short name or code begins with or holds the text; the closest first.

    Nobody finds nothing.
    """
    word = text.strip()
    if not word or not actor.is_somebody:
        return []
    place = Case(
        When(name__iexact=word, then=Value(0)),
        When(name__istartswith=word, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    matching = Q(name__icontains=word) | Q(slug__istartswith=word)
    if word.isdecimal():
        matching |= Q(codes__code__startswith=word)
    found = Organisation.objects.filter(matching).annotate(place=place)
    return list(found.order_by("place", "name", "pk").distinct()[:limit])


def register(actor: Actor, text: str = "", *, kind: str = "", state: str = "", on: dt.date) -> QuerySet[Organisation]:
    """The organisations with `code_now` (Statistics Norway's, else Husbanken's), `units_now` and `place`, their kind's
    place in the order of kinds.

    text: words of the name, or the beginning of a code it has or has had. state: STANDING or GONE on the day.
    """
    require(may_read(actor))
    in_force = Code.objects.filter(_in_force(on), organisation=OuterRef("pk"))
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
        found = found.filter(_existing(on)) if state == STANDING else found.exclude(_existing(on))
    if text.strip():
        found = found.filter(_matching(text.strip()))
    return found


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
    require(may_read(actor))
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
    inside = Code.objects.filter(_in_force(on), system=CodeSystem.SSB, code__startswith=own[0])
    return list(
        Organisation.objects.filter(pk__in=inside.values("organisation"), kind=Kind.MUNICIPALITY).order_by("name")
    )


def county_today(municipality: Organisation, on: dt.date) -> Organisation | None:
    """The county a municipality lies in that day; none for other bodies and for invented ones."""
    now = [row.code for row in municipality.codes.all() if row.system == CodeSystem.SSB and _holds(row, on)]
    if municipality.kind != Kind.MUNICIPALITY or municipality.invented or not now:
        return None
    county = Code.objects.filter(_in_force(on), system=CodeSystem.SSB, code=now[0][:2])
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


def _in_force(on: dt.date) -> Q:
    return Q(starts__lte=on) & _lasting(on)


def _existing(on: dt.date) -> Q:
    return (Q(starts__isnull=True) | Q(starts__lte=on)) & _lasting(on)


def _lasting(on: dt.date) -> Q:
    return Q(ends__isnull=True) | Q(ends__gt=on)
