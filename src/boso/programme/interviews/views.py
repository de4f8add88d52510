"""Interviews at a glance, and the guides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.evaluation import queries as evaluations
from boso.programme.interviews import actions, forms, policies, queries, showing, states
from boso.programme.interviews.models import AppointmentState, InformantRole
from boso.programme.interviews.views_base import address, ask, carried_out, frame, sent, shown, worked_on

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

WORDS = ("title_nb", "nb")


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """Who was interviewed, with which guide, what came of it; for the evaluators also what is to be done."""
    actor = request.actor
    found = shown(request)
    context = frame(found, actor)
    if found is not None:
        by_role = queries.by_role(actor, found)
        known = dict(by_role)
        own = list(queries.appointments(actor, found)) if context["reading"] else []
        context |= {
            "others": [one for one in evaluations.evaluations(actor, found.programme) if one.pk != found.pk],
            "roles": [(role.label, known[role.value]) for role in InformantRole if role.value in known],
            "total": sum(known.values()),
            "guides": queries.guides(actor, found),
            "released": queries.quotations(actor, programme=found.programme).filter(
                material__evaluation=found
            ).count(),
            "informants": list(queries.informants(actor, found)) if context["reading"] else [],
            "planned": [one for one in own if one.state == AppointmentState.PLANNED],
            "sources": queries.sources(actor, found.programme).filter(evaluation=found).count(),
            "today": timezone.localdate(),
            "colours": showing.COLOURS,
        }  # fmt: skip
    return render(request, "interviews/overview.html", context)


@page(members)
def guide(request: PageRequest, pk: int) -> HttpResponse:
    """One guide: parts, questions, what to ask further."""
    actor = request.actor
    found = queries.guide(actor, pk)
    versions = [one for one in queries.guides(actor, found.evaluation) if one.key == found.key]
    parts = list(found.parts.all())
    context = frame(found.evaluation, actor) | {
        "guide": found,
        "parts": parts,
        "questions": sum(len(part.questions.all()) for part in parts),
        "versions": versions,
        "newest": versions[0].pk == found.pk,
        "steps": available(actor, found, states.GUIDE),
        "may_change": bool(policies.may_change_guide(actor, found)),
        "colour": showing.COLOURS[found.state],
    }
    return render(request, "interviews/guide.html", context)


@page(policies.may_work_somewhere)
def new_guide(request: PageRequest) -> HttpResponse:
    """Begin a guide."""
    evaluation = worked_on(request)
    form = forms.TitleForm(sent(request))

    def run() -> str:
        return address("guide", evaluation, actions.start_guide(request.actor, evaluation, form.cleaned_data).pk)

    return ask(request, evaluation, form, run, title=_("New guide"), back=address("overview", evaluation),
               done=_("The guide is begun. Add parts and questions."))  # fmt: skip


@page(members)
def edit_guide(request: PageRequest, pk: int) -> HttpResponse:
    """Change title and words of a draft."""
    found = queries.guide(request.actor, pk)
    require(policies.may_change_guide(request.actor, found))
    form = forms.TitleForm(sent(request), initial={name: getattr(found, name) for name in WORDS})
    back = address("guide", found.evaluation, pk)

    def run() -> str:
        actions.edit_guide(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.evaluation, form, run, title=found.title, back=back, done=_("It is changed."))


@require_POST
@page(members)
def new_version(request: PageRequest, pk: int) -> HttpResponse:
    """Make the next version of a guide."""
    found = queries.guide(request.actor, pk)
    back = address("guide", found.evaluation, pk)
    made: list[int] = []

    def act() -> None:
        made.append(actions.new_version(request.actor, found).pk)

    answer = carried_out(request, act, back, _("A new version, as a draft. Change it, and take it into use."))
    return HttpResponseRedirect(address("guide", found.evaluation, made[0])) if made else answer


@require_POST
@page(members)
def move_guide(request: PageRequest, pk: int, step: str) -> HttpResponse:
    """Take a guide into use or out of it."""
    found = queries.guide(request.actor, pk)
    if step not in {one.name for one in states.GUIDE.transitions}:
        raise Refused(NOT_HERE)
    back = address("guide", found.evaluation, pk)
    return carried_out(request, lambda: actions.move_guide(request.actor, found, step), back, _("It is written down."))


@page(members)
def new_part(request: PageRequest, pk: int) -> HttpResponse:
    """Add a part to a draft."""
    found = queries.guide(request.actor, pk)
    require(policies.may_change_guide(request.actor, found))
    form = forms.TitleForm(sent(request))
    back = address("guide", found.evaluation, pk)

    def run() -> str:
        actions.add_part(request.actor, found, form.cleaned_data)
        return back

    return ask(request, found.evaluation, form, run, title=_("New part"), under=found.title, back=back,
               done=_("The part is added."))  # fmt: skip


@page(members)
def edit_part(request: PageRequest, pk: int) -> HttpResponse:
    """Change the words of a part."""
    part = queries.part(request.actor, pk)
    require(policies.may_change_guide(request.actor, part.guide))
    form = forms.TitleForm(sent(request), initial={name: getattr(part, name) for name in WORDS})
    back = address("guide", part.guide.evaluation, part.guide_id)

    def run() -> str:
        actions.edit_part(request.actor, part, form.cleaned_data)
        return back

    return ask(request, part.guide.evaluation, form, run, title=part.title, back=back, done=_("It is changed."))


@page(members)
def new_question(request: PageRequest, pk: int) -> HttpResponse:
    """Add a question to a part of a draft."""
    part = queries.part(request.actor, pk)
    evaluation = part.guide.evaluation
    require(policies.may_change_guide(request.actor, part.guide))
    form = forms.QuestionForm(sent(request))
    form.offer(category=evaluations.category_rows(request.actor, evaluation.model))
    back = address("guide", evaluation, part.guide_id)

    def run() -> str:
        given = dict(form.cleaned_data)
        probes = given.pop("probes").splitlines()
        actions.add_question(request.actor, part, given, probes)
        return back

    return ask(request, evaluation, form, run, title=_("New question"), under=part.title, back=back,
               done=_("The question is added."))  # fmt: skip


@page(members)
def edit_question(request: PageRequest, pk: int) -> HttpResponse:
    """Change a question of a draft."""
    question = queries.question(request.actor, pk)
    evaluation = question.part.guide.evaluation
    require(policies.may_change_guide(request.actor, question.part.guide))
    probes = "\n".join(probe.title for probe in question.probes.all())
    initial = {"title_nb": question.title_nb, "category": question.category, "probes": probes}
    form = forms.QuestionForm(sent(request), initial=initial)
    form.offer(category=evaluations.category_rows(request.actor, evaluation.model))
    back = address("guide", evaluation, question.part.guide_id)

    def run() -> str:
        given = dict(form.cleaned_data)
        told = given.pop("probes").splitlines()
        actions.edit_question(request.actor, question, given, told)
        return back

    return ask(request, evaluation, form, run, title=_("Change the question"), back=back, done=_("It is changed."))


@require_POST
@page(members)
def remove_question(request: PageRequest, pk: int) -> HttpResponse:
    """Take a question out of a draft."""
    question = queries.question(request.actor, pk)
    guide = question.part.guide
    back = address("guide", guide.evaluation, guide.pk)
    return carried_out(
        request, lambda: actions.remove_question(request.actor, question), back, _("The question is taken out.")
    )
