"""The one way an act is performed: all or nothing, with row history and log."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, require
from boso.foundation.audit.actions import digest_of, log_act
from boso.foundation.history.actions import record, snapshot
from boso.foundation.workflow.states import Workflow

M = TypeVar("M", bound=models.Model)


@contextmanager
def act(
    actor: Actor, verb: str, thing: models.Model, *, organisation_id: int | None = None, reason: str = ""
) -> Iterator[None]:
    """Perform one act on one row: whatever the block writes, the history and the log stand or fall together.

    The block saves `thing`; ask the policy before. A row deleted by the block is logged without a digest.
    """
    with transaction.atomic():
        before, pk = snapshot(thing), thing.pk
        yield
        if thing.pk is None:
            thing.pk = pk
            log_act(actor, verb, thing, organisation_id=organisation_id, reason=reason)
            thing.pk = None
            return
        record(actor, thing, verb, before, reason=reason)
        log_act(
            actor,
            verb,
            thing,
            organisation_id=organisation_id,
            reason=reason,
            digest=digest_of(snapshot(thing)),
        )


def save(actor: Actor, verb: str, thing: M, fields: dict[str, Any], organisation_id: int | None = None) -> M:
    """Set the fields and save the row, new or known, as one act. Ask the policy before."""
    with act(actor, verb, thing, organisation_id=organisation_id):
        _set(thing, fields)
        thing.save()
    return thing


def perform(
    actor: Actor,
    thing: models.Model,
    workflow: Workflow,
    name: str,
    *,
    organisation_id: int | None = None,
    reason: str = "",
    fields: dict[str, Any] | Callable[[Any], dict[str, Any]] | None = None,
) -> None:
    """Perform the named transition on `thing`, in place, and set the fields that belong to it in the same act.

    The row is read again under lock, so of two people who press at once the second is told. `fields` are attributes
    with their values (`decided_by_id`, `decided_on`), or a function that gives them from the locked row; nothing else
    that the caller changed on `thing` is saved.
    Raises Refused when the policy says no, the state has moved on, or a needed reason is missing.
    """
    transition = workflow.transition(name)
    with transaction.atomic():
        locked = type(thing)._default_manager.select_for_update(of=("self",)).get(pk=thing.pk)
        require(transition.may(actor, locked))
        state = getattr(locked, workflow.field)
        if state not in transition.sources:
            here = workflow.states[state]
            raise NotNow(_("This has changed since you opened it: it now stands as «%(state)s».") % {"state": here})
        if transition.needs_reason and not reason.strip():
            raise NotNow(_("Say why, in a few words. The reason follows the case."))
        given = fields(locked) if callable(fields) else fields or {}
        changes = {**given, workflow.field: transition.target}
        with act(actor, f"{workflow.verb}.{name}", locked, organisation_id=organisation_id, reason=reason.strip()):
            _set(locked, changes)
            locked.save(update_fields=list(changes))
    _set(thing, changes)


def _set(thing: models.Model, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(thing, name, value)
