"""What the rules are told of a mapping and of a dwelling. The gap between needs and homes asks the same way."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from boso.casework.needs.models import Area, Certainty, Floor, Neighbours
from boso.casework.needs.queries import NeedRow
from boso.core.matching import rules
from boso.core.matching.homes import NOBODY, Home, Need

UNKNOWN = "unknown"
ORE = 100


class HomeRow(NamedTuple):
    """What is read of a dwelling: columns of `dwellings.Dwelling`, in this order."""

    id: int
    building_id: int | None
    status: str
    kind: str
    disposal: str
    unit_number: str
    rooms: int | None
    bedrooms: int | None
    area_m2: Decimal | None
    floor: int | None
    has_lift: bool | None
    adaptations: str
    area: str
    staffing: str
    is_group_home: bool
    rent: Decimal | None


def need_of(row: NeedRow, on: dt.date) -> Need:
    """What home the household of a mapping needs. What is not known asks for nothing."""
    place = frozenset({row.district}) if row.district else NOBODY
    group = "" if row.main_ground == UNKNOWN else row.main_ground
    return Need(
        bedrooms=row.bedrooms,
        rooms=row.rooms,
        area_m2=row.area_m2,
        adaptation="" if row.adaptation == UNKNOWN else row.adaptation,
        floor=row.floor if row.floor in (Floor.LIFT, Floor.GROUND) else "",
        districts=place if row.area in (Area.SCHOOL, Area.SERVICES, Area.FAMILY) else NOBODY,
        away=place if row.area == Area.AWAY else NOBODY,
        staffing="" if row.staffing == UNKNOWN else row.staffing,
        sheltered=row.neighbours == Neighbours.SHELTERED,
        group=group,
        rent_ceiling=None if row.rent_most is None else row.rent_most * ORE,
        avoids=rules.avoided_by(row.neighbours, on),
        is_to_others=frozenset({group}) if group else NOBODY,
    )


def is_sure_enough(row: NeedRow) -> bool:
    """Whether a home can be proposed on what is known: the size is, and it is no guess."""
    return (row.bedrooms is not None or row.rooms is not None) and row.certainty != Certainty.GUESSED


def home_of(row: HomeRow, on: dt.date, *, around: frozenset[str] = NOBODY, avoided: frozenset[str] = NOBODY) -> Home:
    """The dwelling as the rules see it. around, avoided: see `Home`.

    In a group home the living room is shared, so each own room is a bedroom.
    """
    return Home(
        bedrooms=row.rooms if row.is_group_home and row.rooms is not None else row.bedrooms,
        rooms=row.rooms,
        area_m2=None if row.area_m2 is None else int(row.area_m2),
        floor=_floor(row),
        lift=row.has_lift,
        adaptations=frozenset(code for code in row.adaptations.split(",") if code),
        district=row.area,
        staffing=row.staffing,
        groups=rules.groups_of(row.kind, on),
        rent=None if row.rent is None else int(row.rent * ORE),
        around=around,
        avoided=avoided,
    )


def _floor(row: HomeRow) -> int | None:
    """The floor; where it is not stated, the one in a unit number such as H0203."""
    if row.floor is not None or not row.unit_number.startswith("H"):
        return row.floor
    return int(row.unit_number[1:3])
