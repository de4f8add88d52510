"""A package: made by one person, let out by another, safe beside what has left, and sealed."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from boso.casework.dwellings.testing import make_dwelling
from boso.casework.figures import actions, counting, making, policies, queries, showing
from boso.casework.figures.definitions import BY_NAME, DEFINITIONS
from boso.casework.figures.models import Package, SigningKey, State
from boso.casework.households.testing import make_household
from boso.casework.instruments import actions as instruments
from boso.casework.needs import actions as needs
from boso.casework.needs import actions_counts
from boso.casework.needs.actions import NewMapping
from boso.casework.stays import actions as stays
from boso.casework.stays.actions import NewStay
from boso.core.tabulation.tables import TOTAL
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.models import User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation, make_person
from boso.foundation.packages import envelope
from boso.foundation.packages.models import Received, TrustedKey

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = timezone.localdate()
SITUATIONS = ("without_own", "at_risk", "unsuitable")


def _actor(role, unit=None):
    return actor_of(make_person(role, "provedal", unit=unit), TODAY)


@pytest.fixture
def town(db):
    """Prøvedal with needs, stays and dwellings; some counts are small."""
    place = make_organisation("provedal", invented=True)
    households = [make_household("nav", opened_on=dt.date(2023, 1, 1)) for _number in range(24)]
    unit = households[0].engagements.get().unit_id
    sizes = itertools.cycle((0, 1, 1, 2, 1, 3, 1, 2, None))
    rows = [
        NewMapping(household, unit, dt.date(2024, 1, 1), {
            SITUATIONS[0 if number < 12 else 1 if number < 23 else 2]: "yes", "bedrooms": next(sizes),
            "main_ground": "refugee" if number % 3 else "psych", "urgency": "now", "adaptation": "none",
            "staffing": "none",
        })
        for number, household in enumerate(households)
    ]  # fmt: skip
    needs.register_many(SYSTEM, place.pk, rows)
    stays.register_many(
        SYSTEM, place.pk,
        [NewStay(household, unit, "hotel", TODAY - dt.timedelta(days=5 + 20 * n), children=(None, 0, 1)[n % 3])
         for n, household in enumerate(households[:7])],
    )  # fmt: skip
    for number in range(6):
        make_dwelling(rooms=(1, 2, 2, 3, 6, None)[number], status_since=dt.date(2024, 1, 1), disposal="owned",
                      adaptations= ",wheelchair," if number == 1 else "")  # fmt: skip
    instruments.reckon(SYSTEM, place.pk)
    return place


@pytest.fixture
def planner(town):
    return _actor(Role.PLANNER)


@pytest.fixture
def leader(town):
    return _actor(Role.PROGRAMME_LEADER)


def test_every_definition_counts_what_it_says(town):
    last = dt.date(TODAY.year - 1, 12, 31)
    count = actions_counts.open_count(SYSTEM, town.pk, TODAY.year - 1, 48)
    worker = _actor(Role.CASEWORKER, "nav")
    codes = {"category": "rough", "age_group": "from_25", "sex": "man", "children": 1}
    actions_counts.register(worker, count, min(worker.units), codes, initials="KG", birth_year=1986)
    actions_counts.freeze(SYSTEM, count)
    for definition in DEFINITIONS:
        on = definition.usual_day(town.pk, TODAY)
        counted = definition.counted(town.pk, on)
        assert set(counted) == {table.name for table in definition.tables}
        asked = making.Asked(town, definition, on, "hide", 3)
        made = making.made(asked, counted)
        assert made.count
        assert all(table.sums[place] > 3 or table.sums[place] == 0 or place in made.hidden[table.name]
                   for table in made.tables for place in table.places())  # fmt: skip
    assert sum(BY_NAME["needs"].counted(town.pk, TODAY)["situation_by_size"].values()) == 24
    assert sum(BY_NAME["stays"].counted(town.pk, TODAY)["place_by_length"].values()) == 7
    stock = BY_NAME["kostra13_stock"].counted(town.pk, last)
    assert stock["rooms_by_use"]["5", "empty"] == 1
    assert stock["disposal_by_wheelchair"]["owned", "yes"] == 1
    assert sum(BY_NAME["bostotte"].counted(town.pk, TODAY)["verdict_by_acted"].values()) == 24
    with pytest.raises(NotNow):
        BY_NAME["bostotte"].counted(town.pk, last)
    gap = BY_NAME["gap"].counted(town.pk, TODAY)
    assert sum(gap["size_by_outcome"].values()) == sum(gap["size_by_home"].values()) == 13
    assert counting.last_count(town.pk + 1000, TODAY) == TODAY
    assert counting.new_years_eve(0, dt.date(2026, 12, 31)) == dt.date(2026, 12, 31)
    with pytest.raises(NotNow, match="fryst"):
        BY_NAME["homeless"].counted(town.pk, TODAY)


def test_one_makes_it_and_another_lets_it_leave(town, planner, leader):
    package = actions.make(planner, town, "needs", TODAY)
    assert package.state == State.MADE
    assert str(package) == package.reference
    with pytest.raises(Refused, match="Programlederen"):
        actions.let_out(_actor(Role.DECISION_MAKER, "nav"), package)
    User.objects.get(pk=planner.user_id).memberships.create(
        organisation=town, role=Role.PROGRAMME_LEADER, starts=dt.date(2020, 1, 1)
    )
    both = actor_of(User.objects.get(pk=planner.user_id), TODAY)
    with pytest.raises(Refused, match="Du laget"):
        actions.let_out(both, package)
    with pytest.raises(Refused):
        actions.let_out(SYSTEM, package)
    actions.let_out(leader, package)
    package.refresh_from_db()
    key = SigningKey.objects.get()
    assert str(key) == key.public == TrustedKey.objects.get().public
    assert (package.number, package.state, package.left_by_id) == (1, State.LEFT, leader.user_id)
    assert envelope.is_whole(package.document)
    assert envelope.is_signed(package.document, key.public)
    received = Received.objects.get()
    assert received.document == package.document
    with pytest.raises(NotNow):
        actions.let_out(leader, package)
    with pytest.raises(NotNow):
        actions.set_aside(leader, package)


def test_what_leaves_holds_no_small_count_no_rate_of_one_and_not_why_it_is_hidden(town, planner):
    document = actions.make(planner, town, "needs", TODAY).document
    hidden = [cell for cell in making.cells(document) if "mark" in cell]
    assert hidden
    assert all(set(cell) == {"table", "codes", "at", "mark"} for cell in hidden)
    shown = [cell for cell in making.cells(document) if "mark" not in cell]
    assert all(cell["count"] == 0 or cell["count"] > 3 for cell in shown)
    assert all(0 <= cell["share"] <= 100 for cell in shown)
    assert document["tables"][0]["label"] == {"nb": "Situasjon og størrelse", "nn": "Situasjon og storleik",
                                              "en": "Situation and size"}  # fmt: skip


def test_figures_of_the_same_and_other_days_are_safe_beside_each_other(town, planner, leader):
    first = actions.let_out(leader, actions.make(planner, town, "stays", TODAY))
    waiting = actions.make(planner, town, "stays", TODAY)
    assert queries.before_it(waiting) == [first]
    assert queries.before_it(first) == []
    # What the first has hidden stays hidden in the second: nothing has changed between them.
    hidden = making.hidden_of(first)
    assert all(set(places) <= set(making.hidden_of(waiting)[name]) for name, places in hidden.items())
    third = actions.make(planner, town, "stays", TODAY)
    actions.let_out(leader, waiting)
    with pytest.raises(NotNow, match="på nytt"):
        actions.let_out(leader, third)
    with pytest.raises(NotNow, match="røper dem"):
        actions.make(planner, town, "stays", TODAY - dt.timedelta(days=5))
    with pytest.raises(NotNow, match="den andre måten"):
        actions.make(planner, town, "stays", TODAY, method="round")
    earlier = actions.make(planner, town, "stays", TODAY - dt.timedelta(days=60))
    assert earlier.after == 2
    assert queries.last_number(town.pk) == 2


def test_small_counts_that_have_left_already_stop_a_package(town, planner, leader, monkeypatch):
    package = actions.let_out(leader, actions.make(planner, town, "needs", TODAY - dt.timedelta(days=60)))
    Package.objects.filter(pk=package.pk).update(hidden={})
    with pytest.raises(NotNow, match="røper"):
        actions.make(planner, town, "needs", TODAY)


def test_rounded_figures_hide_nothing_and_hold_no_one_or_two(town, planner):
    package = actions.make(planner, town, "stays", TODAY, method="round")
    assert package.hidden == {}
    assert package.document["rule"] == {"method": "round", "base": 3}
    assert not {cell["count"] for cell in making.cells(package.document)} & {1, 2}
    assert showing.sentence(package).startswith("1 og 2 er rundet av")


REFUSED = (
    ("nothing", TODAY, {}, "ingen tall med det navnet"),
    ("needs", TODAY, {"threshold": 2}, "alltid skjult"),
    ("needs", TODAY, {"threshold": 5, "method": "round"}, "ingen grense"),
    ("needs", TODAY + dt.timedelta(days=1), {}, "ikke vært"),
    ("needs", dt.date(1999, 1, 1), {}, "så langt tilbake"),
    ("kostra13_stock", dt.date(2025, 11, 1), {}, "31. desember"),
)


def test_what_cannot_be_made_is_refused_with_the_reason(town, planner):
    for definition, on, more, words in REFUSED:
        with pytest.raises(NotNow, match=words):
            actions.make(planner, town, definition, on, **more)


def test_only_planners_and_decision_makers_make_and_strangers_see_nothing(town, planner):
    package = actions.make(planner, town, "needs", TODAY)
    with pytest.raises(Refused, match="fullmaktshavere"):
        actions.make(_actor(Role.CASEWORKER, "nav"), town, "needs", TODAY)
    stranger = actor_of(make_person(Role.PLANNER, "hamar"), TODAY)
    for act in (lambda: actions.make(stranger, town, "needs", TODAY), lambda: queries.one(stranger, package.pk),
                lambda: actions.let_out(stranger, package), lambda: actions.set_aside(stranger, package)):  # fmt: skip
        with pytest.raises(Refused):
            act()
    assert not policies.may_open_figures(actor_of(make_person(Role.EVALUATOR, "moreforsking"), TODAY))
    assert queries.behind(planner, package, "situation_by_size", (TOTAL, TOTAL)) is None
    actions.set_aside(planner, package)
    assert package.state == State.SET_ASIDE
    assert not queries.listed(planner).exists()


def browser(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id), backend="boso.foundation.access.backends.SeatedBackend")
    return client


def test_the_pages_say_what_leaves_and_why(town, planner, leader, django_assert_max_num_queries):
    maker, second = browser(planner), browser(leader)
    assert "Ingen pakke ennå" in second.get("/figures/").content.decode()
    assert "Lag en pakke" in maker.get("/figures/").content.decode()
    assert second.get("/figures/new/").status_code == 403
    assert maker.get("/figures/new/?definition=stays&threshold=4").status_code == 200
    told = {"organisation": town.pk, "definition": "needs", "on": "", "threshold": "", "method": "hide"}
    for word in ({"threshold": "2"}, {"threshold": "5", "method": "round"}):
        refused = maker.post("/figures/new/", {**told, **word})
        assert (refused.status_code, set(refused.context["form"].errors)) == (422, {"threshold"})
    made = maker.post("/figures/new/", told)
    package = Package.objects.get()
    assert made.headers["Location"] == f"/figures/{package.pk}/"
    assert "Du laget denne pakken" in maker.get(f"/figures/{package.pk}/").content.decode()
    assert "venter på at du slipper den ut" in second.get("/figures/").content.decode()
    assert "Tall venter på å gå ut" in second.get("/today/").content.decode()
    second.get(f"/figures/{package.pk}/")
    with django_assert_max_num_queries(12):
        page = second.get(f"/figures/{package.pk}/?threshold=5").content.decode()
    assert "Med tall til og med 5" in page
    assert len(page) < 100_000
    assert "til side" in second.get("/figures/?state=set_aside").content.decode()
    assert second.post(f"/figures/{package.pk}/let-out/").status_code == 302
    assert Received.objects.exists()
    page = second.get(f"/figures/{package.pk}/").content.decode()
    assert "Kontrollsum" in page
    document = second.get(f"/figures/{package.pk}/document.json")
    assert envelope.is_whole(document.json())
    listed = second.get(f"/imports/export/figures/?package={package.pk}&format=csv")
    assert b"situation_by_size" in b"".join(listed.streaming_content if listed.streaming else [listed.content])
    other = maker.post("/figures/new/", {**told, "definition": "stays", "method": "round"}).headers["Location"]
    assert "rundet av" in maker.get(other).content.decode()
    maker.post(f"{other}set-aside/")
    assert Package.objects.filter(state=State.SET_ASIDE).exists()


def test_a_count_leads_to_the_cases_for_those_who_may_see_them(town, planner, leader, django_assert_max_num_queries):
    package = actions.make(planner, town, "needs", TODAY)
    worker = browser(_actor(Role.CASEWORKER, "nav"))
    address = f"/figures/{package.pk}/cell/?table=situation_by_size"
    worker.get("/figures/")
    with django_assert_max_num_queries(14):
        page = worker.get(f"{address}&at=unsuitable&at=").content.decode()
    assert "Dette tallet blir i kommunen" in page
    assert "Lun Vadmel" in page
    page = worker.get(f"{address}&at=&at=").content.decode()
    assert "<b>24</b> står i det som går ut" in page
    other = browser(_actor(Role.CASEWORKER, "refugee")).get(f"{address}&at=&at=").content.decode()
    assert "24 husstander til er telt her" in other
    assert "Sakene bak et tall står hos" in browser(leader).get(f"{address}&at=&at=").content.decode()
    for wrong in ("&at=", "&at=nowhere&at=", ""):
        assert worker.get(f"{address}{wrong}").status_code == 404
    assert worker.get("/figures/999999/").status_code == 404
    for name, on, cell, register in (
        ("gap", TODAY, "table=size_by_outcome&at=&at=", f"date={TODAY}"),
        ("gap", TODAY, "table=size_by_outcome&at=4&at=met", f'/gap/?place={town.pk}&amp;date={TODAY}"'),
        (
            "gap",
            TODAY,
            "table=size_by_home&at=1&at=fits",
            f"/gap/cell/?place={town.pk}&amp;date={TODAY}&amp;size=1&amp;state=fits",
        ),
        ("gap", TODAY, "table=homes_by_size&at=1&at=free", "size=1&amp;show=homes"),
        ("kostra13_stock", dt.date(TODAY.year - 1, 12, 31), "table=rooms_by_use&at=&at=", 'href="/dwellings/"'),
    ):
        made = actions.make(planner, town, name, on)
        assert register in worker.get(f"/figures/{made.pk}/cell/?{cell}").content.decode()
    assert "Husstand" in worker.get(f"/figures/{package.pk}/").content.decode()


def test_why_a_count_is_hidden_is_said_in_words(town, planner):
    package = actions.make(planner, town, "needs", TODAY)
    told = [
        showing.why(package, {"small": small, "low": low, "high": high})
        for small, low, high in ((True, 1, 6), (True, 0, 6), (False, 1, None))
    ]
    assert "for det det er" in told[0][0]
    assert "fra 1 til 6" in told[0][1]
    assert "null" in told[1][0]
    assert "regne ut de små" in told[2][0]
    assert "hvor stort" in told[2][1]
    package.hidden = {}
    assert showing.sentence(package) == "Ingenting måtte skjules."


def test_what_leaves_has_the_shape_that_is_written_down(town, planner, leader):
    """`docs/formats.md` shows a document; a real one has the same keys everywhere, and the same sorts of values."""
    text = (Path(__file__).parents[5] / "docs/formats.md").read_text(encoding="utf-8")
    written = next(
        json.loads(block) for block in re.findall(r"```json\n(.*?)```", text, re.DOTALL) if envelope.FORMAT in block
    )
    package = actions.let_out(leader, actions.make(planner, town, "needs", TODAY))
    real = json.loads(json.dumps(package.document))
    assert _shape({**real, "tables": [], "municipality": None}) == _shape(
        {**written, "tables": [], "municipality": None}
    )
    assert set(real["municipality"]) == set(written["municipality"])
    (shown,) = written["tables"]
    kinds = {frozenset(cell) for cell in shown["cells"]}
    for table in real["tables"]:
        assert _shape({**table, "cells": [], "dimensions": []}) == _shape({**shown, "cells": [], "dimensions": []})
        for dimension in table["dimensions"]:
            assert _shape({**dimension, "codes": dimension["codes"][:1]}) == _shape(shown["dimensions"][0])
        assert {frozenset(cell) for cell in table["cells"]} <= kinds
        assert all(len(cell["at"]) == len(table["dimensions"]) for cell in table["cells"])


def _shape(value):
    if isinstance(value, dict):
        return {key: _shape(one) for key, one in value.items()}
    return [_shape(one) for one in value] if isinstance(value, list) else type(value).__name__
