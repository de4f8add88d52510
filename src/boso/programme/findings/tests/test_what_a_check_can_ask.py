"""Stored queries where little is known, and evidence looked up where it lives."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from boso.core.tabulation.marks import Mark
from boso.foundation.access.actor import NOBODY
from boso.foundation.documents.models import Document
from boso.foundation.packages.models import Received
from boso.programme.findings import (
    actions,
    asking_learning,
    asking_numbers,
    asking_surveys,
    asking_work,
    evidence,
    queries,
    queries_pages,
)
from boso.programme.findings.checks import Asked, GoneError
from boso.programme.findings.models import Challenge, Evidence
from boso.programme.findings.tests.conftest import TODAY
from boso.programme.indicators.models import Indicator, Value
from boso.programme.learning.models import Arena, LedgerEntry
from boso.programme.plans.models import Activity, DwellingProject, Funding
from boso.programme.tables.models import DataSet, Table

NIGHT = dt.date(2026, 11, 23)


def asked(programme: str = "demonstration", participation=None, **arguments: str) -> Asked:
    return Asked(programme, participation, arguments, NIGHT)


def test_where_nothing_is_known_there_is_nothing_to_ask(leader, hamar):
    for module in (asking_learning, asking_numbers, asking_surveys, asking_work):
        for query in module.QUERIES:
            if query.key.startswith(("indicator", "survey")):
                with pytest.raises(GoneError):
                    query.run(leader, asked())
                continue
            arguments = {"standing": "mentioned", "degree": "some", "document": "budget", "tell": "homes"}
            if query.key == "figures.cell":
                arguments["cell"] = "needs/size/"
            assert query.run(leader, asked(**arguments)).value is None, query.key


def test_what_members_keep_is_of_today(leader, hamar):
    for one in (
        Activity(participation=hamar, title_nb="Flytte", theme="homes", state="done"),
        DwellingProject(participation=hamar, title_nb="Hus", state="done", means="buy"),
        Funding(participation=hamar, title_nb="Midler", source="bank", state="granted", granted=Decimal(500)),
    ):
        one.save()
    here = asked("report", hamar, tell="share")
    assert asking_work._activities(leader, here).on == NIGHT
    assert asking_work._homes(leader, asked("report", hamar, tell="homes")).value is None
    assert asking_work._funding(leader, asked("report", hamar, tell="kroner")).value == 500
    assert asking_work._funding(leader, asked("report", hamar, tell="kroner", state="refused")).value is None
    LedgerEntry.objects.create(title_nb="Lært", loop=1, shared=True)
    assert asking_learning._lessons(leader, asked("report", loop="1")).on == NIGHT
    Arena.objects.create(title_nb="Møte", kind="course", state="held", starts=NIGHT)
    assert asking_learning._arenas(leader, asked("report")).value == 1


def test_figures_that_have_come_are_read_cell_by_cell(leader, hamar):
    cells = [{"at": ["long"], "count": 3}, {"at": [None], "count": 12}, {"at": ["short"], "mark": Mark.HIDDEN.value}]
    table = {"name": "t", "dimensions": [{"name": "length"}], "cells": cells}
    Received.objects.create(
        organisation=hamar.organisation, definition="stays", version=1, on=TODAY, number=1, digest="d",
        document={"tables": [table]}, received_at=timezone.now(),
    )  # fmt: skip
    count = asking_numbers._cell(leader, asked("report", hamar, cell="stays/t/length=long"))
    assert (count.value, count.base, count.on) == (3, None, TODAY)
    hidden = asking_numbers._cell(leader, asked("report", hamar, cell="stays/t/length=short"))
    assert (hidden.value, hidden.why) == (None, "hidden")
    assert asking_numbers._cell(leader, asked("report", hamar, cell="stays/t/length=odd")).value is None


def test_own_share_is_told_of_the_newest_year(leader, hamar, monkeypatch):
    def year(number: int, put_in: int) -> SimpleNamespace:
        means = SimpleNamespace(means=SimpleNamespace(total=Decimal(put_in)))
        return SimpleNamespace(year=number, required=Decimal(200), contributions=(1,), standing=means)

    money = {1: SimpleNamespace(years=[year(2012, 10), year(2013, 150)])}
    monkeypatch.setattr(asking_numbers.grants, "for_participations", lambda actor, who: money)
    told = asking_numbers._own_share(leader, asked("report", hamar))
    assert (told.value, told.base, told.on) == (75, 1, dt.date(2013, 12, 31))


def test_a_cell_of_a_survey_table_is_read_as_the_table_shows_it(leader, monkeypatch):
    heads = (SimpleNamespace(code="yes"), SimpleNamespace(code="no"), SimpleNamespace(code="odd"))
    shown = SimpleNamespace(percent=Decimal("40"), hidden=False)
    cells = (shown, SimpleNamespace(percent=None, hidden=True), SimpleNamespace(percent=None, hidden=False))
    total = SimpleNamespace(code="", label="Alle", n=20, cells=cells)
    result = SimpleNamespace(lines=(), total=total, heads=heads, data_date=TODAY)
    data = DataSet.objects.create(key="d", kind="file", nb="Data", asked_on=TODAY, source="Fil", state="open")
    table = Table.objects.create(key="t", data_set=data, title_nb="Tabell")
    monkeypatch.setattr(asking_surveys.tables, "answered", lambda actor, table: result)
    told = asking_surveys._table(leader, asked("report", table="t", column="yes"))
    assert (told.value, told.base, told.on) == (40, 20, TODAY)
    whys = [asking_surveys._table(leader, asked("report", table="t", column=code)).why for code in ("no", "odd")]
    assert whys == ["hidden", "nothing"]
    with pytest.raises(GoneError):
        asking_surveys._table(leader, asked("report", table="t", column="maybe"))
    assert [one.title for one in evidence.offered(leader, "table")] == [table.title]


def test_a_hidden_number_hides_the_sum(leader, hamar):
    passport = Indicator.objects.create(
        key="i", theme="need", nb="Tall", unit_nb="stk", measure="count", direction="up", gathering="snapshot",
        frequency="Y", source="S", confirmer="bank",
    )  # fmt: skip
    kept = {"indicator": passport, "organisation": hamar.organisation, "period": "2013", "origin": "o"}
    Value.objects.create(**kept, starts=dt.date(2013, 1, 1), ends=dt.date(2014, 1, 1), mark="hidden")
    assert asking_numbers._value(leader, asked("report", indicator="i")).value is None
    Value.objects.update(mark="known", numerator=4)
    told = asking_numbers._value(leader, asked("report", hamar, indicator="i"))
    assert (told.value, told.on, told.source) == (4, dt.date(2013, 12, 31), "Tall (stk), 2013")
    Value.objects.update(denominator=0)
    Indicator.objects.update(measure="share")
    assert asking_numbers._value(leader, asked("report", hamar, indicator="i")).value is None


def test_evidence_is_looked_up_where_it_lives(coordinator, leader, finding, hamar):
    paper = Document.objects.create(
        organisation=hamar.organisation, title="Notat", visibility="own", created_at=timezone.now()
    )
    for kind, ref in (("document", str(paper.pk)), ("quotation", "0"), ("published", "x"), ("table", "x")):
        actions.add_evidence(coordinator, finding, kind, ref=ref, on=TODAY)
    rows = Evidence.objects.filter(finding=finding).select_related("fact__source")
    shown = {str(one.piece.kind): one for one in evidence.shown(leader, rows)}
    assert shown["document"].thing.title == "Notat"
    assert shown["quotation"].thing is None
    assert [one.title for one in evidence.offered(leader, "document")] == ["Notat"]
    for kind in ("quotation", "published", "indicator", "fact"):
        assert evidence.offered(leader, kind) == []
    assert evidence._printed("60,5", "share") == "60,5 %"
    assert evidence._printed("3", "order") == "3"


def test_what_the_report_says_of_a_challenge_stays_while_ties_are_added(coordinator, finding, a_fact):
    hard = Challenge.objects.create(title_nb="Tid", fact=a_fact)
    actions.edit_challenge(coordinator, hard, {"title_nb": "Annet", "findings": [finding]})
    assert (hard.title_nb, list(hard.findings.all())) == ("Tid", [finding])
    assert str(hard) == "Tid"
    assert [str(one) for one in finding.evidence.all()] == [f"{finding.pk} fact {a_fact.pk}"]


def test_nobody_finds_anything(db):
    for found in (queries.findings(NOBODY), queries.challenges(NOBODY), queries.checks(NOBODY)):
        assert list(found) == []
    assert queries_pages.categories(NOBODY) == []
    assert list(queries_pages.may_own(NOBODY, None, TODAY)) == []
    assert list(queries_pages.category_choices(NOBODY)) == []
