"""Faults are said in the reader's language."""

from __future__ import annotations

import pytest
from django.utils import translation

from boso.core.questionnaires.differences import CHANGES, Change, Difference
from boso.core.questionnaires.faults import fault
from boso.core.questionnaires.faults_words import WORDS
from boso.core.questionnaires.standing import AnswerFault
from boso.foundation.questionnaires import showing, wording
from boso.foundation.questionnaires.core_fields import Breach, CoreFault
from boso.foundation.questionnaires.fault_words import SAID


def test_everything_the_core_says_is_marked_for_translation():
    with translation.override("en"):
        marked = {str(text) for text in SAID}
    assert marked == {text for _weight, what, advice in WORDS.values() for text in (what, advice) if text}


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_fault_is_said_in_norwegian(language):
    with translation.override(language):
        said = wording.said(fault("no_questions"))
    assert "spørsmål" in said
    assert "question" not in said


def test_the_author_of_a_form_has_the_last_word():
    assert wording.what(AnswerFault("age", "answer_against_constraint", "Alder er fra 0 til 119.")) == (
        "Alder er fra 0 til 119."
    )


@pytest.mark.parametrize("change", list(Change))
def test_every_difference_is_said_as_the_core_says_it(change):
    difference = Difference(change=change, column="x", language="nb", choice="c", before="a", after="b")
    with translation.override("en"):
        assert showing.sentence(difference) == CHANGES[change] % {
            "column": "x", "language": "nb", "choice": "c", "before": "a", "after": "b",
        }  # fmt: skip


@pytest.mark.parametrize("breach", list(Breach))
def test_why_the_core_is_kept_names_the_question(breach):
    assert "Situasjon" in wording.breach(CoreFault("situation", "Situasjon", breach))
