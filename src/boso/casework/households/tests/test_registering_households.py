"""Registering households: what is written, what is sealed, what is refused."""

from __future__ import annotations

import pytest

from boso.casework.households import queries
from boso.casework.households.actions import register, register_many
from boso.casework.households.models import Mark, Member, MemberRole, Person
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.testing import a_synthetic_id, make_caseworker
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.testing import make_organisation, make_unit

pytestmark = pytest.mark.django_db


def test_a_household_is_registered_with_its_persons_and_found_by_its_unit():
    worker = make_caseworker("nav")
    (unit,) = worker.units
    (place,) = worker.works_in()
    persons = (
        NewPerson.called("Lun  Vadmel", national_id=a_synthetic_id()),
        NewPerson.called("Stødig Furukongle", MemberRole.CO_APPLICANT),
        NewPerson.called("Blid Furukongle", MemberRole.CHILD),
    )
    household = register(worker, place, unit, persons)
    assert household.reference == "H-000001"
    card = queries.open_cards(worker, [household])[household.pk]
    assert (card.name, card.size) == ("Lun Vadmel og Stødig Furukongle", "2 voksne, 1 barn")
    assert queries.open_cards(make_caseworker("health"), [household]) == {}


def test_many_are_registered_at_once_with_numbers_in_a_row():
    unit = make_unit(make_organisation("provedal", invented=True), "nav")
    rows = [NewHousehold(unit.pk, (NewPerson.called(f"Lun Vadmel {n}"),)) for n in range(5)]
    made = register_many(SYSTEM, unit.organisation_id, rows)
    assert [one.reference for one in made] == [f"H-{n:06d}" for n in range(1, 6)]
    assert Member.objects.count() == Person.objects.count() == 5
    assert Mark.objects.exists()
