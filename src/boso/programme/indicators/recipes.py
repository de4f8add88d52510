"""Which cells of which statistics are which indicator. A table without a recipe is refused, never guessed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from boso.core.indicators.spans import span

Period = Callable[[str], str]


def as_it_is(code: str) -> str:
    """The period of the code; empty for what is no period."""
    try:
        return span(code).code
    except ValueError:
        return ""


def new_year(code: str) -> str:
    """Of a series by quarters, what stood on 1 January: the first quarter as the year, nothing of the others."""
    found = re.fullmatch(r"(\d{4})K1", code)
    return found[1] if found else ""


def _age(label: str) -> str:
    return "age:" + label.replace(" år", "").replace(" +", "+").replace(" eller eldre", "+").strip()


@dataclass(frozen=True, slots=True)
class Recipe:
    """One table's way to one indicator.

    table: its number, or the beginning of its title. cells: the code to take in a dimension; of a dimension that is not
    named there must be one code only. places: the dimension of places («»: the one the file says); known: its codes as
    slugs or areas, where they are none of the register's; fixed: the area where the table has no places. groups: the
    dimension that divides; whole: its code for all together.
    """

    table: str
    indicator: str
    cells: Mapping[str, str] = field(default_factory=dict)
    places: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    fixed: str = ""
    groups: str = ""
    whole: str = ""
    period: Period = as_it_is

    def group(self, code: str, label: str) -> str:
        """How the group is called with us; empty for all together."""
        return "" if not self.groups or code == self.whole else _age(label)


RECIPES = (
    Recipe("01222", "population", {"ContentsCode": "Folketallet1"}, period=new_year),
    Recipe("07459", "population", {"ContentsCode": "Personer1"}),
    Recipe(
        "Folkemengden etter administrativ bydel og alder", "population",
        places="Geografi", groups="Aldersgrupper", whole="0",
        known={"9": "bjerke", "10": "grorud", "11": "stovner", "12": "alna", "100000": "oslo"},
    ),
    Recipe(
        "09895", "rent_2_rooms", {"AntRom": "2", "ContentsCode": "Husleie"},
        places="Soner2", known={"00": "norge", "01": "oslo-baerum"},
    ),
    Recipe("14710", "consumer_prices", {"ContentsCode": "KpiIndMnd"}, fixed="norge"),
)  # fmt: skip


def recipe_for(table: str, title: str) -> Recipe | None:
    """The recipe of a table; None where there is none."""
    return next((one for one in RECIPES if one.table == table or title.startswith(one.table)), None)


def tables() -> str:
    """The tables that can be read, for a message."""
    return ", ".join(one.table for one in RECIPES)
