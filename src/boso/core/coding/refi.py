"""A project of coded texts as REFI-QDA says it (.qdpx, .qde, .qdc): the shape, and what may be wrong with a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from boso.core.coding.offsets import Reading

PROJECT = "urn:QDA-XML:project:1.0"
#: How BoSo names itself in a file.
ORIGIN = "BoSo"
CODEBOOK = "urn:QDA-XML:codebook:1.0"


class Fault(StrEnum):
    """What is wrong with a file."""

    TOO_LARGE = "too_large"
    TOO_MUCH = "too_much"
    BOMB = "bomb"
    NOT_A_ZIP = "not_a_zip"
    LOCKED = "locked"
    NO_PROJECT = "no_project"
    NOT_XML = "not_xml"
    DOCTYPE = "doctype"
    TOO_DEEP = "too_deep"
    NOT_QDA = "not_qda"
    NO_TEXT = "no_text"
    NOT_UTF8 = "not_utf8"
    BAD_GUID = "bad_guid"
    TWICE = "twice"
    NO_SUCH_CODE = "no_such_code"
    BAD_NUMBER = "bad_number"
    NOT_A_PLACE = "not_a_place"
    NO_NAME = "no_name"


class NotRead(Exception):
    """A file that cannot be read whole. where: the source, code or file it is about."""

    def __init__(self, fault: Fault, where: str = "", detail: str = "") -> None:
        super().__init__(f"{fault.value}: {where} {detail}".strip())
        self.fault, self.where, self.detail = fault, where, detail


@dataclass(frozen=True, slots=True)
class Person:
    """A coder."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class CodeShape:
    """A code. parent: the guid of the one above, empty for a root."""

    guid: str
    name: str
    parent: str = ""
    description: str = ""
    colour: str = ""


@dataclass(frozen=True, slots=True)
class CodingShape:
    """A place that carries a code, counted as BoSo counts."""

    guid: str
    code: str
    start: int
    end: int
    coder: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True)
class NoteShape:
    """A memo. source, code: what it is about, if anything."""

    guid: str
    name: str
    text: str
    source: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class SourceShape:
    """A text, its lines ended by one line feed. reading: how its places were counted; sure: no other fits as well."""

    guid: str
    name: str
    text: str
    codings: tuple[CodingShape, ...] = ()
    reading: Reading = field(default_factory=Reading)
    sure: bool = True


@dataclass(frozen=True, slots=True)
class CaseShape:
    """Somebody or something that sources are about, with what is said of it."""

    guid: str
    name: str
    sources: tuple[str, ...] = ()
    variables: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ProjectShape:
    """All that is read. left: what the file has and BoSo does not take, by its name in the format, with how many."""

    name: str = ""
    origin: str = ""
    people: tuple[Person, ...] = ()
    codes: tuple[CodeShape, ...] = ()
    sources: tuple[SourceShape, ...] = ()
    cases: tuple[CaseShape, ...] = ()
    notes: tuple[NoteShape, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)
