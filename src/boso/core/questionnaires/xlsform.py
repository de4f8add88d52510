"""An XLSForm read: rows of the sheets `survey`, `choices` and `settings` become a form.

A foreign form is converted, with a warning for each thing that was changed or left out, or refused with every reason,
each with its sheet, row and column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from boso.core.questionnaires.checking import check
from boso.core.questionnaires.expressions.checking import closest
from boso.core.questionnaires.faults import Fault, FormErrors, fault, serious
from boso.core.questionnaires.form import Form, Language
from boso.core.questionnaires.xlsform_cells import (
    UNNAMED,
    SheetRow,
    Sheets,
    Table,
    cell_text,
    cells_of,
    header_faults,
    squeezed,
    table_of,
)
from boso.core.questionnaires.xlsform_choices import (
    ChoicesRead,
    SettingsRead,
    choices_table,
    read_choices,
    read_settings,
)
from boso.core.questionnaires.xlsform_columns import MEDIA, NOTES, SURVEY, SURVEY_TRANSLATED, UNUSED_SURVEY
from boso.core.questionnaires.xlsform_survey import SurveyRead, read_survey

__all__ = ["Reading", "SheetRow", "Sheets", "read"]

MOST_ROWS = 20_000
_BROKEN = frozenset({"end_without_begin", "begin_without_end", "end_of_other", "too_many_faults"})
_DROPPED_SHEETS = frozenset({"external_choices", "entities", "osm", "cascades", "media"})
_KNOWN_SHEETS = _DROPPED_SHEETS | {"survey", "choices", "settings"}


@dataclass(frozen=True, slots=True)
class Reading:
    """A form with what was found on the way: warnings and advice, none of it serious."""

    form: Form
    faults: tuple[Fault, ...]
    #: Name of a question, group or repeat to its row in `survey`.
    rows: tuple[tuple[str, int], ...]


def read(sheets: Sheets, *, language: str = "nb") -> Reading:
    """The form of a workbook. language: of texts without a language where the settings do not say.

    Raises FormErrors, and nothing else, with every fault of the workbook.
    """
    found: dict[str, list[SheetRow]] = {}
    written: dict[str, str] = {}
    for name, rows in sheets.items():
        found.setdefault(squeezed(str(name)), list(rows))
        written.setdefault(squeezed(str(name)), cell_text(name))
    faults = list(_sheet_faults(found, written))
    if serious(faults):
        raise FormErrors(faults)
    survey = table_of("survey", found["survey"], SURVEY, SURVEY_TRANSLATED)
    choices = choices_table(found.get("choices", []))
    settings = read_settings(found.get("settings", []))
    default = _default_language(settings, survey, choices, language)
    lists = read_choices(choices, default.code)
    asked = read_survey(list(cells_of(survey)), default.code, lists)
    form = Form(
        form_id=settings.form_id or "form",
        title=settings.titles(default.code),
        version=settings.version,
        default_language=default.code,
        languages=_languages(default, survey, choices, settings),
        style=settings.style,
        settings=settings.others,
        lists=tuple(asked.lists.values()),
        children=asked.children,
    )
    faults.extend([*settings.faults, *header_faults(survey), *_column_faults(survey), *lists.faults, *asked.faults])
    faults.extend(_placed(check(form), asked, lists) if not _is_broken(asked) else [])
    ordered = sorted(faults, key=_place)
    if serious(ordered):
        raise FormErrors(ordered)
    return Reading(form, tuple(ordered), tuple(asked.rows.items()))


def _is_broken(asked: SurveyRead) -> bool:
    """Whether it cannot be told what stands inside what, or not all was read: then nothing more is said of it."""
    return any(each.code in _BROKEN for each in asked.faults)


def _place(each: Fault) -> tuple[int, int]:
    order = {"": 0, "settings": 1, "survey": 2, "choices": 3}
    return order.get(each.sheet, 4), each.row


def _sheet_faults(found: dict[str, list[SheetRow]], written: dict[str, str]) -> Iterator[Fault]:
    if "survey" not in found:
        near = closest("survey", found) or next(iter(found), "")
        yield fault("no_survey_sheet", sheet="survey", text=written.get(near) or "–")
    for name, rows in found.items():
        said = written[name]
        if len(rows) > MOST_ROWS:
            yield fault("sheet_too_long", sheet=said, limit=MOST_ROWS)
        if name in _DROPPED_SHEETS and rows:
            yield fault("sheet_dropped", sheet=said, text=said)
        elif name not in _KNOWN_SHEETS:
            yield fault("sheet_ignored", sheet=said, text=said)


def _default_language(settings: SettingsRead, survey: Table, choices: Table, language: str) -> Language:
    """The language the settings say, else the first of the headers where every text has one, else the given one."""
    if settings.default_language is not None:
        return settings.default_language
    named = [*survey.languages(), *choices.languages()]
    if named and all(each.code != UNNAMED for each in named):
        return named[0]
    return Language(language)


def _languages(default: Language, survey: Table, choices: Table, settings: SettingsRead) -> tuple[Language, ...]:
    """Every language with texts, in the order of the headers."""
    found: dict[str, Language] = {}
    for each in [*survey.languages(), *choices.languages(), *settings.languages]:
        language = default if each.code == UNNAMED else each
        before = found.setdefault(language.code, language)
        if language.name and not before.name:
            found[language.code] = language
    return tuple(found.values()) or (default,)


def _column_faults(table: Table) -> Iterator[Fault]:
    known = sorted({header.split("::")[0] for header in SURVEY})
    for written in table.unknown:
        first = squeezed(written.split(":")[0])
        whole = squeezed(written)
        if first in MEDIA:
            yield fault("media_dropped", sheet=table.sheet, row=1, column=written, text=written)
        elif first in UNUSED_SURVEY or first in {"bind", "body", "control", "instance"}:
            yield fault("column_dropped", sheet=table.sheet, row=1, column=written, text=written)
        elif whole not in NOTES:
            near = closest(first, known)
            code = "column_misspelt" if near else "unknown_column"
            yield fault(code, sheet=table.sheet, row=1, column=written, text=written, near=near)


def _placed(faults: Sequence[Fault], asked: SurveyRead, lists: ChoicesRead) -> list[Fault]:
    """Faults of the form with their rows; those of names given twice are told by the reader itself."""
    found = []
    for each in faults:
        if each.code == "name_twice":
            continue
        if each.sheet == "choices":
            choice = dict(each.values).get("choice", "")
            row = lists.rows.get((each.name, choice)) or lists.rows.get((each.name, ""), 0)
        else:
            row = asked.rows.get(each.name, 0)
        found.append(replace(each, row=row))
    return found
