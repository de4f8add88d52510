"""The people of a household: ages, names, numbers, languages."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Human
from boso.core.synthetic.distributions import figure
from boso.core.synthetic.words import family_name, words
from boso.core.values.national_id import counts, make

#: How many parts of a municipality can number their people without meeting.
LANES = 50
PER_DAY = 250
BAND = 8
GROWN = 18


class Numbers:
    """Gives each person of one part a national id that nobody else in the municipality has.

    Of the numbers of a day each part has its own lane; when the lane is full, the person is born the day after.
    """

    def __init__(self, part: int, parts: int) -> None:
        self._step = min(max(parts, 1), LANES)
        self._first = part % self._step
        self._used: dict[tuple[dt.date, bool], int] = defaultdict(lambda: self._first)

    def number(self, born: dt.date, *, woman: bool, d_number: bool) -> tuple[dt.date, str]:
        """A day of birth, the one asked for or one soon after, and a number for it."""
        while True:
            for serial in range(self._used[born, woman], PER_DAY, self._step):
                self._used[born, woman] = serial + self._step
                count = next(counts(born)) + 2 * serial + (0 if woman else 1)
                found = make(born, count, d_number=d_number)
                if found is not None:
                    return born, found
            born += dt.timedelta(days=1)


def members(chance: Chance, numbers: Numbers, kind: str, ground: str, on: dt.date) -> Iterator[Human]:
    """The people of a household of that kind; kinds are those of the weights `family.*`."""
    refugee = ground == "refugee"
    language = chance.pick("language") if refugee else ("nn" if chance.happens(0.08) else "nb")
    interpreter = refugee and language != "nb" and chance.happens(figure("interpreter"))
    protection = "none"
    if chance.happens(figure("protected")):
        protection = "strictly_confidential" if chance.happens(0.3) else "confidential"
    guardian = ""
    if ground in ("adapted", "psychiatric_substance") and chance.happens(figure("guardian")):
        guardian = f"{chance.one(words('given'))} {family_name(chance)}"
    together = family_name(chance)
    given: set[str] = set()

    def human(role: str, age: int, *, woman: bool, named: str = together, guarded: str = "") -> Human:
        born = on - dt.timedelta(days=age * 365 + chance.between(20, 340))
        d_number = refugee and chance.happens(figure("d_number"))
        born, national_id = numbers.number(born, woman=woman, d_number=d_number)
        grown = age >= GROWN
        return Human(
            role=role,
            name=f"{_another(chance, given)} {named}",
            national_id=national_id,
            born=born,
            woman=woman,
            phone=f"000{chance.between(10000, 99999)}" if grown else "",
            email=_email(national_id) if grown and chance.happens(0.5) else "",
            language=language,
            needs_interpreter=interpreter and grown,
            protection=protection,
            guardian=guarded,
        )

    single = kind == "single"
    woman = not chance.happens(figure("men.homeless")) if single else chance.happens(0.8 if "single" in kind else 0.5)
    age = _age(chance, "age.single" if single else "age.parent")
    yield human("applicant", age, woman=woman, guarded=guardian)
    if kind.startswith("couple"):
        own = family_name(chance) if chance.happens(0.3) else together
        yield human("co_applicant", max(GROWN, age + chance.between(-4, 6)), woman=not woman, named=own)
    for _child in range(_children(chance, kind)):
        yield human("child", chance.between(0, min(17, age - GROWN)), woman=chance.happens(0.5))
    if single and age < 55 and chance.happens(figure("children.visiting")):
        yield human("child_visiting", chance.between(0, min(17, age - GROWN)), woman=chance.happens(0.5))


def _another(chance: Chance, given: set[str]) -> str:
    """A given name that nobody in the household has yet."""
    name = chance.one(words("given"))
    while name in given:
        name = chance.one(words("given"))
    given.add(name)
    return name


def _age(chance: Chance, key: str) -> int:
    """The weights name the youngest of each band."""
    return int(chance.pick(key)) + chance.between(0, BAND)


def _children(chance: Chance, kind: str) -> int:
    return int(chance.pick("children")) if kind.endswith("children") else 0


def _email(national_id: str) -> str:
    """An address that can never be one (RFC 2606); nothing of the person stands in it."""
    return f"prove{int(national_id) % 100_003}@example.invalid"
