"""A household comes to a temporary place, leaves it, and somebody is told when it lasts too long."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.stays import actions, due, queries
from boso.casework.stays.actions import NewStay
from boso.casework.stays.models import Stay
from boso.casework.stays.words import StayWords
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_unit
from boso.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 23)
HOTEL = {"place": "hotel", "starts": dt.date(2026, 11, 1), "children": 2, "cost": Decimal("950.50")}
WHERE = StayWords(name="Fjellheim pensjonat", note="Ring først")


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def worker():
    return make_caseworker("nav")


@pytest.fixture
def stay(worker):
    household = make_household("nav")
    return actions.begin(worker, household, make_unit("provedal", "nav").pk, HOTEL, WHERE)


def test_the_place_is_sealed_and_the_stay_is_logged_with_the_household(stay):
    stay.refresh_from_db()
    assert "Fjellheim" not in stay.sealed
    assert str(stay) == f"S-{stay.pk}"
    assert Entry.objects.filter(verb="stay.begin", object_id=str(stay.pk)).count() == 1


def test_a_household_is_in_one_place_at_a_time_and_never_tomorrow(worker, stay):
    unit = stay.unit_id
    with pytest.raises(NotNow, match="annet opphold"):
        actions.begin(worker, stay.household, unit, {**HOTEL, "starts": TODAY}, WHERE)
    actions.end(worker, stay, TODAY, "own_home")
    with pytest.raises(NotNow, match="ikke kommet"):
        actions.begin(worker, stay.household, unit, {**HOTEL, "starts": TODAY + dt.timedelta(days=1)}, WHERE)
    later = actions.begin(worker, stay.household, unit, {**HOTEL, "starts": TODAY}, WHERE)
    with pytest.raises(NotNow, match="annet opphold"):
        actions.reopen(worker, stay)
    with pytest.raises(NotNow, match="annet opphold"):
        actions.correct(worker, later, {**HOTEL, "starts": dt.date(2026, 11, 20)}, WHERE)


def test_leaving_is_after_coming_not_to_come_and_only_once(worker, stay):
    for day, words in ((stay.starts, "etter dagen"), (TODAY + dt.timedelta(days=1), "ikke kommet")):
        with pytest.raises(NotNow, match=words):
            actions.end(worker, stay, day, "own_home")
    actions.end(worker, stay, TODAY, "own_home")
    with pytest.raises(NotNow, match="allerede"):
        actions.end(worker, stay, TODAY, "own_home")
    actions.reopen(worker, stay)
    stay.refresh_from_db()
    assert (stay.ends, stay.went_to) == (None, "")


def test_whoever_only_sees_the_household_writes_nothing_and_others_see_nothing(stay):
    keeper = make_caseworker("nav", role=Role.HOUSING_MANAGER)
    assert queries.one(keeper, stay.pk) == stay
    with pytest.raises(Refused):
        actions.end(keeper, stay, TODAY, "own_home")
    stranger = make_caseworker("refugee")
    assert not queries.stays(stranger).exists()
    assert queries.of_household(stranger, stay.household) == []
    for stay_id in (stay.pk, stay.pk + 1):
        with pytest.raises(Refused):
            queries.one(stranger, stay_id)


def test_the_sums_count_by_length_with_children_and_leave_night_shelters_out(worker):
    unit = make_unit("provedal", "nav").pk
    begun = {"hotel": 14, "hostel": 15, "camping": 93, "night_shelter": 200}
    rows = [
        NewStay(
            make_household("nav"),
            unit,
            place,
            TODAY - dt.timedelta(days=days),
            children=place == "camping",
            cost=Decimal(100),
        )
        for place, days in begun.items()
    ]
    rows.append(
        NewStay(
            make_household("nav"),
            unit,
            "hotel",
            dt.date(2025, 1, 1),
            dt.date(2026, 1, 1),
            went_to="own_home",
            words=WHERE,
        )
    )
    place = rows[0].household.organisation_id
    assert actions.register_many(SYSTEM, place, rows) == 5
    sums = queries.sums(worker, TODAY)
    assert (sums.now, sums.middle, sums.long, sums.with_children, sums.children_long) == (3, 2, 1, 1, 1)
    assert sums.cost == Decimal(300)
    assert {row.place for row in queries.listed(worker, TODAY, length="long")} == {"camping", "night_shelter"}
    assert [row.place for row in queries.listed(worker, TODAY, length="short")] == ["hotel"]
    assert [row.place for row in queries.listed(worker, TODAY, state="ended", place="hotel")] == ["hotel"]
    told = list(due.too_long(worker, TODAY))
    assert [item.key for item in told] == ["stays-long", "stays-middle"]
    assert "barn" in told[0].why


def test_nothing_is_due_where_nobody_stays_too_long_or_one_may_not_know(worker, stay, an_actor):
    keys = [item.key for item in due.too_long(worker, TODAY)]
    assert keys == ["stays-middle"]
    assert list(due.too_long(an_actor(Role.COORDINATOR, "husbanken-ost"), TODAY)) == []
    Stay.objects.update(starts=dt.date(2026, 1, 1), children=None)
    assert "Ingen bør" in next(iter(due.too_long(worker, TODAY))).why


def test_a_caseworker_writes_a_stay_down_corrects_it_and_ends_it_on_its_pages(client, worker):
    client.force_login(_user(worker), backend="boso.foundation.access.backends.SeatedBackend")
    household = make_household("nav")
    begin = reverse("stays:begin", args=[household.pk])
    assert client.get(begin).status_code == 200
    wrong = client.post(
        begin, {"place": "hotel", "name": "Fjellheim", "starts": "24.11.2026", "unit": make_unit("provedal", "nav").pk}
    )
    assert wrong.status_code == 422
    assert "Fjellheim" in wrong.content.decode()
    told = {"place": "hotel", "name": "Fjellheim", "starts": "01.08.2026", "unit": make_unit("provedal", "nav").pk}
    assert client.post(begin, told).status_code == 302
    stay = Stay.objects.get()
    case = client.get(reverse("households:household", args=[household.pk])).content.decode()
    assert "114" in case
    page = client.get(reverse("stays:correct", args=[stay.pk])).content.decode()
    assert "Fjellheim" in page
    assert client.post(reverse("stays:correct", args=[stay.pk]), {**told, "children": "0"}).status_code == 302
    listed = client.get(reverse("stays:list")).content.decode()
    assert "1 husstand" in listed
    end = reverse("stays:end", args=[stay.pk])
    assert client.get(end).status_code == 200
    assert client.post(end, {"ends": "23.11.2026", "went_to": "own_home"}).status_code == 302
    assert client.post(reverse("stays:reopen", args=[stay.pk])).status_code == 302
    assert Stay.objects.get().ends is None


def test_the_empty_list_says_what_to_do_and_a_strange_filter_is_no_filter(client, worker):
    client.force_login(_user(worker), backend="boso.foundation.access.backends.SeatedBackend")
    assert "husstandens egen side" in client.get(reverse("stays:list"), {"length": "eternal"}).content.decode()


def _user(actor):
    from boso.foundation.access.models import User

    return User.objects.get(pk=actor.user_id)


def test_the_case_page_shows_each_stay_with_its_nights(client, worker, stay):
    client.force_login(_user(worker), backend="boso.foundation.access.backends.SeatedBackend")
    address = reverse("households:household", args=[stay.household_id])
    page = client.get(address).content.decode() + client.get(f"{address}part/stays/").content.decode()
    assert reverse("stays:correct", args=[stay.pk]) in page
    assert ">22<" in page
