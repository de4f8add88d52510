"""Forms of surveys."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from boso.foundation.access.actor import Actor
from boso.foundation.organisations.models import Organisation
from boso.foundation.questionnaires.models import Form as FormRow
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.web.forms import DayField
from boso.programme.partnership.models import Participation
from boso.programme.surveys import lists, queries
from boso.programme.surveys.actions_people import stands
from boso.programme.surveys.letters import promise
from boso.programme.surveys.models import Anonymity, BouncedAs, Fate, Group, Respondent, SilentAs, Survey, Wave
from boso.programme.surveys.models_surveys import DEFINITIONS

_SHORT = {"data-width": "short", "inputmode": "numeric"}


def _area(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget)


class SurveyForm(forms.Form):
    """What a survey is: what it is called, what it is for, who asks, about whom, and what is promised."""

    title_nb = forms.CharField(label=_("Title"), max_length=200)
    nb = _area(_("What the answers are used for"), _("Those who are asked read this before they begin."))
    owner: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(label=_("Who asks"), queryset=None)
    participation: forms.ModelChoiceField[Participation] = forms.ModelChoiceField(
        label=_("About"), queryset=None, required=False, empty_label=_("The whole programme")
    )
    anonymity = forms.ChoiceField(label=_("What those asked are promised"), widget=forms.RadioSelect)
    title_nn = forms.CharField(label=_("Title in nynorsk"), max_length=200, required=False)
    nn = _area(_("What the answers are used for, in nynorsk"), required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    en = _area(_("What the answers are used for, in English"), required=False)

    def __init__(self, actor: Actor, *args: Any, programme: str, survey: Survey | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner", queries.owners(actor))
        _offer(self, "participation", queries.subjects(actor, programme))
        self.fields["participation"].label_from_instance = _name_of  # type: ignore[attr-defined]
        anonymity = self.fields["anonymity"]
        anonymity.choices = [(each.value, f"{each.label}. {promise(each)}") for each in Anonymity]  # type: ignore[attr-defined]
        anonymity.help_text = _("Once somebody has answered, it can only be made stricter.")
        if survey is not None:
            for name in ("owner", "participation"):
                del self.fields[name]


class WaveForm(forms.Form):
    """One round: when, with which form, and how its rate is reckoned."""

    label = forms.CharField(label=_("Name of the wave"), max_length=60, help_text=_("For example «Autumn 2011»."))
    version: forms.ModelChoiceField[FormVersion] = forms.ModelChoiceField(
        label=_("Form"), queryset=None, required=False, empty_label=_("Not chosen yet")
    )
    opens = DayField(label=_("First day to answer"), required=False)
    closes = DayField(label=_("Last day to answer"), required=False)
    population = forms.IntegerField(
        label=_("How many there are in all"), required=False, min_value=1, widget=forms.TextInput(attrs=_SHORT),
        help_text=_("If you ask only some of those you want to know about. Without it: as many as you ask."),
    )  # fmt: skip
    definition = forms.ChoiceField(label=_("Response rate"), choices=[(each, each) for each in DEFINITIONS])
    silent_as = forms.ChoiceField(label=_("Who never answered counts as"), choices=SilentAs.choices)
    bounced_as = forms.ChoiceField(label=_("Whose invitation came back counts as"), choices=BouncedAs.choices)
    partial_from = forms.IntegerField(
        label=_("Answered in part, from percent"), min_value=1, max_value=100, widget=forms.TextInput(attrs=_SHORT),
        help_text=_("Of what they were asked. Less than this: broken off."),
    )  # fmt: skip
    complete_from = forms.IntegerField(
        label=_("Answered, from percent"), min_value=1, max_value=100, widget=forms.TextInput(attrs=_SHORT)
    )

    #: What a wave asks and promises with, which stands once people have been asked.
    FIXED = ("version", "opens", "partial_from", "complete_from")

    def __init__(self, actor: Actor, survey: Survey, *args: Any, opened: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "version", queries.versions_on_offer(actor, survey))
        self.fields["version"].label_from_instance = _version_of  # type: ignore[attr-defined]
        if opened:
            for name in self.FIXED:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The days and the limits come in order."""
        given = super().clean() or {}
        if given.get("opens") and given.get("closes") and given["closes"] < given["opens"]:
            self.add_error("closes", ValidationError(_("This is before the first day.")))
        if given.get("partial_from") and given.get("complete_from") and given["complete_from"] < given["partial_from"]:
            self.add_error("complete_from", ValidationError(_("This must not be less than what counts as a part.")))
        return given


class ListForm(forms.Form):
    """People to ask, pasted or in a file."""

    text = _area(
        _("Paste the list here"),
        _("One a line: name, e-mail, municipality, group, language. Addresses alone will do."),
        required=False, rows=8,
    )  # fmt: skip
    file = forms.FileField(label=_("Or choose a file"), required=False, help_text=_("CSV or an Excel workbook."))

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or {}
        file = given.get("file")
        if file is not None and file.size > lists.LIMIT:
            self.add_error("file", ValidationError(_("The file is too large.")))
        if not given.get("text", "").strip() and file is None and not self.errors:
            self.add_error("text", ValidationError(_("Paste a list, or choose a file.")))
        return given


class PersonForm(forms.Form):
    """One of those asked."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    municipality: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(
        label=_("Municipality"), queryset=None, required=False, empty_label="–"
    )
    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label=_("Group"), queryset=None, required=False, empty_label="–"
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English")])
    fate = forms.ChoiceField(label=_("What is known"), choices=Fate.choices)

    def __init__(self, person: Respondent, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        survey = person.wave.survey
        _offer(self, "municipality", queries.places(survey.programme))
        _offer(self, "group", queries.group_rows(survey))
        if stands(person, person.wave):
            for name in ("municipality", "group"):
                del self.fields[name]


class LetterForm(forms.Form):
    """What the owner adds to a letter."""

    nb = _area(_("Your own words, if you wish"), _("Write no names. The link is put in by BoSo."), required=False)
    nn = _area(_("Your own words in nynorsk"), required=False)
    en = _area(_("Your own words in English"), required=False)


class ReopenForm(forms.Form):
    """Why it is opened again, and until when."""

    closes = DayField(label=_("New last day to answer"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=500)


class TakeForm(forms.Form):
    """Into which form a question of the bank is put."""

    form: forms.ModelChoiceField[FormRow] = forms.ModelChoiceField(label=_("Put it into"), queryset=None)

    def __init__(self, rows: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "form", rows)
        self.fields["form"].label_from_instance = _form_of  # type: ignore[attr-defined]


class BankForm(forms.Form):
    """What is looked for in the bank."""

    q = forms.CharField(label=_("Words of the question"), required=False)


def initial_of(row: Survey | Wave | Respondent, form: type[forms.Form]) -> dict[str, Any]:
    """What stands in the row now, for the fields of the form."""
    return {name: getattr(row, name) for name in form.base_fields}


def _offer(form: forms.Form, name: str, rows: Any) -> None:
    form.fields[name].queryset = rows  # type: ignore[attr-defined]


def _name_of(row: Any) -> str:
    return str(row.organisation.name)


def _version_of(row: FormVersion) -> str:
    return _("%(title)s, version %(number)d") % {"title": row.form.said, "number": row.number}


def _form_of(row: FormRow) -> str:
    return row.said


class NothingForm(forms.Form):
    """A step that needs no words."""
