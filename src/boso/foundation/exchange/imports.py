"""What a kind of import is, what goes wrong in one, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boso.foundation.access.actor import Actor
from boso.foundation.access.decisions import Decision
from boso.foundation.exchange.sheets import Row, Sheet

if TYPE_CHECKING:
    from boso.foundation.exchange.mapping import Preset, Rule
    from boso.foundation.exchange.models import ImportRun
    from boso.foundation.exchange.reading import Grid
    from boso.foundation.exchange.workbooks import Workbook


@dataclass(frozen=True, slots=True)
class ImportKind:
    """One kind of workbook that BoSo takes in.

    sheets: in the order they are written, so that a row may refer to one of an earlier sheet.
    policy: (actor, organisation id or None) -> may they bring it in there.
    organisation_bound: the workbook belongs to one organisation, chosen at the start; its id is then
    `context.organisation_id`.
    mapped: the file may look as it likes, people choose which of its columns is which of the one sheet's. Its `write`
    writes nothing on a trial, only counts. example: the rows of a file to try it with, title rows and all.
    rules: what a column is worked out from where the file lacks it, until the municipality changes them. presets: the
    columns of well-known systems. stands_at: the name of the page on which what was imported is seen.
    reads: makes a workbook of a file of the kind's own format; None for any other file, which is read as usual.
    """

    name: str
    label: str | Promise
    sheets: tuple[Sheet, ...]
    policy: Callable[[Actor, int | None], Decision]
    organisation_bound: bool = False
    mapped: bool = False
    example: Callable[[], list[list[Any]]] | None = None
    rules: tuple[Rule, ...] = ()
    presets: tuple[Preset, ...] = ()
    stands_at: str = ""
    reads: Callable[[str, bytes], Workbook | None] | None = None

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name.

        Raises KeyError when there is none.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, where it stands, and what to do. row: its line (the header is 1), 0 for the sheet."""

    file: str
    sheet: str
    row: int
    column: str
    what: str
    advice: str = ""

    def __str__(self) -> str:
        place = [self.file]
        if self.sheet and self.sheet != self.file:
            place.append(self.sheet)
        if self.row:
            place.append(_("row %(row)d") % {"row": self.row})
        if self.column:
            place.append(_("column %(column)s") % {"column": self.column})
        return f"{', '.join(place)}: {self.what} {self.advice}".rstrip()


class Unreadable(Exception):
    """A file that is no workbook: all that is wrong with it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class Context:
    """What a sheet's `check` and `write` may know of the whole workbook, and where they tell what is wrong.

    memo: for what one sheet leaves to the next. trial: all that is written will be undone.
    headers: what the file calls each of our columns, where people chose them. notes: what is worth knowing of the
    file though nothing is wrong. tell: how far a long import has come.
    """

    kind: ImportKind
    organisation_id: int | None = None
    problems: list[Problem] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)
    trial: bool = False
    sheet: str = ""
    files: dict[str, str] = field(default_factory=dict)
    parsed: dict[str, list[Row]] = field(default_factory=dict)
    raw: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    shown_sheet: str = ""
    table: tuple[Grid, list[int]] | None = None
    tell: Callable[[int, int, str], None] | None = None

    def problem(self, row: Row | None, column: str, what: str, advice: str = "") -> None:
        """Tell a fault of the sheet now at work; nothing of the workbook is then kept."""
        number = row.number if row is not None else 0
        file = self.files.get(self.sheet, self.sheet)
        place = self.headers.get(column, column)
        self.problems.append(Problem(file, self.shown_sheet or self.sheet, number, place, what, advice))

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet that could be read; none when the workbook lacks it."""
        return self.parsed.get(sheet, [])

    def texts(self, sheet: str, column: str) -> set[str]:
        """Every filled cell of a column as text, also of rows that have faults elsewhere."""
        return {row[column] for row in self.raw.get(sheet, []) if row.get(column)}


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became, or would become, of one sheet.

    first: some rows with their marks, new and changed ones first. marks: digest over the marks of all rows.
    """

    name: str
    new: int
    changed: int
    unchanged: int
    missing: int
    marks: str = ""
    columns: tuple[str, ...] = ()
    first: tuple[dict[str, Any], ...] = ()

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of an import.

    state: "previewed" (nothing kept), "applied", "refused" (see `problems`) or "already" imported before.
    """

    state: str
    kind: str
    file: str
    sheets: tuple[SheetResult, ...] = ()
    problems: tuple[Problem, ...] = ()
    run: ImportRun | None = None
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether what was asked for is so now."""
        return self.state != "refused"

    @property
    def sentence(self) -> str:
        """One plain line for the person who asked."""
        if self.state == "refused":
            return ngettext(
                "%(file)s was not imported: %(count)d fault.",
                "%(file)s was not imported: %(count)d faults.",
                len(self.problems),
            ) % {"file": self.file, "count": len(self.problems)}
        if self.state == "already" and self.run is not None:
            return already_sentence(self.run)
        totals = {
            "file": self.file,
            "new": sum(sheet.new for sheet in self.sheets),
            "changed": sum(sheet.changed for sheet in self.sheets),
            "unchanged": sum(sheet.unchanged for sheet in self.sheets),
        }
        if self.state == "applied":
            return _("%(file)s is imported: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % totals
        return _("%(file)s would give: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % totals


def already_sentence(run: ImportRun) -> str:
    """«already imported on … by …»."""
    from django.utils import timezone

    who = run.actor.name if run.actor is not None else "BoSo"
    when = timezone.localtime(run.applied_at or run.at)
    return _("%(file)s is already imported on %(day)s by %(who)s. Nothing is changed.") % {
        "file": run.file_name,
        "day": f"{when:%d.%m.%Y %H.%M}",
        "who": who,
    }
