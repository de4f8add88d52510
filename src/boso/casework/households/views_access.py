"""Who works with a household, who sees it, on what ground, and who has looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from boso.casework.households import (
    actions,
    actions_access,
    actions_closing,
    actions_emergency,
    actions_law,
    filling,
    forms,
    forms_access,
    policies,
    queries_access,
    queries_case,
)
from boso.casework.households.filling import fill_in, press
from boso.casework.households.views import address, head, looked
from boso.foundation.access.decisions import require
from boso.foundation.web.pages import page

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@page(policies.may_open_households)
def new_unit(request: PageRequest, household_id: int) -> HttpResponse:
    """Another unit works with the household."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    form = forms_access.UnitForm(filling.typed(request), units=queries_case.other_units(case))

    def run() -> str:
        given = form.cleaned_data
        actions.engage(request.actor, case.household, int(given["unit"]), given["ground"])
        return address(case, "access")

    return fill_in(
        request, form, run, _("The unit works with the household from today."), title=_("Bring in a unit"),
        back=address(case, "access"), help=_("The unit sees the whole case and writes in it."), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def assign(request: PageRequest, household_id: int, engagement_id: int) -> HttpResponse:
    """Who in the unit is responsible."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    row = queries_case.engagement_of(case, engagement_id)
    people = queries_case.workers(row.unit, case.today)
    form = forms_access.WorkerForm(filling.typed(request), people=people, initial={"worker": row.worker_id or ""})

    def run() -> str:
        worker = form.cleaned_data["worker"]
        actions_access.assign(request.actor, row, int(worker) if worker else None)
        return address(case, "access")

    return fill_in(
        request, form, run, _("It is written down."), title=_("Responsible at %(unit)s") % {"unit": row.unit.name},
        back=address(case, "access"), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def release(request: PageRequest, household_id: int, engagement_id: int) -> HttpResponse:
    """A unit no longer works with the household."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.engagement_of(case, engagement_id)
    return press(
        request, lambda: actions_access.release(request.actor, row), _("The unit no longer works with the household."),
        lambda: _back(request, household_id, "access"),
    )  # fmt: skip


@page(policies.may_open_households)
def share(request: PageRequest, household_id: int) -> HttpResponse:
    """Let another unit see the household."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    consents = queries_case.standing_consents(case)
    form = forms_access.ShareForm(
        filling.typed(request), units=queries_case.other_units(case), may_consent=bool(consents), today=case.today
    )

    def run() -> str:
        given = form.cleaned_data
        actions_access.share(
            request.actor, case.household, int(given["unit"]), given["ground"], given["ends"],
            consent=consents[0] if consents else None,
        )  # fmt: skip
        return address(case, "access")

    help_text = _("The unit reads the case and does not write in it. Notes for certain units stay with those.")
    if not consents:
        help_text += " " + _("To share by consent, write down the consent first.")
    return fill_in(
        request, form, run, _("It is shared."), title=_("Share with a unit"), back=address(case, "access"),
        submit=_("Share"), help=help_text, **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def extend(request: PageRequest, household_id: int, sharing_id: int) -> HttpResponse:
    """Share longer, or shorter."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    row = queries_case.sharing_of(case, sharing_id)
    form = forms_access.ExtendForm(filling.typed(request), initial={"ends": row.ends})

    def run() -> str:
        actions_access.extend(request.actor, row, form.cleaned_data["ends"])
        return address(case, "access")

    return fill_in(
        request, form, run, _("It is changed."), title=_("Shared with %(unit)s") % {"unit": row.unit.name},
        back=address(case, "access"), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def end_sharing(request: PageRequest, household_id: int, sharing_id: int) -> HttpResponse:
    """The unit sees the household no more."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.sharing_of(case, sharing_id)
    return press(
        request, lambda: actions_access.end_sharing(request.actor, row), _("It is no longer shared."),
        address(case, "access"),
    )  # fmt: skip


@page(policies.may_open_households)
def recuse(request: PageRequest, household_id: int) -> HttpResponse:
    """Somebody has a conflict of interest: oneself, or said by a decision maker of somebody else."""
    case = queries_case.case(request.actor, household_id)
    actor = request.actor
    people = [(str(actor.user_id), _("I myself, %(name)s") % {"name": actor.name})]
    if head(case)["may_lead"]:
        people += [(str(one.pk), one.name) for one in queries_case.colleagues(case) if one.pk != actor.user_id]
    form = forms_access.RecuseForm(filling.typed(request), people=people)

    def run() -> str:
        given = form.cleaned_data
        actions_access.recuse(actor, case.household, int(given["user"]), given["ground"], given["text"])
        return _back(request, household_id, "access")

    return fill_in(
        request, form, run, _("The case is hidden from them from now."), title=_("Conflict of interest"),
        back=address(case, "access"), submit=_("Hide the case"),
        help=_("Whoever is too close to the household neither sees nor works with it. A decision maker may lift it."),
        **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def lift(request: PageRequest, household_id: int, recusal_id: int) -> HttpResponse:
    """A conflict of interest is over."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.recusal_of(case, recusal_id)
    return press(
        request, lambda: actions_access.lift(request.actor, row), _("They may see the case again."),
        address(case, "access"),
    )  # fmt: skip


@page(policies.may_open_households)
def new_basis(request: PageRequest, household_id: int) -> HttpResponse:
    """One use more of the household's data."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    standing = [basis.use for basis in queries_case.bases(case) if basis.ends is None]
    form = forms_access.BasisForm(filling.typed(request), today=case.today, standing=standing)

    def run() -> str:
        actions_law.add_basis(request.actor, case.household, form.cleaned_data["use"], form.cleaned_data["starts"])
        return address(case, "access")

    return fill_in(
        request, form, run, _("It is written down."), title=_("What the data is used for"),
        back=address(case, "access"), help=_("The work rests on a statute. Nobody is asked to agree to it."),
        **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def end_basis(request: PageRequest, household_id: int, basis_id: int) -> HttpResponse:
    """The data is no longer used for that."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.basis_of(case, basis_id)
    return press(
        request, lambda: actions_law.end_basis(request.actor, row), _("It is written down."), address(case, "access")
    )  # fmt: skip


@page(policies.may_open_households)
def consent(request: PageRequest, household_id: int) -> HttpResponse:
    """Somebody agrees that services tell each other."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_work_with(request.actor, case.household))
    adults = [person for person in case.card.persons if not person.is_child] or list(case.card.persons)
    people = [(str(person.member_id), person.name) for person in adults]
    form = forms_access.AgreeForm(filling.typed(request), people=people, today=case.today)

    def run() -> str:
        given = form.cleaned_data
        member = queries_case.member_of(case, int(given["member"]))
        actions_law.give_consent(
            request.actor, case.household, member, given["how"], given["given_on"], given["text"]
        )  # fmt: skip
        return address(case, "access")

    return fill_in(
        request, form, run, _("The consent is written down."), title=_("Consent"), back=address(case, "access"),
        help=_("Only for what confidentiality keeps apart between services. It may be withdrawn at any time."),
        **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def withdraw_consent(request: PageRequest, household_id: int, consent_id: int) -> HttpResponse:
    """A consent is withdrawn; sharing that rests on it ends."""
    case = queries_case.case(request.actor, household_id)
    row = queries_case.consent_of(case, consent_id)
    return press(
        request, lambda: actions_law.withdraw_consent(request.actor, row),
        _("The consent is withdrawn, and what was shared because of it is no longer shared."),
        address(case, "access"),
    )  # fmt: skip


@page(policies.may_open_households)
def close(request: PageRequest, household_id: int) -> HttpResponse:
    """The municipality no longer works with the household."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_close(request.actor, case.household))
    form = forms.CloseForm(filling.typed(request), today=timezone.localdate())

    def run() -> str:
        given = form.cleaned_data
        actions_closing.close(request.actor, case.household, given["reason"], given["text"], given["on"])
        return address(case)

    return fill_in(
        request, form, run, _("The case is closed. It can be opened again."), title=_("Close the case"),
        back=address(case), submit=_("Close the case"), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
def reopen(request: PageRequest, household_id: int) -> HttpResponse:
    """Work with the household again."""
    case = queries_case.case(request.actor, household_id)
    require(policies.may_reopen(request.actor, case.household))
    form = forms.ReasonForm(filling.typed(request))

    def run() -> str:
        actions_closing.reopen(request.actor, case.household, form.cleaned_data["text"])
        return address(case)

    return fill_in(
        request, form, run, _("The case is open again."), title=_("Open the case again"), back=address(case),
        submit=_("Open it"), **head(case),
    )  # fmt: skip


@page(policies.may_open_households)
@require_POST
def end_emergency(request: PageRequest, household_id: int) -> HttpResponse:
    """Close again what one opened in an emergency."""
    case = queries_case.case(request.actor, household_id)
    return press(
        request, lambda: actions_emergency.end_emergency(request.actor, case.household),
        _("It is closed for you again. A decision maker reviews that you opened it."), reverse("households:list"),
    )  # fmt: skip


@page(policies.may_open_households)
def looks(request: PageRequest, household_id: int) -> HttpResponse:
    """Who has looked at the case."""
    case = queries_case.case(request.actor, household_id)
    rows = queries_access.looks(case)
    looked(case)
    people = len({row.who for row in rows})
    return render(
        request,
        "households/looks.html",
        head(case) | {"rows": rows, "people": people, "emergencies": queries_case.emergencies(case)},
    )


def _back(request: PageRequest, household_id: int, tab: str) -> str:
    """The tab, or the list for whoever no longer sees the case. Asked after the act."""
    seen = policies.sees(request.actor, household_id)
    found = reverse("households:household", args=[household_id])
    return f"{found}?tab={tab}" if seen else reverse("households:list")
