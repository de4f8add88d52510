"""Writing findings, what they rest on, and how goals stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NotNow, require
from boso.foundation.web.pages import members, page
from boso.programme.findings import actions, evidence, forms, policies, queries, queries_pages
from boso.programme.findings.models import EvidenceKind, Finding
from boso.programme.findings.views_base import ask, scope_of, sent, shown
from boso.programme.learning.forms import Asked
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Participation

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

#: How many facts of the report are offered at a time.
_MOST = 30
_EDITABLE = ("title_nb", "nb", "strength", "category", "touches", "loop", "owner_role", "owner")


def _finding_form(request: PageRequest, participation: Participation | None, found: Finding | None) -> Asked:
    """The form of a finding; of one that the report says, only who answers for it."""
    actor = request.actor
    initial: dict[str, Any] = {}
    kind: type[Asked] = forms.FindingForm
    if found is not None:
        initial = {name: getattr(found, name) for name in _EDITABLE if name != "touches"}
        initial["touches"] = [one.pk for one in found.touches.all()]
        kind = forms.OwnerForm if found.fact_id is not None else forms.FindingForm
    form = kind(sent(request), initial=initial)
    form.offer(owner=queries_pages.may_own(actor, participation, timezone.localdate()))
    if kind is forms.FindingForm:
        offered = queries_pages.category_choices(actor)
        form.offer(category=offered, touches=offered)
    return form


@page(policies.may_begin)
def new_finding(request: PageRequest) -> HttpResponse:
    """Write a finding, about the programme or about a municipality."""
    actor, programme, me = request.actor, shown(request), scope_of(request)
    if me is None and not policies.may_write(actor, None):
        me = next((one for one in partnership.own_participations(actor) if policies.may_write(actor, one)), None)
    require(policies.may_write(actor, me))
    programme = me.programme if me is not None else programme
    form = _finding_form(request, me, None)

    def run() -> str:
        return reverse("findings:finding", args=[actions.write_finding(actor, me, form.cleaned_data, programme).pk])

    under = me.organisation.name if me is not None else _("About the programme")
    return ask(request, form, run, programme=programme, title=_("New finding"), under=under,
               back=reverse("findings:list"),
               done=_("The finding is written as a draft. Add what it rests on, and let it stand."))  # fmt: skip


@page(members)
def edit_finding(request: PageRequest, pk: int) -> HttpResponse:
    """Change a finding; of one that the report says, only who answers for it."""
    actor = request.actor
    found = queries.finding(actor, pk)
    reported = found.fact_id is not None
    require(policies.may_move(actor, found) if reported else policies.may_change(actor, found))
    form = _finding_form(request, found.participation, found)
    back = reverse("findings:finding", args=[pk])

    def run() -> str:
        act = actions.name_owner if reported else actions.edit_finding
        act(actor, found, form.cleaned_data)
        return back

    title = _("Who answers for it") if reported else _("Change the finding")
    return ask(request, form, run, programme=found.programme, title=title, under=found.title, back=back,
               done=_("It is written down."))  # fmt: skip


@page(members)
@require_POST
def share(request: PageRequest, pk: int) -> HttpResponse:
    """Open a municipality's finding to every member."""
    found = queries.finding(request.actor, pk)
    try:
        actions.share_finding(request.actor, found)
        messages.success(request, str(_("Every member can read it now.")))
    except NotNow as reason:
        messages.error(request, str(reason))
    return HttpResponseRedirect(reverse("findings:finding", args=[pk]))


@page(members)
def new_evidence(request: PageRequest, pk: int) -> HttpResponse:
    """Add what a finding rests on: first what it is, then which one."""
    actor = request.actor
    found = queries.finding(actor, pk)
    require(policies.may_add_to(actor, found))
    kind = request.GET.get("kind", "")
    kind = kind if kind in EvidenceKind.values else EvidenceKind.FACT.value
    words = request.GET.get("q", "").strip()
    offered = _offered(request, kind, words)
    form = forms.EvidenceForm(sent(request), offered=[(one.ref, _said(one)) for one in offered])
    back = reverse("findings:finding", args=[pk])

    def run() -> str:
        given = form.cleaned_data
        fact = partnership.fact(actor, given["ref"]) if kind == EvidenceKind.FACT else None
        actions.add_evidence(
            actor, found, kind, fact=fact, ref="" if fact is not None else given["ref"], words=given["words"],
            against=given["against"], on=timezone.localdate(),
        )  # fmt: skip
        return back

    search = forms.EvidenceSearch({"kind": kind, "q": words})
    more = {"search": search, "nothing": not offered, "too_many": len(offered) >= _MOST, "most": _MOST}
    return ask(request, form, run, programme=found.programme, title=_("New evidence"), under=found.title, back=back,
               done=_("The evidence is added."), submit=_("Add"), more=more)  # fmt: skip


def _offered(request: PageRequest, kind: str, words: str) -> list[evidence.Thing]:
    if kind != EvidenceKind.FACT:
        folded = words.casefold()
        return [one for one in evidence.offered(request.actor, kind) if folded in _said(one).casefold()][:_MOST]
    if not words and request.method != "POST":
        return []
    facts = partnership.facts(request.actor, search=words)
    return [evidence.Thing(one.pk, one.words or one.pk, one.place) for one in facts[:_MOST]]


def _said(one: evidence.Thing) -> str:
    return f"{one.title} ({one.told})" if one.told else one.title


@page(members)
@require_POST
def remove_evidence(request: PageRequest, pk: int) -> HttpResponse:
    """Take a piece of evidence away."""
    piece = queries_pages.piece(request.actor, pk)
    try:
        actions.remove_evidence(request.actor, piece)
        messages.success(request, str(_("The evidence is taken away. The log keeps that it was there.")))
    except NotNow as reason:
        messages.error(request, str(reason))
    return HttpResponseRedirect(reverse("findings:finding", args=[piece.finding_id]))


@page(members)
def assess(request: PageRequest, pk: int) -> HttpResponse:
    """Judge how a goal stands, from this finding and others."""
    actor = request.actor
    found = queries.finding(actor, pk)
    require(policies.may_write(actor, found.participation))
    initial = {"findings": [found.pk], "on": timezone.localdate()}
    form = forms.AssessmentForm(sent(request), initial=initial)
    about = queries.findings(actor, found.programme).filter(participation=found.participation)
    form.offer(goal=queries_pages.goals(actor), findings=about.select_related(None))
    form.fields["goal"].label, form.fields["goal"].required = _("Which goal"), False
    form.fields["goal"].label_from_instance = lambda one: f"{one.label} ({one.plan.key})"  # type: ignore[attr-defined]
    form.fields["findings"].label = _("Findings it rests on")
    form.fields["on"].required = True
    back = reverse("findings:finding", args=[pk])

    def run() -> str:
        given = dict(form.cleaned_data)
        actions.assess(actor, given.pop("goal"), found.participation, given, found.programme)
        return back

    return ask(request, form, run, programme=found.programme, title=_("Judge a goal"), under=found.title, back=back,
               done=_("The assessment is written. Earlier ones stay."))  # fmt: skip
