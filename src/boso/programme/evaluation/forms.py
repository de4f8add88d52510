"""Forms of evaluation. What a member writes stands in one language, in the bokmål fields."""

from __future__ import annotations

import datetime as dt
from typing import Any, Self

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from boso.foundation.web.forms import DayField
from boso.programme.evaluation.models import EvaluationReport, NamedBy, Outcome, SourceKind
from boso.programme.evaluation.references import Kind

LANGUAGES = (("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English")))
_SHORT = {"data-width": "short", "inputmode": "numeric"}


class Offered(forms.Form):
    """A form some of whose fields choose among rows that the view gives."""

    def offer(self, **querysets: Any) -> Self:
        """Which rows may be chosen in each field."""
        for name, rows in querysets.items():
            field: Any = self.fields[name]
            field.queryset = rows
        return self


class _Rows(forms.ModelMultipleChoiceField[Model]):
    """Rows to tick, by their title in the page's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(getattr(obj, "title", "") or obj)


class _Row(forms.ModelChoiceField[Model]):
    """One row, by its title in the page's language."""

    def label_from_instance(self, obj: Any) -> str:
        indent = "\N{NO-BREAK SPACE}" * 4 * getattr(obj, "depth", 0)
        return f"{indent}{getattr(obj, 'title', '') or obj}"


def _title(label: Any, length: int = 200, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=help_text)


def _words(label: Any, help_text: Any = "", *, required: bool = False, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class EvaluationForm(Offered):
    """What an evaluation is for, and who does it."""

    title_nb = _title(_("Title"))
    nb = _words(_("What it is for"), _("What will be known afterwards that is not known now?"), required=True)
    users_nb = _words(_("Who uses it, and for what"), _("Name the roles that will decide something by it."))
    evaluator = _Row(None, label=_("Done by"), required=False)
    municipalities = _Rows(None, label=_("Municipalities"), required=False)
    model = _Row(None, label=_("Analysis model"))
    begins = forms.CharField(label=_("From"), max_length=10, required=False, widget=forms.TextInput(attrs=_SHORT),
                             help_text=_("A year, or a month as 2026-11."))  # fmt: skip
    ends = forms.CharField(label=_("Until"), max_length=10, required=False, widget=forms.TextInput(attrs=_SHORT))


class QuestionForm(Offered):
    """A question with its criteria, place and sources."""

    title_nb = _title(_("Question"), 400)
    nb = _words(_("How the answer is judged"), _("What would be good enough, and what is it compared with?"))
    category = _Row(None, label=_("Place in the analysis model"), required=False)
    sources = _Rows(None, label=_("Sources"), required=False)


class WaveForm(forms.Form):
    """A round of looking."""

    title_nb = _title(_("Title"))
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2100, widget=forms.NumberInput(attrs=_SHORT))
    nb = _words(_("What it looks at"))


class SourceForm(Offered):
    """Where the evaluation looks."""

    title_nb = _title(_("Title"))
    kind = forms.ChoiceField(label=_("Kind"), choices=SourceKind.choices)
    wave = _Row(None, label=_("Only in one round"), required=False)
    nb = _words(_("What it is"))


class AskedForm(Offered):
    """Who was asked: by role and municipality, never by name."""

    title_nb = _title(_("Role"), help_text=_("For example «head of housing». No name."))
    organisation = _Row(None, label=_("Municipality"), required=False)
    people = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=9999, initial=1, widget=forms.NumberInput(attrs=_SHORT)
    )
    named_by = forms.ChoiceField(label=_("Named by"), choices=NamedBy.choices)
    attempts = forms.IntegerField(
        label=_("Attempts"), min_value=0, max_value=99, required=False, widget=forms.NumberInput(attrs=_SHORT)
    )
    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)
    asked_on = DayField(label=_("Asked on"), required=False)
    source = _Row(None, label=_("For"), required=False)
    wave = _Row(None, label=_("Round"), required=False)
    nb = _words(_("Note"), _("No names."))


class AttemptForm(forms.Form):
    """What came of asking once more."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices)


class AccessForm(Offered):
    """A document that one evaluator may read until a day."""

    document = _Row(None, label=_("Document"))
    user = _Row(None, label=_("Who may read it"))
    until = DayField(label=_("Until"), help_text=_("That day included. After it the document closes by itself."))
    why = forms.CharField(label=_("What it is needed for"), max_length=300)


class CategoryForm(Offered):
    """A category of an analysis model."""

    title_nb = _title(_("Title"))
    nb = _words(_("What belongs here"))
    parent = _Row(None, label=_("Below"), required=False)


class ModelForm(forms.Form):
    """A new analysis model."""

    title_nb = _title(_("Title"))
    nb = _words(_("How it thinks"), _("In a sentence or two. The categories come afterwards."))


class ReportForm(Offered):
    """What a report is called, and its languages."""

    title = _title(_("Title"))
    authors = forms.CharField(label=_("Authors"), max_length=200, required=False)
    wave = _Row(None, label=_("Round"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    other_language = forms.ChoiceField(
        label=_("Second summary in"), choices=LANGUAGES, initial="en",
        help_text=_("Words and figures of that part are in this language."),
    )  # fmt: skip


class TitleForm(forms.Form):
    """Title and authors of a report that is being written."""

    title = _title(_("Title"))
    authors = forms.CharField(label=_("Authors"), max_length=200, required=False)

    @classmethod
    def of(cls, report: EvaluationReport, given: Any) -> TitleForm:
        """As the report stands."""
        return cls(given, initial={"title": report.title, "authors": report.authors})


class PartForm(forms.Form):
    """Heading and words of a part, and what is looked for among the references."""

    title = _title(_("Heading"))
    text = forms.CharField(
        label=_("Text"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("An empty line begins a new paragraph. «## » makes a heading, «- » a point in a list, «> » a "
                    "quotation."),
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What to insert"), required=False, widget=forms.Select(attrs={"form": "write"}))
    search = forms.CharField(
        label=_("Search"), max_length=80, required=False, widget=forms.TextInput(attrs={"form": "write"})
    )

    def with_kinds(self, kinds: list[Kind]) -> PartForm:
        """Which kinds there are something of."""
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - it is one, above
        field.choices = [(kind.name, kind.label) for kind in kinds]
        return self


class NewPartForm(forms.Form):
    """One part more."""

    title = _title(_("Heading"))


class NothingForm(forms.Form):
    """Nothing to write: only to be sure."""


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = _words(_("Why"), required=True)


def day_later(today: dt.date) -> dt.date:
    """Until when an access lasts unless somebody says otherwise: a quarter of a year."""
    return today + dt.timedelta(days=90)
