"""Every read of the grants. The actor comes first; what they may not see does not exist."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, OuterRef, Q, QuerySet, Subquery, Sum

from boso.core.economy.own_share import Rate, Requirement, rate_for, requirement
from boso.core.values.folding import closeness
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.access.roles import CASEWORK, MUNICIPAL_PROGRAMME, Role
from boso.foundation.history.models import Change
from boso.programme.grants import books, policies
from boso.programme.grants.books import Accounts, Line, Sums
from boso.programme.grants.figures import ColumnSum, Money, Printed, PrintedRow
from boso.programme.grants.models import (
    Award,
    AwardState,
    CarryOver,
    CellKind,
    ContributionState,
    OwnContribution,
    OwnShareRate,
    PaymentRequest,
    PaymentState,
    ProseAward,
    Repayment,
    TableCell,
)
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation, Programme


def printed(actor: Actor) -> Printed:
    """Table 1 as printed (one query)."""
    if not policies.may_see(actor):
        return Printed()
    cells = list(
        TableCell.objects.select_related(
            "participation__organisation", "participation__intake", "fact__source", "column__fact"
        ).order_by("id")
    )
    columns = sorted({cell.column_id: cell.column for cell in cells}.values(), key=lambda column: column.year)
    rows = {cell.participation.pk: cell.participation for cell in cells if cell.participation is not None}
    at = {(cell.participation_id, cell.column_id): cell for cell in cells}
    named = dict.fromkeys((column.pk for column in columns), Decimal(0))
    for cell in cells:
        if cell.participation_id is not None:
            named[cell.column_id] += cell.amount or 0
    sums = tuple(ColumnSum(column, at.get((None, column.pk)), named[column.pk]) for column in columns)
    shown = tuple(PrintedRow(who, tuple(at.get((pk, column.pk)) for column in columns)) for pk, who in rows.items())
    return Printed(tuple(columns), shown, sums)


def prose(actor: Actor, participation: Participation | None = None) -> list[ProseAward]:
    """Where the report's text gives an award another year than its table; of all, or of one participant."""
    if not policies.may_see(actor):
        return []
    found = ProseAward.objects.select_related("participation__organisation", "fact__source")
    return list(found if participation is None else found.filter(participation=participation))


def own_share_rates(actor: Actor) -> list[OwnShareRate]:
    """The own share by year in the programme."""
    if not policies.may_see(actor):
        return []
    return list(OwnShareRate.objects.select_related("fact__source"))


def worked_out(rates: Iterable[OwnShareRate], amount: Decimal, year: int) -> Requirement:
    """What an amount would ask for in that year of the programme."""
    return requirement(amount, rate_for(books.rates_of(rates), year))


def intake_years(actor: Actor) -> list[int]:
    """The years of the intakes, to choose among."""
    return list(partnership.intakes(actor).prefetch_related(None).values_list("year", flat=True))


def participants(
    actor: Actor, *, intake: str = "", known: str = "", programme: str = Programme.REPORT
) -> QuerySet[Participation]:
    """Participants of a programme with `awarded` and `expected` in kroner (None: not stated), narrowed for the ledger.

    known: «yes» for those with an amount, «no» for those without.
    """
    found = partnership.narrowed(partnership.participations(actor, programme), intake=intake)
    awards = Award.objects.filter(participation=OuterRef("pk")).exclude(state=AwardState.DRAFT)
    cells = TableCell.objects.filter(participation=OuterRef("pk"), kind=CellKind.EXPECTED)
    found = found.annotate(awarded=_total(awards), expected=_total(cells))
    nothing = Q(awarded__isnull=True, expected__isnull=True)
    if known == "yes":
        return found.exclude(nothing)
    return found.filter(nothing) if known == "no" else found


def participant(actor: Actor, slug: str) -> Participation:
    """One participant.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = partnership.of_every_programme(actor).filter(slug=slug).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def for_participations(actor: Actor, wanted: Iterable[Participation]) -> dict[int, Money]:
    """The money of several participants by id, in four queries however many there are."""
    participations = {one.pk: one for one in wanted}
    if not policies.may_see(actor):
        return {}
    rates = tuple(own_share_rates(actor))
    awards: dict[int, list[Award]] = {}
    for award in _summed().filter(participation_id__in=participations):
        awards.setdefault(award.participation_id, []).append(award)
    cells: dict[int, list[TableCell]] = {}
    expected = TableCell.objects.filter(kind=CellKind.EXPECTED, amount__isnull=False)
    for cell in expected.filter(participation_id__in=participations).select_related("column", "fact__source"):
        cells.setdefault(cell.participation_id or 0, []).append(cell)
    given: dict[int, list[OwnContribution]] = {}
    for own in _contributions().filter(participation_id__in=participations):
        given.setdefault(own.participation_id, []).append(own)
    return {
        pk: _money(actor, who, rates, awards.get(pk, []), cells.get(pk, []), given.get(pk, []))
        for pk, who in participations.items()
    }


def for_participation(actor: Actor, participation: Participation) -> Money:
    """The money of one participant.

    Raises Refused (hidden) for anybody who is no member.
    """
    found = for_participations(actor, [participation])
    if participation.pk not in found:
        raise Refused(NOT_HERE)
    return found[participation.pk]


def own_years(actor: Actor) -> list[tuple[Participation, books.WorkYear]]:
    """The years of work of the actor's own municipality that have a grant or a contribution, in three queries."""
    own = _own(actor)
    if not own:
        return []
    rates = books.rates_of(own_share_rates(actor))
    where = {"participation__organisation__in": own}
    who: dict[int, Participation] = {}
    lines: dict[int, list[Line]] = {}
    for award in _summed().filter(**where).select_related("participation__organisation", "participation__intake"):
        who[award.participation_id] = award.participation
        line = books.award_line(rates, award.participation, award, _sums(award))
        lines.setdefault(award.participation_id, []).append(line)
    given: dict[int, list[OwnContribution]] = {}
    for one in _contributions().filter(**where):
        given.setdefault(one.participation_id, []).append(one)
    return [
        (participation, year)
        for pk, participation in who.items()
        for year in books.work_years(lines[pk], given.get(pk, []))
    ]


def award(actor: Actor, award_id: int) -> Award:
    """One award.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = _awards().filter(pk=award_id).first()
    if found is None or not policies.may_see_award(actor, found):
        raise Refused(NOT_HERE)
    return found


def accounts(actor: Actor, award: Award) -> Accounts:
    """What has happened to an award, as far as the actor may see: requests before approval only for the two sides.

    Raises Refused (hidden) where the award is not for the actor.
    """
    if not policies.may_see_award(actor, award):
        raise Refused(NOT_HERE)
    seen = [one for one in _payments().filter(award=award) if policies.may_see_payment(actor, one)]
    carried = list(award.carry_overs.select_related("decided_by"))
    return Accounts(seen, carried, list(award.repayments.select_related("recorded_by")))


def payments(actor: Actor, participation: Participation) -> list[PaymentRequest]:
    """A participant's requests for payment: before approval only for the two sides."""
    found = _payments().filter(award__participation=participation)
    return [one for one in found if policies.may_see_payment(actor, one)]


def line_of(actor: Actor, award: Award, known: Accounts) -> Line:
    """One award with its requirement and balance. Before approval nothing is paid, so every member sees the same."""
    rates: list[Rate] = books.rates_of(own_share_rates(actor))
    return books.award_line(rates, award.participation, award, books.sums_of(known))


def payment(actor: Actor, payment_id: int) -> PaymentRequest:
    """One request for payment.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = _payments().filter(pk=payment_id).first()
    if found is None or not policies.may_see_payment(actor, found):
        raise Refused(NOT_HERE)
    return found


def contribution(actor: Actor, contribution_id: int) -> OwnContribution:
    """One contribution of the municipality's own.

    Raises Refused (hidden) where there is none for the actor.
    """
    found = _contributions().filter(pk=contribution_id).first()
    if found is None or not policies.may_see_contribution(actor, found):
        raise Refused(NOT_HERE)
    return found


def waiting_awards(actor: Actor) -> list[Award]:
    """Awards made here that wait for the actor: drafts to decide, decided ones to accept."""
    states = [state for state, role in _AWARD_WAITS.items() if actor.holds(*role)]
    found = _awards().filter(state__in=states, cell__isnull=True)
    if not actor.is_bank:
        found = found.filter(participation__organisation_id__in=_own(actor))
    return [
        each
        for each in found
        if (policies.may_decide_award if each.state == AwardState.DRAFT else policies.may_accept_award)(actor, each)
    ]


def waiting_payments(actor: Actor) -> list[PaymentRequest]:
    """Requests that wait for the actor: to judge, to pay, or to correct and submit."""
    found = _payments()
    if actor.is_bank:
        found = found.filter(state__in=[PaymentState.SUBMITTED, PaymentState.APPROVED])
        return [each for each in found if policies.may_judge_payment(actor, each)]
    if not actor.holds(Role.PROGRAMME_LEADER):
        return []
    open_states = [PaymentState.DRAFT, PaymentState.RETURNED]
    found = found.filter(state__in=open_states, award__participation__organisation_id__in=_own(actor))
    return [each for each in found if policies.may_change_payment(actor, each)]


def waiting_contributions(actor: Actor) -> list[OwnContribution]:
    """Contributions that wait for the bank."""
    if not actor.is_bank:
        return []
    found = _contributions().filter(state=ContributionState.REPORTED)
    return [each for each in found if policies.may_accept_contribution(actor, each)]


def found_by(actor: Actor, text: str, limit: int) -> list[tuple[float, Award]]:
    """Awards whose participant or year answers the text, best first."""
    ranked = [
        (rank, each)
        for each in _awards()
        if policies.may_see_award(actor, each)
        and (rank := closeness(text, each.participation.organisation.name, str(each.year or "")))
    ]
    return sorted(ranked, key=lambda pair: (-pair[0], pair[1].pk))[:limit]


def awards_by_id(actor: Actor, ids: Iterable[str]) -> list[Award]:
    """Those of the awards that the actor may see and that concern them (one query)."""
    found = _awards().filter(pk__in=[pk for pk in ids if pk.isdecimal()], participation__in=_concerning(actor))
    return [each for each in found if policies.may_see_award(actor, each)]


def payments_by_id(actor: Actor, ids: Iterable[str]) -> list[PaymentRequest]:
    """Those of the requests that the actor may see and that concern them (one query)."""
    wanted = [pk for pk in ids if pk.isdecimal()]
    found = _payments().filter(pk__in=wanted, award__participation__in=_concerning(actor))
    return [each for each in found if policies.may_see_payment(actor, each)]


def standing_awards(actor: Actor) -> QuerySet[Award]:
    """Every award of the report's programme that stands, with its cell, for the list that leaves BoSo."""
    found = _awards().exclude(state=AwardState.DRAFT).filter(participation__programme=Programme.REPORT)
    return found if policies.may_see(actor) else found.none()


def history(actor: Actor, thing: Award | PaymentRequest, limit: int = 50) -> list[Change]:
    """What was done with an award or a request the actor may see, newest first."""
    found = Change.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk))
    return list(found.exclude(verb="import").select_related("actor")[:limit])


_AWARD_WAITS: dict[str, tuple[Role, ...]] = {
    AwardState.DRAFT: (Role.COORDINATOR,),
    AwardState.DECIDED: (Role.PROGRAMME_LEADER, Role.PROGRAMME_OWNER),
}


def _own(actor: Actor) -> list[int]:
    return [seat.municipality_id for seat in actor.seats if seat.role in (*MUNICIPAL_PROGRAMME, *CASEWORK)]


def _concerning(actor: Actor) -> QuerySet[Participation]:
    """Without what is joined and ordered: only to ask whether a row is among them."""
    return partnership.concerning(actor).select_related(None).order_by()


def _awards() -> QuerySet[Award]:
    return Award.objects.select_related(
        "participation__organisation", "participation__intake", "cell__column", "fact__source", "decided_by",
        "accepted_by",
    )  # fmt: skip


def _payments() -> QuerySet[PaymentRequest]:
    return PaymentRequest.objects.select_related(
        "award__participation__organisation", "award__participation__intake", "award__cell__column", "submitted_by",
        "approved_by",
    )  # fmt: skip


def _contributions() -> QuerySet[OwnContribution]:
    return OwnContribution.objects.select_related("participation__organisation")


def _summed() -> QuerySet[Award]:
    """Awards with the sums of what has happened to them, in one query."""
    paid = PaymentRequest.objects.filter(award=OuterRef("pk"), state=PaymentState.PAID)
    return Award.objects.select_related("cell__column", "cell__fact", "fact__source").annotate(
        sum_paid=_total(paid, "award"),
        sum_costs=_total(paid, "award", "accepted_costs"),
        sum_given_back=_total(Repayment.objects.filter(award=OuterRef("pk")), "award"),
        sum_carried=_total(CarryOver.objects.filter(award=OuterRef("pk")), "award"),
    )


def _sums(award: Any) -> Sums:
    none = Decimal(0)
    return Sums(
        award.sum_paid or none, award.sum_given_back or none, award.sum_carried or none, award.sum_costs or none
    )


def _money(
    actor: Actor, who: Participation, rate_rows: tuple[OwnShareRate, ...], awards: list[Award],
    expected: list[TableCell], given: list[OwnContribution],
) -> Money:  # fmt: skip
    inside = bool(policies.may_see_working_papers(actor, who))
    rates = books.rates_of(rate_rows)
    drafts = tuple(award for award in awards if award.state == AwardState.DRAFT)
    lines = [books.award_line(rates, who, award, _sums(award)) for award in awards if award not in drafts]
    lines += [books.expected_line(rates, who, cell) for cell in expected]
    seen = [one for one in given if inside or one.state == ContributionState.ACCEPTED]
    years = books.work_years(lines, seen)
    return Money(
        who, tuple(sorted(lines, key=_by_year)), tuple(years), rate_rows, drafts if inside else (), inside=inside
    )


def _by_year(one: Line) -> tuple[int, bool]:
    return (one.year or 0, one.is_expected)


def _total(rows: QuerySet[Any], by: str = "participation", what: str = "amount") -> Subquery:
    summed = rows.order_by().values(by).annotate(sum=Sum(what)).values("sum")
    return Subquery(summed, output_field=DecimalField(max_digits=14, decimal_places=2))
