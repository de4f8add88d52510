"""Changed since I last looked, and what I last opened."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.roles import Role
from boso.foundation.organisations.models import Organisation
from boso.foundation.workflow.actions import act
from boso.foundation.worklist import actions, queries, registry
from boso.foundation.worklist.models import Visit
from boso.foundation.worklist.registry import Thing

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
KIND = "organisations.organisation"


def minutes(count: int) -> dt.datetime:
    return NOON + count * MINUTE


def visible_names(*names):
    def resolve(actor, ids):
        rows = Organisation.objects.filter(pk__in=ids, name__in=names)
        return {str(row.pk): Thing(row.name, f"/{row.slug}/") for row in rows}

    return resolve


@pytest.fixture
def leader(an_actor):
    return an_actor(Role.PROGRAMME_LEADER, "moss")


@pytest.fixture
def coordinator(an_actor):
    return an_actor(Role.COORDINATOR, "husbanken-ost")


def rename(actor, slug: str, name: str, verb: str = "organisation.rename") -> None:
    row = Organisation.objects.get(slug=slug)
    with act(actor, verb, row):
        row.name = name
        row.save()


def seen(actor, since=NOON - dt.timedelta(days=3650)):
    acts = queries.changes(actor, since)
    return queries.changed(acts, queries.find_things(actor, [(a.object_type, a.object_id) for a in acts]))


def test_the_first_look_has_no_before_and_a_sitting_keeps_its_own(leader):
    def look(now):
        looks = queries.looks(leader)
        since = queries.seen_until(looks, now)
        actions.look_at_changes(leader, looks, now)
        return since

    assert look(minutes(0)) is None
    assert look(minutes(10)) is None
    assert look(minutes(60)) == minutes(10)
    assert look(minutes(62)) == minutes(10)
    assert look(minutes(70)) == minutes(10)
    assert look(minutes(200)) == minutes(70)
    assert Visit.objects.count() == 1


def test_a_look_is_one_statement_at_most_every_five_minutes(leader, django_assert_num_queries):
    looks = queries.looks(leader)
    with django_assert_num_queries(1):
        actions.look_at_changes(leader, looks, minutes(0))
    looks = queries.looks(leader)
    with django_assert_num_queries(0):
        actions.look_at_changes(leader, looks, minutes(4))
    with django_assert_num_queries(1):
        actions.look_at_changes(leader, looks, minutes(6))


@pytest.mark.django_db(transaction=True)
def test_of_two_windows_that_look_at_once_one_is_written(leader):
    looks = queries.looks(leader)
    actions.look_at_changes(leader, looks, minutes(0))
    actions.look_at_changes(leader, looks, minutes(1))
    assert Visit.objects.get().at == minutes(0)


def test_the_machine_itself_leaves_no_looks(leader, db):
    actions.look_at_changes(SYSTEM, queries.looks(SYSTEM), NOON)
    actions.opened(SYSTEM, Organisation.objects.get(slug="moss"), NOON)
    assert not Visit.objects.exists()


def test_what_others_changed_is_told_with_who_and_what_once_a_thing(leader, coordinator):
    registry.register_things(KIND, visible_names("Moss kommune"), {"organisation.rename": "renamed"})
    rename(coordinator, "moss", "Moss by", "organisation.correct")
    rename(coordinator, "moss", "Moss kommune")
    (change,) = seen(leader)
    assert (change.thing.title, change.verb, change.by, change.times) == (
        "Moss kommune",
        "renamed",
        coordinator.name,
        2,
    )


def test_an_act_without_words_is_shown_as_changed(leader, coordinator):
    registry.register_things(KIND, visible_names("Moss by"), {})
    rename(coordinator, "moss", "Moss by")
    assert [change.verb for change in seen(leader)] == ["endret"]


def test_my_own_acts_those_of_the_machine_and_what_i_may_not_see_are_no_news(leader, coordinator):
    registry.register_things(KIND, visible_names("Moss by", "Moss bygd"), {})
    rename(leader, "moss", "Moss by")
    rename(SYSTEM, "moss", "Moss bygd")
    rename(coordinator, "husbanken-ost", "Husbanken")
    assert seen(leader) == []


def test_kinds_that_are_not_registered_and_what_is_older_are_left_out(leader, coordinator):
    rename(coordinator, "moss", "Moss by")
    assert queries.changes(leader, NOON - dt.timedelta(days=3650)) == []
    registry.register_things(KIND, visible_names("Moss by"), {})
    assert len(queries.changes(leader, NOON - dt.timedelta(days=3650))) == 1
    assert queries.changes(leader, dt.datetime.now(dt.UTC) + dt.timedelta(days=1)) == []


def test_a_kind_that_fails_is_left_out(leader, caplog):
    def broken(actor, ids):
        raise RuntimeError

    registry.register_things(KIND, broken, {})
    registry.register_things("other.kind", broken, {})
    assert queries.find_things(leader, [(KIND, "1")]) == {}
    assert KIND in caplog.text
    assert "other.kind" not in caplog.text


def test_opened_things_are_remembered_the_latest_first_and_not_for_ever(leader):
    places = [Organisation.objects.create(slug=f"o{n}", name=f"O{n}", kind="municipality") for n in range(15)]
    for number, place in enumerate(places):
        actions.opened(leader, place, minutes(number))
    actions.opened(leader, places[5], minutes(30))
    opened = queries.looks(leader).opened
    assert len(opened) == actions.REMEMBERED == Visit.objects.count()
    assert opened[0] == (KIND, str(places[5].pk))
    assert opened[1] == (KIND, str(places[14].pk))


def test_opening_the_same_thing_again_at_once_writes_nothing(leader):
    moss = Organisation.objects.get(slug="moss")
    actions.opened(leader, moss, minutes(0))
    actions.opened(leader, moss, minutes(3))
    assert Visit.objects.get().at == minutes(0)
    actions.look_at_changes(leader, queries.looks(leader), minutes(4))
    assert queries.looks(leader).today.at == minutes(4)


def test_opening_costs_two_statements(leader, django_assert_num_queries):
    moss = Organisation.objects.get(slug="moss")
    with django_assert_num_queries(2):
        actions.opened(leader, moss, minutes(0))
    with django_assert_num_queries(1):
        actions.opened(leader, moss, minutes(1))


def test_an_act_whose_transaction_ended_after_the_look_is_still_news(leader, coordinator):
    registry.register_things(KIND, visible_names("Moss by"), {})
    rename(coordinator, "moss", "Moss by")
    (change,) = queries.changes(leader, NOON - dt.timedelta(days=3650))
    assert queries.changes(leader, change.at + MINUTE / 2) == [change]
    assert queries.changes(leader, change.at + 2 * MINUTE) == []
