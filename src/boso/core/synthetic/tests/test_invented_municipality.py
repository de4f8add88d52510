"""An invented municipality: the same from the same seed, whole, and shaped like the ones it stands for."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.synthetic.description import Part, Place, digest
from boso.core.synthetic.municipality import LARGEST, country, extents, part

pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 23)
LOCAL = Place("9901", "Prøvedal", 420, 554, 5, TODAY)


def made(place: Place = LOCAL, seed: int = 1) -> list[Part]:
    return [part(random.Random(f"{seed}:{each.number}").random, place, each) for each in extents(place)]


@pytest.fixture(scope="module")
def town() -> Part:
    return made()[0]


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    assert digest(made()) == digest(made())
    assert digest(made()) != digest(made(seed=2))


def test_the_description_of_a_known_seed_has_not_changed():
    """Changed on purpose? Write the new digest here and say so in the change log: benchmarks compare by seed."""
    small = Place("9902", "Øvingsvik", 30, 40, 3, TODAY)
    assert digest(made(small, seed=7)) == "46a3b921d8cfb1989ec31a92a77f9349729ae9794b556ea550d66384c1218b97"


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 6), st.integers(0, 10_000))
def test_any_size_is_made_as_ordered_and_hangs_together(households, dwellings, years, seed):
    place = Place("9901", "Prøvedal", households, dwellings, years, TODAY)
    (found,) = made(place, seed)
    assert len(found.homes) == dwellings
    assert len(found.families) == households
    for home in found.homes:
        assert re.fullmatch(r"[LHUK]\d{4}", home.unit_number)
        assert home.life[-1].ends is None
        for earlier, later in pairwise(home.life):
            assert earlier.ends == later.starts
            assert earlier.starts < earlier.ends
        for stretch in home.life:
            assert stretch.starts <= TODAY
            assert all(step.ends is None or step.starts < step.ends for step in stretch.steps)
    for lease in found.leases:
        assert lease.family is None or lease.family < households
        assert lease.ends is None or lease.starts < lease.ends
        assert lease.ended_on is None or lease.starts < lease.ended_on <= TODAY
        assert bool(lease.ended_on) is bool(lease.end_reason)
    for family in found.families:
        assert family.members[0].role == "applicant"
        assert family.opened_on <= TODAY
        assert family.closed_on is None or family.opened_on <= family.closed_on <= TODAY
        assert all(family.opened_on <= need.mapped_on <= TODAY for need in family.needs)
        assert all(stay.starts <= TODAY for stay in family.stays)


def test_nobody_lives_in_a_home_that_stands_empty_and_no_two_at_once(town):
    leases = defaultdict(list)
    for lease in town.leases:
        leases[lease.home].append(lease)
    for place, home in enumerate(town.homes):
        here = sorted(leases[place], key=lambda lease: lease.starts)
        going_on = [lease for lease in here if lease.ended_on is None]
        assert len(going_on) == (1 if home.life[-1].status in ("let", "notice") else 0)
        for earlier, later in pairwise(here):
            assert earlier.ended_on is not None
            assert earlier.ended_on <= later.starts


def test_the_stock_has_too_many_one_room_flats_and_few_stand_empty(town):
    rooms = Counter(home.rooms for home in town.homes)
    assert rooms[1] > rooms[3] + rooms[4] + rooms[5]
    assert Counter(home.disposal for home in town.homes)["owned"] == 495
    let = sum(home.life[-1].status in ("let", "notice") for home in town.homes)
    assert 0.85 < let / len(town.homes) < 0.98


def test_there_is_something_for_everybody_to_do(town):
    going_on = [lease for lease in town.leases if lease.ended_on is None]
    soon = [lease for lease in going_on if lease.ends and 0 <= (lease.ends - TODAY).days <= 183]
    overdue = [lease for lease in going_on if lease.ends and lease.ends < TODAY]
    assert len(soon) > 10
    assert any(lease.move_out_requested_on for lease in overdue)
    assert any(not lease.move_out_requested_on for lease in overdue)
    assert any(lease.deposit_paid < lease.deposit_agreed for lease in going_on)
    stays = [(TODAY - stay.starts).days for family in town.families for stay in family.stays if stay.ends is None]
    assert min(stays) <= 14 < max(stays)
    assert {family.unit for family in town.families} == {"nav", "refugee", "health", "housing"}
    assert any(family.members[0].protection != "none" for family in town.families)
    assert any(family.same_as is not None for family in town.families)
    assert any(member.guardian for family in town.families for member in family.members)


def test_homelessness_follows_the_survey_of_week_48():
    place = Place("9901", "Prøvedal", 4000, 0, 1, TODAY)
    found = Counter(family.needs[-1].homeless for each in made(place) for family in each.families if family.needs)
    homeless = sum(count for kind, count in found.items() if kind)
    assert abs(found["temporary"] / homeless - 31 / 86) < 0.06
    assert abs(found["with_kin"] / homeless - 30 / 86) < 0.06


def test_a_large_municipality_comes_in_parts_that_add_up_and_share_no_one():
    place = Place("9901", "Prøvedal", 4100, 4500, 2, TODAY)
    parts = made(place)
    assert len(parts) == 3
    assert all(len(each.homes) <= LARGEST for each in parts)
    numbers = [home.number for each in parts for home in each.homes]
    assert numbers == list(range(1, 4501))
    addresses = [(house.street, house.number) for each in parts for house in each.houses]
    assert len(set(addresses)) == len(addresses)
    plots = [(house.gnr, house.bnr) for each in parts for house in each.houses]
    assert len(set(plots)) == len(plots)
    people = [
        member.national_id
        for each in parts
        for family in each.families
        if family.same_as is None
        for member in family.members
    ]
    assert len(set(people)) == len(people)


def test_the_country_has_as_many_municipalities_and_dwellings_as_norway():
    places = list(country(TODAY, 3))
    assert len(places) == 357
    assert sum(place.dwellings for place in places) == 115_583
    assert len({place.code for place in places}) == 357
    assert places[0].dwellings > 20 * places[-1].dwellings
