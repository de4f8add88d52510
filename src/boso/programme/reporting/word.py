"""A document as a Word file (DOCX): real headings, table heads, language, alternative texts, and always the same bytes.

python-docx writes the parts; the language, the table heads and the alternative texts it has no words for are set in
the XML, and the archive is packed anew without the clock.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from boso.programme.reporting.blocks import Block, Cell, Document, Heading, Items, Picture, Quote, Table, Text

#: The day every file inside the archive carries.
FIXED = (1980, 1, 1, 0, 0, 0)
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
#: Twice the size, so that the picture is sharp on paper.
SHARP = 2.0
#: A4 upright, and what stands between its margins.
PAPER_CM, MARGIN_CM = (21.0, 29.7), 2.2
WIDTH_CM = PAPER_CM[0] - 2 * MARGIN_CM
#: A column's share of the width is by its longest text, up to so many letters, and never less than its longest word.
WIDEST, AROUND_A_WORD = 24, 4


def as_docx(document: Document) -> bytes:
    """The document as a Word file."""
    import docx

    made = docx.Document()
    _properties(made, document)
    _page(made.sections[0])
    _styles(made, _LANGUAGES[document.language])
    made.add_heading(document.title, level=1)
    made.add_paragraph(document.sentence, style="Intense Quote")
    for block in document.blocks:
        _block(made, block)
    _paragraph(made, document.source, quiet=True)
    return _packed(_written(made))


def _block(made: Any, block: Block) -> None:
    match block:
        case Heading():
            _speak(made.add_heading(block.text, level=block.level), block.language)
        case Text():
            for line in block.paragraphs:
                _paragraph(made, line, quiet=block.quiet, language=block.language)
        case Items():
            for item in block.items:
                _speak(made.add_paragraph(item, style="List Bullet"), block.language)
        case Quote():
            _speak(made.add_paragraph(block.text, style="Quote"), block.language)
            if block.by:
                _paragraph(made, block.by, quiet=True, language=block.language)
        case Table():
            _table(made, block)
        case Picture():
            _picture(made, block)


def _properties(made: Any, document: Document) -> None:
    kept = made.core_properties
    moment = dt.datetime.fromisoformat(document.dated).replace(tzinfo=None)
    kept.title, kept.author, kept.last_modified_by = document.title, "BoSo", "BoSo"
    kept.language = _LANGUAGES[document.language]
    kept.created = kept.modified = moment
    kept.comments = ""


def _page(section: Any) -> None:
    from docx.shared import Cm

    section.page_width, section.page_height = (Cm(side) for side in PAPER_CM)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN_CM)


def _styles(made: Any, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    spoken = normal.element.get_or_add_rPr().makeelement(qn("w:lang"), {qn("w:val"): language})
    normal.element.get_or_add_rPr().append(spoken)
    for found in made.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), language)
    for level in (1, 2, 3, 4):
        style = made.styles[f"Heading {level}"]
        style.font.color.rgb = RGBColor(0x4A, 0x2A, 0x44)
        style.font.name = "Calibri"
    caption = made.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(9.5), RGBColor(0x64, 0x5C, 0x4F)
    caption.paragraph_format.keep_with_next = True
    sentence = made.styles["Intense Quote"]
    sentence.font.color.rgb, sentence.font.size = RGBColor(0x4A, 0x2A, 0x44), Pt(12)


def _paragraph(made: Any, text: str, *, quiet: bool = False, language: str = "") -> None:
    from docx.shared import Pt, RGBColor

    paragraph = made.add_paragraph()
    run = paragraph.add_run(text)
    if quiet:
        run.font.size, run.font.color.rgb = Pt(9), RGBColor(0x64, 0x5C, 0x4F)
    _speak(paragraph, language)


def _speak(paragraph: Any, language: str) -> None:
    """Say which language a paragraph is in, where it is another than the document's."""
    from docx.oxml.ns import qn

    if language:
        for run in paragraph.runs:
            properties = run._r.get_or_add_rPr()
            properties.append(properties.makeelement(qn("w:lang"), {qn("w:val"): _LANGUAGES[language]}))


def _table(made: Any, block: Table) -> None:
    from docx.oxml.ns import qn

    made.add_paragraph(block.caption, style="Caption")
    table = made.add_table(rows=0, cols=len(block.heads), style="Table Grid")
    described = table._tbl.tblPr.makeelement(qn("w:tblCaption"), {qn("w:val"): block.caption})
    table._tbl.tblPr.append(described)
    head = _row(table, tuple(Cell(one) for one in block.heads), block.numeric, bold=True)
    properties = head._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"}))
    for row in block.rows:
        _row(table, row, block.numeric)
    if block.foot:
        _row(table, block.foot, block.numeric, bold=True)
    for column, width in zip(table.columns, _widths(block), strict=True):
        for cell in (column, *column.cells):
            cell.width = width
    made.add_paragraph()


def _widths(block: Table) -> list[Any]:
    """The page's width, shared out by the texts of each column."""
    from docx.shared import Cm

    rows = [tuple(cell.text for cell in row) for row in (*block.rows, block.foot) if row]
    letters = [_letters(head, texts) for head, *texts in zip(block.heads, *rows, strict=True)]
    return [Cm(WIDTH_CM * one / sum(letters)) for one in letters]


def _letters(head: str, texts: list[str]) -> int:
    # Only at a plain space is a line broken: an amount is one word.
    words = [word for text in (head, *texts) for word in text.split(" ")]
    return max(max(map(len, words)) + AROUND_A_WORD, min(max(map(len, texts), default=0), WIDEST))


def _row(table: Any, cells: tuple[Cell, ...], numeric: tuple[int, ...], *, bold: bool = False) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    row = table.add_row()
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn("w:cantSplit"), {qn("w:val"): "true"}))
    for at, (place, cell) in enumerate(zip(row.cells, cells, strict=True)):
        paragraph = place.paragraphs[0]
        run = paragraph.add_run(cell.text)
        run.bold, run.font.size = bold or None, Pt(9)
        paragraph.paragraph_format.space_after = Pt(2)
        if at in numeric:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return row


def _picture(made: Any, block: Picture) -> None:
    from docx.shared import Cm

    made.add_paragraph(str(block.chart.title), style="Caption")
    shape = made.add_picture(io.BytesIO(as_png(str(block.chart.svg))), width=Cm(WIDTH_CM))
    shape._inline.docPr.set("descr", block.words)
    shape._inline.docPr.set("title", str(block.chart.title))


def as_png(svg: str) -> bytes:
    """A picture that Word can show."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=SHARP))


def _written(made: Any) -> bytes:
    """The archive as python-docx writes it."""
    from docx.opc.pkgwriter import PackageWriter

    out, package = io.BytesIO(), made.part.package
    writer: Any = PackageWriter
    for key in [key for key, found in package.rels.items() if found.reltype.endswith("/thumbnail")]:
        del package.rels[key]  # a picture of python-docx's own empty page
    for part in package.parts:
        part.before_marshal()
    writer.write(out, package.rels, package.parts)
    return out.getvalue()


def _packed(written: bytes) -> bytes:
    """The same archive with its files in order and without the time it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            entry = zipfile.ZipInfo(name, date_time=FIXED)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, old.read(name))
    return out.getvalue()
