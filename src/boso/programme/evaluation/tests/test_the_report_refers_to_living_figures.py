from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from boso.foundation.access.actor import NOBODY, SYSTEM
from boso.foundation.access.decisions import NotNow, Refused
from boso.programme.evaluation import (
    actions,
    actions_report,
    building,
    due,
    markup,
    queries,
    references,
    tasks,
)
from boso.programme.evaluation.models import EvaluationReport, Part, Reference
from boso.programme.evaluation.references import Found, Kind, Offer
from boso.programme.reporting import drawing, word

TODAY = dt.date(2026, 11, 23)
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"


class Source:
    """A source whose answers a test can change."""

    def __init__(self) -> None:
        self.says: dict[str, str] = {"answered": "5 av 20", "share": "25 %"}
        self.taken_back: set[str] = set()

    def find(self, actor: object, report: object, address: str) -> Found | None:
        if address == "table":
            rows = [[name, value] for name, value in self.says.items()]
            kept = {"kind": "table", "caption": "Svar", "heads": ["Hva", "Tall"], "rows": rows, "numeric": [1]}
            more = [
                {"kind": "heading", "text": "Under"}, {"kind": "items", "items": ["ett", "to"]},
                {"kind": "quote", "text": "Det går.", "by": "En ansatt"},
                {"kind": "text", "text": "Stille.", "quiet": True},
                {"kind": "picture", "title": "Søyler", "svg": SVG, "words": "Ingen"},
            ]  # fmt: skip
            return Found("Svar", {"blocks": [kept, *more]}, "Prøven", "2026-11")
        value = self.says.get(address) if address not in self.taken_back else None
        return Found(value, {}, "Prøven", "") if value is not None else None


@pytest.fixture
def source(monkeypatch) -> Source:
    made = Source()
    kinds = dict(references._KINDS)
    monkeypatch.setattr(references, "_KINDS", kinds)
    references.register(Kind("trial", "Trial", lambda actor, report: iter([Offer("trial:share", "Share", "25 %")]),
                             made.find, lambda addresses: made.taken_back & set(addresses)))  # fmt: skip
    return made


@pytest.fixture
def report(invented, evaluator) -> EvaluationReport:
    actions.add_question(evaluator, invented, {"title_nb": "Virker det?"})
    fields = {"title": "Prøverapport", "authors": "To", "language": "nb", "other_language": "en", "wave": None}
    return actions_report.start_report(evaluator, invented, fields)


def _write(actor, report: EvaluationReport, number: int, text: str) -> Part:
    part = queries.parts(actor, report)[number]
    return actions_report.write_part(actor, part, part.title, text, part.saved_at.isoformat())


def _built(actor, report: EvaluationReport):
    taken = queries.references(actor, report)
    parts = queries.parts(actor, report)
    return building.build(report, parts, taken, references.withdrawn(one.key for one in taken))


def test_text_is_read_line_by_line():
    text = "## Om\nEtt avsnitt\nsom går videre.\n\n- et punkt\n> sagt\n\n[[a:1]]\n### Mer [[b:x/y.z]] \n- \n"
    assert [(one.kind, one.text, one.level) for one in markup.pieces(text)] == [
        ("heading", "Om", 3), ("words", "Ett avsnitt som går videre.", 0), ("item", "et punkt", 0),
        ("quote", "sagt", 0), ("reference", "a:1", 0), ("heading", "Mer [[b:x/y.z]]", 4), ("words", "-", 0),
    ]  # fmt: skip
    assert markup.keys(f"{text} [[a:1]]") == ["a:1", "b:x/y.z"]
    assert markup.odd("[[a:1]] [[tull]] [[]]") == ["tull", ""]
    assert markup.filled("Det er [[a:1]].", lambda key: key.upper()) == "Det er A:1."


def test_a_new_report_is_filled_with_what_stands_and_in_both_languages(report, evaluator, invented):
    parts = queries.parts(evaluator, report)
    assert [one.title for one in parts[:3]] == ["Sammendrag", "Summary", "Metode og data"]
    assert f"[[design:{invented.key}]]" in parts[2].text and "## Hva" in parts[3].text
    with pytest.raises(NotNow):
        actions_report.start_report(evaluator, invented, {"title": "X", "language": "nb", "other_language": "nb"})


@pytest.mark.slow
def test_numbers_in_the_text_are_taken_from_their_source_and_renewed_when_it_says_otherwise(source, report, evaluator):
    _write(
        evaluator,
        report,
        0,
        "[[trial:answered]] svarte, [[trial:share]].\n\n- [[trial:share]]\n- slutt\n\n[[trial:table]]",
    )
    _write(evaluator, report, 1, "> [[trial:answered]] answered\n\n[[trial:share]]\n\n## More")
    _write(evaluator, report, 1, "> [[trial:answered]] answered\n\n[[trial:share]]\n\n## More, again")
    first = _built(evaluator, report)
    text = drawing.standing_alone(first)
    assert "5 av 20\N{NO-BREAK SPACE}[1] svarte" in text and 'lang="en"' in text and "Hvor tallene kommer fra" in text
    assert word.as_docx(first) == word.as_docx(_built(evaluator, report))
    assert actions_report.check_references(SYSTEM, report) == []
    source.says |= {"answered": "6 av 20", "share": "30 %"}
    assert "5 av 20" in drawing.standing_alone(_built(evaluator, report))
    outdated = actions_report.check_references(evaluator, report)
    assert {(one.reference.value, one.new_value) for one in outdated} >= {("5 av 20", "6 av 20"), ("25 %", "30 %")}
    assert [one.same_words for one in outdated if one.reference.key == "trial:table"] == [True]
    assert [one.new_date for one in outdated if one.reference.key == "trial:table"] == ["november 2026"]
    assert [item.title for item in due.outdated(evaluator, TODAY)] == ["Prøverapport"]
    with pytest.raises(NotNow, match="5"):
        actions_report.issue(evaluator, report, TODAY)
    assert actions_report.renew(evaluator, report, ["trial:share"]) == 2
    assert actions_report.renew(evaluator, report) == 3
    assert actions_report.renew(evaluator, report) == 0
    assert "6 av 20" in drawing.standing_alone(_built(evaluator, report))
    del source.says["share"]
    assert tasks.check_references.func() == 3
    assert [one.gone for one in actions_report.check_references(evaluator, report)].count(True) == 2
    assert actions_report.renew(evaluator, report) == 1
    _write(evaluator, report, 0, "Bare ord.")
    _write(evaluator, report, 1, "Only words.")
    assert not [one for one in queries.references(evaluator, report) if one.key.startswith("trial:")]


def test_words_that_are_taken_back_leave_the_report_even_when_it_is_issued(source, report, evaluator):
    _write(evaluator, report, 0, "Hun sa [[trial:answered]].\n\n[[trial:answered]]")
    for number in range(len(queries.parts(evaluator, report))):
        if not queries.parts(evaluator, report)[number].text:
            _write(evaluator, report, number, "Skrevet.")
    actions_report.issue(evaluator, report, TODAY)
    source.taken_back = {"answered"}
    assert "5 av 20" not in drawing.standing_alone(_built(evaluator, report))
    tasks.check_references.func()
    assert Reference.objects.get(report=report, key="trial:answered").value == ""


def test_nobody_writes_over_another_and_nobody_refers_to_nothing(source, report, evaluator):
    part = queries.parts(evaluator, report)[0]
    seen = part.saved_at.isoformat()
    actions_report.write_part(evaluator, part, "Kort", "Først.", seen)
    for text, stamp in (("Sist.", seen), ("[[trial:ingen]]", ""), ("[[ukjent:1]]", ""), ("[[tull]]", "")):
        now = stamp or queries.parts(evaluator, report)[0].saved_at.isoformat()
        with pytest.raises(NotNow):
            actions_report.write_part(evaluator, part, "Kort", text, now)
    assert queries.part(evaluator, part.pk).text == "Først."


def test_parts_are_added_moved_and_taken_away(report, evaluator, coordinator, monkeypatch):
    made = actions_report.add_part(evaluator, report, "Til slutt")
    actions_report.move_part(evaluator, made)
    assert [one.title for one in queries.parts(evaluator, report)][-2] == "Til slutt"
    with pytest.raises(NotNow):
        actions_report.move_part(evaluator, queries.parts(evaluator, report)[0])
    actions_report.remove_part(evaluator, queries.part(evaluator, made.pk))
    assert "Til slutt" not in [one.title for one in queries.parts(evaluator, report)]
    monkeypatch.setattr(actions_report, "MOST_PARTS", 3)
    with pytest.raises(NotNow):
        actions_report.add_part(evaluator, report, "For mange")
    for one in queries.parts(evaluator, report):
        actions_report.remove_part(evaluator, one)
    monkeypatch.setattr(actions_report, "MOST_PARTS", 60)
    assert actions_report.add_part(evaluator, report, "Ny").number == 1


@pytest.mark.slow
def test_who_asked_for_it_reads_the_draft_and_nobody_else_writes(source, report, evaluator, coordinator, leader):
    assert queries.report(coordinator, report.pk) == report
    for actor in (leader, NOBODY):
        with pytest.raises(Refused):
            queries.report(actor, report.pk)
        with pytest.raises(Refused):
            actions_report.check_references(actor, report)
        assert queries.parts(actor, report) == [] == queries.references(actor, report)
        with pytest.raises(Refused):
            actions_report.edit_report(actor, report, {"title": "Min"})
        with pytest.raises(Refused):
            actions_report.issue(actor, report, TODAY)
    for refused in (
        lambda: _write(coordinator, report, 0, "Bedre."),
        lambda: actions_report.issue(coordinator, report, TODAY),
        lambda: actions_report.start_report(leader, report.evaluation, {}),
    ):
        with pytest.raises(Refused):
            refused()
    actions_report.edit_report(evaluator, report, {"title": "Ferdig rapport"})
    with pytest.raises(NotNow):
        actions_report.issue(evaluator, report, TODAY)
    for number in range(len(queries.parts(evaluator, report))):
        _write(evaluator, report, number, "Skrevet.")
    actions_report.issue(evaluator, report, TODAY)
    assert queries.report(leader, report.pk).issued_on == TODAY
    with translation.override("nb"):
        assert "Gitt ut 23.11.2026" in _built(leader, report).sentence
    with pytest.raises(Refused):
        _write(evaluator, report, 0, "Etterpå.")
    actions_report.take_back(evaluator, report, reason="En feil.")
    assert _write(evaluator, report, 0, "Rettet.").text == "Rettet."
