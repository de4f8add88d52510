"""Assessments, the watch over bostøtte, the guideline and the finder: what is done, by whom, and what follows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.casework.households import actions_access
from boso.casework.households.panels import Case
from boso.casework.households.queries_case import case as case_of
from boso.casework.instruments import (
    actions,
    casing,
    due,
    exporting,
    facts,
    guiding,
    owning,
    panels,
    policies,
    queries,
    shutting,
    states,
    tasks,
    telling,
    watching,
)  # fmt: skip
from boso.casework.instruments.models import Assessment, Frozen, GuidelinePoint, Lack, Verdict, Watch, WatchState
from boso.casework.instruments.queries import Wish
from boso.casework.instruments.sealing import Entered
from boso.casework.instruments.tests.conftest import SAID, WAITS
from boso.core.economy.guideline import Stands
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.vault.actions import throw_away

pytestmark = pytest.mark.slow


def known(town, household):
    return facts.gather(town.worker, [household.pk])[household.pk]


def test_an_assessment_is_frozen_and_the_next_goes_before_it(town):
    household = town.household(children=2)
    assert facts.lacks(known(town, household)) == [Lack.INCOME, Lack.WEALTH]
    first = town.assess(household, 200_000, receives="no")
    second = town.assess(household, 210_000)
    first.refresh_from_db()
    assert first.holds_until == town.today and str(second) == second.reference == f"V-{second.pk}"
    again = known(town, household)
    assert again.assessment == second and facts.lacks(again) == [] and again.visiting == 1
    document = queries.frozen(queries.assessment(town.worker, first.pk))
    assert document["answer"]["ability"]["net_month"] == 15000.0 and document["lease"]["rent"] == "9000.00"
    assert document["entered"]["of_all"]["receives"] == "no" and len(document["persons"]) == 4
    assert [one.pk for one in queries.page(town.worker, household.pk).made] == [second.pk, first.pk]
    assert str(first.frozen) == first.reference and str(Watch.objects.get()).startswith("W-")
    with pytest.raises(Refused):
        queries.assessment(town.stranger, first.pk)
    with pytest.raises(NotNow, match="has been"):
        actions.assess(town.worker, household, Entered(), {}, on=town.today + dt.timedelta(days=1))


def test_nothing_is_assessed_where_one_does_not_work_or_the_case_is_erased(town):
    household = town.household()
    with pytest.raises(Refused):
        actions.assess(town.stranger, household, Entered(), {})
    household.closed_on = town.today
    assert not policies.may_assess(town.worker, household)
    household.closed_on = None
    throw_away([household.key_id])
    with pytest.raises(NotNow, match="erased"):
        actions.assess(town.worker, household, Entered(), {})
    assert facts.gather(town.worker, [household.pk]) == {}
    for actor in (town.worker, town.stranger):
        with pytest.raises(Refused):
            queries.page(actor, household.pk)
    assert queries.frozen(Assessment(household=household, frozen=Frozen(sealed="x" * 40))) is None


def test_the_watch_says_likely_uncertain_and_no_and_why(town):
    entitled, unsure, rich, dear = (town.household(name) for name in ("Rask Bekk", "Stø Stein", "Myk Mose", "Lys Lyng"))
    mapped = town.household("Kald Kulp", rent=None)
    town.map(mapped)
    town.assess(entitled, 150_000)
    town.assess(rich, 900_000)
    town.assess(dear, 150_000, wealth="")
    town.household("Uten Kart", rent=None)
    assert actions.reckon(town.worker, town.place.pk) == 5
    found = {row.household_id: row for row in Watch.objects.all()}
    assert found[entitled.pk].verdict == Verdict.LIKELY and found[entitled.pk].is_tenant
    assert (found[unsure.pk].verdict, found[unsure.pk].missing) == (Verdict.UNCERTAIN, ["income", "wealth"])
    assert found[rich.pk].verdict == Verdict.NO and found[dear.pk].missing == ["wealth"]
    assert (found[mapped.pk].missing, found[mapped.pk].is_tenant) == (["income", "wealth", "rent"], False)
    assert tasks.watch_bostotte.func() == 5
    Assessment.objects.filter(household=entitled).update(on=town.today - dt.timedelta(days=800))
    actions.follow(town.place.pk, [entitled.pk])
    found[entitled.pk].refresh_from_db()
    assert (found[entitled.pk].verdict, found[entitled.pk].missing) == (Verdict.UNCERTAIN, ["old"])


def test_a_month_whose_law_is_not_known_makes_everything_uncertain(town):
    household = town.household()
    town.assess(household, 150_000, heating_beside=True, adapted=True)
    one = known(town, household)
    past = dt.date(2025, 1, 15)
    found = watching.verdicts([one], past)
    assert found[0].verdict is Verdict.UNCERTAIN and Lack.LAW in found[0].missing
    long_ago = facts.gather(town.worker, [household.pk], dt.date(2015, 1, 1))
    assert watching.verdicts(list(long_ago.values()), past)[0].verdict is Verdict.UNCERTAIN
    assert watching.verdicts([], past) == []


def test_whoever_is_said_to_receive_it_is_not_asked_again_and_who_left_is_taken_off(town):
    household = town.household()
    town.assess(household, 150_000, receives="yes")
    assert Watch.objects.get().state == WatchState.RECEIVES
    other = town.household("Gul Gran", rent=None)
    town.map(other)
    actions.reckon(SYSTEM, town.place.pk)
    other.mappings.all().delete()
    actions.reckon(SYSTEM, town.place.pk)
    assert list(Watch.objects.values_list("household", flat=True)) == [household.pk]
    with pytest.raises(Refused):
        actions.reckon(town.planner, town.place.pk)


def test_a_household_of_the_watch_goes_from_hand_to_hand(town):
    household = town.household()
    town.assess(household, 150_000)
    row = queries.watch_of(town.worker, household)
    assert telling.state_words(row) == "Nobody has taken it"
    for name, state in (("take", "taken"), ("ask", "asked"), ("apply", "applied"), ("receive", "receives")):
        actions.move(town.worker, row, name)
        assert (row.state, row.worker_id) == (state, town.worker.user_id)
    actions.move(town.officer, row, "take")
    assert row.worker_id == town.officer.user_id
    actions.move(town.officer, row, "drop")
    assert row.worker_id is None
    actions.move(town.officer, row, "take")
    actions.move(town.officer, row, "refuse")
    assert "by Test loan_officer" in telling.state_words(queries.watch(town.worker, row.pk))
    with pytest.raises(NotNow):
        actions.move(town.worker, row, "ask")
    with pytest.raises(Refused):
        actions.move(town.stranger, row, "take")
    with pytest.raises(Refused):
        queries.watch(town.stranger, row.pk)
    actions.move(town.worker, row, "take")
    with pytest.raises(NotNow, match="Say why"):
        actions.move(town.worker, row, "dismiss", "no reason of ours")
    actions.move(town.worker, row, "dismiss", "student")
    assert telling.state_words(row).startswith("Not relevant: studies, and has no children")
    assert not queries.watched(town.worker, Wish()).exists()
    actions.move(town.worker, row, "take")
    assert row.because == ""
    row.state, row.worker = "receives", None
    assert telling.state_words(row).startswith("Receives bostøtte since")
    assert {one.name for one in states.WATCH.transitions} == {
        "take",
        "ask",
        "apply",
        "receive",
        "refuse",
        "drop",
        "dismiss",
    }


def test_the_list_is_narrowed_and_shows_nobody_that_is_not_seen(town):
    first, second = town.household("Rask Bekk"), town.household("Stø Stein")
    town.assess(first, 150_000)
    town.assess(second, 900_000)

    def listed(actor=town.worker, **wish):
        return {row.household_id for row in queries.watched(actor, Wish(**wish))}

    assert listed() == {first.pk} and listed(verdict="all") == {first.pk, second.pk}
    assert listed(verdict="no") == {second.pk} and listed(text="Stein", verdict="all") == {second.pk}
    assert listed(lives="tenant") == {first.pk} and listed(lives="other") == set()
    assert queries.counted(queries.watched(town.worker, Wish(verdict="all"))) == {"likely": 1, "no": 1}
    actions.move(town.worker, queries.watch_of(town.worker, first), "take")
    assert listed(state="mine") == {first.pk} and listed(state="open", verdict="all") == {second.pk}
    assert listed(town.stranger, verdict="all") == listed(town.planner, verdict="all") == set()
    rows = list(exporting.rows(town.worker, verdict="all"))
    assert [row["bostotte"] for row in rows] == ["likely", "no"] and rows[0]["with"].startswith("Test")
    assert rows[1]["with"] is None and not any("Rask" in str(value) for row in rows for value in row.values())
    actions_access.recuse(town.decides, first, town.worker.user_id, "family")
    assert listed(verdict="all", state="all") == {second.pk}


def test_what_is_taken_stands_on_today_until_it_is_applied_for(town):
    household = town.household()
    town.assess(household, 150_000)
    row = queries.watch_of(town.worker, household)
    assert list(due.taken(town.worker, town.today)) == [] == list(due.taken(NOBODY, town.today))
    for name, words in (("take", "You took it"), ("ask", "They were asked")):
        actions.move(town.worker, row, name)
        (item,) = due.taken(town.worker, town.today)
        assert str(item.why).startswith(words) and household.reference in str(item.title)
    actions.move(town.worker, row, "apply")
    assert list(due.taken(town.worker, town.today)) == []


def test_the_case_page_has_a_panel_with_bostotte_and_the_way_on(town):
    household = town.household()
    case: Case = case_of(town.worker, household.pk)
    assert panels.on_household(case).facts == ()
    town.assess(household, 150_000)
    piece = panels.on_household(case)
    assert piece.facts[0].value == "likely entitled, not applied" and piece.context["lacking"] == ""
    throw_away([household.key_id])
    assert panels.on_household(case_of(town.worker, household.pk)).context is None


def test_a_guideline_is_written_point_by_point_each_with_its_decision(town):
    day = dt.date(2026, 1, 1)
    first = actions.write_point(town.decides, town.place, "most_years", Decimal(30), "Sak 1", day)
    later = actions.write_point(
        town.decides, town.place, "most_years", Decimal(40), "Sak 2", day + dt.timedelta(days=30)
    )
    first.refresh_from_db()
    assert first.ends == later.starts and str(first).startswith("G-") and first.value == "30"
    assert queries.holding(town.place.pk, day)["most_years"] == first
    for key, value, decision, words in (
        ("nothing", 1, "Sak", "no such point"), ("most_years", "a", "Sak", "Write a number"),
        ("rate", Decimal(101), "Sak", "from 0 to 100"), ("no_arrears", "ja", "Sak", "cannot say that"),
        ("rate", Decimal(5), " ", "which decision"),
    ):  # fmt: skip
        with pytest.raises(NotNow, match=words):
            actions.write_point(town.decides, town.place, key, value, decision, day)
    with pytest.raises(NotNow, match="later one"):
        actions.write_point(town.decides, town.place, "most_years", Decimal(20), "Sak 3", day)
    with pytest.raises(NotNow, match="are not here"):
        guiding.kind_of("most_years", dt.date(2001, 1, 1))
    with pytest.raises(Refused):
        actions.write_point(town.planner, town.place, "rate", Decimal(5), "Sak", day)
    actions.end_point(town.decides, later, town.today)
    with pytest.raises(NotNow, match="ended already"):
        actions.end_point(town.decides, later, town.today)
    coming = actions.write_point(
        town.decides, town.place, "grounds", ("miste_bolig_refinansiering",), "Sak", town.today
    )
    actions.end_point(town.decides, coming, town.today)
    assert not GuidelinePoint.objects.filter(key="grounds").exists()
    with pytest.raises(Refused):
        queries.point(town.stranger.__class__(None, "", "nb", ()), later.pk)
    assert queries.points(NOBODY, town.place.pk) == [] and queries.point(town.planner, later.pk) == later


def test_points_stand_beside_the_states_rules_and_tell_how_many_they_shut_out(town):
    for number in range(5):
        town.assess(town.household(f"Nr{number}"), arrears="yes" if number < 2 else "no", residence_months=number * 10)
    town.assess(town.household("Kjøper"), price="3000000", own="100000", grounds=["barn_eller_sosial_helse"])
    day = town.today - dt.timedelta(days=1)
    told = {
        "no_arrears": True, "residence_months": Decimal(12), "most_kroner": Decimal(2_000_000), "rate": Decimal(5),
        "own_percent": Decimal(0), "margin": Decimal(1), "grounds": ("miste_bolig_refinansiering",),
        "deposit_guarantee": True, "loss_percent_year": Decimal("0.5"), "price_fall_percent": Decimal(20),
    }  # fmt: skip
    rows = {key: actions.write_point(town.decides, town.place, key, value, "Sak", day) for key, value in told.items()}
    beside = guiding.beside(rows.values(), town.today)
    stands = {row.key: beside[row.pk].stands for row in rows.values() if row.pk in beside}
    assert stands["no_arrears"] is Stands.STRICTER and stands["own_percent"] is Stands.SAME
    assert telling.stands(beside[rows["margin"].pk])[0] == "not allowed by the regulation"
    assert telling.stands(beside[rows["deposit_guarantee"].pk])[0] == "the municipality's own to set"
    assert "may lose the home" in telling.point_value("grounds", rows["grounds"].value)
    assert "children" in telling.state_value(beside[rows["grounds"].pk])
    assert telling.state_value(beside[rows["most_kroner"].pk]) == "nothing"
    assert guiding.beside(rows.values(), dt.date(2001, 1, 1)) == {}
    assert queries.shut_out(town.place.pk) is None and tasks.count_all_shut_out.func() == 6
    found, seen = queries.shut_out(town.place.pk), []
    shuts = shutting.shown(found)
    assert found.of == 6 and str(found).startswith("N-") and queries.with_guideline() == [town.place.pk]
    assert (shuts[rows["no_arrears"].pk].out, shuts[rows["no_arrears"].pk].unknown) == (2, 1)
    assert shuts[rows["residence_months"].pk].out == 2 and shuts[rows["most_kroner"].pk].out == 1
    assert shuts[rows["grounds"].pk].out == 1 and rows["rate"].pk not in shuts
    with pytest.raises(Refused):
        actions.count_shut_out(town.worker, town.place.pk, lambda *told: None)
    assert actions.count_shut_out(SYSTEM, town.place.pk, lambda *told: seen.append(told)) == 6 and seen == [(0, 6)]
    job = tasks.count_shut_out.get_result(actions.ask_to_count(town.planner, town.place))
    assert tasks.count_shut_out.func(*job.args) == 6
    with pytest.raises(Refused):
        actions.ask_to_count(NOBODY, town.place)
    hidden = shutting.shown(found, small_under=4)
    assert hidden[rows["no_arrears"].pk].out is None and hidden[rows["own_percent"].pk].out == 0
    local = guiding.local_of(rows)
    assert local.risk is not None and local.most_startlan == 2_000_000 and local.guarantee and local.most_years is None


def test_the_guideline_is_used_where_the_assessment_says_nothing(town):
    household = town.household()
    town.assess(household, 400_000, 31_000, **{**SAID, "rate": None, "stress_rate": None})
    day = town.today - dt.timedelta(days=1)
    actions.write_point(town.decides, town.place, "rate", Decimal("5.1"), "Sak", day)
    asked = casing.question(known(town, household), queries.holding(town.place.pk, town.today))
    assert asked.question.terms.rate == Decimal("5.1") and asked.question.renting.month == 9000
    nobody = facts.Known(household, facts.nobody(household), "9901", town.today, None, None, None, Entered())
    assert casing.answer(nobody, {}) is None and facts.economy(nobody) is None


def test_tenants_who_could_own_free_homes_for_those_who_wait(town):
    owner, poor = town.household("Rask Bekk"), town.household("Stø Stein")
    waiting = town.household("Kald Kulp", rent=None)
    town.map(waiting, **WAITS)
    town.map(owner, norm_area_m2=30)
    town.household("Ingen Tall")
    town.assess(owner, 500_000, 36_000, wishes_to_own="yes", living_month="15000", own="20000")
    town.assess(poor, 150_000, 15_000, living_month="15000")
    terms = owning.Terms(Decimal(30_000), 40, Decimal("4.9"), 30, Decimal(3000))
    told = list(facts.gather(town.officer, queries.tenants(town.officer, town.place.pk)).values())
    looked = owning.look(told, terms, town.today)
    assert [one.known.household for one in looked.could] == [owner] and looked.without == 1
    assert [one.known.household for one in looked.near] == [poor] and looked.near[0].short > 0
    assert looked.could[0].price == 1_200_000 and looked.could[0].rate > terms.rate
    assert owning.look(told, terms, town.today, wants_only=True).near == ()
    then = owning.follows(town.place.pk, [owner.pk], town.today)
    assert (then.freed, then.before, then.more, then.longest) == (1, 0, 1, 1)
    assert [who for who, _home in then.gets] == [waiting.pk]
    with pytest.raises(Refused):
        queries.tenants(town.worker, town.place.pk)
    rich = owning.look(told, owning.Terms(Decimal(100), 10, Decimal(5), 30, Decimal(0)), town.today)
    assert rich.could[0].loan == 0 and rich.could[0].rate == 20


def test_many_are_brought_in_by_boso_alone(town):
    row = actions.NewAssessment(town.household(), town.today, Entered({}, {"wealth": 1}))
    assert actions.register_many(SYSTEM, town.place.pk, [row]) == 1
    with pytest.raises(Refused):
        actions.register_many(town.worker, town.place.pk, [row])


def test_who_opens_what(town):
    assert policies.may_open_instruments(town.planner) and not policies.may_open_watch(town.planner)
    assert not policies.may_open_finder(town.worker) and not policies.may_open_finder(NOBODY)
    assert policies.may_open_finder(town.officer) and policies.may_find(SYSTEM, town.place.pk)
    assert not policies.may_guide(NOBODY, town.place.pk) and policies.may_see_cases(town.worker, town.place.pk)
    with pytest.raises(Refused):
        queries.place(town.worker, "999999")
    assert queries.place(town.worker, "")[0] == town.place == queries.place(SYSTEM, str(town.place.pk))[0]


def test_words_about_the_list_and_what_was_entered(town):
    assert telling.watch_sentence({}) == "Nobody on this list."
    assert telling.watch_sentence({"likely": 2, "uncertain": 1}).startswith("2 households are likely entitled")
    assert telling.month("likely", None) == "" and telling.month("uncertain", Decimal(900)) == "at most 900\u00a0kr"
    household = town.household()
    town.assess(
        household, rate="4.9", price="2000000", grounds=["barn_eller_sosial_helse"], adapted=True, tenure="own", odd=7
    )
    made = queries.page(town.worker, household.pk).made[0]
    document = queries.frozen(queries.assessment(town.worker, made.pk))
    document["entered"]["words"] = "Lønnsslipp"
    document["entered"]["persons"]["0"] = {"net_month": "1"}
    told = dict(telling.entered(document, known(town, household).card))
    assert told["Price of the home"] == "2\u00a0000\u00a0000" and told["Remark"] == "Lønnsslipp" and told["odd"] == "7"
    assert any(label.startswith("Somebody who has moved") for label in told)
    assert telling.where_to_enter(Lack.PERSONS, household).endswith("?tab=people")
    assert "area=bostotte" in telling.where_to_enter(Lack.LAW, household)
