"""JSON-stat 2, PxWeb's CSV and Husbanken's series are read whole, and told where they are broken."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.indicators import jsonstat, pxcsv
from boso.core.indicators.bostotte import Month, is_not_paid, is_not_run, lacking_months, odd_rows, whole
from boso.core.indicators.jsonstat import Broken

CODES = st.lists(st.text("abc012", min_size=1, max_size=4), min_size=1, max_size=4, unique=True)


def document(dimensions, values, **changes):
    found = {
        "version": "2.0", "class": "dataset", "label": "12345: Noe", "id": list(dimensions),
        "size": [len(codes) for codes in dimensions.values()],
        "dimension": {
            name: {"category": {"index": {code: n for n, code in enumerate(codes)}, "label": {c: c for c in codes}}}
            for name, codes in dimensions.items()
        },
        "value": values,
    } | changes  # fmt: skip
    return json.dumps(found)


@given(st.dictionaries(st.sampled_from(["Region", "Tid", "Kjonn"]), CODES, min_size=1), st.data())
def test_every_cell_has_its_codes_the_last_varying_fastest(dimensions, data):
    size = 1
    for codes in dimensions.values():
        size *= len(codes)
    values = data.draw(st.lists(st.one_of(st.none(), st.integers(0, 999)), min_size=size, max_size=size))
    sparse = {str(n): value for n, value in enumerate(values) if value is not None}
    for given_values in (values, sparse):
        found = jsonstat.read(document(dimensions, given_values))
        cells = list(found.cells())
        assert found.size == len(cells) == size
        assert [cell.value for cell in cells] == values
        last = list(dimensions)[-1]
        assert [cell.codes[last] for cell in cells[: len(dimensions[last])]] == dimensions[last]
    assert found.table == "12345"
    assert found.time == ("Tid" if "Tid" in dimensions else "")


ONE = {"Tid": ["2011", "2012"]}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"class": "bundle"}, "document"),
        ({"id": None}, "id, size, dimension"),
        ({"size": [2, 1]}, "size"),
        ({"size": [3]}, "dimension Tid"),
        ({"dimension": {}}, "dimension Tid"),
        ({"dimension": {"Tid": {"category": {"index": {"2011": 0, "2012": 5}}}}}, "dimension Tid"),
        ({"dimension": {"Tid": {"category": {"index": "no"}}}}, "dimension Tid"),
        ({"value": None}, "value"),
        ({"value": [1, 2, 3]}, "value"),
        ({"value": {"7": 1}}, "value 7"),
        ({"value": {"x": 1}}, "value x"),
        ({"status": [":"]}, "status"),
    ],
)
def test_a_broken_document_says_where(changes, where):
    with pytest.raises(Broken) as fault:
        jsonstat.read(document(ONE, [1, 2], **changes))
    assert fault.value.where == where


@pytest.mark.parametrize("value", ["x", True, [1], "NaN"])
def test_a_broken_cell_says_which(value):
    with pytest.raises(Broken, match="Tid=2012"):
        list(jsonstat.read(document(ONE, [1, value])).cells())


def test_what_else_a_document_may_hold():
    with pytest.raises(Broken, match="no JSON"):
        jsonstat.read("{")
    found = jsonstat.read(
        document(ONE, [1, None], status={"1": ":"}, role={"time": ["Tid"], "geo": ["No"]}, source="SSB")
    )
    assert [(cell.value, cell.status) for cell in found.cells()] == [(1, ""), (None, ":")]
    assert (found.time, found.places, found.source) == ("Tid", "", "SSB")
    lone = {"Tid": {"label": "år", "category": {"label": {"2011": "2011"}}}}
    assert jsonstat.read(document({"Tid": ["2011"]}, [5], dimension=lone)).dimension("Tid").label == "år"
    listed = {"Tid": {"category": {"index": ["2011", "2012"]}}}
    assert jsonstat.read(document(ONE, [5, 6], dimension=listed)).dimension("Tid").codes == ("2011", "2012")
    assert jsonstat.is_jsonstat(document(ONE, [1, 2]))
    assert not jsonstat.is_jsonstat("a,b")


HEADER = ["År_kode", "Geo_kode", "År_navn", "Geo_navn", "verdi"]


def test_the_csv_of_px_goes_by_the_names_of_years():
    rows = [
        HEADER,
        ["0", "9", "2011", "Bjerke", "5"],
        ["1", "9", "2012", "Bjerke", ":"],
        ["0", "1", "2011", "A", "2.5"],
    ]
    found = pxcsv.read(rows)
    told = {(cell.codes["År"], cell.codes["Geo"]): (cell.value, cell.status) for cell in found.cells()}
    assert told == {
        ("2011", "9"): (5, ""), ("2012", "9"): (None, ":"), ("2011", "1"): (Decimal("2.5"), ""),
        ("2012", "1"): (None, ""),
    }  # fmt: skip
    assert (found.time, found.label) == ("År", "")
    assert pxcsv.is_pxcsv(HEADER)
    assert not pxcsv.is_pxcsv(["a", "verdi"])
    assert pxcsv.read([["Geo_kode", "Geo_navn", "verdi"], ["9", "Bjerke", ""]]).time == ""


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (["0", "9", "2011", "Bjerke", "5"], "row 3, verdi"), (["1", "9", "2012", "Bjerke", "1.2.3"], "row 3, verdi"),
        (["1", "9"], "row 3"),
    ],
)  # fmt: skip
def test_a_broken_row_of_px_says_which(row, where):
    with pytest.raises(Broken) as fault:
        pxcsv.read([HEADER, ["0", "9", "2011", "Bjerke", "5"], row])
    assert fault.value.where == where


decided = st.integers(1, 100_000)


@given(st.lists(st.tuples(decided, st.integers(0, 500), st.integers(1, 5000)), min_size=2, max_size=10), st.data())
def test_a_whole_series_holds_and_a_changed_cell_is_found(rows, data):
    months = []
    for number, (count, refused, mean) in enumerate(rows):
        paid = rows[number - 1][0] if number else 0
        amount = Decimal(paid * mean) if number else None
        months.append(
            Month(24_120 + number, paid, count, count + refused, refused, amount, Decimal(mean) if number else None)
        )
    last = months[-1].month
    months[-1] = replace(months[-1], decided=0, applications=0, refusals=0)
    assert odd_rows(months, last) == []
    assert is_not_run(months[-1], last)
    assert not is_not_run(months[0], last)
    assert is_not_paid(months[0], months[0].month)
    assert lacking_months(months) == []
    at = data.draw(st.integers(1, len(months) - 1))
    broken = [replace(one, paid=one.paid * 2 + 9) if n == at else one for n, one in enumerate(months)]
    assert (months[at].month, True) in [(odd.month, odd.grave) for odd in odd_rows(broken, last)]


def test_a_revised_month_is_told_and_not_grave():
    rows = [
        Month(1, 0, 94_691, 112_424, 17_735, None, None),
        Month(2, 94_691, 9, 10, 1, Decimal(94_691), Decimal("1.0009")),
    ]
    assert [(odd.column, odd.grave) for odd in odd_rows(rows, 2)] == [("ant_husstander_termin", False)]
    far = [replace(rows[0], month=1), replace(rows[1], month=4, mean=Decimal(2))]
    assert [(odd.column, odd.said, odd.grave) for odd in odd_rows(far, 4)][1:] == [("gjsnitt_bostotte", 2, True)]
    assert lacking_months(far) == [2, 3]
    assert lacking_months([]) == []


def test_part_of_a_sum_is_no_sum():
    part = Month(1, 2, 3, 4, 1, Decimal(10), Decimal(5))
    assert whole([part], 2) is None
    both = whole([part, replace(part, amount=None)], 2)
    assert both == Month(1, 4, 6, 8, 2, Decimal(10), None)
