"""Finding by national id, emergencies and their review, clearances to see protected households."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.casework.households import (
    actions_clearance,
    actions_emergency,
    checking,
    filling,
    forms_access,
    policies,
    queries,
    queries_access,
)
from boso.casework.households.filling import fill_in, press
from boso.casework.households.queries_visible import SEES
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow
from boso.foundation.audit.actions import log_look
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_households)
def find(request: PageRequest) -> HttpResponse:
    """Who works with a person: the household where one sees it, else only that another unit does, and what to do."""
    form = forms_access.FindForm(filling.typed(request), places=_places(request.actor))
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        place, typed = int(form.cleaned_data["place"]), form.cleaned_data["national_id"]
        if _is_number(form, typed):
            found = queries.find_by_national_id(request.actor, place, typed)
            log_look(
                request.actor, "household.found", organisation_id=place, words=typed, count=len(found.households)
            )  # fmt: skip
            cards = queries.open_cards(request.actor, found.households)
            context |= {
                "found": found,
                "asked": True,
                "rows": [(one, cards[one.pk]) for one in found.households if one.pk in cards],
                "emergency": forms_access.EmergencyForm(
                    places=_places(request.actor), initial={"national_id": typed, "place": place}
                ),
            }
    return render(request, "households/find.html", context, status=422 if form.errors else 200)


@page(policies.may_open_households)
@require_POST
def emergency(request: PageRequest) -> HttpResponse:
    """Open what others have on a person, in an emergency."""
    form = forms_access.EmergencyForm(request.POST, places=_places(request.actor))

    def run() -> str:
        given = form.cleaned_data
        made = actions_emergency.open_in_emergency(
            request.actor, int(given["place"]), given["national_id"], given["reason"], given["text"]
        )
        return reverse("households:household", args=[made[0].household_id])

    return fill_in(
        request, form, run, _("It is open to you until the day ends. A decision maker reviews it."),
        title=_("Open in an emergency"), back=reverse("households:find"), submit=_("Open it now"),
    )  # fmt: skip


@page(policies.may_open_reviews)
def emergencies(request: PageRequest) -> HttpResponse:
    """Emergencies to review, and those that are reviewed."""
    waiting = queries_access.emergencies(request.actor)
    done = queries_access.emergencies(request.actor, reviewed=True)
    now = timezone.now()
    context = {
        "waiting": [(one, one.row.user_id == request.actor.user_id, one.row.until > now) for one in waiting],
        "done": done,
        "count": len(waiting),
    }
    return render(request, "households/emergencies.html", context)


@page(policies.may_open_reviews)
def review(request: PageRequest, emergency_id: int) -> HttpResponse:
    """Say whether an emergency access was justified."""
    found = queries_access.emergency(request.actor, emergency_id)
    form = forms_access.ReviewForm(filling.typed(request))

    def run() -> str:
        actions_emergency.review(
            request.actor, found.row, form.cleaned_data["verdict"], form.cleaned_data["text"]
        )  # fmt: skip
        return reverse("households:emergencies")

    title = _("%(name)s opened %(reference)s") % {
        "name": found.row.user.name, "reference": found.row.household.reference,
    }  # fmt: skip
    return fill_in(
        request, form, run, _("It is reviewed."), title=title, back=reverse("households:emergencies"), found=found,
        template="households/review.html",
    )  # fmt: skip


@page(policies.may_open_clearances)
def clearances(request: PageRequest) -> HttpResponse:
    """Who may see protected households; give, confirm, withdraw."""
    actor, today = request.actor, timezone.localdate()
    rows = queries_access.clearances(actor)
    form = forms_access.ClearanceForm(
        filling.typed(request), people=queries_access.people_to_clear(actor),
        places=queries_access.places_to_clear(actor), today=today,
    )  # fmt: skip

    def run() -> str:
        user_id, place = (int(part) for part in form.cleaned_data["who"].split("-"))
        actions_clearance.give(actor, place, user_id, form.cleaned_data["ends"])
        return reverse("households:clearances")

    standing = [row for row in rows if row.withdrawn_at is None and row.ends > today]
    return fill_in(
        request, form, run, _("It is given. It holds when another administrator or decision maker has confirmed it."),
        title=_("Clearance for protected addresses"), back=reverse("households:clearances"),
        template="households/clearances.html",
        standing=[
            (row, bool(policies.may_confirm_clearance(actor, row)), row.user_id != actor.user_id) for row in standing
        ],
        over=[row for row in rows if row not in standing],
        holding=sum(row.confirmed_at is not None for row in standing),
    )  # fmt: skip


@page(policies.may_open_clearances)
@require_POST
def clearance_step(request: PageRequest, clearance_id: int, step: str) -> HttpResponse:
    """Confirm or withdraw."""
    row = queries_access.clearance(request.actor, clearance_id)
    back = reverse("households:clearances")
    if step == "confirm":
        return press(request, lambda: actions_clearance.confirm(request.actor, row), _("It holds from now."), back)
    return press(request, lambda: actions_clearance.withdraw(request.actor, row), _("It is withdrawn."), back)


def _is_number(form: forms_access.FindForm, typed: str) -> bool:
    """Whether it can be a national id; what is wrong stands at the field."""
    try:
        checking.readable(typed, today=timezone.localdate())
    except NotNow as wrong:
        form.add_error("national_id", str(wrong))
        return False
    return True


def _places(actor: Actor) -> list[tuple[str, str]]:
    """Where the actor does casework with households."""
    found = {seat.organisation_id: seat.organisation_name for seat in actor.seats if seat.role in SEES}
    return [(str(pk), name) for pk, name in sorted(found.items(), key=lambda one: one[1])]
