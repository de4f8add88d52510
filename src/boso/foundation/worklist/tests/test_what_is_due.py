"""The list of tasks: order, setting aside, and sources that fail."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.access.roles import Role
from boso.foundation.audit.models import Entry
from boso.foundation.history.models import Change
from boso.foundation.worklist import actions, policies, queries, registry
from boso.foundation.worklist.models import SetAside
from boso.foundation.worklist.registry import Group, WorkItem

MONDAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)


def titles(tasks):
    return [task.item.title for task in tasks]


@pytest.fixture
def leader(an_actor):
    return an_actor(Role.PROGRAMME_LEADER, "moss")


def test_law_comes_first_then_mine_then_the_rest_each_by_date(leader, an_item, due_are):
    due_are(
        an_item("Follow", MONDAY - DAY, Group.OTHERS),
        an_item("Keep", MONDAY - DAY, Group.KEEP),
        an_item("Mine undated"),
        an_item("Mine late", MONDAY - DAY),
        an_item("Law far", MONDAY + 20 * DAY, Group.LAW),
        an_item("Law near", MONDAY, Group.LAW),
    )
    worklist = queries.due(leader, MONDAY)
    assert titles(worklist.tasks) == ["Law near", "Law far", "Mine late", "Mine undated", "Keep", "Follow"]


items = st.builds(
    WorkItem,
    due=st.none() | st.dates(MONDAY - 30 * DAY, MONDAY + 30 * DAY),
    title=st.sampled_from("abc"),
    why=st.just(""),
    act_label=st.just(""),
    act_url=st.uuids().map(str),
    group=st.sampled_from(Group),
)


@given(st.lists(items, max_size=8))
def test_a_list_loses_nothing_and_keeps_its_order(found):
    registry._sources[:] = [lambda actor, today: found]
    tasks = queries.due(NOBODY, MONDAY).tasks
    assert sorted(t.item.identity for t in tasks) == sorted(i.identity for i in found)
    places = [(list(Group).index(t.item.group), t.item.due or dt.date.max) for t in tasks]
    assert places == sorted(places)
    assert all(t.overdue == (t.item.due is not None and t.item.due < MONDAY) for t in tasks)


def test_one_source_that_fails_does_not_take_the_others_along(leader, an_item, due_are, caplog):
    def broken(actor, today):
        yield an_item("Half")
        raise RuntimeError("out of order")

    registry.register(broken)
    due_are(an_item("Whole"))
    worklist = queries.due(leader, MONDAY)
    assert titles(worklist.tasks) == ["Whole"]
    assert worklist.incomplete
    assert "broken" in caplog.text


def test_registering_twice_is_registering_once():
    def source(actor, today):
        return []

    assert registry.register(source) is registry.register(source)
    assert registry.sources() == (source,)


def test_a_task_is_told_by_its_key_or_by_where_its_act_leads(an_item):
    assert an_item("A").identity == "/do/a/"
    assert an_item("A", key="grant:7").identity == "grant:7"
    assert an_item("A").link == "/do/a/"
    assert an_item("A", url="/read/").link == "/read/"


def test_what_is_set_aside_is_hidden_until_its_day(leader, an_item, due_are):
    item = an_item("Write")
    due_are(item)
    actions.set_aside(leader, item, MONDAY + 2 * DAY, MONDAY)
    assert titles(queries.due(leader, MONDAY).tasks) == []
    assert titles(queries.due(leader, MONDAY + DAY).aside) == ["Write"]
    assert titles(queries.due(leader, MONDAY + 2 * DAY).tasks) == ["Write"]


def test_setting_aside_hides_nothing_for_others(leader, an_actor, an_item, due_are):
    item = an_item("Write")
    due_are(item)
    actions.set_aside(leader, item, MONDAY + DAY, MONDAY)
    assert titles(queries.due(an_actor(Role.PROGRAMME_LEADER, "moss"), MONDAY).tasks) == ["Write"]
    assert titles(queries.due(SYSTEM, MONDAY).tasks) == ["Write"]


def test_setting_aside_again_moves_the_day_and_forgets_what_is_past(leader, an_item):
    write, read = an_item("Write"), an_item("Read")
    actions.set_aside(leader, read, MONDAY + DAY, MONDAY)
    actions.set_aside(leader, write, MONDAY + 2 * DAY, MONDAY)
    actions.set_aside(leader, write, MONDAY + 9 * DAY, MONDAY + DAY)
    assert list(SetAside.objects.values_list("key", "until")) == [("/do/write/", MONDAY + 9 * DAY)]


def test_setting_aside_and_taking_back_stand_in_history_and_log(leader, an_item):
    row = actions.set_aside(leader, an_item("Write"), MONDAY + DAY, MONDAY)
    actions.take_back(leader, row)
    assert not SetAside.objects.exists()
    assert list(Entry.objects.order_by("id").values_list("verb", flat=True)) == ["task.set_aside", "task.take_back"]
    assert Change.objects.get(verb="task.set_aside").fields["until"] == [None, "2026-11-24"]


@pytest.mark.parametrize(
    ("group", "due", "until", "allowed"),
    [
        (Group.MINE, None, MONDAY + DAY, True),
        (Group.MINE, None, MONDAY, False),
        (Group.MINE, MONDAY, MONDAY + 90 * DAY, True),
        (Group.MINE, MONDAY, MONDAY + 91 * DAY, False),
        (Group.LAW, MONDAY + 2 * DAY, MONDAY + 2 * DAY, True),
        (Group.LAW, MONDAY + 2 * DAY, MONDAY + 3 * DAY, False),
        (Group.LAW, MONDAY, MONDAY + DAY, False),
        (Group.LAW, None, MONDAY + DAY, True),
    ],
)
def test_law_is_not_set_aside_past_its_date_and_nothing_for_ever(leader, an_item, group, due, until, allowed):
    item = an_item("Answer", due, group)
    assert bool(policies.may_set_aside(leader, item, until, MONDAY)) is allowed
    if not allowed:
        with pytest.raises(Refused):
            actions.set_aside(leader, item, until, MONDAY)


def test_nobody_sets_aside_and_nobody_takes_back_for_another(leader, an_actor, an_item):
    assert not policies.may_set_aside(NOBODY, an_item("Write"), MONDAY + DAY, MONDAY)
    row = actions.set_aside(leader, an_item("Write"), MONDAY + DAY, MONDAY)
    with pytest.raises(Refused) as refusal:
        actions.take_back(an_actor(Role.COORDINATOR, "husbanken-ost"), row)
    assert refusal.value.decision.hidden
    assert queries.set_aside_row(an_actor(Role.CONTACT, "husbanken-ost"), row.pk) is None


def test_a_task_is_found_by_its_identity_also_when_set_aside(leader, an_item, due_are):
    item = an_item("Write")
    due_are(item)
    assert queries.task(leader, MONDAY, item.identity).aside is None
    actions.set_aside(leader, item, MONDAY + DAY, MONDAY)
    assert queries.task(leader, MONDAY, item.identity).aside is not None
    assert queries.task(leader, MONDAY, "/other/") is None


def test_the_list_costs_one_query_of_its_own(leader, due_are, an_item, django_assert_num_queries):
    due_are(*[an_item(f"Task {number}") for number in range(200)])
    with django_assert_num_queries(1):
        queries.due(leader, timezone.localdate())
