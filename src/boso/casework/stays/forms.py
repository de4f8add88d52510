"""The forms of temporary stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.casework.stays.models import Place, WentTo
from boso.casework.stays.queries import ENDED, NOW
from boso.core.stays.length import Length
from boso.foundation.organisations.models import Unit
from boso.foundation.web.forms import DayField, KronerField

LENGTHS = {
    Length.SHORT: _("Up to 14 days"),
    Length.MIDDLE: _("More than 14 days"),
    Length.LONG: _("More than three months"),
}


class StayForm(forms.Form):
    """A stay: where, since when, with how many children, and what it costs."""

    unit = forms.ChoiceField(label=_("Unit that arranges it"))
    place = forms.ChoiceField(label=_("Kind of place"), choices=[("", _("Choose")), *Place.choices])
    name = forms.CharField(
        label=_("Name and address of the place"),
        max_length=200,
        required=False,
        help_text=_("Only those who may see the household can read this."),
    )
    starts = DayField(label=_("From"), help_text=_("The first night."))
    children = forms.IntegerField(
        label=_("Children under 18 along"), min_value=0, max_value=20, required=False,
        help_text=_("0 for none. Leave it empty if you do not know."),
    )  # fmt: skip
    cost = KronerField(label=_("Cost a night, for all"), min_value=0, max_digits=8, required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(unit.pk), unit.name) for unit in units]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.fields["unit"].initial = choices[0][0]

    def told(self) -> dict[str, Any]:
        """The fields of the stay."""
        given = self.cleaned_data
        return {name: given[name] for name in ("place", "starts", "children", "cost")}


class LeaveForm(forms.Form):
    """When they left, and where they went."""

    ends = DayField(label=_("The day they left"))
    went_to = forms.ChoiceField(label=_("Where did they go?"), choices=[("", _("Choose")), *WentTo.choices])

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"ends": today}, **kwargs})


class StayFilter(forms.Form):
    """What the list is narrowed to."""

    state = forms.ChoiceField(label=_("Which stays"), required=False, choices=[("", _("now")), (ENDED, _("ended"))])
    length = forms.ChoiceField(
        label=_("How long"),
        required=False,
        choices=[("", _("all")), *((key.value, word) for key, word in LENGTHS.items())],
    )
    place = forms.ChoiceField(label=_("Kind of place"), required=False, choices=[("", _("all")), *Place.choices])

    def wish(self) -> dict[str, str]:
        """What is asked for; a word that is none of the choices asks for nothing."""
        self.is_valid()
        given = self.cleaned_data
        return {"state": given.get("state") or NOW, "length": given.get("length", ""), "place": given.get("place", "")}
