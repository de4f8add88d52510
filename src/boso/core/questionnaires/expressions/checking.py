"""What is wrong with an expression, as far as can be told without answers."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from boso.core.questionnaires.expressions.evaluation import choice_question
from boso.core.questionnaires.expressions.functions import FUNCTIONS, REFUSED, Type
from boso.core.questionnaires.expressions.parser import printed
from boso.core.questionnaires.expressions.patterns import compiled
from boso.core.questionnaires.expressions.syntax import (
    Binary,
    Call,
    Column,
    Expression,
    Here,
    Negative,
    Number,
    Parent,
    Reference,
    Text,
    children,
)
from boso.core.questionnaires.expressions.tokens import ExpressionFault
from boso.core.questionnaires.expressions.values import clock, day, number


@dataclass(frozen=True, slots=True)
class Named:
    """What a reference can mean. what: `question`, `note`, `group` or `repeat`. repeats: those around it, outermost
    first. choices: names that can be picked; None where nothing is picked."""

    what: str
    repeats: tuple[str, ...] = ()
    type: Type = Type.ANY
    choices: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where an expression stands. names: all of the form. columns: of the list it filters; None outside filters.
    here: what `.` is; None where `.` means nothing."""

    names: Mapping[str, Named]
    repeats: tuple[str, ...] = ()
    columns: frozenset[str] | None = None
    here: Named | None = None
    folded: Mapping[str, str] = field(default_factory=dict)


Found = Iterator[ExpressionFault]
#: Faults told of one expression, and names looked through for one that is like.
MOST_FAULTS = 20
MOST_NAMES = 100


def faults_in(tree: Expression, around: Surroundings) -> list[ExpressionFault]:
    """Everything wrong with the tree where it stands, in the order of the text."""
    found: list[ExpressionFault] = []
    waiting: list[tuple[Expression, bool]] = [(tree, False)]
    while waiting and len(found) < MOST_FAULTS:
        node, several = waiting.pop()
        found.extend(_faults_of(node, several, around))
        waiting.extend(reversed(_inside(node, several)))
    return found


def _inside(node: Expression, several: bool) -> list[tuple[Expression, bool]]:
    """The children, each with whether it may have several values there."""
    match node:
        case Call("indexed-repeat", arguments):
            return [(argument, True) for argument in arguments[:2]] + [
                (argument, place % 2 == 1) for place, argument in enumerate(arguments[2:])
            ]
        case Call("position", _):
            return []
        case Call("jr:choice-name", arguments):
            return [(arguments[0], False)] if arguments else []
        case Call(function, arguments):
            known = FUNCTIONS.get(function)
            return [(argument, known is not None and known.several) for argument in arguments]
        case Binary("|", left, right):
            return [(left, several), (right, several)]
        case _:
            return [(child, False) for child in children(node)]


def _faults_of(node: Expression, several: bool, around: Surroundings) -> Found:
    match node:
        case Reference(name):
            yield from _of_reference(name, several, around)
        case Column(name):
            yield from _of_column(name, around)
        case Here():
            if around.here is None:
                yield ExpressionFault("here_means_nothing")
        case Parent():
            yield ExpressionFault("parent_elsewhere")
        case Call(function, arguments):
            yield from _of_call(function, arguments, around)
        case Binary("|", left, right):
            if not all(isinstance(side, Reference) or _is_union(side) for side in (left, right)):
                yield ExpressionFault("union_of_values", text=printed(node))
        case Binary("=" | "!=" | "<" | "<=" | ">" | ">=", left, right):
            yield from _of_comparison(left, right, around)
        case _:
            return


def _is_union(tree: Expression) -> bool:
    return isinstance(tree, Binary) and tree.operator == "|"


def _of_reference(name: str, several: bool, around: Surroundings) -> Found:
    named = around.names.get(name)
    if named is None:
        near = around.folded.get(name.casefold()) or closest(name, around.names)
        yield ExpressionFault("unknown_reference_near" if near else "unknown_reference", name=name, near=near)
    elif named.what == "group":
        yield ExpressionFault("reference_to_group", name=name)
    elif named.what == "note":
        yield ExpressionFault("reference_to_note", name=name)
    elif not several and (named.what == "repeat" or around.repeats[: len(named.repeats)] != named.repeats):
        yield ExpressionFault("reference_into_repeat", name=name, repeat=(name, *named.repeats)[-1])


def _of_column(name: str, around: Surroundings) -> Found:
    if around.columns is None:
        yield ExpressionFault("bare_name", name=name)
    elif name not in around.columns:
        near = closest(name, around.columns)
        yield ExpressionFault("unknown_column_near" if near else "unknown_column_in_filter", name=name, near=near)


def closest(name: str, names: Iterable[str]) -> str:
    """The name that looks most like it, among the first of about its length; blank when none does."""
    alike = islice((each for each in names if abs(len(each) - len(name)) <= 2), MOST_NAMES)
    return next(iter(difflib.get_close_matches(name, list(alike), n=1, cutoff=0.7)), "")


def _of_call(function: str, arguments: tuple[Expression, ...], around: Surroundings) -> Found:
    if function in REFUSED:
        yield ExpressionFault(REFUSED[function], text=function)
        return
    known = FUNCTIONS.get(function)
    if known is None:
        near = closest(function, FUNCTIONS)
        yield ExpressionFault("unknown_function_near" if near else "unknown_function", name=function, near=near)
        return
    if len(arguments) < known.least or (known.most is not None and len(arguments) > known.most):
        yield ExpressionFault(
            "wrong_count", name=function, given=len(arguments), wanted=_wanted(known.least, known.most)
        )
        return
    yield from _of_known(function, arguments, around)


def _wanted(least: int, most: int | None) -> str:
    if most is None:
        return f"{least}+"
    return str(least) if least == most else f"{least}-{most}"


def _of_known(function: str, arguments: tuple[Expression, ...], around: Surroundings) -> Found:
    match function, arguments:
        case (("position" | "index"), _):
            if not around.repeats or any(not isinstance(argument, Parent) for argument in arguments):
                yield ExpressionFault("position_elsewhere")
        case "jr:choice-name", (_, second):
            yield from _of_choice_name(choice_question(second), around)
        case "indexed-repeat", (first, *rest):
            yield from _of_indexed_repeat(first, rest, around)
        case "regex", (_, Text(pattern)):
            yield from _of_pattern(pattern)
        case "selected", (Reference(name), Text(choice)):
            yield from _of_choice(name, choice, around)
        case (("count" | "count-non-empty" | "sum"), (Number() | Text() as value,)):
            yield ExpressionFault("several_wanted", name=function, text=printed(value))
        case _:
            return


def _of_pattern(pattern: str) -> Found:
    try:
        compiled(pattern)
    except ExpressionFault as wrong:
        yield wrong


def _of_choice_name(name: str, around: Surroundings) -> Found:
    named = around.names.get(name)
    if named is None or named.choices is None:
        yield ExpressionFault("choice_name_of_what", name=name)


def _of_indexed_repeat(first: Expression, rest: list[Expression], around: Surroundings) -> Found:
    named = around.names.get(first.name) if isinstance(first, Reference) else None
    repeats = [each.name if isinstance(each, Reference) else "" for each in rest[::2]]
    if len(rest) % 2 or (named is not None and tuple(repeats) != named.repeats) or not isinstance(first, Reference):
        wanted = ", ".join(f"${{{name}}}" for name in (named.repeats if named else ()))
        yield ExpressionFault("indexed_repeat_of_what", wanted=wanted or "–")


def _of_choice(name: str, choice: str, around: Surroundings) -> Found:
    named = around.names.get(name)
    if named is not None and named.what == "question" and named.choices is None:
        yield ExpressionFault("selected_of_no_choices", name=name)
    elif named is not None and named.choices is not None and choice.strip() not in named.choices:
        yield ExpressionFault("unknown_choice", name=name, choice=choice, near=closest(choice, named.choices) or "–")


def _of_comparison(left: Expression, right: Expression, around: Surroundings) -> Found:
    for one, other in ((left, right), (right, left)):
        named = _named(one, around)
        if named is not None and named.choices is not None and isinstance(other, Text) and other.text:
            if other.text not in named.choices:
                near = closest(other.text, named.choices) or "–"
                yield ExpressionFault("unknown_choice", name=_said(one), choice=other.text, near=near)
            return
        if isinstance(other, Text) and not _readable(other.text, type_of(one, around)):
            yield ExpressionFault("cannot_compare", left=printed(one), right=printed(other))
            return
    kinds = {type_of(left, around), type_of(right, around)}
    if kinds in ({Type.DAY, Type.TIME}, {Type.DAY, Type.TRUTH}, {Type.TIME, Type.TRUTH}):
        yield ExpressionFault("cannot_compare", left=printed(left), right=printed(right))


def _named(tree: Expression, around: Surroundings) -> Named | None:
    match tree:
        case Reference(name):
            return around.names.get(name)
        case Here():
            return around.here
        case _:
            return None


def _said(tree: Expression) -> str:
    return tree.name if isinstance(tree, Reference) else "."


def _readable(literal: str, beside: Type) -> bool:
    """Whether a literal text means something beside a value of that type; a blank one always does."""
    match beside if literal else Type.ANY:
        case Type.NUMBER:
            return not number(literal).is_nan()
        case Type.DAY:
            return day(literal) is not None
        case Type.TIME:
            return clock(literal) is not None
        case _:
            return True


def type_of(tree: Expression, around: Surroundings) -> Type:
    """What the expression gives, as far as can be told."""
    match tree:
        case Number() | Negative():
            return Type.NUMBER
        case Text():
            return Type.TEXT
        case Reference() | Here():
            named = _named(tree, around)
            return named.type if named is not None else Type.ANY
        case Binary(operator, _, _):
            return _TYPES.get(operator, Type.TRUTH)
        case Call(function, _) if function in FUNCTIONS:
            return FUNCTIONS[function].gives
        case _:
            return Type.ANY


_TYPES = {**dict.fromkeys(("+", "-", "*", "div", "mod"), Type.NUMBER), "|": Type.ANY}
