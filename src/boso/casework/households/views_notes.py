"""Writing notes and contacts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.casework.households import actions_notes, filling, forms_access, policies, queries_case
from boso.casework.households.filling import fill_in, press
from boso.casework.households.views import address, head
from boso.foundation.access.decisions import require
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_households)
def note(request: PageRequest, household_id: int) -> HttpResponse:
    """Write a note."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    form = forms_access.NoteForm(filling.typed(request), units=[row.unit for row in case.engagements])

    def run() -> str:
        given = form.cleaned_data
        units = {int(unit) for unit in given["units"]}
        actions_notes.write_note(request.actor, case.household, given["text"], units)
        return address(case, "notes")

    return fill_in(
        request, form, run, _("The note is written."), title=_("New note"), back=address(case, "notes"), **head(case)
    )  # fmt: skip


@page(policies.may_open_households)
def contact(request: PageRequest, household_id: int) -> HttpResponse:
    """Write down a contact."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    units = [row.unit for row in case.engagements]
    form = forms_access.ContactForm(filling.typed(request), units=units, today=case.today)

    def run() -> str:
        given = form.cleaned_data
        readers = {int(unit) for unit in given["units"]}
        actions_notes.log_contact(
            request.actor, case.household, given["text"], readers, on=given["on"], channel=given["channel"]
        )
        return address(case, "notes")

    return fill_in(
        request, form, run, _("The contact is written down."), title=_("New contact"), back=address(case, "notes"),
        **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def strike_note(request: PageRequest, household_id: int, note_id: int) -> HttpResponse:
    """Strike out a note."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.note_of(case, note_id)
    return press(request, lambda: actions_notes.strike(request.actor, row), _("Struck out."), address(case, "notes"))


@page(policies.may_open_households)
@require_POST
def strike_contact(request: PageRequest, household_id: int, contact_id: int) -> HttpResponse:
    """Strike out a contact."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.contact_of(case, contact_id)
    return press(request, lambda: actions_notes.strike(request.actor, row), _("Struck out."), address(case, "notes"))
