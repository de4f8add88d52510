"""Pages on which money is awarded, asked for, approved and recorded. The action asks the policy again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from boso.core.values.numbers import kroner
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import members, page
from boso.programme.grants import actions, books, forms, policies, queries, states, telling, wording
from boso.programme.grants.models import Award, OwnContribution, PaymentRequest
from boso.programme.partnership.forms import SoftForm

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


@page(members)
def new_award(request: PageRequest, slug: str) -> HttpResponse:
    """Draft an award."""
    participation = queries.participant(request.actor, slug)
    require(policies.may_draft_award(request.actor, participation))
    money = queries.for_participation(request.actor, participation)
    today = timezone.localdate()
    others = [one.award for one in money.lines if one.award is not None]
    years = telling.programme_years(money.rates)
    form = forms.AwardForm(
        request.POST or None, years=years, others=others, today=today, initial={"work_year": today.year + 1}
    )

    def run() -> str:
        made = actions.draft_award(request.actor, participation, form.fields_given())
        return reverse("grants:award", args=[made.pk])

    back = reverse("grants:participant", args=[slug])
    return _fill_in(
        request, form, run, _("The draft is saved. Nobody is told before it is decided."),
        title=_("New award to %(name)s") % {"name": participation.organisation.name}, back=back,
        submit=_("Save the draft"),
    )  # fmt: skip


@page(members)
def edit_award(request: PageRequest, award_id: int) -> HttpResponse:
    """Change a draft."""
    award = queries.award(request.actor, award_id)
    require(policies.may_change_award(request.actor, award))
    years = telling.programme_years(queries.own_share_rates(request.actor))
    names = ("amount", "work_year", "programme_year", "conditions")
    form = forms.AwardForm(
        request.POST or None, years=years, others=(), today=timezone.localdate(), initial=_initial(award, names)
    )
    back = reverse("grants:award", args=[award.pk])

    def run() -> str:
        actions.change_award(request.actor, award, form.fields_given())
        return back

    return _fill_in(request, form, run, _("The draft is changed."), title=_("Change the draft"), back=back)


@page(members)
@require_POST
def award_step(request: PageRequest, award_id: int, name: str) -> HttpResponse:
    """Decide, accept or close."""
    award = queries.award(request.actor, award_id)
    today, reason = timezone.localdate(), request.POST.get("reason", "")
    steps: dict[str, tuple[Callable[[], None], str]] = {
        "decide": (lambda: actions.decide_award(request.actor, award, today), _("The award is decided.")),
        "accept": (lambda: actions.accept_award(request.actor, award, today), _("The award is accepted.")),
        "close": (lambda: actions.close_award(request.actor, award, reason=reason), _("The award is closed.")),
    }
    return _press(request, steps, name, reverse("grants:award", args=[award.pk]))


@page(members)
def new_payment(request: PageRequest, award_id: int) -> HttpResponse:
    """Ask for a part of an award."""
    award = queries.award(request.actor, award_id)
    require(policies.may_request_payment(request.actor, award))
    form = _payment_form(request, award, {})

    def run() -> str:
        made = actions.request_payment(request.actor, award, form.fields_given())
        return reverse("grants:payment", args=[made.pk])

    return _fill_in(
        request, form, run, _("The request is saved. Submit it when it is right."), title=_("Ask for payment"),
        under=wording.award_title(award), back=reverse("grants:award", args=[award.pk]), submit=_("Save the request"),
    )  # fmt: skip


@page(members)
def edit_payment(request: PageRequest, payment_id: int) -> HttpResponse:
    """Change a request that is a draft or was returned."""
    payment = queries.payment(request.actor, payment_id)
    require(policies.may_change_payment(request.actor, payment))
    names = ("work_year", "period_start", "period_end", "amount", "costs", "note")
    form = _payment_form(request, payment.award, _initial(payment, names))
    back = reverse("grants:payment", args=[payment.pk])

    def run() -> str:
        actions.change_payment(request.actor, payment, form.fields_given())
        return back

    return _fill_in(
        request, form, run, _("The request is changed."), title=_("Change the request"),
        under=payment.returned_because, back=back,
    )  # fmt: skip


@page(members)
@require_POST
def payment_step(request: PageRequest, payment_id: int, name: str) -> HttpResponse:
    """Submit, withdraw or return."""
    payment = queries.payment(request.actor, payment_id)
    today, reason = timezone.localdate(), request.POST.get("reason", "")
    steps: dict[str, tuple[Callable[[], None], str]] = {
        "submit": (
            lambda: actions.submit_payment(request.actor, payment, today),
            _("The request is submitted. The bank has it now."),
        ),
        "withdraw": (lambda: actions.withdraw_payment(request.actor, payment), _("The request is withdrawn.")),
        "send_back": (
            lambda: actions.return_payment(request.actor, payment, reason=reason),
            _("The request is returned with your reason."),
        ),
    }
    return _press(request, steps, name, reverse("grants:payment", args=[payment.pk]))


@page(members)
def approve(request: PageRequest, payment_id: int) -> HttpResponse:
    """Approve with the costs the bank accepts; paying ahead of them takes a reason."""
    payment = queries.payment(request.actor, payment_id)
    require(states.PAYMENT.transition("approve").may(request.actor, payment))
    form = forms.ApproveForm(request.POST or None, initial={"accepted_costs": payment.costs})
    if form.is_valid():
        known = queries.accounts(request.actor, payment.award)
        rates = books.rates_of(queries.own_share_rates(request.actor))
        ahead = books.ahead_of_costs(rates, payment, known, form.cleaned_data["accepted_costs"])
        if ahead and not form.cleaned_data["reason"]:
            form.add_error(
                "reason", _("This pays %(ahead)s ahead of the accepted costs. Say why.") % {"ahead": kroner(ahead)}
            )
    back = reverse("grants:payment", args=[payment.pk])

    def run() -> str:
        given = form.cleaned_data
        actions.approve_payment(
            request.actor,
            payment,
            accepted_costs=given["accepted_costs"],
            on=timezone.localdate(),
            reason=given["reason"],
        )
        return back

    return _fill_in(
        request, form, run, _("The request is approved."), title=_("Approve the request"),
        under=wording.payment_title(payment), back=back, submit=_("Approve"),
    )  # fmt: skip


@page(members)
def pay(request: PageRequest, payment_id: int) -> HttpResponse:
    """Record the day the bank paid."""
    payment = queries.payment(request.actor, payment_id)
    require(states.PAYMENT.transition("pay").may(request.actor, payment))
    form = forms.DayForm(request.POST or None, today=timezone.localdate())
    back = reverse("grants:payment", args=[payment.pk])

    def run() -> str:
        actions.pay(request.actor, payment, form.cleaned_data["on"])
        return back

    return _fill_in(
        request, form, run, _("The payment is recorded."), title=_("Record as paid"),
        under=wording.payment_title(payment), back=back, submit=_("Record as paid"),
    )  # fmt: skip


@page(members)
def new_repayment(request: PageRequest, award_id: int) -> HttpResponse:
    """Record money given back."""
    award = queries.award(request.actor, award_id)
    require(policies.may_keep_accounts(request.actor, award))
    books_now = books.ledger_of(award, queries.accounts(request.actor, award))
    drawn = {pot: books_now.balance(pot).drawn for pot in books_now.pots() if isinstance(pot, int)}
    form = forms.RepaymentForm(
        request.POST or None, today=timezone.localdate(), drawn={pot: sum_ for pot, sum_ in drawn.items() if sum_}
    )

    def run() -> str:
        actions.record_repayment(request.actor, award, form.cleaned_data)
        return reverse("grants:award", args=[award.pk])

    return _about_award(request, award, form, run, _("What was given back is recorded."), _("Record money given back"))


@page(members)
def new_carry_over(request: PageRequest, award_id: int) -> HttpResponse:
    """Let unused money be used in a later year."""
    award = queries.award(request.actor, award_id)
    require(policies.may_carry_over(request.actor, award))
    pots = books.left_in_pots(award, queries.accounts(request.actor, award))
    form = forms.CarryOverForm(request.POST or None, pots=pots)

    def run() -> str:
        given = form.fields_given() | {"decided_on": timezone.localdate()}
        actions.carry_over(request.actor, award, given)
        return reverse("grants:award", args=[award.pk])

    return _about_award(request, award, form, run, _("The money is carried over."), _("Carry money over"))


@page(members)
def new_contribution(request: PageRequest, slug: str) -> HttpResponse:
    """Record what the municipality puts in."""
    participation = queries.participant(request.actor, slug)
    require(policies.may_contribute(request.actor, participation))
    form = _contribution_form(request, participation, {"work_year": timezone.localdate().year})
    back = reverse("grants:participant", args=[slug])

    def run() -> str:
        made = actions.record_contribution(request.actor, participation, form.fields_given())
        return f"{back}#own-{made.pk}"

    return _fill_in(
        request, form, run, _("It is saved as a draft. Report it when it is right."),
        title=_("Record own share"), under=participation.organisation.name, back=back, submit=_("Save the draft"),
    )  # fmt: skip


@page(members)
def edit_contribution(request: PageRequest, contribution_id: int) -> HttpResponse:
    """Change a contribution that is not reported."""
    own = queries.contribution(request.actor, contribution_id)
    require(policies.may_change_contribution(request.actor, own))
    names = ("work_year", "kind", "amount", "hours", "rate", "evidence")
    form = _contribution_form(request, own.participation, _initial(own, names))
    back = _own_address(own)

    def run() -> str:
        actions.change_contribution(request.actor, own, form.fields_given())
        return back

    return _fill_in(request, form, run, _("It is changed."), title=_("Change the own share"), back=back)


@page(members)
@require_POST
def contribution_step(request: PageRequest, contribution_id: int, name: str) -> HttpResponse:
    """Report, take back, accept or return."""
    own = queries.contribution(request.actor, contribution_id)
    reason = request.POST.get("reason", "")
    said = {
        "report": _("It is reported. The bank has it now."), "take_back": _("It is a draft again."),
        "accept": _("It is accepted."), "send_back": _("It is returned with your reason."),
    }  # fmt: skip

    def run() -> None:
        actions.advance_contribution(request.actor, own, name, reason=reason)

    return _press(request, {step: (run, words) for step, words in said.items()}, name, _own_address(own))


def _fill_in(
    request: PageRequest, form: Any, run: Callable[[], str], said: str, *, title: Words, back: str,
    under: Words = "", submit: Words = "",
) -> HttpResponse:  # fmt: skip
    """Show the form, or carry it out. What is typed stands; what is in the way is said above the form."""
    sure = form.sure if isinstance(form, SoftForm) else form.is_valid()
    if request.method == "POST" and sure:
        address = tried(form, run)
        if address is not None:
            messages.success(request, said)
            return HttpResponseRedirect(address)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "title": title, "back": back, "under": under, "submit": submit or gettext_lazy("Save")}
    return render(request, "grants/form.html", context, status=status)


def _press(
    request: PageRequest, steps: dict[str, tuple[Callable[[], None], str]], name: str, back: str
) -> HttpResponse:  # fmt: skip
    """Carry out a step that is a button, and say how it went. What the policy denies is a page of its own."""
    if name not in steps:
        raise Http404
    run, said = steps[name]
    try:
        run()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(back)


def _about_award(
    request: PageRequest, award: Award, form: django_forms.Form, run: Callable[[], str], said: str, title: str
) -> HttpResponse:  # fmt: skip
    back = reverse("grants:award", args=[award.pk])
    return _fill_in(request, form, run, said, title=title, under=wording.award_title(award), back=back)


def _payment_form(request: PageRequest, award: Award, initial: dict[str, Any]) -> forms.PaymentForm:
    pots = books.left_in_pots(award, queries.accounts(request.actor, award))
    rates = books.rates_of(queries.own_share_rates(request.actor))
    return forms.PaymentForm(request.POST or None, award=award, pots=pots, rates=rates, initial=initial)


def _contribution_form(request: PageRequest, participation: Any, initial: dict[str, Any]) -> forms.ContributionForm:
    money = queries.for_participation(request.actor, participation)
    years = {one.work_year for one in money.lines if one.work_year is not None}
    return forms.ContributionForm(request.POST or None, known_years=years, initial=initial)


def _initial(row: Award | PaymentRequest | OwnContribution, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def _own_address(own: OwnContribution) -> str:
    return reverse("grants:participant", args=[own.participation.slug]) + f"#own-{own.pk}"
