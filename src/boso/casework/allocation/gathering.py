"""What a run is asked, read from the mappings, the dwellings and the leases of a day, and what is left out and why.

It is read for BoSo itself, everybody's needs; pages show names only to those who see the household. A household with a
protected address is in no run: where it is to live may stand in no list.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from boso.casework.allocation import case, declaring, facts
from boso.casework.allocation.facts import HomeRow
from boso.casework.allocation.models import Reply
from boso.casework.allocation.queries import answers
from boso.casework.dwellings import queries as dwellings
from boso.casework.dwellings.models import Status
from boso.casework.households import queries_visible as households
from boso.casework.needs import queries as needs
from boso.casework.needs.models_codes import IN_NEED
from boso.casework.needs.queries import NeedRow
from boso.casework.tenancies import queries as tenancies
from boso.core.matching import rules
from boso.core.matching.homes import NOBODY, Home, Need
from boso.foundation.access.actor import SYSTEM

#: Why a household that needs a home is left out, and why a dwelling is. (Protected addresses are not counted.)
UNSURE, NO_CLASS, SAID_NO = "unsure", "no_class", "said_no"
NOT_BY_NEED = "not_by_need"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for besides the data. moves: none for no bound."""

    on: dt.date
    moves: int | None
    seed: str


@dataclass(frozen=True, slots=True)
class _Now:
    """What stands that day."""

    needs: dict[int, NeedRow]
    opened: dict[int, dt.date]
    protected: frozenset[int]
    homes: dict[int, HomeRow]
    lives_in: dict[int, int]
    said_no: frozenset[int]


def gathered(
    organisation_id: int, data: Mapping[str, Any], wish: Wish, *, leaving: Collection[int] = ()
) -> dict[str, Any]:
    """The document of a run: see `case`. Six queries. leaving: households taken to have left, so that what they rent
    stands ready: for asking what would follow.
    """
    now = _without(_now(organisation_id, wish.on), leaving)
    declared = declaring.checked(data)
    left_out: Counter[str] = Counter()
    standing = dict(_standing(now, declared, left_out))
    vacant = {row.id for row in now.homes.values() if _is_vacant(row, wish.on, left_out)}
    movers = {who for who in standing if _may_leave(now, who)}
    asked = set(_may_be_asked(now, declared, standing, wish.on, left_out))
    homes = dict(_homes(now, wish.on, vacant, movers | asked))
    rows = [
        {
            "id": str(who),
            "class": standing.get(who, 1),
            "since": now.opened[who].isoformat() if declared.waiting else None,
            "lives_in": str(now.lives_in[who]) if who in movers | asked else None,
            "tenant": "wants" if who in movers else "may" if who in asked else None,
            "need": case.need_as_data(facts.need_of(now.needs[who], wish.on)),
            "marks": _marks(now.needs[who], now.opened[who], wish.on),
        }
        for who in standing.keys() | asked
    ]
    return {
        "format": case.FORMAT,
        "on": wish.on.isoformat(),
        "terms": {"max_moves": wish.moves, "seed": wish.seed},
        "declared": dict(data),
        "households": sorted(rows, key=lambda row: row["id"]),
        "dwellings": sorted(
            (
                {
                    "id": str(home_id),
                    "vacant": home_id in vacant,
                    "building": now.homes[home_id].building_id,
                    "disposal": now.homes[home_id].disposal,
                    "home": case.home_as_data(home),
                }
                for home_id, home in homes.items()
            ),
            key=lambda row: str(row["id"]),
        ),
        "left_out": dict(sorted(left_out.items())),
    }


def _now(organisation_id: int, on: dt.date) -> _Now:
    found = {
        row.household_id: row
        for row in needs.current_needs(SYSTEM, organisation_id, on)
        if row.household_id is not None
    }
    cases = households.visible(SYSTEM).filter(organisation=organisation_id)
    known = list(cases.values_list("pk", "opened_on", "is_protected"))
    homes = {row.id: row for row in _standing_homes(organisation_id, on)}
    lives_in = _lives_in(organisation_id, on)
    return _Now(
        needs=found,
        opened={who: opened for who, opened, _is in known},
        protected=frozenset(who for who, _opened, is_protected in known if is_protected),
        homes=homes,
        lives_in=lives_in,
        said_no=frozenset(
            who
            for (who, there), said in answers(organisation_id, on).items()
            if said.reply == Reply.NO and lives_in.get(who) == there
        ),
    )


def _without(now: _Now, leaving: Collection[int]) -> _Now:
    """The same day where those households have left."""
    left = {now.lives_in[who] for who in leaving if who in now.lives_in}
    return replace(
        now,
        needs={who: row for who, row in now.needs.items() if who not in leaving},
        homes={pk: row._replace(status=Status.READY) if pk in left else row for pk, row in now.homes.items()},
        lives_in={who: there for who, there in now.lives_in.items() if who not in leaving},
    )


def _standing_homes(organisation_id: int, on: dt.date) -> Iterator[HomeRow]:
    """The dwellings in the stock that day, each with the status it had."""
    rows = dwellings.visible(SYSTEM, removed=True).filter(
        Q(periods__ends__isnull=True) | Q(periods__ends__gt=on), organisation=organisation_id, periods__starts__lte=on
    )
    columns = ["periods__status" if name == "status" else name for name in HomeRow._fields]
    for row in rows.order_by("pk").values_list(*columns):
        found = HomeRow(*row)
        if found.status != Status.REMOVED:
            yield found


def _lives_in(organisation_id: int, on: dt.date) -> dict[int, int]:
    """The dwelling each household rents that day; of several, the one rented last. Nobody shares a dwelling."""
    leases = tenancies.of_organisations(SYSTEM).filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        organisation=organisation_id,
        starts__lte=on,
        household__isnull=False,
    )
    rows = leases.order_by("starts", "pk").values_list("dwelling_id", "household_id")
    of_dwelling = {dwelling: household for dwelling, household in rows if household is not None}
    return {household: dwelling for dwelling, household in of_dwelling.items()}


def _standing(now: _Now, declared: declaring.Declared, left_out: Counter[str]) -> Iterator[tuple[int, int]]:
    """Who stands in the order, with the class; what else is in need is counted as left out."""
    for who, row in now.needs.items():
        if row.situation not in IN_NEED or who in now.protected:
            continue
        number = declared.class_of(row)
        if number is None or not facts.is_sure_enough(row):
            left_out[NO_CLASS if number is None else UNSURE] += 1
        else:
            yield who, number


def _is_vacant(row: HomeRow, on: dt.date, left_out: Counter[str]) -> bool:
    """Whether somebody can move in; what stands empty otherwise is counted as left out."""
    if row.status == Status.LET:
        return False
    if row.status == Status.READY and rules.is_let_by_need(row.kind, on):
        return True
    left_out[NOT_BY_NEED if row.status == Status.READY else row.status] += 1
    return False


def _may_leave(now: _Now, who: int) -> bool:
    """Whether the household lives in a dwelling of the municipality that is let to it for good."""
    there = now.homes.get(now.lives_in.get(who, -1))
    return there is not None and there.status == Status.LET


def _may_be_asked(
    now: _Now, declared: declaring.Declared, standing: Mapping[int, int], on: dt.date, left_out: Counter[str]
) -> Iterator[int]:
    """Tenants who do not stand in the order and may be asked to move, by what is declared; not those who said no."""
    if declared.tenants == "none":
        return
    for who, row in now.needs.items():
        if who in standing or who in now.protected or not _may_leave(now, who) or not facts.is_sure_enough(row):
            continue
        home = now.homes[now.lives_in[who]]
        fits = declared.rules.allows(facts.need_of(row, on), facts.home_of(home, on))
        if rules.is_let_by_need(home.kind, on) and (declared.tenants == "all" or not fits):
            if who in now.said_no:
                left_out[SAID_NO] += 1
            else:
                yield who


def _homes(now: _Now, on: dt.date, vacant: set[int], movers: Iterable[int]) -> Iterator[tuple[int, Home]]:
    """The dwellings in play, each with what those who stay near it are and must not live by."""
    moving = set(movers)
    around: dict[int | None, list[Need]] = {}
    for who, there in now.lives_in.items():
        if who not in moving and there in now.homes and who in now.needs and who not in now.protected:
            around.setdefault(now.homes[there].building_id, []).append(facts.need_of(now.needs[who], on))
    for home_id in sorted(vacant | {now.lives_in[who] for who in moving}):
        row = now.homes[home_id]
        stay = around.get(row.building_id, []) if row.building_id is not None else []
        yield (
            home_id,
            facts.home_of(
                row,
                on,
                around=NOBODY.union(*(need.is_to_others for need in stay)),
                avoided=NOBODY.union(*(need.avoids for need in stay)),
            ),
        )


def _marks(row: NeedRow, opened: dt.date, on: dt.date) -> dict[str, Any]:
    """What groups the household belongs to, for comparing how groups fare, and what is shown of it."""
    return {
        "ground": row.main_ground,
        "unit": row.unit_id,
        "children": row.children,
        "adults": row.adults,
        "situation": row.situation,
        "urgency": row.urgency,
        "waited": max(0, (on - opened).days),
        "mapped_on": row.mapped_on.isoformat(),
    }
