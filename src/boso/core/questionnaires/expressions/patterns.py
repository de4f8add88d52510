"""Regular expressions that always end: a pattern becomes a machine that reads each letter once.

What forms use is understood: letters, `.`, classes, `\\d \\w \\s`, groups, `|`, `* + ?`, `{2,5}`, and
`^` and `$` at the ends. Look-around and back-references are refused, for no such machine can be made of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from boso.core.questionnaires.expressions.tokens import ExpressionFault

MOST_STATES = 2_000
MOST_SEEN = 5_000
LONGEST_TEXT = 10_000
DEEPEST = 50
Test = Callable[[str], bool]


@dataclass(slots=True)
class _State:
    """A place in the machine: a letter that passes the test leads on to `then`; without test all of `then` at once."""

    test: Test | None = None
    then: list[int] = field(default_factory=list)


Places = frozenset[int]


@dataclass(frozen=True, slots=True)
class Pattern:
    """A machine ready to use. seen: steps taken before, so that a common text costs one look-up a letter."""

    states: tuple[_State, ...]
    start: int
    end: int
    seen: dict[tuple[Places, str], Places] = field(default_factory=dict, compare=False)

    def matches(self, text: str) -> bool:
        """Whether the whole text fits. At worst, time grows with the length of the text times the size of the
        pattern; a text longer than anybody checks by a pattern does not fit."""
        if len(text) > LONGEST_TEXT:
            return False
        here = self._reached({self.start})
        for letter in text:
            here = self._step(here, letter)
            if not here:
                return False
        return self.end in here

    def _step(self, here: Places, letter: str) -> Places:
        known = self.seen.get((here, letter))
        if known is not None:
            return known
        there = self._reached(
            {
                target
                for place in here
                if (test := self.states[place].test) is not None and test(letter)
                for target in self.states[place].then
            }
        )
        if len(self.seen) < MOST_SEEN:
            self.seen[here, letter] = there
        return there

    def _reached(self, places: set[int]) -> Places:
        reached, waiting = set(places), list(places)
        while waiting:
            state = self.states[waiting.pop()]
            if state.test is None:
                fresh = [target for target in state.then if target not in reached]
                reached.update(fresh)
                waiting.extend(fresh)
        return frozenset(reached)


@lru_cache(maxsize=512)
def compiled(pattern: str) -> Pattern:
    """The machine of a pattern. Raises ExpressionFault."""
    return _Builder(pattern).build()


Piece = tuple[int, int]
_CLASSES: dict[str, Test] = {
    "d": lambda letter: letter in "0123456789",
    "D": lambda letter: letter not in "0123456789",
    "w": lambda letter: letter.isalnum() or letter == "_",
    "W": lambda letter: not (letter.isalnum() or letter == "_"),
    "s": str.isspace,
    "S": lambda letter: not letter.isspace(),
}
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}


class _Builder:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.states: list[_State] = []
        self.way_begins = 0
        self.last_anchor = -1

    def build(self) -> Pattern:
        start, end = self.either(0)
        if self.place < len(self.pattern):
            raise self.refused("«)»")
        return Pattern(tuple(self.states), start, end)

    def refused(self, what: str) -> ExpressionFault:
        return ExpressionFault("bad_pattern", pattern=self.pattern, part=what)

    def peek(self) -> str:
        return self.pattern[self.place : self.place + 1]

    def take(self) -> str:
        letter = self.peek()
        if not letter:
            raise self.refused("…")
        self.place += 1
        return letter

    def state(self, test: Test | None = None, *then: int) -> int:
        if len(self.states) >= MOST_STATES:
            raise self.refused("{}")
        self.states.append(_State(test, list(then)))
        return len(self.states) - 1

    def empty(self) -> Piece:
        place = self.state()
        return place, place

    def letter(self, test: Test) -> Piece:
        end = self.state()
        return self.state(test, end), end

    def either(self, depth: int) -> Piece:
        if depth > DEEPEST:
            raise self.refused("(")
        ways = [self.chain(depth)]
        while self.peek() == "|":
            self.place += 1
            self.way_begins = self.place if depth == 0 else self.way_begins
            ways.append(self.chain(depth))
        if len(ways) == 1:
            return ways[0]
        end = self.state()
        for _, last in ways:
            self.states[last].then.append(end)
        return self.state(None, *(first for first, _ in ways)), end

    def chain(self, depth: int) -> Piece:
        start, end = self.empty()
        while (letter := self.peek()) and letter not in "|)":
            first, last = self.repeated(depth)
            self.states[end].then.append(first)
            end = last
        return start, end

    def repeated(self, depth: int) -> Piece:
        begins = self.place
        piece = self.atom(depth)
        ends = self.place
        least, most = self.times()
        if (least, most) == (1, 1):
            return piece
        if self.last_anchor >= begins:
            raise self.refused("^")
        return self.copies(begins, ends, least, most, depth)

    def copies(self, begins: int, ends: int, least: int, most: int | None, depth: int) -> Piece:
        """The atom so many times; each copy is read from the pattern anew."""
        resume = self.place
        start, end = self.empty()
        final = self.state()
        for number in range(max(least, most or 0, 1) if most != 0 else 0):
            self.place = begins
            first, last = self.atom(depth)
            if number >= least:
                self.states[end].then.append(final)
            self.states[end].then.append(first)
            if most is None and number == max(least, 1) - 1:
                self.states[last].then.append(first)
            end = last
        self.states[end].then.append(final)
        self.place = resume
        return start, final

    def times(self) -> tuple[int, int | None]:
        found = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(self.peek())
        if found is not None:
            self.place += 1
        elif self.peek() == "{":
            found = self.counted()
        else:
            return 1, 1
        if self.peek() and self.peek() in "?+*{":
            self._after_times()
        return found

    def _after_times(self) -> None:
        """A lazy `*?` reads the same texts as `*`; anything else after a number of times is refused."""
        if self.take() != "?":
            raise self.refused(self.pattern[self.place - 2 : self.place])

    def counted(self) -> tuple[int, int | None]:
        end = self.pattern.find("}", self.place)
        least, comma, most = self.pattern[self.place + 1 : end].partition(",")
        if end < 0 or not least.isdecimal() or not (most.isdecimal() or not most) or len(least + most) > 8:
            raise self.refused("{")
        self.place = end + 1
        low, high = int(least), (int(most) if most else None if comma else int(least))
        if max(low, high or 0) > MOST_STATES or (high is not None and high < low):
            raise self.refused("{")
        return low, high

    def atom(self, depth: int) -> Piece:
        letter = self.take()
        match letter:
            case "(":
                return self.group(depth)
            case "[":
                return self.letter(self.one_of())
            case ".":
                return self.letter(lambda read: read != "\n")
            case "\\":
                return self.letter(self.escaped())
            case "^" | "$":
                return self.anchor(letter, depth)
            case "*" | "+" | "?" | "{":
                raise self.refused(letter)
            case _:
                return self.letter(lambda read: read == letter)

    def anchor(self, letter: str, depth: int) -> Piece:
        """Only at the ends of the pattern or of one of its ways, where it says nothing: the whole text must fit."""
        if letter == "^":
            fits = re.fullmatch(r"(\((\?:)?)*", self.pattern[self.way_begins : self.place - 1])
        else:
            fits = re.match(rf"\){{{depth}}}(?:\||\Z)", self.pattern[self.place :])
        if not fits:
            raise self.refused(letter)
        self.last_anchor = self.place - 1
        return self.empty()

    def group(self, depth: int) -> Piece:
        if self.peek() == "?":
            if self.pattern[self.place : self.place + 2] != "?:":
                raise self.refused(self.pattern[self.place - 1 : self.place + 3])
            self.place += 2
        piece = self.either(depth + 1)
        if self.peek() != ")":
            raise self.refused("(")
        self.place += 1
        return piece

    def escaped(self) -> Test:
        letter = self.take()
        if letter in _CLASSES:
            return _CLASSES[letter]
        if letter in _LETTERS:
            letter = _LETTERS[letter]
        elif letter.isalnum():
            raise self.refused(f"\\{letter}")
        return lambda read: read == letter

    def one_of(self) -> Test:
        negative = self.peek() == "^"
        self.place += negative
        tests: list[Test] = []
        while self.peek() != "]" or not tests:
            tests.append(self.member())
        self.place += 1
        return lambda read: any(test(read) for test in tests) != negative

    def member(self) -> Test:
        low = self.take()
        if low == "[":
            raise self.refused("[[")
        if low == "\\":
            return self.escaped()
        if self.peek() != "-" or self.pattern[self.place + 1 : self.place + 2] in {"]", ""}:
            return lambda read: read == low
        self.place += 1
        high = self.take()
        if high == "\\" or high < low:
            raise self.refused(f"{low}-{high}")
        return lambda read: low <= read <= high
