"""Opening a file that somebody else has made: what is in it, without being blown up or led astray by it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from boso.core.coding.refi import Fault, NotRead

MEGABYTE = 1024 * 1024
#: Bytes of the file, of all in it together, and of one text or project in it.
FILE_LIMIT, ALL_LIMIT, ONE_LIMIT = 20 * MEGABYTE, 200 * MEGABYTE, 30 * MEGABYTE
#: Files in an archive; how many times larger one may become; elements of a project, and how deep they lie.
FILES, GROWTH, ELEMENTS, DEPTH = 5_000, 200, 1_000_000, 100


@dataclass(frozen=True, slots=True)
class Opened:
    """The project as it stands in the file, its root's name space, and where its texts are fetched."""

    root: Element
    space: str
    archive: zipfile.ZipFile | None = None

    def text(self, path: str, where: str) -> str:
        """A text by its address (internal://name).

        Raises NotRead when it is not in the file, is too large, or is not UTF-8.
        """
        name = path.removeprefix("internal://")
        if self.archive is None or name == path:
            raise NotRead(Fault.NO_TEXT, where, path)
        for inside in (f"Sources/{name}", f"sources/{name}", name):
            if inside in self.archive.NameToInfo:
                return _decoded(_bytes(self.archive, inside), where)
        raise NotRead(Fault.NO_TEXT, where, path)


def opened(content: bytes) -> Opened:
    """What a .qdpx, .qde or .qdc file holds.

    Raises NotRead where it cannot be opened, or is made to do harm.
    """
    if len(content) > FILE_LIMIT:
        raise NotRead(Fault.TOO_LARGE)
    if not content.startswith(b"PK"):
        root, space = _parsed(content)
        return Opened(root, space)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise NotRead(Fault.NOT_A_ZIP) from error
    members = archive.infolist()
    if len(members) > FILES or sum(one.file_size for one in members) > ALL_LIMIT:
        raise NotRead(Fault.TOO_MUCH)
    names = [one.filename for one in members if one.filename.lower().endswith(".qde")]
    if not names:
        raise NotRead(Fault.NO_PROJECT)
    root, space = _parsed(_bytes(archive, min(names, key=lambda name: (name.count("/"), name))))
    return Opened(root, space, archive)


def _bytes(archive: zipfile.ZipFile, name: str) -> bytes:
    """The bytes of one member: never more than it says of itself, and that is never more than the limit."""
    info = archive.NameToInfo[name]
    if info.file_size > MEGABYTE and info.file_size > GROWTH * max(1, info.compress_size):
        raise NotRead(Fault.BOMB, name)
    if info.file_size > ONE_LIMIT:
        raise NotRead(Fault.TOO_LARGE, name)
    if info.flag_bits & 1:
        raise NotRead(Fault.LOCKED, name)
    try:
        return archive.read(info)
    except (
        zipfile.BadZipFile,
        zlib.error,
        lzma.LZMAError,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise NotRead(Fault.NOT_A_ZIP, name) from error


def _decoded(found: bytes, where: str) -> str:
    """A text in UTF-8; in UTF-16 where it says so at its beginning."""
    wide = found.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return found.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as error:
        raise NotRead(Fault.NOT_UTF8, where) from error


class _Reader:
    """Builds a tree of local names; refuses a document type (and so every entity), and what is too deep or too much."""

    def __init__(self) -> None:
        self.builder: TreeBuilder = TreeBuilder()
        self.depth = self.elements = 0
        self.space = ""
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.builder.data

    def _doctype(self, *_told: Any) -> None:
        raise NotRead(Fault.DOCTYPE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _brace, local = name.rpartition("}")
        self.depth, self.elements = self.depth + 1, self.elements + 1
        if self.elements == 1:
            self.space = space
        if self.depth > DEPTH or self.elements > ELEMENTS:
            raise NotRead(Fault.TOO_DEEP)
        self.builder.start(local, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.builder.end(name.rpartition("}")[2])


def _parsed(content: bytes) -> tuple[Element, str]:
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
        return reader.builder.close(), reader.space
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise NotRead(Fault.NOT_XML, detail=str(error)) from error
