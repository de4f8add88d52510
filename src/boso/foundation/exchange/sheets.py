"""What a sheet of a workbook looks like: its columns, what each cell must be, and how its rows are written.

A parser takes the text of one cell (never empty, without blanks around it) and gives the value, or raises
BadCell with a plain sentence. Any such function will do; the common ones stand here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boso.foundation.access.actor import Actor

if TYPE_CHECKING:
    from boso.foundation.exchange.imports import Context

Parser = Callable[[str], Any]


class BadCell(ValueError):
    """A cell that cannot be understood: what is wrong, and what to write instead."""

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


class Row(dict[str, Any]):
    """One line of a sheet, parsed: column name to value; an empty or absent cell has the column's `empty`."""

    def __init__(self, number: int, values: dict[str, Any] | Iterable[tuple[str, Any]]) -> None:
        super().__init__(values)
        self.number = number


@dataclass
class Counts:
    """What a sheet did, or would do, to what stands already.

    An import never deletes: `missing` (rows that stand but are not in the file) is only told.
    marks: row number to "new", "changed" or "unchanged". things: key to the row of the table, as it now is.
    differs: row number of a changed row to what changes, [(what, before, after)], for the first of them.
    hidden: numbers of rows whose cells are not shown to whoever brings the file in.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    marks: dict[int, str] = field(default_factory=dict)
    things: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)
    differs: dict[int, list[tuple[str, str, str]]] = field(default_factory=dict, repr=False)
    hidden: set[int] = field(default_factory=set, repr=False)

    def mark(self, row: Row, mark: str) -> None:
        """Count one row as "new", "changed" or "unchanged"."""
        self.marks[row.number] = mark
        setattr(self, mark, getattr(self, mark) + 1)


Write = Callable[[Actor, list[Row], "Context"], Counts]
Check = Callable[[list[Row], "Context"], None]


@dataclass(frozen=True, slots=True)
class Codes:
    """The words a column of codes knows. known: (organisation id) -> folded word to code; labels: code to its name.

    keep: a word that is not known is kept as it stands (`Unknown`); otherwise it is a fault of its row.
    """

    known: Callable[[int | None], dict[str, str]]
    labels: Callable[[int | None], dict[str, str]]
    keep: bool = True


class Unknown(str):
    """A word of a code column that no code answers to, as it stood in the file."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the header, how a cell is read, whether it must be filled, what it means.

    Where people choose which of their columns it is (a `mapped` kind), it also says what it is called on the screen
    (`label`, under the heading `group`), which words headers use for it (`words`), what its cells look like (`seems`;
    `telling` when hardly anything else looks so), its codes, and whether its cells are about a person (`private`:
    never shown or quoted; `names`: shown beside the rows they belong to, never by themselves).
    """

    name: str
    parse: Parser
    required: bool = False
    help: str | Promise = ""
    empty: Any = None
    label: str | Promise = ""
    group: str | Promise = ""
    words: tuple[str, ...] = ()
    seems: Callable[[str], bool] | None = None
    telling: bool = False
    codes: Codes | None = None
    private: bool = False
    names: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    key: the columns that together name a row; the same key twice in a file is an error.
    write: writes the rows and counts (see `upsert`); it runs for the preview too, and is then undone.
    check: looks at rows across the file before anything is written; faults go to `context.problem`.
    required: the workbook is refused without this sheet; another sheet that is absent is left as it is.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    write: Write
    check: Check | None = None
    required: bool = False


def text(cell: str) -> str:
    """Text as it stands."""
    return cell


def text_up_to(length: int) -> Parser:
    """Text of at most so many characters."""

    def parse(cell: str) -> str:
        if len(cell) > length:
            raise BadCell(
                _("The text has %(count)d characters.") % {"count": len(cell)},
                _("Make it at most %(limit)d.") % {"limit": length},
            )
        return cell

    return parse


def slug(cell: str) -> str:
    """A short name for addresses: small letters a to z, digits and hyphens."""
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", cell):
        proposal = slugify(cell.lower().translate(str.maketrans("æøå", "aoa")))
        raise BadCell(
            _("«%(cell)s» is not a short name.") % {"cell": cell},
            _("Use small letters a to z, digits and hyphens, for example «%(proposal)s».")
            % {"proposal": proposal or "hamar"},
        )
    return cell


def integer(cell: str) -> int:
    """A whole number; blanks between thousands are fine."""
    plain = _plain_number(cell)
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", plain):
        raise BadCell(
            _("«%(cell)s» is not a whole number.") % {"cell": cell},
            _("Write digits only, for example 1500000."),
        )
    return int(plain)


def integer_between(lowest: int, highest: int) -> Parser:
    """A whole number from `lowest` to `highest`, both included."""

    def parse(cell: str) -> int:
        value = integer(cell)
        if not lowest <= value <= highest:
            raise BadCell(
                _("%(value)d is out of range.") % {"value": value},
                _("Write a number from %(lowest)d to %(highest)d.") % {"lowest": lowest, "highest": highest},
            )
        return value

    return parse


year = integer_between(1800, 2200)


def decimal(cell: str) -> Decimal:
    """A number with decimals after a comma or a point; blanks between thousands are fine.

    1.500 is refused, for one reader takes it for one and a half and the next for fifteen hundred.
    """
    plain = _plain_number(cell)
    if re.fullmatch(r"[+-]?[1-9][0-9]{0,2}\.[0-9]{3}", plain):
        raise BadCell(
            _("«%(cell)s» can be read in two ways.") % {"cell": cell},
            _("Write %(large)s for the large number, or %(small)s with a comma.")
            % {"large": plain.replace(".", ""), "small": plain.replace(".", ",")},
        )
    if not re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,10})?", plain):
        raise BadCell(_("«%(cell)s» is not a number.") % {"cell": cell}, _("Write it like 1500000 or 642857,14."))
    return Decimal(plain.replace(",", "."))


def amount(cell: str) -> Decimal:
    """Kroner, to the øre at most; a trailing «kr» is fine."""
    value = decimal(re.sub(r"\s*(kr|kroner)\.?$", "", cell, flags=re.IGNORECASE))
    if value != round(value, 2):
        raise BadCell(_("«%(cell)s» has parts of an øre.") % {"cell": cell}, _("Write at most two decimals."))
    return value


def date(cell: str) -> dt.date:
    """A day, as 2026-11-22 or 22.11.2026."""
    iso = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", cell)
    dotted = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", cell)
    if iso:
        parts = [int(part) for part in iso.groups()]
    elif dotted:
        parts = [int(part) for part in reversed(dotted.groups())]
    else:
        raise BadCell(_("«%(cell)s» is not a date.") % {"cell": cell}, _("Write it like 22.11.2026 or 2026-11-22."))
    try:
        return dt.date(*parts)
    except ValueError as error:
        raise BadCell(
            _("There is no such day as %(cell)s.") % {"cell": cell}, _("Look at the day and the month again.")
        ) from error


_YES = {"yes", "ja", "true", "1", "x"}
_NO = {"no", "nei", "false", "0"}


def yes_no(cell: str) -> bool:
    """yes or no, ja or nei."""
    word = cell.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadCell(_("«%(cell)s» is neither yes nor no.") % {"cell": cell}, _("Write yes or no."))


def choice(*known: str) -> Parser:
    """One of the known words; capital letters do not matter."""
    by_folded = {word.casefold(): word for word in known}

    def parse(cell: str) -> str:
        found = by_folded.get(cell.casefold())
        if found is None:
            raise BadCell(
                _("«%(cell)s» is not one of the known words.") % {"cell": cell},
                _("Choose among: %(known)s.") % {"known": ", ".join(known)},
            )
        return found

    return parse


def listed(parse: Parser, separator: str = ";") -> Parser:
    """Several values in one cell, a semicolon between: a tuple of what `parse` gives for each."""

    def parse_all(cell: str) -> tuple[Any, ...]:
        return tuple(parse(part.strip()) for part in cell.split(separator) if part.strip())

    return parse_all


def lines(cell: str) -> str:
    """Line numbers of a source, as 772-774;1074. Gives them back without blanks."""
    parts = [part.strip() for part in cell.split(";")]
    for part in parts:
        found = re.fullmatch(r"([1-9][0-9]*)(?:-([1-9][0-9]*))?", part)
        if found is None or int(found[1]) > int(found[2] or found[1]):
            raise BadCell(_("«%(cell)s» is not a list of lines.") % {"cell": cell}, _("Write it like 772-774;1074."))
    return ";".join(parts)


def _plain_number(cell: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", "", cell).replace("\u2212", "-")
