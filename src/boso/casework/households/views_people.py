"""Registering a household person by person, and what is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.casework.households import (
    actions,
    actions_people,
    filling,
    forms,
    policies,
    queries,
    queries_case,
    queries_list,
)
from boso.casework.households.filling import fill_in, press
from boso.casework.households.models import Household, Member, Person
from boso.casework.households.people import NewPerson
from boso.casework.households.queries_visible import WORKS, units_of
from boso.casework.households.views import address, head
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Denied, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_households)
def new(request: PageRequest) -> HttpResponse:
    """Register a household by its main person; the others come one by one after."""
    mine = units_of(request.actor, *WORKS)
    units = [unit for unit in queries_list.units_to_choose(request.actor) if unit.pk in mine]
    if not units:
        raise Refused(Denied(_("You register households for a unit you work in.")))
    form = forms.NewHouseholdForm(
        filling.typed(request), units=[(str(unit.pk), unit.name) for unit in units], initial={"unit": units[0].pk}
    )
    place = units[0].organisation_id
    if form.is_valid():
        chosen = next(unit for unit in units if str(unit.pk) == form.cleaned_data["unit"])
        place = chosen.organisation_id
        _ask_about_number(form, request.actor, place)

    def run() -> str:
        given = form.cleaned_data
        told = NewPerson(form.words(), protection=given["protection"])
        made = actions.register(
            request.actor, place, int(given["unit"]), [told], legal_basis=given["use"], ground=given["ground"],
            worker_id=request.actor.user_id,
        )  # fmt: skip
        if not policies.may_see_household(request.actor, made):
            messages.info(
                request,
                _("%(reference)s is protected. You have no clearance and do not see it.")
                % {"reference": made.reference},
            )
            return reverse("households:list")
        return reverse("households:person-new", args=[made.pk])

    return fill_in(
        request, form, run, _("The household is registered. Who else lives there?"), title=_("New household"),
        back=reverse("households:list"), submit=_("Register"),
        help=_("Begin with the main person. The others come one by one on the next page."),
    )  # fmt: skip


@page(policies.may_open_households)
def new_person(request: PageRequest, household_id: int) -> HttpResponse:
    """One person more."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    alone = len(case.card.persons) == 1
    form = forms.PersonForm(filling.typed(request), initial={"role": "co_applicant" if alone else "child"})
    known: Person | None = None
    if form.is_valid():
        known = _ask_about_number(form, request.actor, case.household.organisation_id, here=case.household)

    def run() -> str:
        given = form.cleaned_data
        told = NewPerson(form.words(), given["role"], given["protection"])
        actions_people.add_person(request.actor, case.household, told, known=known)
        more = "more" in request.POST and policies.may_see_household(request.actor, case.household)
        return reverse("households:person-new", args=[household_id]) if more else _after(request, case.household)

    return fill_in(
        request, form, run, _("The person is registered."), title=_("One person more"), back=address(case, "people"),
        submit=_("Save, that is all"), more=_("Save and add another"), template="households/person_new.html",
        **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def person(request: PageRequest, household_id: int, member_id: int) -> HttpResponse:
    """Change what is known of a person."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    member = queries_case.member_of(case, member_id)
    words = queries.open_person(member.person)
    initial = {
        "name": words.name, "born": words.born, "role": member.role, "phone": words.phone, "email": words.email,
        "language": words.language, "interpreter": words.interpreter, "protection": member.person.protection,
    }  # fmt: skip
    form = forms.PersonForm(filling.typed(request), initial=initial)
    if words.national_id:
        form.fields["national_id"].help_text = _("A number is registered. Leave this empty to keep it.")
    if form.is_valid() and form.cleaned_data["national_id"]:
        _ask_about_number(form, request.actor, case.household.organisation_id, here=case.household, whose=member)

    def run() -> str:
        given = form.cleaned_data
        actions_people.change_person(
            request.actor, case.household, member, form.words(words), role=given["role"],
            protection=given["protection"],
        )  # fmt: skip
        return _after(request, case.household)

    return fill_in(
        request, form, run, _("It is changed."), title=words.name or _("Person"), back=address(case, "people"),
        member=member, number=bool(words.national_id), template="households/person.html", **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def number(request: PageRequest, household_id: int, member_id: int) -> HttpResponse:
    """Show a national id, for a reason that is logged."""
    case = queries_case.case(request.actor, household_id)
    member = queries_case.member_of(case, member_id)
    words = queries.open_person(member.person)
    form = forms.NumberForm(filling.typed(request))
    shown = ""
    if request.method == "POST" and form.is_valid():
        log_look(
            request.actor, "household.number", case.household, organisation_id=case.household.organisation_id,
            reason=form.reason,
        )  # fmt: skip
        shown = words.national_id
    context = head(case) | {"form": form, "words": words, "shown": shown, "back": address(case, "people")}
    return render(request, "households/number.html", context, status=422 if form.errors else 200)


@page(policies.may_open_households)
def leave(request: PageRequest, household_id: int, member_id: int) -> HttpResponse:
    """Somebody no longer lives in the household."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    member = queries_case.member_of(case, member_id)
    words = queries.open_person(member.person)
    form = forms.LeaveForm(filling.typed(request), today=timezone.localdate())

    def run() -> str:
        actions_people.leave(request.actor, case.household, member, form.cleaned_data["ends"])
        return _after(request, case.household)

    return fill_in(
        request, form, run, _("It is written down."), title=_("%(name)s no longer lives here") % {"name": words.name},
        back=address(case, "people"), help=_("What is known of the person stays."), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def guardian(request: PageRequest, household_id: int, member_id: int) -> HttpResponse:
    """Somebody speaks for a person."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    member = queries_case.member_of(case, member_id)
    words = queries.open_person(member.person)
    form = forms.GuardianForm(filling.typed(request), initial={"starts": timezone.localdate()})

    def run() -> str:
        actions_people.appoint(request.actor, case.household, member, form.words(), form.fields_given())
        return address(case, "people")

    return fill_in(
        request, form, run, _("It is written down."), title=_("Who speaks for %(name)s") % {"name": words.name},
        back=address(case, "people"), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def end_guardian(request: PageRequest, household_id: int, guardian_id: int) -> HttpResponse:
    """Somebody no longer speaks for a person."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.guardian_of(case, guardian_id)
    return press(
        request, lambda: actions_people.dismiss(request.actor, case.household, row), _("It is written down."),
        address(case, "people"),
    )  # fmt: skip


@page(policies.may_open_households)
def reach(request: PageRequest, household_id: int) -> HttpResponse:
    """Where and how the household is reached."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    before = queries_case.reach(case)
    form = forms.ReachForm(filling.typed(request), initial={"address": before.address, "reach": before.reach})

    def run() -> str:
        actions_people.change_reach(request.actor, case.household, form.words(before.closing))
        return address(case, "people")

    return fill_in(
        request, form, run, _("It is changed."), title=_("How to reach them"), back=address(case, "people"),
        **head(case),
    )  # fmt: skip


def _after(request: PageRequest, household: Household) -> str:
    """Where to go on: the persons of the case, or the list where the person no longer sees it."""
    if policies.may_see_household(request.actor, household):
        return reverse("households:household", args=[household.pk]) + "?tab=people"
    messages.info(
        request,
        _("%(reference)s is protected. You have no clearance and do not see it.") % {"reference": household.reference},
    )
    return reverse("households:list")


def _ask_about_number(
    form: forms.PersonForm, actor: Actor, place: int, *, here: Household | None = None, whose: Member | None = None
) -> Person | None:
    """Ask before a number is registered twice. Gives the person where the actor sees one who has it."""
    typed = form.cleaned_data["national_id"]
    if not typed:
        return None
    found = queries.find_by_national_id(actor, place, typed)
    if found.person is not None and (whose is None or found.person.pk != whose.person_id):
        named = ", ".join(one.reference for one in found.households)
        if here is not None and here in found.households:
            form.add_error("national_id", _("That person stands in this household already."))
        elif whose is not None:
            form.add_error(
                "national_id", _("That number belongs to somebody in %(references)s.") % {"references": named}
            )
        else:
            form.ask(
                _("The person stands in %(references)s already. A child may have two homes; anybody else moves.")
                % {"references": named}
            )
        return found.person
    if found.elsewhere:
        form.ask(_("Another unit works with this person. Ask your decision maker before you register them anew."))
    return None
