"""What became of each person who was asked: the codes of AAPOR's Standard Definitions, and what decides them.

A code narrows another where it begins with it: 2.112 is a 2.11. What a code counts as follows from where it begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Outcome(StrEnum):
    """The groups that rates are made of."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN_HOUSEHOLD = "UH"
    UNKNOWN_OTHER = "UO"
    NOT_ELIGIBLE = "NE"


#: Where a code begins, and what it then counts as.
GROUPS: dict[str, Outcome] = {
    "1.1": Outcome.COMPLETE,
    "1.2": Outcome.PARTIAL,
    "2.1": Outcome.REFUSAL,
    "2.2": Outcome.NON_CONTACT,
    "2.3": Outcome.OTHER,
    "3.1": Outcome.UNKNOWN_HOUSEHOLD,
    "3.2": Outcome.UNKNOWN_OTHER,
    "3.3": Outcome.UNKNOWN_OTHER,
    "3.9": Outcome.UNKNOWN_OTHER,
    "4": Outcome.NOT_ELIGIBLE,
}

#: The codes that matter when named persons are asked on the web, in English; whoever shows them translates.
CODES: dict[str, str] = {
    "1.1": "answered",
    "1.2": "answered in part",
    "2.11": "refused",
    "2.111": "somebody else refused",
    "2.112": "said no",
    "2.113": "never answered",
    "2.12": "broke off",
    "2.2": "not reached",
    "2.27": "answered too late",
    "2.35": "could not for technical reasons",
    "3.19": "nothing is known",
    "3.3": "the invitation came back",
    "4.1": "screened out",
    "4.2": "no longer among those asked",
    "4.8": "enough of that kind had answered",
}


def outcome(code: str) -> Outcome:
    """What a code counts as. Raises ValueError for what is no code."""
    digits = code.replace(".", "", 1)
    found = next((group for begins, group in GROUPS.items() if code.startswith(begins)), None)
    if found is None or not digits.isascii() or not digits.isdigit():
        raise ValueError(f"{code!r} is no outcome code")
    return found


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How much of what somebody was asked must be answered, from 0 to 1: set before anybody answers.

    Below `partial` somebody broke off; from `complete` on they answered.
    """

    partial: Fraction = Fraction(1, 2)
    complete: Fraction = Fraction(4, 5)

    def __post_init__(self) -> None:
        if not 0 < self.partial <= self.complete <= 1:
            raise ValueError("above 0 is the limit of a partial answer, then that of a whole one, at most 1")


class Fate(StrEnum):
    """What the list of those asked knows of somebody who sent nothing in."""

    SILENT = "silent"
    SAID_NO = "said_no"
    BOUNCED = "bounced"
    LATE = "late"
    TECHNICAL = "technical"
    LEFT = "left"
    SCREENED_OUT = "screened_out"
    QUOTA_FULL = "quota_full"


@dataclass(frozen=True, slots=True)
class Reading:
    """What is a choice and must be said with the rate. silent: of a list known to be right a silent person has refused
    (2.113); of any other nothing is known (3.19). bounced: whether such a person can have been among those meant at all
    is unknown (3.3), or it was one who was not reached (2.2).
    """

    silent: str = "2.113"
    bounced: str = "3.3"

    def code(self, fate: Fate) -> str:
        """The code of somebody who sent nothing in."""
        return {
            Fate.SILENT: self.silent,
            Fate.SAID_NO: "2.112",
            Fate.BOUNCED: self.bounced,
            Fate.LATE: "2.27",
            Fate.TECHNICAL: "2.35",
            Fate.LEFT: "4.2",
            Fate.SCREENED_OUT: "4.1",
            Fate.QUOTA_FULL: "4.8",
        }[fate]


def code_of_answer(answered: int, asked: int, thresholds: Thresholds = Thresholds()) -> str:
    """The code of somebody who opened the form. asked: how many questions the person met that count.

    Raises ValueError where more is answered than asked. Who met none of them has broken off.
    """
    if not 0 <= answered <= asked:
        raise ValueError("nobody answers more than they are asked")
    share = Fraction(answered, asked) if asked else Fraction(0)
    if share >= thresholds.complete:
        return "1.1"
    return "1.2" if share >= thresholds.partial else "2.12"
