"""What people fill in about forms."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from boso.core.questionnaires.form import ALWAYS, Choice, ChoiceList, Kind, Language, Missing, Question, Texts
from boso.core.questionnaires.form import Form as Content
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires import changing
from boso.foundation.questionnaires.models import Purpose

KINDS = {
    Kind.SELECT_ONE: _("Choose one"),
    Kind.SELECT_MULTIPLE: _("Choose several"),
    Kind.RANK: _("Put in order"),
    Kind.TEXT: _("Text"),
    Kind.INTEGER: _("Whole number"),
    Kind.DECIMAL: _("Number with decimals"),
    Kind.RANGE: _("Number on a scale"),
    Kind.DATE: _("Day"),
    Kind.TIME: _("Time of day"),
    Kind.DATETIME: _("Day and time"),
    Kind.ACKNOWLEDGE: _("Tick to confirm"),
    Kind.NOTE: _("Text to read, nothing to answer"),
    Kind.GEOPOINT: _("Place on the map"),
    Kind.BARCODE: _("Bar code"),
    Kind.CALCULATE: _("Worked out"),
    Kind.HIDDEN: _("Hidden value"),
    Kind.START: _("When it was begun"),
    Kind.END: _("When it was ended"),
    Kind.TODAY: _("The day it is filled in"),
    Kind.USERNAME: _("Who fills in"),
}
OFFERS = ((Missing.DONT_KNOW, _("Offer «Don't know»")), (Missing.REFUSED, _("Offer «Will not answer»")))
#: Blank rows for new choices.
MORE_CHOICES = 3
#: Longer lists are changed in the workbook.
MOST_CHOICES = 60


class FilterForm(forms.Form):
    """What the library is narrowed by."""

    q = forms.CharField(label=_("Search"), required=False, max_length=100)
    purpose = forms.ChoiceField(label=_("Used for"), required=False, choices=[("", _("Everything")), *Purpose.choices])
    whose = forms.ChoiceField(
        label=_("Whose"),
        required=False,
        choices=[
            ("", _("Everybody's")),
            ("own", _("Our own")),
            ("shared", _("Shared by others")),
            ("built_in", _("BoSo's own")),
        ],
    )


class PlaceForm(forms.Form):
    """For which organisation."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("For"), queryset=None, to_field_name="slug", empty_label=None
    )

    def __init__(self, places: QuerySet[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = places  # type: ignore[attr-defined]


class NewForm(PlaceForm):
    """A form with nothing in it."""

    title = forms.CharField(label=_("What is the form called?"), max_length=200)
    purpose = forms.ChoiceField(label=_("Used for"), choices=Purpose.choices)

    field_order = ("title", "purpose", "organisation")


class ImportForm(PlaceForm):
    """A workbook that is to become a form."""

    file = forms.FileField(
        label=_("XLSForm"),
        help_text=_(
            "An Excel workbook with the sheets survey, choices and settings, a ZIP file of them as CSV, "
            "or a survey of LimeSurvey (.lss)."
        ),
    )
    purpose = forms.ChoiceField(label=_("Used for"), choices=Purpose.choices)

    field_order = ("file", "purpose", "organisation")


class NewVersionForm(forms.Form):
    """A workbook that is to become the draft of a form that stands."""

    file = forms.FileField(label=_("XLSForm or .lss"))


class KeepForm(PlaceForm):
    """The form as it was read, to be kept."""

    purpose = forms.ChoiceField(choices=Purpose.choices, widget=forms.HiddenInput)
    content = forms.CharField(widget=forms.HiddenInput, strip=False, max_length=5_000_000)


class NoteForm(forms.Form):
    """What changed."""

    reason = forms.CharField(
        label=_("What changed?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Those who use the form read this."),
    )


class WhyForm(forms.Form):
    """Why a version is withdrawn."""

    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class QuestionForm(forms.Form):
    """One question in every language. locked: it belongs to the common core, so how it is answered stays."""

    def __init__(
        self, content: Content, question: Question | None, *args: Any, locked: bool = False, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.content, self.question, self.locked = content, question, locked
        self.languages = changing.languages(content)
        self.count = 0
        self.standing: tuple[Choice, ...] = ()
        if question is None:
            self.fields["kind"] = forms.ChoiceField(
                label=_("How is it answered?"), choices=[(each.value, KINDS[each]) for each in changing.SIMPLE]
            )
        for language in self.languages:
            self._texts("label", language, _("Question in %(language)s"))
        for language in self.languages:
            self._texts("hint", language, _("Help in %(language)s"))
        self.fields["required"] = forms.BooleanField(
            label=_("Must be answered"), required=False, initial=question is not None and bool(question.required)
        )
        for missing, words in OFFERS:
            offered = question is not None and missing in question.missing
            self.fields[missing.value] = forms.BooleanField(label=words, required=False, initial=offered)
        if question is None or question.kind.has_choices:
            self._choices()

    def _texts(self, part: str, language: Language, words: Any) -> None:
        standing = getattr(self.question, part).get(language.code) if self.question else ""
        self.fields[f"{part}_{language.code}"] = forms.CharField(
            label=words % {"language": _called(language)},
            required=False,
            initial=standing,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2, "lang": language.code}),
        )

    def _choices(self) -> None:
        found = self.content.choice_list(self.question.list_name) if self.question else None
        standing = found.choices if found else ()
        self.standing = standing
        if len(standing) > MOST_CHOICES:
            return
        more = 0 if self.locked else MORE_CHOICES if standing else 2 * MORE_CHOICES
        self.count = len(standing) + more
        for number in range(self.count):
            for language in self.languages:
                self.fields[f"choice_{number}_{language.code}"] = forms.CharField(
                    label=_("Choice %(number)s in %(language)s")
                    % {"number": number + 1, "language": _called(language)},
                    required=False,
                    max_length=500,
                    initial=standing[number].label.get(language.code) if number < len(standing) else "",
                    widget=forms.TextInput(attrs={"lang": language.code}),
                )

    @property
    def kind_fields(self) -> list[Any]:
        """How it is answered, where it is new."""
        return [self["kind"]] if "kind" in self.fields else []

    @property
    def text_rows(self) -> list[list[Any]]:
        """The question and its help, one field for each language."""
        return [[self[f"{part}_{language.code}"] for language in self.languages] for part in ("label", "hint")]

    @property
    def ticks(self) -> list[Any]:
        """What is answered by yes or no."""
        return [self[name] for name in ("required", *(missing.value for missing, _words in OFFERS))]

    @property
    def choice_rows(self) -> list[list[Any]]:
        """The fields of each choice, one for each language."""
        return [
            [self[f"choice_{number}_{language.code}"] for language in self.languages] for number in range(self.count)
        ]

    @property
    def kind(self) -> Kind:
        """How it is answered."""
        return self.question.kind if self.question else Kind(self.cleaned_data["kind"])

    def clean(self) -> dict[str, Any]:
        """The question is asked in some language at least, and there is something to choose."""
        given = super().clean() or self.cleaned_data
        if not self.said("label"):
            self.add_error(f"label_{self.languages[0].code}", _("Write the question in at least one language."))
        if self.count and "kind" not in self.errors and self.kind.has_choices and not self.choices():
            self.add_error(f"choice_0_{self.languages[0].code}", _("Write at least one choice."))
        return given

    def said(self, part: str) -> Texts:
        """What was written in each language."""
        return Texts.of({each.code: self.cleaned_data.get(f"{part}_{each.code}", "") for each in self.languages})

    def choices(self) -> tuple[Choice, ...]:
        """The choices with something written, those that stood keeping their codes."""
        found: list[Choice] = []
        for number in range(self.count):
            label = self.said(f"choice_{number}")
            if number < len(self.standing):
                standing = self.standing[number]
                if label:
                    found.append(replace(standing, label=label))
            elif label:
                taken = {each.name for each in (*found, *self.standing)}
                free = (f"c{at}" for at in range(1, MOST_CHOICES * 3) if f"c{at}" not in taken)
                found.append(Choice(name=next(free), label=label))
        return tuple(found)

    def made(self) -> tuple[Question, ChoiceList | None]:
        """The question as it was filled in, and its list."""
        given = self.cleaned_data
        missing = tuple(each for each in (Missing.DONT_KNOW, Missing.REFUSED) if given.get(each.value))
        label, hint = self.said("label"), self.said("hint")
        if self.question is None:
            name = changing.free_name(self.content, label.said("nb", "nn", "en"))
            begun = Question(name=name, kind=self.kind, list_name=f"{name}_list" if self.kind.has_choices else "")
        else:
            begun = self.question
        required = (begun.required or ALWAYS) if given.get("required") else ""
        if begun.kind is Kind.NOTE:
            required, missing = "", ()
        made = replace(begun, label=label, hint=hint, required=required, missing=missing)
        choices = (
            ChoiceList(name=made.list_name, choices=self.choices()) if made.kind.has_choices and self.count else None
        )
        return made, choices


def _called(language: Language) -> str:
    """A language inside a sentence, in the reader's own."""
    known = {
        "nb": pgettext("in a sentence", "Bokmål"),
        "nn": pgettext("in a sentence", "Nynorsk"),
        "en": pgettext("in a sentence", "English"),
    }
    return known.get(language.code) or language.name or language.code
