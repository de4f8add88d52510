"""The workbook of organisations: who there is, their codes, who went into whom, and their units."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boso.core.values.codes import Held, clashes
from boso.core.values.periods import Period
from boso.foundation.access.actor import Actor
from boso.foundation.exchange.imports import Context, ImportKind
from boso.foundation.exchange.sheets import Column, Counts, Row, Sheet, choice, date, slug, text_up_to, yes_no
from boso.foundation.exchange.upsert import upsert
from boso.foundation.organisations.models import Code, CodeSystem, Kind, Organisation, Succession, Unit, UnitKind
from boso.foundation.organisations.policies import may_load_register

SOURCE = Column("source", text_up_to(200), required=True, help="Where it is stated")
STARTS, ENDS = Column("starts", date), Column("ends", date, help="The first day it no longer holds")


def check_organisations(rows: list[Row], context: Context) -> None:
    """Parents are known, nobody is their own ancestor, and nothing ends before it starts."""
    known = _known_slugs(context)
    parents = {row["slug"]: row["parent"] for row in rows}
    for row in rows:
        _check_period(row, context)
        if row["parent"] and row["parent"] not in known:
            _unknown(row, "parent", context)
        seen, here = {row["slug"]}, row["parent"]
        while here is not None and here not in seen:
            seen.add(here)
            here = parents.get(here)
        if here is not None:
            context.problem(row, "parent", _("The organisation would be part of itself."))


def check_codes(rows: list[Row], context: Context) -> None:
    """Organisations are known, and on no day do two share a code or one have two."""
    _check_references(rows, context, "organisation")
    table: dict[str, list[tuple[Row, Held[str]]]] = {}
    for row in rows:
        if _check_period(row, context):
            held = Held(row["organisation"], row["code"], Period(row["starts"], row["ends"]))
            table.setdefault(row["system"], []).append((row, held))
    for pairs in table.values():
        numbers = {id(held): row for row, held in pairs}
        for one, other in clashes([held for _row, held in pairs]):
            said = {"code": one.code, "row": numbers[id(one)].number}
            context.problem(
                numbers[id(other)], "code", _("The period overlaps that of %(code)s in row %(row)d.") % said
            )


def check_successions(rows: list[Row], context: Context) -> None:
    """Both organisations are known and not the same."""
    _check_references(rows, context, "predecessor", "successor")
    for row in rows:
        if row["predecessor"] == row["successor"]:
            context.problem(row, "successor", _("The organisation would be part of itself."))


def check_units(rows: list[Row], context: Context) -> None:
    """Organisations are known, and nothing ends before it starts."""
    _check_references(rows, context, "organisation")
    for row in rows:
        _check_period(row, context)


def write_organisations(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """Parents before their parts, so that each part finds its parent's id."""
    counts = Counts()
    waiting = list(rows)
    in_file = {row["slug"] for row in rows}
    while waiting:
        still = {row["slug"] for row in waiting}
        ready = [row for row in waiting if row["parent"] not in still]
        waiting = [row for row in waiting if row["parent"] in still]
        _add(counts, _write_level(actor, ready, context))
    counts.missing = Organisation.objects.exclude(slug__in=in_file).count()
    context.memo["organisations"] = _ids(Organisation.objects.all())
    return counts


def _write_level(actor: Actor, rows: list[Row], context: Context) -> Counts:
    ids = _ids(Organisation.objects.filter(slug__in={row["parent"] for row in rows}))

    def values(row: Row) -> dict[str, Any]:
        plain = {name: row[name] for name in ("slug", "name", "kind", "starts", "ends", "invented", "source")}
        return {**plain, "parent_id": ids.get(row["parent"])}

    scope = Organisation.objects.filter(slug__in={row["slug"] for row in rows})
    return upsert(actor, Organisation, rows, context, key=("slug",), values=values, scope=scope)


def write_codes(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """One row for each code and period."""
    ids = _all_ids(context)

    def values(row: Row) -> dict[str, Any]:
        plain = {name: row[name] for name in ("system", "code", "starts", "ends", "source")}
        return {**plain, "organisation_id": ids[row["organisation"]]}

    return upsert(actor, Code, rows, context, key=("system", "code", "starts"), values=values)


def write_successions(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """One row for each body that went into another."""
    ids = _all_ids(context)

    def values(row: Row) -> dict[str, Any]:
        ends = {"predecessor_id": ids[row["predecessor"]], "successor_id": ids[row["successor"]]}
        return {**ends, "on": row["on"], "source": row["source"]}

    return upsert(actor, Succession, rows, context, key=("predecessor_id", "successor_id"), values=values)


def write_units(actor: Actor, rows: list[Row], context: Context) -> Counts:
    """One row for each unit."""
    ids = _all_ids(context)

    def values(row: Row) -> dict[str, Any]:
        plain = {name: row[name] for name in ("kind", "name", "starts", "ends", "source")}
        return {**plain, "organisation_id": ids[row["organisation"]]}

    return upsert(actor, Unit, rows, context, key=("organisation_id", "name"), values=values)


def _add(total: Counts, more: Counts) -> None:
    total.new += more.new
    total.changed += more.changed
    total.unchanged += more.unchanged
    total.marks |= more.marks
    total.things |= more.things


def _ids(organisations: QuerySet[Organisation]) -> dict[str, int]:
    return dict(organisations.values_list("slug", "pk"))


def _all_ids(context: Context) -> dict[str, int]:
    found: dict[str, int] = context.memo.setdefault("organisations", _ids(Organisation.objects.all()))
    return found


def _known_slugs(context: Context) -> set[str]:
    return context.texts("organisations", "slug") | set(_ids(Organisation.objects.filter(~Q(slug=""))))


def _check_references(rows: list[Row], context: Context, *columns: str) -> None:
    known = _known_slugs(context)
    for row in rows:
        for column in columns:
            if row[column] not in known:
                _unknown(row, column, context)


def _unknown(row: Row, column: str, context: Context) -> None:
    said = {"slug": row[column]}
    context.problem(
        row, column, _("There is no organisation called «%(slug)s».") % said, _("Add it to the sheet «organisations».")
    )


def _check_period(row: Row, context: Context) -> bool:
    if row["starts"] is not None and row["ends"] is not None and row["ends"] <= row["starts"]:
        context.problem(row, "ends", _("It would end before it starts."))
        return False
    return True


ORGANISATIONS = ImportKind(
    "organisations",
    gettext_lazy("Organisations"),
    (
        Sheet(
            "organisations",
            (
                Column("slug", slug, required=True),
                Column("name", text_up_to(120), required=True),
                Column("kind", choice(*Kind.values), required=True),
                Column("parent", slug),
                STARTS,
                ENDS,
                Column("invented", yes_no, empty=False),
                SOURCE,
            ),
            ("slug",),
            write_organisations,
            check_organisations,
        ),
        Sheet(
            "codes",
            (
                Column("organisation", slug, required=True),
                Column("system", choice(*CodeSystem.values), required=True),
                Column("code", text_up_to(12), required=True),
                Column("starts", date, required=True),
                ENDS,
                SOURCE,
            ),
            ("system", "code", "starts"),
            write_codes,
            check_codes,
        ),
        Sheet(
            "successions",
            (
                Column("predecessor", slug, required=True),
                Column("successor", slug, required=True),
                Column("on", date, required=True),
                SOURCE,
            ),
            ("predecessor", "successor"),
            write_successions,
            check_successions,
        ),
        Sheet(
            "units",
            (
                Column("organisation", slug, required=True),
                Column("kind", choice(*UnitKind.values), required=True),
                Column("name", text_up_to(120), required=True),
                STARTS,
                ENDS,
                SOURCE,
            ),
            ("organisation", "name"),
            write_units,
            check_units,
        ),
    ),
    may_load_register,
)
