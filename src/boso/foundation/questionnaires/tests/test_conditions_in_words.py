"""Conditions of a form, said so that whoever reads it need not know expressions."""

from __future__ import annotations

import pytest
from django.utils import translation

from boso.core.questionnaires.form import Choice, ChoiceList, Form, Kind, Question, Texts
from boso.foundation.questionnaires import showing
from boso.foundation.questionnaires.conditions import in_words

CONTENT = Form(
    form_id="home",
    title=Texts.of(en="Home"),
    version="1",
    default_language="en",
    languages=(),
    lists=(
        ChoiceList(
            name="where",
            choices=(
                Choice(name="own", label=Texts.of(en="In their own")),
                Choice(name="out", label=Texts.of(en="Outside")),
            ),
        ),
    ),
    children=(
        Question(name="secret", kind=Kind.HIDDEN),
        Question(name="lives", kind=Kind.SELECT_ONE, label=Texts.of(en="Where do they live?"), list_name="where"),
        Question(name="rooms", kind=Kind.INTEGER, label=Texts.of(en="How many rooms?"), relevant="${lives} = 'own'"),
        Question(name="said", kind=Kind.NOTE, label=Texts.of(en="You said ${rooms}"), relevant="${secret} != ''"),
    ),
)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("${lives} = 'own'", "«Where do they live?» is «In their own»"),
        ("${lives} != 'gone'", "«Where do they live?» is not «gone»"),
        ("selected(${lives}, 'out')", "«Where do they live?» is «Outside»"),
        ("${rooms} >= 3 and ${lives} != ''", "«How many rooms?» is at least 3 and «Where do they live?» is answered"),
        ("${rooms} < 2 or ${rooms} > 4 or ${rooms} = ''", None),
        ("${lives} = 'own' or ${rooms} > 2 and ${rooms} < 9", ""),
        ("${secret} != ''", ""),
        ("${nothing} = '1'", ""),
        ("${rooms} < ''", ""),
        ("count(${rooms}) > 1", ""),
        ("${rooms} >", ""),
    ],
)
def test_a_condition_is_said_in_words_or_left_as_it_is_written(written, said):
    with translation.override("en"):
        words = in_words(CONTENT, written, "en")
    if said is None:
        said = (
            "«How many rooms?» is less than 2 or «How many rooms?» is more than 4 or «How many rooms?» is not answered"
        )
    assert words == said


def test_the_list_says_conditions_repeats_the_question_and_gathers_what_nobody_is_asked():
    with translation.override("en"):
        lines = showing.rows(CONTENT)
    assert [line.name for line in showing.filled_in(lines)] == ["secret"]
    rooms, said = lines[2], lines[3]
    assert rooms.when == "«Where do they live?» is «In their own»"
    assert said.label == "You said [How many rooms?]" and said.when == "" and said.conditional
