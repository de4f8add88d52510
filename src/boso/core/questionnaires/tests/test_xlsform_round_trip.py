"""What is written as an XLSForm reads as the same form; and no rows whatever break the reader."""

# ruff: noqa: DTZ001 - moments in forms have no zone
# ruff: noqa: E501 - tables are wide

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from boso.core.questionnaires.faults import FormErrors, serious
from boso.core.questionnaires.form import (
    Choice,
    ChoiceList,
    Form,
    Group,
    Kind,
    Language,
    Missing,
    Question,
    Repeat,
    Texts,
)
from boso.core.questionnaires.lint import lint
from boso.core.questionnaires.tests.strategies import forms
from boso.core.questionnaires.tests.tables import NOW, TODAY
from boso.core.questionnaires.xlsform import SheetRow, read
from boso.core.questionnaires.xlsform_writing import header, write


@given(forms())
def test_a_form_comes_back_from_its_sheets_as_it_was(form):
    sheets = write(form)
    reading = read(sheets)
    assert reading.form == form
    assert write(reading.form) == sheets
    assert not serious(reading.faults)


_headers = st.sampled_from(
    [
        "type", "name", "label", "label::nb", "Label::Norsk nynorsk (nn)", "hint", "relevant", "constraint", "required",
        "calculation", "default", "appearance", "choice_filter", "repeat_count", "read_only", "parameters", "boso::missing",
        "boso::soft", "media::image", "lable", "list_name", "county", "trigger", "", "disabled",
    ]
)  # fmt: skip
_cells = st.one_of(
    st.sampled_from(
        [
            "begin_group",
            "end group",
            "begin repeat",
            "end_repeat",
            "text",
            "integer",
            "select_one l",
            "select_multiple l",
            "rank l or_other",
            "calculate",
            "note",
            "range",
            "select_one_from_file x.csv",
            "deviceid",
            "l",
            "a",
            "b",
            "a b",
            "${a} + 1",
            "${b} = 'x'",
            "sum(${a})",
            "yes",
            "1.0",
            "true()",
            "county = ${a}",
            "# comment",
            "dont_know",
            "position(..)",
        ]
    ),
    st.text(max_size=8),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
)
_rows = st.lists(st.dictionaries(_headers, _cells, max_size=6), max_size=8).map(
    lambda rows: [SheetRow(number, cells) for number, cells in enumerate(rows, 2)]
)
_sheets = st.dictionaries(st.sampled_from(["survey", "choices", "settings", "Survey ", "README", "entities"]), _rows)


@given(_sheets | st.fixed_dictionaries({"survey": _rows, "choices": _rows}), st.dictionaries(st.text(), st.text()))
def test_any_rows_give_a_form_that_works_or_are_refused_with_words(sheets, answers):
    from boso.core.questionnaires.answering import prepare

    try:
        reading = read(sheets)
    except FormErrors as errors:
        assert serious(errors.faults)
        assert all(each.what for each in errors.faults)
        assert str(errors)
    else:
        assert read(write(reading.form)).form.children == reading.form.children
        assert all(each.what or each.advice for each in (*reading.faults, *lint(reading.form)))
        standing = prepare(reading.form).assess(answers, today=TODAY, now=NOW)
        standing.pages()


def test_a_form_without_questions_is_written_without_rows():
    assert write(Form(form_id="f"))["survey"] == []


def test_headers_name_the_language_where_it_has_a_name():
    form = Form(form_id="f", languages=(Language("nb", "Norsk bokmål"), Language("se")))
    assert [header(form, "label", code) for code in ("nb", "se", "en")] == [
        "label::Norsk bokmål (nb)",
        "label::se",
        "label::en",
    ]


def test_rows_are_ready_for_any_table_every_row_has_every_column():
    form = Form(
        form_id="f",
        title=Texts.of(nb="Tittel"),
        languages=(Language("nb"),),
        children=(
            Question(name="a", kind=Kind.TEXT, label=Texts.of(nb="A")),
            Question(name="b", kind=Kind.DATE, label=Texts.of(nb="B"), required="true()"),
        ),
    )
    sheets = write(form)
    assert [dict(row.cells) for row in sheets["survey"]] == [
        {"type": "text", "name": "a", "label::nb": "A", "required": ""},
        {"type": "date", "name": "b", "label::nb": "B", "required": "yes"},
    ]
    assert sheets["choices"] == []
    assert sheets["settings"][0].cells["default_language"] == "nb"


def test_everything_a_form_holds_has_its_column():
    asked = Question(name="a", kind=Kind.SELECT_ONE, label=Texts.of(nb="A"), list_name="l", soft_constraint=True)
    form = Form(
        form_id="f",
        title=Texts.of(nb="Tittel", nn="Tittel på nynorsk", Klingon="K"),
        languages=(Language("nb"), Language("nn"), Language("Klingon")),
        settings=(("allow_choice_duplicates", "yes"),),
        lists=(
            ChoiceList(
                name="l", choices=(Choice(name="dk", label=Texts.of(nb="Vet ikke"), missing=Missing.DONT_KNOW),)
            ),
        ),
        children=(
            Group(name="g", label=Texts.of(nb="G"), appearance="field-list", relevant="1 = 1", children=(asked,)),
            Repeat(
                name="r",
                hint=Texts.of(nb="H"),
                count="2",
                children=(Question(name="b", kind=Kind.DATE, label=Texts.of(nb="B")),),
            ),
        ),
    )
    sheets = write(form)
    assert [row.cells["type"] for row in sheets["survey"]] == [
        "begin_group", "select_one l", "end_group", "begin_repeat", "date", "end_repeat",
    ]  # fmt: skip
    assert sheets["survey"][1].cells["boso_soft"] == "constraint"
    assert sheets["choices"][0].cells["boso_missing"] == "dont_know"
    assert {"form_title": "Tittel", "form_title_nn": "Tittel på nynorsk"}.items() <= sheets["settings"][0].cells.items()
    assert read(sheets).form == form


def test_a_setting_without_value_is_no_setting():
    sheets = {"survey": [SheetRow(2, {"type": "date", "name": "d", "label": "D"})]}
    assert read({**sheets, "settings": [SheetRow(2, {"version": "1", "theme": ""})]}).form.settings == ()


def test_cells_of_excel_are_read_as_what_they_mean():
    row = {"type": "date", "name": "d", "label": "Dag", "default": dt.datetime(2026, 11, 22), "required": True}
    form = read({"survey": [SheetRow(2, row)]}).form
    assert form.children == (
        Question(name="d", kind=Kind.DATE, label=Texts.of(nb="Dag"), default="2026-11-22", required="true()"),
    )
