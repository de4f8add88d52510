"""What the reports raise for the meeting they are read for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from boso.programme.reporting import figures
from boso.programme.reporting.models import Edition, Report, ReportRound, RoundKind

#: What the report says of reporting.
DUTIES = (
    "duties.municipality.half_year_report", "duties.municipality.annual_report",
    "duties.municipality.report_template", "duties.bank.annual_report",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing a report raises. report: where it stands."""

    name: str
    report: Report
    text: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Matters of one sort together."""

    title: str
    matters: tuple[Matter, ...]


def raised(the_round: ReportRound, told: Iterable[tuple[Report, Edition]], slug: str = "") -> list[Topic]:
    """What the reports handed in raise, topic by topic; of one municipality where it is named."""
    rows = [(one, edition) for one, edition in told if not slug or one.participation.slug == slug]
    wished = (
        ("matters", _("What the municipalities want to raise"))
        if the_round.kind == RoundKind.HALF_YEAR
        else ("decide", _("What the leaders must decide on"))
    )
    asked = [wished, ("slipping", _("What is late or put away")), ("help", _("What is needed from the bank"))]
    asked.append(("learned", _("What was learned")))
    topics = [Topic(title, _answers(rows, name)) for name, title in asked]
    topics.insert(2, Topic(_("Own share that is lacking"), _short(rows)))
    return [one for one in topics if one.matters]


def _answers(rows: Iterable[tuple[Report, Edition]], name: str) -> tuple[Matter, ...]:
    found = ((one, edition, edition.content["answers"].get(name)) for one, edition in rows)
    return tuple(
        Matter(edition.content["name"], one, text.strip())
        for one, edition, text in found
        if isinstance(text, str) and text.strip()
    )


def _short(rows: Iterable[tuple[Report, Edition]]) -> tuple[Matter, ...]:
    found = []
    for one, edition in rows:
        kept = figures.shown(edition.content["figures"], edition.content["corrections"])
        short = next((each for each in kept if each.figure.key == "own_share.short"), None)
        if short is not None and short.number:
            found.append(Matter(edition.content["name"], one, short.text))
    return tuple(found)
