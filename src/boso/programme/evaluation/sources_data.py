"""References to data: printed figures, response rates, survey tables, indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.numbers import grouped
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Refused
from boso.programme.evaluation.models import EvaluationReport
from boso.programme.evaluation.references import Found, Kind, Offer
from boso.programme.evaluation.sources_design import table
from boso.programme.indicators import queries as indicators
from boso.programme.indicators import wording as indicator_words
from boso.programme.indicators.models import Value, ValueState
from boso.programme.partnership import queries as partnership
from boso.programme.partnership.models import Mark, Participation
from boso.programme.surveys import queries as surveys
from boso.programme.surveys import wording
from boso.programme.surveys.models import Wave, WaveState
from boso.programme.surveys.rates import Part, telling
from boso.programme.tables import queries as tables
from boso.programme.tables.models import Known, Measure, Published

HIDDEN, NBSP = ":", "\N{NO-BREAK SPACE}"


# Figures somebody has printed -------------------------------------------------------------------------------------


def printed_words(row: Published) -> str:
    """A printed figure as it is told: `41 %`, `around 80 %`, `no. 2`."""
    if row.known == Known.NOT_STATED:
        return _("not stated")
    number = row.printed.replace(".", ",")
    if row.measure == Measure.ORDER:
        number = _("no. %(place)s") % {"place": row.printed}
    if row.measure == Measure.SHARE:
        number = f"{number}{NBSP}%"
    about = row.fact is not None and row.fact.mark == Mark.APPROXIMATE
    return _("around %(number)s") % {"number": number} if about else number


def _printed(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    row = tables.published(actor).filter(key=address, data_set__programme=report.evaluation.programme).first()
    return Found(printed_words(row), {}, _origin([row]), _as_of(row)) if row is not None else None


def _printed_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    families: dict[str, list[Published]] = {}
    for row in tables.published(actor).filter(data_set__programme=report.evaluation.programme):
        families.setdefault(row.family, []).append(row)
    for family, rows in families.items():
        if len(rows) > 1:
            yield Offer(f"printed:family/{family}", _label(rows[0], whole=True), _("table"), whole=True)
        for row in rows:
            yield Offer(f"printed:{row.key}", _label(row), printed_words(row))


def _label(row: Published, *, whole: bool = False) -> str:
    said = f"{row.words} {row.group}".strip() if row.group else row.words
    return said if whole or not row.answer else f"{said}: {row.answer}"


def _family(actor: Actor, report: EvaluationReport, family: str) -> Found | None:
    rows = list(tables.published(actor).filter(family=family, data_set__programme=report.evaluation.programme))
    if not rows:
        return None
    lines = [[row.answer or row.words, printed_words(row)] for row in rows]
    caption = _label(rows[0], whole=True)
    blocks: list[dict[str, Any]] = [table(caption, [_("Answer"), _("As printed")], lines, (1,))]
    if rows[0].base is not None:
        blocks.append({"kind": "text", "quiet": True, "text": _("Base: %(count)d.") % {"count": rows[0].base}})
    return Found(caption, {"blocks": blocks}, _origin(rows), _as_of(rows[0]))


def _either(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    family = address.removeprefix("family/")
    return _family(actor, report, family) if family != address else _printed(actor, report, address)


def _origin(rows: list[Published]) -> str:
    """`Møreforsking 2012, lines 1044–1050`, or the data set's own source."""
    lines = sorted({row.fact.line_words for row in rows if row.fact is not None})
    said = rows[0].data_set.source
    return f"{said}, {_('lines')} {'; '.join(lines)}" if lines else said


def _as_of(row: Published) -> str:
    return (row.fact.as_of if row.fact is not None else "") or row.data_set.asked_on.isoformat()


# How many answered --------------------------------------------------------------------------------------------------


def _rate(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    number, _slash, part = address.partition("/")
    if not number.isdecimal():
        return None
    try:
        wave = surveys.wave(actor, int(number))
        if not _may_be_told(wave, report):
            return None
        found = surveys.rates(actor, wave)
    except Refused:
        return None
    source = _("%(survey)s, %(wave)s, definition %(name)s") % {
        "survey": wave.survey.title, "wave": wave.label, "name": found.definition,
    }  # fmt: skip
    date = wave.closed_on.isoformat() if wave.closed_on is not None else ""
    values = {"asked": str(found.all.asked), "answered": _counted(found.all), "percent": _percent(found.all)}
    if part == "table":
        heads = [_("Who"), _("Were asked"), _("Answered"), _("Rate")]
        lines = [[_("All"), values["asked"], values["answered"], values["percent"]]]
        for parts in (found.municipalities, found.groups):
            hidden = telling(parts)
            lines += [_line(one, hidden=one.key in hidden) for one in parts]
        caption = _("How many answered, %(wave)s") % {"wave": wave.label}
        words = [wording.definition(found.definition)]
        if any(line[2] == HIDDEN for line in lines):
            words.append(_(": is hidden, since so few were asked that it would tell who answered."))
        blocks = [table(caption, heads, lines, (1, 2, 3)), {"kind": "text", "text": " ".join(words), "quiet": True}]
        return Found(caption, {"blocks": blocks}, source, date)
    if part:
        return Found(values[part], {}, source, date) if part in values else None
    told = {**values, "asked": _among(found.all), "name": found.definition}
    said = _("%(answered)s of %(asked)s, %(percent)s (%(name)s)") % told
    return Found(said, {}, source, date)


def _may_be_told(wave: Wave, report: EvaluationReport) -> bool:
    """Whether a wave is the programme's, or asked by those who do the evaluation: no municipality's own survey."""
    survey = wave.survey
    own = survey.owner_id == report.evaluation.evaluator_id
    return (
        survey.programme == report.evaluation.programme
        and wave.state != WaveState.DRAFT
        and (own or survey.participation_id is None)
    )


def _counted(part: Part) -> str:
    """How many the rate counts as having answered: by some definitions also those who answered in part."""
    return grouped(int(part.rate.part))


def _among(part: Part) -> str:
    """How many they are counted among: those asked, without those the definition leaves out."""
    whole = part.rate.whole
    return str(part.asked) if whole is None else grouped(round(whole))


def _percent(part: Part) -> str:
    share = part.rate.percent(1)
    return "–" if share is None else f"{grouped(share)}{NBSP}%"


def _line(part: Part, *, hidden: bool) -> list[str]:
    told = [HIDDEN, HIDDEN] if hidden else [_counted(part), _percent(part)]
    return [part.label or _("Not stated"), str(part.asked), *told]


def _rate_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    for survey in surveys.surveys(actor, report.evaluation.programme):
        for wave in survey.waves.all():
            whole = _rate(actor, report, str(wave.pk)) if wave.state != WaveState.DRAFT else None
            if whole is None:
                continue
            name = f"{survey.title}, {wave.label}"
            yield Offer(f"rate:{wave.pk}", _("%(name)s: response rate") % {"name": name}, whole.value)
            yield Offer(f"rate:{wave.pk}/table", _("%(name)s: response rates by group") % {"name": name},
                        _("table"), whole=True)  # fmt: skip
            for part, label in (("asked", _("asked")), ("answered", _("answered")), ("percent", _("per cent"))):
                found = _rate(actor, report, f"{wave.pk}/{part}")
                if found is not None:
                    yield Offer(f"rate:{wave.pk}/{part}", f"{name}: {label}", found.value)


# Indicators ---------------------------------------------------------------------------------------------------------


def _indicator(actor: Actor, report: EvaluationReport, address: str) -> Found | None:
    key, _slash, place = address.partition("/")
    rows = indicators.values(actor).filter(indicator__key=key, organisation__slug=place)
    newest = rows.filter(state=ValueState.CONFIRMED, group="", inside=False).order_by("-starts", "-pk").first()
    return _worth(newest) if newest is not None else None


def _worth(one: Value) -> Found:
    told = one.printed or indicator_words.number(_result(one), one.indicator)
    place = one.organisation.name if one.organisation is not None else one.area
    source = f"{one.indicator.words}, {place}. {one.indicator.source}".strip()
    return Found(told, {}, source[:300], one.period)


def _result(one: Value) -> Decimal | None:
    found = one.result
    return found if isinstance(found, Decimal) else None


def _indicator_offers(actor: Actor, report: EvaluationReport) -> Iterator[Offer]:
    places = [one.organisation_id for one in _participants(actor, report)]
    rows = indicators.values(actor).filter(organisation__in=places, state=ValueState.CONFIRMED, group="", inside=False)
    newest: dict[tuple[int, int | None], Value] = {}
    for one in rows.order_by("starts", "pk"):
        newest[one.indicator_id, one.organisation_id] = one
    for one in sorted(newest.values(), key=lambda one: (one.indicator.words, one.organisation_id or 0)):
        if one.organisation is not None:
            label = f"{one.indicator.words}, {one.organisation.name} {one.period}"
            yield Offer(f"indicator:{one.indicator.key}/{one.organisation.slug}", label, _worth(one).value)


def _participants(actor: Actor, report: EvaluationReport) -> list[Participation]:
    return list(partnership.participations(actor, report.evaluation.programme))


KINDS = (
    Kind("rate", gettext_lazy("Response rates"), _rate_offers, _rate),
    Kind("printed", gettext_lazy("Printed figures"), _printed_offers, _either),
    Kind("indicator", gettext_lazy("Indicators"), _indicator_offers, _indicator),
)
