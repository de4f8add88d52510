"""The forms of interviews."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from boso.core.coding.offsets import Lines, Unit
from boso.foundation.web.forms import DayField
from boso.programme.interviews.models import (
    Attribution,
    Code,
    ConsentManner,
    InformantRole,
    Manner,
    MaterialKind,
    QuotationState,
)
from boso.programme.interviews.texts import TextFault, text_of

ANY = ("", _("All"))


def _words(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, widget=area)


def _title(label: Any, length: int = 200, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, max_length=length, help_text=help_text)


def _one_of(**more: Any) -> forms.ModelChoiceField[Any]:
    """A choice of rows; which ones, `offer` says."""
    return forms.ModelChoiceField(None, **more)


class Asked(forms.Form):
    """A form in which rows may be chosen."""

    def offer(self, **querysets: Any) -> None:
        """Which rows may be chosen in each field."""
        for name, rows in querysets.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - those that are offered rows are
            field.queryset = rows


class TitleForm(Asked):
    """A guide or a part of one."""

    title_nb = _title(_("Title"))
    nb = _words(_("What it is for"), required=False)


class QuestionForm(Asked):
    """A question of a guide."""

    title_nb = _title(_("Question"), 400)
    category = _one_of(label=_("Place in the analysis model"), required=False)
    probes = _words(_("Ask further about"), _("One a line."), required=False, rows=5)


class InformantForm(Asked):
    """Who is interviewed."""

    pseudonym = _title(_("Pseudonym"), 30, _("Short and with a number, such as Leader 3. Never a name."))
    role = forms.ChoiceField(label=_("Speaks as"), choices=InformantRole.choices)
    organisation = _one_of(label=_("Municipality"), required=False)
    wave = _one_of(label=_("Wave"), required=False)


class ConsentForm(Asked):
    """What an informant has agreed to."""

    purpose = _title(_("What for"), 300, _("In the words the informant was given."))
    manner = forms.ChoiceField(label=_("How it was given"), choices=ConsentManner.choices)
    given_on = DayField(label=_("Given on"))
    until = DayField(label=_("Holds until"), help_text=_("After that day the texts must be taken out."))


class DayForm(Asked):
    """On which day."""

    on = DayField(label=_("On which day"))


class AppointmentForm(Asked):
    """When somebody is interviewed."""

    on = DayField(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"), required=False, input_formats=["%H:%M", "%H.%M"],
        widget=forms.TimeInput(format="%H.%M", attrs={"data-width": "short"}),
        error_messages={"invalid": _("Write the time as 09.30.")},
    )  # fmt: skip
    manner = forms.ChoiceField(label=_("How you meet"), choices=Manner.choices)
    guide = _one_of(label=_("Guide"), required=False)


class TextForm(Asked):
    """A text that may be coded; typed, or from a file."""

    title = _title(_("Title"), help_text=_("No names of persons."))
    kind = forms.ChoiceField(label=_("What it is"), choices=MaterialKind.choices)
    informant = _one_of(label=_("Whose words"), required=False,
        help_text=_("For a transcript or interview notes. Their consent must be written down first."),
    )  # fmt: skip
    organisation = _one_of(label=_("Municipality"), required=False)
    on = DayField(label=_("Day"), required=False)
    file = forms.FileField(
        label=_("Text file or Word document"), required=False, help_text=_(".txt or .docx. Or write the text below.")
    )
    text = _words(_("Text"), _("Take names of persons out first. An empty line divides paragraphs."), required=False,
                  rows=14)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.pop("file", None)
        if file is not None and not given.get("text"):
            try:
                given["text"] = text_of(file.read())
            except TextFault as fault:
                self.add_error("file", str(fault))
        if not given.get("text") and not self.errors:
            self.add_error("text", _("Write the text, or choose a file."))
        return given


class CodeForm(Asked):
    """A code of the book."""

    title_nb = _title(_("Code"))
    nb = _words(_("When it is used"), required=False)
    parent = _one_of(label=_("Below"), required=False)


class MarkForm(forms.Form):
    """Which place gets which code. start and end are set by the mouse; else the sentences say where."""

    first = forms.IntegerField(min_value=1)
    last = forms.IntegerField(min_value=1)
    start = forms.IntegerField(min_value=0, required=False)
    end = forms.IntegerField(min_value=1, required=False)
    code = _one_of()
    memo = forms.CharField(required=False)

    def offer(self, codes: QuerySet[Code]) -> None:
        """Which codes may be put there."""
        field = self.fields["code"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - declared above
        field.queryset = codes


class MemoForm(Asked):
    """A memo."""

    title = _title(_("Title"))
    text = _words(_("What you think"), rows=6)


class ThoughtForm(Asked):
    """A memo on a place."""

    memo = _words(_("Memo"), required=False, rows=5)


class QuotationForm(Asked):
    """A quotation."""

    text = _words(_("Words"), _("What was said. Words that are left out are marked […]."), rows=5)
    attribution = forms.ChoiceField(
        label=_("Who said it, to a reader"), choices=Attribution.choices, widget=forms.RadioSelect,
        help_text=_("A role in a named municipality is often one person. Tell no more than the informant agreed to."),
    )  # fmt: skip


class ReasonForm(Asked):
    """Why, or what was answered."""

    words = _words(_("Why"))

    def __init__(self, data: Any, *, label: Any) -> None:
        super().__init__(data)
        self.fields["words"].label = label


class ProjectForm(forms.Form):
    """A project from another program."""

    file = forms.FileField(label=_("File"), help_text=_(".qdpx, .qde or .qdc, at most 20 MB."))
    unit = forms.ChoiceField(
        label=_("Places are counted in"), required=False,
        choices=[
            ("", _("Find out")), (Unit.POINTS.value, _("characters")), (Unit.UTF16.value, _("UTF-16, an emoji as two")),
        ],
    )  # fmt: skip
    lines = forms.ChoiceField(
        label=_("A Windows line end counts"), required=False,
        choices=[("", _("Find out")), (Lines.ONE.value, _("one")), (Lines.TWO.value, _("two"))],
    )  # fmt: skip
    look = forms.BooleanField(
        label=_("Only look, bring nothing in"), required=False, initial=True,
        help_text=_("See first what the file holds and how its places are read."),
    )  # fmt: skip


class PlacesFilter(forms.Form):
    """How coded places are narrowed."""

    q = forms.CharField(label=_("Words"), required=False)
    code = forms.ChoiceField(label=_("Code"), required=False)
    role = forms.ChoiceField(label=_("Speaks as"), required=False, choices=[ANY, *InformantRole.choices])
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, data: Any, codes: Iterable[tuple[str, str]], places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        for name, choices in (("code", codes), ("municipality", places)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [ANY, *choices]


class QuotationsFilter(forms.Form):
    """How quotations are narrowed."""

    q = forms.CharField(label=_("Words"), required=False)
    code = forms.ChoiceField(label=_("Code"), required=False)
    role = forms.ChoiceField(label=_("Speaks as"), required=False, choices=[ANY, *InformantRole.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *QuotationState.choices])

    def __init__(self, data: Any, codes: Iterable[tuple[str, str]], *, working: bool) -> None:
        super().__init__(data)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [ANY, *codes]
        if not working:
            del self.fields["state"]
