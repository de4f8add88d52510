"""The households a municipality knows: who works with them, what they need, where they sleep, what is written down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from boso.core.synthetic.chance import Chance
from boso.core.synthetic.description import Family, Home, Human, Need, ShortStay, Word
from boso.core.synthetic.distributions import figure, figures
from boso.core.synthetic.people import Numbers, members
from boso.core.synthetic.words import streets, words

DAY = dt.timedelta(days=1)

#: Who works with whom first, by main ground.
UNITS = {
    "refugee": ("refugee",),
    "psychiatric_substance": ("health", "health", "nav"),
    "adapted": ("health", "housing"),
    "other": ("nav", "nav", "housing"),
    "without_test": ("housing",),
}

#: What a kind of home says about why its tenant has it.
GROUND_OF = {
    "refugee": "refugee",
    "care": "adapted",
    "adapted": "adapted",
    "group_home": "adapted",
    "staffed": "psychiatric_substance",
    "substance": "psychiatric_substance",
}


def tenant(chance: Chance, numbers: Numbers, home: Home, area: str, moved_in: dt.date, on: dt.date) -> Family:
    """A household that lives in a municipal home."""
    ground = GROUND_OF.get(home.kind) or chance.pick("ground")
    kind = "single" if home.kind in ("group_home", "staffed", "substance") else _kind(chance, home.rooms)
    people = tuple(members(chance, numbers, kind, ground, on))
    unit = chance.one(UNITS[ground])
    opened = moved_in - dt.timedelta(days=chance.between(20, 240))
    needs: tuple[Need, ...] = ()
    if chance.happens(figure("mapped.tenant")):
        needs = tuple(_needs(chance, "situation.tenant", people, ground, unit, area, opened, on))
    return _family(chance, people, ground, unit, "housing", opened, on, needs=needs)


def waiting(chance: Chance, numbers: Numbers, on: dt.date) -> Family:
    """A household that has no municipal home, and lacks one or has a poor one."""
    ground = chance.pick("ground")
    people = tuple(members(chance, numbers, chance.pick("family.waiting"), ground, on))
    unit = chance.one(UNITS[ground])
    second = "nav" if unit != "nav" else "housing"
    opened = _arrival(chance, on)
    needs: tuple[Need, ...] = ()
    if chance.happens(figure("mapped.waiting")):
        area = chance.one(words("areas")) if chance.happens(0.35) else ""
        needs = tuple(_needs(chance, "situation.waiting", people, ground, unit, area, opened, on))
    stays = tuple(_stays(chance, needs[-1] if needs else None, on))
    opened = min([opened, *(stay.starts for stay in stays)])
    return _family(chance, people, ground, unit, second, opened, on, needs=needs, stays=stays)


def closed(chance: Chance, family: Family, on: dt.date, left: dt.date | None) -> Family:
    """The same household with its case closed, soon after it left its home where it had one."""
    day = left or on
    closed_on = min(on, max(family.opened_on + DAY, day - dt.timedelta(days=chance.between(-30, 200))))
    reasons = ("housed", "moved", "no_wish", "no_contact", "died")
    return replace(
        family,
        closed_on=closed_on,
        closed_reason=chance.one(reasons),
        needs=tuple(need for need in family.needs if need.mapped_on <= closed_on),
        stays=tuple(stay for stay in family.stays if stay.ends is not None and stay.ends <= closed_on),
        words=tuple(word for word in family.words if word.on <= closed_on),
    )


def double(chance: Chance, family: Family, place: int, on: dt.date) -> Family:
    """The same main person once more, as another unit wrote it down: no number, the name turned round."""
    applicant = family.members[0]
    given, last = applicant.name.split(" ", 1)
    slip = chance.one((applicant.name, f"{last} {given}", f"{given} {last[:-1]}"))
    known = applicant.national_id if chance.happens(0.5) else ""
    again = replace(applicant, name=slip, national_id=known, email="", guardian="")
    return replace(
        family,
        unit=family.second_unit or ("nav" if family.unit != "nav" else "health"),
        second_unit="",
        is_shared=False,
        opened_on=min(on, family.opened_on + dt.timedelta(days=chance.between(3, 90))),
        members=(again,),
        needs=(),
        stays=(),
        words=(),
        same_as=place,
    )


def _kind(chance: Chance, rooms: int) -> str:
    return chance.pick(f"family.{min(rooms, 4)}")


def _arrival(chance: Chance, on: dt.date) -> dt.date:
    """A day in the last two years: most came not long ago, and more in some months than in others."""
    month = int(chance.pick("arrival.month"))
    found = dt.date(on.year - (1 if chance.happens(0.35) else 0), month, chance.between(1, 28))
    return found if found <= on else found.replace(year=found.year - 1)


def _family(
    chance: Chance,
    people: tuple[Human, ...],
    ground: str,
    unit: str,
    second: str,
    opened: dt.date,
    on: dt.date,
    *,
    needs: tuple[Need, ...],
    stays: tuple[ShortStay, ...] = (),
) -> Family:
    pays = bool(stays) and second == "nav"
    works_with = second if second != unit and (pays or chance.happens(figure("shared"))) else ""
    return Family(
        ground=ground,
        unit=unit,
        second_unit=works_with,
        is_shared=bool(works_with) and not pays and chance.happens(0.4),
        opened_on=opened,
        closed_on=None,
        closed_reason="",
        address=f"{chance.one(streets())} {chance.between(1, 90)}",
        members=people,
        needs=needs,
        stays=stays,
        words=tuple(_words(chance, unit, opened, on)),
    )


def _words(chance: Chance, unit: str, opened: dt.date, on: dt.date) -> Iterator[Word]:
    for kind, share in (("note", 0.35), ("contact", 0.6), ("contact", 0.25)):
        if chance.happens(share):
            since = max(opened, on - dt.timedelta(days=400))
            day = since + dt.timedelta(days=chance.between(0, (on - since).days))
            yield Word(kind, day, unit, chance.one(words(f"{kind}s")))


def _needs(
    chance: Chance,
    situations: str,
    people: Sequence[Human],
    ground: str,
    unit: str,
    area: str,
    opened: dt.date,
    on: dt.date,
) -> Iterator[Need]:
    """One mapping, or two where there was time for a new one."""
    first = max(opened, on - dt.timedelta(days=700))
    span = (on - first).days
    days = sorted({chance.between(0, span) for _turn in range(2 if span > 200 and chance.happens(0.45) else 1)})
    situation = chance.pick(situations)
    for since in days:
        if chance.happens(0.2):
            situation = chance.pick(situations)
        yield _need(chance, first + dt.timedelta(days=since), situation, people, ground, unit, area)


def _need(
    chance: Chance, on: dt.date, situation: str, people: Sequence[Human], ground: str, unit: str, area: str
) -> Need:
    lives_alone = len(people) == 1
    adapted = ground == "adapted"
    adaptation = "none"
    if chance.happens(0.6 if adapted else 0.05):
        adaptation = "wheelchair" if chance.happens(0.5) else "step_free"
    staffing = "none"
    if lives_alone and ground in ("adapted", "psychiatric_substance") and chance.happens(0.35):
        staffing = "all_day" if chance.happens(0.45) else "part"
    return Need(
        mapped_on=on,
        unit=unit,
        situation=situation,
        homeless=chance.pick("homeless") if situation == "without_own" else "",
        unsuitable=chance.pick("unsuitable") if situation == "unsuitable" else "",
        ground=ground,
        applied=not chance.happens(figure("never_applied")),
        bedrooms=_bedrooms(people),
        ground_floor=adaptation != "none" or chance.happens(0.1),
        adaptation=adaptation,
        staffing=staffing,
        area=area,
        neighbours=chance.pick("neighbours") if lives_alone else "any",
        follow_up=chance.pick("follow_up") if staffing == "none" else "daily",
        urgency=chance.pick("urgency"),
        certainty=chance.pick("certainty"),
    )


def _bedrooms(people: Sequence[Human]) -> int:
    """One for the grown-ups, one for every child, four at the most."""
    children = sum(member.role == "child" for member in people)
    return min(4, 1 + children)


def _stays(chance: Chance, need: Need | None, on: dt.date) -> Iterator[ShortStay]:
    """A stay in temporary accommodation: it goes on for whoever is mapped as being there, and is over for others."""
    goes_on = need is not None and need.homeless == "temporary"
    if not goes_on and not chance.happens(figure("stay.share")):
        return
    last = on if goes_on else on - dt.timedelta(days=chance.between(10, 200))
    least, most = figures("stay.cost")
    yield ShortStay(
        place=chance.one(words("stays")),
        starts=last - dt.timedelta(days=_length(chance)),
        ends=None if goes_on else last,
        cost_a_night=chance.between(int(least / 50), int(most / 50)) * 50,
    )


def _length(chance: Chance) -> int:
    """Days so far; the weights name the longest of each band."""
    most = int(chance.pick("stay.days"))
    return chance.between(max(1, most // 3), most)
