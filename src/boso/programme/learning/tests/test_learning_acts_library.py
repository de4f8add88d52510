"""Experience travels with who took it from whom; every lesson ends with a decision or a reason; signals get answers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.foundation.access.decisions import NotNow, Refused
from boso.programme.learning import actions_library as actions
from boso.programme.learning import due, queries, showing
from boso.programme.learning.models import Size, Standing
from boso.programme.learning.tests.conftest import TODAY

REPORT = queries.REPORT


def an_experience(place, **more):
    return {
        "title_nb": "Vaktliste", "organisation": place, "tool": "form", "theme": "follow_up", "nb": "Én liste.",
        "state": "in_use", "tried_in": 2011, "shared": True, **more,
    }  # fmt: skip


@pytest.fixture
def told(hamar, leader):
    return actions.tell(leader, an_experience(hamar.organisation, challenges=[]))


def test_an_experience_is_told_counted_and_taken_over_with_a_verdict_that_says_why(told, hamar, moss, leader, other):
    actions.edit_experience(leader, told, an_experience(hamar.organisation, result="Færre ringer."))
    actions.add_figure(
        leader, told, {"label": "Ringte", "before": Decimal(31), "after": Decimal(12), "source": "Vaktboka"}
    )
    fields = {"organisation": moss.organisation, "state": "adapts", "since": TODAY}
    use = actions.take_over(other, told, {**fields, "taken_from": hamar.organisation})
    assert use.taken_from.slug == "hamar"
    with pytest.raises(NotNow):
        actions.take_over(other, told, fields)
    with pytest.raises(NotNow):
        actions.take_over(leader, told, {"organisation": hamar.organisation})
    assert not list(due.verdicts(other, TODAY + dt.timedelta(days=30)))
    later = TODAY + dt.timedelta(days=200)
    assert [item.title for item in due.verdicts(other, later)] == ["Vaktliste"]
    with pytest.raises(NotNow):
        actions.judge(other, use, {"state": "uses", "verdict": "helped", "why": " "})
    actions.judge(other, use, {"state": "uses", "verdict": "helped", "why": "Alle svarer."})
    assert not list(due.verdicts(other, later))
    row = queries.experiences(other).get()
    assert (row.taken, row.helped) == (1, 1)
    with pytest.raises(Refused):
        actions.edit_experience(other, told, an_experience(hamar.organisation))


def test_an_experience_not_shared_is_not_there_for_others(hamar, moss, leader, other):
    own = actions.tell(leader, an_experience(hamar.organisation, shared=False))
    assert not queries.experiences(other).exists()
    with pytest.raises(Refused):
        queries.experience(other, own.pk)
    with pytest.raises(Refused):
        actions.take_over(other, own, {"organisation": moss.organisation})
    grown = actions.tell(other, an_experience(moss.organisation, builds_on=own, title_nb="Vår"))
    assert [one.pk for one in queries.grown_from(leader, own)] == [grown.pk]
    assert queries.as_seen(other, queries.experience(other, grown.pk)) == {"activity": None, "other": None}
    assert queries.as_seen(leader, grown)["other"] == own
    use = actions.take_over(
        leader, grown, {"organisation": hamar.organisation, "state": "looks", "taken_from": moss.organisation}
    )
    assert queries.use(other, use.pk) == use
    own_use = own.uses.create(organisation=moss.organisation, state="looks")
    with pytest.raises(Refused):
        queries.use(other, own_use.pk)


def test_age_counts_from_when_it_was_last_in_use(told):
    assert told.age(dt.date(2014, 1, 1)) == 0
    told.state, told.ended_in = "tried", 2012
    assert told.age(dt.date(2014, 1, 1)) == 2
    told.ended_in = told.tried_in = None
    assert told.age(dt.date(2014, 1, 1)) is None


def test_a_lesson_leads_to_a_decision_or_says_why_not_and_silent_loops_are_counted(hamar, leader, other, coordinator):
    lesson = actions.learn(leader, hamar, {"title_nb": "Lista virker", "loop": 1, "learned_on": TODAY}, REPORT)
    quiet = actions.learn(leader, hamar, {"title_nb": "For få møter", "loop": 2, "learned_on": TODAY}, REPORT)
    actions.learn(coordinator, None, {"title_nb": "Samlingene er for korte", "loop": 2, "learned_on": TODAY}, REPORT)
    assert not list(due.lessons(leader, TODAY + dt.timedelta(days=59)))
    assert len(list(due.lessons(leader, TODAY + dt.timedelta(days=60)))) == 2
    assert len(list(due.lessons(coordinator, TODAY + dt.timedelta(days=60)))) == 1
    with pytest.raises(NotNow):
        actions.move_lesson(leader, lesson, "decide", " ", TODAY)
    actions.move_lesson(leader, lesson, "decide", "Alle står på lista.", TODAY)
    actions.move_lesson(leader, quiet, "leave", "Ingen møterom.", TODAY)
    counts = showing.loop_counts(queries.ledger(leader, hamar))
    assert [(one.lessons, one.decided, one.left, one.is_silent) for one in counts] == [
        (1, 1, 0, False), (1, 0, 1, False), (0, 0, 0, True),
    ]  # fmt: skip
    actions.move_lesson(leader, quiet, "reopen", "Nå har vi rom.", TODAY)
    assert (quiet.state, quiet.decision, quiet.decided_on) == ("open", "", None)
    assert not queries.ledger(other).exists()
    assert actions.share_lesson(leader, lesson).shared and actions.share_lesson(leader, lesson).shared
    assert [one.pk for one in queries.ledger(other)] == [lesson.pk]
    with pytest.raises(Refused):
        queries.entry(other, quiet.pk)


def test_a_signal_is_sent_on_and_answered_or_closed_with_a_reason(hamar, leader, coordinator):
    signal = actions.notice(leader, {"title_nb": "To tilskudd", "evidence": "Avslag", "seen_in": [hamar]})
    assert [row.slug for row in queries.signal(leader, signal.pk).seen_in.all()] == ["hamar"]
    with pytest.raises(NotNow):
        actions.send_signal(coordinator, signal, " ", TODAY)
    actions.send_signal(coordinator, signal, "Fylkesmannen", TODAY)
    with pytest.raises(NotNow):
        actions.end_signal(coordinator, signal, "answer", "", TODAY)
    actions.end_signal(coordinator, signal, "answer", "De ser på det.", TODAY)
    assert (signal.state, signal.answered_on) == ("answered", TODAY)
    other = actions.notice(coordinator, {"title_nb": "Et annet"})
    actions.end_signal(coordinator, other, "close", "Falt bort", TODAY)
    assert other.state == "closed"


def test_the_size_of_a_year_is_corrected_and_the_newest_counts(hamar, leader):
    for year, people in ((2011, 28_344), (2012, 28_600), (2012, 28_662)):
        actions.say_size(leader, hamar, {"year": year, "inhabitants": people, "source": "SSB 07459"})
    assert Size.objects.count() == 2
    assert queries.sizes(leader)[hamar.pk].inhabitants == 28_662


def test_where_actors_stand_is_said_for_a_day_and_the_report_is_not_overwritten(learning, coordinator, leader):
    hamar = queries.partnership.participation(leader, "hamar")
    actions.place(leader, hamar, {"nav": 4}, TODAY, "Ingen svarte.", REPORT)
    actions.place(leader, hamar, {"nav": 2, "users": 3}, TODAY, "De kom.", REPORT)
    assert list(queries.standings(leader, hamar).values_list("actor_group", "ring")) == [("nav", 2), ("users", 3)]
    assert [row.slug for row in queries.with_standings(leader)] == ["hamar"]
    with pytest.raises(NotNow):
        actions.place(leader, hamar, {}, TODAY, "", REPORT)
    told = Standing.objects.get(fact_id="learning.standing.nav.2011")
    with pytest.raises(NotNow):
        actions.place(coordinator, None, {"nav": 1}, told.order, "", REPORT)
