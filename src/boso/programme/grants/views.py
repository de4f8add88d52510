"""The pages of the grants: ledger, the table as printed, one participant's money, awards and payments."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.web import pdf
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.grants import books, forms, pictures, policies, queries, states, telling
from boso.programme.grants.models import Award, CellKind

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("name", _("Participant"), ("organisation__name",)),
    Column("awarded", _("Awarded"), ("awarded",), numeric=True, choice=True),
    Column("expected", _("Expected"), ("expected",), numeric=True, choice=True),
    Column("required", _("Own share required"), (), numeric=True, choice=True),
    Column("put_in", _("Own share put in"), (), numeric=True, choice=True),
    Column("drawn", _("Drawn"), (), numeric=True, choice=True),
    Column("carried", _("Carried over"), (), numeric=True, choice=True),
)
#: Columns of the ledger that fold away as long as nobody has anything in them.
FOLDING = ("put_in", "drawn", "carried")
MANY = 200


@page(members)
def ledger(request: PageRequest) -> HttpResponse:
    """What each participant is awarded, expects, has drawn, and must put in."""
    actor = request.actor
    form = forms.LedgerFilter(request.GET or None, queries.intake_years(actor))
    found = queries.participants(actor, intake=request.GET.get("intake", ""), known=request.GET.get("known", ""))
    shown = listing(request, found, COLUMNS, default="-awarded", size=MANY, count=False)
    money = queries.for_participations(actor, shown.rows)
    table = queries.printed(actor)
    rows = [money[row.pk] for row in shown.rows]
    folded = [name for name in FOLDING if all(getattr(row, name) is None for row in rows)]
    made_here = sum((one.amount for row in rows for one in row.lines if one.balance is not None), Decimal(0))
    stated = table.stated(CellKind.AWARDED)
    context = {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "listing": shown.without(folded),
        "folded": [] if shown.choice.explicit else folded,
        "rows": [row for row in rows if row.lines],
        "silent": [row for row in rows if not row.lines],
        "table": table,
        "sentence": telling.ledger_sentence(table, made_here),
        "awarded": None if stated is None else stated + made_here,
        "expected": table.stated(CellKind.EXPECTED),
        "required": _added(row.required for row in rows),
        "drawn": _added(row.drawn for row in rows),
        "short": [(row, year) for row in rows for year in row.short],
        "chart": pictures.by_participant(table),
    }
    return render(request, "grants/ledger.html", context)


@page(members)
def table_1(request: PageRequest) -> HttpResponse:
    """Table 1 as printed, what the others got together, and where the text gives other years."""
    table = queries.printed(request.actor)
    told = queries.prose(request.actor)
    return render(
        request, "grants/table_1.html", {"table": table, "told": told, "chart": pictures.by_participant(table)}
    )


@page(members)
def participant(request: PageRequest, slug: str) -> HttpResponse:
    """One participant's grants and own share, with the reckoning step by step."""
    actor = request.actor
    participation = queries.participant(actor, slug)
    money = queries.for_participation(actor, participation)
    form, worked = _work_out(request, money.rates)
    context = money_context(money) | {
        "told": queries.prose(actor, participation),
        "payments": queries.payments(actor, participation),
        "form": form,
        "worked": worked,
        "worked_steps": telling.steps(worked) if worked is not None else [],
        "may_award": policies.may_draft_award(actor, participation),
        "may_contribute": policies.may_contribute(actor, participation),
        "reason_form": forms.ReasonForm(),
        "contributions": [(year, [(own, _own_acts(actor, own)) for own in year.contributions]) for year in money.years],
    }
    return render(request, "grants/participant.html", context)


def money_context(money: Any) -> dict[str, Any]:
    """What the templates about one participant's money read."""
    line = telling.telling_line(money)
    return {
        "money": money,
        "participation": money.participation,
        "organisation": money.participation.organisation,
        "sentence": telling.sentence(money),
        "put_in_words": telling.put_in(money),
        "line": line,
        "steps": telling.steps(line.requirement) if line is not None else [],
        "chart": pictures.stair(money) if money.rates else None,
        "drawn_known": money.drawn is not None,
        "work_year_known": any(one.work_year for one in money.lines),
        "derived_year": any(one.year_is_derived for one in money.lines),
    }


@page(members)
def award(request: PageRequest, award_id: int) -> HttpResponse:
    """One award: amount, conditions, what is drawn of it, and what can be done next."""
    actor = request.actor
    found = queries.award(actor, award_id)
    known = queries.accounts(actor, found)
    line = queries.line_of(actor, found, known)
    own = not found.is_from_report
    pots = (
        [(pot, books.ledger_of(found, known).balance(pot)) for pot in books.ledger_of(found, known).pots()]
        if own
        else []
    )
    context = {
        "award": found,
        "organisation": found.participation.organisation,
        "line": line,
        "steps": telling.steps(line.requirement),
        "accounts": known,
        "pots": pots,
        "colour": telling.COLOURS[found.state],
        "entries": telling.history(queries.history(actor, found)) if own else [],
        "next": [one.name for one in available(actor, found, states.AWARD)],
        "may_change": policies.may_change_award(actor, found),
        "may_request": policies.may_request_payment(actor, found),
        "may_carry": policies.may_carry_over(actor, found),
        "may_repay": policies.may_keep_accounts(actor, found) and known.paid(),
        "reason_form": forms.ReasonForm(),
        "colours": telling.COLOURS,
    }
    return render(request, "grants/award.html", context)


@page(members)
def letter(request: PageRequest, award_id: int) -> HttpResponse:
    """The award letter on the screen, ready for print."""
    return render(request, "grants/letter.html", _letter(request, award_id))


@page(members)
def letter_pdf(request: PageRequest, award_id: int) -> HttpResponse:
    """The award letter as PDF; where this machine makes none, the page for print with the reason."""
    context = _letter(request, award_id)
    made = pdf.paper("grants/letter_paper.html", context)
    if made is None:
        messages.info(request, str(pdf.why_not()))
        return redirect("grants:letter", award_id)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="award-{award_id}.pdf"'
    return response


@page(members)
def payment(request: PageRequest, payment_id: int) -> HttpResponse:
    """One request for payment, and what can be done next."""
    actor = request.actor
    found = queries.payment(actor, payment_id)
    context = {
        "payment": found,
        "award": found.award,
        "organisation": found.award.participation.organisation,
        "colour": telling.COLOURS[found.state],
        "waits": telling.waits_for(found),
        "entries": telling.history(queries.history(actor, found)),
        "next": [one.name for one in available(actor, found, states.PAYMENT)],
        "may_change": policies.may_change_payment(actor, found),
        "reason_form": forms.ReasonForm(),
    }
    return render(request, "grants/payment.html", context)


def _letter(request: PageRequest, award_id: int) -> dict[str, Any]:
    """What the letter says; the report's own awards have no letter here."""
    found: Award = queries.award(request.actor, award_id)
    if found.is_from_report:
        raise Refused(NOT_HERE)
    line = queries.line_of(request.actor, found, queries.accounts(request.actor, found))
    return {
        "award": found,
        "organisation": found.participation.organisation,
        "line": line,
        "steps": telling.steps(line.requirement),
        "today": timezone.localdate(),
        "why_not": pdf.why_not(),
    }


def _work_out(request: PageRequest, rates: Any) -> tuple[forms.WorkOutForm, Any]:
    """The little calculator: its form, and what came out where something was asked."""
    asked = "amount" in request.GET
    form = forms.WorkOutForm(request.GET if asked else None, telling.programme_years(rates))
    if not asked or not form.is_valid():
        return form, None
    return form, queries.worked_out(rates, form.cleaned_data["amount"], int(form.cleaned_data["year"]))


def _own_acts(actor: Any, own: Any) -> dict[str, Any]:
    steps = [one.name for one in available(actor, own, states.CONTRIBUTION)]
    return {
        "steps": steps,
        "change": policies.may_change_contribution(actor, own),
        "colour": telling.COLOURS[own.state],
    }


def _added(amounts: Any) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None
