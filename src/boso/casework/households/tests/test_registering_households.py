"""Registering households: what is written, what is sealed, what is refused, and how they are found again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no.fodselsnummer import calc_check_digit1, calc_check_digit2

from boso.casework.households import (
    actions_access,
    actions_closing,
    actions_emergency,
    actions_law,
    actions_notes,
    actions_people,
    marks,
    queries,
    queries_list,
)
from boso.casework.households.actions import engage, register, register_many
from boso.casework.households.models import Household, Mark, Member, MemberRole, Person
from boso.casework.households.people import NewHousehold, NewPerson
from boso.casework.households.sealing import GuardianWords, HouseholdWords, PersonWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.core.values.folding import fold
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_unit
from boso.foundation.audit.models import Entry
from boso.foundation.vault.actions import throw_away

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do
KEY = b"k" * 32


def test_a_household_is_registered_with_its_persons_and_seen_by_its_unit():
    worker = make_caseworker("nav")
    (unit,), (place,) = worker.units, worker.works_in()
    persons = (
        NewPerson.called("Lun  Vadmel", national_id=a_synthetic_id()),
        NewPerson.called("Stødig Furukongle", MemberRole.CO_APPLICANT),
        NewPerson.called("Blid Furukongle", MemberRole.CHILD),
    )
    household = register(worker, place, unit, persons)
    assert household.reference == "H-000001"
    card = queries.open_cards(worker, [household])[household.pk]
    assert (card.name, card.size) == ("Lun Vadmel og Stødig Furukongle", "2 voksne, 1 barn")
    assert card.persons[0].words.born == dt.date(1990, 1, 1)
    assert queries.open_cards(make_caseworker("health"), [household]) == {}
    assert Entry.objects.filter(verb="household.register", object_id=str(household.pk)).exists()


def test_many_are_registered_at_once_with_numbers_in_a_row():
    place = make_organisation("provedal", invented=True)
    nav, health = make_unit(place, "nav"), make_unit(place, "health")
    rows = [NewHousehold(nav.pk, (NewPerson.called(f"Lun Vadmel {n}"),), also=(health.pk,)) for n in range(5)]
    made = register_many(SYSTEM, place.pk, rows)
    assert [one.reference for one in made] == [f"H-{n:06d}" for n in range(1, 6)]
    assert Member.objects.count() == Person.objects.count() == 5
    assert set(queries.visible(make_caseworker("health"))) == set(made)
    assert make_household().reference == "H-000006"
    assert register_many(SYSTEM, place.pk, []) == []


def test_either_all_of_many_are_registered_or_none():
    place = make_organisation("provedal", invented=True)
    nav = make_unit(place, "nav")
    rows = [NewHousehold(nav.pk, (NewPerson.called(name),)) for name in ("Lun Vadmel", " ")]
    with pytest.raises(NotNow):
        register_many(SYSTEM, place.pk, rows)
    assert not Household.objects.exists()
    assert not Mark.objects.exists()


@pytest.mark.parametrize("role", [Role.PLANNER, Role.HOUSING_MANAGER, Role.ADMINISTRATOR, Role.PROGRAMME_LEADER])
def test_whoever_does_not_write_registers_nothing(role):
    actor = make_caseworker("nav", role=role)
    place = make_organisation("provedal")
    with pytest.raises(Refused):
        register(actor, place.pk, make_unit(place, "nav").pk, [NewPerson.called("Lun Vadmel")])


def test_a_unit_of_another_municipality_registers_nothing_here():
    elsewhere = make_unit(make_organisation("ovingsvik", invented=True), "nav")
    place = make_organisation("provedal", invented=True)
    with pytest.raises(NotNow):
        register(SYSTEM, place.pk, elsewhere.pk, [NewPerson.called("Lun Vadmel")])
    with pytest.raises(Refused):
        register(make_caseworker("nav"), elsewhere.organisation_id, elsewhere.pk, [NewPerson.called("Lun Vadmel")])


def test_a_household_without_anybody_is_no_household():
    place = make_organisation("provedal", invented=True)
    with pytest.raises(NotNow):
        register(SYSTEM, place.pk, make_unit(place, "nav").pk, [])


def of_the_real_kind() -> str:
    """A number in real people's range, of somebody who would be 126 years old."""
    tried = (f"010100{count:03d}{check:02d}" for count in range(10) for check in range(100))
    return next(text for text in tried if text[9:] == calc_check_digit1(text) + calc_check_digit2(text))


@pytest.mark.parametrize(
    ("invented", "number", "allowed"),
    [(True, "synthetic", True), (True, "real", False), (False, "synthetic", False), (False, "real", True)],
)
def test_synthetic_numbers_belong_in_invented_municipalities_and_nowhere_else(invented, number, allowed):
    place = make_organisation(f"place-{invented}", invented=invented)
    digits = a_synthetic_id() if number == "synthetic" else of_the_real_kind()
    told = [NewPerson.called("Lun Vadmel", national_id=digits)]
    if allowed:
        made = register(SYSTEM, place.pk, make_unit(place, "nav").pk, told)
        assert Person.objects.get(memberships__household=made).invented is invented
    else:
        with pytest.raises(NotNow):
            register(SYSTEM, place.pk, make_unit(place, "nav").pk, told)


def test_a_number_that_is_wrong_is_refused_in_words():
    with pytest.raises(NotNow, match="elleve"):
        make_household(persons=(NewPerson.called("Lun Vadmel", national_id="123"),))
    with pytest.raises(NotNow):
        make_household(persons=(NewPerson.called("Lun Vadmel", born=TODAY + dt.timedelta(days=1)),))


def test_nothing_anybody_typed_stands_in_clear_in_any_table():
    worker, other = make_caseworker("nav", role=Role.DECISION_MAKER), make_caseworker("health")
    secret = "Fjellrevspor"
    number = a_synthetic_id(dt.date(1984, 7, 9))
    person = NewPerson.called(
        f"{secret} Myrull", national_id=number, phone="41112233", email=f"{secret}@example.no", language="so"
    )
    household = make_household("nav", persons=(person,), words=HouseholdWords(address=f"{secret} gate 1"))
    member = Member.objects.select_related("person").get()
    actions_people.change_reach(worker, household, HouseholdWords(reach=f"Ring {secret}"))
    changed = PersonWords(name=f"{secret} Lyng", national_id=number, phone="41112233")
    actions_people.change_person(worker, household, member, changed, role="applicant", protection="none")
    actions_people.add_person(worker, household, NewPerson.called(f"{secret} Barn", "child"))
    period = {"kind": "verge", "scope": "economy", "starts": TODAY}
    actions_people.appoint(worker, household, member, GuardianWords(name=f"{secret} Verge"), period)
    actions_notes.write_note(worker, household, f"Notat om {secret}")
    actions_notes.log_contact(worker, household, f"Ringte {secret}", on=TODAY, channel="phone")
    actions_law.give_consent(worker, household, member, "spoken", TODAY, f"{secret} sier ja")
    place = household.organisation_id
    actions_emergency.open_in_emergency(other, place, number, "danger", f"{secret} står på gata")
    emergency = household.emergencies.get()
    actions_emergency.review(worker, emergency, "justified", f"{secret} trengte det")
    actions_access.recuse(other, household, other.user_id, "friend", f"Nabo til {secret}")
    actions_closing.close(worker, household, "housed", f"{secret} flyttet")
    actions_closing.reopen(worker, household, f"{secret} kom igjen")
    list(queries_list.listed(worker, queries_list.Wish(secret)))
    found = _holding((secret, fold(secret), number, "41112233"))
    assert found == []
    assert queries.open_cards(worker, [household])[household.pk].name.startswith(secret)


def _holding(words) -> list[str]:
    """The tables of the main database in which one of the words stands, anywhere."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label == "vault":
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                text = json.dumps(row, default=str, ensure_ascii=False).lower()
                found += [f"{model._meta.label}: {word}" for word in words if word.lower() in text]
    return found


def test_a_thrown_away_key_leaves_nobody_and_the_log_whole():
    worker = make_caseworker("nav")
    household = make_household(name="Lun Vadmel")
    entries = Entry.objects.count()
    throw_away([Person.objects.get().key_id, household.key_id])
    card = queries.open_cards(worker, [household])[household.pk]
    assert card.name == "Slettet person"
    assert Entry.objects.count() == entries
    with pytest.raises(NotNow):
        actions_notes.write_note(worker, household, "Et notat")


@pytest.mark.parametrize(
    "typed",
    ["lun", "Vadmel", "vadm", "lun vad", "VADMEL lun", "H-000001", "h1", "1", "400 12 345", "+4740012345", "number"],
)
def test_a_household_is_found_by_what_people_type(typed):
    worker = make_caseworker("nav")
    number = a_synthetic_id()
    household = make_household(persons=(NewPerson.called("Lun Vadmel", national_id=number, phone="40012345"),))
    make_household(name="Stødig Furukongle")
    text = f"{number[:6]} {number[6:]}" if typed == "number" else typed
    assert list(queries_list.found_by(worker, text)) == [household]
    assert list(queries_list.found_by(make_caseworker("health"), text)) == []
    assert list(queries_list.found_by(NOBODY, text)) == []


@pytest.mark.parametrize("typed", ["vadmelsen", "xyz", "", "!!", "H-999", "99999999"])
def test_what_nobody_is_called_finds_nobody(typed):
    worker = make_caseworker("nav")
    make_household(name="Lun Vadmel")
    rows = [
        row
        for row in queries_list.found_by(worker, typed)
        if marks.answers(typed, queries.open_cards(worker, [row])[row.pk].name)
    ]
    assert rows == []


@given(st.text(alphabet="abcæøåéd -", min_size=1, max_size=30), st.data())
def test_every_beginning_of_every_word_of_a_name_finds_it(name, data):
    words = fold(name).split()
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    length = data.draw(st.integers(min(3, len(word)), len(word)))
    text = word[:length]
    assert marks.answers(text, name)
    assert marks.typed(KEY, text) <= marks.of_person(KEY, PersonWords(name=name))


def test_a_person_is_found_by_number_without_telling_who_works_with_them():
    number = a_synthetic_id()
    household = make_household("health", persons=(NewPerson.called("Lun Vadmel", national_id=number),))
    place = household.organisation_id
    inside, outside = make_caseworker("health"), make_caseworker("nav")
    found = queries.find_by_national_id(inside, place, number)
    assert (found.households, found.elsewhere) == ((household,), False)
    assert found.person is not None
    found = queries.find_by_national_id(outside, place, number)
    assert (found.households, found.elsewhere, found.person) == ((), True, None)
    assert not queries.find_by_national_id(make_caseworker("nav", organisation="ovingsvik"), place, number)
    assert not queries.find_by_national_id(outside, place, a_synthetic_id(dt.date(1970, 1, 1)))


def test_a_protected_household_is_not_told_of_to_whoever_has_no_clearance():
    number = a_synthetic_id()
    told = NewPerson.called("Lun Vadmel", national_id=number, protection="confidential")
    household = make_household("health", persons=(told,))
    for kind in ("health", "nav"):
        assert not queries.find_by_national_id(make_caseworker(kind), household.organisation_id, number)


def test_a_unit_that_is_brought_in_sees_the_case():
    worker, health = make_caseworker("nav"), make_caseworker("health")
    household = make_household("nav")
    (unit,) = health.units
    engage(worker, household, unit, "together", worker_id=health.user_id)
    assert list(queries.visible(health)) == [household]
    with pytest.raises(NotNow):
        engage(worker, household, unit, "together")
    with pytest.raises(NotNow):
        engage(worker, household, make_unit("ovingsvik", "nav").pk, "together")
    with pytest.raises(NotNow):
        engage(worker, household, make_unit("provedal", "housing").pk, "together", worker_id=worker.user_id)
