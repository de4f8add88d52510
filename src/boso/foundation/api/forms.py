"""The form that lets a program in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.organisations.models import Organisation
from boso.foundation.web.forms import DayField


class TokenForm(forms.Form):
    """Which organisation's, what for, and until when."""

    organisation = forms.ChoiceField(label=_("Organisation"))
    name = forms.CharField(
        label=_("What the program is for"),
        max_length=80,
        help_text=_("For example: the property system, figures for the website."),
    )
    ends = DayField(label=_("Opens until"), help_text=_("That day not included; two years from now at most."))

    def __init__(self, places: Sequence[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].choices = [(str(place.pk), place.name) for place in places]  # type: ignore[attr-defined]
        if len(places) == 1:
            self.fields["organisation"].initial = str(places[0].pk)
