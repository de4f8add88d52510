"""The pages of imports and the addresses of exports, as people use them."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from boso.foundation.access.actor import NOBODY
from boso.foundation.access.decisions import ALLOWED, Denied
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange import policies, queries, registry
from boso.foundation.exchange.exports import Export
from boso.foundation.exchange.forms import SIZE_LIMIT
from boso.foundation.exchange.imports import ImportKind, Outcome, Problem
from boso.foundation.exchange.models import ImportRun, RunState, Staging
from boso.foundation.exchange.sheets import Column, Counts, Sheet, integer, slug, text
from boso.foundation.exchange.upsert import upsert
from boso.foundation.organisations.models import Kind, Organisation, Unit


def write_bodies(actor, rows, context):
    return upsert(
        actor, Organisation, rows, context, key=("slug",),
        values=lambda row: {"slug": row["slug"], "name": row["name"], "kind": Kind.COUNTY},
    )  # fmt: skip


def write_units(actor, rows, context):
    return upsert(
        actor, Unit, rows, context, key=("organisation_id", "name"),
        values=lambda row: {"organisation_id": context.organisation_id, "name": row["name"], "kind": "nav"},
        scope=Unit.objects.filter(organisation_id=context.organisation_id),
    )  # fmt: skip


BODIES = Sheet(
    "bodies", (Column("slug", slug, required=True), Column("name", text, required=True)), ("slug",), write_bodies
)


def only_bank(actor, organisation_id):
    return ALLOWED if actor.is_bank or actor.holds(Role.ADMINISTRATOR) else Denied("Only the bank.")


def own_leader(actor, organisation_id):
    return ALLOWED if actor.holds(Role.PROGRAMME_LEADER, at=organisation_id) else Denied("Only the leader.")


FREE = ImportKind("free", "Counties", (BODIES,), only_bank)
BOUND = ImportKind(
    "bound", "Units", (Sheet("units", (Column("name", text),), ("name",), write_units),), own_leader, True
)


@pytest.fixture(autouse=True)
def trial_kinds(monkeypatch):
    monkeypatch.setattr(registry, "_imports", {"free": FREE, "bound": BOUND})
    trial = Export("trial", "Trial", ("name",), lambda actor, q="": [{"name": q or "x"}], lambda actor: ALLOWED, ("q",))
    monkeypatch.setitem(registry._exports, "trial", trial)


@pytest.fixture
def bank(signed_in):
    return signed_in(Role.COORDINATOR, make_organisation("husbanken-ost", Kind.BANK))


def address(name, *parts):
    return reverse(f"exchange:{name}", args=parts)


def send(client, content, what="free", name="bodies.csv"):
    return client.post(address("imports"), {"what": what, "file": SimpleUploadedFile(name, content)})


def main(answer):
    return re.sub(r"\s+", " ", answer.content.decode().split("<main")[1])


def test_an_empty_history_says_what_to_do(bank):
    answer = bank.get(address("imports"))
    assert answer.status_code == 200
    assert 'class="empty"' in main(answer)


def test_a_file_is_looked_through_and_then_imported(bank):
    seen = send(bank, b"slug,name\nt-a,Aa\nt-b,Bb\n")
    page = main(bank.get(seen.url))
    assert "t-b" in page
    assert page.index(">slug<") < page.index(">name<")
    assert Organisation.objects.filter(slug="t-a").count() == 0
    run = ImportRun.objects.get()
    done = bank.post(address("apply", run.pk), follow=True)
    assert done.status_code == 200
    assert address("apply", run.pk) not in main(done)
    assert Organisation.objects.filter(slug__in=["t-a", "t-b"]).count() == 2
    assert "bodies.csv" in main(bank.get(address("imports")))
    again = bank.post(address("apply", run.pk), headers={"Referer": "http://testserver" + address("preview", run.pk)})
    assert again.url.endswith(address("preview", run.pk))
    assert "endret siden" in main(bank.get(again.url))


def test_the_same_file_again_leads_to_the_import_that_stands(bank):
    first = send(bank, b"slug,name\nt-a,Aa\n")
    bank.post(address("apply", ImportRun.objects.get().pk))
    again = send(bank, b"slug,name\nt-a,Aa\n")
    assert again.url == first.url
    assert "ds-alert" in main(bank.get(again.url))


def test_faults_are_shown_with_their_places(bank):
    seen = send(bank, b"slug,name\nA a,\n" + b"".join(b"X%d,x\n" % number for number in range(120)))
    page = main(bank.get(seen.url))
    assert page.count("<tr>") == 101
    assert "22" in page.split("</table>")[1]
    assert "a-a" in page
    assert ImportRun.objects.get().state == RunState.REFUSED
    assert "refused" not in main(bank.get(address("imports")))


def test_an_unreadable_file_is_shown_as_one(bank):
    assert "ds-table" in main(bank.get(send(bank, b"%PDF", name="a.pdf").url))


def test_a_file_is_put_away(bank):
    send(bank, b"slug,name\nt-a,Aa\n")
    run = ImportRun.objects.get()
    assert bank.post(address("drop", run.pk)).url == address("imports")
    assert not Staging.objects.exists()
    assert bank.get(address("preview", run.pk)).status_code == 200
    assert bank.post(address("drop", run.pk)).url == "/"


def test_a_form_that_lacks_something_comes_back(bank):
    assert bank.post(address("imports"), {"what": "free"}).status_code == 422
    assert send(bank, b"x", what="other").status_code == 422
    assert send(bank, b"x" * (SIZE_LIMIT + 1)).status_code == 422


def test_what_belongs_to_an_organisation_is_brought_in_there(signed_in, an_actor):
    hamar, moss = make_organisation("hamar"), make_organisation("moss")
    client = signed_in(Role.PROGRAMME_LEADER, hamar)
    assert f"bound:{hamar.pk}" in main(client.get(address("imports")))
    assert send(client, b"name\nNAV\n", what=f"bound:{moss.pk}").status_code == 422
    seen = send(client, b"name\nNAV\n", what=f"bound:{hamar.pk}", name="units.csv")
    client.post(address("apply", ImportRun.objects.get().pk))
    assert Unit.objects.get().organisation == hamar
    assert client.get(seen.url).status_code == 200
    assert signed_in(Role.PROGRAMME_LEADER, moss).get(seen.url).status_code == 404
    leader = an_actor(Role.PROGRAMME_LEADER, hamar)
    assert not policies.may_import(leader, BOUND, None)
    assert not policies.may_import(leader, FREE, hamar.pk)


def test_the_pages_are_for_those_who_bring_something_in(signed_in, an_actor):
    for role, place, status in (
        (Role.EVALUATOR, "moreforsking", 404), (Role.POLITICIAN, "hamar", 404), (Role.ADMINISTRATOR, "hamar", 200),
    ):  # fmt: skip
        assert signed_in(role, place).get(address("imports")).status_code == status
    assert not policies.may_open_imports(NOBODY)


def test_an_app_that_is_gone_leaves_its_history_readable(bank):
    assert queries.label_of("gone") == "gone"
    assert bank.get(address("preview", 0)).status_code == 404


def test_a_list_is_handed_out_in_each_format(bank):
    answer = bank.get(address("export", "trial") + "?format=json&q=Moss&sort=x")
    assert json.loads(b"".join(answer.streaming_content)) == [{"name": "Moss"}]
    assert answer["Content-Disposition"] == 'attachment; filename="boso-trial.json"'
    answer = bank.get(address("export", "trial", "csv"))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert b"".join(answer.streaming_content) == b"name\r\nx\r\n"
    assert bank.get(address("export", "trial", "pdf")).status_code == 404
    assert bank.get(address("export", "nothing", "csv")).status_code == 404


def test_the_pages_take_few_queries(bank, django_assert_max_num_queries):
    send(bank, b"slug,name\n" + b"".join(b"t-%d,x\n" % number for number in range(60)))
    for page in (address("imports"), address("preview", ImportRun.objects.get().pk)):
        with django_assert_max_num_queries(12):
            assert len(bank.get(page).content) < 100_000


def test_kinds_and_their_parts_have_one_name():
    registry.register_import(FREE)
    with pytest.raises(ValueError, match="already"):
        registry.register_import(ImportKind("free", "Other", (), only_bank))
    assert FREE.sheet("bodies") is BODIES
    with pytest.raises(KeyError):
        FREE.sheet("none")


def test_an_outcome_is_one_plain_sentence():
    problem = Problem("a.xlsx", "bodies", 2, "slug", "Wrong.", "Mend it.")
    assert str(problem).startswith("a.xlsx, bodies, ")
    assert str(problem).endswith("slug: Wrong. Mend it.")
    for state in ("previewed", "applied", "refused"):
        assert "a.xlsx" in Outcome(state, "free", "a.xlsx", problems=(problem,)).sentence


def test_a_value_that_a_field_cannot_hold_is_a_fault_of_its_row(bank):
    send(bank, b"slug,name\nt-a," + b"x" * 121 + b"\n")
    (fault,) = Staging.objects.get().problems
    assert (fault["row"], fault["column"]) == (2, "name")


def test_a_row_that_breaks_a_rule_of_the_database_is_a_fault(bank, monkeypatch):
    def clash(actor, rows, context):
        Organisation.objects.create(slug="t-x", name="x", kind=Kind.COUNTY)
        Organisation.objects.create(slug="t-x", name="x", kind=Kind.COUNTY)
        return Counts()  # pragma: no cover - the database refuses before

    wrong = Sheet("bodies", BODIES.columns, ("slug",), clash)
    monkeypatch.setitem(registry._imports, "free", ImportKind("free", "Counties", (wrong,), only_bank))
    send(bank, b"slug,name\nt-a,Aa\n")
    assert ImportRun.objects.get().state == RunState.REFUSED
    assert len(Staging.objects.get().problems) == 1


def test_a_sheet_the_kind_needs_and_columns_it_does_not_know_are_told(bank, monkeypatch):
    needed = Sheet("needed", (Column("number", integer, required=True),), ("number",), write_bodies, required=True)
    kind = ImportKind("free", "Counties", (BODIES, needed), only_bank)
    monkeypatch.setitem(registry._imports, "free", kind)
    send(bank, b"slug,nmae,slug,colour\nt-a,Aa,t-a,red\n")
    told = [(fault["sheet"], fault["column"]) for fault in Staging.objects.get().problems]
    assert told == [("bodies", "nmae"), ("bodies", "colour"), ("bodies", "slug"), ("bodies", "name"), ("needed", "")]
    send(bank, b"slug\nt-a\n", name="other.csv")
    assert "other" in {fault["sheet"] for fault in Staging.objects.order_by("pk").last().problems}


def test_rows_name_themselves(bank):
    send(bank, b"slug,name\nt-a,Aa\n")
    assert str(ImportRun.objects.get()) == "free bodies.csv previewed"
    assert str(Staging.objects.get()).startswith("staging of ")
