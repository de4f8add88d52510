"""Whatever is engaged, shared, recused, cleared and opened: who sees which household agrees with a plain model."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
import time_machine
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from boso.casework.households import (
    actions,
    actions_access,
    actions_clearance,
    actions_emergency,
    actions_people,
    policies,
    queries,
)
from boso.casework.households.models import Clearance, Engagement, Household, Member, Recusal, Sharing
from boso.casework.households.people import NewPerson
from boso.casework.households.testing import a_synthetic_id, an_invented_place, make_household
from boso.foundation.access.actor import NOBODY, SYSTEM, Actor, Seat
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person, make_unit
from boso.foundation.organisations.models import Unit

SEEING = {
    "caseworker", "decision_maker", "allocation_group", "housing_manager", "follow_up", "loan_officer",
}  # fmt: skip
#: Who there is: a name, the role, the municipality and the unit.
CAST = (
    ("nav", "caseworker", "provedal", "nav"),
    ("nav-decides", "decision_maker", "provedal", "nav"),
    ("health", "follow_up", "provedal", "health"),
    ("housing", "decision_maker", "provedal", "housing"),
    ("manager", "housing_manager", "provedal", "property"),
    ("planner", "planner", "provedal", "nav"),
    ("group-without-unit", "allocation_group", "provedal", ""),
    ("administrator", "administrator", "provedal", ""),
    ("leader", "programme_leader", "provedal", ""),
    ("elsewhere", "caseworker", "ovingsvik", "nav"),
)
NAMES = [name for name, *_rest in CAST]
UNITS = ["nav", "health", "housing", "property"]
HOUSEHOLDS = [0, 1, 2]
BEGINNING = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)


@dataclass
class Truth:
    """What a plain reading of the acts says of one household."""

    engaged: dict[str, dt.date | None] = field(default_factory=dict)
    shared: dict[str, dt.date] = field(default_factory=dict)
    recused: set[str] = field(default_factory=set)
    opened: dict[str, dt.datetime] = field(default_factory=dict)
    protected: bool = False


class Wall(RuleBasedStateMachine):
    """Ten people, three households, and a clock."""

    people: dict[str, Actor]
    units: dict[str, Unit]
    ids: list[str]

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(BEGINNING, tick=False)
        self.traveller = self.clock.start()
        self.now = BEGINNING
        self.cleared: dict[str, dt.date] = {}
        for model in (Recusal, Sharing, Engagement, Clearance, Member, Household):
            model.objects.all().delete()
        self.homes = [
            make_household(persons=(NewPerson.called("Lun Vadmel", national_id=one),), unit="nav") for one in self.ids
        ]
        self.truth = [Truth(engaged={"nav": None}) for _home in self.homes]

    def teardown(self) -> None:
        self.clock.stop()

    @property
    def today(self) -> dt.date:
        return timezone.localdate(self.now)

    def does(self, act, *words, **more) -> bool:
        """Whether the act was allowed."""
        try:
            act(*words, **more)
        except Refused:
            return False
        return True

    def unit_of(self, name: str) -> str:
        return next(unit for who, _role, slug, unit in CAST if who == name and slug == "provedal")

    def sees(self, name: str, number: int) -> bool:
        """The plain reading."""
        _who, role, slug, unit = next(one for one in CAST if one[0] == name)
        truth = self.truth[number]
        if slug != "provedal" or role not in SEEING or name in truth.recused:
            return False
        if truth.protected and self.cleared.get(name, self.today) <= self.today:
            return False
        if unit in truth.engaged and (truth.engaged[unit] is None or truth.engaged[unit] > self.today):
            return True
        if truth.shared.get(unit, self.today) > self.today:
            return True
        return name in truth.opened and truth.opened[name] > self.now

    @rule(hours=st.integers(1, 30 * 24))
    def time_passes(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)
        self.traveller.move_to(self.now)

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS), unit=st.sampled_from(UNITS))
    def engage(self, who: str, number: int, unit: str) -> None:
        done = self.does(actions.engage, self.people[who], self.homes[number], self.units[unit].pk, "together")
        if done:
            assert self.sees(who, number)
            self.truth[number].engaged[unit] = None

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS), unit=st.sampled_from(UNITS))
    def release(self, who: str, number: int, unit: str) -> None:
        rows = Engagement.objects.filter(household=self.homes[number], unit=self.units[unit], ends__isnull=True)
        for row in rows.select_related("household"):
            if self.does(actions_access.release, self.people[who], row):
                assert self.sees(who, number)
                self.truth[number].engaged[unit] = self.today
                assert None in self.truth[number].engaged.values()

    @rule(
        who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS), unit=st.sampled_from(UNITS),
        days=st.integers(-1, 500),
    )  # fmt: skip
    def share(self, who: str, number: int, unit: str, days: int) -> None:
        ends = self.today + dt.timedelta(days=days)
        if self.does(actions_access.share, self.people[who], self.homes[number], self.units[unit].pk, "task", ends):
            assert self.sees(who, number)
            assert 0 < days < 367
            self.truth[number].shared[unit] = ends

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS))
    def end_sharing(self, who: str, number: int) -> None:
        for row in Sharing.objects.filter(household=self.homes[number], ends__gt=self.today).select_related("unit"):
            if self.does(actions_access.end_sharing, self.people[who], row):
                self.truth[number].shared[row.unit.kind] = self.today

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS), whom=st.sampled_from(NAMES))
    def recuse(self, who: str, number: int, whom: str) -> None:
        user_id = self.people[whom].user_id
        if self.does(actions_access.recuse, self.people[who], self.homes[number], user_id, "friend", "Naboer"):
            assert self.sees(who, number)
            assert who == whom or who.endswith("decides") or who == "housing"
            self.truth[number].recused.add(whom)

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS))
    def lift(self, who: str, number: int) -> None:
        for row in Recusal.objects.filter(household=self.homes[number], ends__isnull=True).select_related("household"):
            if self.does(actions_access.lift, self.people[who], row):
                assert row.user_id != self.people[who].user_id
                self.truth[number].recused -= {name for name in NAMES if self.people[name].user_id == row.user_id}

    @rule(
        who=st.sampled_from(["nav-decides", "housing", "administrator"]), number=st.sampled_from(HOUSEHOLDS),
        on=st.booleans(),
    )  # fmt: skip
    def protect(self, who: str, number: int, on: bool) -> None:
        member = Member.objects.select_related("person").get(household=self.homes[number])
        words = queries.open_person(member.person)
        level = "strictly_confidential" if on else "none"
        home = Household.objects.select_related("organisation").get(pk=self.homes[number].pk)
        change = actions_people.change_person
        if self.does(change, self.people[who], home, member, words, role="applicant", protection=level):
            assert self.sees(who, number)
            self.truth[number].protected = on

    @rule(
        giver=st.sampled_from(NAMES), second=st.sampled_from(NAMES), whom=st.sampled_from(NAMES),
        days=st.integers(1, 60),
    )  # fmt: skip
    def clear(self, giver: str, second: str, whom: str, days: int) -> None:
        place, ends = self.homes[0].organisation_id, self.today + dt.timedelta(days=days)
        user_id = self.people[whom].user_id
        self.does(actions_clearance.give, self.people[giver], place, user_id, ends)
        for row in Clearance.objects.filter(user=user_id, confirmed_at__isnull=True, withdrawn_at__isnull=True):
            if self.does(actions_clearance.confirm, self.people[second], row):
                assert row.given_by_id not in (self.people[second].user_id, user_id)
                assert whom != second
                self.cleared[whom] = row.ends

    @rule(who=st.sampled_from(NAMES), whom=st.sampled_from(NAMES))
    def withdraw(self, who: str, whom: str) -> None:
        for row in Clearance.objects.filter(user=self.people[whom].user_id, withdrawn_at__isnull=True):
            confirmed = row.confirmed_at is not None
            if self.does(actions_clearance.withdraw, self.people[who], row) and confirmed:
                self.cleared.pop(whom, None)

    @rule(who=st.sampled_from(NAMES), number=st.sampled_from(HOUSEHOLDS))
    def emergency(self, who: str, number: int) -> None:
        place, seen = self.homes[number].organisation_id, self.sees(who, number)
        words = (self.people[who], place, self.ids[number], "danger", "Står på gata med to barn")
        if self.does(actions_emergency.open_in_emergency, *words):
            assert not seen
            tomorrow = dt.datetime.combine(self.today + dt.timedelta(days=1), dt.time())
            until = max(timezone.make_aware(tomorrow), self.now + dt.timedelta(hours=2))
            self.truth[number].opened[who] = until
            assert self.sees(who, number)

    @invariant()
    def what_is_seen_is_what_the_model_says(self) -> None:
        for name in NAMES:
            wanted = {self.homes[number].pk for number in HOUSEHOLDS if self.sees(name, number)}
            assert set(queries.visible(self.people[name]).values_list("pk", flat=True)) == wanted, name

    @rule(name=st.sampled_from(NAMES))
    def every_way_of_asking_says_the_same(self, name: str) -> None:
        actor, ids = self.people[name], [home.pk for home in self.homes]
        wanted = {self.homes[number].pk for number in HOUSEHOLDS if self.sees(name, number)}
        assert set(queries.visible(actor, ids).values_list("pk", flat=True)) == wanted
        assert set(queries.visible(actor, in_turn=True).values_list("pk", flat=True)) == wanted
        assert set(queries.open_cards(actor, ids)) == wanted
        for home in self.homes:
            assert bool(policies.may_see_household(actor, home)) == (home.pk in wanted)


@pytest.mark.slow
@pytest.mark.django_db
def test_who_sees_a_household_agrees_with_a_plain_reading_of_what_was_done(fewer):
    Wall.people = {}
    for name, role, slug, unit in CAST:
        place = an_invented_place(slug)
        at = make_unit(place, unit) if unit else None
        user = make_person(role, place, unit=at)
        seat = Seat(place.pk, place.pk, Role(role), at.pk if at else None, place.name, "municipality")
        Wall.people[name] = Actor(user.pk, name, "nb", (seat,))
    Wall.units = {name: make_unit(an_invented_place(), name) for name in UNITS}
    Wall.ids = [a_synthetic_id(dt.date(1990, 1, 1), number) for number in HOUSEHOLDS]
    run_state_machine_as_test(Wall, settings=fewer)


def test_nobody_sees_nothing_and_boso_sees_all(db):
    make_household()
    assert not queries.visible(NOBODY).exists()
    assert queries.visible(SYSTEM).count() == 1
