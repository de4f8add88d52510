"""The words of faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from boso.core.questionnaires import faults
from boso.core.questionnaires.expressions.functions import REFUSED
from boso.core.questionnaires.faults import Weight
from boso.core.questionnaires.faults_words import WORDS

SOURCE = Path(faults.__file__).parent
TEXT = "\n".join(
    path.read_text(encoding="utf-8")
    for path in SOURCE.rglob("*.py")
    if "faults_words" not in path.name and "tests" not in path.parts
)


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_code_has_words_that_can_be_filled_in_and_is_used(code):
    weight, what, advice = WORDS[code]
    assert Weight(weight)
    assert what
    for text in (what, advice):
        keys = re.findall(r"%\((\w+)\)s", text)
        filled = text % dict.fromkeys(keys, "x")
        assert "%(" not in filled
    assert f'"{code}"' in TEXT or code in REFUSED.values()


def test_every_code_in_the_source_has_words():
    named = re.findall(r'(?:fault|say|_say|ExpressionFault|BadAnswer)\(\s*"(\w+)"', TEXT)
    named += re.findall(r'AnswerFault\(\s*[\w. ]+,\s*"(\w+)"', TEXT)
    assert set(named) <= set(WORDS)
    assert len(set(named)) > 60
