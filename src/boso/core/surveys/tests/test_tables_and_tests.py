"""Tables against printed values, against each other, and against counting every way there is."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from boso.core.surveys import association, independence, weights
from boso.core.surveys.crosstab import CrossTable, adjusted_residuals, matrix
from boso.core.surveys.proportions import wilson

PARTY = [[762, 327, 468], [484, 239, 477]]
TWO = [[12, 7], [5, 7]]
TEA = [[3, 1], [1, 3]]
EYES = [[68, 119, 26, 7], [20, 84, 17, 94], [15, 54, 14, 10], [5, 29, 14, 16]]
JOBS = [[1, 3, 10, 6], [2, 3, 10, 7], [1, 6, 14, 12], [0, 1, 9, 11]]


@pytest.mark.parametrize(
    "table, chi, df, p, g, v, corrected",
    [
        ([[10, 10, 20], [20, 20, 20]], "2.777778", 2, "0.249352", "2.768859", "0.166667", "0.087482"),
        (PARTY, "30.070149", 2, "2.95359e-07", "30.016693", "0.104436", "0.100920"),
        (TWO, "1.371646", 1, "0.241529", "1.375530", "0.210349", "0.106253"),
        (TEA, "2.000000", 1, "0.157299", "2.092993", "0.500000", "0.353553"),
        ([[100, 203], [42, 254], [23, 72]], "29.256686", 2, "4.436e-07", "30.030203", "0.205321", "0.198311"),
        (EYES, "138.289842", 9, "2.32529e-25", "146.443578", "0.279045", "0.270483"),
    ],
)
def test_printed_tests_and_strengths(table, chi, df, p, g, v, corrected):
    found, strength = independence.chi_square(table), association.strength(table)
    assert (f"{found.statistic:.6f}", found.df) == (chi, df)
    digits = len(p.split("e")[0]) - 1 if "e" in p else 6
    assert (f"{found.p:.{digits - 1}e}" if "e" in p else f"{found.p:.6f}") == p
    assert f"{independence.likelihood_ratio(table).statistic:.6f}" == g
    assert (f"{strength.cramer:.6f}", f"{strength.corrected:.6f}") == (v, corrected)


def test_printed_corrections_and_exact_tests():
    two, tea = independence.chi_square_corrected(TWO), independence.chi_square_corrected(TEA)
    assert [f"{each:.6f}" for each in (two.statistic, two.p, tea.statistic, tea.p)] == [
        "0.641120", "0.423305", "0.500000", "0.479500"
    ]  # fmt: skip
    assert f"{independence.fisher(TWO).p:.6f}" == "0.288308"
    assert f"{independence.fisher(TEA).p:.6f}" == "0.485714"
    assert independence.odds_ratio(TWO) == 2.4
    assert independence.odds_ratio([[1, 0], [1, 2]]) is None
    strength = association.strength([[10, 10, 20], [20, 20, 20]])
    assert (f"{strength.tschuprow:.6f}", f"{strength.contingency:.6f}") == ("0.140149", "0.164399")


def test_printed_residuals():
    assert [f"{each:.4f}" for each in adjusted_residuals(np.array(PARTY, float))[0]] == ["4.5021", "0.6995", "-5.3159"]
    assert f"{adjusted_residuals(np.array(EYES, float)).max():.4f}" == "9.9676"
    assert np.isnan(adjusted_residuals(np.zeros((2, 2)))).all()
    assert np.isnan(adjusted_residuals(np.array([[1.0, 2.0]]))).all()


def test_printed_measures_of_order():
    found = association.order(JOBS)
    assert (found.same, found.opposite) == (1331, 849)
    assert (f"{found.gamma:.6f}", f"{found.somers:.6f}") == ("0.221101", "0.141723")
    r, test = association.trend(JOBS)
    assert (f"{r:.6f}", f"{test.statistic:.6f}", test.df) == ("0.177200", "2.982988", 1)
    chi = independence.chi_square(JOBS)
    assert (f"{chi.statistic:.6f}", f"{chi.p:.6f}") == ("5.965515", "0.743365")
    pairs = np.zeros((5, 4))
    for one, other in zip((1, 2, 3, 4, 4, 5, 5), (1, 1, 2, 3, 4, 4, 5), strict=True):
        pairs = np.pad(pairs, ((0, 0), (0, max(0, other - pairs.shape[1]))))
        pairs[one - 1, other - 1] += 1
    kendall = association.order(pairs)
    assert (f"{kendall.tau_b:.6f}", f"{kendall.tau_c:.6f}") == ("0.894737", "0.867347")


def test_printed_comparison_of_ranks():
    found = association.compare_ranks([19, 22, 16, 29, 24], [20, 11, 17, 12])
    assert (found.u, f"{found.p:.6f}", found.exact) == (17, "0.111111", True)


def test_what_there_is_too_little_for():
    line, nothing = [[3, 4], [0, 0]], [[0, 0], [0, 0]]
    for table in (line, nothing):
        assert independence.independence(table, 1) is None
        assert independence.chi_square(table) is None
        assert independence.chi_square_corrected(table) is None
        assert independence.likelihood_ratio(table) is None
        assert independence.fisher(table) is None
        assert independence.drawn(table, 1) is None
        assert association.strength(table) is None
        assert association.trend(table) is None
    assert independence.small(nothing)
    assert association.order(nothing).gamma is None
    assert association.order(line).tau_c is None
    assert association.order(line).somers is None
    assert association.strength([[1, 0], [0, 1]]).corrected is None
    assert association.strength([[0.5, 0], [0, 0.5]]).corrected is None
    assert association.compare_ranks([], [1]) is None
    with pytest.raises(ValueError, match="counts persons"):
        independence.fisher([[1.5, 2], [2, 2]])
    for wrong in ([1, 2], [[-1]]):
        with pytest.raises(ValueError, match="rows and columns"):
            matrix(wrong)


def test_the_counts_decide_the_test():
    assert independence.independence(PARTY, 1).way is independence.Way.CHI_SQUARE
    assert independence.independence(TEA, 1).way is independence.Way.FISHER
    found = independence.independence(JOBS, 1, 499)
    assert (found.way, found.samples) == (independence.Way.DRAWN, 499)
    assert found == independence.independence(JOBS, 1, 499)
    assert found != independence.independence(JOBS, 2, 499)


cells = st.integers(0, 6)


def tables(rows: int, columns: int):
    line = st.lists(cells, min_size=columns, max_size=columns)
    return st.lists(line, min_size=rows, max_size=rows)


@given(tables(2, 2))
def test_fisher_is_all_tables_that_are_no_likelier(table):
    found = independence.fisher(table)
    assume(found is not None)
    every = _likelihoods(table)
    seen = every[tuple(map(tuple, table))]
    assert math.isclose(found.p, sum(each for each in every.values() if each <= seen * (1 + 1e-12)))
    assert math.isclose(independence.fisher([*zip(*table, strict=True)]).p, found.p)


def test_drawn_tables_come_near_to_all_tables():
    table = [[3, 0, 2], [0, 4, 1]]
    seen = independence.chi_square(table).statistic
    exact = sum(
        chance
        for each, chance in _likelihoods(table).items()
        if independence.pearson(np.array(each, float)) >= seen - 1e-9
    )
    assert abs(independence.drawn(table, 7, 20_000).p - exact) < 0.006


def _likelihoods(table):
    """Every table of the same sums with how likely it is."""
    rows = [sum(line) for line in table]
    columns = [sum(line) for line in zip(*table, strict=True)]
    lines = [
        [line for line in itertools.product(*(range(most + 1) for most in columns)) if sum(line) == row] for row in rows
    ]
    found = {}
    for each in itertools.product(*lines):
        if [sum(line) for line in zip(*each, strict=True)] == columns:
            above = math.prod(math.factorial(size) for size in (*rows, *columns))
            found[each] = (
                above / math.factorial(sum(rows)) / math.prod(math.factorial(cell) for line in each for cell in line)
            )
    return found


@given(tables(3, 4))
def test_measures_of_order_are_those_of_all_pairs(table):
    persons = [
        (row, column) for row, line in enumerate(table) for column, count in enumerate(line) for _ in range(count)
    ]
    same = opposite = by_row = by_column = 0
    for one, other in itertools.combinations(persons, 2):
        way = (one[0] - other[0]) * (one[1] - other[1])
        same, opposite = same + (way > 0), opposite + (way < 0)
        by_row, by_column = by_row + (one[0] != other[0]), by_column + (one[1] != other[1])
    found = association.order(table)
    assert (found.same, found.opposite) == (same, opposite)
    if by_row and by_column:
        assert math.isclose(found.somers, (same - opposite) / by_row)
        assert math.isclose(found.tau_b, (same - opposite) / math.sqrt(by_row * by_column), abs_tol=1e-12)
        rank, test = association.trend(table)
        assert math.isclose(rank, np.corrcoef(np.array(persons).T)[0, 1], abs_tol=1e-9)
        assert 0 <= test.p <= 1
    else:
        assert found.tau_b is None


values = st.lists(st.integers(1, 5), min_size=1, max_size=5)


@given(values, values)
def test_ranks_are_compared_over_all_ways_to_share_them_out(one, other):
    found = association.compare_ranks(one, other)
    wins = sum((a > b) + (a == b) / 2 for a in one for b in other)
    everybody = [*one, *other]
    middle = len(one) * len(other) / 2

    def won(chosen):
        mine = [everybody[at] for at in chosen]
        rest = [each for at, each in enumerate(everybody) if at not in chosen]
        return sum((a > b) + (a == b) / 2 for a in mine for b in rest)

    ways = [won(chosen) for chosen in itertools.combinations(range(len(everybody)), len(one))]
    assert found.u == wins
    assert math.isclose(found.p, sum(abs(way - middle) >= abs(wins - middle) - 1e-9 for way in ways) / len(ways))


def test_many_ranks_are_compared_by_the_normal_curve():
    from scipy.stats import mannwhitneyu

    one, other = [number % 7 for number in range(50)], [number % 5 + 1 for number in range(40)]
    found, there = association.compare_ranks(one, other), mannwhitneyu(one, other, method="asymptotic")
    assert (found.u, found.exact) == (there.statistic, False)
    assert math.isclose(found.p, there.pvalue)
    assert association.compare_ranks([1] * 40, [1] * 40).p == 1


@given(tables(3, 3))
def test_tests_do_not_mind_which_way_a_table_is_turned(table):
    found = independence.chi_square(table)
    assume(found is not None)
    turned = [*zip(*table, strict=True)]
    assert math.isclose(found.statistic, independence.chi_square(turned[::-1]).statistic, abs_tol=1e-9)
    strength = association.strength(table)
    assert 0 <= strength.cramer <= 1 + 1e-9
    assert strength.corrected is None or 0 <= strength.corrected <= strength.cramer + 1e-9


def test_shares_of_a_table():
    found = CrossTable(("a", "b", "c"), ("x", "y"), np.array([[1, 3], [2, 2], [0, 0]]))
    assert (found.n, found.row_n, found.column_n, found.effective_n) == (8, (4, 4, 0), (3, 5), 8)
    assert found.row_shares[0].tolist() == [0.25, 0.75]
    assert np.isnan(found.row_shares[2]).all()
    assert found.column_shares[:, 0].tolist() == [1 / 3, 2 / 3, 0]
    assert found.total_shares.sum() == 1
    assert found.expected[0].tolist() == [1.5, 2.5]
    assert found.row_effective(0) == 4
    assert found.residuals.shape == (3, 2)
    assert CrossTable(("a",), ("x",), np.array([[0]])).expected.tolist() == [[0]]


def test_a_cell_is_a_share_with_its_range_and_its_population():
    found = CrossTable(("a", "b"), ("x", "y"), np.array([[4, 6], [0, 0]]))
    assert (found.share(0, 0).value, found.share(0, 0).range) == (0.4, wilson(4, 10))
    assert found.share(0, 0, population=10).range.low == 0.4
    assert found.share(1, 0).range is None
    with pytest.raises(ValueError, match="no larger"):
        found.share(0, 0, population=9)


def test_what_is_out_of_the_ordinary_when_all_cells_are_looked_at():
    party = CrossTable(("women", "men"), ("d", "i", "r"), np.array(PARTY))
    assert party.unusual() == ((0, 0), (0, 2), (1, 0), (1, 2))
    # 2.05 standard errors: enough for one cell, not for four.
    near = CrossTable(("a", "b"), ("x", "y"), np.array([[20, 10], [12, 18]]))
    assert near.residuals.max() > 1.96
    assert near.unusual() == ()
    assert CrossTable(("a",), ("x",), np.array([[3]])).unusual() == ()


def test_weighted_tables_are_brought_to_the_answers_there_are():
    weighted, squares = np.array([[25.0, 15.0], [24.0, 62.0]]), np.array([[25.0, 15.0], [48.0, 124.0]])
    brought = weights.scaled(weighted, 83)
    assert f"{independence.chi_square(brought).statistic:.6f}" == "9.055799"
    found = CrossTable(("a", "b"), ("x", "y"), np.array([[25, 15], [12, 31]]), weighted=weighted, squares=squares)
    assert found.row_shares[1].tolist() == [24 / 86, 62 / 86]
    assert f"{found.effective_n:.6f}" == "74.886792"
    assert found.row_effective(1) == 43
    assert found.share(1, 0).value == 24 / 86
    assert found.share(1, 0).range == wilson(12, 43)
    assert found.share(0, 0, population=40).range.low == 25 / 40
    assert found.share(1, 0, population=86).effective == pytest.approx(43 * 85 / 43)
    schools = [[406.1640, 101.5410, 270.7760], [4467.8035, 372.3170, 575.3989]]
    assert f"{independence.chi_square(weights.scaled(schools, 183)).statistic:.4f}" == "11.9409"
    with pytest.raises(ValueError, match="nothing"):
        weights.scaled([[0.0]], 3)


@given(tables(2, 3).filter(lambda table: (np.array(table) > 0).all()))
def test_equal_weights_give_the_plain_test(table):
    counts = np.array(table, float)
    answers = int(counts.sum())
    found, plain = weights.rao_scott(counts * 3, counts * 9, answers), independence.chi_square(table)
    assert math.isclose(found.df, plain.df, rel_tol=1e-9)
    assert math.isclose(found.beneath, plain.df * (answers - 1), rel_tol=1e-9)
    assert math.isclose(found.statistic, plain.statistic / plain.df * (answers - 1) / answers, abs_tol=1e-9)


def test_for_two_by_two_weights_are_those_of_the_difference_drawn_anew():
    """An independent way: the linearised variance of the logarithm of the odds ratio, person by person."""
    groups = [(0, 0, 1.0)] * 25 + [(0, 1, 1.0)] * 15 + [(1, 0, 2.0)] * 12 + [(1, 1, 2.0)] * 31
    weighted, squares = np.zeros((2, 2)), np.zeros((2, 2))
    for row, column, weight in groups:
        weighted[row, column] += weight
        squares[row, column] += weight**2
    found = weights.rao_scott(weighted, squares, len(groups))
    shares = weighted / weighted.sum()
    signs = np.array([[1, -1], [-1, 1]])
    influence = [weight / weighted.sum() * signs[row, column] / shares[row, column] for row, column, weight in groups]
    drawn = len(groups) / (len(groups) - 1) * sum(each**2 for each in influence)
    plain = (1 / shares).sum() / len(groups)
    chi = independence.chi_square(weights.scaled(weighted, len(groups))).statistic
    assert (found.df, found.beneath) == (pytest.approx(1), pytest.approx(82))
    assert found.statistic == pytest.approx(chi / (drawn / plain))
    assert 0 < found.p < 0.05


persons = st.tuples(st.integers(0, 2), st.integers(0, 2), st.floats(0.25, 4))


@given(st.lists(persons, min_size=1, max_size=40), st.floats(0.1, 10))
def test_weights_count_by_how_they_stand_to_each_other(persons, factor):
    weighted, squares = np.zeros((3, 3)), np.zeros((3, 3))
    for row, column, weight in persons:
        weighted[row, column] += weight
        squares[row, column] += weight**2
    found = weights.rao_scott(weighted, squares, len(persons))
    again = weights.rao_scott(weighted * factor, squares * factor**2, len(persons))
    assert (found is None) == (again is None)
    if found is not None:
        assert 0 <= found.p <= 1
        assert 0 < found.df <= 4 + 1e-9
        assert again.p == pytest.approx(found.p)


def test_too_few_for_weights():
    one = np.array([[3.0, 0.0], [2.0, 0.0]])
    assert weights.rao_scott(one, one, 5) is None
    for apart in (np.diag([1.0, 1.0, 1.0]), np.diag([1.0, 1.0])):
        assert weights.rao_scott(apart, apart, len(apart)) is None
