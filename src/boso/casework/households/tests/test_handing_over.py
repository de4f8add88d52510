"""A caseload goes to colleagues, is taken over, and can come back the same day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boso.casework.households import (
    actions_access,
    actions_handover,
    due,
    forms_handover,
    queries_handover,
    views_handover,
)
from boso.casework.households.actions_closing import close
from boso.casework.households.models import Engagement, HandedOver, Handover, Household, Note
from boso.casework.households.testing import make_caseworker, make_household
from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message
from boso.foundation.messaging.queries import inbox

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def giver() -> Actor:
    return make_caseworker()


@pytest.fixture
def receiver(giver) -> Actor:
    return make_caseworker()


@pytest.fixture
def leader(giver) -> Actor:
    return make_caseworker(role=Role.DECISION_MAKER)


@pytest.fixture
def cases(giver) -> list[Engagement]:
    """Three cases of the giver, and one of nobody."""
    made = [make_household(worker_id=giver.user_id) for _number in range(3)]
    make_household()
    return list(Engagement.objects.filter(household__in=made).order_by("pk"))


def unit_of(actor: Actor) -> int:
    return next(iter(actor.units))


def all_to(cases: list[Engagement], receiver: Actor) -> dict[int, int]:
    return {row.pk: receiver.user_id or 0 for row in cases}


def hand(actor: Actor, giver: Actor, to: dict[int, int], note: str = "") -> Handover:
    return actions_handover.hand_over(actor, unit_of(giver), giver.user_id or 0, to, note)


def workers(cases: list[Engagement]) -> list[int | None]:
    return [Engagement.objects.get(pk=row.pk).worker_id for row in cases]


def browser(actor: Actor) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend"
    )  # fmt: skip
    return client


class TestHandingOver:
    def test_the_receivers_are_responsible_and_get_one_message_each_without_names(self, giver, receiver, cases):
        other = make_caseworker()
        to = all_to(cases, receiver) | {cases[2].pk: other.user_id}
        made = hand(giver, giver, to, "Ring om morgenen.")
        assert workers(cases) == [receiver.user_id, receiver.user_id, other.user_id]
        assert Note.objects.count() == 3
        assert "morgenen" not in Note.objects.first().sealed
        assert list(Message.objects.order_by("pk").values_list("recipient", "context")) == [
            (receiver.user_id, {"handover": made.pk, "count": 2}), (other.user_id, {"handover": made.pk, "count": 1}),
        ]  # fmt: skip
        assert inbox(receiver).count() == 1

    def test_it_stands_on_today_until_they_are_taken_over(self, giver, receiver, cases):
        made = hand(giver, giver, all_to(cases, receiver))
        (item,) = due.handed_over(receiver, timezone.localdate())
        assert item.act_url == reverse("households:handed-over", args=[made.pk])
        assert list(due.handed_over(giver, timezone.localdate())) == []
        assert list(due.handed_over(make_caseworker(role=Role.PLANNER), timezone.localdate())) == []
        assert actions_handover.take_over(receiver, made) == 3
        assert list(due.handed_over(receiver, timezone.localdate())) == []
        with pytest.raises(Refused):
            actions_handover.take_over(giver, made)

    def test_a_decision_maker_does_it_for_somebody_who_is_away(self, giver, receiver, leader, cases):
        hand(leader, giver, all_to(cases, receiver))
        assert set(workers(cases)) == {receiver.user_id}
        assert [user.pk for _unit, user in queries_handover.givers(leader)] == [receiver.user_id]

    def test_not_for_a_colleague_nor_in_another_unit(self, giver, receiver, cases):
        for actor in (receiver, make_caseworker("health", role=Role.DECISION_MAKER)):
            with pytest.raises(Refused) as refused:
                hand(actor, giver, all_to(cases, receiver))
            assert refused.value.decision.hidden

    def test_not_to_somebody_outside_the_unit_nor_to_the_giver(self, giver, cases):
        for to in (make_caseworker("health"), giver):
            with pytest.raises(NotNow):
                hand(giver, giver, all_to(cases, to))
        with pytest.raises(NotNow):
            hand(giver, giver, {})

    def test_not_what_is_no_longer_theirs(self, giver, receiver, cases):
        close(giver, cases[0].household, "housed")
        with pytest.raises(NotNow):
            hand(giver, giver, all_to(cases, receiver))
        assert workers(cases) == [giver.user_id] * 3

    def test_not_to_somebody_who_would_not_see_the_case(self, giver, receiver, leader, cases):
        actions_access.recuse(leader, cases[0].household, receiver.user_id, "friend")
        with pytest.raises(NotNow, match=cases[0].household.reference):
            hand(giver, giver, all_to(cases, receiver))
        assert not Handover.objects.exists()

    def test_a_protected_case_that_the_actor_does_not_see_is_not_on_the_list(self, giver, receiver, cases):
        Household.objects.filter(pk=cases[0].household_id).update(is_protected=True)
        assert len(queries_handover.caseload(giver, unit_of(giver), giver.user_id)) == 2


class TestUndoing:
    def test_the_same_day_all_comes_back(self, giver, receiver, cases):
        made = hand(giver, giver, all_to(cases, receiver))
        assert actions_handover.undo(giver, made) == 0
        assert workers(cases) == [giver.user_id] * 3
        assert list(due.handed_over(receiver, timezone.localdate())) == []
        made.refresh_from_db()
        with pytest.raises(Refused):
            actions_handover.undo(giver, made)

    def test_what_went_on_to_another_stays(self, giver, receiver, leader, cases):
        made = hand(giver, giver, all_to(cases, receiver))
        row = Engagement.objects.select_related("household").get(pk=cases[0].pk)
        actions_access.assign(receiver, row, leader.user_id)
        assert actions_handover.undo(leader, made) == 1
        assert workers(cases) == [leader.user_id, giver.user_id, giver.user_id]

    def test_not_the_next_day_and_not_by_the_receiver(self, giver, receiver, cases):
        made = hand(giver, giver, all_to(cases, receiver))
        with pytest.raises(Refused):
            actions_handover.undo(receiver, made)
        with time_machine.travel(timezone.now() + dt.timedelta(days=1)), pytest.raises(Refused):
            actions_handover.undo(giver, made)


class TestPages:
    def test_choose_look_over_and_do_it(self, giver, receiver, cases, django_assert_max_num_queries):
        client = browser(giver)
        assert "Mine egne saker" in client.get(reverse("households:handovers")).content.decode()
        address = reverse("households:hand-over", args=[unit_of(giver), giver.user_id])
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
        told: dict[str, Any] = {
            "receiver": receiver.user_id, "note": "Ring.", f"case-{cases[0].pk}": "on", f"to-{cases[0].pk}": "",
            f"to-{cases[1].pk}": "", f"to-{cases[2].pk}": "", "step": "look",
        }  # fmt: skip
        looked = client.post(address, told)
        assert looked.status_code == 200
        assert "Stemmer dette?" in looked.content.decode()
        assert not Handover.objects.exists()
        assert client.post(address, told | {"step": "change"}).status_code == 200
        done = client.post(address, told | {"step": "do"}, follow=True)
        assert done.status_code == 200
        assert workers(cases) == [receiver.user_id, giver.user_id, giver.user_id]
        made = Handover.objects.get()
        at = reverse("households:handed-over", args=[made.pk])
        assert browser(receiver).post(reverse("households:take-over", args=[made.pk])).status_code == 302
        assert HandedOver.objects.get().seen_at is not None
        with django_assert_max_num_queries(12):
            assert client.get(at).status_code == 200
        assert (
            "Det er gjort om"
            in client.post(reverse("households:handover-undo", args=[made.pk]), follow=True).content.decode()
        )
        assert browser(make_caseworker("health")).get(at).status_code == 404

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, giver, receiver, cases):
        client = browser(giver)
        address = reverse("households:hand-over", args=[unit_of(giver), giver.user_id])
        answer = client.post(address, {"receiver": receiver.user_id, "note": "Husk nøkkel", "step": "look"})
        assert answer.status_code == 422
        assert "Husk nøkkel" in answer.content.decode()
        outside = make_caseworker("health")
        answer = client.post(address, {"receiver": outside.user_id, f"case-{cases[0].pk}": "on", "step": "do"})
        assert answer.status_code == 422

    def test_going_on_meanwhile_is_told(self, giver, receiver, leader, cases):
        actions_access.recuse(leader, cases[0].household, receiver.user_id, "friend")
        address = reverse("households:hand-over", args=[unit_of(giver), giver.user_id])
        sent = {"receiver": receiver.user_id, "step": "do"} | {f"case-{row.pk}": "on" for row in cases}
        answer = browser(leader).post(address, sent)
        assert answer.status_code == 422
        made = hand(giver, giver, all_to(cases[1:2], receiver))
        row = Engagement.objects.select_related("household").get(pk=cases[1].pk)
        actions_access.assign(receiver, row, leader.user_id)
        answer = browser(leader).post(reverse("households:handover-undo", args=[made.pk]), follow=True)
        assert "1 sak" in answer.content.decode()

    def test_nobody_to_hand_to_and_nothing_to_hand(self, giver, cases):
        client = browser(giver)
        address = reverse("households:hand-over", args=[unit_of(giver), giver.user_id])
        assert "Ingen kollega" in client.get(address).content.decode()
        Engagement.objects.update(worker=None)
        assert client.get(address).status_code == 200
        assert client.get(reverse("households:handovers")).status_code == 200


def test_with_very_many_choices_one_receiver_is_chosen_at_a_time(giver, receiver, cases, monkeypatch):
    monkeypatch.setattr(forms_handover, "MOST_CHOICES", 1)
    monkeypatch.setattr(views_handover, "MOST", 2)
    client = browser(giver)
    address = reverse("households:hand-over", args=[unit_of(giver), giver.user_id])
    page = client.get(address).content.decode()
    assert "i omganger" in page
    assert "1 sak til" in page
    assert client.post(address, {"receiver": receiver.user_id, f"case-{cases[0].pk}": "on", "step": "do"}).url
    assert workers(cases)[:2] == [receiver.user_id, giver.user_id]


def test_a_message_says_how_many_and_names_nobody(giver, receiver, cases):
    hand(giver, giver, all_to(cases, receiver))
    page = browser(receiver).get(reverse("messaging:inbox")).content.decode()
    assert "Saker overlevert til deg: 3" in page
    assert "Vadmel" not in page
    for model in (Handover.objects.get(), HandedOver.objects.first()):
        assert str(model)
    with pytest.raises(Refused):
        queries_handover.one(make_caseworker("health"), Handover.objects.get().pk)
