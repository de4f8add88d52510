"""Those who are asked, and letters to them. Only those who ask open these pages, and opening the list is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.messaging.letters import base_address
from boso.foundation.web.lists import Column, listing
from boso.foundation.web.pages import get_or_post, page
from boso.programme.surveys import actions_people as actions
from boso.programme.surveys import forms, letters, lists, policies, queries
from boso.programme.surveys.models import Anonymity, Mailing, MailingKind, Wave, WaveState
from boso.programme.surveys.views_base import ask, frame, sent

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("name", gettext_lazy("Name"), ("name", "email")),
    Column("municipality", gettext_lazy("Municipality"), ("municipality__name", "name")),
    Column("group", gettext_lazy("Group"), ("group__position", "name")),
    Column("state", gettext_lazy("Answer")),
    Column("letters", gettext_lazy("Letters"), ("letters", "name"), numeric=True),
)


@page(policies.may_open)
@never_cache
@require_GET
def people(request: PageRequest, pk: int) -> HttpResponse:
    """Who is asked; whether they have answered is told only where the survey is by name."""
    actor = request.actor
    wave = queries.wave(actor, pk)
    rows = queries.respondents(actor, wave)
    log_look(actor, "survey.people_seen", wave, organisation_id=wave.survey.owner_id, count=rows.count())
    context = frame(wave.survey.programme) | {
        "survey": wave.survey,
        "wave": wave,
        "list": listing(request, rows, COLUMNS, default="name"),
        "waiting": queries.waiting(wave),
        "may_add": wave.state in (WaveState.DRAFT, WaveState.OPEN),
        "may_copy": wave.number > 1 and wave.state in (WaveState.DRAFT, WaveState.OPEN),
        "ended": wave.state == WaveState.ENDED,
        "by_name": wave.survey.anonymity == Anonymity.NAMED,
    }
    return render(request, "surveys/people.html", context)


@page(policies.may_open)
@never_cache
@get_or_post
def add(request: PageRequest, pk: int) -> HttpResponse:
    """Bring in a list. Lines that cannot be used are named, and then nobody is added before they are mended."""
    actor = request.actor
    wave = queries.wave(actor, pk)
    require(policies.may_manage(actor, wave.survey))
    form = forms.ListForm(sent(request), request.FILES or None)
    back = reverse("surveys:people", args=[pk])
    faults: tuple[lists.Fault, ...] = ()
    if form.is_bound and form.is_valid():
        places, file = queries.places(wave.survey.programme), form.cleaned_data["file"]
        text = form.cleaned_data["text"]
        found = lists.of_file(file.name, file.read(), places) if file is not None else lists.of_text(text, places)
        faults = found.faults
        if faults:
            form.add_error(None, _("Nobody is added yet. Mend these lines, and send the list again."))
        else:
            return _added(request, pk, actions.add_people(actor, wave, found.people), len(found.people))

    return ask(request, form, lambda: back, title=_("Add people"), under=f"{wave.survey.title}, {wave.label}",
               back=back, submit=_("Add them"), done="", survey=wave.survey, faults=faults)  # fmt: skip


def _added(request: PageRequest, pk: int, new: int, given: int) -> HttpResponse:
    words = ngettext("%(count)d person is added.", "%(count)d people are added.", new) % {"count": new}
    known = given - new
    if known:
        words += " " + ngettext(
            "%(count)d stood on the list already.", "%(count)d stood on the list already.", known
        ) % {"count": known}
    messages.success(request, words)
    return redirect("surveys:people", pk)


@page(policies.may_open)
@require_POST
def copy(request: PageRequest, pk: int) -> HttpResponse:
    """Ask those of the wave before."""
    wave = queries.wave(request.actor, pk)
    try:
        new = actions.copy_people(request.actor, wave)
    except NotNow as obstacle:
        messages.error(request, str(obstacle))
        return redirect("surveys:people", pk)
    return _added(request, pk, new, new)


@page(policies.may_open)
@never_cache
@get_or_post
def person(request: PageRequest, pk: int) -> HttpResponse:
    """Mend somebody on the list, or say what became of them."""
    actor = request.actor
    found = queries.respondent(actor, pk)
    form = forms.PersonForm(found, sent(request), initial=forms.initial_of(found, forms.PersonForm))
    back = reverse("surveys:people", args=[found.wave_id])

    def run() -> str:
        actions.change_person(actor, found, form.cleaned_data)
        return back

    remove = "" if found.letters else reverse("surveys:person-remove", args=[pk])
    return ask(request, form, run, title=found.name or found.email or _("Somebody who is asked"),
               under=f"{found.wave.survey.title}, {found.wave.label}", back=back, done=_("It is changed."),
               survey=found.wave.survey, remove=remove)  # fmt: skip


@page(policies.may_open)
@require_POST
def remove(request: PageRequest, pk: int) -> HttpResponse:
    """Take somebody off the list who has not been asked."""
    found = queries.respondent(request.actor, pk)
    actions.remove_person(request.actor, found)
    messages.success(request, _("They are off the list."))
    return redirect("surveys:people", found.wave_id)


@page(policies.may_open)
@get_or_post
def write(request: PageRequest, pk: int, kind: str) -> HttpResponse:
    """Send invitations or reminders; the letter is shown as it will be read."""
    actor = request.actor
    wave = queries.wave(actor, pk)
    require(policies.may_manage(actor, wave.survey))
    if kind not in MailingKind.values:
        raise Refused(NOT_HERE)
    form = forms.LetterForm(sent(request))
    back = reverse("surveys:wave", args=[pk])
    count = queries.to_write_to(wave, kind).count()

    def run() -> str:
        actions.send_letters(actor, wave, kind, form.cleaned_data)
        return back

    invitation = kind == MailingKind.INVITATION
    title = _("Invite") if invitation else _("Remind")
    return ask(request, form, run, title=title, under=f"{wave.survey.title}, {wave.label}", back=back, submit=_("Send"),
               done=_("The letters are on their way."), survey=wave.survey, letter=_preview(wave, kind), count=count,
               step="letters")  # fmt: skip


def _preview(wave: Wave, kind: str) -> dict[str, str]:
    mailing = Mailing(wave=wave, kind=kind, words={})
    language = translation.get_language() or "nb"
    return {
        "subject": letters.subject(mailing),
        "body": letters.body(mailing, base_address() + "/answer/…", language),
    }
