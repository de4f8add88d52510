"""What a run is asked and what it answers, as documents and arrays: checked, refused by place, the same again."""

from __future__ import annotations

import io
import json
from random import Random
from typing import Any

import jsonschema_rs
import numpy as np
import pytest

from boso.core.matching import explaining
from boso.core.matching.answering import run
from boso.core.matching.arrays import read_arrays, write_arrays
from boso.core.matching.changes import declined, difference, without
from boso.core.matching.documents import document
from boso.core.matching.explaining import Because, not_served, why_here, why_not
from boso.core.matching.instance import BadInstance, Kind
from boso.core.matching.order import in_order, lot
from boso.core.matching.reading import as_document, read
from boso.core.matching.smallest import smallest
from boso.core.matching.tests.trying import drawn

TEXT = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}
NAMES = {"type": "array", "items": TEXT}


def closed(**properties: Any) -> dict[str, Any]:
    """An object with exactly these keys."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def rows_of(**properties: Any) -> dict[str, Any]:
    return {"type": "array", "items": closed(**properties)}


INSTANCE = closed(
    format={"const": "boso-instance/1"},
    classes={"type": "integer", "minimum": 1},
    max_moves={"type": ["integer", "null"], "minimum": 0},
    seed=TEXT,
    cycles={"type": "boolean"},
    households=rows_of(
        **{"id": TEXT, "class": COUNT, "since": {"type": ["string", "null"], "format": "date"}},
        lives_in={"type": ["string", "null"]},
        tenant={"enum": ["may", "wants", None]},
    ),
    dwellings=rows_of(id=TEXT, vacant={"type": "boolean"}),
    pairs=rows_of(household=TEXT, dwelling=TEXT, fit={"type": "integer", "minimum": 0, "maximum": 100}),
)
ALLOCATION = closed(
    format={"const": "boso-allocation/1"},
    assigned=rows_of(household=TEXT, dwelling=TEXT, chain={"type": "integer", "minimum": 1}),
    chains={
        "type": "array",
        "items": {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": r"^\S+ (\S+->)?\S+$"}},
    },
    not_housed=rows_of(
        household=TEXT,
        because={"enum": [one.value for one in Because]},
        dwellings=NAMES,
        holders=NAMES,
        closed={"type": ["integer", "null"], "minimum": 0},
    ),
    closed_sets=rows_of(dwellings=NAMES, holders=NAMES),
    served=COUNT,
    by_class={"type": "array", "items": COUNT},
    moves=COUNT,
    fit=COUNT,
    at_most=COUNT,
    gap=COUNT,
    proven={"type": "boolean"},
    proven_before={"type": ["string", "null"]},
    input_sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"},
    seconds={"type": "number", "minimum": 0},
)


def asked(**changes: Any) -> dict[str, Any]:
    """h1 can come in where h9 lives if h9 moves to the vacant d1; h2 comes after h1; nothing suits h3."""
    return {
        "format": "boso-instance/1",
        "classes": 2,
        "max_moves": 1,
        "seed": "2026-11",
        "households": [
            {"id": "h1", "class": 1, "since": "2024-05-01", "lives_in": None, "tenant": None},
            {"id": "h2", "class": 1, "since": "2024-06-01"},
            {"id": "h3", "class": 2},
            {"id": "h9", "lives_in": "d4", "tenant": "may"},
        ],
        "dwellings": [{"id": "d4", "vacant": False}, {"id": "d1", "vacant": True}, {"id": "d7", "vacant": False}],
        "pairs": [
            {"household": "h1", "dwelling": "d4", "fit": 70},
            {"household": "h2", "dwelling": "d4", "fit": 70},
            {"household": "h9", "dwelling": "d1", "fit": 7},
        ],
        **changes,
    }


def faults(document: Any) -> dict[str, Kind]:
    with pytest.raises(BadInstance) as refused:
        read(document)
    return {fault.place: fault.kind for fault in refused.value.faults}


def test_the_order_is_class_then_waiting_then_lot():
    rows = [
        {"id": "a", "class": 2, "since": "2020-01-01"},
        {"id": "b", "class": 1},
        {"id": "c", "class": 1, "since": "2024-01-02"},
        {"id": "d", "class": 1, "since": "2024-01-01"},
        {"id": "e", "class": 1},
    ]
    found = read(asked(households=rows, pairs=[], dwellings=[]))
    drawn_last = sorted(["b", "e"], key=lambda name: lot("2026-11", name))
    assert [found.columns.households[one] for one in in_order(found)] == ["d", "c", *drawn_last, "a"]


def test_an_answer_has_chains_reasons_and_figures():
    answer = run(read(asked()))
    told = document(answer, 0.0123)
    assert told["assigned"] == [
        {"household": "h1", "dwelling": "d4", "chain": 1},
        {"household": "h9", "dwelling": "d1", "chain": 1},
    ]
    assert told["chains"] == [["h9 d4->d1", "h1 d4"]]
    assert [(row["household"], row["because"], row["dwellings"], row["holders"]) for row in told["not_housed"]] == [
        ("h2", "held", ["d4"], ["h1"]),
        ("h3", "nothing_suitable", [], []),
    ]
    assert [row["closed"] for row in told["not_housed"]] == [0, None]
    assert told["closed_sets"] == [{"dwellings": ["d4"], "holders": ["h1"]}]
    figures = {key: told[key] for key in ("served", "by_class", "moves", "fit", "at_most", "gap", "proven")}
    assert figures == {
        "served": 1, "by_class": [1, 0], "moves": 1, "fit": 77, "at_most": 1, "gap": 0, "proven": True,
    }  # fmt: skip
    assert told["seconds"] == 0.012


def test_what_is_written_keeps_the_schemas_and_reads_as_the_same():
    instances, answers = (jsonschema_rs.validator_for(one) for one in (INSTANCE, ALLOCATION))
    chance = Random("schemas")
    for _number in range(60):
        found = read(drawn(chance, wants=True, moves=[0, 1, 2, None]))
        told = as_document(found)
        instances.validate(told)
        answers.validate(document(run(found), 0.5))
        again = read(json.loads(json.dumps(told)))
        assert (as_document(again), again.digest) == (told, found.digest)
        file = io.BytesIO()
        write_arrays(found, file)
        file.seek(0)
        assert read_arrays(file).digest == found.digest


def test_every_change_of_content_changes_the_digest():
    one = asked()
    others = [
        asked(seed="2026-12"), asked(max_moves=None), asked(cycles=False), asked(classes=3),
        asked(pairs=one["pairs"][:2]), asked(households=[*one["households"][:3], {**one["households"][3], "class": 2}]),
    ]  # fmt: skip
    assert len({read(each).digest for each in [one, *others]}) == 7


@pytest.mark.parametrize(
    ("wrong", "place", "kind"),
    [
        ([], "the document", Kind.WRONG_TYPE),
        (asked(format="boso-instance/2"), "format", Kind.WRONG_FORMAT),
        (asked(colour="red"), "colour", Kind.UNKNOWN_KEY),
        ({"format": "boso-instance/1"}, "households", Kind.MISSING),
        (asked(max_moves=True), "max_moves", Kind.WRONG_TYPE),
        (asked(max_moves=-1), "max_moves", Kind.OUT_OF_RANGE),
        (asked(max_moves=10**30), "max_moves", Kind.OUT_OF_RANGE),
        (asked(classes=0), "classes", Kind.OUT_OF_RANGE),
        (asked(households=["h1"]), "households[0]", Kind.WRONG_TYPE),
        (asked(households=[{"id": "h1", "name": "x"}]), "households[0].name", Kind.UNKNOWN_KEY),
        (asked(households=[{"id": "h 1"}], pairs=[]), "households[0].id", Kind.OUT_OF_RANGE),
        (asked(households=[{"id": "h"}, {"id": "h"}], pairs=[]), "households[1].id", Kind.TWICE),
        (asked(households=[{"id": "h", "class": 3}], pairs=[]), "households[0].class", Kind.OUT_OF_RANGE),
        (asked(households=[{"id": "h", "since": "May"}]), "households[0].since", Kind.WRONG_TYPE),
        (asked(households=[{"id": "h", "tenant": "will"}]), "households[0].tenant", Kind.OUT_OF_RANGE),
        (asked(households=[{"id": "h", "tenant": "may"}], pairs=[]), "households[0].tenant", Kind.CONTRADICTION),
        (
            asked(households=[{"id": "h", "tenant": "may", "lives_in": "d1"}], pairs=[]),
            "households[0].lives_in",
            Kind.CONTRADICTION,
        ),
        (
            asked(households=[{"id": name, "tenant": "may", "lives_in": "d4"} for name in "ab"], pairs=[]),
            "households[1].lives_in",
            Kind.TWICE,
        ),
        (
            asked(households=[{"id": "h", "tenant": "may", "lives_in": "x"}], pairs=[]),
            "households[0].lives_in",
            Kind.UNKNOWN_ID,
        ),
        (asked(pairs=[{"household": "x", "dwelling": "d1"}]), "pairs[0].household", Kind.UNKNOWN_ID),
        (asked(pairs=[{"household": "h1", "dwelling": "x"}]), "pairs[0].dwelling", Kind.UNKNOWN_ID),
        (asked(pairs=[{"household": "h1", "dwelling": "d1", "fit": 101}]), "pairs[0].fit", Kind.OUT_OF_RANGE),
        (asked(pairs=[{"household": "h1", "dwelling": "d1"}] * 2), "pairs[1]", Kind.TWICE),
    ],
)
def test_what_is_wrong_is_named_by_its_place(wrong, place, kind):
    assert faults(wrong)[place] == kind


def test_all_faults_of_a_kind_are_told_at_once():
    with pytest.raises(BadInstance, match=r"^colour: unknown key «colour» \(and 1 more\)$") as refused:
        read(asked(colour="red", size=2))
    assert len(refused.value.faults) == 2


def arrays(**changes: Any) -> io.BytesIO:
    file = io.BytesIO()
    write_arrays(read(asked()), file)
    file.seek(0)
    held = dict(np.load(file))
    held |= {key.replace("__", "."): np.asarray(value) for key, value in changes.items()}
    again = io.BytesIO()
    np.savez(again, **{key: value for key, value in held.items() if value.shape or value.dtype.kind != "O"})
    again.seek(0)
    return again


@pytest.mark.parametrize(
    ("file", "place", "kind"),
    [
        (io.BytesIO(b"no arrays"), "the file", Kind.NOT_READABLE),
        (arrays(terms=None), "terms", Kind.MISSING),
        (arrays(terms="{"), "terms", Kind.WRONG_TYPE),
        (arrays(terms='{"format": "boso-instance/2"}'), "terms.format", Kind.WRONG_FORMAT),
        (arrays(terms='{"format": "boso-instance/1", "x": 1}'), "x", Kind.UNKNOWN_KEY),
        (arrays(colour=[1]), "colour", Kind.UNKNOWN_KEY),
        (arrays(pairs__fit=None), "pairs.fit", Kind.MISSING),
        (arrays(pairs__fit=[1.5, 2.5, 3.5]), "pairs.fit", Kind.WRONG_TYPE),
        (arrays(pairs__fit=[1]), "pairs.fit", Kind.CONTRADICTION),
        (arrays(pairs__fit=[1, 2, 300]), "pairs[2].fit", Kind.OUT_OF_RANGE),
        (arrays(pairs__household=[0, 1, 9]), "pairs[2].household", Kind.UNKNOWN_ID),
        (arrays(households__tenant=[0, 0, 0, 7]), "households[3].tenant", Kind.OUT_OF_RANGE),
    ],
)
def test_arrays_are_refused_by_the_same_places(file, place, kind):
    with pytest.raises(BadInstance) as refused:
        read_arrays(file)
    assert {fault.place: fault.kind for fault in refused.value.faults}[place] == kind


def test_why_a_household_is_not_served():
    found = read(asked(max_moves=0))
    answer = run(found)
    assert {row.household: row.because for row in not_served(answer)} == {
        "h1": Because.NONE_IN_PLAY, "h2": Because.NONE_IN_PLAY, "h3": Because.NOTHING_SUITABLE,
    }  # fmt: skip
    wants = [{"id": "h8", "lives_in": "d4", "tenant": "wants"}, {"id": "h9", "lives_in": "d7", "tenant": "wants"}]
    stays = run(read(asked(max_moves=0, households=wants, pairs=[{"household": "h8", "dwelling": "d1"}])))
    assert why_not(stays, "h8").because == Because.TENANTS_STAY
    assert why_not(stays, "h9").because == Because.NOTHING_SUITABLE
    assert why_not(run(read(asked())), "h2").holders == ("h1",)
    with pytest.raises(KeyError):
        why_not(stays, "h1")


def test_a_chain_longer_than_allowed_is_the_reason_where_it_is():
    rows = [{"id": "h1"}, *({"id": f"t{n}", "lives_in": f"m{n}", "tenant": "may"} for n in range(3))]
    homes = [{"id": "v", "vacant": True}, *({"id": f"m{n}", "vacant": False} for n in range(3))]
    way = [("h1", "m0"), ("t0", "m1"), ("t1", "m2"), ("t2", "v")]
    pairs = [{"household": who, "dwelling": there} for who, there in way]
    long = asked(max_moves=2, households=rows, dwellings=homes, pairs=pairs)
    answer = run(read(long))
    row = why_not(answer, "h1")
    assert (row.because, row.dwellings, row.whole) == (Because.TOO_MANY_MOVES, ("m0",), False)
    assert run(read({**long, "max_moves": 3})).moves == 3


def test_where_the_steps_do_not_suffice_only_the_own_dwellings_are_told(monkeypatch):
    monkeypatch.setattr(explaining, "STEPS", 1)
    pairs = [("h1", "d1"), ("h1", "d5"), ("h2", "d1"), ("h2", "d5"), ("h3", "d1")]
    found = asked(
        dwellings=[{"id": "d1", "vacant": True}, {"id": "d5", "vacant": True}],
        households=[{"id": name, "class": 1 + (name == "h3")} for name in ("h1", "h2", "h3")],
        pairs=[{"household": who, "dwelling": there} for who, there in pairs],
    )
    (row,) = not_served(run(read(found)))
    assert (row.because, row.dwellings, row.whole) == (Because.HELD, ("d1",), False)
    monkeypatch.undo()
    assert not_served(run(read(found)))[0].dwellings == ("d1", "d5")


def test_closed_sets_of_many_households_are_told_for_each():
    names = [f"h{number:02}" for number in range(12)]
    homes = [{"id": name, "vacant": True} for name in ("d1", "d2")]
    pairs = [{"household": name, "dwelling": home["id"]} for name in names for home in homes]
    rows = not_served(run(read(asked(households=[{"id": name} for name in names], dwellings=homes, pairs=pairs))))
    assert [row.dwellings for row in rows] == [("d1", "d2")] * 10


def test_a_smaller_free_dwelling_is_taken_where_the_own_may_be_left_empty():
    first, place = np.array([0, 2]), np.array([1])
    assert (smallest(first, np.array([0, 1]), np.zeros(2, np.bool_), place), place.tolist()) == (1, [0])
    first, place = np.array([0, 2, 4]), np.array([2, 3])
    must = np.array([False, False, True, False])
    assert (smallest(first, np.array([0, 2, 1, 3]), must, place), place.tolist()) == (1, [2, 1])


def test_why_a_dwelling_goes_to_whom_it_goes():
    answer = run(read(asked()))
    why = why_here(answer, "d4")
    assert (why.household, why.frees_for, why.before, why.after) == ("h1", None, (), ("h2",))
    assert why_here(answer, "d1").frees_for == "h1"
    with pytest.raises(KeyError):
        why_here(answer, "d7")


def test_in_a_cycle_everybody_frees_a_home_for_the_next():
    wants = [{"id": f"t{n}", "lives_in": f"m{n}", "tenant": "wants"} for n in range(2)]
    homes = [{"id": f"m{n}", "vacant": False} for n in range(2)]
    pairs = [{"household": "t0", "dwelling": "m1"}, {"household": "t1", "dwelling": "m0"}]
    answer = run(read(asked(max_moves=None, households=wants, dwellings=homes, pairs=pairs)))
    assert why_here(answer, "m1").frees_for == "t1"
    assert why_here(answer, "m0").frees_for == "t0"


def test_what_changes_when_somebody_declines_and_what_a_vacancy_is_worth():
    answer = run(read(asked()))
    change = declined(answer, "h1")
    assert (change.added, change.removed) == (("h2",), ("h1",))
    assert change.elsewhere == (("h1", "d4", None), ("h2", None, "d4"))
    assert declined(answer, "h9", "d1").removed == ("h1",)
    assert without(answer, "d1").removed == ("h1",)
    assert without(answer, "d7").elsewhere == ()
    assert difference(answer, answer).added == ()
    with pytest.raises(KeyError):
        declined(answer, "nobody")
