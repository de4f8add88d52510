"""What is different between a form and the one it was made from."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.differences import CHANGES, Change, Difference, _longest_rise, differences
from boso.core.questionnaires.fingerprints import Break, breaks, fingerprint, wording_digest
from boso.core.questionnaires.form import Form, Kind, Question, Texts
from boso.core.questionnaires.tests.strategies import forms
from boso.core.questionnaires.tests.tables import form_of

CHOICES = """
    | list_name | name | label::nb | label::nn | boso::missing |
    | yn        | yes  | Ja        | Ja        |               |
    | yn        | no   | Nei       | Nei       |               |
    | yn        | dk   | Vet ikke  | Veit ikkje | dont_know    |
"""
TABLE = """
    | type          | name    | label::nb          | label::nn       | relevant       | required | appearance |
    | integer       | size    | Hvor mange bor her? | Kor mange bur her? |            | yes      |            |
    | begin_group   | home    | Hjemmet            | Heimen          |                |          | field-list |
    | select_one yn | owns    | Eier dere boligen? | Eig de bustaden? | ${size} > 0   |          |            |
    | text          | where   | Hvor ligger den?   | Kvar ligg han?  |                |          |            |
    | end_group     |         |                    |                 |                |          |            |
    | text          | comment | Noe mer?           | Noko meir?      | ${owns} = 'yes' |         |            |
"""
OLD = form_of(TABLE, CHOICES)


def changed(table: str = TABLE, choices: str = CHOICES) -> list[tuple[str, str, str, str]]:
    found = differences(OLD, form_of(table, choices))
    assert all(each.what for each in found)
    return [(each.change.value, each.name, each.column or each.choice, each.after) for each in found]


def test_equal_forms_have_no_differences():
    assert changed() == []


@given(forms())
def test_a_form_is_not_different_from_itself(form):
    assert differences(form, form) == []


@given(forms(), forms())
def test_differences_are_found_in_both_directions(one, other):
    forward, back = differences(one, other), differences(other, one)
    assert {each.name for each in forward if each.change is Change.ADDED} == {
        each.name for each in back if each.change is Change.REMOVED
    }
    if not forward:
        assert [element.name for element in one.elements()] == [element.name for element in other.elements()]


def test_what_is_new_gone_and_said_otherwise_is_told():
    table = TABLE.replace("Hvor mange bor her?", "Hvor mange er dere?").replace(
        "| text          | where   | Hvor ligger den?   | Kvar ligg han?  |",
        "| date          | since   | Siden når?         | Sidan når?      |",
    )
    assert changed(table) == [
        ("text", "size", "label", "Hvor mange er dere?"),
        ("added", "since", "", "Siden når?"),
        ("removed", "where", "", ""),
    ]


def test_a_new_name_for_the_same_question_is_no_new_question():
    table = TABLE.replace(" owns ", " owner ").replace("${owns}", "${owner}")
    assert changed(table) == [("renamed", "owner", "", "owner")]


def test_expressions_types_and_settings_are_compared():
    table = (
        TABLE.replace("${size} > 0 ", "${size} > 1 ")
        .replace("| yes      |", "|          |")
        .replace("field-list", "")
        .replace("| text          | comment", "| note          | comment")
        .replace("${owns} = 'yes'", "${owns}='yes'")
    )
    assert changed(table) == [
        ("expression", "size", "required", ""),
        ("setting", "home", "appearance", ""),
        ("expression", "owns", "relevant", "${size} > 1"),
        ("type", "comment", "type", "note"),
    ]


def test_choices_are_compared():
    choices = """
        | list_name | name  | label::nb | label::nn | boso::missing | grade |
        | yn        | no    | Nei       | Nei       |               | 1     |
        | yn        | yes   | Ja da     | Ja        |               |       |
        | yn        | maybe | Kanskje   | Kanskje   |               |       |
    """
    assert changed(choices=choices) == [
        ("choice_coded", "owns", "no", "grade=1"),
        ("choice_text", "owns", "yes", "Ja da"),
        ("choice_added", "owns", "maybe", "Kanskje"),
        ("choice_removed", "owns", "dk", ""),
        ("choice_order", "owns", "", ""),
    ]
    coded = CHOICES.replace("| Nei       |               |", "| Nei       | refused       |")
    assert changed(choices=coded) == [("choice_coded", "owns", "no", "refused")]


def test_what_has_moved_is_told_and_not_what_stands_still():
    lines = TABLE.strip().splitlines()
    last_first = "\n".join([lines[0], lines[-1].replace("${owns} = 'yes'", ""), *lines[1:-1]])
    assert ("moved", "comment", "", "") in changed(last_first)
    assert [each for each in changed(last_first) if each[0] == "moved"] == [("moved", "comment", "", "")]
    group_first = "\n".join([lines[0], *lines[2:6], lines[1], lines[6]]).replace("${size} > 0 ", "           ")
    assert [each[1] for each in changed(group_first) if each[0] == "moved"] == ["size"]
    out = "\n".join([*lines[:4], lines[5], lines[4], lines[6]])
    assert [each[1] for each in changed(out) if each[0] == "moved"] == ["where"]
    swapped = "\n".join([*lines[:3], lines[4], lines[3], *lines[5:]])
    assert [each[1] for each in changed(swapped) if each[0] == "moved"] == ["where"]


def test_a_group_that_moves_takes_its_questions_along():
    def table(*order: str) -> Form:
        return form_of("| type | name | label |\n" + "\n".join(order))

    group = "| begin_group | g | G |\n| text | a | A |\n| begin_group | h | H |\n| text | b | B |\n| end_group | | |\n| end_group | | |"
    rest = [f"| text | t{number} | T{number} |" for number in range(8)]
    found = differences(table(group, *rest), table(*rest, group))
    assert [(each.change, each.name) for each in found] == [(Change.MOVED, "g")]
    away = differences(table(group, *rest), table(*rest, "| begin_group | k | K |", group, "| end_group | | |"))
    assert [(each.change.value, each.name) for each in away] == [("added", "k"), ("moved", "g")]


def test_the_form_itself_is_compared():
    new = replace(OLD, form_id="g", style="pages", default_language="nn", title=Texts.of(nb="Ny"))
    assert [(each.change.value, each.column, each.before, each.after) for each in differences(OLD, new)] == [
        ("form", "form_id", "form", "g"),
        ("form", "default_language", "nb", "nn"),
        ("form", "style", "", "pages"),
        ("text", "form_title", "", "Ny"),
    ]


def test_settings_are_shown_as_they_are_written():
    one = Question(name="a", kind=Kind.TEXT, parameters=(("rows", "3"), ("x", "1")), soft_required=True)
    other = replace(one, parameters=(("rows", "5"),), soft_required=False)
    found = differences(Form(form_id="f", children=(one,)), Form(form_id="f", children=(other,)))
    assert [(each.column, each.before, each.after) for each in found] == [
        ("soft_required", "yes", ""),
        ("parameters", "rows=3 x=1", "rows=5"),
    ]


def test_two_with_the_same_words_are_not_taken_for_one_with_a_new_name():
    same = Texts.of(nb="Likt")
    old = Form(
        form_id="f",
        children=(Question(name="a", kind=Kind.TEXT, label=same), Question(name="b", kind=Kind.TEXT, label=same)),
    )
    new = Form(form_id="f", children=(Question(name="c", kind=Kind.TEXT, label=same),))
    assert [each.change for each in differences(old, new)] == [Change.ADDED, Change.REMOVED, Change.REMOVED]


def test_every_change_has_words():
    assert set(CHANGES) == set(Change)
    assert (
        Difference(change=Change.TEXT, column="label", language="nb", after="x").what == "label (nb) was «–» and is «x»"
    )


@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_rise_is_as_long_as_trying_everything(numbers):
    places = sorted(_longest_rise(numbers))
    rise = [numbers[place] for place in places]
    assert all(one < other for one, other in pairwise(rise))
    longest = next(
        size
        for size in range(len(numbers), -1, -1)
        if any(all(a < b for a, b in pairwise(some)) for some in combinations(numbers, size))
    )
    assert len(places) == longest


# Whether answers may be compared -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "name", "expected"),
    [
        ("Eier dere", "Eier  dere", "owns", ()),
        ("Eier dere", "Leier dere", "owns", (Break.WORDING,)),
        ("| Nei       | Nei", "| Nei, aldri | Nei", "owns", (Break.SCALE,)),
        ("| select_one yn |", "| select_multiple yn |", "owns", (Break.SCALE,)),
        ("${size} > 0 ", "${size}>0   ", "owns", ()),
        ("${size} > 0 ", "${size} > 9 ", "owns", (Break.FILTER,)),
        ("| Heimen          |             ", "| Heimen          | ${size} > 2  ", "where", (Break.FILTER,)),
        ("Hvor mange bor her?", "Hvor mange er dere?", "where", ()),
    ],
)
def test_answers_are_compared_only_where_nothing_that_counts_has_changed(was, now, name, expected):
    both = TABLE + "§" + CHOICES
    assert was in both
    table, choices = both.replace(was, now).split("§")
    new = form_of(table, choices)
    assert breaks(fingerprint(OLD, name), fingerprint(new, name)) == expected


def test_a_translation_more_breaks_nothing():
    one = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT, label=Texts.of(nb="A")),))
    more = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT, label=Texts.of(nb="A", en="A")),))
    other = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT, label=Texts.of(en="A")),))
    assert breaks(fingerprint(one, "a"), fingerprint(more, "a")) == ()
    assert breaks(fingerprint(one, "a"), fingerprint(other, "a")) == (Break.LANGUAGE,)


def test_only_questions_have_fingerprints():
    with pytest.raises(KeyError):
        fingerprint(OLD, "home")
    with pytest.raises(KeyError):
        fingerprint(OLD, "nothing")
    bare = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT),))
    assert [code for code, _ in fingerprint(bare, "a").wording] == ["nb"]
    assert wording_digest(bare.children[0], "nb") == dict(fingerprint(bare, "a").wording)["nb"]
