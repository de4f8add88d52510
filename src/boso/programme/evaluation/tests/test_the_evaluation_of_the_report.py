from __future__ import annotations

import csv
from decimal import Decimal

from boso.foundation.access.actor import SYSTEM
from boso.programme.evaluation import consequences, queries
from boso.programme.evaluation.tests.conftest import WORKBOOK, bring_in
from boso.programme.partnership.models import Fact
from boso.programme.tables.models import Published


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
