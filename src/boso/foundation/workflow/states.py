"""How a workflow is written down: states, transitions, who may, label. One table per kind of thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision

Label = str | Promise


def labels_of(choices: type[models.TextChoices]) -> dict[str, Label]:
    """Each state with its label."""
    return {str(choice.value): choice.label for choice in choices}


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow: what the act is called, from where, to where, who may, and whether it must be explained."""

    name: str
    sources: tuple[str, ...]
    target: str
    label: Label
    may: Callable[[Actor, Any], Decision]
    needs_reason: bool = False


@dataclass(frozen=True, slots=True)
class Workflow:
    """All states and transitions of one kind of thing. `verb` begins each entry in the log: `grant.approve`."""

    verb: str
    states: dict[str, Label]
    transitions: tuple[Transition, ...]
    field: str = "state"

    def transition(self, name: str) -> Transition:
        """The transition of that name.

        Raises KeyError when there is none.
        """
        for transition in self.transitions:
            if transition.name == name:
                return transition
        raise KeyError(name)
