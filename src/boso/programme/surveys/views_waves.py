"""One wave: how many have answered, what is asked, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.history.queries import timeline
from boso.foundation.web.pages import get_or_post, page
from boso.programme.surveys import actions, forms, policies, queries, showing, wording
from boso.programme.surveys.letters import promise
from boso.programme.surveys.models import Anonymity, Wave, WaveState
from boso.programme.surveys.states import WAVE
from boso.programme.surveys.views_base import ask, frame, sent

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open)
@require_GET
def wave(request: PageRequest, pk: int) -> HttpResponse:
    """How many have answered, by municipality and group, live; and for those who ask, what to do next."""
    actor = request.actor
    found = queries.wave(actor, pk)
    survey, may = found.survey, bool(policies.may_manage(actor, found.survey))
    rates = queries.rates(actor, found)
    small = may and survey.anonymity == Anonymity.NAMED
    context = frame(survey.programme) | {
        "survey": survey,
        "wave": found,
        "waves": queries.waves(actor, survey),
        "colour": showing.COLOURS[WaveState(found.state)],
        "may": may,
        "small": small,
        "promise": promise(Anonymity(survey.anonymity)),
        "seen_by": wording.seen_by(found),
        "rates": rates,
        "sentence": wording.sentence(rates),
        "definition": wording.definition(found.definition),
        "limits": wording.limits(found),
        "outcomes": showing.outcomes(rates),
        "municipalities": showing.lines(rates.municipalities, everything=small),
        "groups": showing.lines(rates.groups, everything=small),
        "percent": wording.percent(rates.all.rate),
        "steps": showing.steps(found, may=may),
        "waiting": queries.waiting(found) if may else None,
        "mailings": queries.mailings(actor, found) if may else [],
        "under_way": queries.letters_under_way(found) if may else 0,
        "entries": timeline(actor, found) if may else [],
        "may_read": bool(policies.may_read_answers(actor, found)),
    }
    return render(request, "surveys/wave.html", context)


@page(policies.may_open)
@get_or_post
def new_wave(request: PageRequest, pk: int) -> HttpResponse:
    """One more wave of a survey."""
    actor = request.actor
    survey = queries.survey(actor, pk)
    require(policies.may_manage(actor, survey))
    before = next(iter(queries.waves(actor, survey)))
    keep = ("version", "definition", "silent_as", "bounced_as", "partial_from", "complete_from")
    form = forms.WaveForm(
        actor, survey, sent(request), initial={name: getattr(before, name) for name in keep}
    )  # fmt: skip

    def run() -> str:
        return reverse("surveys:wave", args=[actions.add_wave(actor, survey, form.cleaned_data).pk])

    return ask(request, form, run, title=_("New wave"), back=reverse("surveys:survey", args=[pk]),
               done=_("The wave is planned."), survey=survey)  # fmt: skip


@page(policies.may_open)
@get_or_post
def edit_wave(request: PageRequest, pk: int) -> HttpResponse:
    """Change a wave: form and days, and how its rate is reckoned."""
    actor = request.actor
    found = queries.wave(actor, pk)
    require(policies.may_manage(actor, found.survey))
    form = forms.WaveForm(
        actor, found.survey, sent(request), opened=found.state != WaveState.DRAFT,
        initial=forms.initial_of(found, forms.WaveForm),
    )  # fmt: skip
    back = reverse("surveys:wave", args=[pk])

    def run() -> str:
        actions.change_wave(actor, found, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("Change the wave"), under=found.survey.title, back=back,
               done=_("It is changed."), survey=found.survey)  # fmt: skip


@page(policies.may_open)
@get_or_post
def step(request: PageRequest, pk: int, step: str) -> HttpResponse:
    """Take a wave one step on: open, close, open again, end."""
    actor = request.actor
    found = queries.wave(actor, pk)
    require(policies.may_manage(actor, found.survey))
    transition = next((one for one in WAVE.transitions if one.name == step), None)
    if transition is None:
        raise Refused(NOT_HERE)
    made = forms.ReopenForm if step == "reopen" else forms.NothingForm
    form = made(sent(request))
    back = reverse("surveys:wave", args=[pk])

    def run() -> str:
        if step == "reopen":
            given = form.cleaned_data
            actions.reopen_wave(actor, found, reason=given["reason"], closes=given["closes"])
        else:
            {"open": actions.open_wave, "close": actions.close_wave, "end": actions.end_wave}[step](actor, found)
        return back

    return ask(request, form, run, title=transition.label, under=f"{found.survey.title}, {found.label}", back=back,
               submit=transition.label, done=_done(step), survey=found.survey, step=step,
               told=_told(step, found), danger=step == "end")  # fmt: skip


def _done(step: str) -> str:
    return {
        "open": _("It takes answers now. Send the invitations."),
        "close": _("Nobody can answer any more."),
        "reopen": _("It takes answers again."),
        "end": _("It has ended. Names, addresses and links are destroyed."),
    }[step]


def _told(step: str, wave: Wave) -> list[str]:
    """What the step does, before it is done."""
    anonymous = wave.survey.anonymity == Anonymity.ANONYMOUS
    match step:
        case "open":
            return [
                _("The form and the limits cannot be changed afterwards, and the promise only made stricter."),
                _("Nobody gets a letter yet: you send the invitations yourself."),
            ]
        case "close":
            return [_("Nobody can answer any more. You can open it again.")]
        case "end":
            lines = [
                _("Names, addresses and links of those asked are destroyed. It cannot be undone. The log says it."),
                _("What was answered and not sent in counts where it is enough."),
            ]
            if anonymous:
                lines.append(_("The sealed answers are opened and mixed."))
            if wave.survey.anonymity != Anonymity.NAMED:
                lines.append(_("Municipality and group stay with an answer only where at least five share them."))
            return lines
        case _:
            return [_("Those who have not answered can answer again.")]
