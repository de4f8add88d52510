"""The pages of rounds: all of them, one, and the agenda of the meeting its reports are read for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.access.roles import Role
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import members, page
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Programme
from boso.programme.reporting import actions_rounds, agendas, forms, policies, queries, showing
from boso.programme.reporting.models import ReportState, RoundKind, RoundState
from boso.programme.reporting.views import fill_in

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

ROUNDS = (
    Column("round", gettext_lazy("Round"), ("year", "kind")),
    Column("due", gettext_lazy("Last day"), ("due_on",)),
    Column("bank", gettext_lazy("With the bank"), ("with_bank",), numeric=True),
    Column("approved", gettext_lazy("Approved"), ("approved",), numeric=True),
    Column("state", gettext_lazy("State"), ("state",)),
)


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """Own reports first, then every round, and the joint annual reports there are."""
    actor, today = request.actor, timezone.localdate()
    shown = listing(request, queries.rounds(actor), ROUNDS, default="-round")
    mine = [
        (one, showing.round_title(one.round), showing.COLOURS[one.state], showing.waits_for(one, today),
         one.is_late(today))
        for one in queries.own_reports(actor)
    ]  # fmt: skip
    context = {
        "listing": shown,
        "rows": [(one, showing.round_title(one), showing.COLOURS[one.state]) for one in shown.rows],
        "mine": mine,
        "joint": queries.joint_years(actor),
        "duties": [one for one in partnership.duties(actor) if one.fact_id in agendas.DUTIES],
        "may_open": policies.may_open_rounds(actor),
    }
    return render(request, "reporting/overview.html", context)


@page(policies.may_open_rounds)
def open_round(request: PageRequest) -> HttpResponse:
    """Ask for reports."""
    actor = request.actor
    today = timezone.localdate()
    bank = next(seat.organisation_id for seat in actor.seats if seat.role == Role.COORDINATOR)
    offered = queries.offered_forms(actor, bank)
    form = forms.OpenForm(request.POST or None, offered=offered, initial=forms.wished_round(today))

    def run() -> str:
        told = form.cleaned_data
        chosen = next((one for one in offered if str(one.pk) == told.get("form")), None)
        made = actions_rounds.open_round(actor, told, chosen)
        return reverse("reporting:round", args=[made.pk])

    return fill_in(
        request, form, run, _("The round is open. Every report has been filled with the figures there are."),
        title=_("Ask for reports"), back=reverse("reporting:overview"), submit=_("Open the round"),
    )  # fmt: skip


@page(members)
def one_round(request: PageRequest, round_id: int) -> HttpResponse:
    """How far every participant has come in a round."""
    actor, today = request.actor, timezone.localdate()
    found = queries.one_round(actor, round_id)
    reports = queries.asked(actor, found)
    rows = [
        (one, showing.COLOURS[one.state], one.is_late(today), policies.may_see_report(actor, one)) for one in reports
    ]
    rows.sort(key=lambda row: not (row[2] and row[3]))
    context = {
        "round": found,
        "title": showing.round_title(found),
        "meeting": showing.meeting_title(found),
        "colour": showing.COLOURS[found.state],
        "sentence": showing.round_sentence(found, reports, today),
        "rows": rows,
        "approved": sum(one.state == ReportState.APPROVED for one in reports),
        "left": sum(not one.is_frozen for one in reports),
        "is_open": found.state == RoundState.OPEN,
        "is_annual": found.kind == RoundKind.ANNUAL,
        "synthetic": found.programme != Programme.REPORT,
        "may_lead": policies.may_lead_round(actor, found),
        "reason_form": forms.ReasonForm(),
    }
    return render(request, "reporting/round.html", context)


@page(members)
@require_POST
def remind(request: PageRequest, round_id: int) -> HttpResponse:
    """Remind everybody who has a report left."""
    found = queries.one_round(request.actor, round_id)
    told = actions_rounds.remind(request.actor, found, timezone.localdate())
    said = ngettext("%(count)d person is reminded.", "%(count)d people are reminded.", told) % {"count": told}
    messages.success(request, said)
    return redirect("reporting:round", found.pk)


@page(members)
def extend(request: PageRequest, round_id: int) -> HttpResponse:
    """Give more time."""
    found = queries.one_round(request.actor, round_id)
    require(policies.may_lead_round(request.actor, found))
    form = forms.ExtendForm(request.POST or None)
    back = reverse("reporting:round", args=[found.pk])

    def run() -> str:
        told = form.cleaned_data
        actions_rounds.extend(request.actor, found, told["due_on"], reason=told["reason"])
        return back

    return fill_in(
        request, form, run, _("Everybody who has not handed in has more time."), title=_("Give more time"), back=back,
        under=_("The last day is %(day)s now.") % {"day": f"{found.due_on:%d.%m.%Y}"},
    )  # fmt: skip


@page(members)
@require_POST
def close(request: PageRequest, round_id: int) -> HttpResponse:
    """Close the round."""
    found = queries.one_round(request.actor, round_id)
    return _press(request, found.pk, lambda: actions_rounds.close(request.actor, found), _("The round is closed."))


@page(members)
@require_POST
def open_again(request: PageRequest, round_id: int) -> HttpResponse:
    """Open a closed round again."""
    found = queries.one_round(request.actor, round_id)
    reason = request.POST.get("reason", "")
    run = lambda: actions_rounds.open_again(request.actor, found, reason=reason)  # noqa: E731 - one line of work
    return _press(request, found.pk, run, _("The round is open again."))


@page(members)
def agenda(request: PageRequest, round_id: int) -> HttpResponse:
    """What is to be talked about: what the coordinator has written, and what the reports raise."""
    actor = request.actor
    found = queries.one_round(actor, round_id)
    slug = request.GET.get("participant", "")
    participation = partnership.participation(actor, slug) if slug else None
    told = queries.handed_in(actor, found)
    matters = agendas.raised(found, told, slug)
    context = {
        "round": found,
        "organisation": participation.organisation if participation is not None else None,
        "participation": participation,
        "title": showing.meeting_title(found),
        "round_title": showing.round_title(found),
        "items": queries.agenda(actor, found, participation),
        "matters": matters,
        "others": [one.participation for one, _edition in told],
        "synthetic": found.programme != Programme.REPORT,
        "is_annual": found.kind == RoundKind.ANNUAL,
        "may_lead": policies.may_lead_round(actor, found),
    }
    return render(request, "reporting/agenda.html", context)


@page(members)
def set_meeting(request: PageRequest, round_id: int) -> HttpResponse:
    """Say when and where."""
    found = queries.one_round(request.actor, round_id)
    require(policies.may_lead_round(request.actor, found))
    form = forms.MeetingForm(request.POST or None, initial=forms.meeting_of(found))
    back = reverse("reporting:agenda", args=[found.pk])

    def run() -> str:
        actions_rounds.set_meeting(request.actor, found, form.cleaned_data["on"], form.cleaned_data["place"])
        return back

    title = showing.meeting_title(found)
    return fill_in(request, form, run, _("The meeting is set."), title=title, back=back)


@page(members)
def add_item(request: PageRequest, round_id: int) -> HttpResponse:
    """Put a matter on the agenda: everybody's, or of one municipality's meeting."""
    found = queries.one_round(request.actor, round_id)
    require(policies.may_lead_round(request.actor, found))
    slug = request.GET.get("participant", "")
    participation = partnership.participation(request.actor, slug) if slug else None
    form = forms.ItemForm(request.POST or None)
    back = reverse("reporting:agenda", args=[found.pk]) + (f"?participant={slug}" if slug else "")

    def run() -> str:
        actions_rounds.add_item(request.actor, found, form.cleaned_data, participation)
        return back

    under = participation.organisation.name if participation is not None else showing.round_title(found)
    return fill_in(
        request, form, run, _("The matter is on the agenda."), title=_("A matter for the agenda"), back=back,
        under=under,
    )  # fmt: skip


@page(members)
def change_item(request: PageRequest, item_id: int) -> HttpResponse:
    """Change a matter on the agenda."""
    item = queries.agenda_item(request.actor, item_id)
    require(policies.may_lead_round(request.actor, item.round))
    initial = {"title": item.title, "note": item.note, "minutes": item.minutes}
    form = forms.ItemForm(request.POST or None, initial=initial)
    back = _agenda_of(item)

    def run() -> str:
        actions_rounds.change_item(request.actor, item, form.cleaned_data)
        return back

    return fill_in(request, form, run, _("The matter is changed."), title=_("Change the matter"), back=back)


@page(members)
@require_POST
def remove_item(request: PageRequest, item_id: int) -> HttpResponse:
    """Take a matter off the agenda."""
    item = queries.agenda_item(request.actor, item_id)
    back = _agenda_of(item)
    actions_rounds.remove_item(request.actor, item)
    messages.success(request, _("The matter is taken off the agenda."))
    return redirect(back)


def _agenda_of(item: Any) -> str:
    address = reverse("reporting:agenda", args=[item.round_id])
    return address + (f"?participant={item.participation.slug}" if item.participation is not None else "")


def _press(request: PageRequest, round_id: int, run: Any, said: str) -> HttpResponse:
    try:
        run()
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
    else:
        messages.success(request, said)
    return redirect("reporting:round", round_id)
