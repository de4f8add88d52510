"""Files of answers with the traps they have, and files that go out again."""

from __future__ import annotations

import pytest

from boso.foundation.exchange.imports import Unreadable
from boso.programme.tables import filing, guessing, sav
from boso.programme.tables.testing import HEAD, as_csv, as_xlsx, raw_export

SMALL = sav.SavFile(
    (
        sav.SavColumn(
            "kjent", [1.0, 2.0, 9.0, None, 8.0], "Hvor godt kjent? æøå",
            {1.0: "Lite", 2.0: "Godt", 9.0: "Vet ikke", 8.0: "Vil ikke svare"}, (8.0, 9.0), "ordinal",
        ),
        sav.SavColumn("sted", ["Ås", "Øye", "", "Ås", "Ål"], "Sted", {"Ås": "Ås kommune"}),
    ),
    "Bølge 2",
)  # fmt: skip


def of(found, name):
    return next(each for each in found if each.name == name)


def guessed(rows, series="s"):
    read = filing.read("svar.csv", as_csv(rows))
    return guessing.filled(guessing.guesses(read.columns, series)), read


@pytest.mark.parametrize("content", [as_csv(raw_export(30)), as_csv(raw_export(30), "utf-8"), as_xlsx(raw_export(30))])
def test_a_raw_export_is_read_whatever_it_is_saved_as(content):
    read = filing.read("svar", content)
    assert read.respondents == 30
    assert [each.label for each in read.columns] == list(HEAD)
    assert of(read.columns, "rolle").values[0] in ("Leder", "Saksbehandler", "Politiker")
    assert read.notes


def test_each_column_is_taken_for_what_it_is():
    found, _read = guessed(raw_export(60))
    purposes = [str(each.fields["purpose"]) for each in found]
    assert purposes == ["person", "left_out", "group", "group", *["question"] * 5, "left_out"]
    kept = {each.name for each in found if each.values is not None}
    assert "e_post" not in kept and "kommentar" not in kept
    person = found[0].values
    assert "1000" not in person and len(set(person)) == 60
    assert guessed(raw_export(60), "another")[0][0].values != person


SCALES = (
    ("Helt uenig", "Litt uenig", "Verken eller", "Litt enig", "Helt enig"),
    ("Helt uenig", "Noe uenig", "Hverken/eller", "Noe enig", "Helt enig"),
    ("I svært liten grad", "I liten grad", "I noen grad", "I stor grad", "I svært stor grad"),
    ("Heilt ueinig", "Verken einig eller ueinig", "Heilt einig"),
    ("Svært misfornøyd", "Verken fornøyd eller misfornøyd", "Svært fornøyd"),
    ("Svært dårlig", "Dårlig", "Middels", "Godt", "Svært godt"),
)


@pytest.mark.parametrize("scale", SCALES)
def test_the_middle_of_a_scale_stands_in_the_middle(scale):
    rows = [["Id", "Svar"], *([number, words] for number, words in enumerate((*sorted(scale), "Vet ikke")))]
    answers = guessed(rows)[0][1].fields
    assert [code["nb"] for code in answers["codes"]] == list(scale)
    assert answers["scale"] == "ordinal"
    assert [each["reason"] for each in answers["missing"]] == ["not_answered", "dont_know"]


def test_a_scale_with_a_word_nobody_knows_is_taken_for_no_scale():
    rows = [["Id", "Svar"], [1, "Helt enig"], [2, "Litt enig"], [3, "Grønn"], [4, "-"], [5, "Vet ikke/ikke relevant"]]
    answers = guessed(rows)[0][1].fields
    assert [code["nb"] for code in answers["codes"]] == ["Litt enig", "Helt enig", "Grønn"]
    assert (answers["scale"], answers["merged"]) == ("nominal", [])
    assert {each["reason"] for each in answers["missing"]} == {"not_answered", "dont_know"}


@pytest.mark.parametrize("heading", ["E-post", "e-mail", "IP-adresse", "IP address", "Mobil", "Fødselsdato"])
def test_what_tells_who_somebody_is_is_not_kept(heading):
    assert guessed([["Id", heading, "Svar"], [1, "x", "1"], [2, "y", "2"]])[0][1].values is None


@pytest.mark.parametrize("day", ["01.03.2011", "2011-03-01", "2011-03-01 12:30:00", "1.3.11 12:30"])
def test_the_day_somebody_answered_is_not_kept(day):
    found, _read = guessed([["Id", "Levert", "Svar"], [1, day, "1.5"], [2, "", "1.5"], [3, day, "2.5"]])
    assert [str(each.fields["purpose"]) for each in found] == ["person", "left_out", "question"]
    assert found[1].values is None


def test_a_known_scale_stands_in_its_order_and_dont_know_apart():
    found, _read = guessed(raw_export(80))
    known = of(found, "hvor_godt_kjent_er_programmet")
    assert [code["nb"] for code in known.fields["codes"]] == [
        "Ikke kjent",
        "Litt kjent",
        "Godt kjent",
        "Svært godt kjent",
    ]
    assert {each["code"]: each["reason"] for each in known.fields["missing"]} == {
        "": "not_answered", "Vet ikke": "dont_know"
    }  # fmt: skip
    assert [each["codes"] for each in known.fields["merged"]] == [
        ["Ikke kjent", "Litt kjent"], ["Godt kjent", "Svært godt kjent"]
    ]  # fmt: skip
    asked = found[8]
    assert asked.fields["scale"] == "ordinal"
    assert [each["reason"] for each in asked.fields["missing"]] == ["not_answered", "not_asked"]


def test_an_empty_choice_is_not_chosen_only_where_another_is():
    rows = [["Id", "Hva? - A", "Hva? - B", "Svar"], [1, "1", "", "x"], [2, "", "", "y"], [3, "", "1", "x"]]
    found, _read = guessed(rows)
    assert [each.fields["bundle"] for each in found[1:3]] == ["Hva?", "Hva?"]
    assert found[1].values == ["1", "", "0"]
    assert found[2].values == ["0", "", "1"]


def test_numbers_that_a_spreadsheet_spoiled_are_as_they_were():
    rows = [["Id", "Skala 1"], [1, "4,0"], [2, "#NULL!"], [3, "5.0"], [4, " 3 "]]
    found, _read = guessed(rows)
    assert found[1].values == ["4", "", "5", "3"]


def test_a_sheet_of_codes_names_the_answers_and_an_unknown_code_is_told_with_its_place():
    import io

    import xlsxwriter

    def book(last):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
            data, codes = made.add_worksheet("Data"), made.add_worksheet("Koder")
            for row, cells in enumerate([["Trivsel"], ["1"], ["2"], ["Bra"], [last]]):
                data.write_row(row, 0, cells)
            for row, cells in enumerate(
                [["Variabel", "Kode", "Etikett"], ["Trivsel", "1", "Dårlig"], ["", "2", "Bra"]]
            ):
                codes.write_row(row, 0, cells)
        return stream.getvalue()

    read = filing.read("svar.xlsx", book("1"))
    assert dict(read.columns[0].labels) == {"1": "Dårlig", "2": "Bra"}
    assert read.columns[0].values == ["1", "2", "2", "1"]
    with pytest.raises(Unreadable) as told:
        filing.read("svar.xlsx", book("7"))
    (fault,) = told.value.problems
    assert (fault.sheet, fault.row, fault.column) == ("Data", 5, "Trivsel")


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["A", "B", "A"], [1, 2, 3]], (1, "A")),
        ([["A", "B", ""], [1, 2, 3]], (2, "C")),
        ([["A", "B"], [1, "#DIV/0!"]], (2, "B")),
        ([["A", "B"]], (0, "")),
    ],
)
def test_a_fault_is_told_by_row_and_column(rows, place):
    with pytest.raises(Unreadable) as told:
        filing.read("svar.csv", as_csv(rows))
    assert place in [(each.row, each.column) for each in told.value.problems]


def test_a_column_far_out_is_called_as_in_a_spreadsheet():
    assert [filing.column_letter(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_an_spss_file_goes_out_and_in_and_loses_nothing():
    back = sav.read("x.sav", sav.write(SMALL))
    assert back.label == "Bølge 2"
    first, second = back.columns
    assert list(first.values) == [1.0, 2.0, 9.0, None, 8.0]
    assert (first.label, dict(first.labels), first.missing, first.measure) == (
        "Hvor godt kjent? æøå", dict(SMALL.columns[0].labels), (8.0, 9.0), "ordinal"
    )  # fmt: skip
    assert list(second.values) == ["Ås", "Øye", "", "Ås", "Ål"]
    assert dict(second.labels) == {"Ås": "Ås kommune"}


def test_codes_for_no_answer_in_spss_are_no_empty_cells():
    read = filing.read("x.sav", sav.write(SMALL))
    found = guessing.guesses(read.columns, "s")
    assert read.columns[0].values == ["1", "2", "9", "", "8"]
    assert {each["code"]: each["reason"] for each in found[0].fields["missing"]} == {
        "": "not_answered", "9": "dont_know", "8": "refused"
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"$FL2 broken", sav.write(sav.SavFile((sav.SavColumn("a", []),)))])
def test_a_damaged_or_empty_spss_file_is_refused(content):
    with pytest.raises(Unreadable):
        filing.read("x.sav", content)
