"""Every read of learning. The actor comes first; what they may not see does not exist.

Lists are of one programme: the report's unless said, so that what is invented is never counted with it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.organisations.models import Organisation
from boso.programme.learning import policies
from boso.programme.learning.models import (
    EntryState,
    Experience,
    KnowledgePlan,
    LearningMeasure,
    LedgerEntry,
    Matter,
    MatterState,
    Meeting,
    Network,
    NetworkMember,
    Signal,
    Size,
    Standing,
    Use,
    UseState,
)
from boso.programme.learning.queries_arenas import (
    arena,
    arenas,
    arenas_to_close,
    evaluation_of,
    invitations,
    open_invitations,
    participant,
    participant_of,
    participants,
    session,
    session_rows,
    sessions,
)
from boso.programme.learning.queries_base import REPORT, at, one, seen
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Fact, Participation, Programme
from boso.programme.plans import policies as plan_policies
from boso.programme.plans import queries as plans
from boso.programme.plans.models import Activity, Challenge

__all__ = [
    "REPORT", "arena", "arenas", "arenas_to_close", "evaluation_of", "invitations", "open_invitations", "participant",
    "participant_of", "participants", "session", "session_rows", "sessions",
]  # fmt: skip


def programme_of(actor: Actor, wish: str = "") -> str:
    """Which programme the pages show: the one asked for, else that of the actor's own municipality."""
    if wish in Programme.values:
        return wish
    if actor.works_with_invented and not actor.is_bank:
        return Programme.DEMONSTRATION.value
    return REPORT


def knowledge_plans(actor: Actor, programme: str = REPORT) -> QuerySet[KnowledgePlan]:
    """The knowledge plans with their measures, newest first (two queries)."""
    measures = LearningMeasure.objects.select_related("arena", "fact", "plan")
    return seen(actor, KnowledgePlan.objects.select_related("fact")).filter(programme=programme).prefetch_related(
        Prefetch("measures", measures)
    )  # fmt: skip


def knowledge_plan(actor: Actor, pk: int) -> KnowledgePlan:
    """One knowledge plan.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, KnowledgePlan.objects.all()).filter(pk=pk))


def measure(actor: Actor, pk: int) -> LearningMeasure:
    """One learning measure.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, LearningMeasure.objects.select_related("plan", "fact")).filter(pk=pk))


def networks(actor: Actor, programme: str = REPORT) -> QuerySet[Network]:
    """Networks and themed groups with their members (three queries), each with `met` and `raised`, how many."""
    found = _networks(actor).filter(programme=programme)
    return found.annotate(met=Count("meetings", distinct=True), raised=Count("matters", distinct=True))


def named_networks(actor: Actor, programme: str = REPORT) -> QuerySet[Network]:
    """Networks without their members, to find one by name."""
    return seen(actor, Network.objects.filter(programme=programme))


def without_network(actor: Actor, programme: str, inside: set[int | None]) -> list[Participation]:
    """The participants that are in no network."""
    return [row for row in partnership.participations(actor, programme) if row.organisation_id not in inside]


def network(actor: Actor, slug: str) -> Network:
    """One network with members, mandate, meetings and matters (five queries).

    Raises Refused (hidden) where there is none for the actor.
    """
    meetings = Meeting.objects.prefetch_related("present__organisation")
    matters = Matter.objects.select_related("raised_by", "fact", "meeting")
    return one(
        _networks(actor).filter(slug=slug).prefetch_related(
            "mandate__fact", Prefetch("meetings", meetings), Prefetch("matters", matters)
        )
    )  # fmt: skip


def meeting(actor: Actor, pk: int) -> Meeting:
    """One meeting of a network.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = one(seen(actor, Meeting.objects.select_related("network")).filter(pk=pk))
    found.network = network(actor, found.network.slug)
    return found


def member(actor: Actor, pk: int) -> NetworkMember:
    """One member of a network.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, NetworkMember.objects.select_related("network", "organisation")).filter(pk=pk))


def matter(actor: Actor, pk: int) -> Matter:
    """One matter raised in a network.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(seen(actor, Matter.objects.select_related("network", "raised_by", "fact")).filter(pk=pk))


def open_matters(actor: Actor) -> QuerySet[Matter]:
    """Matters nobody has ended, in networks whose programme leader the actor is; for the bank in none of its own."""
    places = at(actor, Role.PROGRAMME_LEADER)
    found = seen(actor, Matter.objects.select_related("network")).filter(
        state__in=[MatterState.RAISED, MatterState.TAKEN_UP], fact__isnull=True
    )
    return found.filter(network__members__organisation_id__in=places, network__members__left__isnull=True).distinct()


def experiences(actor: Actor, programme: str = REPORT) -> QuerySet[Experience]:
    """The library as far as the actor may see it, each with `taken`, how many took it over, and `helped`."""
    taken = Count("uses", filter=~Q(uses__state=UseState.LOOKS) & Q(uses__isnull=False), distinct=True)
    helped = Count("uses", filter=Q(uses__verdict__in=["helped", "partly"]), distinct=True)
    return _library(actor).filter(programme=programme).annotate(taken=taken, helped=helped)


def some_experiences(actor: Actor, ids: Collection[str]) -> QuerySet[Experience]:
    """Those of the experiences that the actor may see."""
    return _library(actor).filter(pk__in=ids)


def some_networks(actor: Actor, ids: Collection[str]) -> QuerySet[Network]:
    """Those of the networks, without their members."""
    return seen(actor, Network.objects.filter(pk__in=ids))


def narrowed(
    found: QuerySet[Experience], *, q: str = "", theme: str = "", tool: str = "", where: str = ""
) -> QuerySet[Experience]:
    """Those of a theme, a sort of thing and a place (its slug) in which every word stands somewhere."""
    for name, wish in (("theme", theme), ("tool", tool), ("organisation__slug", where)):
        if wish:
            found = found.filter(**{name: wish})
    for word in q.split():
        texts = ("title_nb", "title_nn", "title_en", "nb", "nn", "en", "result", "advice", "organisation__name")
        hit = Q()
        for name in texts:
            hit |= Q(**{f"{name}__icontains": word})
        found = found.filter(hit)
    return found


def experienced(actor: Actor, programme: str = REPORT) -> list[tuple[str, str]]:
    """Where the experiences come from: slugs and names."""
    found = _library(actor).filter(programme=programme, organisation__isnull=False)
    return sorted(set(found.values_list("organisation__slug", "organisation__name")), key=lambda pair: pair[1])


def experience(actor: Actor, pk: int) -> Experience:
    """One experience with its figures, uses and challenges (five queries).

    Raises Refused (hidden) where there is none for the actor.
    """
    uses = Use.objects.select_related("organisation", "taken_from", "fact")
    return one(_library(actor).filter(pk=pk).prefetch_related("figures", Prefetch("uses", uses)))


def grown_from(actor: Actor, experience: Experience) -> list[Experience]:
    """What others have made out of it, as far as the actor may see that."""
    return list(_library(actor).filter(builds_on=experience))


def use(actor: Actor, pk: int) -> Use:
    """One taking over.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = one(seen(actor, Use.objects.select_related("experience", "organisation")).filter(pk=pk))
    if not policies.may_see_experience(actor, found.experience):
        raise Refused(NOT_HERE)
    return found


def uses_to_judge(actor: Actor) -> QuerySet[Use]:
    """What the actor's own organisations use and have given no verdict on."""
    places = at(actor, *MUNICIPAL_PROGRAMME, *CASEWORK)
    found = Use.objects.select_related("experience", "organisation").filter(
        organisation_id__in=places, verdict="too_early", fact__isnull=True, since__isnull=False
    )
    return seen(actor, found).order_by("since")


def ledger(actor: Actor, participant: Participation | None = None, programme: str = REPORT) -> QuerySet[LedgerEntry]:
    """Lessons the actor may see, of one participant or of a whole programme."""
    found = LedgerEntry.objects.select_related("participation__organisation", "fact", "arena", "experience", "activity")
    found = _entries(actor, found)
    return found.filter(programme=programme) if participant is None else found.filter(participation=participant)


def entry(actor: Actor, pk: int) -> LedgerEntry:
    """One lesson.

    Raises Refused (hidden) where there is none for the actor.
    """
    around = ("participation__organisation", "fact", "arena", "experience", "activity__participation")
    return one(_entries(actor, LedgerEntry.objects.select_related(*around)).filter(pk=pk))


def undecided(actor: Actor) -> QuerySet[LedgerEntry]:
    """Lessons that have led to nothing yet and that the actor may decide on."""
    mine = Q(participation__organisation_id__in=at(actor, *MUNICIPAL_PROGRAMME))
    if actor.is_bank:
        mine |= Q(participation__isnull=True)
    found = LedgerEntry.objects.select_related("participation__organisation").filter(mine, state=EntryState.OPEN)
    return seen(actor, found.filter(fact__isnull=True)).order_by("learned_on", "id")


def signals(actor: Actor, programme: str = REPORT) -> QuerySet[Signal]:
    """Signals to national policy with where they were seen and the signs that they arrived (four queries)."""
    return _signals(actor).filter(programme=programme)


def signal_states(actor: Actor, programme: str = REPORT) -> list[str]:
    """Where each signal stands."""
    return list(seen(actor, Signal.objects.filter(programme=programme)).values_list("state", flat=True))


def signal(actor: Actor, pk: int) -> Signal:
    """One signal.

    Raises Refused (hidden) where there is none for the actor.
    """
    return one(_signals(actor).filter(pk=pk))


def challenges(actor: Actor, programme: str = REPORT) -> QuerySet[Challenge]:
    """The challenges of a programme's participants that the actor may see; in the report's also those of all five."""
    found = Challenge.objects.select_related("participation__organisation").order_by("theme", "id")
    wanted = Q(participation__programme=programme)
    if programme == REPORT:
        wanted |= Q(participation__isnull=True)
    return plans.everywhere(actor, found.filter(wanted))


def challenges_met(actor: Actor, experience: Experience) -> list[Challenge]:
    """The challenges an experience was tried against, as far as the actor may see them."""
    return list(plans.everywhere(actor, Challenge.objects.filter(experiences=experience)))


def activities(actor: Actor, programme: str = REPORT, participant: Participation | None = None) -> QuerySet[Activity]:
    """The measures of a programme's participants, or of one of them, that the actor may see."""
    found = Activity.objects.filter(participation__programme=programme).order_by("id")
    if participant is not None:
        found = found.filter(participation=participant)
    return plans.everywhere(actor, found)


def as_seen(actor: Actor, row: Experience | LedgerEntry) -> dict[str, Any]:
    """The measure, and the experience it is built on or learned from, where the actor may see them too."""
    other = row.builds_on if isinstance(row, Experience) else row.experience
    measure = row.activity
    return {
        "activity": measure if measure is not None and plan_policies.may_see_row(actor, measure) else None,
        "other": other if other is not None and policies.may_see_experience(actor, other) else None,
    }


def standings(actor: Actor, participation: Participation | None = None, programme: str = REPORT) -> QuerySet[Standing]:
    """Where actors stood, oldest first: in one municipality, or in the programme as a whole."""
    found = seen(actor, Standing.objects.select_related("fact")).filter(participation=participation)
    return found if participation is not None else found.filter(programme=programme)


def with_standings(actor: Actor, programme: str = REPORT) -> list[Participation]:
    """The municipalities in which somebody has said where actors stand."""
    known = Standing.objects.filter(participation__isnull=False).values("participation_id")
    return list(partnership.participations(actor, programme).filter(pk__in=known))


def sizes(actor: Actor, programme: str = REPORT) -> dict[int, Size]:
    """The newest known number of inhabitants, by participation."""
    found = seen(actor, Size.objects.all()).filter(participation__programme=programme).order_by("year")
    return {size.participation_id: size for size in found}


def facts(actor: Actor, *topics: str) -> list[Fact]:
    """What the report says about those topics, in the order of its lines."""
    return list(partnership.facts(actor).filter(topic__in=topics).order_by("id"))


def places(actor: Actor, programme: str = REPORT) -> QuerySet[Organisation]:
    """The organisations one may name as host, member or giver: all that stand in the register, the invented apart."""
    found = Organisation.objects.filter(ends__isnull=True).order_by("name")
    if programme == Programme.DEMONSTRATION:
        return seen(actor, found.filter(Q(invented=True) | Q(kind="bank")))
    old = Organisation.objects.filter(kind="county_governor").values("pk")
    return seen(actor, Organisation.objects.filter(Q(ends__isnull=True) | Q(pk__in=old), invented=False)).exclude(
        kind="county"
    )  # fmt: skip


def own_places(actor: Actor) -> QuerySet[Organisation]:
    """The organisations the actor works in and may speak for."""
    roles = (*MUNICIPAL_PROGRAMME, *CASEWORK, Role.COORDINATOR, Role.CONTACT)
    return Organisation.objects.filter(pk__in=at(actor, *roles)).order_by("name")


def _networks(actor: Actor) -> QuerySet[Network]:
    members = NetworkMember.objects.select_related("organisation", "fact")
    return seen(actor, Network.objects.select_related("initiator", "fact")).prefetch_related(
        Prefetch("members", members)
    )


def _signals(actor: Actor) -> QuerySet[Signal]:
    return seen(actor, Signal.objects.select_related("fact")).prefetch_related("seen_in__organisation", "traces__fact")


def _library(actor: Actor) -> QuerySet[Experience]:
    around = ("organisation", "fact", "builds_on__organisation", "activity__participation")
    found = seen(actor, Experience.objects.select_related(*around))
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return found
    own = at(actor, *MUNICIPAL_PROGRAMME, *CASEWORK)
    return found.filter(Q(shared=True) | Q(organisation__isnull=True) | Q(organisation_id__in=own))


def _entries(actor: Actor, found: QuerySet[LedgerEntry]) -> QuerySet[LedgerEntry]:
    found = seen(actor, found)
    if actor.is_bank or actor.holds(Role.SYSTEM):
        return found
    own = at(actor, *MUNICIPAL_PROGRAMME, *CASEWORK)
    return found.filter(Q(shared=True) | Q(participation__organisation_id__in=own))
