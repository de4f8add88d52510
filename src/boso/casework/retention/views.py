"""Pages of retention: what is due and why, one erasure, and holding a case back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from boso.casework.households.filling import fill_in, press
from boso.casework.households.queries_visible import visible
from boso.casework.households.sealing import FreeWords
from boso.casework.retention import actions, policies, queries, showing
from boso.casework.retention.forms import HoldForm, ProposeForm
from boso.casework.retention.models import CaseState, ErasureState, LegalHold
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.organisations.models import Organisation
from boso.foundation.vault.queries import keyring
from boso.foundation.web.forms import tried
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("household", gettext_lazy("Reference"), ("household__reference",)),
    Column("rule", gettext_lazy("Rule"), ("rule",)),
    Column("since", gettext_lazy("Due since"), ("due_since",)),
    Column("state", gettext_lazy("State"), ("state",)),
)
STEPS = {
    "confirm": (actions.confirm, gettext_lazy("It is confirmed. The erasing begins now.")),
    "withdraw": (actions.withdraw, gettext_lazy("It is withdrawn. Nothing is erased.")),
}


@page(policies.may_open_retention)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: PageRequest) -> HttpResponse:
    """What an erasure would do today; proposing it."""
    place, places = _place(request)
    form = ProposeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = tried(
            form,
            lambda: actions.propose(
                request.actor, place, given["archive_reference"], delivered=given["delivered"]
            ),
        )  # fmt: skip
        if made is not None:
            return HttpResponseRedirect(reverse("retention:erasure", args=[made.pk]))
    return render(
        request, "retention/plan.html", _shown(request, place, places, form), status=422 if form.errors else 200
    )


def _shown(
    request: PageRequest, place: Organisation, places: list[Organisation], form: ProposeForm
) -> dict[str, object]:
    actor, today = request.actor, timezone.localdate()
    found = queries.plan(actor, place, today)
    listed = showing.paged(request, found)
    log_look(actor, "erasure.listed", organisation_id=place.pk, count=len(listed.rows))
    asked = [one.household_id for one in listed.rows]
    seen = set(visible(actor, asked).values_list("pk", flat=True)) if asked else set()
    earlier = list(queries.erasures(actor, place.pk)[:20])
    return {
        "place": place, "places": places, "plan": found, "list": listed, "form": form, "synthetic": place.invented,
        "rows": [showing.due_row(one, one.household_id in seen) for one in listed.rows],
        "rules": [showing.rule_row(line) for line in found.rules],
        "kept": showing.kept_rows(found),
        "standing": next((one for one in earlier if one.state in ("proposed", "confirmed")), None),
        "earlier": [(row, showing.STATE_COLOURS[ErasureState(row.state)]) for row in earlier],
    }  # fmt: skip


def _held(request: PageRequest, place: Organisation) -> list[tuple[LegalHold, bool, str]]:
    """What is held back: each hold, whether the person sees the household, and then why."""
    rows = queries.holds(request.actor, place.pk, timezone.localdate())
    log_look(request.actor, "erasure.listed", organisation_id=place.pk, query="held", count=len(rows))
    seen = set(visible(request.actor, [row.household_id for row in rows]).values_list("pk", flat=True)) if rows else ()
    ring = keyring(row.household.key_id for row in rows if row.household_id in seen)
    return [
        (row, row.household_id in seen, FreeWords.read(ring.open(row.household.key_id, row.sealed)).text)
        for row in rows
    ]


@page(policies.may_open_retention)
@require_GET
def erasure(request: PageRequest, erasure_id: int) -> HttpResponse:
    """One erasure: who proposed and confirmed it, and what became of each case."""
    actor = request.actor
    row = queries.one(actor, erasure_id)
    found = listing(request, queries.cases(actor, row), COLUMNS, default="household")
    log_look(actor, "erasure.listed", row, organisation_id=row.organisation_id, count=len(found.rows))
    seen = set(visible(actor, [case.household_id for case in found.rows]).values_list("pk", flat=True))
    tally = queries.tally(actor, row)
    context = {
        "row": row, "list": found, "tally": tally, "synthetic": row.organisation.invented,
        "total": sum(count for state, count in tally.items() if state != "persons"),
        "colour": showing.STATE_COLOURS[ErasureState(row.state)],
        "may_confirm": bool(policies.may_confirm(actor, row)), "is_own": row.proposed_by_id == actor.user_id,
        "rows": [
            (case, case.household_id in seen, case.household_id in seen or not case.household.is_protected,
             showing.CASE_COLOURS[CaseState(case.state)])
            for case in found.rows
        ],
    }  # fmt: skip
    return render(request, "retention/erasure.html", context)


@page(policies.may_open_retention)
@require_POST
def step(request: PageRequest, erasure_id: int, name: str) -> HttpResponse:
    """Confirm or withdraw."""
    row = queries.one(request.actor, erasure_id)
    if name not in STEPS:
        raise Refused(NOT_HERE)
    run, said = STEPS[name]
    return press(request, lambda: run(request.actor, row), said, reverse("retention:erasure", args=[row.pk]))


@page(policies.may_open_retention)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: PageRequest) -> HttpResponse:
    """Hold a case back, by its reference."""
    place, _places = _place(request)
    form = HoldForm(
        request.POST if request.method == "POST" else None, initial={"reference": request.GET.get("reference", "")}
    )

    def run() -> None:
        given = form.cleaned_data
        household = queries.by_reference(request.actor, place.pk, given["reference"])
        if household is None:
            raise NotNow(_("There is no case with that reference here, or it is erased."))
        actions.place_hold(request.actor, household, given["reason"], given["until"])

    return fill_in(
        request, form, run, _("The case is held back."), title=_("Hold a case back"), synthetic=place.invented,
        template="retention/hold.html", holds=_held(request, place), submit=_("Hold back"),
        back=f"{reverse('retention:plan')}?place={place.pk}",
    )  # fmt: skip


@page(policies.may_open_retention)
@require_POST
def lift(request: PageRequest, hold_id: int) -> HttpResponse:
    """Let a case go that was held back."""
    row = queries.hold(request.actor, hold_id)
    back = f"{reverse('retention:hold')}?place={row.household.organisation_id}"
    return press(request, lambda: actions.lift_hold(request.actor, row), _("It is held back no longer."), back)


def _place(request: PageRequest) -> tuple[Organisation, list[Organisation]]:
    """The organisation the address names, or the first; and all the person may choose among."""
    places = queries.places(request.actor)
    wish = request.GET.get("place", "")
    place = next((one for one in places if str(one.pk) == wish), None if wish else places[0])
    if place is None:
        raise Refused(NOT_HERE)
    require(policies.may_see_plan(request.actor, place.pk))
    return place, places
