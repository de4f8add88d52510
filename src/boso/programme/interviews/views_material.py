"""Texts: the list, coding one, code book, coded places, memos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import log_look
from boso.foundation.web.lists import Column, chips, listing
from boso.foundation.web.pages import members, page
from boso.programme.evaluation import queries as evaluations
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import actions_material as actions
from boso.programme.interviews import forms, policies, queries, showing
from boso.programme.interviews.models import Code, Material, MaterialState
from boso.programme.interviews.views_base import address, ask, carried_out, frame, sent, shown, worked_on

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest

COLUMNS = (
    Column("title", _("Title"), ("title", "pk")),
    Column("kind", _("What it is"), ("kind", "title", "pk")),
    Column("who", _("Whose words"), ("informant__pseudonym", "title", "pk")),
    Column("on", _("Day"), ("-on", "title", "pk")),
    Column("coded", _("Coded places"), ("-coded", "title", "pk"), numeric=True),
)
PLACES = (
    Column("words", _("Words")),
    Column("code", _("Code"), ("code__path", "material__title", "start", "pk")),
    Column("source", _("Source"), ("material__title", "start", "pk")),
)
TEXT = ("title", "kind", "informant", "organisation", "on", "text")


@page(policies.may_work_somewhere)
def sources(request: PageRequest) -> HttpResponse:
    """Every text of the evaluation."""
    evaluation = worked_on(request)
    found = queries.sources(request.actor, evaluation.programme).filter(evaluation=evaluation)
    context = frame(evaluation, request.actor) | {
        "listing": listing(request, found, COLUMNS, default="title"),
        "memos": queries.memos(request.actor, evaluation)[:20],
    }
    return render(request, "interviews/sources.html", context)


@page(policies.may_work_somewhere)
def new_source(request: PageRequest) -> HttpResponse:
    """Take a text in."""
    evaluation = worked_on(request)
    informant = request.GET.get("informant", "")
    initial = {"informant": int(informant) if informant.isdecimal() else None}
    form = _text_form(request, evaluation, initial)

    def run() -> str:
        made = actions.bring_text(request.actor, evaluation, form.cleaned_data, timezone.localdate())
        return address("source", evaluation, made.pk)

    return ask(request, evaluation, form, run, title=_("New text"), back=address("sources", evaluation),
               done=_("The text is taken in. Mark places in it and give them codes."))  # fmt: skip


@page(members)
def edit_source(request: PageRequest, pk: int) -> HttpResponse:
    """Change a text, or what is said of it."""
    material = queries.material(request.actor, pk)
    require(policies.may_code(request.actor, material))
    log_look(request.actor, "material.read", material)
    form = _text_form(request, material.evaluation, {name: getattr(material, name) for name in TEXT})
    back = address("source", material.evaluation, pk)

    def run() -> str:
        actions.edit_text(request.actor, material, form.cleaned_data)
        return back

    return ask(request, material.evaluation, form, run, title=material.title, back=back, done=_("It is changed."))


@page(members)
def source(request: PageRequest, pk: int) -> HttpResponse:
    """Read and code one text: by mouse, by keyboard, or by choosing sentences. Every look is logged."""
    actor = request.actor
    material = queries.material(actor, pk)
    evaluation = material.evaluation
    codes = queries.code_book(actor, evaluation)
    marked = list(queries.codings(actor, evaluation).filter(material=material))
    form = forms.MarkForm(sent(request))
    form.offer(queries.codes_of(actor, evaluation))
    trouble = ""
    if request.method == "POST":
        trouble = _marked(request, material, form)
        if not trouble:
            number = min(form.cleaned_data["first"], form.cleaned_data["last"])
            divided = showing.parts(showing.text(material, (), {}))
            onward = f"{address('source', evaluation, pk)}&code={form.data['code']}"
            return HttpResponseRedirect(f"{onward}&part={showing.part_of(divided, '', number)}#s{number}")
    else:
        log_look(actor, "material.read", material)
    divided = showing.parts(showing.text(material, marked, showing.hues(codes)))
    part = showing.part_of(divided, request.GET.get("part", ""))
    context = frame(evaluation, actor) | {
        "material": material,
        "paragraphs": divided[part - 1],
        "part": part,
        "parts": range(1, len(divided) + 1) if len(divided) > 1 else (),
        "codes": codes,
        "chosen": request.POST.get("code") or request.GET.get("code", ""),
        "sent": request.POST,
        "trouble": trouble,
        "memos": queries.memos(actor, evaluation).filter(material=material),
        "may_code": bool(policies.may_code(actor, material)),
        "may_take_out": bool(policies.may_take_out(actor, material)),
        "gone": material.state == MaterialState.TAKEN_OUT,
        "marked": len(marked),
    }
    return render(request, "interviews/source.html", context, status=422 if trouble else 200)


def _marked(request: PageRequest, material: Material, form: forms.MarkForm) -> str:
    """Put the code there; what is in the way, in words."""
    require(policies.may_code(request.actor, material))
    if not form.is_valid():
        return gettext("Choose the sentences and a code.")
    given = form.cleaned_data
    place = showing.spot(material.text, given["first"], given["last"])
    if given["start"] is not None and given["end"]:
        place = (given["start"], given["end"])
    try:
        actions.mark(request.actor, material, given["code"], *(place or (0, 0)), given["memo"])
    except NotNow as obstacle:
        return str(obstacle)
    messages.success(request, gettext("«%(code)s» is put there.") % {"code": given["code"].title})
    return ""


@page(members)
def take_out(request: PageRequest, pk: int) -> HttpResponse:
    """Take a text out for good."""
    material = queries.material(request.actor, pk)
    form = forms.ReasonForm(sent(request), label=_("Why"))
    back = address("source", material.evaluation, pk)

    def run() -> str:
        actions.take_out(request.actor, material, form.cleaned_data["words"], timezone.localdate())
        return back

    return ask(request, material.evaluation, form, run, title=_("Take the text out"), under=material.title, back=back,
               submit=_("Take it out for good"), done=_("The text is taken out."))  # fmt: skip


@page(members)
def codes(request: PageRequest) -> HttpResponse:
    """The code book."""
    evaluation = shown(request)
    found = queries.code_book(request.actor, evaluation) if evaluation is not None else []
    used = queries.use_of_codes(request.actor, evaluation) if evaluation is not None else {}
    looks = showing.hues(found)
    context = frame(evaluation, request.actor) | {
        "codes": [(code, used.get(code.pk, 0), looks[code.pk], range(code.depth)) for code in found],
        "used": sum(used.values()),
    }
    return render(request, "interviews/codes.html", context)


@require_POST
@page(policies.may_work_somewhere)
def start_book(request: PageRequest) -> HttpResponse:
    """Begin the code book with the analysis model."""
    evaluation = worked_on(request)
    return carried_out(
        request, lambda: actions.start_book(request.actor, evaluation), address("codes", evaluation),
        _("The code book begins with the analysis model. Add codes below."),
    )  # fmt: skip


@page(policies.may_work_somewhere)
def new_code(request: PageRequest) -> HttpResponse:
    """Add a code."""
    evaluation = worked_on(request)
    below = request.GET.get("below", "")
    form = forms.CodeForm(sent(request), initial={"parent": int(below) if below.isdecimal() else None})
    form.offer(parent=queries.codes_of(request.actor, evaluation))
    back = address("codes", evaluation)

    def run() -> str:
        actions.add_code(request.actor, evaluation, form.cleaned_data)
        return back

    return ask(request, evaluation, form, run, title=_("New code"), back=back, done=_("The code stands in the book."))


@page(members)
def edit_code(request: PageRequest, pk: int) -> HttpResponse:
    """Change what a code is called, and when it is used."""
    code = queries.code(request.actor, pk)
    require(policies.may_change_code(request.actor, code))
    form = forms.CodeForm(sent(request), initial={"title_nb": code.title_nb, "nb": code.nb})
    del form.fields["parent"]
    back = address("codes", code.evaluation)

    def run() -> str:
        actions.edit_code(request.actor, code, form.cleaned_data)
        return back

    return ask(request, code.evaluation, form, run, title=code.title, back=back, done=_("It is changed."))


@require_POST
@page(members)
def remove_code(request: PageRequest, pk: int) -> HttpResponse:
    """Take a code out of the book."""
    code = queries.code(request.actor, pk)
    require(policies.may_change_code(request.actor, code))
    return carried_out(
        request, lambda: actions.remove_code(request.actor, code), address("codes", code.evaluation),
        _("The code is taken out of the book."),
    )  # fmt: skip


@page(policies.may_work_somewhere)
def places(request: PageRequest) -> HttpResponse:
    """Coded places by code, role, municipality and words. The look is logged."""
    actor = request.actor
    evaluation = worked_on(request)
    book = queries.code_book(actor, evaluation)
    wish = {name: request.GET.get(name, "") for name in ("q", "code", "role", "municipality")}
    texts = queries.texts(actor, evaluation)
    everything = list(queries.codings(actor, evaluation))
    about = sorted({showing.place_of(one.material) for one in everything} - {("", "")}, key=lambda one: one[1])
    form = forms.PlacesFilter(request.GET, [(str(code.pk), _indented(code)) for code in book], about)
    found = showing.narrowed(everything, wish, texts)
    log_look(actor, "places.read", evaluation, query=f"code={wish['code']};role={wish['role']}", words=wish["q"],
             count=len(found))  # fmt: skip
    rows = queries.codings(actor, evaluation).filter(pk__in=[one.pk for one in found])
    shelf = listing(request, rows, PLACES, default="source", count=False)
    context = frame(evaluation, actor) | {
        "form": form,
        "chips": chips(request, form) if form.is_valid() else [],
        "listing": shelf,
        "rows": [(one, texts.get(one.material_id, "")[one.start : one.end]) for one in shelf.rows],
        "total": len(found),
        "all": len(everything),
    }
    return render(request, "interviews/places.html", context)


@page(members)
def think(request: PageRequest, pk: int) -> HttpResponse:
    """Write a memo on a coded place."""
    coding = queries.coding(request.actor, pk)
    require(policies.may_remove_coding(request.actor, coding))
    evaluation = coding.material.evaluation
    form = forms.ThoughtForm(sent(request), initial={"memo": coding.memo})
    back = address("source", evaluation, coding.material_id)

    def run() -> str:
        actions.think(request.actor, coding, form.cleaned_data["memo"])
        return back

    words = queries.material(request.actor, coding.material_id).text[coding.start : coding.end]
    log_look(request.actor, "material.read", coding.material)
    return ask(request, evaluation, form, run, title=coding.code.title, back=back, coding=coding,
               words=words, done=_("The memo is written."), template="interviews/coding.html")  # fmt: skip


@require_POST
@page(members)
def unmark(request: PageRequest, pk: int) -> HttpResponse:
    """Take a code away from a place."""
    coding = queries.coding(request.actor, pk)
    back = address("source", coding.material.evaluation, coding.material_id)
    return carried_out(request, lambda: actions.unmark(request.actor, coding), back, _("The code is taken away."))


@page(policies.may_work_somewhere)
def new_memo(request: PageRequest) -> HttpResponse:
    """Write a memo about a text, a code, or the whole."""
    evaluation = worked_on(request)
    source, code = request.GET.get("source", ""), request.GET.get("code", "")
    material = queries.material(request.actor, int(source)) if source.isdecimal() else None
    about = queries.code(request.actor, int(code)) if code.isdecimal() else None
    form = forms.MemoForm(sent(request))
    back = address("source", evaluation, material.pk) if material is not None else address("sources", evaluation)

    def run() -> str:
        actions.write_memo(request.actor, evaluation, form.cleaned_data | {"material": material, "code": about})
        return back

    under = material.title if material is not None else about.title if about is not None else ""
    return ask(request, evaluation, form, run, title=_("New memo"), under=under, back=back,
               done=_("The memo is written."))  # fmt: skip


@page(members)
def edit_memo(request: PageRequest, pk: int) -> HttpResponse:
    """Change a memo."""
    memo = queries.memo(request.actor, pk)
    form = forms.MemoForm(sent(request), initial={"title": memo.title, "text": memo.text})
    back = (
        address("source", memo.evaluation, memo.material_id)
        if memo.material_id
        else address("sources", memo.evaluation)
    )

    def run() -> str:
        actions.edit_memo(request.actor, memo, form.cleaned_data)
        return back

    return ask(request, memo.evaluation, form, run, title=_("Change the memo"), back=back, done=_("It is changed."))


def _text_form(request: PageRequest, evaluation: Evaluation, initial: dict[str, Any]) -> forms.TextForm:
    files = request.FILES if request.method == "POST" else None
    form = forms.TextForm(sent(request), files, initial=initial)
    _offer(request.actor, evaluation, form)
    return form


def _offer(actor: Actor, evaluation: Evaluation, form: forms.TextForm) -> None:
    form.offer(
        informant=queries.informants(actor, evaluation).filter(fact__isnull=True),
        organisation=evaluations.municipalities(actor, evaluation.programme),
    )


def _indented(code: Code) -> str:
    return f"{'– ' * code.depth}{code.title}"
