"""What is written into the design of an evaluation: questions, rounds, sources, who was asked, named documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.decisions import require
from boso.foundation.access.models import User
from boso.foundation.web.pages import members, page
from boso.programme.evaluation import actions, forms, policies, queries
from boso.programme.evaluation.models import Evaluation
from boso.programme.evaluation.views_base import ask, frame, sent

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(members)
def new_question(request: PageRequest, key: str) -> HttpResponse:
    """Ask one thing more."""
    found = _designed(request, key)
    form = _question_form(request, found, forms.QuestionForm(sent(request)))

    def run() -> str:
        actions.add_question(request.actor, found, form.cleaned_data)
        return _at(found, "questions")

    return ask(request, form, run, title=_("New question"), back=_at(found), programme=found.programme,
               done=_("The question is added."), under=found.title)  # fmt: skip


@page(members)
def edit_question(request: PageRequest, pk: int) -> HttpResponse:
    """Change a question, or take it away."""
    question = queries.question(request.actor, pk)
    found = question.evaluation
    require(policies.may_change(request.actor, question))
    initial = {"title_nb": question.title_nb, "nb": question.nb, "category": question.category_id,
               "sources": [one.pk for one in question.sources.all()]}  # fmt: skip
    form = _question_form(request, found, forms.QuestionForm(sent(request), initial=initial))

    def run() -> str:
        actions.edit_question(request.actor, question, form.cleaned_data)
        return _at(found, "questions")

    return ask(request, form, run, title=_("Change the question"), back=_at(found), programme=found.programme,
               done=_("It is changed."), under=found.title)  # fmt: skip


@page(members)
def remove_question(request: PageRequest, pk: int) -> HttpResponse:
    """Take a question away."""
    question = queries.question(request.actor, pk)
    found = question.evaluation
    require(policies.may_change(request.actor, question))
    form = forms.NothingForm(sent(request))

    def run() -> str:
        actions.remove_question(request.actor, question)
        return _at(found, "questions")

    return ask(request, form, run, title=_("Take the question away?"), back=_at(found), programme=found.programme,
               done=_("It is taken away. The log keeps it."), under=question.title,
               submit=_("Take it away"))  # fmt: skip


@page(members)
def new_wave(request: PageRequest, key: str) -> HttpResponse:
    """Plan a round of looking."""
    found = _designed(request, key)
    form = forms.WaveForm(sent(request), initial={"year": timezone.localdate().year})

    def run() -> str:
        actions.add_wave(request.actor, found, form.cleaned_data)
        return _at(found, "waves")

    return ask(request, form, run, title=_("New round"), back=_at(found), programme=found.programme,
               done=_("The round is planned."), under=found.title)  # fmt: skip


@page(members)
def new_source(request: PageRequest, key: str) -> HttpResponse:
    """Say where the evaluation looks."""
    found = _designed(request, key)
    form = forms.SourceForm(sent(request)).offer(wave=queries.waves(request.actor, found))

    def run() -> str:
        actions.add_source(request.actor, found, form.cleaned_data)
        return _at(found, "sources")

    return ask(request, form, run, title=_("New source"), back=_at(found), programme=found.programme,
               done=_("The source is added."), under=found.title)  # fmt: skip


@page(members)
def log_asked(request: PageRequest, key: str) -> HttpResponse:
    """Write down who was asked."""
    actor = request.actor
    found = queries.evaluation(actor, key)
    require(policies.may_log_sample(actor, found))
    form = forms.AskedForm(sent(request), initial={"asked_on": timezone.localdate(), "attempts": 1}).offer(
        organisation=queries.municipalities(actor, found.programme), source=queries.sources(actor, found),
        wave=queries.waves(actor, found),
    )  # fmt: skip

    def run() -> str:
        actions.log_asked(actor, found, form.cleaned_data)
        return _at(found, "sample", "asked")

    return ask(request, form, run, title=_("Who was asked"), back=_at(found), programme=found.programme,
               done=_("It is written down."), under=found.title)  # fmt: skip


@page(members)
def log_attempt(request: PageRequest, pk: int) -> HttpResponse:
    """One attempt more."""
    entry = queries.entry(request.actor, pk)
    found = entry.evaluation
    require(policies.may_log_sample(request.actor, found))
    require(policies.may_change(request.actor, entry))
    form = forms.AttemptForm(sent(request), initial={"outcome": entry.outcome})

    def run() -> str:
        actions.log_attempt(request.actor, entry, form.cleaned_data["outcome"])
        return _at(found, "sample", "asked")

    return ask(request, form, run, title=_("Asked once more"), back=_at(found), programme=found.programme,
               done=_("It is written down."), under=entry.title)  # fmt: skip


@page(policies.may_name_somewhere)
def name_document(request: PageRequest, key: str) -> HttpResponse:
    """Let an evaluator read a document that is not open."""
    actor, today = request.actor, timezone.localdate()
    found = queries.evaluation(actor, key)
    form = forms.AccessForm(sent(request), initial={"until": forms.day_later(today)}).offer(
        document=queries.nameable(actor), user=queries.evaluators(actor, found, today)
    )

    if not form.fields["document"].queryset.exists():  # type: ignore[attr-defined]
        form.fields["document"].help_text = _("You keep no document that is closed. Upload one first.")

    def run() -> str:
        given = form.cleaned_data
        user: User = given["user"]
        actions.name_document(
            actor, found, given["document"], user, why=given["why"], today=today, until=given["until"]
        )
        return _at(found, "documents", "access")

    return ask(request, form, run, title=_("Let an evaluator read a document"), back=_at(found),
               programme=found.programme, done=_("The evaluator may read it now."), under=found.title)  # fmt: skip


@page(members)
def end_access(request: PageRequest, pk: int) -> HttpResponse:
    """Take an access away."""
    access = queries.access(request.actor, pk)
    found = access.evaluation
    require(policies.may_end_access(request.actor, access))
    form = forms.NothingForm(sent(request))

    def run() -> str:
        actions.end_access(request.actor, access, timezone.localdate())
        return _at(found, "documents", "access")

    return ask(request, form, run, title=_("Take the access away?"), back=_at(found), programme=found.programme,
               done=_("The document is closed to the evaluator."), under=access.document.title,
               submit=_("Take it away"))  # fmt: skip


@page(members)
def model(request: PageRequest, key: str) -> HttpResponse:
    """An analysis model: its categories, one below the other."""
    actor = request.actor
    found = queries.model(actor, key)
    context = frame(queries.programme_of(actor, request.GET.get("programme", ""))) | {
        "model": found,
        "categories": queries.categories(actor, key),
        "may_change": policies.may_change_model(actor, found),
    }
    return render(request, "evaluation/model.html", context)


@page(policies.may_model)
def new_model(request: PageRequest) -> HttpResponse:
    """Define a model."""
    form = forms.ModelForm(sent(request))

    def run() -> str:
        return reverse("evaluation:model", args=[actions.define_model(request.actor, form.cleaned_data).key])

    return ask(request, form, run, title=_("New analysis model"), back=reverse("evaluation:overview"),
               programme=queries.REPORT, done=_("The model is defined. Add its categories."))  # fmt: skip


@page(policies.may_model)
def new_category(request: PageRequest, key: str) -> HttpResponse:
    """Add a category."""
    actor = request.actor
    found = queries.model(actor, key)
    require(policies.may_change_model(actor, found))
    back = reverse("evaluation:model", args=[key])
    form = forms.CategoryForm(sent(request)).offer(parent=queries.category_rows(actor, found))

    def run() -> str:
        fields = dict(form.cleaned_data)
        actions.add_category(actor, found, fields.pop("parent"), fields)
        return back

    return ask(request, form, run, title=_("New category"), back=back, programme=queries.REPORT,
               done=_("The category is added."), under=found.title)  # fmt: skip


@page(policies.may_model)
def edit_category(request: PageRequest, key: str, pk: int) -> HttpResponse:
    """Change a category."""
    actor = request.actor
    found = queries.model(actor, key)
    require(policies.may_change_model(actor, found))
    category = queries.category_row(actor, found, pk)
    back = reverse("evaluation:model", args=[key])
    form = forms.CategoryForm(sent(request), initial={"title_nb": category.title_nb, "nb": category.nb})
    del form.fields["parent"]

    def run() -> str:
        actions.edit_category(actor, category, form.cleaned_data)
        return back

    return ask(request, form, run, title=_("Change the category"), back=back, programme=queries.REPORT,
               done=_("It is changed."), under=found.title)  # fmt: skip


@page(policies.may_model)
def remove_category(request: PageRequest, key: str, pk: int) -> HttpResponse:
    """Take a category away."""
    actor = request.actor
    found = queries.model(actor, key)
    require(policies.may_change_model(actor, found))
    category = queries.category_row(actor, found, pk)
    back = reverse("evaluation:model", args=[key])
    form = forms.NothingForm(sent(request))

    def run() -> str:
        actions.remove_category(actor, category)
        return back

    return ask(request, form, run, title=_("Take the category away?"), back=back, programme=queries.REPORT,
               done=_("It is taken away. The log keeps it."), under=category.title,
               submit=_("Take it away"))  # fmt: skip


def _designed(request: PageRequest, key: str) -> Evaluation:
    found = queries.evaluation(request.actor, key)
    require(policies.may_design(request.actor, found))
    return found


def _question_form(request: PageRequest, found: Evaluation, form: forms.QuestionForm) -> forms.QuestionForm:
    actor = request.actor
    return form.offer(category=queries.category_rows(actor, found.model), sources=queries.sources(actor, found))


def _at(found: Evaluation, anchor: str = "", tab: str = "") -> str:
    address = reverse("evaluation:evaluation", args=[found.key]) + (f"?tab={tab}" if tab else "")
    return f"{address}#{anchor}" if anchor else address
