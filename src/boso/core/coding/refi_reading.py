"""Reading a REFI-QDA project: code book, texts, places, notes and cases. All of it is read, or why not is said."""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from boso.core.coding.offsets import Marked, NotAPlace, Places, Reading, found_out, plain
from boso.core.coding.refi import (
    CODEBOOK,
    ORIGIN,
    PROJECT,
    CaseShape,
    CodeShape,
    CodingShape,
    Fault,
    NoteShape,
    NotRead,
    Person,
    ProjectShape,
    SourceShape,
)
from boso.core.coding.refi_opening import Opened, opened

#: Sources and parts that BoSo does not take; they are counted.
_LEFT = ("PictureSource", "AudioSource", "VideoSource", "Graph", "Link", "Set")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
#: Programs that count half of an emoji as one.
_WIDE = re.compile(r"nvivo|maxqda|quirkos|f4", re.IGNORECASE)


def read(content: bytes, reading: Reading | None = None) -> ProjectShape:
    """The project in a .qdpx, .qde or .qdc file. reading: how its places are counted, where a person knows.

    What BoSo has written itself is always read as it writes. Raises NotRead with what is wrong and where.
    """
    found = opened(content)
    root = found.root
    kind = {"Project": PROJECT, "CodeBook": CODEBOOK}.get(root.tag, "")
    # The version is written 1.0 or, by some programs, 1:0.
    if not kind or not f"{found.space}:".startswith(f"{kind.rpartition(':')[0]}:"):
        raise NotRead(Fault.NOT_QDA)
    book = root if root.tag == "CodeBook" else root.find("CodeBook")
    known = _Known()
    codes = tuple(_codes(book.find("Codes"), known)) if book is not None else ()
    if root.tag == "CodeBook":
        return ProjectShape(origin=root.get("origin", ""), codes=codes)
    people = tuple(Person(_guid(one), one.get("name", "")) for one in root.iterfind("Users/User"))
    notes = {_guid(one): one for one in root.iterfind("Notes/Note")}
    origin = root.get("origin", "")
    reading = Reading() if origin == ORIGIN else reading
    texts = _Texts(found, known, notes, reading, wide_first=bool(_WIDE.search(origin)))
    sources = tuple(shape for one in root.iterfind("Sources/*") for shape in texts.of(one))
    texts.about_codes({ref: _guid(one) for one in root.iter("Code") for ref in _refs(one, "NoteRef")})
    left = Counter(one.tag for one in root.iter() if one.tag in _LEFT) + texts.left
    return ProjectShape(
        root.get("name", ""), origin, people, codes, sources, tuple(_cases(root)), tuple(texts.free_notes()), dict(left)
    )


@dataclass(slots=True)
class _Known:
    """What has been named already."""

    codes: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)


def _codes(above: Element | None, known: _Known, parent: str = "") -> Iterator[CodeShape]:
    for one in above.iterfind("Code") if above is not None else ():
        guid, name = _guid(one), _name(one)
        if guid in known.codes:
            raise NotRead(Fault.TWICE, name, guid)
        known.codes.add(guid)
        colour = one.get("color", "")
        yield CodeShape(
            guid, name, parent, _inner(one, "Description"), colour if _COLOUR.fullmatch(colour) else ""
        )  # fmt: skip
        yield from _codes(one, known, guid)


@dataclass(slots=True)
class _Texts:
    """Reads the texts of a project, and the notes that lie in them."""

    found: Opened
    known: _Known
    notes: dict[str, Element]
    reading: Reading | None
    wide_first: bool
    left: Counter[str] = field(default_factory=Counter)
    _of_sources: dict[str, str] = field(default_factory=dict)
    _of_codes: dict[str, str] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _more: list[NoteShape] = field(default_factory=list)

    def of(self, source: Element) -> Iterator[SourceShape]:
        """The text of a source; none where it has none that BoSo takes."""
        if source.tag == "TextSource":
            yield from self._text(source, source)
        elif source.tag == "PDFSource":
            below = source.find("Representation")
            if below is None:
                self.left["PDFSource"] += 1
            else:
                yield from self._text(source, below)

    def _text(self, source: Element, holder: Element) -> Iterator[SourceShape]:
        guid, name = _guid(source), _name(source)
        if guid in self.known.sources:
            raise NotRead(Fault.TWICE, name, guid)
        self.known.sources.add(guid)
        raw = self._raw(holder, name)
        if raw is None:
            self.left["TextSource"] += 1
            return
        selections = list(holder.iterfind("PlainTextSelection"))
        marked = [_marked(one, name) for one in selections]
        judged = found_out(raw, marked, wide_first=self.wide_first)
        reading = self.reading or judged.reading
        places = Places(raw, reading)
        codings: list[CodingShape] = []
        for one, where in zip(selections, marked, strict=True):
            codings += self._selection(one, where, places, guid, name)
        codings += self._whole(source, plain(raw))
        for ref in _refs(source, "NoteRef"):
            self._of_sources[ref] = guid
        yield SourceShape(guid, name, plain(raw), tuple(codings), reading, self.reading is not None or judged.sure)

    def _raw(self, holder: Element, name: str) -> str | None:
        inside = holder.find("PlainTextContent")
        if inside is not None:
            return inside.text or ""
        path = holder.get("plainTextPath", "")
        return self.found.text(path, name) if path else None

    def _selection(self, one: Element, where: Marked, places: Places, source: str, name: str) -> Iterator[CodingShape]:
        try:
            start, end = places.here(where.start), places.here(where.end)
        except NotAPlace as error:
            raise NotRead(Fault.NOT_A_PLACE, name, f"{where.start}–{where.end}") from error
        if start >= end:
            raise NotRead(Fault.NOT_A_PLACE, name, f"{where.start}–{where.end}")
        told = _inner(one, "Description")
        codings = list(one.iterfind("Coding"))
        memo = self._notes(one)
        for coding in codings:
            own = "\n\n".join(part for part in (memo, self._notes(coding)) if part)
            yield self._coding(coding, start, end, own, name)
        if not codings and (told or memo):
            words = "\n\n".join(part for part in (f"«{places.text[start:end]}»", told, memo) if part)
            self._more.append(NoteShape(_guid(one), one.get("name", "") or name, words, source))

    def _whole(self, source: Element, text: str) -> Iterator[CodingShape]:
        """Codes on the source as a whole lie over all of its text."""
        for coding in source.iterfind("Coding"):
            if text:
                yield self._coding(coding, 0, len(text), self._notes(coding), source.get("name", ""))

    def _coding(self, coding: Element, start: int, end: int, memo: str, name: str) -> CodingShape:
        refs = _refs(coding, "CodeRef")
        if len(refs) != 1 or refs[0] not in self.known.codes:
            raise NotRead(Fault.NO_SUCH_CODE, name, ", ".join(refs))
        return CodingShape(_guid(coding), refs[0], start, end, _normal(coding.get("creatingUser", "")), memo)

    def _notes(self, holder: Element) -> str:
        """The text of the notes that a place refers to."""
        words = []
        for ref in _refs(holder, "NoteRef"):
            if ref in self.notes:
                self._used.add(ref)
                words.append(self._note(self.notes[ref]))
        return "\n\n".join(words)

    def _note(self, note: Element) -> str:
        return plain(self._raw(note, note.get("name", "")) or _inner(note, "Description"))

    def about_codes(self, refs: dict[str, str]) -> None:
        """Which notes are about which codes."""
        self._of_codes.update(refs)

    def free_notes(self) -> Iterator[NoteShape]:
        """The notes that do not belong to one place."""
        yield from self._more
        for guid, note in self.notes.items():
            if guid not in self._used:
                source, code = self._of_sources.get(guid, ""), self._of_codes.get(guid, "")
                yield NoteShape(guid, note.get("name", ""), self._note(note), source, code)


def _marked(one: Element, where: str) -> Marked:
    try:
        start, end = int(one.get("startPosition", "")), int(one.get("endPosition", ""))
    except ValueError as error:
        raise NotRead(Fault.BAD_NUMBER, where, one.get("startPosition", "")) from error
    return Marked(start, end, one.get("name", ""))


def _cases(root: Element) -> Iterator[CaseShape]:
    names = {_guid(one): one.get("name", "") for one in root.iterfind("Variables/Variable")}
    for one in root.iterfind("Cases/Case"):
        variables = {}
        for value in one.iterfind("VariableValue"):
            refs = _refs(value, "VariableRef")
            words = [part.text or "" for part in value if part.tag.endswith("Value")]
            if refs and words:
                variables[names.get(refs[0], refs[0])] = words[0]
        yield CaseShape(_guid(one), one.get("name", ""), tuple(_refs(one, "SourceRef")), variables)


def _refs(holder: Element, tag: str) -> list[str]:
    return [_normal(one.get("targetGUID", "")) for one in holder.iterfind(tag)]


def _inner(holder: Element, tag: str) -> str:
    below = holder.find(tag)
    return (below.text or "").strip() if below is not None else ""


def _name(one: Element) -> str:
    name = one.get("name", "").strip()
    if not name:
        raise NotRead(Fault.NO_NAME, one.tag, one.get("guid", ""))
    return name


def _guid(one: Element) -> str:
    """The guid of an element in one way of writing.

    Raises NotRead where it has none.
    """
    guid = _normal(one.get("guid", ""))
    if not guid:
        raise NotRead(Fault.BAD_GUID, one.get("name", one.tag), one.get("guid", ""))
    return guid


def _normal(guid: str) -> str:
    """A guid in lower case without braces; empty where it is none."""
    try:
        return str(uuid.UUID(guid))
    except ValueError:
        return ""
