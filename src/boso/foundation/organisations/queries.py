"""Reads of the register of organisations.

Names and codes are open facts: no actor is asked for, and jobs, commands and other apps' queries use them freely.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from boso.core.values import codes
from boso.core.values.periods import Period
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, Refused
from boso.foundation.organisations.models import Code, CodeSystem, Kind, Organisation, Succession, Unit


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
    closeness = Case(
        When(name__iexact=word, then=Value(0)),
        When(name__istartswith=word, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    matching = Q(name__icontains=word) | Q(slug__istartswith=word)
    if word.isdecimal():
        matching |= Q(codes__code__startswith=word)
    found = Organisation.objects.filter(matching).annotate(closeness=closeness)
    return list(found.order_by("closeness", "name", "pk").distinct()[:limit])


def _in_force(on: dt.date) -> Q:
    return Q(starts__lte=on) & (Q(ends__isnull=True) | Q(ends__gt=on))


def _existing(on: dt.date) -> Q:
    return (Q(starts__isnull=True) | Q(starts__lte=on)) & (Q(ends__isnull=True) | Q(ends__gt=on))
