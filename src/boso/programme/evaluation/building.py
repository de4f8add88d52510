"""A report as a document: the author's words with the figures as they were taken. The same data, the same document."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from boso.foundation.web.charts import Chart
from boso.programme.evaluation import markup
from boso.programme.evaluation.models import EvaluationReport, Part, Reference
from boso.programme.partnership.models import Programme
from boso.programme.partnership.wording import when
from boso.programme.reporting.blocks import Block, Cell, Document, Heading, Items, Picture, Quote, Table, Text

#: Between a number and the mark of its reference: a raised figure would be read as a part of the number.
_NBSP = "\N{NO-BREAK SPACE}"


@dataclass(slots=True)
class _Notes:
    """The references of a document in the order they come, each with its number."""

    known: Mapping[tuple[str, str], Reference]
    withdrawn: Collection[str]
    used: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, key: str, language: str) -> str:
        """Its number, to stand after it: ` [12]`."""
        return f"{_NBSP}[{self.used.setdefault((key, language), len(self.used) + 1)}]"

    def get(self, key: str, language: str) -> Reference | None:
        """What was taken; none where it never was, or the source has taken it back."""
        return None if key in self.withdrawn else self.known.get((key, language))


def build(
    report: EvaluationReport, parts: Sequence[Part], references: Iterable[Reference], withdrawn: Collection[str] = ()
) -> Document:
    """The whole report in its language. withdrawn: keys whose source has taken them back; they are left out.

    Nothing is looked up here: the figures are those that were taken.
    """
    taken = list(references)
    notes = _Notes({(one.key, one.language): one for one in taken}, withdrawn)
    with override(report.language):
        blocks: list[Block] = []
        for part in parts:
            blocks += _part(part, report.language, notes)
        blocks += _where_from(notes)
        moments = [part.saved_at for part in parts] + [one.taken_at for one in taken] + [report.created_at]
        newest = timezone.localtime(max(moments))
        return Document(
            report.title, _sentence(report), _colophon(report, parts, taken), report.language,
            f"{newest:%Y-%m-%dT%H:%M:%S}", tuple(blocks),
        )  # fmt: skip


def _sentence(report: EvaluationReport) -> str:
    said = [_("About %(name)s.") % {"name": report.evaluation.title}]
    if report.authors:
        said.append(_("Written by %(names)s.") % {"names": report.authors})
    if report.evaluation.programme == Programme.DEMONSTRATION:
        said.append(_("Invented: no figure here is of a real municipality."))
    if report.issued_on is None:
        said.append(_("Draft: it can still change."))
    else:
        said.append(_("Issued %(day)s.") % {"day": f"{report.issued_on:%d.%m.%Y}"})
    return " ".join(said)


def digest_of(parts: Iterable[Part], references: Iterable[Reference]) -> str:
    """SHA-256 of words and figures: the first 16 letters."""
    plain = [f"{part.number}\n{part.title}\n{part.text}" for part in parts]
    plain += sorted(f"{one.key}\n{one.language}\n{one.digest}" for one in references)
    return hashlib.sha256("\n\n".join(plain).encode()).hexdigest()[:16]


def _colophon(report: EvaluationReport, parts: Sequence[Part], taken: Sequence[Reference]) -> str:
    words = _("Put together by BoSo from the authors' words and %(count)d references. Fingerprint: %(digest)s.")
    return words % {"count": len(taken), "digest": digest_of(parts, taken)}


def _part(part: Part, language: str, notes: _Notes) -> list[Block]:
    spoken = part.language if part.language != language else ""
    blocks: list[Block] = [Heading(part.title, 2, f"part-{part.number}", spoken)]
    if not part.text.strip():
        with override(part.language):
            return [*blocks, Text(_("Not written yet."), quiet=True, language=spoken)]
    items: list[str] = []
    for piece in [*markup.pieces(part.text), markup.Piece("end", "")]:
        if piece.kind == "item":
            items.append(_said(piece.text, part.language, notes))
            continue
        if items:
            blocks.append(Items(tuple(items), spoken))
            items = []
        blocks += _piece(piece, part.language, spoken, notes)
    return blocks


def _piece(piece: markup.Piece, language: str, spoken: str, notes: _Notes) -> list[Block]:
    match piece.kind:
        case "heading":
            return [Heading(_said(piece.text, language, notes), piece.level, "", spoken)]
        case "quote":
            return [Quote(_said(piece.text, language, notes), "", spoken)]
        case "reference":
            return _whole(piece.text, language, spoken, notes)
        case "words":
            return [Text(_said(piece.text, language, notes), language=spoken)]
    return []


def _said(text: str, language: str, notes: _Notes) -> str:
    """The words with each reference's value and number in their places."""

    def value(key: str) -> str:
        found = notes.get(key, language)
        if found is None:
            return _("[not available]")
        return f"{found.value}{notes.number(key, language)}"

    return markup.filled(text, value)


def _whole(key: str, language: str, spoken: str, notes: _Notes) -> list[Block]:
    """A reference that stands by itself: its tables and figures, or its words."""
    found = notes.get(key, language)
    if found is None:
        return [Text(_("[not available]"), quiet=True)]
    number = notes.number(key, language)
    blocks = as_blocks(found.content.get("blocks", ()), number, spoken)
    return blocks or [Text(f"{found.value}{number}", language=spoken)]


def as_blocks(kept: Iterable[Mapping[str, Any]], number: str = "", language: str = "") -> list[Block]:
    """Blocks as they were kept with a reference. number: of the reference, put at captions and ends."""
    return [_block(one, number, language) for one in kept]


def _block(kept: Mapping[str, Any], number: str, language: str) -> Block:
    match kept["kind"]:
        case "table":
            rows = tuple(tuple(Cell(str(cell)) for cell in row) for row in kept["rows"])
            foot = tuple(Cell(str(cell)) for cell in kept.get("foot", ()))
            return Table(f"{kept['caption']}{number}", tuple(kept["heads"]), rows, tuple(kept["numeric"]), foot)
        case "picture":
            drawn = mark_safe(kept["svg"])  # noqa: S308 - drawn by our own charts, kept as it was
            return Picture(Chart(f"{kept['title']}{number}", drawn, (), ()), kept["words"])
        case "heading":
            return Heading(kept["text"], kept.get("level", 3), "", language)
        case "items":
            return Items(tuple(kept["items"]), language)
        case "quote":
            return Quote(f"{kept['text']}{number}", kept.get("by", ""), language)
    return Text(kept["text"], quiet=bool(kept.get("quiet")), language=language)


def _dated(found: Reference) -> str:
    """The date of its data; where the source has none, the day it was taken."""
    return when(found.data_date) or f"{timezone.localtime(found.taken_at):%d.%m.%Y}"


def _where_from(notes: _Notes) -> list[Block]:
    """Every reference with its source and the date of its data, in the order they come."""
    rows = []
    for (key, language), number in notes.used.items():
        found = notes.known[key, language]
        cells = (str(number), found.value, found.source, _dated(found))
        rows.append(tuple(Cell(cell) for cell in cells))
    if not rows:
        return []
    heads = (_("No."), _("What it says"), _("Source"), _("Data of"))
    caption = _("Each number in the text, with its source and the date of its data")
    return [Heading(_("Where the numbers come from"), 2, "sources"), Table(caption, heads, tuple(rows))]
