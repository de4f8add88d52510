"""Charts: what is drawn, what the table says, what is refused."""

import datetime as dt
import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from boso.foundation.web import drawing
from boso.foundation.web.chart_parts import legend_key
from boso.foundation.web.charts import Bar, ChartError, Lane, Point, Series, Span, bars, line, timeline

SVG = "{http://www.w3.org/2000/svg}"
SHARE = [Series("Tilskudd"), Series("Ventet", "planned"), Series("Krav", "hatch")]
DATA = [
    Bar("1. år", (1_000_000, None, None), "Tildelt 2009", "0 %"),
    Bar("2. år", (2_200_000, None, Decimal("942857.14")), "Tildelt 2010", "30 %"),
]


def share(**changes):
    return bars(DATA, SHARE, **{"title": "Egenandelen går i trapp", "unit": "mill. kr", "scale": 1_000_000, **changes})


def words(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def test_a_chart_is_an_image_with_title_and_description():
    root = ET.fromstring(share().svg)
    assert root.get("role") == "img"
    title, description = root[0], root[1]
    assert title.tag == f"{SVG}title" and title.text == "Egenandelen går i trapp"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "942\u00a0857,14" in (description.text or "")


def test_a_chart_has_no_style_no_foreign_roles_and_only_colours_with_a_class():
    svg = share().svg
    assert " style=" not in svg and "aria-roledescription" not in svg and svg.count("role=") == 1
    assert not re.search(r"#fe..ef", svg)
    for element in ET.fromstring(svg).iter():
        if element.get("fill", "none") not in ("none",) and element.tag != f"{SVG}svg":
            assert element.get("class")


def test_required_is_hatched_with_a_pattern_of_its_own():
    svg = share().svg
    pattern = re.search(r'<pattern id="([^"]+)"', svg)
    assert pattern and f"url(#{pattern.group(1)})" in svg
    assert "<pattern" not in bars([Bar("A", (1,))], [Series("x")], title="T").svg


def test_numbers_are_written_as_norwegians_write_them():
    assert "2\u00a0200\u00a0000" in words(share().svg)
    assert "942\u00a0857,14" in words(share().svg)


def test_the_table_has_the_same_rows_and_dots_for_what_is_not_known():
    chart = share(category="År")
    assert chart.heads == ("År", "Tilskudd", "Ventet", "Krav")
    assert chart.rows[0] == ("1. år, Tildelt 2009", "1\u00a0000\u00a0000", "..", "..")
    assert chart.numeric


def test_the_legend_names_the_series_when_there_are_several():
    assert [key.label for key in share().legend] == ["Tilskudd", "Ventet", "Krav"]
    assert bars([Bar("A", (1,))], [Series("x")], title="T").legend == ()
    assert "c-hatch-line" in legend_key(SHARE[2]).swatch


def test_bars_can_stand_side_by_side_and_without_values_on_them():
    chart = bars([Bar("A", (12, 9))], [Series("x", "d1"), Series("y", "d2")], title="T", side_by_side=True)
    assert {"12", "9"} <= set(words(chart.svg))
    assert "onamber" in chart.svg
    assert "12" not in words(bars([Bar("A", (12,))], [Series("x")], title="T", value_labels=False).svg)


def test_only_unknown_values_still_draw_the_axis():
    assert bars([Bar("A", (None,))], [Series("x")], title="T").rows == (("A", ".."),)


@pytest.mark.parametrize(
    ("data", "series"),
    [([], SHARE), (DATA, []), ([Bar("A", (1,))], SHARE), ([Bar("A", (-1,))], [Series("x")]),
     ([Bar("A", (1,))], [Series("x", "pink")])],
)  # fmt: skip
def test_bars_that_cannot_be_drawn_are_refused(data, series):
    with pytest.raises(ChartError):
        bars(data, series, title="T")


def test_the_same_chart_is_drawn_once(monkeypatch):
    first = share(title="Tegnet en gang").svg
    monkeypatch.setattr(drawing, "dress", lambda *a: pytest.fail("drawn again"))
    assert share(title="Tegnet en gang").svg == first


def test_two_charts_on_a_page_share_no_id():
    one, other = share(title="En").svg, share(title="To").svg
    ids = [set(re.findall(r'id="([^"]+)"', svg)) for svg in (one, other)]
    assert not ids[0] & ids[1]


def test_words_of_a_person_cannot_break_out_of_a_chart():
    svg = bars([Bar("</text><script>x</script>", (1,))], [Series("x")], title='<b>"&').svg
    assert "<script" not in svg and "<b>" not in svg


LANES = [
    Lane("Planer", (Span(dt.date(2009, 9, 1), dt.date(2011, 1, 1), "stone", "2009–2010"),)),
    Lane("Pulje 2009", (Span(dt.date(2009, 9, 1), dt.date(2012, 9, 1)),
                        Span(dt.date(2012, 9, 1), dt.date(2014, 9, 1), "hatch")), "4: Hamar med flere"),
    Lane("Pulje 2011", (), "ikke oppgitt"),
]  # fmt: skip


def test_a_timeline_names_lanes_years_notes_and_now():
    chart = timeline(LANES, start=2009, end=2014, title="Puljer", now=dt.date(2012, 1, 10), now_label="Rapporten")
    assert {"Planer", "Pulje 2009", "4: Hamar med flere", "Rapporten", "2009–2010"} <= set(words(chart.svg))
    assert {str(year) for year in range(2009, 2015)} <= set(words(chart.svg))
    assert not chart.numeric


def test_a_timeline_tells_its_stretches_in_the_table():
    chart = timeline(LANES, start=2009, end=2014, title="Puljer", heads=["Tid", "Merknad"], category="Løp")
    assert chart.heads == ("Løp", "Tid", "Merknad")
    assert chart.rows[0][1] == "2009–2010 01.09.2009–01.01.2011"


@pytest.mark.parametrize(
    ("lanes", "end"),
    [([], 2014), (LANES, 2008), ([Lane("x", (Span(dt.date(2010, 1, 1), dt.date(2010, 1, 1)),))], 2014),
     ([Lane("x", (Span(dt.date(2010, 1, 1), dt.date(2011, 1, 1), "pink"),))], 2014)],
)  # fmt: skip
def test_a_timeline_that_cannot_be_drawn_is_refused(lanes, end):
    with pytest.raises(ChartError):
        timeline(lanes, start=2009, end=end, title="T")


def test_a_line_is_named_at_its_end_and_shows_its_band():
    need = [Point(2012, 100, 100, 100), Point(2013, 106, 102, 110), Point(Decimal("2013.5"), None)]
    chart = line([(Series("Behov"), need), (Series("Boliger", "d3"), [Point(2012, 96)]),
                  (Series("Bygd", "d2"), [Point(2012, 2)])], title="Gapet vokser", unit="husstander")  # fmt: skip
    assert {"Behov", "Boliger"} <= set(words(chart.svg))
    assert "c-band" in chart.svg and "c-line-main" in chart.svg
    assert chart.rows == (("2012", "100", "96", "2"), ("2013", "106", "..", ".."), ("2013.5", "..", "..", ".."))


@pytest.mark.parametrize("series", [[], [(Series("x"), [Point(2012, None)])], [(Series("x", "pink"), [Point(1, 1)])]])
def test_a_line_that_cannot_be_drawn_is_refused(series):
    with pytest.raises(ChartError):
        line(series, title="T")


def test_bars_lie_down_on_a_phone_with_the_name_and_what_it_comes_to_above_each():
    said = words(share().phone)
    assert {"1. år", "Tildelt 2009", "0 %", "2. år", "30 %", "mill. kr"} <= set(said)
    assert "2\u00a0200\u00a0000" in said


def test_on_a_phone_a_value_without_room_in_its_bar_is_left_to_the_table():
    narrow = bars([Bar("A", (1_000_000, 1)), Bar("B", (1_000_000, 900_000))], [Series("x"), Series("y")], title="T")
    assert words(narrow.phone).count("1") == 0 and "900\u00a0000" in words(narrow.phone)


def test_on_a_phone_bars_side_by_side_have_the_value_after_them_where_it_does_not_fit_in():
    chart = bars([Bar("A", (120, 1))], [Series("x", "d1"), Series("y", "d2")], title="T", side_by_side=True)
    assert {"120", "1"} <= set(words(chart.phone))


def test_a_timeline_on_a_phone_has_its_words_above_the_lanes():
    lanes = [Lane("Pulje 2009", (Span(dt.date(2009, 9, 1), dt.date(2012, 9, 1), "main", "tre år"),), "fire kommuner")]
    chart = timeline(lanes, start=2009, end=2017, title="T", now=dt.date(2012, 1, 10), now_label="Rapporten")
    said = words(chart.phone)
    assert {"Pulje 2009", "fire kommuner", "tre år", "Rapporten", "2009", "2017"} <= set(said)


def test_a_long_note_of_a_timeline_takes_a_line_of_its_own_on_a_phone():
    def tall(note: str) -> float:
        lane = Lane("Pulje 2009", (Span(dt.date(2009, 1, 1), dt.date(2010, 1, 1)),), note)
        chart = timeline([lane], start=2009, end=2030, title="T", now=dt.date(2029, 1, 1), now_label="Nå")
        assert "2010" not in words(chart.phone)
        return float(ET.fromstring(chart.phone).get("viewBox", "").split()[3])

    assert tall("kort") < tall("en merknad som er altfor lang til å stå ved siden av navnet")
