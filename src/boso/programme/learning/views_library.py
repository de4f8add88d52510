"""The library of experience: the list, one experience with figures and uses, and what people add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.programme.learning import actions_library as actions
from boso.programme.learning import forms, policies, queries, showing
from boso.programme.learning.models import Experience, UseState
from boso.programme.learning.views_base import ask, by_people, frame, sent, shown
from boso.programme.partnership import queries as partnership

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("title", _("What was tried"), ("title_nb",)),
    Column("where", _("Where"), ("organisation__name",)),
    Column("theme", _("Theme"), ("theme", "title_nb"), choice=True),
    Column("state", _("How far"), ("state", "title_nb"), choice=True),
    Column("age", _("Since"), ("-tried_in", "title_nb"), numeric=True, choice=True),
    Column("taken", _("Taken over"), ("-taken",), numeric=True),
)


@page(members)
def library(request: PageRequest) -> HttpResponse:
    """Everything that was tried, narrowed by words, theme, sort of thing and place."""
    actor, programme = request.actor, shown(request)
    everything = queries.experiences(actor, programme)
    form = forms.LibraryFilter(request.GET or None, queries.experienced(actor, programme))
    wish = {name: request.GET.get(name, "") for name in ("q", "theme", "tool", "where")}
    shelf = listing(request, queries.narrowed(everything, **wish), COLUMNS, default="taken")
    context = frame(programme) | {
        "form": form,
        "chips": chips(request, form) if form.is_bound else [],
        "listing": shelf,
        "total": shelf.total,
        "colours": showing.COLOURS,
        "may_tell": policies.may_tell(actor),
        "query": request.GET.urlencode(),
    }
    return render(request, "learning/library.html", context)


@page(members)
def experience(request: PageRequest, pk: int) -> HttpResponse:
    """One experience: what, where, result, age, cost, whom to ask, and who took it over."""
    actor = request.actor
    found = queries.experience(actor, pk)
    uses = list(found.uses.all())
    own = {place.pk for place in queries.own_places(actor)}
    context = (
        frame(found.programme)
        | queries.as_seen(actor, found)
        | {
            "experience": found,
            "colour": showing.COLOURS[found.state],
            "colours": showing.COLOURS,
            "age": found.age(timezone.localdate()),
            "challenges": queries.challenges_met(actor, found),
            "taken": sum(use.state != UseState.LOOKS for use in uses),
            "uses": [(use, use.organisation_id in own) for use in uses],
            "grown": queries.grown_from(actor, found),
            "may_edit": policies.may_edit_experience(actor, found),
            "may_take": bool(own - {found.organisation_id} - {use.organisation_id for use in uses}),
            "entries": by_people(actor, found),
        }
    )
    return render(request, "learning/experience.html", context)


@page(policies.may_tell)
def tell(request: PageRequest) -> HttpResponse:
    """Tell an experience."""
    actor, programme = request.actor, shown(request)
    own = queries.own_places(actor)
    form = _choices(actor, forms.ExperienceForm(sent(request), initial={"organisation": own.first(), "shared": True}))

    def run() -> str:
        return _at(actions.tell(actor, form.cleaned_data, programme))

    back = reverse("learning:library")
    return ask(request, form, run, title=_("Tell an experience"), back=back, done=_("It stands in the library."))


@page(members)
def edit_experience(request: PageRequest, pk: int) -> HttpResponse:
    """Change an experience."""
    actor = request.actor
    found = queries.experience(actor, pk)
    require(policies.may_edit_experience(actor, found))
    initial = {name: getattr(found, name) for name in forms.ExperienceForm.base_fields if name != "challenges"}
    initial["challenges"] = list(found.challenges.all())
    form = _choices(actor, forms.ExperienceForm(sent(request), initial=initial))

    def run() -> str:
        return _at(actions.edit_experience(actor, found, form.cleaned_data))

    return ask(request, form, run, title=found.title, back=_at(found), done=_("It is changed."))


@page(members)
def new_figure(request: PageRequest, pk: int) -> HttpResponse:
    """Add a figure to the result."""
    found = queries.experience(request.actor, pk)
    require(policies.may_edit_experience(request.actor, found))
    form = forms.FigureForm(sent(request))

    def run() -> str:
        actions.add_figure(request.actor, found, form.cleaned_data)
        return _at(found)

    return ask(request, form, run, title=_("New figure"), under=found.title, back=_at(found),
               done=_("The figure is added."))  # fmt: skip


@page(policies.may_tell)
def take_over(request: PageRequest, pk: int) -> HttpResponse:
    """Write down that one's own organisation takes it over."""
    actor = request.actor
    found = queries.experience(actor, pk)
    own = queries.own_places(actor).exclude(pk=found.organisation_id or 0)
    initial = {"organisation": own.first(), "taken_from": found.organisation, "since": timezone.localdate()}
    form = forms.UseForm(sent(request), initial=initial)
    form.offer(organisation=own, taken_from=queries.places(actor, found.programme))
    form.fields["organisation"].label, form.fields["taken_from"].label = _("Who takes it over"), _("From whom")

    def run() -> str:
        actions.take_over(actor, found, form.cleaned_data)
        return f"{_at(found)}#uses"

    return ask(request, form, run, title=_("Take it over"), under=found.title, back=_at(found),
               done=_("It is written down. When you have used it for a while, say how it went."))  # fmt: skip


@page(members)
def judge(request: PageRequest, pk: int) -> HttpResponse:
    """Say how it went."""
    use = queries.use(request.actor, pk)
    require(policies.may_judge(request.actor, use))
    initial = {name: getattr(use, name) for name in forms.VerdictForm.base_fields}
    form = forms.VerdictForm(sent(request), initial=initial)
    back = reverse("learning:experience", args=[use.experience_id])

    def run() -> str:
        actions.judge(request.actor, use, form.cleaned_data)
        return f"{back}#uses"

    return ask(request, form, run, title=_("How did it go?"), under=use.experience.title, back=back,
               done=_("Thank you. Others can read it now."))  # fmt: skip


def _choices(actor: Actor, form: forms.Asked) -> forms.Asked:
    programme = queries.programme_of(actor)
    own = partnership.own_participations(actor)
    builds_on: QuerySet[Experience] = queries.experiences(actor, programme)
    form.offer(
        organisation=queries.own_places(actor),
        builds_on=builds_on,
        challenges=queries.challenges(actor, programme),
        activity=queries.activities(actor, programme, own[0] if own else None),
    )
    form.fields["organisation"].label, form.fields["organisation"].required = _("Where"), True
    form.fields["builds_on"].label, form.fields["challenges"].label = _("Built on"), _("Against which challenges")
    form.fields["activity"].label = _("From which measure")
    form.fields["contact_role"].help_text = _("A role, not a name.")
    return form


def _at(found: Experience) -> str:
    return reverse("learning:experience", args=[found.pk])
