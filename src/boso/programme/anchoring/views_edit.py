"""Pages on which something is entered or changed. Each asks the policy before it shows the form, the action again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.foundation.access.decisions import require
from boso.foundation.history.showing import told
from boso.foundation.web.forms import done
from boso.foundation.web.pages import get_or_post, members, page
from boso.programme.anchoring import actions, elections, forms, policies, queries, wording
from boso.programme.anchoring.models import HandOver, Mention, Place, ScopeKind
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.forms import given_to
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise


def ask(
    request: PageRequest, form: BaseForm, title: Words, back: str, participation: Participation, **more: Any
) -> HttpResponse:
    """Show the form; what was typed stands. more: submit, intro, and what a page of its own shows besides."""
    context = {"form": form, "title": title, "back": back, "participation": participation, **more}
    context["organisation"] = participation.organisation
    return render(request, "anchoring/edit.html", context, status=422 if request.method == "POST" else 200)


def said(request: PageRequest, words: str, back: str) -> HttpResponse:
    """Back to where the person stood, with what was done."""
    messages.success(request, words)
    return HttpResponseRedirect(back)


def _kept(request: PageRequest, slug: str) -> Participation:
    """The participant, where the actor keeps its registers.

    Raises Refused for anybody else.
    """
    participation = partnership.participation(request.actor, slug)
    require(policies.may_edit(request.actor, participation))
    return participation


def at(participation: Participation, tab: str) -> str:
    """The address of a participant's tab."""
    return reverse(f"anchoring:{tab}", args=[participation.slug])


@page(members)
@get_or_post
def add_scope(request: PageRequest, slug: str) -> HttpResponse:
    """Enter a service, a target group or a measure."""
    participation, today = _kept(request, slug), timezone.localdate()
    activities = queries.activities(request.actor, participation)
    chosen = request.GET.get("activity", "")
    start = {
        "place": Place.UNDECIDED, "kind": ScopeKind.MEASURE if chosen else ScopeKind.SERVICE, "activity": chosen,
    }  # fmt: skip
    form = forms.ScopeForm(given_to(request), today=today, activities=activities, initial=start)
    back = at(participation, "scope")
    if not (
        form.is_valid() and done(form, lambda: actions.enter_scope(request.actor, participation, form.cleaned_data))
    ):
        return ask(request, form, gettext_lazy("New in the register"), back, participation)
    return said(request, _("It stands in the register."), back)


@page(members)
@get_or_post
def scope_entry(request: PageRequest, entry_id: int) -> HttpResponse:
    """One entry with its history, and the form that decides where it belongs."""
    entry = queries.scope_entry(request.actor, entry_id)
    may_change = policies.may_change_scope(request.actor, entry)
    if request.method == "POST":
        require(may_change)
    start = {"place": entry.place, "decided_on": entry.decided_on, "decided_by": entry.decided_by, "nb": entry.nb}
    form = forms.DecisionForm(given_to(request), today=timezone.localdate(), initial=start)
    if form.is_valid() and done(form, lambda: actions.decide_scope(request.actor, entry, form.cleaned_data)):
        back = reverse("anchoring:scope-entry", args=[entry.pk])
        return said(request, _("It is written down. What stood before is in the history."), back)
    context = {
        "entry": entry,
        "participation": entry.participation,
        "organisation": entry.participation.organisation if entry.participation else None,
        "form": form,
        "may_change": may_change,
        "entries": [told(one, wording.scope_change(one)) for one in queries.history(request.actor, entry)],
    }
    return render(request, "anchoring/scope_entry.html", context, status=422 if form.is_bound else 200)


@page(members)
@get_or_post
def place_task(request: PageRequest, task_id: int) -> HttpResponse:
    """Put one of the municipality's own tasks under a task of the field."""
    task = queries.task(request.actor, task_id)
    require(policies.may_edit(request.actor, task.participation))
    form = forms.PlaceForm(given_to(request))
    back = at(task.participation, "tasks")
    if not (
        form.is_valid() and done(form, lambda: actions.place_task(request.actor, task, form.cleaned_data["field_task"]))
    ):
        return ask(request, form, task.task, back, task.participation)
    return said(request, _("The task is placed."), back)


@page(members)
@get_or_post
def add_part(request: PageRequest, slug: str) -> HttpResponse:
    """Give a unit a part in a task."""
    participation = _kept(request, slug)
    start = {name: request.GET.get(name) for name in ("field_task", "function")}
    form = forms.PartForm(given_to(request), initial={**start, "starts": timezone.localdate()})
    back = at(participation, "tasks")
    if not (form.is_valid() and done(form, lambda: actions.add_part(request.actor, participation, form.cleaned_data))):
        return ask(request, form, gettext_lazy("A unit's part in a task"), back, participation)
    return said(request, _("The unit stands on the map."), back)


@page(members)
@get_or_post
def end_part(request: PageRequest, part_id: int) -> HttpResponse:
    """Say that a unit no longer has its part."""
    part = queries.part(request.actor, part_id)
    require(policies.may_edit(request.actor, part.participation))
    form = forms.EndForm(given_to(request), initial={"on": timezone.localdate()})
    back = at(part.participation, "tasks")
    if not (form.is_valid() and done(form, lambda: actions.end_part(request.actor, part, form.cleaned_data["on"]))):
        title = f"{part.unit}: {part.get_field_task_display()}"
        return ask(request, form, title, back, part.participation, submit=gettext_lazy("End it"))
    return said(request, _("It is ended. The history keeps it."), back)


@page(members)
@get_or_post
def set_mention(request: PageRequest, slug: str) -> HttpResponse:
    """Say how an activity stands in a document. The cell pressed is filled in beforehand."""
    participation, today = _kept(request, slug), timezone.localdate()
    wish = {name: request.GET.get(name, "") for name in ("activity", "document")}
    known = _known(request, participation, wish)
    start = {**wish, **({name: getattr(known, name) for name in ("standing", "edition", "nb")} if known else {})}
    activities = queries.activities(request.actor, participation)
    form = forms.MentionForm(given_to(request), activities=activities, initial=start)
    back = at(participation, "plans")
    if not (
        form.is_valid()
        and done(form, lambda: actions.set_mention(request.actor, participation, form.cleaned_data, today))
    ):
        return ask(request, form, gettext_lazy("How it stands in the plan"), back, participation)
    return said(request, _("It is written down."), back)


def _known(request: PageRequest, participation: Participation, wish: dict[str, str]) -> Mention | None:
    found = queries.mentions(request.actor, participation).filter(fact__isnull=True, document=wish["document"])
    if wish["activity"].isdecimal():
        return found.filter(activity_id=int(wish["activity"])).first()
    return found.filter(activity__isnull=True).first()


@page(members)
@get_or_post
def reanchor(request: PageRequest, slug: str) -> HttpResponse:
    """Record that the programme was anchored anew after the latest election."""
    participation, today = _kept(request, slug), timezone.localdate()
    election = elections.latest(today)
    form = forms.ReanchoringForm(given_to(request), today=today)
    back = at(participation, "plans")

    def run() -> object:
        return actions.record_reanchoring(request.actor, participation, election, form.cleaned_data)

    if not (form.is_valid() and done(form, run)):
        title = _("Anchored anew after the election of %(year)d") % {"year": election.year}
        return ask(request, form, title, back, participation)
    return said(request, _("It is recorded."), back)


@page(members)
@get_or_post
def add_involvement(request: PageRequest, slug: str) -> HttpResponse:
    """Record how much a group takes part, with evidence."""
    participation, today = _kept(request, slug), timezone.localdate()
    start = {name: request.GET.get(name) for name in ("group", "phase")}
    form = forms.InvolvementForm(given_to(request), today=today, initial={**start, "on": today})
    back = at(participation, "involvement")
    if not (
        form.is_valid()
        and done(form, lambda: actions.record_involvement(request.actor, participation, form.cleaned_data))
    ):
        return ask(request, form, gettext_lazy("Who takes part"), back, participation)
    return said(request, _("It is recorded, with its evidence."), back)


@page(members)
@get_or_post
def hand_over(request: PageRequest, activity_id: int) -> HttpResponse:
    """Agree who owns an activity afterwards, or change what is agreed."""
    activity = queries.activity(request.actor, activity_id)
    participation = activity.participation
    require(policies.may_edit(request.actor, participation))
    known: HandOver | None = queries.hand_overs(request.actor, participation).filter(activity=activity).first()
    names = ("owner", "budget", "starts", "note")
    form = forms.HandOverForm(
        given_to(request), initial={name: getattr(known, name) for name in names} if known else {}
    )
    back = at(participation, "hand-overs")
    if not (
        form.is_valid() and done(form, lambda: actions.agree_hand_over(request.actor, activity, form.cleaned_data))
    ):
        return ask(request, form, activity.title, back, participation)
    return said(request, _("The hand-over is agreed. BoSo asks again one year after."), back)


@page(members)
@get_or_post
def check_hand_over(request: PageRequest, hand_over_id: int) -> HttpResponse:
    """Answer what has become of it."""
    one = queries.hand_over(request.actor, hand_over_id)
    participation, today = one.activity.participation, timezone.localdate()
    require(policies.may_edit(request.actor, participation))
    form = forms.CheckForm(given_to(request), today=today, initial={"on": today})
    back = at(participation, "hand-overs")
    if not (form.is_valid() and done(form, lambda: actions.check_hand_over(request.actor, one, form.cleaned_data))):
        return ask(request, form, one.activity.title, back, participation)
    return said(request, _("The answer is written down."), back)
