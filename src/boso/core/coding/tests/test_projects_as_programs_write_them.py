"""Projects written as the programs that researchers use write them: guids, Word files beside, lines, emoji."""

from __future__ import annotations

import io
import uuid
import zipfile

import pytest

from boso.core.coding.offsets import Lines, Reading, Unit
from boso.core.coding.refi import ProjectShape
from boso.core.coding.refi_reading import read

LINES = (
    "Intervjuer: Hvordan går det?", "Leder 7: NAV møter hver uke 👍🏽, og vi får svar på én dag.", "",
    "Leder 7: Ål, øl og ære. Booppfølgingen svikter om kvelden. 😀",
)  # fmt: skip
WORDS = ("NAV møter hver uke 👍🏽", "Ål, øl og ære", "Booppfølgingen svikter")


def written(origin: str, line_end: int, *, upper: bool, mark: str, named: bool) -> bytes:
    """A project whose texts have Windows lines; emoji count two, and a line's end counts line_end."""

    def guid(name: str) -> str:
        found = str(uuid.uuid5(uuid.NAMESPACE_URL, name))
        return f"{{{found.upper()}}}" if upper else found

    def place(text: str) -> int:
        return len(text.encode("utf-16-le")) // 2 + text.count("\n") * (line_end - 1)

    text = "\n".join(LINES)
    selections = "".join(
        f'<PlainTextSelection guid="{guid(words)}" name="{words[:9] if named else ""}" creatingUser="{guid("me")}" '
        f'startPosition="{place(text[:at])}" endPosition="{place(text[: at + len(words)])}">'
        f'<Coding guid="{guid(words + "c")}"><CodeRef targetGUID="{guid("below")}"/></Coding></PlainTextSelection>'
        for words in WORDS
        for at in [text.index(words)]
    )
    beside = f'richTextPath="internal://{guid("t")}.docx"'
    qde = (
        f'{mark}<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="To byer" '
        f'origin="{origin}" basePath=""><Users><User guid="{guid("me")}" name="Koder"/></Users>'
        f'<CodeBook><Codes><Code guid="{guid("above")}" name="Samarbeid" isCodable="false">'
        f'<Code guid="{guid("below")}" name="Møter" isCodable="true"/></Code></Codes></CodeBook>'
        f'<Sources><TextSource guid="{guid("t")}" name="Leder 7" {beside} plainTextPath="internal://t.txt">{selections}'
        f'</TextSource><TextSource guid="{guid("w")}" name="Bare Word" {beside}/></Sources></Project>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("project.qde", qde)
        archive.writestr("Sources/t.txt", mark + "\r\n".join(LINES))
    return target.getvalue()


def marked(found: ProjectShape) -> list[str]:
    (source,) = found.sources
    return [source.text[one.start : one.end] for one in source.codings]


@pytest.mark.parametrize(
    ("origin", "line_end", "upper", "mark", "named", "lines"),
    [
        ("NVivo for Windows 14.23.2", 2, False, "\ufeff", False, Lines.AS_WRITTEN),
        ("MAXQDA 2022 (Release 22.8.0)", 1, True, "", True, Lines.ONE),
    ],
)
def test_every_place_is_right_and_what_has_no_plain_text_is_counted(origin, line_end, upper, mark, named, lines):
    found = read(written(origin, line_end, upper=upper, mark=mark, named=named))
    assert marked(found) == list(WORDS)
    assert found.sources[0].reading == Reading(Unit.UTF16, lines)
    assert found.sources[0].sure
    assert found.left == {"TextSource": 1}
    assert [(one.name, bool(one.parent)) for one in found.codes] == [("Samarbeid", False), ("Møter", True)]


@pytest.mark.parametrize("version", ["1.0", "1:0"])
def test_a_code_book_is_read_however_its_version_is_written(version):
    book = f'<CodeBook xmlns="urn:QDA-XML:codebook:{version}" origin="NVivo 12 For Mac"><Codes>' + (
        f'<Code guid="{uuid.uuid4()}" name="Ærlighet" isCodable="true"/></Codes></CodeBook>'
    )
    assert [one.name for one in read(book.encode()).codes] == ["Ærlighet"]
