"""Whatever is uploaded is read or refused with a reason, in bounded time and memory: broken, huge, locked, foreign."""

from __future__ import annotations

import datetime as dt
import io
import random
import resource
import time
import zipfile

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.exchange import cells, guessing, reading
from boso.foundation.exchange.imports import Unreadable
from boso.foundation.exchange.reading import read_book
from boso.foundation.exchange.sheets import Column, integer, text

OURS = (
    Column("address", text, words=("adresse",)),
    Column("rooms", integer, words=("antall rom", "rom")),
    Column("unit", text, words=("bruksenhet",), seems=lambda cell: cell[:1] == "H", telling=True),
)  # fmt: skip


def workbook(**sheets: list[tuple[object, ...]]) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        day = made.add_format({"num_format": "dd.mm.yyyy"})
        for title, lines in sheets.items():
            sheet = made.add_worksheet(title)
            for line, row in enumerate(lines):
                for place, value in enumerate(row):
                    if isinstance(value, dt.date):
                        sheet.write_datetime(line, place, value, day)
                    elif value is not None:
                        sheet.write(line, place, value)
    return stream.getvalue()


def refused(name: str, content: bytes) -> str:
    with translation.override("en"), pytest.raises(Unreadable) as error:
        read_book(name, content)
    (problem,) = error.value.problems
    assert problem.what
    return problem.what


def test_typed_cells_become_text():
    found = read_book("a.xlsx", workbook(A=[("x", 1.0, 2.5, dt.date(2026, 11, 22), "00012", True)]))
    assert found.grids[0].rows == [["x", "1", "2,5", "2026-11-22", "00012", "yes"]]


def test_cells_stand_where_a_person_sees_them():
    grid = read_book("a.xlsx", workbook(A=[(), (), (None, None, "x"), (None, "y")])).grids[0]
    assert (grid.rows[2], grid.rows[3], grid.line(2)) == (["", "", "x"], ["", "y", ""], 3)


def test_a_formula_that_gives_a_fault_is_not_an_empty_cell():
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet("Ark med æ & ø")
        sheet.write_formula(1, 2, "=A9", None, "#REF!")
        sheet.write(0, 0, "x")
    assert read_book("a.xlsx", stream.getvalue()).grids[0].rows[1][2] == "#REF!"


@pytest.mark.slow
def test_one_cell_far_away_does_not_fill_the_memory():
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as made:
        sheet = made.add_worksheet()
        sheet.write(0, 0, "x")
        sheet.write(1_048_575, 16_383, "y")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    assert "more cells" in refused("a.xlsx", stream.getvalue())
    assert time.monotonic() - began < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_row_count_that_is_only_claimed_is_refused_or_read():
    plain = workbook(A=[("x",)])
    claimed = _changed(plain, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1"', b'ref="A1:XFD10000000"'))
    assert read_book("a.xlsx", claimed).grids[0].rows == [["x"]]
    moved = _changed(
        plain,
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'r="1"', b'r="10000000"').replace(b'r="A1"', b'r="A10000000"'),
    )
    refused("a.xlsx", moved)


@pytest.mark.slow
def test_a_zip_bomb_is_refused_whatever_it_says_of_its_size():
    bomb = _changed(
        workbook(A=[("x",)]), "xl/worksheets/sheet1.xml", lambda xml: xml + b" " * (cells.UNPACKED_LIMIT + 10)
    )
    assert "more cells" in refused("a.xlsx", bomb)
    lying = bytearray(bomb)
    size = (cells.UNPACKED_LIMIT + 10).to_bytes(4, "little")
    assert "more cells" in refused("a.xlsx", bytes(lying).replace(size, b"\x10\0\0\0"))


def test_a_locked_workbook_says_so():
    locked = reading.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    assert "password" in refused("a.xlsx", locked)
    zipped = bytearray(workbook(A=[("x",)]))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = zipped.find(mark)
        zipped[place + at] |= 1
    assert "password" in refused("a.xlsx", bytes(zipped))


def test_the_reader_that_dies_or_never_ends_refuses_the_file(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)
    assert "more cells" in refused("a.xlsx", workbook(A=[("x",)]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\x01\x02\x03", "picture"),
        (b"%PDF-1.7\n1 0 obj", "PDF"),
        (b"\r\n<!DOCTYPE html><table>", "web page"),
        (b"\0\x01\x02\x03", "neither"),
        (b"\xff\xfe\x00", "neither"),
        (b'a;b\n"x;1\ny;2', "cannot be read as CSV"),
        (b"PK\x03\x04" + b"\0" * 40, "damaged"),
        (reading.OLE + b"\0" * 40, "damaged"),
        ((";" * 600 + "\n").encode(), "more cells"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(content, words):
    assert words in refused("fil.csv", content)


def test_a_workbook_without_cells_is_refused():
    assert refused("a.xlsx", workbook(A=[], B=[]))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "cp1252"])
def test_encoding_and_separator_are_found(separator, encoding):
    lines = "\r\n".join(
        separator.join(cells) for cells in (("Adresse", "Bydel", "Rom"), ("Øvelsesstien 1", "Åsen", "2"))
    )
    found = read_book("liste.csv", lines.encode(encoding))
    assert found.grids[0].rows == [["Adresse", "Bydel", "Rom"], ["Øvelsesstien 1", "Åsen", "2"]]
    assert found.separator == separator


def test_a_first_line_that_names_the_separator_is_no_row():
    assert read_book("a.csv", b"sep=,\r\na,b\r\n1,2\r\n").grids[0].rows == [["a", "b"], ["1", "2"]]


def test_what_an_export_guarded_is_read_as_it_was():
    assert read_book("a.csv", b"a;b\n'=1+1;'-5\n").grids[0].rows[1] == ["=1+1", "-5"]


def test_line_numbers_count_the_lines_of_a_cell_with_breaks():
    grid = read_book("a.csv", b'a;b\n"x\ny";1\nz;2\n').grids[0]
    assert [grid.line(index) for index in range(3)] == [1, 2, 4]


def test_the_header_is_found_below_title_rows_and_columns_by_words_and_cells():
    rows = [
        ("Boligliste",),
        ("Oppdatert", dt.date(2026, 1, 1)),
        (),
        ("Adresse", "Ant. rom", "Leil"),
        ("Prøvegata 1", 2, "H0101"),
        ("Prøvegata 2", 3, "H0102"),
    ]
    found = guessing.best_sheet(read_book("a.xlsx", workbook(Tomt=[("x",)], Boliger=rows)), OURS)
    assert (found.sheet, found.header, found.rows, found.known) == ("Boliger", 3, 2, 3)
    assert [one.field for one in found.columns] == ["address", "rooms", "unit"]
    assert [one.sure for one in found.columns] == [True, False, False]


def test_one_of_ours_is_given_to_one_column_only():
    found = guessing.sketch(read_book("a.csv", b"Adresse;Adresse;;Rom\nx;y;z;1\n").grids[0], OURS)
    assert [one.field for one in found.columns] == ["address", "", "", "rooms"]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    try:
        found = read_book("fil.csv", content)
    except Unreadable as error:
        assert all(problem.what for problem in error.problems)
    else:
        assert found.grids
        guessing.best_sheet(found, OURS)


@given(st.integers(0, 2**32))
def test_a_workbook_with_wrong_bytes_is_read_or_refused(seed):
    content = bytearray(SOUND)
    chance = random.Random(seed)
    for _time in range(chance.randint(1, 30)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    try:
        cells.read(bytes(content))
    except cells.Fault as fault:
        assert str(fault) in ("damaged", "password", "large", "rows", "columns")
    except BaseException as panic:
        assert type(panic).__name__ == "PanicException"


def _changed(content: bytes, name: str, change: object) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.infolist():
            plain = old.read(part)
            new.writestr(part.filename, change(plain) if part.filename == name else plain)  # type: ignore[operator]
    return stream.getvalue()


SOUND = workbook(A=[("Adresse", "Rom"), ("Prøvegata 1", 2), ("Prøvegata 2", dt.date(2026, 1, 1))])
