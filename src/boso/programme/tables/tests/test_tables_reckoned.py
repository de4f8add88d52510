"""Numbers of tables against printed reference values, sentences, and who may do what; without a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import numpy as np
import pytest
from django.utils import translation

from boso.core.surveys.cells import HIDDEN, Axis, answers_axis, with_sums
from boso.core.surveys.rounding import Way
from boso.foundation.access.actor import NOBODY, Actor, Seat
from boso.foundation.access.roles import Role
from boso.programme.tables import exports, figures, policies, reckoning, sentences
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet, Table
from boso.programme.tables.reckoning import Question, Unfit
from boso.programme.tables.results import Cell, Head, Line, Result, Tested

HOW = Definition(("q",))


def question(table, *, weight=None, hide=()):
    """Groups down, answers along; nothing hidden unless said."""
    rows, width = len(table), len(table[0])
    groups = (Axis("g", tuple(f"g{at}" for at in range(rows))),)
    answers = answers_axis("q", tuple(f"a{at}" for at in range(width)))
    leaves = np.zeros((rows, width + 4), dtype=np.int64)
    leaves[:, :width] = table
    counts = with_sums(leaves, (*groups, answers))
    for place in hide:
        counts[place] = HIDDEN
    return Question(groups, answers, counts, 1, None if weight is None else np.array(weight, dtype=float))


def rows_of(asked, width, how=HOW):
    heads = [f"a{at}" for at in range(width)]
    codes = asked.groups[0].leaves
    return [reckoning.row(asked, {"g": (code,)}, heads, how) for code in codes], reckoning.row(asked, {}, heads, how)


@pytest.mark.parametrize(
    ("table", "way", "p", "v", "corrected"),
    [
        ([[762, 327, 468], [484, 239, 477]], "chi_square", 2.95359e-07, 0.104436, 0.100920),
        ([[100, 203], [42, 254], [23, 72]], "chi_square", 4.436e-07, 0.205321, 0.198311),
        ([[12, 7], [5, 7]], "chi_square", 0.241529, 0.210349, 0.106253),
        ([[3, 1], [1, 3]], "fisher", 0.485714, 0.5, 0.353553),
    ],
)
def test_a_table_is_tested_as_the_books_do(table, way, p, v, corrected):
    rows, _total = rows_of(question(table), len(table[0]))
    found = reckoning.judged(rows, len(table[0]), ordered=True, weighted=False, seed=1)
    assert found.tested.way == way and found.tested.groups == len(table)
    assert found.tested.p == pytest.approx(p, rel=1e-4)
    assert (found.tested.cramer, found.tested.corrected) == (
        pytest.approx(v, abs=1e-6),
        pytest.approx(corrected, abs=1e-6),
    )
    assert found.tested.gamma is not None


def test_what_is_out_of_the_ordinary_is_marked_either_way():
    rows, _total = rows_of(question([[762, 327, 468], [484, 239, 477]]), 3)
    found = reckoning.judged(rows, 3, ordered=False, weighted=False, seed=1)
    assert found.residuals[0, 0] == pytest.approx(4.5021, abs=1e-4)
    assert found.unusual == {(0, 0): 1, (0, 2): -1, (1, 0): -1, (1, 2): 1}


def test_hidden_rows_are_not_tested_and_their_sums_are_not_told():
    asked = question([[20, 10], [10, 20], [9, 3]], hide=[(2, 0), (2, 1)])
    rows, total = rows_of(asked, 2)
    assert rows[2].counts == (None, None) and rows[2].n == 12
    assert reckoning.judged(rows, 2, ordered=False, weighted=False, seed=1).tested.groups == 2
    assert reckoning.judged(rows[2:], 2, ordered=False, weighted=False, seed=1).tested is None
    assert reckoning.judged(rows, 1, ordered=False, weighted=False, seed=1).tested is None
    both = reckoning.row(asked, {"g": ("g1", "g2")}, ["a0", "a1"], HOW)
    assert both.counts == (None, None) and both.n == 42
    adding = Definition(("q",), rounding="largest_remainder")
    assert reckoning.percents(rows, total, adding).way is Way.PLAIN
    of_columns = reckoning.percents(rows, total, Definition(("q",), percent="column"))
    assert of_columns.cells[0] == (Decimal(51), Decimal(30)) and of_columns.cells[3] == (Decimal(100), Decimal(100))
    of_all = reckoning.percents(rows, None, Definition(("q",), percent="total"))
    assert of_all.cells[2] == (None, None) and of_all.cells[0] == (Decimal(28), Decimal(14))
    assert reckoning.percents(rows, None, Definition(("q",), percent="column")).cells[0] == (None, None)
    with pytest.raises(Unfit):
        reckoning.row(Question(asked.groups, asked.answers, asked.counts, 0), {"g": ("g0",)}, [], HOW)


def test_nobody_has_no_share():
    rows, total = rows_of(question([[0, 0], [0, 0]]), 2)
    assert reckoning.percents(rows, total, HOW).cells[2] == (None, None)
    assert reckoning.judged(rows, 2, ordered=False, weighted=False, seed=1).tested is None
    some = rows_of(question([[9, 0], [8, 0]]), 2)[0]
    assert reckoning.judged(some, 2, ordered=False, weighted=False, seed=1).tested is None


def test_a_weighted_share_agrees_with_the_reference():
    asked = question([[25, 15], [12, 31]], weight=[1.0, 2.0])
    rows, total = rows_of(asked, 2)
    assert total.amounts[0] / total.whole == pytest.approx(0.388889, abs=1e-6)
    assert total.sure == pytest.approx(74.886792, abs=1e-6)
    (first, _second) = reckoning.cells(total, (Decimal(39), Decimal(61)), ranges=True)
    assert (first.low, first.high) == (pytest.approx(0.286489, abs=1e-6), pytest.approx(0.502132, abs=1e-6))
    assert reckoning.judged(rows, 2, ordered=False, weighted=True, seed=1).tested.way == "rao_scott"
    narrow = Question(asked.groups, asked.answers, asked.counts, 0, asked.weight)
    assert reckoning.row(narrow, {}, ["a0"], HOW).amounts == (None,)
    hidden = question([[25, 15], [12, 31]], weight=[1.0, 2.0], hide=[(0, 0)])
    assert reckoning.judged(rows_of(hidden, 2)[0], 2, ordered=False, weighted=True, seed=1).tested is None
    assert reckoning.judged([rows[0]] * 2, 2, ordered=False, weighted=True, seed=1).tested is not None
    lost = [reckoning.Shown((1, 2), (None, None), 3, None, None)] * 2
    assert reckoning.judged(lost, 2, ordered=False, weighted=True, seed=1).tested is None


def test_nearly_everybody_of_a_few_leaves_little_to_chance():
    asked = question([[33, 50]])
    (narrow,) = reckoning.cells(reckoning.row(asked, {}, ["a0"], HOW, 137), (Decimal(40),), ranges=True)
    (wide,) = reckoning.cells(reckoning.row(asked, {}, ["a0"], HOW), (Decimal(40),), ranges=True)
    assert wide.low < narrow.low < 33 / 83 < narrow.high < wide.high
    assert reckoning.row(asked, {}, ["a0"], HOW, 50).population is None


def result(lines, *, how=HOW, tested=None, total=None, labels=("Lite", "Godt")):
    heads = tuple(Head(f"a{at}", label) for at, label in enumerate(labels))
    day = dt.date(2012, 1, 1)
    return Result(how, "T", "Q", heads, lines, total, (("Alle", 20),), 20, "Sagt.", "Kilde", day, "d", 0,
                  tested=tested, invented=True)  # fmt: skip


def line(code, *shares, n=20):
    return Line(code, code.title(), n, tuple(
        Cell(None) if share is None else Cell(share * n // 100, Decimal(share), 0.1, 0.9) for share in shares
    ))  # fmt: skip


def test_sentences_say_the_largest_share_where_and_whether_chance_could():
    heads = (Head("a", "Lite"), Head("b", "Godt"))
    with translation.override("en"):
        said = sentences.sentence(
            heads, (line("x", 20, 80), line("y", 40, 60)), line("", 30, 70), Tested("fisher", 0.0004, 2), HOW
        )
        assert "«Godt»: 70 %, 14 of 20" in said and "«X» (80 %)" in said and "p < 0.001" in said and "differ" in said
        same = sentences.sentence(
            heads, (line("x", 30, 70), line("y", 30, 70)), line("", 30, 70), Tested("fisher", 0.4, 2), HOW
        )
        assert "least" not in same and "Chance alone" in same
        assert "nothing can be shown" in sentences.sentence(heads, (), line("", None, None), None, HOW)
        assert sentences.sentence(heads, (), line("", 30, 70), None, Definition(("q",), percent="total")) == ""
        several = sentences.sentence(heads, (line("x", 20, 80), line("y", 40, 60)), None, None, HOW)
        assert several.startswith("«Godt» is answered most often to «X»")
        assert sentences.sentence((), (), None, None, HOW) == ""
        bare = Line("", "", 20, (Cell(14, Decimal(70)),))
        assert sentences.sentence(heads[:1], (), bare, None, HOW) == "Most answered «Lite»: 70 %."
        assert sentences.chance(0.2) == "p = 0.20" and sentences.percent(None) == ""


def test_a_figure_shows_a_hidden_answer_as_hidden_and_is_left_out_where_there_is_nothing():
    lines = (line("x", 20, None, 50), line("y", 40, 20, 40), line("z", None, None, None))
    for figure in ("likert", "grouped", "small"):
        drawn = figures.draw(result(lines, how=Definition(("q",), figure=figure), labels=("Nei", "Kanskje", "Ja <b>")))
        assert "&lt;b&gt;" in drawn.svg + "".join(
            key.label.replace("<", "&lt;").replace(">", "&gt;") for key in drawn.legend
        )
        assert ">:<" in drawn.svg.replace(" ", "")
    assert figures.draw(result((line("x", None),), labels=("Nei",))) is None
    assert figures.draw(result(lines, how=Definition(("q",), figure=""))) is None


def test_all_that_stands_below_a_table_goes_with_it():
    tested = Tested("chi_square", 0.02, 2, 6.5, 2, 0.3, 0.25, 0.4, 0.3, 0.2)
    with translation.override("en"):
        words = exports.notes(result((line("x", 20, 80), line("y", 40, 60), line("z", None, None)), tested=tested))
        text = " ".join(words)
        for part in (
            "χ² = 6.50",
            "df = 2",
            "Cramér's V 0.25",
            "gamma = 0.40",
            "tau-b = 0.30",
            "2 rows",
            "Kilde",
            "Invented",
        ):
            assert part in text
        assert exports.test_words(result(())) == ""
    assert exports._guarded("=SUM(A1)") == "'=SUM(A1)"


def actor(role, place=1):
    return Actor(1, "x", "nb", (Seat(place, place, role),))


def test_who_may_do_what():
    bank, evaluator, leader = actor(Role.COORDINATOR, 9), actor(Role.EVALUATOR, 8), actor(Role.PROGRAMME_LEADER)
    politician, other = actor(Role.POLITICIAN), actor(Role.PROGRAMME_LEADER, 2)
    draft = DataSet(kind="file", state="draft", organisation_id=1)
    opened = DataSet(kind="survey", state="open", organisation_id=1)
    for one in (bank, evaluator, leader):
        assert policies.may_begin(one) and policies.may_prepare(one, 1)
        assert (
            policies.may_change(one, draft) and policies.may_take_out(one, draft) and policies.may_withdraw(one, opened)
        )
        assert policies.may_see_data_set(one, draft) and policies.may_save_table(one, opened)
    assert not policies.may_begin(politician) and not policies.may_prepare(leader, None)
    assert not policies.may_see(NOBODY) and policies.may_begin(NOBODY).hidden
    assert policies.may_keep(other, draft).hidden and not policies.may_keep(other, opened).hidden
    assert policies.may_change(other, draft).hidden and not policies.may_change(leader, opened)
    assert not policies.may_take_out(leader, opened) and policies.may_take_out(other, draft).hidden
    assert policies.may_save_table(other, draft).hidden and not policies.may_save_table(politician, opened)
    table = Table(data_set=opened, created_by_id=1)
    assert policies.may_see_table(politician, table) and policies.may_change_table(leader, table)
    table.created_by_id = 7
    assert not policies.may_change_table(leader, table) and policies.may_change_table(bank, table)
    assert not policies.may_change_table(politician, table)
