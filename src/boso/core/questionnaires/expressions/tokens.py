"""The text of an expression cut into words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 20_000


class Sort(StrEnum):
    """What a token is."""

    NUMBER = "number"
    TEXT = "text"
    REFERENCE = "reference"
    NAME = "name"
    OPERATOR = "operator"
    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    HERE = "."
    PARENT = ".."
    END = "end"


class ExpressionFault(ValueError):
    """An expression that cannot be understood. code: key of `faults.WORDS`; values fill in its words."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = {key: str(value) for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; `text` of a literal is what stands between its quotes, of a reference its name."""

    sort: Sort
    text: str
    place: int


_SINGLE = "'‘’‚‛"
_DOUBLE = '"“”„‟'
_CURLY = re.compile("[‘’‚‛“”„‟]")
_NAME = r"[A-Za-z_][A-Za-z0-9_.-]*"
_PATTERN = re.compile(
    rf"""
    (?P<blank>[\s\u00a0\u200b\ufeff]+)
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<text>'[^']*'|"[^"]*")
  | (?P<curly>[{_SINGLE}][^{_SINGLE}]*[{_SINGLE}]|[{_DOUBLE}][^{_DOUBLE}]*[{_DOUBLE}])
  | (?P<reference>\$\{{\s*(?:last-saved\#)?[^{{}}]*\}})
  | (?P<parent>\.\.)
  | (?P<name>{_NAME}(?::{_NAME})?)
  | (?P<here>\.)
  | (?P<operator><=|>=|!=|[=<>+*|-])
  | (?P<sign>[(),])
    """,
    re.VERBOSE,
)
_OTHER_LANGUAGES = {"==": "=", "&&": "and", "||": "or", "<>": "!=", "≠": "!=", "≤": "<=", "≥": ">=", "!": "not(...)"}
_OTHER_SIGNS = {"−": "-", "–": "-", "—": "-", "×": "*", "÷": "div", "/": "div", "%": "mod", "&": "and", ";": ","}
_WORD_OPERATORS = frozenset({"and", "or", "div", "mod"})
_BEFORE_OPERAND = frozenset({Sort.OPERATOR, Sort.OPEN, Sort.COMMA})


def tokens(text: str) -> list[Token]:
    """The tokens, an END after the last. Raises ExpressionFault."""
    if len(text) > LONGEST:
        raise ExpressionFault("expression_too_long", limit=LONGEST)
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _PATTERN.match(text, place)
        if match is None or match.group() == "":
            raise _unknown(text, place)
        _refuse_other_language(text, match)
        if match.lastgroup != "blank":
            found.append(_token(match, found))
        place = match.end()
    return [*found, Token(Sort.END, "", len(text))]


def uses_curly_quotes(text: str) -> bool:
    """Whether some text in the expression stands between the quotes that word processors put in."""
    if not _CURLY.search(text):
        return False
    place = 0
    while match := _PATTERN.match(text, place):
        if match.lastgroup == "curly":
            return True
        place = match.end()
    return False


def _refuse_other_language(text: str, match: re.Match[str]) -> None:
    two = text[match.start() : match.start() + 2]
    if match.lastgroup == "operator" and two in {"==", "||", "<>"}:
        raise ExpressionFault("sign_of_other_language", sign=two, instead=_OTHER_LANGUAGES[two])


def _unknown(text: str, place: int) -> ExpressionFault:
    for length in (2, 1):
        sign = text[place : place + length]
        instead = _OTHER_LANGUAGES.get(sign) or _OTHER_SIGNS.get(sign)
        if sign == "/" and re.search(r"[\w.}\])/]/|/[\w.*@/]", text):
            return ExpressionFault("paths_refused", text=text.strip())
        if instead is not None:
            return ExpressionFault("sign_of_other_language", sign=sign, instead=instead)
    sign = text[place]
    if sign in _SINGLE + _DOUBLE:
        return ExpressionFault("quote_not_closed", sign=sign)
    if sign == "$":
        return ExpressionFault("reference_not_closed")
    if sign in "[]@":
        return ExpressionFault("paths_refused", text=text.strip())
    return ExpressionFault("unknown_sign", sign=sign)


def _token(match: re.Match[str], before: list[Token]) -> Token:
    text, place, group = match.group(), match.start(), str(match.lastgroup)
    if group in {"text", "curly"}:
        return Token(Sort.TEXT, text[1:-1], place)
    if group == "reference":
        return Token(Sort.REFERENCE, text[2:-1].strip(), place)
    if group == "sign":
        return Token(Sort(text), text, place)
    if group == "name" and text in _WORD_OPERATORS and before and before[-1].sort not in _BEFORE_OPERAND:
        return Token(Sort.OPERATOR, text, place)
    return Token(_SORTS[group], text, place)


_SORTS = {
    "number": Sort.NUMBER,
    "name": Sort.NAME,
    "here": Sort.HERE,
    "parent": Sort.PARENT,
    "operator": Sort.OPERATOR,
}
