"""How large a dwelling a household needs: known families, and the norm held against trying every way to share."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.law.parameters import NotKnown
from boso.core.needs.size_norm import Norm, Resident, Rule, bedrooms, size

TODAY = dt.date(2026, 11, 23)
COUPLE = (Resident(35, "f", partner=True), Resident(36, "m", partner=True))


def children(*told: tuple[int, str]) -> tuple[Resident, ...]:
    return tuple(Resident(age, sex) for age, sex in told)


def test_one_alone_needs_two_rooms_and_twenty_square_metres_by_our_proposal():
    found = size([Resident(40, "m")], Norm.PROPOSAL, TODAY)
    assert (found.rooms, found.bedrooms, found.area_m2, found.certain) == (2, 1, 20, True)


def test_five_persons_need_five_rooms_and_a_hundred_square_metres_by_our_proposal():
    found = size([*COUPLE, *children((9, "f"), (7, "m"), (2, "m"))], Norm.PROPOSAL, TODAY)
    assert (found.rooms, found.bedrooms, found.area_m2) == (5, 4, 100)


@pytest.mark.parametrize(
    ("residents", "needed"),
    [
        ([Resident(40, "m")], 1),
        (COUPLE, 1),
        ([*COUPLE, *children((22, "f"))], 2),
        ([*COUPLE, *children((15, "f"), (8, "f"))], 2),
        ([*COUPLE, *children((15, "f"), (8, "m"))], 3),
        ([*COUPLE, *children((9, "f"), (8, "m"))], 2),
        ([*COUPLE, *children((15, "f"), (14, "f"), (8, "f"), (7, "m"))], 3),
        ([Resident(40, "f"), *children((20, "m"), (20, "m"), (3, "m"))], 3),
    ],
)
def test_the_bedroom_standard_of_known_families(residents, needed):
    found = size(residents, Norm.BEDROOM_STANDARD, TODAY)
    assert (found.bedrooms, found.rooms) == (needed, needed + 1)
    assert sorted(n for room in found.shared_out for n in room.residents) == list(range(len(residents)))


def test_each_room_says_by_which_rule():
    rooms = bedrooms([*COUPLE, *children((22, "f"), (15, "f"), (8, "f"), (7, "f"), (5, "m"), (18, "m"))], TODAY)
    assert [(room.rule, room.residents) for room in rooms] == [
        (Rule.COUPLE, (0, 1)), (Rule.ADULT, (2,)), (Rule.SAME_SEX, (3, 4)), (Rule.SAME_SEX, (7, 6)),
        (Rule.LEFT_OVER, (5,)),
    ]  # fmt: skip


def test_what_is_not_known_gives_a_room_and_is_said():
    found = size([Resident(None, "f"), Resident(12), Resident(4), Resident(5, "m")], Norm.BEDROOM_STANDARD, TODAY)
    assert found.bedrooms == 3
    assert not found.certain


def test_nobody_needs_nothing_and_no_norm_is_made_up_for_the_past():
    with pytest.raises(ValueError, match="Nobody"):
        size([], Norm.PROPOSAL, TODAY)
    with pytest.raises(NotKnown):
        size(COUPLE, Norm.PROPOSAL, dt.date(1999, 1, 1))


young_people = st.lists(st.tuples(st.integers(0, 25), st.sampled_from("fm")), max_size=7)


def fewest(residents: tuple[tuple[int, str], ...]) -> int:
    """The fewest rooms in which nobody shares against the standard, by trying every way."""

    @cache
    def rooms(left: frozenset[int]) -> int:
        if not left:
            return 0
        first = min(left)
        rest = left - {first}
        others = [n for n in rest if may_share(residents[first], residents[n])]
        return 1 + min([rooms(rest), *(rooms(rest - {n}) for n in others)])

    return rooms(frozenset(range(len(residents))))


def may_share(one: tuple[int, str], other: tuple[int, str]) -> bool:
    if max(one[0], other[0]) >= 21:
        return False
    return one[1] == other[1] or max(one[0], other[0]) < 10


@given(young_people)
def test_never_more_rooms_than_the_standard_allows_and_never_fewer(told):
    rooms = bedrooms(children(*told), TODAY)
    assert len(rooms) == fewest(tuple(told))
    for room in rooms:
        if len(room.residents) == 2:
            assert may_share(*(told[n] for n in room.residents))


@given(young_people, st.tuples(st.integers(0, 25), st.sampled_from("fm")), st.sampled_from(list(Norm)))
def test_one_more_person_never_needs_a_smaller_home(told, another, norm):
    before, after = (size([*COUPLE, *children(*some)], norm, TODAY) for some in (told, [*told, another]))
    assert after.bedrooms >= before.bedrooms
    assert after.area_m2 > before.area_m2
