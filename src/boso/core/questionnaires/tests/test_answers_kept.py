"""Where answers stand, what a typed or stored one means, and how a value is written down."""

# ruff: noqa: DTZ001 - moments in forms have no zone
# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.answers import (
    LONGEST_ANSWER,
    MOST_ROUNDS,
    add_round,
    get,
    plain,
    put,
    read_answer,
    remove_round,
    written,
)
from boso.core.questionnaires.form import Kind, Missing, Question
from boso.core.questionnaires.saying import filled, shown
from boso.core.questionnaires.standing import AnswerFault

D = Decimal


def read(kind: Kind, raw: object, **more: object) -> object:
    return read_answer(Question(name="q", kind=kind, **more), raw)


def test_answers_are_put_and_got_by_key():
    answers = put(put({}, "size", 2), "members/1/age", 40)
    assert answers == {"size": 2, "members": [{}, {"age": 40}]}
    assert put(answers, "members/0/pets/0/name", "Pus")["members"][0] == {"pets": [{"name": "Pus"}]}
    assert get(answers, "members/1/age") == 40
    assert [get(answers, key) for key in ("x", "members/7/age", "members/x/age", "size/0/a", "members/00001/age")] == [
        None
    ] * 5
    assert put({"members": "nonsense"}, "members/0/age", 1) == {"members": [{"age": 1}]}
    assert put({"members": ["nonsense"]}, "members/0/age", 1) == {"members": [{"age": 1}]}


@pytest.mark.parametrize("key", ["a/b/c", "a/0", f"a/{MOST_ROUNDS}/b", "a/-1/b", "a/1000/b"])
def test_a_key_that_leads_nowhere_is_refused(key):
    with pytest.raises(ValueError, match="No round"):
        put({}, key, 1)


def test_rounds_are_added_and_removed():
    answers = {"members": [{"a": 1}, {"a": 2}, {"a": 3}]}
    assert add_round({}, "members") == {"members": [{}]}
    assert add_round({}, "members", standing=1) == {"members": [{}, {}]}
    assert add_round(answers, "members", standing=3)["members"][3] == {}
    assert len(add_round({"m": [{}] * MOST_ROUNDS}, "m")["m"]) == MOST_ROUNDS
    assert remove_round(answers, "members/1") == {"members": [{"a": 1}, {"a": 3}]}
    for key in ("members/3", "members", "members/x", "others/0"):
        assert remove_round(answers, key) == answers
    nested = put({}, "homes/0/rooms/1/area", 5)
    assert remove_round(nested, "homes/0/rooms/0") == {"homes": [{"rooms": [{"area": 5}]}]}


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.sampled_from("xy")), max_size=8))
def test_what_was_put_is_got(steps):
    answers: dict = {}
    last = {}
    for number, (repeat, place, name) in enumerate(steps):
        key = f"{repeat}/{place}/{name}"
        answers, last[key] = put(answers, key, number), number
    assert {key: get(answers, key) for key in last} == last


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, "  two\r\nlines\t ", "two\nlines"),
        (Kind.TEXT, 7, "7"),
        (Kind.TEXT, "   ", None),
        (Kind.TEXT, dt.date(2026, 11, 22), "2026-11-22"),
        (Kind.NOTE, "x", None),
        (Kind.INTEGER, "1 500", D(1500)),
        (Kind.INTEGER, "\u00a0−3 ", D(-3)),
        (Kind.INTEGER, "3,0", D(3)),
        (Kind.INTEGER, 3.0, D(3)),
        (Kind.INTEGER, " ", None),
        (Kind.DECIMAL, "1\u00a0234,50", D("1234.50")),
        (Kind.DECIMAL, "12.5", D("12.5")),
        (Kind.DECIMAL, 0.1, D("0.1")),
        (Kind.DECIMAL, D("1.5"), D("1.5")),
        (Kind.RANGE, "7", D(7)),
        (Kind.RANGE, " ", None),
        (Kind.SELECT_ONE, ["a"], "a"),
        (Kind.SELECT_ONE, [], None),
        (Kind.SELECT_ONE, 1, "1"),
        (Kind.SELECT_MULTIPLE, "a b a", ("a", "b")),
        (Kind.SELECT_MULTIPLE, ["b", "", "a"], ("b", "a")),
        (Kind.SELECT_MULTIPLE, [], None),
        (Kind.RANK, ["b", "a"], ("b", "a")),
        (Kind.RANK, "", None),
        (Kind.DATE, "22.11.2026", dt.date(2026, 11, 22)),
        (Kind.DATE, "2.1.2026", dt.date(2026, 1, 2)),
        (Kind.DATE, "2026-11-22", dt.date(2026, 11, 22)),
        (Kind.DATE, dt.date(2026, 11, 22), dt.date(2026, 11, 22)),
        (Kind.DATE, "  ", None),
        (Kind.TIME, "14:30", dt.time(14, 30)),
        (Kind.DATETIME, "22.11.2026 14:30", dt.datetime(2026, 11, 22, 14, 30)),
        (Kind.DATETIME, "2026-11-22T14:30", dt.datetime(2026, 11, 22, 14, 30)),
        (Kind.ACKNOWLEDGE, True, "OK"),
        (Kind.ACKNOWLEDGE, "on", "OK"),
        (Kind.ACKNOWLEDGE, False, None),
        (Kind.ACKNOWLEDGE, "nei", None),
        (Kind.ACKNOWLEDGE, " ", None),
        (Kind.GEOPOINT, "60.7945, 11.0680", "60.7945 11.068"),
        (Kind.GEOPOINT, "60.7945 11.0680 120 5", "60.7945 11.068 120 5"),
        (Kind.GEOPOINT, " ", None),
    ],
)
def test_an_answer_means_what_people_mean(kind, raw, value):
    assert read(kind, raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        (Kind.TEXT, ["a"], "answer_not_understood"),
        (Kind.TEXT, True, "answer_not_understood"),
        (Kind.TEXT, "a\x00b", "answer_with_control_letters"),
        (Kind.TEXT, "\ud800", "answer_with_control_letters"),
        (Kind.TEXT, "x" * (LONGEST_ANSWER + 1), "answer_too_long"),
        (Kind.INTEGER, "1,5", "not_a_whole_number"),
        (Kind.INTEGER, "many" * 20, "not_a_number"),
        (Kind.INTEGER, "9" * 16, "number_too_large"),
        (Kind.INTEGER, 10**400, "number_too_large"),
        (Kind.DECIMAL, 1e300, "not_a_number"),
        (Kind.DECIMAL, float("nan"), "not_a_number"),
        (Kind.DECIMAL, float("inf"), "not_a_number"),
        (Kind.DECIMAL, "1.500,25", "not_a_number"),
        (Kind.RANGE, "11", "out_of_range"),
        (Kind.RANGE, "1,5", "not_a_step"),
        (Kind.SELECT_ONE, ["a", "b"], "only_one_choice"),
        (Kind.SELECT_MULTIPLE, {"a": "b"}, "answer_not_understood"),
        (Kind.SELECT_MULTIPLE, ["a"] * 1_001, "answer_too_long"),
        (Kind.RANK, ["a", "a"], "ranked_twice"),
        (Kind.DATE, "31.02.2026", "not_a_day"),
        (Kind.DATE, 7, "not_a_day"),
        (Kind.TIME, "25:00", "not_a_time"),
        (Kind.DATETIME, "tomorrow", "not_a_moment"),
        (Kind.ACKNOWLEDGE, "perhaps", "answer_not_understood"),
        (Kind.GEOPOINT, "91 0", "not_a_place"),
        (Kind.GEOPOINT, "60 200", "not_a_place"),
        (Kind.GEOPOINT, "60", "not_a_place"),
        (Kind.GEOPOINT, "a b", "not_a_place"),
        (Kind.TEXT, {"missing": "perhaps"}, "answer_not_understood"),
        (Kind.TEXT, {"missing": "dont_know"}, "missing_not_offered"),
        (Kind.TEXT, {}, "answer_not_understood"),
    ],
)
def test_an_answer_that_means_nothing_is_told(kind, raw, code):
    found = read(kind, raw)
    assert isinstance(found, AnswerFault)
    assert (found.code, found.key, found.soft) == (code, "q", False)
    assert found.what


def test_the_limits_of_a_range_are_the_forms():
    parameters = (("start", "0"), ("end", "1"), ("step", "0.25"))
    assert read(Kind.RANGE, "0,75", parameters=parameters) == D("0.75")
    found = read(Kind.RANGE, "0,8", parameters=parameters)
    assert found.advice == "Go up from 0 by 0.25."


def test_not_knowing_is_an_answer_where_it_is_offered():
    offered = {"missing": (Missing.DONT_KNOW,)}
    assert read(Kind.DATE, {"missing": "dont_know"}, **offered) is Missing.DONT_KNOW
    assert read(Kind.DATE, Missing.DONT_KNOW, **offered) is Missing.DONT_KNOW
    assert plain(Missing.DONT_KNOW) == {"missing": "dont_know"}
    assert written(Missing.DONT_KNOW) == shown(Missing.DONT_KNOW, "nb") == ""


values = {
    Kind.TEXT: st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(lambda t: t == t.strip() and t),
    Kind.INTEGER: st.integers(-(10**14), 10**14).map(Decimal),
    Kind.DECIMAL: st.decimals(-(10**9), 10**9, places=4),
    Kind.SELECT_MULTIPLE: st.lists(st.sampled_from("abcd"), unique=True, min_size=1).map(tuple),
    Kind.DATE: st.dates(),
    Kind.TIME: st.times().map(lambda t: t.replace(microsecond=0, fold=0)),
    Kind.DATETIME: st.datetimes().map(lambda t: t.replace(microsecond=0, fold=0)),
    Kind.ACKNOWLEDGE: st.just("OK"),
}  # fmt: skip


@given(st.sampled_from(sorted(values)).flatmap(lambda kind: st.tuples(st.just(kind), values[kind])))
def test_what_is_stored_reads_back_as_the_same_value(pair):
    kind, value = pair
    assert read(kind, plain(value)) == value
    assert read(kind, written(value)) == value


@given(
    st.sampled_from(sorted(Kind)),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.lists(st.text(max_size=3)) | st.binary(),
)  # fmt: skip
def test_no_answer_whatever_fails(kind, raw):
    read(kind, raw)


def test_values_are_shown_as_people_write_them():
    assert shown(D("1234567.5"), "nb") == "1\u00a0234\u00a0567,5"
    assert shown(D("-1234567.5"), "en") == "-1,234,567.5"
    assert shown(D("-2.5"), "nn") == "−2,5"
    assert shown(D(2026), "nb") == shown(D(2026), "en") == "2026"
    assert shown(D("NaN"), "nb") == ""
    assert shown(dt.date(2026, 1, 2), "nb") == "02.01.2026"
    assert shown(dt.datetime(2026, 1, 2, 3, 4), "nb") == "02.01.2026 03:04"
    assert shown(dt.time(3, 4), "nb") == "03:04"
    assert shown(True, "nb") == "true"
    assert shown(None, "nb") == ""


def test_a_text_is_filled_in():
    assert filled("Hei ${ a }, ${b}", lambda name: name.upper()) == "Hei A, B"
    assert filled("Hei", str.upper) == "Hei"
