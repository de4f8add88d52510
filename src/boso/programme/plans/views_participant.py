"""One participant's plan: what is hard and what is done, the board, the time line, homes, money, risks."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.partnership.models import Participation, Programme
from boso.programme.plans import order, pictures, policies, queries, queries_pages, showing, states
from boso.programme.plans.models import VersionState

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: The day the report is dated.
REPORT = dt.date(2012, 1, 10)


def _head(request: PageRequest, slug: str, tab: str) -> dict[str, Any]:
    """What every tab shows above itself (two queries)."""
    found = queries_pages.participant(request.actor, slug)
    return {
        "participation": found,
        "organisation": found.organisation,
        f"tab_{tab}": True,
        "may_write": policies.may_write(request.actor, found),
        "may_see_inside": policies.may_see_inside(request.actor, found),
    }


@page(members)
def plan(request: PageRequest, slug: str) -> HttpResponse:
    """The plan with its versions, the pre-analysis, and challenge by challenge what is done about it."""
    actor = request.actor
    context = _head(request, slug, "plan")
    found: Participation = context["participation"]
    analysis = queries.pre_analyses(actor, found).first()
    plans: list[Any] = list(queries.plans(actor, found))
    measures: list[Any] = list(queries.with_traces(actor, queries.activities(actor, found)))
    challenges = queries.with_traces(actor, queries.challenges(actor, found).filter(retired_on__isnull=True))
    themes, unanswered = showing.near(showing.by_theme(challenges, found.pk))
    shown = [rows for theme in themes for _one, rows in theme.challenges]
    context |= {
        "analysis": analysis,
        "users_words": _("yes,no,not stated"),
        "analysis_moves": available(actor, analysis, states.ANALYSIS) if analysis is not None else [],
        "plans": plans,
        "themes": themes,
        "unanswered": unanswered,
        "challenge_count": len(shown) + len(unanswered),
        "answered": sum(bool(rows) for rows in shown),
        "loose": [one for one in measures if not one.seen_traces],
        "measures": measures,
        "adopted": next(
            (one for plan in plans for one in plan.seen if one.state == VersionState.ADOPTED), None
        ),
    }  # fmt: skip
    return render(request, "plans/participant.html", context)


@page(members)
def board(request: PageRequest, slug: str) -> HttpResponse:
    """The measures by state. Works without a mouse and without JavaScript: a move is a button."""
    actor, today = request.actor, timezone.localdate()
    context = _head(request, slug, "board")
    measures = list(queries.activities(actor, context["participation"]))
    late = {one.pk: one for one in measures if one.slips(today)}
    causes = order.held_up(queries_pages.edges(actor, measures), late)
    cards = [
        showing.Card(
            one, available(actor, one, states.ACTIVITY), one.pk in late, showing.held(late, causes, one)
        )
        for one in measures
    ]  # fmt: skip
    context |= {"piles": showing.piles(cards), "count": len(cards), "late": list(late.values())}
    return render(request, "plans/board.html", context)


@page(members)
def timeline(request: PageRequest, slug: str) -> HttpResponse:
    """Measures and homes on a line of time, drawn and as a table."""
    actor = request.actor
    context = _head(request, slug, "timeline")
    found: Participation = context["participation"]
    measures = list(queries.activities(actor, found))
    homes = list(queries.dwelling_projects(actor, found).filter(part_of__isnull=True))
    now, label = _now(found, measures)
    context |= {
        "measures": pictures.draw(measures, title=_("Measures over time"), now=now, now_label=label),
        "homes": pictures.draw(homes, title=_("Homes over time"), now=now, now_label=label),
        "timeless": [one for one in measures if not one.starts and not one.ends],
        "slipping": [one for one in measures if one.slips(timezone.localdate())],
    }
    return render(request, "plans/timeline.html", context)


@page(members)
def homes(request: PageRequest, slug: str) -> HttpResponse:
    """The participant's dwelling projects, each part under its whole."""
    context = _head(request, slug, "homes")
    rows = list(queries.dwelling_projects(request.actor, context["participation"]))
    standing = queries_pages.Standing(context["participation"])
    for row in rows:
        if row.part_of_id is None:
            queries_pages.add_homes(standing, row)
    under: dict[int | None, list[Any]] = {}
    for row in rows:
        under.setdefault(row.part_of_id, []).append(row)
    context |= {
        "rows": [(row, depth) for whole in under.get(None, []) for row, depth in _with_parts(whole, under)],
        "standing": standing,
        "planned": showing.total(standing.homes_low, standing.homes_high),
        "unknown": sum(row.low is None for row in under.get(None, [])),
    }
    return render(request, "plans/participant_homes.html", context)


@page(members)
def funding(request: PageRequest, slug: str) -> HttpResponse:
    """Who funds what in the participant's plan."""
    actor = request.actor
    context = _head(request, slug, "funding")
    rows = [(row, available(actor, row, states.FUNDING)) for row in queries.funding(actor, context["participation"])]
    context |= {"rows": rows, "granted": sum(row.granted or 0 for row, _moves in rows)}
    return render(request, "plans/participant_funding.html", context)


@page(members)
def steering(request: PageRequest, slug: str) -> HttpResponse:
    """Risks and decisions: own municipality and the bank."""
    actor = request.actor
    context = _head(request, slug, "steering")
    found: Participation = context["participation"]
    queries_pages.require_inside(actor, found)
    risks = sorted(queries.risks(actor, found), key=lambda risk: (risk.state == "closed", -risk.weight, risk.pk))
    context |= {
        "risks": [(risk, available(actor, risk, states.RISK)) for risk in risks],
        "decisions": list(queries.decisions(actor, found)),
    }
    return render(request, "plans/steering.html", context)


def _with_parts(row: Any, under: dict[int | None, list[Any]], depth: int = 0) -> list[tuple[Any, int]]:
    return [(row, depth), *(one for part in under.get(row.pk, []) for one in _with_parts(part, under, depth + 1))]


def _now(found: Participation, measures: list[Any]) -> tuple[dt.date, str]:
    """The day the picture is drawn for: the report's where nobody has added anything since, else today."""
    if found.programme == Programme.REPORT and not any(one.is_asked_about for one in measures):
        return REPORT, _("The report, %(day)s") % {"day": f"{REPORT:%d.%m.%Y}"}
    return timezone.localdate(), _("Today")
