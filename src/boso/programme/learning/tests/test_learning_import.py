"""What the report says of learning goes in whole, stays as members have moved it on, and comes out as lists."""

from __future__ import annotations

import json
import shutil
from io import BytesIO

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.exchange.actions import run_import
from boso.foundation.exchange.exports import write_export
from boso.programme.learning import actions_library, api, due, queries
from boso.programme.learning.models import (
    Arena,
    Experience,
    LedgerEntry,
    MandatePoint,
    Network,
    NetworkMember,
    Signal,
    Standing,
    Use,
)
from boso.programme.learning.tests.conftest import TODAY, WORKBOOK
from boso.programme.partnership.models import Fact, Mark


def exported(name, **filters):
    stream = BytesIO()
    write_export(SYSTEM, name, "json", stream, **filters)
    return json.loads(stream.getvalue())


def test_the_report_goes_in_with_a_place_in_the_source_for_every_row(learning):
    assert {network.slug: network.members.count() for network in Network.objects.all()} == {
        "innlandet": 5, "akershus": 3, "ostfold": 7, "oppfolging-hedmark": 5,
    }  # fmt: skip
    assert MandatePoint.objects.filter(network__slug="ostfold").exclude(quote="").count() == 7
    ostfold = Network.objects.get(slug="ostfold")
    assert (ostfold.initiator.slug, ostfold.meetings_a_year) == ("moss", 4)
    assert sorted(Arena.objects.values_list("kind", flat=True)) == [
        "gathering", "gathering", "leaders", "leaders", "start", "study_trip",
    ]  # fmt: skip
    assert Arena.objects.exclude(starts=None).count() == 1
    assert Signal.objects.get(title_nb__contains="NOU 2011:15").traces.count() == 6
    for model in (Arena, Network, Experience, LedgerEntry, Signal, Standing, Use, NetworkMember):
        assert not model.objects.filter(fact__isnull=True).exists()
    assert not Fact.objects.filter(sheet="standings").exclude(mark=Mark.DERIVED).exists()
    grown = Experience.objects.get(fact_id="learning.experience.lillehammer.mapping")
    assert grown.builds_on.organisation.slug == "kongsvinger"


def test_no_result_or_cost_is_invented(learning):
    assert not Experience.objects.exclude(result="", cost=None, contact_role="").exists()
    assert set(Use.objects.values_list("verdict", flat=True)) == {"too_early"}


def test_bringing_it_in_again_changes_nothing_that_members_have_done(learning, coordinator, tmp_path):
    entry = LedgerEntry.objects.get(fact_id="learning.lesson.tools")
    actions_library.move_lesson(coordinator, entry, "decide", "Verktøyene lages sammen med dem som bruker dem.", TODAY)
    copy = tmp_path / "workbook"
    shutil.copytree(WORKBOOK, copy)
    lessons = copy / "lessons.csv"
    lessons.write_text(
        lessons.read_text("utf-8").replace("Foranalysen tar for lang tid", "Den tar for lang tid"), "utf-8"
    )
    outcome = run_import(SYSTEM, "learning", copy)
    assert outcome.ok
    assert {sheet.name: (sheet.new, sheet.changed) for sheet in outcome.sheets if sheet.new or sheet.changed} == {
        "lessons": (0, 1)
    }
    entry.refresh_from_db()
    assert entry.state == "decided"


def test_a_row_without_a_source_or_with_an_unknown_network_is_refused(learning, tmp_path):
    copy = tmp_path / "workbook"
    shutil.copytree(WORKBOOK, copy)
    sheet = copy / "mandate.csv"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(
        text.replace(",stated,moreforsking-2012", ",stated,", 1).replace("ostfold,2", "vestfold,2"), "utf-8"
    )
    outcome = run_import(SYSTEM, "learning", copy)
    assert not outcome.ok
    assert {(problem.row, problem.column) for problem in outcome.problems} >= {(2, "source")}
    sheet.write_text(text.replace("ostfold,2", "vestfold,2"), "utf-8")
    outcome = run_import(SYSTEM, "learning", copy)
    assert [(problem.row, problem.column) for problem in outcome.problems] == [(3, "network")]


def test_the_lists_that_leave_hold_what_the_pages_hold(learning):
    arenas, networks, told = exported("arenas"), exported("networks"), exported("experiences")
    assert len(arenas) == 6 and all(row["fact"] and row["lines"] for row in arenas)
    assert {row["slug"]: row["members"] for row in networks}["akershus"] == "asker;baerum;lorenskog"
    assert sum(row["taken"] for row in told) == 1
    assert exported("arenas", programme="demonstration") == []
    assert {row["organisation"] for row in exported("experiences", organisation="oslo")} == {"oslo"}


def test_what_is_asked_for_by_nobody_is_nothing(learning):
    for query in (queries.arenas, queries.networks, queries.experiences, queries.ledger, queries.signals):
        assert not query(NOBODY).exists()
    assert queries.sizes(NOBODY) == {}


def test_other_programs_read_the_library(learning):
    row = queries.experiences(SYSTEM).get(fact_id="learning.experience.kongsvinger.mapping")
    told = api._experience(row)
    assert (told["organisation"], told["taken_over"], told["cost"]) == ("kongsvinger", 1, None)


def test_whoever_is_no_part_of_it_is_asked_nothing(db):
    assert [list(source(NOBODY, TODAY)) for source in due.SOURCES] == [[]] * len(due.SOURCES)


def test_what_has_changed_is_called_by_its_name(learning):
    told, network = Experience.objects.first(), Network.objects.first()
    assert due.experiences_by_id(SYSTEM, [str(told.pk)])[str(told.pk)].title == told.title
    assert due.networks_by_id(SYSTEM, [str(network.pk)])[str(network.pk)].url.endswith(f"/{network.slug}/")
    assert due.experiences_by_id(NOBODY, [str(told.pk)]) == {}
