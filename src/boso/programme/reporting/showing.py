"""A report as its pages, its paper and its Word file show it: part by part, figures first, then what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from boso.foundation.history.models import Change
from boso.foundation.history.showing import Told, told
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.questionnaires.review import Line
from boso.programme.reporting import figures, filling
from boso.programme.reporting.figures import SECTIONS, Section, Shown
from boso.programme.reporting.models import Report, ReportRound, ReportState, RoundKind

#: State -> colour of its tag; the same as elsewhere.
COLOURS = {
    "draft": "neutral", "submitted": "rav", "signed": "fjord", "approved": "success", "returned": "warning",
    "open": "lyng", "closed": "neutral",
}  # fmt: skip

#: Section -> the page its figures come from, and whether it is one of the participant's own.
_FROM = {
    "activities": ("plans:participant", True),
    "money": ("grants:participant", True),
    "own_share": ("grants:participant", True),
    "dwellings": ("plans:participant-homes", True),
    "indicators": ("indicators:list", False),
    "learning": ("learning:ledger", False),
    "findings": ("findings:checks", False),
}

#: Page of the built-in forms -> the sections of figures that stand on it.
PAGES = {"money": ("money", "own_share"), "learning": ("learning", "findings")}


@dataclass(frozen=True, slots=True)
class Block:
    """The figures of one section: sums first, then the rows of the list (measures, projects, indicators).

    address: where one goes to fill it.
    """

    section: Section
    sums: tuple[Shown, ...]
    rows: tuple[Shown, ...]
    address: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.sums and not self.rows


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a report. page: where in the form it is filled in."""

    title: str
    page: str
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]


def content_of(report: Report) -> dict[str, Any]:
    """What is being written, in the shape of an edition's content as far as it is shown."""
    return {
        "answers": report.answers, "reasons": report.reasons, "figures": report.figures,
        "corrections": report.corrections, "participant": report.participation.slug,
    }  # fmt: skip


def parts(form: FormVersion, content: Mapping[str, Any]) -> list[Part]:
    """The whole report in the order of its form; figures that no page of the form asks about come last."""
    blocks = {one.section.key: one for one in blocks_of(content)}
    found = []
    for section in filling.review(form, content).sections:
        here = tuple(blocks.pop(key) for key in PAGES.get(section.page, (section.page,)) if key in blocks)
        found.append(Part(section.heading, section.page, here, section.lines))
    return found + [Part(str(one.section.title), "", (one,), ()) for one in blocks.values()]


def blocks_of(content: Mapping[str, Any]) -> list[Block]:
    """The figures section by section; sections without any stand too, and say what would fill them."""
    rows = figures.shown(content["figures"], content["corrections"])
    found = []
    for section in SECTIONS:
        here = figures.of_section(rows, section.key)
        sums = tuple(one for one in here if not one.figure.is_list)
        rows_of_list = tuple(one for one in here if one.figure.is_list)
        found.append(Block(section, sums, rows_of_list, _address(section.key, content["participant"])))
    return found


def _address(section: str, slug: str) -> str:
    """Where the figures of a section come from."""
    name, of_participant = _FROM[section]
    return reverse(name, args=[slug] if of_participant else [])


def blocks_on(page: str, content: Mapping[str, Any]) -> list[Block]:
    """The figures that stand beside one page of the form."""
    wanted = PAGES.get(page, (page,))
    return [one for one in blocks_of(content) if one.section.key in wanted]


def round_title(the_round: ReportRound) -> str:
    """Half-year report 2012, Annual report 2012."""
    if the_round.kind == RoundKind.HALF_YEAR:
        return _("Half-year report %(year)d") % {"year": the_round.year}
    return _("Annual report %(year)d") % {"year": the_round.year}


def meeting_title(the_round: ReportRound) -> str:
    """What the gathering is called that the reports are read for."""
    return _("Autumn meeting") if the_round.kind == RoundKind.HALF_YEAR else _("Leaders' meeting")


def round_sentence(the_round: ReportRound, reports: Sequence[Report], today: dt.date) -> str:
    """What a coordinator could read aloud about a round."""
    words = {
        "asked": len(reports),
        "approved": sum(one.state == ReportState.APPROVED for one in reports),
        "bank": sum(one.state == ReportState.SIGNED for one in reports),
        "late": sum(one.is_late(today) for one in reports),
        "day": f"{the_round.due_on:%d.%m.%Y}",
    }
    said = _("%(approved)d of %(asked)d reports are approved, and %(bank)d wait for the bank.") % words
    if words["late"]:
        return said + " " + _("%(late)d are late.") % words
    return said + " " + _("The last day is %(day)s.") % words


def waits_for(report: Report, today: dt.date) -> str:
    """Who has the next move, in a sentence."""
    late = report.is_late(today)
    day = {"day": f"{report.due_on:%d.%m.%Y}"}
    if report.state in (ReportState.DRAFT, ReportState.RETURNED):
        said = _("The programme leader writes.")
    elif report.state == ReportState.SUBMITTED:
        said = _("The steering group or the programme owner signs.")
    elif report.state == ReportState.SIGNED:
        return _("The bank reads it.")
    else:
        return ""
    return said + " " + ((_("It was due %(day)s.") if late else _("It is due %(day)s.")) % day)


def history(changes: Iterable[Change]) -> list[Told]:
    """What has happened, for the timeline."""
    return [told(one) for one in changes]
