"""Sentences cover what is said; codes over each other are cut where one begins or ends; two coders are compared."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from boso.core.coding.overlaps import by_character, by_unit, runs, union
from boso.core.coding.sentences import sentences
from boso.core.surveys.agreement import cohen

LENGTH = 30
spans = st.lists(
    st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH)).filter(lambda span: span[0] < span[1]), max_size=6
)


def said(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text)]


def test_a_sentence_ends_at_its_mark_or_at_the_line():
    text = "Vi ville mer. «Hvorfor?» Ja.\n\n  Neste linje uten punktum\nØnsker vi f.eks. Hamar? 3 av 5."
    assert said(text) == [
        "Vi ville mer.", "«Hvorfor?»", "Ja.", "Neste linje uten punktum", "Ønsker vi f.eks. Hamar? 3 av 5.",
    ]  # fmt: skip
    assert [one.line for one in sentences(text)] == [1, 1, 1, 3, 4]
    assert said("") == []


@given(st.text(st.sampled_from("aB.?!» \n😀å"), max_size=60))
def test_sentences_hold_all_words_once_and_in_order(text):
    found = sentences(text)
    assert [one.number for one in found] == list(range(1, len(found) + 1))
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(said == said.strip() and said and "\n" not in said for said in (text[s.start : s.end] for s in found))
    assert "".join(text[s.start : s.end] for s in found).replace(" ", "") == "".join(text.split())


@given(spans)
def test_runs_are_the_text_with_what_lies_over_each_character(over):
    found = runs(0, LENGTH, over)
    assert [n for run in found for n in range(run.start, run.end)] == list(range(LENGTH))
    for run in found:
        for place in range(run.start, run.end):
            assert run.things == tuple(n for n, (start, end) in enumerate(over) if start <= place < end)


@given(spans, spans)
def test_characters_are_counted_as_one_by_one(first, second):
    def marks(over, place):
        return any(start <= place < end for start, end in over)

    counts = [[0, 0], [0, 0]]
    for place in range(LENGTH):
        counts[not marks(first, place)][not marks(second, place)] += 1
    assert by_character(LENGTH, first, second) == counts


def test_two_coders_on_three_sentences():
    assert union([(5, 9), (0, 3), (2, 4)]) == [(0, 4), (5, 9)]
    assert by_unit([(0, 4), (5, 9), (10, 14)], [(1, 2), (6, 7)], [(8, 9), (12, 13)]) == [[1, 1], [1, 0]]
    assert runs(3, 3, []) == []


def test_nothing_marked_by_either_has_no_kappa():
    found = cohen(by_character(10, [], []))
    assert found is not None
    assert found.value is None
