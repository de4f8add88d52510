"""What the report says goes in whole, stands with chapter and lines, and does not undo what members have done since."""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO

import pytest

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.exchange.exports import write_export
from boso.programme.partnership.models import Mark
from boso.programme.partnership.testing import bring_in
from boso.programme.plans import actions, actions_more, importing, queries, queries_pages
from boso.programme.plans.models import Activity, DwellingProject, Funding, PlanVersion, PreAnalysis, Trace
from boso.programme.plans.tests.conftest import TODAY, WORKBOOK


def exported(name, **filters):
    stream = BytesIO()
    write_export(SYSTEM, name, "json", stream, **filters)
    return json.loads(stream.getvalue(), parse_float=Decimal)


def test_the_report_goes_in_with_its_facts_and_the_lists_agree(plans):
    for name, model, count in (("activities", Activity, 32), ("dwelling-projects", DwellingProject, 29)):
        rows = exported(name)
        assert len(rows) == model.objects.count() == count
        assert all(row["fact"] and row["chapter"] and row["lines"] for row in rows)
    assert len(exported("activities", participant="hamar", state="done")) == 1
    assert {row["state"] for row in exported("plans")} == {"adopted", "draft"}
    assert len(exported("plans", participant="moss")) == 1
    assert sum(row["granted"] or 0 for row in exported("funding")) == 12_000_000
    assert len(exported("challenges", theme="instruments")) == 8
    assert not queries.activities(NOBODY).exists()
    assert not queries.versions(NOBODY).exists()
    assert Trace.objects.exclude(mark=Mark.DERIVED).count() == 0


def test_ranges_stay_ranges_and_parts_are_not_added_to_their_whole(plans):
    moss = DwellingProject.objects.get(fact_id="dwellings.moss.drug_users_2012")
    assert (moss.low, moss.high, moss.number_words, moss.fact.mark) == (5, 8, "5–8", Mark.RANGE)
    standing = {one.participation.slug: one for one in queries_pages.standings(SYSTEM)}
    assert (standing["baerum"].homes_done, standing["baerum"].homes_low) == (46, 62)
    assert (standing["moss"].homes_done, standing["moss"].homes_low, standing["moss"].homes_high) == (59, 70, 82)
    assert standing["lillehammer"].homes_low == 0
    assert PlanVersion.objects.get(plan__participation__slug="hamar").plan.under
    assert PreAnalysis.objects.get(participation__slug="moss").state == "in_process"


@pytest.mark.slow
def test_what_members_have_done_since_stands_when_the_report_is_brought_in_again(reported, leader):
    row = Activity.objects.get(fact_id="activities.hamar.decisions")
    actions.move_activity(leader, row, "finish", TODAY)
    actions.reschedule(leader, Activity.objects.get(fact_id="activities.hamar.start_loan"), None, TODAY, reason="Tid")
    money = Funding.objects.get(fact_id="funding.hamar.children")
    actions_more.release(leader, _granted(money), Decimal(500))
    bring_in("plans", WORKBOOK)
    again = Activity.objects.get(pk=row.pk)
    assert (again.state, again.reported_state, again.done_on) == ("done", "under_way", TODAY)
    assert Activity.objects.get(fact_id="activities.hamar.start_loan").ends == TODAY
    assert Funding.objects.get(pk=money.pk).released == 500


def _granted(money):
    money.granted = Decimal(1000)
    return money


@pytest.mark.slow
def test_a_faulty_part_or_time_is_refused_with_its_cell(plans, tmp_path):
    for name in ("dwellings", "activities", "funding"):
        text = (WORKBOOK / f"{name}.csv").read_text(encoding="utf-8")
        wrong = {
            "dwellings": ("dwellings.baerum.2010_2011,means,29", "dwellings.baerum.2010_2011,,99"),
            "activities": (",spring 2012,", ",soon,"),
            "funding": (",activities.baerum.bofri,", ",activities.baerum.nothing,"),
        }[name]
        assert wrong[0] in text
        (tmp_path / f"{name}.csv").write_text(text.replace(*wrong), encoding="utf-8")
    with pytest.raises(AssertionError) as failed:
        bring_in("plans", tmp_path)
    assert "soon" in str(failed.value)
    (tmp_path / "activities.csv").unlink()
    with pytest.raises(AssertionError) as failed:
        bring_in("plans", tmp_path)
    assert "part" in str(failed.value)
    (tmp_path / "dwellings.csv").unlink()
    with pytest.raises(AssertionError) as failed:
        bring_in("plans", tmp_path)
    assert "baerum.nothing" in str(failed.value)
    assert importing.PLANS_IMPORT.sheet("dwellings").check is not None
