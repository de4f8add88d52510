"""Fact sheets, series over changing borders, and participants compared."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from boso.core.indicators.measured import MISSING
from boso.core.indicators.rollup import Rolled
from boso.core.indicators.spans import span
from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import Refused
from boso.foundation.organisations.models import Organisation
from boso.programme.indicators import actions, api, areas, comparing, finding, histories, queries, sheets, wording
from boso.programme.indicators.models import Cached, Group, Target, Value
from boso.programme.indicators.recipes import as_it_is, new_year
from boso.programme.partnership.models import Participation


def put(indicator, place, period, above, below=None, **fields):
    """A confirmed value; none above: missing."""
    when = span(period)
    where = {"area": place} if place in areas.AREAS else {"organisation": Organisation.objects.get(slug=place)}
    fields.setdefault("mark", "known" if above is not None else "missing")
    return Value.objects.create(
        indicator=indicator, period=when.code, starts=when.starts, ends=when.ends, origin="test",
        numerator=above, denominator=below, **where, **fields,
    )  # fmt: skip


def lines(sheet):
    return {line.indicator.key: line for _theme, under in sheet.themes for line in under}


def organisation(slug):
    return Organisation.objects.select_related("parent").get(slug=slug)


def test_a_sheet_tells_the_newest_and_what_is_not_loaded(indicators, hamar, leader, contact):
    put(indicators["population"], "hamar", "2011", 28_344)
    put(indicators["population"], "hamar", "2012", 28_662)
    put(indicators["stays_long"], "hamar", "2012", 3, 12)
    put(indicators["stays_long"], "baerum", "2012", 30, 60)
    put(indicators["homeless"], "hamar", "2012", None, mark="hidden", inside=True)
    put(indicators["municipal_dwellings"], "hamar", "2014", 500)
    put(indicators["rent_2_rooms"], "norge", "2012", 7000)
    for year, value in ((2020, 99), (2014, 20)):
        wanted = {"year": year, "value": Decimal(value), "baseline": Decimal(30), "baseline_year": 2011, "basis": "x"}
        actions.set_target(leader, hamar, indicators["stays_long"], wanted)
    sheet = sheets.sheet(contact, queries.subject(SYSTEM, "hamar"), 2013)
    found = lines(sheet)
    assert (found["population"].number, found["population"].change) == ("28\u00a0662\u00a0personer", "+1,1\u00a0%")
    long = found["stays_long"]
    assert (long.number, long.group, long.met) == ("25,0\u00a0%", "50,0\u00a0%", False)
    assert long.target == "20,0\u00a0% innen 2014; 50 % av veien"
    assert found["homeless"].lacking == "skjult av hensyn til personvernet"
    assert found["municipal_dwellings"].lacking == "begynner i 2014"
    assert found["rent_2_rooms"].other == "Norge"
    assert found["startlan_growth"].lacking == "ikke oppgitt"
    assert "startlan_loans" in {line.indicator.key for line in sheet.not_loaded}
    assert sheet.chart is not None
    assert sheet.programme_year == 5
    assert (sheet.has_targets, sheet.width, sheet.codes) == (True, 6, "0403")


def test_a_sheet_of_nothing_is_a_sheet_too(indicators):
    sheet = sheets.sheet(SYSTEM, queries.subject(SYSTEM, "elverum"), 2009)
    assert (sheet.themes, sheet.chart, sheet.key_lines, sheet.programme_year) == ((), None, (), None)
    alna = sheets.sheet(SYSTEM, queries.subject(SYSTEM, "alna"), 2012)
    assert alna.participation.slug == "oslo"
    for slug in ("gran", "nowhere"):
        with pytest.raises(Refused):
            queries.subject(SYSTEM, slug)
    with pytest.raises(Refused):
        queries.subject(NOBODY, "hamar")
    today = dt.date(2026, 1, 1)
    assert queries.subject_by_code(SYSTEM, "0322", today).organisation.slug == "alna"
    assert queries.subject_by_code(SYSTEM, "moss", today).organisation.slug == "moss"
    with pytest.raises(Refused):
        queries.subject_by_code(SYSTEM, "9999", today)


def test_a_merger_is_a_break_or_a_sum(indicators, moss):
    people = indicators["population"]
    for place, period, count in (
        ("moss", "2018", 32_000), ("moss", "2019", 32_500), ("rygge", "2019", 16_000), ("moss", "2020", 49_000),
    ):  # fmt: skip
        put(people, place, period, count)
    then = histories.history(SYSTEM, people, moss)
    assert [(year.year, year.number, year.breaks) for year in then.years] == [
        (2020, "49\u00a0000\u00a0personer", "Rygge"), (2019, "32\u00a0500\u00a0personer", ""),
        (2018, "32\u00a0000\u00a0personer", ""),
    ]  # fmt: skip
    assert then.years[0].change == ""
    today = histories.history(SYSTEM, people, moss, today=True)
    assert [(year.year, year.number) for year in today.years] == [
        (2020, "49\u00a0000\u00a0personer"), (2019, "48\u00a0500\u00a0personer"), (2018, ""),
    ]  # fmt: skip
    line = lines(sheets.sheet(SYSTEM, queries.subject(SYSTEM, "moss"), 2020))["population"]
    assert (line.breaks, line.change) == (True, "")
    assert (
        lines(sheets.sheet(SYSTEM, queries.subject(SYSTEM, "moss"), 2020, today=True))["population"].change
        == "+1,0\u00a0%"
    )
    assert sheets.sheet(SYSTEM, queries.subject(SYSTEM, "moss"), 2020).breaks == ((2020, "Rygge"),)
    put(indicators["rent_2_rooms"], "moss", "2019", 7000)
    put(indicators["rent_2_rooms"], "rygge", "2019", 6000)
    prices = histories.history(SYSTEM, indicators["rent_2_rooms"], moss, today=True)
    assert prices.years[0].number == ""


def test_a_history_rolls_months_up_and_divides_the_newest(indicators):
    for month in range(1, 13):
        put(indicators["bostotte_refused"], "alna", f"2011M{month:02d}", month, 100)
    put(indicators["bostotte_refused"], "alna", "2012M01", 5, 100)
    found = histories.history(SYSTEM, indicators["bostotte_refused"], organisation("alna"))
    assert [(year.year, year.number, year.why, year.told) for year in found.years] == [
        (2012, "", "mangler i kilden", "1 av 12 i 2012"), (2011, "6,5\u00a0%", "", "2011"),
    ]  # fmt: skip
    assert found.chart is None
    put(indicators["population"], "alna", "2011", 46_974)
    for group, count in (("age:0", 700), ("other", 5)):
        put(indicators["population"], "alna", "2011", count, group=group)
        put(indicators["population"], "alna", "2010", count, group=group)
    parts = histories.history(SYSTEM, indicators["population"], organisation("alna"))
    assert parts.parts == (("0 år", "700\u00a0personer"), ("other", "5\u00a0personer"))
    assert parts.parts_of == "2011"
    put(indicators["rent_2_rooms"], "oslo-baerum", "2012", 8500)
    put(indicators["rent_2_rooms"], "oslo-baerum", "2013", 8800)
    rent = histories.history(SYSTEM, indicators["rent_2_rooms"], organisation("alna"))
    assert (rent.place, len(rent.years)) == ("Oslo og Bærum samlet", 2)
    assert rent.chart is not None
    for year in (2014, 2015):
        put(indicators["rent_2_rooms"], "oslo-baerum", str(year), 9000)
    assert histories.history(SYSTEM, indicators["rent_2_rooms"], organisation("alna")).chart is not None
    nothing = histories.history(SYSTEM, indicators["startlan_loans"], organisation("alna"))
    assert (nothing.years, nothing.place) == ((), "")


def test_groups_are_put_together_by_numerators_and_denominators(indicators, coordinator):
    put(indicators["stays_long"], "hamar", "2012", 1, 2)
    put(indicators["stays_long"], "baerum", "2012", 0, 98)
    put(indicators["stays_long"], "hamar", "2011", 1, 4)
    put(indicators["stays_long"], "alna", "2012", 9, 10)
    Group.objects.create(name="Min", why="x").members.set(Participation.objects.filter(slug="moss"))
    groups = {one.key: one for one in comparing.groups(coordinator)}
    assert {"all", "intake-2010", "evaluated"} < set(groups)
    assert any(key.startswith("group-") for key in groups)
    matrix = comparing.matrix(coordinator, indicators["stays_long"], groups["all"].members, 2012)
    assert matrix.together[-1] == ("1,0", "2/14")
    assert matrix.heads[-1] == "2012"
    assert {name: cells[-1].number for name, _slug, cells in matrix.rows}["Alna"] == "90,0"
    assert matrix.chart is not None
    own = comparing.matrix(coordinator, indicators["stays_long"], groups["all"].members, 2012, comparing.PROGRAMME)
    hamar = next(cells for name, _slug, cells in own.rows if name == "Hamar")
    first = Participation.objects.get(slug="hamar").intake.year
    assert hamar[2012 - first].number == "50,0"
    assert hamar[-1].number == ""
    assert own.outside == tuple(
        one.organisation.name for one in groups["all"].members if one.intake is None
    )  # fmt: skip
    counts = comparing.matrix(coordinator, indicators["homeless"], groups["all"].members, 2012)
    assert (counts.is_empty, counts.chart) == (True, None)


def test_indicators_are_found_and_read_by_programs(indicators, leader):
    assert next(iter(finding.indicators(leader, "innbyggere", 5))).url == "/indicators/of/population/"
    value = put(indicators["stays_long"], "hamar", "2012", 1, 2)
    assert api._value(value)["place"] == "hamar"
    assert api._indicator(indicators["population"])["key"] == "population"
    assert [str(one) for one in (indicators["population"], value, Target(indicator_id=1, participation_id=2, year=3),
                                 Group(name="a"), Cached(address="b"))] == [
        "population", f"{value.indicator_id} 2012", "1 2 3", "a", "b",
    ]  # fmt: skip
    assert value.result == 50
    hamar = Participation.objects.get(slug="hamar")
    assert list(queries.values(leader, hamar, 2012)) == [value]
    assert not queries.values(leader, hamar, 2013).exists()
    assert list(finding.indicators(leader, "zzzzzz", 5)) == []
    assert as_it_is("nonsense") == ""


def test_words_of_numbers_and_periods(indicators):
    assert [wording.period(span(code)) for code in ("2011", "2011H2", "2011Q3", "2011M12")] == [
        "2011", "halvår 2, 2011", "kvartal 3, 2011", "desember 2011",
    ]  # fmt: skip
    people = indicators["population"]
    assert wording.change(Decimal(5), Decimal(0), people) == ""
    assert wording.change(Decimal(5), Decimal(5), people) == "0,0\u00a0%"
    assert wording.change(None, Decimal(5), people) == ""
    assert wording.bare(None, people) == wording.number(None, people) == wording.up_to(people, None) == ""
    half = Rolled(MISSING, 3, 12, span("2011M03"))
    assert wording.told_of(half, 2011) == "3 av 12 i 2011"
    assert wording.up_to(indicators["consumer_prices"], dt.date(2026, 7, 1)) == "juli 2026"
    assert wording.years_in(2010, 2009) is None
    assert areas.label("elsewhere") == "elsewhere"
    assert new_year("2011K2") == ""
