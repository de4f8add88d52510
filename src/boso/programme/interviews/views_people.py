"""Informants, what they have agreed to, and when they are met."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.web.pages import members, page
from boso.programme.evaluation import queries as evaluations
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import actions, forms, policies, queries, showing
from boso.programme.interviews.models import ConsentState, GuideState
from boso.programme.interviews.views_base import address, ask, carried_out, frame, sent, worked_on

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

INFORMANT = ("pseudonym", "role", "organisation", "wave")
#: Days a consent holds unless another day is written: three years.
HOLDS = dt.timedelta(days=3 * 365)


@page(policies.may_work_somewhere)
def new_informant(request: PageRequest) -> HttpResponse:
    """Write down who is interviewed."""
    evaluation = worked_on(request)
    form = forms.InformantForm(sent(request), initial={"wave": evaluations.waves(request.actor, evaluation).last()})
    _offer(request.actor, evaluation, form)

    def run() -> str:
        return address("informant", evaluation, actions.add_informant(request.actor, evaluation, form.cleaned_data).pk)

    return ask(request, evaluation, form, run, title=_("New informant"), back=address("overview", evaluation),
               done=_("The informant is written down. Write down their consent next."))  # fmt: skip


@page(members)
def informant(request: PageRequest, pk: int) -> HttpResponse:
    """One informant: consents, appointments, texts."""
    actor, today = request.actor, timezone.localdate()
    found = queries.informant(actor, pk)
    consents = list(queries.consents(actor, found))
    context = frame(found.evaluation, actor) | {
        "informant": found,
        "consents": consents,
        "holds": next((one for one in consents if one.state == ConsentState.GIVEN and one.until >= today), None),
        "appointments": queries.appointments(actor, found.evaluation).filter(informant=found),
        "texts": queries.sources(actor, found.evaluation.programme).filter(informant=found),
        "may_work_with": bool(policies.may_work_with(actor, found)),
        "may_withdraw": bool(policies.may_read(actor, found.evaluation)),
        "colours": showing.COLOURS,
        "today": today,
    }
    return render(request, "interviews/informant.html", context)


@page(members)
def edit_informant(request: PageRequest, pk: int) -> HttpResponse:
    """Change an informant."""
    found = queries.informant(request.actor, pk)
    require(policies.may_change_informant(request.actor, found))
    form = forms.InformantForm(sent(request), initial={name: getattr(found, name) for name in INFORMANT})
    _offer(request.actor, found.evaluation, form)
    back = address("informant", found.evaluation, pk)

    def run() -> str:
        actions.edit_informant(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.evaluation, form, run, title=found.pseudonym, back=back, done=_("It is changed."))


@page(members)
def new_consent(request: PageRequest, pk: int) -> HttpResponse:
    """Write down what an informant has agreed to."""
    found = queries.informant(request.actor, pk)
    require(policies.may_work_with(request.actor, found))
    today = timezone.localdate()
    form = forms.ConsentForm(sent(request), initial={"given_on": today, "until": today + HOLDS})
    back = address("informant", found.evaluation, pk)

    def run() -> str:
        actions.record_consent(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.evaluation, form, run, title=_("New consent"), under=found.pseudonym, back=back,
               done=_("The consent is written down."))  # fmt: skip


@page(members)
def withdraw_consent(request: PageRequest, pk: int) -> HttpResponse:
    """Write down that a consent is withdrawn, and take out what was said."""
    consent = queries.consent(request.actor, pk)
    evaluation = consent.informant.evaluation
    form = forms.DayForm(sent(request), initial={"on": timezone.localdate()})
    back = address("informant", evaluation, consent.informant_id)

    def run() -> str:
        actions.withdraw_consent(request.actor, consent, form.cleaned_data["on"])
        return back

    texts = queries.sources(request.actor, evaluation.programme).filter(informant=consent.informant).count()
    under = ngettext(
        "%(n)d text of theirs is taken out for good, with its codes; its quotations are withdrawn.",
        "%(n)d texts of theirs are taken out for good, with their codes; their quotations are withdrawn.",
        texts,
    ) % {"n": texts}  # fmt: skip
    return ask(request, evaluation, form, run, title=_("The consent is withdrawn"), under=under, back=back,
               submit=_("Withdraw and take out"), done=_("The consent is withdrawn, the texts are out."))  # fmt: skip


@page(members)
def new_appointment(request: PageRequest, pk: int) -> HttpResponse:
    """Arrange an interview."""
    found = queries.informant(request.actor, pk)
    require(policies.may_work_with(request.actor, found))
    guides = queries.guides(request.actor, found.evaluation).filter(state=GuideState.IN_USE)
    form = forms.AppointmentForm(sent(request), initial={"guide": guides.first()})
    form.offer(guide=guides)
    back = address("informant", found.evaluation, pk)

    def run() -> str:
        actions.arrange(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.evaluation, form, run, title=_("New appointment"), under=found.pseudonym, back=back,
               done=_("The interview is arranged. It stands on Today when the day comes."))  # fmt: skip


@page(members)
def edit_appointment(request: PageRequest, pk: int) -> HttpResponse:
    """Change day, time or guide."""
    found = queries.appointment(request.actor, pk)
    require(policies.may_work_for(request.actor, found))
    names = ("on", "at", "manner", "guide")
    form = forms.AppointmentForm(sent(request), initial={name: getattr(found, name) for name in names})
    form.offer(guide=queries.guides(request.actor, found.informant.evaluation).filter(state=GuideState.IN_USE))
    back = address("informant", found.informant.evaluation, found.informant_id)

    def run() -> str:
        actions.edit_appointment(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.informant.evaluation, form, run, title=_("Change the appointment"),
               under=found.informant.pseudonym, back=back, done=_("It is changed."))  # fmt: skip


@require_POST
@page(members)
def hold_appointment(request: PageRequest, pk: int) -> HttpResponse:
    """Say that it was held."""
    found = queries.appointment(request.actor, pk)
    back = address("informant", found.informant.evaluation, found.informant_id)
    return carried_out(
        request, lambda: actions.hold_appointment(request.actor, found, timezone.localdate()), back,
        _("Held. Bring in the notes or the transcript when they are ready."),
    )  # fmt: skip


@page(members)
def cancel_appointment(request: PageRequest, pk: int) -> HttpResponse:
    """Say that it came to nothing, and why."""
    found = queries.appointment(request.actor, pk)
    require(policies.may_work_for(request.actor, found))
    form = forms.ReasonForm(sent(request), label=_("Why"))
    back = address("informant", found.informant.evaluation, found.informant_id)

    def run() -> str:
        actions.cancel_appointment(request.actor, found, form.cleaned_data["words"])
        return back

    return ask(request, found.informant.evaluation, form, run, title=_("It came to nothing"),
               under=found.informant.pseudonym, back=back, done=_("It is written down."))  # fmt: skip


def _offer(actor: Actor, evaluation: Evaluation, form: forms.InformantForm) -> None:
    form.offer(
        organisation=evaluations.municipalities(actor, evaluation.programme), wave=evaluations.waves(actor, evaluation)
    )
