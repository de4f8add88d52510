"""The cell `type` of an XLSForm: what people write in it, and what is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from boso.core.questionnaires.form import Kind


class Act(Enum):
    """What a row does."""

    ASK = "ask"
    BEGIN_GROUP = "begin_group"
    END_GROUP = "end_group"
    BEGIN_REPEAT = "begin_repeat"
    END_REPEAT = "end_repeat"
    DROP = "drop"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class TypeCell:
    """A type understood. code: why the row is dropped or refused, a key of `faults.WORDS`."""

    act: Act
    kind: Kind = Kind.TEXT
    list_name: str = ""
    or_other: bool = False
    code: str = ""


_NAMES = {
    Kind.TEXT: "text, string, q string, note text, url, email address, phone, phone number",
    Kind.INTEGER: "integer, int, q int, number",
    Kind.DECIMAL: "decimal, q decimal, float",
    Kind.RANGE: "range",
    Kind.DATE: "date, q date",
    Kind.TIME: "time, q time",
    Kind.DATETIME: "datetime, date time, q datetime",
    Kind.NOTE: "note, q note",
    Kind.ACKNOWLEDGE: "acknowledge, acknowledgement, trigger, q acknowledge, add acknowledge prompt",
    Kind.CALCULATE: "calculate, calculation, q calculate",
    Kind.HIDDEN: "hidden",
    Kind.GEOPOINT: "geopoint, gps, location, q geopoint",
    Kind.BARCODE: "barcode, q barcode",
    Kind.START: "start, start time, get start time",
    Kind.END: "end, end time, get end time",
    Kind.TODAY: "today, day of survey, get today",
    Kind.USERNAME: "username",
}
KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split(", ")}
_NAMES_DROPPED = (
    "deviceid, imei, device id, get device id, phonenumber, phone number of device, get phone number, simserial, "
    "sim serial, get sim id, sim id, subscriberid, subscriber id, get subscriber id, email, audit, start geopoint, "
    "background audio, background geopoint, uri:deviceid, uri:phonenumber"
)
_DROPPED = frozenset(_NAMES_DROPPED.split(", "))
_ATTACHED = "image, photo, picture, q image, q picture, audio, q audio, video, q video, file"
_REFUSED = {
    **dict.fromkeys(_ATTACHED.split(", "), "attachment_refused"),
    "geotrace": "geometry_refused",
    "geoshape": "geometry_refused",
    "csv external": "external_file",
    "xml external": "external_file",
}
_BLOCK = re.compile(r"(begin|end) ?(group|repeat|loop)\b.*", re.IGNORECASE)
_FROM_FILE = re.compile(
    r"(select one|select multiple|rank|select1) from file\b.*|.*\.(csv|xml|geojson)\b.*", re.IGNORECASE
)
_EXTERNAL = re.compile(r"(select one|select multiple) external\b.*", re.IGNORECASE)
_SELECT = re.compile(
    r"(?P<what>(?:add )?select one(?: prompt using)?|select1|select multiple|(?:add )?select all that apply"
    r"|rank)(?: from)?\b(?P<rest>.*)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"\s+or (?:other|specify other)\s*$", re.IGNORECASE)


def type_of(written: str) -> TypeCell:
    """What a type means; a code `unknown_type` when it means nothing here."""
    plain = " ".join(written.split())
    loose = re.sub(r"[\s_-]+", " ", plain)
    low = loose.casefold()
    if low in KINDS:
        return TypeCell(Act.ASK, KINDS[low])
    if low in _DROPPED:
        return TypeCell(Act.DROP, code="device_data_dropped")
    if low.split(" ")[0] == "osm" or low in _REFUSED:
        return TypeCell(Act.REFUSE, code=_REFUSED.get(low, "geometry_refused"))
    block = _BLOCK.fullmatch(loose)
    if block is not None:
        return _block(block[1].casefold(), block[2].casefold())
    return _select(plain, loose)


def _block(edge: str, what: str) -> TypeCell:
    acts = {
        ("begin", "group"): Act.BEGIN_GROUP,
        ("begin", "repeat"): Act.BEGIN_REPEAT,
        ("end", "group"): Act.END_GROUP,
        ("end", "repeat"): Act.END_REPEAT,
    }
    act = acts.get((edge, what))
    return TypeCell(act) if act is not None else TypeCell(Act.REFUSE, code="loop_refused")


def _select(plain: str, loose: str) -> TypeCell:
    if _EXTERNAL.fullmatch(loose):
        return TypeCell(Act.REFUSE, code="external_select")
    if _FROM_FILE.fullmatch(loose):
        return TypeCell(Act.REFUSE, code="select_from_file")
    words = _first_words(plain)
    select = _SELECT.fullmatch(words)
    if select is None:
        return TypeCell(Act.REFUSE, code="unknown_type")
    rest = _OTHER.sub("", select["rest"]).strip()
    code = _wrong_list(rest)
    if code:
        return TypeCell(Act.REFUSE, code=code)
    return TypeCell(Act.ASK, _chosen(select["what"]), rest, _OTHER.search(select["rest"]) is not None)


def _first_words(plain: str) -> str:
    """The type with blanks between its own words; names of lists keep their `_`."""
    text = re.sub(r"(?i)^(select|add)[ _-](select[ _-])?(one|multiple|all[ _-]that[ _-]apply)", _with_blanks, plain)
    text = re.sub(r"(?i)^(select (?:one|multiple|all that apply))[ _-]from\b", r"\1 from", text)
    return re.sub(r"(?i)\bor[ _-](?:specify[ _-])?other$", _with_blanks, text)


def _with_blanks(match: re.Match[str]) -> str:
    return re.sub(r"[_-]", " ", match.group())


def _wrong_list(rest: str) -> str:
    if not rest:
        return "select_without_list"
    if rest.startswith("${"):
        return "select_from_repeat"
    return "list_name_with_blank" if len(rest.split()) > 1 else ""


def _chosen(what: str) -> Kind:
    low = what.casefold()
    if low == "rank":
        return Kind.RANK
    return Kind.SELECT_MULTIPLE if "multiple" in low or "all that" in low else Kind.SELECT_ONE
