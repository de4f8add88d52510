from __future__ import annotations

import datetime as dt
import json

import pytest
from django.utils import timezone

from boso.casework.households.models import MemberRole
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.casework.needs import actions, actions_counts, queries_counts
from boso.casework.needs.actions import NewMapping
from boso.casework.needs.models import CountForm, CountRow, HomelessCount
from boso.casework.needs.models_codes import HOMELESS
from boso.core.needs.situation import HOMELESS as BY_DEFINITION
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change

pytestmark = pytest.mark.django_db

LONG_AGO = dt.date(2024, 1, 1)
CODES = {"category": "rough", "age_group": "from_25", "sex": "man", "children": 0}


@pytest.fixture
def planner(db) -> Actor:
    return make_caseworker("nav", role=Role.PLANNER)


@pytest.fixture
def count(planner) -> HomelessCount:
    return actions_counts.open_count(planner, min(planner.works_in()), 2024, 48)


def homeless_household(
    national_id: str = "", stay: str = "temporary", on: dt.date = LONG_AGO, name: str = "Lun Vadmel"
):
    born = dt.date(1990, 1, 1)
    household = make_household(
        persons=(
            NewPerson.called(name, MemberRole.APPLICANT, national_id=national_id, born=born, sex="m"),
            NewPerson.called("Kvikk Vadmel", MemberRole.CHILD, born=dt.date(2015, 1, 1)),
        ),
        opened_on=dt.date(2023, 1, 1),
    )
    household.members.update(starts=dt.date(2023, 1, 1))
    unit = household.engagements.get().unit_id
    fields = {"without_own": "yes", "homeless": stay, "children": 1}
    actions.register_many(SYSTEM, household.organisation_id, [NewMapping(household, unit, on, fields)])
    return household


def test_the_homeless_are_the_same_in_the_definition_and_in_the_code_list():
    assert {str(one) for one in HOMELESS} == set(BY_DEFINITION)


def test_each_person_counts_once_however_many_units_know_them(count):
    nav, health = make_caseworker("nav"), make_caseworker("health")
    known = a_synthetic_id()
    homeless_household(known)
    first = actions_counts.register(nav, count, min(nav.units), CODES, national_id=known)
    actions_counts.register(health, count, min(health.units), {**CODES, "category": "with_kin"}, national_id=known)
    actions_counts.register(health, count, min(health.units), CODES, initials="Å B", birth_year=1980)
    found = queries_counts.gather(count)
    assert (len(found.rows), found.doubles) == (2, 2)
    (double,) = queries_counts.doubles(nav, count)
    assert {unit.kind for unit in double.units} == {"nav", "health"}
    assert double.categories == ("rough", "with_kin") and double.known_by_id
    assert queries_counts.doubles(make_caseworker("refugee"), count) == []
    assert known not in json.dumps(list(Change.objects.values("fields"))) and known not in first.blind


def test_initials_and_year_find_a_person_with_a_case(count):
    nav = make_caseworker("nav")
    homeless_household(a_synthetic_id())
    actions_counts.register(nav, count, min(nav.units), CODES, initials="lv", birth_year=1990)
    found = queries_counts.gather(count)
    assert (len(found.rows), found.doubles) == (1, 1)
    assert found.rows[0]["from_form"]


def test_a_household_mapped_as_homeless_counts_by_itself_with_its_children(count):
    homeless_household()
    homeless_household(stay="not_homeless", name="Stille Kvist")
    homeless_household(on=dt.date(2023, 5, 1), name="Gammel Myr")
    homeless_household(on=dt.date(2024, 12, 5), name="Sen Kveld")
    (row,) = queries_counts.gather(count).rows
    assert (row["category"], row["age_group"], row["sex"], row["children"]) == ("temporary", "from_25", "man", 1)


def test_a_frozen_count_can_be_reckoned_again_to_the_same_digest(count, planner):
    nav = make_caseworker("nav")
    homeless_household()
    for number in range(6):
        actions_counts.register(nav, count, min(nav.units), CODES, initials=f"A{number}", birth_year=1980 + number)
    again = queries_counts.gather(count).digest
    assert again == queries_counts.gather(count).digest
    actions_counts.freeze(planner, count)
    assert count.digest == again
    assert queries_counts.verified(count)
    homeless_household(a_synthetic_id(skip=3), name="Ny Person")
    assert queries_counts.verified(count)
    CountRow.objects.filter(count=count, number=1).update(category="prison")
    assert not queries_counts.verified(count)


def test_a_frozen_count_takes_no_more_forms_and_freezes_once(count, planner):
    nav = make_caseworker("nav")
    form = actions_counts.register(nav, count, min(nav.units), CODES, initials="AB", birth_year=1980)
    with pytest.raises(Refused):
        actions_counts.freeze(nav, count)
    stale = HomelessCount.objects.get(pk=count.pk)
    actions_counts.freeze(planner, count)
    with pytest.raises(NotNow):
        actions_counts.freeze(planner, stale)
    with pytest.raises(Refused):
        actions_counts.register(nav, count, min(nav.units), CODES, initials="CD", birth_year=1980)
    form.count = count
    with pytest.raises(Refused):
        actions_counts.withdraw(nav, form)
    assert queries_counts.waiting_for(nav) == []


def test_the_week_must_be_over_before_it_is_frozen(planner):
    today = timezone.localdate().isocalendar()
    count = actions_counts.open_count(planner, min(planner.works_in()), today.year, today.week)
    with pytest.raises(NotNow):
        actions_counts.freeze(planner, count)
    assert queries_counts.waiting_for(make_caseworker("nav")) == [count]
    assert queries_counts.waiting_for(planner) == [] or planner.units


@pytest.mark.parametrize(("year", "week"), [(2024, 48), (2023, 53), (2007, 48)])
def test_a_week_that_is_counted_or_is_not_cannot_be_opened(count, planner, year, week):
    with pytest.raises(NotNow):
        actions_counts.open_count(planner, count.organisation_id, year, week)


def test_what_tells_persons_apart_must_be_given_and_hold_together(count):
    nav, other = make_caseworker("nav"), make_caseworker("health")
    unit = min(nav.units)
    for told in ({}, {"initials": "AB"}, {"birth_year": 1980}, {"national_id": "12345678901"}):
        with pytest.raises(NotNow):
            actions_counts.register(nav, count, unit, CODES, **told)
    with pytest.raises(Refused):
        actions_counts.register(other, count, unit, CODES, initials="AB", birth_year=1980)
    stranger = make_caseworker("nav", organisation="ovingsvik")
    with pytest.raises(Refused) as hidden:
        actions_counts.register(stranger, count, min(stranger.units), CODES, initials="AB", birth_year=1980)
    assert hidden.value.decision.hidden


def test_a_form_taken_back_is_not_counted_and_may_be_filled_in_anew(count):
    nav = make_caseworker("nav")
    form = actions_counts.register(nav, count, min(nav.units), CODES, initials="AB", birth_year=1980)
    with pytest.raises(NotNow):
        actions_counts.register(nav, count, min(nav.units), CODES, initials="ab", birth_year=1980)
    actions_counts.withdraw(nav, form)
    assert queries_counts.gather(count).rows == ()
    actions_counts.register(nav, count, min(nav.units), CODES, initials="AB", birth_year=1980)
    assert CountForm.objects.count() == 2
    assert [number for _unit, number in queries_counts.forms_by_unit(count)] == [1]
