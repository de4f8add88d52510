"""Advice on forms that work."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import pytest
from hypothesis import given

from boso.core.questionnaires.faults import Weight
from boso.core.questionnaires.form import Form, Kind, Question, Texts
from boso.core.questionnaires.lint import lint
from boso.core.questionnaires.tests.strategies import forms
from boso.core.questionnaires.tests.tables import form_of


def advice(survey: str, choices: str = "") -> list[tuple[str, str]]:
    return [(each.code, each.name) for each in lint(form_of(survey, choices))]


def asked(relevant: str, *, more: str = "") -> list[tuple[str, str]]:
    return advice(
        f"""
        | type               | name | label::nb | label::nn | relevant   |
        | select_one scale   | s    | S         | S         |            |
        | select_multiple scale | m | M         | M         |            |
        | integer            | n    | N         | N         |            |
        | text               | q    | Q         | Q         | {relevant} |
        """,
        "| list_name | name | label::nb | label::nn |\n| scale | low | Lav | Låg |\n| scale | high | Høy | Høg |\n| scale | mid | Midt | Midt |",
    )


@pytest.mark.parametrize(
    "relevant",
    [
        "false()",
        "1 = 2",
        "not(true())",
        "${s} = 'none'",
        "'none' = ${s}",
        "selected(${m}, 'none')",
        "${n} > 1 and ${s} = 'none'",
        "false() and ${n} > 1",
        "false() or ${s} = 'none'",
        "${s} = 'low' and ${n} > 1 and ${s} = 'high'",
        "string-length('') > 0",
    ],
)
def test_what_is_never_asked_is_told(relevant):
    assert asked(relevant) == [("lint_never_reached", "q")]


@pytest.mark.parametrize(
    "relevant",
    [
        "",
        "true()",
        "${n} > 1",
        "${s} = 'low'",
        "${s} = ''",
        "${s} = 'low' or ${s} = 'none'",
        "selected(${m}, 'low')",
        "${s} = 'low' and ${n} = 3",
        "today() > '2030-01-01'",
        "if(false(), 1, 0)",
        "${n} = 'x' and ${n} > 1",
    ],
)
def test_what_may_be_asked_is_left_in_peace(relevant):
    assert asked(relevant) == []


def test_an_expression_that_cannot_be_read_is_no_matter_of_advice():
    form = Form(form_id="f", default_language="en", children=(Question(name="a", kind=Kind.TEXT, relevant="1 +"),))
    assert lint(form) == []


def test_long_texts_are_told():
    long = "Ord " * 60
    found = advice(
        f"| type | name | label::nb | label::nn |\n| text | a | {long} | A |\n| note | n | {long}! Les. | N |\n| select_one l | b | B | B |",
        f"| list_name | name | label::nb | label::nn |\n| l | x | {long} | X |\n| l | y | Y | Y |",
    )
    assert found == [("lint_label_long", "a"), ("lint_choice_long", "l")]


@pytest.mark.parametrize(
    ("names", "labels", "missing", "told"),
    [
        (("yes", "no"), ("Ja", "Nei"), "", True),
        (("1", "2"), ("Ja", "Nei"), "", True),
        (("1", "0"), ("Yes", "No"), "", True),
        (("1", "2"), ("Lav", "Høy"), "", False),
        (("yes", "no"), ("Ja", "Nei"), "dont_know", False),
        (("a", "b"), ("Ja", "Nei"), "", False),
    ],
)
def test_yes_or_no_leaves_no_way_out(names, labels, missing, told):
    found = advice(
        f"| type | name | label::nb | label::nn | boso::missing |\n| select_one l | q | Q | Q | {missing} |",
        "| list_name | name | label::nb | label::nn |\n"
        + "\n".join(f"| l | {name} | {label} | {label} |" for name, label in zip(names, labels, strict=True)),
    )
    assert (("lint_no_dont_know", "q") in found) is told


def test_a_choice_that_means_not_knowing_should_be_marked():
    table = "| type | name | label::nb | label::nn |\n| select_multiple l | q | Q | Q |"
    choices = "| list_name | name | label::nb | label::nn | boso::missing |\n| l | a | A | A | |\n| l | b | Vet ikke | Veit ikkje | {} |"
    assert advice(table, choices.format("")) == [("lint_missing_unmarked", "l")]
    assert advice(table, choices.format("dont_know")) == []


def test_a_norwegian_form_should_have_both_written_languages():
    assert advice("| type | name | label::nb |\n| text | a | A |") == [("lint_language_lacks", "")]
    assert advice("| type | name | label::en |\n| text | a | A |") == []


def test_a_form_where_everything_must_be_answered_is_told():
    rows = "\n".join(f"| text | q{number} | Q{number} | Q | yes |" for number in range(5))
    assert ("lint_all_required", "") in advice(f"| type | name | label::nb | label::nn | required |\n{rows}")
    soft = rows.replace("yes", "soft")
    assert ("lint_all_required", "") not in advice(f"| type | name | label::nb | label::nn | required |\n{soft}")


def test_many_choices_and_long_pages_are_told():
    choices = "| list_name | name | label::nb | label::nn |\n" + "\n".join(
        f"| l | c{n} | C{n} | C{n} |" for n in range(16)
    )
    table = "| type | name | label::nb | label::nn | appearance |\n| select_one l | q | Q | Q | {} |"
    assert advice(table.format(""), choices) == [("lint_many_choices", "q")]
    assert advice(table.format("autocomplete"), choices) == []
    rows = "\n".join(f"| text | q{n} | Q{n} | Q{n} | |" for n in range(16))
    page = f"| type | name | label::nb | label::nn | appearance |\n| begin_group | g | G | G | {{}} |\n{rows}\n| end_group | | | | |"
    assert advice(page.format("field-list")) == [("lint_page_long", "g")]
    assert advice(page.format("")) == []
    short = page.format("field-list").replace("| text | q0 | Q0 | Q0 | |\n", "")
    assert advice(short) == []
    assert advice(short.replace("_group", "_repeat")) == []


def test_a_table_may_be_long():
    rows = "\n".join(f"| select_one l | q{n} | Q{n} | Q{n} | |" for n in range(16))
    assert advice(
        f"| type | name | label::nb | label::nn | appearance |\n| begin_group | g | G | G | field-list table-list |\n{rows}\n| end_group | | | | |",
        "| list_name | name | label::nb | label::nn |\n| l | a | A | A |\n| l | b | B | B |",
    ) == []  # fmt: skip


def test_the_same_words_twice_in_a_group_are_told():
    assert advice(
        "| type | name | label::nb | label::nn |\n| text | a | Hvor? | Kvar? |\n| text | b | hvor | kvar |"
    ) == [("lint_same_words", "b")]
    apart = "| type | name | label::nb | label::nn |\n| text | a | Hvor? | Kvar? |\n| begin_group | g | G | G |\n| text | b | Hvor? | Kvar? |\n| end_group | | | |"
    assert advice(apart) == []
    assert advice("| type | name | label::nb | label::nn |\n| text | a | ? | ? |\n| text | b | ! | ! |") == []


def test_a_constraint_should_say_what_is_wrong():
    assert advice("| type | name | label::nb | label::nn | constraint |\n| text | a | A | A | . != 'x' |") == [
        ("lint_no_message", "a")
    ]


@given(forms())
def test_advice_is_never_more_than_advice(form):
    assert all(each.weight is Weight.ADVICE and each.what for each in lint(form))


def test_texts_with_answers_in_them_may_be_alike():
    said = Texts.of(nb="Hva med ${a}?", nn="Kva med ${a}?")
    form = Form(form_id="f", children=tuple(Question(name=name, kind=Kind.TEXT, label=said) for name in "ab"))
    assert "lint_same_words" not in {each.code for each in lint(form)}
