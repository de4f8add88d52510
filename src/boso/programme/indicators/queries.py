"""Every read of indicators. What the actor may not see is left out, or does not exist."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Prefetch, Q, QuerySet

from boso.core.indicators.borders import Joined
from boso.core.values.folding import closeness
from boso.core.values.periods import Period
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Code, CodeSystem, Organisation, Succession
from boso.foundation.packages import queries as packages
from boso.foundation.packages.models import Received, TrustedKey
from boso.programme.indicators import areas, policies
from boso.programme.indicators.models import Cached, Group, Indicator, Target, Value, ValueState
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Goal, Level, Participation, Programme


def passports(actor: Actor) -> QuerySet[Indicator]:
    """All indicators with the goals they measure."""
    if not policies.may_see(actor):
        return Indicator.objects.none()
    return Indicator.objects.prefetch_related(Prefetch("goals", Goal.objects.select_related("plan")))


def passport(actor: Actor, key: str) -> Indicator:
    """One indicator, without its goals.

    Raises Refused (hidden) where there is none.
    """
    found = passports(actor).prefetch_related(None).filter(key=key).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def goals_of(actor: Actor, found: Indicator) -> list[Goal]:
    """The goals an indicator measures."""
    return list(found.goals.select_related("plan")) if policies.may_see(actor) else []


def values(actor: Actor, participant: Participation | None = None, year: int | None = None) -> QuerySet[Value]:
    """The values the actor may see: all, or those of a participant and its districts; all, or those in a year."""
    if not policies.may_see(actor):
        return Value.objects.none()
    found = Value.objects.filter(_open_to(actor)).select_related("indicator", "organisation", "fact")
    if participant is not None:
        districts = participant.districts.values("pk")
        found = found.filter(Q(organisation=participant.organisation_id) | Q(organisation__in=districts))
    if year is not None:
        found = found.filter(starts__gte=dt.date(year, 1, 1), ends__lte=dt.date(year + 1, 1, 1))
    return found


def _open_to(actor: Actor) -> Q:
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return Q()
    mine = {
        place for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)
        for place in (seat.organisation_id, seat.municipality_id)
    }  # fmt: skip
    return Q(state=ValueState.CONFIRMED, inside=False) | Q(organisation__in=mine)


def value(actor: Actor, value_id: int) -> Value:
    """One value.

    Raises Refused (hidden) where there is none the actor may see.
    """
    found = values(actor).filter(pk=value_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def counted(actor: Actor, organisations: Iterable[int], names: Iterable[str] = ()) -> QuerySet[Value]:
    """What counts: confirmed values of those organisations and named areas, all persons together, oldest first."""
    found = values(actor).filter(state=ValueState.CONFIRMED, group="")
    return found.filter(Q(organisation__in=list(organisations)) | Q(area__in=list(names))).order_by("starts", "pk")


def groups_of(actor: Actor, indicator: Indicator, organisation: Organisation) -> QuerySet[Value]:
    """The parts that values of a place are divided into, in the order of the source."""
    return values(actor).filter(indicator=indicator, organisation=organisation).exclude(group="").order_by("pk")


def to_confirm(actor: Actor) -> QuerySet[Value]:
    """What municipalities have recorded and the bank has not looked at."""
    if not actor.is_bank:
        return Value.objects.none()
    return values(actor).filter(state=ValueState.RECORDED).exclude(recorded_by=actor.user_id)


def returned(actor: Actor) -> QuerySet[Value]:
    """What the bank has sent back, for those who record there."""
    own = [seat.organisation_id for seat in actor.seats if seat.role == Role.PROGRAMME_LEADER]
    return values(actor).filter(state=ValueState.RETURNED, organisation__in=own)


def targets(actor: Actor, participant: Participation | None = None) -> QuerySet[Target]:
    """Targets with their indicators."""
    if not policies.may_see(actor):
        return Target.objects.none()
    found = Target.objects.select_related("indicator", "participation__organisation")
    return found if participant is None else found.filter(participation=participant)


def target(actor: Actor, target_id: int) -> Target:
    """One target.

    Raises Refused (hidden) where there is none.
    """
    found = targets(actor).filter(pk=target_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def result_goals(actor: Actor) -> list[Goal]:
    """The result goals whose wording is known, with `measured_by`: their indicators; none says that nobody measures."""
    found = partnership.goals(actor).filter(level=Level.RESULT).exclude(quote="")
    return list(found.prefetch_related(Prefetch("indicators", Indicator.objects.all(), to_attr="measured_by")))


def loaded(actor: Actor) -> dict[int, dt.date]:
    """When the last period begins that each indicator has a value of, by its id; those with none are not there."""
    rows = values(actor).filter(numerator__isnull=False).order_by()
    return dict(rows.values_list("indicator").annotate(Max("starts")))


def participants(actor: Actor) -> list[Participation]:
    """Who a fact sheet can be made of: those in the programme, and the actor's own elsewhere."""
    return list(partnership.with_districts(partnership.concerning(actor)))


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a fact sheet is about: a participant's municipality, or a district of it that takes part. everyone: all in
    the programme of the report.
    """

    organisation: Organisation
    participation: Participation
    everyone: tuple[Participation, ...]

    @property
    def own(self) -> Participation | None:
        """The participation, where the organisation is the participant itself and no district."""
        return self.participation if self.participation.organisation_id == self.organisation.pk else None


def subject(actor: Actor, slug: str) -> Subject:
    """The participant's municipality or district of that name.

    Raises Refused (hidden) for others.
    """
    require(policies.may_see(actor))
    rows = list(partnership.with_districts(partnership.of_every_programme(actor)))
    everyone = tuple(row for row in rows if row.programme == Programme.REPORT)
    for row in rows:
        for organisation in (row.organisation, *row.districts.all()):
            if organisation.slug == slug:
                return Subject(organisation, row, everyone)
    raise Refused(NOT_HERE)


@dataclass(frozen=True, slots=True)
class Borders:
    """Who has gone into a municipality, and when; and what those are called."""

    joined: tuple[Joined[int], ...]
    names: dict[int, str]

    @property
    def bodies(self) -> list[int]:
        """All who came in."""
        return list(self.names)

    def came(self, year: int) -> str:
        """Who came in that year; empty where nobody did."""
        return ", ".join(self.names[body] for one in self.joined if one.on.year == year for body in one.bodies)


def borders(organisation: Organisation) -> Borders:
    """How an organisation's borders have changed. Open facts."""
    days: dict[dt.date, list[int]] = {}
    names: dict[int, str] = {}
    found = Succession.objects.filter(successor=organisation).select_related("predecessor")
    for row in found.order_by("on", "predecessor__name"):
        days.setdefault(row.on, []).append(row.predecessor_id)
        names[row.predecessor_id] = row.predecessor.name
    return Borders(tuple(Joined(on, tuple(bodies)) for on, bodies in days.items()), names)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A group to compare with. key: for the address."""

    key: str
    label: str
    members: tuple[Participation, ...] = field(default=())


def own_groups(actor: Actor) -> QuerySet[Group]:
    """The groups that the coordinator has made, with members."""
    require(policies.may_see(actor))
    return Group.objects.filter(archived=False).prefetch_related(
        Prefetch("members", Participation.objects.select_related("organisation", "intake"))
    )


def group(actor: Actor, group_id: int) -> Group:
    """One group.

    Raises Refused (hidden) where there is none.
    """
    found = own_groups(actor).filter(pk=group_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def everyone(actor: Actor) -> list[Participation]:
    """All participants in the programme of the report, with districts."""
    return list(partnership.with_districts(partnership.participations(actor, Programme.REPORT)))


def packages_of(actor: Actor) -> QuerySet[Received]:
    """The packages the actor may read, newest first, without their content."""
    return packages.visible(actor).select_related("received_by").defer("document")


def package(actor: Actor, package_id: int) -> Received:
    """One package with its content.

    Raises Refused (hidden) where there is none the actor may read.
    """
    found = packages.visible(actor).select_related("received_by").filter(pk=package_id).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def keys(actor: Actor) -> QuerySet[TrustedKey]:
    """Whose keys are taken for good: for the bank."""
    if not actor.is_bank:
        return TrustedKey.objects.none()
    return TrustedKey.objects.select_related("organisation", "trusted_by")


def origin_of(found: Received) -> str:
    """How values say that they come from a package."""
    return f"package:{found.organisation.slug}:{found.definition}:{found.on}:{found.number}"


def taken_in(actor: Actor) -> set[str]:
    """The packages whose figures stand among the indicators."""
    return set(values(actor).filter(origin__startswith="package:").values_list("origin", flat=True))


def kept_answer(request: str) -> Cached | None:
    """The kept answer of a statistics bank. For the client."""
    return Cached.objects.filter(request=request).first()


def area_names(organisation: Organisation) -> tuple[str, ...]:
    """The places beyond itself whose figures stand on its fact sheet."""
    return (*areas.of(organisation.slug), "norge")


@dataclass(frozen=True, slots=True)
class Known:
    """What an import looks names up in: indicators by key, organisations by slug and by codes over time."""

    indicators: dict[str, Indicator]
    by_slug: dict[str, int]
    by_husbanken: dict[str, int]
    codes: dict[str, list[tuple[str, Period]]]

    def organisation(self, word: str, on: dt.date) -> int | None:
        """Who is meant by a short name, or by the code it had that day."""
        if word in self.by_slug:
            return self.by_slug[word]
        slug = next((slug for slug, had in self.codes.get(word, []) if had.holds(on)), "")
        return self.by_slug.get(slug)


def code_table() -> dict[str, list[tuple[str, Period]]]:
    """Statistics Norway's codes, each with who had it when. Open facts."""
    found: dict[str, list[tuple[str, Period]]] = {}
    for row in Code.objects.filter(system=CodeSystem.SSB).select_related("organisation"):
        found.setdefault(row.code, []).append((row.organisation.slug, Period(row.starts, row.ends)))
    return found


def reported_names() -> set[tuple[int, int | None, str, str, str]]:
    """What the report states: indicator, organisation, area, period and group. The import leaves it alone."""
    found = Value.objects.filter(fact__isnull=False)
    return set(found.values_list("indicator", "organisation", "area", "period", "group"))


def standing_series(prefix: str) -> QuerySet[Value]:
    """The undivided values of all indicators whose key begins so: what a file of such a series speaks for."""
    return Value.objects.filter(indicator__key__startswith=prefix, group="")


def for_import() -> Known:
    """What the imports look names up in."""
    husbanken = Code.objects.filter(system=CodeSystem.HUSBANKEN).values_list("code", "organisation_id")
    return Known(
        {one.key: one for one in Indicator.objects.all()},
        dict(Organisation.objects.values_list("slug", "pk")),
        dict(husbanken),
        code_table(),
    )


def reported(actor: Actor, indicator: Indicator, organisation: Organisation) -> list[Value]:
    """What the report says of an indicator in a place, with its facts."""
    found = values(actor).filter(indicator=indicator, organisation=organisation, fact__isnull=False)
    return list(found.order_by("-starts"))


def waiting(actor: Actor, indicator: Indicator, organisation: Organisation) -> list[Value]:
    """What is recorded there and not confirmed."""
    found = values(actor).filter(indicator=indicator, organisation=organisation)
    return list(found.exclude(state=ValueState.CONFIRMED).order_by("-starts"))


def from_package(actor: Actor, found: Received) -> QuerySet[Value]:
    """The values that stand on a package."""
    return values(actor).filter(origin=origin_of(found))


def history(actor: Actor, found: Value) -> list[Change]:
    """What has happened to a value, newest first."""
    require(policies.may_see_value(actor, found))
    rows = Change.objects.filter(object_type=Value._meta.label_lower, object_id=str(found.pk))
    return list(rows.select_related("actor").order_by("-at", "-pk")[:50])


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, Indicator]]:
    """Indicators whose name in any language is near the text, the nearest first."""
    found = passports(actor).prefetch_related(None)
    ranked = [(closeness(text, one.nb, one.nn, one.en, one.key), one) for one in found]
    return sorted(((rank, one) for rank, one in ranked if rank), key=lambda pair: (-pair[0], pair[1].key))[:limit]


def subject_by_code(actor: Actor, word: str, on: dt.date) -> Subject:
    """Who is meant by a short name, a code of any time, or Husbanken's code of a district.

    Raises Refused (hidden) where no sheet can be made of them.
    """
    if not word.isdecimal():
        return subject(actor, word)
    found = Code.objects.filter(code=word, starts__lte=on).select_related("organisation").order_by("-starts").first()
    if found is None:
        raise Refused(NOT_HERE)
    return subject(actor, found.organisation.slug)
