"""Regular expressions: the same answers as Python's, and always an end."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.expressions import patterns
from boso.core.questionnaires.expressions.patterns import LONGEST_TEXT, compiled
from boso.core.questionnaires.expressions.tokens import ExpressionFault

_atoms = st.sampled_from(
    ["a", "b", "c", ".", "[ab]", "[^a]", "[a-c]", r"\d", r"\w", r"\s", r"\.", r"\D", r"\S", r"\W", "[\\d-]"]
)
_patterns = st.recursive(
    _atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("|".join).map(lambda text: f"({text})"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}", "{1,2}", "{0,1}", "{2,}", "{0}", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
    ),
    max_leaves=6,
)


@given(_patterns, st.text(alphabet="abc1 .-", max_size=8))
def test_a_pattern_fits_what_python_says_it_fits(pattern, text):
    assert compiled(pattern).matches(text) is (re.fullmatch(pattern, text) is not None)


@given(st.text(alphabet="ab()[]{}*+?|^$\\.,12-d", max_size=14))
def test_any_pattern_is_made_or_refused(pattern):
    try:
        compiled(pattern).matches("ab12")
    except ExpressionFault as fault:
        assert fault.code == "bad_pattern"


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("^[0-9]{11}$", "01017012345", "0101701234"),
        ("^a$|^b$", "b", "ab"),
        ("(^a|b)", "a", "c"),
        ("(a|b$)", "b", "c"),
        ("[LHUK]\\d{4}", "H0101", "X0101"),
        ("[]a]", "]", "b"),
        ("[a-]", "-", "b"),
        ("a.c", "abc", "a\nc"),
        ("\\.\\(", ".(", "x("),
        ("(?:ab)+?", "abab", "aba"),
        ("\\n\\t?", "\n", "n"),
        ("[^\\s]+@[^\\s]+", "a@b.no", "a b@c"),
        ("", "", "a"),
        ("()", "", "a"),
        ("x{0}", "", "x"),
    ],
)
def test_what_forms_use_is_understood(pattern, yes, no):
    assert compiled(pattern).matches(yes)
    assert not compiled(pattern).matches(no)


def test_a_pattern_that_would_never_end_ends():
    assert not compiled("(a+)+b").matches("a" * 5_000)
    assert not compiled("(a*b?){90}").matches("ab" * 500 + "c")


def test_a_text_longer_than_any_pattern_checks_does_not_fit():
    assert compiled("a*").matches("a" * LONGEST_TEXT)
    assert not compiled("a*").matches("a" * (LONGEST_TEXT + 1))


def test_only_so_many_steps_are_remembered(monkeypatch):
    monkeypatch.setattr(patterns, "MOST_SEEN", 3)
    made = compiled("[a-z]{0,7}")
    assert made.matches("abcdefg")
    assert len(made.seen) == 3


@pytest.mark.parametrize(
    "pattern",
    [
        "(", ")", "a)", "[", "[a", "[[:alpha:]]", "[b-a]", "[a-\\d]", "*", "a**", "a{", "a{x}", "a{2,1}", "a{123456,1234567}",
        "a{5000}", "(a{100}){100}", "a^b", "a$b", "(^a)*", "(?=a)", "(?<n>a)", "\\1", "\\b", "\\", "a*{2}", "(" * 60 + ")" * 60,
        "{2}", "a|*", "(a$)+",
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused(pattern):
    with pytest.raises(ExpressionFault) as caught:
        compiled(pattern)
    assert caught.value.code == "bad_pattern"
    assert caught.value.values["pattern"] == pattern
