"""What stands behind the references of a report: words of others as far as they are open, rates that add up, tables
that wait; and what a workbook with faults is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from types import SimpleNamespace

import pytest
from django.utils import timezone, translation

from boso.core.surveys.dispositions import Outcome
from boso.core.surveys.response import rate
from boso.foundation.access.actor import SYSTEM
from boso.foundation.access.testing import make_organisation
from boso.foundation.exchange.actions import run_import
from boso.programme.evaluation import actions, actions_report, references, sources_data, sources_tables, sources_words
from boso.programme.evaluation.models import EvaluationReport, NamedAccess
from boso.programme.evaluation.showing import accesses
from boso.programme.evaluation.tests.conftest import DEMO, WORKBOOK
from boso.programme.findings.models import Answer, Finding, Recommendation
from boso.programme.interviews.models import (
    Guide,
    GuidePart,
    GuideQuestion,
    Informant,
    Material,
    Probe,
    Quotation,
)
from boso.programme.partnership.models import Participation
from boso.programme.surveys.models import Respondent, Survey, Wave
from boso.programme.surveys.rates import Part, Rates
from boso.programme.tables.models import DataSet, Table

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def report(invented, evaluator) -> EvaluationReport:
    fields = {"title": "Prøverapport", "authors": "To", "language": "nb", "other_language": "en", "wave": None}
    return actions_report.start_report(evaluator, invented, fields)


@pytest.fixture
def town(db) -> Participation:
    return Participation.objects.create(slug="hamar", organisation=make_organisation("hamar"))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def _finding(report: EvaluationReport, title: str, **fields: object) -> Finding:
    place = report.evaluation.model.categories.get(path="hva")
    told = {"programme": DEMO, "strength": "weak", "state": "raised", "category": place, "title_nb": title}
    return Finding.objects.create(**{**told, **fields})


def _blocks(found: references.Found | None) -> list[str]:
    assert found is not None
    return [one["text"] for one in found.content["blocks"] if "text" in one]


def test_findings_and_advice_stand_in_a_report_only_as_far_as_they_are_open(report, town):
    open_one = _finding(report, "Åpent funn", raised_on=TODAY, nb="Slik er det.")
    shared = _finding(report, "Delt funn", participation=town, shared=True, category=None)
    own = _finding(report, "Eget funn", participation=town)
    _finding(report, "Utkast", state="draft")
    told = _blocks(references.find(SYSTEM, report, "findings:all"))
    assert {"Åpent funn", "Slik er det.", "Delt funn", "Hva"} <= set(told)
    assert not {"Eget funn", "Utkast"} & set(told)
    assert sources_words._all_findings(SYSTEM, report, "some") is None
    one = references.find(SYSTEM, report, f"finding:{open_one.pk}")
    assert one is not None
    assert (one.value, one.data_date) == ("Åpent funn", "2026-11-23")
    assert [references.find(SYSTEM, report, f"finding:{key}") for key in (own.pk, "x")] == [None, None]
    assert references.find(SYSTEM, report, f"finding:{shared.pk}") is not None
    kinds = {kind.name: kind for kind in references.kinds()}
    offered = [offer.key for offer in kinds["findings"].offers(SYSTEM, report)]
    assert offered == ["findings:all", f"finding:{open_one.pk}", f"finding:{shared.pk}"]
    assert list(kinds["finding"].offers(SYSTEM, report)) == []
    assert references.find(SYSTEM, report, "advice:all") is None
    whole = Recommendation.objects.create(programme=DEMO, number=1, to="bank", title_nb="Del vakta", as_of="2026")
    Recommendation.objects.create(programme=DEMO, number=2, to="both", title_nb="Skriv ned", nb="Alt.", part_of=whole)
    Recommendation.objects.create(programme=DEMO, number=3, to="bank", title_nb="Eget råd", participation=town)
    advice = references.find(SYSTEM, report, "advice:all")
    assert advice is not None
    assert (advice.value, advice.data_date) == ("2 recommendations", "2026")
    Answer.objects.create(recommendation=whole, kind="accepted", reason="Ja, i vår.", on=TODAY)
    advice = references.find(SYSTEM, report, "advice:all")
    assert _blocks(advice) == [
        "Del vakta", "To the bank. Not answered. Ja, i vår.",
        "Skriv ned", "Alt.", "To the bank and the municipalities. Not answered.",
    ]  # fmt: skip
    assert advice is not None
    assert advice.data_date == "2026-11-23"
    assert [offer.key for offer in kinds["advice"].offers(SYSTEM, report)] == ["advice:all"]


def test_quotations_tell_who_said_it_as_far_as_was_agreed_and_a_guide_its_questions(report, town):
    who = Informant.objects.create(
        evaluation=report.evaluation, pseudonym="Leder 1", role="programme_leader", organisation=town.organisation
    )
    said = {"informant": who, "organisation": town.organisation, "text": "Vi møtes. Det går.", "kind": "transcript"}
    talk = Material.objects.create(evaluation=report.evaluation, title="Samtale", **said)
    released = {"state": "released", "released_on": TODAY, "text": "Vi møtes.", "start": 0, "end": 9}
    made = {
        level: Quotation.objects.create(material=talk, attribution=level, **released)
        for level in ("nobody", "role", "place")
    }
    told = [references.find(SYSTEM, report, f"quotation:{one.pk}") for one in made.values()]
    assert [one.source for one in told if one is not None] == [
        "An informant", "Programme leader", f"Programme leader, {town.organisation.name}"
    ]  # fmt: skip
    kinds = {kind.name: kind for kind in references.kinds()}
    assert len(list(kinds["quotation"].offers(SYSTEM, report))) == 3
    assert [references.find(SYSTEM, report, f"quotation:{key}") for key in ("x", 0)] == [None, None]
    Quotation.objects.filter(pk=made["role"].pk).update(state="withdrawn", text="", released_on=None)
    keys = [f"quotation:{one.pk}" for one in made.values()]
    assert references.withdrawn([*keys, "quotation:x"]) == {keys[1], "quotation:x"}
    guide = Guide.objects.create(evaluation=report.evaluation, key="guide", title_nb="Guide", state="used")
    part = GuidePart.objects.create(guide=guide, number=1, title_nb="Møter")
    question = GuideQuestion.objects.create(part=part, number=1, title_nb="Hvem møtes?")
    assert _blocks(references.find(SYSTEM, report, f"guide:{guide.pk}")) == ["Møter", "1. Hvem møtes?"]
    Probe.objects.create(question=question, number=1, title_nb="NAV?")
    found = references.find(SYSTEM, report, f"guide:{guide.pk}")
    assert found is not None
    assert (found.value, found.content["blocks"][-1]["items"]) == ("1 questions", ["NAV?"])
    assert [offer.key for offer in kinds["guide"].offers(SYSTEM, report)] == [f"guide:{guide.pk}"]
    assert [references.find(SYSTEM, report, f"guide:{key}") for key in ("x", 0)] == [None, None]
    Guide.objects.filter(pk=guide.pk).update(evaluation=_other(report))
    assert references.find(SYSTEM, report, f"guide:{guide.pk}") is None


def test_who_was_asked_stands_in_a_report_by_role_and_tells_on_nobody(report, evaluator, town):
    key = report.evaluation.key
    assert references.find(SYSTEM, report, f"asked:{key}") is None
    for place, outcome in ((town.organisation, "took_part"), (None, "declined")):
        told = {"title_nb": "Politiker", "people": 1, "named_by": "leader", "attempts": 2, "outcome": outcome}
        actions.log_asked(evaluator, report.evaluation, {**told, "organisation": place})
    found = references.find(SYSTEM, report, f"asked:{key}")
    assert found is not None
    table, words = found.content["blocks"]
    assert (found.value, table["rows"]) == ("1 of 2 took part", [["Politiker", "2"]])
    assert words["text"].startswith("Took part: 1. Said no: 1. Where they work")
    assert town.organisation.name not in str(found.content)
    one = references.find(SYSTEM, report, f"asked:{key}.declined")
    assert one is not None
    assert (one.value, one.source) == ("1", "The sample log of the evaluation: Said no")
    assert references.find(SYSTEM, report, f"asked:{key}.agreed") is None
    kinds = {kind.name: kind for kind in references.kinds()}
    assert [offer.value for offer in kinds["asked"].offers(SYSTEM, report)] == ["1 of 2 took part", "1", "1"]


def _other(report: EvaluationReport) -> int:
    one = report.evaluation
    one.pk, one.key = None, "en-annen"
    one.save()
    return int(one.pk)


def _part(key: str, asked: int, whole: int, partly: int) -> Part:
    counts = Counter({Outcome.COMPLETE: whole, Outcome.PARTIAL: partly, Outcome.NON_CONTACT: asked - whole - partly})
    codes = Counter({"1.1": whole, "1.2": partly, "2.2": asked - whole - partly})
    return Part(key, key.title(), asked, whole, codes, rate(counts, "RR2"))


def test_a_rate_counts_what_its_definition_counts_and_hides_what_would_tell(report, monkeypatch):
    rates = Rates("RR2", _part("", 20, 7, 3), (_part("hamar", 10, 5, 0), _part("moss", 10, 2, 3)),
                  (_part("staff", 9, 2, 1), _part("group", 9, 5, 1), _part("politicians", 2, 0, 1)))  # fmt: skip
    survey = SimpleNamespace(title="Arbeidet", owner_id=report.evaluation.evaluator_id, participation_id=None,
                             programme=DEMO)  # fmt: skip
    wave = SimpleNamespace(survey=survey, label="2026", state="open", closed_on=None)
    monkeypatch.setattr(sources_data.surveys, "wave", lambda actor, pk: wave)
    monkeypatch.setattr(sources_data.surveys, "rates", lambda actor, wave: rates)

    def said(key: str) -> str:
        found = references.find(SYSTEM, report, key)
        return found.value if found is not None else ""

    assert said("rate:1").replace("\N{NO-BREAK SPACE}", " ") == "10 of 20, 50,0 % (RR2)"
    assert (said("rate:1/answered"), said("rate:1/asked"), said("rate:1/other"), said("rate:x")) == ("10", "20", "", "")
    found = references.find(SYSTEM, report, "rate:1/table")
    assert found is not None
    table, words = found.content["blocks"]
    assert [row[:3] for row in table["rows"]] == [
        ["All", "20", "10"], ["Hamar", "10", "5"], ["Moss", "10", "5"],
        ["Staff", "9", "3"], ["Group", "9", ":"], ["Politicians", "2", ":"],
    ]  # fmt: skip
    assert "parts" in words["text"] and ": is hidden" in words["text"]
    wave.state = "draft"
    assert said("rate:1") == ""


def test_a_report_tells_how_many_answers_wait_outside_its_tables(report):
    survey = Survey.objects.create(programme=DEMO, title_nb="Arbeidet", owner=report.evaluation.evaluator)
    wave = Wave.objects.create(survey=survey, number=1, label="2026")
    told = {"kind": "survey", "asked_on": TODAY, "programme": DEMO, "state": "open"}
    data = DataSet.objects.create(key="bolge", nb="Arbeidet, 2026", wave=wave.pk, **told)
    unopened = DataSet.objects.create(key="uapnet", nb="Annet", wave=wave.pk + 1, **told)
    tables = [Table.objects.create(data_set=one, key=f"t{one.pk}", title_nb="T") for one in (data, unopened)]
    keys = [f"table:{tables[0].pk}/figure", f"cell:{tables[1].pk}/a/b", "table:x", "rate:7"]
    for number, respondents in ((1, 0), (2, 5)):
        data.releases.create(number=number, respondents=respondents, digest="", opened_at=timezone.now())

    def waiting() -> tuple[int, bool]:
        (one,) = sources_tables.lagging(SYSTEM, keys)
        assert one.data_set == data
        return one.since, one.is_enough

    assert waiting() == (0, False)
    Respondent.objects.bulk_create(Respondent(wave=wave, answered=True) for _number in range(6))
    Respondent.objects.create(wave=wave)
    assert waiting() == (1, False)
    Respondent.objects.bulk_create(Respondent(wave=wave, answered=True) for _number in range(4))
    assert waiting() == (5, True)
    assert sources_tables.lagging(SYSTEM, ["rate:7"]) == []


def test_an_access_is_shown_as_over_from_the_day_after_its_last(evaluator):
    rows = [
        NamedAccess(user_id=evaluator.user_id, until=TODAY),
        NamedAccess(user_id=evaluator.user_id, until=TODAY - dt.timedelta(days=1)),
        NamedAccess(user_id=0, until=TODAY, ended_on=dt.date(2026, 11, 2)),
        NamedAccess(user_id=0, until=TODAY),
    ]
    assert [(over, readable) for _row, over, readable in accesses(rows, evaluator, TODAY)] == [
        (None, True), (dt.date(2026, 11, 22), False), (dt.date(2026, 11, 2), False), (None, False),
    ]  # fmt: skip


FAULTS = (
    ("categories_below", "path", "learning.first", "laering.first"),
    ("evaluations", "municipalities", "lorenskog", "narnia"),
    ("evaluation_sources", "wave", ",2011,", ",2031,"),
    ("evaluation_questions", "category", "mobilisation", "mobil"),
    ("evaluation_questions", "sources", "eval.source.meetings", "eval.source.dreams"),
    ("waves", "evaluation", "folgeevaluering-2009-2012", "ukjent"),
    ("survey_values", "item", ",attention,", ",nothing,"),
)


@pytest.mark.slow
def test_a_workbook_with_a_fault_is_told_it_by_sheet_and_column(real, tmp_path):
    for sheet, column, before, after in FAULTS:
        folder = tmp_path / f"{sheet}-{column}"
        folder.mkdir()
        for file in WORKBOOK.glob("*.csv"):
            text = file.read_text(encoding="utf-8")
            (folder / file.name).write_text(
                text.replace(before, after) if file.stem == sheet else text, encoding="utf-8"
            )
        problems = {(one.sheet, one.column) for one in run_import(SYSTEM, "evaluation", folder).problems}
        assert problems == {(sheet, column)}
