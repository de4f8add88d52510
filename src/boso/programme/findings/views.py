"""Findings in a list, one finding with its whole chain, and the matrix that shows what nobody has looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.roles import Role
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.findings import evidence, forms, policies, queries, queries_pages, showing, states
from boso.programme.findings.views_base import by_people, frame, scope_of, shown

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("finding", _("Finding"), ("title_nb",)),
    Column("category", _("In the model"), ("model_rank", "category__path")),
    Column("strength", _("Evidence"), ("strength_rank",)),
    Column("check", _("Does it hold?")),
    Column("advice", _("Advice and answer")),
)


@page(members)
def findings(request: PageRequest) -> HttpResponse:
    """Every finding with whether it holds and what was advised because of it."""
    actor, programme, me = request.actor, shown(request), scope_of(request)
    programme = me.programme if me is not None else programme
    form = forms.FindingsFilter(request.GET or None, queries_pages.categories(actor))
    wish = {name: request.GET.get(name, "") for name in ("category", "strength", "verdict", "state")}
    found = queries_pages.narrowed(
        actor, queries.findings(actor, programme, me), words=request.GET.get("q", ""), **wish
    )
    rows = listing(request, queries_pages.listed(actor, found), COLUMNS, default="category")
    context = frame(programme) | {
        "tab_list": True,
        "me": me,
        "listing": rows,
        "rows": [
            (one, showing.by_answer(one.seen_challenges), [showing.read(check) for check in one.seen_checks])
            for one in rows.rows
        ],
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "counts": queries_pages.verdict_counts(actor, programme),
        "colours": showing.COLOURS,
        "may_write": policies.may_begin(actor),
        "is_evaluator": actor.holds(Role.EVALUATOR),
    }
    return render(request, "findings/list.html", context)


@page(members)
def finding(request: PageRequest, pk: int) -> HttpResponse:
    """One finding: evidence, assessment, challenge, recommendation, answer, decision, what has happened.

    With `history`: what people have done with it.
    """
    actor = request.actor
    found = queries.finding(actor, pk)
    if "history" in request.GET:
        context = frame(found.programme) | {"finding": found, "entries": by_people(actor, found)}
        return render(request, "findings/finding_history.html", context)
    chain = queries_pages.chain(actor, found)
    context = frame(found.programme) | {
        "finding": found,
        "chain": chain,
        "links": showing.links(chain),
        "evidence": evidence.shown(actor, chain.evidence),
        "checks": [showing.read(one) for one in chain.checks],
        "colours": showing.COLOURS,
        "steps": available(actor, found, states.FINDING),
        "may_add": policies.may_add_to(actor, found),
        "may_edit": policies.may_move(actor, found),
        "may_share": found.participation is not None and not found.shared and policies.may_move(actor, found),
    }
    return render(request, "findings/finding.html", context)


@page(members)
def matrix(request: PageRequest) -> HttpResponse:
    """Findings by the analysis model, and goals by what is known of them: what nobody has looked at stands out."""
    actor, programme = request.actor, shown(request)
    rows = queries_pages.sorted_in(actor, programme)
    table = showing.matrix(rows, queries_pages.categories(actor))
    goals = queries_pages.judged(actor, programme)
    context = frame(programme) | {
        "tab_matrix": True,
        "table": table,
        "goals": [(goal, [showing.read(one) for one in goal.asked]) for goal in goals],
        "beside": queries_pages.judged_beside(actor, programme),
        "unmeasured": [goal for goal in goals if goal.level == "result" and not goal.asked],
        "colours": showing.COLOURS,
        "may_check": policies.may_check_goals(actor),
    }
    return render(request, "findings/matrix.html", context)
