"""Who answered in both waves: McNemar for those, and everybody with what they bring about."""

import pytest

from boso.core.surveys.changes import Pairs, independent, paired
from boso.core.surveys.changes import Wave as Part
from boso.programme.tables.models import DataSet, Variable
from boso.programme.tables.panels import panel

VARIABLE = Variable(name="known", codes=[{"code": "yes", "nb": "Ja"}, {"code": "no", "nb": "Nei"}])


def said(**how_many):
    """Persons with their first and later answer; «-» is not in that wave."""
    first, second = {}, {}
    for words, count in how_many.items():
        one, other = words.split("_")
        for number in range(count):
            first |= {} if one == "x" else {f"{words}{number}": one}
            second |= {} if other == "x" else {f"{words}{number}": other}
    return first, second


def test_those_who_answered_twice_are_tested_by_who_changed():
    first, second = said(yes_yes=12, yes_no=3, no_yes=14, no_no=20, yes_x=9, no_x=6, x_yes=15, x_no=5, yes_refused=1)
    found = panel(DataSet(), DataSet(), first, second, VARIABLE)
    assert (found.n, found.once) == (50, 35)
    yes = found.answers[0]
    expected = paired(Pairs(12, 4, 14, 20))
    assert (yes.first, yes.second, yes.both) == (16, 26, expected)
    assert yes.p == pytest.approx(expected.exact) and yes.points == pytest.approx(20)
    assert yes.once == independent(Part(9, 15), Part(15, 20))
    assert abs(yes.everybody.difference - (41 / 70 - 25 / 65)) < 1e-12


def test_many_who_changed_are_tested_by_chi_square_and_nobody_twice_is_no_panel():
    first, second = said(yes_yes=40, yes_no=30, no_yes=50, no_no=40)
    answers = panel(DataSet(), DataSet(), first, second, VARIABLE).answers
    assert answers[0].p == pytest.approx(2 * paired(Pairs(40, 30, 50, 40)).p) and answers[0].once is None
    assert panel(DataSet(), DataSet(), *said(yes_x=9, x_no=4), VARIABLE) is None
