"""What goes wrong in forms from elsewhere: each is put right with a warning, or refused with its place and a reason."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import pytest

from boso.core.questionnaires.faults import FormErrors, fault
from boso.core.questionnaires.form import ALWAYS, Language, Missing, Texts
from boso.core.questionnaires.tests.tables import book, form_of, reading, said_of
from boso.core.questionnaires.xlsform import SheetRow, read
from boso.core.questionnaires.xlsform_cells import cell_text, language_of
from boso.core.questionnaires.xlsform_choices import missing_words

LIST = "| list_name | name | label |\n| l | a | A |\n| l | b | B |"


def _codes(*tables: str) -> list[str]:
    return [code for code, *_ in said_of(*tables)]


# Languages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "language", "known"),
    [
        ("Norsk bokmål (nb)", Language("nb", "Norsk bokmål"), True),
        ("  Norsk   bokmål (NB) ", Language("nb", "Norsk bokmål"), True),
        ("Norsk bokmål", Language("nb", "Norsk bokmål"), True),
        ("Nynorsk", Language("nn", "Nynorsk"), True),
        ("nb", Language("nb"), True),
        ("English (en-GB)", Language("en-gb", "English"), True),
        ("Klingon", Language("Klingon"), False),
    ],
)
def test_a_language_is_known_by_code_or_name(written, language, known):
    assert language_of(written) == (language, known)


def test_texts_stand_in_columns_by_language():
    form = form_of(
        "| type | name | label::Norsk bokmål (nb) | Label::Nynorsk (nn) | hint:en |\n| text | a | Hva | Kva | What |"
    )
    assert form.children[0].label == Texts.of(nb="Hva", nn="Kva")
    assert form.children[0].hint == Texts.of(en="What")
    assert [language.code for language in form.languages] == ["nb", "nn", "en"]
    assert form.default_language == "nb"


def test_the_first_language_is_the_forms_own_where_every_text_has_one():
    assert form_of("| type | name | label::English (en) | label::nb |\n| text | a | A | A |").default_language == "en"


def test_a_text_without_language_is_in_the_default_one():
    form = form_of(
        "| type | name | label | label::nb |\n| text | a | What | Hva |",
        "",
        "| default_language |\n| English (en) |",
    )
    assert form.children[0].label == Texts.of(en="What", nb="Hva")
    assert form.languages == (Language("en", "English"), Language("nb"))
    assert reading("| type | name | label |\n| text | a | Kva |", language="nn").form.default_language == "nn"


def test_a_language_learns_its_name_from_any_header():
    form = form_of("| type | name | label | label::Norsk bokmål (nb) |\n| text | a | | Hva |")
    assert form.languages == (Language("nb", "Norsk bokmål"),)


def test_a_text_that_lacks_in_one_language_is_told():
    said = said_of(
        "| type | name | label::nb | label::nn |\n| text | a | A | |\n| select_one l | b | B | B |",
        "| list_name | name | label::nb | label::nn |\n| l | x | X | X |\n| l | y | Y | |",
    )
    assert said == [
        ("translation_lacks", "survey", 2, "label::nn"),
        ("choice_translation_lacks", "choices", 3, "label::nn"),
    ]


def test_a_language_without_code_is_told_and_a_column_given_twice():
    said = said_of("| type | name | label::Klingon | label | label::nb |\n| text | a | K | A | B |")
    assert ("language_without_code", "survey", 1, "label::Klingon") in said
    twice = said_of("| type | name | label | Label  | caption |\n| text | a | A | | B |")
    assert ("column_twice", "survey", 1, "caption") in twice


# Headers and sheets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "column"),
    [("relevance", "relevant"), ("bind::relevant", "relevant"), ("Skip Logic", "relevant"), ("RELEVANT ", "relevant")],
)
def test_columns_have_many_names(header, column):
    form = form_of(f"| type | name | label | {header} |\n| text | a | A | 1 = 1 |")
    assert getattr(form.children[0], column) == "1 = 1"


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("lable", "column_misspelt"),
        ("lable::nb", "column_misspelt"),
        ("relavant", "column_misspelt"),
        ("media::image", "media_dropped"),
        ("image", "media_dropped"),
        ("media::audio::nb", "media_dropped"),
        ("trigger", "column_dropped"),
        ("bind::custom", "column_dropped"),
        ("body::accept", "column_dropped"),
        ("xyzzy", "unknown_column"),
        ("Kommentar", None),
        ("", None),
    ],
)
def test_columns_that_are_not_used_are_told_once(header, code):
    said = said_of(f"| type | name | label | {header} |\n| text | a | A | x |\n| text | b | B | y |")
    assert said == ([(code, "survey", 1, header)] if code else [])


def test_pictures_beside_choices_are_told():
    said = said_of(
        "| type | name | label |\n| select_one l | a | A |", f"{LIST.splitlines()[0]} image |\n| l | a | A | a.png |"
    )
    assert said == [("media_dropped", "choices", 1, "image")]


def test_sheets_are_found_whatever_the_case():
    sheets = book("| type | name | label |\n| text | a | A |")
    assert read({" Survey ": sheets["survey"]}).form.children


def test_a_workbook_without_questions_is_refused():
    with pytest.raises(FormErrors) as caught:
        read({"Sheet1": [SheetRow(2, {"type": "text"})]})
    assert [each.code for each in caught.value.faults] == ["no_survey_sheet", "sheet_ignored"]
    assert "Sheet1" in caught.value.faults[0].advice
    with pytest.raises(FormErrors):
        read({})
    assert _codes("| type | name |\n| | |") == ["no_questions"]


def test_other_sheets_are_left_refused_or_told():
    sheets = book("| type | name | label |\n| text | a | A |")
    extra = [SheetRow(2, {"x": "y"})]
    assert [each.code for each in read({**sheets, "entities": extra, "README": extra}).faults] == [
        "sheet_dropped",
        "sheet_ignored",
    ]
    assert read({**sheets, "external_choices": [], "osm": []}).faults == ()
    assert [each.code for each in read({**sheets, "external_choices": extra}).faults] == ["sheet_dropped"]
    with pytest.raises(FormErrors, match="too many rows"):
        read({"survey": [SheetRow(number, {}) for number in range(20_001)]})


def test_settings_of_other_tools_are_left_out():
    found = reading(
        "| type | name | label |\n| text | a | A |",
        "",
        "| form_id | submission_url | public_key | instance_name |\n| f | https://x | abc | concat('a', 'b') |",
    )
    assert [each.code for each in found.faults] == ["setting_dropped", "setting_dropped"]
    assert found.form.settings == (("instance_name", "concat('a', 'b')"),)
    assert form_of("| type | name | label |\n| text | a | A |", "", "| form_id |\n| |").form_id == "form"


def test_an_id_that_cannot_be_used_is_changed():
    found = reading("| type | name | label |\n| text | a | A |", "", "| form_id |\n| Kart legging! |")
    assert found.form.form_id == "Kart_legging"
    assert [each.code for each in found.faults] == ["form_id_changed"]


# Rows ----------------------------------------------------------------------------------------------------------------


def test_blank_rows_comments_and_rows_switched_off_are_skipped():
    form = form_of(
        """
        | type   | name | label | disabled | notes        |
        |        |      |       |          | a blank row  |
        | # text | a    | A     |          |              |
        | text   | b    | B     | yes      |              |
        | text   | c    | C     |          |              |
        |        |      |       | no       |              |
        """
    )
    assert [question.name for question in form.questions()] == ["c"]


def test_a_row_without_type_is_refused():
    assert said_of("| type | name | label |\n| | a | |\n| | | B |\n| text | c | C |") == [
        ("type_missing", "survey", 2, "type"),
        ("type_missing", "survey", 3, "type"),
    ]


def test_a_row_without_name_is_refused_save_a_note():
    found = reading("| type | name | label |\n| note | | Hei |\n| text | b | B |")
    assert (found.form.children[0].name, found.faults[0].code) == ("note_2", "note_named")
    assert said_of("| type | name | label |\n| text | | A |")[0] == ("name_missing", "survey", 2, "name")


def test_blanks_at_the_ends_and_hidden_signs_do_not_count():
    form = form_of("| type | name | label |\n| \u00a0text\u200b | a\u00a0 | \ufeffA  |")
    assert (form.children[0].name, form.children[0].label) == ("a", Texts.of(nb="A"))
    assert cell_text("a\r\nb\rc\x00\ud800") == "a\nb\nc"
    assert [cell_text(cell) for cell in (None, True, False, 1.0, 1.5, 7)] == ["", "TRUE", "FALSE", "1", "1.5", "7"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("| begin_group | g | G |\n| text | a | A |", [("begin_without_end", 2)]),
        ("| text | a | A |\n| end_group | | |", [("end_without_begin", 3)]),
        ("| begin_group | g | G |\n| text | a | A |\n| end_repeat | | |", [("end_of_other", 4)]),
        ("| begin_group | g | G |\n| text | a | A |\n| end_group | h | |", [("end_names_other", 4)]),
        ("| begin_group | g | G |\n| end_group | | |\n| text | a | A |", [("group_empty", 2)]),
    ],
)
def test_groups_begin_and_end(rows, expected):
    said = said_of(f"| type | name | label |\n{rows}")
    assert [(code, row) for code, _, row, _ in said] == expected


@pytest.mark.parametrize(
    ("name", "instead"),
    [("my name", "my_name"), ("1st", "q_1st"), ("alder_på", "alder_pa"), ("a:b", "a_b"), ("–", "q_")],
)
def test_a_name_that_cannot_be_used_is_refused_with_one_that_can(name, instead):
    with pytest.raises(FormErrors) as caught:
        reading(f"| type | name | label |\n| text | {name} | A |")
    assert caught.value.faults[0].code == "bad_name"
    assert f"«{instead}»" in caught.value.faults[0].advice


def test_the_same_name_twice_is_refused_where_it_would_be_one_thing():
    with pytest.raises(FormErrors) as caught:
        reading("| type | name | label |\n| text | a | A |\n| text | a | B |")
    assert [(each.row, each.advice) for each in caught.value.faults] == [
        (3, "It stands in row 2 too. Change one of them.")
    ]


def test_the_same_name_in_another_group_is_made_a_new_one():
    table = """
        | type        | name | label | relevant |
        | text        | a    | A     |          |
        | begin_group | g    | G     |          |
        | text        | a    | B     | {}       |
        | end_group   |      |       |          |
    """
    found = reading(table.format(""))
    assert [each.name for each in found.form.elements()] == ["a", "g", "g_a"]
    assert [(each.code, each.row) for each in found.faults] == [("name_changed", 4)]
    assert "name_twice" in _codes(table.format("${a} = 1"))


def test_names_that_differ_by_capitals_are_told():
    assert said_of("| type | name | label |\n| text | age | A |\n| text | Age | B |") == [
        ("name_differs_by_case", "survey", 3, "name")
    ]


# Cells ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expression"),
    [
        ("yes", ALWAYS),
        ("TRUE", ALWAYS),
        ("1", ALWAYS),
        ("1.0", ALWAYS),
        ("Ja", ALWAYS),
        ("no", ""),
        ("FALSE", ""),
        ("0", ""),
    ],
)
def test_yes_and_no_are_written_in_many_ways(written, expression):
    form = form_of(f"| type | name | label | required | read only |\n| text | a | A | {written} | {written} |")
    assert (form.children[0].required, form.children[0].read_only) == (expression, expression)


def test_quotes_of_word_processors_become_plain_ones():
    found = reading(
        "| type | name | label | relevant | default |\n| text | a | A | | |\n| text | b | B | ${a} = ‘x’ | if(1, “a”, 'b') |"
    )
    assert found.form.children[1].relevant == "${a} = 'x'"
    assert found.form.children[1].default == "if(1, 'a', 'b')"
    assert ("curly_quotes", 3, "relevant") in [(each.code, each.row, each.column) for each in found.faults]


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("../a = 'x'", "${a} = 'x'"),
        ("current()/../../g/a > 1", "${a} > 1"),
        ("/data/g/a = '../a' and ../a", "${a} = '../a' and ${a}"),
        ("position(..) = 1 and .5", "position(..) = 1 and .5"),
    ],
)
def test_paths_to_questions_become_names(written, named):
    table = "| type | name | label | relevant |\n| text | a | A | |\n| begin_repeat | r | R | |\n| text | b | B | {} |\n| end_repeat | | | |"
    found = reading(table.format(written))
    assert found.form.children[1].children[0].relevant == named
    assert [each.code for each in found.faults] == (["path_changed"] if written != named else [])


@pytest.mark.parametrize("written", ["instance('l')/root/item[name = 1]/label = 'x'", "../a[1] = 2", "a / b = 2"])
def test_other_paths_are_refused(written):
    table = f"| type | name | label | relevant |\n| integer | a | A | |\n| text | b | B | {written} |"
    assert {"paths_refused", "sign_of_other_language"} & set(_codes(table))


def test_truths_of_excel_are_read():
    sheets = {
        "survey": [SheetRow(2, {"type": "text", "name": "a", "label": "A", "relevant": False, "constraint": "TRUE"})]
    }
    assert (read(sheets).form.children[0].relevant, read(sheets).form.children[0].constraint) == ("false()", "true()")


def test_numbers_and_days_of_excel_are_put_right():
    form = form_of(
        """
        | type         | name | label | default             | repeat_count |
        | select_one l | a    | A     | 1.0                 |              |
        | integer      | b    | B     | 12.0                |              |
        | date         | c    | C     | 2026-11-22 00:00:00 |              |
        | text         | d    | D     | 1.0                 |              |
        | time         | e    | E     | 10:00               |              |
        | begin_repeat | r    | R     |                     | 3.0          |
        | text         | f    | F     |                     |              |
        | end_repeat   |      |       |                     |              |
        """,
        "| list_name | name | label |\n| l | 1.0 | A |\n| l | 2.0 | B |",
    )
    assert [question.default for question in form.questions()] == ["1", "12", "2026-11-22", "1.0", "10:00", ""]
    assert form.children[-1].count == "3"
    assert [choice.name for choice in form.lists[0].choices] == ["1", "2"]


def test_a_list_whose_name_differs_by_capitals_is_found():
    found = reading("| type | name | label |\n| select_one L | a | A |", LIST)
    assert found.form.children[0].list_name == "l"
    assert [each.code for each in found.faults] == ["list_differs_by_case"]


def test_what_is_no_parameter_or_no_missing_answer_is_told():
    said = said_of(
        "| type | name | label | parameters | boso::missing |\n| range | a | A | start=0 ten | perhaps |\n| select_one l | b | B | | |",
        "| list_name | name | label | boso::missing |\n| l | a | A | never |",
    )
    assert [(code, sheet, row) for code, sheet, row, _ in said] == [
        ("bad_parameters", "survey", 2),
        ("bad_missing", "survey", 2),
        ("bad_missing", "choices", 2),
    ]
    assert missing_words("Vet_ikke; refused") == ((Missing.DONT_KNOW, Missing.REFUSED), "")
    assert missing_words("") == ((), "")


@pytest.mark.parametrize(
    ("choices", "code", "row", "type_"),
    [
        ("| l | a | A |\n| l | a | B |", "choice_twice", 3, "select_one"),
        ("| l | a b | A |", "choice_with_blank", 2, "select_multiple"),
        ("| | a | A |\n| l | b | B |", "choice_without_list", 2, "select_one"),
        ("| l | | A |\n| l | b | B |", "choice_without_name", 2, "select_one"),
        ("| l | a | |", "choice_without_label", 2, "select_one"),
        ("| l | a | A |\n| m | a | A |", "list_unused", 3, "select_one"),
        ("| l | 1.0 | A |", "excel_number", 2, "select_one"),
    ],
)
def test_lists_are_looked_through(choices, code, row, type_):
    said = said_of(f"| type | name | label |\n| {type_} l | q | Q |", f"| list_name | name | label |\n{choices}")
    found = [(each, sheet, number) for each, sheet, number, _ in said]
    assert (code, "survey" if code == "choice_with_blank" else "choices", row) in found


def test_choices_may_stand_twice_where_the_form_says_so():
    table = "| type | name | label | choice_filter |\n| select_one l | q | Q | x = 1 |"
    choices = "| list_name | name | label | x |\n| l | other | A | 1 |\n| l | other | A | 2 |"
    assert "choice_twice" in _codes(table, choices)
    assert _codes(table, choices, "| allow_choice_duplicates |\n| yes |") == []


def test_a_choice_of_one_may_have_a_blank_in_its_name():
    assert (
        _codes("| type | name | label |\n| select_one l | q | Q |", "| list_name | name | label |\n| l | a b | A |")
        == []
    )


def test_every_fault_has_words():
    with pytest.raises(KeyError):
        fault("no_such_code")
    placed = fault("list_empty", list="l").at(7)
    assert (placed.row, placed.sheet, placed.what) == (7, "", "The list «l» has no choices.")
    assert fault("list_empty", list="l").at(7, "choices").sheet == "choices"
