"""How many answered: dispositions counted, the rate by the wave's definition, by municipality and group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boso.core.surveys.dispositions import Fate, Outcome
from boso.core.surveys.dispositions import outcome as outcome_of
from boso.core.surveys.response import Rate, rate
from boso.programme.surveys.models import Respondent, Wave

#: Parts with fewer people than this are shown only in surveys by name, to those who ask.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Part:
    """One municipality or group, or all. asked: how many are on the list; sent_in: how many pressed the button.

    codes: how many of each code. key: slug or code, blank for all and for those without.
    """

    key: str
    label: str
    asked: int
    sent_in: int
    codes: Counter[str]
    rate: Rate

    @property
    def counts(self) -> Counter[Outcome]:
        """How many of each group of outcomes."""
        found: Counter[Outcome] = Counter()
        for code, count in self.codes.items():
            found[outcome_of(code)] += count
        return found

    @property
    def is_small(self) -> bool:
        """Whether so few are asked that the rate tells who."""
        return self.asked < LEAST


@dataclass(frozen=True, slots=True)
class Rates:
    """The rate of a wave as things stand. definition: RR1 to RR6."""

    definition: str
    all: Part
    municipalities: tuple[Part, ...]
    groups: tuple[Part, ...]


def telling(parts: Sequence[Part]) -> frozenset[str]:
    """The keys of the parts whose numbers would tell who answered: the small ones, and as many of the next smallest as
    it takes that what all the others leave of the whole is neither one part nor too few."""
    hidden = [part for part in parts if part.is_small]
    rest = sorted((part for part in parts if not part.is_small), key=lambda part: (part.asked, part.key))
    while hidden and rest and (len(hidden) == 1 or sum(part.asked for part in hidden) < LEAST):
        hidden.append(rest.pop(0))
    return frozenset(part.key for part in hidden)


def code_of(person: Respondent, wave: Wave) -> str:
    """The code of one who is asked, as if the wave closed now."""
    return person.code or wave.reading.code(Fate(person.fate))


def rates_of(wave: Wave, people: Iterable[Respondent]) -> Rates:
    """Everybody counted. The people come with municipality and group, in the order the parts are to stand."""
    by_place: dict[tuple[str, str], list[Respondent]] = {}
    by_group: dict[tuple[str, str], list[Respondent]] = {}
    everybody = list(people)
    for person in everybody:
        place = (person.municipality.slug, person.municipality.name) if person.municipality is not None else ("", "")
        group = (person.group.code, person.group.title) if person.group is not None else ("", "")
        by_place.setdefault(place, []).append(person)
        by_group.setdefault(group, []).append(person)
    order = {code: at for at, code in enumerate(_codes_in_order(everybody))}
    return Rates(
        wave.definition,
        _part(wave, "", "", everybody),
        tuple(_part(wave, key, label, some) for (key, label), some in by_place.items()),
        tuple(
            _part(wave, key, label, some)
            for (key, label), some in sorted(by_group.items(), key=lambda pair: order[pair[0][0]])
        ),
    )


def _codes_in_order(people: list[Respondent]) -> list[str]:
    found = {(each.group.position, each.group.pk, each.group.code) for each in people if each.group is not None}
    return [*(code for _position, _pk, code in sorted(found)), ""]


def _part(wave: Wave, key: str, label: str, people: list[Respondent]) -> Part:
    codes = Counter(code_of(person, wave) for person in people)
    counts: Counter[Outcome] = Counter()
    for code, count in codes.items():
        counts[outcome_of(code)] += count
    sent_in = sum(1 for person in people if person.answered)
    return Part(key, label, len(people), sent_in, codes, rate(counts, wave.definition))
