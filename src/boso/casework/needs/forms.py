"""Forms: what begins a mapping, narrows a list, plans a campaign, registers in a count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.needs.models import (
    AgeGroup,
    Campaign,
    Certainty,
    Homeless,
    MappingState,
    Sex,
    Situation,
    Urgency,
    Why,
)
from boso.casework.needs.models_codes import HOMELESS
from boso.foundation.organisations.models import Organisation, Unit
from boso.foundation.questionnaires.models import FormVersion
from boso.foundation.web.forms import DayField


class BeginForm(forms.Form):
    """Which unit maps, and of which day."""

    unit = forms.ChoiceField(label=_("Unit"))
    on = DayField(label=_("Day"), help_text=_("The day that the answers are about."))

    form = forms.ChoiceField(label=_("Form"), required=False)

    def __init__(self, data: Any, units: Iterable[Unit], offered: Iterable[FormVersion]) -> None:
        super().__init__(data, initial={"on": timezone.localdate()})
        papers = [(str(one.pk), one.form.title) for one in offered]
        self.fields["form"] = forms.ChoiceField(label=_("Form"), required=False, choices=papers)
        if len(papers) < 2:
            del self.fields["form"]
        choices = [(str(unit.pk), unit.name) for unit in units]
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=choices)
        if len(choices) == 1:
            self.fields["unit"].initial = choices[0][0]
            self.fields["unit"].widget = forms.HiddenInput()


class CorrectForm(forms.Form):
    """Why a mapping is corrected."""

    because = forms.ChoiceField(label=_("Why is it wrong?"), choices=Why.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In your own words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kept sealed with the household."),
    )  # fmt: skip


class MappingFilter(forms.Form):
    """What narrows the list of mappings."""

    situation = forms.ChoiceField(label=_("Situation"), required=False, choices=[("", _("All")), *Situation.choices])
    size = forms.ChoiceField(label=_("Size"), required=False)
    urgency = forms.ChoiceField(label=_("When"), required=False, choices=[("", _("All")), *Urgency.choices])
    certainty = forms.ChoiceField(label=_("How sure"), required=False, choices=[("", _("All")), *Certainty.choices])
    state = forms.ChoiceField(
        label=_("Shown"), required=False,
        choices=[("", _("What holds now")), ("all", _("Older ones too")), (MappingState.DRAFT, _("Begun"))],
    )  # fmt: skip

    def __init__(self, data: Any, sizes: Iterable[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["size"] = forms.ChoiceField(
            label=_("Size"), required=False, choices=[("", _("All")), *sizes]
        )  # fmt: skip

    def wish(self) -> dict[str, str]:
        """The filters that are set and understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CampaignForm(forms.ModelForm[Campaign]):
    """A campaign: name, who, from when, by when."""

    starts = DayField(label=_("From"), help_text=_("Mappings from this day on count."))
    due_on = DayField(label=_("By"))
    stale_before = DayField(
        label=_("Only those not mapped since"), required=False,
        help_text=_("Leave empty to map everybody anew."),
    )  # fmt: skip

    class Meta:
        model = Campaign
        fields = ("title", "tenants", "engaged", "starts", "due_on", "stale_before")
        labels = {"tenants": _("Tenants of municipal homes"), "engaged": _("Others that a unit works with")}


class OpenCountForm(forms.Form):
    """Which week is counted."""

    organisation = forms.ChoiceField(label=_("Where"))
    year = forms.IntegerField(label=_("Year"), min_value=2008, max_value=2100)
    week = forms.IntegerField(
        label=_("Week"),
        min_value=1,
        max_value=53,
        help_text=_("The whole country counts in week 48 every fourth year."),
    )

    def __init__(self, data: Any, places: Iterable[Organisation], year: int, week: int) -> None:
        super().__init__(data, initial={"year": year, "week": week})
        choices = [(str(place.pk), place.name) for place in places]
        self.fields["organisation"] = forms.ChoiceField(label=_("Where"), choices=choices)
        if len(choices) == 1:
            self.fields["organisation"].initial = choices[0][0]
            self.fields["organisation"].widget = forms.HiddenInput()


class PersonForm(forms.Form):
    """One homeless person a unit knows of. What tells persons apart is made unreadable at once."""

    unit = forms.ChoiceField(label=_("Unit"))
    national_id = forms.CharField(
        label=_("National id"), required=False, max_length=20,
        help_text=_("Never kept: it becomes a code that only tells whether somebody is counted twice."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-width": "medium"}),
    )  # fmt: skip
    initials = forms.CharField(
        label=_("Or initials"), required=False, max_length=8, help_text=_("Where the id is not known.")
    )  # fmt: skip
    birth_year = forms.IntegerField(label=_("and year of birth"), required=False, min_value=1900, max_value=2100)
    category = forms.ChoiceField(
        label=_("Where does the person stay?"), widget=forms.RadioSelect,
        choices=[(str(one.value), one.label) for one in Homeless if one in HOMELESS],
    )  # fmt: skip
    age_group = forms.ChoiceField(label=_("Age"), choices=AgeGroup.choices, initial=AgeGroup.UNKNOWN)
    sex = forms.ChoiceField(label=_("Sex"), choices=Sex.choices, initial=Sex.UNKNOWN)
    children = forms.IntegerField(
        label=_("Children under 18 who are with them"), min_value=0, max_value=20, initial=0
    )  # fmt: skip

    def __init__(self, data: Any, units: Iterable[Unit]) -> None:
        super().__init__(data)
        choices = [(str(unit.pk), unit.name) for unit in units]
        self.fields["unit"] = forms.ChoiceField(label=_("Unit"), choices=choices)
        if len(choices) == 1:
            self.fields["unit"].initial = choices[0][0]
            self.fields["unit"].widget = forms.HiddenInput()
