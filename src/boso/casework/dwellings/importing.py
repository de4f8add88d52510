"""Bringing in a list of dwellings as people have it: found again by id, land registry or address, and set at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from boso.casework.dwellings import policies
from boso.casework.dwellings import queries_importing as queries
from boso.casework.dwellings.fdv import RULES, SECTIONS
from boso.casework.dwellings.importing_example import example
from boso.casework.dwellings.importing_fields import COLUMNS
from boso.casework.dwellings.importing_plan import (
    STATE,
    Plan,
    adaptations_of,
    keys_of_rows,
    plan_of,
    status_of,
    told_of,
)
from boso.casework.dwellings.importing_rows import Key
from boso.casework.dwellings.keys import FROM, keys_of
from boso.casework.dwellings.kobobolig import PRESET
from boso.casework.dwellings.models import EMPTY, Building, CodeEntry, CodeList, Dwelling, Status, StatusPeriod
from boso.core.values.folding import fold
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NOT_HERE, Decision
from boso.foundation.exchange import actions_bulk as bulk
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Counts, Row, Sheet, Unknown

#: The fields of a dwelling that hold codes, and the list each belongs to.
CODED = ("kind", "sub_kind", "disposal", "ownership", "condition", "empty_reason")


def may_import(actor: Actor, organisation_id: int | None) -> Decision:
    """Whoever keeps the homes of the organisation."""
    return policies.may_keep(actor, organisation_id) if organisation_id is not None else NOT_HERE


def check(rows: list[Row], context: Context) -> None:
    """Each row says which dwelling it is, and no two are the same."""
    told = told_of(rows, context)
    keys = context.memo["keys"] = keys_of_rows(told)
    first: dict[Key, int] = {}
    for place, row in enumerate(rows):
        own = [column[place] for column in keys if column[place] is not None]
        if not own:
            context.problem(
                row, "address", _("The row does not say which dwelling it is."), _("Write the address, or its id.")
            )
        for key in own[:1]:
            assert key is not None  # noqa: S101 - filtered above
            earlier = first.setdefault(key, row.number)
            if earlier != row.number:
                context.problem(
                    row,
                    "unit_number",
                    _("The row is the same dwelling as row %(earlier)d.") % {"earlier": earlier},
                    _("Give each its own unit number, extra reference or id, or keep one of them."),
                )


def write(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """Find each dwelling again, count what is new, changed and unchanged, and write it unless it is a trial.

    An empty cell leaves what stands. A status begins on its day, or today where the file does not say. Which
    dwelling each row is (row number -> id) is left in `context.memo["dwellings"]`; on a trial not of new ones.
    """
    _tell(context, 1, _("Compares with what stands"))
    plan = plan_of(told_of(rows, context), context)
    if plan.new and not any(row["status"] for row in rows):
        _note_status(context, len(plan.new))
    if not context.problems and not context.trial:
        _make(actor, plan, context)
        _change(actor, plan, context)
        _keep_codes(plan, context)
    context.memo["dwellings"] = plan.ids
    _tell(context, 5, _("Done"))
    return plan.counts


def _make(actor: Actor, plan: Plan, context: Context) -> None:
    """Write the new dwellings with the status each begins in."""
    if not plan.new:
        return
    _tell(context, 2, _("Writes new dwellings"))
    organisation_id, today = context.organisation_id or 0, timezone.localdate()
    told, rows = plan.told, [plan.told.rows[place] for place in plan.new]
    count = len(rows)
    ids = bulk.take_ids(Dwelling, count)
    columns: dict[str, Sequence[Any]] = {
        name: _filled(Dwelling, name, [values[place] for place in plan.new]) for name, values in told.fields.items()
    }
    statuses = [status_of(row["status"] or Status.READY) for row in rows]
    since = [row["status_since"] or today for row in rows]
    keys = _sort_keys(columns, count)
    columns |= {
        "id": ids,
        "organisation_id": [organisation_id] * count,
        "building_id": _buildings(columns, rows, organisation_id),
        "adaptations": [adaptations_of(row, context) for row in rows],
        "status": statuses,
        "status_since": since,
        "empty_since": [day if status in EMPTY else None for status, day in zip(statuses, since, strict=True)],
        "invented": [queries.is_invented(organisation_id)] * count,
        "address_key": [key["address_key"] for key in keys],
        "found_by": [key["found_by"] for key in keys],
    }
    columns.setdefault("street", [""] * count)
    bulk.insert(Dwelling, columns)
    plan.ids |= {row.number: pk for row, pk in zip(rows, ids, strict=True)}
    _tell(context, 3, _("Writes their status"))
    bulk.insert(
        StatusPeriod,
        {
            "dwelling_id": ids,
            "status": statuses,
            "starts": since,
            "empty_reason": columns.get("empty_reason", [""] * count),
            "note": [str(row["status"]) if isinstance(row["status"], Unknown) else "" for row in rows],
        },
    )
    bulk.tell_made(actor, Dwelling, ids, context.files.get(context.sheet, ""))


def _filled(model: type[Any], name: str, values: list[Any]) -> list[Any]:
    """What a new row holds where the file does not say."""
    if None not in values:
        return values
    default = model._meta.get_field(name).get_default()
    return [default if value is None else value for value in values]


def _sort_keys(columns: Mapping[str, Sequence[Any]], count: int) -> list[dict[str, str]]:
    used = [name for name in FROM if name in columns]
    return [
        keys_of(dict(zip(used, values, strict=True))) for values in zip(*(columns[name] for name in used), strict=True)
    ] or [keys_of({})] * count


def _buildings(columns: Mapping[str, Sequence[Any]], rows: Sequence[Row], organisation_id: int) -> list[int | None]:
    """The building of each new dwelling: that of its address, made where it has a name or several dwellings."""
    count = len(rows)
    addresses = list(
        zip(
            *(columns.get(name, [empty] * count) for name, empty in
              (("street", ""), ("number", None), ("letter", ""), ("postcode", ""))),
            strict=True,
        )
    )  # fmt: skip
    standing = queries.buildings(organisation_id)
    wanted: dict[tuple[Any, ...], str] = {}
    seen: set[tuple[Any, ...]] = set()
    for address, row in zip(addresses, rows, strict=True):
        if address in standing or not address[0] or address[1] is None:
            continue
        if row["building_name"] or address in seen:
            wanted[address] = wanted.get(address) or row["building_name"] or ""
        seen.add(address)
    if wanted:
        ids = bulk.take_ids(Building, len(wanted))
        streets, numbers, letters, postcodes = (list(part) for part in zip(*wanted, strict=True))
        bulk.insert(
            Building,
            {
                "id": ids,
                "organisation_id": [organisation_id] * len(ids),
                "street": streets,
                "number": numbers,
                "letter": letters,
                "postcode": postcodes,
                "name": list(wanted.values()),
                "invented": [queries.is_invented(organisation_id)] * len(ids),
            },
        )
        standing |= dict(zip(wanted, ids, strict=True))
    return [standing.get(address) for address in addresses]


def _change(actor: Actor, plan: Plan, context: Context) -> None:
    """Write what changes, field by field for all rows that change it."""
    if not plan.changed:
        return
    _tell(context, 4, _("Writes changes"))
    moved = {place: pk for place, (pk, differs) in plan.changed.items() if "status" in differs}
    _change_status(plan, moved)
    by_field: dict[str, tuple[list[int], list[Any]]] = {}
    for pk, differs in plan.changed.values():
        for name, (_before, after) in differs.items():
            if name not in STATE:
                ids, values = by_field.setdefault(name, ([], []))
                ids.append(pk)
                values.append(after)
    # The state of a dwelling is one thing to the database: its three fields change in one statement.
    state = {name: [plan.changed[place][1][name][1] for place in moved] for name in STATE}
    bulk.update(Dwelling, list(moved.values()), state)
    for name, (ids, values) in by_field.items():
        bulk.update(Dwelling, ids, {name: values})
    bulk.tell_changed(actor, Dwelling, plan.changed.values(), context.files.get(context.sheet, ""))


def _change_status(plan: Plan, moved: dict[int, int]) -> None:
    """End the status that stands and begin the new one on its day, never before the one it follows."""
    today = timezone.localdate()
    periods = queries.open_periods(list(moved.values()))
    ended: list[tuple[int, dt.date]] = []
    again: list[tuple[int, str]] = []
    begun: list[tuple[int, str, dt.date, str]] = []
    for place, pk in moved.items():
        row, differs = plan.told.rows[place], plan.changed[place][1]
        after = differs["status"][1]
        period, starts = periods.get(pk, (None, None))
        day = max(row["status_since"] or today, starts or dt.date.min)
        note = str(row["status"]) if isinstance(row["status"], Unknown) else ""
        if period is not None and day == starts:
            again.append((period, after))
        else:
            if period is not None:
                ended.append((period, day))
            begun.append((pk, after, day, note))
        stood = plan.empty_since[place]
        differs["status_since"] = (starts, day)
        differs["empty_since"] = (stood, None if after not in EMPTY else stood or day)
    if ended:
        ids, days = (list(part) for part in zip(*ended, strict=True))
        bulk.update(StatusPeriod, ids, {"ends": days})
    if again:
        ids, statuses = (list(part) for part in zip(*again, strict=True))
        bulk.update(StatusPeriod, ids, {"status": statuses})
    if begun:
        dwellings, statuses, days, notes = (list(part) for part in zip(*begun, strict=True))
        bulk.insert(StatusPeriod, {"dwelling_id": dwellings, "status": statuses, "starts": days, "note": notes})


def _keep_codes(plan: Plan, context: Context) -> None:
    """Words that no code answers to stand on the code list, to be explained by somebody."""
    organisation_id = context.organisation_id or 0
    strange = {
        (name, str(value))
        for name in CODED
        for value in set(plan.told.fields.get(name, ()))
        if isinstance(value, Unknown)
    }
    strange |= {("status", str(row["status"])) for row in plan.told.rows if isinstance(row["status"], Unknown)}
    own = set(queries.words(organisation_id, CodeList.ADAPTATION))
    named = {word for row in plan.told.rows for word in row["adaptations"] or () if fold(word) not in own}
    strange |= {(str(CodeList.ADAPTATION), word) for word in named}
    missing = sorted(strange - queries.known_codes(organisation_id))
    CodeEntry.objects.bulk_create(
        CodeEntry(organisation_id=organisation_id, list=name, code=code[:60], seen_in="import")
        for name, code in missing
    )


def _tell(context: Context, done: int, words: str) -> None:
    if context.tell is not None:
        context.tell(done, 5, words)


def _note_status(context: Context, count: int) -> None:
    """Say that the file is silent on the status."""
    context.notes.append(
        ngettext(
            "The file does not say the status: %(count)d new dwelling stands as ready to move in.",
            "The file does not say the status: %(count)d new dwellings stand as ready to move in.",
            count,
        )
        % {"count": count}
    )


DWELLINGS_IMPORT = ImportKind(
    "dwellings",
    gettext_lazy("Dwellings"),
    (Sheet("dwellings", COLUMNS, ("address",), write, check),),
    may_import,
    organisation_bound=True,
    mapped=True,
    example=example,
    rules=RULES,
    presets=(SECTIONS, PRESET),
    stands_at="dwellings:list",
)
