"""Pages on which homes are registered and changed. The action asks the policy again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boso.casework.dwellings import actions_codes, actions_keeping, actions_status, policies, queries, states
from boso.casework.dwellings.forms import DwellingForm, NewDwellingForm
from boso.casework.dwellings.forms_acts import (
    BindingForm,
    BuildingForm,
    CodeForm,
    ExplainForm,
    SiteForm,
    StatusForm,
    StepForm,
)
from boso.casework.dwellings.models import CodeEntry, CodeList, Site, StepKind
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.access.roles import Role
from boso.foundation.web.forms import tried
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

Words = str | Promise
both = require_http_methods(["GET", "POST"])


def fill_in(
    request: PageRequest, form: django_forms.BaseForm, run: Callable[[], str], said: Words, **context: Any
) -> HttpResponse:
    """Show the form, or do what it asks and go on to the address `run` gives. context: title, under, back, submit."""
    if request.method == "POST" and form.is_valid():
        address = tried(form, run)
        if address is not None:
            messages.success(request, str(said))
            return redirect(address)
    template = context.pop("template", "dwellings/form.html")
    return render(
        request, template, {"form": form, **context}, status=422 if request.method == "POST" else 200
    )  # fmt: skip


def _place(request: PageRequest) -> int:
    """The organisation a new thing is for: the one asked for, or the only one whose homes the person keeps."""
    mine = sorted(request.actor.works_in(Role.HOUSING_MANAGER))
    asked = request.GET.get("organisation", "")
    if asked.isdecimal() and int(asked) in mine:
        return int(asked)
    return mine[0]


@page(policies.may_keep_some)
@both
def new(request: PageRequest) -> HttpResponse:
    """Register a dwelling."""
    place = _place(request)
    book = queries.code_book(request.actor, place)
    form = NewDwellingForm(request.POST or None, book=book, initial={"status_since": timezone.localdate()})

    def run() -> str:
        made = actions_keeping.register(request.actor, place, form.given())
        return reverse("dwellings:dwelling", args=[made.pk])

    return fill_in(
        request, form, run, _("The dwelling is registered."), title=_("New dwelling"), back=reverse("dwellings:list"),
        submit=_("Register"), template="dwellings/dwelling_form.html",
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def edit(request: PageRequest, dwelling_id: int) -> HttpResponse:
    """Change what is written of a dwelling."""
    found = queries.one(request.actor, dwelling_id)
    require(policies.may_change(request.actor, found))
    book = queries.code_book(request.actor, found.organisation_id)
    form = DwellingForm(request.POST or None, instance=found, book=book)
    back = reverse("dwellings:dwelling", args=[found.pk])

    def run() -> str:
        actions_keeping.change(request.actor, found, form.given())
        return back

    return fill_in(
        request, form, run, _("The dwelling is changed."), title=_("Change %(name)s") % {"name": found.title},
        back=back, template="dwellings/dwelling_form.html", dwelling=found, organisation=found.organisation,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def status(request: PageRequest, dwelling_id: int, name: str) -> HttpResponse:
    """Change where a dwelling stands."""
    found = queries.one(request.actor, dwelling_id)
    try:
        transition = states.DWELLING.transition(name)
    except KeyError:
        raise Refused(NOT_HERE) from None
    require(transition.may(request.actor, found))
    book, today = queries.code_book(request.actor, found.organisation_id), timezone.localdate()
    form = StatusForm(request.POST or None, transition=transition, book=book, today=today, initial={"on": today})
    back = reverse("dwellings:dwelling", args=[found.pk])

    def run() -> str:
        asked = form.cleaned_data
        actions_status.change_status(
            request.actor, found, name, asked["on"], empty_reason=asked.get("empty_reason", ""),
            reason=asked["reason"],
        )  # fmt: skip
        return back

    said = _("The dwelling now stands as «%(status)s».") % {"status": states.DWELLING.states[transition.target]}
    return fill_in(
        request, form, run, said, title=transition.label, under=found.title, back=back, submit=transition.label,
        organisation=found.organisation, trail=found,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def new_step(request: PageRequest, dwelling_id: int) -> HttpResponse:
    """Begin the next step between two tenants."""
    found = queries.one(request.actor, dwelling_id)
    require(policies.may_change(request.actor, found))
    today = timezone.localdate()
    form = StepForm(request.POST or None, today=today, initial={"on": today, "kind": StepKind.REPAIR})
    back = reverse("dwellings:dwelling", args=[found.pk])

    def run() -> str:
        asked = form.cleaned_data
        actions_status.begin_step(request.actor, found, asked["kind"], asked["on"], form.given())
        return back

    return fill_in(
        request, form, run, _("The step has begun."), title=_("Next step"), under=found.title, back=back,
        submit=_("Begin the step"), organisation=found.organisation, trail=found,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def edit_step(request: PageRequest, step_id: int) -> HttpResponse:
    """Change what was promised of a step, and by whom."""
    step = queries.step(request.actor, step_id)
    found = queries.one(request.actor, step.dwelling_id)
    require(policies.may_change(request.actor, found))
    initial = {name: getattr(step, name) for name in ("planned_end", "responsible", "note")}
    form = StepForm(request.POST or None, today=timezone.localdate(), known=True, initial=initial)
    back = reverse("dwellings:dwelling", args=[found.pk])

    def run() -> str:
        actions_status.change_step(request.actor, step, form.given())
        return back

    return fill_in(
        request, form, run, _("The step is changed."), title=step.get_kind_display(), under=found.title, back=back,
        organisation=found.organisation, trail=found,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def new_binding(request: PageRequest, dwelling_id: int) -> HttpResponse:
    """Write down what binds a dwelling."""
    found = queries.one(request.actor, dwelling_id)
    require(policies.may_change(request.actor, found))
    form = BindingForm(request.POST or None)
    back = reverse("dwellings:dwelling", args=[found.pk])

    def run() -> str:
        whole = form.cleaned_data["whole_building"]
        actions_keeping.bind(request.actor, found, form.given(), whole_building=whole)
        return back

    return fill_in(
        request, form, run, _("The binding is written down."), title=_("New binding"), under=found.title, back=back,
        organisation=found.organisation, trail=found,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def edit_binding(request: PageRequest, binding_id: int) -> HttpResponse:
    """Correct a binding."""
    binding = queries.binding(request.actor, binding_id)
    require(policies.may_keep(request.actor, binding.organisation_id))
    names = ("kind", "grantor", "reference", "amount", "starts", "ends", "terms")
    form = BindingForm(
        request.POST or None, known=True, initial={name: getattr(binding, name) for name in names}
    )  # fmt: skip
    back = _bound(binding)

    def run() -> str:
        actions_keeping.change_binding(request.actor, binding, form.given())
        return back

    return fill_in(
        request, form, run, _("The binding is changed."), title=_("Change the binding"),
        under=binding.dwelling or binding.building, back=back,
        remove=reverse("dwellings:binding-remove", args=[binding.pk]), template="dwellings/binding_form.html",
    )  # fmt: skip


@page(policies.may_open_stock)
@require_POST
def remove_binding(request: PageRequest, binding_id: int) -> HttpResponse:
    """Strike out a binding written down by mistake."""
    binding = queries.binding(request.actor, binding_id)
    back = _bound(binding)
    actions_keeping.remove_binding(request.actor, binding)
    messages.success(request, _("The binding is struck out."))
    return redirect(back)


def _bound(binding: Any) -> str:
    """The page of what the binding is on."""
    if binding.dwelling_id is not None:
        return reverse("dwellings:dwelling", args=[binding.dwelling_id])
    return reverse("dwellings:building", args=[binding.building_id])


@page(policies.may_open_stock)
@both
def edit_building(request: PageRequest, building_id: int) -> HttpResponse:
    """Change what is known of a building."""
    found = queries.building(request.actor, building_id)
    require(policies.may_keep(request.actor, found.organisation_id))
    form = BuildingForm(request.POST or None, initial=BuildingForm.values(found))
    back = reverse("dwellings:building", args=[found.pk])

    def run() -> str:
        actions_keeping.change_building(request.actor, found, form.cleaned_data)
        return back

    return fill_in(
        request, form, run, _("The building is changed."), title=_("Change the building"), under=found.address,
        back=back, organisation=found.organisation,
    )  # fmt: skip


@page(policies.may_keep_some)
@both
def new_site(request: PageRequest) -> HttpResponse:
    """Write down a site."""
    form = SiteForm(request.POST or None)

    def run() -> str:
        actions_keeping.keep_site(request.actor, Site(organisation_id=_place(request)), form.cleaned_data)
        return reverse("dwellings:sites")

    return fill_in(
        request, form, run, _("The site is written down."), title=_("New site"), back=reverse("dwellings:sites")
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def edit_site(request: PageRequest, site_id: int) -> HttpResponse:
    """Change a site."""
    found = queries.site(request.actor, site_id)
    require(policies.may_keep(request.actor, found.organisation_id))
    form = SiteForm(request.POST or None, initial=SiteForm.values(found))

    def run() -> str:
        actions_keeping.keep_site(request.actor, found, form.cleaned_data)
        return reverse("dwellings:sites")

    return fill_in(
        request, form, run, _("The site is changed."), title=found.name, back=reverse("dwellings:sites"),
        organisation=found.organisation,
    )  # fmt: skip


@page(policies.may_open_stock)
@both
def explain_code(request: PageRequest, entry_id: int) -> HttpResponse:
    """Say what a code is that nobody knew."""
    entry = queries.code_entry(request.actor, entry_id)
    require(policies.may_keep(request.actor, entry.organisation_id))
    book = queries.code_book(request.actor, entry.organisation_id)
    initial = {name: getattr(entry, name) for name in ("means", "nb", "nn", "en")}
    form = ExplainForm(request.POST or None, entry=entry, book=book, initial=initial)

    def run() -> str:
        actions_codes.explain(request.actor, entry, form.cleaned_data)
        return reverse("dwellings:codes")

    return fill_in(
        request, form, run, _("The code is explained. Dwellings that carry it follow."),
        title=_("What is «%(code)s»?") % {"code": entry.code}, under=entry.get_list_display(),
        back=reverse("dwellings:codes"),
    )  # fmt: skip


@page(policies.may_keep_some)
@both
def new_code(request: PageRequest, which: str) -> HttpResponse:
    """Add a code of the municipality's own."""
    if which not in CodeList.values:
        raise Refused(NOT_HERE)
    form = CodeForm(request.POST or None)

    def run() -> str:
        made: CodeEntry = actions_codes.add_code(request.actor, _place(request), which, form.cleaned_data)
        return f"{reverse('dwellings:codes')}#{made.list}"

    return fill_in(
        request, form, run, _("The code is added."), title=_("New code"), under=CodeList(which).label,
        back=reverse("dwellings:codes"),
    )  # fmt: skip
