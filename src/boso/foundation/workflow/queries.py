"""What a person may do next with a thing."""

from __future__ import annotations

from django.db import models

from boso.foundation.access.actor import Actor
from boso.foundation.workflow.states import Transition, Workflow


def available(actor: Actor, thing: models.Model, workflow: Workflow) -> list[Transition]:
    """The transitions that start where the thing stands and that the policy allows this actor."""
    state = getattr(thing, workflow.field)
    return [t for t in workflow.transitions if state in t.sources and t.may(actor, thing)]
