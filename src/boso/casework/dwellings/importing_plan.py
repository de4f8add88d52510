"""Which dwelling each row of a file is, and what it would change: found out before anything is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from boso.casework.dwellings import importing_rows
from boso.casework.dwellings import queries_importing as queries
from boso.casework.dwellings.importing_rows import ADDRESS_KEY, MATRIKKEL_KEY, Key, Told
from boso.casework.dwellings.keys import FROM, keys_of
from boso.casework.dwellings.models import CodeList, Dwelling, Staffing, Status
from boso.core.values.folding import fold
from boso.foundation.exchange.imports import Context
from boso.foundation.exchange.sheets import Counts, Row, Unknown

IDS = ("fdv_id", "kobo_id")
#: What moves together when the status does.
STATE = ("status", "status_since", "empty_since")
#: «No staff day and night» of a dwelling with staff for a part of the day says nothing new.
PART_OF_THE_DAY = ("staffing", Staffing.PART, Staffing.NONE)
#: Changed rows whose changes are shown one by one.
SHOWN = 50


@dataclass
class Plan:
    """What an import of dwellings would do: which rows are new, which change what of which dwelling."""

    told: Told
    new: list[int] = field(default_factory=list)
    changed: dict[int, tuple[int, dict[str, tuple[Any, Any]]]] = field(default_factory=dict)
    counts: Counts = field(default_factory=Counts)
    ids: dict[int, int] = field(default_factory=dict)
    empty_since: dict[int, Any] = field(default_factory=dict)


def told_of(rows: list[Row], context: Context) -> Told:
    known: Told | None = context.memo.get("told")
    if known is None or known.rows is not rows:
        organisation_id = context.organisation_id or 0
        number = queries.municipality_number(organisation_id, timezone.localdate())
        known = context.memo["told"] = importing_rows.told(rows, given(context), number)
    return known


def given(context: Context) -> set[str]:
    return {*context.headers}


def keys_of_rows(told: Told) -> list[list[Key | None]]:
    """For each row its keys, the surest first: own id, Kobo's, land registry, address."""
    nothing: list[Any] = [None] * len(told.rows)
    return [
        [("fdv", value) if value else None for value in told.fields.get("fdv_id", nothing)],
        [("kobo", value) if value else None for value in told.fields.get("kobo_id", nothing)],
        importing_rows.keyed(told, MATRIKKEL_KEY, importing_rows.matrikkel_key),
        importing_rows.keyed(told, ADDRESS_KEY, importing_rows.address_key),
    ]


def plan_of(told: Told, context: Context) -> Plan:
    """Match every row with what stands."""
    plan = Plan(told)
    names = sorted({*told.fields, *MATRIKKEL_KEY, *ADDRESS_KEY, *FROM, *IDS, *STATE, "adaptations"})
    standing = queries.standing(context.organisation_id or 0, names)
    places = {name: place for place, name in enumerate(names, start=1)}
    index = _index(standing, places)
    found = _matched(told, context.memo["keys"], index, places) if standing else [None] * len(told.rows)
    _refuse_twice(told, found, context)
    removed = queries.removed_ids(context.organisation_id or 0)
    statuses = [row["status"] for row in told.rows] if "status" in given(context) or _derived(told) else []
    adapted = bool({"wheelchair", "adaptations"} & given(context))
    for place, row in enumerate(told.rows):
        match = found[place]
        if match is None:
            _refuse_removed(told, place, row, removed, context)
            plan.new.append(place)
            plan.counts.mark(row, "new")
            continue
        plan.ids[row.number] = match[0]
        differs = _differs(told, place, match, places)
        if statuses and statuses[place] and status_of(statuses[place]) != match[places["status"]]:
            plan.empty_since[place] = match[places["empty_since"]]
            differs["status"] = (match[places["status"]], status_of(statuses[place]))
        if adapted:
            _differs_adaptations(differs, match[places["adaptations"]], row, context)
        if not differs:
            plan.counts.mark(row, "unchanged")
            continue
        plan.counts.mark(row, "changed")
        _keys_again(differs, match, places)
        plan.changed[place] = (match[0], differs)
        if len(plan.counts.differs) < SHOWN:
            plan.counts.differs[row.number] = [
                (str(Dwelling._meta.get_field(name).verbose_name), _shown(before), _shown(after))  # type: ignore[union-attr]
                for name, (before, after) in differs.items()
                if name not in ("address_key", "found_by")
            ]
    plan.counts.missing = len(standing) - len(told.rows) + len(plan.new)
    return plan


def _derived(told: Told) -> bool:
    return any(row["status"] for row in told.rows)


def status_of(value: Any) -> str:
    """The status a word stands for; a word nobody knows keeps the dwelling out of use."""
    return Status.UNAVAILABLE if isinstance(value, Unknown) else str(value)


def _index(standing: Sequence[tuple[Any, ...]], places: dict[str, int]) -> dict[Key, tuple[Any, ...]]:
    index: dict[Key, tuple[Any, ...]] = {}
    twice: set[Key] = set()
    registry, address = [places[name] for name in MATRIKKEL_KEY], [places[name] for name in ADDRESS_KEY]
    fdv, kobo = places["fdv_id"], places["kobo_id"]
    for row in standing:
        keys = (
            ("fdv", row[fdv]) if row[fdv] else None,
            ("kobo", row[kobo]) if row[kobo] else None,
            importing_rows.matrikkel_key(*[row[place] for place in registry]),
            importing_rows.address_key(*[row[place] for place in address]),
        )
        for key in keys:
            if key is not None:
                if key in index:
                    twice.add(key)
                index[key] = row
    for key in twice:
        del index[key]
    return index


def _matched(
    told: Told, keys: list[list[Key | None]], index: dict[Key, tuple[Any, ...]], places: dict[str, int]
) -> list[tuple[Any, ...] | None]:
    """For each row the dwelling it is, by the surest key that finds one."""
    nothing: list[Any] = [None] * len(told.rows)
    own = [(places[name], told.fields.get(name, nothing)) for name in ("fdv_id", "kobo_id")]
    found: list[tuple[Any, ...] | None] = []
    for place, candidates in enumerate(zip(*keys, strict=True)):
        match = None
        for key in candidates:
            match = index.get(key) if key is not None else None
            # Another id of the same system is another dwelling, whatever the address says.
            if match is not None and all(not match[at] or not ids[place] or match[at] == ids[place] for at, ids in own):
                break
            match = None
        found.append(match)
    return found


def _refuse_twice(told: Told, found: Sequence[tuple[Any, ...] | None], context: Context) -> None:
    seen: dict[int, int] = {}
    for row, match in zip(told.rows, found, strict=True):
        if match is not None and seen.setdefault(match[0], row.number) != row.number:
            context.problem(
                row,
                "address",
                _("The row is the same dwelling (B-%(id)d) as row %(earlier)d.")
                % {"id": match[0], "earlier": seen[match[0]]},
                _("Keep one of them, or give them unit numbers."),
            )


def _refuse_removed(told: Told, place: int, row: Row, removed: dict[tuple[str, str], int], context: Context) -> None:
    if not removed:
        return
    for name in ("fdv_id", "kobo_id"):
        values = told.fields.get(name)
        if values and (pk := removed.get((name, values[place] or ""))):
            context.problem(
                row,
                name,
                _("A dwelling that was removed (B-%(id)d) has this id.") % {"id": pk},
                _("Take it back in first, or leave the row out."),
            )


def _differs(told: Told, place: int, match: tuple[Any, ...], places: dict[str, int]) -> dict[str, tuple[Any, Any]]:
    """The fields the file says otherwise; an empty cell says nothing."""
    differs = {}
    for name, values in told.fields.items():
        value = values[place]
        stands = match[places[name]]
        if value is not None and value != "" and value != stands and (name, stands, value) != PART_OF_THE_DAY:
            differs[name] = (stands, value)
    return differs


def _differs_adaptations(differs: dict[str, tuple[Any, Any]], stands: str, row: Row, context: Context) -> None:
    wanted = adaptations_of(row, context, stands)
    if set(wanted.split(",")) != set(stands.split(",")):
        differs["adaptations"] = (stands, wanted)


def adaptations_of(row: Row, context: Context, stands: str = "") -> str:
    """The adaptations as they are kept: those the row names, else those that stand, with or without the wheelchair
    where the row says so.
    """
    known: dict[str, str] = context.memo.get("adaptations") or {}
    if not known:
        known = context.memo["adaptations"] = queries.words(context.organisation_id, CodeList.ADAPTATION)
    named = row["adaptations"]
    codes = [one for one in stands.split(",") if one] if named is None else [known.get(fold(one), one) for one in named]
    if row["wheelchair"] is False or (row["wheelchair"] and "wheelchair" not in codes):
        codes = [one for one in codes if one != "wheelchair"] + (["wheelchair"] if row["wheelchair"] else [])
    return f",{','.join(codes)}," if codes else ""


def _keys_again(differs: dict[str, tuple[Any, Any]], match: tuple[Any, ...], places: dict[str, int]) -> None:
    """The keys for sorting and finding follow what they are made of."""
    if not differs.keys() & set(FROM):
        return
    values = {name: differs[name][1] if name in differs else match[places[name]] for name in FROM}
    for name, value in keys_of(values).items():
        differs[name] = ("", value)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    return str(value).strip(",")
