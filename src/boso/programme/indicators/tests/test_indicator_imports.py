"""Passports, the report's figures, statistics and Husbanken's series go in as they should, and broken ones do not."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation

from boso.foundation.access.actor import SYSTEM
from boso.foundation.exchange.actions import preview, run_import
from boso.programme.indicators import queries
from boso.programme.indicators.models import Indicator, Value
from boso.programme.indicators.tests.conftest import WORKBOOK
from boso.programme.partnership.models import Fact

pytestmark = pytest.mark.slow
SHARED = Path(__file__).parents[6] / "shared" / "data"


def series(folder, months, **changes):
    """A small series of Norway: a beginning before it is paid, a middle, and a last month that is not run."""
    rows = []
    for number in range(months):
        decided = 100 + number
        rows.append(
            {
                "aar": 2010 + number // 12, "manedsnr": number % 12 + 1,
                "ant_husstander_utbetaling": decided - 1 if number else 0, "ant_husstander_termin": decided,
                "ant_soknader": decided + 20, "ant_avslag": 20,
                "utbetalt_belop": (decided - 1) * 2000 if number else "", "gjsnitt_bostotte": 2000 if number else "",
                "gjsnitt_inntekt_mnd": "", "gjsnitt_boutgift_mnd": "", "ant_over_tak": 10 if number else 0,
                "geo": "Norge",
            }
        )  # fmt: skip
    rows[-1].update(ant_husstander_termin=0, ant_soknader=0, ant_avslag=0)
    for name, value in changes.items():
        rows[3][name] = value
    file = folder / "national-of-anybody.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    return file


def brought(kind, file, actor=SYSTEM):
    return run_import(actor, kind, file)


def faults(outcome):
    return [(one.sheet, one.row, one.column) for one in outcome.problems]


def test_the_workbook_goes_in_and_again_changes_nothing(indicators):
    assert len(indicators) == 22
    assert Value.objects.filter(fact__isnull=False).count() == Fact.objects.filter(sheet="reported").count() == 10
    again = run_import(SYSTEM, "indicators", WORKBOOK, dry_run=True)
    assert again.ok
    assert all(not sheet.new and not sheet.changed for sheet in again.sheets)


def test_every_result_goal_has_an_indicator_or_says_that_nobody_measures_it(indicators):
    found = {goal.number: [one.key for one in goal.measured_by] for goal in queries.result_goals(SYSTEM)}
    assert sorted(found) == [1, 2, 3, 4, 5]
    assert [number for number, keys in found.items() if not keys] == [3, 5]


def test_a_series_goes_in_and_what_is_not_run_is_no_nought(indicators, tmp_path):
    outcome = brought("bostotte", series(tmp_path, 14))
    assert outcome.ok, outcome.problems
    national = Value.objects.filter(area="norge")
    first = national.get(indicator=indicators["bostotte_households"], period="2010M01")
    assert (first.numerator, first.mark) == (None, "missing")
    last = national.get(indicator=indicators["bostotte_applications"], period="2011M02")
    assert (last.numerator, last.mark) == (None, "not_run")
    assert national.get(indicator=indicators["bostotte_households"], period="2011M02").numerator == 112
    refused = national.get(indicator=indicators["bostotte_refused"], period="2010M02")
    assert (refused.numerator, refused.denominator) == (20, 121)
    again = run_import(SYSTEM, "bostotte", series(tmp_path, 15), dry_run=True)
    assert (again.sheets[0].new, again.sheets[0].changed, again.sheets[0].unchanged) == (1, 1, 13)


BROKEN = (
    ("ant_husstander_utbetaling", 55), ("ant_avslag", 21), ("gjsnitt_bostotte", 2100), ("ant_soknader", "many"),
    ("ant_soknader", -1), ("gjsnitt_bostotte", "x"), ("gjsnitt_bostotte", "-5"), ("utbetalt_belop", "NaN"),
)  # fmt: skip


def test_a_broken_series_is_refused_with_the_cell(indicators, tmp_path):
    for cell, value in BROKEN:
        outcome = brought("bostotte", series(tmp_path, 6, **{cell: value}))
        assert not outcome.ok
        expected = {"ant_avslag": "ant_husstander_termin"}.get(cell, cell)
        assert (5, expected) in [(row, column) for _sheet, row, column in faults(outcome)]
    assert not Value.objects.filter(area="norge").exists()


def test_a_month_that_is_left_out_is_refused(indicators, tmp_path):
    file = series(tmp_path, 6)
    lines = file.read_text().splitlines()
    file.write_text("\n".join([*lines[:3], *lines[4:]]))
    assert (3, "manedsnr") in [(row, column) for _sheet, row, column in faults(brought("bostotte", file))]


def test_an_old_month_that_was_revised_is_taken_and_said(indicators, tmp_path):
    rows = list(csv.DictReader(series(tmp_path, 6).open(encoding="utf-8")))
    for number, row in enumerate(rows):
        for name in ("ant_husstander_utbetaling", "ant_husstander_termin", "ant_soknader", "utbetalt_belop"):
            row[name] = str(int(row[name]) * 1000) if row[name] else ""
        row["ant_avslag"] = str(int(row["ant_avslag"]) * 1000 + (2 if number == 2 else 0))
    with (tmp_path / "revised.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    assert brought("bostotte", tmp_path / "revised.csv").ok
    told = Value.objects.get(indicator=indicators["bostotte_households"], period="2010M03")
    assert told.note == "ant_husstander_termin: 102000 / 101998"


def districts(folder, count=15):
    """Fifteen districts and the rest, three months."""
    file = folder / "districts.csv"
    lines = ["kommunenr,bydel,aar,manedsnr,ant_husstander_utbetaling,ant_husstander_termin,ant_soknader,ant_avslag,"
             "utbetalt_belop,gjsnitt_bostotte,gjsnitt_inntekt_mnd,gjsnitt_boutgift_mnd,ant_over_tak",
             "0301,Oslo,2010,2,0,1,1,0,0,,,,0"]  # fmt: skip
    for number in range(11, 11 + count):
        lines += [
            f"03{number},D,2010,1,0,10,12,2,0,,,,0",
            f"03{number},D,2010,2,10,10,12,2,20000,2000,9000,7000,4",
            f"03{number},D,2010,3,10,0,0,0,20000,2000,9000,7000,4",
        ]
    file.write_text("\n".join(lines))
    return file


def test_the_districts_are_summed_to_oslo_only_when_all_are_there(indicators, tmp_path):
    told = brought("bostotte", districts(tmp_path))
    assert told.ok
    assert told.notes == ("34 rader gjelder bydeler utenfor programmet. De regnes bare med i summen for Oslo.",)
    oslo = Value.objects.filter(organisation__slug="oslo", period="2010M02")
    assert oslo.get(indicator=indicators["bostotte_households"]).numerator == 150
    assert oslo.get(indicator=indicators["bostotte_mean"]).denominator == 150
    assert Value.objects.filter(organisation__slug="alna", period="2010M02").count() == 6
    oslo_last = Value.objects.get(organisation__slug="oslo", indicator=indicators["bostotte_refused"], period="2010M03")
    assert oslo_last.mark == "not_run"
    Value.objects.filter(organisation__slug="oslo").delete()
    assert brought("bostotte", districts(tmp_path, 14)).ok
    assert not Value.objects.filter(organisation__slug="oslo").exists()


DIMENSION = {
    "Region": {"label": "region", "category": {"index": {"0403": 0, "9999": 1}, "label": {"0403": "Hamar"}}},
    "ContentsCode": {"category": {"index": ["Folketallet1", "Fodte2"], "label": {}}},
    "Tid": {"category": {"index": {"2010K4": 0, "2011K1": 1, "2012K1": 2}, "label": {}}},
}


def jsonstat(**changes):
    """Population of Hamar and a place that is not ours, by quarter."""
    found = {
        "version": "2.0", "class": "dataset", "label": "01222: Befolkning", "source": "SSB", "updated": "2026-05-20",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"], "size": [2, 2, 3],
        "dimension": DIMENSION,
        "value": [28000, 28344, None, 1, 2, 3, 5, 5, 5, 5, 5, 5], "status": {"2": ".."},
    } | changes  # fmt: skip
    return json.dumps(found).encode()


def test_json_stat_goes_in_by_its_recipe_and_unknown_places_are_left_out(indicators, tmp_path, contact):
    (tmp_path / "x.json").write_bytes(jsonstat())
    outcome = brought("values", tmp_path / "x.json", contact)
    assert outcome.ok, outcome.problems
    found = Value.objects.filter(organisation__slug="hamar", indicator=indicators["population"])
    assert {one.period: (one.numerator, one.mark) for one in found} == {
        "2011": (Decimal(28344), "known"), "2012": (None, "missing"),
    }  # fmt: skip
    assert found.get(period="2011").origin == "SSB, 01222, 2026-05-20"


UNRELIABLE = (
    ({"value": [1, 2]}, "value"),
    ({"value": ["x", *range(11)]}, "Region=0403, ContentsCode=Folketallet1, Tid=2010K4"),
    ({"label": "99999: Noe"}, "table 99999"),
    ({"size": [2, 2, 4]}, "dimension Tid"),
    ({"version": "1.0"}, "document"),
    ({"role": {}, "id": ["Region", "ContentsCode", "Noe"], "dimension": {
        "Region": {"category": {"index": ["0403", "9"]}},
        "ContentsCode": {"category": {"index": ["Folketallet1", "b"]}},
        "Noe": {"category": {"index": ["1", "2", "3"]}}}}, "Noe"),
    ({"dimension": {**DIMENSION, "ContentsCode": {"category": {"index": ["a", "b"]}}}}, "ContentsCode"),
    ({"dimension": {**DIMENSION, "Region": {"category": {"index": ["9998", "9999"]}}}}, "places"),
    ({"dimension": {**DIMENSION, "Region": {"category": {"index": ["K-3403", "9999"]}}}}, "Region=K-3403"),
    ({"dimension": {**DIMENSION, "Region": {"category": {"index": ["3002", "9999"]}}}}, "Region=3002, Tid=2011"),
)  # fmt: skip


def test_a_broken_document_is_refused_with_the_cell(indicators, contact):
    with translation.override("en"):
        for changes, where in UNRELIABLE:
            outcome = preview(contact, "values", "x.json", jsonstat(**changes))
            assert [one.column for one in outcome.problems] == [where]


def bydeler(value="26322"):
    return (
        "ContentsCode_kode,År_kode,Geografi_kode,Aldersgrupper_kode,ContentsCode_navn,År_navn,Geografi_navn,"
        "Aldersgrupper_navn,verdi\n"
        f"E,0,9,0,Folkemengden etter administrativ bydel og alder 2008,2008,Bydel Bjerke,Alder i alt,{value}\n"
        "E,0,9,1,Folkemengden etter administrativ bydel og alder 2008,2008,Bydel Bjerke,0 år,400\n"
        "E,0,5,0,Folkemengden etter administrativ bydel og alder 2008,2008,Bydel Frogner,Alder i alt,9\n"
    )


def test_population_by_age_goes_in_divided(indicators, tmp_path):
    (tmp_path / "b.csv").write_text(bydeler(), encoding="utf-8")
    assert brought("values", tmp_path / "b.csv").ok
    found = Value.objects.filter(organisation__slug="bjerke", indicator=indicators["population"], period="2008")
    assert {one.group: one.numerator for one in found} == {"": 26322, "age:0": 400}
    outcome = preview(SYSTEM, "values", "b.csv", bydeler("12x").encode())
    assert outcome.problems[0].column == "row 2, verdi"
    without = (
        "ContentsCode_kode,ContentsCode_navn,Geografi_kode,Geografi_navn,Aldersgrupper_kode,Aldersgrupper_navn,verdi\n"
    )
    row = "E,Folkemengden etter administrativ bydel og alder,9,Bjerke,0,Alle,5\n"
    assert preview(SYSTEM, "values", "b.csv", (without + row).encode()).problems[0].column == "Tid"
    assert "CSV" in str(preview(SYSTEM, "values", "b.txt", b"PK\x03").problems[0])


def test_values_by_hand_need_denominators_and_a_number_or_a_reason(indicators, tmp_path):
    head = "indicator,place,period,numerator,denominator,mark\n"

    def outcome(*lines):
        (tmp_path / "v.csv").write_text(head + "\n".join(lines))
        return brought("values", tmp_path / "v.csv")

    good = outcome("stays_long,hamar,2011,3,12,", "population,0104,2011,30000,,", "population,3002,2020,,,missing")
    assert good.ok, good.problems
    assert Value.objects.get(organisation__slug="moss", period="2011").numerator == 30000
    bad = outcome(
        "stays_long,hamar,2012,3,,", "stays_long,hamar,2013,13,12,", "population,hamar,2011,,,",
        "population,0104,2020,1,,", "nothing,hamar,2011,1,,", "population,hamar,2012,5,2,",
        "Population,hamar,2011M13,x,-1,maybe",
    )  # fmt: skip
    assert [(row, column) for _sheet, row, column in faults(bad)] == [
        (8, "indicator"), (8, "period"), (8, "numerator"), (8, "denominator"), (8, "mark"),
        (5, "place"), (6, "indicator"), (2, "denominator"), (3, "numerator"), (4, "numerator"), (7, "denominator"),
    ]  # fmt: skip
    assert not Value.objects.filter(period="2012").exists()
    kept = outcome("startlan_growth,lillehammer,2011,9,,")
    assert [(row, column) for _sheet, row, column in faults(kept)] == [(2, "numerator")]


def test_only_the_bank_brings_in_statistics(indicators, leader, contact):
    from boso.programme.indicators import policies

    assert policies.may_import(contact)
    assert not policies.may_import(leader)


def test_what_a_workbook_of_indicators_must_say(indicators, tmp_path):
    passports = list(csv.DictReader((WORKBOOK / "passports.csv").open(encoding="utf-8")))
    reported = list(csv.DictReader((WORKBOOK / "reported.csv").open(encoding="utf-8")))
    passports[0]["goals"], passports[1]["denominator_nb"], passports[2]["key"] = "goals.none", "Noe", "Not a key"
    reported[0]["numerator"] = ""
    for name, rows in (("passports", passports), ("reported", reported)):
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)
    found = [(sheet, row, column) for sheet, row, column in faults(brought("indicators", tmp_path))]
    assert found == [("passports", 4, "key"), ("passports", 3, "denominator_nb"), ("reported", 2, "mark")]
    passports[1]["denominator_nb"], passports[2]["key"] = "", "bostotte_amount"
    with (tmp_path / "passports.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, passports[0].keys())
        writer.writeheader()
        writer.writerows(passports)
    (tmp_path / "reported.csv").unlink()
    assert faults(brought("indicators", tmp_path)) == [("passports", 2, "goals")]


def test_a_series_needs_its_indicators_and_takes_what_is_lacking(indicators, tmp_path):
    assert brought("bostotte", series(tmp_path, 6, utbetalt_belop="", gjsnitt_bostotte="")).ok
    assert not Value.objects.filter(indicator=indicators["bostotte_mean"], period="2010M04").exists()
    Value.objects.all().delete()
    Indicator.objects.filter(key="bostotte_amount").delete()
    assert "bostotte_amount" in str(brought("bostotte", series(tmp_path, 7)).problems[0])


def test_the_real_files_go_in_whole(indicators):
    """Where the environment gives them; the small files above hold each of their traps."""
    for kind, name, expected in REAL:
        if (SHARED / name).exists():
            outcome = run_import(SYSTEM, kind, SHARED / name)
            assert outcome.ok, [str(one) for one in outcome.problems[:3]]
            assert sum(sheet.new for sheet in outcome.sheets) == expected
    if SHARED.exists():
        rent = Value.objects.get(indicator=indicators["rent_2_rooms"], area="oslo-baerum", period="2025")
        assert rent.numerator == 15260
        alna = Value.objects.filter(organisation__slug="alna", period="2011M12")
        assert alna.get(indicator=indicators["bostotte_households"]).numerator == 1318
        last = Value.objects.filter(area="norge", period="2026M07")
        assert last.get(indicator=indicators["bostotte_applications"]).mark == "not_run"
        assert last.get(indicator=indicators["bostotte_households"]).numerator == 86055
        assert Indicator.objects.get(key="population").values.filter(organisation__slug="oslo").count() > 20


REAL = (
    ("bostotte", "husbanken-bostotte-national-monthly.csv", 199),
    ("bostotte", "husbanken-bostotte-oslo-districts-monthly.csv", 995),
    ("values", "ssb-09895-rental-market.jsonstat2.json", 28),
    ("values", "ssb-01222-population-oslo.jsonstat2.json", 29),
    ("values", "ssb-14710-cpi.jsonstat2.json", 1276),
    ("values", "oslo-bef004-population-districts-2008-2019.csv", 1188),
)
