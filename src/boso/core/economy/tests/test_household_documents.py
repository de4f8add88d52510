"""A household's document: read or refused by place, and answered with what is not known by name."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from boso.core.economy.checking import BadDocument
from boso.core.economy.documents import document
from boso.core.economy.reading import read
from boso.core.economy.tests.economy_schema import ECONOMY

SINGLE = {
    "format": "boso-household/1",
    "date": "2023-06-01",
    "municipality": "3405",
    "persons": [{"role": "applicant", "age": 38, "sex": "f", "income_year": 237240, "group": "ordinary"}],
    "housing": {"kind": "rent", "cost_year": 96000},
    "wealth": 0,
    "debts": [],
}
LOAN = {"rate_year": 4.5, "years": 30, "price": 2_400_000, "own_funds": 400_000, "stress_rate_year": 7.5}
BUYER = {
    **SINGLE,
    "date": "2024-03-01",
    "municipality_group": None,
    "persons": [{"role": "applicant", "age": 38, "income_year": 500_000, "net_month": 31_000, "sex": None}],
    "housing": {"kind": "cooperative", "cost_year": 180_000, "running_month": 3_500, "adapted": False},
    "debts": [{"name": "student loan", "month": 1_500}],
    "living_month": 12_000,
    "buffer_month": 1_000,
    "cars": {"petrol": 1},
    "loan": LOAN,
}


INSTRUMENTS = {
    "bank": {"most": 200_000, "rate_year": 5.4, "years": 25},
    "stated": {"long_term_problem": True, "saving_used": False, "dwelling_suitable_and_reasonable": None},
    "grounds": ["barn_eller_sosial_helse"],
    "term_met": ["lasting_low_income", "fits_for_long", "renting_is_no_way", "shorter_is_unsound"],
    "municipal_tenant": True,
    "tenure": "cooperative",
    "costs": 20_000,
    "counted_year": 60_000,
    "rent": {"month": 9_000, "deposit": 27_000},
    "grant_most": 300_000,
    "guarantee": True,
    "risk": {"loss_percent_year": 0.3, "price_fall_percent": 20},
    "horizon_years": 5,
    "step": 100_000,
}


def fits(answer: dict) -> dict:
    """The answer, which is as docs/formats.md says."""
    jsonschema_rs.validate(ECONOMY, json.loads(json.dumps(answer)))
    return answer


def answered(**changes):
    return fits(document(read({**SINGLE, **changes})))


def test_the_example_of_the_format():
    answer = answered()
    told = answer["bostotte"]
    assert (answer["format"], told["month"], told["exact"], told["regime"]) == (
        "boso-economy/1",
        1729.0,
        1728.82,
        "stepwise",
    )
    assert [step["step"] for step in told["steps"]][-1] == "paid"
    assert told["marks"] == ["derived", "read"]
    assert told["most_income_year"] > 237_240
    assert told["another_1000_of_rent"] == 0
    assert answer["ability"]["not_known"][0] == {
        "area": "",
        "key": "persons[1].net_month",
        "why": "nobody has said it",
    }
    assert "loan" not in answer
    json.dumps(answer)


def test_the_household_that_the_documentation_shows():
    text = (Path(__file__).parents[5] / "docs" / "formats.md").read_text(encoding="utf-8")
    household = text[text.index('{"format":"boso-household/1"') :]
    answer = fits(document(read(json.loads(household[: household.index("```")]))))
    chosen = answer["mixes"][answer["combination"]["chosen"]]
    shown = text[text.index('{"format":"boso-economy/1"') :]
    for key, value in chosen.items():
        if key not in {"cost", "instruments"}:
            assert f'"{key}":{json.dumps(value)}' in shown
    assert json.dumps(chosen["cost"], separators=(",", ":")) in shown


def test_a_month_that_is_not_known_names_what_is_missing():
    told = answered(date="2025-03-01")["bostotte"]["not_known"]
    assert [row["key"] for row in told] == ["own_share.first_limit.ordinary", "own_share.second_limit.ordinary"]
    assert told[0]["area"] == "bostotte"
    spring = answered(date="2022-03-01")["bostotte"]
    assert spring["month"] > 0
    assert spring["most_income_year"] is spring["another_1000_of_income"] is None


def test_the_group_of_municipality_can_be_said():
    assert "not_known" in answered(municipality="3030")["bostotte"]
    dear = answered(municipality="3030", municipality_group=3, housing={"kind": "rent", "cost_year": 200_000})
    assert dear["bostotte"]["steps"][0]["from"]["municipality"] == 11_319


def test_a_loan_is_held_against_the_ability_to_pay():
    answer = fits(document(read(BUYER)))
    assert answer["ability"]["for_loans_month"] == 13_000
    assert answer["ability"]["living_from"] == "seen"
    assert answer["ability"]["floor_month"] == 7_850
    loan = answer["loan"]
    assert (loan["principal"], loan["month"], loan["month_at_first"]) == (2_000_000, 10_133.71, 10_133.71)
    assert loan["effective_rate_year"] == 4.59
    assert loan["borne"] == {"rate_year": 4.5, "max": 2_565_695.07, "left_month": 2_866.29}
    assert loan["stress"]["left_month"] < 0
    assert loan["against"] == []


def test_a_long_serial_loan_with_a_start_without_instalments():
    loan = {
        **LOAN,
        "years": 40,
        "interest_only_years": 5,
        "serial": True,
        "fee": 2000,
        "term_fee": 50,
        "stress_rate_year": None,
    }
    told = document(read({**BUYER, "loan": loan}))["loan"]
    assert told["month_at_first"] == 7_550
    assert told["month"] == 12_311.9
    assert told["stress"] is None
    assert {row["against"] for row in told["against"]} == {"condition_not_met"}


def test_the_mixes_of_all_instruments():
    answer = fits(document(read({**BUYER, "instruments": INSTRUMENTS})))
    mixes, told = answer["mixes"], answer["combination"]
    chosen = mixes[told["chosen"]]
    assert chosen["borne"]
    assert chosen["way"] == "buying"
    assert chosen["own"] + chosen["bank"] + chosen["startlan"] + chosen["grant"] == 2_420_000
    assert told["best"]["buying"]["household"] == told["chosen"]
    assert set(told["best"]) == {"buying", "renting"}
    assert told["boundary"]["rate"]["spans"][0]["to"] >= 7.5
    assert len(told["boundary"]["picture"]) == 16
    assert [row["key"] for row in told["depends"]] == ["startlan.dwelling_suitable_and_reasonable"]
    waived = next(row for row in told["conditions"] if row["condition"] == "saving_used")
    assert (waived["standing"], waived["waived_on"]) == ("waived", "barn_eller_sosial_helse")
    assert {mix["way"] for mix in mixes} == {"buying", "renting"}


def test_a_rent_alone_has_mixes_and_no_loan():
    answer = answered(
        persons=[{**SINGLE["persons"][0], "net_month": 19_000}],
        instruments={"rent": {"month": 7_000}},
        living_month=9_000,
    )
    assert "loan" not in answer
    assert [mix["way"] for mix in answer["mixes"]] == ["renting"]
    assert answer["mixes"][0]["bostotte_month"] > 0
    assert answer["combination"]["boundary"]["rate"] is None
    assert answered(instruments={})["mixes"] == []


def test_a_loan_without_known_ability_nor_rules():
    told = answered(date="2019-03-01", loan={**LOAN, "price": 100_000, "terms_a_year": 4})["loan"]
    assert (told["principal"], told["effective_rate_year"], told["borne"], told["stress"]) == (0, None, None, None)
    assert told["against"][0]["against"] == "not_known"
    answer = answered(date="2019-03-01", loan=LOAN, instruments={"grounds": []})
    assert (answer["mixes"], list(answer["combination"])) == ([], ["not_known"])
    assert answered(loan={**LOAN, "price": 0})["mixes"] == []


def test_the_reference_budget_item_by_item():
    persons = [{"role": "applicant", "age": 38, "sex": "m", "net_month": 30_000, "income_year": 400_000}]
    told = answered(date="2025-06-01", persons=persons)["ability"]
    assert told["living_from"] == "reference_budget"
    assert {"cost": "food", "person": 1, "month": 4_780.0} in told["budget"]
    assert told["floor_month"] is None
    assert told["floor_not_known"][0]["key"] == "rate.single"
    assert told["used"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"colour": "red"}, "colour: is not a key here"),
        ({"format": "boso-household/9"}, "format: must be one of boso-household/1"),
        ({"date": "1.6.2023"}, "date: must be a day"),
        ({"date": 5}, "date: must be a day"),
        ({"municipality": 3405}, "municipality: must be a text"),
        ({"municipality_group": 5}, "municipality_group: must be a whole number from 1 to 4"),
        ({"municipality_group": True}, "municipality_group: must be a whole number"),
        ({"persons": {}}, "persons: must be a list"),
        ({"persons": []}, "persons: there must be one applicant"),
        ({"persons": ["me"]}, r"persons\[1\]: must be an object"),
        ({"persons": [{"age": 3}]}, r"persons\[1\].role: is lacking"),
        ({"persons": [{"role": "boss", "age": 3}]}, r"persons\[1\].role: must be one of applicant"),
        ({"persons": [{"role": "applicant", "age": "38"}]}, r"persons\[1\].age: must be a number from 0 to 100"),
        ({"persons": [{"role": "applicant", "age": True}]}, r"persons\[1\].age: must be a number"),
        ({"persons": [{"role": "applicant", "age": 38, "student": 1}]}, "student: must be true or false"),
        ({"housing": []}, "housing: must be an object"),
        ({"housing": {"kind": "rent", "cost_year": -1}}, "housing.cost_year: must be a number from 0"),
        ({"housing": {"kind": "rent", "cost_year": 0.001}}, "cost_year: must be an amount with two decimals"),
        ({"wealth": float("inf")}, "wealth: must be a number"),
        ({"debts": [{"name": "x"}]}, r"debts\[1\].month: is lacking"),
        ({"loan": {**LOAN, "years": 0}}, "loan.years: must be a whole number from 1"),
        ({"loan": {**LOAN, "interest_only_years": 30}}, "loan.interest_only_years: must be less"),
        ({"loan": {**LOAN, "fee": 2_000_000}}, "loan.fee: must be less"),
        ({"instruments": {"gift": 1}}, "instruments.gift: is not a key here"),
        ({"instruments": {"grounds": ["vennskap"]}}, "instruments.grounds: must be a list of barn_eller_sosial_helse"),
        ({"instruments": {"term_met": "all"}}, "instruments.term_met: must be a list of lasting_low_income"),
        ({"instruments": {"stated": {"rich": True}}}, "instruments.stated.rich: is not a key here"),
        ({"instruments": {"bank": {"most": 5}}}, "instruments.bank: a loan has rate_year and years"),
        ({"instruments": {"bank": {"most": -5}}}, "instruments.bank.most: must be a number from 0"),
        ({"instruments": {"works_value": 5}}, "instruments.works_value: must be no more than instruments.works"),
        ({"instruments": {"risk": {"loss_percent_year": 1}}}, "instruments.risk.price_fall_percent: is lacking"),
        ({"loan": {**LOAN, "rate_year": 4.12345}}, "loan.rate_year: must be a rate with three decimals"),
        ({"instruments": {"step": 5}}, "instruments.step: must be a number from 1000"),
        ({"instruments": {"grounds": ["x"]}, "date": "2019-01-01"}, "must be a list of barn_eller_sosial_helse"),
        ({"instruments": {"rent": {}}, "date": "no day"}, "instruments.rent.month: is lacking"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(changes, told):
    with pytest.raises(BadDocument, match=told):
        answered(**changes)


def test_every_fault_is_told_at_once():
    with pytest.raises(BadDocument) as caught:
        read({"format": "boso-household/1", "x": 1, "housing": {"kind": "tent", "cost_year": 1}})
    assert caught.value.faults == (
        "x: is not a key here",
        "date: is lacking",
        "municipality: is lacking",
        "persons: is lacking",
        "wealth: is lacking",
        "debts: is lacking",
        "housing.kind: must be one of rent, cooperative, own",
    )
    with pytest.raises(BadDocument, match="the document: must be an object"):
        read([])
