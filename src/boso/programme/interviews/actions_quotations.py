"""Quotations: drawn from a text, asked about, released by another, and withdrawn when they must be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.workflow.actions import act, perform, save
from boso.programme.interviews import policies, queries, states
from boso.programme.interviews.models import SPOKEN, Code, Material, Quotation

Fields = dict[str, Any]


def quote(
    actor: Actor, material: Material, start: int, end: int, fields: Fields, codes: Iterable[Code] = ()
) -> Quotation:  # fmt: skip
    """Draw a quotation from a text, as a draft.

    Raises Refused when the actor may not, the place is not in the text, or the words are not there.
    """
    require(policies.may_code(actor, material))
    if not 0 <= start < end <= len(material.text):
        raise NotNow(_("Choose where the place begins and ends."))
    _faithful(material, start, end, fields["text"])
    quotation = Quotation(material=material, start=start, end=end, drafted_by_id=actor.user_id)
    with act(actor, "quotation.draw", quotation):
        for name, value in fields.items():
            setattr(quotation, name, value)
        quotation.save()
        quotation.codes.set(codes)
    return quotation


def edit_quotation(actor: Actor, quotation: Quotation, fields: Fields) -> Quotation:
    """Change the words of a draft, or how much a reader is told of who said it.

    Raises Refused when the actor may not, it is no draft, or the words are not there.
    """
    require(policies.may_change_quotation(actor, quotation))
    _faithful(quotation.material, quotation.start, quotation.end, fields["text"])
    return save(actor, "quotation.edit", quotation, fields)


def ask(actor: Actor, quotation: Quotation, on: dt.date) -> None:
    """Write down that the informant (or whoever keeps the document) is asked.

    Raises Refused when the actor may not, no consent holds, or the state has moved on.
    """
    _agreed(actor, quotation, on)
    fields = {"asked_on": on, "asked_by_id": actor.user_id, "released_on": None, "released_by_id": None}
    perform(actor, quotation, states.QUOTATION, "ask", fields=fields)


def take_back(actor: Actor, quotation: Quotation) -> None:
    """Take a quotation back to change its words. Whoever asks next time writes a new day.

    Raises Refused when the actor may not, or the state has moved on.
    """
    perform(actor, quotation, states.QUOTATION, "take_back", fields={"asked_on": None, "asked_by_id": None})


def release(actor: Actor, quotation: Quotation, answer: str, on: dt.date) -> None:
    """Release a quotation that the informant has said yes to: by another than the one who asked.

    Raises Refused when the actor may not, no consent holds, the answer is missing, or the state has moved on.
    """
    _agreed(actor, quotation, on)
    fields = {"released_on": on, "released_by_id": actor.user_id, "reason": answer.strip()[:500]}
    perform(actor, quotation, states.QUOTATION, "release", reason=answer, fields=fields)


def withdraw(actor: Actor, quotation: Quotation, reason: str) -> None:
    """Withdraw a quotation; its words go.

    Raises Refused when the actor may not, the state has moved on, or the reason is missing.
    """
    fields = {"text": "", "reason": reason.strip()[:500]}
    perform(actor, quotation, states.QUOTATION, "withdraw", reason=reason, fields=fields)


def _agreed(actor: Actor, quotation: Quotation, on: dt.date) -> None:
    require(policies.may_move_quotation(actor, quotation))
    material = quotation.material
    if material.kind not in SPOKEN or material.informant is None:
        return
    if not queries.consented(actor, material.informant, on):
        raise NotNow(_("The informant has no consent that holds today."))


def _faithful(material: Material, start: int, end: int, words: str) -> None:
    """The quotation must be made of what stands there: words may be left out, marked by […], and none put in."""
    here, rest = 0, " ".join(material.text[start:end].split())
    for piece in words.replace("[...]", "[…]").split("[…]"):
        wanted = " ".join(piece.split())
        found = rest.find(wanted, here)
        if found < 0:
            raise NotNow(_("A quotation says what was said. Leave words out as […], and put none in."))
        here = found + len(wanted)
