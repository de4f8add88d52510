"""The sheet `survey` of an XLSForm: rows become questions, groups and repeats."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from boso.core.questionnaires.expressions.checking import closest
from boso.core.questionnaires.faults import MOST_FAULTS, Fault, fault
from boso.core.questionnaires.form import ALWAYS, ChoiceList, Element, Group, Kind, Question, Repeat
from boso.core.questionnaires.xlsform_cells import Cells, without_excel
from boso.core.questionnaires.xlsform_choices import ChoicesRead, missing_words
from boso.core.questionnaires.xlsform_columns import MISSING, SOFT
from boso.core.questionnaires.xlsform_other import other_choice, other_question
from boso.core.questionnaires.xlsform_rows import (
    expression,
    parameters,
    plain_default,
    truth_of_excel,
    without_paths,
    yes_no_or_expression,
)
from boso.core.questionnaires.xlsform_types import KINDS, Act, TypeCell, type_of


@dataclass(slots=True)
class Open:
    """A group or repeat whose end has not come yet; the form itself at the bottom (no act)."""

    act: Act | None
    cells: Cells
    name: str = ""
    children: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class SurveyRead:
    """The questions with the rows they stand in, and the lists they use."""

    lists: dict[str, ChoiceList]
    children: tuple[Element, ...] = ()
    rows: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def read_survey(rows: Sequence[Cells], default: str, choices: ChoicesRead) -> SurveyRead:
    """The questions of the sheet. default: the language of texts without one."""
    return _Reader(rows, default, choices).read()


_ENDS = {Act.END_GROUP: Act.BEGIN_GROUP, Act.END_REPEAT: Act.BEGIN_REPEAT}
_OFF = frozenset({"yes", "true", "true()", "1", "ja", "y", "x"})


class _Reader:
    def __init__(self, rows: Sequence[Cells], default: str, choices: ChoicesRead) -> None:
        self.rows = rows
        self.default = default
        self.result = SurveyRead(dict(choices.lists))
        self.open = [Open(None, Cells(0))]
        self.homes: dict[str, str] = {}
        self.referred = _referred(rows, choices)

    def read(self) -> SurveyRead:
        for cells in self.rows:
            if len(self.result.faults) > MOST_FAULTS:
                self.say("too_many_faults", cells, "type")
                return self.result
            if not cells.get("type").startswith("#") and cells.get("disabled").casefold() not in _OFF:
                self.row(cells)
        while len(self.open) > 1:
            left = self.open.pop()
            self.say("begin_without_end", left.cells, "type", text=left.name)
            self.open[-1].children.extend(left.children)
        self.result.children = tuple(self.open[0].children)
        return self.result

    def say(self, code: str, cells: Cells, column: str, **values: object) -> None:
        self.result.faults.append(
            fault(code, sheet="survey", row=cells.number, column=column, name=cells.get("name"), **values)
        )

    def row(self, cells: Cells) -> None:
        written = cells.get("type")
        if not written:
            if cells.get("name") or cells.said.get("label"):
                self.say("type_missing", cells, "type")
            return
        meant = type_of(written)
        match meant.act:
            case Act.DROP:
                self.drop(cells, meant)
            case Act.REFUSE:
                near = closest(written.casefold(), [*KINDS, "select_one", "select_multiple", "begin_group"])
                code = "type_misspelt" if meant.code == "unknown_type" and near else meant.code
                self.say(code, cells, "type", text=written, near=near)
            case Act.BEGIN_GROUP | Act.BEGIN_REPEAT:
                self.open.append(Open(meant.act, cells, self.name(cells, meant)))
            case Act.END_GROUP | Act.END_REPEAT:
                self.end(meant.act, cells)
            case _:
                self.question(cells, meant)

    def drop(self, cells: Cells, meant: TypeCell) -> None:
        """What BoSo does not collect is left out, or is always blank where others ask for it."""
        referred = cells.get("name") in self.referred
        self.say("device_data_blank" if referred else meant.code, cells, "type", text=cells.get("type"))
        if referred:
            self.open[-1].children.append(Question(name=self.name(cells, meant), kind=Kind.HIDDEN))

    def end(self, act: Act, cells: Cells) -> None:
        top = self.open[-1]
        if top.act is None:
            self.say("end_without_begin", cells, "type", text=cells.get("type"))
            return
        if top.act is not _ENDS[act]:
            self.say(
                "end_of_other",
                cells,
                "type",
                text=cells.get("type"),
                begun=top.cells.get("type"),
                row_begun=top.cells.number,
            )
        named = cells.get("name")
        if named and named not in (top.name, top.cells.get("name")):
            self.say("end_names_other", cells, "name", text=named, other=top.name)
        self.open.pop()
        self.open[-1].children.append(self.container(top))

    def container(self, top: Open) -> Element:
        cells = top.cells
        label, hint = cells.texts("label", self.default), cells.texts("hint", self.default)
        relevant = self.expression(cells, "relevant")
        if top.act is Act.BEGIN_REPEAT:
            return Repeat(
                name=top.name,
                label=label,
                hint=hint,
                appearance=cells.get("appearance"),
                relevant=relevant,
                count=without_excel(self.expression(cells, "repeat_count")),
                children=tuple(top.children),
            )
        return Group(
            name=top.name,
            label=label,
            hint=hint,
            appearance=cells.get("appearance"),
            relevant=relevant,
            children=tuple(top.children),
        )

    def name(self, cells: Cells, meant: TypeCell) -> str:
        """The name, which notes need not have; told when it was given before. The same name in another group is made
        a new one where nobody refers to it."""
        name = cells.get("name")
        if not name and meant.kind is Kind.NOTE:
            name = f"note_{cells.number}"
            self.say("note_named", cells, "name", text=name)
        elif not name:
            self.say("name_missing", cells, "name")
            name = f"row_{cells.number}"
        home = self.open[-1].name
        if name in self.homes:
            name = self.renamed(name, home, cells)
        self.homes[name] = home
        self.result.rows.setdefault(name, cells.number)
        return name

    def renamed(self, name: str, home: str, cells: Cells) -> str:
        new = f"{home}_{name}"
        if home == self.homes[name] or name in self.referred or new in self.homes:
            self.say("name_twice", cells, "name", text=name, first=self.result.rows[name])
            return name
        self.say("name_changed", cells, "name", text=name, instead=new, first=self.result.rows[name])
        return new

    def question(self, cells: Cells, meant: TypeCell) -> None:
        name = self.name(cells, meant)
        list_name = self.list_name(cells, meant)
        required, soft_required = self.required(cells)
        soft = cells.get(SOFT).casefold().split()
        pairs, left = parameters(cells.get("parameters"))
        if left:
            self.say("bad_parameters", cells, "parameters", text=left)
        missing, unknown = missing_words(cells.get(MISSING))
        if unknown:
            self.say("bad_missing", cells, MISSING, text=unknown)
        asked = Question(
            name=name,
            kind=meant.kind,
            label=cells.texts("label", self.default),
            hint=cells.texts("hint", self.default),
            guidance=cells.texts("guidance_hint", self.default),
            list_name=list_name,
            appearance=cells.get("appearance"),
            relevant=self.expression(cells, "relevant"),
            constraint=self.expression(cells, "constraint"),
            constraint_message=cells.texts("constraint_message", self.default),
            soft_constraint="constraint" in soft,
            required=required,
            required_message=cells.texts("required_message", self.default),
            soft_required=soft_required or "required" in soft,
            default=plain_default(meant.kind, cells.get("default")),
            calculation=self.expression(cells, "calculation"),
            read_only=yes_no_or_expression(self.expression(cells, "read_only")),
            choice_filter=self.expression(cells, "choice_filter"),
            parameters=pairs,
            missing=missing,
        )
        self.open[-1].children.append(asked)
        if meant.or_other and list_name in self.result.lists:
            self.add_other(cells, asked)

    def add_other(self, cells: Cells, asked: Question) -> None:
        """«or other» becomes a choice in a list of its own, and a text question after it."""
        if asked.choice_filter:
            self.say("or_other_with_filter", cells, "choice_filter", text=asked.name)
            return
        widened = other_choice(self.result.lists[asked.list_name])
        self.result.lists[widened.name] = widened
        asked = replace(asked, list_name=widened.name)
        more = other_question(asked)
        self.open[-1].children[-1:] = [asked, more]
        if more.name in self.homes:
            self.say("name_twice", cells, "name", text=more.name, first=self.result.rows[more.name])
        self.homes[more.name] = self.open[-1].name
        self.result.rows.setdefault(more.name, cells.number)
        self.say("or_other_converted", cells, "type", text=more.name)

    def list_name(self, cells: Cells, meant: TypeCell) -> str:
        wanted = without_excel(meant.list_name)
        if not wanted or wanted in self.result.lists:
            return wanted
        near = next((each for each in self.result.lists if each.casefold() == wanted.casefold()), "")
        if near:
            self.say("list_differs_by_case", cells, "type", text=wanted, instead=near)
        return near or wanted

    def required(self, cells: Cells) -> tuple[str, bool]:
        written = cells.get("required")
        if written.casefold() in {"soft", "myk", "mjuk"}:
            return ALWAYS, True
        return yes_no_or_expression(self.expression(cells, "required")), False

    def expression(self, cells: Cells, column: str) -> str:
        """The expression in a column, with plain quotes, and names instead of paths."""
        written = cells.get(column)
        tidied = expression(written)
        if tidied != written:
            self.say("curly_quotes", cells, column)
        named = without_paths(tidied)
        if named != tidied:
            self.say("path_changed", cells, column, text=tidied, instead=named)
        return truth_of_excel(named)


def _referred(rows: Sequence[Cells], choices: ChoicesRead) -> frozenset[str]:
    """Every name that is asked for somewhere."""
    written = [text for cells in rows for text in cells.plain.values()]
    said = [text for cells in rows for texts in cells.said.values() for text in texts.values()]
    labels = [text for each in choices.lists.values() for choice in each.choices for _, text in choice.label.pairs]
    return frozenset(re.findall(r"\$\{\s*([^{}]*?)\s*\}", "\n".join([*written, *said, *labels])))
