"""Registering and changing homes: what is kept, what is refused, who may."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.dwellings import actions, actions_keeping, actions_status, policies, queries, queries_stock, states
from boso.casework.dwellings.keys import keys_of, typed
from boso.casework.dwellings.models import Binding, BindingKind, Building, Dwelling, EmptyStep, Site, StatusPeriod
from boso.casework.dwellings.testing import SINCE, make_dwelling, make_keeper
from boso.core.values.periods import Period
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()  # noqa: DTZ011 - any day will do
FULL = {"street": "Prøvegata", "number": 4, "municipality_number": "9901", "gnr": 4, "bnr": 21, "unit_number": "H0301"}


def test_many_are_registered_with_their_history_and_share_their_building():
    place = make_organisation("provedal")
    rows = [
        {
            "street": "Prøvegata", "number": 4, "unit_number": f"H010{n}", "building_fields": {"has_lift": True},
            "periods": [("let", SINCE, ""), ("maintenance", SINCE + dt.timedelta(30), "damage"),
                        ("ready", SINCE + dt.timedelta(40), "")],
            "steps": [{"kind": "repair", "starts": SINCE + dt.timedelta(30)}],
            "bindings": [{"kind": "letting_grant", "starts": SINCE}],
        }
        for n in (1, 2)
    ]  # fmt: skip
    made = actions.register_many(SYSTEM, place.pk, rows)
    again = actions.register_many(SYSTEM, place.pk, [{**rows[0], "unit_number": "H0103"}])
    assert {one.building_id for one in [*made, *again]} == {Building.objects.get().pk}
    assert (made[0].status, made[0].empty_since) == ("ready", SINCE + dt.timedelta(30))
    periods = queries_stock.periods_of(SYSTEM, made[0])
    assert [(one.status, one.ends) for one in periods][-1] == ("ready", None)
    assert EmptyStep.objects.count() == Binding.objects.count() == 3
    with pytest.raises(Refused):
        actions.register_many(NOBODY, place.pk, [])


def test_one_dwelling_is_registered_by_the_housing_manager_and_found_again():
    keeper = make_keeper()
    place = keeper.seats[0].organisation_id
    made = actions_keeping.register(keeper, place, {**FULL, "status": "ready", "status_since": SINCE})
    assert (made.title, made.matrikkel, made.empty_since) == ("Prøvegata 4, H0301", "9901-4/21", SINCE)
    assert made.building == Building.objects.get()
    for text in ("prøvegata 4", "provegata h0301", "4/21", "9901-4/21/0/0", made.reference, "PROVEGATA"):
        assert queries.visible(keeper).filter(queries.found_by(text)).get() == made, text
    for text in ("prøvegata 14", "prøvegata 40", "4/2", "21/4", "B-99999"):
        assert not queries.visible(keeper).filter(queries.found_by(text)).exists(), text
    let = actions_keeping.register(keeper, place, {"street": "Gata", "status": "let"})
    assert let.empty_since is None and let.building is None
    with pytest.raises(NotNow, match="not come"):
        actions_keeping.register(keeper, place, {"street": "X", "status_since": TODAY + dt.timedelta(1)})


def test_two_dwellings_cannot_be_the_same_one():
    keeper = make_keeper()
    place = keeper.seats[0].organisation_id
    first = actions_keeping.register(keeper, place, {**FULL, "fdv_id": "7", "kobo_id": "k"})
    for clash in ({**FULL}, {"street": "Gata", "fdv_id": "7"}, {"street": "Gata", "kobo_id": "k"}):
        with pytest.raises(NotNow, match="already has"):
            actions_keeping.register(keeper, place, clash)
    room = actions_keeping.register(keeper, place, {**FULL, "extra_reference": "Room 2"})
    with pytest.raises(NotNow, match="already has"):
        actions_keeping.change(keeper, room, {"extra_reference": ""})
    changed = actions_keeping.change(keeper, first, {"number": 6, "rooms": 3, "status": "let"})
    assert (changed.rooms, changed.status, changed.building.number) == (3, "ready", 6)
    assert queries.visible(keeper).filter(queries.found_by("provegata 6")).get() == first


def test_homes_of_others_do_not_exist_and_only_the_keeper_writes():
    dwelling = make_dwelling()
    other = make_keeper("ovingsvik")
    with pytest.raises(Refused) as refused:
        queries.one(other, dwelling.pk)
    assert refused.value.decision.hidden
    planner = make_keeper(role=Role.PLANNER)
    assert queries.one(planner, dwelling.pk) == dwelling
    for act in (
        lambda: actions_keeping.change(planner, dwelling, {"rooms": 4}),
        lambda: actions_keeping.register(planner, dwelling.organisation_id, {"street": "X"}),
        lambda: actions_keeping.bind(planner, dwelling, {}),
        lambda: actions_keeping.keep_site(planner, Site(organisation_id=dwelling.organisation_id), {"name": "x"}),
        lambda: actions_keeping.change_building(planner, dwelling.building, {}),
        lambda: actions_status.change_status(planner, dwelling, "reserve", TODAY),
    ):
        with pytest.raises(Refused):
            act()
    assert not policies.may_see(NOBODY, dwelling.organisation_id)
    assert not policies.may_open_stock(NOBODY) and not policies.may_keep_some(NOBODY)
    assert not policies.may_keep_some(planner) and policies.may_open_stock(planner)
    assert not policies.may_keep(other, dwelling.organisation_id)
    assert not policies.may_allocate(other, dwelling) and policies.may_allocate(SYSTEM, dwelling)
    leader = make_keeper(role=Role.PROGRAMME_LEADER)
    assert not queries.visible(leader).exists()
    for find in (queries.building, queries.site, queries.step, queries.binding, queries.code_entry):
        with pytest.raises(Refused):
            find(other, 1)


def test_bindings_are_on_a_dwelling_or_its_building_and_can_be_struck_out():
    keeper, dwelling = make_keeper(), make_dwelling()
    fields = {"kind": BindingKind.LETTING_GRANT, "starts": SINCE}
    one = actions_keeping.bind(keeper, dwelling, fields)
    whole = actions_keeping.bind(keeper, dwelling, fields, whole_building=True)
    neighbour = make_dwelling(number=dwelling.number, unit_number="H0102")
    assert queries_stock.bindings_of(keeper, neighbour) == [whole]
    assert len(queries_stock.bindings_of(keeper, dwelling)) == 2
    assert actions_keeping.change_binding(keeper, one, {"terms": "20 years"}).terms == "20 years"
    actions_keeping.remove_binding(keeper, one)
    assert queries_stock.bindings_of(keeper, dwelling) == [whole]
    homeless = make_dwelling(number=None, building_fields=None)
    assert queries_stock.bindings_of(keeper, homeless) == []
    with pytest.raises(NotNow, match="no building"):
        actions_keeping.bind(keeper, homeless, fields, whole_building=True)


def test_sites_have_names_of_their_own():
    keeper = make_keeper()
    place = keeper.seats[0].organisation_id
    site = actions_keeping.keep_site(keeper, Site(organisation_id=place), {"name": "Meieriet"})
    assert actions_keeping.keep_site(keeper, site, {"name": "Meieriet", "dwellings_to": 8}).dwellings_to == 8
    assert str(queries.site(keeper, site.pk)) == "Meieriet"
    with pytest.raises(NotNow, match="already a site"):
        actions_keeping.keep_site(keeper, Site(organisation_id=place), {"name": "Meieriet"})


def test_a_dwelling_goes_from_ready_to_let_and_round():
    keeper, dwelling = make_keeper(), make_dwelling()
    day = SINCE
    for name in ("reserve", "release", "assign", "let", "notice", "vacate", "make_ready", "mend", "sell", "remove"):
        if name == "sell":
            actions_status.change_status(keeper, dwelling, "take_out", day, reason="Fukt")
        day += dt.timedelta(days=3)
        actions_status.change_status(
            keeper, dwelling, name, day, reason="Solgt", empty_reason="damage" * (name == "mend")
        )
        assert dwelling.status == states.DWELLING.transition(name).target
    assert dwelling.removed_at and not dwelling.is_empty and dwelling.empty_since is None
    assert not queries.visible(keeper).exists() and queries.one(keeper, dwelling.pk) == dwelling
    with pytest.raises(Refused, match="removed"):
        actions_keeping.change(keeper, dwelling, {})
    with pytest.raises(NotNow, match="removed"):
        actions_status.moved_in(keeper, dwelling, day)
    actions_status.change_status(keeper, dwelling, "restore", day)
    assert (dwelling.status, dwelling.removed_at, dwelling.empty_since) == (
        "unavailable",
        None,
        SINCE + dt.timedelta(18),
    )
    kinds = [step.kind for step in queries_stock.steps_of(keeper, dwelling)]
    assert kinds[:2] == ["ready", "notice"] or "notice" in kinds


def test_a_change_of_status_needs_a_day_that_has_come_and_follows_the_last():
    keeper, dwelling = make_keeper(), make_dwelling()
    for day, words in ((TODAY + dt.timedelta(1), "not come"), (SINCE - dt.timedelta(1), "last change")):
        with pytest.raises(NotNow, match=words):
            actions_status.change_status(keeper, dwelling, "reserve", day)
    with pytest.raises(NotNow, match="Say why"):
        actions_status.change_status(keeper, dwelling, "take_out", SINCE)
    with pytest.raises(NotNow, match="changed since"):
        actions_status.change_status(keeper, dwelling, "notice", SINCE)


def test_several_changes_on_one_day_leave_one_and_going_back_joins_again():
    keeper, dwelling = make_keeper(), make_dwelling()
    for name in ("reserve", "assign", "release"):
        actions_status.change_status(keeper, dwelling, name, TODAY)
    assert [(one.status, one.starts) for one in StatusPeriod.objects.all()] == [("ready", SINCE)]
    assert dwelling.status_since == SINCE


def test_steps_follow_each_other_and_are_promised():
    keeper, dwelling = make_keeper(), make_dwelling(status="let")
    with pytest.raises(NotNow, match="Somebody lives"):
        actions_status.begin_step(keeper, dwelling, "repair", TODAY, {})
    actions_status.moved_out(keeper, dwelling, SINCE + dt.timedelta(10))
    first = EmptyStep.objects.get()
    assert (first.kind, first.starts) == ("inspection", SINCE + dt.timedelta(10))
    step = actions_status.begin_step(
        keeper, dwelling, "repair", SINCE + dt.timedelta(15), {"planned_end": TODAY, "responsible": "Eiendom"}
    )
    first.refresh_from_db()
    assert first.ends == step.starts and queries.step(keeper, step.pk) == step
    fields = {"planned_end": None, "responsible": "", "note": "Bad"}
    assert actions_status.change_step(keeper, step, fields).note == "Bad"
    for day, words in ((SINCE, "before began"), (TODAY + dt.timedelta(1), "not come")):
        with pytest.raises(NotNow, match=words):
            actions_status.begin_step(keeper, dwelling, "cleaning", day, {})
    actions_status.change_status(keeper, dwelling, "make_ready", TODAY)
    actions_status.change_status(keeper, dwelling, "mend", TODAY, empty_reason="damage")
    actions_status.moved_in(keeper, dwelling, TODAY)
    assert not EmptyStep.objects.filter(ends__isnull=True).exists()


def test_the_stock_on_a_day_counts_leases_of_group_homes_as_kostra_does():
    place = make_organisation("provedal")
    make_dwelling(rooms=1, adaptations=",wheelchair,")
    make_dwelling(rooms=1, status="let")
    make_dwelling(rooms=None, status="maintenance", disposal="LEID", empty_reason="damage")
    joint = {"is_group_home": True, "leases": "joint"}
    for n in (1, 2, 3):
        make_dwelling(
            number=900, unit_number=f"H010{n}", rooms=1, building_fields=joint, status="let" if n == 2 else "ready"
        )
    each = {"is_group_home": True, "leases": "each"}
    for n in (1, 2):
        make_dwelling(number=901, unit_number=f"H010{n}", rooms=1, building_fields=each)
    make_dwelling(rooms=5, periods=[("let", SINCE, ""), ("being_sold", TODAY, "")])
    found = queries_stock.stock(make_keeper(), place.pk)
    assert (found.total, found.let, found.empty, found.wheelchair) == (7, 2, 5, 1)
    assert found.rooms() == [1, 3, 5, None] and found.count(rooms=1, is_let=True) == 1
    assert found.reasons()["damage"] == 1
    earlier = queries_stock.stock(make_keeper(), on=SINCE)
    assert earlier.let == 3 and queries_stock.stock(SYSTEM, on=SINCE - dt.timedelta(1)).total == 0
    with pytest.raises(Refused):
        queries_stock.stock(make_keeper("ovingsvik"), place.pk)
    assert queries_stock.neighbours(make_keeper(), Building.objects.get(number=901)).count() == 2


def test_days_empty_of_a_dwelling_are_told_by_reason_and_step():
    dwelling = make_dwelling(
        periods=[
            ("let", SINCE, ""),
            ("maintenance", SINCE + dt.timedelta(10), "damage"),
            ("ready", SINCE + dt.timedelta(20), ""),
        ],
        steps=[{"kind": "repair", "starts": SINCE + dt.timedelta(12), "ends": SINCE + dt.timedelta(20)}],
    )
    window = Period(SINCE, SINCE + dt.timedelta(25))
    found = queries_stock.emptiness(
        queries_stock.periods_of(SYSTEM, dwelling), queries_stock.steps_of(SYSTEM, dwelling), window
    )
    assert found.days == 15
    assert dict(found.by_reason) == {"damage": 10, "": 5} and dict(found.by_step) == {"repair": 8, "": 7}


@given(st.text(max_size=40))
def test_any_search_can_be_asked(text):
    assert all(isinstance(word, str) and word for word in typed(text))
    list(Dwelling.objects.filter(queries.found_by(text)))


@given(street=st.text(min_size=1, max_size=30), number=st.integers(1, 99999), letter=st.sampled_from(["", "B"]))
def test_keys_fit_and_norwegian_letters_come_last(street, number, letter):
    found = keys_of({"street": street, "number": number, "letter": letter})
    assert len(found["address_key"]) <= 160 and len(found["found_by"]) <= 400
    assert found["found_by"].startswith(" ") and found["found_by"].endswith(" ")
    keys = [keys_of({"street": one})["address_key"] for one in ("Zetaveien", "Ærveien", "Øyveien", "Åsveien")]
    assert keys == sorted(keys)


def test_a_step_under_way_goes_on_when_the_status_comes_back_to_it():
    keeper, day = make_keeper(), f"{TODAY - dt.timedelta(2):%Y-%m-%d}"
    place = keeper.seats[0].organisation_id
    ready = actions_keeping.register(keeper, place, {"street": "Gata", "status_since": dt.date.fromisoformat(day)})
    for name in ("reserve", "release"):
        actions_status.change_status(keeper, ready, name, TODAY)
    assert [step.kind for step in queries_stock.steps_of(keeper, ready)] == ["ready"]
    let = make_dwelling(status="let")
    actions_status.moved_out(keeper, let, TODAY - dt.timedelta(3))
    actions_status.change_status(keeper, let, "take_out", TODAY - dt.timedelta(2), reason="Fukt")
    actions_status.change_status(keeper, let, "mend", TODAY)
    assert [step.kind for step in queries_stock.steps_of(keeper, let)] == ["inspection"]
    assert str(StatusPeriod.objects.first()) and str(let)
