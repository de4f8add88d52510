"""Projects of other programs are read with every place right; what is wrong or made to harm is refused in kind."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boso.core.coding import refi_opening
from boso.core.coding.offsets import Lines, Reading, Unit
from boso.core.coding.refi import (
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
from boso.core.coding.refi_reading import read
from boso.core.coding.refi_writing import code_book, project


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


TEXT = "Vi får det til 😀, ja.\nNeste gang spør vi først.\n"
WHOLE = ProjectShape(
    "Følgeevaluering", "BoSo", (Person(guid(1), "Koder 1"),),
    (CodeShape(guid(10), "Læring", "", "Det vi lærer", "#17584e"), CodeShape(guid(11), "Første krets", guid(10))),
    (
        SourceShape(
            guid(20), "Samtale 1", TEXT,
            (
                CodingShape(guid(30), guid(11), 3, 6, guid(1), "Et ord."),
                CodingShape(guid(31), guid(10), 15, 22, guid(1)),
                CodingShape(guid(32), guid(10), 23, 48),
            ),
        ),
        SourceShape(guid(21), "Tom", ""),
    ),
    (CaseShape(guid(40), "Leder 1", (guid(20),), {"role": "programme_leader", "municipality": "hamar"}),),
    (
        NoteShape(guid(50), "Om teksten", "Rolig samtale.", guid(20)),
        NoteShape(guid(51), "Om koden", "To\nlinjer", "", guid(10)),
        NoteShape(guid(52), "Om alt", "Hm.", guid(20), guid(10)),
    ),
)  # fmt: skip


def zipped(files: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def a_project(inside: str, *, origin: str = "Other", **texts: str) -> bytes:
    qde = (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="{origin}">'
        f'<CodeBook><Codes><Code guid="{guid(1).upper()}" name="Bolig" color="red"/></Codes></CodeBook>'
        f"{inside}</Project>"
    )
    return zipped({"project.qde": qde} | {f"Sources/{name}.txt": text for name, text in texts.items()})


def a_source(*selections: tuple[int, int, str], more: str = "") -> str:
    marked = "".join(
        f'<PlainTextSelection guid="{guid(100 + n)}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f'<Coding guid="{guid(200 + n)}"><CodeRef targetGUID="{guid(1)}"/></Coding></PlainTextSelection>'
        for n, (start, end, name) in enumerate(selections)
    )
    return (
        f'<Sources><TextSource guid="{guid(9)}" name="En tekst" plainTextPath="internal://t.txt">{marked}{more}'
        "</TextSource></Sources>"
    )


def test_a_round_trip_loses_nothing_and_gives_the_same_bytes():
    once = project(WHOLE)
    assert read(once) == WHOLE
    assert project(read(once)) == once
    assert read(code_book(WHOLE.codes)).codes == WHOLE.codes


words = st.text(st.characters(codec="utf-8", exclude_characters="\r\ufeff"), max_size=30)


@given(words, st.data())
def test_every_text_and_place_survives_the_round_trip(text, data):
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place).filter(lambda span: span[0] < span[1]), max_size=3))
    codings = tuple(CodingShape(guid(30 + n), guid(10), *span) for n, span in enumerate(spans))
    source = SourceShape(guid(20), "T", text, codings)
    assert read(project(ProjectShape("", "BoSo", (), WHOLE.codes, (source,)))).sources[0].codings == codings


@pytest.mark.parametrize("origin", ["NVivo", "QualCoder"])
def test_windows_lines_and_emoji_counted_as_two_are_found_out(origin):
    raw = "Bra 😀 sagt.\r\nSå øver vi."
    found = read(a_project(a_source((7, 11, "sagt"), (14, 16, "Så")), origin=origin, t=raw)).sources[0]
    assert [found.text[one.start : one.end] for one in found.codings] == ["sagt", "Så"]
    assert found.reading == Reading(Unit.UTF16, Lines.AS_WRITTEN)
    assert found.sure
    told = read(a_project(a_source((7, 11, "")), t=raw), Reading(Unit.POINTS, Lines.ONE)).sources[0]
    assert told.text[told.codings[0].start : told.codings[0].end] == "agt."


def test_selections_without_coding_notes_and_codes_on_the_whole_are_taken_along():
    more = (
        f'<PlainTextSelection guid="{guid(60)}" startPosition="0" endPosition="3"><Description>Viktig</Description>'
        f'</PlainTextSelection><PlainTextSelection guid="{guid(61)}" startPosition="0" endPosition="3"/>'
        f'<PlainTextSelection guid="{guid(62)}" startPosition="4" endPosition="7"><NoteRef targetGUID="{guid(70)}"/>'
        f'<Coding guid="{guid(63)}" creatingUser="{{{guid(2)}}}"><CodeRef targetGUID="{guid(1)}"/>'
        f'<NoteRef targetGUID="{guid(71)}"/><NoteRef targetGUID="{guid(72)}"/></Coding></PlainTextSelection>'
        f'<Coding guid="{guid(64)}"><CodeRef targetGUID="{guid(1)}"/></Coding>'
    )
    notes = (
        f'<Notes><Note guid="{guid(70)}" name="a" plainTextPath="internal://n.txt"/>'
        f'<Note guid="{guid(71)}" name="b"><Description>To</Description></Note></Notes>'
    )
    found = read(a_project(a_source(more=more) + notes, t="Nok ord her", n="En"))
    first, whole = found.sources[0].codings
    assert (first.start, first.end, first.coder, first.memo) == (4, 7, guid(2), "En\n\nTo")
    assert (whole.start, whole.end) == (0, 11)
    assert [(note.text, note.source) for note in found.notes] == [("«Nok»\n\nViktig", guid(9))]


def test_what_is_not_taken_is_counted_and_pdf_with_text_is_taken():
    inside = (
        f'<Sources><PDFSource guid="{guid(2)}" name="Plan"><Representation guid="{guid(3)}" name="r" '
        f'plainTextPath="internal://p.txt"/></PDFSource><PDFSource guid="{guid(4)}" name="Bilde"/>'
        f'<AudioSource guid="{guid(5)}" name="Lyd"/><TextSource guid="{guid(6)}" name="Bare Word"/>'
        f'<TextSource guid="{guid(7)}" name="Tom"><PlainTextContent/><Coding guid="{guid(8)}"/></TextSource></Sources>'
        f'<Cases><Case guid="{guid(8)}" name="K"><VariableValue><TextValue>x</TextValue></VariableValue></Case></Cases>'
    )
    found = read(a_project(inside, p="Planen"))
    assert [one.text for one in found.sources] == ["Planen", ""]
    assert found.left == {"AudioSource": 1, "PDFSource": 1, "TextSource": 1}
    assert found.cases[0].variables == {}
    assert found.codes[0].colour == ""


def test_the_project_file_alone_and_utf16_texts_are_read():
    inside = f'<Sources><TextSource guid="{guid(2)}" name="T"><PlainTextContent>Å ja</PlainTextContent></TextSource></Sources>'  # noqa: E501
    alone = zipfile.ZipFile(io.BytesIO(a_project(inside))).read("project.qde")
    assert read(alone).sources[0].text == "Å ja"
    wide = zipped({"a.qde": zipfile.ZipFile(io.BytesIO(a_project(a_source()))).read("project.qde"),
                   "sources/t.txt": "Å ja".encode("utf-16")})  # fmt: skip
    assert read(wide).sources[0].text == "Å ja"


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>'
PROJECT = '<Project xmlns="urn:QDA-XML:project:1.0">%s</Project>'
NOWHERE = f'<Sources><TextSource guid="{guid(2)}" name="T" plainTextPath="%s"/></Sources>'


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"PK\x03\x04 not a zip", Fault.NOT_A_ZIP),
        (zipped({"a.txt": "x"}), Fault.NO_PROJECT),
        (b"hei", Fault.NOT_XML),
        (BOMB.encode(), Fault.DOCTYPE),
        (zipped({"p.qde": BOMB}), Fault.DOCTYPE),
        (b"<Project/>", Fault.NOT_QDA),
        (b"<html/>", Fault.NOT_QDA),
        ((PROJECT % ("<a>" * 150 + "</a>" * 150)).encode(), Fault.TOO_DEEP),
        (zipped({"p.qde": b" " * 2_000_000}), Fault.BOMB),
        (a_project(NOWHERE % "internal://t.txt"), Fault.NO_TEXT),
        (a_project(NOWHERE % "internal://../../etc/passwd"), Fault.NO_TEXT),
        (a_project(NOWHERE % "absolute:///etc/passwd"), Fault.NO_TEXT),
        ((PROJECT % (NOWHERE % "relative://x")).encode(), Fault.NO_TEXT),
        (a_project(a_source((1, 99, "")), t="kort"), Fault.NOT_A_PLACE),
        (a_project(a_source((2, 2, "")), t="kort"), Fault.NOT_A_PLACE),
        (a_project(a_source(("x", 2, "")), t="kort"), Fault.BAD_NUMBER),
        (a_project(a_source(more=f'<Coding guid="{guid(3)}"/>'), t="kort"), Fault.NO_SUCH_CODE),
        (a_project('<Users><User guid="nei" name="N"/></Users>'), Fault.BAD_GUID),
        (a_project(f'<Sources><TextSource guid="{guid(2)}"/></Sources>'), Fault.NO_NAME),
        (a_project(f'<Sources>{"".join([NOWHERE[9:-10] % "internal://t.txt"] * 2)}</Sources>', t="a"), Fault.TWICE),
        ((PROJECT % f'<CodeBook><Codes>{f"<Code guid={chr(34)}{guid(1)}{chr(34)} name={chr(34)}a{chr(34)}/>" * 2}</Codes></CodeBook>').encode(), Fault.TWICE),  # noqa: E501
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_for_what_it_is(content, fault):
    with pytest.raises(NotRead) as told:
        read(content)
    assert told.value.fault is fault
    assert fault.value in str(told.value)


def test_a_text_that_is_not_utf8_or_broken_or_locked_is_refused():
    qde = zipfile.ZipFile(io.BytesIO(a_project(a_source()))).read("project.qde")
    with pytest.raises(NotRead) as told:
        read(zipped({"p.qde": qde, "Sources/t.txt": b"\xe5 p\xe5"}))
    assert told.value.fault is Fault.NOT_UTF8
    stored = zipped({"p.qde": qde}, zipfile.ZIP_STORED)
    with pytest.raises(NotRead) as told:
        read(stored.replace(b"Bolig", b"Molig", 1))
    assert told.value.fault is Fault.NOT_A_ZIP
    locked = bytearray(zipped({"p.qde": qde}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(NotRead) as told:
        read(bytes(locked))
    assert told.value.fault is Fault.LOCKED


def test_limits_hold(monkeypatch):
    monkeypatch.setattr(refi_opening, "ONE_LIMIT", 10)
    for name, value, fault in (("ONE_LIMIT", 10, Fault.TOO_LARGE), ("FILES", 0, Fault.TOO_MUCH),
                               ("FILE_LIMIT", 5, Fault.TOO_LARGE)):  # fmt: skip
        monkeypatch.setattr(refi_opening, name, value)
        with pytest.raises(NotRead) as told:
            read(project(WHOLE))
        assert told.value.fault is fault
