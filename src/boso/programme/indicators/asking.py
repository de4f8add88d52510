"""How a PxWebApi is asked, version 1 and 2, and how often it may be."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from urllib.parse import quote

#: Cells an answer may have, and calls in so many seconds, as Statistics Norway says.
MOST_CELLS = 800_000
CALLS, SECONDS = 30, 60

Selection = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Question:
    """Where to ask, and what is sent along (nothing: it is fetched)."""

    address: str
    body: str = ""


class TooLarge(ValueError):
    """The answer would have more cells than may be asked for at once."""


def version_2(base: str, table: str, selection: Selection, language: str = "no") -> Question:
    """A table's cells as JSON-stat 2 from version 2. Codes may be `*`, `top(3)`, `from(2010)` and the like.

    Raises TooLarge.
    """
    _limit(selection)
    chosen = "".join(
        f"&valueCodes[{quote(name)}]={quote(','.join(codes), safe=',*()')}" for name, codes in selection.items()
    )
    return Question(f"{base.rstrip('/')}/tables/{quote(table)}/data?lang={language}&outputFormat=json-stat2{chosen}")


def version_1(base: str, table: str, selection: Selection) -> Question:
    """The same from version 1, where the question is sent along. `*` asks for all codes, `top(n)` for the last.

    Raises TooLarge.
    """
    _limit(selection)
    query = [{"code": name, "selection": _chosen(codes)} for name, codes in selection.items()]
    body = json.dumps({"query": query, "response": {"format": "json-stat2"}}, ensure_ascii=False, sort_keys=True)
    return Question(f"{base.rstrip('/')}/{quote(table)}", body)


def _chosen(codes: Sequence[str]) -> dict[str, object]:
    if len(codes) == 1 and codes[0] == "*":
        return {"filter": "all", "values": ["*"]}
    if len(codes) == 1 and codes[0].startswith("top("):
        return {"filter": "top", "values": [codes[0][4:-1]]}
    return {"filter": "item", "values": list(codes)}


def _limit(selection: Selection) -> None:
    size = prod(len(codes) for codes in selection.values())
    if size > MOST_CELLS:
        raise TooLarge(f"{size} cells, at most {MOST_CELLS}")


@dataclass
class Pace:
    """At most so many calls in so many seconds. The clock is the caller's: `wait(now)` says how long to wait first."""

    calls: int = CALLS
    seconds: float = SECONDS
    _made: deque[float] = field(default_factory=deque)

    def wait(self, now: float) -> float:
        """Seconds until one more call may be made; 0 when it may be made now."""
        while self._made and now - self._made[0] >= self.seconds:
            self._made.popleft()
        return 0.0 if len(self._made) < self.calls else self._made[0] + self.seconds - now

    def made(self, now: float) -> None:
        """A call was made."""
        self._made.append(now)
