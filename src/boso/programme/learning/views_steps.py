"""One step of a thing that has states: of an arena, a learning measure, a network, a matter, a lesson or a signal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused, require
from boso.foundation.web.pages import members, page
from boso.foundation.workflow.states import Transition, Workflow
from boso.programme.learning import actions, forms, queries, states
from boso.programme.learning import actions_library as library
from boso.programme.learning.views_base import ask, sent

if TYPE_CHECKING:
    from boso.foundation.web.pages import PageRequest


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of thing is found, moved and gone back to. find: (actor, key); run: (actor, thing, step, words)."""

    workflow: Workflow
    find: Callable[[Actor, str], Any]
    run: Callable[[Actor, Any, str, str], object]
    back: Callable[[Any], str]


def _run_arena(actor: Actor, thing: Any, step: str, words: str) -> None:
    if step == "hold":
        actions.hold_arena(actor, thing, words, timezone.localdate())
    else:
        actions.cancel_arena(actor, thing, reason=words)


def _run_matter(actor: Actor, thing: Any, step: str, words: str) -> None:
    actions.move_matter(actor, queries.network(actor, thing.network.slug), thing, step, reason=words)


def _number(find: Callable[[Actor, int], Any]) -> Callable[[Actor, str], Any]:
    def found(actor: Actor, key: str) -> Any:
        if not key.isdecimal():
            raise Refused(NOT_HERE)
        return find(actor, int(key))

    return found


KINDS = {
    "arenas": Kind(
        states.ARENA, _number(queries.arena), _run_arena, lambda one: reverse("learning:arena", args=[one.pk])
    ),
    "measures": Kind(
        states.MEASURE, _number(queries.measure),
        lambda actor, one, step, words: actions.move_measure(actor, one, step, reason=words),
        lambda one: reverse("learning:knowledge"),
    ),
    "networks": Kind(
        states.NETWORK, queries.network,
        lambda actor, one, step, words: actions.move_network(actor, one, step, reason=words),
        lambda one: reverse("learning:network", args=[one.slug]),
    ),
    "matters": Kind(
        states.MATTER, _number(queries.matter), _run_matter,
        lambda one: reverse("learning:network", args=[one.network.slug]) + "#matters",
    ),
    "lessons": Kind(
        states.LESSON, _number(queries.entry),
        lambda actor, one, step, words: library.move_lesson(actor, one, step, words, timezone.localdate()),
        lambda one: reverse("learning:lesson", args=[one.pk]),
    ),
    "signals": Kind(
        states.SIGNAL, _number(queries.signal),
        lambda actor, one, step, words: library.end_signal(actor, one, step, words, timezone.localdate()),
        lambda one: reverse("learning:signal", args=[one.pk]),
    ),
}  # fmt: skip

#: What the words that a step asks for are called; «Why» where nothing is said.
LABELS: dict[str, str | Promise] = {
    "hold": _("What it gave"),
    "settle": _("What came of it"),
    "decide": _("Which decision"),
    "leave": _("Why no decision"),
    "answer": _("The answer"),
}


@page(members)
def step(request: PageRequest, kind: str, key: str, step: str) -> HttpResponse:
    """Take a thing one step on; what the step must be told is asked for."""
    actor = request.actor
    if kind not in KINDS:
        raise Refused(NOT_HERE)
    known = KINDS[kind]
    thing = known.find(actor, key)
    transition = next((one for one in known.workflow.transitions if one.name == step), None)
    if transition is None or (kind == "arenas" and step == "plan"):
        raise Refused(NOT_HERE)
    require(_may(actor, kind, transition, thing))
    back = known.back(thing)
    form: forms.Asked
    if (kind, step) == ("signals", "send"):
        form = forms.SendForm(sent(request), initial={"on": timezone.localdate(), "sent_to": thing.sent_to})

        def run() -> str:
            library.send_signal(actor, thing, form.cleaned_data["sent_to"], form.cleaned_data["on"])
            return back

    else:
        form = forms.WordsForm(sent(request), label=LABELS.get(step, _("Why")), required=transition.needs_reason)
        if not transition.needs_reason and step not in LABELS:
            del form.fields["words"]

        def run() -> str:
            known.run(actor, thing, step, form.cleaned_data.get("words", ""))
            return back

    return ask(request, form, run, title=transition.label, under=thing.title, back=back, submit=transition.label,
               done=_("It is written down."))  # fmt: skip


def _may(actor: Actor, kind: str, transition: Transition, thing: Any) -> Any:
    if kind == "matters":
        thing.network = queries.network(actor, thing.network.slug)
    return transition.may(actor, thing)
