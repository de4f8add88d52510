"""How an entry is sealed: what is hashed, and in which form."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

#: The columns of an entry that are sealed: all of them.
SEALED = (
    "id", "at", "kind", "actor_id", "organisation_id", "verb", "object_type", "object_id", "digest", "reason",
    "query", "count",
)  # fmt: skip


def link(previous: str, number: int, sealed_at: dt.datetime, entry: Mapping[str, Any]) -> str:
    """SHA-256 over the link before, and the seal's own and the entry's columns as canonical JSON."""
    content = {name: entry[name] for name in SEALED} | {"number": number, "sealed_at": sealed_at}
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_moment)
    return hashlib.sha256(f"{previous}{text}".encode()).hexdigest()


def _moment(value: dt.datetime) -> str:
    """A moment in UTC to the microsecond, the same from either database."""
    return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
