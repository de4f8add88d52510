"""One step of a finding, a challenge, a recommendation or a check, with the reason where it needs one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.states import Workflow
from boso.programme.findings import actions, actions_checks, queries, states
from boso.programme.findings.views_base import ask, sent
from boso.programme.learning.forms import WordsForm

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of thing is found, moved and gone back to; which of its steps are taken here."""

    workflow: Workflow
    steps: tuple[str, ...]
    find: Callable[[Actor, int], Any]
    run: Callable[[Actor, Any, str, str], None]
    back: Callable[[Any], str]


KINDS = {
    "finding": Kind(
        states.FINDING, ("raise", "replace", "withdraw", "restore"), queries.finding,
        lambda actor, one, step, words: actions.move_finding(actor, one, step, reason=words, on=timezone.localdate()),
        lambda one: reverse("findings:finding", args=[one.pk]),
    ),
    "challenge": Kind(
        states.CHALLENGE, ("meet", "return"), queries.challenge,
        lambda actor, one, step, words: actions.move_challenge(actor, one, step, reason=words),
        lambda one: reverse("findings:advice-list") + f"#challenge-{one.pk}",
    ),
    "advice": Kind(
        states.RECOMMENDATION, ("reopen", "ask_again"), queries.recommendation,
        lambda actor, one, step, words: actions.move_advice(actor, one, step, reason=words, on=timezone.localdate()),
        lambda one: reverse("findings:advice", args=[one.pk]),
    ),
    "check": Kind(
        states.CHECK, ("pause", "resume"), queries.check,
        lambda actor, one, step, words: actions_checks.move_check(actor, one, step, reason=words),
        lambda one: reverse("findings:check", args=[one.pk]),
    ),
}  # fmt: skip


@page(members)
def step(request: PageRequest, kind: str, pk: int, step: str) -> HttpResponse:
    """Take a thing one step on; why is asked for where the step needs it."""
    actor = request.actor
    known = KINDS.get(kind)
    if known is None or step not in known.steps:
        raise Refused(NOT_HERE)
    thing = known.find(actor, pk)
    transition = known.workflow.transition(step)
    require(transition.may(actor, thing))
    form = WordsForm(sent(request), label=_("Why"), required=transition.needs_reason)
    if not transition.needs_reason:
        del form.fields["words"]

    def run() -> str:
        known.run(actor, thing, step, form.cleaned_data.get("words", ""))
        return known.back(thing)

    under = getattr(thing, "title", "") or thing.words
    return ask(request, form, run, programme=thing.programme, title=transition.label, under=under,
               back=known.back(thing), submit=transition.label, done=_("It is written down."))  # fmt: skip
