"""What the report says of scope, anchoring and who takes part goes in with its source, and comes out again."""

from __future__ import annotations

import csv
import json
import shutil
from io import BytesIO

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.exports import write_export
from boso.programme.anchoring import queries
from boso.programme.anchoring.models import Involvement, Mention, ScopeEntry
from boso.programme.anchoring.tests.conftest import WORKBOOK


def exported(name, actor=SYSTEM, **filters):
    stream = BytesIO()
    write_export(actor, name, "json", stream, **filters)
    return json.loads(stream.getvalue())


def test_leaders_are_strong_and_caseworkers_nav_users_and_volunteers_weak(anchoring):
    found = {(one.group, one.phase): one.degree for one in queries.involvements(SYSTEM) if plain(one)}
    assert {found[group, "planning"] for group in ("leaders", "politicians")} == {"strong"}
    assert {found[group, "planning"] for group in ("caseworkers", "nav", "users", "voluntary", "private")} == {"weak"}
    assert found["users", "analysis"] == "some"


def plain(one):
    return one.participation is None and one.fact.mark != "contradiction"


def test_every_row_has_its_fact_and_another_run_changes_nothing(anchoring):
    for model in (ScopeEntry, Mention, Involvement):
        assert model.objects.exists()
        assert not model.objects.filter(fact__isnull=True).exists()
        assert not model.objects.filter(fact__lines="").exists()
    again = run_import(SYSTEM, "anchoring", WORKBOOK)
    assert again.ok
    assert queries.remarks(SYSTEM)


def test_the_lists_hold_what_stands_and_can_be_narrowed(anchoring):
    assert len(exported("scope")) == ScopeEntry.objects.count()
    assert len(exported("anchoring")) == Mention.objects.count() + Involvement.objects.count()
    assert {row["participant"] for row in exported("anchoring", participant="moss")} == {"moss", None}
    assert {row["participant"] for row in exported("anchoring", participant="asker")} == set()
    assert all(row["fact"] and row["chapter"] and row["lines"] for row in exported("scope", participant="lorenskog"))
    with pytest.raises(Refused):
        exported("scope", NOBODY)


@pytest.mark.parametrize(
    ("cells", "column"),
    [({"participant": "nowhere"}, "participant"), ({"source": "nothing"}, "source"), ({"lines": "9999"}, "lines")],
)
def test_a_row_without_a_real_source_or_participant_is_refused_with_its_cell(anchoring, tmp_path, cells, column):
    copy = tmp_path / "workbook"
    shutil.copytree(WORKBOOK, copy)
    with (WORKBOOK / "scope.csv").open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    lines[-1] = {**lines[-1], **cells}
    with (copy / "scope.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, lines[0].keys())
        writer.writeheader()
        writer.writerows(lines)
    outcome = run_import(SYSTEM, "anchoring", copy)
    assert not outcome.ok
    assert [problem.column for problem in outcome.problems] == [column]
