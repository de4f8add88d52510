"""Bringing workbooks in: the same steps for every kind, shown on a small one that writes organisations."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import ALLOWED, Denied, Refused
from boso.foundation.audit.models import Entry
from boso.foundation.exchange import actions, registry
from boso.foundation.exchange.imports import ImportKind
from boso.foundation.exchange.models import ImportRun, RunState, Staging
from boso.foundation.exchange.sheets import Column, Sheet, choice, date, slug, text
from boso.foundation.exchange.upsert import upsert
from boso.foundation.history.models import Change
from boso.foundation.organisations.models import Kind, Organisation, Unit

BODIES = (
    Column("slug", slug, required=True),
    Column("name", text, required=True),
    Column("kind", choice(*Kind.values), empty="municipality"),
    Column("starts", date),
)
PARTS = (Column("body", slug, required=True), Column("name", text, required=True))


def write_bodies(actor, rows, context):
    return upsert(
        actor, Organisation, rows, context, key=("slug",), scope=Organisation.objects.filter(slug__startswith="t-"),
        values=lambda row: {"slug": row["slug"], "name": row["name"], "kind": row["kind"], "starts": row["starts"]},
    )  # fmt: skip


def write_parts(actor, rows, context):
    bodies = dict(Organisation.objects.values_list("slug", "pk"))
    return upsert(
        actor, Unit, rows, context, key=("organisation_id", "name"),
        values=lambda row: {"organisation_id": bodies[row["body"]], "name": row["name"], "kind": "nav"},
    )  # fmt: skip


def check_parts(rows, context):
    known = context.texts("bodies", "slug") | set(Organisation.objects.values_list("slug", flat=True))
    for row in rows:
        if row["body"] not in known:
            context.problem(row, "body", "Nobody has this short name.")


def policy(actor, organisation_id):
    return ALLOWED if actor.is_somebody else Denied("No.")


TRIAL = ImportKind(
    "trial", "Trial",
    (
        Sheet("bodies", BODIES, ("slug",), write_bodies),
        Sheet("parts", PARTS, ("body", "name"), write_parts, check_parts),
    ),
    policy,
)  # fmt: skip


@pytest.fixture(autouse=True)
def trial_kind(monkeypatch):
    monkeypatch.setitem(registry._imports, "trial", TRIAL)


def folder(tmp_path: Path, **sheets: str) -> Path:
    place = tmp_path / "book"
    place.mkdir(exist_ok=True)
    for name, content in sheets.items():
        (place / f"{name}.csv").write_text(content)
    return place


@pytest.fixture
def book(tmp_path):
    return folder(
        tmp_path,
        bodies="slug,name,kind,starts\nt-a,Aa,municipality,2010-01-01\nt-b,Bb,,22.11.2011\n",
        parts="body;name\nt-a;NAV Aa\n",
    )


def test_a_workbook_is_brought_in_whole(db, book):
    outcome = actions.run_import(SYSTEM, "trial", book)
    assert outcome.state == "applied", outcome.problems
    assert [(s.name, s.new) for s in outcome.sheets] == [("bodies", 2), ("parts", 1)]
    assert Unit.objects.get(name="NAV Aa").organisation.slug == "t-a"
    assert outcome.run.counts[0]["new"] == 2
    assert Change.objects.filter(verb="import").count() == 3
    assert Entry.objects.get(verb="import.apply").object_id == str(outcome.run.pk)


def test_the_same_file_again_changes_nothing_and_says_who_and_when(db, book):
    actions.run_import(SYSTEM, "trial", book)
    again = actions.run_import(SYSTEM, "trial", book)
    assert again.state == "already"
    assert again.ok
    assert "BoSo" in again.sentence
    assert ImportRun.objects.count() == 1


def test_an_older_file_after_a_newer_one_is_brought_in_again(db, tmp_path):
    for content in ("slug,name\nt-a,First\n", "slug,name\nt-a,Second\n", "slug,name\nt-a,First\n"):
        outcome = actions.run_import(SYSTEM, "trial", folder(tmp_path, bodies=content))
        assert outcome.state == "applied"
    assert Organisation.objects.get(slug="t-a").name == "First"


def test_all_faults_are_told_at_once_with_their_places(db, tmp_path):
    book = folder(
        tmp_path,
        bodies="slug,name,kind,starts\nT A,Aa,town,31.02.2010\nt-b,,,\n",
        parts="body,name\nt-x,NAV\nt-b,NAV\nt-b,NAV\n",
    )
    outcome = actions.run_import(SYSTEM, "trial", book)
    assert outcome.state == "refused"
    assert [(p.sheet, p.row, p.column) for p in outcome.problems] == [
        ("bodies", 2, "slug"), ("bodies", 2, "kind"), ("bodies", 2, "starts"), ("bodies", 3, "name"),
        ("parts", 4, "name"), ("parts", 2, "body"),
    ]  # fmt: skip
    assert all(problem.what for problem in outcome.problems)
    assert not Organisation.objects.filter(slug__startswith="t-").exists()
    assert outcome.run.faults == 6


def test_a_dry_run_leaves_no_trace(db, book):
    outcome = actions.run_import(SYSTEM, "trial", book, dry_run=True)
    assert (outcome.state, outcome.sheets[0].new) == ("previewed", 2)
    assert not ImportRun.objects.exists()
    assert not Entry.objects.exists()
    assert not Organisation.objects.exists()


def packed(**sheets: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in sheets.items():
            archive.writestr(f"folder/{name}.csv", content)
    return stream.getvalue()


def test_what_was_previewed_is_brought_in_just_so(db):
    outcome = actions.preview(
        SYSTEM, "trial", "a.zip", packed(bodies="slug,name\nt-a,Aa\n", parts="body,name\nt-a,NAV\n")
    )
    assert outcome.state == "previewed"
    assert not Organisation.objects.exists()
    done = actions.apply(SYSTEM, outcome.run)
    assert [s.plain() for s in done.sheets] == [s.plain() for s in outcome.sheets]
    assert outcome.run.state == RunState.APPLIED
    assert Staging.objects.get().rows == []


def test_a_preview_that_no_longer_holds_is_not_brought_in(db):
    outcome = actions.preview(SYSTEM, "trial", "bodies.csv", b"slug,name\nt-a,Aa\n")
    Organisation.objects.create(slug="t-a", name="Else", kind=Kind.COUNTY)
    with pytest.raises(Refused):
        actions.apply(SYSTEM, outcome.run)
    assert Organisation.objects.get(slug="t-a").name == "Else"
    assert ImportRun.objects.get().state == RunState.PREVIEWED


def test_what_is_put_away_cannot_be_brought_in(db):
    outcome = actions.preview(SYSTEM, "trial", "bodies.csv", b"slug,name\nt-a,Aa\n")
    actions.drop(SYSTEM, outcome.run)
    assert not Staging.objects.exists()
    with pytest.raises(Refused):
        actions.apply(SYSTEM, outcome.run)
    with pytest.raises(Refused):
        actions.drop(SYSTEM, outcome.run)


def test_who_may_not_gets_the_reason(db, book):
    with pytest.raises(Refused):
        actions.run_import(NOBODY, "trial", book)


def test_an_unknown_kind_lists_the_known_ones(db, book):
    with pytest.raises(registry.UnknownName) as caught:
        actions.run_import(SYSTEM, "nothing", book)
    assert "trial" in str(caught.value)
    assert "trial" in caught.value.known


NAMES = st.dictionaries(
    st.sampled_from([f"t-{letter}" for letter in "abcdef"]), st.sampled_from(["One", "Two"]), min_size=1
)


class PreviewTellsTheTruth(TestCase):
    """A previewed count equals the applied one, whatever stands and whatever comes."""

    @given(standing=NAMES, coming=NAMES)
    def test_counts(self, standing, coming):
        registry._imports["trial"] = TRIAL
        Organisation.objects.all().delete()
        for name, title in standing.items():
            Organisation.objects.create(slug=name, name=title, kind="municipality")
        content = "slug,name\n" + "".join(f"{name},{title}\n" for name, title in coming.items())
        seen = actions.preview(SYSTEM, "trial", "bodies.csv", content.encode())
        assert dict(Organisation.objects.values_list("slug", "name")) == standing
        if seen.state == "already":
            return
        done = actions.apply(SYSTEM, seen.run)
        assert seen.sheets == done.sheets
        (sheet,) = done.sheets
        assert sheet.new == len(coming.keys() - standing.keys())
        assert sheet.changed == sum(standing.get(name, title) != title for name, title in coming.items())
        assert sheet.unchanged == len(coming) - sheet.new - sheet.changed
        assert sheet.missing == len(standing.keys() - coming.keys())
        assert dict(Organisation.objects.values_list("slug", "name")) == {**standing, **coming}


def test_an_unreadable_path_is_refused_and_kept_in_the_history_unless_it_was_a_trial(db, tmp_path):
    assert actions.run_import(SYSTEM, "trial", tmp_path / "none.csv", dry_run=True).state == "refused"
    assert not ImportRun.objects.exists()
    assert not actions.run_import(SYSTEM, "trial", tmp_path / "none.csv").ok
    assert ImportRun.objects.get().state == RunState.REFUSED


def test_a_dry_run_tells_every_fault(db, tmp_path):
    outcome = actions.run_import(SYSTEM, "trial", folder(tmp_path, bodies="slug,name\nA a,\n"), dry_run=True)
    assert (outcome.state, len(outcome.problems), outcome.run) == ("refused", 2, None)


def test_a_fault_found_while_writing_undoes_the_sheets_before_it(db, tmp_path, monkeypatch):
    def wrong(actor, rows, context):
        assert [row["slug"] for row in context.rows("bodies")] == ["t-a"]
        assert context.rows("other") == []
        context.problem(rows[0], "name", "Wrong.")
        return write_parts(actor, rows, context)

    parts = Sheet("parts", PARTS, ("body", "name"), wrong)
    monkeypatch.setitem(registry._imports, "trial", ImportKind("trial", "Trial", (TRIAL.sheets[0], parts), policy))
    outcome = actions.run_import(
        SYSTEM, "trial", folder(tmp_path, bodies="slug,name\nt-a,Aa\n", parts="body,name\nt-a,x\n")
    )
    assert (outcome.state, outcome.problems[0].sheet) == ("refused", "parts")
    assert not Organisation.objects.exists()


def test_a_sheet_of_a_header_only_changes_nothing(db, tmp_path):
    (sheet,) = actions.run_import(SYSTEM, "trial", folder(tmp_path, bodies="slug,name\n")).sheets
    assert (sheet.new, sheet.columns) == (0, ())


def test_a_lone_sheet_of_another_name_is_known_by_its_columns(db):
    seen = actions.preview(SYSTEM, "trial", "november.csv", b"slug,name\nt-a,Aa\n")
    assert [sheet.name for sheet in seen.sheets] == ["bodies"]
    unknown = actions.preview(SYSTEM, "trial", "november.csv", b"code,name\nt-a,Aa\n")
    assert [problem.sheet for problem in unknown.problems] == ["november"]
