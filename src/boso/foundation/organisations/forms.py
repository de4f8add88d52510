"""Forms of the register: narrowing the list, names, and units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from boso.foundation.organisations.models import Kind, UnitKind
from boso.foundation.organisations.queries import GONE, STANDING
from boso.foundation.web.forms import DayField


class RegisterFilter(forms.Form):
    """What the list is narrowed to; it stands in the address."""

    q = forms.CharField(label=_("Name or code"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Kind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), (STANDING, _("Exists today")), (GONE, _("No longer exists"))],
    )

    def wish(self) -> dict[str, str]:
        """The filters as `queries.register` takes them; one that is not understood narrows nothing."""
        self.is_valid()
        said = {"text": "q", "kind": "kind", "state": "state"}
        return {name: self.cleaned_data[field] for name, field in said.items() if self.cleaned_data.get(field)}


class NameForm(forms.Form):
    """Another name."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("The history keeps the old one."))


class UnitForm(forms.Form):
    """A unit that opens."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices, widget=forms.RadioSelect)
    starts = DayField(label=_("First day"), required=False, help_text=_("Leave it empty if it is not known."))

    @property
    def unit(self) -> dict[str, Any]:
        """What was written, as `actions.add_unit` takes it; only after is_valid()."""
        data = self.cleaned_data
        return {"kind": UnitKind(data["kind"]), "name": data["name"], "starts": data["starts"]}


class CloseUnitForm(forms.Form):
    """The last day of a unit."""

    last = DayField(label=_("Last day"))

    @property
    def on(self) -> dt.date:
        """The first day the unit no longer exists; only after is_valid()."""
        last: dt.date = self.cleaned_data["last"]
        return last + dt.timedelta(days=1)
