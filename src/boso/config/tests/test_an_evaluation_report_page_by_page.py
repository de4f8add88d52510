"""As an evaluator would: a report with a number from every kind of source, renewed, issued, and taken out as files."""

from __future__ import annotations

import datetime as dt
from itertools import islice

import pytest
from django.test import Client
from django.urls import reverse

from boso.config import demo_evaluation, demo_surveys, paths
from boso.config.commands import run as command
from boso.foundation.access.actor import SYSTEM, Actor
from boso.foundation.access.models import Membership, User
from boso.foundation.access.queries import actor_of
from boso.foundation.access.roles import Role
from boso.foundation.access.testing import make_person
from boso.foundation.documents import actions as documents
from boso.foundation.exchange.registry import export_named
from boso.foundation.organisations.models import Kind, Organisation
from boso.foundation.search.registry import sources
from boso.programme.evaluation import actions_report, due, finding, queries, references
from boso.programme.evaluation.models import EvaluationReport, Part
from boso.programme.findings import actions as findings
from boso.programme.partnership.testing import at_first, bring_in, load_programme

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
TODAY = dt.date.today()  # noqa: DTZ011 - pages are read on the day it is
BOOKS = paths.PACKAGE / "programme"


def _load() -> None:
    load_programme()
    Organisation.objects.get_or_create(slug="moreforsking", defaults={"name": "Møreforsking", "kind": Kind.EVALUATOR})
    for slug, name in (("provedal", "Prøvedal"), ("ovingsvik", "Øvingsvik")):
        Organisation.objects.create(slug=slug, name=name, kind=Kind.MUNICIPALITY, invented=True)
    for kind in ("indicators", "evaluation", "interviews"):
        bring_in(kind, BOOKS / kind / "workbook")
    place = queries.category(SYSTEM, "prosess", "implementation")
    fields = {
        "title_nb": "Kveldene svikter", "nb": "Ingen svarer.", "strength": "weak", "touches": [], "category": place,
        "owner_role": "coordinator",
    }  # fmt: skip
    bank = actor_of(make_person(Role.COORDINATOR, "husbanken-ost"), TODAY)
    found = findings.write_finding(bank, None, fields)
    findings.add_evidence(bank, found, "published", ref="2011-followup-agree", words="", on=TODAY)
    findings.move_finding(bank, found, "raise", on=TODAY)
    advice = {"title_nb": "Del vakta", "nb": "Prøv.", "to": "both", "challenges": []}
    first = findings.advise(bank, None, advice)
    findings.answer(bank, first, {"kind": "accepted", "reason": "Ja.", "on": TODAY, "by_when": TODAY})
    findings.advise(bank, None, {**advice, "title_nb": "Skriv det ned"})


def _person(username: str, role: Role, place: str) -> tuple[Actor, Client]:
    user = User.objects.create(username=username, name=username.title())
    Membership.objects.create(
        user=user, organisation=Organisation.objects.get(slug=place), role=role, starts=dt.date(2009, 9, 1)
    )
    client = Client()
    client.force_login(user, backend="boso.foundation.access.backends.SeatedBackend")
    return actor_of(user, TODAY), client


@pytest.fixture
def evaluator(db: None) -> tuple[Actor, Client]:
    at_first("whole evaluation", _load)
    return _person("evaluator", Role.EVALUATOR, "moreforsking")


def _report(actor: Actor, key: str) -> EvaluationReport:
    found = queries.evaluation(actor, key)
    fields = {"title": "Rapport", "authors": "A", "language": "nb", "other_language": "en",
              "wave": queries.waves(actor, found).last()}  # fmt: skip
    return actions_report.start_report(actor, found, fields)


def _everything(actor: Actor, report: EvaluationReport) -> dict[str, str]:
    """The first things of each kind that may be inserted, with what each says when it is looked up."""
    return {
        offer.key: found.value
        for kind in references.kinds()
        for offer in islice(kind.offers(actor, report), 12)
        if (found := references.find(actor, report, offer.key)) is not None
    }


def test_an_evaluator_writes_renews_issues_and_hands_out_a_report(evaluator, django_assert_max_num_queries):
    actor, client = evaluator
    key = "folgeevaluering-2009-2012"
    for address in ("/evaluation/", f"/evaluation/{key}/", "/evaluation/printed/moreforsking-2011/",
                    "/evaluation/models/prosess/", f"/evaluation/{key}/?tab=asked"):  # fmt: skip
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200, address
    page = client.get("/evaluation/printed/moreforsking-2011/").content.decode()
    assert "41" in page and "Fylt opp til 100 prosent" in page and "Desimalene er kuttet" in page
    sent = {"title": "Min rapport", "authors": "A", "language": "nb", "other_language": "nn", "wave": ""}
    assert client.post(f"/evaluation/{key}/reports/new/", {**sent, "other_language": "nb"}).status_code == 422
    answer = client.post(f"/evaluation/{key}/reports/new/", sent)
    report = EvaluationReport.objects.get()
    assert answer.headers["Location"] == reverse("evaluation:report", args=[report.pk])
    offered = _everything(actor, report)
    assert offered["printed:2011-group-leaders"] == "41\N{NO-BREAK SPACE}%"
    around = references.find(actor, report, "printed:2011-overview-agree")
    assert around is not None and around.value.startswith("rundt 80")
    assert offered["asked:folgeevaluering-2009-2012.took_part"] == "96"
    assert {"findings:all", "advice:all", "printed:family/2011-group"} <= set(offered)
    assert any(one.startswith("guide:") for one in offered) and any(one.startswith("indicator:") for one in offered)
    for bad in ("printed:ingen", "rate:1/x", "rate:9999", "table:1", "table:x", "cell:9/a/b", "finding:0", "finding:x",
                "quotation:1", "quotation:x", "guide:x", "guide:0", "indicator:x/y", "design:x", "asked:x",
                f"asked:{key}.agreed", "findings:x", "printed:family/x"):  # fmt: skip
        assert references.find(actor, report, bad) is None, bad
    part = Part.objects.get(report=report, kind="summary")
    address = reverse("evaluation:part", args=[part.pk])
    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200
    words = {"title": "Kort sagt", "text": "Først.", "seen": part.saved_at.isoformat()}
    for kind in references.kinds():
        page = client.post(address, {**words, "show": "1", "kind": kind.name, "search": ""}).content.decode()
        assert "Først." in page
    page = client.post(address, {**words, "insert": "printed:2011-rate-percent", "kind": "printed", "search": "leder"})
    assert "[[printed:2011-rate-percent]]" in page.content.decode() and "Leder i kommunen" in page.content.decode()
    assert client.post(address, {**words, "text": "[[tull]]"}).status_code == 422
    each = {one.partition(":")[0]: one for one in offered if not one.startswith(("findings", "advice", "guide"))}
    text = "\n\n".join(f"[[{one}]]" for one in each.values())
    assert client.post(address, {**words, "text": f"{text}\n\n60: [[printed:2011-rate-percent]]."}).status_code == 302
    with django_assert_max_num_queries(12):
        page = client.get(reverse("evaluation:report", args=[report.pk])).content.decode()
    assert "60,5\N{NO-BREAK SPACE}%" in page
    assert client.post(reverse("evaluation:check", args=[report.pk])).status_code == 302
    report.references.filter(key="printed:2011-rate-percent").update(value="59 %", digest="x")
    client.post(reverse("evaluation:check", args=[report.pk]))
    assert "<del>59 %</del>" in client.get(reverse("evaluation:report", args=[report.pk])).content.decode()
    client.post(reverse("evaluation:renew", args=[report.pk]))
    assert "<del>" not in client.get(reverse("evaluation:report", args=[report.pk])).content.decode()
    for kind, start in (("docx", b"PK"), ("html", b"<!"), ("pdf", b"%PDF")):
        made = client.get(reverse("evaluation:download", args=[report.pk, kind]))
        assert made.content.lstrip()[: len(start)] == start, kind
    assert client.get(reverse("evaluation:download", args=[report.pk, "txt"])).status_code == 404
    step = reverse("evaluation:report-step", args=[report.pk, "issue"])
    assert client.get(step).status_code == 200 and client.post(step).status_code == 422
    for one in queries.parts(actor, report):
        if not one.text:
            client.post(reverse("evaluation:part-remove", args=[one.pk]))
    assert client.post(step).status_code == 302
    back = reverse("evaluation:report-step", args=[report.pk, "take_back"])
    assert client.post(back, {"reason": ""}).status_code == 422
    assert client.post(back, {"reason": "En feil"}).status_code == 302
    assert client.get(reverse("evaluation:report-step", args=[report.pk, "ingen"])).status_code == 404
    assert client.post(reverse("evaluation:part-new", args=[report.pk]), {"title": "Til slutt"}).status_code == 302
    last = queries.parts(actor, report)[-1]
    assert client.get(reverse("evaluation:part-remove", args=[last.pk])).status_code == 200
    for one in (last, queries.parts(actor, report)[0]):
        client.post(reverse("evaluation:part-up", args=[one.pk]))
    edit = reverse("evaluation:report-edit", args=[report.pk])
    assert client.get(edit).status_code == 200 and client.post(edit, {"title": "Ny tittel"}).status_code == 302


def test_the_design_is_written_on_pages(evaluator):
    actor, client = evaluator
    bank, office = _person("koordinator", Role.COORDINATOR, "husbanken-ost")
    leader, hamar = _person("leder", Role.PROGRAMME_LEADER, "hamar")
    assert office.get("/evaluation/new/").status_code == 200
    model = queries.model(bank, "prosess")
    sent = {"title_nb": "Ny evaluering", "nb": "Finne ut.", "model": model.pk,
            "evaluator": Organisation.objects.get(slug="moreforsking").pk}  # fmt: skip
    assert office.post("/evaluation/new/", sent).status_code == 302
    assert office.post("/evaluation/new/", sent).status_code == 422
    base = "/evaluation/ny-evaluering/"
    assert office.post(f"{base}edit/", {**sent, "nb": "Finne ut mer."}).status_code == 302
    assert office.get(f"{base}step/begin/").status_code == 200 and office.post(f"{base}step/begin/").status_code == 302
    for address, fields in (
        ("questions/new/", {"title_nb": "Virker det?"}), ("waves/new/", {"title_nb": "Runde", "year": "2026"}),
        ("sources/new/", {"title_nb": "Samtaler", "kind": "interviews"}),
        ("sample/new/", {"title_nb": "Leder", "people": "1", "named_by": "leader", "outcome": "asked"}),
    ):  # fmt: skip
        assert client.get(base + address).status_code == 200
        assert client.post(base + address, fields).status_code == 302, address
    found = queries.evaluation(actor, "ny-evaluering")
    question, entry = queries.questions(actor, found).get(), queries.sample(actor, found).get()
    edit = reverse("evaluation:question-edit", args=[question.pk])
    assert client.get(edit).status_code == 200 and client.post(edit, {"title_nb": "Hjelper det?"}).status_code == 302
    attempt = reverse("evaluation:attempt", args=[entry.pk])
    assert client.get(attempt).status_code == 200 and client.post(attempt, {"outcome": "declined"}).status_code == 302
    assert hamar.get(attempt).status_code == 404
    assert client.get(f"/evaluation/{found.key}/reports/new/").status_code == 200
    page = client.get(base).content.decode()
    assert "Hjelper det?" in page and "Ingen spør om dette" in page
    assert "Leder" not in hamar.get(f"{base}?tab=asked").content.decode().partition("title-row")[2]
    remove = reverse("evaluation:question-remove", args=[question.pk])
    assert client.get(remove).status_code == 200 and client.post(remove).status_code == 302
    assert hamar.get(f"{base}documents/new/").status_code == 200
    kept = documents.upload(leader, Organisation.objects.get(slug="hamar"), "Notat", "own", "n.pdf", b"%PDF-1.4")
    sent = {"document": kept.pk, "user": actor.user_id, "until": f"{TODAY:%d.%m.%Y}", "why": "Lese"}
    assert hamar.post(f"{base}documents/new/", sent).status_code == 302
    assert (
        "Notat" in client.get(f"{base}?tab=access").content.decode()
        and client.get(f"/documents/{kept.pk}/").status_code == 200
    )
    end = reverse("evaluation:access-end", args=[queries.accesses(leader, found).get().pk])
    assert hamar.get(end).status_code == 200 and hamar.post(end).status_code == 302
    assert client.get(f"/documents/{kept.pk}/").status_code == 404
    assert client.get("/evaluation/models/new/").status_code == 200
    assert client.post("/evaluation/models/new/", {"title_nb": "Enkel"}).status_code == 302
    base = "/evaluation/models/enkel/"
    assert client.get(f"{base}categories/new/").status_code == 200
    assert client.post(f"{base}categories/new/", {"title_nb": "Hva"}).status_code == 302
    row = queries.categories(actor, "enkel")[0]
    for act, fields in (("", {"title_nb": "Hvorfor"}), ("remove/", {})):
        address = f"{base}categories/{row.pk}/{act}"
        assert client.get(address).status_code == 200 and client.post(address, fields).status_code == 302
    assert client.get(base).status_code == 200 and hamar.get("/evaluation/").status_code == 200
    assert [hit.title for hit in finding.evaluations(actor, "følge", 5)] == ["Følgeevaluering av programmet"]
    assert not list(due.outdated(leader, TODAY)) and not list(due.ending(leader, TODAY))
    assert set(finding.SOURCES) <= set(sources())
    assert due.evaluations_by_id(actor, [str(found.pk)])[str(found.pk)].title == "Ny evaluering"
    for name in ("evaluation_questions", "analysis_models", "evaluation_sample"):
        assert list(export_named(name).rows(actor)), name


def test_the_demonstration_has_a_report_with_tables_and_rates_built_again_from_the_command_line(evaluator, tmp_path):
    actor, _client = evaluator
    bank, _office = _person("koordinator", Role.COORDINATOR, "husbanken-ost")
    demo_surveys.load(bank, TODAY)
    demo_evaluation.load(bank, TODAY)
    demo_evaluation.load(bank, TODAY)
    demo_evaluation.load_report(bank, TODAY)
    demo_evaluation.load_report(bank, TODAY)
    report = EvaluationReport.objects.get()
    offered = _everything(actor, report)
    assert any(one.startswith("rate:") and one.endswith("/table") for one in offered)
    assert any(one.startswith("cell:") for one in offered) and any(one.endswith("/figure") for one in offered)
    assert any(value == "83" for value in offered.values())
    assert [hit.title for hit in finding.reports(actor, "byer", 5)] == []
    assert due.reports_by_id(actor, [str(report.pk)])[str(report.pk)].title == "To byer underveis"
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    words = ["report", "evaluation", "--programme", "demonstration"]
    assert command([*words, "--out", str(first)]) == command([*words, "--out", str(second)]) == 0
    assert first.read_bytes() == second.read_bytes()
    report.references.filter(key__startswith="asked:").update(digest="x")
    assert command([*words, "--renew", "--as", "evaluator", "--report", str(report.pk), "--out", str(second)]) == 0
    report.references.filter(key__startswith="asked:").update(digest="x")
    for bad in (
        ["--report", "9999"], ["--programme", "ingen"], ["--programme", "report"], ["--renew", "--as", "koordinator"]
    ):  # fmt: skip
        assert command([*words, *bad, "--out", str(second)]) == 1
    assert command([*words, "--out", str(tmp_path / "a.txt")]) == 1
