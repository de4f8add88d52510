"""Law as data: what holds on a day, and what a file may not say."""

from __future__ import annotations

import datetime as dt
from importlib import resources

import pytest

from boso.core.law import parameters
from boso.core.law.parameters import BadLaw, NotKnown, read

ROW = """
[[parameter]]
key = "{key}"
unit = "days"
starts = {starts}
{ends}
{value}
source = "a law"
mark = "{mark}"
"""


def row(starts="2020-01-01", ends="", value="value = 14", mark="read", key="stay.alarm") -> str:
    return ROW.format(key=key, starts=starts, ends=f"ends = {ends}" if ends else "", value=value, mark=mark)


def test_a_value_holds_from_its_first_day_until_the_next_takes_over(monkeypatch):
    text = row(ends="2024-01-01") + row(starts="2024-01-01", value="value = 10")
    monkeypatch.setattr(parameters, "everything", lambda area: read(area, text))
    assert parameters.value("stays", "stay.alarm", dt.date(2023, 12, 31)) == 14
    assert parameters.value("stays", "stay.alarm", dt.date(2024, 1, 1)) == 10
    assert [found.value for found in parameters.history("stays", "stay.alarm")] == [14, 10]
    with pytest.raises(NotKnown, match="nothing is written"):
        parameters.value("stays", "stay.alarm", dt.date(2019, 1, 1))


def test_what_nobody_knows_is_said_with_the_reason(monkeypatch):
    text = row(value='unknown = "the regulation was not found"', mark="unknown")
    monkeypatch.setattr(parameters, "everything", lambda area: read(area, text))
    with pytest.raises(NotKnown, match="the regulation was not found"):
        parameters.value("stays", "stay.alarm", dt.date(2023, 1, 1))
    assert parameters.parameter("stays", "stay.alarm", dt.date(2023, 1, 1)).why_unknown


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (row(ends="2024-01-01") + row(starts="2025-01-01"), "gap or an overlap"),
        (row(ends="2026-01-01") + row(starts="2025-01-01"), "gap or an overlap"),
        (row(mark="guessed"), "marked guessed"),
        (row(mark="unknown"), "must have a value"),
        (row(value='unknown = "why"'), "must have a value"),
        (row(value='unknown = " "', mark="unknown"), "says nothing of unknown"),
        (row().replace("a law", ""), "says nothing of source"),
        (row(value="value = 1\nunit_price = 2"), "unit_price"),
        ('[[parameter]]\nkey = "k"\n', "lacks mark, source, starts, unit"),
    ],
)
def test_a_file_that_contradicts_itself_is_refused_by_name(text, told):
    with pytest.raises(BadLaw, match=told):
        read("stays", text)


def test_every_file_of_law_here_can_be_read():
    areas = [
        file.name.removesuffix(".toml")
        for file in resources.files("boso.core.law").iterdir()
        if file.name.endswith(".toml")
    ]
    assert "tenancy" in areas
    for area in areas:
        assert parameters.everything(area)
    assert parameters.value("tenancy", "lease.move_out_request_months", dt.date(2026, 11, 23)) == 3
