"""Data sets: the list, loading a file, preparing, opening, and one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.exchange.imports import Unreadable
from boso.foundation.history.queries import timeline
from boso.foundation.web.forms import done, tried
from boso.foundation.web.pages import members, page
from boso.programme.surveys import queries as surveys
from boso.programme.tables import actions, columns, forms, policies, queries, showing, tasks
from boso.programme.tables.views_base import ask, frame

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest
    from boso.programme.tables.models import DataSet, Variable


@page(members)
def overview(request: PageRequest) -> HttpResponse:
    """Data sets, the last asked first, and saved tables."""
    actor = request.actor
    found = list(queries.data_sets(actor))
    context = {
        **frame(),
        "sets": found,
        "series": showing.series_of(found),
        "tables": queries.tables(actor),
        "waves": queries.waves_to_take(actor) if policies.may_begin(actor) else [],
        "may_prepare": policies.may_begin(actor),
    }
    return render(request, "tables/list.html", context)


@page(members)
def load(request: PageRequest) -> HttpResponse:
    """Load a file of answers: nothing is kept unless all of it can be read."""
    actor = request.actor
    require(policies.may_begin(actor))
    bound = request.method == "POST"
    form = forms.LoadForm(
        request.POST if bound else None, request.FILES if bound else None, initial={"asked_on": timezone.localdate()}
    )
    faults: list[object] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            fields = {**form.fields_of_set, "organisation_id": queries.own_organisation(actor)}
            kept = tried(form, lambda: actions.load_file(actor, fields, file.name, file.read()))
        except Unreadable as unreadable:
            faults = list(unreadable.problems)
            kept = None
        if kept is not None:
            data_set, read = kept
            for note in read.notes:
                messages.info(request, note)
            messages.success(request, showing.loaded(read))
            return HttpResponseRedirect(reverse("tables:data", args=[data_set.pk]))
    context = {**frame(), "form": form, "faults": faults}
    return render(request, "tables/load.html", context, status=422 if bound else 200)


@page(members)
def take(request: PageRequest, wave: int) -> HttpResponse:
    """Take the answers of a survey's wave here."""
    data_set = None
    asked = surveys.wave(request.actor, wave)
    if request.method == "POST":
        try:
            data_set = actions.take_wave(request.actor, wave)
            messages.success(request, _("The answers are here."))
        except NotNow as obstacle:
            messages.error(request, str(obstacle))
    else:
        require(policies.may_begin(request.actor))
    data_set = data_set or queries.data_set_of_wave(request.actor, wave)
    if data_set is None and request.method == "GET":
        return ask(
            request, forms.NothingForm(), lambda: "", title=_("Tables of the answers"), done="",
            under=_taken(asked.state == "open"), back=reverse("surveys:wave", args=[wave]),
            submit=_("Take the answers"),
        )  # fmt: skip
    address = reverse("tables:list") if data_set is None else reverse("tables:data", args=[data_set.pk])
    return HttpResponseRedirect(address)


def _taken(open_still: bool) -> str:
    """What taking the answers of a wave means."""
    words = _("The answers come without names. You look through the columns before anybody sees a table.")
    if open_still:
        words += " " + _(
            "Answers still come in, and it is best to wait: what is opened for tables now shows little while few have "
            "answered, and has no municipality or group where fewer than five share them. That stands."
        )
    return words


@page(members)
def data(request: PageRequest, pk: int) -> HttpResponse:
    """One data set: while it is prepared its columns and how to open it; after that its questions."""
    actor = request.actor
    data_set = queries.data_set(actor, pk)
    if data_set.kind == "published":
        return HttpResponseRedirect(reverse("evaluation:printed", args=[data_set.key]))
    variables = queries.variables(actor, data_set)
    context = {
        **frame(data_set),
        "may_keep": policies.may_keep(actor, data_set),
        "may_take_out": policies.may_take_out(actor, data_set),
        "events": timeline(actor, data_set)[:12],
    }
    if data_set.state == "draft":
        return _prepare(request, data_set, context, variables)
    release = None if not data_set.releases.exists() else queries.release(actor, data_set)
    rows = showing.opened(queries.opened(actor, data_set)) if data_set.is_open else []
    context |= {"release": release, "rows": rows, "tables": queries.tables(actor).filter(data_set=data_set)}
    return render(request, "tables/data.html", context)


def _prepare(
    request: PageRequest, data_set: DataSet, context: dict[str, Any], variables: Sequence[Variable]
) -> HttpResponse:
    actor = request.actor
    step = request.POST.get("step", "")
    purposes = forms.PurposesForm(variables, request.POST if step == "purposes" else None)
    groups = [each for each in variables if each.purpose == "group"]
    questions = [each for each in variables if each.purpose == "question" and each.codes]
    opening = forms.OpenForm(groups, request.POST if step == "open" else None, questions=questions)
    if step == "purposes" and purposes.is_valid():
        done(purposes, lambda: actions.set_purposes(actor, data_set, purposes.purposes))
    if step == "open" and opening.is_valid():
        given = (opening.cleaned_data["groups"], int(opening.cleaned_data["depth"]), opening.pairs)
        if showing.takes_long(groups, questions, *given):
            job = tried(opening, lambda: tasks.hand_over(actor, data_set, *given))
            if job is not None:
                return redirect("jobs:job", job)
        else:
            done(opening, lambda: actions.open_data_set(actor, data_set, *given))
    if step and not purposes.errors and not opening.errors:
        messages.success(request, _("The data set is open for tables.") if step == "open" else _("It is changed."))
        return HttpResponseRedirect(request.path)
    rows = [(each, purposes[f"use-{each.name}"], showing.spread(each)) for each in variables]
    context |= {"rows": rows, "purposes": purposes, "opening": opening}
    return render(request, "tables/prepare.html", context, status=422 if step else 200)


@page(members)
def about(request: PageRequest, pk: int) -> HttpResponse:
    """Change what is said of a data set."""
    data_set = queries.data_set(request.actor, pk)
    require(policies.may_keep(request.actor, data_set))
    form = forms.AboutForm(request.POST or None, instance=data_set)
    back = reverse("tables:data", args=[pk])

    def run() -> str:
        fresh = queries.data_set(request.actor, pk)
        actions.change_data_set(request.actor, fresh, form.cleaned_data)
        return back

    return ask(request, form, run, title=data_set.words, back=back, done=_("It is changed."), data_set=data_set)


@page(members)
def variable(request: PageRequest, pk: int) -> HttpResponse:
    """Change a variable: words, answers in order, codes for no answer, answers put together."""
    found = queries.variable(request.actor, pk)
    require(policies.may_change(request.actor, found.data_set))
    form = forms.VariableForm(found, request.POST if request.method == "POST" else None)
    back = reverse("tables:data", args=[found.data_set_id])

    def run() -> str:
        actions.change_variable(request.actor, found, form.cleaned_data)
        return back

    return ask(
        request, form, run, title=found.words or found.name, back=back, done=_("It is changed."),
        under=_("What stands in the column: %(values)s") % {"values": ", ".join(columns.seen(found))[:600]},
        data_set=found.data_set,
    )  # fmt: skip


@page(members)
def withdraw(request: PageRequest, pk: int) -> HttpResponse:
    """Withdraw an open data set, with a reason; or remove one that is being prepared."""
    actor, data_set = request.actor, queries.data_set(request.actor, pk)
    back = reverse("tables:list")
    if data_set.state == "draft":
        require(policies.may_change(actor, data_set))
        if request.method == "POST":
            actions.remove_data_set(actor, data_set)
            messages.success(request, _("The data set is removed."))
        return HttpResponseRedirect(back)
    require(policies.may_withdraw(actor, data_set))
    form = forms.WithdrawForm(request.POST if request.method == "POST" else None)

    def run() -> str:
        actions.withdraw(actor, data_set, form.cleaned_data["reason"])
        return back

    return ask(
        request, form, run, title=_("Withdraw %(name)s") % {"name": data_set.words},
        back=reverse("tables:data", args=[pk]), done=_("The data set is withdrawn."), submit=_("Withdraw"),
        data_set=data_set,
        under=_("Its tables stay where they are kept, but nothing is reckoned any more. It is never opened again."),
    )  # fmt: skip
