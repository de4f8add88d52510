"""Leases: what the law allows, what happens to the dwelling, and who sees whose they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from boso.casework.dwellings import actions_status as homes
from boso.casework.dwellings import registry
from boso.casework.dwellings.models import Dwelling
from boso.casework.dwellings.testing import SINCE, make_dwelling, make_keeper
from boso.casework.households.queries import visible as visible_households
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.tenancies import actions, due, policies, queries, queries_due, tasks
from boso.casework.tenancies.models import Ground, Tenancy
from boso.casework.tenancies.queries_due import KINDS, Due, Rules
from boso.core.tenure import lease
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role

pytestmark = pytest.mark.django_db
D = dt.timedelta
NOW = timezone.localdate()
TERMS = {"starts": SINCE, "ground": Ground.ORDINARY, "rent": Decimal(9000)}


def a_lease(actor=None, dwelling=None, household=None, **terms) -> Tenancy:
    return actions.open_tenancy(actor or SYSTEM, dwelling or make_dwelling(), household, {**TERMS, **terms})


def test_letting_a_dwelling_makes_it_let_and_its_keeper_sees_the_tenant():
    keeper, worker = make_keeper(), make_caseworker("housing")
    household, dwelling = make_household("housing"), make_dwelling()
    assert not visible_households(keeper).exists()
    made = actions.open_tenancy(worker, dwelling, household, TERMS)
    assert (dwelling.status, dwelling.status_since, dwelling.empty_since) == ("let", SINCE, None)
    assert visible_households(keeper).get() == household
    assert queries.one(keeper, made.pk) == made and queries.of_household(keeper, household).get() == made
    assert queries.current([dwelling.pk], NOW) == {dwelling.pk: made}
    assert queries.leased([dwelling.pk]) == registry.leased([dwelling.pk]) == {dwelling.pk}
    with pytest.raises(NotNow, match="has a lease"):
        homes.change_status(keeper, dwelling, "vacate", NOW)


def test_the_clock_sees_every_lease_whoever_lives_there():
    assert policies.may_see_tenancy(SYSTEM, a_lease(household=make_household("housing")))


def test_a_lease_of_another_municipality_does_not_exist():
    assert policies.may_see_tenancy(make_caseworker("housing", organisation="gjovik"), a_lease()) == policies.NOT_HERE


def test_two_leases_never_have_one_dwelling():
    dwelling = make_dwelling()
    first = a_lease(dwelling=dwelling)
    with pytest.raises(NotNow, match="nobody has ended it"):
        a_lease(dwelling=dwelling)
    actions.end_tenancy(SYSTEM, first, SINCE + D(20), "died")
    with pytest.raises(NotNow, match="until"):
        a_lease(dwelling=dwelling, starts=SINCE + D(10))
    second = a_lease(dwelling=dwelling, starts=SINCE + D(20))
    assert queries.current([dwelling.pk], SINCE + D(20)) == {dwelling.pk: second}
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.register_many(SYSTEM, dwelling.organisation_id, [{"dwelling_id": dwelling.pk, "starts": NOW}])
    sold = make_dwelling(status="being_sold")
    with pytest.raises(NotNow, match="being sold"):
        a_lease(dwelling=sold)
    elsewhere = make_household(organisation="ovingsvik")
    with pytest.raises(NotNow, match="another organisation"):
        a_lease(household=elsewhere)


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"ends": SINCE + D(365)}, "at least 3 years"),
        ({"ends": SINCE - D(1)}, "before the first"),
        ({"ground": Ground.SPECIAL_11_1}, "told in writing"),
        ({"deposit_agreed": Decimal(54_001)}, "at most 6 months"),
        ({"deposit_agreed": Decimal(30_000), "guarantee": Decimal(30_000)}, "at most 6 months"),
    ],
)
def test_what_the_law_does_not_allow_is_refused_with_its_reason(terms, words):
    with pytest.raises(NotNow, match=words):
        a_lease(**terms)
    assert not Tenancy.objects.exists()


def test_what_the_law_allows_is_written_down():
    a_lease(ends=lease.shortest_end(SINCE, 3), deposit_agreed=Decimal(54_000))
    a_lease(ends=SINCE + D(30), ground=Ground.SPECIAL_11_1, informed_in_writing=True)
    a_lease(rent=None, deposit_agreed=Decimal(99_000))


def over(days: int, **fields) -> Tenancy:
    """A lease whose term was over so many days ago."""
    dwelling = make_dwelling()
    row = {"dwelling_id": dwelling.pk, "starts": NOW - D(2000), "ends": NOW - D(days), "rent": 9000, **fields}
    homes.moved_in(SYSTEM, dwelling, NOW - D(2000))
    return actions.register_many(SYSTEM, dwelling.organisation_id, [row])[0]


def test_a_request_to_move_counts_only_in_the_three_months_after_the_term():
    keeper = make_keeper()
    running, fresh, late = over(-10), over(10), over(100)
    for tenancy, words in ((running, "lasts until"), (late, "now has no end"), (a_lease(), "Give notice")):
        with pytest.raises(NotNow, match=words):
            actions.request_move_out(keeper, tenancy, NOW)
    with pytest.raises(NotNow, match="not come"):
        actions.request_move_out(keeper, fresh, NOW + D(1))
    assert actions.request_move_out(keeper, fresh, NOW).move_out_requested_on == NOW
    assert actions.make_without_end(keeper, late).ends is None


def test_notice_puts_the_dwelling_under_notice_until_it_is_taken_back_or_over():
    keeper, dwelling = make_keeper(), make_dwelling()
    tenancy = a_lease(dwelling=dwelling)

    def stands() -> str:
        return Dwelling.objects.get(pk=dwelling.pk).status

    actions.give_notice(keeper, tenancy, NOW - D(5), "tenant")
    assert stands() == "under_notice"
    actions.give_notice(keeper, tenancy, NOW - D(4), "landlord")
    actions.take_back_notice(keeper, tenancy)
    assert stands() == "let"
    actions.take_back_notice(keeper, tenancy)
    with pytest.raises(NotNow, match="later day"):
        actions.end_tenancy(keeper, tenancy, SINCE, "bought")
    actions.end_tenancy(keeper, tenancy, NOW + D(30), "bought")
    assert stands() == "under_notice"
    other = a_lease()
    actions.give_notice(keeper, other, NOW, "tenant")
    actions.end_tenancy(keeper, other, NOW + D(60), "bought")
    for act in (actions.take_back_notice, actions.make_without_end):
        with pytest.raises(NotNow, match="has ended"):
            act(keeper, tenancy)
    assert actions.follow(SYSTEM, NOW) == 0
    assert actions.follow(SYSTEM, NOW + D(31)) == 1
    assert stands() == "maintenance"
    assert tasks.follow_leases.func() == 0


def test_a_lease_that_begins_later_makes_the_dwelling_let_on_its_day():
    dwelling = make_dwelling()
    a_lease(dwelling=dwelling, starts=NOW + D(5))
    assert dwelling.status == "assigned"
    Tenancy.objects.update(starts=NOW - D(1))
    assert actions.follow(SYSTEM, NOW) == 1
    assert Dwelling.objects.get(pk=dwelling.pk).status == "let"


def test_a_household_stays_on_a_new_lease():
    keeper = make_keeper()
    old = over(20)
    actions.give_notice(keeper, old, NOW - D(3), "landlord")
    with pytest.raises(NotNow, match="after the old"):
        actions.renew(keeper, old, {**TERMS, "starts": old.starts})
    new = actions.renew(keeper, old, {**TERMS, "starts": NOW - D(19), "ends": NOW + D(3000)})
    old.refresh_from_db()
    assert (new.renews, old.ended_on, old.end_reason) == (old, NOW - D(19), "renewed")
    assert Dwelling.objects.get(pk=new.dwelling_id).status == "let"
    assert actions.follow(SYSTEM, NOW) == 0


def test_terms_are_corrected_within_the_law():
    keeper, dwelling = make_keeper(), make_dwelling()
    tenancy = a_lease(dwelling=dwelling)
    assert actions.change_terms(keeper, tenancy, {"rent": Decimal(9500)}).rent == 9500
    moved = actions.change_terms(keeper, tenancy, {"starts": SINCE - D(10)})
    assert Dwelling.objects.get(pk=dwelling.pk).status_since == moved.starts
    with pytest.raises(NotNow, match="at most"):
        actions.change_terms(keeper, tenancy, {"deposit_agreed": Decimal(99_000)})
    with pytest.raises(NotNow, match="at most"):
        actions.record_deposit(keeper, tenancy, {"guarantee": Decimal(99_000)})
    paid = {"deposit_paid": Decimal(1), "deposit_paid_on": NOW}
    assert actions.record_deposit(keeper, tenancy, paid).deposit_paid == 1


def test_every_lease_stands_under_what_must_be_done_with_it():
    keeper, rules = make_keeper(), Rules.on(NOW)
    first = lease.earliest_end_in_time(NOW, 3)
    leases = {
        Due.OVER: [over(1), over((NOW - first).days)],
        Due.WITHOUT_END: [over((NOW - first).days + 1)],
        Due.ASKED: [over(40, move_out_requested_on=NOW - D(2))],
        Due.SOON: [over(0), over(-150)],
        Due.DEPOSIT: [over(-900, deposit_agreed=100)],
    }
    over(-900, deposit_agreed=100, deposit_paid=60, guarantee=40)
    ended = over(30)
    Tenancy.objects.filter(pk=ended.pk).update(ended_on=NOW - D(3), end_reason="expired")
    sums = queries_due.sums(keeper, rules)
    for kind in KINDS:
        assert set(queries_due.rows(keeper, kind, rules)) == set(leases[kind]), kind
        assert sums[kind].count == len(leases[kind])
    assert sums[Due.OVER].earliest == first
    items = {item.key: item for item in due.leases(keeper, NOW)}
    assert items["leases-over"].due == NOW and items["leases-over"].group == "law"
    assert set(items) == {"leases-over", "leases-asked", "leases-soon", "leases-deposit"}
    make_dwelling(status_since=NOW - D(200))
    assert [item.key for item in due.empty(keeper, NOW)] == ["dwellings-empty"]
    other = make_keeper("ovingsvik")
    assert not list(due.leases(other, NOW)) and not list(due.empty(other, NOW))
    assert not list(due.leases(make_caseworker(), NOW)) and not list(due.empty(NOBODY, NOW))
    assert queries_due.empty_by_reason(keeper) == [("ready", "", 1)]
    assert queries_due.keeps_leases(keeper) and not queries_due.keeps_leases(NOBODY)


def test_only_who_sees_the_household_sees_whose_lease_it_is():
    household, dwelling = make_household("nav"), make_dwelling()
    stranger = make_caseworker("refugee")
    assert policies.may_see_tenancy(SYSTEM, Tenancy(organisation_id=dwelling.organisation_id))
    tenancy = a_lease(dwelling=dwelling, household=household)
    nav, planner = make_caseworker("nav"), make_caseworker("nav", role=Role.PLANNER)
    assert queries.visible(nav).get() == tenancy and not queries.visible(stranger).exists()
    assert queries.visible(SYSTEM).get() == queries.of_organisations(SYSTEM).get()
    assert queries.of_organisations(stranger).get() == tenancy, "that it is let, all casework sees"
    assert not queries.of_organisations(planner).exists() and not policies.may_open_leases(planner)
    for actor in (stranger, planner, make_keeper("ovingsvik"), NOBODY):
        with pytest.raises(Refused) as refused:
            queries.one(actor, tenancy.pk)
        assert refused.value.decision.hidden
    with pytest.raises(Refused):
        actions.make_without_end(stranger, tenancy)
    follower = make_caseworker("nav", role=Role.FOLLOW_UP)
    assert policies.may_see_tenancy(follower, tenancy) and not policies.may_keep_tenancy(follower, tenancy)
    assert not policies.may_open_tenancy(follower, dwelling.organisation_id, household)
    assert not policies.may_open_tenancy(stranger, dwelling.organisation_id, household)
    assert not policies.may_open_tenancy(NOBODY, dwelling.organisation_id, None)
    assert not policies.may_open_some(NOBODY) and not policies.may_open_some(follower)
    assert not policies.may_bring_in(follower, dwelling.organisation_id)
    assert not policies.may_bring_in(NOBODY, dwelling.organisation_id)
    assert queries.household_named(nav, "h-1") == household and queries.household_named(nav, "x") is None
    assert queries.household_named(stranger, household.reference) is None
    assert queries.dwellings_named(nav, dwelling.reference).get() == dwelling
    assert (
        queries.dwelling_asked_for(nav, "x") is None and queries.dwelling_asked_for(nav, str(dwelling.pk)) == dwelling
    )
    assert queries.of_dwelling(nav, dwelling, 3) == [tenancy]


def test_leases_are_asked_for_by_kind_ground_and_words():
    keeper, one, two = make_keeper(), a_lease(), over(10)
    ask = queries.asked_for
    assert set(ask(keeper, queries.Wish())) == {one, two}
    assert ask(keeper, queries.Wish(show="ended")).count() == 0 and ask(keeper, queries.Wish(show="all")).count() == 2
    assert ask(keeper, queries.Wish(), queries_due.of_kind(Due.OVER, Rules.on(NOW))).get() == two
    assert ask(keeper, queries.Wish(ground="special_11_1")).count() == 0
    assert ask(keeper, queries.Wish(text=one.reference)).get() == one
    assert ask(keeper, queries.Wish(text=two.dwelling.title)).get() == two
    assert queries.counted(ask(keeper, queries.Wish())) == 2
