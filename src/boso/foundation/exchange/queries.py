"""Reads of imports."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Refused
from boso.foundation.exchange import policies, registry
from boso.foundation.exchange.imports import ImportKind, Problem
from boso.foundation.exchange.models import ImportRun, RunState, Staging
from boso.foundation.organisations.models import Organisation


def already_applied(kind: str, organisation_id: int | None, sha256: str) -> ImportRun | None:
    """The last import of that kind there, if it was of that very file."""
    last = (
        ImportRun.objects.filter(_there(organisation_id), kind=kind, state=RunState.APPLIED)
        .select_related("actor")
        .order_by("-applied_at", "-id")
        .first()
    )
    return last if last is not None and last.sha256 == sha256 else None


def runs(actor: Actor) -> QuerySet[ImportRun]:
    """The imports the actor could have made themselves, newest first."""
    seen = Q(pk__in=[])
    for kind in registry.import_kinds():
        for place in policies.places(actor, kind):
            if policies.may_import(actor, kind, place):
                seen |= Q(kind=kind.name) & _there(place)
    return ImportRun.objects.filter(seen).select_related("actor", "organisation")


def label_of(kind: str) -> str:
    """What a kind of import is called; its bare name where the app is gone."""
    try:
        return str(registry.import_kind(kind).label)
    except registry.UnknownName:
        return kind


def kinds(actor: Actor) -> list[tuple[ImportKind, int | None]]:
    """Every kind the actor may bring in, once for each place."""
    return [
        (kind, place)
        for kind in registry.import_kinds()
        for place in policies.places(actor, kind)
        if policies.may_import(actor, kind, place)
    ]


def choices(actor: Actor) -> list[tuple[str, str]]:
    """What the actor may bring in and where: («kind» or «kind:organisation id», words for a form)."""
    found: list[tuple[str, str]] = []
    names: dict[int, str] = {}
    for kind in registry.import_kinds():
        allowed = [place for place in policies.places(actor, kind) if policies.may_import(actor, kind, place)]
        for place in allowed:
            if place is None:
                found.append((kind.name, str(kind.label)))
                continue
            names = names or _names(actor)
            found.append((f"{kind.name}:{place}", f"{kind.label}, {names[place]}"))
    return found


def _names(actor: Actor) -> dict[int, str]:
    own = {place for seat in actor.seats for place in (seat.organisation_id, seat.municipality_id)}
    return dict(Organisation.objects.filter(pk__in=own).values_list("pk", "name"))


def run_by_id(actor: Actor, pk: int) -> ImportRun:
    """One import.

    Raises Refused (hidden) when there is none the actor may see.
    """
    run = runs(actor).filter(pk=pk).first()
    if run is None:
        raise Refused(NOT_HERE)
    return run


def staging_of(actor: Actor, run: ImportRun) -> tuple[list[dict[str, Any]], list[Problem], list[str]]:
    """The sheets' results with first rows, the faults and the notes of an import the actor may see."""
    staging = Staging.objects.filter(run_id=run_by_id(actor, run.pk).pk).defer("rows").first()
    if staging is None:
        return [], [], []
    return staging.results, [Problem(**problem) for problem in staging.problems], staging.notes


def _there(organisation_id: int | None) -> Q:
    return Q(organisation_id__isnull=True) if organisation_id is None else Q(organisation_id=organisation_id)
