"""Table 1, the text and the own share go in as the report has them; the remainder of the others comes out right."""

from __future__ import annotations

import csv
import json
import shutil
from decimal import Decimal
from io import BytesIO

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.exports import write_export
from boso.programme.grants import queries
from boso.programme.grants.models import Award, OwnShareRate, ProseAward, TableCell, TableColumn
from boso.programme.grants.tests.conftest import WORKBOOK
from boso.programme.partnership.models import Fact, Mark


def edited(folder, sheet, line, **cells):
    """A copy of the workbook in which one line of one sheet says something else."""
    copy = folder / "workbook"
    shutil.copytree(WORKBOOK, copy)
    with (WORKBOOK / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    lines[line] = {**lines[line], **cells}
    with (copy / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return copy


def exported(**filters):
    stream = BytesIO()
    write_export(SYSTEM, "grants", "json", stream, **filters)
    return json.loads(stream.getvalue(), parse_float=Decimal, parse_int=Decimal)


def test_the_remainder_of_the_others_is_the_total_less_the_five_named(grants):
    table = queries.printed(SYSTEM)
    assert [one.remainder for one in table.sums] == [595_000, 7_992_010, 9_978_000, 17_000_000]
    assert [one.total.amount for one in table.sums] == [4_595_000, 14_892_010, 17_478_000, 24_500_000]
    assert table.stated("awarded") == 19_487_010
    assert table.named("awarded") == 10_900_000
    assert table.stated("expected") == 41_978_000


def test_the_table_stands_as_printed_with_its_empty_cell(grants):
    table = queries.printed(SYSTEM)
    assert [row.participation.slug for row in table.rows] == ["baerum", "hamar", "lillehammer", "lorenskog", "moss"]
    empty = [cell for row in table.rows for cell in row.cells if cell.amount is None]
    assert [(cell.row, cell.column.key, cell.printed) for cell in empty] == [("moss", "2009", "")]
    assert TableCell.objects.get(row="hamar", column__key="2010").printed == "2 200 000"


def test_only_the_2010_column_has_a_year_of_work(grants):
    years = {column.key: (column.decision_year, column.work_year) for column in TableColumn.objects.all()}
    assert years.pop("2010") == (2010, 2011)
    assert set(years.values()) == {(None, None)}


def test_awarded_cells_are_awards_with_their_facts_and_expected_ones_are_not(grants):
    assert Award.objects.count() == 9
    assert all(award.fact_id == award.cell.fact_id for award in Award.objects.select_related("cell"))
    assert not Award.objects.filter(cell__kind="expected").exists()
    award = Award.objects.get(fact_id="grants.table1.hamar.2010")
    assert (award.amount, award.decision_year, award.work_year, award.state) == (2_200_000, 2010, 2011, "decided")


def test_the_prose_is_recorded_as_a_contradiction_with_the_same_amounts(grants):
    for told in ProseAward.objects.select_related("participation", "fact"):
        cell = TableCell.objects.get(row=told.participation.slug, column__key="2010")
        assert (told.said_year, told.amount, told.fact.mark) == (2011, cell.amount, Mark.CONTRADICTION)
    assert ProseAward.objects.count() == 5


def test_the_own_share_of_the_fifth_year_is_not_stated(grants):
    rates = dict(OwnShareRate.objects.values_list("year_in_programme", "rate"))
    assert rates == {1: 0, 2: 30, 3: 40, 4: 50, 5: None}


def test_bringing_it_in_again_changes_nothing(grants, tmp_path):
    shutil.copytree(WORKBOOK, tmp_path / "again")
    before = list(Award.objects.values())
    outcome = run_import(SYSTEM, "grants", edited(tmp_path, "prose", 0, en="Said otherwise."))
    assert outcome.ok
    assert {result.name: (result.new, result.changed) for result in outcome.sheets} == {
        "columns": (0, 0), "table1": (0, 0), "prose": (0, 1), "own_share": (0, 0),
    }  # fmt: skip
    assert list(Award.objects.values()) == before


@pytest.mark.parametrize(
    ("sheet", "row", "cells", "column"),
    [
        ("table1", 0, {"amount": "1100000"}, "printed"),
        ("table1", 0, {"kind": "expected"}, "kind"),
        ("table1", 0, {"column": "sometime"}, "column"),
        ("table1", 0, {"row": "nowhere"}, "row"),
        ("table1", 20, {"amount": "3000000", "printed": "3 000 000"}, "amount"),
        ("prose", 0, {"participant": "nowhere"}, "participant"),
        ("own_share", 0, {"rate": "much"}, "rate"),
    ],
)
def test_a_fault_is_told_with_its_place_and_nothing_is_kept(grants, tmp_path, sheet, row, cells, column):
    outcome = run_import(SYSTEM, "grants", edited(tmp_path, sheet, row, **cells))
    assert not outcome.ok
    assert (outcome.problems[0].sheet, outcome.problems[0].row, outcome.problems[0].column) == (sheet, row + 2, column)


def test_the_export_agrees_with_the_facts(grants):
    records = exported()
    cells = {record["fact"]: record for record in records if record["kind"] in ("awarded", "expected", "total")}
    for fact in Fact.objects.filter(sheet="table1"):
        assert cells[fact.pk]["amount"] == fact.low
        assert (cells[fact.pk]["chapter"], cells[fact.pk]["lines"]) == (fact.chapter, fact.lines)
    remainder = exported(kind="remainder")
    assert [record["amount"] for record in remainder] == [595_000, 7_992_010, 9_978_000, 17_000_000]
    assert {record["mark"] for record in remainder} == {"derived"}
    assert {record["participant"] for record in exported(participant="hamar")} == {"hamar"}


def test_the_export_has_awards_made_here_once_they_stand(draft, coordinator):
    from boso.programme.grants import actions
    from boso.programme.grants.tests.conftest import TODAY

    assert exported(kind="award") == []
    actions.decide_award(coordinator, draft, TODAY)
    (record,) = exported(kind="award")
    assert (record["participant"], record["amount"], record["work_year"], record["fact"]) == (
        "hamar", 1_500_000, 2013, None,
    )  # fmt: skip


def test_nobody_sees_anything(grants):
    assert queries.printed(NOBODY).rows == ()
    assert queries.printed(NOBODY).stated("awarded") is None
    assert queries.prose(NOBODY) == []
    assert queries.own_share_rates(NOBODY) == []
    assert queries.for_participations(NOBODY, []) == {}
    assert not queries.standing_awards(NOBODY).exists()
    assert not queries.participants(NOBODY).exists()


def test_what_cannot_be_derived_stays_unknown(grants):
    from boso.programme.grants import books
    from boso.programme.grants.figures import ColumnSum
    from boso.programme.partnership.models import Participation

    column = TableColumn.objects.get(key="2010")
    assert ColumnSum(column, None, Decimal(5)).remainder is None
    asker = Participation.objects.select_related("organisation").get(slug="asker")
    cell = TableCell.objects.select_related("column").get(row="hamar", column=column)
    assert books.programme_year(asker, None, cell) == (None, False)
    line = books.expected_line([], asker, cell)
    assert (line.requirement.required, line.owed, line.decision_year) == (None, 0, None)
    assert [str(row) for row in (column, cell, cell.award, ProseAward.objects.first(), OwnShareRate.objects.first())]
