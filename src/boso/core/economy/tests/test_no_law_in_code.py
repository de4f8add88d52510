"""No number of law stands in Python: core/law has them, with source and mark."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parents[1]
#: Arithmetic: nought, one, two, halves of nothing; months, percent and øre, thousands.
HARMLESS = {0, 1, 2, 12, 100, 1000}
#: What else is not law, and where.
STATED = {
    "loans/rates.py": {40},  # digits carried
    "bostotte/terms.py": {4},  # digits of a municipality's code
    "reading.py": {4},  # groups of municipality that a document can name
}
FILES = [file for file in sorted(HERE.rglob("*.py")) if "tests" not in file.relative_to(HERE).parts]


def numbers(text: str) -> set[float]:
    return {
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HERE)))
def test_no_number_of_law_stands_in_code(file):
    allowed = HARMLESS | STATED.get(str(file.relative_to(HERE)), set())
    assert numbers(file.read_text(encoding="utf-8")) <= allowed


def test_the_look_sees_a_number():
    assert numbers("share = 73.7 * costs + 26_576") == {73.7, 26576}
