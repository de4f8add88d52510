"""A survey of LimeSurvey as its tables, each row with the line of the file where it begins."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from boso.core.questionnaires.faults import FormErrors, fault

_BREAK = re.compile(r"<\s*(br|/p|/div|/li|/h\d)[^>]*>", re.IGNORECASE)
_SILENT = re.compile(r"<\s*(script|style)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class LssRow:
    """One row. line: where it begins in the file, from 1."""

    line: int
    cells: Mapping[str, str]

    def get(self, name: str) -> str:
        """The cell of that name without blanks around it; blank when it lacks."""
        return self.cells.get(name, "").strip()


Tables = dict[str, list[LssRow]]


def tables(content: bytes) -> Tables:
    """The tables of the file by name.

    Raises FormErrors for what is no survey of LimeSurvey. Entities of the file's own are refused.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, _attributes: reader.begin(name, parser.CurrentLineNumber)
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError) as error:
        line = getattr(error, "lineno", 0)
        reason = expat.errors.messages.get(getattr(error, "code", 0), str(error))
        raise FormErrors([fault("lss_not_xml", row=line, sheet="lss", text=reason)]) from error
    if reader.kind.strip().casefold() != "survey" or not reader.found.get("questions"):
        raise FormErrors([fault("lss_not_survey", sheet="lss")])
    return reader.found


def plain(text: str) -> str:
    """A text without the tags of HTML: breaks become new lines, entities letters."""
    broken = _BREAK.sub("\n", _SILENT.sub("", text))
    lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", broken)).splitlines())
    return "\n".join(line for line in lines if line)


def _no_doctype(*_: object) -> None:
    raise FormErrors([fault("lss_not_xml", sheet="lss", text="DOCTYPE")])


class _Reader:
    """Elements as they come: document, table, rows, row, cell."""

    def __init__(self) -> None:
        self.found: Tables = {}
        self.kind = ""
        self.path: list[str] = []
        self.line = 0
        self.cells: dict[str, str] = {}

    def begin(self, name: str, line: int) -> None:
        self.path.append(name)
        if self.path[2:] == ["rows", "row"]:
            self.line, self.cells = line, {}

    def text(self, data: str) -> None:
        if self.path[1:] == ["LimeSurveyDocType"]:
            self.kind += data
        elif len(self.path) == 5 and self.path[2:4] == ["rows", "row"]:
            self.cells[self.path[4]] = self.cells.get(self.path[4], "") + data

    def end(self, _name: str) -> None:
        if self.path[2:] == ["rows", "row"]:
            self.found.setdefault(self.path[1], []).append(LssRow(self.line, self.cells))
        self.path.pop()
