"""Reads of files whose columns people choose, and of what was chosen before."""

from __future__ import annotations

import base64
import datetime as dt
import zlib
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, NotNow, Refused
from boso.foundation.exchange import mapping, policies, queries, registry
from boso.foundation.exchange.guessing import Guess, Sketch
from boso.foundation.exchange.imports import Problem
from boso.foundation.exchange.mapping import Choices
from boso.foundation.exchange.models import ColumnMapping, ImportRun, RunState, Staging
from boso.foundation.vault import queries as vault
from boso.foundation.vault.sealing import Keyring


def staging(run: ImportRun) -> Staging:
    """What waits of a file, without the file itself.

    Raises NotNow when it is put away.
    """
    found = Staging.objects.filter(run_id=run.pk).defer("file", "rows").first()
    if found is None:
        raise NotNow(_("The file is put away. Upload it again."))
    return found


def ring(waiting: Staging) -> Keyring:
    """The key of one file that waits."""
    return vault.keyring([waiting.key_id] if waiting.key_id is not None else [])


def known(run: ImportRun) -> dict[str, Any]:
    """What is known of the file: sketch, choices, results, problems, notes, and words nobody has explained.

    Raises NotNow when it is put away.
    """
    waiting = staging(run)
    opened = ring(waiting).open(waiting.key_id, waiting.sealed) if waiting.key_id is not None else None
    if not opened:
        raise NotNow(_("The file is put away. Upload it again."))
    return opened


def known_or_none(run: ImportRun) -> dict[str, Any] | None:
    """What is known of the file, or nothing where it is put away."""
    try:
        return known(run)
    except NotNow:
        return None


def problems(actor: Actor, run: ImportRun) -> list[Problem]:
    """The faults of a file the actor may see, whether its columns were chosen or not."""
    waiting = Staging.objects.filter(run_id=queries.run_by_id(actor, run.pk).pk).defer("file", "rows").first()
    if waiting is None:
        return []
    told = known_or_none(run) if waiting.key_id is not None else None
    return [Problem(**said) for said in (told.get("problems", []) if told else waiting.problems)]


def file(run: ImportRun) -> bytes | None:
    """The file itself; none when it is put away."""
    waiting = Staging.objects.filter(run_id=run.pk).only("file", "key_id").first()
    if waiting is None or waiting.key_id is None:
        return None
    opened = ring(waiting).open(waiting.key_id, waiting.file)
    return zlib.decompress(base64.b64decode(opened["file"])) if opened else None


def sketch_of(told: dict[str, Any]) -> Sketch:
    """The sketch as it was kept."""
    said = told["sketch"]
    columns = tuple(Guess(**{**one, "samples": tuple(one["samples"])}) for one in said["columns"])
    return Sketch(said["sheet"], said["header"], said["rows"], columns)


def by_header(found: Sketch, choices: Choices) -> list[list[str]]:
    """[folded header, name of our column or «»] for each column of the file."""
    return [[fold(one.header), choices.columns.get(one.place, "")] for one in found.columns if one.header]


def mapping_for(run: ImportRun, found: Sketch) -> ColumnMapping | None:
    """What was chosen before for a file with this header, by anybody in the organisation."""
    return ColumnMapping.objects.filter(
        kind=run.kind,
        organisation=run.organisation_id,
        signature=mapping.signature([one.header for one in found.columns]),
    ).first()


def mappings(actor: Actor) -> QuerySet[ColumnMapping]:
    """What is remembered where the actor may bring files in."""
    seen = [
        found.pk
        for found in ColumnMapping.objects.only("pk", "kind", "organisation_id")
        if any(
            kind.name == found.kind and policies.may_import(actor, kind, found.organisation_id)
            for kind in registry.import_kinds()
        )
    ]
    return ColumnMapping.objects.filter(pk__in=seen).select_related("organisation", "updated_by")


def mapping_by_id(actor: Actor, pk: int) -> ColumnMapping:
    """One remembered choice.

    Raises Refused (hidden) when there is none the actor may see.
    """
    found = mappings(actor).filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_HERE)
    return found


def waiting_since(moment: dt.datetime) -> QuerySet[ImportRun]:
    """Runs whose file has waited since before that moment."""
    return ImportRun.objects.filter(
        at__lt=moment,
        staging__key_id__isnull=False,
        state__in=[RunState.RECEIVED, RunState.PREVIEWED, RunState.REFUSED, RunState.WORKING],
    )
