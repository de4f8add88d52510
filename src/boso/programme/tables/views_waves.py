"""Waves compared: one question through the waves of a survey."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from boso.foundation.web.pages import members, page
from boso.programme.tables import comparing, queries, wording
from boso.programme.tables.views_base import frame

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def waves(request: PageRequest, series: str) -> HttpResponse:
    """One question through the waves, with the breaks marked."""
    found = list(queries.waves_of(request.actor, series))
    if not found:
        raise Http404
    opened = [queries.opened(request.actor, data_set) for data_set in found]
    names: dict[str, str] = {}
    for each in opened:
        names |= {name: each.variables[name].words for name in each.cubes}
    chosen = request.GET.get("question", "")
    chosen = chosen if chosen in names else next(iter(names), "")
    answers = comparing.answers(opened, chosen) if chosen else []
    breaks = [
        (point.data_set, [wording.BREAKS[each] for each in point.broken])
        for point in (answers[0].points if answers else ()) if point.broken
    ]  # fmt: skip
    context = {
        **frame(found[-1]), "series": series, "waves": found, "names": names, "chosen": chosen, "answers": answers,
        "breaks": breaks,
    }  # fmt: skip
    return render(request, "tables/waves.html", context)
