"""Writing the log. Sealing it is the worker's: see `sealing`."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import require
from boso.foundation.audit import policies, queries
from boso.foundation.audit.chain import SEALED, link
from boso.foundation.audit.models import Entry, EntryKind, Head, Seal, Verification
from boso.foundation.audit.words import blinded

if TYPE_CHECKING:
    from boso.foundation.audit.sealing import Report


def log_act(
    actor: Actor,
    verb: str,
    thing: models.Model | None = None,
    *,
    organisation_id: int | None = None,
    digest: str = "",
    reason: str = "",
) -> Entry:
    """Log that something was done. Call it in the transaction of the act itself."""
    return _write(EntryKind.ACT, actor, verb, thing, organisation_id=organisation_id, digest=digest, reason=reason)


def log_look(
    actor: Actor,
    verb: str,
    thing: models.Model | None = None,
    *,
    organisation_id: int | None = None,
    reason: str = "",
    query: str = "",
    words: str = "",
    count: int | None = None,
) -> Entry:
    """Log that something was seen; a list is one row with what was asked for and how many rows it showed.

    query: what was chosen, in codes of BoSo's own («role=planner»), never what somebody typed. words: what was typed;
    of it only a keyed digest is kept.
    """
    return _write(
        EntryKind.LOOK,
        actor,
        verb,
        thing,
        organisation_id=organisation_id,
        reason=reason,
        query=query[:500],
        digest=blinded(organisation_id, words),
        count=count,
    )


def digest_of(row: dict[str, object]) -> str:
    """SHA-256 of a row's values, the same for the same values."""
    text = json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _write(kind: EntryKind, actor: Actor, verb: str, thing: models.Model | None, **fields: object) -> Entry:
    return Entry.objects.create(
        at=timezone.now(),
        kind=kind,
        actor_id=actor.user_id,
        verb=verb,
        object_type=thing._meta.label_lower if thing is not None else "",
        object_id=str(thing.pk) if thing is not None else "",
        **fields,
    )


def extend_chain(organisation_id: int | None, now: dt.datetime, since: dt.datetime | None, limit: int) -> int:
    """Seal at most `limit` entries of one chain, those of `since` and later. Gives how many.

    The head of the chain is locked, so of two workers the second goes on where the first ended; entries that
    were committed late are sealed when they are seen, whatever their number.
    """
    with transaction.atomic():
        Head.objects.get_or_create(chain=organisation_id or 0)
        head = Head.objects.select_for_update().get(chain=organisation_id or 0)
        entries = queries.unsealed(since).filter(queries.of_chain(organisation_id or 0)).order_by("id")[:limit]
        seals = []
        for entry in entries.values(*SEALED):
            head.number += 1
            head.hash = link(head.hash, head.number, now, entry)
            seals.append(
                Seal(
                    organisation_id=organisation_id,
                    number=head.number,
                    entry_id=entry["id"],
                    hash=head.hash,
                    sealed_at=now,
                )
            )
        Seal.objects.bulk_create(seals)
        if seals:
            head.save(update_fields=["number", "hash"])
    return len(seals)


def keep_verification(report: Report, *, guarded: bool) -> Verification:
    """Write down what a check of the log found, and whether the database refused changes then.

    A check of all is also kept for each organisation by itself, so that each can read of its own. Gives the row
    of the whole check.
    """
    rows = [_check(report, guarded)]
    if report.everything:
        rows += [
            _check(replace(report, everything=False, chains=(chain,)), guarded)
            for chain in report.chains
            if chain.organisation_id is not None
        ]
    return Verification.objects.bulk_create(rows)[0]


def _check(report: Report, guarded: bool) -> Verification:
    return Verification(
        at=report.at,
        everything=report.everything,
        organisation_id=None if report.everything else report.chains[0].organisation_id,
        whole=report.whole,
        sealed=report.sealed,
        sealed_until=report.sealed_until,
        unsealed=report.unsealed,
        guarded=guarded,
        faults=[fault.as_list() for fault in report.faults],
    )


def ask_for_check(actor: Actor) -> int | None:
    """Log that somebody asks for a check. Gives the organisation whose chain they may have checked; none is all.

    Raises Refused for those who may not open the log.
    """
    require(policies.may_open_log(actor))
    chain = None if policies.may_see_all(actor) else min(policies.own_organisations(actor))
    log_act(actor, "log.verified", organisation_id=chain)
    return chain
