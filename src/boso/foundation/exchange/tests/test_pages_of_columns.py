"""Choosing columns, words and rules on the pages, and what is remembered: shown on a small kind that writes units."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from boso.core.values.folding import fold
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.decisions import ALLOWED, Denied, NotNow, Refused
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange import actions_mapped, queries_mapped, registry, tasks
from boso.foundation.exchange.imports import ImportKind
from boso.foundation.exchange.mapping import Preset, Rule
from boso.foundation.exchange.models import ColumnMapping, ImportRun, RunState, Staging
from boso.foundation.exchange.sheets import Codes, Column, Counts, Sheet, text_up_to
from boso.foundation.jobs.models import Job
from boso.foundation.organisations.models import Unit
from boso.foundation.vault.models import Key

KINDS = {fold(word): code for code, word in (("nav", "NAV"), ("housing", "Boligkontor"), ("other", "Annet"))}
CODES = Codes(lambda _org: KINDS, lambda _org: {"nav": "NAV", "housing": "Boligkontor", "other": "Annet"}, keep=False)
COLUMNS = (
    Column("name", text_up_to(20), required=True, label="Name", group="What", words=("navn", "enhet")),
    Column("kind", text_up_to(20), label="Kind", group="What", words=("type",), codes=CODES),
    Column("secret", text_up_to(20), label="Secret", group="Who", words=("hemmelig",), private=True),
)


def write(actor, rows, context):
    counts = Counts()
    for row in rows:
        standing = Unit.objects.filter(organisation_id=context.organisation_id, name=row["name"]).first()
        kind = row["kind"] or "other"
        if standing is None:
            counts.mark(row, "new")
            if not context.trial:
                Unit.objects.create(organisation_id=context.organisation_id, name=row["name"], kind=kind)
        elif standing.kind == kind:
            counts.mark(row, "unchanged")
        else:
            counts.mark(row, "changed")
            counts.differs[row.number] = [("Kind", standing.kind, kind)]
            if not context.trial:
                Unit.objects.filter(pk=standing.pk).update(kind=kind)
    return counts


def check(rows, context):
    for row in rows:
        if row["name"] == "Forbudt":
            context.problem(row, "name", "That one may not be.", "Take it away.")


def own(actor, organisation_id):
    held = actor.holds(Role.HOUSING_MANAGER, at=organisation_id) or actor.holds(Role.SYSTEM)
    return ALLOWED if held else Denied("No.", hidden=True)


UNITS = ImportKind(
    "units-as-had", "Units", (Sheet("units", COLUMNS, ("name",), write, check),), own, True, mapped=True,
    example=lambda: [["Enhet", "Type"], ["Boligkontoret", dt.date(2026, 1, 1)], ["", 3]],
    rules=(Rule("kind", "sted", ("hus",), "housing"), Rule("kind", "", ("*",), "other")),
    presets=(Preset(frozenset({"avdeling"}), {"avdeling": "name"}),),
)  # fmt: skip


@pytest.fixture(autouse=True)
def the_kind(monkeypatch):
    monkeypatch.setitem(registry._imports, "units-as-had", UNITS)


@pytest.fixture
def keeper(signed_in):
    return signed_in(Role.HOUSING_MANAGER, "provedal", language="en")


@pytest.fixture
def place(db):
    return make_organisation("provedal")


@pytest.fixture(autouse=True)
def keys_go_at_once(monkeypatch):
    """A key is thrown away when the act is committed, which a test never is."""
    monkeypatch.setattr(actions_mapped.transaction, "on_commit", lambda do: do())


def upload(client, place, content: str | bytes, name: str = "enheter.csv"):
    plain = content.encode() if isinstance(content, str) else content
    told = {"what": f"units-as-had:{place.pk}", "file": SimpleUploadedFile(name, plain)}
    return client.post(reverse("exchange:imports"), told)


def last() -> ImportRun:
    return ImportRun.objects.latest("pk")


def page(client, name: str, pk: int | None = None):
    return client.get(reverse(f"exchange:{name}", args=[pk or last().pk]))


def test_from_the_file_to_what_stands(keeper, place):
    answer = upload(keeper, place, "Min liste;;\n\nEnhet;Type;Vær\nBoligkontoret;Boligkontor;sol\nNAV her;NAV;regn\n")
    assert answer["Location"] == reverse("exchange:columns", args=[last().pk])
    text = page(keeper, "columns").content.decode()
    assert "Vær" in text
    assert "2 of 3 columns" in text
    answer = keeper.post(answer["Location"], {"column-0": "0", "column-1": "1", "column-2": ""})
    assert answer["Location"] == reverse("exchange:preview", args=[last().pk])
    text = page(keeper, "preview").content.decode()
    assert "Not taken in, for no column of ours is chosen: Vær." in text
    assert Unit.objects.count() == 0
    assert Key.objects.count() == 1
    keeper.post(reverse("exchange:apply", args=[last().pk]))
    assert set(Unit.objects.values_list("name", "kind")) == {("Boligkontoret", "housing"), ("NAV her", "nav")}
    assert last().state == RunState.APPLIED
    assert page(keeper, "preview").status_code == 200
    assert not Staging.objects.exists()


def test_what_was_chosen_is_remembered_shown_and_forgotten(keeper, place):
    upload(keeper, place, "Hva;Sort\nA;NAV\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0", "column-1": "1"})
    upload(keeper, place, "HVA;sort\nB;NAV\n", "neste.csv")
    text = page(keeper, "columns").content.decode()
    assert "chose them on" in text
    kept = ColumnMapping.objects.get()
    assert kept.columns == [["hva", "name"], ["sort", "kind"]]
    assert "hva" in keeper.get(reverse("exchange:remembered")).content.decode()
    keeper.post(reverse("exchange:forget", args=[kept.pk]))
    assert not ColumnMapping.objects.exists()
    assert "Nothing is remembered" in keeper.get(reverse("exchange:remembered")).content.decode()


def test_words_nobody_knows_are_asked_about_and_remembered(keeper, place):
    upload(keeper, place, "Enhet;Type\nA;Bolig-kontor!\nB;Rådhus\n")
    answer = keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0", "column-1": "1"})
    assert answer["Location"] == reverse("exchange:words", args=[last().pk])
    assert "Rådhus" in page(keeper, "words").content.decode()
    keeper.post(answer["Location"], {"word-kind-0": "nonsense"})
    assert page(keeper, "words").status_code == 200
    keeper.post(answer["Location"], {"word-kind-0": "housing"})
    text = page(keeper, "preview").content.decode()
    assert "«Rådhus» is not one of the known words." in text
    assert last().state == RunState.REFUSED
    keeper.post(answer["Location"], {"word-kind-0": "housing", "word-kind-1": "other"})
    keeper.post(reverse("exchange:apply", args=[last().pk]))
    assert set(Unit.objects.values_list("name", "kind")) == {("A", "housing"), ("B", "other")}
    assert "radhus" in keeper.get(reverse("exchange:remembered")).content.decode()


def test_a_lacking_column_is_worked_out_by_rules_that_can_be_changed(keeper, place):
    upload(keeper, place, "Avdeling;Sted\nA;Hus\nB;Telt\n")
    answer = keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    assert answer["Location"].endswith("/words/")
    assert "worked out from other columns" in page(keeper, "words").content.decode()
    rules = {"when-0": "sted", "words-0": "Telt; Hytte", "code-0": "nav", "when-1": "", "code-1": "other"}
    keeper.post(answer["Location"], rules)
    keeper.post(reverse("exchange:apply", args=[last().pk]))
    assert set(Unit.objects.values_list("name", "kind")) == {("A", "other"), ("B", "nav")}
    assert ColumnMapping.objects.get().rules[0]["words"] == ["Telt", "Hytte"]


def test_one_choice_is_opened_without_losing_the_others(keeper, place):
    upload(keeper, place, "Enhet;Type;Vær\nA;NAV;sol\n")
    here = reverse("exchange:columns", args=[last().pk])
    assert page(keeper, "columns").content.decode().count("<select") == 2
    text = keeper.post(here, {"open": "0", "column-0": "0", "column-1": "", "column-2": "2"}).content.decode()
    assert '<option value="2" selected' in text.replace('selected=""', "selected")
    assert keeper.post(here, {"open": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"column-0": "0", "column-1": "0"}, "is chosen for «Enhet» too"),
        ({"column-1": "1"}, "Choose a column for: Name."),
        ({"column-0": "99"}, "99"),
    ],
)
def test_what_cannot_be_chosen_is_said_in_the_form(keeper, place, said, words):
    upload(keeper, place, "Enhet;Type\nA;NAV\n")
    answer = keeper.post(reverse("exchange:columns", args=[last().pk]), said)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_another_sheet_and_another_header_are_read_again(keeper, place):
    from boso.foundation.exchange.tests.test_reading_any_table import workbook

    upload(keeper, place, workbook(En=[("Enhet",), ("A",)], To=[("Noe",), ("Navn", "Hemmelig"), ("B", "x")]), "to.xlsx")
    here = reverse("exchange:sheet", args=[last().pk])
    keeper.post(here, {"sheet": "En", "header": "1"})
    assert queries_mapped.known(last())["sketch"]["sheet"] == "En"
    keeper.post(here, {"sheet": "To", "header": "1"})
    known = queries_mapped.known(last())
    assert (known["sketch"]["sheet"], known["sketch"]["header"]) == ("To", 1)
    assert "•••" in page(keeper, "columns").content.decode()
    keeper.post(here, {"sheet": "To", "header": "1"})
    assert queries_mapped.known(last())["sketch"]["header"] == 0
    assert keeper.post(here, {"sheet": "Tre", "header": "x"}).status_code == 302


def test_faults_can_be_taken_out_as_a_workbook(keeper, place):
    upload(keeper, place, "Enhet;Type\nForbudt;NAV\n;NAV\n" + "x" * 30 + ";#REF!\n=1+1;NAV\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0", "column-1": "1"})
    assert last().faults == 4
    text = page(keeper, "preview").content.decode()
    assert "That one may not be." in text
    from boso.foundation.exchange.reading import read_book

    rows = read_book("a.xlsx", page(keeper, "faults").content).grids[0].rows
    assert [row[1] for row in rows] == ["Row", "3", "4", "4", "2"]
    keeper.post(reverse("exchange:drop", args=[last().pk]))
    assert last().state == RunState.DROPPED
    assert page(keeper, "faults").status_code == 404
    assert Key.objects.count() == 0


def test_a_file_that_cannot_be_read_is_refused_with_its_reason(keeper, place):
    answer = upload(keeper, place, b"PK\x03\x04 nothing", "ødelagt.xlsx")
    assert answer["Location"] == reverse("exchange:preview", args=[last().pk])
    assert "damaged" in page(keeper, "preview").content.decode()
    assert page(keeper, "faults").status_code == 200


def test_an_example_file_can_be_had_and_brought_in(keeper, place):
    answer = keeper.get(reverse("exchange:example", args=["units-as-had"]))
    assert answer.content.startswith(b"PK")
    assert keeper.get(reverse("exchange:example", args=["nothing"])).status_code == 404
    assert (
        reverse("exchange:example", args=["units-as-had"]) in keeper.get(reverse("exchange:imports")).content.decode()
    )


def test_a_large_file_is_read_and_brought_in_by_the_worker(keeper, place, monkeypatch):
    monkeypatch.setattr(actions_mapped, "AT_ONCE", 1)
    upload(keeper, place, "Enhet\nA\nB\n")
    answer = keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    job = Job.objects.latest("enqueued_at")
    assert answer["Location"] == reverse("jobs:job", args=[job.pk])
    assert job.link == reverse("exchange:preview", args=[last().pk])
    assert "in the background" in page(keeper, "preview").content.decode()
    assert keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"}).status_code == 302
    assert tasks.look_through.func(*job.args)["state"] == "previewed"
    keeper.post(reverse("exchange:apply", args=[last().pk]))
    job = Job.objects.latest("enqueued_at")
    assert tasks.bring_in.func(*job.args) == {"state": "applied", "faults": 0}
    assert Unit.objects.count() == 2


def test_a_job_that_can_no_longer_do_it_gives_up_and_lets_the_file_wait(keeper, place, monkeypatch):
    upload(keeper, place, "Enhet\nA\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    Unit.objects.create(organisation=place, name="A", kind="nav")
    run = last()
    ImportRun.objects.filter(pk=run.pk).update(state=RunState.WORKING)
    with pytest.raises(tasks.GiveUp):
        tasks.bring_in.func(run.pk, run.actor_id)
    assert last().state == RunState.RECEIVED
    with pytest.raises(tasks.GiveUp):
        tasks.bring_in.func(run.pk + 1000, run.actor_id)


def test_data_that_changed_since_the_preview_is_said(keeper, place):
    upload(keeper, place, "Enhet\nA\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    Unit.objects.create(organisation=place, name="A", kind="other")
    with translation.override("en"), pytest.raises(NotNow, match="has changed"):
        actions_mapped.apply(SYSTEM, last())
    actions_mapped.look_through(SYSTEM, last())
    actions_mapped.apply(SYSTEM, last())
    for act in (actions_mapped.apply, actions_mapped.drop, actions_mapped.look_through):
        with pytest.raises(NotNow):
            act(SYSTEM, last())


def test_files_nobody_brings_in_are_put_away_and_can_never_be_opened(keeper, place):
    upload(keeper, place, "Enhet\nA\n")
    run = last()
    assert actions_mapped.put_away_old(SYSTEM, timezone.now()) == 0
    assert tasks.put_away_old.func() == 0
    assert actions_mapped.put_away_old(SYSTEM, timezone.now() + dt.timedelta(days=15)) == 1
    assert (last().state, Key.objects.count()) == (RunState.DROPPED, 0)
    assert queries_mapped.file(run) is None
    assert queries_mapped.known_or_none(run) is None
    with pytest.raises(NotNow):
        actions_mapped.look_again(SYSTEM, run, "enheter", 0)


def test_nothing_of_the_file_stands_readable_in_the_database(keeper, place):
    upload(keeper, place, "Enhet;Type\nHemmelig navn;Ukjent sort\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0", "column-1": "1"})
    waiting = Staging.objects.get()
    kept = f"{waiting.rows}{waiting.results}{waiting.problems}{waiting.file}{waiting.sealed}{last().counts}"
    assert "Hemmelig" not in kept
    assert "Ukjent" not in kept


def test_another_municipalitys_files_and_columns_do_not_exist(keeper, place, signed_in):
    upload(keeper, place, "Enhet\nA\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    other = signed_in(Role.HOUSING_MANAGER, "ovingsvik")
    for name in ("columns", "words", "preview", "faults"):
        assert page(other, name).status_code == 404
    assert other.post(reverse("exchange:sheet", args=[last().pk])).status_code == 404
    assert other.post(reverse("exchange:forget", args=[ColumnMapping.objects.get().pk])).status_code == 404
    with pytest.raises(Refused):
        actions_mapped.receive(SYSTEM, "units-as-had", "a.csv", b"x", organisation_id=None)


def test_the_columns_of_a_kind_that_has_its_own_are_not_chosen(signed_in, place, monkeypatch):
    keeper = signed_in(Role.HOUSING_MANAGER, "provedal")
    run = ImportRun.objects.create(
        kind="plain", organisation=place, at=timezone.now(), file_name="x", sha256="", state="refused"
    )
    plain = ImportKind("plain", "Plain", (Sheet("units", COLUMNS, ("name",), write),), own, True)
    monkeypatch.setitem(registry._imports, "plain", plain)
    assert page(keeper, "columns", run.pk).status_code == 404


def test_an_empty_table_says_so(keeper, place):
    upload(keeper, place, "Enhet\n")
    keeper.post(reverse("exchange:columns", args=[last().pk]), {"column-0": "0"})
    assert "There are no rows below the header." in page(keeper, "preview").content.decode()


def test_the_fault_report_tells_how_many_more_there_are():
    from boso.foundation.exchange import faults
    from boso.foundation.exchange.imports import Problem
    from boso.foundation.exchange.reading import read_book

    stream = io.BytesIO()
    with translation.override("en"):
        faults.write([Problem("f", "s", 2, "c", "=what", "do")], 5, stream)
    assert read_book("a.xlsx", stream.getvalue()).grids[0].rows[2][0] == "And 4 more. Mend these first."
