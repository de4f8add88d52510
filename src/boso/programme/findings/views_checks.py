"""Living checks: all of them, one with what it has said, making one, asking now, and saying what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.findings import (
    actions_checks,
    forms,
    policies,
    queries,
    queries_checks,
    queries_pages,
    showing,
    states,
)
from boso.programme.findings import checks as registry
from boso.programme.findings.models import Finding, Verdict
from boso.programme.findings.views_base import ask, by_people, frame, number, scope_of, sent, shown
from boso.programme.learning.forms import WordsForm
from boso.programme.partnership.models import Goal

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: What needs somebody comes first.
_ORDER = (Verdict.NO_LONGER, Verdict.UNMEASURED, Verdict.NEVER, Verdict.HOLDS)


@page(members)
def checks(request: PageRequest) -> HttpResponse:
    """Every living check by what it says; what no longer holds first."""
    actor, programme = request.actor, shown(request)
    wish = request.GET.get("verdict", "")
    found = list(queries.checks(actor, programme))
    rows = [showing.read(one) for one in found]
    groups = [
        (verdict.label, verdict.value, [row for row in rows if row.check.verdict == verdict])
        for verdict in _ORDER if wish in ("", verdict)
    ]  # fmt: skip
    context = frame(programme) | {
        "tab_checks": True,
        "groups": [group for group in groups if group[2]],
        "counts": {verdict.value: sum(one.verdict == verdict for one in found) for verdict in Verdict},
        "asked_at": max((one.ran_at for one in found if one.ran_at is not None), default=None),
        "turned": list(queries.turned(actor, timezone.localdate().replace(month=1, day=1), programme=programme)[:10]),
        "colours": showing.COLOURS,
        "wish": wish,
    }
    return render(request, "findings/checks.html", context)


@page(members)
def check(request: PageRequest, pk: int) -> HttpResponse:
    """One living check: what it asks, what it says now, and what it has said."""
    actor = request.actor
    found = queries.check(actor, pk)
    readings = queries.readings(actor, found)
    context = frame(found.programme) | {
        "check": found,
        "now": showing.read(found),
        "arguments": showing.arguments(found, actor),
        "readings": [(one, showing.read(found, one)) for one in readings],
        "waits": next((one for one in readings if one.turned and one.noted_by_id is None), None),
        "steps": available(actor, found, states.CHECK),
        "may_keep": policies.may_keep_check(actor, found),
        "may_note": policies.may_note(actor, found),
        "colours": showing.COLOURS,
        "entries": by_people(actor, found),
    }
    return render(request, "findings/check.html", context)


def _of(request: PageRequest) -> Finding | Goal:
    """The finding or the goal that a new check is for.

    Raises Refused (hidden) where the address names none.
    """
    goal = request.GET.get("goal", "")
    if goal:
        return queries_pages.goal(request.actor, number(goal))
    return queries.finding(request.actor, number(request.GET.get("finding", "")))


@page(members)
def new_check(request: PageRequest) -> HttpResponse:
    """Make a living check: first what is to be asked, then with what and what must hold."""
    actor, of = request.actor, _of(request)
    is_finding = isinstance(of, Finding)
    require(policies.may_check_finding(actor, of) if isinstance(of, Finding) else policies.may_check_goals(actor))
    programme = of.programme if isinstance(of, Finding) else shown(request)
    back = reverse("findings:finding", args=[of.pk]) if is_finding else reverse("findings:matrix")
    named = of.title if isinstance(of, Finding) else of.label
    query = registry.get(request.GET.get("query", ""))
    if query is None:
        known = forms.QueryForm(None, queries=registry.known())
        context = frame(programme) | {"form": known, "back": back, "under": named, "kept": _kept(request)}
        return render(request, "findings/check_query.html", context)
    where = of.participation if isinstance(of, Finding) else scope_of(request)
    form = forms.CheckForm(sent(request), query=query, actor=actor, programme=programme)

    def run() -> str:
        made = actions_checks.add_check(actor, of, where, form.fields_of_check, programme)
        return reverse("findings:check", args=[made.pk])

    return ask(request, form, run, programme=programme, title=_("New living check"), under=named, back=back,
               done=_("BoSo has asked, and asks again every night."), more={"query": query})  # fmt: skip


def _kept(request: PageRequest) -> list[tuple[str, str]]:
    names = ("finding", "goal", "programme", "participant")
    return [(name, request.GET[name]) for name in names if name in request.GET]


@page(members)
def edit_check(request: PageRequest, pk: int) -> HttpResponse:
    """Change what a check asks or demands."""
    actor = request.actor
    found = queries.check(actor, pk)
    require(policies.may_keep_check(actor, found))
    query = registry.get(found.query)
    back = reverse("findings:check", args=[pk])
    if query is None:
        messages.error(request, str(_("What the check asks about is no longer there.")))
        return HttpResponseRedirect(back)
    initial = forms.CheckForm.initial_of(found)
    form = forms.CheckForm(sent(request), query=query, actor=actor, programme=found.programme, initial=initial)

    def run() -> str:
        actions_checks.edit_check(actor, found, form.fields_of_check)
        return back

    return ask(request, form, run, programme=found.programme, title=_("Change the check"), under=found.words, back=back,
               done=_("BoSo has asked again."), more={"query": query})  # fmt: skip


@page(members)
@require_POST
def run(request: PageRequest, pk: int) -> HttpResponse:
    """Ask now."""
    found = queries.check(request.actor, pk)
    turned = actions_checks.run_check(request.actor, found)
    told = _("It turned.") if turned else _("BoSo has asked. The verdict is the same.")
    messages.success(request, str(told))
    return HttpResponseRedirect(reverse("findings:check", args=[pk]))


@page(members)
def note(request: PageRequest, pk: int) -> HttpResponse:
    """Say what follows of a check that turned."""
    actor = request.actor
    reading = queries_checks.reading(actor, pk)
    found = reading.check_of
    require(policies.may_note(actor, found))
    back = reverse("findings:check", args=[found.pk])
    form = WordsForm(sent(request), label=_("What follows"), initial={"words": reading.noted})

    def act() -> str:
        actions_checks.note(actor, reading, form.cleaned_data["words"], timezone.localdate())
        return back

    return ask(request, form, act, programme=found.programme, title=_("Say what follows"), under=found.words,
               back=back, done=_("It is written down, and no longer waits for you."))  # fmt: skip
