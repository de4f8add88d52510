"""Expressions worked out. A tree is made into a function once, and called for each round it is asked in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Protocol, TypeAlias

from boso.core.questionnaires.expressions.dates import formatted
from boso.core.questionnaires.expressions.functions import FUNCTIONS
from boso.core.questionnaires.expressions.parser import parse
from boso.core.questionnaires.expressions.syntax import (
    Binary,
    Column,
    Expression,
    Here,
    Negative,
    Number,
    Parent,
    Reference,
    Text,
)
from boso.core.questionnaires.expressions.values import (
    ARITHMETIC,
    Nodes,
    Scalar,
    XValue,
    clock,
    every,
    moment,
    number,
    single,
    text,
    truth,
)


class Scope(Protocol):
    """What an expression can see from where it stands."""

    @property
    def today(self) -> dt.date:
        """Today."""

    @property
    def now(self) -> dt.datetime:
        """Now, without time zone."""

    @property
    def language(self) -> str:
        """The language of names of choices and months."""

    def here(self) -> Scalar:
        """The answer itself."""

    def value(self, name: str) -> XValue:
        """What is answered to another question; several values when it stands in a repeat this one is not in."""

    def column(self, name: str) -> str:
        """A column of the choice that is looked at."""

    def round(self) -> int:
        """Which round of the innermost repeat this is, from 1; 0 outside repeats."""

    def value_at(self, name: str, rounds: Sequence[tuple[str, int]]) -> Scalar:
        """What is answered in certain rounds (repeat, number from 1)."""

    def choice_name(self, question: str, choice: str) -> str:
        """What a choice of a question is called in the language."""

    def chance(self) -> Decimal | None:
        """A number from 0 up to 1 by chance; None when chance is not allowed."""


Worked: TypeAlias = Callable[[Scope], XValue]


def evaluate(tree: Expression, scope: Scope) -> XValue:
    """What the expression gives. Never raises for a tree that `checking` has passed."""
    return made(tree)(scope)


@lru_cache(maxsize=4096)
def worked(source: str) -> Worked:
    """The function of an expression's text. Raises ExpressionFault."""
    return made(parse(source))


def made(tree: Expression) -> Worked:
    """The function of a tree."""
    match tree:
        case Number(digits):
            constant = Decimal(digits)
            return lambda scope: constant
        case Text(literal):
            return lambda scope: literal
        case Reference(name):
            return lambda scope: scope.value(name)
        case Column(name):
            return lambda scope: scope.column(name)
        case Here():
            return lambda scope: scope.here()
        case Parent():
            return lambda scope: Decimal(scope.round())
        case Negative(operand):
            inner = made(operand)
            return lambda scope: ARITHMETIC.minus(number(inner(scope)))
        case Binary(operator, left, right):
            return _binary(operator, made(left), made(right))
        case _:
            return _call(tree.function, tree.arguments)


def _binary(operator: str, left: Worked, right: Worked) -> Worked:
    match operator:
        case "or":
            return lambda scope: truth(left(scope)) or truth(right(scope))
        case "and":
            return lambda scope: truth(left(scope)) and truth(right(scope))
        case "|":
            return lambda scope: Nodes((*every(left(scope)), *every(right(scope))))
        case "+" | "-" | "*" | "div" | "mod":
            work = _ARITHMETIC[operator]
            return lambda scope: work(number(left(scope)), number(right(scope)))
        case _:
            return lambda scope: _some(operator, left(scope), right(scope))


_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": ARITHMETIC.add,
    "-": ARITHMETIC.subtract,
    "*": ARITHMETIC.multiply,
    "div": ARITHMETIC.divide,
    "mod": ARITHMETIC.remainder,
}


def _some(operator: str, left: XValue, right: XValue) -> bool:
    """With several values: whether some pair compares so."""
    return any(compared(operator, one, other) for one in every(left) for other in every(right))


def compared(operator: str, left: Scalar, right: Scalar) -> bool:
    """Two values compared: as days or times where one is such, then as truths, as numbers, as texts."""
    if operator in {"=", "!="}:
        return _equal(left, right) == (operator == "=")
    one, other = _ordered(left, right)
    if one.is_nan() or other.is_nan():
        return False
    match operator:
        case "<":
            return one < other
        case "<=":
            return one <= other
        case ">":
            return one > other
        case _:
            return one >= other


def _equal(left: Scalar, right: Scalar) -> bool:
    if "" in (text(left), text(right)):
        return text(left) == text(right)
    if isinstance(left, bool) or isinstance(right, bool):
        return truth(left) == truth(right)
    if isinstance(left, dt.date | dt.time | Decimal) or isinstance(right, dt.date | dt.time | Decimal):
        one, other = _ordered(left, right)
        return one == other
    return left == right


def _ordered(left: Scalar, right: Scalar) -> tuple[Decimal, Decimal]:
    """Both as numbers; a text beside a day is read as a day, beside a time as a time."""
    for kind, reader in ((dt.date, moment), (dt.time, clock)):
        if isinstance(left, kind) and isinstance(right, str):
            return number(left), number(reader(right))
        if isinstance(right, kind) and isinstance(left, str):
            return number(reader(left)), number(right)
    return number(left), number(right)


def _call(function: str, arguments: tuple[Expression, ...]) -> Worked:
    special = _SPECIAL.get(function)
    if special is not None:
        return special(arguments)
    work = FUNCTIONS[function].work
    assert work is not None  # noqa: S101 - every other function of the table has its work there
    parts = [made(argument) for argument in arguments]
    return lambda scope: work([part(scope) for part in parts])


def _if(arguments: tuple[Expression, ...]) -> Worked:
    condition, so, otherwise = (made(argument) for argument in arguments)
    return lambda scope: so(scope) if truth(condition(scope)) else otherwise(scope)


def _coalesce(arguments: tuple[Expression, ...]) -> Worked:
    parts = [made(argument) for argument in arguments]

    def work(scope: Scope) -> XValue:
        found = (single(part(scope)) for part in parts)
        return next((value for value in found if text(value) != ""), None)

    return work


def _once(arguments: tuple[Expression, ...]) -> Worked:
    fresh = made(arguments[0])

    def work(scope: Scope) -> XValue:
        before = scope.here()
        return before if text(before) != "" else fresh(scope)

    return work


def _format_date(arguments: tuple[Expression, ...]) -> Worked:
    value, pattern = (made(argument) for argument in arguments)

    def work(scope: Scope) -> XValue:
        found = moment(value(scope))
        return "" if found is None else formatted(found, text(pattern(scope)), scope.language)

    return work


def _choice_name(arguments: tuple[Expression, ...]) -> Worked:
    value, name = made(arguments[0]), choice_question(arguments[1])

    def work(scope: Scope) -> XValue:
        return ", ".join(scope.choice_name(name, word) for word in text(value(scope)).split())

    return work


def choice_question(argument: Expression) -> str:
    """The question a `jr:choice-name` means, which writes it `'${name}'`; blank when it means none."""
    match argument:
        case Reference(name):
            return name
        case Text(literal) if literal.strip().startswith("${") and literal.strip().endswith("}"):
            return literal.strip()[2:-1].strip()
        case _:
            return ""


def _indexed_repeat(arguments: tuple[Expression, ...]) -> Worked:
    name = _name(arguments[0])
    repeats = [
        (_name(repeat), made(number_)) for repeat, number_ in zip(arguments[1::2], arguments[2::2], strict=False)
    ]

    def work(scope: Scope) -> XValue:
        rounds = [(repeat, number(which(scope))) for repeat, which in repeats]
        if not all(which.is_finite() and abs(which) < 10_000 for _, which in rounds):
            return None
        return scope.value_at(name, [(repeat, int(which)) for repeat, which in rounds])

    return work


def _name(argument: Expression) -> str:
    return argument.name if isinstance(argument, Reference) else ""


_SPECIAL: dict[str, Callable[[tuple[Expression, ...]], Worked]] = {
    "if": _if,
    "coalesce": _coalesce,
    "once": _once,
    "today": lambda _: lambda scope: scope.today,
    "now": lambda _: lambda scope: scope.now.replace(tzinfo=None),
    "random": lambda _: lambda scope: scope.chance(),
    "format-date": _format_date,
    "format-date-time": _format_date,
    "jr:choice-name": _choice_name,
    "indexed-repeat": _indexed_repeat,
    "position": lambda _: lambda scope: Decimal(scope.round()),
    "index": lambda _: lambda scope: Decimal(scope.round()),
}
