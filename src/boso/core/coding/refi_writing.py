"""Writing a REFI-QDA project: characters as characters, one line feed for a line's end; same project, same bytes."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections import defaultdict
from xml.etree.ElementTree import Element, SubElement, tostring

from boso.core.coding.refi import CODEBOOK, ORIGIN, PROJECT, CaseShape, CodeShape, ProjectShape, SourceShape

#: The moment that every file of an archive carries, so that it is the same each time.
_MOMENT = (1980, 1, 1, 0, 0, 0)
#: From which guids of our own are made: variables, selections, notes on places.
_SPACE = uuid.UUID("5f1f1a57-7a0c-5d0b-9a43-0b050b050b05")
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def code_book(codes: tuple[CodeShape, ...]) -> bytes:
    """The code book alone (.qdc)."""
    root = Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    _codes(root, codes)
    return _xml(root)


def project(shape: ProjectShape) -> bytes:
    """The whole project (.qdpx)."""
    root = Element("Project", {"xmlns": PROJECT, "name": _said(shape.name), "origin": ORIGIN})
    people = SubElement(root, "Users")
    for person in shape.people:
        SubElement(people, "User", {"guid": person.guid, "name": _said(person.name)})
    about_codes: dict[str, list[str]] = defaultdict(list)
    for note in shape.notes:
        about_codes[note.code].append(note.guid)
    _codes(SubElement(root, "CodeBook"), shape.codes, about_codes)
    _variables(root, shape.cases)
    sources, notes = SubElement(root, "Sources"), Element("Notes")
    about: dict[str, list[str]] = defaultdict(list)
    for note in shape.notes:
        about[note.source].append(note.guid)
        _note(notes, note.guid, note.name, note.text)
    for source in shape.sources:
        _source(sources, notes, source, about[source.guid])
    root.append(notes)
    return _zipped(_xml(root), shape.sources)


def _codes(above: Element, codes: tuple[CodeShape, ...], about: dict[str, list[str]] | None = None) -> None:
    places = {"": SubElement(above, "Codes")}
    for code in codes:
        told = {"guid": code.guid, "name": _said(code.name), "isCodable": "true"}
        if code.colour:
            told["color"] = code.colour
        one = places[code.guid] = SubElement(places[code.parent], "Code", told)
        if code.description:
            SubElement(one, "Description").text = _said(code.description)
        for guid in (about or {}).get(code.guid, ()):
            SubElement(one, "NoteRef", {"targetGUID": guid})


def _variables(root: Element, cases: tuple[CaseShape, ...]) -> None:
    names = sorted({name for case in cases for name in case.variables})
    if names:
        all_of_them = SubElement(root, "Variables")
        for name in names:
            told = {"guid": _made("variable", name), "name": _said(name), "typeOfVariable": "Text"}
            SubElement(all_of_them, "Variable", told)
    if cases:
        all_cases = SubElement(root, "Cases")
        for case in cases:
            one = SubElement(all_cases, "Case", {"guid": case.guid, "name": _said(case.name)})
            for name, value in sorted(case.variables.items()):
                holder = SubElement(one, "VariableValue")
                SubElement(holder, "VariableRef", {"targetGUID": _made("variable", name)})
                SubElement(holder, "TextValue").text = _said(value)
            for source in case.sources:
                SubElement(one, "SourceRef", {"targetGUID": source})


def _source(above: Element, notes: Element, source: SourceShape, about: list[str]) -> None:
    told = {"guid": source.guid, "name": _said(source.name), "plainTextPath": f"internal://{source.guid}.txt"}
    one = SubElement(above, "TextSource", told)
    for coding in source.codings:
        told = {
            "guid": _made("selection", coding.guid), "name": _said(source.text[coding.start : coding.end][:60]),
            "startPosition": str(coding.start), "endPosition": str(coding.end),
        }  # fmt: skip
        selection = SubElement(one, "PlainTextSelection", told)
        told = {"guid": coding.guid} | ({"creatingUser": coding.coder} if coding.coder else {})
        holder = SubElement(selection, "Coding", told)
        SubElement(holder, "CodeRef", {"targetGUID": coding.code})
        if coding.memo:
            guid = _made("memo", coding.guid)
            SubElement(holder, "NoteRef", {"targetGUID": guid})
            _note(notes, guid, source.name, coding.memo)
    for guid in about:
        SubElement(one, "NoteRef", {"targetGUID": guid})


def _note(above: Element, guid: str, name: str, text: str) -> None:
    one = SubElement(above, "Note", {"guid": guid, "name": _said(name)})
    SubElement(one, "PlainTextContent").text = _said(text)


def _zipped(project_xml: bytes, sources: tuple[SourceShape, ...]) -> bytes:
    target = io.BytesIO()
    files = [("project.qde", project_xml), *((f"Sources/{one.guid}.txt", one.text.encode()) for one in sources)]
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, content)
    return target.getvalue()


def _xml(root: Element) -> bytes:
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _made(kind: str, name: str) -> str:
    return str(uuid.uuid5(_SPACE, f"{kind}:{name}"))


def _said(words: str) -> str:
    """Words that XML can hold."""
    return _UNWRITABLE.sub("", words)
