from __future__ import annotations

import csv
from decimal import Decimal
from fractions import Fraction

import pytest

from boso.core.surveys.filled import filled_up
from boso.core.surveys.possible import Kind, check, counts_behind
from boso.core.surveys.rounding import half_up
from boso.foundation.access.actor import SYSTEM
from boso.programme.evaluation import consequences, queries, synthetic
from boso.programme.evaluation.tests.conftest import WORKBOOK, bring_in
from boso.programme.partnership.models import Fact
from boso.programme.tables.models import Published


@pytest.mark.slow
def test_the_workbook_brings_in_the_whole_design_and_twice_changes_nothing(real, leader):
    found = queries.evaluation(SYSTEM, "folgeevaluering-2009-2012")
    assert [one.path for one in queries.categories(SYSTEM, "prosess")] == [
        "context", "mobilisation", "organisation", "implementation", "learning",
        "learning.first", "learning.second", "learning.third",
    ]  # fmt: skip
    assert [one.year for one in queries.waves(leader, found)] == [2010, 2011, 2012]
    assert sorted(one.slug for one in found.municipalities.all()) == [
        "baerum", "hamar", "lillehammer", "lorenskog", "moss"
    ]  # fmt: skip
    assert queries.questions(leader, found).count() == 9
    assert dict(queries.sample_counts(leader, found)) == {"took_part": 96, "no_answer": 56}
    bring_in("evaluation", WORKBOOK)
    assert queries.questions(leader, found).count() == 9


def test_every_line_of_the_workbook_says_where_it_stands():
    for path in WORKBOOK.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                assert row["fact"] and row["lines"] and row["chapter"] and row["mark"], (path.name, row)
                assert row["nb"] and row["nn"] and row["en"], (path.name, row["fact"])


@pytest.mark.slow
def test_what_follows_from_the_printed_figures_is_told_and_nothing_more(real):
    rows = list(Published.objects.filter(data_set__key="moreforsking-2011").select_related("fact", "data_set"))
    assert consequences.answered(rows) == 83
    found = {one.lines[0].row.family: one for one in consequences.families(rows, 83)}
    assert [line.people for line in found["2011-group"].lines] == ["34", "16", "13", "13", "7"]
    assert [line.people for line in found["2011-knows"].lines] == ["33", "41", "9"]
    assert [line.people for line in found["2011-involved-nav"].lines] == ["4", "3"]
    assert [line.people for line in found["2011-involved-outside"].lines] == ["2", "6", "5"]
    assert [line.people for line in found["2011-rate"].lines] == ["83"]
    assert not found["2011-involved-leaders"].lines[0].people and found["2011-involved-leaders"].unknown
    assert any("83" in words for words in found["2011-living"].follows) and found["2011-living"].unknown
    assert Fact.objects.get(pk="eval.value.attention.fully").value == "35"
    assert Decimal(Published.objects.get(key="2011-belief-partly").value) == 37


@pytest.mark.slow
def test_the_invented_answers_add_up_to_what_is_printed_and_come_out_the_same_every_time(real):
    drawn = synthetic.rows(2011)
    assert drawn == synthetic.rows(2011) != synthetic.rows(2012)
    assert len(drawn) == 83
    asked = [one for one in drawn if one["knows"] != "Ikke"]

    def percent(rows: list[dict[str, str]], column: str, *answers: str) -> Decimal:
        count = sum(one[column] in answers for one in rows)
        return half_up(Fraction(100 * count, len(rows)), 0)

    fully, partly, neither, disagree = "Helt enig", "Delvis enig", "Verken enig eller uenig", "Delvis uenig"
    printed = {row.key: Decimal(row.printed) for row in Published.objects.filter(measure="share", known="stated")}
    answers = {"fully": [fully], "partly": [partly], "neither": [neither], "disagree": [disagree]}
    for item, rows in (("overview", asked), ("living", asked), ("attention", drawn), ("belief", drawn)):
        for answer, words in answers.items():
            if (key := f"2011-{item}-{answer}") in printed:
                assert percent(rows, item, *words) == printed[key], key
    for item, rows in (("attention", drawn), ("belief", drawn), ("organising", asked), ("followup", asked)):
        assert percent(rows, item, fully, partly) == printed[f"2011-{item}-agree"], item
    assert percent(asked, "planning", fully) + percent(asked, "planning", partly) == printed["2011-planning-agree"]
    for key, group, answer in (
        ("staff-large", "Ansatt uten lederansvar", "I stor grad"), ("leaders-large", "Leder i kommunen", "I stor grad"),
        ("politicians-large", "Kommunepolitiker", "I stor grad"), ("nav-some", "Ansatt i NAV", "I noen grad"),
    ):  # fmt: skip
        rows = [one for one in asked if one["gruppe"] == group]
        assert percent(rows, "involved", answer) == printed[f"2011-involved-{key}"], key
    shares = [half_up(Fraction(100 * answered, invited), 0) for invited, answered in synthetic.TOWNS.values()]
    assert (min(shares), max(shares)) == (54, 72)


def test_what_is_said_to_follow_when_figures_are_read_together_does():
    divisions = [
        (nine - staff, staff)
        for nine in (9,)
        for staff in range(nine + 1)
        if counts_behind(Decimal(44), 16 - staff) and counts_behind(Decimal(38), 34 - (nine - staff))
    ]
    assert divisions == [(2, 7)]
    assert counts_behind(Decimal(75), 74) is None
    assert [size for size in range(1, 14) if counts_behind(Decimal(15), size)] == [13]
    assert [size for size in range(1, 8) if check([Decimal(57), Decimal(43)], [size], Kind.WHOLE).possible] == [7]
    assert filled_up([Decimal(46), Decimal(39), Decimal(15)], range(1, 14)) == [(6, 5, 2)]
