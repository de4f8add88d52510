"""A hearing: drafted, opened, commented on by anybody within bounds, read, answered, closed; and what is erased."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from boso.foundation.access.actor import NOBODY
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.history.models import Change
from boso.programme.anchoring import actions_hearing as actions
from boso.programme.anchoring import due, policies, tasks
from boso.programme.anchoring import queries_hearing as queries
from boso.programme.anchoring.models import Comment, Hearing, Knock
from boso.programme.plans.models import Plan, PlanVersion

#: Hearings ask the clock.
TODAY = timezone.localdate()
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
WORDS = {"words": "Vi trenger boliger nær bussen.", "name": "Velforeningen", "language": "nb"}


def send(hearing, mark="a", now=NOW, today=TODAY):
    return actions.send_comment(hearing, WORDS, mark=mark, now=now, today=today)


def test_a_draft_is_changed_and_opened_and_then_stands(hamar, version, leader, other, coordinator, foreign):
    fields = {"version": version, "title": "T", "about": "A", "text": "P", "closes": TODAY - dt.timedelta(days=1)}
    theirs = PlanVersion.objects.create(
        plan=Plan.objects.create(participation=foreign.participation, title_nb="X", body="council"), number=1
    )
    with pytest.raises(NotNow):
        actions.draft_hearing(leader, hamar, {**fields, "version": theirs})
    hearing = actions.draft_hearing(leader, hamar, fields)
    assert policies.may_see_hearing(coordinator, hearing)
    assert not policies.may_see_hearing(other, hearing)
    assert not queries.public().exists()
    with pytest.raises(NotNow):
        actions.open_hearing(leader, hearing, TODAY)
    actions.change_hearing(leader, hearing, {**fields, "closes": TODAY})
    actions.open_hearing(leader, hearing, TODAY)
    assert policies.may_see_hearing(NOBODY, hearing)
    assert not policies.may_change_hearing(leader, hearing)
    with pytest.raises(Refused):
        actions.change_hearing(leader, hearing, fields)
    with pytest.raises(Refused):
        actions.close_hearing(other, hearing)
    actions.close_hearing(leader, hearing)
    assert Hearing.objects.get().state == "closed"


def test_comments_are_taken_while_it_is_open_and_no_longer(hearing, leader):
    assert send(hearing).state == "waiting"
    with pytest.raises(NotNow):
        send(hearing, today=TODAY + dt.timedelta(days=1))
    actions.close_hearing(leader, hearing)
    with pytest.raises(NotNow):
        send(hearing)


def test_one_address_and_everybody_together_are_bounded(hearing, monkeypatch):
    monkeypatch.setattr(actions, "MOST_FROM_ONE", 2)
    monkeypatch.setattr(actions, "MOST_FROM_ALL", 3)
    for _number in range(2):
        send(hearing)
    with pytest.raises(NotNow, match="dette nettet"):
        send(hearing)
    send(hearing, mark="b")
    with pytest.raises(NotNow, match="svært mange"):
        send(hearing, mark="c")
    later = NOW + dt.timedelta(hours=2)
    send(hearing, now=later)
    monkeypatch.setattr(actions, "MOST_EVER", 4)
    with pytest.raises(NotNow, match="svært mange"):
        send(hearing, mark="d", now=later)


def test_a_comment_is_shown_after_it_is_read_and_every_one_can_be_answered(hearing, leader, other):
    comment = send(hearing)
    assert queries.shown(hearing) == []
    (asked,) = due.comments(leader, TODAY)
    assert asked.title == hearing.title
    with pytest.raises(Refused):
        actions.show_comment(other, comment)
    actions.show_comment(leader, comment)
    assert queries.shown(hearing) == [comment]
    assert list(due.comments(leader, TODAY))
    actions.answer_comment(leader, comment, "Takk.", TODAY)
    assert not list(due.comments(leader, TODAY))
    with pytest.raises(NotNow):
        actions.hide_comment(leader, comment, reason=" ")
    actions.hide_comment(leader, comment, reason="Nevner en nabo")
    assert queries.shown(hearing) == []
    assert queries.comment_of(comment.token).hidden_because == "Nevner en nabo"
    actions.show_comment(leader, comment)
    assert queries.comment(leader, comment.pk).hidden_because == ""
    for ask in (lambda: queries.comment(other, comment.pk), lambda: queries.comments(other, hearing)):
        with pytest.raises(Refused):
            ask()
    with pytest.raises(Refused):
        queries.comment_of("nothing")


def test_what_is_withdrawn_is_erased_also_from_the_history(hearing, leader):
    comment = send(hearing)
    for _time in range(2):
        actions.withdraw_comment(comment)
    kept = Comment.objects.get()
    assert (kept.state, kept.words, kept.name) == ("withdrawn", "", "")
    told = str(list(Change.objects.filter(object_type="anchoring.comment").values_list("fields", flat=True)))
    assert "bussen" not in told
    assert "Velforeningen" not in told
    assert comment.token not in told
    with pytest.raises(Refused):
        actions.answer_comment(leader, comment, "Takk.", TODAY)
    assert [change.verb for change in queries.history(leader, hearing)] == ["hearing.open", "hearing.draft"]


def test_the_participants_hearings_are_listed_with_drafts_inside_only(hearing, hamar, leader, other):
    for actor, states in ((leader, {"open", "draft"}), (other, {"open"}), (NOBODY, set())):
        Hearing.objects.get_or_create(
            participation=hamar, version=hearing.version, title="Utkast", about="A", text="T", closes=TODAY
        )
        assert {one.state for one in queries.hearings(actor, hamar)} == states
    with pytest.raises(Refused):
        queries.hearing(other, hearing.pk)


def test_marks_of_addresses_are_erased_after_a_day(hearing):
    send(hearing, now=timezone.now() - dt.timedelta(days=2))
    send(hearing, mark="b", now=timezone.now())
    assert queries.any_old_knocks()
    assert tasks.forget_knocks.call() == 1
    assert [knock.mark for knock in Knock.objects.all()] == ["b"]
    assert not queries.any_old_knocks()


def test_names_say_what_a_row_is(hearing):
    comment = send(hearing)
    assert str(hearing).endswith("Programplan på høring")
    assert str(comment).endswith("waiting")
    assert str(Knock.objects.get()).startswith(str(hearing.pk))
