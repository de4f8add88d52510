"""The sheets `choices` and `settings` of an XLSForm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from boso.core.questionnaires.faults import Fault, fault
from boso.core.questionnaires.form import Choice, ChoiceList, Language, Missing, Texts
from boso.core.questionnaires.xlsform_cells import (
    Cells,
    Header,
    SheetRow,
    Table,
    cell_text,
    cells_of,
    header_faults,
    language_of,
    squeezed,
    table_of,
    without_excel,
)
from boso.core.questionnaires.xlsform_columns import (
    CHOICES,
    CHOICES_TRANSLATED,
    MEDIA,
    MISSING,
    NOTES,
    SETTINGS,
    SETTINGS_TRANSLATED,
    TITLE_IN,
    UNUSED_SETTINGS,
)


@dataclass(slots=True)
class ChoicesRead:
    """The lists with the rows they stand in."""

    lists: dict[str, ChoiceList] = field(default_factory=dict)
    rows: dict[tuple[str, str], int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def missing_words(text: str) -> tuple[tuple[Missing, ...], str]:
    """Which of don't know and refused a cell names, and the first word in it that is neither."""
    words = re.split(r"[\s,;]+", text.casefold().replace("'", "").strip())
    known = {**{each.value: each for each in Missing}, "dk": Missing.DONT_KNOW, "vet_ikke": Missing.DONT_KNOW}
    found = tuple(dict.fromkeys(known[word] for word in words if word in known))
    return found, next((word for word in words if word and word not in known), "")


def choices_table(rows: list[SheetRow]) -> Table:
    """The sheet with its headers understood."""
    return table_of("choices", rows, CHOICES, CHOICES_TRANSLATED)


def read_choices(table: Table, default: str) -> ChoicesRead:
    """The lists of the sheet. default: the language of texts without one."""
    read = ChoicesRead()
    read.faults.extend(header_faults(table))
    read.faults.extend(_media_faults(table))
    for cells in cells_of(table):
        _take(cells, default, read)
    return read


def _take(cells: Cells, default: str, read: ChoicesRead) -> None:
    list_name, name = without_excel(cells.get("list_name")), cells.get("name")
    plain = without_excel(name)
    if not list_name or not plain:
        code = "choice_without_list" if not list_name else "choice_without_name"
        column = "list_name" if not list_name else "name"
        read.faults.append(fault(code, sheet="choices", row=cells.number, column=column, list=list_name, choice=name))
        return
    if plain != name:
        read.faults.append(
            fault("excel_number", sheet="choices", row=cells.number, column="name", text=name, instead=plain)
        )
    missing, unknown = missing_words(cells.get(MISSING))
    if unknown:
        read.faults.append(
            fault("bad_missing", sheet="choices", row=cells.number, column=MISSING, text=unknown, name=list_name)
        )
    choice = Choice(
        name=plain,
        label=cells.texts("label", default),
        extra=tuple(sorted((key, text) for key, text in cells.other.items() if _is_extra(key))),
        missing=missing[0] if missing else None,
    )
    before = read.lists.get(list_name, ChoiceList(name=list_name))
    read.lists[list_name] = ChoiceList(name=list_name, choices=(*before.choices, choice))
    read.rows.setdefault((list_name, ""), cells.number)
    read.rows[list_name, plain] = cells.number


def _is_extra(header: str) -> bool:
    return not _is_media(header) and squeezed(header) not in NOTES


def _is_media(header: str) -> bool:
    return squeezed(header.split(":")[0]) in MEDIA


def _media_faults(table: Table) -> Iterator[Fault]:
    for written in table.unknown:
        if _is_media(written):
            yield fault("media_dropped", sheet=table.sheet, row=1, column=written, text=written)


@dataclass(slots=True)
class SettingsRead:
    """What the sheet `settings` says. default_language: None when it does not say."""

    form_id: str = ""
    title: Cells = field(default_factory=lambda: Cells(0))
    version: str = ""
    default_language: Language | None = None
    style: str = ""
    others: tuple[tuple[str, str], ...] = ()
    faults: list[Fault] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)

    def titles(self, default: str) -> Texts:
        """The title in each language."""
        return self.title.texts("form_title", default)


def read_settings(rows: list[SheetRow]) -> SettingsRead:
    """The settings: the first row that has any."""
    table = table_of("settings", rows, SETTINGS, SETTINGS_TRANSLATED)
    _find_titles(table)
    read = SettingsRead(languages=table.languages())
    read.faults.extend(header_faults(table))
    others = _others(table, read)
    cells = next(cells_of(table), None)
    read.others = tuple((key, text) for key, text in others if text)
    if cells is None:
        return read
    read.title = cells
    read.form_id, read.version, read.style = cells.get("form_id"), cells.get("version"), cells.get("style")
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", read.form_id).strip("_")
    if plain != read.form_id:
        read.faults.append(
            fault(
                "form_id_changed",
                sheet="settings",
                row=cells.number,
                column="form_id",
                text=read.form_id,
                instead=plain,
            )
        )
        read.form_id = plain
    if written := cells.get("default_language"):
        read.default_language = language_of(written)[0]
    return read


def _find_titles(table: Table) -> None:
    """Columns such as `form_title_nn` understood."""
    for written in list(table.unknown):
        plain = cell_text(written)
        if plain.startswith(TITLE_IN) and len(plain) > len(TITLE_IN):
            table.unknown.remove(written)
            language = language_of(plain.removeprefix(TITLE_IN))[0]
            table.headers[written] = Header("form_title", language, plain)


def _others(table: Table, read: SettingsRead) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    first = table.rows[0] if table.rows else SheetRow(2, {})
    for written in table.unknown:
        name, text = squeezed(written), cell_text(first.cells.get(written))
        if name in UNUSED_SETTINGS:
            read.faults.append(fault("setting_dropped", sheet="settings", row=1, column=written, text=written))
        elif text:
            found.append((name, text))
    return found
