"""`boso afford`: one document or plain text; refused in one line."""

from __future__ import annotations

import json

import pytest

from boso.config.commands import run

ASKED = {
    "format": "boso-household/1",
    "date": "2023-06-01",
    "municipality": "3405",
    "persons": [{"role": "applicant", "age": 38, "sex": "f", "income_year": 237240, "net_month": 16000}],
    "housing": {"kind": "rent", "cost_year": 96000},
    "wealth": 0,
    "debts": [],
    "living_month": 5000,
}
LOAN = {"rate_year": 4.5, "years": 50, "price": 900000, "own_funds": 0, "stress_rate_year": 6.25}


@pytest.fixture
def told(tmp_path, capsys):
    """What the command prints about a file with this content, its status before it."""

    def told(content: str, *words: str) -> tuple[int, str, str]:
        file = tmp_path / "household.json"
        file.write_text(content, encoding="utf-8")
        status = run(["afford", str(file), *words])
        said = capsys.readouterr()
        return status, said.out, said.err

    return told


def test_one_document_and_nothing_else(told):
    status, out, _err = told(json.dumps(ASKED), "--json")
    answer = json.loads(out)
    assert (status, answer["format"], answer["bostotte"]["month"]) == (0, "boso-economy/1", 1729)


def test_plain_text_shows_the_steps_and_what_follows(told):
    _status, out, _err = told(json.dumps({**ASKED, "loan": LOAN}))
    assert "Bostøtte: 1 729 kr a month (stepwise; marks: derived, read)" in out
    assert "1 000 kr more a month: of income -" in out
    assert "raised to them" in out
    assert "Loan: 900 000 kr costs" in out
    assert "By 6.25 percent" in out
    assert "Against it: condition_not_met fits_for_long" in out


def test_plain_text_names_what_is_not_known(told):
    persons = [{"role": "applicant", "age": 38}]
    _status, out, _err = told(json.dumps({**ASKED, "date": "2025-06-01", "persons": persons}))
    assert "not known: persons[1].income_year: nobody has said it" in out
    assert "not known: persons[1].net_month" in out
    _status, out, _err = told(json.dumps({**ASKED, "date": "2022-03-01"}))
    assert "nothing is paid" not in out
    _status, out, _err = told(json.dumps({**ASKED, "date": "2025-06-01", "loan": {**LOAN, "stress_rate_year": None}}))
    assert "Not held against the state's guidance rates" in out


def test_plain_text_shows_the_mixes_the_boundary_and_the_reasons(told):
    said = {
        "bank": {"most": 0},
        "stated": {"long_term_problem": True, "saving_used": True},
        "rent": {"month": 3_000},
        "counted_year": 30_000,
    }
    persons = [{**ASKED["persons"][0], "net_month": 20_000}]
    asked = {**ASKED, "persons": persons, "loan": {**LOAN, "years": 30}, "instruments": said}
    _status, out, _err = told(json.dumps(asked))
    assert "lawful mixes can be paid" in out
    assert "  *            0           0     900 000" in out
    assert "It works from 0 to " in out
    assert "kr net a month and on (today 20 000)." in out
    assert "  + startlan: used (900 000): of_age, bank_refused" in out
    assert "  - long_term: condition_not_met: lasting_low_income" in out
    assert "The startlån hangs on startlan.dwelling_suitable_and_reasonable: nobody has said it" in out
    assert "not known: local.grant_most: nobody has said it" in out
    _status, out, _err = told(json.dumps({**asked, "date": "2019-06-01"}))
    assert "Combination\n  not known:" in out
    _status, out, _err = told(json.dumps({**ASKED, "instruments": {}}))
    assert "Combination: 0 of 0 lawful mixes can be paid" in out


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (json.dumps({**ASKED, "colour": 1}), "colour: is not a key here"),
        ("{", "is not JSON"),
    ],
)
def test_what_is_wrong_is_one_line(told, content, why):
    status, out, err = told(content)
    assert (status, out) == (1, "")
    assert why in err
    assert err.count("\n") == 1


def test_a_file_that_is_not_there(capsys):
    assert run(["afford", "/nowhere/household.json"]) == 1
    assert "cannot be read" in capsys.readouterr().err
