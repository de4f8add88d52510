"""Quotations, the matrix of codes, and how far two coders agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.audit.actions import log_look
from boso.foundation.history.queries import timeline
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.queries import available
from boso.programme.interviews import actions_quotations as actions
from boso.programme.interviews import forms, policies, queries, showing, states
from boso.programme.interviews.models import Attribution, Code, Material, QuotationState
from boso.programme.interviews.views_base import address, ask, carried_out, frame, sent, shown, worked_on
from boso.programme.interviews.wording import attributed

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("words", _("Words")),
    Column("source", _("Who said it"), ("material__title", "start", "pk")),
    Column("state", _("State"), ("state", "material__title", "start", "pk")),
)
REASONS = {"release": _("What the informant answered"), "withdraw": _("Why it is withdrawn")}


@page(members)
def quotations(request: PageRequest) -> HttpResponse:
    """Released quotations; for the evaluators also those on their way."""
    actor = request.actor
    evaluation = shown(request)
    context = frame(evaluation, actor)
    if evaluation is not None:
        reading = context["reading"]
        found = list(
            queries.quotations(actor, released=not reading, programme=evaluation.programme).filter(
                material__evaluation=evaluation
            )
        )
        book = queries.code_book(actor, evaluation)
        form = forms.QuotationsFilter(request.GET, [(str(code.pk), code.title) for code in book], working=reading)
        wish = {name: request.GET.get(name, "") for name in ("q", "code", "role")}
        wish["state"] = request.GET.get("state", "") if reading else ""
        kept = [one.pk for one in showing.quotations(found, wish)]
        rows = queries.quotations(actor, released=not reading, programme=evaluation.programme).filter(pk__in=kept)
        shelf = listing(request, rows, COLUMNS, default="source")
        context |= {
            "form": form,
            "chips": chips(request, form) if form.is_valid() else [],
            "listing": shelf,
            "rows": [(one, attributed(one), showing.COLOURS[one.state]) for one in shelf.rows],
            "released": sum(one.state == QuotationState.RELEASED for one in found),
            "all": len(found),
        }
    return render(request, "interviews/quotations.html", context)


@page(policies.may_work_somewhere)
def new_quotation(request: PageRequest) -> HttpResponse:
    """Draw a quotation from a coded place."""
    actor = request.actor
    number = request.GET.get("coding", "")
    if not number.isdecimal():
        raise Refused(NOT_HERE)
    coding = queries.coding(actor, int(number))
    material = queries.material(actor, coding.material_id)
    log_look(actor, "material.read", material)
    form = forms.QuotationForm(
        sent(request), initial={"text": material.text[coding.start : coding.end], "attribution": Attribution.ROLE}
    )

    def run() -> str:
        made = actions.quote(actor, material, coding.start, coding.end, form.cleaned_data, [coding.code])
        return address("quotation", material.evaluation, made.pk)

    back = address("source", material.evaluation, material.pk)
    return ask(request, material.evaluation, form, run, title=_("New quotation"), under=material.title, back=back,
               done=_("The quotation is a draft. Ask the informant before it is used."))  # fmt: skip


@page(members)
def quotation(request: PageRequest, pk: int) -> HttpResponse:
    """One quotation: words, who said it, how far it has come."""
    actor = request.actor
    found = queries.quotation(actor, pk)
    evaluation = found.material.evaluation
    context = frame(evaluation, actor)
    context |= {
        "quotation": found,
        "said_by": attributed(found),
        "colour": showing.COLOURS[found.state],
        "steps": available(actor, found, states.QUOTATION) if context["reading"] else [],
        "waits": found.state == QuotationState.ASKED and not policies.may_release(actor, found) and context["reading"],
        "may_change": bool(policies.may_change_quotation(actor, found)) and context["reading"],
        "entries": timeline(actor, found) if context["reading"] else [],
    }
    return render(request, "interviews/quotation.html", context)


@page(members)
def edit_quotation(request: PageRequest, pk: int) -> HttpResponse:
    """Change the words of a draft."""
    found = queries.quotation(request.actor, pk)
    require(policies.may_change_quotation(request.actor, found))
    evaluation = found.material.evaluation
    form = forms.QuotationForm(sent(request), initial={"text": found.text, "attribution": found.attribution})
    back = address("quotation", evaluation, pk)

    def run() -> str:
        actions.edit_quotation(request.actor, found, form.cleaned_data)
        return back

    return ask(request, evaluation, form, run, title=_("Change the quotation"), under=found.material.title, back=back,
               done=_("It is changed."))  # fmt: skip


@require_POST
@page(members)
def move_quotation(request: PageRequest, pk: int, step: str) -> HttpResponse:
    """Ask the informant, or take the quotation back."""
    found = queries.quotation(request.actor, pk)
    today = timezone.localdate()
    acts = {
        "ask": lambda: actions.ask(request.actor, found, today),
        "take_back": lambda: actions.take_back(request.actor, found),
    }
    if step not in acts:
        raise Refused(NOT_HERE)
    back = address("quotation", found.material.evaluation, pk)
    return carried_out(request, acts[step], back, _("It is written down."))


@page(members)
def settle_quotation(request: PageRequest, pk: int, step: str) -> HttpResponse:
    """Release a quotation with the informant's answer, or withdraw it with a reason."""
    actor = request.actor
    found = queries.quotation(actor, pk)
    if step not in REASONS:
        raise Refused(NOT_HERE)
    transition = states.QUOTATION.transition(step)
    require(transition.may(actor, found))
    form = forms.ReasonForm(sent(request), label=REASONS[step])
    evaluation = found.material.evaluation
    back = address("quotation", evaluation, pk)

    def run() -> str:
        if step == "release":
            actions.release(actor, found, form.cleaned_data["words"], timezone.localdate())
        else:
            actions.withdraw(actor, found, form.cleaned_data["words"])
        return back

    return ask(request, evaluation, form, run, title=transition.label, under=f"«{found.text}»" if found.text else "",
               back=back, submit=transition.label, done=_("It is written down."))  # fmt: skip


@page(policies.may_follow)
def matrix(request: PageRequest) -> HttpResponse:
    """Codes by role or municipality: coded places for the evaluators, released quotations for who asked for it."""
    actor = request.actor
    evaluation = shown(request)
    context = frame(evaluation, actor)
    if evaluation is not None:
        reading = context["reading"]
        by = "municipality" if request.GET.get("by") == "municipality" and reading else "role"
        other = "role" if by == "municipality" else "municipality"
        wish = {other: request.GET.get(other, "")} if reading else {}
        codes = queries.code_book(actor, evaluation)
        elsewhere = gettext("Documents and notes")
        counted: list[tuple[Code, tuple[str, str]]]
        if reading:
            rows = list(queries.codings(actor, evaluation))
            names = {showing.across(one.material, other, "") for one in rows} - {("", "")}
            kept = showing.narrowed(rows, wish, {})
            counted = [(one.code, showing.across(one.material, by, elsewhere)) for one in kept]
            context |= {"others": sorted(names, key=lambda one: one[1]), "other": other, "chosen": wish[other]}
        else:
            released = queries.quotations(actor, programme=evaluation.programme).filter(material__evaluation=evaluation)
            counted = [
                (code, showing.role_label(showing.told_role(one), elsewhere))
                for one in released for code in one.codes.all()
            ]  # fmt: skip
        context |= {
            "matrix": showing.matrix(codes, counted, by, {"evaluation": evaluation.key} | wish),
            "by": by,
            "place": "interviews:places" if reading else "interviews:quotations",
        }
    return render(request, "interviews/matrix.html", context)


@page(policies.may_work_somewhere)
def agreement(request: PageRequest) -> HttpResponse:
    """How far two coders agree, code by code."""
    actor = request.actor
    evaluation = worked_on(request)
    coders = list(queries.coders(actor, evaluation))
    unit = "character" if request.GET.get("unit") == "character" else "sentence"
    numbers = [request.GET.get(name, "") for name in ("first", "second")]
    by_number = {str(coder.number): coder for coder in coders}
    pair = [by_number[number] for number in numbers if number in by_number]
    if len(pair) < 2 or pair[0] == pair[1]:
        pair = coders[:2]
    context = frame(evaluation, actor) | {"coders": coders, "pair": pair, "unit": unit}
    if len(pair) == 2:
        texts: list[Material] = list(queries.whole_texts(actor, evaluation))
        rows, both = showing.agreement(
            queries.code_book(actor, evaluation), queries.codings(actor, evaluation), texts, (pair[0], pair[1]), unit
        )
        log_look(actor, "agreement.read", evaluation, count=both)
        context |= {"rows": rows, "both": both}
    return render(request, "interviews/agreement.html", context)
