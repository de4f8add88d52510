"""The register that BoSo ships: it loads, it holds together, and it agrees with Statistics Norway's lists."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.exchange.actions import run_import
from boso.foundation.organisations import queries
from boso.foundation.organisations.models import Code, Kind, Organisation, Succession, Unit

REGISTER = Path(queries.__file__).parent / "register"
DATA = Path(__file__).resolve().parents[5].parent / "shared" / "data"
IN_2011, IN_2020, IN_2024 = dt.date(2011, 6, 1), dt.date(2020, 6, 1), dt.date(2024, 6, 1)

PARTICIPANTS = {
    "baerum": ("0219", "3024", "3201"), "hamar": ("0403", "3403", "3403"),
    "lillehammer": ("0501", "3405", "3405"), "lorenskog": ("0230", "3029", "3222"),
    "moss": ("0104", "3002", "3103"), "asker": ("0220", "3025", "3203"), "elverum": ("0427", "3420", "3420"),
    "fredrikstad": ("0106", "3004", "3107"), "gjovik": ("0502", "3407", "3407"),
    "halden": ("0101", "3001", "3101"), "kongsvinger": ("0402", "3401", "3401"),
    "ringsaker": ("0412", "3411", "3411"), "sarpsborg": ("0105", "3003", "3105"), "oslo": ("0301", "0301", "0301"),
}  # fmt: skip


@pytest.fixture
def register(db):
    outcome = run_import(SYSTEM, "organisations", REGISTER)
    assert outcome.state == "applied", outcome.problems


def rows(name):
    with (REGISTER / f"{name}.csv").open(newline="") as stream:
        return list(csv.DictReader(stream))


def klass(name):
    path = DATA / f"ssb-klass131-{name}.json"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the project: nothing to compare with")
    return json.loads(path.read_text())


def test_the_register_loads_once(register):
    assert Organisation.objects.count() == len(rows("organisations"))
    assert Code.objects.count() == len(rows("codes"))
    assert Succession.objects.count() == len(rows("successions"))
    assert Unit.objects.count() == len(rows("units"))
    assert run_import(SYSTEM, "organisations", REGISTER).state == "already"


def test_every_row_has_its_source():
    for sheet in ("organisations", "codes", "successions", "units"):
        assert all(row["source"] for row in rows(sheet))


def test_the_participants_have_their_codes_of_three_times(register):
    for slug, known in PARTICIPANTS.items():
        body = queries.by_slug(slug)
        assert tuple(queries.code_of(body, day) for day in (IN_2011, IN_2020, IN_2024)) == known
        for day, code in zip((IN_2011, IN_2020, IN_2024), known, strict=True):
            assert queries.by_code(code, day) == body


def test_a_code_out_of_force_belongs_to_nobody(register):
    with pytest.raises(Refused, match="0104"):
        queries.by_code("0104", IN_2024)
    with pytest.raises(Refused):
        queries.by_slug("nowhere")


def test_the_districts_have_the_banks_codes_too(register):
    for slug, (ssb, bank) in {
        "alna": ("030112", "0322"), "bjerke": ("030109", "0319"),
        "grorud": ("030110", "0320"), "stovner": ("030111", "0321"),
    }.items():  # fmt: skip
        body = queries.by_slug(slug)
        assert body.parent.slug == "oslo"
        assert (queries.code_of(body, IN_2011), queries.code_of(body, IN_2011, "husbanken")) == (ssb, bank)
        assert queries.by_code(bank, IN_2011, "husbanken") == body


def test_merged_municipalities_compare_with_all_who_went_into_them(register):
    def slugs(slug, day):
        return set(queries.bodies_at(queries.by_slug(slug), day).values_list("slug", flat=True))

    assert slugs("moss", IN_2011) == {"moss", "rygge"}
    assert slugs("asker", IN_2011) == {"asker", "royken", "hurum"}
    assert slugs("asker", IN_2024) == {"asker"}
    assert slugs("hamar", IN_2011) == {"hamar"}
    assert slugs("innlandet", IN_2011) == {"hedmark", "oppland"}
    went = queries.predecessors(queries.by_slug("asker"))
    assert {(step.predecessor.slug, step.on) for step in went} == {
        ("royken", dt.date(2020, 1, 1)), ("hurum", dt.date(2020, 1, 1)),
    }  # fmt: skip


def test_the_county_follows_the_reforms(register):
    def county(slug, day):
        found = queries.county_of(queries.by_slug(slug), day)
        return found and found.slug

    assert [county("moss", day) for day in (IN_2011, IN_2020, IN_2024)] == ["ostfold", "viken", "ostfold-2024"]
    assert [county("hamar", day) for day in (IN_2011, IN_2020, IN_2024)] == ["hedmark", "innlandet", "innlandet"]
    assert county("oslo", IN_2024) == "oslo-fylke"
    assert county("provedal", IN_2024) is None
    assert county("viken", IN_2020) is None
    assert county("rygge", IN_2024) is None


def test_a_municipality_stands_in_the_county_of_2011(register):
    for body in Organisation.objects.filter(kind=Kind.MUNICIPALITY, invented=False):
        assert body.parent == queries.county_of(body, IN_2011)


def test_invented_municipalities_say_so(register):
    invented = Organisation.objects.filter(invented=True)
    assert {queries.code_of(body, IN_2024) for body in invented} == {"9901", "9902"}
    assert all(queries.units(body, IN_2024).count() == 5 for body in invented)


def test_the_register_agrees_with_the_lists_of_statistics_norway(register):
    for name, day in (("municipalities-2011", dt.date(2011, 1, 1)), ("municipalities-2024", dt.date(2024, 1, 1))):
        official = {item["code"]: item["name"] for item in klass(name)["classificationItems"]}
        ours = {
            code: Organisation.objects.get(pk=pk).name
            for pk, code in queries.codes_on(day).items()
            if len(code) == 4 and not code.startswith("99")
        }
        assert ours.items() <= official.items()


def test_no_invented_name_is_a_real_one(register):
    real = {row[name] for row in klass("municipality-changes")["codeChanges"] for name in ("oldName", "newName")}
    real |= {item["name"] for item in klass("municipalities-2011")["classificationItems"]}
    real |= {item["name"] for item in klass("municipalities-2024")["classificationItems"]}
    assert not real & set(Organisation.objects.filter(invented=True).values_list("name", flat=True))


def test_the_register_has_every_change_of_code_that_touches_it(register):
    changes = {
        (row["oldCode"], row["newCode"], row["changeOccurred"])
        for row in klass("municipality-changes")["codeChanges"]
        if row["changeOccurred"] > "2011-01-01" and row["oldCode"] != row["newCode"]
    }
    ours = {row["code"] for row in rows("codes") if row["system"] == "ssb" and len(row["code"]) == 4}
    expected = {change for change in changes if ours & {change[0], change[1]}}
    told = set()
    for old in Code.objects.filter(ends__isnull=False, code__regex=r"^\d{4}$"):
        body = old.organisation
        later = body if queries.code_of(body, old.ends) else body.successors.get(on=old.ends).successor
        told.add((old.code, queries.code_of(later, old.ends), old.ends.isoformat()))
    assert told == expected


def test_counties_are_the_first_two_digits_of_their_municipalities(register):
    for name, day in (("municipalities-2011", dt.date(2011, 1, 1)), ("municipalities-2024", dt.date(2024, 1, 1))):
        official = {item["code"][:2] for item in klass(name)["classificationItems"]}
        assert {code for code in queries.codes_on(day).values() if len(code) == 2} <= official


def test_searching_finds_the_closest_first(register):
    assert queries.find(SYSTEM, "moss")[0].slug == "moss"
    assert queries.find(SYSTEM, "0104")[0].slug == "moss"
    assert {found.slug for found in queries.find(SYSTEM, "hamar")} == {"hamar", "hobbl"}
    assert len(queries.find(SYSTEM, "a", limit=3)) == 3
    assert queries.find(SYSTEM, " ") == []


def test_a_body_is_named_by_short_name_or_code(register):
    assert queries.by_slug_or_code("3403", IN_2024) == queries.by_slug_or_code("hamar", IN_2024)
    assert set(queries.by_slugs(["hamar", "nowhere"])) == {"hamar"}
    assert [row.code for row in queries.codes_of(queries.by_slug("moss"))] == ["0104", "3002", "3103"]
    assert "rygge" not in {body.slug for body in queries.municipalities(IN_2024)}
    assert "rygge" in {body.slug for body in queries.municipalities(IN_2011)}
