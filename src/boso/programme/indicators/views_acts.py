"""Recording and confirming values, setting targets, keeping groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.web.forms import done
from boso.foundation.web.pages import get_or_post, page
from boso.foundation.workflow.queries import available
from boso.programme.indicators import actions, figuring, forms, policies, queries, states, wording
from boso.programme.indicators.models import Group, Target, Value
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def _own(request: PageRequest, slug: str) -> Participation:
    """The participant of that name; its districts have no values of their own to record."""
    found = queries.subject(request.actor, slug).own
    if found is None:
        raise Refused(NOT_HERE)
    return found


@page(policies.may_see)
@get_or_post
def record(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Record a value of one's own."""
    participation = _own(request, slug)
    indicator = queries.passport(request.actor, key)
    require(policies.may_record(request.actor, participation))
    form = forms.ValueForm(indicator, request.POST or None)
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: actions.record_value(request.actor, participation, indicator, **form.cleaned_data)
    ):  # fmt: skip
        messages.success(request, _("Recorded. It counts when the bank has confirmed it."))
        return redirect("indicators:series", slug, key)
    return _form(request, form, participation, indicator, _("Record a value"))


@page(policies.may_see)
@get_or_post
def new_target(request: PageRequest, slug: str, key: str) -> HttpResponse:
    """Set a target."""
    participation = _own(request, slug)
    indicator = queries.passport(request.actor, key)
    require(policies.may_set_target(request.actor, participation))
    form = forms.TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: actions.set_target(request.actor, participation, indicator, form.cleaned_data), "year"
    ):  # fmt: skip
        messages.success(request, _("The target is set."))
        return redirect("indicators:series", slug, key)
    return _form(request, form, participation, indicator, _("Set a target"))


@page(policies.may_see)
@get_or_post
def edit_target(request: PageRequest, target_id: int) -> HttpResponse:
    """Change a target."""
    target: Target = queries.target(request.actor, target_id)
    require(policies.may_change_target(request.actor, target))
    form = forms.TargetForm(request.POST or None, initial=forms.TargetForm.of(target))
    if request.method == "POST" and form.is_valid() and done(
        form, lambda: actions.change_target(request.actor, target, form.cleaned_data), "year"
    ):  # fmt: skip
        messages.success(request, _("The target is changed."))
        return _to_series(target)
    return _form(request, form, target.participation, target.indicator, _("Change the target"))


@page(policies.may_see)
@require_POST
def remove_target(request: PageRequest, target_id: int) -> HttpResponse:
    """Take a target away."""
    target = queries.target(request.actor, target_id)
    actions.remove_target(request.actor, target)
    messages.success(request, _("The target is taken away. The history keeps it."))
    return _to_series(target)


def _to_series(target: Target) -> HttpResponse:
    return redirect("indicators:series", target.participation.organisation.slug, target.indicator.key)


def _form(request: PageRequest, form: Any, participation: Participation, indicator: Any, title: str) -> HttpResponse:
    context = {
        "form": form,
        "organisation": participation.organisation,
        "indicator": indicator,
        "title": title,
    }
    return render(request, "indicators/form.html", context, status=422 if form.errors else 200)


@page(policies.may_see)
def value(request: PageRequest, value_id: int) -> HttpResponse:
    """One value: where it comes from, what has happened to it, and what can be done."""
    found = queries.value(request.actor, value_id)
    return _value(request, found, forms.ReasonForm())


def _value(request: PageRequest, found: Value, form: forms.ReasonForm, status: int = 200) -> HttpResponse:
    context = {
        "value": found,
        "indicator": found.indicator,
        "organisation": found.organisation,
        "number": wording.number(figuring.result(found.measured, found.indicator), found.indicator),
        "why": wording.reason(found.measured),
        "period": wording.period(found.span),
        "next": [one.name for one in available(request.actor, found, states.VALUE)],
        "entries": queries.history(request.actor, found),
        "may_change": policies.may_change_value(request.actor, found),
        "reason_form": form,
    }
    return render(request, "indicators/value.html", context, status=status)


@page(policies.may_see)
@require_POST
def value_step(request: PageRequest, value_id: int, name: str) -> HttpResponse:
    """Confirm, or return."""
    found = queries.value(request.actor, value_id)
    if name not in {one.name for one in states.VALUE.transitions}:
        raise Refused(NOT_HERE)
    form = forms.ReasonForm(request.POST if name == "send_back" else {"reason": "-"})
    if not (form.is_valid() and done(form, lambda: _step(request, found, name, form), "reason")):
        return _value(request, queries.value(request.actor, value_id), form, 422)
    messages.success(request, _("Confirmed. It counts from now on.") if name == "confirm" else _("Returned."))
    return redirect("indicators:value", value_id)


def _step(request: PageRequest, found: Value, name: str, form: forms.ReasonForm) -> None:
    reason = form.cleaned_data["reason"] if name == "send_back" else ""
    actions.advance_value(request.actor, found, name, reason=reason)


@page(policies.may_see)
@get_or_post
def new_group(request: PageRequest) -> HttpResponse:
    """Make a group to compare with."""
    return _group(request, None)


@page(policies.may_see)
@get_or_post
def edit_group(request: PageRequest, group_id: int) -> HttpResponse:
    """Change a group."""
    return _group(request, queries.group(request.actor, group_id))


def _group(request: PageRequest, group: Group | None) -> HttpResponse:
    require(policies.may_keep_groups(request.actor))
    everyone = queries.everyone(request.actor)
    initial = (
        {"name": group.name, "why": group.why, "members": [str(one.pk) for one in group.members.all()]} if group else {}
    )
    form = forms.GroupForm(everyone, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = [one for one in everyone if str(one.pk) in given["members"]]
        if done(form, lambda: actions.keep_group(request.actor, group, given["name"], given["why"], chosen)):
            messages.success(request, _("The group is kept."))
            return redirect("indicators:compare")
    context = {"form": form, "group": group}
    return render(request, "indicators/group.html", context, status=422 if form.errors else 200)


@page(policies.may_see)
@require_POST
def archive_group(request: PageRequest, group_id: int) -> HttpResponse:
    """Put a group away."""
    actions.archive_group(request.actor, queries.group(request.actor, group_id))
    messages.success(request, _("The group is put away."))
    return redirect("indicators:compare")
