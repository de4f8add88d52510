"""The served set, the moves, the fit and the ids equal what trying every placing gives."""

from __future__ import annotations

import json
import os
from random import Random

import pytest

from boso.core.matching import compiling, proposing, where
from boso.core.matching.answering import Allocation, run
from boso.core.matching.changes import places
from boso.core.matching.documents import document
from boso.core.matching.explaining import Because, not_served
from boso.core.matching.reading import read
from boso.core.matching.tests.trying import Document, best_of_all, drawn

pytestmark = pytest.mark.slow

COUNT = 10_000 if os.environ.get("BOSO_LONG") else 300
EXACT: list[int | None] = [0, 1, None]


def told(asked: Document, answer: Allocation) -> dict[str, str]:
    """Everybody's dwelling; who is no part of the run is at home."""
    found = places(answer)
    return {one["id"]: found.get(one["id"], one.get("lives_in")) or "" for one in asked["households"]}


@pytest.mark.parametrize("wants", [False, True])
def test_nothing_better_is_found_by_trying_everything(wants):
    chance = Random(f"exact {wants}")
    for _number in range(COUNT // 2):
        asked = drawn(chance, wants=wants, moves=EXACT)
        answer = run(read(asked))
        best, most = best_of_all(asked)
        assert told(asked, answer) == told(asked, answer) | best, asked
        assert answer.proven
        if asked["cycles"] or asked["max_moves"] is not None or not wants:
            assert answer.at_most == most, asked
        else:
            assert answer.at_most >= most, asked


@pytest.mark.parametrize("all_sets", [True, False], ids=["every set of movers", "branch and bound"])
def test_a_bound_of_two_is_exact_for_few_households_and_never_broken(all_sets, monkeypatch):
    if not all_sets:
        monkeypatch.setattr(proposing, "few", lambda market: False)
        monkeypatch.setattr(proposing, "ATTEMPTS", 100_000)
        monkeypatch.setattr(proposing, "WORK", 10_000_000)
    chance = Random("bound")
    for _number in range(COUNT // 3):
        asked = drawn(chance, wants=True, moves=[2, 2, 3], most=4)
        answer = run(read(asked))
        best, most = best_of_all(asked)
        assert told(asked, answer) == told(asked, answer) | best, asked
        assert answer.proven
        assert answer.at_most >= most, asked


def test_within_the_work_allowed_a_proposal_keeps_the_bound_and_says_how_much_better_any_could_be(monkeypatch):
    monkeypatch.setattr(proposing, "few", lambda market: False)
    monkeypatch.setattr(proposing, "WORK", 0)
    chance, unproven = Random("work"), 0
    for _number in range(COUNT // 3):
        asked = drawn(chance, wants=True, moves=[2, 3, None], most=5, full=0.9)
        asked["households"], asked["dwellings"] = asked["households"][:6], asked["dwellings"][:7]
        asked = without_strangers(asked)
        answer = run(read(asked))
        best, most = best_of_all(asked)
        assert all(chain.moves <= (asked["max_moves"] or 99) for chain in answer.chains)
        assert not any(chain.cycle for chain in answer.chains) or asked["cycles"]
        assert answer.served <= most <= answer.at_most
        before = answer.proven_before
        names = answer.market.agents[: answer.market.queue if before is None else before]
        homes = {one["id"]: one.get("lives_in") or "" for one in asked["households"]}
        gets = told(asked, answer)
        assert [gets[name] != homes[name] for name in names] == [best[name] != homes[name] for name in names]
        if answer.proven:
            assert gets == gets | best, asked
        unproven += not answer.proven
    assert unproven


def without_strangers(asked: Document) -> Document:
    """Only pairs and homes of who and what is left."""
    homes = {one["id"] for one in asked["dwellings"]}
    rows = [one for one in asked["households"] if one.get("lives_in") in homes | {None}]
    names = {one["id"] for one in rows}
    pairs = [pair for pair in asked["pairs"] if pair["household"] in names and pair["dwelling"] in homes]
    return {**asked, "households": rows, "pairs": pairs}


def test_nobody_is_unserved_who_could_be_added_without_removing_one_before():
    chance = Random("closed")
    for _number in range(COUNT // 3):
        asked = drawn(chance, wants=True, moves=EXACT)
        answer = run(read(asked))
        rank = {name: number for number, name in enumerate(answer.market.agents[: answer.market.queue])}
        now = {there: name for name, there in told(asked, answer).items()}
        homes = {one["id"] for one in asked["households"] if one.get("lives_in")}
        for row in not_served(answer) if asked["cycles"] else []:
            assert row.because != Because.TOO_MANY_MOVES, asked
            if row.because == Because.HELD:
                assert row.whole
                assert set(row.holders) == {now[there] for there in row.dwellings}
                could = {pair["dwelling"] for pair in asked["pairs"] if pair["household"] == row.household}
                assert row.household in homes or could & set(answer.market.dwellings) <= set(row.dwellings)
                assert all(rank[name] < rank[row.household] for name in row.holders if name not in homes)


def test_the_same_input_gives_the_same_bytes_whatever_order_it_comes_in():
    chance = Random("bytes")
    for _number in range(COUNT // 10):
        asked = drawn(chance, wants=True, moves=[0, 1, 2, 3, None])
        turned = {
            key: chance.sample(part, len(part)) if isinstance(part, list) else part for key, part in asked.items()
        }
        said = [json.dumps(document(run(read(one)), 0)) for one in (asked, turned, asked)]
        assert len(set(said)) == 1


def test_leaving_out_what_stands_in_no_best_placing_changes_nothing(monkeypatch):
    chance = Random("reduced")
    asked = [drawn(chance, wants=True, moves=EXACT, most=5) for _number in range(COUNT // 3)]
    whole = [run(read(one)).place.tolist() for one in asked]
    monkeypatch.setattr(where, "REDUCED", 0)
    assert [run(read(one)).place.tolist() for one in asked] == whole


def test_compiled_and_plain_give_the_same(monkeypatch):
    chance = Random("compiled")
    asked = [drawn(chance, wants=True, moves=[0, 1, 2, None], most=6) for _number in range(COUNT // 3)]
    plain = [document(run(read(one)), 0) for one in asked]
    monkeypatch.setattr(compiling, "LARGE", 0)
    assert [document(run(read(one)), 0) for one in asked] == plain
