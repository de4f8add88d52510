"""One page of the mapping's form as a Django form, so that it is drawn like every other form of BoSo."""

from __future__ import annotations

from collections.abc import Mapping as Map
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from boso.core.questionnaires.answering import Standing
from boso.core.questionnaires.form import Kind
from boso.core.questionnaires.standing import AnswerFault, Item, Page


class PageForm(forms.Form):
    """The questions of a page. What is wrong with an answer is told by the questionnaire's own rules, not by Django."""

    def __init__(
        self, fields: Map[str, forms.Field], answers: dict[str, Any], faults: Map[str, list[str]] | None
    ) -> None:
        super().__init__(None if faults is None else answers, initial=answers)
        self.fields = dict(fields)
        self._faults = faults or {}

    def full_clean(self) -> None:
        """Put what is wrong at each question."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data: dict[str, Any] = {}
        for key, words in self._faults.items():
            self._errors[key] = self.error_class(words)


def page_form(standing: Standing, page: Page, *, strict: bool) -> PageForm:
    """The questions of a page with the answers they have. strict: what is wrong stands at each."""
    asked = [item for item in page.items if item.question.kind is not Kind.NOTE]
    faults = {item.key: [said(fault) for fault in item.faults] for item in asked if item.faults}
    return PageForm(
        {item.key: _field(standing, item) for item in asked},
        {item.key: _initial(item) for item in asked},
        faults if strict else None,
    )


def notes(standing: Standing, page: Page) -> list[str]:
    """What the page tells beside what it asks."""
    return [standing.label(item) for item in page.items if item.question.kind is Kind.NOTE]


def given(page: Page, posted: QueryDict) -> dict[str, Any]:
    """The answers posted for the questions of a page."""
    found: dict[str, Any] = {}
    for item in page.items:
        if item.question.kind is Kind.SELECT_MULTIPLE:
            found[item.key] = posted.getlist(item.key)
        elif item.question.kind is not Kind.NOTE:
            found[item.key] = posted.get(item.key, "").strip()
    return found


def said(fault: AnswerFault) -> str:
    """What is wrong, in words."""
    return fault.message or {
        "answer_lacks": _("Answer the question."),
        "not_a_day": _("Write the day as 23.11.2026."),
    }.get(fault.code, _("Look at the answer again."))


def _field(standing: Standing, item: Item) -> forms.Field:
    told: Map[str, Any] = {
        "label": standing.label(item), "help_text": standing.hint(item), "required": item.required,
    }  # fmt: skip
    choices = [(choice.name, standing.choice_label(item, choice.name)) for choice in standing.choices(item)]
    match item.question.kind:
        case Kind.SELECT_ONE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **told)
        case Kind.SELECT_MULTIPLE:
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **told)
        case Kind.INTEGER | Kind.DECIMAL:
            widget = forms.TextInput(attrs={"inputmode": "numeric", "data-width": "short", "autocomplete": "off"})
            return forms.CharField(widget=widget, **told)
        case Kind.DATE:
            widget = forms.TextInput(attrs={"inputmode": "numeric", "data-width": "short", "autocomplete": "off"})
            return forms.CharField(widget=widget, **told)
    if "multiline" in item.question.appearances:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **told)
    return forms.CharField(**told)


def _initial(item: Item) -> Any:
    """The answer as the person would write it."""
    if item.value is None:
        return item.raw or ""
    if item.question.kind is Kind.DATE:
        return f"{item.value:%d.%m.%Y}"
    return list(item.value) if isinstance(item.value, tuple) else str(item.value)
