"""Cubes are equal to counting one by one; bases follow the filters."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.surveys.answers import ABSENT, Absent, Answers, Base, Column, column
from boso.core.surveys.cube import CHUNK, Cube, cube, cubes
from boso.core.tabulation.rule import Rule
from boso.core.tabulation.suppression import protect
from boso.core.tabulation.tables import TOTAL

CODES = {"group": ("leader", "member"), "town": ("a", "b", "c"), "knows": ("yes", "no")}
EVERYTHING = {name: (*codes, *ABSENT) for name, codes in CODES.items()}
person = st.fixed_dictionaries(
    {**{name: st.sampled_from(codes) for name, codes in EVERYTHING.items()}, "weight": st.sampled_from([0.5, 1.0, 2.0])}
)
people = st.lists(person, max_size=40)


def _answers(persons, weighted: bool = False) -> Answers:
    columns = {name: column(codes, [each[name] for each in persons]) for name, codes in CODES.items()}
    return Answers(columns, np.array([each["weight"] for each in persons]) if weighted else None)


def _cells(found: Cube, sums) -> dict:
    names = [axis.categories for axis in found.axes]
    return {
        tuple(codes[at] for codes, at in zip(names, place, strict=True)): float(sums[place])
        for place in np.ndindex(*sums.shape)
        if sums[place]
    }


@given(people, st.permutations(list(CODES)), st.integers(1, 3), st.booleans())
def test_a_cube_is_equal_to_counting_one_by_one(persons, names, size, weighted):
    found = cube(_answers(persons, weighted), list(CODES))
    part = found.over(*names[:size])
    assert _cells(part, part.counts) == Counter(tuple(each[name] for name in names[:size]) for each in persons)
    if weighted:
        sums, squares = Counter(), Counter()
        for each in persons:
            place = tuple(each[name] for name in names[:size])
            sums[place] += each["weight"]
            squares[place] += each["weight"] ** 2
        assert _cells(part, part.weighted) == sums
        assert _cells(part, part.squares) == squares


def test_many_answers_are_counted_a_part_at_a_time():
    chance = np.random.default_rng(1)
    data = {name: chance.integers(0, len(codes), 2 * CHUNK + 3).astype(np.uint8) for name, codes in EVERYTHING.items()}
    weights = chance.integers(1, 4, 2 * CHUNK + 3).astype(float)
    found = cube(Answers({name: Column(CODES[name], data[name]) for name in CODES}, weights), list(CODES))
    one_by_one = Counter(zip(*(each.tolist() for each in data.values()), strict=True))
    assert {place: int(found.counts[place]) for place in np.ndindex(*found.counts.shape)} == one_by_one
    assert found.weighted.sum() == weights.sum()
    assert found.squares.sum() == (weights**2).sum()


@pytest.mark.parametrize("sizes", [(5, 9), (11, 24, 3), (300, 310), (3, 70_000)])
def test_places_fit_in_the_numbers_that_hold_them(sizes):
    chance = np.random.default_rng(2)
    columns = {
        f"c{at}": Column(tuple(map(str, range(size))), np.append(chance.integers(0, size + 4, 500), [0, size + 3]))
        for at, size in enumerate(sizes)
    }
    columns = {
        name: Column(each.codes, each.data.astype(np.min_scalar_type(each.size))) for name, each in columns.items()
    }
    found = cube(Answers(columns), list(columns)).counts
    one_by_one = Counter(zip(*(each.data.tolist() for each in columns.values()), strict=True))
    assert {
        place: int(found[place]) for place in zip(*map(np.ndarray.tolist, found.nonzero()), strict=True)
    } == one_by_one


@given(people, st.sets(st.sampled_from(EVERYTHING["town"])), st.sets(st.sampled_from(EVERYTHING["group"])))
def test_filters_and_bases_are_equal_to_counting_one_by_one(persons, towns, groups):
    found = cube(_answers(persons), list(CODES)).where("town", towns).where("group", groups, "who")
    first = [each for each in persons if each["town"] in towns]
    left = [each for each in first if each["group"] in groups]
    base = found.base("knows")
    assert (base.everybody, base.filters) == (len(persons), (("town", len(first)), ("who", len(left))))
    asked = [each for each in left if each["knows"] != "not_asked"]
    said = [each for each in asked if each["knows"] != "not_answered"]
    answered = [each for each in said if each["knows"] in CODES["knows"]]
    assert (base.left, base.asked, base.said, base.answered) == tuple(map(len, (left, asked, said, answered)))
    assert base.n == base.said
    assert found.base("knows", []).n == base.answered


some = st.lists(st.sampled_from(ABSENT), max_size=3)


@given(people, some, some, st.booleans())
def test_tables_show_the_answers_and_the_reasons_asked_for(persons, beside, rows_beside, weighted):
    whole = cube(_answers(persons, weighted), ["town", "knows", "group"])
    found = whole.table("group", "knows", beside=beside, rows_beside=rows_beside)
    assert found.rows == (*CODES["group"], *(reason for reason in ABSENT if reason in rows_beside))
    assert found.columns == (*CODES["knows"], *(reason for reason in ABSENT if reason in beside))
    for row, line in zip(found.rows, found.counts.tolist(), strict=True):
        assert line == [sum(each["group"] == row and each["knows"] == one for each in persons) for one in found.columns]
    rows = [each for each in persons if each["group"] in found.rows]
    assert found.base.filters == (("group", len(rows)), ("knows", found.n))
    assert found.answered.rows == CODES["group"]
    assert found.answered.columns == CODES["knows"]
    assert found.answered.counts.shape == (2, 2)
    if weighted:
        assert found.answered.weighted.shape == found.answered.squares.shape == (2, 2)
        assert found.amounts.sum() == sum(each["weight"] for each in rows if each["knows"] in found.columns)


def test_a_table_has_the_base_that_is_usual():
    persons = [
        {"group": group, "knows": knows, "town": "a"}
        for group in ("leader", "refused")
        for knows in ("yes", "no", "dont_know", "refused", "not_answered", "not_asked")
    ]
    whole = cube(_answers(persons), ["group", "knows"])
    found = whole.table("group", "knows")
    assert found.columns == ("yes", "no", "dont_know", "refused")
    assert found.row_n == (4, 0)
    assert found.base.filters == (("group", 6), ("knows", 4))
    assert whole.where("group", ["leader"]).base("knows").n == found.n


def test_a_base_is_carried_through_filters():
    base = Base(83, (("leaders", 30),), {Absent.NOT_ASKED: 2, Absent.NOT_ANSWERED: 3, Absent.DONT_KNOW: 4}, ())
    assert (base.left, base.asked, base.said, base.answered, base.n) == (30, 28, 25, 21, 21)
    assert Base(83).n == 83
    assert Base(83, (), {Absent.DONT_KNOW: 4, Absent.NOT_ASKED: 1}).n == 82


def test_questions_share_their_groups():
    answers = _answers([{"group": "leader", "town": "a", "knows": "yes"}] * 3)
    found = cubes(answers, ["knows", "town"], ["group"])
    assert [axis.name for axis in found["town"].axes] == ["group", "town"]
    assert found["knows"].table("group", "knows", beside=()).counts.tolist() == [[3, 0], [0, 0]]
    assert cubes(answers, [], ["group"]) == {}


def test_small_counts_of_a_cube_can_be_hidden():
    persons = [{"group": group, "knows": knows, "town": "a"} for group, knows, count in (
        ("leader", "yes", 9), ("leader", "no", 1), ("member", "yes", 8), ("member", "no", 7)
    ) for _ in range(count)]  # fmt: skip
    table = cube(_answers(persons), ["group", "knows"]).to_hide("knows", "2011", ["group", "knows"])
    assert table.sums[TOTAL, TOTAL] == 25
    assert ("leader", "no") in protect([table], Rule(threshold=4)).hidden_in(table)


def test_what_cannot_be_counted():
    answers = _answers([{"group": "leader", "town": "a", "knows": "yes"}])
    with pytest.raises(ValueError, match="once"):
        cube(answers, ["town", "town"])
    with pytest.raises(KeyError):
        cube(answers, ["age"])
    whole = cube(answers, ["town"])
    with pytest.raises(KeyError, match="group"):
        whole.over("group")
    with pytest.raises(KeyError, match="elsewhere"):
        whole.where("town", ["elsewhere"])
    wide = column([str(number) for number in range(5000)], ["7"])
    with pytest.raises(ValueError, match="too many cells"):
        cube(Answers({"one": wide, "other": wide}), ["one", "other"])
    assert wide.data.dtype == np.uint16
    with pytest.raises(ValueError, match="'x' is none"):
        column(["a"], ["x"])
    for codes in (["a", "a"], ["refused"]):
        with pytest.raises(ValueError, match="differ"):
            column(codes, [])
    with pytest.raises(ValueError, match="same length"):
        Answers({"one": column(["a"], ["a"])}, np.array([1.0, 2.0]))
    for data in (np.array([5], np.uint8), np.array([0]), np.array([0.0])):
        with pytest.raises(ValueError, match="place of a code"):
            Answers({"one": Column(("a",), data)})
    for weight in (-1.0, np.nan):
        with pytest.raises(ValueError, match="from 0 on"):
            Answers({"one": column(["a"], ["a"])}, np.array([weight]))
    assert Answers({}).respondents == 0
