"""Forms of the partnership. Soft warnings are asked about once and can be confirmed; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import DayField
from boso.programme.partnership.models import (
    Audience,
    ContactKind,
    EventKind,
    Function,
    Intake,
    Mark,
    Participation,
    PartnershipRole,
    Phase,
    Side,
)

ANY = ("", _("All"))


_LONG = forms.Textarea(attrs={"rows": 4})


def given_to(request: HttpRequest) -> QueryDict | None:
    """What was sent, also when it was nothing; none when the form is only opened."""
    return request.POST if request.method == "POST" else None


class SoftForm(forms.Form):
    """A form that may ask «is this right?» once. What is odd but possible goes to `doubt` from `clean`."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doubts: list[str] = []

    def doubt(self, text: Any) -> None:
        """Ask about something odd; once the person has confirmed, it passes."""
        self.doubts.append(str(text))

    @property
    def sure(self) -> bool:
        """Whether the form may be carried out: valid, and nothing odd is left unconfirmed."""
        return self.is_valid() and (not self.doubts or bool(self.cleaned_data.get("confirmed")))

    def fields_given(self) -> dict[str, Any]:
        """The answers, without the confirmation."""
        return {name: value for name, value in self.cleaned_data.items() if name != "confirmed"}


class ParticipantFilter(forms.Form):
    """How the list of participants is narrowed."""

    q = forms.CharField(label=_("Name"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    intake = forms.ChoiceField(label=_("Intake"), required=False)
    county = forms.ChoiceField(label=_("County"), required=False)

    def __init__(self, data: Any, years: list[int], counties: list[str]) -> None:
        super().__init__(data)
        self._choose("phase", [ANY, *Phase.choices])
        self._choose("intake", [ANY, *((str(year), str(year)) for year in years), ("none", _("not stated"))])
        self._choose("county", [ANY, *((county, county) for county in counties)])

    def _choose(self, name: str, choices: list[Any]) -> None:
        choice = self.fields[name]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = choices


class FactFilter(forms.Form):
    """How the list of facts is narrowed."""

    q = forms.CharField(label=_("Search"), required=False)
    topic = forms.ChoiceField(label=_("Topic"), required=False)
    subject = forms.ChoiceField(label=_("About"), required=False)
    mark = forms.ChoiceField(label=_("How it is stated"), choices=[ANY, *Mark.choices], required=False)

    def __init__(self, data: Any, topics: list[tuple[str, str]], subjects: list[tuple[str, str]]) -> None:
        super().__init__(data)
        for name, choices in (("topic", topics), ("subject", subjects)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
            choice.choices = [ANY, *choices]


class PhaseForm(SoftForm):
    """A participant has come to another phase."""

    phase = forms.ChoiceField(label=_("New phase"), widget=forms.RadioSelect)
    since = DayField(label=_("From which day"), required=False)
    reason = forms.CharField(
        label=_("Why"), widget=_LONG, max_length=500, help_text=_("The reason follows the history.")
    )

    def __init__(self, *args: Any, participation: Participation, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participation, self.today = participation, today
        choice = self.fields["phase"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = [
            (value, label) for value, label in Phase.choices if value not in (participation.phase, Phase.NOT_STATED)
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        order = [phase.value for phase in Phase]
        phase, since = given.get("phase"), given.get("since")
        if phase and self.participation.phase != Phase.NOT_STATED:
            if order.index(phase) < order.index(self.participation.phase):
                self.doubt(_("This is a step back."))
            if order.index(phase) > order.index(self.participation.phase) + 1:
                self.doubt(_("This skips at least one phase."))
        if since and since > self.today:
            self.doubt(_("The day lies ahead."))
        return given


class GoalForm(forms.Form):
    """Our words for a goal. The quotation itself is not edited."""

    label_nb = forms.CharField(label=_("Short name, bokmål"), max_length=120)
    label_nn = forms.CharField(label=_("Short name, nynorsk"), max_length=120)
    label_en = forms.CharField(label=_("Short name, English"), max_length=120)
    quote_nn = forms.CharField(label=_("Translation, nynorsk"), widget=_LONG, required=False)
    quote_en = forms.CharField(label=_("Translation, English"), widget=_LONG, required=False)


class StageForm(forms.Form):
    """What decides in one stage of an intake, and when."""

    criteria = forms.CharField(
        label=_("Criteria"), widget=_LONG, required=False, help_text=_("Empty is shown as «not stated».")
    )
    starts = DayField(label=_("From"), required=False)
    ends = DayField(label=_("To"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _in_order(self, given, "starts", "ends")
        return given


class IntakeForm(forms.Form):
    """A new round of admission."""

    year = forms.IntegerField(label=_("Year"), min_value=2009, max_value=2100)


class RoleForm(forms.Form):
    """Who holds a role: an office or a group, never a person by name."""

    role = forms.ChoiceField(label=_("Role"), choices=PartnershipRole.choices)
    holder_nb = forms.CharField(
        label=_("Held by, bokmål"), max_length=200, help_text=_("An office, a group or a unit. No names of people.")
    )
    holder_nn = forms.CharField(label=_("Held by, nynorsk"), max_length=200, required=False)
    holder_en = forms.CharField(label=_("Held by, English"), max_length=200, required=False)
    starts = DayField(label=_("From"))


class EndForm(forms.Form):
    """From which day it is no longer so."""

    on = DayField(label=_("The first day it is no longer so"))


class TaskForm(forms.Form):
    """A task on the map, and who has had it and has it."""

    task_nb = forms.CharField(label=_("Task, bokmål"), max_length=200)
    task_nn = forms.CharField(label=_("Task, nynorsk"), max_length=200)
    task_en = forms.CharField(label=_("Task, English"), max_length=200)
    before_nb = forms.CharField(label=_("Unit before"), max_length=200, required=False)
    after_nb = forms.CharField(label=_("Unit now"), max_length=200)
    function = forms.ChoiceField(label=_("What the unit does"), choices=Function.choices, widget=forms.RadioSelect)


class MoveForm(forms.Form):
    """Which unit has a task from now on."""

    after_nb = forms.CharField(label=_("Unit now, bokmål"), max_length=200)
    after_nn = forms.CharField(label=_("Unit now, nynorsk"), max_length=200, required=False)
    after_en = forms.CharField(label=_("Unit now, English"), max_length=200, required=False)
    function = forms.ChoiceField(label=_("What the unit does"), choices=Function.choices, widget=forms.RadioSelect)
    on = DayField(label=_("From"))


class ContactForm(SoftForm):
    """A contact between the bank and the municipality, and what comes next."""

    on = DayField(label=_("When"))
    kind = forms.ChoiceField(label=_("How"), choices=ContactKind.choices, widget=forms.RadioSelect)
    with_whom = forms.CharField(label=_("With whom"), max_length=200, help_text=_("Roles, not names."))
    agreed = forms.CharField(label=_("What was agreed"), widget=_LONG)
    next_step = forms.CharField(label=_("Next step"), max_length=300, required=False)
    responsible = forms.ChoiceField(
        label=_("Who takes it"), choices=Side.choices, widget=forms.RadioSelect, required=False
    )
    due = DayField(label=_("By when"), required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("due") and not given.get("next_step"):
            self.add_error("next_step", ValidationError(_("Say what is due, or take the day away.")))
        if given.get("next_step") and not given.get("responsible"):
            self.add_error("responsible", ValidationError(_("Say which side takes the next step.")))
        if given.get("on") and given["on"] > self.today:
            self.doubt(_("The contact lies ahead."))
        if given.get("due") and given["due"] < self.today:
            self.doubt(_("The next step is already overdue."))
        if "@" in given.get("with_whom", ""):
            self.add_error("with_whom", ValidationError(_("Write the role, not an address.")))
        given["responsible"] = given.get("responsible") or Side.BANK.value
        return given


class AgreementForm(forms.Form):
    """A draft agreement."""

    starts = DayField(label=_("Holds from"))
    ends = DayField(label=_("Holds to"), required=False, help_text=_("The first day it no longer holds."))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        _in_order(self, given, "starts", "ends")
        return given


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why"), widget=_LONG, max_length=500)


class AdmissionForm(forms.Form):
    """An application to the programme that has come in."""

    organisation: forms.ModelChoiceField[Organisation] = forms.ModelChoiceField(label=_("Municipality"), queryset=None)
    intake: forms.ModelChoiceField[Intake] = forms.ModelChoiceField(label=_("Intake"), queryset=None)
    received_on = DayField(label=_("Received"))

    def __init__(self, data: Any, *, organisations: Any, intakes: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, rows in (("organisation", organisations), ("intake", intakes)):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)  # noqa: S101 - declared above
            choice.queryset = rows


class EventForm(forms.Form):
    """An entry in the annual wheel."""

    title_nb = forms.CharField(label=_("Title, bokmål"), max_length=160)
    title_nn = forms.CharField(label=_("Title, nynorsk"), max_length=160)
    title_en = forms.CharField(label=_("Title, English"), max_length=160)
    kind = forms.ChoiceField(label=_("What it is about"), choices=EventKind.choices)
    audience = forms.ChoiceField(label=_("For whom"), choices=Audience.choices)
    year = forms.IntegerField(label=_("Year"), min_value=2009, max_value=2100)
    month = forms.IntegerField(label=_("Month"), min_value=1, max_value=12)
    day = forms.IntegerField(
        label=_("Day"), min_value=1, max_value=31, required=False, help_text=_("Empty: somewhere in the month.")
    )
    yearly = forms.BooleanField(label=_("Comes back every year"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("month") and given.get("year"):
            try:
                dt.date(given["year"], given["month"], given["day"])
            except ValueError:
                self.add_error("day", ValidationError(_("The month has no such day.")))
        return given


def _in_order(form: forms.Form, given: dict[str, Any], first: str, last: str) -> None:
    if given.get(first) and given.get(last) and given[last] <= given[first]:
        form.add_error(last, ValidationError(_("This must be later than the first day.")))
