"""When a question is asked, as a person would say it: for whoever reads a form and does not write expressions."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from boso.core.questionnaires.expressions.parser import parse
from boso.core.questionnaires.expressions.syntax import Binary, Call, Expression, Number, Reference, Text
from boso.core.questionnaires.expressions.tokens import ExpressionFault
from boso.core.questionnaires.form import Form as Content
from boso.core.questionnaires.form import Question


def in_words(content: Content, expression: str, language: str) -> str:
    """The condition in words; blank when it is more than comparisons of answers: then it must be read as written."""
    try:
        tree = parse(expression)
    except ExpressionFault:
        return ""
    return _Speaker(content, language).said(tree)


@dataclass(frozen=True, slots=True)
class _Speaker:
    content: Content
    language: str

    def said(self, tree: Expression) -> str:
        """Blank for what has no words here."""
        match tree:
            case Binary("or" | "and" as operator, left, right):
                return self._joined(operator, left, right)
            case Binary(operator, Reference(name), Text(value) | Number(value)) if operator in _comparisons():
                return self._compared(operator, name, value)
            case Call("selected", (Reference(name), Text(value))):
                return self._compared("=", name, value)
            case _:
                return ""

    def _joined(self, operator: str, left: Expression, right: Expression) -> str:
        first, second = self.said(left), self.said(right)
        # «a and (b or c)» would be ambiguous without its brackets.
        mixed = any(isinstance(side, Binary) and side.operator in {"or", "and"} - {operator} for side in (left, right))
        if not first or not second or mixed:
            return ""
        words = _("%(first)s or %(second)s") if operator == "or" else _("%(first)s and %(second)s")
        return words % {"first": first, "second": second}

    def _compared(self, operator: str, name: str, value: str) -> str:
        asked = self.content.find(name)
        if not isinstance(asked, Question) or not asked.kind.is_shown:
            return ""
        question = asked.label.said(self.language, self.content.default_language)
        if not question:
            return ""
        if value == "":
            words = {"=": _("«%(question)s» is not answered"), "!=": _("«%(question)s» is answered")}.get(operator, "")
            return words % {"question": question} if words else ""
        return _comparisons()[operator] % {"question": question, "answer": self._choice(asked, value)}

    def _choice(self, asked: Question, value: str) -> str:
        listed = self.content.choice_list(asked.list_name) if asked.list_name else None
        for choice in listed.choices if listed else ():
            if choice.name == value:
                return choice.label.said(self.language, self.content.default_language) or value
        return value


def _comparisons() -> dict[str, str]:
    return {
        "=": _("«%(question)s» is «%(answer)s»"),
        "!=": _("«%(question)s» is not «%(answer)s»"),
        "<": _("«%(question)s» is less than %(answer)s"),
        "<=": _("«%(question)s» is at most %(answer)s"),
        ">": _("«%(question)s» is more than %(answer)s"),
        ">=": _("«%(question)s» is at least %(answer)s"),
    }
