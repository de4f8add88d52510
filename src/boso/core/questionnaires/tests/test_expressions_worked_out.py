"""What expressions give."""

# ruff: noqa: DTZ001 - moments in forms have no zone

from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import assume
from hypothesis import given as examples
from hypothesis import strategies as st

from boso.core.questionnaires.expressions.dates import formatted
from boso.core.questionnaires.expressions.evaluation import choice_question, evaluate
from boso.core.questionnaires.expressions.functions import FUNCTIONS
from boso.core.questionnaires.expressions.parser import parse
from boso.core.questionnaires.expressions.syntax import Number
from boso.core.questionnaires.expressions.values import Nodes, clock, day, kept, moment, number, single, text, truth
from boso.core.questionnaires.tests.scopes import Answered, given
from boso.core.questionnaires.tests.strategies import trees

D = Decimal
DAY = dt.date(2026, 11, 22)
AGES = Nodes((D(4), None, D(40), D(39)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("1 + 2 * 3", D(7)),
        ("0.1 + 0.2 = 0.3", True),
        ("7 div 2", D("3.5")),
        ("-7 mod 3", D(-1)),
        ("- 3 + 1", D(-2)),
        ("1 div 0 > 1000", True),
        ("'a' + 1 = 2", False),
        ("'a' + 1 != 2", True),
        ("'' < 1", False),
        ("1 < 2 and 2 <= 2 and 3 > 2 and 3 >= 3", True),
        ("false() or 'x'", True),
        ("true() = 1", True),
        ("'a' = 'a'", True),
        ("'a' != 'b'", True),
        ("'1' = 1.0", True),
        ("selected('a b c', 'b')", True),
        ("selected('ab', 'b')", False),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("selected-at('a b c', 'x')", ""),
        ("count-selected('a b c')", D(3)),
        ("count-selected('')", D(0)),
        ("count(5)", D(1)),
        ("sum(1, 2, '')", D(3)),
        ("min(3, 2)", D(2)),
        ("max(3, '')", D(3)),
        ("join(', ', 'a', '', 'b')", "a, b"),
        ("concat('a', 1, true())", "a1true"),
        ("not('')", True),
        ("boolean('no')", True),
        ("boolean-from-string('true')", True),
        ("boolean-from-string('yes')", False),
        ("string(1.50)", "1.5"),
        ("string(-0)", "0"),
        ("string(1 div 0)", "Infinity"),
        ("string(-1 div 0)", "-Infinity"),
        ("string(0 div 0)", "NaN"),
        ("string-length('æøå')", D(3)),
        ("substr('kommune', 0, 3)", "kom"),
        ("substr('kommune', 3)", "mune"),
        ("substr('kommune', -3)", "une"),
        ("substr('kommune', -30, 2)", "ko"),
        ("substr('kommune', 'x', 'y')", "kommune"),
        ("substring-before('a-b-c', '-')", "a"),
        ("substring-before('abc', '-')", ""),
        ("substring-before('abc', '')", ""),
        ("substring-after('a-b-c', '-')", "b-c"),
        ("substring-after('abc', '')", "abc"),
        ("contains('bolig', 'oli')", True),
        ("starts-with('bolig', 'bo')", True),
        ("ends-with('bolig', 'ig')", True),
        ("normalize-space('  a   b ')", "a b"),
        ("translate('abcab', 'ab', 'x')", "xcx"),
        ("translate('aab', 'aa', 'xy')", "xxb"),
        ("regex('0301', '[0-9]{4}')", True),
        ("regex('03012', '[0-9]{4}')", False),
        ("regex('x', '(')", False),
        ("int(3.9) + int(-3.9)", D(0)),
        ("floor(-1.5)", D(-2)),
        ("ceiling(-1.5)", D(-1)),
        ("int('x') = int('x')", False),
        ("round(2.5)", D(3)),
        ("round(-2.5)", D(-2)),
        ("round(1234.567, 2)", D("1234.57")),
        ("round(1234.567, -2)", D(1200)),
        ("string(round('x'))", "NaN"),
        ("string(round(1.5, 'x'))", "1.5"),
        ("abs(-3)", D(3)),
        ("pow(2, 10)", D(1024)),
        ("sqrt(9)", D(3)),
        ("round(exp(1), 3)", D("2.718")),
        ("round(log(exp(2)), 6)", D(2)),
        ("log10(1000)", D(3)),
        ("date('2026-11-22')", DAY),
        ("date(0)", dt.date(1970, 1, 1)),
        ("date('nonsense')", None),
        ("date-time('2026-11-22T14:30')", dt.datetime(2026, 11, 22, 14, 30)),
        ("decimal-date-time('1970-01-02T12:00:00')", D("1.5")),
        ("today() = '2026-11-23'", True),
        ("today() - date('2026-11-20')", D(3)),
        ("'2026-11-22' < today()", True),
        ("today() > 'nonsense'", False),
        ("now()", dt.datetime(2026, 11, 23, 10, 30, 15)),
        ("if(1, 'a', 'b')", "a"),
        ("if(0, 'a', 'b')", "b"),
        ("coalesce('', 'b')", "b"),
        ("coalesce('', '')", None),
        ("once('fresh')", "fresh"),
        ("format-date('2026-03-01', '%e.%n.%Y %a')", "1.3.2026 søn"),
        (
            "format-date-time('2026-03-01T09:05:06', '%H:%M:%S %h %3 %y %b %d %m %W %% %q')",
            "09:05:06 9 000 26 mar 01 03 09 % %q",
        ),
        ("format-date('', '%Y')", ""),
        ("jr:choice-name('a b', '${q}')", "q:a, q:b"),
        ("jr:choice-name('a', ${q})", "q:a"),
        ("indexed-repeat(${age}, ${m}, 2)", "age [('m', 2)]"),
        ("indexed-repeat(${age}, ${m}, 'x')", None),
        ("position(..)", D(2)),
        ("index()", D(2)),
        ("..", D(2)),
        ("county", "column county"),
        ("random()", D("0.25")),
    ],
)
def test_an_expression_gives_what_it_says(source, expected):
    result = given(source)
    assert result == expected
    assert type(result) is type(expected) or isinstance(expected, Decimal | dt.date)


def test_several_answers_are_counted_and_summed_without_blanks():
    assert given("sum(${age})", age=AGES) == 83
    assert given("count(${age})", age=AGES) == 4
    assert given("count-non-empty(${age})", age=AGES) == 3
    assert given("min(${age})", age=AGES) == 4
    assert given("max(${age}, 60)", age=AGES) == 60
    assert given("join(';', ${age})", age=AGES) == "4;40;39"
    assert given("concat(${age})", age=AGES) == "44039"
    assert given("sum(${age} | ${more})", age=AGES, more=D(1)) == 84
    assert given("${age} > 39", age=AGES) is True
    assert given("${age} > 40", age=AGES) is False


def test_nothing_at_all_has_no_smallest():
    assert number(given("min(${age})", age=Nodes())).is_nan()
    assert number(given("max(1, 'x')")).is_nan()
    assert single(Nodes()) is None


def test_what_is_not_answered_is_blank_and_no_number():
    assert given("${a} = ''") is True
    assert given("${a} > 0 or ${a} <= 0") is False
    assert given("string-length(${a})") == 0
    assert given("${a}") is None


def test_once_keeps_what_stood_there():
    assert given("once('fresh')", here="old") == "old"
    assert given(". + 1", here=D(1)) == 2


def test_days_and_times_are_compared_as_such():
    assert given("${d} = '2026-11-22'", d=DAY) is True
    assert given("'2026-11-23' > ${d}", d=DAY) is True
    assert given("${d} = today()", d=DAY) is False
    assert given("${t} < '14:31'", t=dt.time(14, 30)) is True
    assert given("'14:30:00' = ${t}", t=dt.time(14, 30)) is True
    assert given("${t} * 24", t=dt.time(12, 0)) == 12
    assert given("${d} + 1", d=DAY) == number(dt.date(2026, 11, 23))
    assert given("concat(${d}, ' ', ${t}, ' ', ${u})", d=DAY, t=dt.time(14, 30), u=dt.time(1, 2, 3)) == (
        "2026-11-22 14:30 01:02:03"
    )


def test_names_of_months_and_days_follow_the_language():
    at = dt.datetime(2026, 5, 2)
    assert [formatted(at, "%a %b", language) for language in ("nb", "nn", "en", "se")] == [
        "lør mai",
        "lau mai",
        "Sat May",
        "lør mai",
    ]


def test_a_tree_can_be_worked_out_directly():
    assert evaluate(Number("3"), Answered()) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" 12.50 ", D("12.50")),
        ("+3", D(3)),
        (".5", D("0.5")),
        ("1e5", None),
        ("NaN", None),
        ("1,5", None),
        ("١", None),
        (True, D(1)),
        (None, None),
        ("9" * 500, None),
    ],
)
def test_only_plain_numbers_are_numbers(value, expected):
    found = number(value)
    assert found.is_nan() if expected is None else found == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-22", DAY),
        ("2026-11-22T14:30:00.000+01:00", DAY),
        ("2026-11-22 14:30", DAY),
        ("2026-02-30", None),
        ("2026-11-22 tomorrow", None),
        ("2026-11-22T25:00", None),
        ("22.11.2026", None),
        (D("20779.9"), DAY),
        (D("NaN"), None),
        (D("1e300"), None),
        (D("2999999"), None),
        (dt.datetime(2026, 11, 22, 3), DAY),
        (DAY, DAY),
        (True, None),
        (None, None),
    ],
)
def test_a_day_is_read_or_is_none(value, expected):
    assert day(value) == expected


def test_a_time_is_read_or_is_none():
    assert clock("9:05") == dt.time(9, 5)
    assert clock("14:30:15.000Z") == dt.time(14, 30, 15)
    assert clock("24:00") is None
    assert clock(dt.datetime(2026, 1, 1, 8)) == dt.time(8)
    assert clock(dt.time(8, tzinfo=dt.UTC)) == dt.time(8)
    assert clock(D(1)) is None


@pytest.mark.parametrize(
    ("value", "expected"), [("", False), ("0", True), (D(0), False), (D("NaN"), False), (DAY, True), (None, False)]
)
def test_truth_is_as_in_xpath(value, expected):
    assert truth(value) is expected


def test_fifteen_digits_of_a_calculation_are_kept():
    assert kept(given("1 div 3 * 3")) == 1
    assert kept(given("2 div 3")) == D("0.666666666666667")
    assert kept(D("NaN")) is None
    assert kept(D("Infinity")) is None
    assert kept("") is None
    assert kept("x") == "x"
    assert text(kept(D("10.50"))) == "10.5"


def test_the_question_of_a_choice_name_is_found():
    assert choice_question(parse("${a}")) == "a"
    assert choice_question(parse("' ${a} '")) == "a"
    assert choice_question(parse("'a'")) == ""


@examples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9))
def test_whole_numbers_are_reckoned_as_python_does(one, other):
    assert given("${a} + ${b}", a=D(one), b=D(other)) == one + other
    assert given("${a} - ${b}", a=D(one), b=D(other)) == one - other
    assert given("${a} * ${b}", a=D(one), b=D(other)) == one * other
    assert given("${a} < ${b}", a=D(one), b=D(other)) is (one < other)
    assert given("${a} = ${b}", a=D(one), b=D(other)) is (one == other)
    if other:
        assert given("${a} mod ${b}", a=D(one), b=D(other)) == math.fmod(one, other)
        assert float(given("${a} div ${b}", a=D(one), b=D(other))) == pytest.approx(one / other)


@examples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_sums_agree_with_floating_point_to_its_own_accuracy(one, other, third):
    values = {"a": D(repr(one)), "b": D(repr(other)), "c": D(repr(third))}
    found = given("(${a} + ${b}) * ${c} - ${a} div ${c}", **values)
    assert float(found) == pytest.approx((one + other) * third - one / third, rel=1e-9, abs=1e-3)


@examples(st.text(max_size=20), st.text(max_size=5))
def test_texts_are_handled_as_python_does(whole, part):
    assert given("contains(${a}, ${b})", a=whole, b=part) is (part in whole)
    assert given("string-length(${a})", a=whole) == len(whole)
    assert given("starts-with(${a}, ${b})", a=whole, b=part) is whole.startswith(part)


@examples(st.integers(1, 10**7), st.integers(0, 4))
def test_rounding_moves_at_most_half_a_step(value, places):
    exact = D(value) / 997
    found = given(f"round(${{a}}, {places})", a=exact)
    assert abs(found - exact) <= D(1).scaleb(-places) / 2
    assert found == round(found, places)


answered = st.one_of(
    st.none(),
    st.text(max_size=5),
    st.integers(-1000, 1000).map(Decimal),
    st.booleans(),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.lists(st.integers(0, 9).map(Decimal), max_size=3).map(Nodes),
)


@examples(trees, st.dictionaries(st.sampled_from("abc"), answered), answered)
def test_working_out_never_fails_where_the_counts_are_right(tree, answers, here):
    from boso.core.questionnaires.expressions.syntax import Call, nodes

    calls = [node for node in nodes(tree) if isinstance(node, Call)]
    assume(
        all(
            FUNCTIONS[call.function].least <= len(call.arguments) <= (FUNCTIONS[call.function].most or 99)
            for call in calls
        )
    )
    text(evaluate(tree, Answered(answers, single(here))))


def test_a_moment_is_read_without_its_zone():
    assert moment(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)) == dt.datetime(2026, 1, 1)
