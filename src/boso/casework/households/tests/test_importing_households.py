"""A list of households comes in: families in several rows, found again, never half, the protected shown to nobody."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.households import actions_clearance, importing_fields, queries
from boso.casework.households.importing_example import example
from boso.casework.households.models import Engagement, EngagementGround, Household, Member, Person, Protection
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.exchange import actions
from boso.foundation.exchange.sheets import BadCell

pytestmark = pytest.mark.django_db

LUN, BLID, SPE = (a_synthetic_id(born) for born in (dt.date(1980, 3, 1), dt.date(1982, 4, 2), dt.date(2018, 5, 3)))
HEAD = ["Husstand", "Navn", "Fnr", "Født", "Telefon", "Adresse", "Kode 6/7", "Enhet"]
FAMILY = (
    ["1", "Vadmel, Lun", LUN, "", "40000001", "Hos slekt", "", ""],
    ["1", "Blid Vadmel", BLID, "", "", "", "", ""],
    ["1", "Spe Vadmel", "", "03.05.2018", "", "", "", ""],
    ["", "Myk Bekkefar", "", "01.02.1970", "", "", "", ""],
)


@pytest.fixture
def worker():
    return make_caseworker("nav")


@pytest.fixture
def bring(worker, tmp_path):
    def do(*lines: list[str], actor=None, head=HEAD, **more):
        text = io.StringIO()
        csv.writer(text, delimiter=";").writerows([head, *lines])
        path = tmp_path / "husstander.csv"
        path.write_bytes(text.getvalue().encode("iso-8859-1"))
        with translation.override("en"):
            (place,) = {seat.organisation_id for seat in worker.seats}
            return actions.run_import(actor or worker, "households", path, organisation_id=place, **more)

    return do


def faults(outcome) -> list[tuple[int, str, str]]:
    return [(one.row, one.column, one.what) for one in outcome.problems]


def told(outcome) -> tuple[int, int, int]:
    (sheet,) = outcome.sheets
    return sheet.new, sheet.changed, sheet.unchanged


def test_families_come_in_and_the_same_file_changes_nothing(bring, worker):
    assert told(bring(*FAMILY, dry_run=True)) == (4, 0, 0)
    assert not Household.objects.exists()
    outcome = bring(*FAMILY)
    assert outcome.state == "applied" and "2 new households." in outcome.notes
    family, single = Household.objects.order_by("pk")
    card = queries.open_cards(worker, [family])[family.pk]
    assert [(one.words.name, one.role) for one in card.persons] == [
        ("Lun Vadmel", "applicant"), ("Blid Vadmel", "other"), ("Spe Vadmel", "child"),
    ]  # fmt: skip
    assert {one.ground for one in Engagement.objects.all()} == {EngagementGround.BROUGHT_IN}
    assert single.opened_on
    assert bring(*FAMILY).state == "already"
    assert told(bring(*FAMILY, ["", "Ny Granbar", "", "05.05.1955", "", "", "", ""])) == (1, 0, 4)
    assert Household.objects.count() == 3


def test_what_the_file_says_otherwise_changes_and_empty_cells_leave_what_stands(bring, worker):
    bring(*FAMILY)
    household = Household.objects.order_by("pk")[0]
    outcome = bring(
        ["1", "Lun Vadmel", LUN, "", "40000009", "Motell", "kode 7", ""],
        ["1", "Spe Vadmel", SPE, "", "", "", "", ""],
        ["1", "Rolig Vadmel", "", "", "", "", "", ""],
        dry_run=True,
    )
    assert told(outcome) == (0, 3, 0)
    assert not any(one["differs"] for one in outcome.sheets[0].first), "a protected row is not told of"
    assert {cell for one in outcome.sheets[0].first for cell in one["cells"]} == {"•••"}
    bring(
        ["1", "Lun Vadmel", LUN, "", "40000009", "Motell", "", ""],
        ["1", "Spe Vadmel", SPE, "", "", "", "", ""],
        ["1", "Rolig Vadmel", "", "", "", "", "", ""],
    )
    card = queries.open_cards(worker, [household])[household.pk]
    assert {one.words.name: (one.words.phone, one.words.national_id) for one in card.persons} == {
        "Lun Vadmel": ("40000009", LUN), "Blid Vadmel": ("", BLID), "Spe Vadmel": ("", SPE), "Rolig Vadmel": ("", ""),
    }  # fmt: skip
    outcome = bring(["1", "Lun Vadmel", LUN, "", "40000009", "Et annet sted", "", ""])
    assert told(outcome) == (0, 1, 0)
    assert outcome.sheets[0].first[0]["differs"] == [("Where they stay now", "•••", "•••")]


def test_a_protected_household_is_not_shown_and_not_registered_twice(bring, worker):
    row = ["", "Stille Lynghei", LUN, "", "40000001", "Skjult vei 1", "kode 6", ""]
    preview = bring(row, dry_run=True)
    assert set(preview.sheets[0].first[0]["cells"]) == {"•••"}
    bring(row)
    (household,) = Household.objects.all()
    assert household.is_protected and not queries.visible(worker, [household.pk]).exists()
    assert told(bring(row, ["", "Ny Granbar", "", "05.05.1955", "", "", "", ""])) == (1, 0, 1)
    administrator = actor_of(make_person(Role.ADMINISTRATOR, household.organisation), dt.date.today())  # noqa: DTZ011
    decides = make_caseworker("nav", role=Role.DECISION_MAKER)
    until = dt.date.today() + dt.timedelta(days=30)  # noqa: DTZ011
    given = actions_clearance.give(administrator, household.organisation_id, worker.user_id, until)
    actions_clearance.confirm(decides, given)
    changed = bring(["", "Stille Lynghei", LUN, "", "40000002", "", "nei", ""])
    assert told(changed) == (0, 1, 0) and "The protection stays." in changed.notes[-1]
    assert Person.objects.get(pk=Member.objects.get(household=household).person_id).protection != Protection.NONE
    cells = changed.sheets[0].first[0]["cells"]
    assert "Stille Lynghei" in cells and LUN not in cells


def test_another_units_household_does_not_exist_for_the_file(bring, worker):
    place = Household._meta.get_field("organisation").related_model.objects.get(slug="provedal")
    theirs = make_household("health", organisation=place, persons=(NewPerson.called("Lun Vadmel", national_id=LUN),))
    assert told(bring(FAMILY[0])) == (1, 0, 0)
    assert Household.objects.exclude(pk=theirs.pk).count() == 1
    assert told(bring(FAMILY[0], FAMILY[3], actor=SYSTEM, dry_run=True)) == (1, 1, 0), "BoSo sees both"


def test_a_closed_case_and_one_that_is_read_only_stay_as_they_are(bring, worker):
    bring(FAMILY[0])
    Household.objects.update(closed_on=dt.date.today(), closed_reason="housed")  # noqa: DTZ011
    outcome = bring(["1", "Lun Vadmel", LUN, "", "49999999", "", "", ""])
    assert told(outcome) == (0, 0, 1) and "closed case" in outcome.notes[-1]


def test_every_fault_is_told_with_its_row_and_nothing_is_written(bring, worker):
    outcome = bring(
        ["a", "Lun Vadmel", LUN, "02.03.1980", "12", "", "", ""],
        ["a", "", BLID[:-1] + str((int(BLID[-1]) + 1) % 10), "", "", "", "kanskje", "Ukjent kontor"],
        ["b", "Lun Vadmel", LUN, "", "", "", "", ""],
        ["c", "Bare Navn", "", "", "", "", "", ""],
        ["d", "Ny Granbar", "123", "40.40.1990", "", "x" * 201, "", ""],
    )  # fmt: skip
    assert outcome.state == "refused" and not Household.objects.exists()
    found = faults(outcome)
    assert (2, "Telefon", "The cell is not a phone number.") in found
    assert (3, "Kode 6/7", "«kanskje» is not one of the known words.") in found
    assert {(6, "Fnr"), (6, "Født"), (6, "Adresse")} <= {(row, column) for row, column, _what in found}
    assert not any(LUN in str(one) or "40.40" in str(one) for one in outcome.problems)
    later = dt.date.today() + dt.timedelta(days=9)  # noqa: DTZ011
    wrong = BLID[:-1] + str((int(BLID[-1]) + 1) % 10)
    outcome = bring(
        ["a", "Lun Vadmel", LUN, "02.03.1980", "", "", "", ""],
        ["a", "", wrong, "", "", "", "", ""],
        ["b", "Lun Vadmel", LUN, "", "", "", "", ""],
        ["b", "Lun Vadmel", LUN, "", "", "", "", ""],
        ["c", "Bare Navn", "", "", "", "", "", ""],
        ["d", "Ny Granbar", "", later.isoformat(), "", "", "", ""],
    )
    assert faults(outcome) == [
        (2, "Født", "The day of birth and the national id do not say the same."),
        (3, "Navn", "The row has no name."),
        (3, "Fnr", "The last two digits do not fit the others. Is one digit wrong?"),
        (7, "Født", "That day has not come yet."),
        (4, "Fnr", "The row is the same person as row 2."),
        (5, "Fnr", "The row is the same person as row 2."),
        (6, "Fnr", "Nobody in the household has a national id, or a name and a day of birth."),
    ]


def test_rows_that_contradict_each_other_are_refused(bring, worker):
    head = [*HEAD, "Rolle", "Registrert"]
    outcome = bring(
        ["a", "Lun Vadmel", LUN, "", "", "", "", "NAV", "søker", "01.01.2099"],
        ["a", "Blid Vadmel", BLID, "", "", "", "", "", "søker", ""],
        head=head,
    )
    assert [one[:2] for one in faults(outcome)] == [(2, "Registrert"), (3, "Rolle")]
    other = make_household("health", organisation=Household._meta.get_field("organisation").related_model.objects.get())
    unit = other.engagements.get().unit
    outcome = bring(["a", "Lun Vadmel", LUN, "", "", "", "", unit.name], ["a", "Blid V", BLID, "", "", "", "", "NAV"])
    assert faults(outcome)[0][1] == "Enhet"
    outcome = bring(["a", "Lun Vadmel", LUN, "", "", "", "", unit.name])
    assert faults(outcome) == [(2, "Enhet", "You register households for a unit you work in.")]
    bring(["a", "Lun Vadmel", LUN, "", "", "", "", ""], ["b", "Blid Vadmel", BLID, "", "", "", "", ""])
    outcome = bring(["a", "Lun Vadmel", LUN, "", "", "", "", ""], ["a", "Blid Vadmel", BLID, "", "", "", "", ""])
    assert faults(outcome)[0][2].startswith("The persons of this household stand in different cases: H-")


def test_only_who_registers_households_brings_them_in(bring, worker):
    place = Household._meta.get_field("organisation").related_model.objects.get()
    planner = actor_of(make_person(Role.PLANNER, place, unit="nav"), dt.date.today())  # noqa: DTZ011
    manager = actor_of(make_person(Role.HOUSING_MANAGER, place, unit="property"), dt.date.today())  # noqa: DTZ011
    for actor in (planner, manager):
        with pytest.raises(Refused):
            bring(FAMILY[0], actor=actor)
    assert bring(FAMILY[0], actor=SYSTEM).state == "applied"


def test_children_roles_and_words_are_read_as_people_write_them(bring, worker):
    head = ["Navn", "Fnr", "Husstand", "Rolle", "Tolk", "Språk", "E-post", "Mobil"]
    outcome = bring(
        ["Spe Vadmel", SPE, "1", "", "ja", "arabisk", "lun@example.no", ""],
        ["Blid Vadmel", BLID, "1", "samboer", "", "", "", "+47 400 00 001"],
        head=head,
    )
    assert outcome.state == "applied", outcome.problems
    (household,) = Household.objects.all()
    card = queries.open_cards(worker, [household])[household.pk]
    assert [(one.role, one.words.interpreter, one.words.language) for one in card.persons] == [
        ("co_applicant", False, ""), ("child", True, "ar"),
    ]  # fmt: skip
    again = bring(
        ["Spe Vadmel", SPE, "1", "", "nei", "Somali", "", ""],
        ["Blid V. Vadmel", BLID, "1", "", "", "", "", ""],
        head=head,
    )
    assert told(again) == (0, 2, 0)
    assert again.sheets[0].first[0]["differs"][-1] == ("Needs an interpreter", "yes", "no")
    with pytest.raises(BadCell):
        importing_fields.birth("01.01.1812")
    with pytest.raises(BadCell):
        importing_fields.person_name("Lun\x07 Vadmel")


def test_the_example_can_be_brought_in(bring, worker):
    head, *lines = example()[2:]
    outcome = bring(*[[str(cell) for cell in line] for line in lines], head=head)
    assert (outcome.state, Household.objects.count()) == ("applied", 14), outcome.problems


def test_a_place_without_units_has_nobody_to_bring_them_in_for(db):
    from boso.casework.households.importing import may_import

    assert not may_import(SYSTEM, make_organisation("alene").pk)
    assert not may_import(SYSTEM, None)


@given(st.text(max_size=40))
def test_a_cell_about_a_person_is_read_or_refused_without_quoting_it(cell):
    for parse in (importing_fields.national_id, importing_fields.birth, importing_fields.phone, importing_fields.email,
                  importing_fields.person_name):  # fmt: skip
        try:
            parse(cell)
        except BadCell as bad:
            assert len(cell) < 4 or cell not in f"{bad.what} {bad.advice}"
