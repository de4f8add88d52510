"""A list of dwellings as people have it becomes dwellings: found again, changed, and refused with every fault."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pytest
from django.utils import translation

from boso.casework.dwellings import importing_cells as cells
from boso.casework.dwellings.importing_example import example
from boso.casework.dwellings.models import Building, CodeEntry, Dwelling, StatusPeriod
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange import actions, faults
from boso.foundation.exchange.sheets import BadCell
from boso.foundation.history.models import Change


@pytest.fixture
def place(db):
    return make_organisation("provedal", invented=True)


@pytest.fixture
def bring(place, tmp_path):
    """`bring("Adresse;Rom", "Prøvegata 1;2")` imports those lines."""

    def do(*lines: str, name: str = "liste.csv", dry_run: bool = False):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        with translation.override("en"):
            return actions.run_import(SYSTEM, "dwellings", path, organisation_id=place.pk, dry_run=dry_run)

    return do


def counts(outcome):
    assert outcome.state != "refused", outcome.problems
    (sheet,) = outcome.sheets
    return sheet.new, sheet.changed, sheet.unchanged, sheet.missing


def test_a_messy_list_becomes_dwellings(place, tmp_path):
    path = tmp_path / "eksempel.xlsx"
    with path.open("wb") as stream:
        faults.write_rows(example(), stream)
    outcome = actions.run_import(SYSTEM, "dwellings", path, organisation_id=place.pk)
    assert counts(outcome) == (60, 0, 0, 0)
    one = Dwelling.objects.get(fdv_id="7000")
    assert (one.street, one.number, one.letter, one.unit_number) == ("Prøvegata", 2, "B", "H0101")
    assert (one.postcode, one.place, one.gnr, one.bnr, one.rent, one.status) == (
        "9999",
        "Prøvedal",
        20,
        102,
        7400,
        "let",
    )
    assert one.invented
    assert one.address_key
    empty = Dwelling.objects.get(fdv_id="7002")
    assert (empty.status, empty.empty_since) == ("ready", dt.date(2026, 9, 3))
    assert set(StatusPeriod.objects.values_list("status", flat=True)) == {"let", "ready", "maintenance", "unavailable"}
    assert Change.objects.filter(object_type="dwellings.dwelling", verb="import").count() == 60


def test_words_nobody_knows_are_kept_and_stand_on_the_code_list(bring):
    outcome = bring("Adresse;Type;Status", "Prøvegata 1;Komm.bolig;Ledig", "Prøvegata 2;Komm.bolig;Tas ikke i bruk")
    assert counts(outcome) == (2, 0, 0, 0)
    assert {(entry.list, entry.code) for entry in CodeEntry.objects.all()} == {
        ("kind", "Komm.bolig"),
        ("status", "Tas ikke i bruk"),
    }
    odd = Dwelling.objects.get(number=2)
    assert (odd.kind, odd.status) == ("Komm.bolig", "unavailable")
    assert odd.periods.get().note == "Tas ikke i bruk"
    assert any("Komm.bolig" in note and "2 rows" in note for note in outcome.notes)


def test_a_word_the_municipality_has_explained_is_understood(bring, place):
    CodeEntry.objects.create(organisation=place, list="kind", code="Komm.bolig", means="ordinary")
    bring("Adresse;Type", "Prøvegata 1;komm.bolig")
    assert Dwelling.objects.get().kind == "ordinary"


def test_the_list_again_changes_what_differs_and_an_empty_cell_leaves_what_stands(bring):
    bring("Adresse;Leil.nr;Rom;Husleie", "Prøvegata 1;H0101;2;7000", "Prøvegata 1;H0102;3;8000")
    again = bring(
        "Adresse;Leil.nr;Rom;Husleie", "PRØVEGATA 1;h0101;2;7500", "Prøvegata 1;H0102;;8000", "Prøvegata 9;;1;"
    )
    assert counts(again) == (1, 1, 1, 0)
    assert [str(one.rent) for one in Dwelling.objects.order_by("unit_number", "pk") if one.rent] == [
        "7500.00",
        "8000.00",
    ]
    assert Dwelling.objects.get(unit_number="H0102").rooms == 3
    change = Change.objects.get(object_type="dwellings.dwelling", fields__rent__isnull=False)
    assert change.fields["rent"] == ["7000.00", "7500.00"]


def test_the_same_file_again_says_when_it_was_imported(bring):
    first = bring("Adresse", "Prøvegata 1")
    assert first.state == "applied"
    assert bring("Adresse", "Prøvegata 1").state == "already"


def test_a_status_begins_on_its_day_and_the_earlier_one_ends(bring):
    bring("Adresse;Status;Statusdato", "Prøvegata 1;Utleid;01.02.2026")
    moved = bring("Adresse;Status;Statusdato", "Prøvegata 1;Ledig;01.05.2026")
    assert counts(moved) == (0, 1, 0, 0)
    home = Dwelling.objects.get()
    assert (home.status, home.status_since, home.empty_since) == ("ready", dt.date(2026, 5, 1), dt.date(2026, 5, 1))
    assert [(p.status, p.ends) for p in home.periods.all()] == [("let", dt.date(2026, 5, 1)), ("ready", None)]
    bring("Adresse;Status;Statusdato", "Prøvegata 1;Vedlikehold;01.05.2026")
    assert Dwelling.objects.get().periods.count() == 2
    assert Dwelling.objects.get().empty_since == dt.date(2026, 5, 1)
    bring("Adresse;Status;Statusdato", "Prøvegata 1;Utleid;01.06.2026")
    assert Dwelling.objects.get().empty_since is None


def test_an_id_finds_the_dwelling_whatever_the_address_and_another_id_is_another_dwelling(bring):
    bring("Objektnr;Adresse", "F1;Prøvegata 1")
    assert counts(bring("Objektnr;Adresse", "F1;Kladdeveien 2", "F2;Prøvegata 1")) == (1, 1, 0, 0)
    assert Dwelling.objects.get(fdv_id="F1").street == "Kladdeveien"
    assert Dwelling.objects.get(fdv_id="F1").address_key.startswith("kladdeveien 00002")


def test_what_changes_is_shown_before_it_is_done(bring):
    bring("Adresse;Husleie;Heis;Statusdato;Status", "Prøvegata 1;7000;Ja;01.01.2026;Utleid")
    seen = bring("Adresse;Husleie;Heis;Rullestol", "Prøvegata 1;7100;Nei;Ja", dry_run=True)
    told = {what: (before, after) for what, before, after in seen.sheets[0].first[0]["differs"]}
    assert set(told.values()) >= {("7000.00", "7100.00"), ("yes", "no"), ("", "wheelchair")}
    assert Dwelling.objects.get().rent == 7000
    bring("Adresse;Rullestol", "Prøvegata 1;Ja")
    assert Dwelling.objects.get().adaptations == ",wheelchair,"
    bring("Adresse;Rullestol", "Prøvegata 1;Nei")
    assert Dwelling.objects.get().adaptations == ""


def test_dwellings_of_one_address_share_a_building(bring):
    bring(
        "Adresse;Leil.nr;Bygg", "Prøvegata 1;H0101;", "Prøvegata 1;H0102;", "Prøvegata 2;;Kladdetunet", "Prøvegata 3;;"
    )
    assert sorted(Building.objects.values_list("name", flat=True)) == ["", "Kladdetunet"]
    assert Dwelling.objects.filter(building__isnull=True).count() == 1


@pytest.mark.parametrize(
    ("lines", "row", "column", "words"),
    [
        (("Adresse;Leil.nr", "Prøvegata 1;0101"), 2, "Leil.nr", "H0101"),
        (("Adresse;Rom", "Prøvegata 1;mange"), 2, "Rom", "mange"),
        (("Adresse;Husleie", "Prøvegata 1;#REF!"), 2, "Husleie", "formula"),
        (("Adresse;Gnr/bnr", "Prøvegata 1;118/507", "Prøvegata 2;2026-05-01"), 3, "Gnr/bnr", "Excel"),
        (("Adresse;Statusdato", "Prøvegata 1;31.02.2026"), 2, "Statusdato", "no such day"),
        (("Adresse;Rom", "Prøvegata 1;2", ";3"), 3, "Adresse", "which dwelling"),
        (("Adresse;Rom", "Prøvegata 1;2", "", "Prøvegata 1;3"), 4, "unit_number", "row 2"),
        (("Adresse;BRA", "Prøvegata 1;999999999"), 2, "BRA", "out of range"),
        (("Adresse;Merknad", f"Prøvegata 1;{'x' * 2001}"), 2, "Merknad", "2001"),
    ],
    ids=["unit", "count", "formula", "date", "day", "nobody", "twice", "range", "long"],
)
def test_a_fault_is_told_with_row_and_column_and_nothing_is_written(bring, lines, row, column, words):
    outcome = bring(*lines)
    assert outcome.state == "refused"
    problem = outcome.problems[0]
    assert (problem.row, problem.column) == (row, column)
    assert words in f"{problem.what} {problem.advice}"
    assert Dwelling.objects.count() == 0


def test_all_faults_are_told_at_once(bring):
    outcome = bring("Adresse;Rom;Husleie", "Prøvegata 1;to;x", "Prøvegata 2;3;y", "Prøvegata 3;2;7000")
    assert [(p.row, p.column) for p in outcome.problems] == [(2, "Rom"), (2, "Husleie"), (3, "Husleie")]


def test_a_dwelling_that_was_removed_keeps_its_id(bring, place):
    bring("Objektnr;Adresse", "F1;Prøvegata 1")
    Dwelling.objects.update(status="removed", removed_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC), empty_since=None)
    outcome = bring("Objektnr;Adresse;Rom", "F1;Prøvegata 1;2")
    assert "removed" in outcome.problems[0].what


def test_a_property_systems_list_needs_no_choosing_and_its_status_follows_the_rules(bring):
    outcome = bring(
        "Seksjonsnummer;Adresse;Bygningsnavn;Seksjonstype;Areal;Seksjonspris;Aktiv;Eierform;Løpenummer;Kontrakttype;Døgnbemanning",
        "1001;Prøvegata 1;Kladdetunet;Flyktningebolig;54;8.500,00;Aktiv;Leid;77;A-Omsorg;Nei",
        "1002;Prøvegata 2;;Komm.bolig;44;7500;Aktiv;Leid - Driftet;;;",
        "1003;Prøvegata 3;;Komm.bolig;44;7500;Passiv;;;;",
        "1004;Prøvegata 4;;Midlertidig bolig;20;5000;Aktiv;;78;;Ja",
        "1005;Prøvegata 5;;Komm.bolig;44;7500;Aktiv;;79;Vedlikehold;",
    )
    assert counts(outcome) == (5, 0, 0, 0)
    homes = {home.fdv_id: home for home in Dwelling.objects.all()}
    assert [homes[str(n)].status for n in range(1001, 1006)] == [
        "let",
        "ready",
        "unavailable",
        "unavailable",
        "maintenance",
    ]
    assert (homes["1001"].disposal, homes["1002"].disposal, homes["1001"].kind) == ("leased_in", "leased_in", "refugee")
    assert (homes["1004"].staffing, homes["1001"].staffing, homes["1001"].rent) == ("all_day", "none", 8500)


def test_a_file_of_a_municipal_system_may_be_in_any_encoding(place, tmp_path):
    for number, encoding in enumerate(("utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "cp1252")):
        path = tmp_path / f"{encoding}.csv"
        stream = io.StringIO()
        csv.writer(stream, delimiter=";").writerows([["Adresse", "Bydel"], [f"Øvelsesstien {number + 1}", "Åsen"]])
        path.write_bytes(stream.getvalue().encode(encoding))
        outcome = actions.run_import(SYSTEM, "dwellings", path, organisation_id=place.pk)
        assert counts(outcome) == (1, 0, 0, number)
    assert set(Dwelling.objects.values_list("street", "area")) == {("Øvelsesstien", "Åsen")}


def test_the_example_can_be_brought_in_twice(place, tmp_path):
    rows = example()
    for name in ("en", "to"):
        path = Path(tmp_path / f"{name}.xlsx")
        with path.open("wb") as stream:
            faults.write_rows(rows, stream)
        rows[0][0] += "."
        outcome = actions.run_import(SYSTEM, "dwellings", path, organisation_id=place.pk)
    assert counts(outcome) == (0, 0, 60, 0)


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (cells.address, "Prøvegata 4b, H0101", ("Prøvegata", 4, "B")),
        (cells.address, "Sjukehuset", ("Sjukehuset", None, "")),
        (cells.address, "Veien til 7. himmel 12", ("Veien til 7. himmel", 12, "")),
        (cells.matrikkel, "3403-118/507/0/12", (118, 507, 0, 12)),
        (cells.unit_number, " h 0101", "H0101"),
        (cells.house_number, "4 B", (4, "B")),
        (cells.postal, "150 Oslo", ("0150", "Oslo")),
        (cells.floor, "U1", -1), (cells.floor, "2. etasje", 2), (cells.floor, "Loft", 99),
        (cells.some_yes_no, "x", True), (cells.some_yes_no, "ingen", False), (cells.some_yes_no, "Ja", True),
        (cells.count_up_to(9), "2,0", 2), (cells.count_up_to(9), "3 soverom", 3),
        (cells.digits(4, "x"), "301", "0301"),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (cells.matrikkel, "118"), (cells.registry_number, "-1"), (cells.house_number, "fire"), (cells.postal, "Oslo"),
        (cells.digits(4, "x"), "12345"), (cells.unit_number, "X0101"), (cells.count_up_to(9), "2,5"),
        (cells.short(60), "a\x01b"), (cells.kroner, "kr"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_says_what_to_write(read, cell):
    with translation.override("en"), pytest.raises(BadCell) as bad:
        read(cell)
    assert bad.value.advice
