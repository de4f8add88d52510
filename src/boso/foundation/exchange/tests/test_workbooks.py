"""A workbook reads alike as a folder, a CSV file, a ZIP and an Excel workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.exchange import cells, workbooks
from boso.foundation.exchange.imports import Unreadable
from boso.foundation.exchange.workbooks import read_bytes, read_path


def excel(**sheets):
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(lines):
                for column, cell in enumerate(cells):
                    if isinstance(cell, dt.datetime):
                        sheet.write_datetime(row, column, cell, day)
                    else:
                        sheet.write(row, column, cell)
    return stream.getvalue()


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


TABLE = "name,sum\nMoss,5\nHalden,\n"
READ = (("name", "sum"), ((2, ("Moss", "5")), (3, ("Halden", ""))))


def content_of(book, name="a"):
    return (book.sheets[name].header, book.sheets[name].lines)


def test_all_shapes_read_alike(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE)
    assert content_of(read_path(tmp_path)) == READ
    assert content_of(read_path(tmp_path / "a.csv")) == READ
    assert content_of(read_bytes("b.zip", packed({"x/a.csv": TABLE, "__MACOSX/a.csv": "junk", "read.me": "x"}))) == READ
    assert content_of(read_bytes("b.xlsx", excel(a=[["name", "sum"], ["Moss", 5], ["Halden"]]))) == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_encodings_and_separators_are_seen(encoding, separator):
    text = f"navn{separator}tall\r\nLørenskog{separator}5\r\n"
    book = read_bytes("a.csv", text.encode(encoding))
    assert content_of(book) == (("navn", "tall"), ((2, ("Lørenskog", "5")),))


def test_typed_cells_become_the_text_a_person_would_write():
    day = dt.datetime(2026, 11, 22)  # noqa: DTZ001 - a workbook knows no zones
    book = read_bytes("a.xlsx", excel(a=[["a", "b", "c", "d", "e"], [1500000.0, 1.125, day, True, " x "]]))
    assert content_of(book)[1] == ((2, ("1500000", "1,125", "2026-11-22", "yes", "x")),)


def test_other_typed_cells():
    local = dt.datetime(2026, 11, 22, 9, 14)  # noqa: DTZ001 - a workbook knows no zones
    assert cells.as_text(local.replace(hour=0, minute=0)) == "2026-11-22"
    assert cells.as_text(local) == "2026-11-22T09:14:00"
    assert cells.as_text(dt.time(9, 14)) == "09:14:00"


def test_blank_rows_and_trailing_columns_are_left_out():
    book = read_bytes("a.csv", b"name,sum,,\n,,,\nMoss,5,,\n\nHalden\n")
    assert content_of(book) == (("name", "sum"), ((3, ("Moss", "5")), (5, ("Halden", ""))))


def test_a_quoted_line_break_keeps_the_row_numbers_right():
    book = read_bytes("a.csv", b'name,text\nMoss,"one\ntwo"\nHalden,x\n')
    assert [number for number, _cells in book.sheets["a"].lines] == [2, 4]


def test_empty_excel_sheets_are_passed_over():
    assert list(read_bytes("a.xlsx", excel(a=[["name"], ["x"]], Ark2=[])).sheets) == ["a"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.csv", b""),
        ("a.csv", b",,\n"),
        ("a.csv", b"\xff\xfen\x00a\x00"),
        ("a.csv", b'name\n"never closed\n'),
        ("a.csv", b"name\nMoss,5\nHalden,6\n"),
        ("a.zip", b"PK\x03\x04nothing more"),
        ("a.zip", packed({"read.me": "x"})),
        ("a.zip", packed({"x/a.csv": TABLE, "y/b.csv": "", "y/c.csv": 'n\n"'})),
        ("a.zip", packed({"a.csv": TABLE, "x/a.CSV": TABLE})),
        ("a.xlsx", excel(a=[])),
        ("a.xlsx", packed({"[Content_Types].xml": "x"})),
    ],
)
def test_an_unreadable_file_is_told_in_plain_words(name, content):
    with pytest.raises(Unreadable) as caught:
        read_bytes(name, content)
    assert caught.value.problems
    for problem in caught.value.problems:
        assert problem.what.endswith(".")
        assert str(problem).startswith(problem.file)


def test_every_fault_of_a_zip_is_told():
    with pytest.raises(Unreadable) as caught:
        read_bytes("a.zip", packed({"b.csv": "", "c.csv": 'n\n"'}))
    assert [problem.file for problem in caught.value.problems] == ["b.csv", "c.csv"]


def test_a_file_that_would_fill_the_memory_is_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "UNPACKED_LIMIT", 10)
    monkeypatch.setattr(workbooks, "ROW_LIMIT", 2)
    for name, content in (("a.zip", packed({"a.csv": TABLE})), ("a.csv", b"a\n1\n2\n3\n")):
        with pytest.raises(Unreadable):
            read_bytes(name, content)


def test_a_path_that_is_not_there_or_empty_is_told(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(Unreadable):
            read_path(path)


def test_a_folder_has_a_digest_of_all_its_files(tmp_path):
    (tmp_path / "a.csv").write_text(TABLE)
    first = read_path(tmp_path).sha256
    assert read_path(tmp_path).sha256 == first
    (tmp_path / "a.csv").rename(tmp_path / "b.csv")
    assert read_path(tmp_path).sha256 != first


CELLS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5), st.sampled_from([",", ";"]))
def test_any_text_written_as_csv_is_read_again(rows, separator):
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows([["first", "second"], *rows])
    book = read_bytes("a.csv", stream.getvalue().encode())
    expected = [[workbooks._unguarded(cell.strip().replace("\r\n", "\n")) for cell in row] for row in rows]
    read = [[cell.replace("\r\n", "\n") for cell in cells] for _number, cells in book.sheets["a"].lines]
    assert read == [row for row in expected if any(row)]


@given(st.binary(max_size=200))
def test_no_bytes_break_the_reader(content):
    for name in ("a.csv", "a.xlsx"):
        try:
            read_bytes(name, content)
        except Unreadable as error:
            assert error.problems
