"""What leaves as a file tells on nobody: small figures and what they follow from are hidden, rows have no names."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.casework.households.models import Household
from boso.casework.households.testing import make_caseworker, make_household
from boso.casework.needs import queries
from boso.casework.needs.queries import NeedRow
from boso.casework.needs.tables import ALL, DIMENSIONS, tables
from boso.foundation.access.decisions import NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.exchange.exports import write_export

ROW = NeedRow(
    1, None, 1, None, "without_own", "with_kin", "refugee", 1, 0, 1, 2, 40, "any", "none", "any", "", "any", "none",
    "none", "now", "known",
)  # fmt: skip
ROWS = st.lists(
    st.builds(
        replace, st.just(ROW), bedrooms=st.sampled_from([None, 0, 1, 4, 6]),
        adaptation=st.sampled_from(["none", "wheelchair"]), district=st.sampled_from(["", "Nord", "Sør"]),
        main_ground=st.sampled_from(["refugee", "other", "adapted"]),
        situation=st.sampled_from(["at_risk", "suitable"]),
    ),
    max_size=60,
)  # fmt: skip


@given(ROWS, st.sampled_from([0, 4, 5]))
def test_no_small_figure_is_shown_and_a_hidden_one_does_not_follow_from_its_line(rows, under):
    cells = {tuple(getattr(cell, name) for name in DIMENSIONS): cell.count for cell in tables(rows, under)}
    assert not any(count is not None and 0 < count < under for count in cells.values())
    true = {key: _true(rows, key) for key in cells}
    assert all(count is None or count == true[key] for key, count in cells.items())
    for key, count in cells.items():
        for place in range(len(key)):
            line = [other for other in cells if other != key and _divides(key, other, place)]
            if not line or (place == 0 and key[0] == ALL and any(part != ALL for part in key[1:])):
                continue
            hidden = [other for other in line if cells[other] is None]
            if count is not None and hidden:
                assert len(hidden) > 1
                assert sum(true[other] for other in hidden) >= under
            if count is None and line and true[key]:
                assert hidden


def _divides(whole: tuple[str, ...], part: tuple[str, ...], place: int) -> bool:
    """Whether `part` is a piece of `whole`, divided by that dimension."""
    same = all(a == b for number, (a, b) in enumerate(zip(whole, part, strict=True)) if number != place)
    return same and whole[place] == ALL and part[place] != ALL


def _true(rows, key) -> int:
    needing = [row for row in rows if row.situation != "suitable"]
    return sum(
        all(said in (ALL, of(row)) for said, of in zip(key, DIMENSIONS.values(), strict=True)) for row in needing
    )


def taken(actor, name: str, **filters: str) -> list[dict]:
    stream = io.BytesIO()
    write_export(actor, name, "json", stream, **filters)
    return json.loads(stream.getvalue())


def test_a_planner_takes_figures_and_whoever_sees_households_takes_rows_without_names(mapped):
    nav, health = make_caseworker("nav"), make_caseworker("health")
    planner = make_caseworker("nav", role=Role.PLANNER)
    own = [mapped(nav, make_household("nav")) for _one in range(6)]
    theirs = mapped(health, make_household("health"))
    figures = taken(planner, "needs", organisation="provedal")
    whole = figures[0]
    assert (whole["size"], whole["households"], whole["hidden"]) == ("all", 7, False)
    assert taken(planner, "needs", day="01.01.2020")[0]["households"] == 0
    for day in ("2099-01-01", "i går"):
        with pytest.raises(NotNow):
            taken(planner, "needs", day=day)
    with pytest.raises(Refused):
        taken(planner, "mappings")
    rows = taken(nav, "mappings", organisation="provedal")
    assert len({row["mark"] for row in rows}) == 6
    assert rows == taken(nav, "mappings", organisation="provedal")
    text = json.dumps(rows)
    assert not any(one.household.reference in text for one in [*own, theirs])
    assert "Vadmel" not in text
    Household.objects.filter(pk=own[0].household_id).update(is_protected=True)
    assert len(taken(nav, "mappings")) == 5


def test_heaps_come_to_as_many_as_the_rows(mapped):
    nav = make_caseworker("nav")
    (place,) = {seat.organisation_id for seat in nav.seats}
    for urgency in ("now", "now", "year_1"):
        mapped(nav, make_household("nav"), urgency=urgency)
    heaps = queries.heaps(nav, place)
    assert sorted((heap.urgency, heap.count) for heap in heaps) == [("now", 2), ("year_1", 1)]
    assert sum(heap.count for heap in heaps) == len(queries.current_needs(nav, place))
    assert queries.heaps(make_caseworker("nav", organisation="ovingsvik"), place) == []
