"""What is wrong with a form, as far as can be told without answers."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import pytest

from boso.core.questionnaires.checking import check, needs, order
from boso.core.questionnaires.faults import FormErrors, serious
from boso.core.questionnaires.form import Choice, ChoiceList, Form, Group, Kind, Question, Repeat, Texts
from boso.core.questionnaires.tests.tables import form_of, reading

CHOICES = """
    | list_name | name | label | county |
    | yn        | yes  | Ja    |        |
    | yn        | no   | Nei   |        |
    | town      | 3403 | Hamar | 34     |
"""


def said(column: str, expression: str, kind: str = "integer") -> list[tuple[str, str]]:
    """Code and words of what is wrong with an expression in a column of a form with a bit of everything."""
    table = f"""
        | type            | name    | label | calculation | {column} |
        | text            | free    | T     |             |          |
        | select_one yn   | has     | H     |             |          |
        | select_multiple yn | many | M     |             |          |
        | date            | born    | D     |             |          |
        | time            | at      | K     |             |          |
        | note            | hello   | N     |             |          |
        | begin_group     | g       | G     |             |          |
        | integer         | number  | I     |             |          |
        | end_group       |         |       |             |          |
        | begin_repeat    | members | R     |             |          |
        | integer         | age     | A     |             |          |
        | begin_repeat    | pets    | P     |             |          |
        | text            | pet     | Q     |             |          |
        | end_repeat      |         |       |             |          |
        | {kind if column == "in_repeat" else "note"} | inside | J | | |
        | end_repeat      |         |       |             |          |
        | {kind}          | asked   | X     |             | {expression} |
    """
    try:
        faults = reading(table, CHOICES).faults
    except FormErrors as errors:
        faults = errors.faults
    return [(each.code, each.what) for each in faults if each.name == "asked"]


@pytest.mark.parametrize(
    ("expression", "code", "words"),
    [
        ("${numbr} > 1", "unknown_reference_near", "numbr"),
        ("${NUMBER} > 1", "unknown_reference_near", "NUMBER"),
        ("${xyzzy} > 1", "unknown_reference", "xyzzy"),
        ("${g} = 1", "reference_to_group", "«g»"),
        ("${hello} = 1", "reference_to_note", "«hello»"),
        ("${age} > 1", "reference_into_repeat", "round of «members»"),
        ("${members} > 1", "reference_into_repeat", "round of «members»"),
        ("selected(${pet}, 'x')", "reference_into_repeat", "round of «pets»"),
        ("number = 1", "bare_name", "«number»"),
        (". = 1", "here_means_nothing", "point"),
        (".. = 1", "parent_elsewhere", "Two points"),
        ("position(..) = 1", "position_elsewhere", "repeat"),
        ("index() = 1", "position_elsewhere", "repeat"),
        ("1 ¦ 2", "union_of_values", "1 | 2"),
        ("${free} ¦ ${has} ¦ 2 = 1", "union_of_values", "| 2"),
        ("slected(${has}, 'yes')", "unknown_function_near", "slected"),
        ("xyzzy()", "unknown_function", "xyzzy"),
        ("pulldata('a', 'b', 'c', 'd') = 1", "pulldata_refused", "pulldata"),
        ("uuid() = 1", "function_refused", "uuid"),
        ("not()", "wrong_count", "takes 1 values and was given 0"),
        ("if(1, 2)", "wrong_count", "takes 3 values"),
        ("round(1, 2, 3)", "wrong_count", "takes 1-2"),
        ("coalesce(1)", "wrong_count", "takes 2+"),
        ("regex(${free}, '(')", "bad_pattern", "("),
        ("selected(${free}, 'x')", "selected_of_no_choices", "free"),
        ("selected(${many}, 'yess')", "unknown_choice", "yess"),
        ("${has} = 'maybe'", "unknown_choice", "maybe"),
        ("'maybe' != ${has}", "unknown_choice", "maybe"),
        ("${number} = 'abc'", "cannot_compare", "${number} and 'abc'"),
        ("${born} > '22.11.2026'", "cannot_compare", "22.11.2026"),
        ("${at} < 'noon'", "cannot_compare", "noon"),
        ("${number} + 1 > 'x'", "cannot_compare", "x"),
        ("-${number} = 'x'", "cannot_compare", "x"),
        ("today() > ${at}", "cannot_compare", "today()"),
        ("${born} = true()", "cannot_compare", "true()"),
        ("count('x')", "several_wanted", "count"),
        ("jr:choice-name('yes', 'has') = 'x'", "choice_name_of_what", "«»"),
        ("jr:choice-name('yes', ${free}) = 'x'", "choice_name_of_what", "free"),
        ("indexed-repeat(${age}, ${pets}, 1) = 1", "indexed_repeat_of_what", "indexed-repeat"),
        ("indexed-repeat(1, ${members}, 1) = 1", "indexed_repeat_of_what", "indexed-repeat"),
        ("indexed-repeat(${age}, ${members}, 1, ${members}) = 1", "indexed_repeat_of_what", "indexed-repeat"),
        ("1 +", "expression_ends", "too early"),
    ],
)
def test_a_wrong_expression_is_told(expression, code, words):
    found = said("relevant", expression)
    assert code in [each for each, _ in found]
    assert words in dict(found)[code]


@pytest.mark.parametrize(
    "expression",
    [
        "sum(${age}) > 1 and count(${members}) = 2",
        "count(${age} ¦ ${pet} ¦ ${free}) > 1",
        "join(', ', ${pet}) != ''",
        "indexed-repeat(${age}, ${members}, 1) > 18",
        "indexed-repeat(${pet}, ${members}, 1, ${pets}, 2) = 'x'",
        "selected(${many}, 'yes') or ${has} = 'yes' or ${has} = ''",
        "selected(${many}, ${free})",
        "${born} > '2026-01-01' and ${at} < '14:30' and ${number} = '5'",
        "${born} > today() - 30",
        "jr:choice-name(${has}, '${has}') = 'Ja'",
        "${free} = 'anything' and regex(${free}, '[a-z]+')",
        "(1 = 1) = true()",
        "${number} > 1 or ${many} = 'yes no' or true()",
    ],
)
def test_a_right_expression_is_left_in_peace(expression):
    found = [code for code, _ in said("relevant", expression)]
    assert found == (["unknown_choice"] if "yes no" in expression else [])


def test_the_answer_itself_is_known_where_there_is_one():
    assert said("constraint", ". > 1 and . < ${number}") == []
    assert said("constraint", ". = 'maybe'", "select_one yn")[0][0] == "unknown_choice"
    assert said("default", "today()", "date") == []
    assert said("required", "${number} > 1") == []


def test_a_filter_knows_the_columns_of_its_list():
    assert said("choice_filter", "county = ${number} and name != '' and label != ''", "select_one town") == []
    assert said("choice_filter", "countty = 1", "select_one town")[0][0] == "unknown_column_near"
    assert said("choice_filter", "xyz = 1", "select_one town")[0][0] == "unknown_column_in_filter"


def test_inside_a_repeat_its_own_answers_are_single():
    form = form_of(
        """
        | type         | name | label        | relevant        |
        | begin_repeat | r    |              |                 |
        | integer      | a    | A            |                 |
        | integer      | b    | B            | ${a} > 1        |
        | note         | n    | Nr ${a}, ${xx_} | position(..) = 1 and index() = 1 |
        | end_repeat   |      |              |                 |
        | text         | xx_  | T            |                 |
        """
    )
    assert serious(check(form)) == []


@pytest.mark.parametrize(
    ("rows", "circle"),
    [
        ("| text | a | A | ${b} = 1 | |\n| text | b | B | ${a} = 1 | |", "${a} → ${b} → ${a}"),
        ("| text | a | A | ${a} = 1 | |", "${a} → ${a}"),
        ("| calculate | a | | | ${b} |\n| calculate | b | | | ${c} |\n| calculate | c | | | ${a} |", "${a} → ${b} → ${c} → ${a}"),
        ("| begin_group | g | G | ${a} = 1 | |\n| text | a | A | | |\n| end_group | | | | |", "${g} → ${a} → ${g}"),
        ("| text | c | C | ${a} = 1 | |\n| text | a | A | ${b} = 1 | |\n| text | b | B | ${a} = 1 | |", "${a} → ${b} → ${a}"),
    ],
)  # fmt: skip
def test_answers_that_wait_for_each_other_are_told_once(rows, circle):
    with pytest.raises(FormErrors) as caught:
        form_of(f"| type | name | label | relevant | calculation |\n{rows}")
    found = [each for each in caught.value.faults if each.code == "circle"]
    assert [dict(each.values)["circle"] for each in found] == [circle]


def test_a_constraint_may_look_anywhere():
    assert form_of("| type | name | label | constraint |\n| text | a | A | . != ${b} |\n| text | b | B | . != ${a} |")


def test_the_order_of_working_out_follows_what_is_needed():
    form = form_of(
        """
        | type      | name | label | calculation | relevant  |
        | calculate | sum  |       | ${a} + ${b} |           |
        | integer   | a    | A     |             | ${b} = 1  |
        | integer   | b    | B     |             |           |
        """
    )
    assert order(form) == (["b", "a", "sum"], [])
    assert needs(form) == {"sum": {"a", "b"}, "a": {"b"}, "b": set()}


def test_texts_ask_only_for_what_there_is():
    with pytest.raises(FormErrors) as caught:
        form_of("| type | name | label | constraint_message |\n| text | a | Hei ${nobody} | Ikke ${ a } |")
    assert [(each.code, each.column) for each in caught.value.faults] == [("unknown_in_text", "label::nb")]
    with pytest.raises(FormErrors) as caught:
        form_of(
            "| type | name | label |\n| select_one l | a | A |",
            "| list_name | name | label |\n| l | x | X |\n| l | y | Som ${a}, ikke ${b} |",
        )
    assert [(each.code, each.sheet, each.row) for each in caught.value.faults] == [("unknown_in_text", "choices", 3)]


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ("start=a", "start=a"),
        ("start=5 end=5", "start=5 end=5 step=1"),
        ("start=1 end=5 step=0", "start=1 end=5 step=0"),
        ("step=-1", "start=1 end=10 step=-1"),
    ],
)
def test_a_range_must_be_one(parameters, words):
    with pytest.raises(FormErrors) as caught:
        form_of(f"| type | name | label | parameters |\n| range | a | A | {parameters} |")
    assert words in caught.value.faults[0].what


def test_a_form_built_by_hand_is_checked_too():
    twice = Question(name="a", kind=Kind.TEXT, label=Texts.of(nb="A"))
    nameless = ChoiceList(name="n", choices=(Choice(name=" ", label=Texts.of(nb="?")),))
    lost = Question(name="l", kind=Kind.SELECT_ONE, label=Texts.of(nb="L"))
    form = Form(
        form_id="f",
        lists=(ChoiceList(name="x"), ChoiceList(name="x"), nameless),
        children=(twice, twice, lost, Question(name="c", kind=Kind.CALCULATE), Question(name="t", kind=Kind.TEXT)),
    )
    assert {each.code for each in check(form)} == {
        "name_twice", "unknown_list", "list_empty", "list_twice", "list_unused", "no_calculation", "no_label",
        "choice_without_name",
    }  # fmt: skip


def test_an_expression_that_cannot_be_read_needs_nothing():
    form = Form(form_id="f", children=(Question(name="a", kind=Kind.TEXT, relevant="1 +"),))
    assert needs(form) == {"a": set()}


def test_enough_is_enough():
    nobody = "${nobody} and " * 100 + "1"
    wrong = tuple(Question(name=f"q{number}", kind=Kind.TEXT, relevant=nobody) for number in range(99))
    found = check(Form(form_id="f", children=wrong))
    assert found[-1].code == "too_many_faults"
    assert len(found) < 300
    rows = "\n".join("| poem | a | A |" for _ in range(900))
    with pytest.raises(FormErrors) as caught:
        form_of(f"| type | name | label |\n{rows}")
    assert len(caught.value.faults) < 300
    assert caught.value.faults[-1].code == "too_many_faults"


def test_a_form_has_a_size():
    question = Question(name="a", kind=Kind.TEXT)
    assert [each.code for each in check(Form(form_id="f"))] == ["no_questions"]
    assert [each.code for each in check(Form(form_id="f", children=(question,) * 5_001))] == ["too_many_questions"]
    nested: Group | Repeat | Question = question
    for number in range(21):
        nested = Group(name=f"g{number}", children=(nested,))
    assert [each.code for each in check(Form(form_id="f", children=(nested,)))] == ["nested_too_deep"]
