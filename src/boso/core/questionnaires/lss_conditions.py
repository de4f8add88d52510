"""Conditions of LimeSurvey's expressions as those of XLSForm, as far as they go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"[^"]*"|'[^']*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_]\w*(?:\.\w+)?|\d+X\d+X\w+(?:\.\w+)?)
    |(?P<sign>==|!=|<=|>=|&&|\|\||[<>()!,+*/-]))""",
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\s*(?P<name>\d+X\d+X\w+(?:\.\w+)?)")
_COMPARE = {
    "==": "=", "eq": "=", "!=": "!=", "ne": "!=", "<": "<", "lt": "<", "<=": "<=", "le": "<=", ">": ">", "gt": ">",
    ">=": ">=", "ge": ">=",
}  # fmt: skip
#: What LimeSurvey calls a choice «other».
_OTHER = {"-oth-": "other"}


class Unreadable(ValueError):
    """An expression that cannot be said in XLSForm."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a name of LimeSurvey stands for here. choice: of a question with several answers, ticked or not.

    chosen: its answers are codes, so numbers compared with it are codes too. number: its answers are numbers.
    """

    name: str
    choice: str = ""
    chosen: bool = False
    number: bool = False


def translated(source: str, known: Mapping[str, Known]) -> str:
    """The condition; blank for one that always holds. Raises Unreadable where it says more than can be said here."""
    if source.strip() in ("", "1"):
        return ""
    if source.strip() == "0":
        return "false()"
    reader = _Reader(_tokens(source), known)
    found = reader.either()
    if reader.at != len(reader.tokens):
        raise Unreadable(source)
    return _bare(found)


def _tokens(source: str) -> list[tuple[str, str]]:
    found, at = [], 0
    text = source.strip()
    while at < len(text):
        match = _NUMBERED.match(text, at) or _TOKEN.match(text, at)
        if match is None:
            raise Unreadable(source)
        kind = match.lastgroup or ""
        found.append((kind, match.group(kind)))
        at = match.end()
    return found


def _bare(text: str) -> str:
    """Without round brackets around the whole."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and at < len(text) - 1:
            return text
    return _bare(text[1:-1])


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], known: Mapping[str, Known]) -> None:
        self.tokens = tokens
        self.known = known
        self.at = 0

    def peek(self) -> tuple[str, str]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("", "")

    def take(self, *wanted: str) -> str:
        kind, text = self.peek()
        if kind in ("sign", "name") and text.casefold() in wanted:
            self.at += 1
            return text.casefold()
        return ""

    def either(self) -> str:
        parts = [self.both()]
        while self.take("or", "||"):
            parts.append(self.both())
        return " or ".join(parts) if len(parts) == 1 else f"({' or '.join(parts)})"

    def both(self) -> str:
        parts = [self.one()]
        while self.take("and", "&&"):
            parts.append(self.one())
        return " and ".join(parts)

    def one(self) -> str:
        if self.take("!"):
            return f"not({_bare(self.one())})"
        if self.take("("):
            inside = self.either()
            self.close()
            return inside
        if self.take("is_empty"):
            return self.emptiness()
        return self.comparison()

    def emptiness(self) -> str:
        if not self.take("("):
            raise Unreadable("is_empty")
        found = self.name()
        self.close()
        return f"not({_ticked(found)})" if found.choice else f"${{{found.name}}} = ''"

    def comparison(self) -> str:
        found = self.name()
        kind, text = self.peek()
        sign = _COMPARE.get(text.casefold()) if kind in ("sign", "name") else None
        if sign is None:
            raise Unreadable(text)
        self.at += 1
        kind, text = self.peek()
        self.at += 1
        if kind == "text":
            value = _OTHER.get(text[1:-1], text[1:-1])
            return _compared(found, sign, value, quoted=not (found.number and value.isdecimal()))
        if kind == "number":
            return _compared(found, sign, text, quoted=found.chosen and sign in ("=", "!="))
        raise Unreadable(text)

    def name(self) -> Known:
        kind, text = self.peek()
        name, _dot, suffix = text.partition(".")
        if kind != "name" or suffix.casefold() not in ("", "naok", "value", "code") or name not in self.known:
            raise Unreadable(text)
        self.at += 1
        return self.known[name]

    def close(self) -> None:
        if not self.take(")"):
            raise Unreadable(")")


def _compared(found: Known, sign: str, value: str, *, quoted: bool) -> str:
    if found.choice:
        if sign not in ("=", "!=") or value not in ("Y", ""):
            raise Unreadable(value)
        ticked = _ticked(found)
        return ticked if (sign == "=") == (value == "Y") else f"not({ticked})"
    if "'" in value:
        raise Unreadable(value)
    written = f"'{value}'" if quoted else value
    return f"${{{found.name}}} {sign} {written}"


def _ticked(found: Known) -> str:
    return f"selected(${{{found.name}}}, '{found.choice}')"
