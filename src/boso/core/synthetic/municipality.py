"""A whole invented municipality, part by part. Each part comes from its own stream of chance and stands on its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from boso.core.synthetic import families, letting
from boso.core.synthetic.chance import Chance, Stream, quotas
from boso.core.synthetic.description import Family, Home, House, Lease, Part, Place
from boso.core.synthetic.distributions import Weights, figure
from boso.core.synthetic.letting import Spell
from boso.core.synthetic.people import Numbers
from boso.core.synthetic.stock import stock

#: Homes or households in one part at the most: what is written down in one transaction.
LARGEST = 2000


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a part holds, and how many homes come before it."""

    number: int
    homes_before: int
    homes: int
    families: int


def extents(place: Place) -> list[Extent]:
    """The parts a municipality is made in: as few as can be, of the same size."""
    count = max(1, -(-max(place.dwellings, place.households) // LARGEST))
    homes = [place.dwellings * n // count for n in range(count + 1)]
    known = [place.households * n // count for n in range(count + 1)]
    return [Extent(n, homes[n], homes[n + 1] - homes[n], known[n + 1] - known[n]) for n in range(count)]


def part(stream: Stream, place: Place, extent: Extent) -> Part:
    """One part: the same for the same stream, place and extent."""
    chance = Chance(stream)
    begin = place.on - dt.timedelta(days=365 * place.years)
    houses, homes = stock(chance, place, extent.homes_before, extent.homes)
    lives = [letting.live(chance, home, index, begin, place.on) for index, home in enumerate(homes)]
    homes = [replace(home, life=tuple(life)) for home, (life, _spells) in zip(homes, lives, strict=True)]
    spells = [spell for _life, each in lives for spell in each]
    numbers = Numbers(extent.number, len(extents(place)))
    known, lives_in = _families(chance, numbers, houses, homes, spells, extent.families, place.on)
    leases = tuple(_leases(chance, homes, spells, known, lives_in, begin, place.on))
    return Part(extent.number, tuple(houses), tuple(homes), tuple(known), leases)


def country(on: dt.date, years: int) -> Iterator[Place]:
    """As many invented municipalities as Norway has, of the sizes that make its stock.

    Their codes begin with 9001: no county has had a number from 90 on.
    """
    count = int(figure("country.municipalities"))
    spread = Weights.of({str(n): n ** -figure("country.spread") for n in range(1, count + 1)})
    for name, dwellings in quotas(spread, int(figure("country.dwellings"))).items():
        yield Place(f"{9000 + int(name)}", f"Prøvekommune {name}", max(1, dwellings * 3 // 4), dwellings, years, on)


def _families(
    chance: Chance,
    numbers: Numbers,
    houses: Sequence[House],
    homes: Sequence[Home],
    spells: Sequence[Spell],
    count: int,
    on: dt.date,
) -> tuple[list[Family], dict[Spell, int]]:
    """So many households, and which spell each of the tenants has or had."""
    lives_in: dict[Spell, int] = {}
    known: list[Family] = []

    def tenant(spell: Spell) -> Family:
        lives_in[spell] = len(known)
        home = homes[spell.home]
        return families.tenant(chance, numbers, home, houses[home.house].area, spell.starts, on)

    gone = chance.shuffled([spell for spell in spells if not spell.is_current(on)])
    here = chance.shuffled([spell for spell in spells if spell.is_current(on)])
    for _turn in range(round(count * figure("closed"))):
        left = gone.pop() if gone else None
        family = tenant(left) if left is not None else families.waiting(chance, numbers, on)
        known.append(families.closed(chance, family, on, left.leaves if left is not None else None))
    for _turn in range(min(len(here), round(count * figure("tenants")), count - len(known))):
        known.append(tenant(here.pop()))
    doubles = round((count - len(known)) * figure("duplicates"))
    first = len(known)
    while len(known) < count - doubles:
        known.append(families.waiting(chance, numbers, on))
    for place in range(first, first + doubles):
        known.append(families.double(chance, known[place], place, on))
    return known, lives_in


def _leases(
    chance: Chance,
    homes: Sequence[Home],
    spells: Sequence[Spell],
    known: Sequence[Family],
    lives_in: dict[Spell, int],
    begin: dt.date,
    on: dt.date,
) -> Iterator[Lease]:
    for spell in spells:
        family = lives_in.get(spell)
        if family is not None:
            children = any(member.role == "child" for member in known[family].members)
        else:
            children = homes[spell.home].rooms > 2 and chance.happens(0.6)
        yield from letting.leases(chance, homes[spell.home], spell, family, children=children, begin=begin, on=on)
