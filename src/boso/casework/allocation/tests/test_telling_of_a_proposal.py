"""Reasons, classes, chains and what-ifs in words; all from the frozen document, without a database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils.translation import override

from boso.casework.allocation import case, declaring, facts, pictures, showing, telling, wording
from boso.casework.allocation.facts import HomeRow
from boso.casework.allocation.models import Run
from boso.casework.allocation.showing import Told
from boso.casework.needs.queries import NeedRow
from boso.core.matching import rules
from boso.core.matching.explaining import Because, NotServed
from boso.core.matching.homes import Home, Need
from boso.core.matching.misses import Effect
from boso.core.matching.rules import Reason

ON = dt.date(2026, 11, 23)
STANDARD = declaring.standard(ON)


@pytest.fixture(autouse=True)
def bokmal():
    with override("nb"):
        yield


def a_document(households, dwellings, moves=1, **declared):
    """A frozen run: households as (id, need, lives_in, tenant), in order; dwellings as (id, home, vacant)."""
    marks = {"ground": "other", "unit": 1, "children": 0, "adults": 1, "waited": 3}
    return {
        "format": case.FORMAT,
        "on": ON.isoformat(),
        "terms": {"max_moves": moves, "seed": "s"},
        "declared": {**STANDARD, **declared},
        "households": [
            {
                "id": name, "class": 1, "since": f"2024-01-{day:02}", "lives_in": home, "tenant": tenant,
                "need": case.need_as_data(need), "marks": marks,
            }
            for day, (name, need, home, tenant) in enumerate(households, start=1)
        ],
        "dwellings": [
            {"id": name, "vacant": vacant, "building": 1, "disposal": "owned", "home": case.home_as_data(home)}
            for name, home, vacant in dwellings
        ],
        "left_out": {},
    }  # fmt: skip


def told_of(document):
    return Told(None, Run(pk=7, on=ON), case.Case(document))


ONE, TWO, THREE = (Home(bedrooms=count, staffing="none") for count in (1, 2, 3))


def wants(count):
    return Need(bedrooms=count, staffing="none")


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Reason("adaptation", 1, 0), "Trenger trinnfri bolig."),
        (Reason("adaptation", 2, 0), "Trenger bolig for rullestol."),
        (Reason("floor", "lift", (3, False)), "3. etasje uten heis."),
        (Reason("floor", "ground", (3, True)), "3. etasje; de trenger bakkeplan."),
        (Reason("floor", "ground", (None, True)), "Etasjen er ikke oppgitt."),
        (Reason("staffing", 2, 0), "Trenger bemanning hele døgnet."),
        (Reason("staffing", 1, 0), "Trenger bemanning deler av døgnet."),
        (Reason("staff_to_spare", 0, 1), "Boligen har bemanning de ikke trenger."),
        (Reason("bedrooms", 3, 1), "Mangler 2 soverom."),
        (Reason("bedrooms", 3, None), "Antall soverom i boligen er ikke oppgitt."),
        (Reason("bedrooms_to_spare", 2, 3), "1 soverom for mye."),
        (Reason("area_m2", 50, 40), "Mangler 10 m²."),
        (Reason("area_m2", 50, None), "Arealet er ikke oppgitt."),
        (Reason("group", "other", frozenset({"refugee"})), "Boligen er ment for andre."),
        (Reason("away", frozenset({"Nord"}), "Nord"), "Ligger der de ikke må bo."),
        (Reason("away", frozenset({"Nord"}), ""), "Området er ikke oppgitt."),
        (Reason("district", frozenset({"Nord", "Sør"}), "Øst"), "Ligger i Øst, ikke i Nord, Sør."),
        (Reason("district", frozenset({"Nord"}), ""), "Området er ikke oppgitt."),
        (Reason("rent", 900_000, 950_000), "Husleien er 500 kr i måneden mer enn de kan bære."),
        (Reason("rent", 900_000, None), "Husleien er ikke oppgitt."),
        (Reason("surroundings", True, False), "Trenger bolig uten nære naboer."),
        (Reason("neighbours"), "Går ikke sammen med noen som bor der og blir boende."),
    ],
)
def test_each_reason_is_a_sentence(why, words):
    assert wording.reason(why) == words


def test_what_is_as_it_should_be_is_told_rule_by_rule():
    every = {key: {**numbers, "on": True} for key, numbers in STANDARD["rules"].items()}
    need = Need(
        bedrooms=1, area_m2=30, adaptation="wheelchair", floor="lift", districts=frozenset({"Nord"}), staffing="part",
        away=frozenset({"Sør"}), sheltered=True, group="refugee", rent_ceiling=1_000_000,
    )  # fmt: skip
    home = Home(
        bedrooms=1, area_m2=40, floor=3, lift=True, adaptations=frozenset({"wheelchair", "sheltered"}),
        district="Nord", staffing="part", groups=frozenset({"refugee"}), rent=900_000,
    )  # fmt: skip
    told = told_of(a_document([("1", need, None, None)], [("5", home, True)], rules=every))
    words = list(showing.reasons_met(told, 0, 0))
    assert words == [
        "Tilpasset rullestol", "Heis til etasjen", "Bemanning: deler av døgnet", "1 soverom, 1 trengs",
        "40 m², 30 trengs", "Ment for slike husstander", "I Nord, unna der de ikke må bo", "I Nord, slik de trenger",
        "Husleie 9\u00a0000 kr; de kan bære 10\u00a0000 kr", "Uten nære naboer",
    ]  # fmt: skip
    assert showing.why_before(told, 0)[1] == "Har ventet 3 dager"
    ground = told_of(
        a_document(
            [("1", Need(floor="ground", adaptation="step_free"), None, None)],
            [("5", Home(floor=1, adaptations=frozenset({"step_free"})), True)],
            waiting=False,
        )
    )
    assert list(showing.reasons_met(ground, 0, 0)) == ["Trinnfri", "Bakkeplan"]
    ground.case.households[0]["since"] = None
    assert len(showing.why_before(ground, 0)) == 1


def test_a_long_chain_is_drawn_in_rows_and_one_who_must_be_asked_says_so():
    homes = [("100", Home(bedrooms=9, staffing="none"), True)]
    people = []
    for number in range(5):
        homes.append((f"20{number}", Home(bedrooms=8 - number, staffing="none"), False))
        people.append((f"1{number}", wants(9 - number), f"20{number}", "may" if number else "wants"))
    people.append(("50", wants(4), None, None))
    every = {**STANDARD["rules"], "bedrooms_to_spare": {"on": True, "more": 0}}
    told = told_of(a_document(people, homes, moves=None, rules=every))
    (steps,) = told.chains()
    assert len(steps) == 6
    chart = pictures.chain(steps, telling.chain(steps), "c")
    assert chart.svg.count("<path") == chart.phone.count("<path") == 5
    assert "må si ja først" in chart.svg
    assert len(chart.rows) == 6
    assert telling.chain(steps) == "B-100 gir 6 husstander nytt hjem"
    assert case.may_move_only(told.case, told.case.number["11"])


def test_tenants_who_change_homes_are_called_that():
    people = [("1", wants(1), "101", "wants"), ("2", wants(2), "100", "wants")]
    homes = [("100", ONE, False), ("101", TWO, False), ("102", THREE, True)]
    every = {**STANDARD["rules"], "bedrooms_to_spare": {"on": True, "more": 0}}
    told = told_of(a_document(people, homes, moves=None, rules=every))
    assert telling.chain(told.chains()[0]) == "2 leietakere bytter bolig med hverandre"


def test_a_no_is_answered_by_who_gets_the_home_and_who_gains_or_loses_by_it():
    told = told_of(a_document([("1", wants(1), None, None), ("2", wants(1), None, None)], [("100", ONE, True)]))
    answer = telling.declined(told, 0)
    assert (answer.sentence, answer.instead, answer.own, answer.added) == (
        "Boligen går til en annen. Like mange husstander får bolig som før.", 1, None, (1,)
    )  # fmt: skip
    alone = told_of(a_document([("1", wants(1), None, None)], [("100", ONE, True)]))
    assert telling.declined(alone, 0).sentence == "Boligen blir stående ledig. 1 husstand færre får bolig."
    every = {**STANDARD["rules"], "bedrooms_to_spare": {"on": True, "more": 0}}
    people = [("1", wants(2), "101", "wants"), ("2", wants(1), None, None)]
    chained = told_of(a_document(people, [("100", TWO, True), ("101", ONE, False)], rules=every))
    assert telling.declined(chained, 1).sentence.startswith("Ingen flytter inn der.")
    # The one who could use either home stands in the way of another by taking the only one that other can use.
    people = [("1", wants(1), "101", "wants"), ("2", wants(2), None, None)]
    freed = told_of(a_document(people, [("100", ONE, True), ("101", TWO, False)], moves=None))
    assert telling.declined(freed, 1).sentence.endswith("færre får bolig.")
    assert telling._balance(2) == "2 husstander til får bolig."


def test_what_a_rule_costs_is_told_in_one_sentence():
    def row(added, removed):
        return telling.RuleRow("x", "X", "", Effect(frozenset(added), frozenset(removed))).sentence

    assert row([], []) == "De samme husstandene får bolig."
    assert row([1, 2], []) == "2 husstander til får bolig."
    assert row([1], [2]) == "1 husstand til får bolig; 1 som får nå, får ikke."


@pytest.mark.parametrize(
    ("because", "words"),
    [
        (Because.TENANTS_STAY, "ingen leietaker flytter"),
        (Because.TOO_MANY_MOVES, "måtte ha flyttet"),
        (Because.NONE_IN_PLAY, "ikke er med i forslaget"),
        (Because.HELD, "De 3 boligene de kunne brukt"),
    ],
)
def test_why_somebody_who_could_use_a_home_gets_none(because, words):
    assert words in telling.because(NotServed("1", because), 3)


def test_a_tenant_who_only_may_move_does_not_go_to_a_home_that_fits_worse():
    people = [("1", wants(1), "101", "may"), ("2", wants(2), None, None)]
    poorer = Home(bedrooms=2, staffing="none")
    told = told_of(a_document(people, [("100", poorer, True), ("101", ONE, False)]))
    assert len(told.case.pairs.of(0)) == 0
    assert told.case.why_not(1).because if 1 not in told.served else told.served == {1}


def test_the_nearest_home_is_one_it_could_use_or_else_the_one_with_least_in_the_way():
    people = [("1", wants(1), None, None), ("2", wants(1), None, None), ("3", wants(7), None, None)]
    told = told_of(a_document(people, [("100", ONE, True)]))
    assert told.waiting() == [1, 2]
    assert told.waits(1).homes == 1
    assert told.waits(2).why == "Mangler 6 soverom."
    assert told.left_over == []
    spare = told_of(a_document(people[2:], [("100", Home(bedrooms=1, staffing="part"), True)]))
    assert (spare.over(0).rule, spare.over(0).count) == ("", 0)
    nothing = told_of(a_document(people[:1], []))
    assert nothing.waits(0).nearest is None
    assert nothing.waits(0).why == ""


def test_classes_and_bounds_in_words():
    def words(**asked):
        return wording.standing(
            declaring.StandingClass(**{"situations": (), "urgency": (), "children": False, **asked})
        )

    assert words() == "Trenger bolig"
    assert words(situations=("without_own", "at_risk"), children=True) == (
        "Uten egen bolig eller står i fare for å miste boligen, med barn"
    )
    assert words(urgency=("now",)) == "Trenger bolig, trenger den nå"
    assert wording.moves(0) == "ingen leietaker flytter"
    assert wording.moves(2) == "høyst 2 flyttinger i en kjede"
    assert wording.ground("refugee") == "Flyktning"
    assert wording.ground("nonsense") == "Ikke kjent"
    assert wording.left_out({"unsure": 1, "let": 2, "new_one": 3}).dwellings == [("utleid", 2), ("new_one", 3)]
    assert wording.sentence(Run(households=4, served=3)) == "3 av 4 husstander får bolig; 1 venter."


def test_what_the_rules_are_told_of_a_mapping_and_a_dwelling():
    blank = dict.fromkeys(NeedRow.__dataclass_fields__, "unknown")
    row = NeedRow(**{**blank, "bedrooms": 1, "rooms": 2, "area_m2": 40, "district": "Nord", "area": "away"})
    row = replace(row, rent_most=None)
    assert facts.need_of(row, ON) == Need(bedrooms=1, rooms=2, area_m2=40, away=frozenset({"Nord"}))
    assert facts.need_of(replace(row, rent_most=9_000), ON).rent_ceiling == 900_000
    bare = HomeRow(
        1, None, "ready", "", "owned", "H0301", 2, None, None, None, None, "", "", "", True, Decimal("9000.50")
    )
    assert facts.home_of(bare, ON) == Home(bedrooms=2, rooms=2, floor=3, rent=900_050)
    cellar = bare._replace(unit_number="U0101", is_group_home=False, rent=None)
    assert facts.home_of(cellar, ON) == Home(rooms=2)
    assert rules.AREA == "matching"
