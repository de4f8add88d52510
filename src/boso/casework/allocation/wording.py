"""Rules, reasons, classes and results in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.allocation.declaring import StandingClass
from boso.casework.dwellings.models import Staffing, Status
from boso.casework.needs.models import MainGround, Situation, Urgency
from boso.core.matching.homes import ADAPTATION, STAFFING, Home, Need
from boso.core.matching.rules import Reason, Rule
from boso.core.values.numbers import grouped

#: Each rule by its name, and what it asks.
RULES = {
    "adaptation": (gettext_lazy("Adaptation"), gettext_lazy("The home is adapted as the household needs.")),
    "floor": (gettext_lazy("Floor and lift"), gettext_lazy("The household can get in.")),
    "staffing": (gettext_lazy("Staff"), gettext_lazy("There is staff where the household needs it.")),
    "staff_to_spare": (
        gettext_lazy("Staff for those who need it"),
        gettext_lazy("Homes with staff go to households that need staff."),
    ),
    "bedrooms": (gettext_lazy("Bedrooms"), gettext_lazy("The home has the bedrooms that are needed.")),
    "bedrooms_to_spare": (
        gettext_lazy("Large homes for large households"),
        gettext_lazy("The home is not much larger than needed."),
    ),
    "area_m2": (gettext_lazy("Area"), gettext_lazy("The home has the area that is needed.")),
    "group": (gettext_lazy("Meant for"), gettext_lazy("Homes meant for a group go to that group.")),
    "away": (gettext_lazy("Away from a place"), gettext_lazy("The home is not where the household must not live.")),
    "district": (gettext_lazy("Part of town"), gettext_lazy("The home lies where the household must live.")),
    "rent": (gettext_lazy("Rent"), gettext_lazy("The rent is within what the household can bear.")),
    "surroundings": (
        gettext_lazy("Apart from neighbours"),
        gettext_lazy("Who must live apart gets a home without near neighbours."),
    ),
    "neighbours": (
        gettext_lazy("Neighbours who stay"),
        gettext_lazy("Nobody gets a neighbour they must not have."),
    ),
}
#: The numbers of rules, by rule and name.
NUMBERS = {
    ("floor", "ground"): gettext_lazy("The highest floor that counts as the ground floor"),
    ("staff_to_spare", "more"): gettext_lazy("Steps of staff more than needed, at most"),
    ("bedrooms", "fewer"): gettext_lazy("Bedrooms fewer than needed that will do"),
    ("bedrooms_to_spare", "more"): gettext_lazy("Bedrooms more than needed, at most"),
    ("area_m2", "percent"): gettext_lazy("Percent of the area needed that will do"),
}
CRITERIA = {
    "size_exact": gettext_lazy("Exactly the bedrooms that are needed"),
    "district_wished": gettext_lazy("In the part of town that is wished for"),
    "adaptation_exact": gettext_lazy("No adaptation that nobody needs"),
    "staffing_exact": gettext_lazy("Exactly the staff that is needed"),
    "area_enough": gettext_lazy("The area that is needed"),
}
TENANTS = {
    "none": gettext_lazy("Nobody who has not asked to move"),
    "misfit": gettext_lazy("Those whose home does not fit them"),
    "all": gettext_lazy("All whose needs are mapped"),
}
LEFT_OUT = {
    "unsure": gettext_lazy("too uncertain: the size is not known, or somebody has guessed"),
    "no_class": gettext_lazy("in none of the declared classes"),
    "said_no": gettext_lazy("were asked to move and will not"),
    "not_by_need": gettext_lazy("not let by need, such as official residences"),
}

#: Those of them that are about households.
OF_HOUSEHOLDS = ("unsure", "no_class", "said_no")


def reason(why: Reason) -> str:
    """What stands in the way, as one sentence."""
    return _REASONS[why.rule](why.needed, why.has)


def _bedrooms(needed: int, has: int | None) -> str:
    if has is None:
        return _("How many bedrooms the home has is not stated.")
    words = ngettext("Lacks %(count)s bedroom.", "Lacks %(count)s bedrooms.", needed - has)
    return words % {"count": needed - has}


def _rent(needed: int, has: int | None) -> str:
    if has is None:
        return _("The rent is not stated.")
    return _("The rent is %(more)s kr a month more than they can bear.") % {"more": grouped((has - needed) // 100)}


def _floor(needed: str, has: tuple[int | None, bool]) -> str:
    if has[0] is None:
        return _("The floor is not stated.")
    if needed == "lift":
        return _("Floor %(floor)s without a lift.") % {"floor": has[0]}
    return _("Floor %(floor)s; they need the ground floor.") % {"floor": has[0]}


_REASONS: dict[str, Callable[[Any, Any], str]] = {
    "adaptation": lambda needed, has: (
        _("Needs a home for a wheelchair.") if ADAPTATION[needed] == "wheelchair" else _("Needs a step-free home.")
    ),
    "floor": _floor,
    "staffing": lambda needed, has: (
        _("Needs staff day and night.") if STAFFING[needed] == "all_day" else _("Needs staff part of the day.")
    ),
    "staff_to_spare": lambda needed, has: _("The home has staff that they do not need."),
    "bedrooms": _bedrooms,
    "bedrooms_to_spare": lambda needed, has: (
        ngettext("%(count)s bedroom too many.", "%(count)s bedrooms too many.", has - needed) % {"count": has - needed}
    ),
    "area_m2": lambda needed, has: (
        _("The area is not stated.") if has is None else _("Lacks %(count)s m².") % {"count": needed - has}
    ),
    "group": lambda needed, has: _("The home is meant for others."),
    "away": lambda needed, has: _("Lies where they must not live.") if has else _("The part of town is not stated."),
    "district": lambda needed, has: (
        _("Lies in %(here)s, not in %(there)s.") % {"here": has, "there": ", ".join(sorted(needed))}
        if has
        else _("The part of town is not stated.")
    ),
    "rent": _rent,
    "surroundings": lambda needed, has: _("Needs a home without near neighbours."),
    "neighbours": lambda needed, has: _("Does not go together with somebody who lives there and stays."),
}


def met(rule: Rule, need: Need, home: Home) -> str:
    """What is as it should be, as one sentence; nothing where the household asks for nothing."""
    needed = rule.needed(need)
    words = _MET.get(rule.key)
    return words(needed, rule.has(home), need, home) if words is not None and needed is not None else ""


_MET: dict[str, Callable[[Any, Any, Need, Home], str]] = {
    "adaptation": lambda needed, has, need, home: (
        _("Adapted for a wheelchair") if ADAPTATION[needed] == "wheelchair" else _("Step-free")
    ),
    "floor": lambda needed, has, need, home: (
        _("Ground floor") if need.floor == "ground" or not home.lift else _("Lift to the floor")
    ),
    "staffing": lambda needed, has, need, home: (
        "" if not needed else _("Staff: %(staff)s") % {"staff": str(Staffing(home.staffing).label).lower()}
    ),
    "bedrooms": lambda needed, has, need, home: (
        ngettext("%(count)s bedroom, %(needed)s needed", "%(count)s bedrooms, %(needed)s needed", has)
        % {"count": has, "needed": need.to_sleep_in}
    ),
    "area_m2": lambda needed, has, need, home: (
        _("%(count)s m², %(needed)s needed") % {"count": has, "needed": need.area_m2}
    ),
    "group": lambda needed, has, need, home: _("Meant for such households") if has else "",
    "district": lambda needed, has, need, home: _("In %(place)s, as needed") % {"place": has},
    "away": lambda needed, has, need, home: _("In %(place)s, away from where they must not live") % {"place": has},
    "rent": lambda needed, has, need, home: (
        _("Rent %(rent)s kr; they can bear %(most)s kr") % {"rent": grouped(has // 100), "most": grouped(needed // 100)}
    ),
    "surroundings": lambda needed, has, need, home: _("No near neighbours"),
}


def standing(one: StandingClass) -> str:
    """Who belongs to a class."""
    situations = _any_of(str(Situation(code).label) for code in one.situations)
    parts = [situations if one.situations else _("in need of a home")]
    if one.urgency:
        parts.append(_("needs it %(when)s") % {"when": _any_of(str(Urgency(code).label) for code in one.urgency)})
    if one.children:
        parts.append(_("with children"))
    told = ", ".join(parts)
    return told[0].upper() + told[1:]


def _any_of(words: Iterator[str]) -> str:
    return _(" or ").join(word.lower() for word in words)


def sentence(run: Any) -> str:
    """What the run came to, in one sentence."""
    numbers = {"served": grouped(run.served), "all": grouped(run.households), "wait": grouped(run.waiting)}
    if not run.served:
        return _("None of %(all)s households gets a home: no vacant dwelling is one they can use.") % numbers
    first = ngettext(
        "%(served)s of %(all)s households gets a home", "%(served)s of %(all)s households get a home", run.served
    )
    told = [first % numbers]
    if run.by_chain:
        words = ngettext("%(chain)s by a chain of moves", "%(chain)s by a chain of moves", run.by_chain)
        told.append(words % {"chain": grouped(run.by_chain)})
    last = ngettext("%(wait)s waits", "%(wait)s wait", run.waiting) % numbers
    return f"{', '.join(told)}; {last}."


def moves(most: int | None) -> str:
    """The bound on moves."""
    if most is None:
        return _("any number of moves in a chain")
    if not most:
        return _("no tenant moves")
    return ngettext("at most %(count)s move in a chain", "at most %(count)s moves in a chain", most) % {"count": most}


def ground(code: str) -> str:
    """A main ground by its name."""
    return str(MainGround(code).label) if code in MainGround.values else _("Not known")


def staffing(home: Home) -> str:
    """That there is staff; nothing where there is none."""
    if home.staffing in ("", "none"):
        return ""
    return _("staff %(when)s") % {"when": str(Staffing(home.staffing).label).lower()}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out of a run and why, in words, with how many."""

    households: list[tuple[str, int]]
    dwellings: list[tuple[str, int]]


def left_out(counts: Mapping[str, int]) -> LeftOut:
    """The counts of a run in words."""
    statuses = {str(code): str(code.label).lower() for code in Status}
    rows = [(key, str(LEFT_OUT.get(key) or statuses.get(key, key)), count) for key, count in counts.items()]
    return LeftOut(
        [(words, count) for key, words, count in rows if key in OF_HOUSEHOLDS],
        [(words, count) for key, words, count in rows if key not in OF_HOUSEHOLDS],
    )
