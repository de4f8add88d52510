"""Municipalities like mine with this challenge, and pictures of where actors stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import require
from boso.foundation.web.pages import members, page
from boso.programme.learning import actions_library as actions
from boso.programme.learning import forms, likeness, policies, queries, showing
from boso.programme.learning import pictures as drawings
from boso.programme.learning.views_base import ask, frame, sent, shown
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def alike(request: PageRequest) -> HttpResponse:
    """Who is like us and has this challenge: their measures, what they have tried, whom to ask."""
    actor, programme = request.actor, shown(request)
    rows = list(partnership.participations(actor, programme))
    me = _chosen(request, rows)
    theme = request.GET.get("theme", "")
    context = frame(programme) | {"rows": [], "me": me, "theme": theme}
    if me is not None:
        places = [(row.slug, row.organisation.name) for row in rows]
        form = forms.AlikeForm({"participant": me.slug, "theme": theme}, places)
        sizes = queries.sizes(actor, programme)
        known = showing.profiles(rows, sizes, queries.challenges(actor, programme))
        found = showing.alike(
            me,
            rows,
            known,
            theme,
            list(queries.activities(actor, programme)),
            list(queries.experiences(actor, programme)),
        )
        context |= {
            "form": form,
            "rows": found,
            "fitting": [one for one in found if one.has_challenge],
            "others": [one for one in found if not one.has_challenge],
            "mine": known[me.pk],
            "theme_words": dict(form.fields["theme"].choices).get(theme, ""),  # type: ignore[attr-defined]
            "size": sizes.get(me.pk),
            "weights": [(showing.PARTS[name], weight) for name, weight in likeness.WEIGHTS.items()],
            "may_say_size": policies.may_say_size(actor, me),
        }
    return render(request, "learning/alike.html", context)


@page(members)
def say_size(request: PageRequest, slug: str) -> HttpResponse:
    """Record how many live there."""
    actor = request.actor
    found = partnership.participation(actor, slug)
    require(policies.may_say_size(actor, found))
    form = forms.SizeForm(sent(request), initial={"year": timezone.localdate().year})
    form.fields["source"].help_text = _("For example Statistics Norway, table 07459, 1 January.")
    back = f"{reverse('learning:alike')}?participant={slug}"

    def run() -> str:
        actions.say_size(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("How many live there"), under=found.organisation.name, back=back,
               done=_("It is written down, and likeness is worked out with it."))  # fmt: skip


@page(members)
def pictures(request: PageRequest) -> HttpResponse:
    """Where NAV, volunteers, users and the others stand, over time: in the programme, or in one municipality."""
    actor, programme = request.actor, shown(request)
    rows = queries.with_standings(actor, programme)
    slug = request.GET.get("participant", "")
    me = partnership.participation(actor, slug) if slug else None
    standings = list(queries.standings(actor, me, programme))
    where = me.organisation.name if me is not None else gettext("the programme")
    context = frame(me.programme if me is not None else programme) | {
        "chart": drawings.rings(standings, gettext("Where actors stand in %(where)s") % {"where": where}),
        "grounds": showing.grounds(standings),
        "places": rows,
        "me": me,
        "may_place": policies.may_place(actor, me),
        "own": [row for row in partnership.own_participations(actor) if policies.may_place(actor, row)],
    }
    return render(request, "learning/pictures.html", context)


@page(members)
def place(request: PageRequest) -> HttpResponse:
    """Say where actors stand on a day."""
    actor, programme = request.actor, shown(request)
    slug = request.GET.get("participant", "")
    me = partnership.participation(actor, slug) if slug else None
    require(policies.may_place(actor, me))
    form = forms.PlaceForm(sent(request), initial={"on": timezone.localdate()})
    back = reverse("learning:pictures") + (f"?participant={slug}" if slug else "")

    def run() -> str:
        given = form.cleaned_data
        of = me.programme if me is not None else programme
        actions.place(actor, me, form.rings(), given["on"], given["words"], of)
        return back

    return ask(request, form, run, title=_("Where actors stand"), under=me.organisation.name if me else "", back=back,
               done=_("It is drawn in the picture."))  # fmt: skip


def _chosen(request: PageRequest, rows: list[Participation]) -> Participation | None:
    """The municipality asked for, else the actor's own, else the first; none where nobody takes part."""
    slug = request.GET.get("participant", "")
    own = {seat.municipality_id for seat in request.actor.seats}
    found = [row for row in rows if row.slug == slug] or [row for row in rows if row.organisation_id in own] or rows
    return found[0] if found else None
