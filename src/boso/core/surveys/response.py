"""Response, cooperation, refusal and contact rates by the definitions of AAPOR, each with its name and its parts.

RR1 and RR2 count everybody whose eligibility is unknown as asked, RR3 and RR4 the share of them that is estimated to
be eligible, RR5 and RR6 none. RR2, RR4 and RR6 count partial answers too. Counts may be weighted; rates are exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from boso.core.surveys.dispositions import Outcome
from boso.core.surveys.dispositions import outcome as outcome_of
from boso.core.surveys.rounding import half_up

Amount: TypeAlias = int | Fraction
Counts: TypeAlias = Mapping[Outcome, Amount]
Groups: TypeAlias = tuple[Outcome, ...]

_INTERVIEWS: Groups = (Outcome.COMPLETE, Outcome.PARTIAL)
_TALKED_TO: Groups = (*_INTERVIEWS, Outcome.REFUSAL)
_REACHED: Groups = (*_TALKED_TO, Outcome.OTHER)
_ELIGIBLE: Groups = (*_TALKED_TO, Outcome.NON_CONTACT, Outcome.OTHER)
_UNKNOWN: Groups = (Outcome.UNKNOWN_HOUSEHOLD, Outcome.UNKNOWN_OTHER)


@dataclass(frozen=True, slots=True)
class Definition:
    """above: the groups that count. below: those they are counted among. estimated: those of whom only the eligible
    share is counted below.
    """

    name: str
    above: Groups
    below: Groups
    estimated: Groups = ()


def _definitions() -> dict[str, Definition]:
    bases: tuple[tuple[Groups, Groups], ...] = (((*_ELIGIBLE, *_UNKNOWN), ()), (_ELIGIBLE, _UNKNOWN), (_ELIGIBLE, ()))
    found = []
    for number, (below, estimated) in enumerate(bases):
        found += [
            Definition(f"RR{2 * number + 1}", (Outcome.COMPLETE,), below, estimated),
            Definition(f"RR{2 * number + 2}", _INTERVIEWS, below, estimated),
            Definition(f"REF{number + 1}", (Outcome.REFUSAL,), below, estimated),
            Definition(f"CON{number + 1}", _REACHED, below, estimated),
        ]
    for number, below in ((1, _REACHED), (3, _TALKED_TO)):
        found += [
            Definition(f"COOP{number}", (Outcome.COMPLETE,), below),
            Definition(f"COOP{number + 1}", _INTERVIEWS, below),
        ]
    return {each.name: each for each in sorted(found, key=lambda each: (_KINDS.index(each.name[:-1]), each.name))}


_KINDS = ("RR", "COOP", "REF", "CON")
#: Every definition by its name.
DEFINITIONS = _definitions()


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate and all that a sentence about it says: «83 of 137, 60.6 % (RR2)».

    whole: what is below the line; not a whole number where some are estimated. eligible: the share of those of unknown
    eligibility that is taken to be eligible, where the definition asks for it.
    """

    definition: Definition
    part: Amount
    whole: Fraction | None
    eligible: Fraction | None = None

    @property
    def value(self) -> Fraction | None:
        """The rate from 0 to 1; none where nobody is below the line, which is shown as a dash."""
        return self.part / self.whole if self.whole else None

    def percent(self, decimals: int = 1) -> Decimal | None:
        """The rate in percent, halves up."""
        return None if self.value is None else half_up(self.value * 100, decimals)


def rate(counts: Counts, name: str, eligible: Fraction | None = None) -> Rate:
    """One rate. eligible: the share of those of unknown eligibility that is eligible; without it the share among those
    of known eligibility, and where that is nobody and it is asked for there is no rate.

    Raises KeyError for an unknown name, ValueError for counts below 0 or a share that is none.
    """
    definition = DEFINITIONS[name]
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is never below 0")
    if eligible is not None and not 0 <= eligible <= 1:
        raise ValueError("the share of the eligible is from 0 to 1")
    part, whole = _sum(counts, definition.above), Fraction(_sum(counts, definition.below))
    if not definition.estimated:
        return Rate(definition, part, whole)
    share = eligible_share(counts) if eligible is None else eligible
    unknown = _sum(counts, definition.estimated)
    if share is None and unknown:
        return Rate(definition, part, None)
    return Rate(definition, part, whole + (share or 0) * unknown, share)


def rates(counts: Counts, eligible: Fraction | None = None) -> dict[str, Rate]:
    """Every rate by its name."""
    return {name: rate(counts, name, eligible) for name in DEFINITIONS}


def eligible_share(counts: Counts) -> Fraction | None:
    """The share of the eligible among those of whom it is known; none where that is nobody."""
    known = _sum(counts, (*_ELIGIBLE, Outcome.NOT_ELIGIBLE))
    return Fraction(_sum(counts, _ELIGIBLE)) / known if known else None


def counted(codes: Iterable[str]) -> Counter[Outcome]:
    """How many of each group, from one code a person. Raises ValueError for what is no code."""
    return Counter(outcome_of(code) for code in codes)


def counted_by(codes: Iterable[tuple[str, str]]) -> dict[str, Counter[Outcome]]:
    """The same for each part apart (a municipality, a group), from pairs of part and code, in the order they come."""
    found: dict[str, Counter[Outcome]] = {}
    for part, code in codes:
        found.setdefault(part, Counter())[outcome_of(code)] += 1
    return found


def _sum(counts: Counts, groups: Groups) -> Amount:
    return sum((counts.get(group, 0) for group in groups), 0)
