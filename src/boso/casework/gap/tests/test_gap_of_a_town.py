from __future__ import annotations

import argparse
import datetime as dt
import json

import jsonschema_rs
import pytest
from django.utils import timezone, translation

from boso.casework.allocation import actions as allocation
from boso.casework.dwellings.models import Building
from boso.casework.dwellings.testing import make_dwelling
from boso.casework.gap import exporting, queries, reading, wording
from boso.casework.gap.document import document
from boso.casework.gap.tests.conftest import BEGAN, SHUT, TODAY
from boso.casework.households import actions_closing
from boso.casework.households.testing import an_invented_place, make_caseworker
from boso.config.commands import CommandFailed
from boso.config.commands import gap as command
from boso.core.gap.cells import Cell
from boso.core.gap.misfits import Misfit
from boso.core.gap.table import Line, added
from boso.core.matching import rules
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.exchange.exports import export

pytestmark = pytest.mark.django_db

#: boso-gap/1, as `docs/formats.md` has it.
COUNT = {"type": "integer", "minimum": 0}
WORD = {"type": "string", "minLength": 1}
CELL = {
    "size": {"type": ["integer", "null"], "minimum": 0},
    "adaptation": {"enum": ["none", "step_free", "wheelchair"]},
    "staffing": {"enum": ["none", "part", "all_day"]},
    "area": WORD, "group": WORD,
    **dict.fromkeys(("need", "met", "missing", "free", "unsuitable", "out_of_use"), COUNT),
}  # fmt: skip
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "municipality", "date", "cells", "sentence", "totals", "digest"],
    "properties": {
        "format": {"const": "boso-gap/1"},
        "municipality": WORD,
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "cells": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": False, "required": [*CELL], "properties": CELL},
        },
        "sentence": {
            "type": "object", "additionalProperties": False, "required": ["nb", "nn", "en"],
            "properties": {"nb": WORD, "nn": WORD, "en": WORD},
        },
        "totals": {"type": "object", "additionalProperties": COUNT, "required": ["need", "met", "missing", "free"]},
        "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
}  # fmt: skip


def figures(line: Line) -> tuple[int, ...]:
    return (line.need, line.fits, line.unsuitable, line.waits, line.met, line.homes, line.free, line.taken)


def test_needs_are_set_against_homes_as_they_stood_on_each_day(town):
    now = town.table()
    assert figures(now.total) == (2, 0, 1, 1, 0, 2, 2, 1)
    assert (now.total.missing, now.total.out_of_use, now.out) == (2, 1, {"damage": 1})
    assert now.wrong == {town.crowded.pk: (Misfit.TOO_SMALL,)}
    assert now.beside == {"set_aside": 1, "at_risk": 1}
    assert now.spare == {town.homes["large"].pk}
    before = town.table(SHUT - dt.timedelta(days=1))
    assert (before.total.met, before.total.out_of_use, before.total.missing) == (1, 0, 1)
    assert figures(town.table(BEGAN).total)[:4] == (1, 0, 1, 0)
    assert figures(town.table(BEGAN - dt.timedelta(days=1)).total) == (0, 0, 0, 0, 0, 4, 4, 0)
    assert town.table(BEGAN).digest != now.digest == town.table(TODAY).digest


def test_a_need_that_is_mapped_anew_or_closed_is_counted_as_it_was_each_day(town):
    town.map(town.waiting, "without_own", TODAY, bedrooms=3, rooms=4)
    assert {line.cell.size for line in town.table().lines if line.need} == {1, 3}
    assert town.table().total.missing == 1, "the large one will do for three bedrooms"
    assert {line.cell.size for line in town.table(TODAY - dt.timedelta(days=1)).lines if line.need} == {1}
    actions_closing.close(town.nav, town.waiting, "moved")
    assert (town.table().total.need, town.table(TODAY - dt.timedelta(days=1)).total.need) == (1, 2)
    town.map(town.threatened, "suitable", TODAY)
    assert town.table().beside == {"set_aside": 1}


def test_several_days_at_once_are_the_days_one_by_one(town, django_assert_num_queries):
    days = [BEGAN, SHUT, TODAY]
    with django_assert_num_queries(4):
        found = queries.gaps(SYSTEM, town.place.pk, days)
    assert [one.table.lines for one in found] == [town.table(day).lines for day in days]


def test_what_the_municipality_declares_decides(town):
    told = queries.rules_of(town.place.pk, TODAY)
    assert "bedrooms" in told.rules.keys
    data = allocation.declaring.standard(TODAY)
    data["rules"]["bedrooms"] = {"on": False, "fewer": 0}
    data["rules"]["bedrooms_to_spare"] = {"on": False, "more": 1}
    allocation.declare(SYSTEM, town.place, TODAY, data, "Vedtak 12/26")
    assert (town.table().total.met, town.table().wrong) == (2, {town.crowded.pk: (Misfit.SAID,)})


def test_a_group_home_with_one_lease_for_all_is_one_home(town):
    house = Building.objects.create(
        organisation=town.place, street="Prøvegata", number=900, is_group_home=True, leases="joint"
    )
    rooms = [
        make_dwelling(town.place, building=house, number=900, unit_number=f"H010{place}", rooms=1, bedrooms=1,
                      is_group_home=True, area_m2=None)
        for place in (1, 2, 3)
    ]  # fmt: skip
    Building.objects.filter(pk=house.pk).update(is_group_home=True, leases="joint")
    assert {room.building_id for room in rooms} == {house.pk}
    table = town.table()
    assert (table.total.homes, [line.cell.size for line in table.lines if line.homes]) == (3, [0, 3, 4])


def test_nobody_but_the_municipalitys_own_casework_counts(town):
    elsewhere = make_caseworker("nav", organisation=an_invented_place("ovingsvik"))
    leader = make_caseworker("nav", role=Role.PROGRAMME_LEADER)
    for actor in (elsewhere, leader):
        with pytest.raises(Refused):
            queries.gap(actor, town.place.pk)
        with pytest.raises(Refused):
            queries.place(actor, str(town.place.pk))
    assert queries.gap(town.planner, town.place.pk).table.total.need == 2
    assert queries.place(SYSTEM, "")[0] in queries.places(SYSTEM)


def test_cases_are_seen_by_those_who_see_them_and_never_by_a_planner(town):
    ids = [town.crowded.pk, town.waiting.pk, town.threatened.pk]
    assert queries.seen(town.nav, town.place.pk, ids) == {town.crowded.pk, town.waiting.pk}
    assert queries.seen(town.planner, town.place.pk, ids) == frozenset()
    assert queries.seen(town.nav, town.place.pk, []) == frozenset()
    assert queries.dwellings(town.planner, [town.homes["shut"].pk]).keys() == {town.homes["shut"].pk}


def test_the_document_keeps_to_its_schema_and_says_the_same_in_three_languages(town):
    told = document(town.table(), "9901")
    jsonschema_rs.validate(SCHEMA, json.loads(json.dumps(told)))
    assert told["totals"] == {
        "need": 2, "met": 0, "met_if_they_stay": 0, "missing": 2, "homes": 2, "free": 2, "taken": 1, "out_of_use": 1,
        "at_risk": 1, "set_aside": 1,
    }  # fmt: skip
    assert told["sentence"]["nb"].startswith("2 husstander trenger en bolig som ikke finnes. Når alle er fordelt, er ")
    assert told["sentence"]["nn"].startswith("2 husstandar treng ein bustad som ikkje finst.")
    assert told["sentence"]["en"].endswith("2 homes are left over, 1 of them of one room.")


@pytest.mark.parametrize(
    ("line", "small", "said"),
    [
        ({}, 0, "Nobody who is mapped needs a home from the municipality. When all are matched no home is left over."),
        ({"need": 1, "met": 1, "free": 1}, 0,
         "There is a home for everybody who needs one. When all are matched 1 home is left over."),
        ({"need": 1, "free": 1}, 1,
         "1 household needs a home that does not exist. When all are matched 1 home is left over, of one room."),
        ({"need": 1200, "free": 2}, 2,
         "1 200 households need a home that does not exist. "
         "When all are matched 2 homes are left over, all of one room."),
    ],
)  # fmt: skip
def test_the_sentence_is_true_of_the_figures(line, small, said):
    with translation.override("en"):
        assert str(wording.sentence(Line(added([]).cell, **line), small)).replace("\u00a0", " ") == said


def test_words_for_groups_places_and_reasons():
    kinds = [Cell(1, "wheelchair", staff, "any", "any") for staff in ("none", "part")]
    assert [wording.type_of(cell) for cell in kinds] == ["wheelchair", "part"]
    with translation.override("en"):
        assert wording.group("psych_addiction|psych") == "Mental illness or addiction"
        assert wording.group("refugee|own_list") == "Refugee, own_list"
        assert (wording.area("any"), wording.area("Nord|Sør")) == ("Anywhere", "Nord, Sør")
        assert [wording.out_of_use(code) for code in ("being_sold", "damage", "own")] == ["Being sold", "Damage", "own"]
        assert wording.since(3, 3, "1.1.") == "As many are missing as on 1.1.: 3."
        assert wording.since(2, 3, "1.1.") == "Since 1.1. the shortage has shrunk from 3 to 2."
        assert wording.since(4, 3, "1.1.") == "Since 1.1. the shortage has grown from 3 to 4."


def test_kinds_that_meet_no_lasting_need_are_set_aside():
    kinds = ("temporary", "official", "ordinary", "")
    assert [reading.is_set_aside(kind, TODAY) for kind in kinds] == [True, True, False, False]


def test_the_list_is_taken_out_cell_by_cell_and_logged(town, tmp_path):
    file = tmp_path / "gap.json"
    export(town.planner, "gap", "json", file, organisation=town.place.slug, date=str(TODAY), group="refugee")
    (row,) = json.loads(file.read_text())
    assert (row["need"], row["missing"], row["few"], row["group"]) == (2, 2, True, "refugee")
    assert Entry.objects.filter(verb="export.gap").count() == 1
    export(town.planner, "gap", "json", file, organisation=str(town.place.pk), area="Nord")
    assert {row["area"] for row in json.loads(file.read_text())} == {"Nord"}


@pytest.mark.parametrize("word", ["tomorrow", "31.02.2026", "2990-01-01", "1980-01-01"])
def test_a_day_that_cannot_be_counted_is_refused_with_the_reason(word):
    with pytest.raises(NotNow) as refused:
        exporting.day(word)
    assert str(refused.value)
    assert exporting.day("") is None
    assert exporting.day("23.11.2025") == exporting.day("2025-11-23") == dt.date(2025, 11, 23)


def said(capsys, *words: str) -> str:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    assert command.run(parser.parse_args(words)) == 0
    return capsys.readouterr().out


def test_the_command_tells_as_the_person_it_acts_as(town, capsys):
    name = User.objects.get(pk=town.planner.user_id).username
    told = json.loads(said(capsys, "--municipality", "9901", "--json", "--as", name))
    assert (told["municipality"], told["date"], told["totals"]["missing"]) == ("9901", str(timezone.localdate()), 2)
    assert "Til overs" in said(capsys, "--municipality", "provedal", "--date", str(SHUT))
    stranger = User.objects.get(pk=make_caseworker(organisation=an_invented_place("ovingsvik")).user_id).username
    for words in (("--municipality", "9901", "--as", stranger), ("--municipality", "9901", "--date", "2990-01-01")):
        with pytest.raises(CommandFailed, match=r"\w"):
            said(capsys, *words)


def test_rules_of_the_day_are_bosos_own_until_something_is_declared(town):
    assert queries.rules_of(town.place.pk, TODAY).told["rules"] == rules.standard(TODAY)["rules"]
