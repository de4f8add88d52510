"""What a report may refer to: every kind with what it offers, and what its source says now.

A kind is registered with two functions. `offers` lists what may be inserted, with the words as they are now;
`find` gives what one address says now, or none where the source no longer gives it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.programme.evaluation.models import EvaluationReport, Reference
from boso.programme.partnership.wording import when

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Found:
    """What a source says. value: the number or sentence. content: tables, figures, lists as data (`blocks`).

    source: where it comes from. data_date: of which day, month or year it is, as the source says it.
    """

    value: str
    content: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    data_date: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of all it says. How a figure is drawn says nothing: a new BoSo makes no figure outdated."""
        blocks = [{name: kept for name, kept in one.items() if name != "svg"} for one in self.content.get("blocks", ())]
        plain = [self.value, blocks, self.source, self.data_date]
        return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def as_dict(self) -> dict[str, Any]:
        """For keeping."""
        return {
            "value": self.value, "content": self.content, "source": self.source, "data_date": self.data_date,
            "digest": self.digest,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be inserted. key: kind and address. value: what it says now. whole: it stands by itself."""

    key: str
    label: str
    value: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of reference. withdrawn: which addresses the source has taken back since; looked up at every build."""

    name: str
    label: Words
    offers: Callable[[Actor, EvaluationReport], Iterable[Offer]]
    find: Callable[[Actor, EvaluationReport, str], Found | None]
    withdrawn: Callable[[Collection[str]], Collection[str]] | None = None


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known; the same name again takes its place."""
    _KINDS[kind.name] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order they were registered."""
    return list(_KINDS.values())


def kind_of(key: str) -> Kind | None:
    """The kind a key is of."""
    return _KINDS.get(key.partition(":")[0])


def find(actor: Actor, report: EvaluationReport, key: str) -> Found | None:
    """What a key says now in the page's language; none where there is no such thing for the actor."""
    kind = kind_of(key)
    return kind.find(actor, report, key.partition(":")[2]) if kind is not None else None


def withdrawn(keys: Iterable[str]) -> set[str]:
    """The keys whose source has taken them back, whatever was taken before."""
    by_kind: dict[str, list[str]] = {}
    for key in keys:
        name, _colon, address = key.partition(":")
        by_kind.setdefault(name, []).append(address)
    found: set[str] = set()
    for name, addresses in by_kind.items():
        kind = _KINDS.get(name)
        if kind is not None and kind.withdrawn is not None:
            found |= {f"{name}:{address}" for address in kind.withdrawn(addresses)}
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A reference as it was taken, and what its source said when it was last looked at."""

    reference: Reference

    @property
    def gone(self) -> bool:
        """Whether the source gave nothing any more."""
        return self.reference.now == {}

    @property
    def outdated(self) -> bool:
        """Whether the source says otherwise now than when it was taken."""
        now = self.reference.now
        return now is not None and now.get("digest") != self.reference.digest

    @property
    def new_value(self) -> str:
        """What the source says now."""
        return str((self.reference.now or {}).get("value", ""))

    @property
    def new_date(self) -> str:
        """Of when that is, for reading."""
        return when(str((self.reference.now or {}).get("data_date", "")))

    @property
    def same_words(self) -> bool:
        """Whether only the date, the source or what lies within a table differs."""
        return self.outdated and self.new_value == self.reference.value
