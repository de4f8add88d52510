"""The workbook goes in whole, again without a change, and never without source, chapter and lines."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.exports import write_export
from boso.programme.partnership import queries
from boso.programme.partnership.contents import CONTENTS, astray, spans
from boso.programme.partnership.models import (
    BankTask,
    Duty,
    Fact,
    Goal,
    Intake,
    IntakeStage,
    Mark,
    Participation,
    PhaseEntry,
    Plan,
    RoleHolding,
    TaskAssignment,
)
from boso.programme.partnership.testing import WORKBOOK


def lines_of(sheet: str) -> list[dict[str, str]]:
    with (WORKBOOK / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def edited(folder: Path, sheet: str, row: int, **cells: str) -> Path:
    """A copy of the workbook in which one line of one sheet says something else."""
    copy = folder / "workbook"
    shutil.copytree(WORKBOOK, copy)
    lines = lines_of(sheet)
    lines[row] = {**lines[row], **cells}
    with (copy / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    return copy


def exported(name: str, **filters: str) -> Iterator[dict]:
    stream = BytesIO()
    write_export(SYSTEM, name, "json", stream, **filters)
    return json.loads(stream.getvalue())


STRUCTURED = {
    "plans": Plan, "goals": Goal, "intakes": Intake, "participants": Participation, "phases": PhaseEntry,
    "roles": RoleHolding, "duties": Duty, "bank_tasks": BankTask, "tasks": TaskAssignment,
}  # fmt: skip


def test_every_line_of_every_sheet_becomes_a_fact_and_a_row(programme):
    sheets = [path.stem for path in WORKBOOK.glob("*.csv") if path.stem != "sources"]
    for sheet in sheets:
        ids = {line["fact"] for line in lines_of(sheet)}
        assert set(Fact.objects.filter(sheet=sheet).values_list("pk", flat=True)) == ids
        if sheet != "facts":
            assert set(STRUCTURED[sheet].objects.values_list("fact_id", flat=True)) == ids
    assert Fact.objects.count() == sum(len(lines_of(sheet)) for sheet in sheets)


def test_every_fact_has_chapter_and_lines_that_exist(programme):
    report = CONTENTS["moreforsking-2012"]
    for fact in Fact.objects.all():
        assert fact.source_id
        assert fact.chapter
        for first, last in spans(fact.lines):
            assert 1 <= first <= last <= report.last, fact.pk
        assert astray(fact.source_id, fact.chapter, fact.lines) == [], fact.pk


def test_every_fact_speaks_three_languages(programme):
    assert not [fact.pk for fact in Fact.objects.all() if not (fact.nb and fact.nn and fact.en)]


def test_the_same_workbook_again_changes_nothing(programme, tmp_path):
    assert run_import(SYSTEM, "facts", WORKBOOK).state == "already"
    copy = shutil.copytree(WORKBOOK, tmp_path / "copy")
    (copy / "sources.csv").write_text((copy / "sources.csv").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    outcome = run_import(SYSTEM, "facts", copy)
    assert outcome.state == "applied"
    assert sum(sheet.new + sheet.changed for sheet in outcome.sheets) == 0


def test_a_changed_line_changes_one_fact_and_keeps_its_history(programme, tmp_path):
    outcome = run_import(SYSTEM, "facts", edited(tmp_path, "facts", 0, nb="Et annet navn"))
    assert outcome.ok
    assert sum(sheet.changed for sheet in outcome.sheets) == 1


@pytest.mark.parametrize(
    ("sheet", "cells", "column"),
    [
        ("facts", {"source": ""}, "source"),
        ("facts", {"chapter": ""}, "chapter"),
        ("facts", {"lines": ""}, "lines"),
        ("facts", {"lines": "99999"}, "lines"),
        ("facts", {"lines": "3300-3400"}, "lines"),
        ("facts", {"chapter": "5.2"}, "lines"),
        ("facts", {"source": "nobody-knows"}, "source"),
        ("goals", {"fact": "programme.name"}, "fact"),
        ("goals", {"plan": "1999-2000"}, "plan"),
        ("participants", {"slug": "utsira"}, "slug"),
        ("participants", {"districts": "utsira"}, "slug"),
        ("participants", {"intake": "1999"}, "intake"),
        ("roles", {"participant": "utsira"}, "participant"),
    ],
)
def test_a_line_that_cannot_be_traced_is_refused_by_row_and_column(organisations, tmp_path, sheet, cells, column):
    row = 2 if sheet != "roles" else 4
    outcome = run_import(SYSTEM, "facts", edited(tmp_path, sheet, row, **cells))
    assert outcome.state == "refused"
    assert (row + 2, column) in {(problem.row, problem.column) for problem in outcome.problems}
    assert Fact.objects.count() == 0


def test_an_unknown_source_has_no_contents_to_check():
    assert astray("another-report", "9", "1-2") == []


def test_line_numbers_know_their_chapter():
    report = CONTENTS["moreforsking-2012"]
    assert report.chapter_of(0) is None
    assert report.chapter_of(772) == "1"
    assert report.chapter_of(report.last + 1) is None


def test_what_the_report_does_not_state_stays_so(programme):
    assert queries.participations(SYSTEM).filter(intake__isnull=True).count() == 9
    assert Participation.objects.filter(phase="not_stated").count() == 9
    assert not IntakeStage.objects.exclude(criteria="").exists()
    assert IntakeStage.objects.count() == 9
    assert set(Intake.objects.values_list("year", "admitted")) == {(2009, 4), (2010, 6), (2011, 4)}


def test_a_contradiction_is_kept_but_does_not_hold(programme):
    moss = Participation.objects.get(slug="moss")
    assert moss.phase == "planning_to_implementation"
    assert [entry.contradicts for entry in moss.phases.all()] == [False, True, True]


def test_oslo_takes_part_with_four_districts(programme):
    oslo = queries.participation(SYSTEM, "oslo")
    assert sorted(district.name for district in oslo.districts.all()) == ["Alna", "Bjerke", "Grorud", "Stovner"]


@pytest.mark.parametrize("name", ["participants", "goals", "roles"])
def test_lists_carry_the_same_words_and_origin_as_their_facts(programme, name):
    facts = {record["fact"]: record for record in exported("facts")}
    records = exported(name)
    assert len(records) == len(lines_of(name))
    for record in records:
        origin = facts[record["fact"]]
        assert [record[key] for key in ("chapter", "lines", "mark", "source")] == [
            origin[key] for key in ("chapter", "lines", "mark", "source")
        ]


def test_exported_facts_are_the_workbook(programme):
    facts = {record["fact"]: record for record in exported("facts", sheet="facts")}
    for line in lines_of("facts"):
        assert {key: facts[line["fact"]][key] for key in ("topic", "subject", "property", "value", "quote", "nb")} == {
            key: line[key] for key in ("topic", "subject", "property", "value", "quote", "nb")
        }


def test_an_import_leaves_the_phase_a_member_recorded(hamar, an_actor, tmp_path):
    from boso.programme.partnership.actions import change_phase

    change_phase(an_actor(Role.COORDINATOR, "husbanken-ost"), hamar, "ended", reason="Programmet er over")
    assert run_import(SYSTEM, "facts", edited(tmp_path, "phases", 0, nb="Bærum gjennomfører.")).ok
    hamar.refresh_from_db()
    assert hamar.phase == "ended"


def test_marks_are_all_in_use(programme):
    assert set(Fact.objects.values_list("mark", flat=True)) == set(Mark.values)
