"""No number of law stands in Python: core/law has them, with source and mark."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from boso.core.law.listing import areas
from boso.core.law.parameters import everything

HERE = Path(__file__).parents[1]
PACKAGE = HERE.parents[1]
#: Arithmetic: nought, one, two, halves of nothing; months, percent and øre, thousands.
HARMLESS = {0, 1, 2, 12, 100, 1000}
#: What else is not law, and where.
STATED = {
    "loans/rates.py": {40},  # digits carried
    "bostotte/terms.py": {4},  # digits of a municipality's code
    "reading.py": {4},  # groups of municipality that a document can name
}
FILES = [file for file in sorted(HERE.rglob("*.py")) if "tests" not in file.relative_to(HERE).parts]
#: Where people work and where it is computed; the demo and the measurements invent numbers of their own.
WINGS = ("core", "casework", "foundation", "programme")
#: So many digits make a number that nobody writes by chance: 73.7, 613, 26 576.
TELLING = 3


def numbers(text: str) -> set[float]:
    """Every number that stands in Python, as text too."""
    found = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    return {one for one in found if type(one) in {int, float}} | {as_number(one) for one in found if type(one) is str}


def as_number(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0


def in_value(value: Any) -> Iterator[float]:
    if type(value) in {int, float}:
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from in_value(one)


def of_law() -> set[float]:
    told = {
        n for area in areas() for rows in everything(area).values() for row in rows for n in in_value(row.value)
    }  # fmt: skip
    return {one for one in told if len(str(one).removesuffix(".0").replace(".", "").strip("0")) >= TELLING}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(HERE)))
def test_no_number_of_law_stands_in_code(file):
    allowed = HARMLESS | STATED.get(str(file.relative_to(HERE)), set())
    assert numbers(file.read_text(encoding="utf-8")) <= allowed


@pytest.mark.slow
def test_no_number_that_only_the_law_has_stands_anywhere_in_code():
    law = of_law()
    assert {73.7, 16.44, 26576, 613} <= law
    found = {
        str(file.relative_to(PACKAGE)): sorted(numbers(file.read_text(encoding="utf-8")) & law)
        for wing in WINGS
        for file in sorted((PACKAGE / wing).rglob("*.py"))
        if not {"tests", "migrations", "synthetic"} & set(file.relative_to(PACKAGE).parts)
    }
    assert {where: told for where, told in found.items() if told} == {}


def test_the_look_sees_a_number():
    assert numbers("share = 73.7 * costs + 26_576 + Decimal('16,44') + len('words')") == {73.7, 26576, 16.44, 0}
