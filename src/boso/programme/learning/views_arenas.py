"""Arenas: the list with the catalogue, one arena with programme and participants, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.core.values.folding import closeness
from boso.foundation.access.decisions import require
from boso.foundation.web.lists import chips
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.learning import actions, forms, policies, queries, showing, states
from boso.programme.learning.models import Answer, Arena, ArenaState
from boso.programme.learning.views_base import ask, by_people, frame, sent, shown

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def arenas(request: PageRequest) -> HttpResponse:
    """What comes, what one may ask for, and what has been."""
    actor, programme, today = request.actor, shown(request), timezone.localdate()
    form = forms.ArenaFilter(request.GET or None)
    everything = list(queries.arenas(actor, programme))
    text, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = [
        one
        for one in everything
        if (not kind or one.kind == kind)
        and (not text or closeness(text, one.title, one.place, one.purpose, one.words))
    ]
    ahead = showing.coming(found, today)
    context = frame(programme) | {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "ahead": ahead,
        "waiting": [one for one in found if one.state == ArenaState.PLANNED and one not in ahead],
        "held": [one for one in found if one.state == ArenaState.HELD],
        "cancelled": [one for one in found if one.state == ArenaState.CANCELLED],
        "any": bool(found),
        "shelves": showing.catalogue(
            everything, queries.facts(actor, "arena_kinds") if programme == queries.REPORT else []
        ),
        "invited": {one.pk for one in queries.open_invitations(actor)},
        "colours": showing.COLOURS,
        "may_arrange": policies.may_arrange(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "learning/arenas.html", context)


@page(members)
def arena(request: PageRequest, pk: int) -> HttpResponse:
    """One arena: programme, who is invited, who comes or came, what it gave."""
    actor = request.actor
    found = queries.arena(actor, pk)
    people = list(queries.participants(actor, found))
    came = [one for one in people if one.answer == Answer.CAME]
    mine = next((one for one in people if one.user_id == actor.user_id and one.user_id is not None), None)
    context = frame(found.programme) | {
        "arena": found,
        "colour": showing.COLOURS[found.state],
        "slots": showing.by_slot(queries.sessions(actor, found)),
        "invitations": list(queries.invitations(actor, found)),
        "people": people,
        "came": sum(one.people for one in came),
        "coming": sum(one.people for one in people if one.answer in (Answer.COMING, Answer.WISHES)),
        "from_home": [one for one in people if one.took_home],
        "mine": mine,
        "may_run": policies.may_run(actor, found),
        "evaluation": queries.evaluation_of(actor, found),
        "may_answer": policies.may_answer(actor, found) and found.fact_id is None,
        "may_take_home": found.state == ArenaState.HELD and mine is not None,
        "lies_ahead": found.state in (ArenaState.OFFERED, ArenaState.PLANNED),
        "steps": [one for one in available(actor, found, states.ARENA) if one.name != "plan"],
        "entries": by_people(actor, found),
    }
    return render(request, "learning/arena.html", context)


@page(policies.may_arrange)
def new_arena(request: PageRequest) -> HttpResponse:
    """Plan a gathering, a course, a visit; or offer one without a day."""
    actor, programme = request.actor, shown(request)
    hosts = queries.own_places(actor)
    form = forms.ArenaForm(sent(request), initial={"host": hosts.first()}).offer(host=hosts)
    form.fields["host"].required = True
    form.fields["starts"].help_text = _("Without a day it stands in the catalogue as something others may ask for.")

    def run() -> str:
        return reverse("learning:arena", args=[actions.arrange(actor, form.cleaned_data, programme).pk])

    back = reverse("learning:arenas")
    return ask(request, form, run, title=_("Arrange or offer something"), back=back, done=_("It is written down."))


@page(members)
def edit_arena(request: PageRequest, pk: int) -> HttpResponse:
    """Change an arena that lies ahead."""
    actor = request.actor
    found = queries.arena(actor, pk)
    require(policies.may_run(actor, found))
    initial = {name: getattr(found, name) for name in forms.ArenaForm.base_fields}
    form = forms.ArenaForm(sent(request), initial=initial).offer(host=queries.own_places(actor))
    form.fields["host"].disabled = True
    back = _at(found)

    def run() -> str:
        actions.edit_arena(actor, found, {**form.cleaned_data, "host": found.host})
        return back

    return ask(request, form, run, title=found.title, back=back, done=_("It is changed."))


@page(members)
def new_session(request: PageRequest, pk: int) -> HttpResponse:
    """Put an item on the programme."""
    found = queries.arena(request.actor, pk)
    require(policies.may_run(request.actor, found))
    last = max((session.slot for session in queries.sessions(request.actor, found)), default=0)
    form = forms.SessionForm(sent(request), initial={"slot": last + 1})
    form.fields["slot"].help_text = _("Items with the same number run at the same time.")
    back = _at(found)

    def run() -> str:
        actions.add_session(request.actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("New item on the programme"), under=found.title, back=back,
               done=_("It stands on the programme."))  # fmt: skip


@page(members)
@require_POST
def remove_session(request: PageRequest, pk: int) -> HttpResponse:
    """Take an item off the programme."""
    session = queries.session(request.actor, pk)
    actions.remove_session(request.actor, session)
    messages.success(request, str(_("It is taken off the programme.")))
    return HttpResponseRedirect(_at(session.arena))


@page(members)
def invite(request: PageRequest, pk: int) -> HttpResponse:
    """Ask those who hold a role to come."""
    actor = request.actor
    found = queries.arena(actor, pk)
    require(policies.may_run(actor, found))
    form = forms.InvitationForm(sent(request)).offer(organisation=queries.places(actor, found.programme))
    form.fields["organisation"].empty_label = str(_("All municipalities"))  # type: ignore[attr-defined]
    back = _at(found)

    def run() -> str:
        actions.invite(actor, found, form.cleaned_data, timezone.localdate())
        return back

    return ask(request, form, run, title=_("Invite a role"), under=found.title, back=back,
               submit=_("Invite"), done=_("They are invited. It stands on their first page."))  # fmt: skip


@page(members)
def answer(request: PageRequest, pk: int) -> HttpResponse:
    """Answer for oneself."""
    actor = request.actor
    found = queries.arena(actor, pk)
    require(policies.may_answer(actor, found))
    mine = queries.participant_of(actor, found)
    items = queries.session_rows(actor, found)
    initial = {"reply": "coming", "sessions": list(mine.sessions.all()) if mine else []}
    offered = found.state == ArenaState.OFFERED
    form = forms.AnswerForm(sent(request), actor=actor, sessions=items, offered=offered, initial=initial)
    back = _at(found)

    def run() -> str:
        given = form.cleaned_data
        role, _sign, place = given["seat"].partition("@")
        actions.answer(actor, found, int(place), role, given["reply"], given.get("sessions", ()))
        return back

    return ask(request, form, run, title=_("Your answer"), under=found.title, back=back, done=_("You have answered."))


@page(members)
def record_participants(request: PageRequest, pk: int) -> HttpResponse:
    """Write down how many of a role came."""
    actor = request.actor
    found = queries.arena(actor, pk)
    require(policies.may_run(actor, found))
    places = queries.places(actor, found.programme)
    form = forms.ParticipantsForm(sent(request), initial={"people": 1}).offer(organisation=places)
    back = _at(found)

    def run() -> str:
        actions.record_participants(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("Who came"), under=found.title, back=back, done=_("It is written down."))


@page(members)
@require_POST
def confirm(request: PageRequest, pk: int, came: int) -> HttpResponse:
    """Say whether somebody who had answered was there."""
    found = queries.participant(request.actor, pk)
    actions.confirm(request.actor, found, came=bool(came))
    return HttpResponseRedirect(f"{_at(found.arena)}#people")


@page(members)
def take_home(request: PageRequest, pk: int) -> HttpResponse:
    """Write what one takes home."""
    found = queries.arena(request.actor, pk)
    mine = queries.participant_of(request.actor, found)
    require(policies.may_take_home(request.actor, mine))
    words = mine.took_home if mine is not None else ""
    form = forms.WordsForm(sent(request), label=_("What I take home"), required=False, initial={"words": words})
    back = _at(found)

    def run() -> str:
        actions.take_home(request.actor, found, form.cleaned_data["words"])
        return back

    return ask(request, form, run, title=_("What I take home"), under=found.title, back=back,
               done=_("It stands for everybody to read."))  # fmt: skip


def _at(found: Arena) -> str:
    return reverse("learning:arena", args=[found.pk])
