"""A survey of which only printed figures are known: what follows from them, and what does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render

from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.web.pages import members, page
from boso.programme.evaluation import consequences, queries
from boso.programme.evaluation.views_base import frame
from boso.programme.tables import queries as tables

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def printed(request: PageRequest, key: str) -> HttpResponse:
    """The printed figures of one survey, item by item, each with what follows from it and what cannot be known."""
    actor = request.actor
    rows = list(tables.published(actor).filter(data_set__key=key))
    if not rows:
        raise Refused(NOT_HERE)
    data_set = rows[0].data_set
    everybody = consequences.answered(rows)
    found = consequences.families(rows, everybody or data_set.population)
    context = frame(data_set.programme) | {
        "data_set": data_set,
        "families": found,
        "answered": everybody,
        "told": [fact for fact in queries.survey_facts(actor) if fact.mark != "not_stated"],
        "silent": [fact for fact in queries.survey_facts(actor) if fact.mark == "not_stated"],
        "open": [fact for fact in queries.survey_items(actor).values() if fact.attribute == "open"],
    }
    return render(request, "evaluation/printed.html", context)
