"""What the law says on one day, gathered key by key: what was used, and everything that is not known here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from boso.core.economy.exact import exact
from boso.core.law.parameters import NotKnown, Parameter, parameter


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that must be known and is not. area: the file of law it belongs in; blank for what the asker says."""

    area: str
    key: str
    why: str

    def __str__(self) -> str:
        return f"{self.key}: {self.why}"


class Lacking(LookupError):
    """No answer, as something is not known: `missing` names each thing."""

    def __init__(self, missing: Iterable[Missing]) -> None:
        self.missing = tuple(dict.fromkeys(missing))
        super().__init__("not known: " + "; ".join(map(str, self.missing)))


class Gathered:
    """Looks keys up in one area of law on one day, and remembers them."""

    def __init__(self, area: str, on: dt.date) -> None:
        self.area, self.on = area, on
        self.used: dict[str, Parameter] = {}
        self.missing: list[Missing] = []

    def number(self, key: str) -> Fraction:
        """A number of law; zero is handed out in place of one that is not known, and `settle` then refuses."""
        found = self.maybe(key)
        return Fraction(0) if found is None else exact(found)

    def maybe(self, key: str) -> Any:
        """The value; None, remembered as missing, when nobody here knows it."""
        try:
            found = parameter(self.area, key, self.on)
        except NotKnown as error:
            self.missing.append(Missing(self.area, key, str(error)))
            return None
        if found.mark == "unknown":
            self.missing.append(Missing(self.area, key, f"on {self.on}: {found.why_unknown}"))
            return None
        self.used[key] = found
        return found.value

    def aside(self, key: str) -> Fraction | None:
        """A number that only some answers need: not remembered as missing when it is not known."""
        missed = len(self.missing)
        found = self.maybe(key)
        del self.missing[missed:]
        return None if found is None else exact(found)

    def settle(self) -> tuple[Parameter, ...]:
        """Everything used.

        Raises Lacking when something was not known.
        """
        if self.missing:
            raise Lacking(self.missing)
        return tuple(self.used.values())
