"""An expression as a tree. Trees are compared by value, so two texts that mean the same tree are equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written: digits, perhaps a point and digits."""

    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A literal text. The language cannot write one that holds both kinds of quotes: ValueError."""

    text: str

    def __post_init__(self) -> None:
        if "'" in self.text and '"' in self.text:
            raise ValueError("A text with both kinds of quotes cannot be written")


@dataclass(frozen=True, slots=True)
class Reference:
    """`${name}`: what is answered to another question; of a repeat, its rounds."""

    name: str


@dataclass(frozen=True, slots=True)
class Column:
    """A bare name: a column of the list of choices, in a filter."""

    name: str


@dataclass(frozen=True, slots=True)
class Here:
    """`.`: the answer itself."""


@dataclass(frozen=True, slots=True)
class Parent:
    """`..`: the round of the repeat it stands in."""


@dataclass(frozen=True, slots=True)
class Call:
    """A function with what it is given."""

    function: str
    arguments: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Negative:
    """A minus before something."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides with an operator between."""

    operator: str
    left: Expression
    right: Expression


Expression: TypeAlias = Number | Text | Reference | Column | Here | Parent | Call | Negative | Binary

#: How strongly an operator binds; all of them group from the left.
STRENGTH = {
    "or": 1,
    "and": 2,
    "=": 3,
    "!=": 3,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "div": 6,
    "mod": 6,
    "|": 8,
}
NEGATIVE = 7


def children(tree: Expression) -> tuple[Expression, ...]:
    """What a node is made of."""
    match tree:
        case Call(_, arguments):
            return arguments
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case _:
            return ()


def nodes(tree: Expression) -> Iterator[Expression]:
    """Every node of the tree, the root first."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(children(node)))


def references(tree: Expression) -> list[str]:
    """The names asked for with `${}`, each once, in the order they stand."""
    return list(dict.fromkeys(node.name for node in nodes(tree) if isinstance(node, Reference)))
