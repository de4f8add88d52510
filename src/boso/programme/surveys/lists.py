"""Lists of people to ask, pasted or in a file: who, where from, which group; and what is wrong, line by line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from boso.core.values.folding import fold
from boso.foundation.exchange.imports import Unreadable
from boso.foundation.exchange.workbooks import read_bytes
from boso.foundation.organisations.models import Organisation
from boso.programme.partnership.wording import LANGUAGES

#: What the columns may be called, folded.
COLUMNS = {
    "name": ("navn", "namn", "name"),
    "email": ("e post", "epost", "e mail", "email", "mail", "e postadresse", "epostadresse"),
    "municipality": ("kommune", "municipality", "sted", "stad"),
    "group": ("gruppe", "group", "rolle", "role"),
    "language": ("sprak", "malform", "language"),
}
_LANGUAGES = {"bokmal": "nb", "nynorsk": "nn", "engelsk": "en", "english": "en", **{code: code for code in LANGUAGES}}
MOST = 20_000
LIMIT = 5_000_000
_ADDRESS = re.compile(r"\S+@\S+")


@dataclass(frozen=True, slots=True)
class Person:
    """One line that can be used. group: as it is written."""

    line: int
    name: str
    email: str
    municipality: Organisation | None
    group: str
    language: str = "nb"


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be used, and why. line: 0 for the whole list."""

    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A list looked at."""

    people: tuple[Person, ...]
    faults: tuple[Fault, ...]


def of_text(text: str, places: Iterable[Organisation]) -> Listed:
    """A list that was pasted: from a spreadsheet, as CSV, or addresses alone, one a line."""
    lines = [line for line in text.replace("\0", "").splitlines() if line.strip()]
    if not lines:
        return Listed((), (Fault(0, _("The list is empty.")),))
    separator = max("\t;,", key=lambda sign: sum(line.count(sign) for line in lines))
    try:
        rows = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=separator, strict=True)
        ]
    except csv.Error:
        return Listed((), (Fault(0, _("A quotation mark is not closed.")),))
    return _read(list(enumerate(rows, start=1)), places)


def of_file(name: str, content: bytes, places: Iterable[Organisation]) -> Listed:
    """A list in a CSV file or the first sheet of an Excel workbook."""
    try:
        sheet = next(iter(read_bytes(name, content).sheets.values()))
    except Unreadable as error:
        return Listed((), tuple(Fault(each.row, f"{each.what} {each.advice}".strip()) for each in error.problems))
    rows = [(1, list(sheet.header)), *((number, list(cells)) for number, cells in sheet.lines)]
    return _read(rows, places)


def _read(rows: Sequence[tuple[int, list[str]]], places: Iterable[Organisation]) -> Listed:
    header = _header(rows[0][1])
    body = rows[1:] if header else rows
    header = header or _guessed([cells for _number, cells in rows])
    if len(body) > MOST:
        return Listed((), (Fault(0, _("The list has more than %(most)d lines. Divide it.") % {"most": MOST}),))
    known = _by_name(places)
    people: list[Person] = []
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    for number, cells in body:
        given = {column: cells[at] for column, at in header.items() if at < len(cells)}
        if not any(given.values()):
            continue
        found = _person(number, given, known)
        first = seen.setdefault(found.email.casefold(), number) if isinstance(found, Person) and found.email else number
        if isinstance(found, Fault):
            faults.append(found)
        elif first != number:
            faults.append(Fault(number, _("The address stands in line %(line)d already.") % {"line": first}))
        else:
            people.append(found)
    if not people and not faults:
        faults.append(Fault(0, _("The list is empty.")))
    return Listed(tuple(people), tuple(faults))


def _person(number: int, given: Mapping[str, str], known: Mapping[str, Organisation]) -> Person | Fault:
    email, name = given.get("email", ""), given.get("name", "")
    place, language = given.get("municipality", ""), given.get("language", "")
    if not email and not name:
        return Fault(number, _("There is neither a name nor an address here."))
    if email and not _is_address(email):
        return Fault(number, _("«%(text)s» is no e-mail address.") % {"text": email[:60]})
    if place and fold(place) not in known:
        return Fault(number, _("BoSo knows no municipality called «%(text)s».") % {"text": place[:60]})
    if language and fold(language) not in _LANGUAGES:
        return Fault(number, _("«%(text)s» is none of the languages: nb, nn or en.") % {"text": language[:60]})
    return Person(
        number, name[:120], email, known.get(fold(place)) if place else None, given.get("group", "")[:80],
        _LANGUAGES.get(fold(language), "nb"),
    )  # fmt: skip


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def _header(cells: Sequence[str]) -> dict[str, int]:
    """Where each column stands, when the first row names them."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        column = next((column for column, names in COLUMNS.items() if fold(cell) in names), None)
        if column is not None:
            found.setdefault(column, at)
    return found if {"email", "name"} & set(found) else {}


def _guessed(rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """Without a header: the address where the first one stands, the name before it, municipality and group after."""
    at = next((at for cells in rows for at, cell in enumerate(cells) if _ADDRESS.fullmatch(cell)), None)
    if at is None:
        return {"name": 0, "municipality": 1, "group": 2}
    found = {"email": at, "municipality": at + 1, "group": at + 2, "language": at + 3}
    return {**found, "name": at - 1} if at else found


def _by_name(places: Iterable[Organisation]) -> dict[str, Organisation]:
    return {key: place for place in places for key in _keys(place)}


def _keys(place: Organisation) -> Iterator[str]:
    yield fold(place.name)
    yield fold(place.slug)
    yield fold(f"{place.name} kommune")
