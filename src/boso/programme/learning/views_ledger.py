"""The learning ledger by loop, one lesson, signals to national policy."""

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
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.learning import actions_library as actions
from boso.programme.learning import forms, pictures, policies, queries, showing, states
from boso.programme.learning.models import LedgerEntry
from boso.programme.learning.views_base import ask, by_people, frame, sent, shown
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("lesson", _("Lesson"), ("title_nb",)),
    Column("loop", _("Loop"), ("loop", "-learned_on"), numeric=True),
    Column("where", _("Where"), ("participation__organisation__name",)),
    Column("state", _("What it led to"), ("state", "loop")),
)


@page(members)
def ledger(request: PageRequest) -> HttpResponse:
    """What was learned in each loop and what it led to; silent loops are shown."""
    actor, programme = request.actor, shown(request)
    slug = request.GET.get("participant", "")
    me = partnership.participation(actor, slug) if slug else None
    found = queries.ledger(actor, me, programme)
    everything = list(found)
    counts = showing.loop_counts(everything)
    form = forms.LedgerFilter(request.GET or None)
    loop, state = request.GET.get("loop", ""), request.GET.get("state", "")
    rows = found.filter(**({"loop": int(loop)} if loop.isdecimal() else {}), **({"state": state} if state else {}))
    own = partnership.own_participations(actor)
    context = frame(me.programme if me is not None else programme) | {
        "me": me,
        "chart": pictures.loops(counts),
        "counts": counts,
        "silent": [one for one in counts if one.is_silent],
        "places": showing.silent_places(own if not actor.is_bank else _with_lessons(everything), everything),
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "listing": listing(request, rows, COLUMNS, default="loop", count=False),
        "colours": showing.COLOURS,
        "may_learn": actor.is_bank or any(policies.may_write_lesson(actor, row) for row in own),
        "facts": [fact for fact in queries.facts(actor, "learning") if fact.attribute in ("loop", "loops")],
    }
    return render(request, "learning/ledger.html", context)


def _with_lessons(entries: list[LedgerEntry]) -> list[Participation]:
    found = {entry.participation for entry in entries if entry.participation is not None}
    return sorted(found, key=lambda row: row.organisation.name)


@page(members)
def lesson(request: PageRequest, pk: int) -> HttpResponse:
    """One lesson and what it led to."""
    actor = request.actor
    entry = queries.entry(actor, pk)
    context = (
        frame(entry.programme)
        | queries.as_seen(actor, entry)
        | {
            "entry": entry,
            "colour": showing.COLOURS[entry.state],
            "steps": available(actor, entry, states.LESSON),
            "may_share": not entry.shared and policies.may_decide(actor, entry),
            "entries": by_people(actor, entry),
        }
    )
    return render(request, "learning/lesson.html", context)


@page(members)
def learn(request: PageRequest) -> HttpResponse:
    """Write a lesson: a municipality's own, or the programme's."""
    actor, programme = request.actor, shown(request)
    own = [row for row in partnership.own_participations(actor) if policies.may_write_lesson(actor, row)]
    wanted = request.GET.get("participant", "")
    me = next((row for row in own if row.slug == wanted), own[0] if own else None)
    require(policies.may_write_lesson(actor, me))
    of = me.programme if me is not None else programme
    form = forms.LessonForm(
        sent(request), initial={"learned_on": timezone.localdate(), "loop": request.GET.get("loop")}
    )
    form.offer(
        arena=queries.arenas(actor, of), experience=queries.experiences(actor, of),
        activity=queries.activities(actor, of, me),
    )  # fmt: skip
    form.fields["title_nb"].label = _("What was learned, in one sentence")
    form.fields["learned_on"].required = True
    for name, label in (("arena", _("At which arena")), ("experience", _("From which experience")),
                        ("activity", _("From which measure"))):  # fmt: skip
        form.fields[name].label = label
    back = reverse("learning:ledger")

    def run() -> str:
        return reverse("learning:lesson", args=[actions.learn(actor, me, form.cleaned_data, of).pk])

    under = me.organisation.name if me is not None else _("The programme itself")
    return ask(request, form, run, title=_("New lesson"), under=under, back=back,
               done=_("The lesson is written. Say what it leads to when that is clear."))  # fmt: skip


@page(members)
@require_POST
def share(request: PageRequest, pk: int) -> HttpResponse:
    """Open a lesson to every member."""
    entry = queries.entry(request.actor, pk)
    actions.share_lesson(request.actor, entry)
    messages.success(request, str(_("Every member can read it now.")))
    return HttpResponseRedirect(reverse("learning:lesson", args=[pk]))


@page(members)
def signals(request: PageRequest) -> HttpResponse:
    """Signals to national policy: seen where, sent to whom, what came back."""
    actor, programme = request.actor, shown(request)
    found = list(queries.signals(actor, programme))
    context = frame(programme) | {
        "signals": found,
        "open": [one for one in found if one.state in ("seen", "sent")],
        "colours": showing.COLOURS,
        "may_notice": policies.may_notice(actor),
    }
    return render(request, "learning/signals.html", context)


@page(members)
def signal(request: PageRequest, pk: int) -> HttpResponse:
    """One signal with the signs that it arrived."""
    actor = request.actor
    found = queries.signal(actor, pk)
    context = frame(found.programme) | {
        "signal": found,
        "colour": showing.COLOURS[found.state],
        "steps": available(actor, found, states.SIGNAL),
        "entries": by_people(actor, found),
    }
    return render(request, "learning/signal.html", context)


@page(policies.may_notice)
def notice(request: PageRequest) -> HttpResponse:
    """Write down a signal."""
    actor, programme = request.actor, shown(request)
    form = forms.SignalForm(sent(request)).offer(seen_in=partnership.participations(actor, programme))
    form.fields["seen_in"].label = _("Seen in")
    form.fields["seen_words"].help_text = _("Where it was seen otherwise: an arena, a network.")

    def run() -> str:
        return reverse("learning:signal", args=[actions.notice(actor, form.cleaned_data, programme).pk])

    back = reverse("learning:signals")
    return ask(request, form, run, title=_("New signal"), back=back, done=_("The signal is written down."))
