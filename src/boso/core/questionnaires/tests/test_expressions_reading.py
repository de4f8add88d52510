"""Expressions read and written."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boso.core.questionnaires.expressions.parser import DEEPEST, parse, printed, tidy
from boso.core.questionnaires.expressions.syntax import Binary, Column, Number, Reference, Text, references
from boso.core.questionnaires.expressions.tokens import LONGEST, ExpressionFault, tokens, uses_curly_quotes
from boso.core.questionnaires.tests.strategies import trees


@given(trees)
def test_what_is_written_reads_as_the_same_tree(tree):
    assert parse(printed(tree)) == tree


@given(trees)
def test_tidying_twice_is_tidying_once(tree):
    assert tidy(tidy(printed(tree))) == tidy(printed(tree))


@given(st.text(max_size=60) | st.text(alphabet="${}()'\"a1.,+-*/<>=!|& \u00a0‘’“”", max_size=40))
@example("1" + "+1" * 400)
@example("(" * 500)
@example("-" * 500 + "1")
@example("if(" * 200)
@example("a" * (LONGEST + 1))
def test_any_text_is_read_or_refused_with_words(text):
    try:
        tree = parse(text)
    except ExpressionFault as fault:
        assert fault.code
    else:
        assert parse(printed(tree)) == tree


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("${a}>=1and not(selected(${b},'x'))or -${c}*2", "${a} >= 1 and not(selected(${b}, 'x')) or -${c} * 2"),
        ("1-(2-3)-4", "1 - (2 - 3) - 4"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("((1))", "1"),
        ("a-b - c", "a-b - c"),
        (". > 3 and ‘x’ = “it's”", ". > 3 and 'x' = \"it's\""),
        ("\u00a0${ a }\u00a0+ 1", "${a} + 1"),
        ("mod mod div div and", "mod mod div div and"),
        ("-(${a} | ${b})", "-${a} | ${b}"),
        ("-(1 + 2)", "-(1 + 2)"),
        (".5 + 1.", ".5 + 1."),
        ("position(..)", "position(..)"),
        ("jr:choice-name(${a}, '${a}')", "jr:choice-name(${a}, '${a}')"),
        ("", ""),
        (" 1 + ", "1 +"),
    ],
)
def test_there_is_one_tidy_way_of_writing(written, tidied):
    assert tidy(written) == tidied


def test_operators_bind_as_in_xpath():
    assert parse("1 + 2 * 3") == Binary("+", Number("1"), Binary("*", Number("2"), Number("3")))
    assert parse("${a} = 'x' or b") == Binary("or", Binary("=", Reference("a"), Text("x")), Column("b"))


def test_each_name_asked_for_is_told_once():
    assert references(parse("${a} + ${b} * ${a}")) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("", "expression_ends", {}),
        ("1 +", "expression_ends", {}),
        ("1 2", "unexpected", {"text": "2"}),
        ("1 ${a}", "unexpected", {"text": "${a}"}),
        (")", "unexpected", {"text": ")"}),
        ("* 2", "unexpected", {"text": "*"}),
        ("(1", "parenthesis_not_closed", {}),
        ("if(1, 2", "parenthesis_not_closed", {}),
        ("(1, 2)", "unexpected", {"text": ","}),
        ("a == b", "sign_of_other_language", {"sign": "==", "instead": "="}),
        ("a && b", "sign_of_other_language", {"sign": "&&", "instead": "and"}),
        ("a || b", "sign_of_other_language", {"sign": "||", "instead": "or"}),
        ("a <> b", "sign_of_other_language", {"sign": "<>", "instead": "!="}),
        ("a ≥ b", "sign_of_other_language", {"sign": "≥", "instead": ">="}),
        ("a − b", "sign_of_other_language", {"sign": "−", "instead": "-"}),
        ("a / 2", "sign_of_other_language", {"sign": "/", "instead": "div"}),
        ("10 % 3", "sign_of_other_language", {"sign": "%", "instead": "mod"}),
        ("if(1; 2; 3)", "sign_of_other_language", {"sign": ";", "instead": ","}),
        ("!a", "sign_of_other_language", {"sign": "!", "instead": "not(...)"}),
        ("/data/a = 1", "paths_refused", {"text": "/data/a = 1"}),
        ("../a", "paths_refused", {"text": "../a"}),
        ("instance('x')/root/item[name = 1]/label", "paths_refused", {}),
        ("a[1]", "paths_refused", {"text": "a[1]"}),
        ("'abc", "quote_not_closed", {"sign": "'"}),
        ("“abc", "quote_not_closed", {"sign": "“"}),
        ("${a", "reference_not_closed", {}),
        ("$a", "reference_not_closed", {}),
        ("a # b", "unknown_sign", {"sign": "#"}),
        ("${a b}", "bad_reference", {"name": "a b"}),
        ("${}", "bad_reference", {"name": ""}),
        ("${last-saved#a}", "last_saved_refused", {"name": "last-saved#a"}),
        ('“it\'s "so"‟', "unexpected", {"text": "so"}),
        ("1" + " + 1" * DEEPEST, "expression_too_deep", {"limit": "150"}),
        ("x" * (LONGEST + 1), "expression_too_long", {}),
    ],
)
def test_what_cannot_be_read_is_told_with_words(text, code, values):
    with pytest.raises(ExpressionFault) as caught:
        parse(text)
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


def test_a_text_with_both_quotes_cannot_be_made():
    with pytest.raises(ValueError, match="both kinds"):
        Text("'\"")


def test_quotes_of_word_processors_are_known_where_they_stand():
    assert uses_curly_quotes("${a} = ‘x’")
    assert not uses_curly_quotes("${a} = '‘x’'")
    assert not uses_curly_quotes("${a} # ‘x’")


def test_a_token_knows_its_place():
    assert [(token.text, token.place) for token in tokens("${a} + 'b'")] == [("a", 0), ("+", 5), ("b", 7), ("", 10)]
