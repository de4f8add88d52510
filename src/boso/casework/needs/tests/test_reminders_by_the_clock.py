"""The clock reminds units that have households left: twice before the last day, nobody twice, and tells no name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs import actions_campaigns, tasks
from boso.casework.needs.models import Campaign, Reminder
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.models import User
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message

DAY = dt.timedelta(days=1)
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do


@pytest.fixture
def campaign(db):
    planner = make_caseworker("nav", role=Role.PLANNER)
    make_caseworker("nav")
    make_household()
    (place,) = {seat.organisation_id for seat in planner.seats}
    fields = {"title": "Alle", "tenants": True, "engaged": True, "stale_before": None, "starts": TODAY - 30 * DAY,
              "due_on": TODAY + 20 * DAY}  # fmt: skip
    found = actions_campaigns.plan(planner, place, fields)
    actions_campaigns.start(planner, found)
    Message.objects.all().delete()
    mail.outbox.clear()
    return found


def reminded(day: dt.date) -> int:
    return actions_campaigns.remind_by_clock(SYSTEM, day)


def test_each_is_reminded_twice_before_the_last_day_and_it_is_shown(campaign):
    days = [TODAY + number * DAY for number in range(25)]
    told = {day for day in days if reminded(day)}
    assert told == {campaign.due_on - 14 * DAY, campaign.due_on - 3 * DAY}
    assert [row.days_before for row in Reminder.objects.all()] == [3, 14]
    assert Message.objects.filter(kind="needs.campaign_reminder").count() == 2
    assert not any("Alle" in str(letter.message()) for letter in mail.outbox)
    leads = Client()
    leads.force_login(User.objects.get(pk=campaign.created_by_id))
    shown = leads.get(f"/needs/campaigns/{campaign.pk}/").content.decode()
    assert "14 dager før siste dag" in shown
    assert Reminder.objects.first().user.name in shown


def test_a_later_last_day_reminds_anew_and_a_button_pressed_today_is_enough(campaign):
    assert reminded(campaign.due_on - 5 * DAY) == 1, "a morning that was missed is made up for"
    assert reminded(campaign.due_on - 4 * DAY) == 0
    Campaign.objects.update(due_on=campaign.due_on + 10 * DAY)
    assert reminded(campaign.due_on - 2 * DAY) == 1
    campaign.refresh_from_db()
    actions_campaigns.remind(SYSTEM, campaign, campaign.due_on - 3 * DAY)
    assert reminded(campaign.due_on - 3 * DAY) == 0
    assert str(Reminder.objects.get(days_before=None)).startswith(str(campaign.pk))
    assert tasks.remind_of_campaigns.func() == 0


def test_who_has_nobody_left_is_not_reminded(campaign):
    campaign.targets.update(state="declined")
    assert reminded(campaign.due_on - 14 * DAY) == 0


@given(st.integers(1, 60), st.integers(-5, 70))
def test_a_reminder_is_due_once_at_each_distance(length, left):
    campaign = Campaign(starts=TODAY, due_on=TODAY + length * DAY)
    due = actions_campaigns.reminder_due(campaign, campaign.due_on - left * DAY)
    if left < 0 or left > 14:
        assert due is None
    if due is not None:
        assert left <= due < length
        assert due == (3 if left <= 3 else 14)
