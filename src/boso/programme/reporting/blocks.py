"""A document as a list of blocks: the page, the PDF and the Word file are drawn from the same ones."""

from __future__ import annotations

from dataclasses import dataclass

from boso.foundation.web.charts import Chart


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level: 2 to 4; the title of the document is 1. anchor: its id, where something links to it.

    language: where it is another than the document's; so with texts, lists and quotes.
    """

    text: str
    level: int = 2
    anchor: str = ""
    language: str = ""

    kind = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. quiet: said by the way. Line breaks begin new paragraphs."""

    text: str
    quiet: bool = False
    language: str = ""

    kind = "text"

    @property
    def paragraphs(self) -> list[str]:
        """Without what is empty."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short texts."""

    items: tuple[str, ...]
    language: str = ""

    kind = "items"


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said. by: who, by role and never by name."""

    text: str
    by: str = ""
    language: str = ""

    kind = "quote"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. href: a path of BoSo that the figure opens to."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption. heads: of the columns; the first cell of a row heads the row. numeric: which columns are
    numbers, counted from 0. foot: a last row with sums.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numeric: tuple[int, ...] = ()
    foot: tuple[Cell, ...] = ()

    kind = "table"

    @property
    def drawn(self) -> list[list[tuple[Cell, bool, bool]]]:
        """Each row's cells with whether the cell is a number and whether it heads the row."""
        return [[(cell, at in self.numeric, at == 0) for at, cell in enumerate(row)] for row in self.rows]

    @property
    def drawn_foot(self) -> list[tuple[Cell, bool, bool]]:
        """The last row likewise."""
        return [(cell, at in self.numeric, at == 0) for at, cell in enumerate(self.foot)]

    @property
    def drawn_heads(self) -> list[tuple[str, bool]]:
        """The columns' heads with whether the column is of numbers."""
        return [(head, at in self.numeric) for at, head in enumerate(self.heads)]


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of one series. words: what it shows, for those who cannot see it."""

    chart: Chart
    words: str

    kind = "picture"


Block = Heading | Text | Items | Quote | Table | Picture


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. language: nb, nn or en. dated: when its newest part was made, for the file itself."""

    title: str
    sentence: str
    source: str
    language: str
    dated: str
    blocks: tuple[Block, ...]
