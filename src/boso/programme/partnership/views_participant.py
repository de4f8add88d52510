"""One participant: its facts, organisation, phases, money, people, contact log and history, each at its address."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from boso.foundation.web.pages import members, page
from boso.programme.grants import queries as grants
from boso.programme.partnership import looking, policies, queries, shown, telling
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: Subjects of facts that stand elsewhere on the participant's pages.
ELSEWHERE = ("phases", "roles", "tasks", "participants", "grants")


def _head(request: PageRequest, slug: str, tab: str) -> dict[str, Any]:
    """What every tab shows above itself."""
    actor = request.actor
    participation = queries.participation(actor, slug)
    plan = queries.facts(actor, subject=slug).filter(attribute="programme_plan").first()
    return {
        "participation": participation,
        "organisation": participation.organisation,
        "districts": list(participation.districts.all()),
        "plan": plan,
        "plan_words": shown.plan_words(plan),
        f"tab_{tab}": True,
        "may_see_inside": policies.may_see_inside(actor, participation),
        "may_log": policies.may_log_contact(actor, participation),
        "may_change_phase": policies.may_change_phase(actor, participation),
        "may_edit": policies.may_edit_organisation(actor, participation),
    }


def _tab(tab: str, fill: Callable[[PageRequest, Participation], dict[str, Any]]) -> Callable[..., HttpResponse]:
    @page(members)
    def view(request: PageRequest, slug: str) -> HttpResponse:
        context = _head(request, slug, tab)
        context |= fill(request, context["participation"])
        return render(request, f"partnership/participant_{tab}.html", context)

    view.__name__ = view.__qualname__ = f"participant_{tab}"
    return view


def _overview(request: PageRequest, participation: Participation) -> dict[str, Any]:
    found = queries.facts(request.actor, subject=participation.slug).exclude(topic__in=ELSEWHERE)
    groups: dict[str, list[Any]] = {}
    for fact in found:
        groups.setdefault(shown.topic_words(fact.topic), []).append((fact, shown.said(fact)))
    return {"groups": groups.items(), "count": sum(len(facts) for facts in groups.values())}


def _organisation(request: PageRequest, participation: Participation) -> dict[str, Any]:
    today = timezone.localdate()
    roles = list(queries.roles(request.actor, participation=participation))
    tasks = list(queries.tasks(request.actor, participation))
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


def _phases(request: PageRequest, participation: Participation) -> dict[str, Any]:
    entries = list(queries.phases(request.actor, participation))
    return {"entries": entries, "odd": [entry for entry in entries if entry.contradicts]}


def _money(request: PageRequest, participation: Participation) -> dict[str, Any]:
    known = grants.participants(request.actor).filter(pk=participation.pk).first()
    return {
        "awarded": getattr(known, "awarded", None),
        "expected": getattr(known, "expected", None),
        "facts": queries.facts(request.actor, subject=participation.slug).filter(topic__in=("grants", "money")),
    }


def _people(request: PageRequest, participation: Participation) -> dict[str, Any]:
    return {"seats": queries.people(request.actor, participation, timezone.localdate())}


def _contacts(request: PageRequest, participation: Participation) -> dict[str, Any]:
    entries = looking.contact_log(request.actor, participation)
    return {
        "entries": entries,
        "open": [entry for entry in entries if entry.next_step and entry.done_on is None],
        "today": timezone.localdate(),
    }


def _history(request: PageRequest, participation: Participation) -> dict[str, Any]:
    return {"entries": telling.history(request.actor, participation)}


overview = _tab("overview", _overview)
organisation = _tab("organisation", _organisation)
phases = _tab("phases", _phases)
money = _tab("money", _money)
people = _tab("people", _people)
contacts = _tab("contacts", _contacts)
history = _tab("history", _history)
