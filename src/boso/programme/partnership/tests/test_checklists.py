"""Every passage of a section of the report stands in its checklist: as facts that are somewhere, or as an opinion."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from boso.programme.partnership.contents import CONTENTS, spans

FOLDER = Path(__file__).parents[1] / "checklists"
PROGRAMME = Path(__file__).parents[2]
SOURCE = "moreforsking-2012"
#: The text has an empty line between its lines: a row may begin there.
EMPTY = 1


def rows(section: str) -> list[dict[str, str]]:
    with (FOLDER / f"{section}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def known_facts() -> frozenset[str]:
    found = set()
    for sheet in PROGRAMME.glob("*/workbook/*.csv"):
        with sheet.open(encoding="utf-8", newline="") as stream:
            found |= {row["fact"] for row in csv.DictReader(stream) if row.get("fact")}
    return frozenset(found)


def bounds(section: str) -> tuple[int, int]:
    """The first and the last line of a section."""
    contents = CONTENTS[SOURCE]
    chapters = list(contents.chapters)
    place = [name for name, _first in chapters].index(section.replace("_", "."))
    last = chapters[place + 1][1] - 1 if place + 1 < len(chapters) else contents.last
    return chapters[place][1], last


SECTIONS = sorted(file.stem for file in FOLDER.glob("*.csv"))


def test_there_are_checklists():
    assert {"3_1", "3_2", "3_4", "3_6"} <= set(SECTIONS)


@pytest.mark.parametrize("section", SECTIONS)
def test_each_passage_names_facts_that_exist_or_is_an_opinion(section):
    for row in rows(section):
        assert row["what"].strip(), row
        assert row["mark"] in ("fact", "opinion"), row
        named = row["facts"].split()
        assert bool(named) or row["mark"] == "opinion", f"{section}, lines {row['lines']} are open"
        assert set(named) <= known_facts(), set(named) - known_facts()


@pytest.mark.parametrize("section", SECTIONS)
def test_the_lines_of_a_section_are_covered_without_a_hole(section):
    first, last = bounds(section)
    covered = first - 1
    for begins, ends in sorted(span for row in rows(section) for span in spans(row["lines"])):
        assert begins >= first and ends <= last, f"{begins}-{ends} lies outside {section}"
        assert begins <= covered + 1 + EMPTY, f"{section}: nothing says what lines {covered + 1}-{begins - 1} hold"
        covered = max(covered, ends)
    assert covered >= last - EMPTY, f"{section}: nothing says what lines {covered + 1}-{last} hold"
