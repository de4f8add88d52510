"""Houses and the homes in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from boso.core.synthetic.chance import Chance, quotas
from boso.core.synthetic.description import Bond, Home, House, Place
from boso.core.synthetic.distributions import everything, figure, figures, weights
from boso.core.synthetic.words import streets, words

MUNICIPALITY = "municipality"
POSTCODE = "9999"

#: Buildings in one deck of forms.
DECK = 50

#: Kinds where people live together with staff near by.
TOGETHER = ("group_home", "staffed", "care")

#: Kinds meant for months, not years.
SHORT = ("transitional", "temporary")

#: What may be leased in or let by right: single flats and houses on the market.
ON_THE_MARKET = ("section", "house", "small_block", "row")


@dataclass(frozen=True, slots=True)
class _Form:
    """What a form of building is like."""

    name: str
    homes: tuple[int, int]
    floors: tuple[int, int]
    lift: float

    @property
    def is_shared_life(self) -> bool:
        return self.name in ("group_home", "care_block")


def stock(chance: Chance, place: Place, first_home: int, count: int) -> tuple[list[House], list[Home]]:
    """So many homes, in houses. `first_home` is how many homes the municipality has before these."""
    houses: list[House] = []
    homes: list[Home] = []
    forms = _forms(chance)
    while len(homes) < count:
        form = next(forms)
        house = _house(chance, place, first_home + len(houses), form)
        houses.append(house)
        most = min(count - len(homes), chance.between(*form.homes))
        kind = chance.pick(f"kind.{form.name}")
        for place_in_house in range(most):
            number = first_home + len(homes) + 1
            homes.append(_home(chance, number, len(houses) - 1, house, form, kind, place_in_house))
    _dispose(chance, houses, homes, place.on)
    return houses, homes


def _forms(chance: Chance) -> Iterator[_Form]:
    """Forms of buildings without end, dealt from decks by chance, so that a small town has the rare ones too."""
    deck = [name for name, times in quotas(weights("building"), DECK).items() for _time in range(times)]
    while True:
        for name in chance.shuffled(deck):
            yield _form(name)


def _form(name: str) -> _Form:
    said = everything()[f"form.{name}"].value
    return _Form(name, tuple(said["homes"]), tuple(said["floors"]), said["lift"])


def _house(chance: Chance, place: Place, number: int, form: _Form) -> House:
    """The house with that number in the municipality: number tells street and plot, so no two share an address."""
    used = max(12, min(len(streets()), place.dwellings // 25))
    street, along = number % used, number // used
    name = ""
    if form.is_shared_life:
        name = f"{words('homes')[number % len(words('homes'))]} {number + 1}"
    return House(
        form=form.name,
        name=name,
        street=streets()[street],
        number=along + 1,
        postcode=POSTCODE,
        area=words("areas")[street % len(words("areas"))],
        gnr=1 + number // 90,
        bnr=1 + number % 90,
        built=chance.between(1952, place.on.year - 2),
        floors=chance.between(*form.floors),
        has_lift=chance.happens(form.lift),
    )


def _home(chance: Chance, number: int, index: int, house: House, form: _Form, kind: str, place_in_house: int) -> Home:
    rooms = _rooms(chance, form)
    floor = 1 + place_in_house % house.floors if form.homes[1] > 1 else chance.between(1, house.floors)
    rent = _round(chance, figures("rent.month")[rooms - 1])
    return Home(
        number=number,
        house=index,
        unit_number=_unit_number(chance, form, floor, 1 + place_in_house // house.floors),
        section=chance.between(1, 60) if form.name == "section" else None,
        kind=kind,
        disposal="owned",
        owner=MUNICIPALITY,
        area_m2=chance.between(int(figures("area.least")[rooms - 1]), int(figures("area.most")[rooms - 1])),
        rooms=rooms,
        bedrooms=rooms - 1,
        floor=floor,
        adaptations=_adaptations(chance, kind, floor, house.has_lift),
        staffing=_staffing(chance, kind),
        rent=rent,
        deposit=rent * int(chance.pick("deposit.months")),
        condition=chance.pick("condition"),
        bond=None,
        life=(),
    )


def _rooms(chance: Chance, form: _Form) -> int:
    if form.is_shared_life:
        return int(chance.pick("rooms.group_home"))
    return int(chance.pick("rooms.house" if form.name in ("house", "row") else "rooms"))


def _unit_number(chance: Chance, form: _Form, floor: int, along: int) -> str:
    """H0203: the third door on the second floor; U for a flat below a house now and then."""
    letter = "U" if form.name == "house" and chance.happens(0.08) else "H"
    return f"{letter}{floor:02}{along:02}"


def _adaptations(chance: Chance, kind: str, floor: int, has_lift: bool) -> tuple[str, ...]:
    group = {"care": "care", "adapted": "adapted"}.get(kind, "group_home" if kind in TOGETHER else "other")
    if (floor == 1 or has_lift) and chance.happens(figure(f"wheelchair.{group}")):
        return ("wheelchair", "step_free", "adapted_bathroom")
    if floor == 1 or has_lift:
        return ("step_free",) if chance.happens(0.3) else ()
    return ()


def _staffing(chance: Chance, kind: str) -> str:
    if kind in ("group_home", "staffed"):
        return chance.pick("staffing.staffed")
    return chance.pick("staffing.care" if kind == "care" else "staffing.other")


def _round(chance: Chance, market: float) -> int:
    """A municipal rent below the market's mean, to whole fifty kroner."""
    least, most = figures("rent.level")
    return round(market * (least + chance.draw() * (most - least)) / 50) * 50


def _dispose(chance: Chance, houses: list[House], homes: list[Home], on: dt.date) -> None:
    """Make some of the homes on the market leased in or let by right, and bind some of the owned ones by a grant."""
    others = iter(_others(chance, len(homes)))
    eligible = chance.shuffled(
        [n for n, home in enumerate(homes) if houses[home.house].form in ON_THE_MARKET and home.kind not in TOGETHER]
    )
    for place, disposal in zip(eligible, others, strict=False):
        owner = f"{chance.one(words('owners'))} {1 + int(chance.draw() * 9)}"
        homes[place] = replace(homes[place], disposal=disposal, owner=owner)
    for place, home in enumerate(homes):
        if home.disposal == "owned" and chance.happens(figure("binding.share")):
            homes[place] = replace(home, bond=_bond(chance, home, on))


def _others(chance: Chance, count: int) -> Iterator[str]:
    """The disposal of each home that the municipality does not own, in an order by chance."""
    found = quotas(weights("disposal"), count)
    yield from chance.shuffled([name for name, times in found.items() if name != "owned" for _time in range(times)])


def _bond(chance: Chance, home: Home, on: dt.date) -> Bond:
    """Grants before 2020 bind for 20 years, later ones for 30."""
    year = chance.between(on.year - 17, on.year - 1)
    starts = dt.date(year, chance.between(1, 12), 1)
    years = 30 if year >= 2020 else 20
    return Bond("rental_grant", starts, starts.replace(year=year + years), min(home.area_m2, 80) * 8500)
