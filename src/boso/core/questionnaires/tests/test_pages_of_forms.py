"""What is shown at a time."""

from __future__ import annotations

import pytest

from boso.core.questionnaires.answers import MOST_ROUNDS
from boso.core.questionnaires.form import Form, Group, Kind, Question, Texts
from boso.core.questionnaires.tests.tables import form_of, standing_of

YN = "| list_name | name | label |\n| yn | yes | Ja |\n| yn | no | Nei |"


def shape(standing) -> list[tuple[str, list[str]]]:
    """Key of each page with the keys of its items; `+` for a button to add."""
    return [
        (page.key, [item.key for item in page.items] + ["+"] * any(part.may_add for part in page.parts))
        for page in standing.pages()
    ]


FORM = form_of(
    """
    | type         | name  | label | appearance | relevant  |
    | text         | a     | A     |            |           |
    | calculate    | k     |       |            |           |
    | text         | b     | B     |            | ${a} = 'x' |
    | begin_group  | g     | G     | field-list |           |
    | text         | c     | C     |            |           |
    | begin_group  | h     | H     |            |           |
    | text         | d     | D     |            |           |
    | end_group    |       |       |            |           |
    | end_group    |       |       |            |           |
    | begin_group  | loose | L     |            | ${a} != '' |
    | text         | e     | E     |            |           |
    | end_group    |       |       |            |           |
    | begin_repeat | r     | R ${f} |           |           |
    | text         | f     | F     |            |           |
    | begin_group  | i     | I     |            |           |
    | text         | j     | J     |            |           |
    | end_group    |       |       |            |           |
    | end_repeat   |       |       |            |           |
    | text         | z     | Z     |            |           |
    """.replace(
        "| calculate    | k     |       |            |           |",
        "| hidden       | k     |       |            |           |",
    )
)


def test_a_page_is_a_field_list_a_round_or_questions_that_follow_each_other():
    assert shape(standing_of(FORM, {"r": [{}, {}]})) == [
        ("a", ["a"]),
        ("g", ["c", "d"]),
        ("r/0", ["r/0/f", "r/0/j"]),
        ("r/1", ["r/1/f", "r/1/j", "+"]),
        ("z", ["z"]),
    ]
    assert shape(standing_of(FORM, {"a": "x", "r": []})) == [
        ("a", ["a", "b"]),
        ("g", ["c", "d"]),
        ("e", ["e"]),
        ("r", ["+"]),
        ("z", ["z"]),
    ]


def test_what_is_kept_does_not_nest_in_groups():
    standing = standing_of(FORM, {"a": "x", "c": "1", "d": "2", "r": [{"j": "3"}]})
    assert standing.answers() == {"a": "x", "c": "1", "d": "2", "r": [{"j": "3"}]}


def test_parts_have_their_headings():
    standing = standing_of(FORM, {"a": "x", "r": [{"f": "1"}, {"f": "2"}]})
    parts = [
        (part.key, standing.heading(part.container, part.key) if part.container else "", part.number, part.may_remove)
        for page in standing.pages()
        for part in page.parts
    ]
    assert parts == [
        ("", "", 0, False),
        ("g", "G", 0, False),
        ("h", "H", 0, False),
        ("loose", "L", 0, False),
        ("r/0", "R 1", 1, True),
        ("r/0/i", "I", 0, False),
        ("r/1", "R 2", 2, True),
        ("r/1/i", "I", 0, False),
        ("r", "R 1, 2", 0, False),
        ("", "", 0, False),
    ]


def test_headings_have_a_line_below():
    form = form_of(
        "| type | name | label | hint |\n| begin_repeat | r | R | Som ${a} |\n| text | a | A | |\n| end_repeat | | | |"
    )
    standing = standing_of(form, {"r": [{"a": "x"}, {"a": "y"}]})
    repeat = form.find("r")
    assert [standing.subheading(repeat, key) for key in ("r/1", "")] == ["Som y", "Som x, y"]


def test_one_goes_forward_and_back_past_what_is_not_asked():
    standing = standing_of(FORM, {"r": [{}]})
    assert standing.page_after("").key == "a"
    assert standing.page_after("a").key == "g"
    assert standing.page_after("g").key == "r/0"
    assert standing.page_after("z") is None
    assert standing.page_after("gone").key == "a"
    assert standing.page_before("r/0").key == "g"
    assert standing.page_before("a") is None
    assert standing.page_before("gone") is None
    assert standing.page_of("d").key == standing.page_of("h").key == "g"
    assert standing.page_of("r/0/j").key == "r/0"
    assert standing.page_of("b") is None
    assert not standing.page_of("a").stops


def test_each_question_has_its_page_where_the_form_says_so():
    form = form_of("| type | name | label |\n| text | a | A |\n| text | b | B |", "", "| style |\n| pages one-by-one |")
    assert shape(standing_of(form, {})) == [("a", ["a"]), ("b", ["b"])]


def test_a_page_stops_where_an_answer_does():
    form = form_of("| type | name | label | required |\n| text | a | A | yes |")
    assert standing_of(form, {}).pages()[0].stops


def test_rounds_on_one_page_keep_their_button_after_them():
    form = form_of(
        """
        | type         | name | label | appearance | repeat_count |
        | begin_group  | g    | G     | field-list |              |
        | begin_repeat | r    | R     |            |              |
        | text         | a    | A     |            |              |
        | end_repeat   |      |       |            |              |
        | begin_repeat | s    | S     |            | 1            |
        | text         | b    | B     |            |              |
        | end_repeat   |      |       |            |              |
        | end_group    |      |       |            |              |
        """
    )
    page = standing_of(form, {"r": [{}, {}]}).pages()[0]
    assert [(part.key, part.number, part.may_add, part.may_remove) for part in page.parts] == [
        ("r/0", 1, False, True),
        ("r/1", 2, False, True),
        ("r", 0, True, False),
        ("s/0", 1, False, False),
    ]
    many = standing_of(form, {"r": [{}] * MOST_ROUNDS}).pages()[0]
    assert not any(part.may_add for part in many.parts)


def test_a_round_may_have_several_pages():
    form = form_of(
        """
        | type         | name | label | appearance | relevant |
        | begin_repeat | r    | R     |            |          |
        | text         | a    | A     |            |          |
        | begin_group  | g    | G     | field-list |          |
        | text         | b    | B     |            |          |
        | end_group    |      |       |            |          |
        | end_repeat   |      |       |            |          |
        | begin_repeat | never | N    |            | 1 = 2    |
        | text         | c    | C     |            |          |
        | end_repeat   |      |       |            |          |
        """
    )
    standing = standing_of(form, {"r": [{}, {}]})
    assert shape(standing) == [
        ("r/0/a", ["r/0/a"]),
        ("r/0/g", ["r/0/b"]),
        ("r/1/a", ["r/1/a"]),
        ("r/1/g", ["r/1/b", "+"]),
    ]
    assert [(part.key, part.number) for page in standing.pages() for part in page.parts][:2] == [
        ("r/0", 1),
        ("r/0/g", 0),
    ]


@pytest.mark.parametrize(
    ("appearance", "first"),
    [("table-list", "| note | n | Les | |"), ("", "| select_one yn | n | Svar | label |")],
)
def test_a_table_of_like_questions_is_one_part(appearance, first):
    form = form_of(
        f"""
        | type          | name | label | appearance    |
        | begin_group   | g    | G     | {appearance}  |
        {first}
        | select_one yn | a    | A     | list-nolabel  |
        | select_one yn | b    | B     | list-nolabel  |
        | end_group     |      |       |               |
        """,
        YN,
    )
    standing = standing_of(form, {"n": "yes"})
    parts = [([item.key for item in part.items], part.matrix) for part in standing.pages()[0].parts]
    table = (["a", "b"], True)
    assert parts == ([(["n"], False), table] if appearance else [table])
    assert standing.items["n"].relevant is bool(appearance)


def test_only_a_heading_of_a_real_table_is_left_unasked():
    outside = form_of("| type | name | label | appearance |\n| select_one yn | a | A | label |", YN)
    assert standing_of(outside, {}).items["a"].shown
    asked = Question(name="a", kind=Kind.TEXT, label=Texts.of(nb="A"), appearance="label")
    inside = Form(form_id="f", children=(Group(name="g", children=(asked,)),))
    assert standing_of(inside, {}).items["a"].shown


def test_a_page_of_nothing_is_not_shown():
    form = form_of(
        """
        | type        | name | label | appearance | relevant |
        | begin_group | g    | G     | field-list | 1 = 2    |
        | text        | a    | A     |            |          |
        | end_group   |      |       |            |          |
        """
    )
    assert standing_of(form, {}).pages() == []
    assert standing_of(form, {}).page_after("") is None
