"""Kobo's 35 columns in and out: the same file comes back, tenants are found or registered, protected ones stay out."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import translation

from boso.casework.dwellings import kobo as shape
from boso.casework.dwellings.models import Dwelling
from boso.casework.households.models import Household, Person, Protection
from boso.casework.tenancies.models import Tenancy
from boso.core.values.national_id import make
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_unit
from boso.foundation.exchange import actions
from boso.foundation.exchange.exports import write_export

import datetime as dt  # isort: skip

TENANTS = [make(dt.date(1980, 1, day), 100 + day) or make(dt.date(1980, 2, day), 200 + day) for day in range(1, 6)]


@pytest.fixture
def place(db):
    found = make_organisation("provedal", invented=True)
    make_unit(found, "housing")
    return found


def line(number: int, **said: str) -> list[str]:
    values = {
        "kommunenummer": "9901", "gnrbnr": f"118/{500 + number}", "bruksenhetsnummer": "H0101",
        "gatenavn": "Prøvegata", "husnummer": str(number), "postnummer": "0999", "koboboligtype": "ORDINAR_BOLIG",
        "kobodisposisjonsform": "EID_KOMMUNE", "boligstatus": "KLAR_FOR_INNFLYTTING", "statusdato": "01.02.2026",
        "manedsleie": "8500,50", "depositum": "25000", "errullestoltilpasset": "false", "antallsoverom": "2",
        "erbofellesskap": "false", **said,
    }  # fmt: skip
    return [values.get(name, "") for name in shape.COLUMNS]


LEASE = {"boligstatus": "UTLEID", "leieforholdstartdato": "01.02.2026"}


def written(*lines: list[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([shape.COLUMNS, *lines])
    return text.getvalue().encode("iso-8859-1")


@pytest.fixture
def bring(place, tmp_path):
    def do(*lines: list[str], dry_run: bool = False):
        path = tmp_path / "kobo.csv"
        path.write_bytes(written(*lines))
        with translation.override("en"):
            return actions.run_import(SYSTEM, "kobo", path, organisation_id=place.pk, dry_run=dry_run)

    return do


def taken(actor, format_name: str = "csv") -> bytes:
    stream = io.BytesIO()
    write_export(actor, "kobo", format_name, stream)
    return stream.getvalue()


STOCK = (
    line(1, hovedsoker=TENANTS[0], leieforholdertidsubegrenset="false", leieforholdsluttdato="31.01.2029", **LEASE),
    line(2, hovedsoker=TENANTS[1], leieforholdertidsubegrenset="true", **LEASE, husbokstav="B",
         errullestoltilpasset="true"),
    line(3, boligstatus="RESERVERT", koboboligtype="NOE_NYTT", erdognbemannet="true",
         ovriginformasjon="Nær bussen; rolig"),
    line(4, boligstatus="EN_NY_STATUS", boligeiersnavn="Øvelsesbygg AS", boligeiersorganisasjonsnummer="012345678",
         boligeiersmobilnummer="90000000", harpersonalbase="false", kvalifiserermvakompensasjon="true",
         skolekretsbarneskole="Åsen", ekstrareferanse="Rom 2", seksjonsnummer="3", festenummer="1"),
)  # fmt: skip


def test_kobos_file_comes_back_as_it_was(bring):
    outcome = bring(*STOCK)
    assert outcome.state == "applied", outcome.problems
    assert taken(SYSTEM) == written(*STOCK)


def test_a_workbook_that_boso_wrote_is_read_without_changes(bring, place, tmp_path):
    bring(*STOCK)
    path = tmp_path / "kobo.xlsx"
    path.write_bytes(taken(SYSTEM, "xlsx"))
    outcome = actions.run_import(SYSTEM, "kobo", path, organisation_id=place.pk, dry_run=True)
    assert outcome.state == "previewed", outcome.problems
    (sheet,) = outcome.sheets
    assert (sheet.new, sheet.changed, sheet.unchanged) == (0, 0, 4)


def test_tenants_are_registered_once_and_found_again(bring):
    bring(*STOCK)
    assert Household.objects.count() == 2
    assert Tenancy.objects.filter(household__isnull=False).count() == 2
    again = bring(*STOCK[:1], line(5, hovedsoker=TENANTS[0], **LEASE))
    assert again.state == "applied"
    assert Household.objects.count() == 2
    assert Tenancy.objects.filter(household=Tenancy.objects.get(dwelling__number=1).household).count() == 2


def test_a_preview_registers_nobody_and_says_what_would_be(bring):
    seen = bring(*STOCK, dry_run=True)
    assert (Dwelling.objects.count(), Household.objects.count(), Tenancy.objects.count()) == (0, 0, 0)
    assert "2 new leases." in seen.notes
    assert any("registered without names" in note for note in seen.notes)


def test_a_term_that_moves_changes_the_lease_and_another_beginning_is_a_fault(bring):
    bring(STOCK[0])
    moved = bring(line(1, hovedsoker=TENANTS[0], leieforholdsluttdato="31.01.2030", **LEASE))
    assert moved.sheets[0].changed == 1
    assert Tenancy.objects.get().ends == dt.date(2030, 1, 31)
    other = bring(line(1, hovedsoker=TENANTS[0], boligstatus="UTLEID", leieforholdstartdato="01.03.2026"))
    assert other.state == "refused"
    assert "another open lease" in other.problems[0].what


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"hovedsoker": "01018012345", **LEASE}, "hovedsoker"),
        ({"hovedsoker": "Prøve Person", **LEASE}, "hovedsoker"),
        ({"hovedsoker": TENANTS[0], "boligstatus": "UTLEID"}, "starts"),
        ({"leieforholdsluttdato": "01.01.2020", **LEASE}, "leieforholdsluttdato"),
    ],
)
def test_what_cannot_be_a_lease_is_told_without_quoting_the_number(bring, said, column):
    outcome = bring(line(1, **said))
    assert outcome.state == "refused"
    assert outcome.problems[0].column in (column, "leieforholdstartdato")
    assert "0101801" not in str(outcome.problems)
    assert "Prøve Person" not in str(outcome.problems)
    assert (Dwelling.objects.count(), Household.objects.count()) == (0, 0)


def test_a_tenants_number_stands_only_for_who_may_see_the_household_and_never_where_protected(bring, an_actor):
    bring(*STOCK)
    unseen = an_actor(Role.HOUSING_MANAGER, "provedal", unit="property")
    text = taken(unseen).decode("iso-8859-1")
    assert not any(str(tenant) in text for tenant in TENANTS)
    assert "UTLEID" in text
    assert str(TENANTS[0]) in taken(SYSTEM).decode("iso-8859-1")
    Household.objects.update(is_protected=True)
    Person.objects.update(protection=Protection.CONFIDENTIAL)
    assert not any(str(tenant) in taken(SYSTEM).decode("iso-8859-1") for tenant in TENANTS)


def test_the_housing_manager_brings_tenants_in_and_sees_them(place, an_actor, tmp_path):
    from boso.casework.households.queries import visible

    keeper = an_actor(Role.HOUSING_MANAGER, "provedal", unit="property")
    path = tmp_path / "kobo.csv"
    path.write_bytes(written(*STOCK))
    outcome = actions.run_import(keeper, "kobo", path, organisation_id=place.pk)
    assert outcome.state == "applied", outcome.problems
    assert visible(keeper).count() == 2
    assert taken(keeper) == written(*STOCK)


def test_who_sits_in_no_unit_brings_in_no_tenants(place, an_actor):
    from boso.casework.tenancies.importing import may_import

    assert may_import(SYSTEM, place.pk)
    assert not may_import(an_actor(Role.CASEWORKER, "provedal", unit="nav"), place.pk)
    assert not may_import(an_actor(Role.HOUSING_MANAGER, "provedal"), place.pk)
    assert may_import(an_actor(Role.HOUSING_MANAGER, "provedal", unit="property"), place.pk)
    assert not may_import(SYSTEM, None)
