"""A survey of LimeSurvey (.lss) read as a form, with a warning for each thing that was changed or left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from boso.core.questionnaires.checking import check
from boso.core.questionnaires.faults import MOST_FAULTS, Fault, FormErrors, fault, serious
from boso.core.questionnaires.form import ALWAYS, ChoiceList, Element, Form, Group, Language, Question, Texts
from boso.core.questionnaires.lss_conditions import Known, Unreadable, translated
from boso.core.questionnaires.lss_questions import ASKED, Made, Source
from boso.core.questionnaires.lss_tables import LssRow, Tables, plain, tables
from boso.core.questionnaires.xlsform import Reading

_NAMES = {"no": "nb", "nb": "nb", "nn": "nn", "en": "en", "se": "se"}
_CALLED = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella"}
_PIPED = re.compile(r"\{([^{}]+)\}")
_SIGN = re.compile(r"[^A-Za-z0-9_]")
#: Types of questions that are not asked at all, and what they are called.
_LEFT_OUT = {"|": "file", "I": "language", "*": "equation"}
#: Rules of LimeSurvey that have no place here.
_RULES = frozenset({"em_validation_q", "em_validation_sq", "array_filter", "array_filter_exclude", "min_answers",
                    "max_answers", "equals_num_value"})  # fmt: skip


@dataclass
class _Reading:
    """What is known while reading. names: of LimeSurvey's names, what each stands for here."""

    tables: Tables
    languages: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)
    lists: dict[str, ChoiceList] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def say(self, code: str, row: LssRow, column: str = "", **values: object) -> None:
        """A fault at the line of the file."""
        self.faults.append(fault(code, sheet="questions", row=row.line, column=column, name=row.get("title"), **values))

    def free(self, wanted: str, row: LssRow) -> str:
        """A name that nothing has yet, made of the code."""
        name = _SIGN.sub("_", wanted)
        name = name if name[:1].isalpha() or name[:1] == "_" else f"q_{name}"
        stem, number = name, 2
        while name.casefold() in self.taken:
            name, number = f"{stem}_{number}", number + 1
        self.taken.add(name.casefold())
        if name != wanted:
            self.say("lss_renamed", row, "title", text=wanted, instead=name)
        self.lines[name] = row.line
        return name


def read(content: bytes) -> Reading:
    """The form of a survey file. Places are lines of the file.

    Raises FormErrors, and nothing else, with every fault of the file.
    """
    found = tables(content)
    reading = _Reading(found, _languages(found))
    children = _groups(reading)
    default = reading.languages[0]
    settings = _one(found, "surveys")
    form = Form(
        form_id=f"lss_{settings.get('sid') or 'survey'}",
        title=_title(reading),
        default_language=default,
        languages=tuple(Language(code, _CALLED.get(code, "")) for code in reading.languages),
        style="one-by-one" if settings.get("format") == "S" else "pages",
        lists=tuple(reading.lists.values()),
        children=children,
    )
    checked = [replace(each, sheet="questions", row=reading.lines.get(each.name, 0)) for each in check(form)]
    faults = tuple(sorted([*reading.faults, *checked], key=lambda each: each.row))[:MOST_FAULTS]
    if serious(faults):
        raise FormErrors(faults)
    return Reading(form, faults, tuple(reading.lines.items()))


def _languages(found: Tables) -> tuple[str, ...]:
    settings = _one(found, "surveys")
    codes = [settings.get("language"), *settings.get("additional_languages").split()]
    said = dict.fromkeys(_language(code) for code in codes if code)
    return tuple(said) or ("nb",)


def _language(code: str) -> str:
    short = code.split("-")[0].casefold()
    return _NAMES.get(short, short)


def _one(found: Tables, name: str) -> LssRow:
    rows = found.get(name)
    return rows[0] if rows else LssRow(0, {})


def _title(reading: _Reading) -> Texts:
    rows = reading.tables.get("surveys_languagesettings", [])
    return Texts.of({_language(row.get("surveyls_language")): plain(row.get("surveyls_title")) for row in rows})


def _texts(reading: _Reading, table: str, key: str, row: LssRow, column: str) -> Texts:
    """A text of a row in each language, from the table of translations or, in older files, from the rows themselves."""
    rows = [*reading.tables.get(f"{table[:-1]}_l10ns", []), *reading.tables.get(table, [])]
    said = {
        _language(each.get("language") or reading.languages[0]): plain(each.get(column))
        for each in rows
        if each.get(key) == row.get(key) and each.get(column)
    }
    return Texts.of({code: text for code, text in said.items() if code in reading.languages})


def _rows(reading: _Reading, table: str, key: str, order: str) -> list[LssRow]:
    """The rows of a table in order, each once: older files have one for every language."""
    found: dict[str, LssRow] = {}
    for row in reading.tables.get(table, []):
        found.setdefault(row.get(key), row)
    return sorted(found.values(), key=lambda row: _number(row.get(order)))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() else 0


def _groups(reading: _Reading) -> tuple[Element, ...]:
    groups = _rows(reading, "groups", "gid", "group_order")
    questions = [
        row for row in _rows(reading, "questions", "qid", "question_order") if row.get("parent_qid") in ("", "0")
    ]
    made = {row.get("qid"): _made(reading, row) for row in questions}
    children: list[Element] = []
    for group in groups:
        inside = [
            (row, found) for row in questions if row.get("gid") == group.get("gid") and (found := made[row.get("qid")])
        ]
        elements = tuple(
            element
            for row, found in inside
            for element in _finished(reading, found, row, _condition(reading, row, "relevance"))
        )
        if not elements:
            continue
        label = _texts(reading, "groups", "gid", group, "group_name")
        hint = _texts(reading, "groups", "gid", group, "description")
        children.append(
            Group(
                name=reading.free(f"group_{group.get('gid')}", group), label=label, hint=hint,
                appearance="field-list", relevant=_condition(reading, group, "grelevance"), children=elements,
            )
        )  # fmt: skip
    return tuple(children)


def _made(reading: _Reading, row: LssRow) -> Made | None:
    """A question with its parts, not yet with its conditions; none where BoSo does not ask it."""
    kind = row.get("type")
    attributes = {
        each.get("attribute"): each.get("value")
        for each in reading.tables.get("question_attributes", [])
        if each.get("qid") == row.get("qid") and each.get("value")
    }
    if kind in _LEFT_OUT or (kind not in ASKED and kind):
        code = "lss_type_left_out" if kind in _LEFT_OUT else "lss_type_unknown"
        reading.say(code, row, "type", text=_LEFT_OUT.get(kind, kind))
        return None
    if attributes.get("hidden") == "1":
        reading.say("lss_hidden", row)
        return None
    for rule in sorted(_RULES & attributes.keys()):
        reading.say("lss_rule_left_out", row, rule, text=attributes[rule])
    source = Source(
        row=row, name=reading.free(row.get("title"), row), kind=kind or "S", attributes=attributes,
        label=_texts(reading, "questions", "qid", row, "question"),
        hint=_texts(reading, "questions", "qid", row, "help"),
        answers=_answers(reading, row), parts=_parts(reading, row), other=row.get("other") == "Y",
        required=ALWAYS if row.get("mandatory") in ("Y", "S") else "", soft=row.get("mandatory") == "S",
    )  # fmt: skip
    made = ASKED[source.kind](source)
    if made is None:
        reading.say("lss_no_answers", row)
        return None
    for element in made.elements:
        reading.lines.update({each.name: row.line for each in (element, *getattr(element, "children", ()))})
    reading.lists.update({each.name: each for each in made.lists})
    _know(reading, row, made)
    return made


def _know(reading: _Reading, row: LssRow, made: Made) -> None:
    """What conditions elsewhere may call it by: its code, or survey, group and question by number."""
    number = f"{row.get('sid')}X{row.get('gid')}X{row.get('qid')}"
    for suffix, known in made.known.items():
        joined = f"_{suffix}" if suffix else ""
        reading.known.setdefault(f"{row.get('title')}{joined}", known)
        reading.known.setdefault(f"{number}{suffix}", known)
        reading.taken.add(known.name.casefold())


def _answers(reading: _Reading, row: LssRow) -> tuple[tuple[str, str, Texts], ...]:
    """Scale, code and words of the answers of a question, in order."""
    rows = [each for each in reading.tables.get("answers", []) if each.get("qid") == row.get("qid")]
    found: dict[tuple[str, str], LssRow] = {}
    for each in sorted(rows, key=lambda each: _number(each.get("sortorder"))):
        found.setdefault((each.get("scale_id") or "0", each.get("code")), each)
    by_row = any("aid" in each.cells for each in rows)
    return tuple(
        (
            scale,
            code,
            _texts(reading, "answers", "aid", each, "answer")
            if by_row
            else Texts.of(
                {
                    _language(one.get("language") or reading.languages[0]): plain(one.get("answer"))
                    for one in rows
                    if one.get("code") == code and (one.get("scale_id") or "0") == scale
                }
            ),
        )
        for (scale, code), each in found.items()
    )


def _parts(reading: _Reading, row: LssRow) -> tuple[tuple[str, str, Texts], ...]:
    """Scale, code and words of the parts of a question (rows, columns, choices), in order."""
    table = "subquestions" if "subquestions" in reading.tables else "questions"
    found = [
        each for each in _rows(reading, table, "qid", "question_order") if each.get("parent_qid") == row.get("qid")
    ]
    return tuple((each.get("scale_id") or "0", each.get("title"), _part_texts(reading, table, each)) for each in found)


def _part_texts(reading: _Reading, table: str, row: LssRow) -> Texts:
    rows = [*reading.tables.get("question_l10ns", []), *reading.tables.get(table, [])]
    return Texts.of(
        {
            _language(each.get("language") or reading.languages[0]): plain(each.get("question"))
            for each in rows
            if each.get("qid") == row.get("qid") and each.get("question")
        }
    )


def _condition(reading: _Reading, row: LssRow, column: str) -> str:
    source = row.get(column)
    try:
        return translated(source, reading.known)
    except Unreadable:
        reading.say("lss_condition_unread", row, column, text=source[:200])
        return ""


def _finished(reading: _Reading, made: Made, row: LssRow, relevant: str) -> Sequence[Element]:
    """The elements of a question with its condition, and texts that fill in answers."""
    return [_with(reading, row, element, relevant) for element in made.elements]


def _with(reading: _Reading, row: LssRow, element: Element, relevant: str) -> Element:
    both = f"({relevant}) and {element.relevant}" if relevant and element.relevant else relevant or element.relevant
    changed = replace(
        element, label=_piped(reading, row, element.label), hint=_piped(reading, row, element.hint), relevant=both
    )
    if isinstance(changed, Question):
        return changed
    return replace(changed, children=tuple(_with(reading, row, each, "") for each in changed.children))


def _piped(reading: _Reading, row: LssRow, texts: Texts) -> Texts:
    return Texts.of({code: _filled(reading, row, text) for code, text in texts.pairs})


def _filled(reading: _Reading, row: LssRow, text: str) -> str:
    def put(match: re.Match[str]) -> str:
        name = match.group(1).strip().partition(".")[0]
        known = reading.known.get(name)
        if known is None or known.choice:
            reading.say("lss_text_unread", row, "question", text=match.group(0)[:200])
            return match.group(0)
        return f"${{{known.name}}}"

    return _PIPED.sub(put, text)
