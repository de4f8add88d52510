"""What figures there are: each a set of tables of one base, with a version that rises when what is counted changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from boso.casework.dwellings.models import Disposal
from boso.casework.figures import counting
from boso.casework.instruments.models import Verdict, WatchState
from boso.casework.needs.models import AgeGroup, Sex
from boso.casework.needs.models_codes import HOMELESS, IN_NEED, Adaptation, MainGround, Staffing, Urgency
from boso.casework.stays.models import Place as StayPlace
from boso.core.tabulation.tables import Dimension, Place, Table

Label = str | Promise


@dataclass(frozen=True)
class Way:
    """A dimension with its words."""

    name: str
    label: Label
    codes: Mapping[str, Label]
    parents: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def dimension(self) -> Dimension:
        """As the core knows it."""
        return Dimension(self.name, tuple(self.codes), self.parents)


@dataclass(frozen=True)
class TableOf:
    """One table: by which dimensions, of which base («households»). source: what it is counted from, where a base is
    counted in several ways.
    """

    name: str
    label: Label
    base: str
    ways: tuple[Way, ...]
    source: str = ""

    def made(self, base: str, counts: Mapping[Place, int]) -> Table:
        """The table as the core knows it."""
        return Table(self.name, base, tuple(way.dimension for way in self.ways), counts)


@dataclass(frozen=True)
class Definition:
    """count: (organisation id, day) -> by base, so many of each set of codes. usual_day: the day to suggest.

    cases: lists the households behind the figures, where they can be. register: the page where the rest can be seen.
    """

    name: str
    version: int
    label: Label
    explained: Label
    tables: tuple[TableOf, ...]
    count: Callable[[int, dt.date], counting.Counted]
    bases: Mapping[str, Label]
    usual_day: Callable[[int, dt.date], dt.date]
    cases: Callable[..., Sequence[counting.Case]] | None = None
    register: str = ""

    def table(self, name: str) -> TableOf:
        """The table of that name.

        Raises KeyError when there is none.
        """
        return {one.name: one for one in self.tables}[name]

    def counted(self, organisation_id: int, on: dt.date) -> dict[str, dict[Place, int]]:
        """The leaves of each table that day.

        Raises NotNow for a day it has no figures for.
        """
        found = self.count(organisation_id, on)
        return {
            one.name: counting.by(found[one.source or one.base], [way.name for way in one.ways]) for one in self.tables
        }


def _words(choices: Iterable[tuple[str, Label]], *left_out: str) -> dict[str, Label]:
    return {str(code): label for code, label in choices if code not in left_out}


UNKNOWN = {"unknown": _("Not known")}
SITUATION = Way("situation", _("Situation"), {str(one): one.label for one in IN_NEED})
SIZE = Way(
    "size",
    _("Bedrooms needed"),
    {"0": _("One room"), "1": "1", "2": "2", "3": "3", "4": _("4 or more"), **UNKNOWN},
)
GROUND = Way("ground", _("Main ground"), _words(MainGround.choices, "psych", "addiction", "psych_and_addiction"))
URGENCY = Way("urgency", _("How soon"), _words(Urgency.choices))
ADAPTATION = Way("adaptation", _("Adaptation"), _words(Adaptation.choices))
STAFFING = Way("staffing", _("Staff"), _words(Staffing.choices))
DISPOSAL = Way("disposal", _("Disposal"), {**_words(Disposal.choices), **UNKNOWN})
USE = Way("use", _("Use"), {"let": _("Let"), "empty": _("Empty")})
WHEELCHAIR = Way("wheelchair", _("For a wheelchair"), {"yes": _("Yes"), "no": _("No")})
ROOMS = Way("rooms", _("Rooms"), {**{str(n): str(n) for n in range(1, 5)}, "5": _("5 or more"), **UNKNOWN})
CATEGORY = Way("category", _("Place of stay"), {str(one): one.label for one in HOMELESS})
AGE = Way("age", _("Age"), _words(AgeGroup.choices))
SEX = Way("sex", _("Sex"), _words(Sex.choices))
CHILDREN = Way("children", _("Children along"), {"yes": _("With children"), "no": _("Without children"), **UNKNOWN})
PLACE = Way("place", _("Kind of place"), _words(StayPlace.choices, "night_shelter"))
LENGTH = Way(
    "length",
    _("How long so far"),
    {"short": _("Up to 14 days"), "middle": _("15 days to three months"), "long": _("More than three months")},
)
VERDICT = Way("verdict", _("Bostøtte"), _words(Verdict.choices))
ACTED = Way("acted", _("What is done"), _words(WatchState.choices))
TENANT = Way("tenant", _("Rents from the municipality"), {"yes": _("Yes"), "no": _("No")})
OUTCOME = Way("outcome", _("When all are matched"), {"met": _("Met"), "missing": _("Missing")})
LIVES = Way(
    "lives",
    _("Lives now"),
    {"fits": _("In a home that fits"), "unsuitable": _("In one that does not"), "waits": _("Rents none of ours")},
)
GAP_SIZE = Way("size", _("Bedrooms"), SIZE.codes)
GAP_ADAPTATION = Way("adaptation", _("Adaptation"), _words(Adaptation.choices, "unknown"))
GAP_STAFFING = Way("staffing", _("Staff"), _words(Staffing.choices, "unknown"))
STATE_OF_HOME = Way(
    "state",
    _("The home"),
    {"used": _("Used when all are matched"), "free": _("Left over"), "taken": _("Let, need not mapped"),
     "out_of_use": _("Out of use")},
)  # fmt: skip

DEFINITIONS = (
    Definition(
        "needs", 1, _("Needs for homes"),
        _("Households whose latest mapping says a need: without a home, at risk of losing it, or an unsuitable home."),
        (
            TableOf("situation_by_size", _("Situation and size"), "households", (SITUATION, SIZE)),
            TableOf("situation_by_ground", _("Situation and main ground"), "households", (SITUATION, GROUND)),
            TableOf("situation_by_urgency", _("Situation and how soon"), "households", (SITUATION, URGENCY)),
            TableOf("adaptation_by_staffing", _("Adaptation and staff"), "households", (ADAPTATION, STAFFING)),
        ),
        counting.needs, {"households": _("households")}, counting.today, counting.needing,
    ),
    Definition(
        "kostra13_stock", 1, _("Stock at the end of the year (KOSTRA form 13)"),
        _("Dwellings the municipality disposes of on 31 December. A group home with one lease for all counts as one."),
        (
            TableOf("disposal_by_use", _("Disposal and use"), "dwellings", (DISPOSAL, USE)),
            TableOf("disposal_by_wheelchair", _("Disposal and wheelchair"), "dwellings", (DISPOSAL, WHEELCHAIR)),
            TableOf("rooms_by_use", _("Rooms and use"), "dwellings", (ROOMS, USE)),
        ),
        counting.stock, {"dwellings": _("dwellings")}, counting.new_years_eve, register="dwellings:list",
    ),
    Definition(
        "gap", 1, _("Needs against homes"),
        _("Households that need a home, each met only if a home is left for it when all are matched, and the homes."),
        (
            TableOf("size_by_outcome", _("Size and outcome"), "needs", (GAP_SIZE, OUTCOME)),
            TableOf("size_by_home", _("Size and where they live now"), "needs", (GAP_SIZE, LIVES), "needing"),
            TableOf("adaptation_by_outcome", _("Adaptation and outcome"), "needs", (GAP_ADAPTATION, OUTCOME)),
            TableOf("staffing_by_outcome", _("Staff and outcome"), "needs", (GAP_STAFFING, OUTCOME)),
            TableOf("homes_by_size", _("Homes by size"), "homes", (GAP_SIZE, STATE_OF_HOME)),
        ),
        counting.gap,
        {"needs": _("households"), "homes": _("dwellings")}, counting.today, register="gap:overview",
    ),
    Definition(
        "homeless", 1, _("Count of the homeless"),
        _("Persons in the frozen count of a week, each once. The day is the Sunday of that week."),
        (
            TableOf("place_by_age", _("Place of stay and age"), "persons", (CATEGORY, AGE)),
            TableOf("place_by_sex", _("Place of stay and sex"), "persons", (CATEGORY, SEX)),
            TableOf("children", _("Children along"), "persons", (CHILDREN,)),
        ),
        counting.homeless, {"persons": _("persons")}, counting.last_count, register="needs:counts",
    ),
    Definition(
        "stays", 1, _("Temporary stays"),
        _("Households in temporary places that day, night shelters left out; how long so far by KOSTRA's classes."),
        (
            TableOf("place_by_length", _("Kind of place and length"), "households", (PLACE, LENGTH)),
            TableOf("children_by_length", _("Children and length"), "households", (CHILDREN, LENGTH)),
        ),
        counting.stays, {"households": _("households")}, counting.today, counting.staying,
    ),
    Definition(
        "bostotte", 1, _("Watch over bostøtte"),
        _("Tenants of ours and mapped households: who could likely have bostøtte, and what somebody does about it."),
        (
            TableOf("verdict_by_acted", _("Bostøtte and what is done"), "households", (VERDICT, ACTED)),
            TableOf("verdict_by_tenant", _("Bostøtte and who rents from us"), "households", (VERDICT, TENANT)),
        ),
        counting.bostotte, {"households": _("households")}, counting.today, register="instruments:watch",
    ),
)  # fmt: skip
BY_NAME = {one.name: one for one in DEFINITIONS}
