"""Answers as they are kept: where they stand, what a typed or stored one means, and how a value is written down."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from boso.core.questionnaires.expressions.values import clock, day, moment, text
from boso.core.questionnaires.form import Kind, Missing, Question
from boso.core.questionnaires.standing import AnswerFault, Answers, Plain, Value

MOST_ROUNDS = 200
LONGEST_ANSWER = 100_000
ACKNOWLEDGED = "OK"
_DIGITS = re.compile(r"[+-]?(\d{1,15}(?:\.\d{1,15})?|\.\d{1,15})", re.ASCII)
_DOTTED = re.compile(r"\s*(\d{1,2})\.(\d{1,2})\.(\d{4})(.*)", re.ASCII | re.DOTALL)
_SPACES = re.compile(r"[\s\u00a0\u202f]")
_YES = frozenset({"ok", "yes", "on", "1", "true", "ja"})
_NO = frozenset({"no", "off", "0", "false", "nei"})


class BadAnswer(ValueError):
    """An answer that means nothing. code: key of `faults.WORDS`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = tuple(sorted((key, str(value)) for key, value in values.items()))


# Where answers stand -------------------------------------------------------------------------------------------------


def get(answers: Answers, key: str) -> object:
    """What stands at a key such as `members/0/age`; None when nothing does."""
    here: object = answers
    for step in key.split("/"):
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, list | tuple) and _is_round(step) and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return here


def _is_round(step: str) -> bool:
    return re.fullmatch(r"\d{1,3}", step, re.ASCII) is not None


def put(answers: Answers, key: str, value: object) -> dict[str, object]:
    """The answers with one more, at a key such as `members/0/age`; rounds that lack are made.

    Raises ValueError for a key that leads nowhere: a round that is no number or is beyond the highest allowed.
    """
    return _put(answers, key.split("/"), value)


def _put(answers: object, steps: Sequence[str], value: object) -> dict[str, object]:
    found = dict(answers) if isinstance(answers, Mapping) else {}
    name, *rest = steps
    if not rest:
        return {**found, name: value}
    if len(rest) == 1 or not _is_round(rest[0]) or int(rest[0]) >= MOST_ROUNDS:
        raise ValueError(f"No round {rest[0]}")
    rounds = _rounds(found.get(name))
    place = int(rest[0])
    rounds.extend({} for _ in range(place + 1 - len(rounds)))
    rounds[place] = _put(rounds[place], rest[1:], value)
    return {**found, name: rounds}


def _rounds(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def add_round(answers: Answers, key: str, standing: int = 0) -> dict[str, object]:
    """The answers with one more empty round of the repeat at the key.

    standing: how many rounds are shown now; the first one is shown although nothing is kept of it yet. Beyond the
    highest number allowed nothing is added."""
    rounds = _rounds(get(answers, key))
    rounds.extend({} for _ in range(standing - len(rounds)))
    return put(answers, key, [*rounds, {}][:MOST_ROUNDS])


def remove_round(answers: Answers, key: str) -> dict[str, object]:
    """The answers without the round at the key (`members/0`); the later ones move up."""
    repeat, _, place = key.rpartition("/")
    rounds = _rounds(get(answers, repeat)) if repeat and _is_round(place) else []
    if not rounds or int(place) >= len(rounds):
        return dict(answers)
    return put(answers, repeat, [each for number, each in enumerate(rounds) if number != int(place)])


# What an answer means ------------------------------------------------------------------------------------------------


def read_answer(question: Question, raw: object, key: str = "") -> Value | AnswerFault:
    """What an answer as typed, posted or stored means; an AnswerFault when it means nothing.

    Numbers may have a comma or a point and blanks between thousands, days may be 2026-11-22 or 22.11.2026."""
    try:
        return _read(question, raw)
    except BadAnswer as bad:
        return AnswerFault(key or question.name, bad.code, values=bad.values)


def _read(question: Question, raw: object) -> Value:
    if raw is None or raw == "" or question.kind is Kind.NOTE:
        return None
    if isinstance(raw, Mapping | Missing):
        return _missing(question, raw)
    return _READERS.get(question.kind, _text)(question, raw)


def _missing(question: Question, raw: object) -> Missing:
    code = raw.get("missing") if isinstance(raw, Mapping) else raw
    found = next((each for each in Missing if each == code), None)
    if found is None:
        raise BadAnswer("answer_not_understood")
    if found not in question.missing:
        raise BadAnswer("missing_not_offered")
    return found


def _written(raw: object) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal | dt.date | dt.time):
        raise BadAnswer("answer_not_understood")
    if isinstance(raw, int) and raw.bit_length() > 256:
        raise BadAnswer("number_too_large")
    return raw if isinstance(raw, str) else str(raw)


def _text(question: Question, raw: object) -> Value:
    found = _written(raw)
    if len(found) > LONGEST_ANSWER:
        raise BadAnswer("answer_too_long", limit=LONGEST_ANSWER)
    kept = found.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(letter) in {"Cc", "Cs"} and letter not in "\n\t" for letter in kept):
        raise BadAnswer("answer_with_control_letters")
    return kept.strip() or None


def _plain_number(raw: object) -> Decimal | None:
    if isinstance(raw, float) and not math.isfinite(raw):
        raise BadAnswer("not_a_number", text=raw)
    shown = f"{Decimal(repr(raw)):f}" if isinstance(raw, float) and abs(raw) < 1e16 else _written(raw)
    plain = _SPACES.sub("", shown).replace("−", "-")
    if not plain:
        return None
    if plain.count(",") == 1 and "." not in plain:
        plain = plain.replace(",", ".")
    if not _DIGITS.fullmatch(plain):
        long = re.fullmatch(r"[+-]?\d{16,}(\.\d*)?", plain, re.ASCII)
        raise BadAnswer("number_too_large" if long else "not_a_number", text=_short(shown))
    return Decimal(plain)


def _integer(question: Question, raw: object) -> Value:
    value = _plain_number(raw)
    if value is not None and value != value.to_integral_value():
        raise BadAnswer("not_a_whole_number", text=_short(str(raw)))
    return None if value is None else Decimal(int(value))


def _decimal(question: Question, raw: object) -> Value:
    return _plain_number(raw)


def _range(question: Question, raw: object) -> Value:
    value = _plain_number(raw)
    if value is None:
        return None
    start, end, step = (Decimal(question.parameter(name) or otherwise) for name, otherwise in RANGE)
    if not start <= value <= end:
        raise BadAnswer("out_of_range", start=text(start), end=text(end))
    if (value - start) % step:
        raise BadAnswer("not_a_step", step=text(step), start=text(start))
    return value


#: What a range is without parameters.
RANGE = (("start", "1"), ("end", "10"), ("step", "1"))


def _one(question: Question, raw: object) -> Value:
    if isinstance(raw, list | tuple):
        if len(raw) > 1:
            raise BadAnswer("only_one_choice")
        raw = raw[0] if raw else ""
    return _text(question, raw)


def _several(question: Question, raw: object) -> Value:
    parts = list(raw) if isinstance(raw, list | tuple) else _written(raw).split()
    if len(parts) > 1_000:
        raise BadAnswer("answer_too_long", limit=1_000)
    names = [str(_text(question, part) or "") for part in parts]
    return tuple(dict.fromkeys(name for name in names if name)) or None


def _rank(question: Question, raw: object) -> Value:
    found = _several(question, raw)
    parts = list(raw) if isinstance(raw, list | tuple) else _written(raw).split()
    if isinstance(found, tuple) and len(found) != len([part for part in parts if part not in ("", None)]):
        raise BadAnswer("ranked_twice")
    return found


def _iso(raw: str) -> str:
    """A day with points between written with hyphens, with what follows it; anything else as it stands."""
    dotted = _DOTTED.fullmatch(raw)
    if dotted is None:
        return raw
    return f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}{dotted[4]}"


def _date(question: Question, raw: object) -> Value:
    return _moment_by(day, "not_a_day", raw)


def _datetime(question: Question, raw: object) -> Value:
    return _moment_by(moment, "not_a_moment", raw)


def _time(question: Question, raw: object) -> Value:
    return _moment_by(clock, "not_a_time", raw)


def _moment_by(reader: Callable[[str], Value], code: str, raw: object) -> Value:
    written = _written(raw)
    if not written.strip():
        return None
    found = reader(_iso(written))
    if found is None:
        raise BadAnswer(code, text=_short(written))
    return found


def _acknowledge(question: Question, raw: object) -> Value:
    said = ("true" if raw else "false") if isinstance(raw, bool) else _written(raw).strip().casefold()
    if said in _YES:
        return ACKNOWLEDGED
    if said in _NO or not said:
        return None
    raise BadAnswer("answer_not_understood")


def _place(question: Question, raw: object) -> Value:
    parts = _written(raw).replace(",", " ").split()
    if not parts:
        return None
    if not 2 <= len(parts) <= 4 or not all(_DIGITS.fullmatch(part) for part in parts):
        raise BadAnswer("not_a_place")
    latitude, longitude = Decimal(parts[0]), Decimal(parts[1])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadAnswer("not_a_place")
    return " ".join(text(Decimal(part)) for part in parts)


def _short(shown: str) -> str:
    return shown if len(shown) <= 40 else f"{shown[:40]}…"


_READERS: dict[Kind, Callable[[Question, object], Value]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.RANGE: _range,
    Kind.SELECT_ONE: _one,
    Kind.SELECT_MULTIPLE: _several,
    Kind.RANK: _rank,
    Kind.DATE: _date,
    Kind.TODAY: _date,
    Kind.TIME: _time,
    Kind.DATETIME: _datetime,
    Kind.START: _datetime,
    Kind.END: _datetime,
    Kind.ACKNOWLEDGE: _acknowledge,
    Kind.GEOPOINT: _place,
}


# How a value is written ----------------------------------------------------------------------------------------------


def plain(value: Value) -> Plain:
    """A value for JSON. `read_answer` reads it back to the same value."""
    match value:
        case Missing():
            return {"missing": value.value}
        case tuple():
            return list(value)
        case bool() | None:
            return value
        case Decimal() if value == value.to_integral_value() and abs(value) < 10**15:
            return int(value)
        case _:
            return text(value)


def written(value: Value) -> str:
    """A value as XForms writes it; blank for none and for don't know and refused."""
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if isinstance(value, Missing) else text(value)
