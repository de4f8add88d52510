"""Which households seem registered twice, and what each may know of it."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.casework.duplicates import actions, queries
from boso.casework.duplicates.queries import Ground
from boso.casework.households import marks
from boso.casework.households.actions_access import recuse, share
from boso.casework.households.actions_closing import close
from boso.casework.households.actions_people import add_person
from boso.casework.households.models import Household, Member, MemberRole
from boso.casework.households.people import NewPerson
from boso.casework.households.sealing import PersonWords
from boso.casework.households.testing import a_synthetic_id, make_caseworker, make_household
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
BORN = dt.date(1990, 1, 1)


def lun(**more):
    """Lun Vadmel, as told."""
    return (NewPerson.called("Lun Vadmel", **more),)


def shared(household: Household, unit: str = "nav") -> Household:
    """The household, which another unit sees too."""
    place = household.organisation
    share(SYSTEM, household, make_unit(place, unit).pk, "task", dt.date.today() + dt.timedelta(30))  # noqa: DTZ011
    return household


def grounds(actor) -> list[Ground]:
    return [pair.ground for pair in queries.twice(actor).both]


class TestWhoIsTwice:
    def test_the_same_id_is_certain(self):
        number = a_synthetic_id()
        first = make_household(persons=lun(national_id=number))
        second = make_household(persons=(NewPerson.called("L. Vadmel", national_id=number),))
        (pair,) = queries.twice(make_caseworker()).both
        assert (pair.first, pair.second, pair.ground) == (first.pk, second.pk, Ground.CERTAIN)

    def test_the_same_name_and_birth_is_likely_however_it_is_written(self):
        make_household(persons=(NewPerson.called("Bjørn Vårmo", born=BORN),))
        make_household(persons=(NewPerson.called("BJORN  VARMO", born=BORN),))
        assert grounds(make_caseworker()) == [Ground.LIKELY]

    def test_the_same_phone_and_family_name_is_possible(self):
        make_household(persons=(NewPerson.called("Lun Vadmel", phone="412 34 567"),))
        make_household(persons=(NewPerson.called("Stille Vadmel", phone="+47 41234567"),))
        assert grounds(make_caseworker()) == [Ground.POSSIBLE]

    def test_the_same_name_alone_or_the_same_birth_alone_is_nothing(self):
        make_household(persons=lun(born=BORN))
        make_household(persons=lun(born=dt.date(1991, 1, 1)))
        make_household(persons=(NewPerson.called("Stille Furu", born=BORN),))
        assert grounds(make_caseworker()) == []

    def test_a_phone_of_many_is_an_offices(self):
        for _number in range(queries.CROWD + 1):
            make_household(persons=(NewPerson.called("Lun Vadmel", phone="41234567"),))
        assert grounds(make_caseworker()) == []

    def test_one_row_in_two_cases_is_certain_but_a_child_with_two_homes_is_not(self):
        first, second = make_household(), make_household()
        grown = Member.objects.get(household=first).person
        add_person(SYSTEM, second, NewPerson.called("", MemberRole.OTHER), known=grown)
        third, fourth = make_household(persons=(NewPerson.called("Liten", MemberRole.CHILD),)), make_household()
        child = Member.objects.get(household=third).person
        add_person(SYSTEM, fourth, NewPerson.called("", MemberRole.CHILD_VISITING), known=child)
        fifth = make_household()
        add_person(SYSTEM, fifth, NewPerson.called("", MemberRole.CHILD), known=child)
        found = {(pair.first, pair.second): pair.ground for pair in queries.twice(make_caseworker()).both}
        assert found == {(first.pk, second.pk): Ground.CERTAIN, (third.pk, fifth.pk): Ground.POSSIBLE}

    def test_closed_cases_and_those_of_another_municipality_are_left_out(self):
        first, second = make_household(persons=lun(born=BORN)), make_household(persons=lun(born=BORN))
        make_household(persons=lun(born=BORN), organisation="ovingsvik")
        actor = make_caseworker()
        assert len(grounds(actor)) == 1
        close(SYSTEM, second, "mistake")
        assert grounds(actor) == []
        assert first.closed_on is None

    def test_it_costs_as_many_questions_however_many_there_are(self, django_assert_max_num_queries):
        for number in range(6):
            for _twice in range(2):
                make_household(persons=(NewPerson.called(f"Lun Vadmel{'abcdef'[number]}", born=BORN),))
        actor = make_caseworker()
        with django_assert_max_num_queries(6):
            assert len(queries.twice(actor).both) == 6


class TestWhoMayKnow:
    def test_of_a_case_one_does_not_see_only_that_another_unit_works_with_somebody(self):
        mine, other = make_household(persons=lun(born=BORN)), make_household("health", persons=lun(born=BORN))
        found = queries.twice(make_caseworker())
        assert found.both == ()
        assert found.one == ((mine.pk, Ground.LIKELY),)
        shared(other)
        assert len(grounds(make_caseworker())) == 1

    def test_not_even_that_of_a_protected_case_or_one_of_a_friend(self):
        make_household(persons=lun(born=BORN))
        other = make_household("health", persons=lun(born=BORN))
        actor = make_caseworker()
        assert queries.twice(actor).one
        recuse(make_caseworker("health", role=Role.DECISION_MAKER), other, actor.user_id, "friend")
        assert queries.twice(actor).one == ()
        assert queries.twice(make_caseworker()).one
        Household.objects.filter(pk=other.pk).update(is_protected=True)
        assert queries.twice(make_caseworker()).one == ()

    def test_nobody_else_may_ask(self):
        for actor in (NOBODY, make_caseworker(role=Role.PLANNER), make_caseworker(role=Role.HOUSING_MANAGER)):
            with pytest.raises(Refused) as refused:
                queries.twice(actor)
            assert refused.value.decision.hidden


class TestNotTheSame:
    def test_it_is_remembered_with_the_reason_and_can_be_taken_back(self):
        first, second = make_household(persons=lun(born=BORN)), make_household(persons=lun(born=BORN))
        actor = make_caseworker()
        said = actions.tell_apart(actor, second, first, "Two cousins.")
        assert (said.first_id, said.second_id) == (first.pk, second.pk)
        assert "cousins" not in said.sealed
        assert grounds(actor) == []
        with pytest.raises(NotNow):
            actions.tell_apart(actor, first, second, "Two cousins.")
        actions.withdraw(actor, first, second)
        assert grounds(actor) == [Ground.LIKELY]
        with pytest.raises(NotNow):
            actions.withdraw(actor, first, second)
        assert Entry.objects.filter(verb="notsame.say").count() == 1

    def test_it_needs_a_reason_and_the_right_to_write(self):
        first, second = make_household(persons=lun(born=BORN)), make_household(persons=lun(born=BORN))
        with pytest.raises(NotNow):
            actions.tell_apart(make_caseworker(), first, second, " ")
        with pytest.raises(Refused):
            actions.tell_apart(make_caseworker("health"), first, second, "x")
        for one in (first, second):
            shared(one, "health")
        with pytest.raises(Refused):
            actions.tell_apart(make_caseworker("health"), first, second, "x")


def test_every_sort_of_word_has_its_own_place_in_the_index():
    for kind in marks.KINDS:
        found = marks.digest(b"k" * 32, kind, "ord")
        assert -(2**63) <= found < 2**63
        assert marks.sort_of(found) == kind
    assert marks.of_person(b"k" * 32, PersonWords(name="Lun", phone="123")) == {
        marks.digest(b"k" * 32, "name", "lun"), marks.of_phone(b"k" * 32, "123"),
    }  # fmt: skip


def test_the_rows_say_what_they_are_in_the_log():
    first, second = make_household(), make_household()
    said = actions.tell_apart(SYSTEM, first, second, "To.")
    done = actions.merge(SYSTEM, first, second, "Likevel.")
    assert str(said) == f"{first.pk} is not {second.pk}"
    assert str(done) == f"{second.pk} into {first.pk}"
    assert str(done.steps.first()).startswith("households.")


def test_who_is_one_row_in_both_already_does_not_become_anybody():
    first, second = make_household(), make_household()
    person = first.members.get().person
    add_person(SYSTEM, second, NewPerson.called("", MemberRole.OTHER), known=person)
    assert queries.same_persons(first.pk, second.pk) == {}
    assert queries.household(SYSTEM, first.pk) == first
