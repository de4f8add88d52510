"""Surveys of LimeSurvey, read as forms: every type, conditions, texts, and each fault at its line."""

from __future__ import annotations

import pytest

from boso.core.questionnaires import lss
from boso.core.questionnaires.answering import prepare
from boso.core.questionnaires.faults import FormErrors
from boso.core.questionnaires.form import Group, Kind, Question
from boso.core.questionnaires.lss_conditions import Known, Unreadable, translated
from boso.core.questionnaires.lss_tables import plain

Row = dict[str, object]


def survey(kind: str = "Survey", **tables: list[Row]) -> bytes:
    """A file with these tables, a row a line."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<document><LimeSurveyDocType>{kind}</LimeSurveyDocType>"]
    for name, rows in tables.items():
        lines.append(f"<{name}><rows>")
        lines += [
            f"<row>{''.join(f'<{key}><![CDATA[{cell}]]></{key}>' for key, cell in row.items())}</row>" for row in rows
        ]
        lines.append(f"</rows></{name}>")
    return "\n".join([*lines, "</document>"]).encode()


def asked(*questions: Row, **more: list[Row]) -> bytes:
    """A survey of one group with these questions; each says `q` for its words, and its parts and answers by code."""
    rows, words, parts, answers, told = [], [], [], [], []
    for number, given in enumerate(questions, start=11):
        row = {"qid": number, "parent_qid": 0, "sid": 9, "gid": 5, "question_order": number, "relevance": "1", **given}
        inside, choices = row.pop("parts", ()), row.pop("answers", ())
        words.append({"qid": number, "question": row.pop("q", "Hva?"), "language": "nb"})
        rows.append(row)
        for at, (scale, code) in enumerate(inside):
            qid = number * 100 + at
            parts.append({"qid": qid, "parent_qid": number, "title": code, "question_order": at, "scale_id": scale})
            words.append({"qid": qid, "question": f"Del {code}", "language": "nb"})
        for at, (scale, code) in enumerate(choices):
            aid = number * 100 + at
            answers.append({"aid": aid, "qid": number, "code": code, "sortorder": at, "scale_id": scale})
            told.append({"aid": aid, "answer": f"Svar {code}", "language": "nb"})
    return survey(
        questions=rows, subquestions=parts, question_l10ns=words, answers=answers, answer_l10ns=told,
        groups=[{"gid": 5, "group_order": 1, "grelevance": ""}],
        group_l10ns=[{"gid": 5, "group_name": "Om deg", "language": "nb"}], **more,
    )  # fmt: skip


AB = (("0", "A1"), ("0", "A2"))
ROWS = (("0", "S1"), ("0", "S2"))
TYPES = {
    "5": [("Q", Kind.RANGE)],
    "!": [("Q", Kind.SELECT_ONE), ("Q_other", Kind.TEXT)],
    "L": [("Q", Kind.SELECT_ONE), ("Q_other", Kind.TEXT)],
    "O": [("Q", Kind.SELECT_ONE), ("Q_other", Kind.TEXT), ("Q_comment", Kind.TEXT)],
    "F": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "H": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "A": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "B": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "C": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "E": [("Q_S1", Kind.SELECT_ONE), ("Q_S2", Kind.SELECT_ONE)],
    "M": [("Q", Kind.SELECT_MULTIPLE), ("Q_other", Kind.TEXT)],
    "P": [
        ("Q", Kind.SELECT_MULTIPLE),
        ("Q_other", Kind.TEXT),
        ("Q_S1_comment", Kind.TEXT),
        ("Q_S2_comment", Kind.TEXT),
    ],
    "N": [("Q", Kind.DECIMAL)],
    "K": [("Q_S1", Kind.DECIMAL), ("Q_S2", Kind.DECIMAL)],
    "Q": [("Q_S1", Kind.TEXT), ("Q_S2", Kind.TEXT)],
    "S": [("Q", Kind.TEXT)],
    "T": [("Q", Kind.TEXT)],
    "U": [("Q", Kind.TEXT)],
    "R": [("Q", Kind.RANK)],
    "Y": [("Q", Kind.SELECT_ONE), ("Q_other", Kind.TEXT)],
    "G": [("Q", Kind.SELECT_ONE), ("Q_other", Kind.TEXT)],
    "D": [("Q", Kind.DATE)],
    "X": [("Q", Kind.NOTE)],
}


def questions_of(reading) -> list[tuple[str, Kind]]:
    return [(each.name, each.kind) for each in reading.form.elements() if isinstance(each, Question)]


@pytest.mark.parametrize("letter", TYPES)
def test_each_type_becomes_questions_that_work(letter):
    reading = lss.read(asked({"type": letter, "title": "Q", "other": "Y", "parts": ROWS, "answers": AB}))
    assert questions_of(reading) == TYPES[letter]
    assert prepare(reading.form)
    assert not [each for each in reading.faults if each.code.startswith("lss")]


def test_tables_of_cells_and_of_two_scales_become_a_question_for_each():
    grid = (*ROWS, ("1", "X"), ("1", "Y"))
    for letter, kind in ((":", Kind.DECIMAL), (";", Kind.TEXT)):
        found = questions_of(lss.read(asked({"type": letter, "title": "Q", "parts": grid})))
        assert found == [(f"Q_{row}_{column}", kind) for row in ("S1", "S2") for column in ("X", "Y")]
    dual = {"type": "1", "title": "Q", "q": "Hvor?", "parts": ROWS, "answers": (*AB, ("1", "B1"))}
    headers = [{"qid": 11, "attribute": "dualscale_headerA", "value": "Før"}]
    form = lss.read(
        asked(dual, {"type": "T", "title": "R", "relevance": 'Q_S1_1 == "B1"'}, question_attributes=headers)
    ).form
    groups = [each for each in form.elements() if isinstance(each, Group)][1:]
    assert [each.label.get("nb") for each in groups] == ["Hvor?: Før", "Hvor?"]
    assert form.find("R").relevant == "${Q_S1_1} = 'B1'"


def test_what_must_be_answered_limits_and_names_come_along():
    rules = [
        {"qid": 11, "attribute": "num_value_int_only", "value": "1"},
        {"qid": 11, "attribute": "min_num_value_n", "value": "16"},
        {"qid": 11, "attribute": "max_num_value_n", "value": "{over}"},
        {"qid": 12, "attribute": "array_filter", "value": "Q"},
        {"qid": 13, "attribute": "hidden", "value": "1"},
    ]  # fmt: skip
    reading = lss.read(
        asked(
            {"type": "N", "title": "Q", "mandatory": "Y"}, {"type": "T", "title": "2a", "mandatory": "S"},
            {"type": "T", "title": "H"}, question_attributes=rules,
        )
    )  # fmt: skip
    first, second = (each for each in reading.form.elements() if isinstance(each, Question))
    assert (first.kind, first.constraint, first.required) == (Kind.INTEGER, ". >= 16", "true()")
    assert (second.name, second.soft_required, second.appearances) == ("q_2a", True, {"multiline"})
    told = {(each.code, each.name, each.row) for each in reading.faults if each.code.startswith("lss")}
    assert told == {("lss_renamed", "2a", 5), ("lss_rule_left_out", "2a", 5), ("lss_hidden", "H", 6)}


def test_codes_that_become_the_same_name_are_kept_apart():
    reading = lss.read(asked({"type": "T", "title": "q_2"}, {"type": "T", "title": "2"}, {"type": "T", "title": "Q_2"}))
    assert [name for name, _kind in questions_of(reading)] == ["q_2", "q_2_2", "Q_2_3"]


def test_what_cannot_be_asked_is_left_out_at_its_line():
    reading = lss.read(
        asked(
            {"type": "|", "title": "F"}, {"type": "?", "title": "U"}, {"type": "L", "title": "L"},
            *({"type": letter, "title": f"E{at}"} for at, letter in enumerate("MR1FKQ")),
            {"type": "T", "title": "T", "relevance": "rand() > 1"},
            {"type": "T", "title": "V", "q": "Hei {TOKEN:FIRSTNAME} og {T.shown}", "relevance": ""},
        )
    )  # fmt: skip
    assert questions_of(reading) == [("T", Kind.TEXT), ("V", Kind.TEXT)]
    assert reading.form.find("V").label.get("nb") == "Hei {TOKEN:FIRSTNAME} og ${T}"
    told = [(each.code, each.row) for each in reading.faults if each.code.startswith("lss")]
    assert told == [
        ("lss_type_left_out", 4), ("lss_type_unknown", 5), *(("lss_no_answers", row) for row in range(6, 13)),
        ("lss_condition_unread", 13), ("lss_text_unread", 14),
    ]  # fmt: skip


def test_older_files_have_a_row_for_each_language():
    old = survey(
        questions=[
            {"qid": 1, "parent_qid": 0, "gid": 5, "type": "M", "title": "Q", "question": words, "language": code,
             "question_order": 1}
            for code, words in (("nb", "Hva?"), ("nn", "Kva?"))
        ] + [
            {"qid": 2, "parent_qid": 1, "gid": 5, "type": "M", "title": "a", "question": words, "language": code,
             "question_order": 1}
            for code, words in (("nb", "Jeg"), ("nn", "Eg"))
        ] + [{"qid": 3, "parent_qid": 0, "gid": 5, "type": "L", "title": "L", "question": "Ja?", "language": "nb",
              "question_order": "x"}],
        answers=[
            {"qid": 3, "code": "1", "answer": words, "language": code, "sortorder": 1}
            for code, words in (("nb", "Ikke"), ("nn", "Ikkje"))
        ],
        groups=[{"gid": 5, "group_name": "G", "language": "nb", "group_order": 0}, {"gid": 6, "group_name": "Tom"}],
        surveys=[{"sid": 7, "language": "no", "additional_languages": "nn", "format": "S"}],
        surveys_languagesettings=[{"surveyls_language": "nn", "surveyls_title": "Prøve"}],
    )  # fmt: skip
    form = lss.read(old).form
    assert (form.form_id, form.default_language, form.style, form.title.get("nn")) == (
        "lss_7",
        "nb",
        "one-by-one",
        "Prøve",
    )
    assert form.choice_list("Q").choices[0].label.get("nn") == "Eg"
    assert form.choice_list("L").choices[0].label.get("nn") == "Ikkje"
    assert form.find("Q").label.get("nn") == "Kva?"
    assert [each.code for each in form.languages] == ["nb", "nn"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no xml", "lss_not_xml"),
        (b"<document><a></document>", "lss_not_xml"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><document/>', "lss_not_xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><document/>', "lss_not_xml"),
        (survey("Group", questions=[{"qid": 1}]), "lss_not_survey"),
        (survey(), "lss_not_survey"),
    ],
)
def test_other_files_are_refused(content, code):
    with pytest.raises(FormErrors) as refused:
        lss.read(content)
    assert refused.value.faults[0].code == code


def test_a_survey_that_cannot_work_is_refused_with_its_line():
    with pytest.raises(FormErrors) as refused:
        lss.read(asked({"type": "T", "title": "A_b"}, {"type": "Q", "title": "A", "parts": (("0", "b"),)}))
    assert any(each.row == 5 for each in refused.value.faults)


KNOWN = {
    "Q1": Known("Q1", chosen=True), "Q2_a": Known("Q2", choice="a"), "Q3": Known("Q3", number=True),
    "9X5X11": Known("Q1", chosen=True), "Q4": Known("Q4"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", ""), ("1", ""), (" 0 ", "false()"),
        ('((Q1.NAOK == "A1"))', "${Q1} = 'A1'"),
        ("Q1 == 1", "${Q1} = '1'"), ("Q1 ne '-oth-'", "${Q1} != 'other'"), ("Q3 >= 1.5", "${Q3} >= 1.5"),
        ('Q3 == "3"', "${Q3} = 3"), ("Q4 < 2", "${Q4} < 2"),
        ('Q2_a == "Y"', "selected(${Q2}, 'a')"), ('Q2_a != "Y"', "not(selected(${Q2}, 'a'))"),
        ('Q2_a == ""', "not(selected(${Q2}, 'a'))"),
        ("!is_empty(Q1.NAOK) && is_empty(Q2_a)", "not(${Q1} = '') and not(selected(${Q2}, 'a'))"),
        ('(Q1 == "A" or Q1 == "B") and Q3 > 1', "(${Q1} = 'A' or ${Q1} = 'B') and ${Q3} > 1"),
        ('(9X5X11.NAOK == "A1")', "${Q1} = 'A1'"),
        ('((Q1 == "A") && ((Q3 > 1)))', "${Q1} = 'A' and ${Q3} > 1"),
        ("(Q3 > 1 or Q3 < 0) and (Q3 < 3 or Q3 > 5)", "(${Q3} > 1 or ${Q3} < 0) and (${Q3} < 3 or ${Q3} > 5)"),
        ('(Q1 == "A") || (Q1 == "B")', "${Q1} = 'A' or ${Q1} = 'B'"),
    ],
)  # fmt: skip
def test_conditions_are_said_anew(source, expected):
    assert translated(source, KNOWN) == expected


@pytest.mark.parametrize(
    "source",
    ["Q9 == 1", "Q1 + 1", "Q1 ==", "Q1", "is_empty Q1", "is_empty(Q1", "(Q1 == 1", 'Q2_a > "Y"', "Q1 == \"d'y\"", "§",
     "Q1 == 1 Q3", "Q1.shown == 1", "Q1 == Q3", "rand(1, 2)"],
)  # fmt: skip
def test_conditions_beyond_us_are_told(source):
    with pytest.raises(Unreadable):
        translated(source, KNOWN)


def test_texts_lose_their_tags_and_nothing_else():
    assert plain("<p>Hei&nbsp;du<br />der</p><script>a<b</script><b>A &lt; B</b>") == "Hei du\nder\nA < B"
