"""Pages on which leases are opened, changed and ended. The action asks the policy again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boso.casework.dwellings.queries import code_book
from boso.casework.tenancies import actions, actions_looking, policies, queries
from boso.casework.tenancies.forms import DayForm, DepositForm, EndForm, NoticeForm, OpenForm, TermsForm
from boso.casework.tenancies.models import EndReason, Tenancy
from boso.core.law.parameters import value
from boso.core.tenure import lease
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

both = require_http_methods(["GET", "POST"])


def _fill_in(
    request: PageRequest, form: django_forms.BaseForm, run: Callable[[], str], said: str, **context: Any
) -> HttpResponse:
    """Show the form, or do what it asks and go on to the address `run` gives."""
    if request.method == "POST" and form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, said)
            return redirect(address)
    return render(
        request, "tenancies/form.html", {"form": form, **context}, status=422 if request.method == "POST" else 200
    )  # fmt: skip


def _kept(request: PageRequest, tenancy_id: int) -> Tenancy:
    """The lease, which the person may write about."""
    found = queries.one(request.actor, tenancy_id)
    require(policies.may_keep_tenancy(request.actor, found))
    if request.method == "GET":
        actions_looking.note_look(request.actor, found)
    return found


def _page_of(tenancy: Tenancy) -> str:
    return reverse("tenancies:tenancy", args=[tenancy.pk])


def _around(tenancy: Tenancy) -> dict[str, Any]:
    """What every form about a lease shows around it."""
    return {
        "tenancy": tenancy, "organisation": tenancy.organisation, "under": tenancy.dwelling.title,
        "back": _page_of(tenancy),
    }  # fmt: skip


@page(policies.may_open_some)
@both
def new(request: PageRequest) -> HttpResponse:
    """Let a dwelling to a household."""
    initial = {"starts": timezone.localdate(), "ground": "special_11_1"}
    dwelling = queries.dwelling_asked_for(request.actor, request.GET.get("dwelling", ""))
    if dwelling is not None:
        initial |= {"dwelling": dwelling.reference, "rent": dwelling.rent, "deposit_agreed": dwelling.deposit}
    initial["household"] = request.GET.get("household", "")[:20]
    form = OpenForm(request.POST or None, actor=request.actor, initial=initial)

    def run() -> str:
        made = actions.open_tenancy(
            request.actor, form.cleaned_data["dwelling"], form.household_found, form.terms()
        )  # fmt: skip
        return _page_of(made)

    return _fill_in(
        request, form, run, _("The dwelling is let."), title=_("New lease"), back=reverse("tenancies:list"),
        submit=_("Let the dwelling"), under=dwelling.title if dwelling is not None else "",
    )  # fmt: skip


@page(policies.may_open_leases)
@both
def edit(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """Correct what was written down."""
    found = _kept(request, tenancy_id)
    form = TermsForm(request.POST or None, initial=TermsForm.values(found))

    def run() -> str:
        return _page_of(actions.change_terms(request.actor, found, form.terms()))

    return _fill_in(request, form, run, _("The lease is corrected."), title=_("Correct the lease"), **_around(found))


@page(policies.may_open_leases)
@both
def renew(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """A new lease of the same dwelling for the same household."""
    found = _kept(request, tenancy_id)
    starts = lease.day_after(found.ends) if found.ends is not None else timezone.localdate()
    years = int(value("tenancy", "lease.shortest_years", starts))
    initial = {
        **TermsForm.values(found), "starts": starts, "ends": lease.shortest_end(starts, years),
        "informed_in_writing": False,
    }  # fmt: skip
    form = TermsForm(request.POST or None, initial=initial)

    def run() -> str:
        return _page_of(actions.renew(request.actor, found, form.terms()))

    return _fill_in(
        request, form, run, _("The household stays on a new lease."), title=_("New lease, same dwelling"),
        submit=_("Give the new lease"), **_around(found),
    )  # fmt: skip


@page(policies.may_open_leases)
@both
def request_move(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """Write down that the tenant was asked in writing to move."""
    found = _kept(request, tenancy_id)
    form = DayForm(request.POST or None, initial={"on": timezone.localdate()})
    form.fields["on"].label = _("Written request sent")
    form.fields["on"].help_text = _("It must be in writing, and sent after the term is over (husleieloven § 9-2).")

    def run() -> str:
        return _page_of(actions.request_move_out(request.actor, found, form.cleaned_data["on"]))

    return _fill_in(
        request, form, run, _("The request to move is recorded."), title=_("Request to move"), **_around(found)
    )  # fmt: skip


@page(policies.may_open_leases)
@both
def deposit(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """Write down what is paid or guaranteed."""
    found = _kept(request, tenancy_id)
    names = ("deposit_paid", "deposit_paid_on", "guarantee", "guaranteed_until")
    form = DepositForm(request.POST or None, initial={name: TermsForm.values(found)[name] for name in names})

    def run() -> str:
        return _page_of(actions.record_deposit(request.actor, found, form.cleaned_data))

    return _fill_in(request, form, run, _("The deposit is recorded."), title=_("Deposit"), **_around(found))


@page(policies.may_open_leases)
@both
def notice(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """Write down that somebody gave notice."""
    found = _kept(request, tenancy_id)
    form = NoticeForm(request.POST or None, initial={"on": timezone.localdate(), "by": "tenant"})

    def run() -> str:
        asked = form.cleaned_data
        return _page_of(actions.give_notice(request.actor, found, asked["on"], asked["by"]))

    return _fill_in(request, form, run, _("The notice is recorded."), title=_("Notice"), **_around(found))


@page(policies.may_open_leases)
@both
def end(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """End a lease."""
    found = _kept(request, tenancy_id)
    book = code_book(request.actor, found.organisation_id)
    initial = {
        "on": timezone.localdate(), "next_status": "maintenance", "empty_reason": "turnover",
        "reason": EndReason.NOTICE_BY_TENANT if found.notice_by == "tenant" else "",
    }  # fmt: skip
    form = EndForm(request.POST or None, book=book, initial=initial)

    def run() -> str:
        asked = form.cleaned_data
        return _page_of(
            actions.end_tenancy(
                request.actor, found, asked["on"], asked["reason"], next_status=asked["next_status"],
                empty_reason=asked["empty_reason"],
            )
        )  # fmt: skip

    return _fill_in(
        request, form, run, _("The lease is ended. The dwelling follows."), title=_("End the lease"),
        submit=_("End the lease"), **_around(found),
    )  # fmt: skip


@page(policies.may_open_leases)
@require_POST
def without_end(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """Write the lease down as without end."""
    found = _kept(request, tenancy_id)
    return _press(request, found, actions.make_without_end, _("The lease has no end now."))


@page(policies.may_open_leases)
@require_POST
def take_back_notice(request: PageRequest, tenancy_id: int) -> HttpResponse:
    """The notice is taken back."""
    found = _kept(request, tenancy_id)
    return _press(request, found, actions.take_back_notice, _("The notice is taken back. The lease goes on."))


def _press(request: PageRequest, tenancy: Tenancy, run: Callable[..., Tenancy], said: str) -> HttpResponse:
    """Carry out an act that needs no words."""
    try:
        run(request.actor, tenancy)
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, said)
    return redirect(_page_of(tenancy))
