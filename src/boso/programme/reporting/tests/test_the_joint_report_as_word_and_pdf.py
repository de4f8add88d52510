import io
import itertools
import zipfile

import docx
import pikepdf
import pytest
import time_machine
from django.utils import translation

from boso.programme.reporting import actions, agendas, drawing, joint, paper, queries, word
from boso.programme.reporting.blocks import Heading, Picture, Table, Text
from boso.programme.reporting.models import Edition
from boso.programme.reporting.tests.conftest import ANSWERS, TODAY

pytestmark = pytest.mark.slow
REPORT = "report"


def built(actor, language="nb"):
    with translation.override(language):
        approved = queries.approved(actor, REPORT, 2011)
        return joint.build(REPORT, 2011, approved, queries.missing(actor, REPORT, 2011), language)


@pytest.fixture
def two_approved(approved, an_actor, contact):
    """Hamar's report, and one of Moss with figures that differ."""
    from boso.programme.reporting.models import Report

    moss = Report.objects.select_related("round__form", "participation__organisation").get(participation__slug="moss")
    leader, signer = an_actor("programme_leader", "moss"), an_actor("programme_owner", "moss")
    actions.write(leader, moss, {**ANSWERS, "learned": "Snakk med naboene først."}, reasons={}, language="nb")
    keys = {one["key"] for one in EXTRA}
    rows = [*(one for one in moss.figures if one["key"] not in keys), *EXTRA]
    Report.objects.filter(pk=moss.pk).update(figures=rows)
    actions.submit(leader, moss, TODAY)
    actions.sign(signer, moss, TODAY)
    actions.approve(contact, moss, TODAY)
    return contact


def row(key, value, unit, name="", section=""):
    section = section or key.partition(".")[0]
    words = {"id": key.replace(".", "-"), "section": section, "key": key, "value": value, "unit": unit}
    return words | {"source": "/", "name": name, "note": "", "of": ""}


EXTRA = [
    row("activities.done", "3", "count"),
    row("activities.postponed", "1", "count"),
    row("dwellings.done", "5–8", "homes"),
    row("own_share.total", "400000", "kr"),
    row("own_share.short", "1000", "kr"),
    row("indicators.one", "12.5", "per_cent", name="Andel uten egen bolig"),
]


def test_the_joint_report_says_only_what_approved_reports_say(two_approved):
    document = built(two_approved, "en")
    assert document.sentence.startswith("2 of 14 municipalities have an approved report.")
    tables = {one.caption: one for one in document.blocks if isinstance(one, Table)}
    money = tables["Grants and own share"]
    assert [row[0].text for row in money.rows] == ["Hamar", "Moss"]
    assert money.rows[0][4].text == ".."
    assert money.foot[4].text.replace("\u00a0", " ") == "400 000 kr"
    measures = tables["Measures by how far they have come"]
    assert [cell.text for cell in measures.rows[1]][1:] == ["3", "1"]
    assert tables["Homes by how far they have come"].rows[1][1].text == "5–8 homes"
    assert tables["Values by municipality"].rows[0][2].text == "12,5 %"
    taken = {row[0].text: row[1].text for row in tables["Took part besides the programme group"].rows}
    assert taken["NAV"] == "2" and taken["Voluntary organisations"] == "0"
    words = " ".join(one.text for one in document.blocks if isinstance(one, Text))
    assert ANSWERS["learned"] in words and "Bærum" in words
    levels = [1, *(one.level for one in document.blocks if isinstance(one, Heading))]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert any(isinstance(one, Picture) for one in document.blocks)


def test_own_share_that_lacks_comes_on_the_agenda(two_approved):
    the_round = queries.rounds(two_approved).get()
    topics = {one.title: one.matters for one in agendas.raised(the_round, queries.handed_in(two_approved, the_round))}
    assert [one.name for one in topics["Own share that is lacking"]] == ["Moss"]


def test_what_is_returned_leaves_the_joint_report(two_approved, coordinator):
    report, _edition = queries.approved(two_approved, REPORT, 2011)[0]
    actions.reopen(coordinator, report, reason="Feil")
    assert built(two_approved, "en").sentence.startswith("1 of 14")
    assert queries.joint_years(two_approved) == [(REPORT, 2011, 1)]


def test_a_report_without_anything_says_so(approved, contact):
    edition = Edition.objects.get()
    edition.content |= {"figures": [], "answers": {}}
    edition.save()
    words = [one.text for one in built(contact, "en").blocks if isinstance(one, Text)]
    assert sum(one.startswith("None of the reports") for one in words) == 4
    empty = paper.build(queries.report(contact, approved.pk), edition, "en")
    assert any("come here from the programme plan" in one.text for one in empty.blocks if isinstance(one, Text))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_word_file_has_headings_heads_language_and_alternative_texts(two_approved, language):
    document = built(two_approved, language)
    made = word.as_docx(document)
    assert made == word.as_docx(built(two_approved, language))
    opened = docx.Document(io.BytesIO(made))
    headings = [one for one in opened.paragraphs if one.style.name.startswith("Heading")]
    assert headings[0].text == document.title
    assert [int(one.style.name[-1]) for one in headings][1:] == [
        one.level for one in document.blocks if isinstance(one, Heading)
    ]
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body, styles = archive.read("word/document.xml").decode(), archive.read("word/styles.xml").decode()
        assert not any("thumbnail" in name for name in archive.namelist())
        assert {info.date_time for info in archive.infolist()} == {word.FIXED}
    spoken = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}[language]
    assert f'w:lang w:val="{spoken}"' in styles
    assert body.count("<w:tblHeader") == sum(isinstance(one, Table) for one in document.blocks)
    assert body.count('descr="') == sum(isinstance(one, Picture) for one in document.blocks)
    assert opened.core_properties.title == document.title
    assert opened.core_properties.language == spoken


def test_the_pdf_is_tagged_titled_and_the_same_each_time(two_approved, monkeypatch):
    document = built(two_approved)
    with translation.override("nb"):
        made = drawing.as_pdf(document)
        monkeypatch.setenv(drawing.EPOCH, "1")
        with time_machine.travel("2031-05-01"):
            assert made == drawing.as_pdf(document)
            assert word.as_docx(document) == word.as_docx(document)
    with pikepdf.open(io.BytesIO(made)) as opened:
        root = opened.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "nb"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(opened.docinfo["/Title"]) == document.title
        elements = list(walk(root.StructTreeRoot))
    kinds = [kind for kind, _element in elements]
    assert kinds.count("/H1") == 1 and "/H2" in kinds and "/H3" in kinds
    tables = [element for kind, element in elements if kind == "/Table"]
    assert len(tables) >= sum(isinstance(one, Table) for one in document.blocks)
    assert all("/TH" in {kind for kind, _element in walk(element.K)} for element in tables)
    figures = [element for kind, element in elements if kind == "/Figure"]
    assert len(figures) == sum(isinstance(one, Picture) for one in document.blocks)
    assert all(str(element.Alt) for element in figures)


def walk(element):
    """Every structure element with its kind."""
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from walk(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S), element
        if "/K" in element:
            yield from walk(element.K)


def test_one_report_is_a_document_too(written, leader, signer, contact):
    actions.correct(leader, written, "own_share-total", "500000", "Ført for sent")
    edition = actions.submit(leader, written, TODAY)
    unsigned = paper.build(queries.report(contact, written.pk), edition, "en")
    assert "not yet" in [cell.text for row in unsigned.blocks[0].rows for cell in row]
    remarks = [row[-1].text for one in unsigned.blocks if isinstance(one, Table) for row in one.rows]
    assert "Corrected from not stated: Ført for sent" in remarks
    actions.sign(signer, written, TODAY)
    report = queries.report(contact, written.pk)
    document = paper.build(report, queries.edition(contact, report, 1), "en")
    assert document.title == "Hamar: Annual report 2011"
    head = next(one for one in document.blocks if isinstance(one, Table))
    assert {row[0].text: row[1].text for row in head.rows}["In the programme since"] == "2009"
    words = [one.text for one in document.blocks if isinstance(one, Text)]
    assert ANSWERS["summary"] in words and "Not answered." in words
    assert word.as_docx(document)[:2] == b"PK"


def test_the_html_stands_by_itself(approved, contact):
    made = drawing.standing_alone(built(contact, "en"))
    assert "<link" not in made and "url(" not in made
    assert '<html lang="en' in made and "<h1>Joint annual report 2011" in made and made.count("<style>") == 2
