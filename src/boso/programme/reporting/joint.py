"""What the joint annual report says, put together from the approved reports as they were frozen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.core.values.numbers import grouped, kroner
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.web.charts import Bar, Series, bars
from boso.programme.partnership.models import Programme
from boso.programme.reporting import figures, filling, paper
from boso.programme.reporting.blocks import Block, Cell, Document, Heading, Picture, Table, Text
from boso.programme.reporting.figures import LABELS, Shown
from boso.programme.reporting.models import Edition, Report

_MONEY = ("money.awarded", "money.drawn", "own_share.required", "own_share.total", "own_share.short")
_STATES = ("done", "under_way", "planned", "postponed", "dropped", "not_stated")
_HOMES = ("dwellings.done", "dwellings.under_way", "dwellings.planned")
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Chapter:
    """One municipality's approved report."""

    name: str
    slug: str
    report: Report
    edition: Edition
    figures: tuple[Shown, ...]

    def value(self, key: str) -> Shown | None:
        """The figure of that key; none where the municipality has none."""
        return next((one for one in self.figures if one.figure.key == key and not one.figure.is_list), None)

    def amount(self, key: str) -> Decimal | None:
        """The same as a number."""
        found = self.value(key)
        return found.number if found is not None else None


def build(
    programme: str, year: int, approved: Sequence[tuple[Report, Edition]], missing: Iterable[Report], language: str
) -> Document:
    """The joint annual report of a year. Call it in the language it is to be in. Nothing approved: NotNow is the
    caller's to raise.
    """
    chapters = [_chapter(report, edition) for report, edition in approved]
    left = [one.participation.organisation.name for one in missing]
    blocks: list[Block] = [
        *_who(chapters, left), *_money(chapters), *_measures(chapters), *_homes(chapters), *_indicators(chapters),
        *_involved(chapters), *_learned(chapters), *_stories(chapters),
    ]  # fmt: skip
    newest = max(one.report.approved_on for one in chapters if one.report.approved_on is not None)
    source = _(
        "Put together by BoSo from the reports that the bank had approved by %(day)s, as they were frozen when they "
        "were handed in. Fingerprint of what it is made of: %(digest)s."
    ) % {"day": f"{newest:%d.%m.%Y}", "digest": digest_of(chapters)}
    words = _("Joint annual report %(year)d, the Demonstration (invented)") if programme == Programme.DEMONSTRATION \
        else _("Joint annual report %(year)d for the social housing development programme")  # fmt: skip
    title = words % {"year": year}
    return Document(
        title, sentence(chapters, len(left)), source, language, f"{newest:%Y-%m-%d}T12:00:00", tuple(blocks)
    )


def digest_of(chapters: Iterable[Chapter]) -> str:
    """SHA-256 of the digests of the frozen reports it is made of, in order: the first 16 letters."""
    return hashlib.sha256("".join(one.edition.digest for one in chapters).encode()).hexdigest()[:16]


def sentence(chapters: Sequence[Chapter], left: int) -> str:
    """What a mayor could read aloud about the year."""
    said = ngettext(
        "%(count)d of %(all)d municipalities has an approved report.",
        "%(count)d of %(all)d municipalities have an approved report.",
        len(chapters) + left,
    ) % {"count": len(chapters), "all": len(chapters) + left}
    granted = _known(chapters, "money.awarded")
    if granted:
        said += " " + _("The bank granted %(amount)s.") % {"amount": kroner(sum(granted, Decimal(0)))}
    own = _known(chapters, "own_share.total")
    if own:
        said += " " + _("They put in %(amount)s themselves.") % {"amount": kroner(sum(own, Decimal(0)))}
    return said


def _chapter(report: Report, edition: Edition) -> Chapter:
    content = edition.content
    rows = tuple(figures.shown(content["figures"], content["corrections"]))
    return Chapter(content["name"], content["participant"], report, edition, rows)


def _who(chapters: Sequence[Chapter], left: Sequence[str]) -> list[Block]:
    rows = tuple(
        (
            Cell(one.name, f"#{one.slug}"),
            Cell(f"{one.report.submitted_on:%d.%m.%Y}" if one.report.submitted_on else ""),
            Cell(f"{one.report.signed_on:%d.%m.%Y}" if one.report.signed_on else ""),
            Cell(f"{one.report.approved_on:%d.%m.%Y}" if one.report.approved_on else ""),
            Cell(one.edition.digest[:12]),
        )
        for one in chapters
    )
    heads = (_("Municipality"), _("Handed in"), _("Signed"), _("Approved"), _("Fingerprint"))
    blocks: list[Block] = [
        Heading(_("Who has reported")), Table(_("Approved reports"), heads, rows)
    ]  # fmt: skip
    if left:
        said = _("Not approved, and therefore not counted in anything here: %(names)s.") % {"names": ", ".join(left)}
        blocks.append(Text(said))
    return blocks


def _money(chapters: Sequence[Chapter]) -> list[Block]:
    rows = tuple((Cell(one.name), *(_cell(one.value(key)) for key in _MONEY)) for one in chapters)
    foot = (Cell(_("Together")), *(Cell(_together(chapters, key)) for key in _MONEY))
    heads = (_("Municipality"), *(str(LABELS[key]) for key in _MONEY))
    table = Table(_("Grants and own share"), heads, rows, numeric=(1, 2, 3, 4, 5), foot=foot)
    blocks: list[Block] = [Heading(_("Money")), table]
    drawn = [(one.name, one.amount("money.awarded")) for one in chapters]
    if any(amount for _name, amount in drawn):
        chart = bars(
            [Bar(name, (amount,)) for name, amount in drawn], [Series(_("Grant for the year"))],
            title=_("Grant for the year by municipality"), unit=_("mill. kr"), category=_("Municipality"),
            scale=_MILLION, width=600,
        )  # fmt: skip
        told = "; ".join(f"{name}: {_kroner(amount)}" for name, amount in drawn)
        blocks.append(Picture(chart, _("Bars, one for each municipality. %(told)s.") % {"told": told}))
    if _is_partly_known(chapters):
        blocks.append(Text(_(".. means that the figure is not stated. Sums are of what is stated."), quiet=True))
    return blocks


def _measures(chapters: Sequence[Chapter]) -> list[Block]:
    keys = [f"activities.{state}" for state in _STATES]
    used = [key for key in keys if any(one.value(key) for one in chapters)]
    blocks: list[Block] = [Heading(_("Measures"))]
    if not used:
        return [*blocks, Text(_("None of the reports has measures in it."))]
    rows = tuple((Cell(one.name), *(_count(one, key) for key in used)) for one in chapters)
    foot = (Cell(_("Together")), *(Cell(grouped(sum(_known(chapters, key), Decimal(0)))) for key in used))
    heads = (_("Municipality"), *(str(LABELS[key]) for key in used))
    return [*blocks, Table(_("Measures by how far they have come"), heads, rows, tuple(range(1, len(heads))), foot)]


def _homes(chapters: Sequence[Chapter]) -> list[Block]:
    blocks: list[Block] = [Heading(_("Homes"))]
    if not any(one.value(key) for one in chapters for key in _HOMES):
        return [*blocks, Text(_("None of the reports has numbers of homes in it."))]
    rows = tuple((Cell(one.name), *(_cell(one.value(key)) for key in _HOMES)) for one in chapters)
    heads = (_("Municipality"), *(str(LABELS[key]) for key in _HOMES))
    said = _("Ranges stay ranges and are not added up. Projects without a stated number are not in the table.")
    return [*blocks, Table(_("Homes by how far they have come"), heads, rows, (1, 2, 3)), Text(said, quiet=True)]


def _indicators(chapters: Sequence[Chapter]) -> list[Block]:
    found = [(one, row) for one in chapters for row in figures.of_section(one.figures, "indicators")]
    blocks: list[Block] = [Heading(_("Indicators"))]
    if not found:
        return [*blocks, Text(_("None of the reports has values of indicators in it."))]
    found.sort(key=lambda pair: (pair[1].figure.label, pair[0].name))
    rows = tuple((Cell(row.figure.label), Cell(one.name), _cell(row), Cell(row.figure.note)) for one, row in found)
    heads = (_("Indicator"), _("Municipality"), _("Value"), _("Remark"))
    said = _("Percentages are not averaged: a mean of shares is no share of anything.")
    return [*blocks, Table(_("Values by municipality"), heads, rows, (2,)), Text(said, quiet=True)]


def _involved(chapters: Sequence[Chapter]) -> list[Block]:
    """Who took part, where the form asks: in how many municipalities."""
    counts: dict[str, list[str]] = {}
    for one in chapters:
        standing = filling.standing(_form(one), one.edition.content["answers"])
        item = standing.items.get("involved")
        if item is not None:
            for choice in standing.choices(item):
                names = counts.setdefault(standing.choice_label(item, choice.name), [])
                if isinstance(item.value, tuple) and choice.name in item.value:
                    names.append(one.name)
    if not counts:
        return []
    rows = tuple((Cell(label), Cell(str(len(names))), Cell(", ".join(names))) for label, names in counts.items())
    heads = (_("Who"), _("Municipalities"), _("Where"))
    return [Heading(_("Who has taken part")), Table(_("Took part besides the programme group"), heads, rows, (1,))]


def _learned(chapters: Sequence[Chapter]) -> list[Block]:
    told = [(one, str(one.edition.content["answers"].get("learned") or "")) for one in chapters]
    blocks: list[Block] = [Heading(_("What was learned"))]
    for one, words in told:
        if words.strip():
            blocks += [Heading(one.name, 3), Text(words)]
    return blocks if len(blocks) > 1 else [*blocks, Text(_("None of the reports says what was learned."))]


def _stories(chapters: Sequence[Chapter]) -> list[Block]:
    blocks: list[Block] = [Heading(_("Municipality by municipality"))]
    for one in chapters:
        blocks.append(Heading(one.name, 3, anchor=one.slug))
        blocks += paper.story(_form(one), one.edition.content, level=4, but=("learned",))
    return blocks


def _form(one: Chapter) -> FormVersion:
    return one.report.round.form


def _known(chapters: Iterable[Chapter], key: str) -> list[Decimal]:
    return [amount for one in chapters if (amount := one.amount(key)) is not None]


def _together(chapters: Sequence[Chapter], key: str) -> str:
    found = _known(chapters, key)
    return kroner(sum(found, Decimal(0))) if found else paper.UNKNOWN


def _is_partly_known(chapters: Sequence[Chapter]) -> bool:
    return any(one.amount(key) is None for one in chapters for key in _MONEY)


def _kroner(amount: Decimal | None) -> str:
    return _("not stated") if amount is None else kroner(amount)


def _cell(found: Shown | None) -> Cell:
    return Cell(paper.UNKNOWN if found is None or not found.text else found.text)


def _count(one: Chapter, key: str) -> Cell:
    """A state that no measure stands in is none of them, as long as there are measures at all."""
    found = one.value(key)
    if found is not None:
        return Cell(found.text)
    return Cell("0" if any(row.figure.section == "activities" for row in one.figures) else paper.UNKNOWN)
