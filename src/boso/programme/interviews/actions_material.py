"""Everything that can be done with texts, codes, codings and memos."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.core.coding.offsets import plain
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.evaluation import queries as evaluations
from boso.programme.evaluation.models import Evaluation
from boso.programme.interviews import policies, queries, states
from boso.programme.interviews.models import (
    SPOKEN,
    Code,
    Coder,
    Coding,
    Material,
    Memo,
    Quotation,
    QuotationState,
)

Fields = dict[str, Any]
_FOLDED = str.maketrans("æøåÆØÅ", "aoaaoa")
#: Characters of one text: some ten hours of talk.
LONGEST = 1_000_000


def key_of(words: str) -> str:
    """A short address made of words; empty where they have no letters."""
    return slugify(words.translate(_FOLDED))[:60].strip("-")


def bring_text(actor: Actor, evaluation: Evaluation, fields: Fields, today: dt.date) -> Material:
    """Take a text in.

    Raises Refused when the actor may not, it is empty or too long, or somebody's words come without their consent.
    """
    require(policies.may_work(actor, evaluation))
    informant = fields.get("informant")
    if fields["kind"] in SPOKEN:
        if informant is None:
            raise NotNow(_("Say whose words these are: choose the informant."))
        require(policies.may_work_with(actor, informant))
        if not queries.consented(actor, informant, today):
            raise NotNow(_("Write down first what the informant has agreed to."))
    given = {**fields, "text": _text(fields["text"])}
    return save(actor, "material.bring", Material(evaluation=evaluation, created_by_id=actor.user_id), given)


def edit_text(actor: Actor, material: Material, fields: Fields) -> Material:
    """Change title, kind, day, or the text itself as long as nothing in it is marked.

    Raises Refused when the actor may not, the text is taken out, or it would move under its codes.
    """
    require(policies.may_code(actor, material))
    given = {**fields, "text": _text(fields["text"])}
    if given["text"] != material.text and (material.codings.exists() or material.quotations.exists()):
        raise NotNow(_("The text has codes or quotations. Change it, and they would point at other words."))
    return save(actor, "material.edit", material, given)


def take_out(actor: Actor, material: Material, reason: str, on: dt.date) -> None:
    """Take a text out for good: its words, codes and memos go, its quotations are withdrawn. That it was here stays.

    Raises Refused when the actor may not, it is out already, or the reason is missing.
    """
    require(policies.may_take_out(actor, material))
    with act(actor, "material.empty", material):
        perform(
            actor, material, states.MATERIAL, "take_out", reason=reason,
            fields={"text": "", "taken_out_on": on, "reason": reason.strip()[:300]},
        )  # fmt: skip
        Coding.objects.filter(material=material).delete()
        Memo.objects.filter(material=material).delete()
        for quotation in Quotation.objects.filter(material=material).exclude(state=QuotationState.WITHDRAWN):
            fields = {"text": "", "reason": reason.strip()[:500]}
            perform(actor, quotation, states.QUOTATION, "withdraw", reason=reason, fields=fields)
        Quotation.objects.filter(material=material).update(text="")


def start_book(actor: Actor, evaluation: Evaluation) -> list[Code]:
    """Begin the code book with the analysis model of the evaluation. What stands is left.

    Raises Refused when the actor may not.
    """
    require(policies.may_work(actor, evaluation))
    standing = {code.path: code for code in Code.objects.filter(evaluation=evaluation)}
    made: list[Code] = []
    with act(actor, "code_book.start", evaluation):
        for category in evaluations.categories(actor, evaluation.model.key):
            if category.path in standing:
                continue
            parent = standing.get(category.path.rpartition(".")[0])
            words = {name: getattr(category, name) for name in _WORDED}
            code = Code.objects.create(
                evaluation=evaluation, parent=parent, key=category.key, path=category.path, number=category.number,
                category=category, created_by_id=actor.user_id, **words,
            )  # fmt: skip
            standing[code.path] = code
            made.append(code)
    return made


def add_code(actor: Actor, evaluation: Evaluation, fields: Fields) -> Code:
    """Add a code, below another or as a root.

    Raises Refused when the actor may not, or a brother of that name stands.
    """
    require(policies.may_work(actor, evaluation))
    code = Code(evaluation=evaluation, created_by_id=actor.user_id)
    place(code, fields.get("parent"), str(fields["title_nb"]))
    if Code.objects.filter(evaluation=evaluation, path=code.path).exists():
        raise NotNow(_("There is already a code of that name there."))
    return save(actor, "code.add", code, fields)


def edit_code(actor: Actor, code: Code, fields: Fields) -> Code:
    """Change what a code is called and when it is used. Its place in the book stays.

    Raises Refused when the actor may not.
    """
    require(policies.may_change_code(actor, code))
    return save(actor, "code.edit", code, fields)


def remove_code(actor: Actor, code: Code) -> None:
    """Take a code out of the book that nothing carries; the log keeps that it was there.

    Raises Refused when the actor may not, or it is used.
    """
    require(policies.may_change_code(actor, code))
    if code.codings.exists() or code.children.exists() or code.quotations.exists():
        raise NotNow(_("The code is used, or has codes below it. Take those away first."))
    with act(actor, "code.remove", code):
        code.delete()


def mark(actor: Actor, material: Material, code: Code, start: int, end: int, memo: str = "") -> Coding:
    """Put a code on a place of a text.

    Raises Refused when the actor may not, the place is not in the text, or the same coder has put it there already.
    """
    require(policies.may_code(actor, material))
    if not 0 <= start < end <= len(material.text):
        raise NotNow(_("Choose where the place begins and ends."))
    if code.evaluation_id != material.evaluation_id:
        raise NotNow(_("The code stands in another code book."))
    coder = coder_of(actor, material.evaluation)
    place_of = {"material": material, "code": code, "coder": coder, "start": start, "end": end}
    if Coding.objects.filter(**place_of).exists():
        raise NotNow(_("You have put this code here already."))
    return save(actor, "coding.mark", Coding(**place_of), {"memo": memo.strip()})


def unmark(actor: Actor, coding: Coding) -> None:
    """Take a code away from a place; the log keeps that it was there.

    Raises Refused when the actor may not.
    """
    require(policies.may_remove_coding(actor, coding))
    with act(actor, "coding.unmark", coding):
        coding.delete()


def think(actor: Actor, coding: Coding, memo: str) -> Coding:
    """Write a memo on a coded place.

    Raises Refused when the actor may not.
    """
    require(policies.may_remove_coding(actor, coding))
    return save(actor, "coding.think", coding, {"memo": memo.strip()})


def write_memo(actor: Actor, evaluation: Evaluation, fields: Fields) -> Memo:
    """Write a memo about a text, a code, or the whole.

    Raises Refused when the actor may not.
    """
    require(policies.may_work(actor, evaluation))
    return save(actor, "memo.write", Memo(evaluation=evaluation, created_by_id=actor.user_id), fields)


def edit_memo(actor: Actor, memo: Memo, fields: Fields) -> Memo:
    """Change a memo.

    Raises Refused when the actor may not.
    """
    require(policies.may_work(actor, memo.evaluation))
    return save(actor, "memo.edit", memo, fields)


def coder_of(actor: Actor, evaluation: Evaluation) -> Coder:
    """The actor as a coder of the evaluation: a number."""
    found = Coder.objects.filter(evaluation=evaluation).filter(user=actor.user_id).first()
    return found or Coder.objects.create(
        evaluation=evaluation, user_id=actor.user_id, number=next_coder(evaluation)
    )  # fmt: skip


def next_coder(evaluation: Evaluation) -> int:
    """The number that the next coder gets."""
    last: int = Coder.objects.filter(evaluation=evaluation).aggregate(last=Max("number"))["last"] or 0
    return last + 1


def place(code: Code, parent: Code | None, name: str) -> None:
    """Set the code's place in the book: below the parent, after its brothers and sisters."""
    key = key_of(name)
    if not key:
        raise NotNow(_("The name has no letters."))
    brothers = Code.objects.filter(evaluation_id=code.evaluation_id, parent=parent)
    code.parent, code.key = parent, key
    code.path = f"{parent.path}.{key}" if parent is not None else key
    if len(code.path) > 400:
        raise NotNow(_("The code would lie too deep."))
    code.number = (brothers.aggregate(last=Max("number"))["last"] or 0) + 1


def _text(words: str) -> str:
    found = plain(words).strip("\n")
    if not found.strip():
        raise NotNow(_("The text is empty."))
    if len(found) > LONGEST:
        raise NotNow(_("The text is too long. Divide it."))
    return found


_WORDED = ("title_nb", "title_nn", "title_en", "nb", "nn", "en")
