"""What a piece of evidence is when it is shown: looked up where it lives, as far as the reader may see it there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from boso.foundation.access.actor import Actor
from boso.foundation.documents import queries as documents
from boso.programme.findings.models import Evidence, EvidenceKind
from boso.programme.indicators import queries as indicators
from boso.programme.interviews import queries as interviews
from boso.programme.interviews.models import Quotation
from boso.programme.interviews.wording import attributed
from boso.programme.partnership.models import Fact, Programme
from boso.programme.tables import queries as tables

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Thing:
    """Something one can rest a finding on. ref: its key where it lives; told: what it says."""

    ref: str
    title: str
    told: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of evidence ready to be read. thing: none where it is gone or not for the reader."""

    piece: Evidence
    thing: Thing | None
    fact: Fact | None

    @property
    def kind(self) -> Words:
        """What it is."""
        return EvidenceKind(self.piece.kind).label


Refs = Collection[str]
Lookup = Callable[[Actor, Refs | None], list[Thing]]


def _documents(actor: Actor, refs: Refs | None) -> list[Thing]:
    found = documents.visible(actor)
    if refs is not None:
        found = found.filter(pk__in=[ref for ref in refs if ref.isdecimal()])
    return [
        Thing(str(one.pk), one.title, one.organisation.name, reverse("documents:document", args=[one.pk]))
        for one in found.select_related("organisation")
    ]


def _indicators(actor: Actor, refs: Refs | None) -> list[Thing]:
    found = indicators.passports(actor).prefetch_related(None)
    if refs is not None:
        found = found.filter(key__in=refs)
    return [Thing(one.key, one.words, one.definition, reverse("indicators:passport", args=[one.key])) for one in found]


def _tables(actor: Actor, refs: Refs | None) -> list[Thing]:
    found = tables.tables(actor)
    if refs is not None:
        found = found.filter(key__in=refs)
    return [Thing(one.key, one.title, one.data_set.words, reverse("tables:table", args=[one.pk])) for one in found]


def _published(actor: Actor, refs: Refs | None) -> list[Thing]:
    found = tables.published(actor).select_related("fact__source")
    if refs is not None:
        found = found.filter(key__in=refs)
    return [
        Thing(
            one.key, ": ".join(filter(None, (one.words, one.group, one.answer))), _printed(one.printed, one.measure),
            reverse("partnership:fact", args=[one.fact_id]) if one.fact_id else "",
        )
        for one in found
    ]  # fmt: skip


def _quotations(actor: Actor, refs: Refs | None) -> list[Thing]:
    """Released words only: what an informant has not let go is nobody's evidence."""
    found = [one for programme in Programme.values for one in _released(actor, programme, refs)]
    return [
        Thing(
            str(one.pk), f"«{one.text}»", attributed(one), reverse("interviews:quotation", args=[one.pk]),
        )
        for one in found
    ]  # fmt: skip


def _released(actor: Actor, programme: str, refs: Refs | None) -> Iterable[Quotation]:
    found = interviews.quotations(actor, programme=programme).prefetch_related(None)
    return found if refs is None else found.filter(pk__in=[ref for ref in refs if ref.isdecimal()])


def _printed(printed: str, measure: str) -> str:
    return f"{printed} %" if measure == "share" else printed


#: How each kind that is no fact is looked up: those named, or all there are to choose among.
LOOKUPS: Mapping[str, Lookup] = {
    EvidenceKind.DOCUMENT: _documents,
    EvidenceKind.INDICATOR: _indicators,
    EvidenceKind.TABLE: _tables,
    EvidenceKind.PUBLISHED: _published,
    EvidenceKind.QUOTATION: _quotations,
}


def shown(actor: Actor, pieces: Iterable[Evidence]) -> list[Shown]:
    """Evidence ready to be read: one query for each kind that is there. What supports comes first."""
    rows = sorted(pieces, key=lambda one: (one.against, one.kind != EvidenceKind.FACT, one.pk))
    known: dict[tuple[str, str], Thing] = {}
    for kind, lookup in LOOKUPS.items():
        refs = {one.ref for one in rows if one.kind == kind}
        if refs:
            known |= {(str(kind), thing.ref): thing for thing in lookup(actor, refs)}
    return [Shown(one, known.get((one.kind, one.ref)), one.fact) for one in rows]


def offered(actor: Actor, kind: str) -> list[Thing]:
    """What one can choose among as evidence of a kind; none for facts, which are named by their id."""
    return LOOKUPS[kind](actor, None) if kind in LOOKUPS else []
