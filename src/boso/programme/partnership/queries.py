"""Every read of the partnership. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import CharField, Count, FilteredRelation, Model, Prefetch, Q, QuerySet
from django.db.models.functions import Cast

from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.models import Membership
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Kind, Organisation
from boso.programme.partnership import policies
from boso.programme.partnership.models import (
    Admission,
    Agreement,
    AgreementState,
    BankTask,
    CalendarEvent,
    ContactEntry,
    Duty,
    Fact,
    Goal,
    Intake,
    IntakeStage,
    Mark,
    Participation,
    PhaseEntry,
    Plan,
    Programme,
    RoleHolding,
    Side,
    TaskAssignment,
)

M = TypeVar("M", bound=Model)


def participations(actor: Actor, programme: str = Programme.REPORT) -> QuerySet[Participation]:
    """All who take part in a programme, with organisation, intake and fact."""
    return of_every_programme(actor).filter(programme=programme)


def of_every_programme(actor: Actor) -> QuerySet[Participation]:
    """The same of all programmes: to find one by name or number, never to count."""
    if not policies.may_see(actor):
        return Participation.objects.none()
    return Participation.objects.select_related("organisation", "intake", "fact").order_by("organisation__name")


def concerning(actor: Actor) -> QuerySet[Participation]:
    """Those in the programme of the report, and the actor's own in any."""
    mine = Q(organisation_id__in=_own(actor))
    return of_every_programme(actor).filter(mine | Q(programme=Programme.REPORT))


def with_districts(found: QuerySet[Participation]) -> QuerySet[Participation]:
    """The same, with the city districts that take part (one more query)."""
    return found.prefetch_related("districts")


def with_agreement(actor: Actor) -> list[Any]:
    """All who take part (for the bank, in the programme of the report), each with `current`: the agreement drafted or
    in force (there is at most one), or none.
    """
    current = FilteredRelation("agreements", condition=~Q(agreements__state=AgreementState.ENDED))
    # The stubs do not know that a filtered relation may be selected along.
    everybody = participations(actor) if actor.is_bank else of_every_programme(actor)
    found = list(everybody.annotate(current=current).select_related("current"))  # type: ignore[misc]
    for one in found:
        one.current = getattr(one, "current", None)
        if one.current is not None:
            one.current.participation = one
    return found


def participation(actor: Actor, slug: str) -> Participation:
    """One participant.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(with_districts(of_every_programme(actor)).filter(slug=slug))


def own_participations(actor: Actor) -> list[Participation]:
    """Where the actor works for the municipality's side of the programme."""
    return list(of_every_programme(actor).filter(organisation_id__in=_own(actor)))


def narrowed(
    found: QuerySet[Participation], *, phase: str = "", intake: str = "", county: str = "", text: str = ""
) -> QuerySet[Participation]:
    """Those in that phase, intake («none»: not stated) and county whose name or district holds the text."""
    if phase:
        found = found.filter(phase=phase)
    if intake == "none":
        found = found.filter(intake__isnull=True)
    elif intake.isdecimal():
        found = found.filter(intake__year=int(intake))
    if county:
        found = found.filter(county=county)
    if text:
        wanted = [
            row.pk
            for row in with_districts(found)
            if closeness(text, row.organisation.name, *(district.name for district in row.districts.all()))
        ]
        found = found.filter(pk__in=wanted)
    return found


def plan_status(actor: Actor) -> dict[str, Fact]:
    """What the report says of each participant's own programme plan, by slug; silent ones are absent."""
    found = facts(actor).filter(attribute="programme_plan").exclude(mark=Mark.NOT_STATED)
    return {fact.subject: fact for fact in found}


def facts(actor: Actor, **filters: str) -> QuerySet[Fact]:
    """Facts with their source. Filters: topic, subject, mark, sheet, source, and `search` in all sentences."""
    if not policies.may_see(actor):
        return Fact.objects.none()
    found = Fact.objects.select_related("source").order_by("topic", "subject", "id")
    for name in ("topic", "subject", "mark", "sheet", "source"):
        if filters.get(name):
            found = found.filter(**{name: filters[name]})
    for word in filters.get("search", "").split():
        found = found.filter(
            Q(nb__icontains=word)
            | Q(nn__icontains=word)
            | Q(en__icontains=word)
            | Q(quote__icontains=word)
            | Q(id__icontains=word)
        )
    return found


def fact(actor: Actor, fact_id: str) -> Fact:
    """One fact.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(facts(actor).filter(pk=fact_id))


def facts_named(actor: Actor, *ids: str) -> dict[str, Fact]:
    """Some facts by id; those that are not there are absent."""
    return {found.pk: found for found in facts(actor).filter(pk__in=ids)}


def fact_counts(actor: Actor, field: str) -> list[tuple[str, int]]:
    """How many facts there are for each topic, subject or mark."""
    found = facts(actor).order_by(field).values_list(field).annotate(count=Count("pk"))
    return [(str(name), int(count)) for name, count in found]


def plans(actor: Actor) -> QuerySet[Plan]:
    """The programme periods with their goals (two queries)."""
    if not policies.may_see(actor):
        return Plan.objects.none()
    return Plan.objects.select_related("fact").prefetch_related(Prefetch("goals", goals(actor)))


def goals(actor: Actor) -> QuerySet[Goal]:
    """Every goal of both plans."""
    if not policies.may_see(actor):
        return Goal.objects.none()
    return Goal.objects.select_related("plan", "fact", "fact__source")


def goal(actor: Actor, goal_id: int) -> Goal:
    """One goal.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(goals(actor).filter(pk=goal_id))


def intakes(actor: Actor, programme: str = Programme.REPORT) -> QuerySet[Intake]:
    """The rounds of admission to a programme, with stages (two queries)."""
    if not policies.may_see(actor):
        return Intake.objects.none()
    return Intake.objects.filter(programme=programme).select_related("fact").prefetch_related("stages")


def stage(actor: Actor, stage_id: int) -> IntakeStage:
    """One stage of an intake.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = IntakeStage.objects.select_related("intake") if policies.may_see(actor) else IntakeStage.objects.none()
    return _one(found.filter(pk=stage_id))


def phases(actor: Actor, participation: Participation) -> QuerySet[PhaseEntry]:
    """A participant's phases, newest first."""
    if not policies.may_see(actor):
        return PhaseEntry.objects.none()
    return participation.phases.select_related("fact", "fact__source", "recorded_by").order_by("-id")


def roles(actor: Actor, participation: Participation | None = None) -> QuerySet[RoleHolding]:
    """Who holds which role; of everybody, or of one participant."""
    if not policies.may_see(actor):
        return RoleHolding.objects.none()
    found = RoleHolding.objects.select_related("fact", "unit", "participation__organisation", "created_by")
    return found.filter(participation=participation) if participation is not None else found


def role(actor: Actor, role_id: int) -> RoleHolding:
    """One role.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(roles(actor).filter(pk=role_id))


def tasks(actor: Actor, participation: Participation) -> QuerySet[TaskAssignment]:
    """A participant's map of tasks, before and after."""
    if not policies.may_see(actor):
        return TaskAssignment.objects.none()
    return participation.tasks.select_related("fact")


def task(actor: Actor, task_id: int) -> TaskAssignment:
    """One task.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = TaskAssignment.objects.select_related("participation__organisation", "fact")
    return _one((found if policies.may_see(actor) else found.none()).filter(pk=task_id))


def bank_tasks(actor: Actor) -> QuerySet[BankTask]:
    """The bank's own task areas; those without a number are remarks."""
    return BankTask.objects.select_related("fact") if policies.may_see(actor) else BankTask.objects.none()


def duties(actor: Actor) -> QuerySet[Duty]:
    """What each side owes."""
    return Duty.objects.select_related("fact") if policies.may_see(actor) else Duty.objects.none()


def agreements(actor: Actor, participation: Participation | None = None) -> list[Agreement]:
    """Agreements in force and ended for every member; drafts for the two sides. Of one participant, or of all in the
    programme of the report.
    """
    if not policies.may_see(actor):
        return []
    found = Agreement.objects.select_related(
        "participation__organisation", "bank_signed_by", "municipality_signed_by"
    ).order_by("participation__organisation__name", "-starts", "-id")
    if participation is not None:
        found = found.filter(participation=participation)
    else:
        found = found.filter(participation__programme=Programme.REPORT)
    return [agreement for agreement in found if policies.may_see_agreement(actor, agreement)]


def agreement(actor: Actor, agreement_id: int) -> Agreement:
    """One agreement.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = Agreement.objects.select_related("participation__organisation").filter(pk=agreement_id).first()
    if found is None or not policies.may_see_agreement(actor, found):
        raise Refused(NOT_HERE)
    return found


def signing_side(actor: Actor, agreement: Agreement) -> str:
    """The side the actor may now sign for; empty for none."""
    if agreement.bank_signed_on is None and policies.may_sign_for_bank(actor, agreement):
        return Side.BANK.value
    if agreement.municipality_signed_on is None and policies.may_sign_for_municipality(actor, agreement):
        return Side.MUNICIPALITY.value
    return ""


def contacts(actor: Actor, participation: Participation) -> QuerySet[ContactEntry]:
    """The contact log of one participant. Read it through `actions.look_at_contacts`, which logs the look.

    Raises Refused (hidden) for anybody but the bank and the municipality itself.
    """
    if not policies.may_see_inside(actor, participation):
        raise Refused(NOT_HERE)
    return participation.contacts.select_related("created_by")


def contact(actor: Actor, entry_id: int) -> ContactEntry:
    """One entry of a contact log.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = ContactEntry.objects.select_related("participation__organisation").filter(pk=entry_id).first()
    if found is None or not policies.may_see_inside(actor, found.participation):
        raise Refused(NOT_HERE)
    return found


def open_steps(actor: Actor) -> QuerySet[ContactEntry]:
    """Next steps not done that are the actor's side's to take, soonest first."""
    found = ContactEntry.objects.select_related("participation__organisation").filter(done_on__isnull=True)
    found = found.exclude(next_step="").order_by("due", "id")
    mine = Q(pk__in=[])
    if actor.is_bank:
        mine |= Q(responsible=Side.BANK)
    own = [seat.municipality_id for seat in actor.seats if seat.role == "programme_leader"]
    return found.filter(mine | Q(responsible=Side.MUNICIPALITY, participation__organisation_id__in=own))


def people(actor: Actor, participation: Participation, today: dt.date) -> list[Membership]:
    """The seats at a participant's organisation that concern the programme, with unit. Contact details are not here."""
    if not policies.may_see(actor):
        return []
    own = Q(organisation_id=participation.organisation_id) | Q(organisation__parent_id=participation.organisation_id)
    found = Membership.objects.filter(
        own, Q(ends__isnull=True) | Q(ends__gt=today), starts__lte=today, user__is_active=True,
        role__in=[*MUNICIPAL_PROGRAMME, *CASEWORK],
    )  # fmt: skip
    return list(found.select_related("user", "unit", "organisation").order_by("role", "user__name"))


def history(actor: Actor, participation: Participation, limit: int = 100) -> list[Change]:
    """What members have changed for a participant, newest first; imports are left out.

    Changes in the contact log and drafts only for those who may see them.
    """
    if not policies.may_see(actor):
        return []
    wanted = Q(object_type="partnership.participation", object_id=str(participation.pk))
    kinds: dict[str, Any] = {
        "partnership.phaseentry": participation.phases,
        "partnership.roleholding": participation.roles,
        "partnership.taskassignment": participation.tasks,
    }
    if policies.may_see_inside(actor, participation):
        kinds |= {"partnership.contactentry": participation.contacts, "partnership.agreement": participation.agreements}
    for label, related in kinds.items():
        ids = related.order_by().values_list(Cast("pk", CharField()), flat=True)
        wanted |= Q(object_type=label, object_id__in=ids)
    return list(Change.objects.filter(wanted).exclude(verb="import").select_related("actor")[:limit])


def admissions(actor: Actor) -> QuerySet[Admission]:
    """Applications to the programme."""
    if not policies.may_see_admissions(actor):
        return Admission.objects.none()
    return Admission.objects.select_related("organisation", "intake", "recommended_by", "decided_by")


def admission(actor: Actor, admission_id: int) -> Admission:
    """One application.

    Raises Refused (hidden) where there is none for the actor.
    """
    return _one(admissions(actor).filter(pk=admission_id))


def may_apply(actor: Actor) -> QuerySet[Organisation]:
    """Municipalities that do not take part yet."""
    if not policies.may_see_admissions(actor):
        return Organisation.objects.none()
    return Organisation.objects.filter(kind=Kind.MUNICIPALITY, participation__isnull=True, ends__isnull=True)


def events(actor: Actor) -> list[CalendarEvent]:
    """The annual wheel as far as it concerns the actor, in the order of the year."""
    if not policies.may_see(actor):
        return []
    return list(CalendarEvent.objects.order_by("month", "day", "id"))


def event(actor: Actor, event_id: int) -> CalendarEvent:
    """One entry of the annual wheel.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = CalendarEvent.objects.all() if policies.may_see(actor) else CalendarEvent.objects.none()
    return _one(found.filter(pk=event_id))


def _own(actor: Actor) -> list[int]:
    return [seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)]


def _one(found: QuerySet[M]) -> M:
    thing = found.first()
    if thing is None:
        raise Refused(NOT_HERE)
    return thing
