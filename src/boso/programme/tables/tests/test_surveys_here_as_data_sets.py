"""Answers of a survey here as a data set, what comes later, weights, and what the acts refuse."""

from __future__ import annotations

import pytest
from django.urls import reverse

from boso.core.questionnaires.fingerprints import Fingerprint
from boso.core.surveys.answers import Absent, column
from boso.core.surveys.protected import Cannot
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.programme.surveys.microdata import Code, Microdata, Row
from boso.programme.surveys.microdata import Variable as Item
from boso.programme.tables import actions, opening, queries, taking
from boso.programme.tables.definitions import Definition
from boso.programme.tables.models import DataSet
from boso.programme.tables.testing import as_csv, raw_export
from boso.programme.tables.tests.conftest import FIELDS

MARKS = Fingerprint((("nb", "w"),), (("nb", "s"),), "f")

pytestmark = pytest.mark.slow


def item(name, kind, codes=(), heading=None):
    listed = tuple(Code(code, {"nb": code.title()}, absent) for code, absent in codes)
    return Item(name, kind, {"nb": name.title()}, heading or {}, "w", "s", MARKS, listed)


ITEMS = (
    item("grad", "select_one", [("helt uenig", None), ("helt enig", None), ("vi", Absent.DONT_KNOW)], {"nb": "Tabell"}),
    item("hva", "select_multiple", [("a", None), ("b", None)]),
    item("tall", "integer"), item("tekst", "text"), item("skala", "range", [("1", None), ("2", None), ("3", None)]),
)  # fmt: skip


def microdata(size, *, person=""):
    rows = tuple(
        Row(
            number, ("hamar", "moss")[number % 2], "leder" if number % 3 else "", "1.1",
            {
                "grad": Absent.DONT_KNOW if number % 7 == 0 else ("helt uenig", "helt enig")[number % 5 > 1],
                "hva": ("a",) if number % 2 else Absent.NOT_ANSWERED, "tall": float(number % 4), "tekst": "ord",
                "skala": str(1 + number % 3) if number % 2 else Absent.NOT_ASKED,
            },
            f"{person}{number}" if person else "",
        )
        for number in range(size)
    )  # fmt: skip
    return Microdata(
        "Spørsmål", "Høst", "confidential", 60, 60, FIELDS["asked_on"], True, {"hamar": "Hamar", "moss": "Moss"},
        {"leder": {"nb": "Ledere", "nn": "Leiarar", "en": "Leaders"}}, ITEMS, rows,
    )  # fmt: skip


def test_each_question_becomes_what_it_is():
    found = {each.name: each for each in taking.guesses(microdata(20, person="p"))}
    assert list(found) == ["municipality", "group", "grad", "hva__a", "hva__b", "tall", "skala", "person"]
    assert found["grad"].fields["scale"] == found["tall"].fields["scale"] == "ordinal"
    assert [each["code"] for each in found["grad"].fields["codes"]] == ["helt uenig", "helt enig"]
    assert found["grad"].values[0] == "=dont_know" and found["skala"].values[0] == "=not_asked"
    assert found["hva__a"].values[:2] == ["=not_answered", "1"] and found["hva__b"].values[1] == "0"
    assert found["group"].fields["codes"][0]["nn"] == "Leiarar" and found["tall"].values[:3] == ["0", "1", "2"]
    assert found["grad"].fields["fingerprint"] == {"wording": {"nb": "w"}, "scale": {"nb": "s"}, "filter": "f"}
    assert found["grad"].fields["bundle"] == "Tabell"
    assert "person" not in {each.name for each in taking.guesses(microdata(3))}


@pytest.fixture
def wave(monkeypatch, evaluator):
    """A survey's wave whose answers can be set."""
    from types import SimpleNamespace

    survey = SimpleNamespace(owner_id=1, participation=None, programme="report")
    told = SimpleNamespace(data=microdata(40))
    asked = SimpleNamespace(survey=survey, survey_id=7, closed_on=None, pk=9, state="open")
    monkeypatch.setattr(actions.surveys, "wave", lambda actor, pk: asked)
    monkeypatch.setattr(actions.surveys, "microdata", lambda actor, wave: told.data)
    return told


def test_a_wave_is_taken_anew_until_it_is_opened_and_then_takes_in_what_is_enough(wave, evaluator, leader, signed_in):
    client = signed_in(Role.EVALUATOR, "evaluator")
    told = client.get(reverse("tables:take", args=[9]))
    assert told.status_code == 200 and "best å vente" in told.content.decode()
    data_set = actions.take_wave(evaluator, 9)
    wave.data = microdata(50)
    assert actions.take_wave(evaluator, 9) == data_set
    assert queries.data_set_of_wave(evaluator, 9) == data_set
    actions.change_variable(evaluator, data_set.variables.get(name="grad"), {"nn": "Grad?"})
    actions.open_data_set(evaluator, data_set, ["municipality"])
    first = queries.asked(leader, data_set, Definition(("grad",)))
    for size in (50, 54):
        wave.data = microdata(size)
        with pytest.raises(NotNow, match="five"):
            actions.take_wave(evaluator, 9)
    wave.data = microdata(110)
    actions.take_wave(evaluator, 9)
    later = queries.asked(leader, data_set, Definition(("grad",)))
    assert (first.steps[0][1], later.steps[0][1]) == (50, 110) and first.digest != later.digest
    wave.data = microdata(200)
    rows = wave.data.rows
    wave.data = Microdata(*(
        tuple(rows[:1] * 200) if name == "rows" else getattr(wave.data, name) for name in Microdata.__slots__
    ))  # fmt: skip
    with pytest.raises(NotNow):
        actions.take_wave(evaluator, 9)
    for way in (client.get, client.post):
        assert way(reverse("tables:take", args=[9])).status_code == 302
    actions.withdraw(evaluator, data_set, "Slutt")
    with pytest.raises(NotNow):
        actions.take_wave(evaluator, 9)
    with pytest.raises(Refused):
        actions.take_wave(leader, 9)


def weighted(evaluator, key, weight):
    rows = raw_export(90)[2:]
    table = [["Rolle", "Plan", "Vekt"]] + [[row[3], row[7], weight(row[3], at)] for at, row in enumerate(rows[1:])]
    return actions.load_file(evaluator, {**FIELDS, "key": key}, "svar.csv", as_csv(table))[0]


def test_weights_that_follow_the_groups_count_and_others_are_refused(evaluator, leader):
    data_set = weighted(evaluator, "vektet", lambda role, _at: {"Leder": "2", "Politiker": "0,5"}.get(role, "1"))
    assert data_set.variables.get(name="vekt").purpose == "weight"
    rolle = data_set.variables.get(name="rolle")
    actions.change_variable(evaluator, rolle, {"codes": [{**code, "invited": 50} for code in rolle.codes]})
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, data_set, [])
    actions.open_data_set(evaluator, data_set, ["rolle"])
    plain = queries.asked(leader, data_set, Definition(("plan",), "rolle"))
    heavy = queries.asked(leader, data_set, Definition(("plan",), "rolle", weight="vekt"))
    assert [line.n for line in heavy.lines] == [line.n for line in plain.lines]
    assert heavy.total.effective < heavy.total.n
    assert heavy.total.cells[0].persons == plain.total.cells[0].persons
    assert heavy.tested is None or heavy.tested.way == "rao_scott"
    by_invited = queries.asked(leader, data_set, Definition(("plan",), weight="rolle"))
    assert by_invited.total.effective != by_invited.total.n
    data_set = weighted(evaluator, "skjev", lambda _role, at: str(at))
    with pytest.raises(NotNow, match="Vekt"):
        actions.open_data_set(evaluator, data_set, ["rolle"])


def test_a_question_that_decides_who_is_asked_is_judged_with_those(draft):
    _groups, asked = actions._parts(draft, ["rolle"])
    by_role, _asked = actions._parts(draft, ["rolle"])
    found = [[each.name for each in one.asked] for one in opening.families(asked, by_role)]
    assert ["har_dere_en_plan", "hva_synes_du_om_planen"] in found
    assert DataSet.objects.count() == 1


def test_a_question_made_of_another_is_judged_with_it():
    scale = column(("1", "2", "3", "4"), ["1", "2", "3", "4"] * 12)
    both = column(("low", "high"), ["low", "low", "high", "high"] * 12)
    other = column(("yes", "no"), (["yes", "no", "no"] * 16))
    asked = [opening.Asking("both", both), opening.Asking("scale", scale), opening.Asking("other", other)]
    found = opening.families(asked, {})
    assert [[each.name for each in one.asked] for one in found] == [["both", "scale"], ["other"]]
    assert [(link.by, link.codes, link.asked, link.name) for link in found[0].links] == [
        ("scale", ("1", "2"), "both", "low"), ("scale", ("3", "4"), "both", "high"),
    ]  # fmt: skip
    shown = opening.protected(asked, {}, 1)
    assert shown["both"][0] == 24 and shown["scale"][0] == 12


@pytest.mark.parametrize("fault", [Cannot("x"), ValueError("x")])
def test_what_cannot_be_shown_safely_is_not_opened(draft, evaluator, monkeypatch, fault):
    def raises(*_given):
        raise fault

    monkeypatch.setattr(opening, "protected", raises)
    with pytest.raises(NotNow):
        actions.open_data_set(evaluator, draft, ["rolle"])
    assert draft.state == "draft"


def test_printed_figures_do_not_take_the_name_of_answers(draft, bank, leader):
    fields = {"key": draft.key, "nb": "x", "asked_on": FIELDS["asked_on"], "source": "x"}
    with pytest.raises(NotNow):
        actions.load_published(bank, fields, [])
    with pytest.raises(Refused):
        actions.load_published(leader, {**fields, "key": "ny"}, [])
