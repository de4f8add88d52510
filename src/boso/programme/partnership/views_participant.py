"""One participant: its facts, organisation, phases, money, people, contact log and history, each at its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from boso.foundation.web.pages import members, page
from boso.programme.partnership import actions, policies, queries, showing, telling

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Subjects of facts that stand elsewhere on the participant's pages.
ELSEWHERE = (
    "phases", "roles", "tasks", "participants", "grants", "pre_analyses", "challenges", "programme_plans", "activities",
    "dwelling_projects", "funding", "traces",
)  # fmt: skip


def _head(request: PageRequest, slug: str, tab: str) -> dict[str, Any]:
    """What every tab shows above itself."""
    actor = request.actor
    participation = queries.participation(actor, slug)
    about = list(queries.facts(actor, subject=slug))
    plan = next((fact for fact in about if fact.attribute == "programme_plan"), None)
    return {
        "about": about,
        "participation": participation,
        "organisation": participation.organisation,
        "districts": list(participation.districts.all()),
        "plan": plan,
        "plan_words": showing.plan_words(plan),
        f"tab_{tab}": True,
        "may_see_inside": policies.may_see_inside(actor, participation),
        "may_log": policies.may_log_contact(actor, participation),
        "may_change_phase": policies.may_change_phase(actor, participation),
        "may_edit": policies.may_edit_organisation(actor, participation),
    }


def _tab(tab: str, fill: Callable[[PageRequest, dict[str, Any]], dict[str, Any]]) -> Callable[..., HttpResponse]:
    @page(members)
    def view(request: PageRequest, slug: str) -> HttpResponse:
        context = _head(request, slug, tab)
        context |= fill(request, context)
        return render(request, f"partnership/participant_{tab}.html", context)

    view.__name__ = view.__qualname__ = f"participant_{tab}"
    return view


def _overview(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    groups: dict[str, list[Any]] = {}
    for fact in showing.in_reading_order(context["about"]):
        if fact.topic in ELSEWHERE:
            continue
        groups.setdefault(showing.topic_words(fact.topic), []).append((fact, showing.said(fact)))
    return {"groups": groups.items(), "count": sum(len(facts) for facts in groups.values())}


def _organisation(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    today = timezone.localdate()
    roles = list(queries.roles(request.actor, context["participation"]))
    tasks = list(queries.tasks(request.actor, context["participation"]))
    known = [task for task in tasks if task.before or task.after]
    times = {task.changed_words for task in known}
    return {
        "roles": [role for role in roles if not role.is_past(today)],
        "before": [role for role in roles if role.is_past(today)],
        "tasks": known,
        "any_before": any(task.before for task in known),
        "changed": times.pop() if len(times) == 1 and len(known) > 1 else "",
        "silent": [task for task in tasks if not task.before and not task.after],
        "moved": sum(bool(task.before and task.after and task.before != task.after) for task in tasks),
    }


def _phases(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    entries = list(queries.phases(request.actor, context["participation"]))
    return {"entries": entries, "odd": [entry for entry in entries if entry.contradicts]}


def _money(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    """The grants themselves are the grants app's own part of the page."""
    return {"facts": [fact for fact in context["about"] if fact.topic in ("grants", "money")]}


def _people(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {"seats": queries.people(request.actor, context["participation"], timezone.localdate())}


def _contacts(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    entries = actions.look_at_contacts(request.actor, context["participation"])
    return {
        "entries": entries,
        "open": [entry for entry in entries if entry.next_step and entry.done_on is None],
        "today": timezone.localdate(),
    }


def _history(request: PageRequest, context: dict[str, Any]) -> dict[str, Any]:
    return {"entries": telling.history(request.actor, context["participation"])}


overview = _tab("overview", _overview)
organisation = _tab("organisation", _organisation)
phases = _tab("phases", _phases)
money = _tab("money", _money)
people = _tab("people", _people)
contacts = _tab("contacts", _contacts)
history = _tab("history", _history)
