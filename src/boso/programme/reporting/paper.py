"""One frozen report as a document, and the pieces that the joint report shares with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from boso.foundation.questionnaires.models import FormVersion
from boso.programme.reporting import filling, showing
from boso.programme.reporting.blocks import Block, Cell, Document, Heading, Table, Text
from boso.programme.reporting.figures import Shown
from boso.programme.reporting.models import Edition, Report

UNKNOWN = ".."


def build(report: Report, edition: Edition, language: str) -> Document:
    """One frozen report. Call it in the language it is to be in."""
    content = edition.content
    title = f"{content['name']}: {showing.round_title(report.round)}"
    blocks: list[Block] = [_head(report, edition)]
    for part in showing.parts(report.round.form, content):
        blocks.append(Heading(part.title or title))
        for block in part.blocks:
            blocks += _figures(block)
        for line in part.lines:
            blocks += _told(line.label, line.answer, 3)
    moment = timezone.localtime(edition.frozen_at)
    source = _("Frozen %(moment)s as edition %(number)d. Fingerprint: %(digest)s.") % {
        "moment": f"{moment:%d.%m.%Y %H.%M}", "number": edition.number, "digest": edition.digest,
    }  # fmt: skip
    said = _("%(state)s. Written by %(name)s.") % {"state": report.get_state_display(), "name": content["leader"]}
    return Document(title, said, source, language, f"{moment:%Y-%m-%dT%H:%M:%S}", tuple(blocks))


def story(form: FormVersion, content: Mapping[str, Any], *, level: int, but: Collection[str] = ()) -> list[Block]:
    """What was told, question by question, without what was not answered. but: questions that stand elsewhere."""
    blocks: list[Block] = []
    for section in filling.review(form, content).sections:
        for line in section.lines:
            if line.kind == "answered" and line.key not in but:
                blocks += _told(line.label, line.answer, level)
    return blocks


def _told(question: str, answer: str, level: int) -> list[Block]:
    return [Heading(question, level), Text(answer) if answer else Text(_("Not answered."), quiet=True)]


def _head(report: Report, edition: Edition) -> Table:
    content = edition.content
    rows = [
        (_("Municipality"), content["name"]),
        (_("Programme leader"), content["leader"]),
        (_("In the programme since"), str(content["intake"] or "")),
        (_("Reported on"), f"{_day(content['starts'])}–{_day(content['ends'])}"),
        (_("Handed in"), f"{report.submitted_on:%d.%m.%Y}" if report.submitted_on else ""),
        (_("Signed"), _signed(report)),
        (_("Approved"), f"{report.approved_on:%d.%m.%Y}" if report.approved_on else _("not yet")),
    ]
    cells = tuple((Cell(label), Cell(value or _("not stated"))) for label, value in rows)
    return Table(_("About the report"), (_("What"), _("Value")), cells)


def _signed(report: Report) -> str:
    if report.signed_by is None or report.signed_on is None:
        return _("not yet")
    return f"{report.signed_on:%d.%m.%Y}, {report.signed_by.name}"


def _figures(block: showing.Block) -> list[Block]:
    title = str(block.section.title)
    if block.is_empty:
        return [Text(str(block.section.empty), quiet=True)]
    found: list[Block] = []
    heads = (_("What"), _("Value"), _("Remark"))
    for caption, rows in ((_("%(what)s in figures"), block.sums), (_("%(what)s one by one"), block.rows)):
        if rows:
            cells = tuple((Cell(one.figure.label), Cell(one.text or UNKNOWN), Cell(_remark(one))) for one in rows)
            found.append(Table(caption % {"what": title}, heads, cells, numeric=(1,) if rows is block.sums else ()))
    return found


def _remark(one: Shown) -> str:
    words = [one.figure.note]
    if one.corrected:
        was = one.was_text or _("not stated")
        words.append(_("Corrected from %(was)s: %(why)s") % {"was": was, "why": one.why})
    return " ".join(filter(None, words))


def _day(written: str) -> str:
    year, month, day = written.split("-")
    return f"{day}.{month}.{year}"
