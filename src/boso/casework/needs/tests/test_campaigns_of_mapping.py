from __future__ import annotations

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs import actions, actions_campaigns, due, queries_campaigns
from boso.casework.needs.models import Campaign, CampaignState, TargetState
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.messaging.models import Message

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def planner(db) -> Actor:
    return make_caseworker("nav", role=Role.PLANNER)


def planned(planner: Actor, **fields: object) -> Campaign:
    told = {"title": "Før 1. mars", "engaged": True, "starts": TODAY, "due_on": TODAY, **fields}
    return actions_campaigns.plan(planner, min(planner.works_in()), told)


def test_each_household_is_in_the_list_of_the_unit_that_began_first(planner):
    nav, health = make_caseworker("nav"), make_caseworker("health")
    shared = make_household("nav")
    from boso.casework.households.actions import engage

    engage(nav, shared, min(health.units), "together")
    make_household("health")
    campaign = planned(planner)
    assert actions_campaigns.start(planner, campaign) == 2
    told = {progress.unit.kind: progress.total for progress in queries_campaigns.progress(campaign)}
    assert told == {"nav": 1, "health": 1}
    assert [row.household for row in queries_campaigns.targets(nav, campaign)] == [shared]
    assert queries_campaigns.targets(planner, campaign).count() == 0


def test_those_mapped_lately_may_be_left_out_and_those_mapped_since_the_start_are_done(planner, mapped):
    nav = make_caseworker("nav")
    mapped(nav, make_household())
    make_household()
    campaign = planned(planner, stale_before=TODAY - dt.timedelta(days=30))
    assert actions_campaigns.start(planner, campaign) == 1
    other = planned(planner)
    assert actions_campaigns.start(planner, other) == 2
    assert queries_campaigns.by_state(other) == {TargetState.DONE: 1, TargetState.NOT_BEGUN: 1}


def test_a_campaign_of_tenants_takes_nobody_where_nobody_rents(planner):
    make_household()
    campaign = planned(planner, tenants=True, engaged=False)
    with pytest.raises(NotNow):
        actions_campaigns.start(planner, campaign)
    campaign.refresh_from_db()
    assert campaign.state == CampaignState.DRAFT
    assert queries_campaigns.to_be_mapped(planned(planner, tenants=True))


def test_the_units_are_told_when_it_starts_and_reminded_without_a_name(planner):
    nav = make_caseworker("nav")
    make_household()
    campaign = planned(planner)
    actions_campaigns.start(planner, campaign)
    actions_campaigns.remind(planner, campaign, TODAY)
    with pytest.raises(NotNow):
        actions_campaigns.remind(planner, campaign, TODAY)
    kinds = list(Message.objects.filter(recipient=nav.user_id).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["needs.campaign_started", "needs.campaign_reminder"]
    assert all(set(message.context) == {"campaign"} for message in Message.objects.all())
    assert not any("Vadmel" in str(letter.message()) for letter in mail.outbox)


def test_mapping_a_household_follows_the_campaign_and_throwing_away_takes_it_back(planner):
    nav, household = make_caseworker("nav"), make_household()
    campaign = planned(planner)
    actions_campaigns.start(planner, campaign)
    mapping = actions.begin(nav, household, min(nav.units))
    assert queries_campaigns.by_state(campaign) == {TargetState.UNDER_WAY: 1}
    actions.discard(nav, mapping)
    assert queries_campaigns.by_state(campaign) == {TargetState.NOT_BEGUN: 1}
    actions.record(nav, household, min(nav.units), {"without_own": "yes", "homeless": "with_kin"})
    assert queries_campaigns.by_state(campaign) == {TargetState.DONE: 1}
    assert not queries_campaigns.waiting_for(nav)


def test_a_household_that_cannot_be_reached_is_not_left_and_may_be_taken_back(planner):
    nav = make_caseworker("nav")
    make_household(), make_household()
    campaign = planned(planner)
    actions_campaigns.start(planner, campaign)
    first = queries_campaigns.next_target(nav, campaign)
    actions_campaigns.say(nav, first, TargetState.UNREACHABLE)
    second = queries_campaigns.next_target(nav, campaign)
    assert second != first
    assert queries_campaigns.next_target(nav, campaign, after=second.pk) == second
    whole = queries_campaigns.altogether(queries_campaigns.progress(campaign))
    assert (whole.unreachable, whole.left, whole.declined) == (1, 1, 0)
    actions_campaigns.say(nav, first, TargetState.NOT_BEGUN)
    begun = actions.begin(nav, second.household, min(nav.units))
    second.refresh_from_db()
    assert second.mapping == begun
    actions_campaigns.say(nav, second, TargetState.DECLINED)
    actions_campaigns.say(nav, second, TargetState.NOT_BEGUN)
    assert second.state == TargetState.UNDER_WAY
    with pytest.raises(NotNow):
        actions_campaigns.say(nav, second, TargetState.DONE)
    with pytest.raises(Refused):
        actions_campaigns.say(planner, second, TargetState.DECLINED)


def test_a_campaign_stands_on_today_until_it_is_done_and_then_with_who_closes_it(planner):
    nav, household = make_caseworker("nav"), make_household()
    campaign = planned(planner, starts=TODAY - dt.timedelta(days=9), due_on=TODAY - dt.timedelta(days=1))
    actions_campaigns.start(planner, campaign)
    (item,) = due.campaigns(nav, TODAY)
    assert item.is_overdue(TODAY) and item.act_url.endswith("/next/")
    assert [item.title for item in due.closings(planner, TODAY)] == ["Avslutt «Før 1. mars»"]
    assert list(due.closings(nav, TODAY)) == []
    actions.begin(nav, household, min(nav.units))
    assert [item.title for item in due.drafts(nav, TODAY)] == [f"Fullfør kartleggingen av {household.reference}"]
    assert list(due.drafts(planner, TODAY)) == [] or planner.units


def test_what_is_missing_is_written_down_at_the_end(planner):
    make_household()
    campaign = planned(planner)
    with pytest.raises(NotNow):
        actions_campaigns.remind(planner, campaign)
    actions_campaigns.start(planner, campaign)
    actions_campaigns.change(planner, campaign, {"title": "Ny", "engaged": False, "tenants": True, "due_on": TODAY})
    assert (campaign.title, campaign.engaged) == ("Ny", True)
    target = campaign.targets.select_related("household", "campaign").get()
    actions_campaigns.close(planner, campaign)
    assert campaign.left == {TargetState.NOT_BEGUN: 1}
    with pytest.raises(NotNow):
        actions_campaigns.change(planner, campaign, {"title": "For sent"})
    target.campaign.refresh_from_db()
    with pytest.raises(Refused):
        actions_campaigns.say(make_caseworker("nav"), target, TargetState.DECLINED)
    assert queries_campaigns.campaigns(SYSTEM).count() == 1


def test_a_campaign_that_takes_nobody_or_ends_before_it_starts_is_refused(planner):
    with pytest.raises(NotNow):
        planned(planner, engaged=False)
    with pytest.raises(NotNow):
        planned(planner, due_on=TODAY - dt.timedelta(days=1))
    with pytest.raises(Refused):
        planned(make_caseworker("nav"))


def test_all_of_a_planned_campaign_can_be_changed(planner):
    campaign = planned(planner)
    actions_campaigns.change(planner, campaign, {"engaged": False, "tenants": True, "title": "Leiere"})
    campaign.refresh_from_db()
    assert (campaign.engaged, campaign.tenants, campaign.title) == (False, True, "Leiere")


def test_nobody_begins_a_campaign_in_another_municipality(planner):
    elsewhere = make_caseworker("nav", organisation="gjovik", role=Role.PLANNER)
    with pytest.raises(Refused) as refused:
        actions_campaigns.plan(elsewhere, min(planner.works_in()), {"title": "Andres", "starts": TODAY})
    assert refused.value.decision.hidden
