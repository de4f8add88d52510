"""The form of a mapping: read once, prefilled from what is known, and its answers turned into the columns of a mapping.

The core is BoSo's own, the same everywhere, so that figures can be compared. Questions a municipality adds beside it
stay among the sealed answers.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping as Map
from collections.abc import Sequence
from importlib import resources
from io import StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boso.casework.households.cards import HouseholdCard
from boso.casework.needs import wording
from boso.casework.needs.models import Mapping
from boso.core.law.parameters import NotKnown
from boso.core.needs import grounds, situation
from boso.core.needs.size_norm import Part, Size, Sleeper, needed, norm_in_use
from boso.core.questionnaires import xlsform
from boso.core.questionnaires.answering import Standing
from boso.foundation.access.decisions import NotNow
from boso.foundation.questionnaires import queries as forms

#: What the built-in form is called among the forms.
SLUG = "needs"

SHEETS = ("survey", "choices", "settings")

#: Answers that are filled in from elsewhere each time, and never stored.
PREFILLED = ("ground_list", "size_words", "mapped_on")

#: The highest rent a month that is an answer, in kroner.
MOST_RENT = 100_000

#: Answers that stand in a column of the same name.
COLUMNS = (
    "main_ground", "applied", "adaptation", "floor", "staffing", "neighbours", "area", "urgency", "follow_up",
    "certainty",
)  # fmt: skip


def sheets() -> dict[str, list[xlsform.SheetRow]]:
    """The built-in form as the sheets of a workbook."""
    return {name: _sheet(name) for name in SHEETS}


def standing(mapping: Mapping, answers: Map[str, Any], size: Size | None) -> Standing:
    """How the form stands for a mapping with these answers. size: what the norm came to, if anything."""
    if mapping.form is None:
        raise NotNow(_("This mapping was not made with a form. Map again instead."))
    now = timezone.localtime().replace(tzinfo=None)
    told = with_known(mapping, answers, size)
    return forms.ready(mapping.form).assess(told, today=now.date(), now=now, language=get_language() or "")


def with_known(mapping: Mapping, answers: Map[str, Any], size: Size | None) -> dict[str, Any]:
    """The answers with what is filled in from elsewhere: the list of grounds of the day, and what the norm says."""
    return {
        **without_known(answers),
        "ground_list": "2020" if grounds.begins(mapping.mapped_on).year >= 2020 else "2000",
        "size_words": wording.size_sentence(size) if size is not None else "",
        "mapped_on": mapping.mapped_on.isoformat(),
    }


def without_known(answers: Map[str, Any]) -> dict[str, Any]:
    """The answers that are kept."""
    return {name: value for name, value in answers.items() if name not in PREFILLED}


def sleepers(card: HouseholdCard | None, on: dt.date) -> list[Sleeper]:
    """Who sleeps in the household, for the size norm."""
    persons = card.persons if card is not None else ()
    return [Sleeper(Part(one.role), one.age(on), one.words.sex) for one in persons]


def size_of(persons: Sequence[Sleeper], on: dt.date) -> Size | None:
    """What the norm in use comes to; none where nobody lives there or the day is before the norm."""
    try:
        return needed(persons, norm_in_use(on), on)
    except NotKnown:
        return None


def counts(persons: Sequence[Sleeper]) -> dict[str, int]:
    """How many of each, as columns of a mapping."""
    children = sum(who.part is Part.CHILD for who in persons)
    visiting = sum(who.part is Part.VISITING for who in persons)
    return {"adults": len(persons) - children - visiting, "children": children, "visiting": visiting}


def columns(answers: Map[str, Any], size: Size | None) -> dict[str, Any]:
    """The columns of a mapping that the core's answers give. What was not asked or not answered is not known."""
    found: dict[str, Any] = {name: answers.get(name) or "unknown" for name in COLUMNS}
    found["certainty"] = answers.get("certainty") or "guessed"
    found["settled_on"] = _day(answers.get("settled_on"))
    found["district"] = str(answers.get("district") or "")[:60]
    found["rent_most"] = _amount(answers.get("rent_most"))
    return {**found, **_situation(answers), **_size(answers, size)}


def _situation(answers: Map[str, Any]) -> dict[str, Any]:
    told = answers.get("situation") or "unknown"
    known = {"without_own": "unknown", "at_risk": "unknown", "unsuitable": "unknown"}
    if told == "without_own":
        known = {"without_own": "yes", "at_risk": "no", "unsuitable": "no"}
    elif told in ("at_risk", "unsuitable"):
        other = "also_unsuitable" if told == "at_risk" else "also_at_risk"
        known = {"without_own": "no", told: "yes"} | {other.removeprefix("also_"): answers.get(other) or "unknown"}
    elif told == "suitable":
        known = dict.fromkeys(known, "no")
    homeless = answers.get("homeless") or "unknown" if told == "without_own" else "not_homeless"
    because = answers.get("unsuitable_because") if known["unsuitable"] == "yes" else None
    return {
        **known,
        "situation": situation.gravest(known["without_own"], known["at_risk"], known["unsuitable"]),
        "homeless": "unknown" if told == "unknown" else homeless,
        "unsuitable_because": list(because or []),
    }


def _size(answers: Map[str, Any], size: Size | None) -> dict[str, Any]:
    """The size that is to hold beside what the norm came to."""
    norm = {
        "norm": size.norm if size is not None else "",
        "norm_bedrooms": size.bedrooms if size is not None else None,
        "norm_rooms": size.rooms if size is not None else None,
        "norm_area_m2": size.area_m2 if size is not None else None,
    }
    choice = answers.get("size_choice")
    if choice == "norm" and size is not None:
        return {**norm, "bedrooms": size.bedrooms, "rooms": size.rooms, "area_m2": size.area_m2, "overridden": False}
    if choice == "other" and answers.get("bedrooms") is not None:
        bedrooms = int(answers["bedrooms"])
        return {**norm, "bedrooms": bedrooms, "rooms": bedrooms + 1, "area_m2": None, "overridden": True}
    return {**norm, "bedrooms": None, "rooms": None, "area_m2": None, "overridden": False}


def _amount(value: Any) -> int | None:
    """Whole kroner; none where nothing was answered, or a form of their own asks for something else by that name."""
    return int(value) if str(value).isdecimal() and int(value) <= MOST_RENT else None


def _day(value: Any) -> dt.date | None:
    try:
        return dt.date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _sheet(name: str) -> list[xlsform.SheetRow]:
    text = resources.files("boso.casework.needs.core_form").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return [xlsform.SheetRow(number, row) for number, row in enumerate(csv.DictReader(StringIO(text)), start=2)]
