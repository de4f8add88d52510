"""The forms of packages of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boso.casework.figures.actions import threshold_asked
from boso.casework.figures.definitions import DEFINITIONS
from boso.casework.figures.models import Method, State
from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import DayField, tried


class MakeForm(forms.Form):
    """What to count, of which day, and how small counts are kept in."""

    organisation = forms.ChoiceField(label=_("Where"))
    definition = forms.ChoiceField(
        label=_("Figures"), choices=[(one.name, one.label) for one in DEFINITIONS], widget=forms.RadioSelect
    )
    on = DayField(
        label=_("Day"), required=False,
        help_text=_("Empty: the usual one (today, the last 31 December, or the Sunday of the latest count)."),
    )  # fmt: skip
    threshold = forms.IntegerField(
        label=_("Hide counts up to"), required=False, max_value=99, min_value=1,
        help_text=_("3 where you say nothing. You can hide more, never less."),
        widget=forms.NumberInput(attrs={"data-width": "short"}),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Small counts"), choices=Method.choices, initial=Method.HIDE)

    def __init__(self, data: Any, places: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.places = {str(place.pk): place for place in places}
        field = self.fields["organisation"]
        field.choices = [(pk, place.name) for pk, place in self.places.items()]  # type: ignore[attr-defined]
        if len(places) == 1:
            field.initial = next(iter(self.places))
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A threshold that the rule of today does not allow is said where it was typed."""
        told = super().clean() or {}
        if told.get("threshold") and told.get("method"):
            tried(self, lambda: threshold_asked(timezone.localdate(), told["threshold"], told["method"]), "threshold")
        return told

    @property
    def place(self) -> Organisation:
        """The organisation that was chosen."""
        return self.places[self.cleaned_data["organisation"]]


class PackageFilter(forms.Form):
    """What the list is narrowed to."""

    definition = forms.ChoiceField(
        label=_("Figures"), required=False, choices=[("", _("all")), *((one.name, one.label) for one in DEFINITIONS)]
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("not set aside")), *State.choices])

    def wish(self) -> dict[str, str]:
        """What is asked for; a word that is none of the choices asks for nothing."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("definition", "state")}
