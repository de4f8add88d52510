"""Lists that leave BoSo: the same records as JSON, CSV and a workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import ALLOWED, Denied, Refused
from boso.foundation.audit.models import Entry
from boso.foundation.audit.verbs import label
from boso.foundation.exchange import exports, registry
from boso.foundation.exchange.exports import Export, UnknownFilter, UnknownFormat, export, write_export
from boso.foundation.exchange.workbooks import read_bytes

RECORDS = [
    {"name": "Bærum", "sum": Decimal("642857.14"), "on": dt.date(2010, 10, 1), "evaluated": True, "count": 3},
    {"name": "=2+2", "sum": Decimal("1500000.00"), "on": None, "evaluated": False, "count": None},
    {"name": gettext_lazy("Title")},
]
COLUMNS = ("name", "sum", "on", "evaluated", "count")


def rows(actor, municipality=""):
    return [record for record in RECORDS if not municipality or record["name"] == municipality]


def policy(actor):
    return ALLOWED if actor.is_somebody else Denied("No.")


@pytest.fixture(autouse=True)
def trial_export(monkeypatch):
    trial = Export("trial", "Trial", COLUMNS, rows, policy, filters=("municipality",))
    monkeypatch.setitem(registry._exports, "trial", trial)
    return trial


def taken(format_name, **filters):
    stream = io.BytesIO()
    assert write_export(SYSTEM, "trial", format_name, stream, **filters) == len(rows(SYSTEM, **filters))
    return stream.getvalue()


def test_json_is_a_list_of_flat_records_with_every_key(db):
    found = json.loads(taken("json"), parse_float=Decimal)
    assert [tuple(record) for record in found] == [COLUMNS] * 3
    assert found[0] == {
        "name": "Bærum", "sum": Decimal("642857.14"), "on": "2010-10-01", "evaluated": True, "count": 3,
    }  # fmt: skip
    assert found[1]["on"] is None
    assert '"sum": 1500000.00' in taken("json").decode()


def test_csv_is_plain_utf8_and_guards_against_formulas(db):
    text = taken("csv").decode()
    assert text.startswith("name,sum,on,evaluated,count\r\n")
    first, second, _third = csv.DictReader(io.StringIO(text))
    assert first == {"name": "Bærum", "sum": "642857.14", "on": "2010-10-01", "evaluated": "yes", "count": "3"}
    assert second["name"] == "'=2+2"


def test_a_workbook_has_typed_cells(db):
    from python_calamine import CalamineWorkbook

    grid = CalamineWorkbook.from_filelike(io.BytesIO(taken("xlsx"))).get_sheet_by_index(0).to_python()
    assert grid[0] == list(COLUMNS)
    assert grid[1] == ["Bærum", 642857.14, dt.date(2010, 10, 1), True, 3.0]
    assert grid[2] == ["=2+2", 1500000.0, "", False, ""]


def test_a_moment_is_iso_text_in_each_format(db, monkeypatch):
    moment = dt.datetime(2026, 11, 22, 9, 14, tzinfo=dt.UTC)
    trial = Export("trial", "Trial", ("at",), lambda actor: [{"at": moment}], policy)
    monkeypatch.setitem(registry._exports, "trial", trial)
    for format_name in exports.FORMATS:
        stream = io.BytesIO()
        write_export(SYSTEM, "trial", format_name, stream)
        text = stream.getvalue() if format_name != "xlsx" else str(content(stream)).encode()
        assert b"2026-11-22T09:14:00+00:00" in text


def content(stream):
    return read_bytes("trial.xlsx", stream.getvalue()).sheets["trial"].lines


def test_an_empty_list_is_still_a_list(db):
    assert json.loads(taken("json", municipality="None")) == []
    assert taken("csv", municipality="None").decode() == "name,sum,on,evaluated,count\r\n"
    assert taken("xlsx", municipality="None").startswith(b"PK")


def test_each_export_is_logged_with_its_filters_and_count(db):
    taken("csv", municipality="Bærum")
    look = Entry.objects.get(kind="look")
    assert (look.verb, look.query, look.count) == ("export.trial", "municipality=Bærum", 1)


def test_unknown_names_list_the_known_ones(db):
    with pytest.raises(registry.UnknownName, match="trial"):
        write_export(SYSTEM, "nothing", "csv", io.BytesIO())
    with pytest.raises(UnknownFormat, match="json, csv, xlsx"):
        write_export(SYSTEM, "trial", "pdf", io.BytesIO())
    with pytest.raises(UnknownFilter, match="municipality"):
        write_export(SYSTEM, "trial", "csv", io.BytesIO(), county="Hedmark")
    with pytest.raises(Refused):
        write_export(NOBODY, "trial", "csv", io.BytesIO())


def test_a_record_with_a_key_or_value_of_its_own_is_a_mistake_of_the_app(db, monkeypatch):
    for record in ({"unknown": 1}, {"name": ["a", "b"]}):
        wrong = Export("trial", "Trial", COLUMNS, lambda actor, record=record: [record], policy)
        monkeypatch.setitem(registry._exports, "trial", wrong)
        with pytest.raises(ValueError, match=r"column|plain"):
            write_export(SYSTEM, "trial", "csv", io.BytesIO())


def test_a_file_appears_only_when_it_is_whole(db, tmp_path):
    path = tmp_path / "trial.csv"
    assert export(SYSTEM, "trial", "csv", path) == 3
    assert path.read_bytes() == taken("csv")
    with pytest.raises(UnknownFormat):
        export(SYSTEM, "trial", "pdf", tmp_path / "trial.pdf")
    assert [found.name for found in tmp_path.iterdir()] == ["trial.csv"]


def test_a_name_is_registered_once(trial_export):
    registry.register_export(trial_export)
    registry.register_export(trial_export)
    other = Export("trial", "Other", COLUMNS, rows, policy, filename="other")
    with pytest.raises(ValueError, match="already"):
        registry.register_export(other)
    assert trial_export in registry.exports()
    assert str(label("export.trial")).endswith("Trial")
    assert (trial_export.stem, other.stem) == ("boso-trial", "other")


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r"), min_size=1).map(str.strip))
def test_what_is_exported_as_text_is_imported_as_it_was(text):
    if not text:
        return
    trial = Export("trial", "Trial", ("name", "other"), lambda actor: [], policy)
    stream = io.BytesIO()
    exports._write_csv(trial, iter([[text, "x"]]), stream)
    (line,) = read_bytes("trial.csv", stream.getvalue()).sheets["trial"].lines
    guarded_before = text.startswith("'") and text[1:].startswith(exports.FORMULA_STARTS)
    assert line[1][0] == (text[1:] if guarded_before else text)
    assert not stream.getvalue().splitlines()[1].startswith((b"=", b"+", b"-", b"@", b"\t"))
