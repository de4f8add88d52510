"""What the pages of surveys show, ready for their templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.programme.surveys import wording
from boso.programme.surveys.models import Item, Survey, Wave, WaveState
from boso.programme.surveys.rates import Part, Rates, telling

COLOURS = {
    WaveState.DRAFT: "neutral",
    WaveState.OPEN: "success",
    WaveState.CLOSED: "warning",
    WaveState.ENDED: "info",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A municipality or group in the table of rates. hidden: so few are asked that the numbers tell who."""

    label: str
    asked: int
    answered: int
    partial: int
    said_no: int
    rest: int
    percent: str
    hidden: bool
    share: int


def lines(parts: Sequence[Part], *, everything: bool) -> list[Line]:
    """The parts as lines. everything: also those that tell who, for those who ask."""
    found, hidden = [], frozenset[str]() if everything else telling(parts)
    for part in parts:
        codes = part.codes
        answered, partial, said_no = codes["1.1"], codes["1.2"], codes["2.112"]
        value = part.rate.value
        found.append(
            Line(
                part.label or _("not stated"), part.asked, answered, partial, said_no,
                part.asked - answered - partial - said_no, wording.percent(part.rate),
                hidden=part.key in hidden, share=round(float(value) * 100) if value is not None else 0,
            )
        )  # fmt: skip
    return found


def outcomes(rates: Rates) -> list[tuple[str, str, int]]:
    """Each code that somebody has: code, what it is called, how many."""
    return [(code, wording.code(code), count) for code, count in sorted(rates.all.codes.items())]


@dataclass(frozen=True, slots=True)
class Entry:
    """A survey in the list, by its newest wave. answered, asked: none where nobody is asked yet."""

    survey: Survey
    wave: Wave
    colour: str
    waves: int
    asked: int
    answered: int


def entries(surveys: Iterable[Survey]) -> list[Entry]:
    """Surveys with their newest wave that people were asked in, else the one being prepared."""
    found = []
    for survey in surveys:
        waves = list(survey.waves.all())
        shown = next((wave for wave in waves if wave.state != WaveState.DRAFT), waves[0])
        found.append(
            Entry(survey, shown, COLOURS[WaveState(shown.state)], len(waves), shown.asked, shown.answered)  # type: ignore[attr-defined]
        )
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """A question of the bank: its words, how it is answered, and the waves that asked it so. item: the newest."""

    item: Item
    words: str
    choices: str
    used: tuple[Item, ...]
    other_scale: bool


def bank(items: Iterable[Item]) -> list[Known]:
    """The questions with the same words and scale together, those asked most often first."""
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        found.setdefault((item.wording, item.scale), []).append(item)
    scales: dict[str, int] = {}
    for wording_digest, _scale in found:
        scales[wording_digest] = scales.get(wording_digest, 0) + 1
    known = [
        Known(
            some[0], said(some[0].titles) or some[0].name,
            " · ".join(said(each["labels"]) or each["code"] for each in some[0].choices), tuple(some),
            other_scale=scales[digest] > 1,
        )
        for (digest, _scale), some in found.items()
    ]  # fmt: skip
    return sorted(known, key=lambda each: (-len(each.used), each.words.casefold()))


def said(texts: Mapping[str, str]) -> str:
    """A text in the page's language, else in bokmål, else in any."""
    return texts.get(get_language() or "nb") or texts.get("nb") or next(iter(texts.values()), "")


def steps(wave: Wave, *, may: Any) -> list[tuple[str, str]]:
    """The next steps with a wave: the address's word, and the button."""
    if not may:
        return []
    return {
        WaveState.DRAFT: [("open", _("Open for answers"))],
        WaveState.OPEN: [("close", _("Close"))],
        WaveState.CLOSED: [("reopen", _("Open again")), ("end", _("End and forget those asked"))],
        WaveState.ENDED: [],
    }[WaveState(wave.state)]
