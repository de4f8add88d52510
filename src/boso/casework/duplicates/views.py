"""Households that may be registered twice: the list, two side by side, and what has been merged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boso.casework.duplicates import actions, forms, policies, queries, showing
from boso.casework.households import queries as households
from boso.casework.households.filling import press
from boso.casework.households.queries_list import engagements_of
from boso.casework.households.queries_visible import WORKS
from boso.foundation.audit.actions import log_look
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

ON_A_PAGE = 20


@page(policies.may_open_duplicates)
def duplicates(request: PageRequest) -> HttpResponse:
    """Which households may be the same, the surest first."""
    found = queries.twice(request.actor)
    part = Paginator(found.both, ON_A_PAGE).get_page(request.GET.get("page"))
    alone = found.one[:ON_A_PAGE] if part.number == 1 else ()
    ids = [pk for pair in part for pk in (pair.first, pair.second)]
    cards = households.open_cards(request.actor, [*ids, *(pk for pk, _ground in alone)])
    lines = showing.lines(part, cards, engagements_of(ids))
    _looked(request, "duplicates.listed", len(cards))
    context = {
        "part": part, "lines": lines, "total": len(found.both), "synthetic": request.actor.works_with_invented,
        "elsewhere": [(cards[pk], *showing.GROUNDS[ground]) for pk, ground in alone if pk in cards],
        "more_elsewhere": len(found.one) - len(alone) if part.number == 1 else 0,
    }  # fmt: skip
    return render(request, "duplicates/list.html", context)


@page(policies.may_open_duplicates)
def compare(request: PageRequest, kept_id: int, merged_id: int) -> HttpResponse:
    """Two households side by side, what a merge would do, and the merge itself."""
    found = queries.compare(request.actor, kept_id, merged_id)
    form = forms.WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and done(
        form, lambda: actions.merge(request.actor, found.kept, found.merged, form.cleaned_data["why"]), "why"
    ):
        said = {"gone": found.merged.reference, "kept": found.kept.reference}
        messages.success(request, _("%(gone)s is now part of %(kept)s. It can be undone.") % said)
        return HttpResponseRedirect(reverse("households:household", args=[kept_id]))
    return _side_by_side(request, found, form, forms.ApartForm())


@page(policies.may_open_duplicates)
@require_POST
def apart(request: PageRequest, kept_id: int, merged_id: int) -> HttpResponse:
    """The two are not the same."""
    found = queries.compare(request.actor, kept_id, merged_id)
    form = forms.ApartForm(request.POST)
    if form.is_valid() and done(
        form, lambda: actions.tell_apart(request.actor, found.kept, found.merged, form.cleaned_data["how"]), "how"
    ):
        messages.success(request, _("It is written down. They are not proposed again."))
        return HttpResponseRedirect(reverse("duplicates:list"))
    return _side_by_side(request, found, forms.WhyForm(), form)


@page(policies.may_open_duplicates)
@require_POST
def together(request: PageRequest, kept_id: int, merged_id: int) -> HttpResponse:
    """It is no longer said that the two are not the same."""
    first, second = (queries.household(request.actor, pk) for pk in (kept_id, merged_id))
    back = reverse("duplicates:compare", args=[kept_id, merged_id])
    return press(
        request, lambda: actions.withdraw(request.actor, first, second), _("They are proposed again."), back
    )  # fmt: skip


@page(policies.may_open_duplicates)
def merged(request: PageRequest) -> HttpResponse:
    """What has been merged, and what may still be undone."""
    rows = queries.merges(request.actor)
    cards = households.open_cards(request.actor, {one.kept_id for one, _why in rows})
    _looked(request, "duplicates.listed", len(cards))
    context = {
        "rows": [_merged(request, one, why, cards) for one, why in rows],
        "synthetic": request.actor.works_with_invented,
    }
    return render(request, "duplicates/merged.html", context)


@page(policies.may_open_duplicates)
def undo(request: PageRequest, merge_id: int) -> HttpResponse:
    """Undo a merging, with the reason."""
    found = queries.merge_of(request.actor, merge_id)
    form = forms.UndoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = tried(form, lambda: actions.undo(request.actor, found, form.cleaned_data["why"]), "why")
        if told is not None:
            _tell(request, told)
            return HttpResponseRedirect(reverse("duplicates:merged"))
    context = {
        "form": form, "merge": found, "may": policies.may_undo(request.actor, found),
        "last_day": policies.last_day_to_undo(found), "synthetic": found.kept.invented,
    }  # fmt: skip
    return render(request, "duplicates/undo.html", context, status=422 if request.method == "POST" else 200)


def _side_by_side(
    request: PageRequest, found: queries.Comparison, form: forms.WhyForm, other: forms.ApartForm
) -> HttpResponse:
    ids = [found.kept.pk, found.merged.pk]
    working = engagements_of(ids)
    for one in (found.kept, found.merged):
        log_look(
            request.actor, "duplicates.compared", one, organisation_id=one.organisation_id, reason=""
        )  # fmt: skip
    context = {
        "kept": found.kept, "merged": found.merged, "moving": showing.moving(found),
        "sides": [(showing.side(found.cards[one.pk], working[one.pk]), one) for one in (found.kept, found.merged)],
        "joined": showing.joined(found),
        "may_merge": policies.may_merge_compared(request.actor, found.kept, found.merged),
        "told": queries.told_apart(*ids), "form": form, "other": other, "synthetic": found.kept.invented,
        "organisation": found.kept.organisation,
        "days": policies.days_to_undo(timezone.localdate()),
    }  # fmt: skip
    return render(request, "duplicates/compare.html", context, status=422 if request.method == "POST" else 200)


def _merged(request: PageRequest, one: Any, why: str, cards: Any) -> dict[str, Any]:
    last = policies.last_day_to_undo(one)
    return {
        "merge": one, "why": why, "card": cards.get(one.kept_id), "last_day": last,
        "left": showing.counts(one.left),
        "may_undo": one.undone_at is None and bool(policies.may_undo(request.actor, one)),
    }  # fmt: skip


def _tell(request: PageRequest, told: dict[str, dict[str, int]]) -> None:
    """Say how the undoing went."""
    count = sum(sum(kinds.values()) for kinds in told.values())
    if not count:
        messages.success(request, _("They are two cases again, as they were."))
        return
    words = ngettext(
        "They are two cases again. %(count)s thing changed since stays as it is now.",
        "They are two cases again. %(count)s things changed since stay as they are now.",
        count,
    )
    messages.warning(request, words % {"count": count})


def _looked(request: PageRequest, verb: str, count: int) -> None:
    places = sorted(request.actor.works_in(*WORKS))
    log_look(request.actor, verb, organisation_id=places[0] if len(places) == 1 else None, count=count)
