"""Text to tree, and tree to text."""

from __future__ import annotations

from functools import lru_cache

from boso.core.questionnaires.expressions.syntax import (
    NEGATIVE,
    STRENGTH,
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
)
from boso.core.questionnaires.expressions.tokens import ExpressionFault, Sort, Token, tokens
from boso.core.questionnaires.form import NAME

#: How deep an expression may be nested; a chain of `or` counts one for each part.
DEEPEST = 150


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The tree of an expression. Raises ExpressionFault."""
    reader = _Reader(tokens(text))
    tree, _ = reader.expression(0, 0)
    rest = reader.next()
    if rest.sort is not Sort.END:
        raise ExpressionFault("unexpected", text=_said(rest))
    return tree


def printed(tree: Expression) -> str:
    """The shortest tidy text of which `parse` makes the same tree."""
    match tree:
        case Number(text):
            return text
        case Text(text):
            return f'"{text}"' if "'" in text else f"'{text}'"
        case Reference(name):
            return f"${{{name}}}"
        case Column(name):
            return name
        case Here():
            return "."
        case Parent():
            return ".."
        case Call(function, arguments):
            return f"{function}({', '.join(printed(argument) for argument in arguments)})"
        case Negative(operand):
            return f"-{_inside(operand, NEGATIVE)}"
        case _:
            strength = STRENGTH[tree.operator]
            return f"{_inside(tree.left, strength)} {tree.operator} {_inside(tree.right, strength + 1)}"


def tidy(text: str) -> str:
    """The expression written in the one tidy way; as it stands when it cannot be understood."""
    try:
        return printed(parse(text)) if text.strip() else ""
    except ExpressionFault:
        return text.strip()


def _inside(tree: Expression, strength: int) -> str:
    text = printed(tree)
    return f"({text})" if _strength(tree) < strength else text


def _strength(tree: Expression) -> int:
    match tree:
        case Binary(operator, _, _):
            return STRENGTH[operator]
        case Negative():
            return NEGATIVE
        case _:
            return 9


def _said(token: Token) -> str:
    return f"${{{token.text}}}" if token.sort is Sort.REFERENCE else token.text


Grown = tuple[Expression, int]


class _Reader:
    """Reads tokens by precedence climbing; every tree comes with its height, so none grows too tall to walk."""

    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.place = 0

    def next(self) -> Token:
        token = self.found[self.place]
        self.place = min(self.place + 1, len(self.found) - 1)
        return token

    def peek(self) -> Token:
        return self.found[self.place]

    def expression(self, weakest: int, depth: int) -> Grown:
        tree, height = self.operand(depth + 1)
        while (token := self.peek()).sort is Sort.OPERATOR and STRENGTH[token.text] > weakest:
            self.next()
            right, other = self.expression(STRENGTH[token.text], depth + 1)
            tree, height = Binary(token.text, tree, right), _grown(max(height, other))
        return tree, height

    def operand(self, depth: int) -> Grown:
        _grown(depth)
        token = self.next()
        if token.sort is Sort.OPERATOR and token.text == "-":
            operand, height = self.expression(NEGATIVE - 1, depth)
            return Negative(operand), _grown(height)
        if token.sort is Sort.OPEN:
            inner = self.expression(0, depth)
            self.expect_close()
            return inner
        if token.sort is Sort.NAME and self.peek().sort is Sort.OPEN:
            self.next()
            return self.call(token.text, depth)
        return _leaf(token), 1

    def call(self, function: str, depth: int) -> Grown:
        arguments: list[Grown] = []
        if self.peek().sort is not Sort.CLOSE:
            arguments.append(self.expression(0, depth))
            while self.peek().sort is Sort.COMMA:
                self.next()
                arguments.append(self.expression(0, depth))
        self.expect_close()
        height = _grown(max((height for _, height in arguments), default=0))
        return Call(function, tuple(tree for tree, _ in arguments)), height

    def expect_close(self) -> None:
        token = self.next()
        if token.sort is Sort.END:
            raise ExpressionFault("parenthesis_not_closed")
        if token.sort is not Sort.CLOSE:
            raise ExpressionFault("unexpected", text=_said(token))


def _grown(height: int) -> int:
    if height >= DEEPEST:
        raise ExpressionFault("expression_too_deep", limit=DEEPEST)
    return height + 1


def _leaf(token: Token) -> Expression:
    match token.sort:
        case Sort.NUMBER:
            return Number(token.text)
        case Sort.TEXT:
            return Text(token.text)
        case Sort.REFERENCE:
            return _reference(token.text)
        case Sort.NAME:
            return Column(token.text)
        case Sort.HERE:
            return Here()
        case Sort.PARENT:
            return Parent()
        case Sort.END:
            raise ExpressionFault("expression_ends")
        case _:
            raise ExpressionFault("unexpected", text=token.text)


def _reference(name: str) -> Reference:
    if name.startswith("last-saved#"):
        raise ExpressionFault("last_saved_refused", name=name)
    if not NAME.fullmatch(name):
        raise ExpressionFault("bad_reference", name=name)
    return Reference(name)
