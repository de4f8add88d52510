"""Waves compared: one question through the waves of a survey."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import render

from boso.foundation.web.pages import members, page
from boso.programme.tables import comparing, panels, queries, wording
from boso.programme.tables.views_base import frame

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


def _panels(request: PageRequest, answers: list[comparing.Answer], name: str) -> list[panels.Panel]:
    """The same persons from each wave to the next that it can be compared with, for those who have the answers."""
    found = []
    points = answers[0].points if answers else ()
    for one, other in itertools.pairwise(points):
        if one.run is None or one.run != other.run:
            continue
        said = [queries.said_by_person(request.actor, each.data_set, name) for each in (one, other)]
        if said[0] is not None and said[1] is not None:
            variable = other.data_set.variables.get(name=name)
            made = panels.panel(one.data_set, other.data_set, said[0], said[1], variable)
            found += [made] if made is not None else []
    return found


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
    same = _panels(request, answers, chosen)
    context = {
        **frame(found[-1]), "series": series, "waves": found, "names": names, "chosen": chosen, "answers": answers,
        "breaks": breaks, "panels": same,
    }  # fmt: skip
    return render(request, "tables/waves.html", context)
