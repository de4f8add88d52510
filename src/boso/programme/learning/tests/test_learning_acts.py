"""Arenas and networks as people use them: planned, offered, held; joined, left; matters that end with an outcome."""

from __future__ import annotations

import datetime as dt

import pytest

from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.history.models import Change
from boso.programme.learning import actions, due, queries
from boso.programme.learning.models import Answer, ArenaState, Session
from boso.programme.learning.tests.conftest import TODAY

DAY = TODAY + dt.timedelta(days=20)


@pytest.fixture
def gathering(bank, coordinator):
    fields = {"title_nb": "Samling", "kind": "gathering", "host": bank, "starts": DAY}
    return actions.arrange(coordinator, fields)


@pytest.fixture
def network(hamar, leader):
    fields = {
        "title_nb": "Østsida", "kind": "network", "theme": "", "initiator": hamar.organisation,
        "meetings_a_year": 4, "mandate": "Lære\n\nDele",
    }  # fmt: skip
    made = actions.start_network(leader, fields)
    return queries.network(leader, made.slug)


def held(gathering, coordinator):
    actions.hold_arena(coordinator, gathering, " Det ga noe. ", DAY)
    return gathering


def test_an_invited_role_answers_chooses_a_session_and_tells_what_it_takes_home(gathering, coordinator, leader, hamar):
    for title in ("Boliger", "Oppfølging"):
        actions.add_session(coordinator, gathering, {"title_nb": title, "slot": 1})
    actions.invite(coordinator, gathering, {"role": Role.PROGRAMME_LEADER, "organisation": None}, TODAY)
    with pytest.raises(NotNow):
        actions.invite(coordinator, gathering, {"role": Role.PROGRAMME_LEADER, "organisation": None}, TODAY)
    assert [item.title for item in due.invitations(leader, TODAY)] == ["Samling"]
    assert not list(due.invitations(leader, DAY + dt.timedelta(days=1)))
    place = hamar.organisation_id
    first = Session.objects.order_by("pk")[0]
    with pytest.raises(NotNow):
        actions.answer(leader, gathering, place, Role.POLITICIAN, "coming")
    actions.answer(leader, gathering, place, Role.PROGRAMME_LEADER, "coming", [first])
    assert [(one.title, one.wanted) for one in queries.sessions(leader, gathering)] == [
        ("Boliger", 1),
        ("Oppfølging", None),
    ]
    assert not queries.open_invitations(leader)
    actions.answer(leader, gathering, place, Role.PROGRAMME_LEADER, "not_coming", [first])
    assert not queries.participant_of(leader, gathering).sessions.exists()
    mine = actions.answer(leader, gathering, place, Role.PROGRAMME_LEADER, "coming")
    for early in (
        lambda: actions.take_home(leader, gathering, "Mye"),
        lambda: actions.confirm(coordinator, mine, came=True),
    ):
        with pytest.raises(NotNow):
            early()
    mine.arena = held(gathering, coordinator)
    assert actions.confirm(coordinator, mine, came=True).answer == Answer.CAME
    assert actions.confirm(coordinator, mine, came=False).answer == Answer.STAYED_AWAY
    assert actions.take_home(leader, gathering, " Mye ").took_home == "Mye"
    with pytest.raises(Refused):
        actions.take_home(coordinator, gathering, "Var ikke der")
    with pytest.raises(Refused):
        actions.answer(leader, gathering, place, Role.PROGRAMME_LEADER, "coming")


def test_what_has_no_day_stands_in_the_catalogue_until_it_gets_one(bank, coordinator, leader, hamar):
    offered = actions.arrange(coordinator, {"title_nb": "Kurs", "kind": "course", "host": bank, "starts": None})
    assert offered.state == ArenaState.OFFERED
    with pytest.raises(NotNow):
        actions.invite(coordinator, offered, {"role": Role.PLANNER, "organisation": None}, TODAY)
    wish = actions.answer(leader, offered, hamar.organisation_id, Role.PROGRAMME_LEADER, "coming")
    assert wish.answer == Answer.WISHES
    assert actions.edit_arena(coordinator, offered, {"title_nb": "Kurset"}).state == ArenaState.OFFERED
    assert actions.edit_arena(coordinator, offered, {"starts": DAY}).state == ArenaState.PLANNED
    with pytest.raises(NotNow):
        actions.edit_arena(coordinator, offered, {"starts": None})
    with pytest.raises(Refused):
        actions.arrange(leader, {"title_nb": "Besøk", "kind": "visit", "host": bank, "starts": DAY})


def test_an_arena_is_held_once_and_not_before_its_day(gathering, coordinator, hamar):
    with pytest.raises(NotNow):
        actions.hold_arena(coordinator, gathering, "", TODAY)
    with pytest.raises(NotNow):
        actions.record_participants(coordinator, gathering, {})
    assert not list(due.arenas(coordinator, DAY))
    assert [item.title for item in due.arenas(coordinator, DAY + dt.timedelta(days=1))] == ["Samling"]
    held(gathering, coordinator)
    assert gathering.lessons == "Det ga noe."
    fields = {"organisation": hamar.organisation, "role": Role.CASEWORKER, "people": 4}
    actions.record_participants(coordinator, gathering, fields)
    assert queries.arenas(coordinator).get().came == 4
    for late in (
        lambda: actions.edit_arena(coordinator, gathering, {"starts": DAY}),
        lambda: actions.cancel_arena(coordinator, gathering, reason="Nei"),
        lambda: actions.add_session(coordinator, gathering, {}),
    ):
        with pytest.raises(NotNow):
            late()


def test_an_item_comes_off_the_programme_and_a_cancelled_arena_says_why(gathering, coordinator, leader):
    item = actions.add_session(coordinator, gathering, {"title_nb": "Boliger", "slot": 1})
    actions.remove_session(coordinator, item)
    assert not queries.sessions(coordinator, gathering)
    assert Change.objects.filter(verb="session.add").exists()
    with pytest.raises(NotNow):
        actions.cancel_arena(coordinator, gathering, reason=" ")
    actions.cancel_arena(coordinator, gathering, reason="Snø")
    assert (gathering.state, gathering.reason) == ("cancelled", "Snø")


def test_a_knowledge_plan_is_made_once_a_year_and_its_measures_move_on(bank, coordinator):
    plan = actions.make_plan(coordinator, 2013, {"aim": "Mer om drift"})
    with pytest.raises(NotNow):
        actions.make_plan(coordinator, 2013, {})
    measure = actions.add_measure(coordinator, plan, {"title_nb": "Faktaark", "kind": "base"})
    actions.edit_measure(coordinator, measure, {"knowledge": "practical"})
    actions.move_measure(coordinator, measure, "begin")
    with pytest.raises(NotNow):
        actions.move_measure(coordinator, measure, "drop")
    actions.move_measure(coordinator, measure, "drop", reason="Ingen tid")
    assert (measure.state, measure.reason) == ("dropped", "Ingen tid")


def test_a_network_has_a_mandate_members_and_meetings(network, leader, moss):
    assert [point.nb for point in network.mandate.all()] == ["Lære", "Dele"]
    with pytest.raises(NotNow):
        actions.start_network(leader, {"title_nb": "Østsida", "initiator": moss.organisation})
    assert actions.add_mandate_point(leader, network, " Be om penger ").number == 3
    town = actions.add_member(
        leader, network, {"organisation": moss.organisation, "position": "municipality", "joined": TODAY}
    )
    with pytest.raises(NotNow):
        actions.add_member(leader, network, {"organisation": moss.organisation, "position": "municipality"})
    nav = actions.add_member(leader, network, {"party_nb": "NAV", "position": "nav"})
    meeting = actions.hold_meeting(leader, network, {"on": TODAY, "agenda": "Nøkler", "present": [town]})
    meeting = queries.meeting(leader, meeting.pk)
    actions.edit_meeting(leader, meeting, {"minutes": "Enige", "present": [town, nav]})
    assert queries.network(leader, network.slug).meetings.get().present.count() == 2
    with pytest.raises(NotNow):
        actions.leave_network(leader, network, town, TODAY - dt.timedelta(days=1))
    actions.leave_network(leader, network, town, TODAY)
    with pytest.raises(NotNow):
        actions.leave_network(leader, network, town, TODAY)
    assert str(nav) == "NAV" and str(town) == "Moss"


def test_a_matter_ends_with_what_came_of_it_and_an_ended_network_is_closed(network, leader, other, hamar):
    matter = actions.raise_matter(leader, network, {"title_nb": "Kvelder", "nb": "Hvem?", "raised_on": TODAY})
    assert [one.pk for one in queries.open_matters(leader)] == [matter.pk]
    actions.move_matter(leader, network, matter, "take_up")
    with pytest.raises(NotNow):
        actions.move_matter(leader, network, matter, "settle")
    actions.move_matter(leader, network, matter, "settle", reason="Vi deler vakta.")
    assert (matter.state, matter.outcome) == ("settled", "Vi deler vakta.")
    with pytest.raises(Refused):
        actions.raise_matter(other, network, {})
    actions.move_network(leader, network, "end", reason="Slått sammen")
    with pytest.raises(Refused):
        actions.add_mandate_point(leader, network, "Mer")
