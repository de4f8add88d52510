"""The functions an expression may call: how many things each takes, what it gives, and how it is worked out.

Those that look around them (`indexed-repeat`, `position` ...) or do not always work out what they are given (`if`,
`once` ...) stand here with their signature only; `evaluation` knows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, Decimal
from enum import Enum

from boso.core.questionnaires.expressions.patterns import compiled
from boso.core.questionnaires.expressions.tokens import ExpressionFault
from boso.core.questionnaires.expressions.values import (
    ARITHMETIC,
    NAN,
    Nodes,
    Scalar,
    XValue,
    day,
    every,
    moment,
    number,
    text,
    truth,
)

LONGEST_TEXT = 100_000


class Type(Enum):
    """What something is, as far as can be told without answers."""

    ANY = "any"
    NUMBER = "number"
    TEXT = "text"
    TRUTH = "truth"
    DAY = "day"
    TIME = "time"


Work = Callable[[Sequence[XValue]], Scalar]


@dataclass(frozen=True, slots=True)
class Function:
    """One function. most None: any number. several: takes all values of a question in a repeat."""

    least: int
    most: int | None
    gives: Type
    work: Work | None = None
    several: bool = False


def in_words(value: XValue) -> list[str]:
    """The names that several choices consist of."""
    return text(value).split()


def _all(arguments: Sequence[XValue]) -> list[Scalar]:
    return [value for argument in arguments for value in every(argument)]


def _numbers(arguments: Sequence[XValue]) -> list[Decimal]:
    """The numbers among what is answered; blanks do not count."""
    return [number(value) for value in _all(arguments) if text(value) != ""]


def _total(arguments: Sequence[XValue]) -> Scalar:
    total = Decimal(0)
    for each in _numbers(arguments):
        total = ARITHMETIC.add(total, each)
    return total


def _extreme(choose: Callable[[list[Decimal]], Decimal]) -> Work:
    def work(arguments: Sequence[XValue]) -> Scalar:
        found = _numbers(arguments)
        if not found or any(each.is_nan() for each in found):
            return NAN
        return choose(found)

    return work


def _count(arguments: Sequence[XValue]) -> Scalar:
    return Decimal(len(every(arguments[0]))) if isinstance(arguments[0], Nodes) else Decimal(1)


def _position_in(words: list[str], place: XValue) -> str:
    wanted = number(place)
    if not wanted.is_finite() or not 0 <= wanted < len(words):
        return ""
    return words[int(wanted)]


def _substr(arguments: Sequence[XValue]) -> Scalar:
    whole = text(arguments[0])
    starts = _place(arguments[1], 0, len(whole))
    ends = _place(arguments[2], len(whole), len(whole)) if len(arguments) > 2 else len(whole)
    return whole[starts:ends]


def _place(value: XValue, otherwise: int, length: int) -> int:
    wanted = number(value)
    if wanted.is_nan():
        return otherwise
    whole = int(max(min(wanted, Decimal(length)), Decimal(-length)))
    return max(whole + length, 0) if whole < 0 else whole


def _whole(rounding: str) -> Work:
    def work(arguments: Sequence[XValue]) -> Scalar:
        value = number(arguments[0])
        return value.to_integral_value(rounding) if value.is_finite() else value

    return work


def _round(arguments: Sequence[XValue]) -> Scalar:
    """Halves go up, also below zero. A second number says how many decimals."""
    value = number(arguments[0])
    places = number(arguments[1]) if len(arguments) > 1 else Decimal(0)
    if not value.is_finite() or not places.is_finite() or abs(places) > 30:
        return value
    unit = Decimal(1).scaleb(-int(places))
    steps = ARITHMETIC.add(ARITHMETIC.divide(value, unit), Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    return ARITHMETIC.multiply(steps, unit)


def _arithmetic(work: Callable[[Decimal], Decimal]) -> Work:
    return lambda arguments: work(number(arguments[0]))


def _log(value: Decimal) -> Decimal:
    return ARITHMETIC.ln(value)


def _translate(arguments: Sequence[XValue]) -> Scalar:
    whole, old, new = (text(argument) for argument in arguments)
    table: dict[int, str | None] = {}
    for place, letter in enumerate(old):
        table.setdefault(ord(letter), new[place] if place < len(new) else None)
    return whole.translate(table)


def _join(arguments: Sequence[XValue]) -> Scalar:
    parts = [text(value) for value in _all(arguments[1:])]
    return _short(text(arguments[0]).join(part for part in parts if part))


def _short(made: str) -> str:
    return made[:LONGEST_TEXT]


def _regex(arguments: Sequence[XValue]) -> Scalar:
    try:
        return compiled(text(arguments[1])).matches(text(arguments[0]))
    except ExpressionFault:
        return False


def _days_and_part(arguments: Sequence[XValue]) -> Scalar:
    return number(moment(arguments[0]))


def _before(arguments: Sequence[XValue]) -> Scalar:
    before, mark, _ = text(arguments[0]).partition(text(arguments[1])) if text(arguments[1]) else ("", "", "")
    return before if mark else ""


def _after(arguments: Sequence[XValue]) -> Scalar:
    mark = text(arguments[1])
    return text(arguments[0]).partition(mark)[2] if mark else text(arguments[0])


FUNCTIONS: dict[str, Function] = {
    "selected": Function(2, 2, Type.TRUTH, lambda a: text(a[1]).strip() in in_words(a[0])),
    "selected-at": Function(2, 2, Type.TEXT, lambda a: _position_in(in_words(a[0]), a[1])),
    "count-selected": Function(1, 1, Type.NUMBER, lambda a: Decimal(len(in_words(a[0])))),
    "count": Function(1, 1, Type.NUMBER, _count, several=True),
    "count-non-empty": Function(
        1, 1, Type.NUMBER, lambda a: Decimal(sum(text(v) != "" for v in every(a[0]))), several=True
    ),
    "sum": Function(1, None, Type.NUMBER, _total, several=True),
    "min": Function(1, None, Type.NUMBER, _extreme(min), several=True),
    "max": Function(1, None, Type.NUMBER, _extreme(max), several=True),
    "join": Function(2, None, Type.TEXT, _join, several=True),
    "concat": Function(1, None, Type.TEXT, lambda a: _short("".join(text(v) for v in _all(a))), several=True),
    "not": Function(1, 1, Type.TRUTH, lambda a: not truth(a[0])),
    "true": Function(0, 0, Type.TRUTH, lambda a: True),
    "false": Function(0, 0, Type.TRUTH, lambda a: False),
    "boolean": Function(1, 1, Type.TRUTH, lambda a: truth(a[0])),
    "boolean-from-string": Function(1, 1, Type.TRUTH, lambda a: text(a[0]) in {"true", "1"}),
    "string": Function(1, 1, Type.TEXT, lambda a: text(a[0])),
    "string-length": Function(1, 1, Type.NUMBER, lambda a: Decimal(len(text(a[0])))),
    "substr": Function(2, 3, Type.TEXT, _substr),
    "substring-before": Function(2, 2, Type.TEXT, _before),
    "substring-after": Function(2, 2, Type.TEXT, _after),
    "contains": Function(2, 2, Type.TRUTH, lambda a: text(a[1]) in text(a[0])),
    "starts-with": Function(2, 2, Type.TRUTH, lambda a: text(a[0]).startswith(text(a[1]))),
    "ends-with": Function(2, 2, Type.TRUTH, lambda a: text(a[0]).endswith(text(a[1]))),
    "normalize-space": Function(1, 1, Type.TEXT, lambda a: " ".join(text(a[0]).split())),
    "translate": Function(3, 3, Type.TEXT, _translate),
    "regex": Function(2, 2, Type.TRUTH, _regex),
    "number": Function(1, 1, Type.NUMBER, lambda a: number(a[0])),
    "int": Function(1, 1, Type.NUMBER, _whole(ROUND_DOWN)),
    "floor": Function(1, 1, Type.NUMBER, _whole(ROUND_FLOOR)),
    "ceiling": Function(1, 1, Type.NUMBER, _whole(ROUND_CEILING)),
    "round": Function(1, 2, Type.NUMBER, _round),
    "abs": Function(1, 1, Type.NUMBER, _arithmetic(ARITHMETIC.abs)),
    "sqrt": Function(1, 1, Type.NUMBER, _arithmetic(ARITHMETIC.sqrt)),
    "exp": Function(1, 1, Type.NUMBER, _arithmetic(ARITHMETIC.exp)),
    "log": Function(1, 1, Type.NUMBER, _arithmetic(_log)),
    "log10": Function(1, 1, Type.NUMBER, _arithmetic(ARITHMETIC.log10)),
    "pow": Function(2, 2, Type.NUMBER, lambda a: ARITHMETIC.power(number(a[0]), number(a[1]))),
    "date": Function(1, 1, Type.DAY, lambda a: day(a[0])),
    "date-time": Function(1, 1, Type.DAY, lambda a: moment(a[0])),
    "decimal-date-time": Function(1, 1, Type.NUMBER, _days_and_part),
    # What follows is worked out in `evaluation`.
    "if": Function(3, 3, Type.ANY),
    "coalesce": Function(2, None, Type.ANY),
    "once": Function(1, 1, Type.ANY),
    "today": Function(0, 0, Type.DAY),
    "now": Function(0, 0, Type.DAY),
    "random": Function(0, 0, Type.NUMBER),
    "format-date": Function(2, 2, Type.TEXT),
    "format-date-time": Function(2, 2, Type.TEXT),
    "jr:choice-name": Function(2, 2, Type.TEXT),
    "indexed-repeat": Function(3, 11, Type.ANY),
    "position": Function(1, 1, Type.NUMBER),
    "index": Function(0, 0, Type.NUMBER),
}

#: Functions other tools know and BoSo does not, with why.
REFUSED = {
    "pulldata": "pulldata_refused",
    "instance": "paths_refused",
    "current": "paths_refused",
    **dict.fromkeys(
        (
            "jr:itext",
            "area",
            "distance",
            "geofence",
            "digest",
            "uuid",
            "randomize",
            "base64-decode",
            "extract-signed",
            "property",
            "checklist",
            "weighted-checklist",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "atan2",
            "pi",
        ),
        "function_refused",
    ),
}
