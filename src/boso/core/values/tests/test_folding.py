"""Text folded for search."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from boso.core.values.folding import closeness, fold

norwegian = st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåÆØÅéÉ -", max_size=30)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Bærum", "baerum"),
        ("BÆRUM", "baerum"),
        ("Lørenskog", "lorenskog"),
        ("Loerenskog", "lorenskog"),
        ("Åmot", "amot"),
        ("Aamot", "amot"),
        ("Haakon Café", "hakon cafe"),
        ("Kárášjohka", "karasjohka"),
        ("Moss – Rygge (2020)", "moss rygge 2020"),
        ("  søker_navn ", "soker navn"),
        ("…", ""),
    ],
)
def test_a_word_folds_to_what_a_plain_keyboard_writes(written, folded):
    assert fold(written) == folded


@given(st.text())
@example("oeoe")
@example("aåa")
@example("ŉ")
@example("ΐ")
@example("ϓ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(norwegian)
def test_capitals_never_matter(text):
    assert fold(text.upper()) == fold(text.lower())


@given(norwegian)
def test_a_keyboard_without_norwegian_letters_writes_the_same(text):
    spelled = text.lower().replace("æ", "ae").replace("ø", "oe").replace("å", "aa")
    assert fold(spelled) == fold(text)


@given(norwegian)
def test_only_small_plain_letters_and_single_spaces_are_left(text):
    folded = fold(text)
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz ")
    assert "  " not in folded
    assert folded == folded.strip()


@given(norwegian)
def test_a_text_answers_itself_best(text):
    expected = 1.0 if fold(text) else 0.0
    assert closeness(text, text) == expected


@given(norwegian, norwegian)
def test_closeness_lies_between_nothing_and_one(typed, candidate):
    assert 0.0 <= closeness(typed, candidate, typed) <= 1.0


@pytest.mark.parametrize("typed", ["baerum", "bærum", "BÆR", "rum"])
def test_baerum_is_found_by_what_people_type(typed):
    assert closeness(typed, "Bærum kommune") > 0


def test_the_better_answer_has_the_higher_rank():
    ranks = [
        closeness("moss", "Moss"),
        closeness("moss", "Moss kommune"),
        closeness("moss", "Gamle Moss"),
        closeness("kommune moss", "Moss kommune"),
        closeness("moss", "Programleder", "Moss"),
        closeness("moss", "Rygge"),
    ]
    assert ranks == [1.0, 0.8, 0.6, 0.4, 0.5, 0.0]


def test_every_word_must_be_answered_somewhere():
    assert closeness("kari moss", "Kari Nordmann", "Moss") == 0.1
    assert closeness("kari rygge", "Kari Nordmann", "Moss") == 0.0


def test_two_letters_must_begin_a_word():
    assert closeness("ss", "Moss") == 0.0
    assert closeness("oss", "Moss") == 0.4
