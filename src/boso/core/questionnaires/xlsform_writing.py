"""A form written as the rows of an XLSForm. `xlsform.read` makes the same form of them."""

from __future__ import annotations

from boso.core.questionnaires.form import ALWAYS, Element, Form, Group, Question, Repeat, Texts
from boso.core.questionnaires.xlsform_cells import SheetRow
from boso.core.questionnaires.xlsform_columns import MISSING, SOFT, TITLE_IN

_PLAIN = {
    "appearance": "appearance",
    "relevant": "relevant",
    "constraint": "constraint",
    "calculation": "calculation",
    "default": "default",
    "choice_filter": "choice_filter",
}
_SAID = ("label", "hint", "guidance_hint", "constraint_message", "required_message")


def write(form: Form) -> dict[str, list[SheetRow]]:
    """The sheets `survey`, `choices` and `settings`: every row has every column, so the first row is the header too."""
    return {
        "survey": _numbered(_survey(form)),
        "choices": _numbered(_choices(form)),
        "settings": _numbered(_settings(form)),
    }


def header(form: Form, column: str, code: str) -> str:
    """The header of a column in a language: `label::Norsk bokmål (nb)`."""
    name = next((each.name for each in form.languages if each.code == code), "")
    return f"{column}::{name} ({code})" if name and name != code else f"{column}::{code}"


def _numbered(rows: list[dict[str, str]]) -> list[SheetRow]:
    """Rows with every column that some row fills, in the order of the columns."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return [SheetRow(number, {each: row.get(each, "") for each in columns}) for number, row in enumerate(rows, 2)]


def _said(form: Form, column: str, texts: Texts) -> dict[str, str]:
    return {header(form, column, code): text for code, text in texts.pairs}


def _first_row(form: Form) -> dict[str, str]:
    """The columns every survey sheet has, in order, and labels in all languages of the form."""
    labels = {header(form, "label", language.code): "" for language in form.languages}
    return {"type": "", "name": "", **labels}


def _survey(form: Form) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for element in form.children:
        _write(form, element, rows)
    filled = [{column: text for column, text in row.items() if text} for row in rows]
    columns = _first_row(form)
    return [{**columns, **filled[0]}, *filled[1:]] if filled else []


def _write(form: Form, element: Element, rows: list[dict[str, str]]) -> None:
    match element:
        case Question():
            rows.append(_question(form, element))
        case _:
            what = "group" if isinstance(element, Group) else "repeat"
            row = {"type": f"begin_{what}", "name": element.name}
            row |= _said(form, "label", element.label) | _said(form, "hint", element.hint)
            row |= {"appearance": element.appearance, "relevant": element.relevant}
            if isinstance(element, Repeat):
                row["repeat_count"] = element.count
            rows.append(row)
            for child in element.children:
                _write(form, child, rows)
            rows.append({"type": f"end_{what}", "name": element.name})


def _question(form: Form, question: Question) -> dict[str, str]:
    row = {"type": f"{question.kind.value} {question.list_name}".strip(), "name": question.name}
    said = (question.label, question.hint, question.guidance, question.constraint_message, question.required_message)
    for column, texts in zip(_SAID, said, strict=True):
        row |= _said(form, column, texts)
    row |= {column: str(getattr(question, attribute)) for column, attribute in _PLAIN.items()}
    row["required"] = _yes(question.required)
    row["read_only"] = _yes(question.read_only)
    row["parameters"] = " ".join(f"{name}={value}" for name, value in question.parameters)
    soft = ("required" if question.soft_required else "", "constraint" if question.soft_constraint else "")
    row[SOFT] = " ".join(word for word in soft if word)
    row[MISSING] = " ".join(question.missing)
    return row


def _yes(expression: str) -> str:
    return "yes" if expression == ALWAYS else expression


def _choices(form: Form) -> list[dict[str, str]]:
    rows = []
    for each in form.lists:
        for choice in each.choices:
            row = {"list_name": each.name, "name": choice.name, **_said(form, "label", choice.label)}
            row |= dict(choice.extra)
            if choice.missing:
                row[MISSING] = choice.missing.value
            rows.append(row)
    return rows


def _settings(form: Form) -> list[dict[str, str]]:
    row = {"form_title": form.title.get(form.default_language)}
    row |= {f"{TITLE_IN}{code}": text for code, text in form.title.pairs if code != form.default_language}
    row |= {"form_id": form.form_id, "version": form.version, "style": form.style}
    language = next((each for each in form.languages if each.code == form.default_language), None)
    named = f"{language.name} ({language.code})" if language and language.name else form.default_language
    return [{**row, "default_language": named, **dict(form.settings)}]
