"""Renaming, opening and closing units, and faults in the workbook of organisations."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange.actions import run_import
from boso.foundation.history.models import Change
from boso.foundation.organisations import actions, policies, queries
from boso.foundation.organisations.models import Kind, Organisation, UnitKind

SPRING, AUTUMN = dt.date(2026, 3, 1), dt.date(2026, 9, 1)


def test_renaming_keeps_the_old_name_in_the_history(an_actor):
    body = make_organisation("hamar")
    actions.rename(an_actor(Role.ADMINISTRATOR, "hamar"), body, "  Hamar   kommune ")
    assert queries.by_slug("hamar").name == "Hamar kommune"
    assert Change.objects.get(verb="organisation.rename").fields["name"] == ["Hamar", "Hamar kommune"]


def test_a_name_is_neither_empty_nor_endless(db):
    for name in (" ", "x" * 121):
        with pytest.raises(Refused):
            actions.rename(SYSTEM, make_organisation("hamar"), name)


def test_units_open_and_close(db):
    body = make_organisation("hamar")
    unit = actions.add_unit(SYSTEM, body, UnitKind.HOUSING, "Boligkontoret", starts=SPRING)
    with pytest.raises(Refused):
        actions.add_unit(SYSTEM, body, UnitKind.HOUSING, "Boligkontoret")
    with pytest.raises(Refused):
        actions.close_unit(SYSTEM, unit, SPRING)
    actions.close_unit(SYSTEM, unit, AUTUMN)
    with pytest.raises(Refused):
        actions.close_unit(SYSTEM, unit, AUTUMN)
    assert list(queries.units(body, SPRING)) == [unit]
    assert list(queries.units(body, AUTUMN)) == []


def test_only_the_organisations_own_administrator_or_the_banks_may_change_it(an_actor):
    oslo = make_organisation("oslo")
    alna = make_organisation("alna", Kind.DISTRICT, parent=oslo)
    bank = make_organisation("husbanken-ost", Kind.BANK)
    assert policies.may_edit(an_actor(Role.ADMINISTRATOR, "oslo"), alna)
    assert policies.may_edit(an_actor(Role.ADMINISTRATOR, bank), alna)
    assert not policies.may_edit(an_actor(Role.ADMINISTRATOR, "hamar"), oslo)
    assert not policies.may_edit(an_actor(Role.PROGRAMME_LEADER, "oslo"), oslo)
    assert not policies.may_edit(NOBODY, Organisation(pk=1, kind=Kind.BANK))
    assert policies.may_load_register(an_actor(Role.ADMINISTRATOR, bank))
    assert policies.may_load_register(an_actor(Role.ADMINISTRATOR, "oslo")).hidden


def book(tmp_path, **sheets):
    place = tmp_path / "register"
    place.mkdir(exist_ok=True)
    for name, content in sheets.items():
        (place / f"{name}.csv").write_text(content)
    return place


def test_faults_between_rows_and_sheets_are_all_told(db, tmp_path):
    place = book(
        tmp_path,
        organisations="slug,name,kind,parent,starts,ends,source\n"
        "a,A,county,b,,,x\nb,B,county,a,,,x\nc,C,county,z,2020-01-01,2019-01-01,x\n",
        codes="organisation,system,code,starts,ends,source\n"
        "a,ssb,01,2010-01-01,,x\nb,ssb,01,2011-01-01,,x\nz,ssb,02,2010-01-01,,x\n"
        "c,ssb,03,2020-01-01,2010-01-01,x\n",
        successions="predecessor,successor,on,source\na,a,2020-01-01,x\n",
        units="organisation,kind,name,starts,ends,source\nz,nav,NAV,2020-01-01,2020-01-01,x\n",
    )
    outcome = run_import(SYSTEM, "organisations", place, dry_run=True)
    assert [(problem.sheet, problem.row, problem.column) for problem in outcome.problems] == [
        ("organisations", 2, "parent"), ("organisations", 3, "parent"), ("organisations", 4, "ends"),
        ("organisations", 4, "parent"), ("codes", 4, "organisation"), ("codes", 5, "ends"), ("codes", 3, "code"),
        ("successions", 2, "successor"), ("units", 2, "organisation"), ("units", 2, "ends"),
    ]  # fmt: skip


def test_parts_may_stand_before_the_whole_and_a_changed_row_is_changed(db, tmp_path):
    header = "slug,name,kind,parent,source\n"
    place = book(tmp_path, organisations=header + "part,Part,district,whole,x\nwhole,Whole,municipality,,x\n")
    assert run_import(SYSTEM, "organisations", place).sheets[0].new == 2
    assert queries.by_slug("part").parent.slug == "whole"
    make_organisation("other")
    book(tmp_path, organisations=header + "part,Piece,district,whole,x\nwhole,Whole,municipality,,x\n")
    (sheet,) = run_import(SYSTEM, "organisations", place).sheets
    assert (sheet.new, sheet.changed, sheet.unchanged, sheet.missing) == (0, 1, 1, 1)


def test_units_alone_may_be_brought_in(db, tmp_path):
    make_organisation("hamar")
    place = book(tmp_path, units="organisation,kind,name,source\nhamar,nav,NAV Hamar,x\n")
    assert run_import(SYSTEM, "organisations", place).state == "applied"


def test_nobody_finds_nothing(db):
    make_organisation("hamar")
    assert queries.find(NOBODY, "hamar") == []


def test_rows_name_themselves(db):
    body = make_organisation("hamar")
    unit = actions.add_unit(SYSTEM, body, UnitKind.NAV, "NAV Hamar")
    code = body.codes.create(system="ssb", code="0403", starts=SPRING, source="x")
    step = body.predecessors.create(predecessor=make_organisation("vang"), on=SPRING, source="x")
    assert [str(row) for row in (body, unit, code)] == ["Hamar", "NAV Hamar", f"0403 {body.pk}"]
    assert str(step).endswith(f"→ {body.pk}")
