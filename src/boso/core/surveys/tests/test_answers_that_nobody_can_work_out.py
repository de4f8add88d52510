"""The attack, written apart from the engine: for each count nobody may know, the least and the most it can be, by
integer programs over all that is shown, at this opening and at earlier ones, of questions that decide on each other.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from boso.core.surveys import protected
from boso.core.surveys.cells import ASKED, HIDDEN, LEAST, LET_ON, Axis, Family, Question, answers_axis
from boso.core.surveys.crossing import Crossing
from boso.core.surveys.protected import Cannot, protect, weak

PLACES = Axis("place", ("north", "south"))
ROLES = Axis("role", ("head", "staff", "board"))
CODES = ("bad", "fair", "good")
ANSWERS = answers_axis("q", CODES, [("=low", ("bad", "fair"))])


def counted(chance, axes, each=6.0):
    """Persons by groups and answers: some groups hardly there, few leave it open."""
    shape = tuple(len(axis.leaves) for axis in axes)
    odds = np.array([*chance.choice((1.0, 2.0, 6.0), shape[-1] - 4), 0.4, 0.1, 0.5, 0.0])
    sizes = chance.poisson(chance.choice((0.3, 1.0, 2.0), shape[:-1]) * each)
    found = [chance.multinomial(size, odds / odds.sum()) for size in sizes.ravel()]
    return np.array(found, dtype=np.int64).reshape(shape)


class Attacker:
    """Knows all groups of everybody and who left a question open, and all that is shown of each question."""

    def __init__(self, questions, shown, ties=()):
        self.at, size = [], 0
        for each in questions:
            self.at.append(np.arange(size, size + each.counts.size).reshape(each.counts.shape))
            size += each.counts.size
        self.size, self.rows, self.right = size, [], []
        for each, seen, at in zip(questions, shown, self.at, strict=True):
            for place in itertools.product(*(range(len(axis.names)) for axis in each.axes)):
                leaves = at[np.ix_(*(members(axis, name) for axis, name in zip(each.axes, place, strict=True)))].ravel()
                value = each.full[place]
                ends = zip(each.axes[-each.answers :], place[-each.answers :], strict=True)
                known = all(axis.names[at] in ("", "not_answered") for axis, at in ends)
                if seen[place] != HIDDEN:
                    assert seen[place] == value
                if known or seen[place] != HIDDEN:
                    self.add([(leaves, 1.0)], float(value))
        for tie in ties:
            self.add(tie, 0.0)

    def add(self, parts, value):
        row = np.zeros(self.size)
        for leaves, sign in parts:
            row[leaves] += sign
        self.rows.append(row)
        self.right.append(value)

    def spans(self, leaves):
        goal = np.zeros(self.size)
        goal[leaves] = 1.0
        equal = LinearConstraint(np.array(self.rows), self.right, self.right)
        ends = []
        for sign in (1.0, -1.0):
            found = milp(sign * goal, integrality=np.ones(self.size), bounds=Bounds(0, 500), constraints=[equal])
            ends.append(round(sign * found.fun))
        return ends


def members(axis, at):
    return list((*((place,) for place in range(len(axis.leaves))), *axis.members)[at])


def assert_safe(question, attacker, number=0):
    """Of no group may the attacker know a count of fewer than five, nor that all gave one answer."""
    codes = [*range(len(CODES)), question.axes[-1].place["dont_know"], question.axes[-1].place["refused"]]
    groups = question.axes[:-1]
    for place in itertools.product(*(range(len(axis.names)) for axis in groups)):
        for code in codes:
            value = question.full[(*place, code)]
            if not value or (value >= LEAST and value != question.full[(*place, -1)]):
                continue
            leaves = [members(axis, at) for axis, at in zip(groups, place, strict=True)]
            low, high = attacker.spans(attacker.at[number][np.ix_(*leaves, [code])].ravel())
            assert low <= value <= high
            assert low < high, (place, code, value)


@pytest.mark.slow
def test_nobody_works_out_a_small_count_from_all_that_is_shown(fewer):
    @fewer
    @given(st.integers(0, 2**20), st.sampled_from([1, 2]))
    def attacked(seed, depth):
        chance = np.random.default_rng(seed)
        axes = (PLACES, ANSWERS) if seed % 2 else (PLACES, ROLES, ANSWERS)
        question = Question(axes, counted(chance, axes, 7.0 if seed % 2 else 3.0), depth)
        (shown,) = protect(Family((question,)))
        assert not np.any((shown > 0) & (shown < LEAST) & ~question.known & ~question.neutral)
        assert_safe(question, Attacker([question], [shown]))
        assert weak(Family((Question(axes, question.counts, depth, told=shown),))) == 0

    attacked()


def test_a_table_shown_again_after_a_few_more_answers_tells_nothing_of_those():
    axes = (PLACES, ANSWERS)
    chance = np.random.default_rng(3)
    before = counted(chance, axes, 12.0)
    since = counted(chance, axes, 4.0)
    first = Question(axes, before)
    (told,) = protect(Family((first,)))
    parts = (
        Question(axes, before + since),
        Question(axes, before, told=told),
        Question(axes, since, never=True),
    )
    later, same, hidden = protect(Family(parts, adds=((1, 2, 0),)))
    assert np.array_equal(same, told) and np.all(hidden == HIDDEN)
    attacker = Attacker(parts, (later, told, hidden))
    for now, old, new in zip(*(at.ravel() for at in attacker.at), strict=True):
        attacker.add([([old], 1.0), ([new], 1.0), ([now], -1.0)], 0.0)
    for number, each in enumerate(parts):
        assert_safe(each, attacker, number)


def test_who_was_asked_on_tells_nothing_of_the_answer_that_let_them():
    first = answers_axis("first", CODES, (), [("bad", "fair")])
    counts = np.zeros((2, 7), dtype=np.int64)
    counts[0, :3], counts[1, :3] = (3, 7, 12), (6, 9, 8)
    second = answers_axis("second", CODES)
    asked = np.zeros((2, 7), dtype=np.int64)
    asked[0, :3], asked[1, :3] = (5, 5, 0), (8, 0, 7)
    asked[:, second.place["not_asked"]] = counts[:, 2]
    parts = (Question((PLACES, first), counts), Question((PLACES, second), asked))
    link = ((0, f"{LET_ON}0"), (1, ASKED))
    shown = protect(Family(parts, (link,)))
    attacker = Attacker(parts, shown)
    for place in range(2):
        let, not_asked = attacker.at[0][place, :2], attacker.at[1][place, second.place["not_asked"]]
        everybody = np.delete(attacker.at[1][place], second.place["not_asked"])
        attacker.add([(let, 1.0), (everybody, -1.0)], 0.0)
        assert not_asked >= 0
    for number, each in enumerate(parts):
        assert_safe(each, attacker, number)


def test_a_large_survey_hides_nothing():
    counts = np.full((2, 7), 40_000, dtype=np.int64)
    question = Question((PLACES, ANSWERS), counts)
    (shown,) = protect(Family((question,)))
    assert np.array_equal(shown[..., :7], question.full[..., :7])


def test_what_everybody_answered_is_not_shown_of_a_group():
    counts = np.zeros((2, 7), dtype=np.int64)
    counts[0, 0], counts[1, :3] = 9, (20, 20, 20)
    (shown,) = protect(Family((Question((PLACES, ANSWERS), counts),)))
    assert shown[0, 0] == HIDDEN and HIDDEN in shown[0, 1:5]


def test_a_group_of_fewer_than_five_shows_nothing_at_all():
    counts = np.zeros((2, 7), dtype=np.int64)
    counts[0, 0], counts[1, :3] = 4, (20, 20, 20)
    question = Question((PLACES, ANSWERS), counts)
    (shown,) = protect(Family((question,)))
    assert np.all(shown[0] == HIDDEN)
    assert_safe(question, Attacker([question], [shown]))


def test_what_was_told_too_much_of_is_found_out_and_not_made_good():
    counts = np.zeros((2, 7), dtype=np.int64)
    counts[0, :3], counts[1, :3] = (3, 7, 12), (20, 20, 20)
    question = Question((PLACES, ANSWERS), counts)
    told = question.full.copy()
    told[0, 0] = HIDDEN
    assert weak(Family((Question(question.axes, counts, told=told),))) > 0
    with pytest.raises(Cannot):
        protect(Family((Question(question.axes, counts, told=told),)))


def test_too_many_groups_are_refused(monkeypatch):
    monkeypatch.setattr(protected, "MOST_CELLS", 10)
    with pytest.raises(ValueError, match="too many"):
        protect(Family((Question((PLACES, ANSWERS), np.zeros((2, 7), dtype=np.int64)),)))


def crossing(chance, places, each, codes=CODES):
    """Two questions of the same persons, alike more often than chance makes."""
    answers = answers_axis("first", codes), answers_axis("second", codes, [("=low", codes[:2])])
    counts = np.zeros((places, len(codes) + 4, len(codes) + 4), dtype=np.int64)
    odds = np.array([*chance.choice((1.0, 2.0, 5.0), len(codes)), 0.4, 0.1, 0.5, 0.0])
    for place in range(places):
        for _person in range(chance.poisson(each)):
            first = chance.choice(len(odds), p=odds / odds.sum())
            second = first if chance.random() < 0.4 else chance.choice(len(odds), p=odds / odds.sum())
            counts[place, first, second] += 1
    place = Axis("place", tuple(f"p{number}" for number in range(places)))
    return Crossing((place, *answers), counts)


def assert_crossing_safe(question, shown):
    """Neither of the crossing, nor of either question by itself, may the attacker know what a few answered."""
    attacker = Attacker([question], [shown])
    size = [*range(len(CODES)), question.axes[-1].place["dont_know"]]
    at = attacker.at[0]
    full = question.full
    for place in range(full.shape[0]):
        groups = members(question.axes[0], place)
        for first, second in itertools.product([*size, -1], repeat=2):
            value = int(full[place, first, second])
            if (first, second) == (-1, -1) or not 0 < value < LEAST:
                continue
            rows = members(question.axes[1], first % full.shape[1])
            columns = members(question.axes[2], second % full.shape[2])
            low, high = attacker.spans(at[np.ix_(groups, rows, columns)].ravel())
            assert low <= value <= high
            assert low < high, (place, first, second, value)


@pytest.mark.slow
def test_two_questions_crossed_tell_on_nobody_together_with_either_alone(fewer):
    @fewer
    @given(st.integers(0, 2**20))
    def attacked(seed):
        chance = np.random.default_rng(seed)
        question = crossing(chance, 1 + seed % 2, 14.0 if seed % 3 else 24.0)
        (shown,) = protect(Family((question,)))
        assert not np.any((shown > 0) & (shown < LEAST) & ~question.known & ~question.neutral)
        assert np.all(shown[:-1, :-1, :-1][~question.known[:-1, :-1, :-1]] == HIDDEN)
        assert_crossing_safe(question, shown)

    attacked()


def test_two_questions_of_many_are_crossed_and_shown():
    counts = np.zeros((2, 7, 7), dtype=np.int64)
    counts[:, :3, :3] = [[[30, 20, 9], [12, 40, 18], [7, 16, 33]], [[25, 21, 8], [14, 33, 16], [9, 19, 41]]]
    question = crossing(np.random.default_rng(1), 2, 1.0)
    (shown,) = protect(Family((Crossing(question.axes, counts),)))
    assert shown[-1, :3, :3].tolist() == counts.sum(axis=0)[:3, :3].tolist()
    assert np.all(shown[0, :3, :3] == HIDDEN) and shown[0, 0, -1] == 59


def test_who_gave_one_answer_to_the_first_did_not_all_give_one_to_the_second_for_all_one_can_see():
    counts = np.zeros((1, 7, 7), dtype=np.int64)
    counts[0, :3, :3] = [[8, 0, 0], [6, 9, 7], [6, 8, 12]]
    question = crossing(np.random.default_rng(1), 1, 1.0)
    (shown,) = protect(Family((Crossing(question.axes, counts),)))
    assert shown[-1, 0, 0] == HIDDEN


def test_who_is_asked_the_second_follows_from_the_first_and_everybody_knows():
    counts = np.zeros((1, 7, 7), dtype=np.int64)
    counts[0, :2, :3] = [[8, 6, 7], [6, 9, 7]]
    counts[0, 2, ANSWERS.place["not_asked"]] = 9
    question = Crossing(crossing(np.random.default_rng(1), 1, 1.0).axes, counts)
    assert question.impossible[0, 2, :3].all() and question.impossible[0, 0, ANSWERS.place["not_asked"]]
    assert not question.impossible[0, 0, :3].any()
    (shown,) = protect(Family((question,)))
    assert shown[-1, 0, 0] == 8


def test_who_was_asked_two_crossed_questions_tells_nothing_of_the_answer_that_let_them():
    first = answers_axis("first", CODES, (), [("bad", "fair")])
    counts = np.zeros((1, 7), dtype=np.int64)
    counts[0, :3] = (3, 20, 12)
    both = np.zeros((1, 7, 7), dtype=np.int64)
    both[0, :2, :2] = [[7, 5], [5, 6]]
    both[0, 6, 6] = 12
    axes = crossing(np.random.default_rng(1), 1, 1.0).axes
    crossed = Crossing(axes, both)
    asked = Question((axes[0], first), counts)
    shown = protect(Family((asked, crossed), (((0, f"{LET_ON}0"), (1, (0, ASKED))),)))
    attacker = Attacker((asked, crossed), shown)
    attacker.add([(attacker.at[0][0, :2], 1.0), (attacker.at[1][0, :6].ravel(), -1.0)], 0.0)
    assert_safe(asked, attacker)
    assert crossed.along((1, ASKED)) == (..., -1, crossed.axes[-1].place[ASKED])
