"""What the report found goes in whole, with evidence, goals and checks that run against what BoSo knows."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from decimal import Decimal
from io import BytesIO

import pytest

from boso.foundation.access.actor import SYSTEM, Actor, Seat
from boso.foundation.access.roles import Role
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.exports import write_export
from boso.foundation.exchange.imports import Context
from boso.foundation.exchange.sheets import BadCell
from boso.programme.findings import (
    actions,
    actions_checks,
    checks,
    evidence,
    importing,
    queries,
    queries_pages,
    showing,
)
from boso.programme.findings.checks import Asked
from boso.programme.findings.models import Assessment, Check, Evidence, Finding, Recommendation
from boso.programme.findings.tests.conftest import TODAY, WORKBOOK
from boso.programme.partnership.models import Participation
from boso.programme.reporting.models import ReportRound
from boso.programme.reporting.sources import findings as in_report

pytestmark = pytest.mark.slow
NOW = dt.datetime(2026, 11, 23, 5, 20, tzinfo=dt.UTC)
MEMBER = Actor(None, "", "nb", (Seat(0, 0, Role.POLITICIAN),))


def asked(query: str, participation: Participation | None = None, **arguments: str) -> checks.Found:
    known = checks.get(query)
    assert known is not None
    for one in known.arguments:
        if one.choices is not None and one.name in arguments:
            assert arguments[one.name] in dict(one.choices(MEMBER, "report")), (query, one.name)
    actor = MEMBER
    if participation is not None:
        place = participation.organisation_id
        actor = Actor(None, "", "nb", (Seat(place, place, Role.STEERING_GROUP),))
    return known.run(actor, Asked("report", participation, arguments, NOW.date()))


def exported(name: str) -> list[dict[str, object]]:
    stream = BytesIO()
    write_export(SYSTEM, name, "json", stream)
    rows: list[dict[str, object]] = json.loads(stream.getvalue())
    return rows


def test_all_goes_in_runs_and_comes_out(report, tmp_path):
    assert Finding.objects.filter(state="raised", fact__isnull=False).count() >= 15
    assert not Finding.objects.filter(category__isnull=True).exists()
    assert not Finding.objects.exclude(pk__in=Evidence.objects.filter(against=False).values("finding")).exists()
    assert Recommendation.objects.filter(state="waiting").count() == 9
    assert Assessment.objects.count() == 13
    beside = queries_pages.judged_beside(MEMBER, "report")
    assert (beside[0].judged, beside[0].level) == ("Program som metode", "")
    assert str(beside[0]) == "Program som metode on_the_way"
    assert {len(one.challenges.all()) > 0 for one in Recommendation.objects.all()} == {True}
    everything = evidence.shown(MEMBER, Evidence.objects.select_related("fact__source"))
    assert [str(one.piece) for one in everything if one.fact is None and one.thing is None] == []
    assert {str(one.kind) for one in everything} >= {"Faktum i rapporten", "Trykt tall", "Indikator"}
    ran, turned = actions_checks.run_by_clock(SYSTEM, NOW)
    assert (ran >= 10, turned) == (True, 0)
    said = Counter(Check.objects.values_list("verdict", flat=True))
    assert min(said["holds"], said["no_longer"], said["unmeasured"]) >= 3
    assert not Check.objects.filter(why="gone").exists()
    old = Check.objects.get(key="check.start_loans")
    assert (old.why, old.value) == ("old", 4)
    assert {row["id"] for row in exported("findings")} == set(Finding.objects.values_list("pk", flat=True))
    assert len(exported("recommendations")) == 9
    assert len(exported("checks")) == ran
    rows = queries_pages.sorted_in(MEMBER, "report")
    table = showing.matrix(rows, queries_pages.categories(MEMBER))
    assert [one.category.path for one in table.columns][:2] == ["context", "mobilisation"]
    assert {one.category.path for one in table.only_touched} == {"learning.first", "learning.third"}
    assert (table.silent, table.loose) == ([], ())
    asked_again(tmp_path)
    what_every_query_says()


def asked_again(tmp_path) -> None:
    """A second time, from files that differ in one word only, what members did stands."""
    kept = Finding.objects.get(fact_id="findings.nav")
    Finding.objects.filter(pk=kept.pk).update(state="withdrawn", reason="Nyere kunnskap")
    for file in WORKBOOK.glob("*.csv"):
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(
            text.replace("NAV er vanskelig å få med", "NAV er ikke med"), encoding="utf-8"
        )
    outcome = run_import(SYSTEM, "findings", tmp_path)
    assert outcome.ok, outcome.problems
    kept.refresh_from_db()
    assert (kept.title_nb, kept.state) == ("NAV er ikke med", "withdrawn")
    wrong = (tmp_path / "checks.csv").read_text(encoding="utf-8").replace("plans.homes", "plans.castles")
    (tmp_path / "checks.csv").write_text(wrong.replace("findings.nav,", "findings.nobody,"), encoding="utf-8")
    problems = {problem.column for problem in run_import(SYSTEM, "findings", tmp_path).problems}
    assert problems == {"query", "of"}
    both = (
        (tmp_path / "assessments.csv")
        .read_text(encoding="utf-8")
        .replace(",,Program som metode", ",goals.2011_2017.main,Program som metode")
    )
    (tmp_path / "assessments.csv").write_text(both, encoding="utf-8")
    assert "goal" in {problem.column for problem in run_import(SYSTEM, "findings", tmp_path).problems}
    with pytest.raises(BadCell):
        importing._arguments("state")
    assert Context


def what_every_query_says() -> None:
    hamar = Participation.objects.get(slug="hamar")
    moss = Participation.objects.get(slug="moss")
    told = {
        "plans.activities": asked("plans.activities", theme="homes", state="done", tell="count"),
        "of one": asked("plans.activities", hamar, state="any", tell="share"),
        "plans.homes": asked("plans.homes", state="done", tell="homes"),
        "plans.funding": asked("plans.funding", funder="any", state="granted", tell="count"),
        "no kroner": asked("plans.funding", funder="bank", state="refused", tell="kroner"),
        "anchoring.mentions": asked("anchoring.mentions", document="area_plan", standing="mentioned"),
        "anchoring.involvement": asked("anchoring.involvement", group="users", phase="analysis", degree="some"),
        "one group": asked("anchoring.involvement", moss, group="neighbours", phase="planning", degree="weak"),
        "indicator.value": asked("indicator.value", indicator="survey_answers", place="evaluated"),
        "of a place": asked("indicator.value", hamar, indicator="startlan_growth"),
        "grants.own_share": asked("grants.own_share"),
        "grants.mean_award": asked("grants.mean_award", hamar),
        "no awards": asked("grants.mean_award", Participation.objects.get(slug="gjovik")),
        "figures.cell": asked("figures.cell", cell="stays/place_by_length/length=long"),
        "none sent": asked("figures.cell", hamar, cell="stays/place_by_length/length=long"),
        "learning.arenas": asked("learning.arenas", kind="visit"),
        "learning.networks": asked("learning.networks", state="active"),
        "learning.lessons": asked("learning.lessons", loop="1", state="any"),
        "learning.uses": asked("learning.uses", verdict="any"),
        "survey.published": asked("survey.published", key="2011-tools-agree"),
    }  # fmt: skip
    values = {name: (one.value, one.base) for name, one in told.items() if one.value is not None}
    assert values["of one"][0] == 100
    assert values["plans.homes"] == (Decimal(124), None)
    assert values["one group"] == (1, 1)
    assert values["indicator.value"] == (Decimal("60.6"), 137)
    assert values["grants.mean_award"] == (Decimal(2_200_000), 1)
    assert values["learning.networks"] == (1, 4)
    assert values["learning.uses"] == (5, 5)
    silent = {name for name, one in told.items() if one.value is None}
    assert silent == {
        "no kroner", "anchoring.mentions", "of a place", "grants.own_share", "no awards", "figures.cell", "none sent",
        "learning.arenas", "survey.published",
    }  # fmt: skip
    for gone in (("indicator.value", "indicator"), ("survey.published", "key"), ("survey.table", "table")):
        with pytest.raises(checks.GoneError):
            query = checks.get(gone[0])
            assert query is not None
            query.run(MEMBER, Asked("report", None, {gone[1]: "nobody-knows"}, NOW.date()))
    assert asked("plans.activities", Participation.objects.get(slug="gjovik"), tell="count").value is None
    assert [dict(one.choices(MEMBER, "report")) for query in checks.known() for one in query.arguments if one.choices]


def test_what_turned_in_a_period_stands_in_the_half_year_report(finding, gauge, hamar, coordinator):
    gauge.found = checks.Found(Decimal(12))
    fields = {"query": "test.gauge", "arguments": {}, "condition": "at_least", "low": Decimal(10), "nb": "Nok"}
    check = actions_checks.add_check(coordinator, finding, None, fields, now=NOW)
    gauge.found = checks.Found(Decimal(1))
    assert actions_checks.run_check(coordinator, check, NOW + dt.timedelta(days=1))
    the_round = ReportRound(kind="annual", year=2026)
    (figure,) = in_report(SYSTEM, hamar, the_round)
    assert (figure.name, figure.value, figure.section) == ("Nok", "no_longer", "findings")
    assert not list(in_report(SYSTEM, hamar, ReportRound(kind="annual", year=2025)))
    assert not list(in_report(SYSTEM, hamar, ReportRound(kind="half_year", year=2026)))
    assert list(in_report(SYSTEM, hamar, ReportRound(kind="half_year", year=2027)))
    assert queries.turned(MEMBER, TODAY).count() == 1
    assert actions.REPORT == "report"
