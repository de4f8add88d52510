"""Every type of question an XLSForm can have."""

# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import pytest

from boso.core.questionnaires.faults import FormErrors
from boso.core.questionnaires.form import ALWAYS, Choice, Group, Kind, Language, Missing, Question, Repeat, Texts
from boso.core.questionnaires.tests.tables import form_of, reading, rows, said_of
from boso.core.questionnaires.xlsform import SheetRow, read

YES_NO = """
    | list_name | name | label |
    | yn        | yes  | Ja    |
    | yn        | no   | Nei   |
"""


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("text", Kind.TEXT),
        ("String", Kind.TEXT),
        ("integer", Kind.INTEGER),
        ("int", Kind.INTEGER),
        ("decimal", Kind.DECIMAL),
        ("range", Kind.RANGE),
        ("date", Kind.DATE),
        ("time", Kind.TIME),
        ("dateTime", Kind.DATETIME),
        ("date_time", Kind.DATETIME),
        ("note", Kind.NOTE),
        ("acknowledge", Kind.ACKNOWLEDGE),
        ("trigger", Kind.ACKNOWLEDGE),
        ("hidden", Kind.HIDDEN),
        ("geopoint", Kind.GEOPOINT),
        ("gps", Kind.GEOPOINT),
        ("barcode", Kind.BARCODE),
        ("start", Kind.START),
        ("end", Kind.END),
        ("today", Kind.TODAY),
        ("username", Kind.USERNAME),
        ("select_one yn", Kind.SELECT_ONE),
        ("Select One  yn", Kind.SELECT_ONE),
        ("select one from yn", Kind.SELECT_ONE),
        ("select1 yn", Kind.SELECT_ONE),
        ("add select one prompt using yn", Kind.SELECT_ONE),
        ("select_multiple yn", Kind.SELECT_MULTIPLE),
        ("select all that apply from yn", Kind.SELECT_MULTIPLE),
        ("rank yn", Kind.RANK),
    ],
)
def test_a_type_is_known_however_it_is_written(written, kind):
    form = form_of(f"| type | name | label |\n| {written} | q | Spørsmål |", YES_NO)
    assert form.children == (
        Question(name="q", kind=kind, label=Texts.of(nb="Spørsmål"), list_name="yn" if kind.has_choices else ""),
    )


def test_a_calculation_needs_no_label():
    reading_ = reading("| type | name | calculation |\n| calculate | c | 1 + 1 |")
    assert reading_.form.children == (Question(name="c", kind=Kind.CALCULATE, calculation="1 + 1"),)
    assert reading_.faults == ()
    assert reading_.rows == (("c", 2),)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("select_one_from_file places.csv", "select_from_file"),
        ("select_multiple_from_file places.xml", "select_from_file"),
        ("select_one places.csv", "select_from_file"),
        ("select_one_external places", "external_select"),
        ("select_one", "select_without_list"),
        ("select_one ${members}", "select_from_repeat"),
        ("select_one yes no", "list_name_with_blank"),
        ("select_one nowhere", "unknown_list"),
        ("begin loop over yn", "loop_refused"),
        ("end_loop", "loop_refused"),
        ("image", "attachment_refused"),
        ("photo", "attachment_refused"),
        ("audio", "attachment_refused"),
        ("q_video", "attachment_refused"),
        ("File", "attachment_refused"),
        ("geoshape", "geometry_refused"),
        ("geotrace", "geometry_refused"),
        ("osm building", "geometry_refused"),
        ("csv-external", "external_file"),
        ("poem", "unknown_type"),
        ("intteger", "type_misspelt"),
    ],
)
def test_what_boso_cannot_ask_is_refused_with_its_place(written, code):
    said = said_of(f"| type | name | label |\n| text | a | A |\n| {written} | q | Spørsmål |", YES_NO)
    assert (code, "survey", 3, "type") in said


@pytest.mark.parametrize("written", ["deviceid", "phonenumber", "audit", "start-geopoint", "email"])
def test_what_tells_about_the_device_is_left_out_with_a_warning(written):
    found = reading(f"| type | name | label |\n| {written} | d | |\n| text | a | A |")
    assert [question.name for question in found.form.questions()] == ["a"]
    assert [each.code for each in found.faults] == ["device_data_dropped"]


def test_what_is_left_out_is_blank_where_it_is_asked_for():
    found = reading("| type | name | label |\n| deviceid | d | |\n| text | a | Fra ${d} |")
    assert found.form.children[0] == Question(name="d", kind=Kind.HIDDEN)
    assert [each.code for each in found.faults] == ["device_data_blank"]


def test_everything_a_question_can_say_is_read():
    form = form_of(
        """
        | type       | name | label | hint | guidance_hint | appearance | relevant | constraint | constraint_message |
        | integer    | a    | A     |      |               |            |          |            |                    |
        | select_one yn | b | B     | H    | G             | minimal    | ${a} > 1 | . != 'no'  | Ikke nei           |
        """,
        YES_NO,
    )
    assert form.children[1] == Question(
        name="b",
        kind=Kind.SELECT_ONE,
        label=Texts.of(nb="B"),
        hint=Texts.of(nb="H"),
        guidance=Texts.of(nb="G"),
        list_name="yn",
        appearance="minimal",
        relevant="${a} > 1",
        constraint=". != 'no'",
        constraint_message=Texts.of(nb="Ikke nei"),
    )
    other = form_of(
        """
        | type    | name | label | required | required message | default | calculation | readonly | parameters       | boso::missing       | boso::soft          |
        | range   | a    | A     | soft     | Svar, er du snill | 2.0    |             | TRUE     | start=0; end=5   | dont_know, refused  | constraint          |
        | date    | d    | D     | ${a} > 1 |                  | today() |             | no       |                  |                     | required            |
        | text    | t    | T     | no       |                  | 1.0     | once('x')   | ${a} = 2 | rows=3           |                     |                     |
        """
    )
    assert other.children == (
        Question(
            name="a",
            kind=Kind.RANGE,
            label=Texts.of(nb="A"),
            required=ALWAYS,
            soft_required=True,
            soft_constraint=True,
            required_message=Texts.of(nb="Svar, er du snill"),
            default="2",
            read_only=ALWAYS,
            parameters=(("start", "0"), ("end", "5")),
            missing=(Missing.DONT_KNOW, Missing.REFUSED),
        ),
        Question(
            name="d", kind=Kind.DATE, label=Texts.of(nb="D"), required="${a} > 1", default="today()", soft_required=True
        ),
        Question(
            name="t",
            kind=Kind.TEXT,
            label=Texts.of(nb="T"),
            default="1.0",
            calculation="once('x')",
            read_only="${a} = 2",
            parameters=(("rows", "3"),),
        ),
    )


def test_groups_and_repeats_stand_inside_each_other():
    form = form_of(
        """
        | type         | name    | label    | appearance | relevant | repeat_count |
        | integer      | n       | Hvor mange |          |          |              |
        | begin_group  | home    | Hjem     | field-list | ${n} > 0 |              |
        | begin repeat | members | Medlem   |            |          | ${n}         |
        | text         | name    | Navn     |            |          |              |
        | end_repeat   | members |          |            |          |              |
        | end group    |         |          |            |          |              |
        """
    )
    name = Question(name="name", kind=Kind.TEXT, label=Texts.of(nb="Navn"))
    members = Repeat(name="members", label=Texts.of(nb="Medlem"), count="${n}", children=(name,))
    assert form.children[1] == Group(
        name="home", label=Texts.of(nb="Hjem"), appearance="field-list", relevant="${n} > 0", children=(members,)
    )


def test_the_settings_are_read():
    form = form_of(
        "| type | name | label::Norsk bokmål (nb) | label::nn |\n| text | a | A | A |",
        "",
        """
        | form_title | form_title::Nynorsk (nn) | form_id | version | default_language  | style | allow_choice_duplicates |
        | Kartlegging av behov | Kartlegging  | kart-1  | 2026.0  | Norsk bokmål (nb) | pages | yes                     |
        """,
    )
    assert form.title == Texts.of(nb="Kartlegging av behov", nn="Kartlegging")
    assert (form.form_id, form.version, form.style, form.default_language) == ("kart-1", "2026.0", "pages", "nb")
    assert form.settings == (("allow_choice_duplicates", "yes"),)
    assert form.languages == (Language("nb", "Norsk bokmål"), Language("nn", "Nynorsk"))


def test_choices_keep_their_columns_for_filters():
    form = form_of(
        """
        | type              | name   | label | choice_filter      |
        | select_one county | county | Fylke |                    |
        | select_one town   | town   | By    | county = ${county} |
        """,
        """
        | list name | value | label  | county | kommentar | boso::missing |
        | county    | 34    | Innlandet |     |           |               |
        | town      | 3403  | Hamar  | 34     | ikke vis  |               |
        | town      | dk    | Vet ikke | 34   |           | dont_know     |
        """,
    )
    assert form.lists[1].choices == (
        Choice(name="3403", label=Texts.of(nb="Hamar"), extra=(("county", "34"),)),
        Choice(name="dk", label=Texts.of(nb="Vet ikke"), extra=(("county", "34"),), missing=Missing.DONT_KNOW),
    )


def test_or_other_becomes_a_choice_and_a_question():
    found = reading(
        """
        | type                     | name | label::nb | label::nn |
        | select_one yn            | a    | A         | A         |
        | select_one yn or_other   | b    | B         | B         |
        | select_multiple yn or other | c | C         | C         |
        """,
        "| list_name | name | label::nb | label::nn |\n| yn | yes | Ja | Ja |",
    )
    form = found.form
    assert [each.name for each in form.lists] == ["yn", "yn_or_other"]
    assert form.lists[1].choices[1] == Choice(name="other", label=Texts.of(nb="Annet", nn="Anna"))
    assert [each.name for each in form.questions()] == ["a", "b", "b_other", "c", "c_other"]
    assert form.children[2] == Question(
        name="b_other", kind=Kind.TEXT, label=Texts.of(nb="Hva da?", nn="Kva då?"), relevant="selected(${b}, 'other')"
    )
    assert [(each.code, each.row) for each in found.faults] == [("or_other_converted", 3), ("or_other_converted", 4)]


def test_or_other_uses_the_choice_that_is_there_and_any_language():
    form = form_of(
        "| type | name | label::pl |\n| select_one l or_other | a | Co? |",
        "| list_name | name | label::pl |\n| l | x | X |\n| l | other | Inne |",
    )
    assert [each.name for each in form.lists] == ["l"]
    assert form.children[1].label == Texts.of(pl="What is it?")
    unnamed = form_of("| type | name |\n| select_one l or_other | a |", "| list_name | name |\n| l | x |")
    assert unnamed.lists[1].choices[1].label.get("nn") == "Anna"


def test_or_other_needs_its_own_list_and_name():
    refused = said_of(
        """
        | type                   | name    | label | choice_filter |
        | select_one yn or_other | a       | A     | name != 'no'  |
        | text                   | b_other | B     |               |
        | select_one yn or_other | b       | B     |               |
        | select_one no or_other | c       | C     |               |
        """,
        YES_NO,
    )
    assert ("or_other_with_filter", "survey", 2, "choice_filter") in refused
    assert ("name_twice", "survey", 4, "name") in refused
    assert ("unknown_list", "survey", 5, "type") in refused


def test_cells_need_not_be_text():
    form = read(
        {
            "survey": [SheetRow(2, {"type": "select_one l", "name": "a", "label": "A", "default": 1.0})],
            "choices": [SheetRow(2, {"list_name": "l", "name": 1.0, "label": 2.5})],
            "settings": rows("| version |\n| 1 |"),
        }
    ).form
    assert form.lists[0].choices == (Choice(name="1", label=Texts.of(nb="2.5")),)
    assert form.children[0].default == "1"


def test_a_refusal_says_everything_at_once_in_order():
    with pytest.raises(FormErrors) as caught:
        reading(
            "| type | name | label | lable |\n| poem | a | A | |\n| text | 1x | B | |\n| select_one l | c | C | |",
            "| list_name | name | label |\n| l | | X |",
            "| form_title | form_id |\n| T | a b |",
        )
    assert [(each.code, each.sheet, each.row) for each in caught.value.faults] == [
        ("form_id_changed", "settings", 2),
        ("column_misspelt", "survey", 1),
        ("unknown_type", "survey", 2),
        ("bad_name", "survey", 3),
        ("unknown_list", "survey", 4),
        ("choice_without_name", "choices", 2),
    ]
    assert "The type «poem» is unknown." in str(caught.value)
